//! `dabir people`: who is named in documents and libraries, and whether two names are one person's.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::Serialize;

use super::End;
use super::parse::rounded;
use super::screen::{self, BOLD, DIM, Screen};
use crate::config::Decisions;
use crate::files;
use crate::library;
use crate::markup::Format as Markup;
use crate::model::{Input, analyze};
use crate::people::{Ask, Decision, Form, Typed, compare, compare_texts, letters};
use crate::syntax::{Label, people};
use crate::text::{Buffer, Script};

const EXAMPLES: &str = "\
Examples:
  dabir people thesis.md refs.bib          Who is named, with both scripts and all spellings
  dabir people --match pairs.tsv           Two names a line, a tab between: are they one person's?
  printf 'بوزان، باری\\tBuzan, Barry\\n' | dabir people --match";

/// List the people of documents and libraries, or compare names across scripts.
///
/// With PATHs: the authors, editors and translators of their references, each once, with the spellings that they have in
/// either script. With --match: two names a line, separated by a tab; one line is printed for each, in order: a score from 0
/// to 1, `same`, `different` or `unsure`, and the reason.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Documents, and libraries (.bib, .ris; .json and .yaml are read as CSL-JSON and hayagriva)
    #[arg(value_name = "PATH", required_unless_present = "pairs")]
    paths: Vec<PathBuf>,
    /// Compare the two names of each line of FILE, `-` or nothing for standard input
    #[arg(long = "match", value_name = "FILE", num_args = 0..=1, default_missing_value = "-", conflicts_with = "paths")]
    pairs: Option<PathBuf>,
    /// How the answer is shown; --match gives tab-separated lines unless json is asked for
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people; with --match, tab-separated lines
    #[default]
    Table,
    /// One JSON array
    Json,
}

/// What is said of two names.
#[derive(Debug, Serialize)]
struct Match {
    score: f64,
    decision: &'static str,
    reason: &'static str,
}

/// A person with all spellings, the most frequent of each script first.
#[derive(Debug, Default, Serialize)]
struct Named {
    arabic: Vec<String>,
    latin: Vec<String>,
    count: usize,
}

pub(super) fn run(args: &Args) -> End {
    match &args.pairs {
        Some(path) => matches(path, args.format),
        None => list(&args.paths, args.format),
    }
}

fn matches(path: &Path, format: Format) -> End {
    let text = match path.as_os_str() == "-" {
        true => files::read_from(io::stdin().lock()),
        false => files::read(path),
    };
    let text = match text {
        Ok(text) => text,
        Err(error) => return screen::refuse(&format!("{}: {error}", path.display())),
    };
    let matched = |line: &str| {
        // A line without a tab compares with nothing: it cannot be told.
        let (one, other) = line.split_once('\t').unwrap_or((line, ""));
        let verdict = compare_texts(one, other, Ask::Gazetteers);
        let (decision, reason) = (verdict.decision.name(), verdict.reason.name());
        Match { score: rounded(verdict.score), decision, reason }
    };
    let found: Vec<Match> = text.lines().map(matched).collect();
    match format {
        Format::Json => json(&found),
        Format::Table => {
            let line = |m: &Match| format!("{:.3}\t{}\t{}\n", m.score, m.decision, m.reason);
            screen::data(found.iter().map(line).collect::<String>().as_bytes())
        }
    }
}

fn json(value: &impl Serialize) -> End {
    screen::data((serde_json::to_string_pretty(value).unwrap_or_default() + "\n").as_bytes())
}

fn list(paths: &[PathBuf], format: Format) -> End {
    let mut names: BTreeMap<(String, String, bool), usize> = BTreeMap::new();
    // What the author has decided beside the first of them holds for all.
    let decided = match decisions(paths) {
        Ok(decided) => decided,
        Err(message) => return screen::refuse(&message),
    };
    for path in paths {
        let text = match files::read(path) {
            Ok(text) => text,
            Err(error) => return screen::refuse(&format!("{}: {error}", path.display())),
        };
        let name = path.to_string_lossy();
        let found = match library::Format::of_name(&name) {
            Some(format) => of_library(format, &text),
            None => of_document(&text, &name),
        };
        found.into_iter().for_each(|name| *names.entry(name).or_default() += 1);
    }
    let people = gathered(names, &decided);
    match format {
        Format::Json => json(&people),
        Format::Table => screen::show(&table(&people, Screen::output())),
    }
}

