//! The diagnostics of a document as the client reads them: a JSON array, written straight from the findings.
//!
//! What an edit has not touched is copied from the list before, with its lines moved: neither its columns are counted
//! nor its message is written again. A list is compared as a whole: an equal one keeps its name, is answered with
//! "unchanged" and not published again.

mod plain;

use std::sync::Arc;

use serde::Serialize;
use tower_lsp::lsp_types::{DiagnosticRelatedInformation, DiagnosticSeverity, Position, Range};

pub(super) use plain::LONGEST_LIVE;

use super::capabilities::Client;
use super::convert::{Show, Snapshot, position, severity};
use crate::model::Diagnostic;
use crate::rules::{Message, Severity};
use crate::text::{Buffer, Column, LineColumn, TextRange, TextSize};

/// Where the page of each rule is found.
const PAGES: &str = "https://github.com/dabir-lsp/dabir/blob/main/docs/rules.md";

/// The findings of a document.
pub(super) struct List {
    /// Its name: equal lists of a document have the same, different ones never.
    pub id: u64,
    /// A JSON array of diagnostics.
    pub json: Vec<u8>,
    items: Vec<Item>,
    /// What it was written for.
    frame: Option<Frame>,
}

/// All that the same finding could be written differently for.
struct Frame {
    text: Buffer,
    client: Arc<Client>,
    show: Show,
}

/// One diagnostic in a list.
struct Item {
    what: Arc<What>,
    bytes: TextRange,
    range: Range,
    /// The other places that it names, in order.
    related: Vec<TextRange>,
    /// Where it begins in the JSON, where what follows its range begins, and where it ends.
    json: [usize; 3],
}

/// What a finding says, wherever it stands.
struct What {
    rule: &'static str,
    severity: Severity,
    message: Message,
    /// What it says of the other places that it names.
    related: Vec<Message>,
}

/// What follows the range in a diagnostic.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Wire<'a> {
    severity: DiagnosticSeverity,
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_description: Option<Page>,
    source: &'a str,
    message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_information: Vec<DiagnosticRelatedInformation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Data<'a>>,
}

#[derive(Serialize)]
struct Page {
    href: String,
}

#[derive(Serialize)]
struct Data<'a> {
    rule: &'a str,
}

impl List {
    /// No findings, of a document that could not be read.
    pub(super) fn none() -> List {
        List { id: 0, json: b"[]".to_vec(), items: Vec::new(), frame: None }
    }

    /// The findings of a snapshot. `before` is a list of the same document, and `id` a name that none has had.
    pub(super) fn new(snapshot: &Snapshot, before: Option<&List>, id: u64) -> List {
        let mut past = before.and_then(|before| Past::new(before, snapshot));
        let capacity = before.map_or(0, |before| before.json.len());
        let mut list = List { id, json: Vec::with_capacity(capacity + 256), items: Vec::new(), frame: None };
        list.json.push(b'[');
        for found in snapshot.analysis.diagnostics() {
            if !list.items.is_empty() {
                list.json.push(b',');
            }
            let item = match past.as_mut().and_then(|past| past.find(&found)) {
                Some(old) => old.copy(&mut list.json),
                None => Item::write(snapshot, &found, &mut list.json),
            };
            list.items.push(item);
        }
        list.json.push(b']');
        if let Some(before) = before.filter(|before| before.json == list.json) {
            list.id = before.id;
        }
        list.frame = Some(Frame {
            text: snapshot.analysis.text().clone(),
            client: snapshot.client.clone(),
            show: snapshot.show,
        });
        list
    }
}

impl Item {
    fn write(snapshot: &Snapshot, found: &Diagnostic<'_>, out: &mut Vec<u8>) -> Item {
        let client = &*snapshot.client;
        let rule = found.rule.name;
        let message = |message: &Message| snapshot.shown(message.render(snapshot.show.locale));
        let related = found.related.iter().filter(|_| client.related);
        let wire = Wire {
            severity: severity(found.severity),
            code: rule,
            code_description: client.code_description.then(|| Page { href: format!("{PAGES}#{rule}") }),
            source: "dabir",
            message: message(found.message),
            related_information: related
                .map(|(range, text)| DiagnosticRelatedInformation {
                    location: snapshot.location(*range),
                    message: message(text),
                })
                .collect(),
            data: client.data.then_some(Data { rule }),
        };
        let range = snapshot.range(found.range);
        let start = out.len();
        write_range(out, range);
        let tail = out.len();
        // Writing to memory cannot fail.
        let _ = serde_json::to_writer(&mut *out, &wire);
        // One object of two: the range that stands before it, and this.
        out[tail] = b',';
        let what = What {
            rule,
            severity: found.severity,
            message: found.message.clone(),
            related: found.related.iter().map(|(_, text)| (*text).clone()).collect(),
        };
        let related = found.related.iter().map(|(range, _)| *range).collect();
        Item { what: Arc::new(what), bytes: found.range, range, related, json: [start, tail, out.len()] }
    }
}

