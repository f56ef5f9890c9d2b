//! The order of names in a language.

use std::cmp::Ordering;
use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;

use super::{Lang, packs};

/// One collator a language, in the order of the packs; `None` where CLDR's data lack it.
static COLLATORS: LazyLock<Vec<Option<CollatorBorrowed<'static>>>> = LazyLock::new(|| {
    let collator = |id: &str| {
        let locale: Locale = id.parse().ok()?;
        Collator::try_new(CollatorPreferences::from(locale), CollatorOptions::default()).ok()
    };
    packs().iter().map(|pack| collator(&pack.id)).collect()
});

impl Lang {
    /// Compares two texts as lists in this language are sorted, by CLDR's rules: «و» stands before «ه», «ک» behind «ق», and
    /// half-spaces do not count.
    pub fn collate(self, one: &str, other: &str) -> Ordering {
        let collator = COLLATORS.get(usize::from(self.0)).and_then(Option::as_ref);
        collator.map_or_else(|| one.cmp(other), |collator| collator.compare(one, other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_sorts_as_its_readers_do() {
        let order = |id: &str, words: &[&str]| {
            let lang = Lang::from_id(id).unwrap();
            words.windows(2).for_each(|pair| assert!(lang.collate(pair[0], pair[1]).is_lt(), "{pair:?}"));
        };
        order(
            "fa",
            &[
                "آدمیت",
                "احمدی",
                "پورجوادی",
                "تهرانی",
                "چمران",
                "قوام",
                "کاظمی",
                "گودرزی",
                "وحید",
                "هاشمی",
                "یزدی",
            ],
        );
        order("en", &["Adams", "de Beauvoir", "Éluard", "Fanon", "Müller", "Mundt"]);
        order("ar", &["ابن رشد", "أشعري", "الجاحظ"]);
    }
}
