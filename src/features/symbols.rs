//! The outline: lists and their entries.

use super::Symbol;
use crate::model::{Analysis, EntryAt};
use crate::syntax::Label;
use crate::text::TextRange;

/// The lists of a document with their entries: one symbol a heading, with the entries under it as children; the
/// entries of a list without heading stand alone.
pub fn symbols(analysis: &Analysis) -> Vec<Symbol> {
    let mut headings = analysis.list_headings().peekable();
    let mut found: Vec<Symbol> = Vec::new();
    for entry in analysis.entries() {
        let symbol = entry_symbol(&entry);
        while let Some((range, text)) = headings.next_if(|(range, _)| range.start < symbol.range.start) {
            found.push(Symbol {
                name: one_line(text),
                detail: String::new(),
                list: true,
                range,
                selection: range,
                children: Vec::new(),
            });
        }
        match found.last_mut().filter(|last| last.list) {
            Some(list) => {
                list.range = TextRange::new(list.range.start, symbol.range.end);
                list.children.push(symbol);
            }
            None => found.push(symbol),
        }
    }
    found
}

fn entry_symbol(at: &EntryAt<'_>) -> Symbol {
    let range = at.range();
    let selection = at.entry.reference.field(Label::Author).map_or(range, |field| at.source(field.span));
    let name = one_line(&at.entry.summary.name);
    Symbol {
        name: if name.is_empty() { one_line(&at.entry.view.text).chars().take(40).collect() } else { name },
        detail: at.entry.value(Label::Title).map(one_line).unwrap_or_default(),
        list: false,
        range,
        selection,
        children: Vec::new(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{self, MANUSCRIPT};
    use super::*;

    #[test]
    fn a_list_holds_its_entries() {
        let (analysis, _) = testing::at(MANUSCRIPT, "$0# References");
        let found = symbols(&analysis);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].name, "References");
        let names: Vec<&str> = found[0].children.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["بوزان، ۱۳۸۹", "Buzan, 1991", "Walt, 1987"]);
        assert!(
            found[0]
                .children
                .iter()
                .all(|s| s.range.start <= s.selection.start && s.selection.end <= s.range.end)
        );
        assert_eq!(found[0].children[2].detail, "The Origins of Alliances");
    }
}
