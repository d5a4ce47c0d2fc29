//! The cells of a blank that are coloured as possibly wrong, as far as formulas can decide (error localisation).
//!
//! A place in an equation that holds is cleared, because changing it would break that equation; a bound or a condition
//! would hold with other figures, too. Of the other places of a broken rule those are suspect that stand in most broken
//! rules: the fewest changes mend all. If all places are cleared, the place that the rule is about is suspect.

use super::{FormulaSheet, Instance, WRONG};
use crate::blank::formula::FormulaResult;
use phuluc_author::RuleResult;
use phuluc_check::EntryRef;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The columns of a rule's line: whether the rule holds, and whether all its places are cleared.
const HOLDS: u16 = 8;
const ALL_CLEARED: u16 = 9;
/// In how many broken rules a place stands that is not cleared, and on a rule's line the most of its places.
const BROKEN: u16 = 16;
/// The columns of a place's line: whether it is cleared, and whether it is suspect.
const CLEARED: u16 = 14;
const SUSPECT: u16 = 15;

/// What all rules together say of places.
struct Found {
    cleared: HashSet<EntryRef>,
    /// In how many broken rules each place stands that is not cleared.
    broken: HashMap<EntryRef, usize>,
}

impl Found {
    /// In how many broken rules that place of a rule stands that stands in most.
    fn most(&self, rule: &Instance) -> usize {
        rule.places.iter().filter_map(|place| self.broken.get(place)).copied().max().unwrap_or(0)
    }
}

impl Instance {
    /// Whether it holds, and would not with another figure at one of its places.
    fn is_borne_out(&self) -> bool {
        self.bears_out && self.state == Some(RuleResult::Holds)
    }
}

/// Adds the columns that decide which places are suspect, from all rules together.
pub(super) fn write(formulas: &mut FormulaSheet<'_>) {
    let mut rules_of: BTreeMap<u32, (EntryRef, Vec<usize>)> = BTreeMap::new();
    for (index, instance) in formulas.instances.iter().enumerate() {
        for place in &instance.places {
            if let Some(line) = formulas.places.get(place) {
                rules_of.entry(*line).or_insert_with(|| (*place, Vec::new())).1.push(index);
            }
        }
    }
    let cleared: HashSet<EntryRef> = rules_of
        .values()
        .filter(|(place, rules)| {
            is_open(formulas, *place) || rules.iter().any(|rule| formulas.instances[*rule].is_borne_out())
        })
        .map(|(place, _)| *place)
        .collect();
    let broken: HashMap<EntryRef, usize> = rules_of
        .values()
        .filter(|(place, _)| !cleared.contains(place))
        .map(|(place, rules)| {
            (*place, rules.iter().filter(|rule| is_broken(&formulas.instances[**rule])).count())
        })
        .collect();
    let found = Found { cleared, broken };
    let mut lines: Vec<(u32, u16, String, FormulaResult)> = Vec::new();
    for instance in &formulas.instances {
        let n = instance.at + 1;
        let holds = FormulaResult::number(usize::from(instance.is_borne_out()));
        let text =
            if instance.bears_out { format!("IF(ISNUMBER(E{n}),IF(E{n}=0,1,0),0)") } else { "0".to_owned() };
        lines.push((instance.at, HOLDS, text, holds));
        let known = instance.places.iter().filter_map(|place| formulas.places.get(place));
        let known: Vec<u32> = known.map(|line| line + 1).collect();
        let cells =
            |column: char| known.iter().map(|line| format!("{column}{line}")).collect::<Vec<_>>().join(",");
        let all = FormulaResult::number(usize::from(is_all_cleared(formulas, instance, &found.cleared)));
        lines.push((instance.at, ALL_CLEARED, format!("MIN({})", cells('O')), all));
        let most = FormulaResult::number(found.most(instance));
        lines.push((instance.at, BROKEN, format!("MAX({})", cells('Q')), most));
    }
    for (&line, (place, rules)) in &rules_of {
        let n = line + 1;
        let sum = |cell: &dyn Fn(&Instance) -> Option<String>| {
            let terms: Vec<String> =
                rules.iter().filter_map(|rule| cell(&formulas.instances[*rule])).collect();
            if terms.is_empty() { "0".to_owned() } else { terms.join("+") }
        };
        let holds = sum(&|rule| Some(format!("I{}", rule.at + 1)));
        let broken = sum(&|rule| Some(format!("(N(E{})>=2)", rule.at + 1)));
        let first = sum(&|rule| (rule.subject == *place).then(|| format!("(N(E{0})>=2)*J{0}", rule.at + 1)));
        let most = sum(&|rule| Some(format!("(N(E{0})>=2)*(Q{n}>=Q{0})", rule.at + 1)));
        let is_cleared = found.cleared.contains(place);
        lines.push((
            line,
            CLEARED,
            format!("IF(C{n}=0,1,IF({holds}>0,1,0))"),
            FormulaResult::number(usize::from(is_cleared)),
        ));
        lines.push((
            line,
            BROKEN,
            format!("IF(O{n}=1,0,0+{broken})"),
            FormulaResult::number(found.broken.get(place).copied().unwrap_or(0)),
        ));
        let is_suspect = is_suspect(formulas, *place, rules, &found);
        lines.push((
            line,
            SUSPECT,
            format!("IF(0+{broken}=0,0,IF(O{n}=0,IF({most}>0,1,0),IF({first}>0,1,0)))"),
            FormulaResult::number(usize::from(is_suspect)),
        ));
    }
    for (line, column, text, result) in lines {
        put(formulas, line, column, text, result);
    }
    colour(formulas, &rules_of, &found);
}

