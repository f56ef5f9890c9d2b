//! A known work as an entry of this list: in the order, with the signs, names and digits that most entries of its language
//! have; in a list that shows none, as the language pack lays it out.

mod names;
mod pattern;

use rustc_hash::FxHashMap;

use crate::lang::Lang;
use crate::library::Work;
use crate::markup::Format;
use crate::model::{Analysis, form_of_head};
use crate::syntax::{Kind, Label};
use crate::text::{DigitSet, Script, digit_set, digit_value};

pub(crate) use names::{NameForm, comma};
use pattern::{Pattern, is_balanced};

/// How many entries of a language are looked at.
const SAMPLE: usize = 200;

/// The habits of a list in one language.
#[derive(Debug)]
pub(crate) struct Layout {
    format: Format,
    lang: Option<Lang>,
    /// How it writes names.
    pub names: NameForm,
    patterns: Vec<(Pattern, usize)>,
    /// The forms of the heads of entries.
    heads: FxHashMap<String, usize>,
    /// Years in ASCII, Persian and Arabic digits.
    digits: [usize; 3],
    /// Page ranges with a hyphen and with a dash.
    dashes: [usize; 2],
}

/// The families of digits, in the order of the counts.
const DIGITS: [DigitSet; 3] = [DigitSet::Ascii, DigitSet::Persian, DigitSet::Arabic];

impl Layout {
    /// The habits of the first entries in this language.
    pub(crate) fn of_list(analysis: &Analysis, lang: Option<Lang>) -> Layout {
        let format = analysis.format();
        let mut layout = Layout {
            format,
            lang,
            names: NameForm::default(),
            patterns: Vec::new(),
            heads: FxHashMap::default(),
            digits: [0; 3],
            dashes: [0; 2],
        };
        let mut patterns: FxHashMap<Pattern, usize> = FxHashMap::default();
        let same = |at: &crate::model::EntryAt<'_>| at.entry.reference.lang == lang;
        for at in analysis.entries().filter(same).take(SAMPLE) {
            layout.names.count(&at);
            let date = at.entry.value(Label::Date).unwrap_or("");
            let family = date.chars().find_map(digit_set);
            if let Some(n) = DIGITS.iter().position(|own| Some(*own) == family) {
                layout.digits[n] += 1;
            }
            if let Some(pages) = at.entry.value(Label::Pages) {
                layout.dashes[usize::from(pages.contains('–'))] += 1;
            }
            let source = analysis.block_at(at.base).map_or("", |(_, source)| source);
            if let Some(form) = form_of_head(&at, source) {
                *layout.heads.entry(form).or_default() += 1;
            }
            if let Some(pattern) = Pattern::of_entry(&at, source) {
                *patterns.entry(pattern).or_default() += 1;
            }
        }
        layout.patterns.extend(patterns);
        layout
    }

    /// A work as an entry, with its year as it is given; as it was written by hand in a list of the same form.
    pub(crate) fn entry(&self, work: &Work, year: &str) -> String {
        if let Some(text) = self.as_written(work, year) {
            return text.to_owned();
        }
        let value = |work: &Work, label| Some(escaped(self.format, &self.value(work, label, year)?));
        let mut pattern = self.pattern(work);
        if !work.translators.is_empty() {
            pattern = pattern.with(Label::Translator, &self.standard(work.kind));
        }
        let mut entry = pattern.write(work, value);
        // A field that is missing may leave half of its brackets behind.
        if !is_balanced(&entry, &[('(', ')'), ('[', ']')]) {
            entry = self.standard(work.kind).write(work, value);
        }
        // What is found on the web alone is found by its address.
        match work.value(Label::Url).filter(|_| work.kind == Kind::Webpage && !pattern.has(Label::Url)) {
            Some(url) => format!("{entry} {}", escaped(self.format, url)),
            None => entry,
        }
    }

