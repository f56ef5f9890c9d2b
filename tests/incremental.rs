//! The law of incremental analysis: whatever analysis is given as the one before, the result is that of reading
//! anew. Seeded random edits over bilingual text, in every format.

use std::sync::Arc;

use dabir::config::Config;
use dabir::markup::Format;
use dabir::model::{Analysis, Input, Link, Place, analyze};
use dabir::rules::Locale;
use dabir::text::{Buffer, TextRange, TextSize};

/// Xorshift, so that a seed gives the same edits everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.next(from.len())]
    }
}

const MARKDOWN: &str = include_str!("manuscripts/alliances.md");
const LATEX: &str = include_str!("manuscripts/security.tex");
const PLAIN: &str = include_str!("manuscripts/poetry.txt");
const NUMBERED: &str = include_str!("manuscripts/night.md");

/// A manuscript of each kind.
const ALL: [(Format, &str); 4] = [
    (Format::Markdown, MARKDOWN),
    (Format::Latex, LATEX),
    (Format::Plain, PLAIN),
    (Format::Markdown, NUMBERED),
];

/// Pieces that open and close blocks, brackets, lists and comments, and pieces of both languages.
const PIECES: [&str; 63] = [
    "[27]",
    "(Walt, 1987b)",
    "Walt (1987c)",
    "\n\nWalt, Stephen (1987a). Theory. London: Sage.\n\n",
    "[۵–۸]",
    "(خالدی، ۱۴۳۱)",
    "\n\nKhalidi, Rashid (2010). Identity. London: Sage.\n\n",
    "\n\n———. 1987. ۱۲۳.\n\n",
    "(Walst, 1987)",
    "\n\nWollt, Ann (1990). Order. London: Sage.\n\n",
    "Walst",
    "1988",
    "الخالدی",
    "(Wallt, 1987)",
    "(والت، ۱۹۸۷)",
    "(Buzan, 1389)",
    "\n\nBuzan, Barry (1991). Fear. London: Sage.\n\n",
    "\n\nبوزن، باری (۱۳۸۹). هراس. تهران: نی.\n\n",
    "\n\nWalt, S. (1987). Origins. London: Sage.\n\n",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "،",
    "؛",
    ".",
    "(",
    ")",
    "[",
    "]",
    "«",
    "»",
    "```\n",
    "<!-- ",
    " -->",
    "# منابع\n\n",
    "# References\n\n",
    "## بخش\n",
    "- ",
    "12. ",
    "[۱۲] ",
    "*",
    "`",
    "$",
    "\\begin{thebibliography}{9}\n",
    "\\end{thebibliography}\n",
    "\\bibitem{walt} ",
    "\\section*{منابع}\n",
    "% dabir: ignore-file\n",
    "<!-- dabir: ignore-file zwnj-lost -->\n\n",
    "(بوزان، ۱۳۸۹: ۴۵)",
    "(Walt, 1987)",
    "Walt (1987)",
    "[3]",
    "[@walt]",
    "بوزان، باری (۱۳۸۹). مردم، دولتها. تهران: نشر نی.\n\n",
    "Walt, Stephen (1987). The Origins. Ithaca: Cornell.\n\n",
    "سازمانهای ",
    "۱۳8۹",
    "😀",
    "\u{200c}",
    "\u{202b}",
    "1987",
];