/// Adds the addresses of suspect places to the column of wrong ones.
fn colour(formulas: &mut FormulaSheet<'_>, rules_of: &BTreeMap<u32, (EntryRef, Vec<usize>)>, found: &Found) {
    for (&line, (place, rules)) in rules_of {
        let Some(reference) = formulas.reference(*place) else { continue };
        let is_wrong = formulas.flaws.contains(place) || is_suspect(formulas, *place, rules, found);
        let address = reference.at.filter(|_| is_wrong);
        let address = address.map_or_else(FormulaResult::blank, |at| FormulaResult::Text(at.to_string()));
        let n = line + 1;
        let text = format!("IF(OR(N(K{n})=1,P{n}=1),{},\"\")", reference.address);
        put(formulas, line, WRONG, text, address);
    }
}

/// Whether a place holds no answer, or only what the form prints there.
fn is_open(formulas: &FormulaSheet<'_>, place: EntryRef) -> bool {
    let filled = formulas.blank.filled(place.form);
    filled.is_as_printed(place.row, place.column) || !formulas.blank.entry(place).answer.is_given()
}

fn is_broken(instance: &Instance) -> bool {
    instance.state.is_some_and(|state| state >= RuleResult::Error)
}

fn is_all_cleared(formulas: &FormulaSheet<'_>, instance: &Instance, cleared: &HashSet<EntryRef>) -> bool {
    let known = instance.places.iter().filter(|place| formulas.places.contains_key(place));
    known.into_iter().all(|place| cleared.contains(place))
}

fn is_suspect(formulas: &FormulaSheet<'_>, place: EntryRef, rules: &[usize], found: &Found) -> bool {
    let mut broken = rules.iter().map(|rule| &formulas.instances[*rule]).filter(|rule| is_broken(rule));
    match found.broken.get(&place) {
        Some(own) => broken.any(|rule| *own >= found.most(rule)),
        None => broken.any(|rule| rule.subject == place && is_all_cleared(formulas, rule, &found.cleared)),
    }
}

/// Puts a formula into a line, and replaces one in the same column.
fn put(formulas: &mut FormulaSheet<'_>, line: u32, column: u16, text: String, result: FormulaResult) {
    let Some(line) = formulas.lines.get_mut(line as usize - 1) else { return };
    line.cells.retain(|(other, ..)| *other != column);
    line.cells.push((column, text, result));
}
