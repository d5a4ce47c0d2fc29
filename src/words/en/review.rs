//! What a definition that can be read is wrong or doubtful in.

use crate::form::problem::Doubt;

/// How many rows or lines are named before “…”.
const NAMED: usize = 12;

pub(super) fn doubt(doubt: &Doubt) -> String {
    match doubt {
        Doubt::CodeTwice { code, first } => {
            format!(
                "the code {code} is printed at row `{first}` already, so their figures cannot be told apart"
            )
        }
        Doubt::NeverHolds => "no figures at all meet this rule".to_owned(),
        Doubt::Contradicts(rules) => {
            format!("this rule contradicts {}: no figures meet them all", quoted(rules))
        }
        Doubt::OnlyWithNought(rules) => {
            format!(
                "only figures with a nought among them meet this rule and {}; is one the wrong way round?",
                quoted(rules)
            )
        }
        Doubt::NeverApplies => {
            "the condition before `implies` is never met, so nothing is checked".to_owned()
        }
        Doubt::NeverFails => "no figures break this rule, so nothing is checked".to_owned(),
        Doubt::SharesOfNothing(places) => format!(
            "no rule with percent says what these are shares of: {}; leave it so if the form does not have the parts",
            named(places)
        ),
        Doubt::Unwatched(rows) if rows.is_empty() => "no rule looks at the figures of this column".to_owned(),
        Doubt::Unwatched(rows) => format!("no rule looks at the figures of these rows: {}", named(rows)),
        Doubt::ToFill(lines) => {
            format!("still to be filled in, at line {}; then delete the remark", listed(lines))
        }
        Doubt::ToConfirm(lines) => {
            format!(
                "still to be confirmed, at line {}; then delete the remark, or mend the entry",
                listed(lines)
            )
        }
    }
}

fn quoted(rules: &[String]) -> String {
    rules.iter().map(|rule| format!("`{rule}`")).collect::<Vec<_>>().join(", ")
}

fn named(places: &[String]) -> String {
    let more = if places.len() > NAMED { format!(" … ({} in all)", places.len()) } else { String::new() };
    format!("{}{more}", places[..places.len().min(NAMED)].join(", "))
}

fn listed(lines: &[usize]) -> String {
    named(&lines.iter().map(usize::to_string).collect::<Vec<_>>())
}
