//! What the front matter of a Markdown document says; its few lines that matter, not YAML as a whole.

/// The files under `bibliography:`: a value, a list in brackets, or a list of lines.
pub(super) fn libraries(text: &str) -> Vec<String> {
    let mut lines = text.lines().skip_while(|line| !line.starts_with("bibliography:"));
    let Some(first) = lines.next().and_then(|line| line.split_once(':')) else { return Vec::new() };
    let value = first.1.trim();
    let named: Vec<&str> = match value.strip_prefix('[') {
        Some(list) => list.split(']').next().unwrap_or("").split(',').collect(),
        None if value.is_empty() => lines.map_while(|line| line.trim_start().strip_prefix("- ")).collect(),
        None => vec![value],
    };
    named.into_iter().map(unquoted).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// A value without quotation marks and without the comment behind it.
fn unquoted(value: &str) -> &str {
    let value = value.split(" #").next().unwrap_or("").trim();
    let inner = ['"', '\''].into_iter().find_map(|mark| value.strip_prefix(mark)?.strip_suffix(mark));
    inner.unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_are_named_in_three_ways() {
        assert_eq!(libraries("---\ntitle: a\nbibliography: refs.bib # mine\n---\n"), ["refs.bib"]);
        assert_eq!(libraries("---\nbibliography: [\"a.bib\", b.json]\n---\n"), ["a.bib", "b.json"]);
        assert_eq!(
            libraries("---\nbibliography:\n  - a.bib\n  - 'b c.bib'\nlang: fa\n---\n"),
            ["a.bib", "b c.bib"]
        );
        assert_eq!(libraries("---\nlang: fa\n---\n"), [""; 0]);
    }
}
