//! Invisible direction: isolates for what is shown, and controls that are not closed.

/// The directional formatting characters of Unicode Standard Annex 9, U+061C ALM included.
pub const BIDI_CONTROLS: [char; 12] = [
    '\u{61c}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}',
    '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}',
];

/// Whether `c` is a directional formatting character.
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `text` between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE, so that it does not disturb what stands
/// round it.
pub fn isolate(text: &str) -> String {
    format!("\u{2068}{text}\u{2069}")
}

/// `text` without isolates, for a client that would show them as boxes.
pub fn strip_isolates(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')).collect()
}

/// A directional control without its partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imbalance {
    /// Byte offset of the control in the text.
    pub at: usize,
    /// The control itself.
    pub control: char,
}

impl Imbalance {
    /// The character that would close an opener; `None` for a closer without an opener.
    pub fn closer(self) -> Option<char> {
        match self.control {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => Some('\u{202c}'),
            '\u{2066}'..='\u{2068}' => Some('\u{2069}'),
            _ => None,
        }
    }
}

/// Embeddings, overrides and isolates of `text` that are not closed in it, and closers that close nothing, in
/// the order of their places.
///
/// As in UAX 9 (BD8–BD11), an isolate's closer also ends the embeddings opened inside the isolate; these still
/// count as unclosed here, for their author did not close them.
pub fn unbalanced(text: &str) -> Vec<Imbalance> {
    let mut open: Vec<Imbalance> = Vec::new();
    let mut faults = Vec::new();
    for (at, control) in text.char_indices() {
        let here = Imbalance { at, control };
        match control {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' | '\u{2066}'..='\u{2068}' => open.push(here),
            '\u{202c}' => match open.last() {
                Some(last) if last.closer() == Some('\u{202c}') => {
                    open.pop();
                }
                _ => faults.push(here),
            },
            '\u{2069}' => match open.iter().rposition(|o| o.closer() == Some('\u{2069}')) {
                Some(place) => faults.extend(open.drain(place..).skip(1)),
                None => faults.push(here),
            },
            _ => {}
        }
    }
    faults.extend(open);
    faults.sort_by_key(|fault| fault.at);
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_balanced_and_strays_are_found() {
        assert!(unbalanced("\u{202b}متن\u{202c} \u{2067}متن\u{2069} \u{200f}").is_empty());
        assert_eq!(unbalanced("a\u{202b}b"), [Imbalance { at: 1, control: '\u{202b}' }]);
        assert_eq!(unbalanced("\u{2069}"), [Imbalance { at: 0, control: '\u{2069}' }]);
        let crossed = unbalanced("\u{2067}\u{202b}x\u{2069}");
        assert_eq!(crossed.len(), 1);
        assert_eq!(crossed[0].closer(), Some('\u{202c}'));
    }

    #[test]
    fn isolates_come_off_again() {
        assert_eq!(strip_isolates(&isolate("بوزان")), "بوزان");
        assert!(BIDI_CONTROLS.iter().all(|&c| is_bidi_control(c)));
    }
}
