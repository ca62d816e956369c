//! The command line, as clap reads it and `--help` shows it.

use clap::{Args, Parser, Subcommand, ValueEnum};
use model::{ColorScheme, Geolocation, Millis, Viewport};
use std::path::PathBuf;

/// Say it, click it, ship the Playwright test.
///
/// Saywright records what you do in a browser together with what you say about it, makes a Playwright test of both,
/// proves the test, and writes it into your repository. Nothing of Saywright is in that file.
#[derive(Debug, Parser)]
#[command(
    name = "saywright",
    version,
    arg_required_else_help = true,
    after_help = "Try it in two minutes: `saywright demo` records, proves and exports a test of a sample shop.\n\
                  What is missing on this machine: `saywright doctor`."
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Record a flow: opens a browser at an address and records what you do and say
    Record(Box<Record>),
    /// Show what was made of a recording
    Show {
        /// The recording's folder
        recording: PathBuf,
        /// Which view of it
        #[arg(value_enum)]
        what: View,
        /// One JSON value instead of text
        #[arg(long)]
        json: bool,
    },
    /// Print the test, or write it to a file
    Synth {
        /// The recording's folder
        recording: PathBuf,
        /// Write here instead of to the terminal; the file must not exist
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// One JSON value: the file, its findings and notes
        #[arg(long)]
        json: bool,
    },
    /// Prove the test: replay it with real Playwright, then break the app on purpose and see it fail
    Prove(Prove),
    /// Write the test into a repository; never overwrites a file
    Export {
        /// The recording's folder
        recording: PathBuf,
        /// The repository, or any folder
        #[arg(long, value_name = "DIR")]
        repo: PathBuf,
        /// Only show what would change
        #[arg(long)]
        dry_run: bool,
        /// One JSON value instead of text
        #[arg(long)]
        json: bool,
    },
    /// Find what an exported test no longer finds: as a difference to look at; the test is green with it, or it says why not
    Heal(Heal),
    /// Print the best locator for elements of any page, with alternatives and a fingerprint
    Locate {
        /// A web address, or the path of a saved page (MHTML or HTML)
        page: String,
        /// The element, by CSS or XPath; may be given several times
        #[arg(long = "target", value_name = "CSS|XPATH", required = true, num_args = 1..)]
        targets: Vec<String>,
        /// They are in this iframe of the page
        #[arg(long, value_name = "CSS|XPATH")]
        frame: Option<String>,
        /// As a person points at them: the button around an icon is meant, the field of a label
        #[arg(long)]
        pointed: bool,
        /// First what reads best, as in an exported test, not what lasts longest
        #[arg(long)]
        readable: bool,
        /// The attribute that holds test ids [default: data-testid]
        #[arg(long, value_name = "NAME")]
        test_id_attribute: Option<String>,
        /// The browser's program
        #[arg(long, value_name = "PATH")]
        browser: Option<PathBuf>,
        /// One JSON value instead of text
        #[arg(long)]
        json: bool,
    },
    /// Find elements of a page again by their fingerprints
    Refind {
        /// A web address, or the path of a saved page (MHTML or HTML)
        page: String,
        /// A file with a fingerprint, a list of them, or what `locate --json` printed
        #[arg(long, value_name = "FILE")]
        fingerprint: PathBuf,
        /// The attribute that holds test ids [default: data-testid]
        #[arg(long, value_name = "NAME")]
        test_id_attribute: Option<String>,
        /// The browser's program
        #[arg(long, value_name = "PATH")]
        browser: Option<PathBuf>,
        /// One JSON value instead of text
        #[arg(long)]
        json: bool,
    },
    /// List your recordings
    List {
        /// One JSON value instead of text
        #[arg(long)]
        json: bool,
    },
    /// List the devices that a browser can pretend to be
    Devices {
        /// One JSON value instead of text
        #[arg(long)]
        json: bool,
    },
    /// Add a narration to a recording that is there: written down before or after, or a sound file
    Narrate(Narrate),
    /// Speak instead of typing: the speech model, microphones, a test
    Voice {
        #[command(subcommand)]
        command: Voice,
    },
    /// Find the element of a step or a check in another of the ways that `show … locators` lists
    UseLocator {
        /// The recording's folder
        recording: PathBuf,
        /// The id of the step or the check
        of: String,
        /// The way, as it is listed: "page.getByLabel('Name')"
        locator: String,
    },
    /// Take a step out of the test; the recording keeps it
    RemoveStep {
        /// The recording's folder
        recording: PathBuf,
        /// The id of the step, as `show … steps --json` has it
        step: String,
    },
    /// Put a step back that was taken out, by you or because you said so ("no wait, undo that")
    RestoreStep {
        /// The recording's folder
        recording: PathBuf,
        /// The id of the step, as the note about it has it
        step: String,
    },
    /// Name a recording's test
    Rename {
        /// The recording's folder
        recording: PathBuf,
        /// The title of the test
        title: String,
    },
    /// The whole way on a sample shop: record, synthesize, prove, export
    Demo {
        /// Where everything goes; must be empty [default: a new folder, saywright-demo]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Without a window, also where there is a display
        #[arg(long)]
        headless: bool,
    },
    /// Serve the sample shop, to practise on
    DemoSite {
        /// The port; 0 takes a free one
        #[arg(long, default_value_t = 0)]
        port: u16,
        /// Serve it broken in a named way
        #[arg(long = "break", value_name = "NAME")]
        breakage: Option<String>,
        /// List the ways in which it can be broken
        #[arg(long)]
        list: bool,
    },
    /// Say what is found on this machine, what is missing, and the fix for each
    Doctor {
        /// One JSON value instead of text
        #[arg(long)]
        json: bool,
    },
}

