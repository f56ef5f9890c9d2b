//! What happens to references on their way: typing, pasting, extraction from pages and PDF.

use dabir::syntax::Label;

use super::chance::Chance;
use super::habits::digit;
use super::letters::{Around, Letter, Letters};

/// A kind of damage, with how often it comes.
type Damage = (u32, fn(&mut Letters, &mut Chance));

/// Damage to any script.
const ANY: &[Damage] = &[
    (12, tight),
    (8, loose),
    (8, wide),
    (9, misspelt),
    (6, stopless),
    (4, unseparated),
    (5, doubled),
    (7, bidi),
    (5, lost_bracket),
    (7, dashes),
    (4, hard_spaces),
    (4, cut),
    (3, unquoted),
    (2, endless),
    (2, quotes),
    (2, broken_lines),
];

/// Damage to Arabic script.
const ARABIC: &[Damage] = &[
    (9, latin_commas),
    (9, arabic_letters),
    (8, descending),
    (7, half_spaces),
    (4, mixed_digits),
    (3, mirrored),
    (3, marks),
    (3, no_hamza),
    (3, glued),
];

/// Damage to Latin script.
const LATIN: &[Damage] = &[(6, hyphenated), (5, capitals), (4, ligatures), (4, lower), (2, persian_commas)];

/// Damages a reference in one to three ways.
pub(super) fn damage(letters: &mut Letters, chance: &mut Chance, arabic_script: bool) {
    let own = if arabic_script { ARABIC } else { LATIN };
    let all: Vec<_> = ANY.iter().chain(own).collect();
    let weights: Vec<_> = all.iter().map(|damage| damage.0).collect();
    for _ in 0..=chance.weighted(&[60, 28, 12]) {
        let (_, damage) = all[chance.weighted(&weights)];
        damage(letters, chance);
    }
}

fn is_mark(sign: char) -> bool {
    ".,،؛;:".contains(sign)
}

/// Spaces behind marks are lost.
fn tight(letters: &mut Letters, chance: &mut Chance) {
    let share = chance.between(10, 90);
    let lost = |around: Around, chance: &mut Chance| {
        around.sign == ' ' && around.before.is_some_and(is_mark) && chance.percent(share)
    };
    letters.change(|around| lost(around, chance).then(String::new));
}

/// Spaces stand before marks.
fn loose(letters: &mut Letters, chance: &mut Chance) {
    let share = chance.between(10, 80);
    letters.change(|around| {
        let mark = is_mark(around.sign) && around.label.is_none() && around.before != Some(' ');
        (mark && chance.percent(share)).then(|| format!(" {}", around.sign))
    });
}

/// Spaces are doubled, or stand inside brackets.
fn wide(letters: &mut Letters, chance: &mut Chance) {
    let share = chance.between(4, 30);
    letters.change(|around| match around.sign {
        ' ' if chance.percent(share / 2) => Some("  ".to_owned()),
        '(' | '[' | '«' if chance.percent(share * 2) => Some(format!("{} ", around.sign)),
        ')' | ']' | '»' if chance.percent(share * 2) => Some(format!(" {}", around.sign)),
        _ => None,
    });
}

fn misspelt(letters: &mut Letters, chance: &mut Chance) {
    for _ in 0..chance.between(1, 3) {
        let words: Vec<_> = (1..letters.letters.len().saturating_sub(1))
            .filter(|&i| letters.letters[i - 1..=i + 1].iter().all(|l| l.sign.is_alphabetic()))
            .collect();
        let Some(&at) = chance.pick(&words) else { return };
        match chance.below(5) {
            0 => drop(letters.letters.remove(at)),
            1 => letters.letters.swap(at, at + 1),
            2 => letters.insert(at, letters.letters[at].sign),
            3 => letters.letters[at].sign = letters.letters[at + 1].sign,
            _ => letters.insert(at, ' '),
        }
    }
}

/// Full stops are lost, most of all the last.
fn stopless(letters: &mut Letters, chance: &mut Chance) {
    let share = [0, 30, 100][chance.below(3)];
    letters.change(|around| {
        let stop = around.sign == '.' && around.label.is_none();
        (stop && (around.after.is_none() || chance.percent(share))).then(String::new)
    });
}

/// A sign between two fields is lost.
fn unseparated(letters: &mut Letters, chance: &mut Chance) {
    let signs: Vec<_> = (1..letters.letters.len().saturating_sub(2))
        .filter(|&i| {
            let [before, sign, space, after] = [i - 1, i, i + 1, i + 2].map(|at| letters.letters[at]);
            let between = before.field.is_some() && sign.field.is_none() && after.field.is_some();
            between && "،,.؛".contains(sign.sign) && space.sign == ' '
        })
        .collect();
    if let Some(&at) = chance.pick(&signs) {
        letters.letters.remove(at);
    }
}

