//! What a finding says, in each language in which Dabir speaks.

use crate::text::isolate;

/// A language in which Dabir speaks to its user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Persian.
    Fa,
}

impl Locale {
    /// The locale of a BCP 47 or POSIX tag: Persian for `fa…`, English for all others.
    pub fn from_tag(tag: &str) -> Locale {
        if tag.to_ascii_lowercase().starts_with("fa") { Locale::Fa } else { Locale::En }
    }
}

/// One sentence with places for quotations: `{0}`, `{1}`, … stand for the arguments.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Message {
    en: &'static str,
    fa: &'static str,
    arguments: Vec<String>,
}

impl Message {
    /// A sentence in English and in Persian.
    pub fn new(en: &'static str, fa: &'static str) -> Self {
        Message { en, fa, arguments: Vec::new() }
    }

    /// Adds the next argument.
    pub fn with(mut self, argument: impl Into<String>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// The sentence in a locale. Arguments stand between isolates, and a Persian sentence as a whole does, so that
    /// neither script disturbs the other; shells strip isolates for clients that would show them.
    pub fn render(&self, locale: Locale) -> String {
        let template = match locale {
            Locale::En => self.en,
            Locale::Fa => self.fa,
        };
        let mut out = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some(open) = rest.find('{') {
            out.push_str(&rest[..open]);
            let Some(close) = rest[open..].find('}') else { break };
            let number: Option<usize> = rest[open + 1..open + close].parse().ok();
            if let Some(argument) = number.and_then(|n| self.arguments.get(n)) {
                out.push_str(&isolate(argument));
            }
            rest = &rest[open + close + 1..];
        }
        out.push_str(rest);
        match locale {
            Locale::En => out,
            Locale::Fa => format!("\u{2067}{out}\u{2069}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::strip_isolates;

    #[test]
    fn arguments_stand_in_their_places() {
        let message = Message::new("`{0}` before {1}", "«{0}» پیش از {1}").with("Walt").with("۱۳۸۹");
        assert_eq!(strip_isolates(&message.render(Locale::En)), "`Walt` before ۱۳۸۹");
        assert_eq!(strip_isolates(&message.render(Locale::Fa)), "«Walt» پیش از ۱۳۸۹");
        assert!(message.render(Locale::Fa).starts_with('\u{2067}'));
    }
}
