//! Entries without a title.

use super::entry_unparsed::is_unparsed;
use crate::lang::{Genre as WorkGenre, PlaceKind, Sense, Side, Sought};
use crate::rules::{Check, EntryCx, Message, Sink, declare_rule};
use crate::syntax::{Field, Label};

declare_rule! {
    /// An entry names author, year and publisher, and no title.
    ///
    /// ## Why
    /// Without a title nobody can find the work. A list of journal articles that leaves titles out by custom
    /// (name, journal, volume) is not meant.
    ///
    /// ## Examples
    /// ```text bad fa
    /// بوزان، بری (۱۳۸۹). تهران: پژوهشکده مطالعات راهبردی.
    /// ```
    /// ```text bad en
    /// Walt, Stephen (1987). Ithaca: Cornell University Press.
    /// ```
    /// ```text good fa
    /// بوزان، بری (۱۳۸۹). مردم، دولت‌ها و هراس. تهران: پژوهشکده مطالعات راهبردی.
    /// ```
    /// ```text good en
    /// Walt, Stephen (1987). The origins of alliances. Ithaca: Cornell University Press.
    /// ```
    pub(crate) ENTRY_NO_TITLE {
        name: "entry-no-title",
        severity: Warning,
        fix: None,
        check: Check::Entry(check),
    }
}

/// How sure the reader must be of the fields that it did read.
const SURE: f32 = 0.5;

fn check(cx: &EntryCx<'_>, sink: &mut Sink<'_>) {
    use Label::{Author, Container, Date, Genre, Note, Title};
    let reference = cx.reference;
    let sure = |label| reference.field(label).filter(|field| field.confidence >= SURE);
    if is_unparsed(reference) || [Title, Container, Genre, Note].iter().any(|&l| reference.field(l).is_some())
    {
        return;
    }
    let (Some(author), Some(date)) = (sure(Author), sure(Date)) else { return };
    // A law stands under its title.
    if cx.tokens.iter().any(|t| t.means(|s| s == Sense::Genre(WorkGenre::Law))) {
        return;
    }
    let next = word_behind(cx, author.span.end);
    let year_follows = next.is_some_and(|i| date.span.overlaps(cx.tokens[i].span));
    // The year stands behind the author or in the imprint; in both cases the title's place is known.
    let next = if year_follows { word_behind(cx, date.span.end) } else { next };
    if is_name(cx) && next.is_some_and(|i| is_imprint(cx, i) || begins_other_field(cx, i)) {
        let message = Message::new("the entry of `{0}` ({1}) has no title", "مدخل «{0}» ({1}) عنوان ندارد");
        let (name, year) = (author.span.of(&cx.view.text), date.span.of(&cx.view.text));
        sink.report(date.span, message.with(name).with(year));
    }
}

/// The first token behind `offset` that is no sign.
fn word_behind(cx: &EntryCx<'_>, offset: u32) -> Option<usize> {
    (cx.tokens.at(offset as usize)..cx.tokens.len()).find(|&i| cx.tokens[i].sign().is_none())
}

/// Whether the first author is surely one: inverted, or an organisation. A work without an author begins with
/// its title.
fn is_name(cx: &EntryCx<'_>) -> bool {
    let Some(person) = cx.reference.authors.first() else { return false };
    let inverted = person.span.of(&cx.view.text).contains([',', '،']);
    match person.literal {
        true => !inverted,
        false => inverted && person.given.split_whitespace().count() < 4,
    }
}

/// Whether an edition stands at token `i`, or the cue of a translator, editor or edition.
fn begins_other_field(cx: &EntryCx<'_>, i: usize) -> bool {
    let token = &cx.tokens[i];
    let labels = [Label::Edition, Label::Translator, Label::Editor];
    let mut fields = cx.reference.fields.iter().filter(|f| labels.contains(&f.label));
    let cue = token.means(|s| {
        matches!(s, Sense::Cue(Sought::Translator | Sought::Editor | Sought::Edition, Side::Before))
    });
    let given = |f: &Field| {
        let first = cx.tokens.get(cx.tokens.at(f.span.start as usize));
        f.label == Label::Edition || first.is_some_and(|t| t.means(|s| s == Sense::Given))
    };
    let near = |f: &Field| {
        f.span.start == token.span.start || (cue && cx.tokens.at(f.span.start as usize) == i + token.run())
    };
    fields.any(|f| near(f) && given(f))
}

/// Whether a known place or publisher, or a phrase that announces an address, stands at token `i`.
fn is_imprint(cx: &EntryCx<'_>, i: usize) -> bool {
    let token = &cx.tokens[i];
    let labels = [Label::Location, Label::Publisher];
    // Not so where the title begins with a place: "Moscow on the Mediterranean".
    let end = cx.tokens.get(i + token.run() - 1).map_or(0, |last| last.span.end);
    let whole = |f: &Field| f.label == Label::Publisher || f.span.end == end;
    let labelled = |f: &Field| labels.contains(&f.label) && f.span.start == token.span.start && whole(f);
    let known =
        |s| matches!(s, Sense::Place(PlaceKind::City) | Sense::Publisher | Sense::Cue(Sought::Publisher, _));
    let address = token.run() > 1 && token.means(|s| matches!(s, Sense::Cue(Sought::Url, _)));
    address || (token.means(known) && cx.reference.fields.iter().any(labelled))
}
