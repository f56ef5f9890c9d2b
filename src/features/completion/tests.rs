//! Proposals at every kind of place, in one small bilingual list.

use super::super::{ItemKind, testing};
use super::*;
use crate::catalog::{Origin, Shelf};
use crate::library::{Format, read};

pub(super) const LIST: &str = "# References\n\nبوزان، باری (۱۳۸۹). مردم، دولت‌ها و هراس. تهران: نشر نی.\n\n\
    Walt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.\n\n";

const LIBRARY: &str = "@book{bull1977, author = {Bull, Hedley}, title = {The Anarchical Society}, \
    publisher = {Macmillan}, address = {London}, year = 1977}
    @book{walt1996, author = {Walt, Stephen}, title = {Revolution and War}, year = 1987, \
    publisher = {Cornell University Press}, address = {Ithaca}}
    @book{enayat, author = {عنایت، حمید}, title = {اندیشه سیاسی}, publisher = {خوارزمی}, \
    address = {تهران}, year = 1362, langid = {persian}}";

fn catalog() -> Catalog {
    let works = read(Format::BibTex, LIBRARY).works;
    Catalog::new(vec![std::sync::Arc::new(Shelf::new("a.bib".to_owned(), Origin::Library, works))])
}

fn answer(text: &str, catalog: &Catalog) -> Completion {
    let (analysis, offset) = testing::at(text, text);
    completion(&Asked { analysis: &analysis, catalog, offset })
}

pub(super) fn check(text: &str, expected: &[&str]) {
    let found = answer(text, &Catalog::default());
    let labels: Vec<&str> = found.items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(labels, expected, "{text}");
}

fn check_known(text: &str, expected: &[&str]) {
    let found = answer(text, &catalog());
    let labels: Vec<&str> = found.items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(labels, expected, "{text}");
}

#[test]
fn authors_are_offered_where_an_entry_begins() {
    check(&format!("{LIST}بوز$0\n"), &["بوزان، باری"]);
    check(&format!("{LIST}- Wa$0\n"), &["Walt, Stephen"]);
    check(&format!("{LIST}Morrow, James and Wal$0\n"), &["Walt, Stephen"]);
    check(&format!("{LIST}Buz$0\n"), &["بوزان، باری"]);
    check(&format!("{LIST}- وال$0\n"), &["Walt, Stephen"]);
}

#[test]
fn works_are_offered_in_a_citation() {
    check(&format!("States (Wal$0\n\n{LIST}"), &["Walt, 1987"]);
    check(&format!("دولت‌ها (Walt, 1987؛ بو$0)\n\n{LIST}"), &["بوزان، ۱۳۸۹"]);
    check(&format!("States ($0)\n\n{LIST}"), &["Walt, 1987", "بوزان، ۱۳۸۹"]);
    check(&format!("یک (علوی ۱۳۸۰)، (رضوی 1381)، (نوری 1382)، (بو$0\n\n{LIST}"), &["بوزان 1389"]);
    check(&format!("دولت‌ها (وال$0\n\n{LIST}"), &["Walt, 1987"]);
    check(&format!("States (Buz$0\n\n{LIST}"), &["بوزان، ۱۳۸۹"]);
}

#[test]
fn names_are_typed_in_many_ways() {
    check(&format!("{LIST}Walt, St$0\n"), &["Walt, Stephen"]);
    check(&format!("{LIST}Walt, K$0\n"), &[]);
    check(
        &format!("{LIST}Anderson, Perry (1974). Lineages. London: Verso.\n\nAnd$0\n"),
        &["Anderson, Perry"],
    );
    check(&format!("States (see Wal$0\n\n{LIST}"), &["Walt, 1987"]);
    check(&format!("دولت‌ها (نک. بوز$0\n\n{LIST}"), &["بوزان، ۱۳۸۹"]);
    check(&format!("As Walt ($0\n\n{LIST}"), &["1987"]);
    let found = answer(&format!("States (e.g., Wal$0\n\n{LIST}"), &Catalog::default());
    assert_eq!(found.items[0].edit.range.start.bytes(), "States (e.g., ".len());
    assert!(answer(&format!("States (W$0\n\n{LIST}"), &Catalog::default()).incomplete);
}

