//! The forms that a unit owes: those of the round, or those that its line names, each for all periods or for some.
//!
//! It takes the text under “Biểu phải gửi”, with names as people write them. It gives the forms, and notes at the cell
//! every name that no form has, or more than one.

use super::columns::{NOTHING, RosterColumn};
use phuluc_form::{Catalogue, FormId, Period, match_key};
use phuluc_grid::{Flaw, ListLine};

/// The forms that the cell names; those of the round, which is for a period, if it is empty.
///
/// A form that is owed only for some periods has them after it in brackets: `cchc-hue-03 (6 tháng, năm)`.
pub(super) fn forms(
    line: &ListLine<'_, RosterColumn>,
    of_round: &[FormId],
    period: Option<Period>,
    known: &Catalogue,
) -> Vec<FormId> {
    let texts = line.list(RosterColumn::Forms);
    match texts.as_slice() {
        [] => return of_round.to_vec(),
        [word] if match_key(word) == match_key(NOTHING) => return Vec::new(),
        _ => {}
    }
    let day = period.map(|period| period.to);
    let called = |name: &str| known.called(name, day).map(|form| form.id.clone());
    let mut forms = Vec::new();
    for Owed { id, name, periods } in texts.iter().flat_map(|text| apart(text, &called)) {
        let id = match id {
            Ok(id) => id,
            Err(may_be) => {
                line.note(RosterColumn::Forms, Flaw::UnknownForm { text: name.to_owned(), may_be });
                continue;
            }
        };
        let mut is_owed = periods.is_empty();
        for words in periods {
            match period.map(|period| period.is_called(words)) {
                // a round without a period asks for all forms
                None => is_owed = true,
                Some(Some(is_meant)) => is_owed |= is_meant,
                Some(None) => line.note(RosterColumn::Forms, Flaw::UnknownPeriod(words.to_owned())),
            }
        }
        if is_owed && !forms.contains(&id) {
            forms.push(id);
        }
    }
    forms
}

/// The form with a name, or the forms that may be meant.
type Called = Result<FormId, Vec<String>>;

/// A form that a text names, with the periods after it.
#[derive(Debug, PartialEq, Eq)]
struct Owed<'t> {
    id: Called,
    name: &'t str,
    periods: Vec<&'t str>,
}

/// The forms that a text names. Commas and “và” separate names, and occur within some of them: as many parts as have a
/// form's name together are one name.
fn apart<'t>(text: &'t str, called: &dyn Fn(&str) -> Called) -> Vec<Owed<'t>> {
    let parts = parts(text);
    let mut owed = Vec::new();
    let mut next = 0;
    while let Some(&(from, to)) = parts.get(next) {
        let longest = (next..parts.len()).rev().find_map(|last| {
            let (_, to) = parts.get(last)?;
            let found = named(text.get(from..*to)?, called);
            found.id.is_ok().then_some((found, last))
        });
        let (found, last) = longest.unwrap_or_else(|| (named(&text[from..to], called), next));
        owed.push(found);
        next = last + 1;
    }
    owed
}

/// The ranges between commas or “và” outside brackets.
fn parts(text: &str) -> Vec<(usize, usize)> {
    const AND: &str = " và ";
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0);
    for (at, sign) in text.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        let between = if sign == ',' { 1 } else { AND.len() };
        if depth == 0 && at >= from && (sign == ',' || text[at..].starts_with(AND)) {
            parts.push((from, at));
            from = at + between;
        }
    }
    parts.push((from, text.len()));
    parts.retain(|(from, to)| !text[*from..*to].trim().is_empty());
    parts
}

/// A form by the whole text, or by the text before the periods in brackets.
fn named<'t>(text: &'t str, called: &dyn Fn(&str) -> Called) -> Owed<'t> {
    let text = text.trim();
    let whole = called(text);
    match text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((name, periods)) if whole.is_err() => {
            let name = name.trim();
            Owed { id: called(name), name, periods: periods.split(',').map(str::trim).collect() }
        }
        _ => Owed { id: whole, name: text, periods: Vec::new() },
    }
}

#[cfg(test)]
mod tests {
    use super::{Owed, apart};
    use phuluc_form::{Catalogue, FormId};

    #[track_caller]
    fn case(text: &str, owed: &[(&str, &[&str])]) {
        let catalogue = Catalogue::built_in().unwrap();
        let called = |name: &str| catalogue.called(name, None).map(|form| form.id.clone());
        let found = apart(text, &called);
        let found: Vec<_> = found
            .iter()
            .map(|Owed { id, periods, .. }| (id.as_ref().map_or("?", FormId::as_str), periods.as_slice()))
            .collect();
        assert_eq!(found, owed, "{text}");
    }

    #[test]
    fn forms_are_called_as_people_call_them_and_may_have_periods_behind_them() {
        case(
            "tthc-06a, cchc-hue-03 (6 tháng, năm),",
            &[("tthc-06a", &[]), ("cchc-hue-03", &["6 tháng", "năm"])],
        );
        case("Biểu 06a và Phụ lục 2", &[("tthc-06a", &[]), ("cchc-hue-02", &[])]);
        case("PL2,PL3 (quý IV)", &[("cchc-hue-02", &[]), ("cchc-hue-03", &["quý IV"])]);
        case("Phụ lục 3 (văn bản)", &[("van-ban-chi-dao", &[])]);
        case("Phụ lục 3 (văn bản) (năm)", &[("van-ban-chi-dao", &["năm"])]);
        case(
            "Xây dựng và phát triển Chính quyền điện tử, Chính quyền số, biểu số 06a",
            &[("cchc-2025-07", &[]), ("tthc-06a", &[])],
        );
        case("Biểu 2; 06c", &[("?", &[])]);
        case("2, Biểu mẫu 9", &[("?", &[]), ("?", &[])]);
    }
}
