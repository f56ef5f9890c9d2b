//! One thin function a request: from the protocol, ask `features`, to the protocol.

use std::sync::{Arc, OnceLock};

use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CompletionItem, CompletionParams,
    CompletionResponse, DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportResult,
    DocumentSymbolParams, DocumentSymbolResponse, GotoDefinitionParams, GotoDefinitionResponse, Hover,
    HoverParams, InitializeParams, InitializeResult, Location, ReferenceParams, Url,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult,
};

use super::capabilities::{self, Client, FIX_ALL};
use super::convert::{Snapshot, Source};
use super::pool::Pool;
use super::publish::Report;
use super::{publish, ticket};
use crate::features::{self, Asked};
use crate::files;
use crate::rules::Safety;
use crate::text::{Buffer, TextRange};

/// What answers requests.
pub(super) struct Backend {
    /// The client, from `initialize` on.
    pub client: Arc<OnceLock<Arc<Client>>>,
    /// The workers.
    pub pool: Pool,
}

#[tower_lsp::async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        self.client.get().map(|client| capabilities::answer(client)).ok_or_else(Error::internal_error)
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let Some(snapshot) = ticket::snapshot().await? else { return Ok(None) };
        let at = snapshot.offset(params.text_document_position_params.position);
        let hover = features::hover(&snapshot.analysis, at, snapshot.show.locale);
        Ok(hover.map(|hover| snapshot.hover(hover)))
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let Some(snapshot) = ticket::snapshot().await? else { return Ok(None) };
        let at = snapshot.offset(params.text_document_position.position);
        let asked = Asked { analysis: &snapshot.analysis, catalog: &snapshot.catalog, offset: at };
        let completion = features::completion(&asked);
        ticket::answer(ticket::json(&snapshot.completion(completion)));
        Ok(None)
    }

    async fn completion_resolve(&self, mut item: CompletionItem) -> Result<CompletionItem> {
        let Some(snapshot) = ticket::snapshot().await? else { return Ok(item) };
        let source = item.data.clone().and_then(|data| serde_json::from_value::<Source>(data).ok());
        let reference = source.and_then(|source| {
            features::reference(&snapshot.analysis, &snapshot.catalog, &source.file, source.work)
        });
        if let Some(reference) = reference {
            item.documentation = Some(snapshot.documentation(reference));
        }
        Ok(item)
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let Some(snapshot) = ticket::snapshot().await? else { return Ok(None) };
        let at = snapshot.offset(params.text_document_position_params.position);
        let found = features::definition(&snapshot.analysis, at).into_iter();
        Ok(Some(match snapshot.client.links {
            true => GotoDefinitionResponse::Link(found.map(|range| snapshot.link(range)).collect()),
            false => GotoDefinitionResponse::Array(found.map(|range| snapshot.location(range)).collect()),
        }))
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let Some(snapshot) = ticket::snapshot().await? else { return Ok(None) };
        let at = snapshot.offset(params.text_document_position.position);
        let found = features::references(&snapshot.analysis, at, params.context.include_declaration);
        Ok(Some(found.into_iter().map(|range| snapshot.location(range)).collect()))
    }

    async fn document_symbol(&self, _: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let Some(snapshot) = ticket::snapshot().await? else { return Ok(None) };
        ticket::answer(self.pool.read(snapshot, symbols).await?);
        Ok(None)
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<Vec<CodeActionOrCommand>>> {
        let Some(snapshot) = ticket::snapshot().await? else { return Ok(None) };
        let only = params.context.only;
        // Fixes at a place are offered when nothing else is asked for; all fixes at once only when they are.
        let wants =
            |kind: &CodeActionKind| only.as_ref().map(|only| only.iter().any(|asked| covers(asked, kind)));
        let (fixes, all) = (wants(&CodeActionKind::QUICKFIX), wants(&FIX_ALL));
        let mut actions = Vec::new();
        if fixes.unwrap_or(true) {
            // Some clients ask at the cursor and name the findings of its line: these are meant, too.
            let known = &params.context.diagnostics;
            let named = known.iter().filter(|found| found.source.as_deref() == Some("dabir"));
            let mut found: Vec<features::Action> = Vec::new();
            for range in std::iter::once(params.range).chain(named.map(|found| found.range)) {
                let range = snapshot.text_range(range);
                for action in features::actions(&snapshot.analysis, range, snapshot.show.locale) {
                    if !found.contains(&action) {
                        found.push(action);
                    }
                }
            }
            actions.extend(found.into_iter().map(|action| snapshot.quick_fix(action, known)));
            actions.extend(decisions(&snapshot, snapshot.text_range(params.range)));
        }
        if all.unwrap_or(false) {
            actions.extend(self.pool.read(snapshot.clone(), fix_all).await?);
        }
        if !snapshot.client.versioned_edits && snapshot.is_outdated() {
            // Nothing would keep the client from making these edits in another text.
            return Err(Error::new(ErrorCode::ContentModified));
        }
        Ok(Some(actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()))
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let report = ticket::report().await?;
        ticket::answer(publish::report(report.as_ref(), params.previous_result_id.as_deref()));
        Ok(DocumentDiagnosticReport::Full(Default::default()).into())
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let mut reports = ticket::reports().await?;
        // What a file had that is closed now would stay otherwise.
        let gone = |uri: &Url| reports.iter().all(|report| report.uri != *uri);
        let gone: Vec<Url> =
            params.previous_result_ids.iter().map(|known| known.uri.clone()).filter(gone).collect();
        reports.extend(gone.into_iter().map(Report::none));
        let previous = |uri: &Url| {
            let known = params.previous_result_ids.iter().find(|previous| previous.uri == *uri);
            known.map(|previous| previous.value.as_str())
        };
        ticket::answer(publish::reports(&reports, previous));
        Ok(WorkspaceDiagnosticReport::default().into())
    }
}

