//! What client and server can do: the client's announcement as one plain struct, and the server's answer.

use std::path::PathBuf;

use serde_json::Value;
use tower_lsp::lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions, DiagnosticOptions,
    DiagnosticServerCapabilities, HoverProviderCapability, InitializeResult, OneOf, PositionEncodingKind,
    SaveOptions, ServerCapabilities, ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, Url,
};

use crate::files;
use crate::rules::Locale;
use crate::text::Column;

/// The code action that applies every safe fix of a document.
pub(super) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.dabir");

/// The characters that open a citation or part two works in one. No letters: those, clients ask at by themselves.
const TRIGGERS: [&str; 5] = ["(", "[", "\u{61b}", ";", "@"];

/// Clients that are known to render bidi isolates, by the start of their names.
const RENDER_ISOLATES: [&str; 8] =
    ["Visual Studio Code", "code-server", "VSCodium", "Cursor", "Windsurf", "Emacs", "Eglot", "GNU Emacs"];

/// Clients that move what they have shown along with the text, by the start of their names.
const MOVE_PLACES: [&str; 3] = ["Emacs", "Eglot", "GNU Emacs"];

/// What a client said about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Client {
    /// The unit of columns.
    pub column: Column,
    /// It asks for diagnostics, so none are published.
    pub pull: bool,
    /// It asks again for diagnostics when told to.
    pub refresh: bool,
    /// It renders bidi isolates.
    pub isolates: bool,
    /// It keeps the places of diagnostics with the text that moves, so that an equal list is news in another version.
    pub moves_places: bool,
    /// Diagnostics may name related places.
    pub related: bool,
    /// Diagnostics may link to their rule's page.
    pub code_description: bool,
    /// Diagnostics may carry data.
    pub data: bool,
    /// Hovers may be Markdown.
    pub hover_markdown: bool,
    /// The documentation of completions may be Markdown.
    pub documentation_markdown: bool,
    /// Definitions may be links with a range.
    pub links: bool,
    /// Symbols may be nested.
    pub hierarchical: bool,
    /// The kinds of code actions may be announced.
    pub literal_actions: bool,
    /// Workspace edits may name the version that they are for.
    pub versioned_edits: bool,
    /// Workspace edits may make files.
    pub creates_files: bool,
    /// It can be asked for its settings.
    pub configuration: bool,
    /// It can be asked to tell when its settings change.
    pub watches_settings: bool,
    /// It can be asked to watch files.
    pub watches_files: bool,
    /// It shows the progress of work that the server does by itself.
    pub progress: bool,
    /// The folders of its workspace.
    pub roots: Vec<Root>,
    /// The language of its user interface.
    pub locale: Locale,
    /// Its process.
    pub process: Option<u32>,
}

/// A folder of a workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Root {
    /// The folder without links.
    pub path: PathBuf,
    /// The folder as the client names it.
    pub named: PathBuf,
}

impl Client {
    /// The folders of its workspace, without links.
    pub(super) fn folders(&self) -> impl Iterator<Item = PathBuf> {
        self.roots.iter().map(|root| root.path.clone())
    }

