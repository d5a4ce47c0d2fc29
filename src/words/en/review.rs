//! What a definition that can be read is wrong or doubtful in.

use crate::form::problem::Fault;

/// How many rows or lines are named before “…”.
const NAMED: usize = 12;

pub(super) fn fault(fault: &Fault) -> String {
    match fault {
        Fault::CodeTwice { code, first } => {
            format!(
                "the code {code} is printed at row `{first}` already, so their figures cannot be told apart"
            )
        }
        Fault::NeverHolds => "no figures at all meet this rule".to_owned(),
        Fault::Contradicts(rules) => {
            format!("this rule contradicts {}: no figures meet them all", quoted(rules))
        }
        Fault::OnlyWithNought(rules) => {
            format!(
                "only figures with a nought among them meet this rule and {}; is one the wrong way round?",
                quoted(rules)
            )
        }
        Fault::NeverApplies => {
            "the condition before `implies` is never met, so nothing is checked".to_owned()
        }
        Fault::NeverFails => "no figures break this rule, so nothing is checked".to_owned(),
        Fault::SharesOfNothing(places) => format!(
            "no rule with percent says what these are shares of: {}; leave it so if the form does not have the parts",
            named(places)
        ),
        Fault::Unwatched(rows) if rows.is_empty() => "no rule looks at the figures of this column".to_owned(),
        Fault::Unwatched(rows) => format!("no rule looks at the figures of these rows: {}", named(rows)),
        Fault::ToFill(lines) => {
            format!("still to be filled in, at line {}; then delete the remark", listed(lines))
        }
        Fault::ToConfirm(lines) => {
            format!(
                "still to be confirmed, at line {}; then delete the remark, or mend the entry",
                listed(lines)
            )
        }
        _ => String::new(),
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
