//! DOIs that are none.

use crate::rules::{Check, EntryCx, Message, Sink, declare_rule};
use crate::syntax::IdentifierKind;

declare_rule! {
    /// What is given as a DOI is not one.
    ///
    /// ## Why
    /// A DOI is `10.`, a number of four to nine digits, a slash and a name, in ASCII digits; anything else
    /// resolves to nothing. Damage comes from copying across lines and from programs that turn digits into
    /// Persian ones.
    ///
    /// ## Examples
    /// ```text bad fa
    /// نوری، علیرضا (۱۳۸۹). «سیاست خارجی»، روابط خارجی، دوره ۴، صص ۹-۲۸. doi: 10.55
    /// ```
    /// ```text bad en
    /// Walt, Stephen (1997). Why alliances endure. Survival, 39(1), 156–179. https://doi.org/156179
    /// ```
    /// ```text good fa
    /// نوری، علیرضا (۱۳۸۹). «سیاست خارجی»، روابط خارجی، دوره ۴، صص ۹-۲۸. doi: 10.22034/fr.2010.12
    /// ```
    /// ```text good en
    /// Walt, Stephen (1997). Why alliances endure. Survival, 39(1), 156–179. https://doi.org/10.1080/00396
    /// ```
    pub(crate) DOI_INVALID {
        name: "doi-invalid",
        severity: Warning,
        fix: None,
        check: Check::Entry(check),
    }
}

fn check(cx: &EntryCx<'_>, sink: &mut Sink<'_>) {
    for identifier in &cx.tokens.identifiers {
        let text = identifier.span.of(&cx.view.text);
        let wrong = match identifier.kind {
            IdentifierKind::BrokenDoi => !is_doi(text),
            IdentifierKind::Url => resolver_path(text).is_some_and(|path| !is_doi(path)),
            _ => false,
        };
        if wrong {
            let message = Message::new(
                "`{0}` is no DOI; one looks like `{1}`",
                "«{0}» شناسهٔ DOI نیست؛ نمونهٔ درست: «{1}»",
            );
            sink.report(identifier.span, message.with(text).with("10.1234/name"));
        }
    }
}

/// What an address of the DOI resolver asks for.
fn resolver_path(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.to_ascii_lowercase();
    matches!(host.as_str(), "doi.org" | "dx.doi.org" | "www.doi.org").then_some(path)
}

/// Whether this is a DOI or a short one (`10/gf3k`); its slash may be percent-encoded.
fn is_doi(text: &str) -> bool {
    let text = text.replace("%2F", "/").replace("%2f", "/");
    let Some((prefix, name)) = text.split_once('/') else { return false };
    if prefix == "10" {
        return name.len() > 2 && name.chars().all(|c| c.is_ascii_alphanumeric());
    }
    let registrant = prefix.strip_prefix("10.").unwrap_or("");
    let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let first = registrant.split('.').next().unwrap_or("");
    registrant.split('.').all(digits) && (4..=9).contains(&first.len()) && !name.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dois_are_told_from_what_only_looks_like_one() {
        for good in ["10.1080/0039", "10.1000.10/123", "10/gf3k", "10.1000%2F182", "10.1002/(sici)1099"] {
            assert!(is_doi(good), "{good}");
        }
        for bad in ["10.55", "10.55/x", "10.1080/", "156179", "۱۰.۱۰۰۲/x", ""] {
            assert!(!is_doi(bad), "{bad}");
        }
        assert_eq!(resolver_path("https://dx.doi.org/10.1/x"), Some("10.1/x"));
        assert_eq!(resolver_path("https://example.org/10.1"), None);
    }
}
