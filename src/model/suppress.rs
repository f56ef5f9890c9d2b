//! Comments that silence rules: `<!-- dabir: ignore zwnj-lost -->`, `% dabir: ignore-file`.

use crate::markup::{Block, Kind, MarkKind};
use crate::text::Local;

/// How far a comment reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// The whole document.
    File,
    /// The line on which it stands.
    Line,
    /// The block that follows, for a comment that is a block of its own or stands alone behind one.
    Next,
}

/// A comment that silences rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ignore {
    /// How far it reaches.
    pub reach: Reach,
    /// The bytes of its line in the block.
    pub line: Local,
    /// The rules; empty for all.
    rules: Vec<String>,
}

impl Ignore {
    /// Whether it silences the rule of this name.
    pub(super) fn silences(&self, rule: &str) -> bool {
        self.rules.is_empty() || self.rules.iter().any(|r| r == rule)
    }

    /// The rule names in it.
    pub(super) fn names(&self) -> &[String] {
        &self.rules
    }
}

/// What a comment says to Dabir.
const MARK: &str = "dabir:";

/// The silencing comments of a block.
pub(super) fn ignores(source: &str, block: &Block) -> Vec<Ignore> {
    if !source.contains(MARK) {
        return Vec::new();
    }
    let comments = block.marks.iter().filter(|m| m.kind == MarkKind::Comment);
    comments.filter_map(|comment| ignore(source, block, comment.span)).collect()
}

/// Whether nothing but white space stands before a comment on its line.
fn alone(source: &str, span: Local) -> bool {
    let before = source.get(..span.start as usize).unwrap_or("");
    before.rsplit(['\n', '\r']).next().is_none_or(|line| line.trim().is_empty())
}

fn ignore(source: &str, block: &Block, span: Local) -> Option<Ignore> {
    let text = span.of(source);
    let (_, said) = text.split_once(MARK)?;
    let said = said.trim_end_matches("-->").trim();
    let (verb, names) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
    let reach = match verb {
        "ignore-file" => Reach::File,
        "ignore" if block.kind == Kind::Opaque || span.start >= block.content.end && alone(source, span) => {
            Reach::Next
        }
        "ignore" => Reach::Line,
        _ => return None,
    };
    let words = names.split(|c: char| matches!(c, ',' | '،') || c.is_whitespace()).filter(|w| !w.is_empty());
    let start = source[..span.start as usize].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let end = source[span.end as usize..].find(['\n', '\r']).map_or(source.len(), |n| span.end as usize + n);
    Some(Ignore { reach, line: Local::new(start, end), rules: words.map(str::to_owned).collect() })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::config::Config;
    use crate::markup::Format;
    use crate::model::{Input, analyze};
    use crate::text::Buffer;

    const ENTRY: &str = "علوی، بزرگ (۱۳۸۹). سازمانهای نو. تهران: نشر نی.";
    const OTHER: &str = "رضوی، مهین (۱۳۹۰). دولتهای کهن. تهران: نشر نی.";

    fn check(format: Format, text: &str, expected: usize) {
        let input = Input { text: Buffer::new(text), format, config: Arc::new(Config::default()) };
        let found: Vec<&str> = analyze(&input, None).diagnostics().map(|d| d.rule.name).collect();
        assert_eq!(found, vec!["zwnj-lost"; expected], "{text}");
    }

    #[test]
    fn comments_silence_a_line_the_next_block_or_the_file() {
        let md = Format::Markdown;
        let list = |before: &str, behind: &str| format!("# منابع\n\n{before}{ENTRY}{behind}\n\n{OTHER}\n");
        check(md, &list("", ""), 2);
        check(md, &list("", " <!-- dabir: ignore zwnj-lost -->"), 1);
        check(md, &list("<!-- dabir: ignore zwnj-lost, pages-reversed -->\n\n", ""), 1);
        check(md, &list("<!-- dabir: ignore pages-reversed، zwnj-lost -->\n\n", ""), 1);
        check(md, &list("<!-- dabir: ignore pages-reversed -->\n\n", ""), 2);
        check(md, &list("<!-- dabir: ignore-file zwnj-lost -->\n\n", ""), 0);
        check(md, &list("<!-- dabir: ignore-file -->\n\n", ""), 0);
        let tex = |before: &str, behind: &str| {
            format!("\\section*{{منابع}}\n\n{before}{ENTRY}{behind}\n\n{OTHER}\n")
        };
        check(Format::Latex, &tex("", ""), 2);
        check(Format::Latex, &tex("", " % dabir: ignore zwnj-lost"), 1);
        check(Format::Latex, &tex("% dabir: ignore zwnj-lost\n\n", ""), 1);
        check(Format::Latex, &tex("% dabir: ignore-file zwnj-lost\n", ""), 0);
    }
}