fn decisions(paths: &[PathBuf]) -> Result<Decisions, String> {
    let table = paths.first().and_then(|path| files::nearest_people(&files::folder_of(path)));
    let Some(table) = table else { return Ok(Decisions::default()) };
    let text = files::read(&table).map_err(|error| format!("{}: {error}", table.display()))?;
    let (decided, problems) = Decisions::read(&text);
    for problem in problems {
        let line = problem.line.unwrap_or(0);
        screen::tell(&format!("{}:{line}: {}\n", table.display(), problem.message));
    }
    Ok(decided)
}

/// Family name, given name, and whether it is an organisation's.
type Name = (String, String, bool);

fn of_document(text: &str, name: &str) -> Vec<Name> {
    let input =
        Input { text: Buffer::new(text), format: Markup::detect(None, name), config: Default::default() };
    let analysis = analyze(&input, None);
    let mut names = Vec::new();
    for at in analysis.entries() {
        let of_people = |label| matches!(label, Label::Author | Label::Editor | Label::Translator);
        for field in at.entry.reference.fields.iter().filter(|field| of_people(field.label)) {
            let named = people(&at.entry.view.text, field.span).people;
            names.extend(named.into_iter().map(|person| (person.family, person.given, person.literal)));
        }
    }
    names
}

fn of_library(format: library::Format, text: &str) -> Vec<Name> {
    let works = library::read(format, text).works;
    let lists = works.iter().flat_map(|work| [&work.authors, &work.editors, &work.translators]);
    let name = |name: &library::Name| {
        let family = [name.particle.as_str(), &name.family].join(" ");
        (family.trim().to_owned(), name.given.clone(), name.literal)
    };
    lists.flat_map(|list| &list.names).map(name).collect()
}

/// How many letters of a family name are compared first.
const HEAD: usize = 3;

/// Names by person: spellings with the same letters are one, and those that surely name one person across scripts; what is
/// decided stands above that.
fn gathered(names: BTreeMap<Name, usize>, decided: &Decisions) -> Vec<Named> {
    let mut spellings: BTreeMap<String, (Form, Vec<(String, usize)>)> = BTreeMap::new();
    for ((family, given, literal), count) in names {
        let shown = match given.is_empty() {
            true => family.clone(),
            false => format!("{family}{} {given}", comma(&family)),
        };
        let form = Form::of(&family, &given, literal);
        let group = spellings.entry(letters(&shown)).or_insert_with(|| (form, Vec::new()));
        group.1.push((shown, count));
    }
    let mut people: Vec<(Vec<Form>, Named)> = Vec::new();
    for (form, mut shown) in spellings.into_values() {
        shown.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        // Names that begin otherwise need no comparison.
        let head = Typed::new(&form.family().chars().take(HEAD).collect::<String>());
        let twin = |known: &&mut (Vec<Form>, Named)| {
            let mut spellings = known.1.arabic.iter().chain(&known.1.latin);
            let told = spellings.find_map(|name| decided.of(name, &shown.first()?.0));
            told.unwrap_or(false)
                || told.is_none()
                    && known.0.iter().any(|known| {
                        known.script != form.script
                            && head.distance(&known.family()).is_some()
                            && compare(known, &form).decision == Decision::Same
                    })
        };
        let place = people.iter_mut().find(twin);
        let (forms, named) = match place {
            Some(found) => found,
            None => {
                people.push(Default::default());
                let Some(last) = people.last_mut() else { continue };
                last
            }
        };
        named.count += shown.iter().map(|(_, count)| count).sum::<usize>();
        let list = if form.script == Script::Arabic { &mut named.arabic } else { &mut named.latin };
        list.extend(shown.into_iter().map(|(name, _)| name));
        forms.push(form);
    }
    people.into_iter().map(|(_, named)| named).collect()
}

fn comma(family: &str) -> &'static str {
    match crate::lang::Lang::detect(family) {
        Some(lang) => lang.pack().punctuation.comma.as_str(),
        None => ",",
    }
}

fn table(people: &[Named], screen: Screen) -> String {
    let line = |named: &Named| {
        let spellings: Vec<String> =
            named.arabic.iter().chain(&named.latin).map(|name| screen.quote(name)).collect();
        let count = screen.paint(DIM, &format!("{:4}", named.count));
        format!("{count}  {}\n", spellings.join(&screen.paint(BOLD, "  =  ")))
    };
    people.iter().map(line).collect()
}
