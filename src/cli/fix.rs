//! Mending: fixes are applied until none is left, and what that changes can be shown as a diff.

use std::fmt::Write;

use similar::{ChangeTag, TextDiff};

use super::screen::{CYAN, GREEN, RED, Screen};
use crate::features::fix_all;
use crate::model::{Analysis, Input, analyze};
use crate::rules::Safety;

/// Fixes may make room for others, or call each other for ever.
const ROUNDS: usize = 10;

/// A document after mending.
#[derive(Debug)]
pub(super) struct Mended {
    /// What is left in it.
    pub analysis: Analysis,
    /// How many places were changed.
    pub edits: usize,
}

/// Applies all fixes that are at most as daring as `limit`, and reads the text again, until nothing changes.
pub(super) fn mend(mut input: Input, limit: Safety) -> Mended {
    let mut analysis = analyze(&input, None);
    let mut edits = 0;
    for _ in 0..ROUNDS {
        let set = fix_all(&analysis, limit);
        if set.is_empty() {
            break;
        }
        edits += set.iter().count();
        set.apply(&mut input.text);
        analysis = analyze(&input, None);
    }
    Mended { analysis, edits }
}

/// The unified diff of a file before and after mending; empty when nothing changed. Lines end at LF alone, as in
/// other programs that read diffs.
pub(super) fn diff(path: &str, before: &str, after: &str, screen: Screen) -> String {
    if before == after {
        return String::new();
    }
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let diff = TextDiff::configure().newline_terminated(true).diff_slices(&old, &new);
    let mut out = String::new();
    for (sign, style) in [("---", RED), ("+++", GREEN)] {
        let _ = writeln!(out, "{}", screen.paint(style, &format!("{sign} {path}")));
    }
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        let _ = writeln!(out, "{}", screen.paint(CYAN, &hunk.header().to_string()));
        for change in hunk.iter_changes() {
            line(&mut out, change.tag(), change.value(), screen);
        }
    }
    out
}

/// One line of a diff. A file gets it byte for byte; a reader gets it in its own direction.
fn line(out: &mut String, tag: ChangeTag, value: &str, screen: Screen) {
    let (text, end) =
        value.strip_suffix('\n').map_or((value, "\n\\ No newline at end of file\n"), |text| (text, "\n"));
    let text = if screen.terminal { screen.quote(text) } else { text.to_owned() };
    let text = match tag {
        ChangeTag::Equal => format!(" {text}"),
        ChangeTag::Delete => screen.paint(RED, &format!("-{text}")),
        ChangeTag::Insert => screen.paint(GREEN, &format!("+{text}")),
    };
    out.push_str(&text);
    out.push_str(end);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_keeps_line_breaks_and_says_where_the_last_is_missing() {
        let screen = Screen { terminal: false, colour: false, width: 80 };
        assert_eq!(
            diff("a.md", "x\r\ny\rz", "x\r\ny\rw", screen),
            "--- a.md\n+++ a.md\n@@ -1,2 +1,2 @@\n x\r\n-y\rz\n\\ No newline at end of file\n+y\rw\n\\ No newline at end of file\n"
        );
        assert_eq!(diff("a.md", "x", "x", screen), "");
    }
}
