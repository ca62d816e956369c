//! Reads `tauri.conf.json`, and puts the built interface (`ui/dist`) into the program.

fn main() {
    tauri_build::build();
}
