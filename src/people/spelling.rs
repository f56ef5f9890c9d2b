//! Two names in one script: the same letters, nearly the same, or others.

use super::form::{Form, Given};
use super::verdict::{Decision, Reason, Verdict};

/// Compares two names of one script: family names by the letters that differ, given names by their beginnings.
pub(super) fn compare(one: &Form, other: &Form) -> Verdict {
    let verdict = |score, decision, reason| Verdict { score, decision, reason };
    let (a, b) = (one.family(), other.family());
    if a.is_empty() || b.is_empty() || one.script != other.script {
        return verdict(0.0, Decision::Unsure, Reason::NoName);
    }
    let given = givens(&one.given, &other.given);
    let longer = a.chars().count().max(b.chars().count());
    let differing = distance(&a, &b);
    match (differing, given) {
        (0, None | Some(true)) => verdict(0.98, Decision::Same, Reason::Spelling),
        (_, Some(false)) => verdict(0.02, Decision::Different, Reason::Given),
        (1, Some(true)) if longer > 4 => verdict(0.7, Decision::Unsure, Reason::Letters),
        (1, None) if longer > 4 => verdict(0.5, Decision::Unsure, Reason::Letters),
        (n, _) if 4 * n <= longer => verdict(0.3, Decision::Unsure, Reason::Family),
        _ => verdict(0.02, Decision::Different, Reason::Family),
    }
}

/// Whether given names may be one person's: equal, or initials of each other as far as both go; `None` where one has none.
fn givens(one: &[Given], other: &[Given]) -> Option<bool> {
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let text = |given: &Given| match given {
        Given::Word(letters) | Given::Initial(letters) => letters.to_lowercase(),
    };
    let joined = |givens: &[Given]| givens.iter().map(text).collect::<String>();
    let fits = |(one, other): (&Given, &Given)| match (one, other) {
        (Given::Word(a), Given::Word(b)) => a == b || (a.len() > 4 && distance(a, b) <= 1),
        (a, b) => text(a).chars().next() == text(b).chars().next(),
    };
    Some(joined(one) == joined(other) || one.iter().zip(other).all(fits))
}

/// What is left of two names, in letters, without what they begin and end with alike.
pub fn differing<'n>(one: &'n str, other: &'n str) -> (&'n str, &'n str) {
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    let start: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let (one, other) = (&one[start..], &other[start..]);
    let same = one.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b);
    let end: usize = same.map(|(c, _)| c.len_utf8()).sum();
    (&one[..one.len() - end], &other[..other.len() - end])
}

/// Whether two names are one letter apart: one is added, dropped or replaced, or two neighbours are swapped.
pub fn is_one_apart(one: &str, other: &str) -> bool {
    let (one, other) = differing(one, other);
    let (mut a, mut b) = (one.chars(), other.chars());
    match (a.next(), a.next(), b.next(), b.next()) {
        (None, _, Some(_), None) | (Some(_), None, None, _) | (Some(_), None, Some(_), None) => true,
        (Some(x), Some(y), Some(p), Some(q)) => x == q && y == p && a.next().is_none() && b.next().is_none(),
        _ => false,
    }
}

/// How many letters must be added, dropped, replaced or swapped with their neighbour to make one name the other (Damerau
/// 1964, in the form in which no letter is touched twice).
fn distance(one: &str, other: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before = vec![0; b.len() + 1];
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut next = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = row[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            next[j] = replaced.min(row[j] + 1).min(next[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                next[j] = next[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::super::{Ask, Decision, compare_texts};
    use super::*;

    #[test]
    fn names_of_one_script_are_told_by_their_letters() {
        for (one, other, decision) in [
            ("مهدوی، علی", "مهدوی‌، علی", Decision::Same),
            ("Müller, Jan", "Muller, J.", Decision::Same),
            ("Walt, Stephen M.", "Walt, Stephen", Decision::Same),
            ("Wallt, Stephen", "Walt, Stephen", Decision::Unsure),
            ("Walt, Stephen", "Walt, Martin", Decision::Different),
            ("بوزان، باری", "والتز، کنت", Decision::Different),
        ] {
            assert_eq!(compare_texts(one, other, Ask::Gazetteers).decision, decision, "{one} / {other}");
        }
    }

    #[test]
    fn distances_count_swaps_once() {
        assert_eq!((distance("jhon", "john"), distance("walt", "wallt"), distance("", "ab")), (1, 1, 2));
        let names = [
            "walt",
            "wallt",
            "wlat",
            "waltz",
            "wal",
            "salt",
            "walts",
            "alt",
            "tlaw",
            "",
            "w",
            "بوزان",
            "بوزن",
            "بزان",
            "بوازن",
        ];
        for (one, other) in names.iter().flat_map(|one| names.iter().map(move |other| (one, other))) {
            assert_eq!(is_one_apart(one, other), distance(one, other) == 1, "{one} {other}");
        }
    }
}
