//! What the browser pretended while recording, and has to pretend again when the test runs.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Nothing in it: the browser as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
#[serde(default, rename_all = "camelCase")]
pub struct Conditions {
    /// A device, by Playwright's name for it: "iPhone 15".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// `navigator.userAgent`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
    /// A language tag: `de-DE`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// A name of the time zone database: `Europe/Berlin`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Light or dark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color_scheme: Option<ColorScheme>,
    /// Where on earth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geolocation: Option<Geolocation>,
    /// The server asks for a name and a password (HTTP authentication). They are secrets: only that there are some is
    /// written down.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub http_credentials: bool,
    /// Certificates that nobody vouches for are accepted.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ignore_https_errors: bool,
    /// Requests go past service workers.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub block_service_workers: bool,
    /// It began signed in: with cookies and storage from a file of Playwright's `storageState` form.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub storage_state: bool,
}

/// A colour scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ColorScheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// A place on earth, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Geolocation {
    /// North of the equator.
    pub latitude: f64,
    /// East of Greenwich.
    pub longitude: f64,
}

impl Conditions {
    /// The environment variable with the user name for HTTP authentication.
    pub const HTTP_USERNAME: &str = "HTTP_USERNAME";
    /// The environment variable with the password for HTTP authentication.
    pub const HTTP_PASSWORD: &str = "HTTP_PASSWORD";
    /// The environment variable with the path of the storage state.
    pub const STORAGE_STATE: &str = "STORAGE_STATE";

    /// True when the browser is as it is.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}
