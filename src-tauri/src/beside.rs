//! While a browser is recorded, the window makes room for it: narrow, at the right edge, above the others. Where the
//! system does not allow that (Wayland places windows itself), the window stays as it was.

use tauri::{AppHandle, LogicalSize, Manager, PhysicalPosition, PhysicalSize};

/// Wide enough for a sentence on two lines.
const WIDTH: f64 = 440.0;
const HEIGHT: f64 = 720.0;

/// How the window was.
#[derive(Clone, Copy)]
pub struct Before {
    size: PhysicalSize<u32>,
    position: PhysicalPosition<i32>,
    maximized: bool,
}

/// Makes room; nothing when the window can't be asked where it is.
pub fn make_room(handle: &AppHandle) -> Option<Before> {
    let window = handle.get_webview_window("main")?;
    let screen = window.current_monitor().ok()??;
    let before = Before {
        size: window.inner_size().ok()?,
        position: window.outer_position().ok()?,
        maximized: window.is_maximized().ok()?,
    };
    let right = screen.position().x + i32::try_from(screen.size().width).ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "a window's width in pixels is far below i32::MAX")]
    let width = (WIDTH * screen.scale_factor()) as i32;
    // Each is a wish: a window manager may refuse it, and recording goes on.
    let _ = window.unmaximize();
    let _ = window.set_size(LogicalSize::new(WIDTH, HEIGHT));
    let _ = window.set_position(PhysicalPosition::new(right - width, screen.position().y));
    let _ = window.set_always_on_top(true);
    Some(before)
}

/// Puts the window back.
pub fn go_back(handle: &AppHandle, before: Before) {
    let Some(window) = handle.get_webview_window("main") else { return };
    let _ = window.set_always_on_top(false);
    let _ = window.set_size(before.size);
    let _ = window.set_position(before.position);
    if before.maximized {
        let _ = window.maximize();
    }
}
