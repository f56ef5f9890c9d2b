//! Addresses and identifiers: URL, DOI, ISBN, ISSN, e-mail.

use std::sync::LazyLock;

use regex::Regex;

use crate::lang::packs;
use crate::text::Local;

/// What an identifier is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IdentifierKind {
    /// An address with a scheme: `https://…`, `ftp://…`.
    Url,
    /// An address without a scheme: `www.sid.ir/…`.
    Www,
    /// Something meant as an address whose scheme is damaged: `htp://x`, `http//x`, `http:/x`.
    BrokenUrl,
    /// A DOI, bare or behind `doi:`: the part from `10.` on.
    Doi,
    /// What stands behind `doi:` and is no DOI.
    BrokenDoi,
    /// A book number behind `ISBN`.
    Isbn,
    /// A serial number behind `ISSN`.
    Issn,
    /// An e-mail address.
    Email,
}

/// An identifier and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// What it is.
    pub kind: IdentifierKind,
    /// Its place in the text.
    pub span: Local,
}

/// What can stand in an address: everything but spaces, quotation marks and Arabic-script punctuation
/// (RFC 3986 and RFC 3987 allow letters of any script).
fn is_address_char(c: char) -> bool {
    !(c.is_whitespace()
        || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '،' | '؛' | '\u{fffc}')
        || matches!(c, '\u{2066}'..='\u{2069}' | '\u{202a}'..='\u{202e}'))
}

/// What opens an identifier. The alternatives have no captures, no Unicode word boundary and no Unicode case, so that
/// the search is one small automaton, quick to make and to run.
static OPENINGS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let (doi, isbn, issn) = (cues("doi"), cues("isbn"), cues("issn"));
    Regex::new(&format!(
        r"(?x)
        (?i-u: \b (?: h?t?tps? | htt?ps? | hhtps? | htttps? | ftps? )
            (?: :// | ://? | //:? | ;// | [\ ]:// | \\\\ | :\\\\ | :[a-z0-9] ) )
        | (?i-u: \b www\. )
        | (?-u: \b 10\.[0-9]{{4,9}}(?:\.[0-9]+)*/ )
        | (?:{doi}) (?: \.org/ | {SPACE}?[:：]{SPACE}* | {SPACE}+ ) [0-9۰-۹٠-٩]+
        | (?:{isbn}) {SPACE}?:?{SPACE}?
        | (?:{issn}) {SPACE}?:?{SPACE}?
        | @
        "
    ))
    .ok()
});

/// The spaces that stand between a cue and its number.
const SPACE: &str = r"[\ \t\r\n]";

/// The packs' cues for a kind of identifier, as alternatives of a pattern, the longest first; only ASCII ones have
/// two cases.
fn cues(sought: &str) -> String {
    let all = packs().iter().filter_map(|pack| pack.cues.get(sought));
    let mut words: Vec<&String> = all.flat_map(|cues| &cues.before).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let pattern = |word: &String| {
        let literal = regex::escape(word).replace(' ', &format!("{SPACE}+"));
        if word.is_ascii() { format!("(?i-u:{literal})") } else { literal }
    };
    words.into_iter().map(pattern).collect::<Vec<_>>().join("|")
}

/// The identifiers of a text, in order; none overlaps another.
pub fn find_identifiers(text: &str) -> Vec<Identifier> {
    let Some(openings) = OPENINGS.as_ref() else { return Vec::new() };
    let mut found: Vec<Identifier> = Vec::new();
    let mut at = 0;
    while let Some(opening) = openings.find_at(text, at) {
        at = opening.end();
        if let Some(identifier) = identify(text, opening.start(), opening.end())
            && found.last().is_none_or(|last| last.span.end <= identifier.span.start)
        {
            at = at.max(identifier.span.end as usize);
            found.push(identifier);
        }
    }
    found
}

/// The identifier that an opening at `start..end` begins.
fn identify(text: &str, start: usize, end: usize) -> Option<Identifier> {
    let opening = &text[start..end];
    let lower = opening.to_ascii_lowercase();
    let make = |kind, start: usize, end: usize| Some(Identifier { kind, span: Local::new(start, end) });
    let address = |from: usize| {
        let rest = &text[from..];
        from + trim_end(&rest[..rest.find(|c| !is_address_char(c)).unwrap_or(rest.len())]).len()
    };
    match lower.as_str() {
        "http://" | "https://" | "ftp://" | "ftps://" => {
            let close = address(end);
            make(if close > end { IdentifierKind::Url } else { IdentifierKind::BrokenUrl }, start, close)
        }
        "www." => {
            make(IdentifierKind::Www, start, address(end)).filter(|found| found.span.end as usize > end)
        }
        "@" => email(text, start),
        _ if lower.contains(".org/") => make(IdentifierKind::Www, start, address(end)),
        _ if lower.starts_with("10.") => make(IdentifierKind::Doi, start, address(end)),
        _ if opening.ends_with(|c| crate::text::digit_value(c).is_some()) => {
            let from = start
                + opening
                    .rfind(|c: char| crate::text::digit_value(c).is_none())
                    .map_or(0, |n| n + opening[n..].chars().next().map_or(0, char::len_utf8));
            let close = address(from);
            let kind =
                if is_doi(&text[from..close]) { IdentifierKind::Doi } else { IdentifierKind::BrokenDoi };
            make(kind, from, close)
        }
        _ if lower.starts_with('h') || lower.starts_with('t') || lower.starts_with('f') => {
            make(IdentifierKind::BrokenUrl, start, address(end).max(end))
        }
        _ => number(text, end),
    }
}

