//! Setting up a session: the recorder in an isolated world of every frame, before any script of the page.

use crate::Error;
use crate::connection::Connection;
use crate::observe::WatchOptions;
use crate::pretend::Pretence;
use chromiumoxide::cdp::browser_protocol::browser::{SetDownloadBehaviorBehavior, SetDownloadBehaviorParams};
use chromiumoxide::cdp::browser_protocol::inspector;
use chromiumoxide::cdp::browser_protocol::page::{
    self, AddScriptToEvaluateOnNewDocumentParams, CreateIsolatedWorldParams, FrameId, GetFrameTreeParams,
    GetFrameTreeReturns,
};
use chromiumoxide::cdp::browser_protocol::target::{FilterEntry, SetAutoAttachParams, TargetFilter};
use chromiumoxide::cdp::browser_protocol::{dom, network};
use chromiumoxide::cdp::js_protocol::runtime::{
    self, AddBindingParams, EvaluateParams, EvaluateReturns, ExecutionContextId, RunIfWaitingForDebuggerParams,
};
use std::path::Path;

/// The name of our isolated world and of the binding in it. Pages see neither.
pub(crate) const WORLD: &str = "saywright";
pub(crate) const BINDING: &str = "saywrightTell";

const RECORDER: &str = include_str!("../../../recorder/dist/recorder.js");

/// The recorder's text, told which attribute holds test ids and which fields are secret.
pub(crate) fn recorder_script(options: &WatchOptions, marks: &[String]) -> String {
    let attribute = serde_json::to_string(&options.test_id_attribute).expect("a string serializes");
    format!("{RECORDER}\nsaywright.options.testIdAttribute = {attribute};\n{}", marks_script(marks))
}

/// Tells a recorder which fields are secret.
pub(crate) fn marks_script(marks: &[String]) -> String {
    format!("saywright.marks.selectors = {};", serde_json::to_string(marks).expect("strings serialize"))
}

/// Runs a script in our world of every new document of a session, after those that were added before.
pub(crate) fn add_script(
    connection: &Connection,
    session: &str,
    script: &str,
) -> impl Future<Output = Result<(), Error>> + Send + use<> {
    let mut params = AddScriptToEvaluateOnNewDocumentParams::new(script);
    params.world_name = Some(WORLD.to_owned());
    let added = connection.send(Some(session), params);
    async move { added.await.map(|_| ()) }
}

/// Attaches to what belongs to the session (nothing: the browser's own session): new targets wait until set up.
pub(crate) async fn attach_to_related(connection: &Connection, session: Option<&str>) -> Result<(), Error> {
    let exclude = |kind: &str| FilterEntry { exclude: Some(true), r#type: Some(kind.to_owned()) };
    let everything_else = FilterEntry { exclude: None, r#type: None };
    let filter = vec![exclude("browser"), exclude("tab"), exclude("browser_ui"), exclude("webview"), everything_else];
    let mut params = SetAutoAttachParams::new(true, true);
    params.flatten = Some(true);
    params.filter = Some(TargetFilter::new(filter));
    connection.call(session, params).await.map(|_| ())
}

/// Asks to be told of downloads, and changes nothing about them; without a window, where nobody could find them, they
/// go into this folder.
pub(crate) async fn tell_downloads(connection: &Connection, folder: Option<&Path>) -> Result<(), Error> {
    let mut params = SetDownloadBehaviorParams::new(match folder {
        Some(_) => SetDownloadBehaviorBehavior::Allow,
        None => SetDownloadBehaviorBehavior::Default,
    });
    params.download_path = folder.map(|folder| folder.to_string_lossy().into_owned());
    params.events_enabled = Some(true);
    connection.call(None, params).await.map(|_| ())
}

/// Sets a page's or frame's session up. The commands are pipelined; the target runs on only after the last of them.
#[expect(clippy::let_underscore_future, reason = "sent when called; the answers are of no interest")]
pub(crate) async fn set_up(
    connection: &Connection,
    session: &str,
    script: &str,
    pretence: &Pretence,
    is_page: bool,
) -> Result<GetFrameTreeReturns, Error> {
    let on = Some(session);
    let mut add_script = AddScriptToEvaluateOnNewDocumentParams::new(script);
    add_script.world_name = Some(WORLD.to_owned());
    add_script.run_immediately = Some(true);
    let mut binding = AddBindingParams::new(BINDING);
    binding.execution_context_name = Some(WORLD.to_owned());

    let page_enabled = connection.send(on, page::EnableParams::default());
    // Before the binding: else the isolated world gets none.
    let _ = connection.send(on, runtime::EnableParams::default());
    let _ = connection.send(on, inspector::EnableParams::default());
    let _ = connection.send(on, network::EnableParams::default());
    let _ = connection.send(on, dom::EnableParams::default());
    let bound = connection.send(on, binding);
    pretence.tell(connection, session, is_page);
    let tree = connection.send(on, GetFrameTreeParams::default());
    let added = connection.send(on, add_script);
    let mut attach = SetAutoAttachParams::new(true, true);
    attach.flatten = Some(true);
    let _ = connection.send(on, attach);
    let resumed = resume(connection, session);
    page_enabled.await?;
    bound.await?;
    let tree = tree.await?;
    added.await?;
    resumed.await?;
    Ok(tree)
}

/// Lets a target that waits for us run on.
pub(crate) fn resume(connection: &Connection, session: &str) -> impl Future<Output = Result<(), Error>> + Send + use<> {
    let resumed = connection.send(Some(session), RunIfWaitingForDebuggerParams::default());
    async move { resumed.await.map(|_| ()) }
}

/// Makes sure that the recorder listens in a frame after a navigation: a window that is used again for another
/// document does not run the new-document script a second time.
pub(crate) async fn ensure(connection: &Connection, session: &str, frame: &str, script: &str) -> Result<(), Error> {
    let mut world = CreateIsolatedWorldParams::new(FrameId::new(frame));
    world.world_name = Some(WORLD.to_owned());
    let context = connection.call(Some(session), world).await?.execution_context_id;
    let there = "globalThis.saywright ? (saywright.ensure(), true) : false";
    let answer = evaluate(connection, session, context, there, true).await?;
    if answer.result.value != Some(true.into()) {
        evaluate(connection, session, context, script, true).await?;
    }
    Ok(())
}

/// Evaluates an expression in one context of a session.
pub(crate) async fn evaluate(
    connection: &Connection,
    session: &str,
    context: ExecutionContextId,
    expression: &str,
    by_value: bool,
) -> Result<EvaluateReturns, Error> {
    let mut params = EvaluateParams::new(expression);
    params.context_id = Some(context);
    params.return_by_value = Some(by_value);
    params.await_promise = Some(true);
    let answer = connection.call(Some(session), params).await?;
    match answer.exception_details {
        Some(thrown) => Err(Error::Refused {
            method: "Runtime.evaluate".to_owned(),
            message: thrown.exception.and_then(|thrown| thrown.description).unwrap_or(thrown.text),
        }),
        None => Ok(answer),
    }
}
