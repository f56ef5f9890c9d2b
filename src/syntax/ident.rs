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
const ADDRESS: &str = r#"[^\s<>"«»“”،؛\u{fffc}\u{2066}-\u{2069}\u{202a}-\u{202e}]"#;

static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let digit = "[0-9۰-۹٠-٩]";
    let (doi, isbn, issn) = (cues("doi"), cues("isbn"), cues("issn"));
    Regex::new(&format!(
        r"(?xi)
        (?P<url> \b(?:https?|ftps?)://{ADDRESS}+ )
        | (?P<broken> \b(?:h?t?tp|htt?ps?|hhtps?|https?|htttps?) (?: :// | ://? | //:? | ;// | : // | \\\\ | :\\\\ ){ADDRESS}* )
        | (?P<www> \bwww\.{ADDRESS}+ )
        | (?P<doi> \b10\.[0-9]{{4,9}}(?:\.[0-9]+)*/{ADDRESS}+ )
        | \b(?:{doi})(?:\.org/|\s?[:：]\s?|\s)\s*
          (?: (?P<cueddoi>10\.[0-9]{{4,9}}(?:\.[0-9]+)*/{ADDRESS}+) | (?P<brokendoi>(?:10|۱۰|١٠)[./٫]?{ADDRESS}+) )
        | (?P<isbncue> \b(?:{isbn}) \s?:?\s? (?P<isbn> {digit}[0-9۰-۹٠-٩\-‐‑–\x20]{{8,20}}[0-9۰-۹٠-٩xX]) )
        | (?P<issncue> \b(?:{issn}) \s?:?\s? (?P<issn> {digit}{{4}}[\-‐‑–]?{digit}{{3}}[0-9۰-۹٠-٩xX]) )
        | (?P<email> [A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+ )
        "
    ))
    .ok()
});

/// The identifiers of a text, in order; none overlaps another.
pub fn find_identifiers(text: &str) -> Vec<Identifier> {
    if !may_have_one(text) {
        return Vec::new();
    }
    let Some(pattern) = PATTERN.as_ref() else { return Vec::new() };
    let kinds = [
        ("url", IdentifierKind::Url),
        ("broken", IdentifierKind::BrokenUrl),
        ("www", IdentifierKind::Www),
        ("doi", IdentifierKind::Doi),
        ("cueddoi", IdentifierKind::Doi),
        ("brokendoi", IdentifierKind::BrokenDoi),
        ("isbn", IdentifierKind::Isbn),
        ("issn", IdentifierKind::Issn),
        ("email", IdentifierKind::Email),
    ];
    let mut found = Vec::new();
    for captures in pattern.captures_iter(text) {
        let named = kinds.iter().find_map(|&(name, kind)| Some((captures.name(name)?, kind)));
        let Some((matched, kind)) = named else { continue };
        let trimmed = match kind {
            IdentifierKind::Isbn | IdentifierKind::Issn | IdentifierKind::Email => matched.as_str(),
            _ => trim_end(matched.as_str()),
        };
        if !trimmed.is_empty() {
            let span = Local::new(matched.start(), matched.start() + trimmed.len());
            found.push(Identifier { kind, span });
        }
    }
    found
}

/// A cheap look before the pattern: most texts have none of these.
fn may_have_one(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memmem::find(bytes, b"//").is_some()
        || memchr::memmem::find(bytes, b"10.").is_some()
        || memchr::memchr(b'@', bytes).is_some()
        || memchr::memmem::find(bytes, b"\\\\").is_some()
        || CUES.as_ref().is_some_and(|cues| cues.is_match(text))
}

static CUES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let all = [cues("doi"), cues("isbn"), cues("issn")].join("|");
    Regex::new(&format!(r"(?ix) www\. | http | \b(?:{all})\b")).ok()
});

/// The packs' cues for a kind of identifier, as alternatives of a pattern, the longest first.
fn cues(sought: &str) -> String {
    let all = packs().iter().filter_map(|pack| pack.cues.get(sought));
    let mut words: Vec<String> =
        all.flat_map(|cues| &cues.before).map(|cue| regex::escape(cue).replace(' ', r"\s+")).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.join("|")
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
            ("see https://doi.org/10.1080/0030.2012.65,", vec![(Url, "https://doi.org/10.1080/0030.2012.65")]),
            ("(https://a.b/x_(y))", vec![(Url, "https://a.b/x_(y)")]),
            ("قابل دسترس در: www.sid.ir/fa.", vec![(Www, "www.sid.ir/fa")]),
            ("htp://x.org", vec![(BrokenUrl, "htp://x.org")]),
            ("http// Council", vec![(BrokenUrl, "http//")]),
            ("doi: 10.1002/x.y. Next", vec![(Doi, "10.1002/x.y")]),
            ("doi 10.55", vec![(BrokenDoi, "10.55")]),
            ("DOI: ۱۰٫۱۰۰۲/الف", vec![(BrokenDoi, "۱۰٫۱۰۰۲/الف")]),
            ("شابک ۹۷۸۹۶۴۰۰۰۰۰۰۱", vec![(Isbn, "۹۷۸۹۶۴۰۰۰۰۰۰۱")]),
            ("a.b@c.ir و", vec![(Email, "a.b@c.ir")]),
            ("https://fa.wikipedia.org/wiki/بوزان، ص 3", vec![(Url, "https://fa.wikipedia.org/wiki/بوزان")]),
            ("Vol. 10. 1987", vec![]),
        ] {
            let found: Vec<_> =
                find_identifiers(text).iter().map(|i| (i.kind, i.span.of(text))).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
