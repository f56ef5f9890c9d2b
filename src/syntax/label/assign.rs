//! What the segments behind the head are.

use super::known::{address_cue, date_segment, person};
use super::segment::Segment;
use super::{Draft, TokenKind};
use crate::lang::{Genre, PlaceKind, Sense, Side, Sought};
use crate::syntax::reference::Label;

/// What a segment turned out to be before the title is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Read already: locators, identifiers, a date, a person with a cue.
    Known,
    /// A city.
    Place,
    /// A publisher, by a cue word or by the gazetteer.
    Publisher,
    /// «شهر: ناشر»: the token of its colon.
    Imprint(usize),
    /// A journal, by a cue word.
    Journal,
    /// A container behind "In"/«در»: its first token.
    Inside(usize),
    /// The kind of a thesis, report or the like.
    Genre,
    /// A quotation.
    Quoted(usize, usize),
    /// Emphasised.
    Emphasised,
    /// Words that nothing gives away.
    Open,
}

/// Labels the segments.
pub(super) fn assign(draft: &mut Draft<'_>, segments: &[Segment]) {
    let segments: Vec<Segment> = segments.iter().copied().filter(|s| s.from < s.end).collect();
    let mut classes: Vec<Class> = Vec::with_capacity(segments.len());
    for (i, segment) in segments.iter().enumerate() {
        // The second half of an editor's inverted name belongs to the first.
        let split_editor =
            matches!(classes.last(), Some(Class::Inside(_))) && closing_editor(draft, *segment).is_some();
        classes.push(if split_editor { Class::Known } else { classify(draft, *segment, i) });
    }
    cities(draft, &segments, &mut classes);
    no_title(draft, &segments, &mut classes);
    let (title, behind) = title(draft, &segments, &mut classes);
    if let Some((from, end, confidence)) = title {
        draft.add(Label::Title, from, end, confidence);
    }
    for i in behind..segments.len() {
        settle(draft, &segments, &classes, i);
    }
    container_by_order(draft, &segments, &classes, behind);
}

/// "Englewood Cliffs, NJ: Prentice Hall": what stands before a region and its publisher is a city.
fn cities(draft: &Draft<'_>, segments: &[Segment], classes: &mut [Class]) {
    for i in 1..segments.len() {
        let region = |s| matches!(s, Sense::Place(PlaceKind::Region | PlaceKind::Country));
        let Segment { from, end, mark, .. } = segments[i - 1];
        let words = (from..end).filter(|&t| draft.tokens[t].kind == TokenKind::Word).count();
        let city = classes[i - 1] == Class::Open && words <= 2 && matches!(mark, Some(',' | '،'));
        if city && matches!(classes[i], Class::Imprint(_)) && draft.tokens[segments[i].from].means(region) {
            classes[i - 1] = Class::Place;
        }
    }
}

/// A publisher right behind the head of an entry that has nothing else to be called a title.
fn no_title(draft: &Draft<'_>, segments: &[Segment], classes: &mut [Class]) {
    let Some(first) = classes.iter().position(|c| *c != Class::Known) else { return };
    let only = classes[first + 1..].iter().all(|c| *c == Class::Known);
    let known = |i: usize| {
        draft.tokens[i].means(|s| matches!(s, Sense::Publisher | Sense::Cue(Sought::Publisher, Side::After)))
    };
    let Segment { from, end, .. } = segments[first];
    if classes[first] == Class::Open && only && is_publisher(draft, from, end) && (from..end).any(known) {
        classes[first] = Class::Publisher;
    }
}

