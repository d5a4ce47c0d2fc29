//! What a form is called: its names, and how people shorten them.
//!
//! Takes what somebody wrote and a name of a form; gives whether the one is short for the other.

use crate::form::Form;
use crate::normalise::match_key;

/// All names of a form.
pub(crate) fn all(form: &Form) -> impl Iterator<Item = &str> {
    // of the titles of a series only what stands behind the colon is a form's own
    let own_title = form.title.rsplit_once(": ").map_or("", |(_, own)| own);
    [
        form.id.as_str(),
        &form.short,
        &form.title,
        own_title,
        &form.sheet,
        form.code.as_deref().unwrap_or_default(),
    ]
    .into_iter()
    .filter(|name| !name.is_empty())
}

/// Whether a text is a name without the words before its number, or with others of the same meaning: “06a” and
/// “Biểu số 06a” are “Biểu 06a”. A number that is said to be of an appendix (phụ lục) is of no other form.
pub(crate) fn is_short_for(text: &str, name: &str) -> bool {
    let ((kind, number), (own_kind, own_number)) = (apart(text), apart(name));
    number == own_number && kind.zip(own_kind).is_none_or(|(kind, own)| kind == own)
}

/// What kind of paper a form is called.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Form,
    Appendix,
}

/// The kind that a name begins with, and what is left without the words for it.
fn apart(name: &str) -> (Option<Kind>, String) {
    let key = match_key(name);
    let mut rest = key.as_str();
    let mut kind = None;
    for (words, said) in [("phu luc ", Kind::Appendix), ("bieu ", Kind::Form), ("mau ", Kind::Form)] {
        if let Some(behind) = rest.strip_prefix(words) {
            (rest, kind) = (behind, kind.or(Some(said)));
        }
    }
    (kind, rest.strip_prefix("so ").unwrap_or(rest).to_owned())
}

#[cfg(test)]
mod tests {
    use super::is_short_for;

    #[track_caller]
    fn case(text: &str, name: &str, is_short: bool) {
        assert_eq!(is_short_for(text, name), is_short, "{text} / {name}");
    }

    #[test]
    fn numbers_are_of_a_form_or_of_an_appendix() {
        case("06a", "Biểu 06a", true);
        case("biểu số 06A", "Biểu 06a", true);
        case("Mẫu 06a", "Biểu 06a", true);
        case("Biểu II.06a/VPCP/KSTT", "II.06a/VPCP/KSTT", true);
        case("Phụ lục số 2", "Phụ lục 2", true);
        case("2", "Phụ lục 2", true);
        case("2", "Biểu mẫu 2", true);
        case("Biểu 2", "Biểu mẫu 2", true);
        case("Biểu 2", "Phụ lục 2", false);
        case("Biểu 06b", "Biểu 06a", false);
        case("Biểu", "Biểu 06a", false);
    }
}
