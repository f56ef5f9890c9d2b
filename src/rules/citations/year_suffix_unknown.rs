//! A letter behind a year that no entry carries.

use crate::lang::{Lexicon, Sense, packs};
use crate::model::{Link, Summary, resolve};
use crate::rules::{Check, LinkedCitationCx, Message, Sink, declare_rule};
use crate::syntax::{Target, Tokens, Year};
use crate::text::{Shares, fold};

declare_rule! {
    /// A citation tells works of one author and year apart by a letter that none of their entries carries.
    ///
    /// ## Why
    ///
    /// The entry was deleted or given another letter, or the letter is a slip: the reader cannot tell which work is meant.
    ///
    /// The rule speaks only where an entry of the author and year carries a letter of the same script. Entries that a dash
    /// gives to the author above them may carry any.
    ///
    /// ## Examples
    ///
    /// ```text bad fa
    /// دولت‌ها در پی امنیت‌اند (بوزان، ۱۳۸۹الف: ۴۵؛ بوزان، ۱۳۸۹ب) و قدرت (بوزان، ۱۳۸۹ج).
    ///
    /// # منابع
    ///
    /// بوزان، باری (۱۳۸۹الف). مردم، دولت‌ها و هراس. تهران: پژوهشکده مطالعات راهبردی.
    ///
    /// بوزان، باری (۱۳۸۹ب). از جامعهٔ بین‌الملل تا جامعهٔ جهانی. تهران: پژوهشکده مطالعات راهبردی.
    /// ```
    ///
    /// ```text bad en
    /// States balance (Walt, 1987a), and Walt (1987c) argues that they fear (Walt, 1987b).
    ///
    /// # References
    ///
    /// Walt, Stephen (1987a). The Origins of Alliances. Ithaca: Cornell University Press.
    ///
    /// Walt, Stephen (1987b). The Search for a Science of Strategy. Ithaca: Cornell University Press.
    /// ```
    ///
    /// ```text good fa
    /// دولت‌ها در پی امنیت‌اند (بوزان، ۱۳۸۹الف؛ بوزان، ۱۳۸۹ج: ۱۲؛ طوسی، ۱۴۰۷ق؛ کاظمی، ۱۳۷۰ ج ۲، ص ۴۵؛ کاظمی، ۱۳۷۰
    /// ج اول؛ کاظمی، ۱۳۷۰ و طوسی، ۱۴۰۷).
    ///
    /// # منابع
    ///
    /// بوزان، باری (۱۳۸۹الف). مردم، دولت‌ها و هراس. تهران: پژوهشکده مطالعات راهبردی.
    ///
    /// ———— (۱۳۸۹ج). از جامعهٔ بین‌الملل تا جامعهٔ جهانی. تهران: پژوهشکده مطالعات راهبردی.
    ///
    /// طوسی، محمد (۱۴۰۷ الف). تهذیب الاحکام. تهران: دارالکتب الاسلامیه.
    ///
    /// کاظمی، علی (۱۳۷۰الف). اصول روابط بین‌الملل. تهران: نشر نی.
    /// ```
    ///
    /// ```text good en
    /// States balance (Walt, 1987b), and Buzan (1991a) argues that they fear.
    ///
    /// # References
    ///
    /// Buzan, Barry (1991). People, States and Fear. London: Harvester.
    ///
    /// Walt, Stephen (1987b). The Search for a Science of Strategy. Ithaca: Cornell University Press.
    /// ```
    pub(crate) YEAR_SUFFIX_UNKNOWN {
        name: "year-suffix-unknown",
        severity: Warning,
        fix: None,
        check: Check::LinkedCitation(check),
    }
}

fn check(cx: &LinkedCitationCx<'_>, sink: &mut Sink<'_>) {
    for work in cx.citation.works.iter().filter(|work| work.target == Target::AuthorYear && !work.spans) {
        let Some((year, letter)) = work.year.as_ref().and_then(|year| Some((year, letter(year)?))) else {
            continue;
        };
        let Link::Found(places) = resolve(work, cx.index, cx.facts, &cx.config.people) else { continue };
        let names = work.candidates().flat_map(|person| &person.keys);
        let entries: Vec<_> = names
            .flat_map(|name| cx.index.work(name, year.value))
            .filter(|(place, _)| places.contains(place))
            .collect();
        let repeated = cx.index.work("", year.value).next().is_some();
        let lettered = entries.iter().any(|(_, summary)| is_lettered(summary, year, letter));
        if repeated || !lettered || entries.iter().any(|(_, summary)| writes(summary, letter)) {
            continue;
        }
        let message = Message::new(
            "`{0}`: no entry of this author and year carries the letter `{1}`",
            "«{0}»: هیچ مدخلی از این نویسنده و سال حرف «{1}» ندارد",
        );
        let mut report =
            sink.at_source(work.year_span, message.with(work.shown(cx.source)).with(letter.to_owned()));
        for place in places {
            report = report.related(place, Message::new("the author's entry", "مدخل این نویسنده"));
        }
    }
}

/// The letter of a year, if it is one that tells works apart; what may be the mark of an era or a conjunction is none.
fn letter(year: &Year) -> Option<&str> {
    let other = |letter: &str| Lexicon::get().means(letter, |s| matches!(s, Sense::Era(_) | Sense::And));
    let own =
        |letter: &str| packs().iter().flat_map(|pack| &pack.year_letters).any(|own| fold(own) == letter);
    year.letter.as_deref().filter(|letter| own(letter) && !other(letter))
}

/// Whether an entry carries a letter of the same script behind a year.
fn is_lettered(summary: &Summary, cited: &Year, letter_cited: &str) -> bool {
    let same_script = |own: &str| Shares::of(own).main() == Shares::of(letter_cited).main();
    let own = summary.years.iter().filter(|year| year.value == cited.value);
    own.filter_map(letter).any(same_script)
}

/// Whether the date of an entry has this letter, wherever it stands.
fn writes(summary: &Summary, letter: &str) -> bool {
    let tokens = Tokens::new(&summary.name);
    (0..tokens.len()).any(|i| tokens.key(i) == letter)
}