impl Command {
    /// Errors go to standard output as JSON, too.
    pub fn wants_json(&self) -> bool {
        match self {
            Command::Record(options) => options.json,
            Command::Prove(Prove { json, .. })
            | Command::Heal(Heal { json, .. })
            | Command::Show { json, .. }
            | Command::Synth { json, .. }
            | Command::Export { json, .. }
            | Command::Narrate(Narrate { json, .. })
            | Command::Locate { json, .. }
            | Command::Refind { json, .. }
            | Command::List { json }
            | Command::Devices { json }
            | Command::Doctor { json } => *json,
            Command::Voice { command } => command.wants_json(),
            Command::RemoveStep { .. }
            | Command::RestoreStep { .. }
            | Command::UseLocator { .. }
            | Command::Rename { .. }
            | Command::Demo { .. }
            | Command::DemoSite { .. } => false,
        }
    }
}

/// Which view of a recording.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum View {
    /// What was done and said, on one clock
    Timeline,
    /// Steps, and the sentences that belong to them
    Steps,
    /// The plan: groups of steps and checks
    Plan,
    /// How each target is found, and the runners-up
    Locators,
}

/// Narrate while you click: each line typed here is a sentence, timed when Enter is pressed. A line that begins with
/// ':' is a command: :record :pause :resume :undo :stop. The end of input, or Ctrl-C, stops and saves.
///
/// What you click next in the browser becomes a check instead of a click: :check (that it is shown), :check text,
/// :check value, :check all (everything in it). :point makes a step of resting the pointer on it.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub struct Record {
    /// Where to begin, such as http://localhost:3000. With --attach it may be left out: the tab in front is recorded
    #[arg(required_unless_present = "attach", default_value = "", hide_default_value = true)]
    pub url: String,
    /// The recording's folder; must be empty or new [default: a new one in your recordings folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Without a window: another program acts as the person (see --cdp-port)
    #[arg(long)]
    pub headless: bool,
    /// Record nothing until :record, so that you can sign in and look round first
    #[arg(long)]
    pub standby: bool,
    /// A port at which another program may attach over the DevTools protocol and act as the person; what it does is
    /// recorded like a person's input
    #[arg(long, value_name = "N")]
    pub cdp_port: Option<u16>,
    /// Size of the page [default: 1280x720]
    #[arg(long, alias = "viewport-size", value_name = "WxH", value_parser = viewport, conflicts_with = "device")]
    pub viewport: Option<Viewport>,
    /// The browser's program [default: the first Chrome, Chromium or Edge found]
    #[arg(long, value_name = "PATH")]
    pub browser: Option<PathBuf>,
    /// A proxy for all traffic, such as http://proxy.example.com:3128
    #[arg(long, value_name = "URL")]
    pub proxy_server: Option<String>,
    /// Hosts that are reached without the proxy, such as localhost,*.internal
    #[arg(long, value_name = "HOSTS", requires = "proxy_server")]
    pub proxy_bypass: Option<String>,
    /// A profile folder to go on with: what it is signed in to stays so [default: a new profile, thrown away afterwards]
    #[arg(long, value_name = "DIR")]
    pub user_data_dir: Option<PathBuf>,
    /// A browser that runs already: a port (9222), an address, its profile folder, or "running" for the Chrome in which
    /// remote debugging was turned on at chrome://inspect. It runs on afterwards
    #[arg(long, value_name = "WHERE", conflicts_with_all = ["headless", "browser", "proxy_server", "user_data_dir", "cdp_port"])]
    pub attach: Option<String>,
    /// With --attach: the tab to record, by a part of its title or address [default: the one in front]
    #[arg(long, value_name = "TEXT", requires = "attach")]
    pub tab: Option<String>,
    /// A device to pretend to be, by Playwright's name for it, such as "iPhone 15"
    #[arg(long, value_name = "NAME")]
    pub device: Option<String>,
    /// A language, such as de-DE
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// A time zone, such as Europe/Berlin
    #[arg(long, value_name = "NAME")]
    pub timezone: Option<String>,
    /// light or dark
    #[arg(long, value_name = "SCHEME", value_parser = color_scheme)]
    pub color_scheme: Option<ColorScheme>,
    /// A place on earth, such as "52.52,13.405"
    #[arg(long, value_name = "LAT,LONG", value_parser = geolocation, allow_hyphen_values = true)]
    pub geolocation: Option<Geolocation>,
    /// What the browser calls itself
    #[arg(long, value_name = "TEXT")]
    pub user_agent: Option<String>,
    /// user:password for a server that asks for them; better given in the environment
    #[arg(long, value_name = "USER:PASSWORD", env = "SAYWRIGHT_HTTP_CREDENTIALS", hide_env_values = true)]
    pub http_credentials: Option<String>,
    /// Accept certificates that nobody vouches for
    #[arg(long)]
    pub ignore_https_errors: bool,
    /// Requests go past service workers
    #[arg(long)]
    pub block_service_workers: bool,
    /// Begin signed in: with cookies and storage from this file, as --save-storage or Playwright's storageState writes it
    #[arg(long, value_name = "FILE")]
    pub load_storage: Option<PathBuf>,
    /// Keep cookies and storage in this file at the end
    #[arg(long, value_name = "FILE")]
    pub save_storage: Option<PathBuf>,
    /// The attribute that holds test ids; several with commas between [default: data-testid]
    #[arg(long, value_name = "NAME")]
    pub test_id_attribute: Option<String>,
    /// CSS selector of fields whose content is secret, beyond password, code and card fields; may be given again
    #[arg(long = "secret-field", value_name = "CSS")]
    pub secret_fields: Vec<String>,
    /// Listen: what is said into the microphone is narration, too (see `saywright voice`)
    #[arg(long)]
    pub voice: bool,
    /// The microphone, as `saywright voice status` lists it [default: the one that the system prefers]
    #[arg(long, value_name = "NAME", requires = "voice")]
    pub microphone: Option<String>,
    /// One JSON object a line: ready, then events, steps and notes as they are recorded, last saved
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Narrate {
    /// The recording's folder
    pub recording: PathBuf,
    /// A text; - reads standard input. One sentence a line. A time may stand before it (0:07 or [1:02.5]); .srt and .vtt are
    /// read, too. A sentence without a time finds its steps by its words
    #[arg(long, value_name = "FILE", required_unless_present = "audio")]
    pub text: Option<PathBuf>,
    /// A sound file (WAV, FLAC, MP3, M4A, Ogg) in which somebody narrates; what is said is recognised on this machine
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    pub audio: Option<PathBuf>,
    /// With --audio: when in the recording the sound begins, such as 0:07 [default: at its beginning]
    #[arg(long, value_name = "TIME", requires = "audio", value_parser = time)]
    pub at: Option<Millis>,
    /// One JSON value instead of text
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum Voice {
    /// Say which speech model is used, which can be had, and which microphones there are
    Status {
        /// One JSON value instead of text
        #[arg(long)]
        json: bool,
    },
    /// Download a speech model; what came before it was interrupted is kept
    Install {
        /// Which one [default: base.en]
        model: Option<String>,
        /// Another place that has whisper.cpp's files, such as a mirror in your company
        #[arg(long, value_name = "URL")]
        from: Option<String>,
        /// One JSON object a line: progress, last the model
        #[arg(long)]
        json: bool,
    },
    /// Use a speech model that you have: a ggml file of whisper.cpp, or a folder in CTranslate2's form
    Use {
        /// The file or the folder; it is copied
        path: PathBuf,
    },
    /// Listen for a while, and say what is heard
    Test {
        /// The microphone, as `saywright voice status` lists it [default: the one that the system prefers]
        #[arg(long, value_name = "NAME")]
        microphone: Option<String>,
        /// For how long
        #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
        seconds: u64,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
}

impl Voice {
    fn wants_json(&self) -> bool {
        match self {
            Self::Status { json } | Self::Install { json, .. } | Self::Test { json, .. } => *json,
            Self::Use { .. } => false,
        }
    }
}

/// Replays the exported file, untouched, with real Playwright; then breaks the app on purpose, in ways taken from the
/// recording, and says which breakages the test catches. Ends with exit code 0 only when the test is proved.
///
/// Values that the test reads from the environment (passwords) are taken from the environment here, too.
#[derive(Debug, Args)]
pub struct Prove {
    /// The recording's folder
    pub recording: PathBuf,
    /// How many replays
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub runs: u32,
    /// Another address of the app than the one it was recorded at
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// One JSON object a line: progress, last the proof
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Heal {
    /// The exported test: e2e/order.spec.ts
    pub spec: PathBuf,
    /// Where the app is [default: where it was recorded]
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Change the test, if it could be healed whole
    #[arg(long)]
    pub write: bool,
    /// One JSON object a line: progress, last how it went
    #[arg(long)]
    pub json: bool,
}

fn color_scheme(text: &str) -> Result<ColorScheme, String> {
    match text {
        "light" => Ok(ColorScheme::Light),
        "dark" => Ok(ColorScheme::Dark),
        _ => Err(format!("“{text}” is no colour scheme. There are light and dark.")),
    }
}

fn geolocation(text: &str) -> Result<Geolocation, String> {
    let place = text.split_once(',').and_then(|(latitude, longitude)| {
        Some(Geolocation { latitude: latitude.trim().parse().ok()?, longitude: longitude.trim().parse().ok()? })
    });
    place
        .filter(|place| place.latitude.abs() <= 90.0 && place.longitude.abs() <= 180.0)
        .ok_or_else(|| format!("“{text}” is no place. Write it as 52.52,13.405: latitude, longitude."))
}

fn time(text: &str) -> Result<Millis, String> {
    app::time(text).ok_or_else(|| format!("“{text}” is no time. Write it as 0:07 or 1:02.5."))
}

fn viewport(text: &str) -> Result<Viewport, String> {
    let problem = || format!("“{text}” is not a size. Write it as 1280x720.");
    let (width, height) = text.split_once(['x', 'X']).ok_or_else(problem)?;
    let number = |text: &str| text.trim().parse::<u32>().ok().filter(|number| (1..=10_000).contains(number));
    match (number(width), number(height)) {
        (Some(width), Some(height)) => Ok(Viewport { width, height }),
        _ => Err(problem()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn sizes() {
        assert_eq!(viewport("800x600"), Ok(Viewport { width: 800, height: 600 }));
        for odd in ["800", "x600", "0x10", "8e2x600", "800x99999"] {
            assert!(viewport(odd).is_err_and(|error| error.contains("1280x720")), "{odd}");
        }
    }
}
