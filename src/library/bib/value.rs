//! The values of fields: TeX becomes plain text, and lists of names become names.

use biblatex::{
    Bibliography, Chunk, Chunks, ChunksExt, Pair, Person, RawBibliography, RawChunk, RawEntry, Spanned,
};

use crate::library::name::{Name, Names, SuffixPlace, collapsed};
use crate::text::{Script, script_of};

/// More braces in a value, or deeper ones, are not read as TeX: `biblatex` needs time in the square of their number.
const MOST_BRACES: usize = 500;
const DEEPEST: usize = 50;

/// The value of a field with its TeX resolved; `None` when that is not valid.
pub(super) fn chunks(name: &str, value: &str) -> Option<Chunks> {
    if !value.contains(['\\', '{', '}', '$']) && !value.contains("--") {
        return Some(vec![Spanned::zero(Chunk::Normal(value.to_owned()))]);
    }
    if is_knotty(value) {
        return None;
    }
    let value = usual(value);
    // Keys of other entries are looked up by `biblatex` under their own names, and are all in one entry's file here.
    let name = if name == "crossref" { "title" } else { name };
    let field = Pair::new(Spanned::zero(name), Spanned::zero(vec![Spanned::zero(RawChunk::Normal(&value))]));
    let entry = RawEntry { key: Spanned::zero("key"), kind: Spanned::zero("misc"), fields: vec![field] };
    let raw = RawBibliography {
        preamble: String::new(),
        entries: vec![Spanned::zero(entry)],
        abbreviations: Vec::new(),
    };
    Bibliography::from_raw(raw).ok()?.into_vec().pop()?.fields.remove(name)
}

/// A value that is not valid TeX, without the signs of TeX.
pub(super) fn bare(value: &str) -> Chunks {
    let value: String = value.chars().filter(|c| !matches!(c, '{' | '}' | '$')).collect();
    vec![Spanned::zero(Chunk::Normal(value))]
}

