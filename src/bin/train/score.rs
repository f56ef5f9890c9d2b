//! Scores the fields found in references against those that should have been found.
//!
//! A field counts as right when the value under its label is the same after both have lost their cue words and surrounding
//! signs and have been put into one spelling. The cue words are in `score/cues.tsv`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use dabir::syntax::Label;
use regex::Regex;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::record::Span;

/// The labels by which readers of references are compared: those that every data set knows well enough.
pub(crate) const MAIN: [Label; 13] = [
    Label::Author,
    Label::Date,
    Label::Title,
    Label::Container,
    Label::Volume,
    Label::Issue,
    Label::Pages,
    Label::Publisher,
    Label::Location,
    Label::Editor,
    Label::Translator,
    Label::Url,
    Label::Doi,
];

/// How many fields were right, wrong and missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Found, and rightly.
    pub(crate) right: usize,
    /// Found, but not there.
    pub(crate) wrong: usize,
    /// There, but not found.
    pub(crate) missed: usize,
}

impl Counts {
    /// How much of what was found is right.
    pub(crate) fn precision(self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    /// How much of what is there was found.
    pub(crate) fn recall(self) -> f64 {
        share(self.right, self.gold())
    }

    /// The harmonic mean of precision and recall.
    pub(crate) fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        let sum = precision + recall;
        if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 }
    }

    /// How many fields there are to find.
    pub(crate) fn gold(self) -> usize {
        self.right + self.missed
    }

    /// Adds other counts to these.
    fn add(&mut self, other: Counts) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

/// The score of a set of references.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Score {
    /// The counts of every label that is scored, in the order in which the labels were given.
    pub(crate) labels: Vec<(Label, Counts)>,
    /// How many references were scored.
    pub(crate) references: usize,
    /// In how many of them each of these labels was right.
    pub(crate) whole: usize,
}

impl Score {
    /// The score of no reference, over these labels; other labels do not count.
    pub(crate) fn new(labels: &[Label]) -> Self {
        let labels = labels.iter().map(|&label| (label, Counts::default())).collect();
        Score { labels, references: 0, whole: 0 }
    }

    /// Scores the fields found in one reference. The ranges are bytes of `text`, at character boundaries.
    pub(crate) fn add(&mut self, text: &str, gold: &[Span], found: &[Span]) {
        let (gold, found) = (values(text, gold), values(text, found));
        let mut whole = true;
        for (label, counts) in &mut self.labels {
            let of_reference = compare(*label, &gold, &found);
            whole &= of_reference.wrong == 0 && of_reference.missed == 0;
            counts.add(of_reference);
        }
        self.references += 1;
        self.whole += usize::from(whole);
    }

    /// The counts of one label.
    pub(crate) fn of(&self, label: Label) -> Counts {
        self.labels.iter().find(|(of, _)| *of == label).map_or(Counts::default(), |&(_, counts)| counts)
    }

    /// The counts of all labels together, which give the micro average.
    pub(crate) fn all(&self) -> Counts {
        let mut all = Counts::default();
        self.labels.iter().for_each(|&(_, counts)| all.add(counts));
        all
    }

    /// The share of references in which everything is right.
    pub(crate) fn whole_share(&self) -> f64 {
        share(self.whole, self.references)
    }
}

/// A share, 0 of nothing.
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The values of a reference and how often each is there.
type Values = BTreeMap<(Label, String), usize>;

/// The counts of one label in one reference.
fn compare(label: Label, gold: &Values, found: &Values) -> Counts {
    let total = |values: &Values| -> usize {
        values.iter().filter(|((of, _), _)| *of == label).map(|(_, count)| count).sum()
    };
    let of_label = gold.iter().filter(|((of, _), _)| *of == label);
    let right = of_label.map(|(value, &count)| count.min(found.get(value).copied().unwrap_or(0))).sum();
    Counts { right, wrong: total(found) - right, missed: total(gold) - right }
}

/// The values of all fields, in one spelling; a field without a letter or digit has none.
fn values(text: &str, fields: &[Span]) -> Values {
    let mut values = Values::new();
    for field in join(text, fields) {
        let range = clean(field.label, text, field.range);
        let value = normal(field.label, text.get(range).unwrap_or(""));
        if !value.is_empty() {
            *values.entry((field.label, value)).or_default() += 1;
        }
    }
    values
}

/// Parts of one field that stand at most this many characters apart are one.
const GAP: usize = 8;

