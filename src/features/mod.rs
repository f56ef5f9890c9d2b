//! What the editor asks: plain values in, plain values out.
//!
//! Every query is a function of an [`Analysis`](crate::model::Analysis) and a place; none awaits, locks or fails.
//! Knows nothing of the protocol: the server turns the answers into its types.

mod actions;
mod completion;
mod hover;
mod layout;
mod navigation;
mod people;
mod symbols;
#[cfg(test)]
mod testing;

use crate::text::{Edit, TextRange};

pub use actions::{actions, fix_all};
pub use completion::{Asked, completion, reference};

pub use hover::{escape, hover};
pub use navigation::{definition, references};
pub use people::decisions;
pub use symbols::symbols;

/// What is shown beside a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about.
    pub range: TextRange,
    /// The text in Markdown, with bidi isolates round what is Persian.
    pub markdown: String,
    /// The same without markup.
    pub plain: String,
}

/// What can be typed at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// The proposals, best first.
    pub items: Vec<Item>,
    /// Typing on may bring others.
    pub incomplete: bool,
}

/// What a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemKind {
    /// A person of the list.
    Author,
    /// A work of the list, to cite.
    Work,
    /// An entry's key.
    Key,
    /// A whole reference.
    Entry,
    /// A value of a field, or a word beside one.
    Value,
}

/// One proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// What the list shows.
    pub label: String,
    /// A short remark beside it.
    pub detail: String,
    /// More about it, in Markdown; empty for none.
    pub documentation: String,
    /// What the client compares with the typed word.
    pub filter: String,
    /// What is replaced, and by what; the range lies on one line and holds the cursor.
    pub edit: Edit,
    /// What else is changed: the list that gets the entry. None of these edits touches the one above.
    pub additional: Vec<Edit>,
    /// The work of another file: its shelf and its number there; its reference can be asked for.
    pub work: Option<(String, usize)>,
    /// It stands in running text, where nobody wants a list to open by itself.
    pub in_prose: bool,
}

impl Item {
    /// A proposal without anything but its label.
    fn new(kind: ItemKind, label: String) -> Item {
        Item {
            kind,
            detail: String::new(),
            documentation: String::new(),
            filter: String::new(),
            edit: Edit { range: TextRange::default(), text: String::new() },
            additional: Vec::new(),
            work: None,
            in_prose: false,
            label,
        }
    }
}

/// An entry or a list in the outline of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its name.
    pub name: String,
    /// A short remark beside it.
    pub detail: String,
    /// It is a heading of a list; else it is an entry.
    pub list: bool,
    /// All of it.
    pub range: TextRange,
    /// What to select of it; inside the range.
    pub selection: TextRange,
    /// What it holds.
    pub children: Vec<Symbol>,
}

/// A line for the author's table of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decide {
    /// What it says.
    pub title: String,
    /// The line, with its end.
    pub line: String,
}

/// Something to do about a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it does.
    pub title: String,
    /// The rule whose fault it mends.
    pub rule: &'static str,
    /// Where the fault is.
    pub range: TextRange,
    /// It may be applied without asking.
    pub safe: bool,
    /// The edits.
    pub edits: Vec<Edit>,
}
