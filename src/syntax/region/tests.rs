//! Which blocks are lists, by their looks alone.

use super::*;
use crate::text::Local;

fn paragraph(text: &str) -> Feature {
    let block = Block {
        kind: Kind::Paragraph,
        content: Local::new(0, text.len()),
        marks: Vec::new(),
        keys: Vec::new(),
    };
    features(text, &block)
}

#[test]
fn references_look_like_references_and_prose_does_not() {
    assert_eq!(paragraph("بوزان، بری (1389). مردم، دولت‌ها و هراس، تهران: نی.").look, Look::Strong);
    assert_eq!(paragraph("کدیور، محسن، حکومت ولایی، تهران، نشر نی، ۱۳۷۷، ص ۱۲.").look, Look::Weak);
    for text in [
        "Walt (1987) argues that states balance against threats, not power alone.",
        "در سال ۱۳۵۷ انقلاب ایران رخ داد و پس از آن سیاست خارجی کشور دگرگون شد.",
        "The findings of the research show that, in 1990, the political system plays a role.",
    ] {
        assert_eq!(paragraph(text).look, Look::Prose, "{text}");
    }
}

#[test]
fn numbers_make_a_list_and_rule_it() {
    let texts =
        ["[1] G. L. Plett, “Filters,” J. Power, vol. 134, pp. 2–6, 2004.", "[2] A123, “Cell,” data sheet."];
    let [dated, bare] = texts.map(paragraph);
    let list = [dated, bare, dated, dated, dated, bare, dated, dated];
    assert_eq!(roles(&list), [Role::Entry; 8]);
    let item = |text: &str| {
        let kind = Kind::Item { number: Some(1) };
        let block = Block { kind, content: Local::new(0, text.len()), marks: Vec::new(), keys: Vec::new() };
        features(text, &block)
    };
    let (heading, entry) = (paragraph("References"), item("Plett G. Filters. J Power. 2004;134:2-6."));
    let footer = paragraph("Journal of Deserts, Vol. 9, No. 3, 2021");
    let found = roles(&[heading, entry, entry, entry, footer, entry, entry]);
    assert_eq!((found[3], found[4], found[5]), (Role::Entry, Role::Body, Role::Entry));
}

#[test]
fn a_list_needs_no_heading() {
    let prose = paragraph("این یک بند از متن است.");
    let entry = paragraph("بوزان، بری (1389). مردم، دولت‌ها و هراس، تهران: نی.");
    assert_eq!(
        roles(&[prose, entry, entry, entry, prose]),
        [Role::Body, Role::Entry, Role::Entry, Role::Entry, Role::Body]
    );
    assert_eq!(roles(&[prose, entry, entry, prose]), [Role::Body; 4]);
    let citing = paragraph("زنان نیز در این میان سهمی داشتند (شایگان، ۱۳۷۱).");
    assert_eq!(roles(&[citing, entry, entry, entry])[..2], [Role::Body, Role::Entry]);
}
