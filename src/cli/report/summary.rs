//! The sentence that closes a report for people.

use super::Report;
use crate::cli::finding::Finding;
use crate::rules::{Locale, Safety, Severity};

/// What was found, in how many files, and what could be mended.
pub(in crate::cli) fn of_findings(report: &Report<'_>) -> String {
    let all: Vec<&Finding> = report.findings().map(|(_, found)| found).collect();
    let files = report.outcomes.iter().filter(|outcome| outcome.error.is_none()).count();
    let with = report.outcomes.iter().filter(|outcome| !outcome.findings.is_empty()).count();
    let edits: usize = report.outcomes.iter().map(|outcome| outcome.edits).sum();
    let safe = all.iter().filter(|found| is_mended_by(found, Safety::Safe)).count();
    let offered = all.iter().filter(|found| is_mended_by(found, Safety::Offered)).count();
    let say = Words { locale: report.locale };
    if files == 0 {
        // What could not be read has been told.
        return if report.outcomes.is_empty() { say.nothing() + "\n" } else { String::new() };
    }
    let mut parts = Vec::new();
    if edits > 0 {
        parts.push(say.mended(edits));
    }
    parts.push(match all.is_empty() {
        true => say.clean(files),
        false => say.found(&all, with),
    });
    if safe + offered > 0 {
        parts.push(say.mendable(safe, offered));
    }
    parts.join(" ") + "\n"
}

/// What mending would change.
pub(in crate::cli) fn of_diff(report: &Report<'_>) -> String {
    let changed = report.outcomes.iter().filter(|outcome| outcome.edits > 0);
    let (files, edits) = changed.fold((0, 0), |(files, edits), outcome| (files + 1, edits + outcome.edits));
    Words { locale: report.locale }.would_change(edits, files) + "\n"
}

fn is_mended_by(found: &Finding, safety: Safety) -> bool {
    found.fix.as_ref().is_some_and(|fix| fix.safety == safety)
}

/// The sentences in each language.
#[derive(Clone, Copy)]
struct Words {
    locale: Locale,
}

impl Words {
    fn number(self, n: usize) -> String {
        match self.locale {
            Locale::En => n.to_string(),
            Locale::Fa => n
                .to_string()
                .bytes()
                .map(|b| char::from_u32(0x6f0 + u32::from(b - b'0')).unwrap_or('۰'))
                .collect(),
        }
    }

    /// "1 file", "2 files".
    fn count(self, n: usize, one: &str, fa: &str) -> String {
        let number = self.number(n);
        match self.locale {
            Locale::En if n == 1 => format!("{number} {one}"),
            Locale::En => format!("{number} {one}s"),
            Locale::Fa => format!("{number} {fa}"),
        }
    }

    fn files(self, n: usize) -> String {
        self.count(n, "file", "پرونده")
    }

    fn nothing(self) -> String {
        match self.locale {
            Locale::En => "No manuscripts found.".to_owned(),
            Locale::Fa => "دست‌نوشته‌ای یافت نشد.".to_owned(),
        }
    }

    fn clean(self, files: usize) -> String {
        match self.locale {
            Locale::En => format!("No findings in {}.", self.files(files)),
            Locale::Fa => format!("در {} ایرادی یافت نشد.", self.files(files)),
        }
    }

    fn found(self, all: &[&Finding], files: usize) -> String {
        let kinds = [
            (Severity::Error, "error", "خطا"),
            (Severity::Warning, "warning", "هشدار"),
            (Severity::Info, "note", "نکته"),
            (Severity::Hint, "hint", "پیشنهاد"),
        ];
        let count = |severity| all.iter().filter(|found| found.severity == severity).count();
        let counts = kinds.into_iter().map(|(severity, en, fa)| (count(severity), en, fa));
        let counts: Vec<String> =
            counts.filter(|(n, ..)| *n > 0).map(|(n, en, fa)| self.count(n, en, fa)).collect();
        let (all, files) = (self.count(all.len(), "finding", "ایراد"), self.files(files));
        match self.locale {
            Locale::En => format!("{all} in {files} ({}).", counts.join(", ")),
            Locale::Fa => format!("{all} در {files} ({}).", counts.join("، ")),
        }
    }

    fn mended(self, edits: usize) -> String {
        match self.locale {
            Locale::En => format!("Mended {}.", self.count(edits, "place", "")),
            Locale::Fa => format!("{} جا اصلاح شد.", self.number(edits)),
        }
    }

    fn mendable(self, safe: usize, offered: usize) -> String {
        let (a, b) = (self.number(safe), self.number(offered));
        match (self.locale, safe, offered) {
            (Locale::En, _, 0) => format!("{a} fixable with --fix."),
            (Locale::En, 0, _) => format!("{b} fixable with --fix --unsafe-fixes."),
            (Locale::En, ..) => format!("{a} fixable with --fix, {b} more with --unsafe-fixes."),
            (Locale::Fa, _, 0) => format!("{a} ایراد با --fix اصلاح‌شدنی است."),
            (Locale::Fa, 0, _) => format!("{b} ایراد با --fix --unsafe-fixes اصلاح‌شدنی است."),
            (Locale::Fa, ..) => {
                format!("{a} ایراد با --fix و {b} ایراد دیگر با --unsafe-fixes اصلاح‌شدنی است.")
            }
        }
    }

    fn would_change(self, edits: usize, files: usize) -> String {
        let (places, files) = (self.count(edits, "place", "جا"), self.files(files));
        match self.locale {
            Locale::En if edits == 0 => "Nothing would change.".to_owned(),
            Locale::En => format!("Would mend {places} in {files}."),
            Locale::Fa if edits == 0 => "چیزی تغییر نمی‌کند.".to_owned(),
            Locale::Fa => format!("{places} در {files} اصلاح می‌شود."),
        }
    }
}