#[test]
fn pages_follow_as_the_house_has_them() {
    check(&format!("One (Bull, 1977, p. 3), two (Wal$0\n\n{LIST}"), &["Walt, 1987", "Walt, 1987, p. …"]);
    let found = answer(&format!("One (Bull, 1977, p. 3), two (Wal$0\n\n{LIST}"), &Catalog::default());
    assert_eq!(found.items[1].edit.text, "Walt, 1987, p. ");
}

#[test]
fn names_are_offered_in_prose() {
    check(&format!("As Walt$0\n\n{LIST}"), &["Walt (1987)"]);
    check(&format!("As Buz$0\n\n{LIST}"), &["بوزان (۱۳۸۹)"]);
    check(&format!("As states$0\n\n{LIST}"), &[]);
    check(&format!("As walt$0\n\n{LIST}"), &[]);
    check(&format!("As @وال$0\n\n{LIST}"), &["Walt (1987)"]);
    let found = answer(&format!("As @Wal$0\n\n{LIST}"), &Catalog::default());
    assert_eq!(found.items[0].edit.range.start.bytes(), 3, "the trigger is replaced");
}

#[test]
fn fields_are_offered_behind_the_authors() {
    check(&format!("{LIST}Gilpin, R. (1981). War. Itha$0\n"), &["Ithaca", "Ithaca Press"]);
    check(
        &format!("{LIST}Gilpin, R. (1981). War. Ithaca: Cornell Uni$0\n"),
        &["Cornell University Press", "Cornell University"],
    );
    check(&format!("{LIST}قوام، علی (۱۳۸۰). سیاست. تهران: نشر نگا$0\n"), &["نشر نگاه معاصر"]);
    let found = answer(&format!("{LIST}قوام، علی (۱۳۸۰). سیاست. تهران: نشر ن$0\n"), &Catalog::default());
    assert_eq!(found.items[0].label, "نشر نی", "what the list has stands first");
    check(&format!("{LIST}Gilpin, R. (1981). War. Sept$0\n"), &["September"]);
    check(&format!("{LIST}Gilpin, R. (1981). War. 10$0\n"), &[]);
}

#[test]
fn libraries_know_more_people_and_whole_references() {
    check_known(
        &format!("{LIST}Bul$0\n"),
        &["Bull, Hedley", "Bull, Hedley (1977). The Anarchical Society. London: Macmilla…"],
    );
    check_known(&format!("{LIST}Morrow, James and بول$0\n"), &["Bull, Hedley"]);
    check_known(&format!("{LIST}Enay$0 (۱۳۸۹). مردم.\n"), &["عنایت، حمید"]);
    let found = answer(&format!("{LIST}عنا$0\n"), &catalog());
    assert_eq!(found.items[1].edit.text, "عنایت، حمید (۱۳۶۲). اندیشه سیاسی. تهران: خوارزمی.");
}

#[test]
fn a_work_of_a_library_brings_its_entry() {
    let text = format!("States (Bul$0\n\n{LIST}");
    let found = answer(&text, &catalog());
    let item = &found.items[0];
    assert_eq!(item.label, "Bull, 1977");
    let [edit] = &item.additional[..] else { panic!("{item:?}") };
    assert_eq!(edit.text, "Bull, Hedley (1977). The Anarchical Society. London: Macmillan.\n\n");
    let text = text.replace("$0", "");
    assert!(text[edit.range.start.bytes()..].starts_with("Walt, Stephen"));
}

#[test]
fn works_of_one_author_and_year_get_letters() {
    let text = format!("States (Walt, 1987) and (Wal$0\n\n{LIST}");
    let found = answer(&text, &catalog());
    let labels: Vec<&str> = found.items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(labels, ["Walt, 1987", "Walt, 1987b"]);
    let mut edits = crate::text::EditSet::new();
    edits.add_all(&found.items[1].additional).unwrap();
    let text = edits.apply_to(&text.replace("$0", ""));
    assert!(text.contains("Walt, Stephen (1987a). The Origins"), "{text}");
    assert!(
        text.contains(
            "Press.\n\nWalt, Stephen (1987b). Revolution and War. Ithaca: Cornell University Press."
        ),
        "{text}"
    );
}

