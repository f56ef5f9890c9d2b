//! Whole files: fields, faults and what they leave alone.

use super::*;
use crate::lang::Lang;
use crate::library::tests::{names as shown, sure};

#[test]
fn an_entry_becomes_a_work() {
    let text = "\u{feff}% منابع\n@string{cup = {Cambridge {UP}}}\n\n@Article{sariolghalam1380,\n  author = {سریع‌القلم، محمود and others},\n\
        \x20 AuthorFA = \"Sariolghalam, Mahmood\", title = {عقلانیت}, subtitle = {یک بحث}, titlefa = {Rationality},\n\
        \x20 journal = {فصلنامهٔ} # { راهبرد}, volume = 9, number = {3}, pages = {7--21}, year = 1380, month = tir,\n\
        \x20 editor = {Bull, Hedley}, translator = {رضوی، مینا}, publisher = CUP, address = {تهران}, langid = {persian},\n\
        \x20 abstract = {$unread}, doi = {https://doi.org/10.5555/A\\_b}, howpublished = {\\url{http://a.ir}}, title = {no}\n}\n";
    let library = read(text);
    assert_eq!(library.problems, []);
    let [work] = library.works.as_slice() else { panic!("{:?}", library.works) };
    assert!(
        text[work.range.start.bytes()..].starts_with("@Article{")
            && text[..work.range.end.bytes()].ends_with("\n}")
    );
    assert_eq!((work.key.as_deref(), work.kind), (Some("sariolghalam1380"), Kind::Article));
    assert_eq!(shown(&work.authors), ["محمود||سریع‌القلم|"]);
    assert!(work.authors.others);
    assert_eq!(shown(&work.alias_authors), ["Mahmood||Sariolghalam|"]);
    assert_eq!(shown(&work.editors), ["Hedley||Bull|"]);
    assert_eq!(shown(&work.translators), ["مینا||رضوی|"]);
    assert_eq!((work.date.years[0].value, work.lang.map(Lang::id)), (1380, Some("fa")));
    sure(
        work,
        &[
            (Label::Title, "عقلانیت: یک بحث"),
            (Label::Title, "Rationality"),
            (Label::Container, "فصلنامهٔ راهبرد"),
            (Label::Volume, "9"),
            (Label::Issue, "3"),
            (Label::Pages, "7-21"),
            (Label::Publisher, "Cambridge UP"),
            (Label::Location, "تهران"),
            (Label::Url, "http://a.ir"),
            (Label::Doi, "10.5555/A_b"),
        ],
    );
    assert_eq!(work.value(Label::Title), Some("عقلانیت: یک بحث"));
}

/// Asserts the keys of the works and the problems, each as its place and its message.
fn check(text: &str, keys: &[&str], problems: &[(&str, &str)]) {
    let library = super::super::read(super::super::Format::BibTex, text);
    let found: Vec<&str> = library.works.iter().map(|work| work.key.as_deref().unwrap_or("-")).collect();
    assert_eq!(found, keys, "{text}");
    let place = |range: TextRange| &text[range.start.bytes()..range.end.bytes()];
    let message = |problem: &Problem| crate::text::strip_isolates(&problem.kind.message_en());
    let found: Vec<(&str, String)> = library.problems.iter().map(|p| (place(p.range), message(p))).collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(place, message)| (*place, message.as_str())).collect();
    assert_eq!(found, problems, "{text}");
}

#[test]
fn a_fault_stays_in_its_entry() {
    check(
        "@book{a, title={x}\n year=1999}\n@book{b, title={y}}",
        &["b"],
        &[("year=1999}", "`,` is missing here")],
    );
    check("@book{a, title {x}}\n@book{b,}", &["b"], &[("{x}}", "`=` is missing here")]);
    check("@book{a, , title={x}}\n@book{b,}", &["b"], &[(",", "the name of a field is missing here")]);
    check(
        "@book{a, title={x}, year=1999\n\n@book{b,}",
        &["a", "b"],
        &[("@book{a, title={x}, year=1999", "this entry has no end")],
    );
    check(
        "@book{a, title={x, year=1999}\n@book{b,}",
        &["a", "b"],
        &[("@book{a, title={x, year=1999}", "this entry has no end")],
    );
    check("@book{a, title={5$}}", &["a"], &[("title", "the value of `title` is not valid TeX")]);
    check("@book{a, publisher=nobody, month=مهر}", &["a"], &[("nobody", "no `@string` defines `nobody`")]);
    check("@comment{x @preamble{\"y\"} @book{a,}", &[], &[]);
    check("@book(a, title={(x)})\n@xdata{b, title={y}}", &["a"], &[]);
    check(
        "@string{x = x # x}@book{a, note = x}",
        &["a"],
        &[("x", "no `@string` defines `x`"), ("x", "no `@string` defines `x`")],
    );
    check("plain text, a@b.ir, @ and more", &[], &[]);
}

#[test]
fn chapters_inherit_from_their_book() {
    let text = "@incollection{c, title={Part}, crossref={b}}\n@collection{b, title={Whole}, year=1988, publisher={P}, \
        editor={Bull, H}, crossref={b}}";
    let work = &read(text).works[0];
    assert_eq!((shown(&work.editors), work.date.years[0].value), (vec!["H||Bull|".to_owned()], 1988));
    sure(work, &[(Label::Title, "Part"), (Label::Container, "Whole"), (Label::Publisher, "P")]);
}

#[test]
fn strings_of_strings_stay_in_proportion() {
    let mut text = "@string{s0 = \"0123456789\"}\n".to_owned();
    for i in 0..40 {
        text += &format!("@string{{s{} = s{i} # s{i}}}\n", i + 1);
    }
    text += "@book{a, title = s40}";
    let library = read(&text);
    assert!(library.works[0].value(Label::Title).is_some_and(|title| title.len() < 2 << 20));
}
