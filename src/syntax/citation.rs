//! Citations in running text: author and year, number, key, and words that refer back.

mod before;
mod bracket;
mod narrative;
mod number;
mod rest;
mod verdict;

pub(crate) use rest::skip_see;

use super::Tokens;
use super::name::Person;
use crate::lang::Lang;
use crate::markup::{Block, View};
use crate::text::Local;

/// How a citation points to its works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CitationKind {
    /// `(Walt, 1987; Morrow, 1991)`.
    Bracket,
    /// `Walt (1987)`.
    Narrative,
    /// `[12]`.
    Number,
    /// `[@key]`, `\cite{key}`.
    Key,
    /// `Ibid.`, `همان`.
    Back,
}

/// A citation mark with the works it names.
#[derive(Clone, Debug, PartialEq)]
pub struct Citation {
    /// How it points.
    pub kind: CitationKind,
    /// The whole mark in the block, brackets included.
    pub span: Local,
    /// The works in the order in which they are named.
    pub works: Vec<Work>,
}

/// One work that a citation names.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// Where it is named in the block: the names and the year, or the number, or the key.
    pub span: Local,
    /// The names as people; empty where only a number or a key is given.
    pub authors: Vec<Person>,
    /// Where the names stand in the block.
    pub names: Local,
    /// The names end in "and others".
    pub others: bool,
    /// The year and its letter.
    pub year: Option<super::Year>,
    /// Where the year stands in the block.
    pub year_span: Local,
    /// What the citation points with.
    pub target: Target,
    /// The language of the names.
    pub lang: Option<Lang>,
    /// Whether this is surely a citation: a bracket with a name and a year, or a narrative mark with a word of
    /// reporting beside it. Rules speak only of sure ones.
    pub sure: bool,
    /// It would be sure if its names and year had a comma between them, as some styles do not.
    pub bare: bool,
    /// Its year is one end of two: of a life, a reign, a period of search, or of a work in volumes or reprinted. It may be
    /// a citation, and no more.
    pub spans: bool,
}

/// What a citation points with.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// Names and a year.
    AuthorYear,
    /// The number of an entry.
    Number(u32),
    /// The key of an entry.
    Key(String),
    /// The work cited before.
    Ibid,
    /// The author cited before, and the year given here.
    Idem,
    /// The work of this author that was cited before.
    OpCit,
    /// Scripture: no entry is expected.
    Sacred,
}

/// The citations in a block of running text, in the order of their places.
pub fn find(source: &str, block: &Block, view: &View, tokens: &Tokens) -> Vec<Citation> {
    let mut found = bracket::find(view, tokens);
    narrative::find(view, tokens, &mut found);
    number::find(view, &mut found);
    for citation in &mut found {
        citation.span = view.source(citation.span);
        for work in &mut citation.works {
            work.span = view.source(work.span);
            work.names = view.source(work.names);
            work.year_span = view.source(work.year_span);
        }
    }
    found.extend(block.keys.iter().map(|mark| Citation {
        kind: CitationKind::Key,
        span: mark.span,
        works: mark.keys.iter().map(|&key| Work::keyed(source, key)).collect(),
    }));
    found.sort_by_key(|citation| citation.span);
    found
}

impl Work {
    /// The people that may be the first author: the first name; in running text, where nothing shows how far a name
    /// reaches back, any of them.
    pub fn candidates(&self) -> impl Iterator<Item = &Person> {
        let count = if self.sure || self.bare { 1 } else { self.authors.len() };
        self.authors.iter().take(count.max(1))
    }

    /// Names and year as the text has them, on one line; `source` is the text of the block.
    pub fn shown(&self, source: &str) -> String {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        match self.span.covers(self.names) || self.names.is_empty() {
            true => words(self.span.of(source)),
            false => format!("{} ({})", words(self.names.of(source)), words(self.span.of(source))),
        }
    }

    /// The same work by the year of its first edition, at `span`: it need not be the one of the list.
    fn of_original(&self, span: Local, year: Option<super::Year>) -> Work {
        Work { span, year, year_span: span, sure: false, bare: false, spans: true, ..self.clone() }
    }

    /// A work named by its key at `span`.
    fn keyed(source: &str, span: Local) -> Work {
        Work { target: Target::Key(span.of(source).to_owned()), sure: true, ..Work::at(span) }
    }

    /// A work of which only the place is known yet.
    fn at(span: Local) -> Work {
        Work {
            span,
            authors: Vec::new(),
            names: span,
            others: false,
            year: None,
            year_span: span,
            target: Target::AuthorYear,
            lang: None,
            sure: false,
            bare: false,
            spans: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{Format, State, parse};

    /// What citations are made of; each piece may stand at the start, at the end, and beside any other.
    const PIECES: [&str; 38] = [
        "(",
        ")",
        "[",
        "]",
        ";",
        "،",
        ",",
        ":",
        "–",
        "/",
        "و",
        "and",
        "Walt",
        "بوزان",
        "1987",
        "۱۳۸۹الف",
        "۱۵",
        "مهر",
        "ص ۱۲",
        "همان",
        "در کتاب خود",
        "نیز",
        "به باور",
        "et al.",
        "cited in",
        "ICG",
        "[ICG]",
        "(1987)",
        "[1892]",
        "ذیل",
        "/Bandura, 1997)",
        "([1892] 1966)",
        "(1987; ۱۳۸۹)",
        "(1987–1990)",
        "(1987, cited in",
        "(۱۳۸۹: ۱۲؛ بوزان، ۱۳۹۰)",
        "[۱، ص ۲]",
        "[ICG], 1987)",
    ];

    fn read(pieces: &[&str]) {
        let source = pieces.join(" ");
        let block = parse(Format::Plain, State::initial(), &source);
        let view = View::new(&source, &block, Local::new(0, source.len()));
        for citation in find(&source, &block, &view, &Tokens::new(&view.text)) {
            assert!(citation.span.end as usize <= source.len() && !citation.works.is_empty(), "{source}");
        }
    }

    #[test]
    fn no_order_of_pieces_brings_the_reader_down() {
        for one in PIECES {
            for two in PIECES {
                PIECES.iter().for_each(|three| read(&[one, two, three]));
            }
        }
        let (mut seed, mut pieces) = (7_u64, Vec::new());
        for _ in 0..20_000 {
            pieces.clear();
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            for place in 0..4 + (seed >> 60) as usize % 10 {
                pieces.push(PIECES[(seed >> (5 * place)) as usize % PIECES.len()]);
            }
            read(&pieces);
        }
    }
}