/// Joins fields of one label that follow each other closely with no other field between them.
fn join(text: &str, fields: &[Span]) -> Vec<Span> {
    let mut sorted = fields.to_vec();
    sorted.sort_by_key(|field| field.range.start);
    let mut joined: Vec<Span> = Vec::new();
    for field in sorted {
        match joined.last_mut() {
            Some(last) if last.label == field.label && comes_in_parts(field.label) => {
                let gap = text.get(last.range.end..field.range.start).unwrap_or("");
                if gap.chars().count() > GAP {
                    joined.push(field);
                } else {
                    last.range.end = field.range.end;
                }
            }
            _ => joined.push(field),
        }
    }
    joined
}

/// Labels whose fields are often marked in parts.
fn comes_in_parts(label: Label) -> bool {
    use Label::*;
    matches!(label, Author | Editor | Translator | Pages | Title | Publisher | Location)
}

/// The one spelling of a value: its letters and digits without case, marks and differences of Arabic script.
fn normal(label: Label, value: &str) -> String {
    let folded: String = value.nfkc().flat_map(without_case).map(plain).nfd().collect();
    let from = if label == Label::Doi { doi_start(&folded) } else { 0 };
    folded.chars().skip(from).filter(|&c| is_alphanumeric(c)).collect()
}

/// A character without case: almost the Unicode case folding, which the standard library lacks.
fn without_case(c: char) -> Vec<char> {
    // The dotless i folds to itself.
    if c == 'ı' { vec![c] } else { c.to_uppercase().flat_map(char::to_lowercase).collect() }
}

/// One letter or digit for those that Persian and Arabic write differently.
fn plain(c: char) -> char {
    match c {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'ة' => 'ه',
        '\u{660}'..='\u{669}' => digit(c, '\u{660}'),
        '\u{6f0}'..='\u{6f9}' => digit(c, '\u{6f0}'),
        _ => c,
    }
}

/// The ASCII digit for one of a script, `zero` being that script's zero.
fn digit(c: char, zero: char) -> char {
    char::from_digit(c as u32 - zero as u32, 10).unwrap_or(c)
}

/// How many characters stand before the identifier of a DOI, whatever resolver or word that is.
fn doi_start(value: &str) -> usize {
    let chars: Vec<char> = value.chars().collect();
    let start = chars.windows(4).position(|four| four[..3] == ['1', '0', '.'] && four[3].is_numeric());
    start.filter(|&start| !chars[..start].contains(&'\n')).unwrap_or(0)
}

/// A letter or digit; the standard library counts vowel marks and circled letters as letters as well.
fn is_alphanumeric(c: char) -> bool {
    let circled = matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}');
    c.is_alphanumeric() && !is_combining_mark(c) && !circled
}

/// Takes cue words and surrounding signs off a field, whose range are bytes of `text` at character boundaries.
pub(crate) fn clean(label: Label, text: &str, range: Range<usize>) -> Range<usize> {
    let mut clean = range;
    loop {
        let before = clean.clone();
        clean = without_cues(label, text, without_signs(label, text, clean));
        if clean == before {
            return with_closing_sign(text, clean);
        }
    }
}

/// Takes off the signs at both ends.
fn without_signs(label: Label, text: &str, range: Range<usize>) -> Range<usize> {
    let sign = |c: char| !(is_alphanumeric(c) || is_combining_mark(c) || (label == Label::Url && c == '/'));
    let Some(value) = text.get(range.clone()) else { return range };
    let rest = value.trim_start_matches(sign);
    let start = range.end - rest.len();
    start..start + rest.trim_end_matches(sign).len()
}

/// Takes off one cue word before the value and one behind it, as long as something is left.
fn without_cues(label: Label, text: &str, range: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (range.start, range.end);
    let value = |start: usize, end: usize| text.get(start..end).unwrap_or("");
    if let Some(cue) = cue(label, Side::Before).and_then(|cue| cue.captures(value(start, end))?.get(1)) {
        start = if start + cue.end() < end { start + cue.end() } else { start };
    }
    if let Some(cue) = cue(label, Side::After).and_then(|cue| cue.captures(value(start, end))?.get(1)) {
        end = if cue.start() > 0 { start + cue.start() } else { end };
    }
    start..end
}

/// Gives back the bracket or the question mark that belongs to the value before it.
fn with_closing_sign(text: &str, range: Range<usize>) -> Range<usize> {
    let mut end = range.end;
    let next = |end: usize| text.get(end..).and_then(|rest| rest.chars().next());
    let value = text.get(range.clone()).unwrap_or("");
    if let Some(close @ (')' | ']')) = next(end) {
        let open = if close == ')' { '(' } else { '[' };
        let closes = value.matches(open).count() > value.matches(close).count();
        end += usize::from(closes);
    }
    if let Some(mark @ ('?' | '!' | '؟')) = next(end) {
        end += mark.len_utf8();
    }
    range.start..end
}

/// Where a cue word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// Before the value.
    Before,
    /// Behind it.
    After,
}

