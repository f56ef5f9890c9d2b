//! What the tests of the features share: one manuscript, and a cursor in it.

use std::sync::Arc;

use crate::config::Config;
use crate::markup::Format;
use crate::model::{Analysis, Input, analyze};
use crate::text::{Buffer, TextSize};

/// A small bilingual manuscript.
pub(super) const MANUSCRIPT: &str = "# Alliances\n\nStates balance (Walt, 1987, p. 23; Buzan, 1991), as Walt (1987) \
argues (ibid., 30).\n\nدولت‌ها در پی امنیت‌اند (بوزان، ۱۳۸۹: ۴۵).\n\n# References\n\nبوزان، باری (۱۳۸۹). مردم، \
دولت‌ها و هراس. تهران: پژوهشکده مطالعات راهبردی.\n\nBuzan, Barry. (1991). People, States and Fear. London: \
Harvester.\n\nWalt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.\n";

/// The analysis of a text in a format and the place of its cursor `$0`.
pub(super) fn in_format(text: &str, format: Format) -> (Analysis, TextSize) {
    let offset = TextSize::new(text.find("$0").unwrap());
    let text = Buffer::new(&text.replace("$0", ""));
    (analyze(&Input { text, format, config: Arc::new(Config::default()) }, None), offset)
}

/// The analysis of `text` and the place of the cursor `$0` that `cursor`, a part of the text, shows.
pub(super) fn at(text: &str, cursor: &str) -> (Analysis, TextSize) {
    let context = cursor.replace("$0", "");
    let text = text.replace("$0", "");
    let start = text.find(&context).unwrap_or_else(|| panic!("{context} is not in the text"));
    let offset = TextSize::new(start + cursor.find("$0").unwrap());
    let input =
        Input { text: Buffer::new(&text), format: Format::Markdown, config: Arc::new(Config::default()) };
    (analyze(&input, None), offset)
}
