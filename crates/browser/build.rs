//! The in-page scripts are built by npm; say so clearly when that was not done.

use std::path::Path;

fn main() {
    let dist = Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../../recorder/dist");
    for script in ["recorder.js", "stored.js", "person.js"] {
        let path = dist.join(script);
        println!("cargo::rerun-if-changed={}", path.display());
        if !path.exists() {
            println!(
                "cargo::error=recorder/dist/{script} is missing: run `npm ci && npm run build --workspace recorder` first"
            );
        }
    }
}