/// The cue words by label and side.
static CUES: LazyLock<Vec<(String, Side, Regex)>> =
    LazyLock::new(|| include_str!("score/cues.tsv").lines().filter_map(read_cue).collect());

/// Reads a row of the table; what stands next to a cue is part of the pattern, since there is no looking around.
fn read_cue(row: &str) -> Option<(String, Side, Regex)> {
    let mut cells = row.split('\t');
    let (label, side, words) = (cells.next()?, cells.next()?, cells.next()?);
    let (side, pattern) = match side {
        "before" => (Side::Before, format!(r"(?i)^({words})(?:[^\p{{L}}\p{{N}}_]|\p{{Nd}}|$)")),
        "after" => (Side::After, format!(r"(?i)(?:^|[^\p{{L}}\p{{N}}_])({words})$")),
        _ => return None,
    };
    Some((label.to_owned(), side, Regex::new(&pattern).ok()?))
}

/// The cue words of a label on one side.
fn cue(label: Label, side: Side) -> Option<&'static Regex> {
    CUES.iter().find(|(of, on, _)| of == label.name() && *on == side).map(|(_, _, cue)| cue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        let rows = include_str!("score/cues.tsv").lines().filter(|row| !row.starts_with('#'));
        assert_eq!(rows.count(), CUES.len());
    }

    #[test]
    fn cue_words_and_signs_come_off() {
        let check = |label, text: &str, value: &str| {
            assert_eq!(&text[clean(label, text, 0..text.len())], value, "{text}");
        };
        check(Label::Pages, "(pp. 12-15).", "12-15");
        check(Label::Pages, "ص‌ص ۱۲–۱۵،", "۱۲–۱۵");
        check(Label::Volume, "vol12,", "12");
        check(Label::Volume, "Volta", "Volta");
        check(Label::Editor, "In A. Cau and B. Dee (Eds.),", "A. Cau and B. Dee");
        check(Label::Editor, "به کوشش ایرج افشار.", "ایرج افشار");
        check(Label::Edition, "2nd ed.", "2nd");
        check(Label::Edition, "ed.", "ed");
        check(Label::Doi, "https://doi.org/10.1/x", "10.1/x");
        check(Label::Url, "Available at: http://a.b/c/.", "http://a.b/c/");
        check(Label::Title, "«چه باید کرد؟»", "چه باید کرد؟");
        check(Label::Title, "Notes (2nd part).", "Notes (2nd part)");
        check(Label::Title, " –.", "");
    }

    #[test]
    fn spellings_of_a_value_are_one() {
        let check = |label, one: &str, other: &str| assert_eq!(normal(label, one), normal(label, other));
        check(Label::Author, "علي يكتا", "على یکتا");
        check(Label::Date, "۱۳۸۹", "١٣٨٩");
        check(Label::Title, "STRASSE: ﬁn", "Straße fin");
        check(Label::Title, "مَردم‌ها", "مردم ها");
        check(Label::Doi, "https://doi.org/10.1000/A", "10.1000/a");
    }

    /// Spans of `(label, value)`, each value where it first stands.
    fn spans(text: &str, fields: &[(Label, &str)]) -> Vec<Span> {
        let span = |&(label, value): &(Label, &str)| {
            let start = text.find(value).unwrap();
            Span { label, range: start..start + value.len() }
        };
        fields.iter().map(span).collect()
    }

    #[test]
    fn right_wrong_and_missed_fields_are_counted() {
        let text = "Amin, A. and Bina, B. (1999). A title, Tehran, pp. 3-4.";
        let gold =
            [(Label::Author, "Amin, A. and Bina, B."), (Label::Date, "1999"), (Label::Title, "A title")];
        let found = [
            (Label::Author, "Amin, A."),
            (Label::Author, "Bina, B."),
            (Label::Date, "(1999)."),
            (Label::Title, "A title, Tehran"),
            (Label::Location, "Tehran"),
            (Label::Genre, "pp"),
        ];
        let (gold, found) = (spans(text, &gold), spans(text, &found));
        let mut score = Score::new(&MAIN);
        score.add(text, &gold, &found);
        score.add(text, &gold, &gold);
        assert_eq!(score.of(Label::Author), Counts { right: 2, wrong: 0, missed: 0 });
        assert_eq!(score.of(Label::Title), Counts { right: 1, wrong: 1, missed: 1 });
        assert_eq!(score.of(Label::Location), Counts { right: 0, wrong: 1, missed: 0 });
        assert_eq!(score.all(), Counts { right: 5, wrong: 2, missed: 1 });
        assert_eq!((score.references, score.whole), (2, 1));
        assert!((score.all().f1() - 10.0 / 13.0).abs() < 1e-9);
    }
}