    /// An entry of another manuscript as it stands there, where most entries here have the form of its head.
    fn as_written<'w>(&self, work: &'w Work, year: &str) -> Option<&'w str> {
        let written = work.written.as_ref().filter(|written| written.format == self.format)?;
        let count = self.heads.get(&written.form)?;
        let lettered = work.date.years.iter().any(|own| own.letter.is_some());
        // A letter that the year gets here, it does not have there.
        let same_year = lettered == year.ends_with(char::is_alphabetic) || work.date.without_year;
        (same_year && count * 2 >= self.heads.values().sum::<usize>()).then_some(written.text.as_str())
    }

    /// The pattern of most entries of such works.
    fn pattern(&self, work: &Work) -> Pattern {
        let kind = work.kind;
        let fitting =
            self.patterns.iter().filter(|(pattern, _)| pattern.fits(kind, !work.authors.is_empty()));
        // Of patterns that are as frequent the one that says most; the text decides last, so that none is left to chance.
        let most = fitting.max_by_key(|(pattern, count)| (*count, pattern.rank()));
        most.map_or_else(|| self.standard(kind), |(pattern, _)| pattern.clone())
    }

    fn standard(&self, kind: Kind) -> Pattern {
        let pack = self.lang.or_else(|| Lang::from_id("en")).map(|lang| &lang.pack().layouts);
        let layout = pack.map_or("{author} ({date}). {title}.", |layouts| match kind {
            Kind::Article | Kind::Newspaper => layouts.article.as_str(),
            Kind::Chapter | Kind::Conference | Kind::Encyclopedia => layouts.chapter.as_str(),
            _ => layouts.book.as_str(),
        });
        Pattern::of_layout(layout)
    }

    /// Whether the list has a form for works that have editors alone.
    fn leads_with_editors(&self, work: &Work) -> bool {
        self.patterns.iter().any(|(pattern, _)| work.authors.is_empty() && pattern.fits(work.kind, false))
    }

    /// Names in the place of authors, with the word that says that they are editors.
    fn as_editors(&self, names: String) -> String {
        let cues = self.lang.and_then(|lang| lang.pack().cues.get("editor"));
        match cues.and_then(|cues| cues.after.first()) {
            Some(cue) => format!("{names} ({cue})"),
            None => names,
        }
    }

    fn value(&self, work: &Work, label: Label, year: &str) -> Option<String> {
        let names =
            |names: &crate::library::Names| (!names.is_empty()).then(|| self.names.list(names, self.lang));
        match label {
            Label::Author if work.authors.is_empty() => Some(self.as_editors(names(&work.editors)?)),
            Label::Author => names(&work.authors),
            // The language's own form names editors of a book that has authors; else they stand in the authors' place.
            Label::Editor => {
                names(&work.editors).filter(|_| !work.authors.is_empty() || self.leads_with_editors(work))
            }
            Label::Translator => {
                (!work.translators.is_empty()).then(|| self.names.natural_list(&work.translators, self.lang))
            }
            Label::Date => (!year.is_empty()).then(|| self.in_digits(year)),
            Label::Doi | Label::Url => work.value(label).map(str::to_owned),
            Label::Pages => work.value(label).map(|pages| {
                let dash = if self.dashes[1] > self.dashes[0] { "–" } else { "-" };
                self.in_digits(&pages.replace(['-', '–'], dash))
            }),
            _ => work.value(label).map(|value| self.in_digits(value)),
        }
    }

    /// A text with the digits that the list has in most years of this language.
    pub(crate) fn in_digits(&self, text: &str) -> String {
        let most = (0..3).rev().max_by_key(|&n| self.digits[n]).filter(|&n| self.digits[n] > 0);
        let habit = most.map(|n| DIGITS[n]);
        let own = self.lang.filter(|lang| lang.script() == Script::Arabic).map(|_| DigitSet::Persian);
        let Some(digits) = habit.or(own) else { return text.to_owned() };
        text.chars().map(|c| digit_value(c).map_or(c, |value| digits.digit(value))).collect()
    }
}