/// Whether asking for one kind of action asks for the other, too.
fn covers(asked: &CodeActionKind, kind: &CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(asked.as_str());
    rest.is_some_and(|rest| asked.as_str().is_empty() || rest.is_empty() || rest.starts_with('.'))
}

/// The outline as JSON.
fn symbols(snapshot: &Snapshot) -> Vec<u8> {
    let symbols = features::symbols(&snapshot.analysis).into_iter();
    if snapshot.client.hierarchical {
        return ticket::json(&symbols.map(|symbol| snapshot.symbol(symbol)).collect::<Vec<_>>());
    }
    let mut flat = Vec::new();
    symbols.for_each(|symbol| snapshot.flat_symbols(symbol, None, &mut flat));
    ticket::json(&flat)
}

/// What can be decided about the names at a range.
fn decisions(snapshot: &Snapshot, range: TextRange) -> Vec<CodeAction> {
    let found = features::decisions(&snapshot.analysis, range, snapshot.show.locale);
    let Some(table) = snapshot.people.as_ref().filter(|_| !found.is_empty()) else { return Vec::new() };
    let text = match &table.open {
        Some((text, _)) => Some(text.clone()),
        None => files::read_file(&table.path).ok().map(|text| Buffer::new(&text)),
    };
    // A file that cannot be read is not written either.
    let creates = snapshot.client.creates_files && snapshot.client.versioned_edits;
    if text.is_none() && (!creates || files::exists(&table.path)) {
        return Vec::new();
    }
    found.into_iter().map(|decide| snapshot.decision(decide, table, text.as_ref())).collect()
}

/// All safe fixes at once, if there are any.
fn fix_all(snapshot: &Snapshot) -> Option<CodeAction> {
    let edits = features::fix_all(&snapshot.analysis, Safety::Safe);
    (!edits.is_empty()).then(|| CodeAction {
        title: snapshot.fix_all_title(),
        kind: Some(FIX_ALL),
        edit: Some(snapshot.workspace_edit(edits.iter())),
        ..CodeAction::default()
    })
}

/// Requests that only tests send.
#[cfg(debug_assertions)]
pub(super) mod test {
    use std::time::{Duration, Instant};

    use serde_json::Value;
    use tower_lsp::jsonrpc::{Error, Result};

    use super::Backend;

    impl Backend {
        /// Keeps a worker busy for so many milliseconds.
        pub(in crate::server) async fn slow(&self, millis: u64) -> Result<Value> {
            let job = move |cancelled: &super::super::pool::Cancelled| {
                let end = Instant::now() + Duration::from_millis(millis);
                while Instant::now() < end {
                    if cancelled.get() {
                        return Err(Error::request_cancelled());
                    }
                    std::thread::sleep(Duration::from_millis(5));
                }
                Ok(Value::from("slow"))
            };
            self.pool.run(job).await
        }

        /// Panics: now, or in a worker.
        #[allow(clippy::panic, reason = "that is what it is for")]
        pub(in crate::server) async fn panic(&self, worker: bool) -> Result<Value> {
            if worker {
                self.pool.run(|_| panic!("asked for by a test")).await
            } else {
                panic!("asked for by a test")
            }
        }
    }
}