/// Marks are doubled.
fn doubled(letters: &mut Letters, chance: &mut Chance) {
    letters.change(|around| {
        let mark = is_mark(around.sign) && around.label.is_none() && chance.percent(15);
        let second = ['.', around.sign, '،'][chance.below(3)];
        mark.then(|| format!("{}{}", around.sign, second))
    });
}

/// Marks of direction, around marks or around the whole.
fn bidi(letters: &mut Letters, chance: &mut Chance) {
    if chance.percent(40) {
        let pair =
            [('\u{202b}', '\u{202c}'), ('\u{202a}', '\u{202c}'), ('\u{2067}', '\u{2069}')][chance.below(3)];
        letters.insert(0, pair.0);
        letters.insert(letters.letters.len(), pair.1);
        return;
    }
    let mark = ['\u{200f}', '\u{200e}', '\u{200f}', '\u{202b}', '\u{feff}'][chance.below(5)];
    letters.change(|around| {
        let place = !around.sign.is_alphanumeric() && around.sign != ' ' && chance.percent(30);
        place.then(|| {
            if chance.percent(50) {
                format!("{mark}{}", around.sign)
            } else {
                format!("{}{mark}", around.sign)
            }
        })
    });
}

fn lost_bracket(letters: &mut Letters, chance: &mut Chance) {
    let brackets: Vec<_> =
        (0..letters.letters.len()).filter(|&i| "()[]«»“”\"*".contains(letters.letters[i].sign)).collect();
    if let Some(&at) = chance.pick(&brackets) {
        letters.letters.remove(at);
    }
}

/// Another dash between numbers.
fn dashes(letters: &mut Letters, chance: &mut Chance) {
    let dash = ["-", "–", "—", "ـ", "−", "‑", " - ", " – ", "--", "_", "- ", "~"][chance.below(12)];
    letters.change(|around| {
        let ranged = matches!(around.label, Some(Label::Pages | Label::Date | Label::Issue));
        (ranged && "-–—".contains(around.sign)).then(|| dash.to_owned())
    });
}

fn hard_spaces(letters: &mut Letters, chance: &mut Chance) {
    let space = ["\u{a0}", "\u{a0}", "\u{2009}", "\t", "\u{a0} "][chance.below(5)];
    letters.change(|around| (around.sign == ' ' && chance.percent(12)).then(|| space.to_owned()));
}

/// The end is lost.
fn cut(letters: &mut Letters, chance: &mut Chance) {
    let marks: Vec<_> = (letters.letters.len() / 2..letters.letters.len())
        .filter(|&i| is_mark(letters.letters[i].sign) && letters.letters[i].field.is_none())
        .collect();
    if let Some(&at) = chance.pick(&marks) {
        letters.letters.truncate(at);
    }
}

/// Quotation marks are lost.
fn unquoted(letters: &mut Letters, _: &mut Chance) {
    letters.change(|around| ("«»“”\"*".contains(around.sign) && around.label.is_none()).then(String::new));
}

/// Behind the reference stands something else.
fn endless(letters: &mut Letters, chance: &mut Chance) {
    let tails = [" [Google Scholar]", " [DOI]", " ↑", " 12", " ۱۲", " [CrossRef]", " ", " ←", ".5", " (2)"];
    let tail = tails[chance.below(tails.len())];
    letters.letters.extend(tail.chars().map(|sign| Letter { sign, field: None }));
}

/// Curved quotation marks become straight ones.
fn quotes(letters: &mut Letters, chance: &mut Chance) {
    let quote = ["\"", "''", "\""][chance.below(3)];
    letters.change(|around| ("«»“”".contains(around.sign)).then(|| quote.to_owned()));
}

/// The line is broken where the page ended it.
fn broken_lines(letters: &mut Letters, chance: &mut Chance) {
    let width = chance.between(50, 90) as usize;
    let mut column = 0;
    letters.change(|around| {
        column += 1;
        let full = around.sign == ' ' && column > width;
        column = if full { 0 } else { column };
        full.then(|| "\n".to_owned())
    });
}

fn latin_commas(letters: &mut Letters, chance: &mut Chance) {
    let all = chance.percent(70);
    letters.change(|around| match around.sign {
        '،' if all || chance.percent(40) => Some(",".to_owned()),
        '؛' if all => Some(";".to_owned()),
        _ => None,
    });
}

fn arabic_letters(letters: &mut Letters, chance: &mut Chance) {
    let share = [100, 40][chance.below(2)];
    let ye = ["ي", "ى", "ي"][chance.below(3)];
    letters.change(|around| match around.sign {
        'ی' if chance.percent(share) => Some(ye.to_owned()),
        'ک' if chance.percent(share) => Some("ك".to_owned()),
        _ => None,
    });
}

