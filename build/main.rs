//! Makes tables of the packs and gazetteers in `src/lang`, so that the program need not read them when it starts.
//!
//! `gather` reads them, `table` writes what `src/lang/table.rs` finds words in.

#![allow(clippy::print_stdout, reason = "it is how a build script speaks")]

mod gather;
mod table;

/// What the crate and its build script share.
#[allow(dead_code, unreachable_pub, reason = "the build script needs a part of it")]
#[path = "../src/text"]
mod text {
    mod fold;
    mod script;

    pub use fold::fold;
    pub use script::{Script, is_mark};
}

/// What the crate and its build script share.
#[allow(dead_code, unreachable_pub, reason = "the build script needs a part of it")]
#[path = "../src/lang"]
mod lang {
    pub mod mark;
    pub mod pack;
    pub mod sense;
    pub mod table;
}

use std::fs;
use std::path::{Path, PathBuf};

use lang::mark::Marks;
use lang::pack::Pack;
use lang::sense::Sense;

/// The packs, in the order in which ties are settled.
const PACKS: [&str; 3] = ["fa", "en", "ar"];

fn main() {
    for changed in ["build", "src/lang", "src/text"] {
        println!("cargo::rerun-if-changed={changed}");
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    let packs: Vec<Pack> = PACKS.iter().map(|id| pack(id)).collect();
    let lexicon = gather::lexicon(&packs);
    let (runs, senses) = (lexicon.runs.write(&out, "lexicon"), senses(&lexicon.senses));
    let half_spaces = gather::half_spaces().write(&out, "half-spaces");
    let name_pairs = gather::name_pairs().write(&out, "name-pairs");
    let abbreviations = gather::abbreviations().write(&out, "abbreviations");
    let name =
        |(letters, name, mark): &(String, String, &str)| format!("({letters:?}, {name:?}, Marks::{mark}),\n");
    let names: String = gather::names().iter().map(name).collect();
    fs::write(out.join("packs"), postcard::to_allocvec(&packs).expect("packs are plain")).expect("packs");
    let code = format!(
        "pub(super) static LEXICON: Lexicon = Lexicon {{ runs: {runs}, senses: &[{senses}] }};\n\
         pub(super) static HALF_SPACES: Table = {half_spaces};\n\
         pub(super) static NAME_PAIRS: Table = {name_pairs};\n\
         pub(super) static ABBREVIATIONS: Table = {abbreviations};\n\
         pub(super) static NAMES: &[(&str, &str, Marks)] = &[{names}];\n\
         pub(super) static PACKS: &[u8] = include_bytes!(\"packs\");\n"
    );
    fs::write(out.join("tables.rs"), code).expect("tables.rs");
}

/// The text of a file in `src/lang`.
fn source(path: &str) -> String {
    fs::read_to_string(Path::new("src/lang").join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn pack(id: &str) -> Pack {
    let pack: Pack =
        toml::from_str(&source(&format!("packs/{id}.toml"))).unwrap_or_else(|e| panic!("{id}: {e}"));
    assert_eq!(pack.id, id);
    pack
}

/// The lists of meanings as Rust.
fn senses(lists: &[gather::Senses]) -> String {
    let one = |&(sense, lang): &(Sense, Option<u8>)| {
        let sense = match sense {
            Sense::Cue(sought, side) => format!("Cue(Sought::{sought:?}, Side::{side:?})"),
            Sense::Month(calendar, n) => format!("Month(Calendar::{calendar:?}, {n})"),
            Sense::Era(calendar) => format!("Era(Calendar::{calendar:?})"),
            Sense::Genre(genre) => format!("Genre(Genre::{genre:?})"),
            Sense::Place(kind) => format!("Place(PlaceKind::{kind:?})"),
            plain => format!("{plain:?}"),
        };
        let lang = lang.map_or("None".to_owned(), |n| format!("Some(Lang({n}))"));
        format!("(Sense::{sense}, {lang}), ")
    };
    lists.iter().map(|list| format!("&[{}],\n", list.iter().map(one).collect::<String>())).collect()
}
