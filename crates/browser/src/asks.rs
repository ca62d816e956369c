//! Questions to a page that take several commands: the element around a frame, chosen files.

use crate::Error;
use crate::connection::Connection;
use crate::observe::TargetKey;
use crate::session::evaluate;
use chromiumoxide::cdp::browser_protocol::dom::{
    BackendNodeId, DescribeNodeParams, GetFileInfoParams, GetFrameOwnerParams, ResolveNodeParams, Rgba, ShadowRootType,
};
use chromiumoxide::cdp::browser_protocol::overlay::{self, HighlightConfig, InspectMode, SetInspectModeParams};
use chromiumoxide::cdp::browser_protocol::page::FrameId;
use chromiumoxide::cdp::js_protocol::runtime::{
    CallFunctionOnParams, ExecutionContextId, GetPropertiesParams, RemoteObjectId,
};
use model::{NodeId, Pick};
use std::path::PathBuf;
use std::time::Duration;

/// How long a page may take to answer while a person waits for nothing.
pub(crate) const PATIENCE: Duration = Duration::from_secs(2);
/// How long to wait before the same question.
const AGAIN: Duration = Duration::from_millis(20);

/// Describes the iframe element around a frame, in its parent's document. Chromium tells of a frame's first context a
/// moment before it knows its element: it is asked again until it does, or the frame is gone for long.
pub(crate) async fn frame_element(
    connection: &Connection,
    parent_session: &str,
    parent_context: i64,
    frame: &str,
) -> Result<TargetKey, Error> {
    let asked = async {
        loop {
            match frame_element_now(connection, parent_session, parent_context, frame).await {
                Err(Error::Refused { .. }) => tokio::time::sleep(AGAIN).await,
                other => return other,
            }
        }
    };
    let no_answer = || Error::Deadline { method: "DOM.getFrameOwner".to_owned(), seconds: PATIENCE.as_secs() };
    tokio::time::timeout(PATIENCE, asked).await.unwrap_or_else(|_| Err(no_answer()))
}

async fn frame_element_now(
    connection: &Connection,
    parent_session: &str,
    parent_context: i64,
    frame: &str,
) -> Result<TargetKey, Error> {
    let session = Some(parent_session);
    let owner = connection.call(session, GetFrameOwnerParams::new(FrameId::new(frame))).await?;
    let resolve = ResolveNodeParams::builder()
        .backend_node_id(owner.backend_node_id)
        .execution_context_id(ExecutionContextId::new(parent_context))
        .build();
    let object = connection.call(session, resolve).await?.object.object_id.ok_or(Error::Closed)?;
    let mut describe = CallFunctionOnParams::new("function () { return saywright.describe(this); }");
    describe.object_id = Some(object);
    describe.return_by_value = Some(true);
    let answer = connection.call(session, describe).await?.result.value.unwrap_or_default();
    match (answer["document"].as_str(), answer["key"].as_u64().and_then(|key| u32::try_from(key).ok())) {
        (Some(document), Some(key)) => Ok(TargetKey { document: document.to_owned(), key }),
        _ => Err(Error::Refused {
            method: "saywright.describe".to_owned(),
            message: "the frame's element has no description".to_owned(),
        }),
    }
}

/// Hands the closed shadow root of an element to the recorder, if it has one.
pub(crate) async fn open_root(connection: Connection, session: String, context: i64, node: NodeId) {
    // An element that went away meanwhile needs none.
    let _ = open_root_now(&connection, &session, ExecutionContextId::new(context), node).await;
}

async fn open_root_now(
    connection: &Connection,
    session: &str,
    context: ExecutionContextId,
    node: NodeId,
) -> Result<(), Error> {
    let host = evaluate(connection, session, context, &format!("saywright.host({})", node.0), false).await?;
    let describe = DescribeNodeParams {
        object_id: host.result.object_id,
        depth: Some(1),
        pierce: Some(true),
        ..DescribeNodeParams::default()
    };
    let described = connection.call(Some(session), describe).await?.node;
    for root in described.shadow_roots.into_iter().flatten() {
        if root.shadow_root_type != Some(ShadowRootType::Closed) {
            continue;
        }
        let resolve =
            ResolveNodeParams::builder().backend_node_id(root.backend_node_id).execution_context_id(context).build();
        let mut open = CallFunctionOnParams::new("function () { saywright.open(this); }");
        open.object_id = connection.call(Some(session), resolve).await?.object.object_id;
        connection.call(Some(session), open).await?;
    }
    Ok(())
}

/// Lets the browser outline what the pointer is on, and take the next click for us; or no longer.
pub(crate) async fn point_out(connection: Connection, session: String, on: bool) {
    let mode = if on { InspectMode::SearchForNode } else { InspectMode::None };
    let color = |a: f64| Rgba { r: 37, g: 99, b: 235, a: Some(a) };
    let outline = HighlightConfig::builder().content_color(color(0.2)).border_color(color(1.0)).build();
    let mode = SetInspectModeParams { mode, highlight_config: Some(outline) };
    // A frame that vanished needs none.
    let _ = connection.call(Some(&session), overlay::EnableParams::default()).await;
    let _ = connection.call(Some(&session), mode).await;
}

/// Hands a node that was pointed at to the recorder of its document: which that is only trying tells.
pub(crate) async fn pick(connection: Connection, session: String, contexts: Vec<i64>, node: i64, pick: Pick) {
    let function = format!("function () {{ saywright.pick(this, {}); }}", serde_json::json!(pick));
    for context in contexts {
        let resolve = ResolveNodeParams::builder()
            .backend_node_id(BackendNodeId::new(node))
            .execution_context_id(ExecutionContextId::new(context))
            .build();
        let Ok(resolved) = connection.call(Some(&session), resolve).await else { continue };
        let mut call = CallFunctionOnParams::new(function.clone());
        call.object_id = resolved.object.object_id;
        if connection.call(Some(&session), call).await.is_ok() {
            return;
        }
    }
}

/// Where the files are that were chosen in a file input. The page knows their names only; the browser tells their paths.
pub(crate) async fn chosen_files(
    connection: &Connection,
    session: &str,
    context: i64,
    node: NodeId,
) -> Result<Vec<PathBuf>, Error> {
    let expression = format!("saywright.files({})", node.0);
    let asked = async {
        let list = evaluate(connection, session, ExecutionContextId::new(context), &expression, false).await?;
        let list = list.result.object_id.ok_or(Error::Closed)?;
        let mut properties = GetPropertiesParams::new(list);
        properties.own_properties = Some(true);
        let properties = connection.call(Some(session), properties).await?.result;
        let mut paths = Vec::new();
        for property in properties.iter().filter(|property| property.name.parse::<u32>().is_ok()) {
            let Some(file) = property.value.as_ref().and_then(|value| value.object_id.clone()) else { continue };
            paths.push(file_path(connection, session, file).await?);
        }
        Ok(paths)
    };
    let no_answer = || Error::Deadline { method: "DOM.getFileInfo".to_owned(), seconds: PATIENCE.as_secs() };
    tokio::time::timeout(PATIENCE, asked).await.unwrap_or_else(|_| Err(no_answer()))
}

async fn file_path(connection: &Connection, session: &str, file: RemoteObjectId) -> Result<PathBuf, Error> {
    Ok(connection.call(Some(session), GetFileInfoParams::new(file)).await?.path.into())
}
