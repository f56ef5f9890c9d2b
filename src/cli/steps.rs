//! `dabir parse --explain`: how the reader came to its labels, for people and for programs.

use serde::Serialize;

use super::parse::rounded;
use super::screen::{BOLD, CYAN, DIM, Screen};
use crate::markup::View;
use crate::syntax::{Label, Tokens, steps};

/// One unit: a word, number, sign or address.
#[derive(Debug, Serialize)]
pub(super) struct Shown {
    /// As it is written, markup left out.
    text: String,
    look: String,
    marks: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<String>,
    /// `B-` or `I-` and the field, or `O` outside of fields.
    label: String,
    /// The likely labels with their probabilities.
    shares: Vec<(&'static str, f64)>,
}

/// The steps of reading what a view shows.
pub(super) fn of(view: &View) -> Vec<Shown> {
    let name = |label: Option<Label>| label.map_or("O", Label::name);
    let shown = |step: crate::syntax::reader::Step| Shown {
        text: step.span.of(&view.text).to_owned(),
        look: step.look,
        marks: step.marks,
        anchor: step.anchor,
        label: match step.label {
            Some(label) => format!("{}-{}", if step.begins { "B" } else { "I" }, label.name()),
            None => "O".to_owned(),
        },
        shares: step.shares.into_iter().map(|(label, share)| (name(label), rounded(share))).collect(),
    };
    steps(view, &Tokens::new(&view.text)).into_iter().map(shown).collect()
}

/// The steps as lines. What is written stands last: right-to-left text moves the columns behind it.
pub(super) fn table(steps: &[Shown], screen: Screen) -> String {
    let line = |step: &Shown| {
        let shares: Vec<String> =
            step.shares.iter().take(3).map(|(name, share)| format!("{name} {share:.2}")).collect();
        let marks: String = step.marks.iter().map(|mark| format!(" {}", mark.to_lowercase())).collect();
        let anchor = step.anchor.as_ref().map_or(String::new(), |anchor| format!(" [{anchor}]"));
        format!(
            "     {} {} {}  {}{}\n",
            screen.paint(CYAN, &format!("{:13}", step.label)),
            screen.paint(DIM, &format!("{:44}", shares.join("  "))),
            screen.paint(BOLD, &screen.quote(&step.text)),
            screen.paint(DIM, &step.look.to_lowercase()),
            screen.paint(DIM, &format!("{marks}{anchor}")),
        )
    };
    let lines: String = steps.iter().map(line).collect();
    if lines.is_empty() { lines } else { format!("\n{lines}") }
}