fn is_knotty(value: &str) -> bool {
    let (mut braces, mut depth, mut deepest) = (0usize, 0usize, 0usize);
    for byte in value.bytes() {
        match byte {
            b'{' => (braces, depth) = (braces + 1, depth + 1),
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    braces > MOST_BRACES || deepest > DEEPEST
}

/// Forms of letters that `biblatex` does not know, in forms that it knows: `\'\i` and `\o{}`.
fn usual(value: &str) -> String {
    let mut usual = value.replace("\\o{}", "\\o ");
    if value.contains("\\i") || value.contains("\\j") {
        for accent in ['\'', '`', '^', '"', '~', '='] {
            for (dotless, letter) in [("\\i", "i"), ("\\j", "j")] {
                for end in [" ", "{}", "}"] {
                    let close = if end == "}" { "}" } else { "" };
                    let seen = format!("\\{accent}{dotless}{end}");
                    usual = usual.replace(&seen, &format!("\\{accent}{{{letter}}}{close}"));
                }
            }
        }
    }
    usual
}

/// A value as plain text with single spaces.
pub(super) fn plain(name: &str, chunks: &Chunks) -> String {
    let text: String = chunks.iter().map(|chunk| chunk.v.get()).collect();
    match name {
        // Addresses have no TeX but escaped signs.
        "url" | "doi" => text.replace('\\', "").trim().to_owned(),
        _ => collapsed(&without_commands(&text)),
    }
}

/// The names of a list.
pub(super) fn names(chunks: &Chunks) -> Names {
    let mut names = Names::default();
    let lists: Vec<Chunks> = chunks.parse().unwrap_or_default();
    for list in lists {
        let text = plain("author", &list);
        let arabic = text.chars().find_map(script_of) == Some(Script::Arabic);
        if is_braced(&list) {
            names.push(Name::literal(&text));
        } else if text == "others" {
            names.others = true;
        } else if arabic || text.contains('،') {
            names.push_written(&text, SuffixPlace::Second);
        } else {
            names.push(person(&list));
        }
    }
    names
}

/// Whether all of a name stands in braces of its own.
fn is_braced(name: &Chunks) -> bool {
    let braced = |chunk: &Chunk| matches!(chunk, Chunk::Verbatim(_));
    name.iter().all(|chunk| braced(&chunk.v) || chunk.v.get().trim().is_empty())
}

/// A name by the rules of BibTeX.
fn person(name: &Chunks) -> Name {
    let chunk = |chunk: &Spanned<Chunk>| {
        let text = without_commands(chunk.v.get());
        // `{\'A}lvarez`: the braces are the accent's and protect nothing.
        let protected = matches!(chunk.v, Chunk::Verbatim(_)) && text.chars().count() > 2;
        Spanned::zero(if protected { Chunk::Verbatim(text) } else { Chunk::Normal(text) })
    };
    let person = Person::parse(&name.iter().map(chunk).collect::<Chunks>());
    Name {
        family: collapsed(&person.name),
        given: collapsed(&person.given_name),
        particle: collapsed(&person.prefix),
        suffix: collapsed(&person.suffix),
        literal: false,
    }
}

/// Text without the commands that `biblatex` leaves, `\emph{so}`, and with the signs for which TeX has its own forms.
fn without_commands(text: &str) -> String {
    if !text.contains(['\\', '~', '`', '\'']) {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    let commands = text.contains('\\');
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                let after = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic());
                let named = after.len() < rest.len();
                rest = if named { after.strip_prefix(' ').unwrap_or(after) } else { rest };
            }
            '{' | '}' if commands => {}
            '~' => plain.push(' '),
            '`' if rest.starts_with('`') => (plain.push('“'), rest = &rest[1..]).1,
            '\'' if rest.starts_with('\'') => (plain.push('”'), rest = &rest[1..]).1,
            _ => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::tests::names as shown;

    fn check(value: &str, expected: &str) {
        let read = chunks("title", value).map(|chunks| plain("title", &chunks));
        assert_eq!(read.as_deref(), Some(expected), "{value}");
    }

    #[test]
    fn tex_becomes_text() {
        check("The {NATO}  of\n {\\'E}mile", "The NATO of Émile");
        check(
            "S\\o{}ren, Mart\\'\\i nez, Garc{\\'\\i}a, \\v{C}apek, \\\"Ozg\\\"ur",
            "Søren, Martínez, García, Čapek, Özgür",
        );
        check("\\emph{War \\& \\textbf{peace}} 1990--95", "War & peace 1990–95");
        check("\\lr{A}~``b'' {\\bf c}", "A “b” c");
        check("می‌رود {\\textit{و}} $x^2$", "می‌رود و x^2");
    }

    #[test]
    fn what_is_no_tex_is_not_read() {
        for value in ["5$", "\\'{e", &"{".repeat(60), &"{}".repeat(501), &"\\a{".repeat(5_000)] {
            assert_eq!(chunks("title", value), None, "{value}");
        }
        assert_eq!(plain("title", &bare("{5$} more")), "5 more");
        let url = chunks("url", "http://a.ir/x\\_y\\%20{}").map(|c| plain("url", &c));
        assert_eq!(url.as_deref(), Some("http://a.ir/x_y%20"));
    }

    fn check_names(value: &str, expected: &[&str]) {
        let names = names(&chunks("author", value).unwrap_or_default());
        assert_eq!(shown(&names), expected, "{value}");
    }

    #[test]
    fn names_are_taken_apart() {
        check_names("بوزان، باری", &["باری||بوزان|"]);
        check_names("بوزان، باری and ویور، اُلی", &["باری||بوزان|", "اُلی||ویور|"]);
        check_names("دهقانی فیروزآبادی, سید جلال", &["سید جلال||دهقانی فیروزآبادی|"]);
        check_names("حمید عنایت", &["حمید||عنایت|"]);
        check_names("Buzan, Barry and Wæver, Ole", &["Barry||Buzan|", "Ole||Wæver|"]);
        check_names("{World Health Organization}", &["[World Health Organization]"]);
        check_names("{Simon and Sons} and Bull, Hedley", &["[Simon and Sons]", "Hedley||Bull|"]);
        check_names(
            "Jaap van der Hoop and de la Torre, Jr., Inés",
            &["Jaap|van der|Hoop|", "Inés|de la|Torre|Jr."],
        );
        check_names("{\\'A}lvarez Garc\\'{\\i}a, Luis", &["Luis||Álvarez García|"]);
        check_names("family=Hoop, given=Jaap, prefix=de", &["Jaap|de|Hoop|"]);
        check_names("Bull, H.~N. and {\\\"O}zal, T", &["H. N.||Bull|", "T||Özal|"]);
        check_names("  ", &[]);
        assert!(names(&chunks("author", "Bull, H. and others").unwrap_or_default()).others);
    }
}
