//! The kind of work: small facts about the fields that were read, weighed by what was learnt.

use super::tag::{FIELDS, number};
use crate::lang::{Marks, PlaceKind, Sense, Sought};
use crate::markup::View;
use crate::syntax::name::is_organisation;
use crate::syntax::reference::{Field, Kind, Label};
use crate::syntax::token::{Token, Tokens};

/// The kinds, in the order of their numbers.
pub const KINDS: [Kind; 11] = [
    Kind::Book,
    Kind::Chapter,
    Kind::Article,
    Kind::Thesis,
    Kind::Report,
    Kind::Conference,
    Kind::Newspaper,
    Kind::Webpage,
    Kind::Law,
    Kind::Encyclopedia,
    Kind::Manuscript,
];

/// The labels that tell the more when seen together.
const TELLING: [Label; 11] = [
    Label::Author,
    Label::Editor,
    Label::Container,
    Label::Volume,
    Label::Issue,
    Label::Pages,
    Label::Publisher,
    Label::Location,
    Label::Genre,
    Label::Url,
    Label::Edition,
];

/// The number of [`crate::lang::Genre`]s.
const GENRES: usize = 12;

/// The fields in which a word of a genre is found, the last standing for all others.
const PLACES: [Label; 5] = [Label::Title, Label::Container, Label::Genre, Label::Publisher, Label::Note];

const LABELS: usize = 1;
const PAIRS: usize = LABELS + FIELDS.len();
const WORDS: usize = PAIRS + TELLING.len() * TELLING.len();
const SIGNS: usize = WORDS + GENRES * (PLACES.len() + 1);

/// The number of facts.
pub const FACTS: usize = SIGNS + Fact::TitleLong as usize + 1;

/// Facts that are no labels and no words of genres.
#[derive(Clone, Copy, Debug)]
enum Fact {
    TitleQuoted,
    TitleEmphasised,
    ContainerEmphasised,
    ContainerPeriodical,
    ContainerLong,
    TwoDates,
    MonthOrSeason,
    Organisation,
    In,
    ReportNumber,
    Advisor,
    Accessed,
    Address,
    Volumes,
    University,
    Place,
    TitleFirst,
    TitleLong,
}

/// The facts about an entry, as numbers below [`FACTS`].
pub fn facts(view: &View, tokens: &Tokens, fields: &[Field]) -> Vec<u16> {
    let mut facts = vec![0];
    let has = |label| fields.iter().any(|field| field.label == label);
    facts.extend(FIELDS.iter().filter(|&&label| has(label)).map(|&label| LABELS + number(label)));
    for (a, &first) in TELLING.iter().enumerate() {
        let pairs = TELLING.iter().enumerate().skip(a + 1).filter(|&(_, &second)| has(first) && has(second));
        facts.extend(pairs.map(|(b, _)| PAIRS + a * TELLING.len() + b));
    }
    for token in tokens.iter() {
        let place = fields
            .iter()
            .find(|field| field.span.start <= token.span.start && token.span.end <= field.span.end);
        let place = place.and_then(|field| PLACES.iter().position(|&label| label == field.label));
        let genre =
            token.find(|sense| if let Sense::Genre(genre) = sense { Some(genre as usize) } else { None });
        facts.extend(genre.map(|genre| WORDS + genre * (PLACES.len() + 1) + place.unwrap_or(PLACES.len())));
    }
    facts.extend(signs(view, tokens, fields).into_iter().map(|fact| SIGNS + fact as usize));
    facts.sort_unstable();
    facts.dedup();
    facts.into_iter().map(|fact| fact as u16).collect()
}

fn signs(view: &View, tokens: &Tokens, fields: &[Field]) -> Vec<Fact> {
    let field = |label| fields.iter().find(move |field| field.label == label);
    let text = |label| field(label).map_or("", |field| field.span.of(&view.text));
    let inside = |label| {
        let span = field(label).map(|field| field.span);
        tokens.iter().filter(move |token| {
            span.is_some_and(|span| span.start <= token.span.start && token.span.end <= span.end)
        })
    };
    let means = |wanted: fn(Sense) -> bool| tokens.iter().any(|token| token.means(wanted));
    let seeks = |sought| {
        tokens.iter().any(|token| token.means(|s| matches!(s, Sense::Cue(found, _) if found == sought)))
    };
    let emphasised =
        |label| field(label).is_some_and(|field| view.emphasis.iter().any(|e| e.overlaps(field.span)));
    let before = |label| -> Option<&Token> {
        let start = field(label)?.span.start;
        tokens.get(tokens.partition_point(|token| token.span.start < start).checked_sub(1)?)
    };
    let words = |label| inside(label).filter(|token| token.sign().is_none()).count();
    let dates = fields.iter().filter(|field| field.label == Label::Date).count();
    let told = [
        (
            Fact::TitleQuoted,
            before(Label::Title).is_some_and(|t| matches!(t.sign(), Some('«' | '“' | '"' | '\'' | '‘'))),
        ),
        (Fact::TitleEmphasised, emphasised(Label::Title)),
        (Fact::ContainerEmphasised, emphasised(Label::Container)),
        (Fact::ContainerPeriodical, inside(Label::Container).any(|t| t.marks().contains(Marks::PERIODICAL))),
        (Fact::ContainerLong, words(Label::Container) > 6),
        (Fact::TwoDates, dates > 1),
        (Fact::MonthOrSeason, means(|s| matches!(s, Sense::Month(..) | Sense::Season(_)))),
        (Fact::Organisation, is_organisation(text(Label::Author))),
        (Fact::In, seeks(Sought::Container)),
        (Fact::ReportNumber, seeks(Sought::Report)),
        (Fact::Advisor, seeks(Sought::Advisor)),
        (Fact::Accessed, seeks(Sought::Accessed)),
        (Fact::Address, seeks(Sought::Url)),
        (Fact::Volumes, seeks(Sought::Volumes)),
        (Fact::University, is_organisation(text(Label::Publisher))),
        (Fact::Place, means(|s| matches!(s, Sense::Place(PlaceKind::City)))),
        (Fact::TitleFirst, fields.first().is_some_and(|field| field.label == Label::Title)),
        (Fact::TitleLong, words(Label::Title) > 12),
    ];
    told.into_iter().filter(|&(_, holds)| holds).map(|(fact, _)| fact).collect()
}
