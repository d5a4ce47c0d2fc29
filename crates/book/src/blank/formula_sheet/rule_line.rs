//! The lines of rules on the hidden sheet: one for each row or column that a rule runs over, then one for each rule
//! and each form.

use super::terms::Term;
use super::{First, FormulaLine, FormulaSheet, Instance, KnownCells, RuleLine, terms};
use crate::blank::formula::{FormulaResult, UNIT, unit_cell};
use phuluc_author::{AppliesIf, Outcome, PlacedRule, RuleResult};
use phuluc_check::{EntryRef, RuleAt};
use phuluc_form::{Cells, Expr, Severity, Statement, excel};
use phuluc_say::{Lang, words};

/// Writes the lines of all rules.
pub(super) fn write(formulas: &mut FormulaSheet<'_>) {
    let blank = formulas.blank;
    let sets = blank.rules();
    let mut judged = blank.judged().into_iter();
    let mut lines_of: Vec<Option<[u32; 2]>> = Vec::new();
    let mut judged_of: Vec<Vec<Outcome>> = Vec::new();
    for set in &sets {
        let own: Vec<Outcome> = judged.by_ref().take(set.at.len()).collect();
        let terms: Vec<Statement<Term>> = set
            .at
            .iter()
            .map(|(instance, _)| terms::written_out(formulas, set.rule, &instance.statement))
            .collect();
        let known = KnownCells { formulas, raw: set.rule.solve };
        let from = next(formulas);
        let lines: Option<Vec<FormulaLine>> = set
            .at
            .iter()
            .zip(&terms)
            .zip(&own)
            .zip(from..)
            .map(|((((instance, guard), terms), judged), at)| {
                line(&known, (instance, terms), guard, judged, at)
            })
            .collect();
        // if a formula is longer than Excel allows, the rule is checked on receipt only
        let lines = lines.filter(|lines| !lines.is_empty() && set.waits.is_none());
        if lines.is_some() {
            let instances = set.at.iter().zip(&own).zip(from..);
            let instances: Vec<Instance> = instances
                .filter_map(|(((instance, _), judged), at)| self::instance(formulas, instance, judged, at))
                .collect();
            formulas.instances.extend(instances);
        }
        lines_of.push(lines.as_ref().map(|lines| [from, from + count(lines.len()) - 1]));
        judged_of.push(own);
        formulas.lines.extend(lines.unwrap_or_default());
    }
    for (index, set) in sets.iter().enumerate() {
        let rule = rule(formulas, set, lines_of[index], &judged_of[index]);
        formulas.rules.push(rule);
    }
    for form in 0..blank.order.forms.len() {
        counts(formulas, form);
    }
}

/// A rule at one row or column, for deciding which places are suspect. Nobody can correct a place that is worked out,
/// so those that it comes from stand for it.
fn instance(
    formulas: &FormulaSheet<'_>,
    instance: &RuleAt<'_>,
    judged: &Outcome,
    at: u32,
) -> Option<Instance> {
    let mut places: Vec<EntryRef> = Vec::new();
    for place in instance.statement.places().into_iter().flat_map(|place| formulas.typed_of(*place)) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let statement = &instance.statement;
    // what works a place out holds whatever is typed
    let works_out = |left: &EntryRef| {
        let filled = formulas.blank.filled(left.form);
        let recipe = filled.form.recipe(&filled.rows[left.row].id, &filled.form.columns[left.column].id);
        formulas.typed.contains_key(left) && recipe.is_some_and(|recipe| recipe.id == instance.rule.id)
    };
    let bears_out =
        statement.when.is_empty() && statement.equation().is_some_and(|(left, _)| !works_out(left));
    let subject = formulas.typed_of(*statement.subject()?).first().copied()?;
    Some(Instance { at, places, subject, state: judged.state, bears_out })
}

/// The sheet row of the next line, from 0.
fn next(formulas: &FormulaSheet<'_>) -> u32 {
    count(formulas.lines.len() + 1)
}

fn count(n: usize) -> u32 {
    u32::try_from(n).expect("a workbook has fewer rules than a sheet has rows")
}

