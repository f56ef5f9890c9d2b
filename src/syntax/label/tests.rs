//! What the labeller reads, as `label=value` pairs.

use super::*;

fn check(text: &str, expected: &[(&str, &str)]) {
    let view = View::plain(text);
    let tokens = Tokens::new(text);
    let reference = super::super::read(&view, &tokens);
    let found: Vec<(&str, &str)> =
        reference.fields.iter().map(|f| (f.label.name(), f.span.of(text))).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn persian_articles_and_books_are_read() {
    check(
        "اکبری، سعید و نادیا رستمی (1396). «نقش سازمان‌های بین‌المللی در اقتصاد»، فصلنامه تحقیقات حقوقی، دوره 10، شماره 35، تابستان، صص 1-25.",
        &[
            ("author", "اکبری، سعید و نادیا رستمی"),
            ("date", "1396"),
            ("title", "نقش سازمان‌های بین‌المللی در اقتصاد"),
            ("container", "فصلنامه تحقیقات حقوقی"),
            ("volume", "10"),
            ("issue", "35"),
            ("date", "تابستان"),
            ("pages", "1-25"),
        ],
    );
    check(
        "بوزان، باری (۱۳۸۹). مردم، دولت‌ها و هراس، ترجمهٔ پژوهشکده مطالعات راهبردی، تهران: پژوهشکده مطالعات راهبردی، چاپ دوم.",
        &[
            ("author", "بوزان، باری"),
            ("date", "۱۳۸۹"),
            ("title", "مردم، دولت‌ها و هراس"),
            ("translator", "پژوهشکده مطالعات راهبردی"),
            ("location", "تهران"),
            ("publisher", "پژوهشکده مطالعات راهبردی"),
            ("edition", "دوم"),
        ],
    );
}

#[test]
fn english_articles_books_and_chapters_are_read() {
    check(
        "Morrow, James D. (1991). Alliances and Asymmetry, American Journal of Political Science, Vol. 35, No. 4, Nov, pp. 904-933.",
        &[
            ("author", "Morrow, James D."),
            ("date", "1991"),
            ("title", "Alliances and Asymmetry"),
            ("container", "American Journal of Political Science"),
            ("volume", "35"),
            ("issue", "4"),
            ("date", "Nov"),
            ("pages", "904-933"),
        ],
    );
    check(
        "Walt, Stephen (1987). The Origins of Alliances, Ithaca: Cornell University Press.",
        &[
            ("author", "Walt, Stephen"),
            ("date", "1987"),
            ("title", "The Origins of Alliances"),
            ("location", "Ithaca"),
            ("publisher", "Cornell University Press"),
        ],
    );
    check(
        "Saull, Richard (2012). 'American Foreign Policy', in Michael Cox and Doug Stokes (eds.) US Foreign Policy, New York: Oxford University Press, pp. 59-81.",
        &[
            ("author", "Saull, Richard"),
            ("date", "2012"),
            ("title", "American Foreign Policy"),
            ("editor", "Michael Cox and Doug Stokes"),
            ("container", "US Foreign Policy"),
            ("location", "New York"),
            ("publisher", "Oxford University Press"),
            ("pages", "59-81"),
        ],
    );
}

#[test]
fn quotations_hold_quotations_and_ayn_opens_none() {
    let title = |text: &str| {
        let reference = super::super::read(&View::plain(text), &Tokens::new(text));
        reference.value(Label::Title, text).unwrap_or("").to_owned()
    };
    let persian =
        "نریمانی، زهرا (۱۴۰۰). «بازشناسی \"غیظ\"، \"غضب\" و \"سخط\" در قرآن کریم». پژوهش‌های قرآن، ۲(۳)، ۵-۹.";
    assert_eq!(title(persian), "بازشناسی \"غیظ\"، \"غضب\" و \"سخط\" در قرآن کریم");
    let latin = "Hakimi, Muhammad (1987). Imam dar ‘Ayniyat-i Jami‘a. Tehran: Daftar-i Nashr.";
    assert_eq!(title(latin), "Imam dar ‘Ayniyat-i Jami‘a");
}

#[test]
fn years_stand_in_several_places() {
    check(
        "کدیور، محسن، حکومت ولایی، تهران، نشر نی، ۱۳۷۷.",
        &[
            ("author", "کدیور، محسن"),
            ("title", "حکومت ولایی"),
            ("location", "تهران"),
            ("publisher", "نشر نی"),
            ("date", "۱۳۷۷"),
        ],
    );
    check(
        "Smith, J. A., & Lee, B. (2020). A study of reading. Language & Society, 12(3), 45–67. https://doi.org/10.1000/182",
        &[
            ("author", "Smith, J. A., & Lee, B."),
            ("date", "2020"),
            ("title", "A study of reading"),
            ("container", "Language & Society"),
            ("volume", "12"),
            ("issue", "3"),
            ("pages", "45–67"),
            ("doi", "10.1000/182"),
        ],
    );
}

#[test]
fn what_is_no_reference_has_little_confidence() {
    for text in ["http// Council", "", "1234", "به نام خداوند جان و خرد کزین برتر اندیشه برنگذرد"]
    {
        let reference = super::super::read(&View::plain(text), &Tokens::new(text));
        assert!(reference.confidence < 0.4, "{text}: {}", reference.confidence);
    }
}
