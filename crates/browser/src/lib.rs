//! Drives Chromium over the DevTools protocol: launches it, watches what a person does in it, opens stored pages again
//! and tries locators on them, and gives a scripted person hands.
//!
//! Writes nothing to disk and keeps no clock of the recording: observations go out as values with the instant of their
//! arrival, and `app` decides what is recorded. chromiumoxide finds the browser and types the commands; the
//! sessions are ours, because its public API reaches no session of a cross-origin frame.

mod asks;
mod attach;
mod connection;
mod error;
mod find;
mod frames;
mod launch;
mod look;
mod navigation;
mod observe;
mod person;
mod picture;
mod pretend;
mod secrets;
mod session;
mod storage;
mod stored;
mod tabs;
mod watcher;
mod wire;

pub use attach::Endpoint;
pub use error::Error;
pub use find::{Found, find, found_at};
pub use launch::{Browser, Launch};
pub use look::{LOOK, LookedAt, LookedFor, LookedPage};
pub use observe::{KnownTab, Observation, Observed, Observer, TargetKey, WatchOptions};
pub use person::Person;
pub use pretend::{Pretence, device_name, device_names, device_viewport};
pub use secrets::without_tokens;
pub use storage::{Cookie, Entry, OriginStorage, StorageState};
pub use stored::{Changed, Page, StoredPages};
pub use wire::Told;
