//! Makes the browser pretend: a device, a language, a time zone, a place. Each page is told before it loads.

use crate::Error;
use crate::connection::Connection;
use chromiumoxide::cdp::browser_protocol::browser::{PermissionDescriptor, PermissionSetting, SetPermissionParams};
use chromiumoxide::cdp::browser_protocol::emulation::{
    MediaFeature, SetDeviceMetricsOverrideParams, SetEmulatedMediaParams, SetGeolocationOverrideParams,
    SetLocaleOverrideParams, SetTimezoneOverrideParams, SetTouchEmulationEnabledParams, SetUserAgentOverrideParams,
};
use chromiumoxide::cdp::browser_protocol::network::SetBypassServiceWorkerParams;
use chromiumoxide::cdp::browser_protocol::security::SetIgnoreCertificateErrorsParams;
use model::{ColorScheme, Conditions, Viewport};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Playwright's own list of devices, taken from the installed package when this was built.
static DEVICES: LazyLock<BTreeMap<String, Device>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../recorder/dist/devices.json")).expect("Playwright's list can be read")
});

/// A device, as Playwright describes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Device {
    user_agent: String,
    viewport: Viewport,
    device_scale_factor: f64,
    is_mobile: bool,
    has_touch: bool,
}

/// What all pages of a session are told.
#[derive(Clone, Debug, Default)]
pub struct Pretence {
    conditions: Conditions,
    device: Option<Device>,
    viewport: Option<Viewport>,
}

impl Pretence {
    /// Refuses devices that nobody knows. `viewport` is forced upon pages; nothing leaves it to the window.
    pub fn new(conditions: &Conditions, viewport: Option<Viewport>) -> Result<Self, Error> {
        let device = match &conditions.device {
            Some(name) => Some(device(name).ok_or_else(|| unknown(name))?),
            None => None,
        };
        Ok(Self { conditions: conditions.clone(), device: device.cloned(), viewport })
    }

    /// The size of pages, where nothing else says it.
    pub(crate) fn fill_viewport(&mut self, viewport: Viewport) {
        self.viewport.get_or_insert(viewport);
    }

    /// The size of a page.
    pub fn viewport(&self) -> Option<Viewport> {
        self.device.as_ref().map(|device| device.viewport).or(self.viewport)
    }

    /// Tells a page, or a frame with a process of its own. Commands are only sent: they come before what is sent next.
    #[expect(clippy::let_underscore_future, reason = "sent when called; a page that is gone needs no telling")]
    pub(crate) fn tell(&self, connection: &Connection, session: &str, is_page: bool) {
        let on = Some(session);
        let conditions = &self.conditions;
        if is_page && let Some(Viewport { width, height }) = self.viewport() {
            let (scale, mobile) =
                self.device.as_ref().map_or((1.0, false), |device| (device.device_scale_factor, device.is_mobile));
            let size = SetDeviceMetricsOverrideParams::new(i64::from(width), i64::from(height), scale, mobile);
            let _ = connection.send(on, size);
        }
        if self.device.as_ref().is_some_and(|device| device.has_touch) {
            let _ = connection.send(on, SetTouchEmulationEnabledParams::new(true));
        }
        let agent =
            conditions.user_agent.clone().or_else(|| self.device.as_ref().map(|device| device.user_agent.clone()));
        if agent.is_some() || conditions.locale.is_some() {
            let mut params = SetUserAgentOverrideParams::new(agent.unwrap_or_default());
            params.accept_language.clone_from(&conditions.locale);
            let _ = connection.send(on, params);
        }
        if let Some(locale) = &conditions.locale {
            let params = SetLocaleOverrideParams { locale: Some(locale.clone()) };
            let _ = connection.send(on, params);
        }
        if let Some(zone) = &conditions.time_zone {
            let _ = connection.send(on, SetTimezoneOverrideParams::new(zone.clone()));
        }
        if let Some(scheme) = conditions.color_scheme {
            let value = match scheme {
                ColorScheme::Light => "light",
                ColorScheme::Dark => "dark",
            };
            let feature = MediaFeature::new("prefers-color-scheme", value);
            let params = SetEmulatedMediaParams { features: Some(vec![feature]), ..SetEmulatedMediaParams::default() };
            let _ = connection.send(on, params);
        }
        if let Some(place) = conditions.geolocation {
            let params = SetGeolocationOverrideParams {
                latitude: Some(place.latitude),
                longitude: Some(place.longitude),
                accuracy: Some(0.0),
                ..SetGeolocationOverrideParams::default()
            };
            let _ = connection.send(on, params);
        }
        if conditions.ignore_https_errors {
            let _ = connection.send(on, SetIgnoreCertificateErrorsParams::new(true));
        }
        if conditions.block_service_workers {
            let _ = connection.send(on, SetBypassServiceWorkerParams::new(true));
        }
    }

    /// Tells the browser as a whole.
    pub(crate) async fn tell_browser(&self, connection: &Connection) -> Result<(), Error> {
        if self.conditions.geolocation.is_some() {
            let place = PermissionDescriptor::new("geolocation");
            connection.call(None, SetPermissionParams::new(place, PermissionSetting::Granted)).await?;
        }
        Ok(())
    }
}

/// The name of a device as Playwright writes it, whatever its case.
pub fn device_name(typed: &str) -> Result<String, Error> {
    let found = DEVICES.keys().find(|name| name.eq_ignore_ascii_case(typed.trim()));
    found.cloned().ok_or_else(|| unknown(typed))
}

/// The size of a device's page; nothing when nobody knows it.
pub fn device_viewport(name: &str) -> Option<Viewport> {
    device(name).map(|device| device.viewport)
}

/// The names of all devices.
pub fn device_names() -> Vec<String> {
    DEVICES.keys().cloned().collect()
}

fn device(name: &str) -> Option<&'static Device> {
    DEVICES.get(name)
}

fn unknown(typed: &str) -> Error {
    let lower = typed.to_lowercase();
    let word = lower.split_whitespace().next().unwrap_or_default();
    let near = DEVICES.keys().filter(|name| !name.contains("landscape") && name.to_lowercase().contains(word));
    Error::NoSuchDevice { name: typed.to_owned(), near: near.take(30).cloned().collect::<Vec<_>>().join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_by_name() {
        assert_eq!(device_name(" iphone 15").unwrap_or_default(), "iPhone 15");
        assert_eq!(device_viewport("iPhone 15"), Some(Viewport { width: 393, height: 659 }));
        let refused = device_name("iPhone 99").unwrap_or_else(|error| error.to_string());
        assert!(refused.contains("iPhone 15"), "{refused}");
    }
}
