//! The names in the gazetteers in their order.

use super::mark::Marks;
use super::tables::NAMES;

/// The periodicals, publishers and places whose name begins with these letters (folded, nothing between them), as they
/// are written, with what each is.
pub fn names_beginning(letters: &str) -> impl Iterator<Item = (&'static str, Marks)> {
    let at = NAMES.partition_point(|(own, ..)| *own < letters);
    NAMES[at..]
        .iter()
        .take_while(move |(own, ..)| own.starts_with(letters))
        .map(|&(_, name, mark)| (name, mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_their_beginning() {
        let found: Vec<_> = names_beginning("cambridgeu").collect();
        assert!(found.contains(&("Cambridge University Press", Marks::PUBLISHER)), "{found:?}");
        assert!(names_beginning("تهر").any(|name| name == ("تهران", Marks::PLACE)));
        assert_eq!(names_beginning("zzzz").count(), 0);
    }
}
