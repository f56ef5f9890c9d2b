//! Brings all words of the packs and gazetteers together.

use std::collections::HashMap;

use crate::lang::pack::Pack;
use crate::lang::sense::{Calendar, Genre, PlaceKind, Sense, Side, Sought};
use crate::lang::table::words;
use crate::table::Table;
use crate::text::fold;
use crate::{Marks, source};

/// Meanings, each with the place of its language's pack where it has one.
pub(crate) type Senses = Vec<(Sense, Option<u8>)>;

/// The runs of words with their meanings and marks, as values of `Run` in `src/lang/lexicon.rs`.
pub(crate) struct Lexicon {
    pub(crate) runs: Table,
    /// All lists of meanings that occur; the first is empty.
    pub(crate) senses: Vec<Senses>,
}

/// All words of all packs and of the gazetteers of names.
pub(crate) fn lexicon(packs: &[Pack]) -> Lexicon {
    let mut words = Words::default();
    for (n, pack) in packs.iter().enumerate() {
        words.add_pack(n as u8, pack);
    }
    words.add_gazetteers();
    let mut lexicon = Lexicon { runs: Table::default(), senses: vec![Senses::new()] };
    let mut numbers = HashMap::from([(Senses::new(), 0)]);
    for run in words.order {
        let (senses, marks) = words.runs.remove(&run).expect("a run is listed once");
        let number = *numbers.entry(senses).or_insert_with_key(|senses| {
            lexicon.senses.push(senses.clone());
            lexicon.senses.len() as u32 - 1
        });
        *lexicon.runs.value(run.split(' ')) = number << Marks::WIDTH | u32::from(marks.bits());
    }
    lexicon
}

/// The words that a lost half-space leaves behind: of each compound, joined and folded, the numbers of letters before
/// its half-spaces as bits; nouns that take suffixes, without any.
pub(crate) fn half_spaces() -> Table {
    let mut table = Table::default();
    for cells in rows("zwnj-stems") {
        table.value([fold(&cells[0]).as_str()]);
    }
    for cells in rows("zwnj-compounds") {
        let [joined, right] = cells.as_slice() else { panic!("{cells:?}") };
        let (mut letters, mut bits) = (0, 0u32);
        for c in right.chars() {
            match c {
                '\u{200c}' => bits |= 1 << letters,
                _ => letters += 1,
            }
        }
        assert_ne!(bits, 0, "{right} has no half-space");
        *table.value([fold(joined).as_str()]) = bits;
    }
    table
}

/// Abbreviations, folded, without their last full stop.
pub(crate) fn abbreviations() -> Table {
    let mut table = Table::default();
    for cells in rows("abbreviations-en") {
        table.value([fold(cells[0].trim_end_matches('.')).as_str()]);
    }
    table
}

/// Names in two scripts: behind each the spellings that it has in the other, by their letters.
pub(crate) fn name_pairs() -> Table {
    let mut table = Table::default();
    let letters = |name: &str| fold(name).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    for cells in ["surnames", "given-names"].into_iter().flat_map(rows) {
        let [arabic, latin] = cells.as_slice() else { panic!("{cells:?}") };
        for one in arabic.split('|').filter(|one| *one != "-").map(letters) {
            for other in latin.split('|').filter(|other| *other != "-").map(letters) {
                table.value([one.as_str(), &other]);
                table.value([other.as_str(), &one]);
            }
        }
    }
    table
}