#[test]
fn an_entry_goes_where_its_list_is() {
    let added = |text: &str, format: crate::markup::Format| {
        let (analysis, offset) = testing::in_format(text, format);
        let found = completion(&Asked { analysis: &analysis, catalog: &catalog(), offset });
        let edits = &found.items.iter().find(|item| item.label.starts_with("Bull")).unwrap().additional;
        let mut set = crate::text::EditSet::new();
        set.add_all(edits).unwrap();
        set.apply_to(&text.replace("$0", ""))
    };
    use crate::markup::Format::{Latex, Markdown};
    let bull = "Bull, Hedley (1977). The Anarchical Society. London: Macmillan.";
    let text = added("States (Bul$0\n\n\\section*{References}\n", Latex);
    assert!(text.contains(&format!("\\section*{{References}}\n\n{bull}")), "{text}");
    let text = added("States (Bul$0\n\n# References {#refs}\n", Markdown);
    assert!(text.contains(&format!("{{#refs}}\n\n{bull}")), "{text}");
    let persian = "بوزان، باری (۱۳۸۹). مردم و دولت‌ها. تهران: نی.";
    let text = added(&format!("States (Bul$0\n\n# منابع\n\n{persian}\n\n# References\n"), Markdown);
    assert!(text.ends_with(&format!("# References\n\n{bull}\n")), "{text}");
    let text = added(&format!("States (Bul$0\n\n# منابع\n\n{persian}\n"), Markdown);
    assert!(text.ends_with(&format!("{persian}\n\n{bull}\n")), "{text}");
    let bullets = "- Walt, Stephen (1987). *Origins of Alliances*. Ithaca: CUP.\n- Gilpin, Robert (1981). *War and Change*. Cambridge: CUP.\n";
    let text = added(&format!("States (Bul$0\n\n# References\n\n{bullets}"), Markdown);
    assert!(
        text.ends_with("CUP.\n- Bull, Hedley (1977). *The Anarchical Society*. London: Macmillan.\n"),
        "{text}"
    );
    let lines = "Walt, Stephen (1987). Origins of Alliances. Ithaca: CUP.\r\n\r\nGilpin, Robert (1981). War. London: CUP.\r\n";
    let text = added(&format!("States (Bul$0\r\n\r\n# References\r\n\r\n{lines}"), Markdown);
    assert!(text.ends_with(&format!("CUP.\r\n\r\n{bull}\r\n")), "{text:?}");
    let commented =
        "Walt, Stephen (1987). Origins of Alliances. Ithaca: CUP. <!-- dabir: ignore entry-not-cited -->\n";
    let text =
        added(&format!("States (Bul$0\n\n# References\n\n{}", commented.replace("Walt", "Abel")), Markdown);
    assert!(text.ends_with(&format!("-->\n\n{bull}\n")), "{text}");
    let items = "\\item \\lr{Abel, Stephen (1987). \\emph{Origins of Alliances}. Ithaca: CUP.}\n";
    let text = added(
        &format!("States (Bul$0\n\n\\section*{{References}}\n\\begin{{itemize}}\n{items}\\end{{itemize}}\n"),
        Latex,
    );
    assert!(
        text.contains(
            "\\item \\lr{Bull, Hedley (1977). \\emph{The Anarchical Society}. London: Macmillan.}\n"
        ),
        "{text}"
    );
    let edited =
        "Booth, K. (2007), *Theory*, Cambridge, CUP.\n\nKrasner, S. (ed.) (1983), *Regimes*, Ithaca, CUP.\n";
    let text = added(&format!("States (Bul$0\n\n# References\n\n{edited}"), Markdown);
    assert!(text.contains("Bull, H. (1977), *The Anarchical Society*, London, Macmillan."), "{text}");
    let numbered = "1. Walt, Stephen (1987). Origins of Alliances. Ithaca: CUP.\n";
    let text = added(&format!("States (Bul$0\n\n# References\n\n{numbered}"), Markdown);
    assert!(text.ends_with(numbered), "{text}");
}

