//! Fixes as actions: one for each fault with a fix, and all safe ones at once.

use super::Action;
use crate::model::{Analysis, Diagnostic};
use crate::rules::{Locale, Safety};
use crate::text::{EditSet, TextRange};

/// The fixes of the faults that `range` touches.
pub fn actions(analysis: &Analysis, range: TextRange, locale: Locale) -> Vec<Action> {
    let near = analysis.diagnostics_in(range).filter(|found| found.range.meets(range));
    near.filter_map(|found| action(found, locale)).collect()
}

fn action(found: Diagnostic<'_>, locale: Locale) -> Option<Action> {
    let fix = found.fix?;
    Some(Action {
        title: fix.title.render(locale),
        rule: found.rule.name,
        range: found.range,
        safe: fix.safety == Safety::Safe,
        edits: fix.edits,
    })
}

/// The edits of all fixes that are at most as daring as `limit`. A fix that overlaps an earlier one is left for the
/// next time.
pub fn fix_all(analysis: &Analysis, limit: Safety) -> EditSet {
    let mut edits = EditSet::new();
    for fix in analysis.diagnostics().filter_map(|found| found.fix).filter(|fix| fix.safety <= limit) {
        // An overlap is no loss: what is left is found again in the mended text.
        let _ = edits.add_all(&fix.edits);
    }
    edits
}
