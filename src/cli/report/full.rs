//! For people: each finding with its entry, the text round it and its fix.
//!
//! No carets below the text: they cannot be placed under text that runs from right to left. The span stands out by
//! colour or between ⟦ and ⟧.

use std::fmt::Write;

use super::{Report, severity_style, tag};
use crate::cli::finding::{Finding, Fix};
use crate::cli::screen::{BOLD, DIM, GREEN, Screen};
use crate::rules::{Locale, Safety};
use crate::text::is_bidi_control;

pub(super) fn render(report: &Report<'_>) -> String {
    let mut out = String::new();
    for (path, found) in report.findings() {
        finding(&mut out, path, found, report);
    }
    out
}

fn finding(out: &mut String, path: &str, found: &Finding, report: &Report<'_>) {
    let screen = report.screen;
    let place = format!("{}:{}:{}", screen.quote(path), found.places[0].line, found.places[0].column);
    let message = screen.sentence(&found.message);
    let _ = writeln!(out, "{}  {}  {message}", screen.paint(BOLD, &place), tag(found, screen));
    if let Some(entry) = &found.entry {
        let _ = writeln!(
            out,
            "  {}",
            screen.paint(DIM, &screen.quote(&shorten(entry, screen.width, Keep::Start)))
        );
    }
    let _ = writeln!(out, "  {}", context(found, screen));
    for related in &found.related {
        let place = format!("{}:{}:{}", screen.quote(path), related.places[0].line, related.places[0].column);
        let _ = writeln!(out, "  {} {}", screen.paint(DIM, &place), screen.sentence(&related.message));
    }
    if let Some(fix) = &found.fix {
        let _ = writeln!(out, "  {}", cure(fix, report));
    }
    out.push('\n');
}

fn cure(fix: &Fix, report: &Report<'_>) -> String {
    let (word, flag) = match (report.locale, fix.safety) {
        (Locale::En, Safety::Safe) => ("fix", "--fix"),
        (Locale::En, Safety::Offered) => ("possible fix", "--fix --unsafe-fixes"),
        (Locale::Fa, Safety::Safe) => ("اصلاح", "--fix"),
        (Locale::Fa, Safety::Offered) => ("اصلاح ممکن", "--fix --unsafe-fixes"),
    };
    let screen = report.screen;
    let word = screen.paint(GREEN, &screen.quote(word));
    format!("{word}: {} {}", screen.sentence(&fix.title), screen.paint(DIM, &format!("({flag})")))
}

/// The line of a finding, shortened to the width of the screen, its span standing out.
fn context(found: &Finding, screen: Screen) -> String {
    let room = screen.width.saturating_sub(6).max(20);
    let span = shorten(&visible(&screen.clean(&found.text), &found.text), room * 2 / 3, Keep::Both);
    let left = room.saturating_sub(span.chars().count());
    let [before, behind] = [screen.clean(&found.around[0]), screen.clean(&found.around[1])];
    let (before, behind) = (before.trim_start(), behind.trim_end());
    let (a, b) = (before.chars().count(), behind.chars().count());
    // A side that needs less than its half leaves the rest to the other.
    let for_before = (left / 2).max(left.saturating_sub(b)).min(a);
    let for_behind = left.saturating_sub(for_before).min(b);
    let span = match screen.colour {
        true => screen.paint(severity_style(found.severity).underline(), &span),
        false => format!("⟦{span}⟧"),
    };
    let before = shorten(before, for_before, Keep::End);
    let behind = shorten(behind, for_behind, Keep::Start);
    let line = format!("{before}{span}{behind}");
    screen.isolated(line)
}

/// A span of which nothing would be seen is named by its characters.
fn visible(clean: &str, text: &str) -> String {
    let unseen = |c: char| {
        is_bidi_control(c) || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}' | '\u{2060}')
    };
    if text.is_empty() || !text.chars().all(unseen) {
        return clean.to_owned();
    }
    text.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect::<Vec<_>>().join(" ")
}

/// What is kept of a text that is too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keep {
    Start,
    End,
    Both,
}

/// A text of at most `room` characters: whole words, and … for what was left out.
fn shorten(text: &str, room: usize, keep: Keep) -> String {
    let count = text.chars().count();
    if count <= room {
        return text.to_owned();
    }
    match keep {
        Keep::Start => format!("{}…", start(text, room.saturating_sub(1))),
        Keep::End => format!("…{}", end(text, count, room.saturating_sub(1))),
        Keep::Both => {
            let room = room.saturating_sub(3);
            format!(
                "{} … {}",
                start(text, room - room / 3).trim_end(),
                end(text, count, room / 3).trim_start()
            )
        }
    }
}

/// The whole words among the first `room` characters; a first word that is too long is cut.
fn start(text: &str, room: usize) -> &str {
    let at = text.char_indices().nth(room).map_or(text.len(), |(at, _)| at);
    let cut = &text[..at];
    if text[at..].starts_with(char::is_whitespace) {
        return cut;
    }
    match cut.rfind(char::is_whitespace) {
        Some(space) => &cut[..space + cut[space..].chars().next().map_or(0, char::len_utf8)],
        None => cut,
    }
}

/// The whole words among the last `room` characters of `count`; a last word that is too long is cut.
fn end(text: &str, count: usize, room: usize) -> &str {
    let at = text.char_indices().nth(count.saturating_sub(room)).map_or(text.len(), |(at, _)| at);
    let cut = &text[at..];
    if text[..at].ends_with(char::is_whitespace) {
        return cut;
    }
    cut.find(char::is_whitespace).map_or(cut, |space| &cut[space..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_between_words() {
        assert_eq!(shorten("short", 9, Keep::Start), "short");
        assert_eq!(shorten("a longer text", 11, Keep::Start), "a longer …");
        assert_eq!(shorten("a longer text", 9, Keep::Start), "a longer…");
        assert_eq!(shorten("a longer text", 9, Keep::End), "… text");
        assert_eq!(shorten("پژوهشکده", 5, Keep::Start), "پژوه…");
        assert_eq!(shorten("one two three four five six", 16, Keep::Both), "one two … six");
        assert_eq!(shorten("ab", 0, Keep::End), "…");
    }

    #[test]
    fn what_cannot_be_seen_is_named() {
        assert_eq!(visible("", "\u{202b}"), "U+202B");
        assert_eq!(visible("نی", "نی"), "نی");
        assert_eq!(visible("", ""), "");
    }
}