#[test]
fn the_rest_of_what_is_there_is_replaced() {
    let replaced = |text: &str| {
        let (analysis, offset) = testing::at(text, text);
        let found = completion(&Asked { analysis: &analysis, catalog: &Catalog::default(), offset });
        let edit = &found.items[0].edit;
        let text = text.replace("$0", "");
        format!("{}{}{}", &text[..edit.range.start.bytes()], edit.text, &text[edit.range.end.bytes()..])
    };
    assert!(
        replaced(&format!("States (Wa$0lt, 1978, p. 5)\n\n{LIST}")).starts_with("States (Walt, 1987, p. 5)")
    );
    assert!(replaced(&format!("States (Wa$0, p. 5)\n\n{LIST}")).starts_with("States (Walt, 1987, p. 5)"));
    assert!(
        replaced(&format!("{LIST}Wa$0lt, Steven (1990). War.\n")).ends_with("Walt, Stephen (1990). War.\n")
    );
    assert!(replaced(&format!("{LIST}Wal$0 (1990). War.\n")).ends_with("Walt, Stephen (1990). War.\n"));
    assert!(
        replaced(&format!("{LIST}Gilpin, R. (1981). War. Itha$0ca: CUP.\n")).ends_with("War. Ithaca: CUP.\n")
    );
}

#[test]
fn names_are_joined_as_the_house_has_them() {
    let list = format!("{LIST}Baker, Ann and Moe, Terry (2000). Ties. London: Sage.\n");
    check(&format!("One (Walt & Buzan, 1987) (Bak$0\n\n{list}"), &["Baker & Moe, 2000"]);
    check(&format!("One (Bak$0\n\n{list}"), &["Baker and Moe, 2000"]);
}

#[test]
fn nothing_is_offered_where_nothing_is_cited() {
    check(&format!("See [text](Wal$0\n\n{LIST}"), &[]);
    check(&format!("```\ncode (Wal$0\n```\n\n{LIST}"), &[]);
    let (analysis, offset) = testing::in_format("\\documentclass[wal$0\n", crate::markup::Format::Latex);
    assert!(completion(&Asked { analysis: &analysis, catalog: &catalog(), offset }).items.is_empty());
}

#[test]
fn works_of_nobody_and_dates_in_full_are_cited_by_title_and_year() {
    let library = "@report{u, title = {Human Development Report}, year = 1990}";
    let works = read(Format::BibTex, library).works;
    let shelf = Shelf::new("a.bib".to_owned(), Origin::Library, works);
    let catalog = Catalog::new(vec![std::sync::Arc::new(shelf)]);
    let found = answer(&format!("States (Huma$0\n\n{LIST}"), &catalog);
    assert_eq!(found.items[0].label, "Human Development Report, 1990");
    assert!(
        answer(&format!("{LIST}Huma$0\n"), &catalog).items.iter().all(|item| item.kind != ItemKind::Author)
    );
    let list =
        "# References\n\nWalt, Stephen (1987, March 12). The Origins of Alliances. *The Times*, p. 3.\n\n";
    check(&format!("States (Wal$0\n\n{list}"), &["Walt, 1987"]);
}

#[test]
fn keys_are_offered_behind_their_sign() {
    check_known(&format!("See [@bu$0\n\n{LIST}"), &["bull1977"]);
    check_known(&format!("See [@عنا$0\n\n{LIST}"), &["enayat"]);
    let found = answer(&format!("See [@Bull$0\n\n{LIST}"), &catalog());
    assert_eq!(found.items[0].detail, "Bull, 1977, The Anarchical Society");
}

#[test]
fn one_person_in_two_scripts_is_one_proposal() {
    let list = format!("{LIST}Buzan, Barry (1991). People, States and Fear. London: Harvester.\n\n");
    let found = answer(&format!("{list}Buz$0\n"), &Catalog::default());
    assert_eq!(found.items.len(), 1, "{:?}", found.items);
    assert_eq!(found.items[0].label, "Buzan, Barry");
    assert!(found.items[0].detail.starts_with("بوزان، باری"), "{}", found.items[0].detail);
    let found = answer(&format!("{list}Buz$0 (۱۳۹۰). امنیت. تهران: سمت.\n"), &Catalog::default());
    assert_eq!(found.items[0].label, "بوزان، باری");
}