/// The segment's class; persons with cues, dates and access dates are read at once.
fn classify(draft: &mut Draft<'_>, segment: Segment, position: usize) -> Class {
    let (from, end) = (segment.from, segment.end);
    if let Some((inner, close)) = segment.quoted {
        return Class::Quoted(inner, close);
    }
    // A title may begin with a cue word: «ترجمه و فرهنگ», "Editing early books".
    let named = position > 0 || (from..end).any(|i| draft.tokens[i].means(|s| s == Sense::Given));
    if (named && person(draft, segment)) || date_segment(draft, from, end) || address_cue(draft, from) {
        return Class::Known;
    }
    let free: Vec<usize> =
        (from..end).filter(|&i| !draft.taken[i] && draft.tokens[i].sign().is_none()).collect();
    if free.is_empty() {
        return Class::Known;
    }
    if let Some(colon) = imprint(draft, from, end) {
        return Class::Imprint(colon);
    }
    let first = free[0];
    let means = |wanted: fn(Sense) -> bool| draft.tokens[first].means(wanted);
    let whole = |i: usize| i == from && i + draft.tokens[i].run() >= end;
    // «روسیه، ترکیه و ایران» is a title: only a city stands alone as a place.
    if whole(first) && means(|s| matches!(s, Sense::Place(PlaceKind::City) | Sense::NoPlace)) && position > 0
    {
        return Class::Place;
    }
    if position > 0
        && let Some(inside) = inside(draft, from, end)
    {
        return Class::Inside(inside);
    }
    let genre = |i: usize| {
        draft.tokens[i]
            .means(|s| matches!(s, Sense::Genre(Genre::Thesis | Genre::Report | Genre::Manuscript)))
    };
    if position > 0 && genre(first) {
        return Class::Genre;
    }
    if position > 0 && is_publisher(draft, from, end) {
        return Class::Publisher;
    }
    if position > 0 && is_journal(draft, &free) {
        return Class::Journal;
    }
    let span = draft.span(from, end);
    if draft.view.emphasis.iter().any(|e| e.overlaps(span)) {
        return Class::Emphasised;
    }
    Class::Open
}

/// The colon of «شهر: ناشر»: a place before it, or a publisher behind it.
fn imprint(draft: &Draft<'_>, from: usize, end: usize) -> Option<usize> {
    let tokens = draft.tokens;
    let colon = (from..end).find(|&i| tokens[i].is_sign(':'))?;
    let left: Vec<usize> = (from..colon).filter(|&i| tokens[i].kind == TokenKind::Word).collect();
    let first = *left.first()?;
    let place = tokens[first].means(|s| matches!(s, Sense::Place(_) | Sense::NoPlace))
        && (first + tokens[first].run()..colon).all(|i| tokens[i].sign().is_some());
    let city = tokens[first].means(|s| matches!(s, Sense::Place(PlaceKind::City) | Sense::NoPlace));
    let publisher = is_publisher(draft, colon + 1, end);
    let short = left.len() <= 3 && colon - from <= 6;
    let brief = end - colon <= 12;
    ((place && brief && (city || publisher)) || (short && publisher && brief && from > 0)).then_some(colon)
}

fn is_publisher(draft: &Draft<'_>, from: usize, end: usize) -> bool {
    let tokens = draft.tokens;
    if end <= from || end - from > 14 {
        return false;
    }
    let opens =
        tokens[from].means(|s| matches!(s, Sense::Cue(Sought::Publisher, Side::Before) | Sense::NoPublisher));
    let closes = (from..end).any(|i| {
        let at_end = i + tokens[i].run() >= end || tokens[i + tokens[i].run()].sign().is_some();
        at_end && i > from && tokens[i].means(|s| matches!(s, Sense::Cue(Sought::Publisher, Side::After)))
    });
    let known = tokens[from].means(|s| s == Sense::Publisher) && from + tokens[from].run() >= end;
    opens || closes || known
}

fn is_journal(draft: &Draft<'_>, free: &[usize]) -> bool {
    let tokens = draft.tokens;
    let journal = |i: usize| {
        tokens[i].means(|s| {
            matches!(
                s,
                Sense::Genre(Genre::Journal | Genre::Newspaper | Genre::Encyclopedia | Genre::Conference)
            )
        })
    };
    // A journal's name begins with its kind («فصلنامه …», "Journal of …") or ends with it ("… Quarterly").
    let near = free.iter().take(2).chain(free.last()).any(|&i| journal(i));
    near && free.len() <= 14
}

