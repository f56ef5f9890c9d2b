//! Addresses that lead nowhere as they are written.

use crate::rules::{Check, EntryCx, Message, Safety, Sink, declare_rule};
use crate::syntax::{Identifier, IdentifierKind};
use crate::text::Local;

declare_rule! {
    /// An address has no scheme or its form is damaged.
    ///
    /// ## Why
    /// Programs recognise an address by its scheme (`https://`): without it, or with a misspelt one
    /// (`htp://`, `http//`), the address is no link in the printed PDF and in databases. A host without a dot
    /// (`https://sidir/`) does not exist.
    ///
    /// ## Examples
    /// ```text bad fa
    /// ولایتی، علی‌اکبر (۱۳۹۷). سیاست خارجی روسیه. تهران: نشر نی. قابل دسترس در: www.example.ir/politics
    /// ```
    /// ```text bad en
    /// Walt, Stephen (1987). The origins of alliances. London: Verso. Available at: htp://a.org/walt
    /// ```
    /// ```text good fa
    /// ولایتی، علی‌اکبر (۱۳۹۷). سیاست خارجی روسیه. تهران: نشر نی. قابل دسترس در: https://example.ir/سیاست
    /// ```
    /// ```text good en
    /// Walt, Stephen (1987). The origins of alliances. London: Verso. Available at: http://example.org:80/walt
    /// ```
    ///
    /// ## Fix
    /// Writes the scheme. Offered only: whether the host answers to `https` is known to the network alone.
    pub(crate) URL_INVALID {
        name: "url-invalid",
        severity: Warning,
        fix: Some(Safety::Offered),
        check: Check::Entry(check),
    }
}

fn check(cx: &EntryCx<'_>, sink: &mut Sink<'_>) {
    for &Identifier { kind, span } in &cx.tokens.identifiers {
        let address = span.of(&cx.view.text);
        match kind {
            IdentifierKind::Www => {
                let message = Message::new("the address `{0}` has no scheme", "نشانی «{0}» پیشوند ندارد");
                let start = Local { end: span.start, ..span };
                // `http: //www.a.ir`: the rest of a scheme stands there already.
                let scheme =
                    cx.view.text.get(..span.start as usize).is_some_and(|text| text.ends_with(['/', '\\']));
                sink.report(span, message.with(address))
                    .fix(title("https://"), (!scheme).then(|| (start, "https://".to_owned())));
            }
            IdentifierKind::BrokenUrl => report_broken(span, address, sink),
            IdentifierKind::Url if !has_host(address) => {
                let message =
                    Message::new("the address `{0}` names no host", "نام میزبان در نشانی «{0}» درست نیست");
                sink.report(span, message.with(address));
            }
            _ => {}
        }
    }
}

fn title(scheme: &str) -> Message {
    Message::new("Write `{0}`", "«{0}» نوشته شود").with(scheme)
}

fn report_broken(span: Local, address: &str, sink: &mut Sink<'_>) {
    let behind_letters = address.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = address.len() - behind_letters.len();
    let rest =
        behind_letters.trim_start_matches(|c: char| matches!(c, ':' | ';' | '/' | '\\') || c.is_whitespace());
    let message = Message::new("the scheme of the address `{0}` is damaged", "پیشوند نشانی «{0}» درست نیست");
    let report = sink.report(span, message.with(address));
    if rest.is_empty() {
        return;
    }
    let secure = address.get(..letters).is_some_and(|scheme| scheme.ends_with(['s', 'S']));
    let scheme = if secure { "https://" } else { "http://" };
    let end = span.start as usize + address.len() - rest.len();
    report.fix(title(scheme), [(Local::new(span.start as usize, end), scheme.to_owned())]);
}

/// Whether an address with a scheme names a host with a dot in it, or a numeric one.
fn has_host(address: &str) -> bool {
    let Some((_, rest)) = address.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    let host = authority.rsplit('@').next().unwrap_or(authority);
    if host.starts_with('[') {
        return true;
    }
    let name = host.split(':').next().unwrap_or(host);
    let letter = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '%') || !c.is_ascii();
    name.contains('.') && name.split('.').all(|part| !part.is_empty() && part.chars().all(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_have_a_dot_and_no_empty_part() {
        for good in [
            "https://a.ir",
            "http://u:p@a.b.org:80/x",
            "http://[::1]/",
            "https://fa.wikipedia.org/wiki/بوزان",
        ] {
            assert!(has_host(good), "{good}");
        }
        for bad in [
            "https://www.icomos,org/en",
            "https://sidir/x",
            "http://.ir",
            "http://www..ir/",
            "https://https://a.ir",
            "http:///x.y",
        ] {
            assert!(!has_host(bad), "{bad}");
        }
    }
}
