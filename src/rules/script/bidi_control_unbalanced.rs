//! Direction controls without their partners.

use crate::rules::{Check, EntryCx, Message, Safety, Sink, declare_rule};
use crate::text::{Imbalance, Local, unbalanced};

declare_rule! {
    /// An invisible direction control (embedding, override or isolate) is not closed in its entry, or closes
    /// nothing.
    ///
    /// ## Why
    /// A control without its partner turns the order of everything behind it, in the next entry too, and
    /// nobody sees why. Such controls come with text pasted from PDF files and word processors.
    ///
    /// ## Examples
    /// ```text bad fa
    /// بوزان، بری (۱۳۸۹). \u{202b}مردم، دولت‌ها و هراس. تهران: نشر نی.
    /// ```
    /// ```text bad en
    /// Walt, Stephen (1987). The origins of alliances\u{2069}. Ithaca: Cornell University Press.
    /// ```
    /// ```text good fa
    /// بوزان، بری (۱۳۸۹). \u{2067}مردم، دولت‌ها و هراس\u{2069}. تهران: نشر نی.
    /// ```
    /// ```text good en
    /// Walt, Stephen (1987). The origins of alliances.\u{200e} Ithaca: Cornell University Press.
    /// ```
    ///
    /// ## Fix
    /// A closer that closes nothing is removed; what is open gets its closer at the end of the entry. Safe:
    /// no letter changes, and the text shows as before.
    pub(crate) BIDI_CONTROL_UNBALANCED {
        name: "bidi-control-unbalanced",
        severity: Warning,
        fix: Some(Safety::Safe),
        check: Check::Entry(check),
    }
}

fn check(cx: &EntryCx<'_>, sink: &mut Sink<'_>) {
    let text = cx.view.text.as_str();
    let faults = unbalanced(text);
    if faults.is_empty() {
        return;
    }
    let closers: String = faults.iter().rev().filter_map(|fault| fault.closer()).collect();
    // Not so where a control was opened inside an isolate that is closed.
    let closed = unbalanced(&format!("{text}{closers}")).iter().all(|fault| fault.closer().is_none());
    let end = text.trim_end().len();
    for fault in &faults {
        let span = Local::new(fault.at, fault.at + fault.control.len_utf8());
        let edit = match fault.closer() {
            Some(_) if closed => (Local::new(end, end), closers.clone()),
            _ => (span, String::new()),
        };
        sink.report(span, message(*fault)).fix(title(&edit.1), [edit]);
    }
}

fn message(fault: Imbalance) -> Message {
    let message = match fault.closer() {
        Some(_) => Message::new(
            "the direction control `{0}` is opened and never closed in this entry",
            "نویسهٔ کنترل جهت «{0}» در این مدخل باز شده و بسته نشده است",
        ),
        None => Message::new(
            "the direction control `{0}` closes nothing in this entry",
            "نویسهٔ کنترل جهت «{0}» در این مدخل چیزی را نمی‌بندد",
        ),
    };
    message.with(format!("U+{:04X}", u32::from(fault.control)))
}

fn title(written: &str) -> Message {
    if written.is_empty() {
        return Message::new("Remove the control", "نویسهٔ کنترل جهت برداشته شود");
    }
    Message::new("Close it at the end of the entry", "در پایان مدخل بسته شود")
}
