//! Steps and what was said about them become a plan: groups with titles, steps with locators, checks that the page
//! bore out.
//!
//! Never looks at a page: what stored pages show arrives as [`model::Outline`]s, what locators find on them as
//! [`Locators`]. Prints no code and reads no file. Never fails: a sentence that can't be grounded becomes a remark.

mod apply;
mod arrival;
mod correction;
mod data;
mod describe;
mod ground;
mod literal;
mod title;
mod variables;

pub use apply::{apply, removed};
pub use arrival::{Departure, departures};
pub use correction::taken_back;
pub use describe::{describe_check, describe_step};
pub use ground::{Grounded, ItemSet, WantedCheck, ground, pages};
pub use literal::{Locators, literal};
pub use title::title_of;
