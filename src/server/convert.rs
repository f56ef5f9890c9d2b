//! Every crossing between the protocol's types and ours; the only place that knows the unit of columns.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tower_lsp::lsp_types::{
    self as lsp, CompletionItemKind, CompletionTextEdit, Documentation, HoverContents, MarkupContent,
    MarkupKind, Position, Range, SymbolKind, Url,
};

use super::capabilities::Client;
use crate::catalog::Catalog;
use crate::features::{self, Action, Completion, Decide, Hover, Item, ItemKind, Symbol};
use crate::model::Analysis;
use crate::rules::{Locale, Message, Severity};
use crate::text::{Buffer, Column, Edit, LineColumn, TextRange, TextSize, strip_isolates};

/// One state of a document, as a request found it.
pub(super) struct Snapshot {
    /// The document's name.
    pub uri: Url,
    /// Its version in the client's count.
    pub version: i32,
    /// What it means.
    pub analysis: Arc<Analysis>,
    /// What other files have.
    pub catalog: Arc<Catalog>,
    /// The table of decisions about people.
    pub people: Option<Table>,
    /// What the client can do.
    pub client: Arc<Client>,
    /// How to speak.
    pub show: Show,
    /// How far the document has come since.
    pub progress: Arc<Progress>,
    /// How far it was.
    pub at: u64,
}

/// The table in which decisions about people are kept, whether it is there or not.
pub(super) struct Table {
    /// Its name in the protocol.
    pub uri: Url,
    /// The file.
    pub path: PathBuf,
    /// Its text and the version of it, where it is open.
    pub open: Option<(Buffer, i32)>,
}

/// How text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Show {
    /// The language to speak.
    pub locale: Locale,
    /// It keeps its bidi isolates.
    pub isolates: bool,
}

impl Show {
    /// Text to be shown, with or without isolates as the client can take it.
    pub(super) fn text(self, text: String) -> String {
        if self.isolates || text.is_ascii() { text } else { strip_isolates(&text) }
    }
}

/// The work of another file that a proposal is, so that its reference can be asked for.
#[derive(Debug, serde::Deserialize, serde::Serialize)]
pub(super) struct Source {
    /// The document in which it was proposed.
    pub uri: Url,
    /// The file.
    pub file: String,
    /// The work's number in it.
    pub work: usize,
}

/// Counts a document's edits, for whoever looks at an older state of it.
#[derive(Debug, Default)]
pub(super) struct Progress(AtomicU64);

impl Progress {
    /// The document changed.
    pub(super) fn step(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// The document was closed.
    pub(super) fn close(&self) {
        self.0.store(u64::MAX, Ordering::Relaxed);
    }

    /// How far it is.
    pub(super) fn now(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A position of the protocol as a place in a text; past the end is clamped.
pub(super) fn offset(text: &Buffer, position: Position, column: Column) -> TextSize {
    text.offset(LineColumn { line: position.line as usize, column: position.character as usize }, column)
}

/// A range of the protocol as one in a text. Ends in the wrong order are put right.
pub(super) fn text_range(text: &Buffer, range: Range, column: Column) -> TextRange {
    let (start, end) = (offset(text, range.start, column), offset(text, range.end, column));
    TextRange::new(start.min(end), start.max(end))
}

/// A place in a text as a position of the protocol.
pub(super) fn position(text: &Buffer, offset: TextSize, column: Column) -> Position {
    let place = text.place(offset, column);
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Position::new(number(place.line), number(place.column))
}

/// A severity in the protocol's numbers.
pub(super) fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Error => lsp::DiagnosticSeverity::ERROR,
        Severity::Warning => lsp::DiagnosticSeverity::WARNING,
        Severity::Info => lsp::DiagnosticSeverity::INFORMATION,
        Severity::Hint => lsp::DiagnosticSeverity::HINT,
    }
}

impl Snapshot {
    /// Whether the document has changed since.
    pub(super) fn is_outdated(&self) -> bool {
        self.progress.now() != self.at
    }

    /// The place of a position.
    pub(super) fn offset(&self, position: Position) -> TextSize {
        offset(self.analysis.text(), position, self.client.column)
    }

    /// The range of a range of the protocol.
    pub(super) fn text_range(&self, range: Range) -> TextRange {
        text_range(self.analysis.text(), range, self.client.column)
    }

    /// A range in the protocol's positions.
    pub(super) fn range(&self, range: TextRange) -> Range {
        let (text, column) = (self.analysis.text(), self.client.column);
        Range::new(position(text, range.start, column), position(text, range.end, column))
    }

