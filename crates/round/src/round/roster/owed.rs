//! The forms that a unit owes: those of the round, or those that its line names, each for all periods or for some.

use super::{NOTHING, RosterColumn};
use crate::round::Round;
use phuluc_form::{FormId, match_key, near};
use phuluc_grid::{Flaw, Line};

/// The forms that the cell names; those of the round if it is empty.
///
/// A form that is owed only for some periods has them after it in brackets: `cchc-hue-03 (6 tháng, năm)`.
pub(super) fn forms(line: &Line<'_, RosterColumn>, round: &Round, known: &[&FormId]) -> Vec<FormId> {
    let texts = line.list(RosterColumn::Forms);
    match texts.as_slice() {
        [] => return round.forms.clone(),
        [word] if match_key(word) == match_key(NOTHING) => return Vec::new(),
        _ => {}
    }
    let mut forms = Vec::new();
    for text in texts.iter().flat_map(|text| apart(text)) {
        let (name, periods) = with_periods(text);
        let Some(id) = known.iter().find(|id| match_key(id.as_str()) == match_key(name)) else {
            let near = near(name, known.iter().map(|id| id.as_str()));
            line.note(RosterColumn::Forms, Flaw::UnknownForm { text: name.to_owned(), near });
            continue;
        };
        let mut is_owed = periods.is_empty();
        for words in periods {
            match round.period.map(|period| period.is_called(words)) {
                // a round without a period asks for all forms
                None => is_owed = true,
                Some(Some(is_meant)) => is_owed |= is_meant,
                Some(None) => line.note(RosterColumn::Forms, Flaw::UnknownPeriod(words.to_owned())),
            }
        }
        if is_owed && !forms.contains(*id) {
            forms.push((*id).clone());
        }
    }
    forms
}

/// The parts of a text between commas outside brackets.
fn apart(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    let parts = text.split(move |sign| {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        sign == ',' && depth == 0
    });
    parts.map(str::trim).filter(|part| !part.is_empty())
}

/// The name of a form, and the periods in brackets after it.
fn with_periods(text: &str) -> (&str, Vec<&str>) {
    match text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((name, periods)) => (name.trim(), periods.split(',').map(str::trim).collect()),
        None => (text, Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::{apart, with_periods};

    #[test]
    fn forms_may_have_periods_behind_them() {
        let parts: Vec<(&str, Vec<&str>)> =
            apart("tthc-06a, cchc-hue-03 (6 tháng, năm),").map(with_periods).collect();
        assert_eq!(parts, [("tthc-06a", vec![]), ("cchc-hue-03", vec!["6 tháng", "năm"])]);
    }
}