/// The line of a rule at one row or column; `None` if one of its formulas is longer than Excel allows.
fn line(
    known: &KnownCells<'_, '_>,
    (instance, terms): (&RuleAt<'_>, &Statement<Term>),
    guard: &AppliesIf,
    judged: &Outcome,
    at: u32,
) -> Option<FormulaLine> {
    let formulas = known.formulas;
    let n = at + 1;
    let statement = &instance.statement;

    // with every figure known, only a division by 0 leaves a rule open
    let open = match unknown(known, terms).as_slice() {
        unknown if statement.may_be_undefined() && !unknown.is_empty() => {
            format!("IF(D{n}=1,IF({}=0,\"\",1),D{n})", unknown.join("+"))
        }
        _ => format!("D{n}"),
    };
    let idle = if statement.when.is_empty() {
        format!("IF(D{n}=2,{{}},{open})")
    } else {
        let condition = Statement { when: Vec::new(), then: statement.when.clone() };
        let when = excel::all(&terms.when, known);
        let unanswered = if formulas.blank.asks_for_any(&condition) { "1" } else { "\"\"" };
        let states = states(known, &condition);
        format!("IF({when}=2,IF({states}=0,{unanswered},0),IF(D{n}=2,{{}},{open}))")
    };
    let state = idle.replace("{}", &broken(known, instance, terms));
    let state = format!("IF(B{n}=0,\"\",IF({}=0,1,{state}))", states(known, statement));
    let (reported, expected) = sides(known, terms);
    let first = *statement.subject()?;
    let reference = formulas.reference(first)?;
    let applies = judged.truth.is_some();
    let number =
        judged.state.map_or_else(FormulaResult::blank, |state| FormulaResult::Number(state.number().into()));
    let address = reference.at.filter(|_| applies);
    let address = address.map_or_else(FormulaResult::blank, |at| FormulaResult::Text(at.to_string()));
    let truth = judged.truth.filter(|_| applies).map_or_else(FormulaResult::blank, FormulaResult::number);
    let [reported_now, expected_now] =
        [judged.reported, judged.expected].map(|value| FormulaResult::maybe(value.filter(|_| applies)));
    let cells = vec![
        (1, applies_formula(formulas, guard), FormulaResult::number(usize::from(applies))),
        (3, format!("IF(B{n}=0,\"\",{})", excel::truth(terms, known)), truth),
        (4, state, number),
        (5, format!("IF(B{n}=0,\"\",{})", reference.address), address),
        (6, format!("IF(B{n}=0,\"\",{reported})"), reported_now),
        (7, format!("IF(B{n}=0,\"\",{expected})"), expected_now),
    ];
    let row = judged.row.as_ref().map(ToString::to_string).unwrap_or_default();
    let column = judged.column.as_ref().map(ToString::to_string).unwrap_or_default();
    let is_short = cells.iter().all(|(_, text, _)| text.len() < excel::LONGEST);
    is_short.then(|| FormulaLine { key: format!("{}|{row}|{column}", judged.rule), cells })
}

/// The states of all places of a sentence, added up: 0 if all are blank.
fn states(known: &KnownCells<'_, '_>, statement: &Statement<EntryRef>) -> String {
    let places = &known.formulas.places;
    let states: Vec<String> =
        statement.places().into_iter().map(|spot| format!("C{}", places[spot] + 1)).collect();
    states.join("+")
}

/// For each figure and each word of a rule a formula that is 0 if it is known. A blank for the result of a division by 0
/// is.
fn unknown(known: &KnownCells<'_, '_>, terms: &Statement<Term>) -> Vec<String> {
    let result = terms.equation().and_then(|(left, right)| Some((left, excel::none(right, known)?)));
    let figures = terms.places().into_iter().map(|term| match &result {
        Some((left, none)) if std::ptr::eq(*left, term) => {
            format!("IF(AND({}=0,{none}),0,{})", known.state(term), known.unknown(term))
        }
        _ => known.unknown(term),
    });
    figures.chain(terms.read().into_iter().map(|term| known.wordless(term))).collect()
}

/// A formula that is 1 if the conditions of the guard are met.
fn applies_formula(formulas: &FormulaSheet<'_>, guard: &AppliesIf) -> String {
    let mut conditions: Vec<String> = Vec::new();
    if !guard.used.is_empty() {
        let used: Vec<String> = guard
            .used
            .iter()
            .filter_map(|row| formulas.used.get(row))
            .map(|line| format!("B{}", line + 1))
            .collect();
        conditions.push(format!("{}>0", used.join("+")));
    }
    if let Some((form, column)) = guard.filled {
        let sheet = super::quoted(&formulas.blank.filled(form).sheet);
        let plan = formulas.blank.plan(form);
        let at = formulas.blank.sheet_column(form, column).unwrap_or_default();
        let range =
            format!("{sheet}!{}:{}", super::fixed(plan.layout.body, at), super::fixed(plan.end - 1, at));
        conditions.push(format!("COUNT({range})+COUNTIF({range},\"?*\")>0"));
    }
    for (spot, wanted) in &guard.given {
        conditions.push(format!("C{}{}0", formulas.places[spot] + 1, if *wanted { "<>" } else { "=" }));
    }
    if !guard.answered.is_empty() {
        let states: Vec<String> =
            guard.answered.iter().map(|spot| format!("C{}", formulas.places[spot] + 1)).collect();
        conditions.push(format!("{}>0", states.join("+")));
    }
    match conditions.as_slice() {
        [] => "1".to_owned(),
        all => format!("IF(AND({}),1,0)", all.join(",")),
    }
}

/// A formula for the result of a broken rule. A percentage of nothing and a percentage that was cut are less severe.
fn broken(known: &KnownCells<'_, '_>, instance: &RuleAt<'_>, terms: &Statement<Term>) -> String {
    let severity = instance.rule.severity;
    let own = RuleResult::broken(severity).number();
    let Some((Term::Entry(left), right)) = terms.equation() else { return own.to_string() };
    let line = known.formulas.places[left] + 1;
    let filled = known.formulas.blank.filled(left.form);
    let mut text = own.to_string();
    if filled.is_percent(left.row, left.column) {
        let (lo, hi) = (excel::lo(right, known), excel::hi(right, known));
        let decimals = format!("ROUND(-LOG10(2*D{line}),0)");
        let cut = format!("ROUNDDOWN(ROUND({lo},9),{decimals})");
        text = format!(
            "IF(C{line}<>1,{own},IF(ROUND({hi}-({lo}),9)<>0,{own},IF(ROUND(B{line}-{cut},9)=0,{},{own})))",
            RuleResult::Note.number()
        );
    }
    if let Some(none) = excel::none(right, known) {
        let less = RuleResult::broken(severity.min(Severity::Warning)).number();
        text =
            format!("IF({none},IF(OR(B{line}=0,B{line}=100),{},{less}),{text})", RuleResult::Note.number());
    }
    text
}

/// Formulas for the values of the two sides, each blank unless it is a single figure.
fn sides(known: &KnownCells<'_, '_>, terms: &Statement<Term>) -> (String, String) {
    let Some((left, _, right)) = terms.comparison() else {
        return ("\"\"".to_owned(), "\"\"".to_owned());
    };

    let left = match left {
        Expr::Place(Term::Entry(spot)) => {
            let line = known.formulas.places[spot] + 1;
            format!("IF({}=1,B{line},\"\")", known.state(&Term::Entry(*spot)))
        }
        side => exact(known, side),
    };
    (left, exact(known, right))
}

/// A formula for the value of a side, blank unless it is a single figure.
fn exact(known: &KnownCells<'_, '_>, side: &Expr<Term>) -> String {
    let (lo, hi) = (excel::lo(side, known), excel::hi(side, known));
    let exact = format!("IF(ROUND({hi}-({lo}),9)=0,{lo},\"\")");
    match excel::none(side, known) {
        Some(none) => format!("IF({none},\"\",{exact})"),
        None => exact,
    }
}

/// Writes the line of a rule: in B its result, in C the first of its lines with this result, in D the number of them.
fn rule(
    formulas: &mut FormulaSheet<'_>,
    set: &PlacedRule<'_>,
    lines: Option<[u32; 2]>,
    judged: &[Outcome],
) -> RuleLine {
    let mut found = RuleLine {
        form: set.form,
        title: words::titled(Lang::Vi, set.rule),
        todo: set.rule.todo.clone(),
        at: None,
        waits: set.waits.clone(),
        state: None,
        count: 0,
        first: None,
    };
    let Some([from, to]) = lines else { return found };
    let worst =
        [RuleResult::Error, RuleResult::Warning, RuleResult::NotFilled, RuleResult::Note, RuleResult::Holds];
    found.state = worst.into_iter().find(|state| judged.iter().any(|one| one.state == Some(*state)));
    let states = format!("E{}:E{}", from + 1, to + 1);
    let at = next(formulas);
    let n = at + 1;
    let [first, last] = formulas.forms[set.form].block;
    // a rule that applies nowhere is “not filled” as long as the whole form is blank, and then “does not apply”
    let nothing = format!("IF(SUM(C{}:C{})=0,1,5)", first + 1, last + 1);
    let worst = worst
        .iter()
        .rev()
        .fold(nothing, |text, state| format!("IF(COUNTIF({states},{0})>0,{0},{text})", state.number()));
    let is_untouched = formulas.blank.filled(set.form).is_blank();
    if found.state.is_none() && is_untouched {
        found.state = Some(RuleResult::NotFilled);
    }
    let number = found.state.map_or(5, RuleResult::number);
    let mut index = None;
    if found.state.is_some() {
        found.count = judged.iter().filter(|one| one.state == found.state).count();
        index = judged.iter().position(|one| one.state == found.state);
        found.first = index.map(|index| &judged[index]).map(|judged| First {
            address: formulas.reference(first_of(judged)).and_then(|reference| reference.at),
            reported: FormulaResult::maybe(judged.reported),
            expected: FormulaResult::maybe(judged.expected),
        });
    }
    let cells = vec![
        (1, worst, FormulaResult::Number(number.into())),
        (
            2,
            format!("IFERROR(MATCH(B{n},{states},0),0)"),
            FormulaResult::number(index.map_or(0, |index| index + 1)),
        ),
        (3, format!("COUNTIF({states},B{n})"), FormulaResult::number(found.count)),
    ];
    formulas.lines.push(FormulaLine { key: set.rule.id.to_string(), cells });
    found.at = Some((at, [from, to]));
    found
}

/// Writes the line of a form's counts: rules by their results, blank and wrong places.
fn counts(formulas: &mut FormulaSheet<'_>, form: usize) {
    let rules: Vec<u32> =
        formulas.rules.iter().filter(|rule| rule.form == form).filter_map(|rule| Some(rule.at?.0)).collect();
    let counts = formulas.counts(form);
    let at = next(formulas);
    let [first, last] = formulas.forms[form].asked;
    let [from, to] = formulas.forms[form].block;
    let [errors, warnings, open, notes] =
        [RuleResult::Error, RuleResult::Warning, RuleResult::NotFilled, RuleResult::Note].map(|state| {
            match rules.first().zip(rules.last()) {
                None => "0".to_owned(),
                Some((top, bottom)) => format!("COUNTIF(B{}:B{},{})", top + 1, bottom + 1, state.number()),
            }
        });
    let numbers = [
        counts.errors,
        counts.warnings,
        counts.open,
        counts.notes,
        counts.blanks,
        counts.flaws,
        usize::from(counts.given),
        counts.heading,
    ];
    let asked = format!("COUNTIF(C{}:C{},0)", first + 1, last + 1);
    let texts = [
        errors,
        warnings,
        open,
        notes,
        if formulas.blank.filled(form).form.sparse { "0".to_owned() } else { asked },
        format!("SUM(K{}:K{})", from + 1, to + 1),
        format!("IF(SUM(C{}:C{})>0,1,0)", from + 1, to + 1),
        heading(formulas, form),
    ];
    let cells = (1..)
        .zip(texts)
        .zip(numbers)
        .map(|((column, text), number)| (column, text, FormulaResult::number(number)));
    let line = FormulaLine { key: formulas.blank.filled(form).form.id.to_string(), cells: cells.collect() };
    formulas.lines.push(line);
    formulas.forms[form].counts = at;
}

/// A formula for what a form's heading lacks: 1 for the period plus 2 for the unit.
fn heading(formulas: &FormulaSheet<'_>, form: usize) -> String {
    let sheet = super::quoted(&formulas.blank.filled(form).sheet);
    let order = &formulas.blank.order;
    let period = match order.period {
        Some(_) => "0".to_owned(),
        None => format!("IF(OR(TRIM({sheet}!A5)=\"\",ISNUMBER(FIND(\"…\",{sheet}!A5))),1,0)"),
    };
    let unit = match order.unit {
        Some(_) => "0".to_owned(),
        None => {
            let at = unit_cell(formulas.blank, form);
            format!("IF(TRIM(SUBSTITUTE({sheet}!{at},\"{UNIT}\",\"\"))=\"\",2,0)")
        }
    };
    format!("{period}+{unit}")
}

fn first_of(judged: &Outcome) -> EntryRef {
    let (form, row, column) = judged.place;
    EntryRef { is_earlier: false, form, row, column }
}