    /// Text to be shown, with or without isolates as the client can take it.
    pub(super) fn shown(&self, text: String) -> String {
        self.show.text(text)
    }

    /// A range of this document.
    pub(super) fn location(&self, range: TextRange) -> lsp::Location {
        lsp::Location { uri: self.uri.clone(), range: self.range(range) }
    }

    /// A range of this document as the target of a link.
    pub(super) fn link(&self, range: TextRange) -> lsp::LocationLink {
        let range = self.range(range);
        lsp::LocationLink {
            origin_selection_range: None,
            target_uri: self.uri.clone(),
            target_range: range,
            target_selection_range: range,
        }
    }

    /// An edit.
    pub(super) fn text_edit(&self, edit: &Edit) -> lsp::TextEdit {
        lsp::TextEdit { range: self.range(edit.range), new_text: edit.text.clone() }
    }

    /// Edits of this document, for its version where the client can check it.
    pub(super) fn workspace_edit<'e>(&self, edits: impl IntoIterator<Item = &'e Edit>) -> lsp::WorkspaceEdit {
        let edits: Vec<lsp::TextEdit> = edits.into_iter().map(|edit| self.text_edit(edit)).collect();
        if !self.client.versioned_edits {
            return lsp::WorkspaceEdit::new([(self.uri.clone(), edits)].into());
        }
        let document = lsp::TextDocumentEdit {
            text_document: lsp::OptionalVersionedTextDocumentIdentifier {
                uri: self.uri.clone(),
                version: Some(self.version),
            },
            edits: edits.into_iter().map(lsp::OneOf::Left).collect(),
        };
        lsp::WorkspaceEdit {
            document_changes: Some(lsp::DocumentChanges::Edits(vec![document])),
            ..lsp::WorkspaceEdit::default()
        }
    }

    /// A fix, with those of the client's diagnostics that it mends.
    pub(super) fn quick_fix(&self, action: Action, diagnostics: &[lsp::Diagnostic]) -> lsp::CodeAction {
        let range = self.range(action.range);
        let mends = |found: &&lsp::Diagnostic| {
            let named = matches!(&found.code, Some(lsp::NumberOrString::String(code)) if code == action.rule);
            named && found.range == range
        };
        let mended: Vec<lsp::Diagnostic> = diagnostics.iter().filter(mends).cloned().collect();
        lsp::CodeAction {
            title: self.shown(action.title),
            kind: Some(lsp::CodeActionKind::QUICKFIX),
            diagnostics: (!mended.is_empty()).then_some(mended),
            edit: Some(self.workspace_edit(&action.edits)),
            is_preferred: action.safe.then_some(true),
            ..lsp::CodeAction::default()
        }
    }

    /// A decision about two names: a line behind the text that the table has, which is made where there is none.
    pub(super) fn decision(&self, decide: Decide, table: &Table, text: Option<&Buffer>) -> lsp::CodeAction {
        let (client, uri) = (&self.client, &table.uri);
        let end = text.map_or(Position::default(), |text| position(text, text.len(), client.column));
        let new_text = if end.character > 0 { format!("\n{}", decide.line) } else { decide.line };
        let edit = lsp::TextEdit { range: Range::new(end, end), new_text };
        let version = table.open.as_ref().map(|(_, version)| *version);
        let identifier = lsp::OptionalVersionedTextDocumentIdentifier { uri: uri.clone(), version };
        let written =
            lsp::TextDocumentEdit { text_document: identifier, edits: vec![lsp::OneOf::Left(edit.clone())] };
        let options = lsp::CreateFileOptions { overwrite: None, ignore_if_exists: Some(true) };
        let create = lsp::CreateFile { uri: uri.clone(), options: Some(options), annotation_id: None };
        let create = lsp::DocumentChangeOperation::Op(lsp::ResourceOp::Create(create));
        let made = text.is_none().then_some(create);
        let operations = made.into_iter().chain([lsp::DocumentChangeOperation::Edit(written)]);
        let edit = match client.versioned_edits {
            true => lsp::WorkspaceEdit {
                document_changes: Some(lsp::DocumentChanges::Operations(operations.collect())),
                ..lsp::WorkspaceEdit::default()
            },
            false => lsp::WorkspaceEdit::new([(uri.clone(), vec![edit])].into()),
        };
        lsp::CodeAction {
            title: self.shown(decide.title),
            kind: Some(lsp::CodeActionKind::QUICKFIX),
            edit: Some(edit),
            ..lsp::CodeAction::default()
        }
    }

