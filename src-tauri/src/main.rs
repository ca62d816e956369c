//! The desktop program: opens the window, and turns what went wrong into an exit code.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    match desktop::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("saywright-desktop: {}", app::explain(&error));
            ExitCode::FAILURE
        }
    }
}
