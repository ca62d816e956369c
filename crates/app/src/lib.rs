//! Every operation that a person can ask for: one function each, for both shells.
//!
//! Composes the pure stages and the adapters, which don't know each other. Holds no rule about events, sentences,
//! locators or files: those are in the crates below. Knows neither a terminal nor a window.

mod api;
mod begin;
mod clock;
mod demo;
mod doctor;
mod evidence;
mod explain;
mod export;
mod heal;
mod hearing;
mod labels;
mod live;
mod locate;
mod narrate;
mod open;
mod prove;
mod recordings;
mod settings;
mod sidecar;
mod synth;
mod tape;
mod trials;
mod voice;

pub use align::time;
pub use api::*;
pub use demo::{DemoProgress, DemoResult, SHOP_PASSWORD};
pub use explain::explain;
pub use live::Session;
pub use locate::Looking;
pub use open::{App, Paths};
pub use shop::{Breakage as ShopBreakage, Shop};
pub use synth::{Synthesis, locator_code};
pub use tokio_util::sync::CancellationToken;