/// Whether a text is a DOI: `10.`, a registrant of four to nine digits with subdivisions, a slash, a suffix (ISO
/// 26324; the length is that of all registrants so far).
fn is_doi(text: &str) -> bool {
    let Some((registrant, suffix)) = text.strip_prefix("10.").and_then(|rest| rest.split_once('/')) else {
        return false;
    };
    let mut parts = registrant.split('.');
    let first =
        parts.next().is_some_and(|p| (4..=9).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()));
    first && parts.all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit())) && !suffix.is_empty()
}

/// A book or serial number: digits of any family with hyphens or spaces, perhaps an X at the end.
fn number(text: &str, from: usize) -> Option<Identifier> {
    let rest = &text[from..];
    let inner = |c: char| {
        crate::text::digit_value(c).is_some() || matches!(c, '-' | '‐' | '‑' | '–' | ' ' | 'x' | 'X')
    };
    let taken =
        rest[..rest.find(|c| !inner(c)).unwrap_or(rest.len())].trim_end_matches([' ', '-', '‐', '‑', '–']);
    let digits =
        taken.chars().filter(|c| crate::text::digit_value(*c).is_some() || matches!(c, 'x' | 'X')).count();
    let kind = match digits {
        7 | 8 => IdentifierKind::Issn,
        9..=14 => IdentifierKind::Isbn,
        _ => return None,
    };
    Some(Identifier { kind, span: Local::new(from, from + taken.len()) })
}

/// The e-mail address round the `@` at `at`.
fn email(text: &str, at: usize) -> Option<Identifier> {
    let local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    let before = &text[..at];
    let start = before.len() - (before.len() - before.trim_end_matches(local).len());
    let rest = &text[at + 1..];
    let domain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let host = rest[..rest.find(|c| !domain(c)).unwrap_or(rest.len())].trim_end_matches(['.', '-']);
    (start < at && host.contains('.'))
        .then(|| Identifier { kind: IdentifierKind::Email, span: Local::new(start, at + 1 + host.len()) })
}

/// Takes off the signs that end a sentence rather than an address, and brackets without a partner inside it.
fn trim_end(address: &str) -> &str {
    let mut kept = address;
    loop {
        let Some(last) = kept.chars().next_back() else { return kept };
        let without = &kept[..kept.len() - last.len_utf8()];
        let opener = match last {
            ')' => Some('('),
            ']' => Some('['),
            '}' => Some('{'),
            _ => None,
        };
        let lonely = opener.is_some_and(|o| kept.matches(o).count() < kept.matches(last).count());
        if !(lonely || matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '؟' | '*')) {
            return kept;
        }
        kept = without;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_found_and_trimmed() {
        use IdentifierKind::*;
        for (text, expected) in [
            (
                "see https://doi.org/10.1080/0030.2012.65,",
                vec![(Url, "https://doi.org/10.1080/0030.2012.65")],
            ),
            ("(https://a.b/x_(y))", vec![(Url, "https://a.b/x_(y)")]),
            ("قابل دسترس در: www.sid.ir/fa.", vec![(Www, "www.sid.ir/fa")]),
            ("htp://x.org", vec![(BrokenUrl, "htp://x.org")]),
            ("http// Council", vec![(BrokenUrl, "http//")]),
            ("https:doi.org/10.1/x", vec![(BrokenUrl, "https:doi.org/10.1/x")]),
            ("doi.org/10.1017/S1", vec![(Www, "doi.org/10.1017/S1")]),
            ("https;//archive.org/x", vec![(BrokenUrl, "https;//archive.org/x")]),
            ("https:\\\\poets.org", vec![(BrokenUrl, "https:\\\\poets.org")]),
            ("doi: 10.1002/x.y. Next", vec![(Doi, "10.1002/x.y")]),
            ("doi 10.55", vec![(BrokenDoi, "10.55")]),
            ("DOI: 1.1177/00905", vec![(BrokenDoi, "1.1177/00905")]),
            ("DOI: ۱۰٫۱۰۰۲/الف", vec![(BrokenDoi, "۱۰٫۱۰۰۲/الف")]),
            ("شابک ۹۷۸۹۶۴۰۰۰۰۰۰۱", vec![(Isbn, "۹۷۸۹۶۴۰۰۰۰۰۰۱")]),
            ("a.b@c.ir و", vec![(Email, "a.b@c.ir")]),
            ("https://fa.wikipedia.org/wiki/بوزان، ص 3", vec![(Url, "https://fa.wikipedia.org/wiki/بوزان")]),
            ("Vol. 10. 1987", vec![]),
        ] {
            let found: Vec<_> = find_identifiers(text).iter().map(|i| (i.kind, i.span.of(text))).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