/// The last page stands before the first.
fn descending(letters: &mut Letters, _: &mut Chance) {
    let pages = letters.labels.iter().position(|&label| label == Label::Pages);
    let Some(span) = pages.and_then(|field| letters.span(field)) else { return };
    let written = &mut letters.letters[span];
    let Some(dash) = written.iter().position(|l| "-–—ـ".contains(l.sign)) else { return };
    let numbers = |part: &[Letter]| !part.is_empty() && part.iter().all(|l| l.sign.is_numeric());
    if numbers(&written[..dash]) && numbers(&written[dash + 1..]) {
        let turned: Vec<_> = [&written[dash + 1..], &written[dash..=dash], &written[..dash]].concat();
        written.copy_from_slice(&turned);
    }
}

/// Half-spaces lost, doubled, or next to spaces.
fn half_spaces(letters: &mut Letters, chance: &mut Chance) {
    let mode = chance.below(4);
    letters.change(|around| match (around.sign, mode) {
        ('\u{200c}', 0) => Some(String::new()),
        ('\u{200c}', 1) => Some(" ".to_owned()),
        ('\u{200c}', 2) => Some("\u{200c}\u{200c}".to_owned()),
        ('\u{200c}', _) if chance.percent(50) => Some("\u{200c} ".to_owned()),
        (' ', 3) if chance.percent(5) => Some("\u{200c}".to_owned()),
        _ => None,
    });
}

fn mixed_digits(letters: &mut Letters, chance: &mut Chance) {
    letters.change(|around| {
        let changed = around.sign.is_numeric() && chance.percent(50);
        changed.then(|| digit(around.sign, ['0', '۰', '٠'][chance.below(3)]).to_string())
    });
}

/// Brackets stored as they look.
fn mirrored(letters: &mut Letters, _: &mut Chance) {
    letters.change(|around| match around.sign {
        '(' => Some(")".to_owned()),
        ')' => Some("(".to_owned()),
        _ => None,
    });
}

/// Vowel points and tatweel.
fn marks(letters: &mut Letters, chance: &mut Chance) {
    letters.change(|around| {
        let inner =
            ('\u{628}'..='\u{64a}').contains(&around.sign) && around.after.is_some_and(char::is_alphabetic);
        let mark = ['َ', 'ِ', 'ُ', 'ّ', 'ـ'][chance.below(5)];
        (inner && chance.percent(5)).then(|| format!("{}{mark}", around.sign))
    });
}

/// Hamza and madda left out.
fn no_hamza(letters: &mut Letters, _: &mut Chance) {
    letters.change(|around| match around.sign {
        'أ' | 'إ' => Some("ا".to_owned()),
        'ؤ' => Some("و".to_owned()),
        'ئ' => Some("ی".to_owned()),
        'ة' => Some("ه".to_owned()),
        _ => None,
    });
}

/// Words run together.
fn glued(letters: &mut Letters, chance: &mut Chance) {
    letters.change(|around| {
        (around.sign == ' ' && around.label.is_some() && chance.percent(7)).then(String::new)
    });
}

/// Words divided as they were at the end of a line.
fn hyphenated(letters: &mut Letters, chance: &mut Chance) {
    let between = ["- ", "-\n", "\u{ad}", "-"][chance.below(4)];
    for _ in 0..chance.between(1, 2) {
        let inner: Vec<_> = (3..letters.letters.len().saturating_sub(3))
            .filter(|&i| letters.letters[i - 3..i + 3].iter().all(|l| l.sign.is_lowercase()))
            .collect();
        let Some(&at) = chance.pick(&inner) else { return };
        for sign in between.chars().rev() {
            letters.insert(at, sign);
        }
    }
}

/// Titles or names all in capitals.
fn capitals(letters: &mut Letters, chance: &mut Chance) {
    let label = [Label::Title, Label::Author, Label::Title, Label::Container][chance.below(4)];
    letters.change(|around| (around.label == Some(label)).then(|| around.sign.to_uppercase().collect()));
}

fn lower(letters: &mut Letters, chance: &mut Chance) {
    let label = [Label::Title, Label::Author, Label::Container, Label::Publisher][chance.below(4)];
    letters.change(|around| (around.label == Some(label)).then(|| around.sign.to_lowercase().collect()));
}

fn ligatures(letters: &mut Letters, _: &mut Chance) {
    letters.change(|around| match (around.before, around.sign, around.after) {
        (_, 'f', Some('i')) => Some("ﬁ".to_owned()),
        (Some('f'), 'i', _) => Some(String::new()),
        (_, 'f', Some('l')) => Some("ﬂ".to_owned()),
        (Some('f'), 'l', _) => Some(String::new()),
        _ => None,
    });
}

fn persian_commas(letters: &mut Letters, _: &mut Chance) {
    letters.change(|around| (around.sign == ',').then(|| "،".to_owned()));
}
