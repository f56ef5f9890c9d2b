//! What is wrong: one file a rule, grouped by noun.
//!
//! A rule is a `static` made by `declare_rule!`: its doc comment is its page, its name, severity and fix stand
//! beside the function that finds the fault. A new rule is a new file, its line in the `mod.rs` of its topic, and
//! its name in [`ALL`]. Running prose is never proofread: rules see entries, citations and notes that are
//! references.

mod citations;
mod identifiers;
mod list;
mod locators;
mod message;
mod people;
mod punctuation;
mod run;
mod script;
#[cfg(test)]
mod tests;

use crate::config::Config;
use crate::lang::Lang;
use crate::markup::View;
use crate::model::{Facts, Index, Key, Place, Summary};
use crate::syntax::{Citation, Piece, Reference, Tokens};
use crate::text::Local;

pub use message::{Locale, Message};
pub use run::{Active, severity, unknown_in, unknown_names, unknown_rule};

/// How bad a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A matter of taste or of house style.
    Hint,
    /// Worth knowing.
    Info,
    /// An editor would send it back.
    Warning,
    /// Certainly broken.
    Error,
}

/// Whether a rule's fix may be applied without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// Applied by `--fix` and by `source.fixAll`; applying it twice changes nothing more.
    Safe,
    /// A code action, and `--unsafe-fixes`.
    Offered,
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its stable name in kebab-case, which states the flaw.
    pub name: &'static str,
    /// How bad its faults are, unless the configuration says otherwise.
    pub severity: Severity,
    /// Whether and how it mends them.
    pub fix: Option<Safety>,
    /// Its page, in Markdown.
    pub docs: &'static str,
    /// The function that finds its faults.
    pub check: Check,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Rule) -> bool {
        self.name == other.name
    }
}

impl Eq for Rule {}

impl Rule {
    /// The rule with this name.
    pub fn named(name: &str) -> Option<&'static Rule> {
        ALL.iter().copied().find(|rule| rule.name == name)
    }

    /// The first sentence of its page.
    pub fn summary(&self) -> String {
        let first = self.docs.trim().split("\n\n").next().unwrap_or("");
        first.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// What a rule looks at.
#[derive(Debug)]
pub enum Check {
    /// One entry by itself.
    Entry(fn(&EntryCx<'_>, &mut Sink<'_>)),
    /// The text of an entry or of a citation by itself, for rules of script and punctuation.
    Text(fn(&TextCx<'_>, &mut Sink<'_>)),
    /// One entry among the others and the citations.
    LinkedEntry(fn(&LinkedEntryCx<'_>, &mut Sink<'_>)),
    /// One citation among the entries.
    LinkedCitation(fn(&LinkedCitationCx<'_>, &mut Sink<'_>)),
}

/// An entry by itself.
#[derive(Debug)]
pub struct EntryCx<'a> {
    /// The entry's words; spans of [`Reference`] and [`Tokens`] are places in it.
    pub view: &'a View,
    /// Its tokens.
    pub tokens: &'a Tokens,
    /// What was read in it.
    pub reference: &'a Reference,
    /// The settings.
    pub config: &'a Config,
}

/// A text by itself: an entry, or a citation with its brackets.
#[derive(Debug)]
pub struct TextCx<'a> {
    /// Its words.
    pub view: &'a View,
    /// Its tokens.
    pub tokens: &'a Tokens,
    /// Its language.
    pub lang: Option<Lang>,
    /// What was read in it, when it is an entry.
    pub reference: Option<&'a Reference>,
    /// The settings.
    pub config: &'a Config,
}

/// An entry among the others.
#[derive(Debug)]
pub struct LinkedEntryCx<'a> {
    /// Where it stands.
    pub place: Place,
    /// The entry's words.
    pub view: &'a View,
    /// What was read in it.
    pub reference: &'a Reference,
    /// What citations can call it.
    pub summary: &'a Summary,
    /// Its number and its key in the list.
    pub piece: &'a Piece,
    /// What it shares with other entries of the same work.
    pub(crate) twins: &'a [Key],
    /// All of its block with the blank lines behind it, when it is alone there: what to delete with it.
    pub whole: Option<Local>,
    /// Where to look for others.
    pub index: &'a Index,
    /// What is true of the whole document.
    pub facts: &'a Facts,
    /// The settings.
    pub config: &'a Config,
}

