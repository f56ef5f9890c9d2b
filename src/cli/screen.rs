//! The two streams: the only place that prints, and what is known of who reads.

use std::io::{self, ErrorKind, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use clap::builder::styling::{AnsiColor, Effects, Style};

use super::End;
use crate::text::{is_bidi_control, isolate, strip_isolates};

/// What one of the streams can show.
#[derive(Clone, Copy, Debug)]
pub(super) struct Screen {
    /// Somebody looks at it, so that direction is shown by isolates.
    pub terminal: bool,
    /// It shows colours.
    pub colour: bool,
    /// The characters of a line.
    pub width: usize,
}

impl Screen {
    /// Standard output.
    pub(super) fn output() -> Self {
        let stream = io::stdout();
        let colour = AutoStream::choice(&stream) != ColorChoice::Never;
        Screen { terminal: stream.is_terminal(), colour, width: width() }
    }

    /// Standard error.
    pub(super) fn errors() -> Self {
        let stream = io::stderr();
        let colour = AutoStream::choice(&stream) != ColorChoice::Never;
        Screen { terminal: stream.is_terminal(), colour, width: width() }
    }

    /// `text` in a style, where there are colours.
    pub(super) fn paint(self, style: Style, text: &str) -> String {
        if self.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// A foreign text on one line: without control characters, and isolated where somebody looks at it.
    pub(super) fn quote(self, text: &str) -> String {
        self.isolated(self.clean(text))
    }

    /// A text that is shown, isolated where somebody looks at it and some of it runs from right to left; a path in
    /// Latin letters can be copied as it is.
    pub(super) fn isolated(self, text: String) -> String {
        if self.terminal && text.chars().any(runs_leftwards) { isolate(&text) } else { text }
    }

    /// A sentence of Dabir on one line: its isolates are its own.
    pub(super) fn sentence(self, text: &str) -> String {
        let text: String = text.chars().map(tame).collect();
        if text.chars().any(runs_leftwards) { text } else { strip_isolates(&text) }
    }

    /// A foreign text on one line, as a part of a line that is isolated as a whole.
    pub(super) fn clean(self, text: &str) -> String {
        // Controls of the text would reach beyond it.
        let reaches = |c: char| is_bidi_control(c) && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}');
        text.chars().filter(|&c| !(self.terminal && reaches(c))).map(tame).collect()
    }
}

/// A character as it may be shown on a line: breaks and tabs are spaces, other controls are no orders to a terminal.
fn tame(c: char) -> char {
    match c {
        '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        _ if c.is_control() => '\u{fffd}',
        _ => c,
    }
}

/// Whether a character stands in one of the blocks of scripts that run from right to left.
fn runs_leftwards(c: char) -> bool {
    matches!(
        c,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    )
}

/// What stands out without being good or bad.
pub(super) const BOLD: Style = Style::new().effects(Effects::BOLD);
/// What is there for those who look for it.
pub(super) const DIM: Style = Style::new().effects(Effects::DIMMED);
/// Broken.
pub(super) const RED: Style = AnsiColor::Red.on_default().effects(Effects::BOLD);
/// To be mended.
pub(super) const YELLOW: Style = AnsiColor::Yellow.on_default().effects(Effects::BOLD);
/// Worth knowing.
pub(super) const BLUE: Style = AnsiColor::Blue.on_default().effects(Effects::BOLD);
/// A hint, a name.
pub(super) const CYAN: Style = AnsiColor::Cyan.on_default();
/// A cure.
pub(super) const GREEN: Style = AnsiColor::Green.on_default();

/// The width that the terminal names, or 100.
fn width() -> usize {
    let named = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    named.filter(|&columns| columns > 0).unwrap_or(100).max(30)
}

/// Prints a report for people; colours go where they can be shown.
pub(super) fn show(text: &str) -> End {
    ended(anstream::stdout().lock().write_all(text.as_bytes()))
}

/// Prints bytes as they are.
pub(super) fn data(bytes: &[u8]) -> End {
    let mut out = io::stdout().lock();
    ended(out.write_all(bytes).and_then(|()| out.flush()))
}

/// A reader that has gone, as `head` does, is no trouble; a full disk is.
fn ended(written: io::Result<()>) -> End {
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => refuse(&format!("cannot write: {error}")),
        _ => End::Clean,
    }
}

/// Prints a report for people on standard error.
pub(super) fn tell(text: &str) {
    // Nobody is left to be told of an error here.
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Prints bytes as they are on standard error.
pub(super) fn tell_data(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Says what is wrong and ends the command.
pub(super) fn refuse(message: &str) -> End {
    let screen = Screen::errors();
    tell(&format!("{} {}\n", screen.paint(RED, "error:"), screen.clean(message)));
    End::Trouble
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_terminal_gets_isolates_and_nobody_gets_controls() {
        let terminal = Screen { terminal: true, colour: false, width: 80 };
        let pipe = Screen { terminal: false, ..terminal };
        assert_eq!(terminal.quote("متن\u{202e}\n\u{1b}"), "\u{2068}متن \u{fffd}\u{2069}");
        assert_eq!(pipe.quote("متن\n"), "متن ");
        assert_eq!((terminal.quote("a.md"), pipe.quote("a.md")), ("a.md".to_owned(), "a.md".to_owned()));
        assert_eq!(terminal.sentence("no `\u{2068}a\u{2069}`"), "no `a`");
        assert_eq!(terminal.sentence("no `\u{2068}ب\u{2069}`"), "no `\u{2068}ب\u{2069}`");
    }
}