/// The rows of a gazetteer: cells separated by tabs; lines that begin with `#` are comments.
fn rows(name: &str) -> Vec<Vec<String>> {
    let source = source(&format!("gazetteer/{name}.tsv"));
    let lines = source.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split('\t').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// Runs of folded words, separated by single spaces, with what they mean.
#[derive(Default)]
struct Words {
    runs: HashMap<String, (Senses, Marks)>,
    order: Vec<String>,
}

impl Words {
    fn add(&mut self, text: &str, sense: Option<(Sense, Option<u8>)>, marks: Marks) {
        let folded = fold(text);
        let all: Vec<&str> = words(&folded).collect();
        // "n.d." is also written "nd.": initials run together.
        if all.len() > 1 && !folded.contains(' ') && all.iter().all(|word| word.chars().count() == 1) {
            self.add_run(all.concat(), sense, marks);
        }
        self.add_run(all.join(" "), sense, marks);
    }

    fn add_run(&mut self, run: String, sense: Option<(Sense, Option<u8>)>, marks: Marks) {
        if run.is_empty() {
            return;
        }
        // «وزارت بهداشت» publishes and is a body still: a longer run must not hide that its first word says so.
        let body = sense
            .is_some_and(|(sense, _)| sense == Sense::Publisher)
            .then(|| run.split(' ').next().and_then(|first| self.runs.get(first)))
            .flatten()
            .and_then(|(senses, _)| senses.iter().find(|(sense, _)| *sense == Sense::Organisation).copied());
        let known = self.runs.entry(run).or_insert_with_key(|run| {
            self.order.push(run.clone());
            Default::default()
        });
        for sense in sense.into_iter().chain(body) {
            if !known.0.contains(&sense) {
                known.0.push(sense);
            }
        }
        known.1 |= marks;
    }

    fn add_pack(&mut self, lang: u8, pack: &Pack) {
        let mut all = |list: &[String], sense: Sense| {
            let marks = if sense == Sense::Given { Marks::GIVEN } else { Marks::default() };
            list.iter().for_each(|text| self.add(text, Some((sense, Some(lang))), marks));
        };
        for (key, cues) in &pack.cues {
            let sought = sought(key).unwrap_or_else(|| panic!("{}: cues.{key}", pack.id));
            all(&cues.before, Sense::Cue(sought, Side::Before));
            all(&cues.after, Sense::Cue(sought, Side::After));
        }
        for (key, list) in &pack.genres {
            let genre = genre(key).unwrap_or_else(|| panic!("{}: genres.{key}", pack.id));
            all(list, Sense::Genre(genre));
        }
        let (dates, names, citations) = (&pack.dates, &pack.names, &pack.citations);
        for (list, sense) in [
            (&dates.no_date, Sense::NoDate),
            (&dates.in_press, Sense::InPress),
            (&dates.no_place, Sense::NoPlace),
            (&dates.no_publisher, Sense::NoPublisher),
            (&dates.eras.solar, Sense::Era(Calendar::Solar)),
            (&dates.eras.lunar, Sense::Era(Calendar::Lunar)),
            (&dates.eras.gregorian, Sense::Era(Calendar::Gregorian)),
            (&names.and, Sense::And),
            (&names.others, Sense::Others),
            (&names.particles, Sense::Particle),
            (&names.honorifics, Sense::Honorific),
            (&names.suffixes, Sense::Suffix),
            (&names.organisations, Sense::Organisation),
            (&names.archives, Sense::Archive),
            (&names.repeat, Sense::Repeat),
            (&names.given, Sense::Given),
            (&citations.ibid, Sense::Ibid),
            (&citations.idem, Sense::Idem),
            (&citations.op_cit, Sense::OpCit),
            (&citations.see, Sense::See),
            (&citations.secondary, Sense::Secondary),
            (&citations.headword, Sense::Headword),
            (&citations.reporting_before, Sense::ReportingBefore),
            (&citations.reporting_after, Sense::ReportingAfter),
            (&citations.not_names, Sense::NotName),
            (&citations.sacred, Sense::Sacred),
            (&pack.prose.function_words, Sense::FunctionWord),
        ] {
            all(list, sense);
        }
        for (i, spellings) in pack.numbers.ordinals.iter().enumerate() {
            all(spellings, Sense::Ordinal(i as u8 + 1));
        }
        for (i, spellings) in dates.seasons.iter().enumerate() {
            all(spellings, Sense::Season(i as u8));
        }
        let months = &dates.months;
        for (calendar, twelve) in [
            (Calendar::Solar, &months.solar),
            (Calendar::Lunar, &months.lunar),
            (Calendar::Gregorian, &months.gregorian),
        ] {
            for (i, spellings) in twelve.iter().enumerate() {
                all(spellings, Sense::Month(calendar, i as u8));
            }
        }
    }

    fn add_gazetteers(&mut self) {
        for cells in rows("places") {
            let kind = match cells.get(2).map(String::as_str) {
                Some("region") => PlaceKind::Region,
                Some("country") => PlaceKind::Country,
                _ => PlaceKind::City,
            };
            self.add_cells(&cells[..cells.len().min(2)], Some(Sense::Place(kind)), Marks::PLACE);
        }
        for (name, sense, marks) in [
            ("publishers", Some(Sense::Publisher), Marks::PUBLISHER),
            ("given-names", Some(Sense::Given), Marks::GIVEN),
            // These lists are long: as meanings, their runs would hide those of shorter ones.
            ("surnames", None, Marks::SURNAME),
            ("periodicals", None, Marks::PERIODICAL),
            ("title-words", None, Marks::TITLE_WORD),
        ] {
            for cells in rows(name) {
                self.add_cells(&cells, sense, marks);
            }
        }
    }

    /// Cells hold spellings separated by `|`; `-` is an empty cell.
    fn add_cells(&mut self, cells: &[String], sense: Option<Sense>, marks: Marks) {
        for spelling in cells.iter().flat_map(|cell| cell.split('|')).filter(|s| *s != "-") {
            self.add(spelling, sense.map(|sense| (sense, None)), marks);
        }
    }
}

/// The names of periodicals, publishers and places: their letters, as they are written, and what they name; in order.
pub(super) fn names() -> Vec<(String, String, &'static str)> {
    let mut names = Vec::new();
    for (file, mark) in [("periodicals", "PERIODICAL"), ("publishers", "PUBLISHER"), ("places", "PLACE")] {
        for spelling in
            rows(file).iter().flat_map(|cells| cells.iter().take(2)).flat_map(|cell| cell.split('|'))
        {
            let letters: String = fold(spelling).chars().filter(|c| c.is_alphanumeric()).collect();
            if !letters.is_empty() {
                names.push((letters, spelling.to_owned(), mark));
            }
        }
    }
    names.sort();
    names.dedup();
    names
}

fn sought(key: &str) -> Option<Sought> {
    Some(match key {
        "translator" => Sought::Translator,
        "editor" => Sought::Editor,
        "volume" => Sought::Volume,
        "issue" => Sought::Issue,
        "pages" => Sought::Pages,
        "chapter" => Sought::Chapter,
        "edition" => Sought::Edition,
        "container" => Sought::Container,
        "publisher" => Sought::Publisher,
        "url" => Sought::Url,
        "accessed" => Sought::Accessed,
        "doi" => Sought::Doi,
        "isbn" => Sought::Isbn,
        "issn" => Sought::Issn,
        "volumes" => Sought::Volumes,
        "report" => Sought::Report,
        "advisor" => Sought::Advisor,
        "foreword" => Sought::Foreword,
        _ => return None,
    })
}

fn genre(key: &str) -> Option<Genre> {
    Some(match key {
        "thesis" => Genre::Thesis,
        "report" => Genre::Report,
        "conference" => Genre::Conference,
        "newspaper" => Genre::Newspaper,
        "law" => Genre::Law,
        "encyclopedia" => Genre::Encyclopedia,
        "manuscript" => Genre::Manuscript,
        "webpage" => Genre::Webpage,
        "interview" => Genre::Interview,
        "patent" => Genre::Patent,
        "standard" => Genre::Standard,
        "journal" => Genre::Journal,
        _ => return None,
    })
}
