//! `playwright.config.ts` for a repository that has none.

use crate::style::Style;

/// What the config says beyond the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConfigOptions {
    /// How the app is started for the tests, where that is known.
    pub web_server: Option<WebServer>,
    /// The test id attribute, where it is not Playwright's own `data-testid`.
    pub test_id_attribute: Option<String>,
    /// Formatting.
    pub style: Style,
}

/// How the app is started for the tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebServer {
    /// A shell command: `npm run dev`.
    pub command: String,
    /// The address that answers when it is up.
    pub url: String,
}

/// The text of `playwright.config.ts` for a repository that has none. `base_url` is the app's address when `BASE_URL`
/// is not set.
pub fn config_file(base_url: &str, options: &ConfigOptions) -> String {
    let style = &options.style;
    let string = |text: &str| style.string(text);
    let mut lines: Vec<(usize, String)> = Vec::new();
    let mut line = |depth: usize, text: String| lines.push((depth, text));
    let end = style.end();
    line(0, format!("import {{ defineConfig, devices }} from {}{end}", string("@playwright/test")));
    line(0, String::new());
    line(0, "export default defineConfig({".to_owned());
    line(1, format!("testDir: {},", string("./e2e")));
    line(1, "fullyParallel: true,".to_owned());
    line(1, "forbidOnly: !!process.env.CI,".to_owned());
    line(1, "retries: process.env.CI ? 2 : 0,".to_owned());
    line(1, "use: {".to_owned());
    line(2, format!("baseURL: process.env.BASE_URL ?? {},", string(base_url)));
    if let Some(attribute) = options.test_id_attribute.as_deref().filter(|attribute| *attribute != "data-testid") {
        line(2, format!("testIdAttribute: {},", string(attribute)));
    }
    line(2, format!("trace: {},", string("on-first-retry")));
    line(1, "},".to_owned());
    line(
        1,
        format!("projects: [{{ name: {}, use: {{ ...devices[{}] }} }}],", string("chromium"), string("Desktop Chrome")),
    );
    if let Some(server) = &options.web_server {
        line(1, "webServer: {".to_owned());
        line(2, format!("command: {},", string(&server.command)));
        line(2, format!("url: {},", string(&server.url)));
        line(2, "reuseExistingServer: !process.env.CI,".to_owned());
        line(1, "},".to_owned());
    }
    line(0, format!("}}){end}"));
    lines
        .iter()
        .map(|(depth, text)| {
            format!("{}{text}\n", if text.is_empty() { String::new() } else { style.indentation(*depth) })
        })
        .collect()
}
