//! The strings of a file: `@string{cup = "Cambridge University Press"}`.

use biblatex::{Field, RawChunk};
use rustc_hash::FxHashMap;

/// What is defined so far.
#[derive(Debug)]
pub(super) struct Strings {
    known: FxHashMap<String, String>,
    /// How many bytes may still be put in, so that strings of strings of strings stay in proportion to the file.
    left: usize,
}

impl Strings {
    /// No strings yet, for a file of this length.
    pub(super) fn new(length: usize) -> Self {
        Strings { known: FxHashMap::default(), left: length.saturating_mul(16).saturating_add(1 << 20) }
    }

    /// Defines a string.
    pub(super) fn define(&mut self, name: &str, value: String) {
        self.known.insert(name.to_ascii_lowercase(), value);
    }

    /// The value of a field as one text, and the strings in it that are not defined, which stand for themselves, each
    /// with its place.
    pub(super) fn join(&mut self, field: &Field) -> (String, Vec<(usize, String)>) {
        let mut text = String::new();
        let mut unknown = Vec::new();
        for chunk in field {
            match chunk.v {
                RawChunk::Normal(value) => text.push_str(value),
                RawChunk::Abbreviation(name) => match self.known.get(&name.to_ascii_lowercase()) {
                    Some(value) if value.len() <= self.left => {
                        self.left -= value.len();
                        text.push_str(value);
                    }
                    _ => {
                        text.push_str(name);
                        unknown.push((chunk.span.start, name.to_owned()));
                    }
                },
            }
        }
        (text, unknown)
    }
}