#[test]
fn nothing_is_offered_where_nobody_cites() {
    for text in
        ["A $f($0)$ b", "A [^$0] b", "A http://x.org/($0", "- [$0] todo", "A `f($0)` b", "<!-- a ($0 -->"]
    {
        check(&format!("{text}\n\n{LIST}"), &[]);
    }
}

#[test]
fn years_follow_several_names() {
    let list = "# References\n\nMoradi, L., Hosseini, M., & Karimi, A. (2021). Metre. Computing, 36(4), 801–820.\n\n\
        بوزان، باری و ویور، الی (۱۳۸۹). مناطق و قدرت‌ها. تهران: نشر نی.\n";
    check(&format!("See (Moradi et al., 2021). As Moradi et al. ($0\n\n{list}"), &["2021"]);
    check(&format!("به باور بوزان و ویور ($0\n\n{list}"), &["۱۳۸۹"]);
    check(&format!("See (Moradi et al., 2021), (Mor$0\n\n{list}"), &["Moradi et al., 2021"]);
    check(&format!("متن (بوزان و و$0\n\n{list}"), &["بوزان و ویور، ۱۳۸۹"]);
}

#[test]
fn keys_of_the_list_are_found_in_any_case_and_by_author() {
    let list = "\\begin{thebibliography}{9}\n\\bibitem{taylor1989} Taylor, Charles. Sources of the Self. Cambridge: \
        Harvard, 1989.\n\\bibitem{mosaddeq} مصدق، محمد. خاطرات. تهران: علمی، ۱۳۶۵.\n\\end{thebibliography}\n";
    for (typed, key) in [("tay$0lor1989", "taylor1989"), ("Tay$0", "taylor1989"), ("مص$0", "mosaddeq")] {
        let text = format!("See \\cite{{{typed}}}.\n\n{list}");
        let (analysis, offset) = testing::in_format(&text, crate::markup::Format::Latex);
        let asked = Asked { analysis: &analysis, catalog: &Catalog::default(), offset };
        let items = completion(&asked).items;
        assert_eq!(items.iter().map(|item| item.label.as_str()).collect::<Vec<_>>(), [key], "{typed}");
        let replaced = analysis.text().slice(items[0].edit.range);
        assert_eq!(replaced, typed.replace("$0", ""), "all of the key is replaced");
    }
}

/// What the first proposal adds to the list of a document, where another manuscript has an entry.
fn added(text: &str, entry: &str) -> String {
    let other = format!("# References\n\n{entry}\n$0");
    let (other, _) = testing::at(&other, &other);
    let shelf = Shelf::new("b.md".to_owned(), Origin::Manuscript, other.works());
    let (analysis, offset) = testing::at(text, text);
    let catalog = Catalog::new(vec![std::sync::Arc::new(shelf)]);
    let items = completion(&Asked { analysis: &analysis, catalog: &catalog, offset }).items;
    items[0].additional.iter().map(|edit| edit.text.trim()).collect()
}

#[test]
fn an_entry_of_another_manuscript_is_copied_where_the_forms_agree() {
    let list = "\n\n# References\n\nAnderson, B. (1983). *Imagined Communities* (2nd ed.). London: Verso.\n";
    let entry = "Eco, U. (2003). *Mouse or Rat?* London: Phoenix.";
    assert_eq!(added(&format!("Text (Eco$0){list}"), entry), entry);
    let entry = "Smith, J. (2020, March 4). On translation. *Tehran Times*, p. 3.";
    assert_eq!(added(&format!("Text (Smi$0){list}"), entry), entry);
    let entry = "Eco, Umberto. *Mouse or Rat?* London: Phoenix, 2003.";
    assert_eq!(
        added(&format!("Text (Eco$0){list}"), entry),
        "Eco, U. (2003). Mouse or Rat? London: Phoenix."
    );
}
