//! Screenshots, with boxes over what is secret.

use crate::Error;
use crate::asks::PATIENCE;
use crate::connection::Connection;
use crate::frames::View;
use crate::session::evaluate;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chromiumoxide::cdp::browser_protocol::dom::{GetBoxModelParams, GetFrameOwnerParams};
use chromiumoxide::cdp::browser_protocol::page::{CaptureScreenshotFormat, CaptureScreenshotParams, FrameId};
use chromiumoxide::cdp::js_protocol::runtime::ExecutionContextId;
use image::{ImageFormat, Rgba, RgbaImage};
use serde::Deserialize;
use std::io::Cursor;

/// Of WebP, 0 to 100: text stays sharp, a page takes some 30 kB.
const QUALITY: i64 = 75;
/// What covers secrets.
const COVER: Rgba<u8> = Rgba([128, 128, 128, 255]);
/// Around a box, in pixels: letters reach over their line.
const MARGIN: f64 = 2.0;
/// Frames further in than this are not asked for.
const DEEPEST: usize = 20;

/// A box on the page, in CSS pixels of the tab's viewport.
#[derive(Clone, Copy, Debug)]
struct Cover {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

#[derive(Debug, Default, Deserialize)]
struct Shown {
    boxes: Vec<[f64; 4]>,
    width: f64,
}

/// What the tab shows, as WebP; nothing when it can't be had in time (a background tab, a dialog), or when what is secret
/// can't be covered.
pub(crate) async fn take(connection: &Connection, session: &str, frames: &[View]) -> Option<Vec<u8>> {
    tokio::time::timeout(PATIENCE, take_now(connection, session, frames)).await.ok()?
}

async fn take_now(connection: &Connection, session: &str, frames: &[View]) -> Option<Vec<u8>> {
    let (before, width) = covers(connection, session, frames).await?;
    if before.is_empty() {
        let params = CaptureScreenshotParams::builder().format(CaptureScreenshotFormat::Webp).quality(QUALITY).build();
        let image = capture(connection, session, params).await?;
        // What came up meanwhile is not covered.
        let (after, _) = covers(connection, session, frames).await?;
        return after.is_empty().then_some(image);
    }
    let params = CaptureScreenshotParams::builder().format(CaptureScreenshotFormat::Png).build();
    let image = capture(connection, session, params).await?;
    let (after, _) = covers(connection, session, frames).await?;
    let covers: Vec<Cover> = before.into_iter().chain(after).collect();
    tokio::task::spawn_blocking(move || covered(&image, &covers, width)).await.ok()?
}

async fn capture(connection: &Connection, session: &str, params: CaptureScreenshotParams) -> Option<Vec<u8>> {
    let taken = connection.call(Some(session), params).await.ok()?;
    STANDARD.decode(AsRef::<str>::as_ref(&taken.data)).ok()
}

/// What is secret in all frames, and the width of the viewport.
async fn covers(connection: &Connection, session: &str, frames: &[View]) -> Option<(Vec<Cover>, f64)> {
    let mut covers = Vec::new();
    let mut viewport = 0.0;
    for view in frames {
        let Some(context) = view.context else { continue };
        let context = ExecutionContextId::new(context);
        let masked = serde_json::to_string(&view.masked).ok()?;
        let script = format!("saywright.secrets({masked})");
        let answer = match evaluate(connection, &view.session, context, &script, true).await {
            Ok(answer) => answer,
            // A frame that is gone shows nothing.
            Err(Error::Refused { message, .. }) if message.contains("context") || message.contains("Session") => {
                continue;
            }
            Err(_) => return None,
        };
        let shown: Shown = serde_json::from_value(answer.result.value?).ok()?;
        if view.parent.is_none() && view.session == session {
            viewport = shown.width;
        }
        if shown.boxes.is_empty() {
            continue;
        }
        let (x, y) = corner(connection, view, frames).await?;
        covers.extend(shown.boxes.into_iter().map(|[left, top, width, height]| Cover {
            left: left + x,
            top: top + y,
            width,
            height,
        }));
    }
    Some((covers, viewport))
}

/// Where in the tab a frame begins.
async fn corner(connection: &Connection, view: &View, frames: &[View]) -> Option<(f64, f64)> {
    let (mut x, mut y) = (0.0, 0.0);
    let mut at = view;
    for _ in 0..DEEPEST {
        let Some(parent) = &at.parent else { return Some((x, y)) };
        let parent = frames.iter().find(|view| view.frame == *parent)?;
        let session = Some(parent.session.as_str());
        let owner = connection.call(session, GetFrameOwnerParams::new(FrameId::new(at.frame.as_str()))).await.ok()?;
        let params = GetBoxModelParams { backend_node_id: Some(owner.backend_node_id), ..GetBoxModelParams::default() };
        let model = connection.call(session, params).await.ok()?.model;
        let content = model.content.inner();
        (x, y) = (x + content.first()?, y + content.get(1)?);
        // Boxes are measured in the outermost frame of the same process.
        at = parent;
        while let Some(outer) = at.parent.as_ref().and_then(|id| frames.iter().find(|view| view.frame == *id)) {
            if outer.session != at.session {
                break;
            }
            at = outer;
        }
    }
    None
}

/// The picture with the boxes covered.
fn covered(png: &[u8], covers: &[Cover], viewport: f64) -> Option<Vec<u8>> {
    let mut image = image::load_from_memory_with_format(png, ImageFormat::Png).ok()?.to_rgba8();
    let scale = if viewport > 0.0 { f64::from(image.width()) / viewport } else { 1.0 };
    for cover in covers {
        paint(&mut image, *cover, scale);
    }
    let mut written = Cursor::new(Vec::new());
    image.write_to(&mut written, ImageFormat::WebP).ok()?;
    Some(written.into_inner())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held to the picture")]
fn paint(image: &mut RgbaImage, cover: Cover, scale: f64) {
    let (width, height) = image.dimensions();
    let pixel = |at: f64, most: u32| (at * scale).round().clamp(0.0, f64::from(most)) as u32;
    let Cover { left, top, width: wide, height: high } = cover;
    for y in pixel(top - MARGIN, height)..pixel(top + high + MARGIN, height) {
        for x in pixel(left - MARGIN, width)..pixel(left + wide + MARGIN, width) {
            image.put_pixel(x, y, COVER);
        }
    }
}