/// A citation among the entries.
#[derive(Debug)]
pub struct LinkedCitationCx<'a> {
    /// The text of its block; the spans of the citation are places in it.
    pub source: &'a str,
    /// The citation.
    pub citation: &'a Citation,
    /// Where to look for entries.
    pub index: &'a Index,
    /// What is true of the whole document.
    pub facts: &'a Facts,
    /// The settings.
    pub config: &'a Config,
}

/// One fault in one block.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule that it breaks.
    pub rule: &'static Rule,
    /// The smallest text that shows it, in the block.
    pub span: Local,
    /// What is wrong.
    pub message: Message,
    /// How to mend it.
    pub fix: Option<Fix>,
    /// Other places that it has to do with.
    pub related: Vec<Related>,
    /// The number of its entry in the block.
    pub entry: Option<usize>,
    /// The two names that it is about, if it is about two; whether they are one person's may be decided for good.
    pub people: Option<(String, String)>,
}

/// A way to mend a fault: edits of one block.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// Whether it may be applied without asking.
    pub safety: Safety,
    /// What it does, in the imperative.
    pub title: Message,
    /// The edits: places in the block and what stands there afterwards.
    pub edits: Vec<(Local, String)>,
}

/// Another place that a finding has to do with.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// The entry there.
    pub place: Place,
    /// What it is.
    pub message: Message,
}

/// Where a rule puts its findings. Spans given to it are places in the view; those of [`Sink::at_source`] are
/// places in the block.
#[derive(Debug)]
pub struct Sink<'a> {
    rule: &'static Rule,
    view: Option<&'a View>,
    entry: Option<usize>,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Sink<'a> {
    /// A sink for one rule.
    pub(crate) fn new(
        rule: &'static Rule,
        view: Option<&'a View>,
        entry: Option<usize>,
        findings: &'a mut Vec<Finding>,
    ) -> Self {
        Sink { rule, view, entry, findings }
    }

    /// Reports a fault at a place seen.
    pub fn report(&mut self, span: Local, message: Message) -> Report<'_> {
        let source = self.view.map_or(span, |view| view.source(span));
        self.at_source(source, message)
    }

    /// Reports a fault at a place in the block.
    pub fn at_source(&mut self, span: Local, message: Message) -> Report<'_> {
        let index = self.findings.len();
        let (rule, entry) = (self.rule, self.entry);
        self.findings.push(Finding {
            rule,
            span,
            message,
            fix: None,
            related: Vec::new(),
            entry,
            people: None,
        });
        Report { finding: &mut self.findings[index], view: self.view }
    }
}

/// A finding that was just reported and can still be completed.
#[derive(Debug)]
pub struct Report<'a> {
    finding: &'a mut Finding,
    view: Option<&'a View>,
}

