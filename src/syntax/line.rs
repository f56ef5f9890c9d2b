//! A line that is one reference, whatever it says.

use super::split;
use crate::markup::{self, Format, Kind, State, View};

/// The view of a line that is one reference: its number and its markup left out. A line that has commands of LaTeX is read
/// as LaTeX, one with the emphasis of Markdown as Markdown, others as they are.
pub fn line(text: &str) -> View {
    let format = format_of(text);
    let mut block = markup::parse(format, State::Prose, text);
    if !matches!(block.kind, Kind::Paragraph | Kind::Item { .. }) {
        block = markup::parse(Format::Plain, State::Prose, text);
    }
    if block.kind == Kind::Paragraph {
        // An item is one reference, also where a lone CR would make several lines of a paragraph.
        block.kind = Kind::Item { number: None };
    }
    match split(text, &block).first() {
        Some(piece) => View::new(text, &block, piece.span),
        None => View::default(),
    }
}

fn format_of(text: &str) -> Format {
    let command = text.split('\\').skip(1).any(|rest| {
        rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).starts_with('{') || rest.starts_with('&')
    });
    let emphasised = text.matches(['*', '_']).count() >= 2 || text.contains("<i>") || text.contains("<em>");
    match () {
        () if command => Format::Latex,
        () if emphasised => Format::Markdown,
        () => Format::Plain,
    }
}