/// The first token behind "In"/«در» when the segment begins with it.
fn inside(draft: &Draft<'_>, from: usize, end: usize) -> Option<usize> {
    let token = draft.tokens[from];
    let cue = token.means(|s| matches!(s, Sense::Cue(Sought::Container, Side::Before)));
    let start = from
        + token.run()
        + usize::from(draft.tokens.get(from + token.run()).is_some_and(|t| t.is_sign(':')));
    (cue && start < end).then_some(start)
}

/// The title's tokens with the reader's confidence, and the first segment behind it.
fn title(
    draft: &Draft<'_>,
    segments: &[Segment],
    classes: &mut [Class],
) -> (Option<(usize, usize, f32)>, usize) {
    let Some(first) = classes.iter().position(|c| !matches!(c, Class::Known)) else { return (None, 0) };
    if let Some(i) = (first..segments.len().min(first + 2)).find(|&i| matches!(classes[i], Class::Quoted(..)))
        && let Class::Quoted(from, close) = classes[i]
        && (i == first || segments[first].end - segments[first].from <= 3)
    {
        return (Some((from, close, 0.95)), i + 1);
    }
    if !matches!(classes[first], Class::Open | Class::Emphasised | Class::Inside(_)) {
        return (None, first);
    }
    let mut last = first;
    // Commas inside a title: open segments go on belonging to it until something known begins.
    while let Some(class) = classes.get(last + 1) {
        let open = matches!(class, Class::Open);
        let same = matches!((classes[last], class), (Class::Emphasised, Class::Emphasised));
        let ended = ends_title(draft, segments[last]);
        if !(open || same) || ended {
            break;
        }
        last += 1;
    }
    last = leave_container(draft, segments, classes, first, last);
    let confidence = if last == first { 0.8 } else { 0.6 };
    classes[first..=last].fill(Class::Known);
    (Some((segments[first].from, segments[last].end, confidence)), last + 1)
}

/// Whether a full stop or question mark ends the title here.
fn ends_title(draft: &Draft<'_>, segment: Segment) -> bool {
    let asked = segment.end.checked_sub(1).is_some_and(|i| matches!(draft.tokens[i].sign(), Some('?' | '؟')));
    segment.mark == Some('.') || segment.mark.is_none() || asked
}

/// Of several open segments before a volume, issue or pages the last one is the journal's name.
fn leave_container(
    draft: &Draft<'_>,
    segments: &[Segment],
    classes: &[Class],
    first: usize,
    last: usize,
) -> usize {
    let located =
        draft.locators.iter().any(|l| matches!(l.label, Label::Volume | Label::Issue | Label::Pages));
    let imprint = classes
        .iter()
        .any(|c| matches!(c, Class::Imprint(_) | Class::Publisher | Class::Place | Class::Journal));
    let next_is_locator = segments.get(last + 1).is_some_and(|next| draft.taken[next.from]);
    if last > first && located && !imprint && next_is_locator { last - 1 } else { last }
}

/// Labels one segment behind the title by its class.
fn settle(draft: &mut Draft<'_>, segments: &[Segment], classes: &[Class], i: usize) {
    let (from, end) = (segments[i].from, segments[i].end);
    match classes[i] {
        Class::Known | Class::Open => {}
        Class::Imprint(colon) => {
            draft.add(Label::Location, from, colon, 0.9);
            draft.add(Label::Publisher, colon + 1, free_end(draft, colon + 1, end), 0.85);
        }
        Class::Place => {
            draft.add(Label::Location, from, end, 0.9);
            // «تهران، نشر نی»: what follows a city is its publisher.
            if let (Some(Class::Open | Class::Emphasised), Some(next)) =
                (classes.get(i + 1), segments.get(i + 1))
            {
                draft.add(Label::Publisher, next.from, free_end(draft, next.from, next.end), 0.7);
            }
        }
        Class::Publisher => draft.add(Label::Publisher, from, free_end(draft, from, end), 0.8),
        Class::Journal => {
            // A second one is a series or a department.
            let label = if draft.has_field(Label::Container) { Label::Note } else { Label::Container };
            draft.add(label, from, free_end(draft, from, end), 0.85);
        }
        Class::Inside(start) => match segments.get(i + 1).and_then(|next| closing_editor(draft, *next)) {
            Some(cue) => draft.add(Label::Editor, start, cue, 0.8),
            None => inside_container(draft, start, end),
        },
        Class::Genre => draft.add(Label::Genre, from, free_end(draft, from, end), 0.8),
        Class::Quoted(inner, close) if !draft.has_field(Label::Container) => {
            draft.add(Label::Container, inner, close, 0.6);
        }
        Class::Quoted(..) => {}
        Class::Emphasised if !draft.has_field(Label::Container) => {
            draft.add(Label::Container, from, free_end(draft, from, end), 0.85);
        }
        Class::Emphasised => {}
    }
}

