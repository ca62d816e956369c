//! The nouns of Saywright, as plain values that serialize to the recording format.
//!
//! Knows nothing about browsers, files, models or Playwright's runner: it holds what the other crates hand to
//! each other. Anything computed from these values lives in the stage that computes it.

mod conditions;
mod event;
mod fingerprint;
mod ids;
mod locator;
mod page;
mod plan;
mod proof;
mod recording;
mod sidecar;
mod step;
mod target;
mod utterance;

pub use conditions::{ColorScheme, Conditions, Geolocation};
pub use event::{Button, DialogKind, Event, EventKind, MASK, Modifiers, NavigationCause, Pick, Point, Seen, Typed};
pub use fingerprint::{Fingerprint, Likeness};
pub use ids::{
    CheckId, EventId, FindingId, GroupId, Millis, NodeId, PageId, RecordingId, StepId, TabId, TargetId, UtteranceId,
};
pub use locator::{By, Link, Locator, RoleMore, RoleState, TextMatch};
pub use page::{Outline, OutlineElement, Trial, TrialResult, Tried};
pub use plan::{
    Alternative, Check, Chosen, Expectation, Finding, FindingKind, Group, Line, Parameter, Pattern, PatternPart, Plan,
    PlannedStep, Signal, Survival, Variable,
};
pub use proof::{Breakage, BreakageKind, BreakageOutcome, Proof, Replay, StepOutcome, Verdict};
pub use recording::{Edit, FORMAT, NetworkEntry, Recording, RecordingInfo, Viewport};
pub use sidecar::{SIDECAR_FORMAT, Sidecar, SidecarTarget};
pub use step::{Action, Aligned, Attached, Note, Said, SentenceClass, Step};
pub use target::{Ancestor, Element, Rect, Target};
pub use utterance::{Source, Utterance};
