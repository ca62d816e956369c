//! Recording folders, and the sqlite index over them.
//!
//! A recording is a folder of the user's; `docs/recording-format.md` describes its files. It is written by [`Writer`],
//! append only, each thing handed to the operating system before the call returns, and read by [`load`], which
//! tolerates damage. The [`Index`] holds what makes listing quick, settings and the history of proofs; deleting it
//! loses no recording.
//!
//! Derives nothing: steps and plans come from the pure crates, and `app` hands in what the index should show.

mod damaged_index;
mod error;
mod folder;
mod index;
mod lines;
mod load;
mod uploads;
mod whole_file;
mod writer;

pub use error::Error;
pub use folder::{changed_ms, file_path, list, new_folder, page_path, page_text, proof_path, shot_path};
pub use index::{Index, IndexedRecording, Opened};
pub use load::{Loaded, header as load_header, load};
pub use uploads::MAX_FILE_BYTES;
pub use whole_file::{replace, write_private};
pub use writer::{Writer, append_edit, save_proof};
