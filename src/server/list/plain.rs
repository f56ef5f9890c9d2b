//! Lists of what no rule has found: faults of a library, and a document that is too long to be read.

use std::hash::Hasher;

use rustc_hash::FxHasher;
use tower_lsp::lsp_types::Range;

use super::{List, Wire, write_range};
use crate::rules::{Locale, Severity};
use crate::server::capabilities::Client;
use crate::server::convert::{Show, position, severity};
use crate::server::librarian::Faults;

/// Longer documents, in bytes, are not read as they are typed: nobody writes one, and reading it would take seconds.
pub(in crate::server) const LONGEST_LIVE: usize = 8 << 20;

const TOO_LONG_EN: &str = "this document is longer than 8 MB and is not read as you type: divide it into several files, or run `dabir check` on it in a terminal";
const TOO_LONG_FA: &str = "این سند بلندتر از ۸ مگابایت است و هنگام نوشتن خوانده نمی‌شود: آن را به چند پرونده بخش کنید، یا در پایانه `dabir check` را روی آن اجرا کنید";

impl List {
    /// What is wrong in a library.
    pub(in crate::server) fn of_library(faults: &Faults, client: &Client, show: &Show) -> List {
        let (text, column) = (&faults.text, client.column);
        let items = faults.problems.iter().map(|problem| {
            let message = match show.locale {
                Locale::En => problem.kind.message_en(),
                Locale::Fa => problem.kind.message_fa(),
            };
            let place = |at| position(text, at, column);
            let range = Range::new(place(problem.range.start), place(problem.range.end));
            (range, wire(Severity::Warning, problem.kind.name(), show.text(message)))
        });
        List::of(items)
    }

    /// The only finding of a document that is too long.
    pub(in crate::server) fn of_too_long(show: &Show) -> List {
        let message = match show.locale {
            Locale::En => TOO_LONG_EN,
            Locale::Fa => TOO_LONG_FA,
        };
        let item = wire(Severity::Info, "document-too-long", show.text(message.to_owned()));
        List::of(std::iter::once((Range::default(), item)))
    }

    /// A list that is named by what it says.
    fn of<'a>(items: impl Iterator<Item = (Range, Wire<'a>)>) -> List {
        let mut json = vec![b'['];
        for (range, item) in items {
            if json.len() > 1 {
                json.push(b',');
            }
            write_range(&mut json, range);
            let tail = json.len();
            // Writing to memory cannot fail.
            let _ = serde_json::to_writer(&mut json, &item);
            // One object of two: the range that stands before it, and this.
            json[tail] = b',';
        }
        json.push(b']');
        let mut hasher = FxHasher::default();
        hasher.write(&json);
        List { id: hasher.finish(), json, items: Vec::new(), frame: None }
    }
}

fn wire(level: Severity, code: &str, message: String) -> Wire<'_> {
    Wire {
        severity: severity(level),
        code,
        code_description: None,
        source: "dabir",
        message,
        related_information: Vec::new(),
        data: None,
    }
}
