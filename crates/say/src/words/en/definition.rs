//! Sentences about definitions of forms and rounds, in English.

use crate::words::message::DefinitionMessage;
use phuluc_form::{Doubt, Fault, ForeignSpelling, date};
use phuluc_round::rules_on_past_reports::{Novelty, TriedRule};

/// How many rows or lines are named before “…”.
const NAMED: usize = 12;

pub(super) fn say(message: &DefinitionMessage<'_>) -> String {
    match message {
        DefinitionMessage::Fault(fault) => self::fault(fault),
        DefinitionMessage::Known { forms, rules } => format!("{forms} forms, {rules} rules."),
        DefinitionMessage::Pack(pack) => {
            let from = pack.from.map(|day| format!("from {}", date(day)));
            let known: Vec<String> = pack.province.iter().cloned().chain(from).collect();
            let known = if known.is_empty() { String::new() } else { format!(" ({})", known.join(", ")) };
            format!("pack of forms: {}{known}, fingerprint {}", pack.name, pack.fingerprint)
        }
        DefinitionMessage::RulesByColumn { form, columns } => {
            let each: Vec<String> = columns.iter().map(|(say, count)| format!("{say} {count}")).collect();
            format!("{form}, rules by column: {}", each.join("; "))
        }
        DefinitionMessage::PackUsed(pack) => {
            format!(
                "the pack of forms “{}” in {} is used (fingerprint {})",
                pack.name, pack.place, pack.fingerprint
            )
        }
        DefinitionMessage::PackChanged(pack) => format!(
            "note: the pack of forms “{}” in {} was changed after the round began; the round still uses its copy in bieu-mau. To take the new one over, copy it over that folder, and write its fingerprint {} into packs in round.toml",
            pack.name, pack.place, pack.fingerprint
        ),
        DefinitionMessage::Checked { folder, definitions, advice } => {
            format!("{folder}: {definitions} checked, no problems; advice: {advice}")
        }
        DefinitionMessage::Tried { reports, without, repeated } => {
            let twice = if repeated > &0 {
                format!("; {repeated} were there before, and count once")
            } else {
                String::new()
            };
            format!(
                "tried on {reports} reports with the form; {without} without it or in another version{twice}"
            )
        }
        DefinitionMessage::TriedRule { tried, reports } => tried_rule(tried, *reports),
    }
}

fn tried_rule(tried: &TriedRule, reports: usize) -> String {
    let novelty = match tried.novelty {
        Novelty::New => "new",
        Novelty::Changed => "changed",
        Novelty::None => "as it was",
    };
    let (fired, open) = (tried.fired.len(), tried.open);
    format!(
        "[{}] {} ({novelty}): found something on {fired} of {reports} reports; left open by blanks on {open}",
        tried.rule.id, tried.rule.title
    )
}

fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Toml(message) => format!("not TOML: {message}"),
        Fault::Missing(key) => format!("the key `{key}` is missing"),
        Fault::UnknownKey { near } => format!("this key means nothing here{}", meant(near.as_ref())),
        Fault::WrongType { expected, found } => format!("a {expected} is wanted, this is {found}"),
        Fault::UnknownWord { allowed, near } => {
            format!("one of: {}{}", allowed.join(", "), meant(near.as_ref()))
        }
        Fault::Empty => "nothing stands here".to_owned(),
        Fault::Duplicate(id) => format!("`{id}` is taken"),
        Fault::BadId(letters) => format!("an id has only the characters {letters}"),
        Fault::DateOrder => "the last day is before the first".to_owned(),
        Fault::NotInPack(id) => format!("the pack's forms.toml does not list `{id}` and where it comes from"),
        Fault::OtherYear(year) => format!("this day is not in {year}"),
        Fault::NotAPeriod => "this names no period; write \"năm 2026\" or \"quý IV/2026\"".to_owned(),
        Fault::NoDueDay => {
            "a due time needs `working_days` after the cut-off, or a `day` of the month (1–28)".to_owned()
        }
        Fault::Syntax { slip: Some(slip), .. } => format!("the rule cannot be read: {}", instead(*slip)),
        Fault::Syntax { expected, slip: None } => {
            format!("the rule cannot be read; here is wanted: {expected}")
        }
        Fault::UnknownRow { near } => format!("the form has no such row{}", meant(near.as_ref())),
        Fault::UnknownColumn { near } => format!("the form has no such column{}", meant(near.as_ref())),
        Fault::UnknownForm { near } => format!("there is no such form{}", meant(near.as_ref())),
        Fault::Heading => "a heading row takes no figure".to_owned(),
        Fault::NotWords => {
            "words in quotes are compared with the column of labels or a column of texts, at the row at hand"
                .to_owned()
        }
        Fault::NotAFigure => "no figure stands there to reckon with".to_owned(),
        Fault::NoValueColumn => {
            "the form has no `by row` column, so the column must be named: [row].column".to_owned()
        }
        Fault::SeveralValueColumns(columns) => format!(
            "the form has several columns of figures, so the column must be named: [row].column, one of: {}",
            columns.join(", ")
        ),
        Fault::NeedsEachRow => "a column alone needs `each = \"row\"`".to_owned(),
        Fault::NeedsEachParent => "sum(children) needs `each = \"parent\"`".to_owned(),
        Fault::NeedsOpenRows => "sum(open) needs open rows: `rows = { open = … }`".to_owned(),
        Fault::NoRange => "a range runs downwards between two rows of one parent".to_owned(),
        Fault::RangeOfColumns => {
            "a range names its column once, at its end: sum([5.1]..[5.4].nhan)".to_owned()
        }
        Fault::NeedsLines => "sum(lines) needs a form with `lines = true`, and `each = \"row\"`".to_owned(),
        Fault::LinesNeedPrintedRows => "`lines = true` is for forms of printed rows".to_owned(),
        Fault::AlsoBelowHead => "`also` has more lists than `head` has labels".to_owned(),
        Fault::OwnAncestor => "this row stands under itself".to_owned(),
        Fault::TooManyDecimals => "decimals go up to 6".to_owned(),
        Fault::StepsWithoutPoints => {
            "steps need a column of points (kind = \"score\") in which this row is scored".to_owned()
        }
        Fault::BandOrder => "steps must go down, and the last must begin at 0".to_owned(),
        Fault::NotSolvable => "`solve = true` needs a rule of the shape `place = place + place`".to_owned(),
        Fault::NotARecipe => "`derive = true` needs a rule of the shape `place = sum`".to_owned(),
        Fault::NoPlace => "the rule names no place".to_owned(),
        Fault::Outside => "the file must be within the folder of the round".to_owned(),
        Fault::NoUnits => "no unit reports: make don-vi.xlsx, or add [[units]]".to_owned(),
        Fault::TwoLists => "there is a don-vi.xlsx: list the units there or here, not in both".to_owned(),
        Fault::NoFormula(id) => {
            format!(
                "`{id}` has blank = \"formula\" but no rule of the shape `{id} = …` says how it is worked out"
            )
        }
        Fault::NoRecipe(row) => {
            format!(
                "the percentage in row {row} needs a rule with `derive = true`, or `consolidate = \"list\"`"
            )
        }
        Fault::Review(doubt) => self::doubt(doubt),
    }
}

fn meant(near: Option<&String>) -> String {
    near.map_or_else(String::new, |near| format!("; is `{near}` meant?"))
}

