//! The language that a library names, by a tag of BCP 47 or a name of babel and polyglossia.

use crate::lang::{Lang, packs};

/// Names of languages in formats that no pack gives, each with its tag.
const NAMES: [(&str, &str); 15] = [
    ("american", "en"),
    ("ara", "ar"),
    ("australian", "en"),
    ("british", "en"),
    ("canadian", "en"),
    ("eng", "en"),
    ("fas", "fa"),
    ("farsi", "fa"),
    ("newzealand", "en"),
    ("parsi", "fa"),
    ("per", "fa"),
    ("pes", "fa"),
    ("prs", "fa"),
    ("ukenglish", "en"),
    ("usenglish", "en"),
];

/// The language with this tag or name; `None` for one that has no pack.
pub(super) fn named(name: &str) -> Option<Lang> {
    let name = name.trim().to_lowercase();
    let primary = name.split(['-', '_']).next().unwrap_or("");
    let pack = packs().iter().find(|pack| pack.name == name || pack.english.to_lowercase() == name);
    let alias = NAMES.iter().find(|(alias, _)| *alias == name || *alias == primary).map(|&(_, id)| id);
    Lang::from_id(pack.map(|pack| pack.id.as_str()).or(alias).unwrap_or(primary))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_names_are_known() {
        for (name, id) in [
            ("persian", Some("fa")),
            ("Farsi", Some("fa")),
            ("fa-IR", Some("fa")),
            ("فارسی", Some("fa")),
            ("eng", Some("en")),
            ("en_GB", Some("en")),
            (" Arabic ", Some("ar")),
            ("ngerman", None),
            ("", None),
        ] {
            assert_eq!(named(name).map(Lang::id), id, "{name}");
        }
    }
}
