//! What the server should say: the text kept by the simplest means, and answers computed from it by the library.

use std::sync::Arc;

use dabir::config::Config;
use dabir::features::{Symbol, hover, symbols};
use dabir::markup::Format;
use dabir::model::{Analysis, Input, analyze};
use dabir::rules::{Locale, Severity};
use dabir::text::{Buffer, TextRange, TextSize, strip_isolates};
use serde_json::{Value, json};

/// The unit of columns.
#[derive(Clone, Copy, Debug)]
pub enum Unit {
    Utf8,
    Utf16,
    Utf32,
}

impl Unit {
    pub fn name(self) -> &'static str {
        match self {
            Unit::Utf8 => "utf-8",
            Unit::Utf16 => "utf-16",
            Unit::Utf32 => "utf-32",
        }
    }

    fn width(self, c: char) -> usize {
        match self {
            Unit::Utf8 => c.len_utf8(),
            Unit::Utf16 => c.len_utf16(),
            Unit::Utf32 => 1,
        }
    }
}

/// Random numbers from a seed (splitmix64).
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }
}

/// Where each line starts and ends, its break left out: LF, CRLF and CR.
fn lines(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let (mut all, mut start, mut at) = (Vec::new(), 0, 0);
    while at < bytes.len() {
        let length = match bytes[at] {
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => 2,
            b'\r' | b'\n' => 1,
            _ => {
                at += 1;
                continue;
            }
        };
        all.push((start, at));
        at += length;
        start = at;
    }
    all.push((start, bytes.len()));
    all
}

/// The byte of a position, clamped as the protocol says.
pub fn offset(text: &str, line: usize, column: usize, unit: Unit) -> usize {
    let Some(&(start, end)) = lines(text).get(line) else { return text.len() };
    let mut passed = 0;
    for (at, c) in text[start..end].char_indices() {
        passed += unit.width(c);
        if passed > column {
            return start + at;
        }
    }
    end
}

/// The position of a byte, or of the character that holds it.
pub fn position(text: &str, byte: usize, unit: Unit) -> Value {
    let byte = (0..=byte).rev().find(|&at| text.is_char_boundary(at)).unwrap();
    let lines = lines(text);
    let line = lines.iter().rposition(|&(start, _)| start <= byte).unwrap();
    let column: usize = text[lines[line].0..byte].chars().map(|c| unit.width(c)).sum();
    json!({"line": line, "character": column})
}

/// A document as the test knows it.
#[derive(Clone)]
pub struct Model {
    pub text: String,
    pub unit: Unit,
}

impl Model {
    /// Applies a change as it is sent.
    pub fn apply(&mut self, change: &Value) {
        let new = change["text"].as_str().unwrap();
        let Some(range) = change.get("range") else {
            self.text = new.to_owned();
            return;
        };
        let place = |p: &Value| {
            let number = |key: &str| p[key].as_u64().unwrap() as usize;
            offset(&self.text, number("line"), number("character"), self.unit)
        };
        let (start, end) = (place(&range["start"]), place(&range["end"]));
        self.text.replace_range(start..end.max(start), new);
    }

    pub fn analysis(&self) -> Analysis {
        let text = Buffer::new(&self.text);
        analyze(&Input { text, format: Format::Markdown, config: Arc::new(Config::default()) }, None)
    }

    fn range(&self, range: TextRange) -> Value {
        let place = |at: TextSize| position(&self.text, at.bytes(), self.unit);
        json!({"start": place(range.start), "end": place(range.end)})
    }

    /// The diagnostics, without what depends on a client's further abilities.
    pub fn diagnostics(&self) -> Vec<Value> {
        let number = |severity| match severity {
            Severity::Error => 1,
            Severity::Warning => 2,
            Severity::Info => 3,
            Severity::Hint => 4,
        };
        let analysis = self.analysis();
        let all = analysis.diagnostics().map(|found| {
            let message = strip_isolates(&found.message.render(Locale::En));
            json!({
                "range": self.range(found.range), "severity": number(found.severity),
                "code": found.rule.name, "source": "dabir", "message": message,
            })
        });
        all.collect()
    }

    /// The hover at a position, as plain text.
    pub fn hover(&self, line: usize, column: usize) -> Value {
        let at = TextSize::new(offset(&self.text, line, column, self.unit));
        hover(&self.analysis(), at, Locale::En).map_or(Value::Null, |hover| {
            let value = strip_isolates(&hover.plain);
            json!({"contents": {"kind": "plaintext", "value": value}, "range": self.range(hover.range)})
        })
    }

    /// The outline: names and ranges, nested.
    pub fn outline(&self) -> Value {
        self.symbols(&symbols(&self.analysis()))
    }

    fn symbols(&self, all: &[Symbol]) -> Value {
        let one = |symbol: &Symbol| {
            let name = Some(strip_isolates(&symbol.name)).filter(|name| !name.trim().is_empty());
            json!([name.unwrap_or("…".to_owned()), self.range(symbol.range), self.symbols(&symbol.children)])
        };
        all.iter().map(one).collect()
    }
}

/// Nested symbols of the server in the same form.
pub fn outline_of(symbols: &Value) -> Value {
    let none = Vec::new();
    let one = |symbol: &Value| {
        let children = symbol.get("children").cloned().unwrap_or_else(|| json!([]));
        json!([symbol["name"], symbol["range"], outline_of(&children)])
    };
    symbols.as_array().unwrap_or(&none).iter().map(one).collect()
}

/// A manuscript in two languages with faults in it.
pub const MANUSCRIPT: &str = "\
# همکاری و رقابت

امنیت سازه‌ای است که با هویت پیوند دارد (بوزان، 1389: 45) و دیگران (Walt, 1987, p. 23; Morrow, 1991) آن را 😀 چنین
نمی‌بینند. بوزان (1389) بر آن است که Walt (1987) درست می‌گوید (ناشناس، ۱۳۷۰).

## منابع

- بوزان، باري. (1389). *مردم، دولت‌ها و هراس*. تهران: پژوهشکده مطالعات راهبردی .

- قوام، عبدالعلی. (۱۳۸8). روابط بین الملل: نظریه‌ها و رویکردها. تهران : سمت.

## References

- Walt, S. (1987). *The origins of alliances*. Ithaca, NY: Cornell University Press.

- Morrow, J. D. (1991). Alliances and asymmetry. *American Journal of Political Science*, 35(4), 933-904.
";