/// A text that is not markup, as the format writes it.
pub(crate) fn escaped(format: Format, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match (format, c) {
            (Format::Latex, '&' | '%' | '#' | '$' | '_' | '{' | '}') => out.extend(['\\', c]),
            (Format::Latex, '~') => out.push_str("\\textasciitilde{}"),
            (Format::Latex, '^') => out.push_str("\\textasciicircum{}"),
            (Format::Latex, '\\') => out.push_str("\\textbackslash{}"),
            (Format::Markdown, '*' | '`' | '<' | '\\') => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::*;
    use crate::library::{Format, read};
    use crate::markup;

    fn check(list: &str, work: &str, year: &str, expected: &str) {
        let text = format!("{list}$0");
        let (analysis, _) = testing::at(&text, &text);
        let work = &read(Format::BibTex, work).works[0];
        assert_eq!(Layout::of_list(&analysis, work.lang).entry(work, year), expected);
    }

    const BULL: &str = "@book{b, author = {Bull, Hedley and Watson, Adam}, title = {The Expansion of International \
        Society}, publisher = {Clarendon Press}, address = {Oxford}, year = 1984}";
    const JERVIS: &str = "@article{j, author = {Jervis, Robert}, title = {Cooperation}, journal = {World Politics}, \
        volume = 30, number = 2, pages = {167--214}, year = 1978}";
    const ENAYAT: &str = "@book{e, author = {عنایت، حمید}, title = {اندیشه سیاسی}, publisher = {خوارزمی}, \
        address = {تهران}, year = 1362, langid = {persian}}";

    #[test]
    fn a_list_is_continued_in_its_own_form() {
        let list = "# References\n\nWalt, S. 1987. *The Origins of Alliances*. Ithaca, Cornell University Press.\n\n\
            Gilpin, R. 1981. *War and Change*. Cambridge, Cambridge University Press.\n\n\
            بوزان، باری (1389)، مردم و دولت‌ها، تهران: نشر نی.\n";
        check(
            list,
            BULL,
            "1984",
            "Bull, H. and Watson, A. 1984. *The Expansion of International Society*. Oxford, Clarendon Press.",
        );
        check(list, ENAYAT, "1362", "عنایت، حمید (1362)، اندیشه سیاسی، تهران: خوارزمی.");
    }

    #[test]
    fn translators_are_named_though_the_list_names_none() {
        let list = "# منابع\n\nبوزان، باری (1389)، مردم و دولت‌ها، تهران: نشر نی.\n";
        let work = "@book{h, author = {هابز، توماس}, translator = {بشیریه، حسین}, title = {لویاتان}, publisher = {نی}, \
            address = {تهران}, year = 1380, langid = {persian}}";
        check(list, work, "1380", "هابز، توماس (1380)، لویاتان، ترجمه حسین بشیریه، تهران: نی.");
    }

    #[test]
    fn what_the_entries_have_in_brackets_leaves_none_open() {
        let list = "# منابع\n\nپورنامداریان، تقی (۱۳۸۲). گمشدهٔ لب دریا (چاپ دوم). تهران: سخن.\n";
        let work = "@book{h, author = {هابز، توماس}, translator = {بشیریه، حسین}, title = {لویاتان}, publisher = {نی}, \
            address = {تهران}, year = 1380, langid = {persian}}";
        check(list, work, "1380", "هابز، توماس (۱۳۸۰). لویاتان. ترجمه حسین بشیریه. تهران: نی.");
        let list = "# References\n\nAnderson, B. (1983). *Imagined Communities* (2nd ed.). London: Verso.\n";
        check(
            list,
            BULL,
            "1984",
            "Bull, H. and Watson, A. (1984). The Expansion of International Society. Oxford: Clarendon Press.",
        );
    }

    #[test]
    fn signs_of_markup_are_escaped() {
        assert_eq!(escaped(markup::Format::Latex, "A & B: 50% of #1_a"), "A \\& B: 50\\% of \\#1\\_a");
        assert_eq!(escaped(markup::Format::Markdown, "A * B_c"), "A \\* B_c");
        assert_eq!(escaped(markup::Format::Plain, "A & *"), "A & *");
    }

    #[test]
    fn an_empty_list_is_begun_as_the_language_has_it() {
        check(
            "# References\n\n",
            JERVIS,
            "1978",
            "Jervis, Robert (1978). Cooperation. World Politics, 30(2), 167-214.",
        );
        check(
            "# References\n\n",
            BULL,
            "1984",
            "Bull, Hedley and Watson, Adam (1984). The Expansion of International Society. Oxford: Clarendon Press.",
        );
        check("# منابع\n\n", ENAYAT, "1362", "عنایت، حمید (۱۳۶۲). اندیشه سیاسی. تهران: خوارزمی.");
    }
}
