//! The entry at a place, or the one that a citation means.

use super::Hover;
use super::navigation::{cited_entries, work_at};
use crate::model::{Analysis, EntryAt};
use crate::rules::Locale;
use crate::syntax::Label;
use crate::text::{Script, Shares, TextRange, TextSize, isolate};

/// The most entries that one hover shows.
const MOST: usize = 3;

/// What to show at `offset`: the fields of the entry there, or of the entries that the citation there means.
pub fn hover(analysis: &Analysis, offset: TextSize, locale: Locale) -> Option<Hover> {
    let (range, entries): (TextRange, Vec<EntryAt<'_>>) = match work_at(analysis, offset) {
        Some((at, work)) => (work.span.at(at.base), cited_entries(analysis, at, work)),
        None => {
            let entry = analysis.entry_at(offset)?;
            (entry.range(), vec![entry])
        }
    };
    let shown: Vec<(String, String)> =
        entries.iter().take(MOST).map(|at| card(analysis, at, locale)).collect();
    let (markdown, plain): (Vec<String>, Vec<String>) = shown.into_iter().unzip();
    (!markdown.is_empty()).then(|| Hover {
        range,
        markdown: markdown.join("\n\n---\n\n"),
        plain: plain.join("\n\n"),
    })
}

/// An entry as Markdown and as plain text: the reference, then its fields; the author whom a dash repeats is named.
fn card(analysis: &Analysis, at: &EntryAt<'_>, locale: Locale) -> (String, String) {
    let entry = at.entry;
    let whole = entry.view.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut markdown = format!("{}\n", paragraph(&escape(&whole)));
    let mut plain = format!("{}\n", paragraph(&whole));
    let leader = analysis.leader(at);
    let repeated =
        leader.as_ref().and_then(|leader| Some((Label::Author, leader.entry.value(Label::Author)?)));
    let own = entry.reference.fields.iter().map(|field| (field.label, field.span.of(&entry.view.text)));
    for (label, value) in repeated.into_iter().chain(own) {
        let name = field_name(label, locale);
        markdown.push_str(&format!("\n- {}", line(name, &escape(value), "**", locale)));
        plain.push_str(&format!("\n{}", line(name, value, "", locale)));
    }
    (markdown, plain)
}

/// "name: value" in the direction of the locale, the value isolated from it.
fn line(name: &str, value: &str, strong: &str, locale: Locale) -> String {
    let text = format!("{strong}{name}{strong}: {}", isolate(value));
    match locale {
        Locale::En => text,
        Locale::Fa => format!("\u{2067}{text}\u{2069}"),
    }
}

/// A paragraph of Arabic script stands between RIGHT-TO-LEFT ISOLATE and its end: clients set Markdown left to right.
fn paragraph(text: &str) -> String {
    match Shares::of(text).first {
        Some(Script::Arabic) => format!("\u{2067}{text}\u{2069}"),
        _ => text.to_owned(),
    }
}

/// Text in which no sign means markup.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The name of a field for a reader.
pub(crate) fn field_name(label: Label, locale: Locale) -> &'static str {
    let (en, fa) = match label {
        Label::Author => ("author", "نویسنده"),
        Label::Editor => ("editor", "ویراستار"),
        Label::Translator => ("translator", "مترجم"),
        Label::Date => ("date", "تاریخ"),
        Label::Title => ("title", "عنوان"),
        Label::Container => ("in", "در"),
        Label::Volume => ("volume", "دوره"),
        Label::Issue => ("issue", "شماره"),
        Label::Pages => ("pages", "صفحه"),
        Label::Edition => ("edition", "چاپ"),
        Label::Publisher => ("publisher", "ناشر"),
        Label::Location => ("place", "محل نشر"),
        Label::Genre => ("genre", "نوع"),
        Label::Url => ("URL", "نشانی"),
        Label::Doi => ("DOI", "DOI"),
        Label::Note => ("note", "یادداشت"),
    };
    match locale {
        Locale::En => en,
        Locale::Fa => fa,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{self, MANUSCRIPT};
    use super::*;
    use crate::text::strip_isolates;

    fn check(cursor: &str, expected: &[&str]) {
        let (analysis, offset) = testing::at(MANUSCRIPT, cursor);
        let shown =
            hover(&analysis, offset, Locale::En).map(|h| strip_isolates(&h.plain)).unwrap_or_default();
        for part in expected {
            assert!(shown.contains(part), "{cursor}: {shown}");
        }
        assert_eq!(shown.is_empty(), expected.is_empty(), "{cursor}: {shown}");
    }

    #[test]
    fn entries_and_what_citations_mean_are_shown() {
        check("(Wa$0lt, 1987", &["title: The Origins of Alliances", "publisher: Cornell University Press"]);
        check("بوزان، ۱۳۸۹$0: ۴۵", &["author: بوزان، باری", "place: تهران"]);
        check("Bar$0ry. (1991)", &["title: People, States and Fear"]);
        check("States ba$0lance", &[]);
        check("(ibid$0., 30)", &["title: The Origins of Alliances"]);
    }
}
