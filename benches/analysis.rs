//! The promises on speed: what a key costs at several lengths of the document, and what reading anew costs.
//!
//! Figures are compared within one run: the cost of a key at ten thousand entries against that at a hundred.

use std::sync::Arc;

use dabir::config::Config;
use dabir::markup::Format;
use dabir::model::{Analysis, Input, analyze};
use dabir::text::{Buffer, TextRange, TextSize};

fn main() {
    divan::main();
}

/// A made-up manuscript: for each entry a sentence that cites it, and the entry.
fn manuscript(entries: usize) -> String {
    let mut body = String::new();
    let mut list = String::from("# منابع\n\n");
    for n in 0..entries {
        let (year, solar) = (1960 + n % 60, 1340 + n % 60);
        if n % 2 == 0 {
            body.push_str(&format!("Reading shapes what is written (Author{n}, {year}, p. 12).\n\n"));
            list.push_str(&format!(
                "Author{n}, Given N. ({year}). The shape of reading, part {n}. Journal of Letters, {n}(2), 11–29.\n\n"
            ));
        } else {
            body.push_str(&format!("خواندن به نوشته شکل می‌دهد (نگارنده{n}، {solar}: ۱۲).\n\n"));
            list.push_str(&format!(
                "نگارنده{n}، نام ({solar}). شکل خواندن، جلد {n}. ترجمهٔ مترجم نمونه. تهران: نشر نی.\n\n"
            ));
        }
    }
    format!("{body}{list}")
}

fn input(buffer: &mut Buffer) -> Input {
    Input { text: buffer.snapshot(), format: Format::Markdown, config: Arc::new(Config::default()) }
}

/// Reading a document anew.
#[divan::bench(args = [100, 1_000])]
fn open(bencher: divan::Bencher, entries: usize) {
    let mut buffer = Buffer::new(&manuscript(entries));
    let input = input(&mut buffer);
    bencher.bench(|| analyze(&input, None).entries().count());
}

/// One typed letter in the title of an entry in the middle of the list, and its findings.
#[divan::bench(args = [100, 1_000, 10_000])]
fn key_in_entry(bencher: divan::Bencher, entries: usize) {
    let text = manuscript(entries);
    let at = text.rfind(&format!("part {}", entries / 2)).unwrap_or(0);
    key(bencher, &text, at);
}

/// One typed letter in the middle of the body.
#[divan::bench(args = [100, 1_000, 10_000])]
fn key_in_prose(bencher: divan::Bencher, entries: usize) {
    let text = manuscript(entries);
    let at = text.find(&format!("(Author{}", entries / 2)).unwrap_or(0);
    key(bencher, &text, at);
}

fn key(bencher: divan::Bencher, text: &str, at: usize) {
    let mut buffer = Buffer::new(text);
    let mut analysis: Analysis = analyze(&input(&mut buffer), None);
    let place = TextRange::new(TextSize::new(at), TextSize::new(at));
    bencher.bench_local(|| {
        buffer.edit(place, "x");
        analysis = analyze(&input(&mut buffer), Some(&analysis));
        analysis.diagnostics().count()
    });
}