    /// Reads the parameters of `initialize`. They are read by name and not as a type of `lsp_types`, which misses or
    /// misspells some (`workspace.diagnostics`) and refuses them all for one value that it does not know.
    /// `locale` is for a client that names none.
    pub(super) fn new(params: &Value, locale: Locale) -> Client {
        let says = |pointer: &str| params.pointer(pointer).and_then(Value::as_bool).unwrap_or(false);
        let has = |pointer: &str| params.pointer(pointer).is_some_and(|value| !value.is_null());
        let lists = |pointer: &str, word: &str| {
            let list = params.pointer(pointer).and_then(Value::as_array);
            list.is_some_and(|list| list.iter().any(|item| item == word))
        };
        let text = |pointer: &str| params.pointer(pointer).and_then(Value::as_str);
        let name = text("/clientInfo/name").unwrap_or("");
        let process = params.get("processId").and_then(Value::as_u64);
        Client {
            column: column(params.pointer("/capabilities/general/positionEncodings")),
            pull: has("/capabilities/textDocument/diagnostic"),
            refresh: says("/capabilities/workspace/diagnostics/refreshSupport")
                || says("/capabilities/workspace/diagnostic/refreshSupport"),
            isolates: RENDER_ISOLATES.iter().any(|known| name.starts_with(known)),
            moves_places: MOVE_PLACES.iter().any(|known| name.starts_with(known)),
            related: says("/capabilities/textDocument/publishDiagnostics/relatedInformation"),
            code_description: says("/capabilities/textDocument/publishDiagnostics/codeDescriptionSupport"),
            data: says("/capabilities/textDocument/publishDiagnostics/dataSupport"),
            hover_markdown: lists("/capabilities/textDocument/hover/contentFormat", "markdown"),
            documentation_markdown: lists(
                "/capabilities/textDocument/completion/completionItem/documentationFormat",
                "markdown",
            ),
            links: says("/capabilities/textDocument/definition/linkSupport"),
            hierarchical: says("/capabilities/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            literal_actions: has("/capabilities/textDocument/codeAction/codeActionLiteralSupport"),
            versioned_edits: says("/capabilities/workspace/workspaceEdit/documentChanges"),
            creates_files: lists("/capabilities/workspace/workspaceEdit/resourceOperations", "create"),
            configuration: says("/capabilities/workspace/configuration"),
            watches_settings: says("/capabilities/workspace/didChangeConfiguration/dynamicRegistration"),
            watches_files: says("/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration"),
            progress: says("/capabilities/window/workDoneProgress"),
            roots: roots(params),
            locale: text("/locale").map_or(locale, Locale::from_tag),
            process: process.and_then(|id| u32::try_from(id).ok()).filter(|&id| id > 0),
        }
    }
}

/// The folders of the workspace that are files here.
fn roots(params: &Value) -> Vec<Root> {
    let folders = params.get("workspaceFolders").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let named: Vec<&Value> = folders.iter().filter_map(|folder| folder.get("uri")).collect();
    let named = if named.is_empty() { params.get("rootUri").into_iter().collect() } else { named };
    let path = |uri: &Value| Url::parse(uri.as_str()?).ok()?.to_file_path().ok();
    let root = |named: PathBuf| Root { path: files::absolute(&named), named };
    named.into_iter().filter_map(path).map(root).collect()
}

/// UTF-8 where it is offered, else what the client likes best; without an offer UTF-16, which every client knows.
fn column(offers: Option<&Value>) -> Column {
    let offers = offers.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let known = |offer: &Value| match offer.as_str() {
        Some("utf-8") => Some(Column::Utf8),
        Some("utf-16") => Some(Column::Utf16),
        Some("utf-32") => Some(Column::Utf32),
        _ => None,
    };
    let mut known = offers.iter().filter_map(known);
    let first = known.clone().next().unwrap_or_default();
    known.find(|column| *column == Column::Utf8).unwrap_or(first)
}

/// The answer to `initialize`.
pub(super) fn answer(client: &Client) -> InitializeResult {
    let encoding = match client.column {
        Column::Utf8 => PositionEncodingKind::UTF8,
        Column::Utf16 => PositionEncodingKind::UTF16,
        Column::Utf32 => PositionEncodingKind::UTF32,
    };
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
        ..TextDocumentSyncOptions::default()
    };
    let diagnostics = DiagnosticOptions {
        identifier: Some("dabir".to_owned()),
        inter_file_dependencies: false,
        workspace_diagnostics: true,
        ..DiagnosticOptions::default()
    };
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, FIX_ALL]),
        ..CodeActionOptions::default()
    };
    let completion = CompletionOptions {
        trigger_characters: Some(TRIGGERS.map(str::to_owned).to_vec()),
        resolve_provider: Some(true),
        ..CompletionOptions::default()
    };
    InitializeResult {
        capabilities: ServerCapabilities {
            position_encoding: Some(encoding),
            text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            completion_provider: Some(completion),
            definition_provider: Some(OneOf::Left(true)),
            references_provider: Some(OneOf::Left(true)),
            document_symbol_provider: Some(OneOf::Left(true)),
            code_action_provider: Some(match client.literal_actions {
                true => CodeActionProviderCapability::Options(actions),
                false => CodeActionProviderCapability::Simple(true),
            }),
            diagnostic_provider: client.pull.then_some(DiagnosticServerCapabilities::Options(diagnostics)),
            ..ServerCapabilities::default()
        },
        server_info: Some(ServerInfo {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn encoded(offers: Value) -> Column {
        Client::new(&json!({"capabilities": {"general": {"positionEncodings": offers}}}), Locale::En).column
    }

    #[test]
    fn encodings_are_negotiated() {
        assert_eq!(encoded(json!(["utf-16"])), Column::Utf16);
        assert_eq!(encoded(json!(["utf-8", "utf-16", "utf-32"])), Column::Utf8);
        assert_eq!(encoded(json!(["utf-32", "utf-16"])), Column::Utf32);
        assert_eq!(encoded(json!(["utf-16", "utf-32"])), Column::Utf16);
        assert_eq!(encoded(json!(["utf-7", 3])), Column::Utf16);
        assert_eq!(encoded(json!(["utf-32"])), Column::Utf32);
        assert_eq!(encoded(Value::Null), Column::Utf16);
    }

    #[test]
    fn isolates_go_to_clients_that_render_them() {
        let isolates = |name: &str| Client::new(&json!({"clientInfo": {"name": name}}), Locale::En).isolates;
        for name in ["Visual Studio Code - Insiders", "code-server", "Emacs", "Eglot"] {
            assert!(isolates(name), "{name}");
        }
        for name in ["Neovim", "helix", "Vim", "lsp_bench", ""] {
            assert!(!isolates(name), "{name}");
        }
    }

    #[test]
    fn the_protocol_spells_the_diagnostics_of_a_workspace_in_the_plural() {
        let client = Client::new(
            &json!({"capabilities": {
                "textDocument": {"diagnostic": {}},
                "workspace": {"diagnostics": {"refreshSupport": true}},
            }}),
            Locale::En,
        );
        assert!(client.pull && client.refresh);
        assert!(answer(&client).capabilities.diagnostic_provider.is_some());
        assert!(answer(&Client::default()).capabilities.diagnostic_provider.is_none());
    }
}