/// Everything that an analysis says, as text.
fn said(analysis: &Analysis) -> Vec<String> {
    let mut lines = Vec::new();
    for found in analysis.diagnostics() {
        let fix = found.fix.map(|fix| format!("{:?}", fix.edits));
        let related: Vec<TextRange> = found.related.iter().map(|(range, _)| *range).collect();
        let message = found.message.render(Locale::En);
        lines.push(format!(
            "{} {:?} {message} {fix:?} {related:?} {:?}",
            found.rule.name, found.range, found.entry
        ));
    }
    for at in analysis.entries() {
        lines.push(format!("entry {:?} {:?}", at.range(), at.entry.reference));
    }
    for at in analysis.citations() {
        for work in &at.citation.works {
            let link = match analysis.link(work) {
                Link::Found(places) => format!("found {:?}", ranges(analysis, &places)),
                Link::OtherYear(places) => format!("other year {:?}", ranges(analysis, &places)),
                Link::Across(places) => format!("across {:?}", ranges(analysis, &places)),
                Link::Near(places) => format!("near {:?}", ranges(analysis, &places)),
                other => format!("{other:?}"),
            };
            let doubtful: Vec<Place> = analysis.doubtful(work).into_iter().map(|(place, _)| place).collect();
            lines.push(format!("work {:?} {link} {:?}", work.span.at(at.base), ranges(analysis, &doubtful)));
        }
    }
    lines
}

fn ranges(analysis: &Analysis, places: &[Place]) -> Vec<TextRange> {
    places.iter().filter_map(|&place| analysis.entry(place)).map(|entry| entry.range()).collect()
}

fn edit(random: &mut Random, buffer: &mut Buffer) {
    let length = buffer.len().bytes();
    let start = random.next(length + 1);
    let end = match random.next(4) {
        0 => start + random.next(200),
        1 => start + random.next(6),
        _ => start,
    };
    let mut text = String::new();
    for _ in 0..random.next(3) {
        text.push_str(random.pick(&PIECES));
    }
    buffer.edit(TextRange::new(TextSize::new(start), TextSize::new(end)), &text);
}

fn check(seed: u64, format: Format, text: &str, edits: usize) {
    let mut random = Random(seed);
    let config = Arc::new(Config::default());
    let mut buffer = Buffer::new(text);
    let mut input = Input { text: buffer.snapshot(), format, config };
    let mut analysis = analyze(&input, None);
    let mut older = analysis.clone();
    for step in 0..edits {
        for _ in 0..=random.next(3) {
            edit(&mut random, &mut buffer);
        }
        input.text = buffer.snapshot();
        // Mostly the analysis before; now and then one from long ago.
        let previous = if random.next(8) == 0 { &older } else { &analysis };
        let next = analyze(&input, Some(previous));
        let anew = analyze(&Input { text: Buffer::new(&buffer.to_string()), ..input.clone() }, None);
        assert_eq!(said(&next), said(&anew), "seed {seed}, step {step}, {format:?}:\n{buffer}");
        if random.next(10) == 0 {
            older = analysis;
        }
        analysis = next;
    }
}

#[test]
fn an_edit_gives_what_reading_anew_gives() {
    for seed in 1..=12 {
        check(seed * 0x9e37_79b9, Format::Markdown, MARKDOWN, 120);
        check(seed * 0x85eb_ca6b, Format::Latex, LATEX, 120);
        check(seed * 0xc2b2_ae35, Format::Plain, PLAIN, 120);
        check(seed * 0x27d4_eb2f, Format::Markdown, NUMBERED, 120);
    }
}

#[test]
fn typing_a_manuscript_gives_what_opening_it_gives() {
    for (format, text) in ALL {
        let mut buffer = Buffer::new("");
        let mut input = Input { text: buffer.snapshot(), format, config: Arc::new(Config::default()) };
        let mut analysis = analyze(&input, None);
        for (n, c) in text.chars().enumerate() {
            let end = buffer.len();
            buffer.edit(TextRange::new(end, end), c.encode_utf8(&mut [0; 4]));
            if n % 7 == 0 {
                input.text = buffer.snapshot();
                analysis = analyze(&input, Some(&analysis));
            }
        }
        input.text = buffer.snapshot();
        let typed = analyze(&input, Some(&analysis));
        let opened = analyze(&Input { text: Buffer::new(text), ..input.clone() }, None);
        assert_eq!(said(&typed), said(&opened), "{format:?}");
    }
}
