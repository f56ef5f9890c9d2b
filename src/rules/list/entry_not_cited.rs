//! An entry that no citation means.

use super::archival::is_archival;
use crate::model::is_cited;
use crate::rules::{Check, LinkedEntryCx, Message, Sink, declare_rule};
use crate::syntax::{Kind, Label, Tokens};
use crate::text::Local;

declare_rule! {
    /// An entry that no citation in the text leads to.
    ///
    /// ## Why
    ///
    /// Most journals ask for a list of the works cited, no more. An entry that nothing cites is often left over from
    /// a paragraph that was cut, or its citation has a slip in the name.
    ///
    /// The rule is silent in a document that cites nothing, for an entry that a citation in the other script may mean, and
    /// for laws, works without an author and what an archive keeps: scripture is cited by chapter and verse, a law by its
    /// articles, a document by its shelf-mark. An entry that a footnote names in full counts as cited.
    ///
    /// ## Examples
    ///
    /// ```text bad fa
    /// دولت‌ها در پی امنیت‌اند (بوزان، ۱۳۸۹: ۴۵).
    ///
    /// # منابع
    ///
    /// بوزان، باری (۱۳۸۹). مردم، دولت‌ها و هراس. تهران: پژوهشکده مطالعات راهبردی.
    ///
    /// مشیرزاده، حمیرا (۱۳۸۴). تحول در نظریه‌های روابط بین‌الملل. تهران: سمت.
    /// ```
    ///
    /// ```text bad en
    /// States balance against threats (Walt, 1987).
    ///
    /// # References
    ///
    /// Walt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.
    ///
    /// Waltz, Kenneth (1979). Theory of International Politics. New York: McGraw-Hill.
    /// ```
    ///
    /// ```text good fa
    /// دولت‌ها در پی امنیت‌اند.
    ///
    /// # منابع
    ///
    /// بوزان، باری (۱۳۸۹). مردم، دولت‌ها و هراس. تهران: پژوهشکده مطالعات راهبردی.
    /// ```
    ///
    /// ```text good en
    /// States balance against threats (Walt, 1987; Waltz, n.d.).
    ///
    /// # References
    ///
    /// Walt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.
    ///
    /// Waltz, Kenneth (n.d.). Theory of International Politics. New York: McGraw-Hill.
    /// ```
    ///
    /// ```text good fa
    /// قره‌باغ بحرانی کهنه است (والتس، ۱۹۷۹).[^1]
    ///
    /// [^1]: نک: Thomas de Waal, *Black Garden* (New York: New York University Press, 2013), 45.
    ///
    /// # منابع
    ///
    /// de Waal, Thomas (2013). Black Garden. New York: New York University Press.
    ///
    /// والتس، کنت (۱۹۷۹). نظریهٔ سیاست بین‌الملل. تهران: نشر نی.
    /// ```
    /// ```text good en
    /// The line reached Tehran early (Walt, 1987; National Archives, FO 60/280).
    ///
    /// # References
    ///
    /// National Archives. FO 60/280. Correspondence on the Telegraph Convention, 1863. Kew, London.
    ///
    /// Walt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.
    /// ```
    pub(crate) ENTRY_NOT_CITED {
        name: "entry-not-cited",
        severity: Info,
        fix: None,
        check: Check::LinkedEntry(check),
    }
}

/// Below this the entry may be no reference at all, and `entry-unparsed` speaks.
const READ: f32 = 0.4;

fn check(cx: &LinkedEntryCx<'_>, sink: &mut Sink<'_>) {
    let facts = cx.facts;
    let numbered = cx.piece.number.is_some() && facts.cites_by_number();
    let keyed = cx.piece.key.is_some() && facts.cites_by_key();
    // What has no author is cited in many ways: scripture by chapter and verse, laws by their articles, documents by number.
    let authored = !cx.summary.people.is_empty() && cx.reference.kind != Kind::Law;
    let named = facts.cites_by_name() && authored && !cx.reference.repeats_author;
    if !(numbered || keyed || named) || cx.reference.confidence < READ {
        return;
    }
    if is_cited(cx.summary, cx.piece.number, cx.piece.key.as_deref(), cx.index, facts, &cx.config.people) {
        return;
    }
    let text = &cx.view.text;
    if !(numbered || keyed) && is_archival(text, &Tokens::new(text)) {
        return;
    }
    let author = cx.reference.field(Label::Author).or(cx.reference.field(Label::Editor)).map(|f| f.span);
    let span =
        author.or(cx.reference.field(Label::Title).map(|f| f.span)).unwrap_or_else(|| first_character(cx));
    sink.report(
        span,
        Message::new("nothing in the text cites {0}", "در متن به {0} ارجاعی نیست")
            .with(cx.summary.name.clone()),
    );
}

/// The smallest place that an entry without author and title can show.
fn first_character(cx: &LinkedEntryCx<'_>) -> Local {
    Local::new(0, cx.view.text.chars().next().map_or(0, char::len_utf8))
}