/// The end of the free tokens from `from` on: a locator that follows a name without a comma is none of it.
fn free_end(draft: &Draft<'_>, from: usize, end: usize) -> usize {
    (from..end).find(|&i| draft.taken[i] && i > from).unwrap_or(end)
}

/// The editor's cue that closes a segment: «در کالینز، آلن (ویراستار).» is cut at its comma.
fn closing_editor(draft: &Draft<'_>, segment: Segment) -> Option<usize> {
    let last = (segment.from..segment.end).rev().find(|&i| draft.tokens[i].sign().is_none())?;
    let cue = draft.tokens[last].means(|s| matches!(s, Sense::Cue(Sought::Editor, Side::After)));
    let open = if last > segment.from && draft.tokens[last - 1].is_sign('(') { last - 1 } else { last };
    cue.then_some(open)
}

/// "In Michael Cox and Doug Stokes (eds.) US Foreign Policy": editors, then the container.
fn inside_container(draft: &mut Draft<'_>, start: usize, end: usize) {
    let tokens = draft.tokens;
    let cue = (start..end)
        .find(|&i| i > start && tokens[i].means(|s| matches!(s, Sense::Cue(Sought::Editor, Side::After))));
    if let Some(cue) = cue {
        let open = if cue > start && tokens[cue - 1].is_sign('(') { cue - 1 } else { cue };
        draft.add(Label::Editor, start, open, 0.85);
        let mut next = cue + tokens[cue].run();
        while next < end && tokens[next].sign().is_some_and(|c| !is_opening(c)) {
            next += 1;
        }
        draft.take(start, next);
        draft.add(Label::Container, next, free_end(draft, next, end), 0.8);
    } else {
        draft.add(Label::Container, start, free_end(draft, start, end), 0.8);
    }
}

fn is_opening(c: char) -> bool {
    matches!(c, '«' | '“' | '"' | '(' | '[')
}

/// An article whose journal no word gives away: the first open segment before its volume, issue or pages. A book
/// whose publisher no word gives away: the last open segment.
fn container_by_order(draft: &mut Draft<'_>, segments: &[Segment], classes: &[Class], behind: usize) {
    let located = draft.locators.iter().map(|l| l.tokens.0).min();
    let open = |i: &usize| {
        matches!(classes[*i], Class::Open) && (segments[*i].from..segments[*i].end).any(|t| !draft.taken[t])
    };
    let left: Vec<usize> = (behind..segments.len()).filter(open).collect();
    for (n, &i) in left.iter().enumerate() {
        let Segment { from, end, .. } = segments[i];
        let before_locator = located.is_some_and(|at| from < at);
        let end = free_end(draft, from, end);
        if (from..end).all(|t| draft.tokens[t].kind != TokenKind::Word) {
            continue;
        }
        if before_locator && !draft.has_field(Label::Container) && !draft.has_field(Label::Publisher) {
            draft.add(Label::Container, from, end, 0.6);
        } else if n + 1 == left.len()
            && end - from <= 10
            && !draft.has_field(Label::Publisher)
            && !draft.has_field(Label::Container)
        {
            draft.add(Label::Publisher, from, end, 0.5);
        }
    }
}
