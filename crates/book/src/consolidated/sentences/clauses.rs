//! A sentence of a definition cut into clauses, each with its figures, so that one can be left out.

use phuluc_form::{ColumnId, Piece, RowId};

/// A part of a sentence that stands or falls with its figures.
#[derive(Debug, PartialEq)]
pub(super) struct Clause<'f> {
    /// The words before the first figure, with the sign that separates them from the clause before.
    pub head: String,
    pub figures: Vec<Slot<'f>>,
    /// The words after the last figure.
    pub tail: String,
}

/// A figure in a clause.
#[derive(Debug, PartialEq)]
pub(super) struct Slot<'f> {
    pub what: Asked<'f>,
    /// The words between it and the next figure of the clause.
    pub then: String,
}

/// The figure that a sentence asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Asked<'f> {
    Total(&'f RowId, &'f ColumnId),
    /// What is left of the first total without the others.
    Rest(&'f [(RowId, ColumnId)]),
}

/// What introduces the parts of the figure before it.
pub(super) const OF_WHICH: &str = "trong đó ";

/// The clauses of a sentence, and the sign that ends it.
pub(super) fn clauses(pieces: &[Piece]) -> (Vec<Clause<'_>>, &'static str) {
    let mut clauses: Vec<Clause<'_>> = Vec::new();
    let mut between = String::new();
    for piece in pieces {
        let what = match piece {
            Piece::Text(words) => {
                between.push_str(words);
                continue;
            }
            Piece::Total(row, column) => Asked::Total(row, column),
            Piece::Rest(places) => Asked::Rest(places),
        };
        let words = std::mem::take(&mut between);
        let slot = Slot { what, then: String::new() };
        match (clauses.last_mut(), cut(&words)) {
            (Some(clause), None) => {
                if let Some(before) = clause.figures.last_mut() {
                    before.then = words;
                }
                clause.figures.push(slot);
            }
            (Some(clause), Some(at)) => {
                words[..at].clone_into(&mut clause.tail);
                let head = words[at..].to_owned();
                clauses.push(Clause { head, figures: vec![slot], tail: String::new() });
            }
            (None, _) => clauses.push(Clause { head: words, figures: vec![slot], tail: String::new() }),
        }
    }
    let (tail, end) = between.strip_suffix('.').map_or((between.as_str(), ""), |tail| (tail, "."));
    if let Some(last) = clauses.last_mut() {
        tail.clone_into(&mut last.tail);
    }
    (clauses, end)
}

/// Where the words between two figures pass from one clause to the next.
fn cut(words: &str) -> Option<usize> {
    let sentence = words.find(". ").or_else(|| words.find("; "));
    sentence.or_else(|| words.find(&format!(", {OF_WHICH}"))).or_else(|| words.rfind(", "))
}

#[cfg(test)]
mod tests {
    use super::{Asked, clauses};
    use phuluc_form::{ColumnId, Piece, RowId};

    /// The clauses of a sentence in which digits stand for figures.
    #[track_caller]
    fn case(sentence: &str, expected: &[&str], end: &str) {
        let pieces = sentence.split_inclusive(|sign: char| sign.is_ascii_digit()).flat_map(|part| {
            let words = part.trim_end_matches(|sign: char| sign.is_ascii_digit());
            let total = part.strip_prefix(words).filter(|id| !id.is_empty());
            let total = total.map(|id| Piece::Total(RowId::from(id), ColumnId::from("x")));
            [Some(Piece::Text(words.to_owned())), total].into_iter().flatten()
        });
        let pieces: Vec<Piece> = pieces.collect();
        let (clauses, last) = clauses(&pieces);
        let texts = clauses.iter().map(|clause| {
            let figures = clause.figures.iter().map(|slot| match slot.what {
                Asked::Total(row, _) => format!("{row}{}", slot.then),
                Asked::Rest(_) => String::new(),
            });
            format!("{}{}{}", clause.head, figures.collect::<String>(), clause.tail)
        });
        assert_eq!((texts.collect::<Vec<String>>().join("|"), last), (expected.join("|"), end));
    }

    #[test]
    fn clauses_end_where_the_next_begins() {
        let whole = ["Tiếp nhận 1 hồ sơ", ", trong đó trực tuyến 2 hồ sơ", ", chiếm 3"];
        case("Tiếp nhận 1 hồ sơ, trong đó trực tuyến 2 hồ sơ, chiếm 3.", &whole, ".");
        case(
            "Đạt 1/2 người; trực tiếp, bưu chính 3 hồ sơ",
            &["Đạt 1/2 người", "; trực tiếp, bưu chính 3 hồ sơ"],
            "",
        );
        case("Ban hành 1 văn bản, kế hoạch, đạt 2.", &["Ban hành 1 văn bản, kế hoạch", ", đạt 2"], ".");
    }
}
