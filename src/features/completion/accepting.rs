//! What accepting the first proposal makes of a text.

use super::super::testing;
use super::tests::{LIST, check};
use super::*;

/// What the first proposal makes of a text.
fn accepted(text: &str) -> String {
    let (analysis, offset) = testing::at(text, text);
    let asked = Asked { analysis: &analysis, catalog: &Catalog::default(), offset };
    let mut whole = text.replace("$0", "");
    if let Some(item) = completion(&asked).items.first() {
        whole.replace_range(item.edit.range.start.bytes()..item.edit.range.end.bytes(), &item.edit.text);
    }
    whole
}

#[test]
fn what_stands_behind_the_cursor_is_not_written_twice() {
    let list = "\n\n# منابع\n\nشایگان، داریوش (۱۳۷۱). آسیا در برابر غرب. تهران: باغ آینه.\n\n\
        Walt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.\n";
    for (typed, expected) in [
        ("به باور شایگ$0ان (۱۳۷۱) چنین", "به باور شایگان (۱۳۷۱) چنین"),
        ("As Wal$0t (1987: 45) says", "As Walt (1987: 45) says"),
        (
            "One (Bull, 1977, p. 3), two (Wal$0t, 1987, p. 5).",
            "One (Bull, 1977, p. 3), two (Walt, 1987, p. 5).",
        ),
        ("دولت‌ها (Walt, 1987؛$0)", "دولت‌ها (Walt, 1987؛ شایگان، ۱۳۷۱)"),
        ("(نیز بنگرید به $0)", "(نیز بنگرید به شایگان، ۱۳۷۱)"),
        ("(به نقل از شا$0)", "(به نقل از شایگان، ۱۳۷۱)"),
        ("(see, e.g., Wal$0)", "(see, e.g., Walt, 1987)"),
        ("As Wal$0t et al. (1979a: 4)", "As Walt (1987: 4)"),
        ("به باور شایگ$0ان و دیگران (۱۳۸۰) چنین", "به باور شایگان (۱۳۷۱) چنین"),
        ("(Wal$0t & Bull, 1979, p. 3)", "(Walt, 1987, p. 3)"),
    ] {
        assert_eq!(accepted(&format!("{typed}{list}")), format!("{expected}{list}"));
    }
    for (typed, expected) in [
        ("شا$0، داریوش (۱۳۹۰). کتاب. تهران: نی.", "شایگان، داریوش (۱۳۹۰). کتاب. تهران: نی."),
        (
            "شا$0یگان، داریوش و امیری، علی (۱۳۹۰). کتاب. تهران: نی.",
            "شایگان، داریوش و امیری، علی (۱۳۹۰). کتاب. تهران: نی.",
        ),
        (
            "شا$0یگان و علی امیری (۱۳۹۰). کتاب. تهران: نی.",
            "شایگان، داریوش و علی امیری (۱۳۹۰). کتاب. تهران: نی.",
        ),
        ("Wal$0t, S. (1990). War. London: Sage.", "Walt, Stephen (1990). War. London: Sage."),
    ] {
        assert_eq!(accepted(&format!("{list}\n{typed}\n")), format!("{list}\n{expected}\n"));
    }
}

#[test]
fn numbers_are_offered_where_the_document_cites_by_number() {
    let list = "# References\n\n1. Walt, Stephen. The Origins of Alliances. Ithaca: Cornell; 1987.\n\
        2. بوزان، باری. مردم، دولت‌ها و هراس. تهران: نشر نی؛ ۱۳۸۹.\n";
    check(&format!("One [1]. Two [$0]\n\n{list}"), &["1  Walt, 1987", "2  بوزان، ۱۳۸۹"]);
    check(&format!("One [1]. Two [1, بو$0]\n\n{list}"), &["2  بوزان، ۱۳۸۹"]);
    assert_eq!(accepted(&format!("متن [۱] و [۱،$0]\n\n{list}")), format!("متن [۱] و [۱، ۲]\n\n{list}"));
    check(&format!("One [1].\n\n{list}3$0"), &[]);
}

#[test]
fn names_go_on_behind_whole_names() {
    check(&format!("{LIST}بوزان، باری، $0\n"), &["Walt, Stephen"]);
    let more = format!("{LIST}قوام، علی (۱۳۸۰). سیاست. تهران: سمت.\n\n");
    assert_eq!(accepted(&format!("{more}بوزان، باری و $0\n")), format!("{more}بوزان، باری و قوام، علی\n"));
    assert_eq!(
        accepted(&format!("{LIST}بوزان، باری، Wal$0\n")),
        format!("{LIST}بوزان، باری، Walt, Stephen\n")
    );
    check(&format!("{LIST}ب$0\n"), &["بوزان، باری"]);
    check(&format!("{LIST}قوام، علی (۱۳۸۰). سیاست. ترجمهٔ $0\n"), &[]);
    check(&format!("{LIST}Gilpin, R. (1981). War. Routledge$0\n"), &[]);
}

#[test]
fn names_have_the_order_of_the_list() {
    let vancouver = "# منابع\n\n1. Smith JA, Brown LK. Sleep. Lancet. 2010;12(3):45-67.\n2. رضایی م، کریمی ع. کیفیت خواب پرستاران تهران. پرستاری ایران. ۱۳۹۴؛۴(۲): ۱-۹.\n";
    for (typed, expected) in [
        ("3. Sm$0ith JA, Lee C. Work.", "3. Smith JA, Lee C. Work."),
        ("3. Lee C, Bro$0", "3. Lee C, Brown LK"),
        ("3. امیری پ، رضا$0", "3. امیری پ، رضایی م"),
    ] {
        assert_eq!(accepted(&format!("{vancouver}{typed}\n")), format!("{vancouver}{expected}\n"));
    }
    let ieee = "# References\n\n[1] H. Akagi and M. Liserre, “Power,” Proc. IEEE, vol. 3, 2007.\n\n";
    assert_eq!(accepted(&format!("{ieee}[2] Aka$0\n")), format!("{ieee}[2] H. Akagi\n"));
}

/// What stands before and behind a cursor in the test of any order.
const PIECES: [&str; 30] = [
    "(",
    "[",
    ")",
    "]",
    "؛",
    "; ",
    "، ",
    ", ",
    " و ",
    " & ",
    " et al.",
    "’s ",
    "Walt",
    "وال",
    "بوز",
    "S. M.",
    "م",
    "(1987",
    "(۱۳۸۹ب)",
    "[1]–",
    "به ",
    "see ",
    "نک. ",
    ": ۴۵",
    "@wal",
    "\\cite{",
    "`",
    "$",
    "\u{200c}",
    "😀",
];

#[test]
fn no_order_of_pieces_brings_completion_down() {
    let mut seed = 11_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for round in 0..1500 {
        let mut side = || (0..3).map(|_| PIECES[next(PIECES.len())]).collect::<String>();
        let (before, behind) = (side(), side());
        let typed = format!("{before}$0{behind}");
        let text = if round % 2 == 0 { format!("{typed}\n\n{LIST}") } else { format!("{LIST}{typed}\n") };
        let format =
            if round % 3 == 0 { crate::markup::Format::Latex } else { crate::markup::Format::Markdown };
        let (analysis, offset) = testing::in_format(&text, format);
        let found = completion(&Asked { analysis: &analysis, catalog: &Catalog::default(), offset });
        for item in found.items {
            let range = item.edit.range;
            assert!(range.start <= offset && offset <= range.end, "{typed}: {}", item.label);
            assert!(!analysis.text().slice(range).contains('\n'), "{typed}: {}", item.label);
        }
    }
}