impl Report<'_> {
    /// Adds the rule's fix: edits of places seen. Where one of them would touch markup or an address, the finding
    /// stays without a fix.
    pub fn fix(self, title: Message, edits: impl IntoIterator<Item = (Local, String)>) -> Self {
        let safety = self.finding.rule.fix.unwrap_or(Safety::Offered);
        self.fix_as(safety, title, edits)
    }

    /// Like [`Report::fix`], with a safety of its own, never safer than the rule's.
    pub fn fix_as(
        self,
        safety: Safety,
        title: Message,
        edits: impl IntoIterator<Item = (Local, String)>,
    ) -> Self {
        let source = |(span, text): (Local, String)| match self.view {
            Some(view) => view.editable(span).map(|span| (span, text)),
            None => Some((span, text)),
        };
        let edits: Option<Vec<_>> = edits.into_iter().map(source).collect();
        let safety = safety.max(self.finding.rule.fix.unwrap_or(Safety::Offered));
        self.finding.fix = edits.filter(|e| !e.is_empty()).map(|edits| Fix { safety, title, edits });
        self
    }

    /// Like [`Report::fix`], with edits of places in the block, markup and all.
    pub fn fix_source(self, title: Message, edits: impl IntoIterator<Item = (Local, String)>) -> Self {
        let safety = self.finding.rule.fix.unwrap_or(Safety::Offered);
        let edits: Vec<_> = edits.into_iter().collect();
        self.finding.fix = (!edits.is_empty()).then_some(Fix { safety, title, edits });
        self
    }

    /// Adds the two names that the fault is about.
    pub fn people(self, one: &str, other: &str) -> Self {
        self.finding.people = Some((one.to_owned(), other.to_owned()));
        self
    }

    /// Adds another place that the fault has to do with.
    pub fn related(self, place: Place, message: Message) -> Self {
        self.finding.related.push(Related { place, message });
        self
    }
}

/// Makes the `static` of a rule of its doc comment and facts:
///
/// ```text
/// declare_rule! {
///     /// The page.
///     pub(crate) PAGES_REVERSED {
///         name: "pages-reversed",
///         severity: Info,
///         fix: Some(Safety::Offered),
///         check: Check::Entry(check),
///     }
/// }
/// ```
macro_rules! declare_rule {
    (
        $(#[doc = $doc:literal])+
        pub(crate) $id:ident {
            name: $name:literal,
            severity: $severity:ident,
            fix: $fix:expr,
            check: $check:expr $(,)?
        }
    ) => {
        $(#[doc = $doc])+
        pub(crate) static $id: $crate::rules::Rule = $crate::rules::Rule {
            name: $name,
            severity: $crate::rules::Severity::$severity,
            fix: $fix,
            docs: concat!($($doc, "\n"),+),
            check: $check,
        };
    };
}
pub(crate) use declare_rule;

/// All rules, by name.
pub static ALL: [&Rule; 30] = [
    &script::bidi_control_unbalanced::BIDI_CONTROL_UNBALANCED,
    &punctuation::bracket_unbalanced::BRACKET_UNBALANCED,
    &citations::cite_author_near::CITE_AUTHOR_NEAR,
    &citations::cite_cross_script::CITE_CROSS_SCRIPT,
    &citations::cite_no_entry::CITE_NO_ENTRY,
    &citations::cite_number_unknown::CITE_NUMBER_UNKNOWN,
    &citations::cite_year_mismatch::CITE_YEAR_MISMATCH,
    &script::digits_mixed::DIGITS_MIXED,
    &identifiers::doi_invalid::DOI_INVALID,
    &list::entry_duplicate::ENTRY_DUPLICATE,
    &list::entry_no_author::ENTRY_NO_AUTHOR,
    &list::entry_no_title::ENTRY_NO_TITLE,
    &list::entry_no_year::ENTRY_NO_YEAR,
    &list::entry_not_cited::ENTRY_NOT_CITED,
    &list::entry_unparsed::ENTRY_UNPARSED,
    &script::lang_et_al::LANG_ET_AL,
    &script::letter_arabic::LETTER_ARABIC,
    &people::name_initials_only::NAME_INITIALS_ONLY,
    &people::name_pair_conflict::NAME_PAIR_CONFLICT,
    &people::name_typo::NAME_TYPO,
    &people::name_variant::NAME_VARIANT,
    &locators::pages_reversed::PAGES_REVERSED,
    &punctuation::punct_doubled::PUNCT_DOUBLED,
    &punctuation::punct_space_after::PUNCT_SPACE_AFTER,
    &punctuation::punct_space_before::PUNCT_SPACE_BEFORE,
    &punctuation::quote_unbalanced::QUOTE_UNBALANCED,
    &identifiers::url_invalid::URL_INVALID,
    &identifiers::url_missing::URL_MISSING,
    &citations::year_suffix_unknown::YEAR_SUFFIX_UNKNOWN,
    &script::zwnj_lost::ZWNJ_LOST,
];
