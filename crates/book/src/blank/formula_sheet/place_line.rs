//! The line of a place on the hidden sheet: its content, the interval of its values, and whether it is wrong by
//! itself.

use super::{BLANK, ENDLESS, FormulaLine, FormulaSheet, NIL_AT, Reference, WRONG};
use crate::blank::flaws::may_exceed_100;
use crate::blank::formula::FormulaResult;
use phuluc_check::{Answer, EntryRef, Figure, answer};
use phuluc_form::{Holds, Kind, NotedDash, Row};
use rust_decimal::Decimal;

/// A formula for whether a cell says that there was none.
fn is_nil(cell: &str) -> String {
    format!("ISNUMBER(MATCH(TRIM({cell}),{NIL_AT},0))")
}

/// A formula for whether a remark says that the figure is unknown.
fn is_unknown(cell: &str, row: &Row) -> String {
    if row.noted_dash == NotedDash::Unknown {
        return format!("TRIM({cell})<>\"\"");
    }
    // not all programs reckon with a whole range of phrases at once
    let said = super::unknown_at().map(|phrase| format!("ISNUMBER(SEARCH({phrase},{cell}))"));
    let alone = answer::unknown_alone().map(|remark| format!("TRIM({cell})=\"{remark}\""));
    let first = answer::UNKNOWN_FIRST;
    let first = format!("LEFT(TRIM({cell}),{})=\"{first}\"", first.chars().count());
    format!("OR({})", said.chain(alone).chain([first]).collect::<Vec<_>>().join(","))
}

/// The end of an interval on line `n`: that of a solution if the place is unknown, or else `raw`.
fn solved_end(solutions: &[Solution], raw: &str, n: u32, end: fn(&Solution) -> &str) -> String {
    let mut text = raw.to_owned();
    for solution in solutions {
        text = format!("IF({},{},{text})", solution.holds, end(solution));
    }
    format!("IF(G{n}=0,{raw},{text})")
}

/// An upper end; without end if one of its parts is.
fn capped(hi: &str) -> String {
    format!("IF({hi}>={ENDLESS}/2,{ENDLESS},{hi})")
}