    /// What all safe fixes at once are called.
    pub(super) fn fix_all_title(&self) -> String {
        let title = Message::new("Apply all safe fixes", "همهٔ اصلاح‌های بی‌خطر را انجام بده");
        self.shown(title.render(self.show.locale))
    }

    /// What to show beside a place.
    pub(super) fn hover(&self, hover: Hover) -> lsp::Hover {
        let (kind, value) = match self.client.hover_markdown {
            true => (MarkupKind::Markdown, hover.markdown),
            false => (MarkupKind::PlainText, hover.plain),
        };
        lsp::Hover {
            contents: HoverContents::Markup(MarkupContent { kind, value: self.shown(value) }),
            range: Some(self.range(hover.range)),
        }
    }

    /// Proposals; the client keeps our order.
    pub(super) fn completion(&self, completion: Completion) -> lsp::CompletionList {
        let items = completion.items.into_iter().enumerate();
        lsp::CompletionList {
            is_incomplete: completion.incomplete,
            items: items.map(|(rank, item)| self.completion_item(rank, item)).collect(),
        }
    }

    fn completion_item(&self, rank: usize, item: Item) -> lsp::CompletionItem {
        let documentation = (!item.documentation.is_empty()).then(|| self.documentation(item.documentation));
        let additional: Vec<lsp::TextEdit> =
            item.additional.iter().map(|edit| self.text_edit(edit)).collect();
        let data = item.work.map(|(file, work)| Source { uri: self.uri.clone(), file, work });
        let data = data.and_then(|data| serde_json::to_value(data).ok());
        let in_prose = item.in_prose.then(|| serde_json::json!({"prose": true}));
        lsp::CompletionItem {
            label: self.shown(item.label),
            kind: Some(match item.kind {
                ItemKind::Author => CompletionItemKind::VALUE,
                ItemKind::Work => CompletionItemKind::REFERENCE,
                ItemKind::Key => CompletionItemKind::CONSTANT,
                ItemKind::Entry => CompletionItemKind::FILE,
                ItemKind::Value => CompletionItemKind::TEXT,
            }),
            detail: (!item.detail.is_empty()).then(|| self.shown(item.detail)),
            documentation,
            sort_text: Some(format!("{rank:05}")),
            filter_text: Some(item.filter),
            text_edit: Some(CompletionTextEdit::Edit(self.text_edit(&item.edit))),
            additional_text_edits: (!additional.is_empty()).then_some(additional),
            data: data.or(in_prose),
            ..lsp::CompletionItem::default()
        }
    }

    /// What is said of a proposal: plain text, whatever the client takes.
    pub(super) fn documentation(&self, text: String) -> Documentation {
        let kind = match self.client.documentation_markdown {
            true => MarkupKind::Markdown,
            false => MarkupKind::PlainText,
        };
        let value = if kind == MarkupKind::Markdown { features::escape(&text) } else { text };
        Documentation::MarkupContent(MarkupContent { kind, value: self.shown(value) })
    }

    /// A list or an entry with all that it holds.
    #[allow(deprecated, reason = "the field has no default")]
    pub(super) fn symbol(&self, symbol: Symbol) -> lsp::DocumentSymbol {
        let range = self.range(symbol.range);
        let children: Vec<_> = symbol.children.into_iter().map(|child| self.symbol(child)).collect();
        lsp::DocumentSymbol {
            name: self.name(symbol.name),
            detail: (!symbol.detail.is_empty()).then(|| self.shown(symbol.detail)),
            kind: kind(symbol.list),
            tags: None,
            deprecated: None,
            range,
            selection_range: self.range(symbol.selection),
            children: (!children.is_empty()).then_some(children),
        }
    }

    /// The same as a flat list, behind `out`.
    #[allow(deprecated, reason = "the field has no default")]
    pub(super) fn flat_symbols(
        &self,
        symbol: Symbol,
        within: Option<&str>,
        out: &mut Vec<lsp::SymbolInformation>,
    ) {
        let name = self.name(symbol.name);
        out.push(lsp::SymbolInformation {
            name: name.clone(),
            kind: kind(symbol.list),
            tags: None,
            deprecated: None,
            location: self.location(symbol.range),
            container_name: within.map(str::to_owned),
        });
        for child in symbol.children {
            self.flat_symbols(child, Some(&name), out);
        }
    }

    /// A symbol's name, which the protocol wants not to be empty.
    fn name(&self, name: String) -> String {
        if name.trim().is_empty() { "…".to_owned() } else { self.shown(name) }
    }
}

fn kind(list: bool) -> SymbolKind {
    if list { SymbolKind::NAMESPACE } else { SymbolKind::OBJECT }
}
