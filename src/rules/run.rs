//! Runs the rules that the settings leave on.

use super::{ALL, Check, EntryCx, Finding, LinkedCitationCx, LinkedEntryCx, Rule, Severity, Sink, TextCx};
use crate::config::{Config, Level, Problem, nearest};
use crate::lang::Lang;
use crate::markup::View;
use crate::syntax::{Citation, Reference, Tokens};

/// The rules that are on.
#[derive(Clone, Debug)]
pub struct Active {
    rules: Vec<&'static Rule>,
}

impl Active {
    /// The rules that these settings leave on.
    pub fn new(config: &Config) -> Self {
        Active { rules: ALL.iter().copied().filter(|rule| severity(rule, config).is_some()).collect() }
    }

    /// Judges one entry by itself. A note that is a reference is judged for its script and punctuation alone.
    #[allow(clippy::too_many_arguments, reason = "each is one thing that an entry is")]
    pub(crate) fn entry(
        &self,
        view: &View,
        tokens: &Tokens,
        reference: &Reference,
        note: bool,
        number: usize,
        config: &Config,
        findings: &mut Vec<Finding>,
    ) {
        for rule in &self.rules {
            let mut sink = Sink::new(rule, Some(view), Some(number), findings);
            match rule.check {
                Check::Entry(check) if !note => {
                    check(&EntryCx { view, tokens, reference, config }, &mut sink)
                }
                Check::Text(check) => {
                    let cx =
                        TextCx { view, tokens, lang: reference.lang, reference: Some(reference), config };
                    check(&cx, &mut sink);
                }
                _ => {}
            }
        }
    }

    /// Judges the text of one citation.
    pub(crate) fn citation(
        &self,
        view: &View,
        citation: &Citation,
        config: &Config,
        findings: &mut Vec<Finding>,
    ) {
        let tokens = Tokens::new(&view.text);
        let lang = citation.works.iter().find_map(|w| w.lang).or_else(|| Lang::detect(&view.text));
        for rule in &self.rules {
            if let Check::Text(check) = rule.check {
                let cx = TextCx { view, tokens: &tokens, lang, reference: None, config };
                check(&cx, &mut Sink::new(rule, Some(view), None, findings));
            }
        }
    }

    /// Judges one entry among the others.
    pub(crate) fn linked_entry(&self, cx: &LinkedEntryCx<'_>, findings: &mut Vec<Finding>) {
        for rule in &self.rules {
            if let Check::LinkedEntry(check) = rule.check {
                check(cx, &mut Sink::new(rule, Some(cx.view), Some(cx.place.entry), findings));
            }
        }
    }

    /// Judges one citation among the entries.
    pub(crate) fn linked_citation(&self, cx: &LinkedCitationCx<'_>, findings: &mut Vec<Finding>) {
        for rule in &self.rules {
            if let Check::LinkedCitation(check) = rule.check {
                check(cx, &mut Sink::new(rule, None, None, findings));
            }
        }
    }
}

/// The severity with which a rule is reported; `None` when it is off.
pub fn severity(rule: &Rule, config: &Config) -> Option<Severity> {
    let named = |list: &[String]| list.iter().any(|name| name == rule.name);
    let level = config.severity.get(rule.name);
    if named(&config.ignore)
        || level == Some(&Level::Off)
        || !(config.select.is_empty() || named(&config.select))
    {
        return None;
    }
    Some(match level {
        Some(Level::Hint) => Severity::Hint,
        Some(Level::Info) => Severity::Info,
        Some(Level::Warning) => Severity::Warning,
        Some(Level::Error) => Severity::Error,
        Some(Level::Off) | None => rule.severity,
    })
}

/// What to say of the names, with their lines, that no rule has.
pub fn unknown_names<'n>(names: impl IntoIterator<Item = (&'n str, Option<usize>)>) -> Vec<Problem> {
    let unknown = names.into_iter().filter(|(name, _)| Rule::named(name).is_none());
    unknown.map(|(name, line)| Problem { line, message: unknown_rule(name) }).collect()
}

/// The same for the text of a `dabir.toml`.
pub fn unknown_in(text: &str) -> Vec<Problem> {
    let names = Config::rule_lines(text);
    unknown_names(names.iter().map(|(name, line)| (name.as_str(), Some(*line))))
}

/// What to say about a rule name that no rule has.
pub fn unknown_rule(name: &str) -> String {
    match nearest(name, ALL.iter().map(|rule| rule.name)) {
        Some(near) => format!("unknown rule `{name}`; did you mean `{near}`?"),
        None => format!("unknown rule `{name}`; `dabir rules` lists them all"),
    }
}