impl FormulaSheet<'_> {
    /// The line of a place.
    pub(super) fn place(&self, spot: EntryRef, at: u32) -> FormulaLine {
        let filled = self.blank.filled(spot.form);
        let row = &filled.rows[spot.row];
        let kind = filled.kind(spot.row, spot.column).cloned().unwrap_or(Kind::Text);
        let label = if row.id.as_str().is_empty() { format!("+{}", spot.row) } else { row.id.to_string() };
        let key = format!("{}|{label}|{}", filled.form.id, filled.form.columns[spot.column].id);
        let Some(Reference { cell, address, at: shown }) = self.reference(spot) else {
            return FormulaLine { key, cells: Vec::new() };
        };
        let n = at + 1;
        let entry = self.blank.entry(spot);
        let exists = self.exists(spot.form, spot.row);
        let value = match entry.value() {
            Some(value) => FormulaResult::Number(value),
            None => FormulaResult::Text(entry.raw().into_owned()),
        };
        let mut cells =
            vec![(1, format!("IFERROR(IF({exists},IF(TRIM({cell})=\"\",\"\",{cell}),\"\"),\"#\")"), value)];
        if !kind.is_figure() {
            let given = FormulaResult::number(usize::from(entry.answer.is_given()) * 2);
            cells.push((2, format!("IF(B{n}=\"\",0,2)"), given));
            return FormulaLine { key, cells };
        }
        let state: u8 = match entry.answer {
            Answer::Blank => 0,
            Answer::Number(_) => 1,
            Answer::Nil => 2,
            Answer::Text(_) | Answer::Unreadable(_) => 3,
        };
        let mut state_formula = self.state_formula(spot, &kind, n);
        // a figure that the form prints is no answer
        let state = if filled.is_as_printed(spot.row, spot.column) { 0 } else { state };
        if let Some(printed) = filled.fixed(spot.row, spot.column) {
            state_formula = format!("IF(B{n}={},0,{state_formula})", printed.normalize());
        }
        cells.push((2, state_formula, FormulaResult::Number(state.into())));
        let half = entry.answer.figure().map(Figure::half).unwrap_or_default();
        if let Some(decimals) = filled.form.decimals(row.fixed(), spot.column) {
            let text = format!("IF(AND(C{n}=1,N(B{n})<>0),{},0)", Decimal::new(5, decimals + 1));
            let half = if state == 1 { half } else { Decimal::ZERO };
            cells.push((3, text, FormulaResult::Number(half.normalize())));
        } else if kind == Kind::Percent {
            let text = format!(
                "IF(C{n}=1,IF(ROUND(B{n},0)=B{n},0.5,IF(ROUND(B{n},1)=B{n},0.05,IF(ROUND(B{n},2)=B{n},0.005,IF(ROUND(B{n},3)=B{n},0.0005,IF(ROUND(B{n},4)=B{n},0.00005,0.000005))))),0)"
            );
            cells.push((3, text, FormulaResult::Number(half.normalize())));
        }
        cells.extend(self.interval(spot, n));
        cells.push(self.flaw(spot, &kind, n));
        let is_flawed = self.flaws.contains(&spot);
        let wrong = self.reference_to_correct(spot);
        let stored = wrong.as_ref().and_then(|wrong| wrong.at).filter(|_| is_flawed);
        let stored = stored.map_or_else(FormulaResult::blank, |at| FormulaResult::Text(at.to_string()));
        let wrong = wrong.map_or_else(|| address.clone(), |wrong| wrong.address);
        cells.push((WRONG, format!("IF(K{n}=1,{wrong},\"\")"), stored));
        if self.is_asked(spot) && self.is_printed(spot) {
            let open = shown.filter(|_| state == 0);
            let open = open.map_or_else(FormulaResult::blank, |at| FormulaResult::Text(at.to_string()));
            cells.push((BLANK, format!("IF(C{n}=0,{address},\"\")"), open));
        }
        FormulaLine { key, cells }
    }

    fn state_formula(&self, spot: EntryRef, kind: &Kind, n: u32) -> String {
        let whole = match kind {
            Kind::Count | Kind::Choice(_) => format!("IF(ROUND(B{n},0)=B{n},1,3)"),
            Kind::Money | Kind::Quantity => format!("IF(ROUND(B{n},2)=B{n},1,3)"),
            Kind::Percent | Kind::Score | Kind::Text | Kind::Document => "1".to_owned(),
        };
        // a remark such as “không phát sinh” beside a blank is its answer
        let remark = self.remark(spot);
        let says_none = remark.as_ref().map(|(cell, row)| {
            let own = row.nil.iter().map(|nil| format!(",TRIM({cell})=\"{}\"", nil.replace('"', "\"\"")));
            format!("OR({}{})", is_nil(cell), own.collect::<String>())
        });
        let blank = says_none.as_ref().map_or_else(|| "0".to_owned(), |none| format!("IF({none},2,0)"));
        // a dash beside a remark that the figure is unknown is no answer
        let dash = match (&remark, &says_none) {
            (Some((cell, row)), Some(none)) => {
                let unknown = is_unknown(cell, row);
                format!("IF(LEFT(TRIM(B{n}),1)=\"-\",IF(AND({unknown},NOT({none})),0,2),2)")
            }
            _ => "2".to_owned(),
        };
        let text = match kind {
            // where codes are asked for, a word is no answer
            Kind::Choice(_) => "3".to_owned(),
            _ => format!("IF({},{dash},3)", is_nil(&format!("B{n}"))),
        };
        format!("IF(B{n}=\"\",{blank},IF(ISNUMBER(B{n}),{whole},{text}))")
    }

    /// The cell of the remark beside a place of a printed row, and the row.
    fn remark(&self, spot: EntryRef) -> Option<(String, &Row)> {
        let filled = self.blank.filled(spot.form);
        let row = &filled.form.fixed_rows()[filled.rows[spot.row].fixed()?];
        let column = filled.form.column_holding(&Holds::Note)?;
        Some((self.reference(EntryRef { column, ..spot })?.cell, row))
    }

    /// The interval of a place: in E, F, G as it stands; in H, I, J with what follows from the figures beside it.
    fn interval(&self, spot: EntryRef, n: u32) -> Vec<(u16, String, FormulaResult)> {
        let unused = self.used.get(&(spot.form, spot.row)).map(|line| format!("B{}=0", line + 1));

        let filled = self.blank.filled(spot.form);
        let (mut low, mut endless, unknown) = if self.blank.is_out_of_scope(spot) {
            ("0".to_owned(), format!("IF(C{n}=0,0,{ENDLESS})"), format!("IF(C{n}=0,0,1)"))
        } else if filled.is_asked(spot.row, spot.column) {
            ("0".to_owned(), ENDLESS.to_owned(), "1".to_owned())
        } else {
            ("0".to_owned(), ENDLESS.to_owned(), format!("IF(C{n}=0,0,1)"))
        };
        if let Some(printed) = filled.fixed(spot.row, spot.column) {
            let printed = printed.normalize();
            // a blank counts as the printed figure, or as any smaller one if criteria below it may not apply
            let is_printed = match filled.as_printed(spot.row, spot.column) {
                Some(_) => format!("C{n}=0"),
                None => format!("B{n}={printed}"),
            };
            low = format!("IF({is_printed},{printed},{low})");
            endless = format!("IF(C{n}=0,{printed},{endless})");
        }
        let figure = match filled.form.decimals(filled.rows[spot.row].fixed(), spot.column) {
            Some(decimals) => format!("ROUND(B{n},{decimals})"),
            None => format!("B{n}"),
        };
        let [raw, known] = self.ends[&spot].map(|ends| {
            let unknown = FormulaResult::number(usize::from(ends.unknown));
            (FormulaResult::Number(ends.lo), FormulaResult::Number(ends.hi), unknown)
        });
        let mut cells = vec![
            (4, format!("IF(C{n}=1,{figure}-D{n},{low})"), raw.0),
            (5, format!("IF(C{n}=1,{figure}+D{n},IF(C{n}=2,0,{endless}))"), raw.1),
            (6, format!("IF(C{n}=1,0,IF(C{n}=2,0,{unknown}))"), raw.2),
        ];
        if let Some(unused) = unused {
            for (_, text, _) in &mut cells {
                *text = format!("IF({unused},0,{text})");
            }
        }
        let solved = self.solutions(spot);
        if !solved.is_empty() {
            cells.push((7, solved_end(&solved, &format!("E{n}"), n, |solution| &solution.lo), known.0));
            cells.push((8, solved_end(&solved, &format!("F{n}"), n, |solution| &solution.hi), known.1));
            cells.push((
                9,
                format!("IF(G{n}=0,0,IF(AND(I{n}<{ENDLESS},ROUND(I{n}-H{n},9)=0),0,1))"),
                known.2,
            ));
        }
        cells
    }

    /// A formula that is 1 if a figure is not one of the place's steps, or not what the form prints there.
    fn not_admitted(&self, spot: EntryRef, n: u32) -> String {
        let filled = self.blank.filled(spot.form);
        let steps = filled.form.steps(filled.rows[spot.row].fixed(), spot.column);
        if !steps.is_empty() {
            let not = steps.iter().map(|step| format!("B{n}<>{}", step.code.normalize()));
            return format!("IF(AND({}),1,0)", not.collect::<Vec<_>>().join(","));
        }
        match filled.fixed(spot.row, spot.column) {
            None => "0".to_owned(),
            Some(_) if !filled.may_be_reduced(spot.row) => "1".to_owned(),
            Some(_) if filled.as_printed(spot.row, spot.column).is_some() => format!("IF(B{n}=0,0,1)"),
            Some(printed) => format!("IF(B{n}<{},0,1)", printed.normalize()),
        }
    }

    /// A formula that is 1 if “none” is written where the form prints a figure for everyone.
    fn nil_is_wrong(&self, spot: EntryRef) -> String {
        let filled = self.blank.filled(spot.form);
        let denies = filled.fixed(spot.row, spot.column).is_some() && !filled.may_be_reduced(spot.row);
        if denies { format!("IF(C{}=2,1,0)", self.places[&spot] + 1) } else { "0".to_owned() }
    }

    /// The intervals that rules give for a place if it is blank.
    fn solutions(&self, spot: EntryRef) -> Vec<Solution> {
        let mut solutions = Vec::new();

        for one in self.solved.get(&spot).map(Vec::as_slice).unwrap_or_default() {
            let given: Vec<String> = one
                .guard
                .given
                .iter()
                .map(|(spot, wanted)| {
                    format!("C{}{}0", self.places[spot] + 1, if *wanted { "<>" } else { "=" })
                })
                .collect();
            let given =
                if given.is_empty() { "TRUE".to_owned() } else { format!("AND({})", given.join(",")) };

            if one.whole == spot {
                solutions.push(Solution {
                    holds: given,
                    lo: self.sum(&one.parts, 'E'),
                    hi: capped(&self.sum(&one.parts, 'F')),
                });
            } else if let Some(part) = one.parts.iter().position(|part| *part == spot) {
                let mut others = one.parts.clone();
                others.remove(part);
                let whole = [one.whole];
                let lo = format!("MAX(0,{}-({}))", self.sum(&whole, 'E'), self.sum(&others, 'F'));
                let hi = format!("{}-({})", self.sum(&whole, 'F'), self.sum(&others, 'E'));
                let holds = format!("AND({given},ROUND({hi}-{lo},9)>=0)");
                solutions.push(Solution { holds, lo, hi: capped(&hi) });
            }
        }
        solutions
    }

    /// The sum of places in one of the columns of their lines.
    fn sum(&self, spots: &[EntryRef], column: char) -> String {
        let terms: Vec<String> =
            spots.iter().map(|spot| format!("{column}{}", self.places[spot] + 1)).collect();
        if terms.is_empty() { "0".to_owned() } else { terms.join("+") }
    }

    /// The cell that says whether a place is flawed: unreadable, below 0, a code that is not on the list, a
    /// percentage that is too high, or a figure in a row without a name.
    fn flaw(&self, spot: EntryRef, kind: &Kind, n: u32) -> (u16, String, FormulaResult) {
        let codes = match kind {
            Kind::Choice(choices) => {
                let not = choices.iter().map(|choice| format!("B{n}<>{}", choice.code.normalize()));
                format!("IF(AND({}),1,0)", not.collect::<Vec<_>>().join(","))
            }
            Kind::Percent if !may_exceed_100(self.blank, spot) => {
                format!("IF(B{n}>100,1,{})", self.not_admitted(spot, n))
            }
            _ => self.not_admitted(spot, n),
        };
        let nil = self.nil_is_wrong(spot);
        let unnamed =
            self.used.get(&(spot.form, spot.row)).map(|line| format!("AND(B{}=0,B{n}<>\"\")", line + 1));
        let unnamed = unnamed.unwrap_or_else(|| "FALSE".to_owned());
        let text = format!("IF(OR({unnamed},C{n}=3),1,IF(C{n}=1,IF(B{n}<0,1,{codes}),{nil}))");
        let flawed = usize::from(self.flaws.contains(&spot));
        (10, text, FormulaResult::number(flawed))
    }
}

/// The interval of a blank, valid where `holds` is true.
struct Solution {
    holds: String,
    lo: String,
    hi: String,
}