/// The list before, and how its places have moved.
struct Past<'a> {
    list: &'a List,
    /// The items before this one stand before what is looked for.
    next: usize,
    /// Before this byte nothing has changed.
    before: TextSize,
    /// From this byte of the new text on nothing has changed, but for its place.
    behind: Option<Behind>,
}

#[derive(Clone, Copy)]
struct Behind {
    new: TextSize,
    old: TextSize,
    new_line: u32,
    old_line: u32,
}

/// An item of the list before, and where it stands now.
struct Moved<'a> {
    list: &'a List,
    item: &'a Item,
    bytes: TextRange,
    range: Range,
    related: Vec<TextRange>,
}

impl<'a> Past<'a> {
    fn new(list: &'a List, snapshot: &Snapshot) -> Option<Past<'a>> {
        let frame = list.frame.as_ref()?;
        let same = frame.show == snapshot.show && Arc::ptr_eq(&frame.client, &snapshot.client);
        let text = snapshot.analysis.text();
        if !same {
            return None;
        }
        let Some(damage) = text.damage_since(&frame.text) else {
            return Some(Past { list, next: 0, before: text.len() + 1, behind: None });
        };
        // A line break of two characters may have lost or found its second one.
        let before = text.line_start(TextSize::new(damage.start.saturating_sub(1)));
        let line = text.place(TextSize::new(damage.new_end), Column::Utf8).line + 1;
        let behind = (line < text.line_count()).then(|| {
            let new = text.offset(LineColumn { line, column: 0 }, Column::Utf8);
            let old = TextSize::new(damage.old_end + (new.bytes() - damage.new_end));
            let old_line = position(&frame.text, old, Column::Utf8).line;
            Behind { new, old, new_line: position(text, new, Column::Utf8).line, old_line }
        });
        Some(Past { list, next: 0, before, behind })
    }

    /// The item that was written for the same finding, unless the edit may have changed it.
    fn find(&mut self, found: &Diagnostic<'_>) -> Option<Moved<'a>> {
        let (old, behind) = if found.range.end < self.before {
            (found.range, None)
        } else {
            let behind = self.behind.filter(|behind| found.range.start >= behind.new)?;
            let back = |at: TextSize| behind.old + (at - behind.new);
            (TextRange::new(back(found.range.start), back(found.range.end)), Some(behind))
        };
        let items = &self.list.items;
        while items.get(self.next).is_some_and(|item| item.bytes.start < old.start) {
            self.next += 1;
        }
        let near = items[self.next..].iter().take_while(|item| item.bytes.start == old.start);
        let same = |item: &&Item| item.bytes == old && item.what.says(found) && self.has_kept(item, found);
        let item = near.into_iter().find(same)?;
        let moved = |at: Position| match behind {
            Some(behind) => Position::new(at.line - behind.old_line + behind.new_line, at.character),
            None => at,
        };
        let range = Range::new(moved(item.range.start), moved(item.range.end));
        let related = found.related.iter().map(|(range, _)| *range).collect();
        Some(Moved { list: self.list, item, bytes: found.range, range, related })
    }

    /// Whether the other places that a finding names are where they were, by line and column.
    fn has_kept(&self, item: &Item, found: &Diagnostic<'_>) -> bool {
        let before = |range: TextRange| match self.behind {
            _ if range.end < self.before => Some(range),
            Some(Behind { new, old, new_line, old_line }) if range.start >= new && new_line == old_line => {
                Some(TextRange::new(old + (range.start - new), old + (range.end - new)))
            }
            _ => None,
        };
        let now = found.related.iter().map(|(range, _)| before(*range));
        item.related.len() == found.related.len() && now.eq(item.related.iter().map(|range| Some(*range)))
    }
}

impl What {
    fn says(&self, found: &Diagnostic<'_>) -> bool {
        self.rule == found.rule.name
            && self.severity == found.severity
            && self.message == *found.message
            && self.related.iter().eq(found.related.iter().map(|(_, text)| *text))
    }
}

impl Moved<'_> {
    /// Writes the item where it stands now.
    fn copy(self, out: &mut Vec<u8>) -> Item {
        let Moved { list, item, bytes, range, related } = self;
        let [from, tail, to] = item.json;
        let start = out.len();
        if range == item.range {
            out.extend_from_slice(&list.json[from..tail]);
        } else {
            write_range(out, range);
        }
        let new_tail = out.len();
        out.extend_from_slice(&list.json[tail..to]);
        Item { what: item.what.clone(), bytes, range, related, json: [start, new_tail, out.len()] }
    }
}

/// The start of a diagnostic, up to its range.
fn write_range(out: &mut Vec<u8>, range: Range) {
    out.extend_from_slice(br#"{"range":"#);
    // Writing to memory cannot fail.
    let _ = serde_json::to_writer(out, &range);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::markup::Format;
    use crate::model::{Input, analyze};
    use crate::rules::Locale;
    use tower_lsp::lsp_types::Url;

    fn snapshot(text: &Buffer) -> Snapshot {
        let input = Input { text: text.clone(), format: Format::Plain, config: Arc::new(Config::default()) };
        Snapshot {
            uri: Url::parse("file:///a").unwrap(),
            version: 1,
            analysis: Arc::new(analyze(&input, None)),
            catalog: Arc::default(),
            people: None,
            client: Arc::default(),
            show: Show { locale: Locale::En, isolates: false },
            progress: Arc::default(),
            at: 0,
        }
    }

    #[test]
    fn a_list_that_is_copied_is_the_one_that_would_be_written() {
        const PIECES: [&str; 9] =
            ["\r", "\n", "\r\n", "(ناشناس، 1370)", "(بوزان، 1388)", "باري ", "😀", "منابع\n\n", ""];
        let mut text = Buffer::new(
            "متن (بوزان، 1388).\n\nمنابع\n\nبوزان، باري. (1389). مردم. تهران : سمت .\r\n\r\nوالت، باري. (۱۳۸8). صلح. تهران: سمت.\n",
        );
        let client = Arc::new(Client { related: true, ..Client::default() });
        let mut before: Option<List> = None;
        let (mut seed, mut copied) = (7_u64, 0);
        let mut below = |n: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % n
        };
        for round in 0..200 {
            let (at, piece) = (TextSize::new(below(text.len().bytes() + 2)), PIECES[below(PIECES.len())]);
            let mut current = snapshot(&text);
            current.client = client.clone();
            drop(text.snapshot());
            let fresh = List::new(&current, None, round);
            let list = List::new(&current, before.as_ref(), round);
            let old =
                |item: &&Item| before.iter().flat_map(|b| &b.items).any(|o| Arc::ptr_eq(&o.what, &item.what));
            copied += list.items.iter().filter(old).count();
            assert_eq!(String::from_utf8(list.json.clone()).unwrap(), String::from_utf8(fresh.json).unwrap());
            serde_json::from_slice::<Vec<serde_json::Value>>(&list.json).unwrap();
            before = Some(list);
            text.edit(TextRange::new(at, at + below(4) * below(4)), piece);
        }
        assert!(copied > 50, "{copied}");
    }

    #[test]
    fn what_names_other_places_is_copied_while_these_keep_their_lines() {
        let mut text = Buffer::new(
            "یک.\n\nمتن (بوزان، 1388).\n\nدو.\n\n# منابع\n\nبوزان، باری (1389). مردم. تهران: سمت.\n\nوالت، استیون (1388). صلح. تهران: سمت.\n",
        );
        let client = Arc::new(Client { related: true, ..Client::default() });
        let list = |text: &Buffer, before: Option<&List>| {
            List::new(&Snapshot { client: client.clone(), ..snapshot(text) }, before, 1)
        };
        let mut before = list(&text, None);
        let edits = [
            ("یک", "و", true),
            ("دو", "و", true),
            ("دو", "\n", false),
            ("باری", "م", false),
            ("صلح", "و", true),
        ];
        for (place, piece, kept) in edits {
            let at = TextSize::new(text.to_string().find(place).unwrap());
            text.edit(TextRange::new(at, at), piece);
            let after = list(&text, Some(&before));
            assert_eq!(after.json, list(&text, None).json, "{place}");
            let naming = |list: &List| {
                list.items.iter().find(|item| !item.related.is_empty()).map(|item| item.what.clone())
            };
            let (old, new) = (naming(&before).unwrap(), naming(&after));
            assert_eq!(new.is_some_and(|new| Arc::ptr_eq(&old, &new)), kept, "{place}");
            before = after;
        }
    }
}
