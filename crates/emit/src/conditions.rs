//! `test.use({ … })`: what the browser has to pretend.

use crate::style::Style;
use model::{ColorScheme, Conditions, Plan};

/// The lines of the call; none when the browser is as it is.
pub(crate) fn use_options(plan: &Plan, style: &Style) -> Vec<String> {
    let options = options(plan, style);
    if options.is_empty() {
        return options;
    }
    let inner = options.into_iter().map(|option| format!("{}{option},", style.indentation(1)));
    let open = std::iter::once("test.use({".to_owned());
    open.chain(inner).chain([format!("}}){}", style.end()), String::new()]).collect()
}

/// True when Playwright's list of devices is needed.
pub(crate) fn names_a_device(plan: &Plan) -> bool {
    plan.conditions.device.is_some()
}

fn options(plan: &Plan, style: &Style) -> Vec<String> {
    let Conditions {
        device,
        user_agent,
        locale,
        time_zone,
        color_scheme,
        geolocation,
        http_credentials,
        ignore_https_errors,
        block_service_workers,
        storage_state,
    } = &plan.conditions;
    let string = |text: &String| style.string(text);
    let mut options = Vec::new();
    if let Some(device) = device {
        options.push(format!("...devices[{}]", string(device)));
        // Most phones would ask for a browser of their own.
        options.push(format!("defaultBrowserType: {}", style.string("chromium")));
    }
    options.extend(plan.viewport.map(|size| format!("viewport: {{ width: {}, height: {} }}", size.width, size.height)));
    options.extend(user_agent.as_ref().map(|agent| format!("userAgent: {}", string(agent))));
    options.extend(locale.as_ref().map(|locale| format!("locale: {}", string(locale))));
    options.extend(time_zone.as_ref().map(|zone| format!("timezoneId: {}", string(zone))));
    options.extend(color_scheme.map(|scheme| match scheme {
        ColorScheme::Light => format!("colorScheme: {}", style.string("light")),
        ColorScheme::Dark => format!("colorScheme: {}", style.string("dark")),
    }));
    if let Some(place) = geolocation {
        options.push(format!("geolocation: {{ latitude: {}, longitude: {} }}", place.latitude, place.longitude));
        options.push(format!("permissions: [{}]", style.string("geolocation")));
    }
    if *http_credentials {
        let (name, password) = (Conditions::HTTP_USERNAME, Conditions::HTTP_PASSWORD);
        options.push(format!(
            "httpCredentials: {{ username: process.env.{name} ?? {empty}, password: process.env.{password} ?? {empty} }}",
            empty = style.string("")
        ));
    }
    options.extend(ignore_https_errors.then(|| "ignoreHTTPSErrors: true".to_owned()));
    options.extend(block_service_workers.then(|| format!("serviceWorkers: {}", style.string("block"))));
    options.extend(storage_state.then(|| format!("storageState: process.env.{}", Conditions::STORAGE_STATE)));
    options
}