/// A doubt that shows only when a definition is reviewed as a whole.
fn doubt(doubt: &Doubt) -> String {
    match doubt {
        Doubt::ListedThoughWorkedOut(place) => format!(
            "`{place}` is worked out by a rule and still has `consolidate = \"list\"`, so it is only listed; remove `consolidate`"
        ),
        Doubt::NotAdditive(place) => {
            format!("`{place}` cannot be added up and has `consolidate = \"sum\"`; remove `consolidate`")
        }
        Doubt::CodeTwice { code, first } => {
            format!(
                "the code {code} is printed at row `{first}` already, so their figures cannot be told apart"
            )
        }
        Doubt::NeverHolds(row) => {
            let at = row.as_ref().map_or_else(String::new, |row| format!("at {row}, "));
            format!("{at}no figures at all meet this rule")
        }
        Doubt::Contradicts(rules) => {
            format!("this rule contradicts {}: no figures meet them all", quoted(rules))
        }
        Doubt::OnlyWithNought(rules) if rules.is_empty() => {
            "only figures with a nought among them meet this rule; look at it and at the printed figures"
                .to_owned()
        }
        Doubt::OnlyWithNought(rules) => {
            format!(
                "only figures with a nought among them meet this rule and {}; is one the wrong way round?",
                quoted(rules)
            )
        }
        Doubt::RunsNowhere => {
            "this rule runs at no row and no column, so nothing is checked; look at each, rows, columns, except".to_owned()
        }
        Doubt::NeverApplies => {
            "the condition before `implies` is never met, so nothing is checked".to_owned()
        }
        Doubt::NeverFails => "no figures break this rule, so nothing is checked".to_owned(),
        Doubt::SharesOfNothing(places) => format!(
            "no rule with percent says what these are shares of: {}; leave it so if the form does not have the parts",
            named(places)
        ),
        Doubt::SharesNotIn { rows, columns } => format!(
            "no rule with derive is about column {} at {}; units are listed one by one. If two figures give it, add the column to the columns of the rule with percent; else, as for a planned percentage, leave it so",
            quoted(columns),
            named(rows)
        ),
        Doubt::AverageSummed(row) => format!(
            "`{row}` is an average but is added up; add consolidate = \"list\" to list the units one by one"
        ),
        Doubt::Unwatched { rows, columns } => {
            let columns = match columns.as_slice() {
                [] => String::new(),
                columns => format!(" of column {}", quoted(columns)),
            };
            match rows.as_slice() {
                [] => format!("no rule looks at the figures{columns}"),
                rows => format!("no rule looks at the figures{columns} in these rows: {}", named(rows)),
            }
        }
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

/// What to write instead of a spelling from another language.
fn instead(slip: ForeignSpelling) -> String {
    match slip {
        ForeignSpelling::DoubleEquals => "write one “=” for “==”".to_owned(),
        ForeignSpelling::AndSign => "write “and” for “&&”".to_owned(),
        ForeignSpelling::OrSign => "write “or” for “||”".to_owned(),
        ForeignSpelling::NotEqual => "write “!=” for “<>” or “≠”".to_owned(),
        ForeignSpelling::AtMost => "write “<=” for “=<” or “≤”".to_owned(),
        ForeignSpelling::AtLeast => "write “>=” for “=>” or “≥”".to_owned(),
        ForeignSpelling::Arrow => "write “… implies …” for “=>” or “->” between claims".to_owned(),
        ForeignSpelling::Chained => "a comparison has two sides: write 0 <= [1] and [1] <= 5 for “0 <= [1] <= 5”".to_owned(),
        ForeignSpelling::Colon => "write “/” to divide; a range of rows stands in sum, with two dots: sum([5.1]..[5.4])".to_owned(),
        ForeignSpelling::Minus => "write the hyphen of the keyboard for minus, and 0 - 1 for “-1”".to_owned(),
        ForeignSpelling::Semicolon => "arguments are separated by commas, not by “;”: max(a, b)".to_owned(),
        ForeignSpelling::NotWithoutParentheses => "write not(…), with parentheses".to_owned(),
        ForeignSpelling::CapitalWord => "the words and, or, not, if … then … else, implies are written in small letters".to_owned(),
        ForeignSpelling::Times => "write “*” for “×” or “x”".to_owned(),
        ForeignSpelling::Divided => "write “/” to divide, and percent(a, b) for a percentage".to_owned(),
        ForeignSpelling::Comma => "numbers have no thousands separator and a point: 1000, 0.5".to_owned(),
        ForeignSpelling::Grouped => "numbers have no thousands separator: 1000; for one write 1 or 1.0".to_owned(),
        ForeignSpelling::Range => "a range of rows stands in sum, with two dots: sum([5.1]..[5.4])".to_owned(),
        ForeignSpelling::Capitals(usage) => format!("functions are written in small letters: {usage}"),
        ForeignSpelling::SumIf => {
            "a sum under a condition is sum(open where …), as sum(open where qua_han > 0)".to_owned()
        }
        ForeignSpelling::PercentSign => {
            "there is no “%”: a percentage is percent(a, b), and 50% of a is a * 0.5".to_owned()
        }
        ForeignSpelling::Exclamation => "write not(…) for “!”".to_owned(),
        ForeignSpelling::SpreadsheetIf => {
            "write “if … then … else …” for if(…, …, …); for a demand write “… implies …”".to_owned()
        }
        ForeignSpelling::SpreadsheetAnd => "write “… and …”, “… or …” between claims".to_owned(),
        ForeignSpelling::Arguments(usage) => format!("this function is written {usage}"),
        ForeignSpelling::NoFunction => {
            "there is no such function; there are percent, base, min, max, round, abs, sum, zero, prev, given"
                .to_owned()
        }
        ForeignSpelling::Words => {
            "words stand in quotes, with “=” or “!=”, and only after where: sum(open where linh_vuc = \"Đất đai\")".to_owned()
        }
        ForeignSpelling::Vietnamese => "the words of rules are and, or, not, if … then … else, implies".to_owned(),
    }
}
