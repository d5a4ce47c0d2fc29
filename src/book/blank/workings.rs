//! The hidden sheet where the formulas of a workbook to hand out reckon, a line a place and a line a rule.
//!
//! Long formulas nobody can check; here every place has the interval of what may stand there in
//! cells of its own, and every rule its truth in one short formula over them. Columns of a place:
//! what stands there, its state (0 blank, 1 figure, 2 nil, 3 not readable), half a unit of its last
//! decimal, lower and upper end and whether it is unknown (as it stands, then with what follows from
//! the figures beside it), whether it is wrong in itself. Of a rule at a row or column: whether it is
//! about anything, its truth, its [`State`], the address of its first place, reported and expected.

mod rule_line;

use super::{Outcome, fixed, formula, quoted};
use crate::answer::Answer;
use crate::blank::{Blank, Ends, Solved, Stand, State};
use crate::check::Spot;
use crate::form::{Asked, Holds, Kind, Row};
use crate::grid::At;
use crate::rule::excel::{Cells, ENDLESS};
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::collections::{HashMap, HashSet};

/// The name of the sheet.
pub(super) use crate::identity::WORKINGS as SHEET;

/// Texts that say that there was none, as the reader takes them.
const NIL: [&str; 7] = ["-", "--", "---", "không", "không có", "không phát sinh", "không có phát sinh"];
/// Where they stand on the sheet.
const NIL_AT: &str = "$N$2:$N$8";
/// The column of addresses of what is wrong.
const WRONG: u16 = 11;

/// The lines of the sheet.
pub(super) struct Workings<'b> {
    blank: &'b Blank,
    /// From row 1 on: the key, and formulas with their results by column.
    lines: Vec<Line>,
    places: HashMap<Spot, u32>,
    ends: HashMap<Spot, [Ends; 2]>,
    /// The next line that a place takes.
    free: u32,
    used: HashMap<(usize, usize), u32>,
    solved: HashMap<Spot, Vec<Solved>>,
    /// The places that are wrong in themselves.
    flaws: HashSet<Spot>,
    /// The lines of the places of a row of the sender's own.
    own: HashMap<(usize, usize), Vec<u32>>,
    /// The rules, each with its line; and those that wait.
    pub rules: Vec<RuleLine>,
    forms: Vec<FormLines>,
}

/// A line: what it is about, and what stands in its columns.
struct Line {
    key: String,
    cells: Vec<(u16, String, Outcome)>,
}

/// A rule in the list of rules.
pub(super) struct RuleLine {
    pub form: usize,
    pub title: String,
    pub todo: String,
    /// Its line, and the lines of its rows and columns; `None` if it is checked on receipt.
    pub at: Option<(u32, [u32; 2])>,
    /// Why it waits.
    pub waits: Option<crate::check::Skipped>,
    /// How it comes out.
    pub state: Option<State>,
    /// At how many places.
    pub count: usize,
    /// What it says at the first of them, and where that is.
    pub first: Option<First>,
}

/// The first place at which a rule comes out as it does.
#[derive(Clone)]
pub(super) struct First {
    pub address: Option<At>,
    pub reported: Outcome,
    pub expected: Outcome,
}

/// The lines about a form.
#[derive(Clone, Copy, Default)]
struct FormLines {
    /// Its places.
    block: [u32; 2],
    /// Its asked places.
    asked: [u32; 2],
    /// Its rules at rows and columns.
    instances: Option<[u32; 2]>,
    /// Its counts.
    counts: u32,
}

/// How many rules of a form come out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub errors: usize,
    pub warnings: usize,
    pub open: usize,
    pub notes: usize,
    pub blanks: usize,
    pub flaws: usize,
    /// Whether anything was given at all.
    pub given: bool,
}

impl<'b> Workings<'b> {
    pub fn new(blank: &'b Blank) -> Self {
        let mut workings = Self {
            blank,
            lines: Vec::new(),
            places: HashMap::new(),
            ends: HashMap::new(),
            free: 1,
            used: HashMap::new(),
            solved: HashMap::new(),
            flaws: (0..blank.order.forms.len()).flat_map(|form| flaws(blank, form)).collect(),
            own: HashMap::new(),
            rules: Vec::new(),
            forms: vec![FormLines::default(); blank.order.forms.len()],
        };
        for form in 0..blank.order.forms.len() {
            workings.number_places(form);
        }
        for one in blank.solved() {
            for spot in one.parts.iter().chain([&one.whole]) {
                workings.solved.entry(*spot).or_default().push(one.clone());
            }
        }
        for (spot, line) in &workings.places {
            workings.own.entry((spot.form, spot.row)).or_default().push(*line);
        }
        workings.ends = blank.ends(workings.places.keys().copied());
        for form in 0..blank.order.forms.len() {
            workings.write_places(form);
        }
        rule_line::write(&mut workings);
        workings
    }

    /// Writes the sheet, and hides it.
    pub fn draw(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(SHEET)?;
        sheet.set_formula_result_default("");
        for (row, word) in (1..).zip(NIL) {
            sheet.write_string(row, 13, word)?;
        }
        for (row, line) in (1..).zip(&self.lines) {
            sheet.write_string(row, 0, &line.key)?;
            for (column, text, result) in &line.cells {
                sheet.write_formula(row, *column, formula(text, result))?;
            }
        }
        super::protect(sheet);
        sheet.set_very_hidden(true);
        Ok(())
    }

    /// The lines that hold the addresses of what is wrong on a form: of its places, and of its rules.
    pub fn wrong(&self, form: usize) -> [[u32; 2]; 2] {
        let FormLines { block, instances, .. } = self.forms[form];
        [block, instances.unwrap_or(block)]
    }

    /// The line of a form's counts: B errors, C to look at, D open, E notes, F blanks, G wrong cells, H given.
    pub fn counts_line(&self, form: usize) -> u32 {
        self.forms[form].counts
    }

    /// How many rules of a form come out how.
    pub fn counts(&self, form: usize) -> Counts {
        let of = |state| {
            let rules = self.rules.iter().filter(|rule| rule.form == form && rule.at.is_some());
            rules.filter(|rule| rule.state == Some(state)).count()
        };
        Counts {
            errors: of(State::Error),
            warnings: of(State::Warning),
            open: of(State::NotFilled),
            notes: of(State::Note),
            given: !self.blank.filled(form).is_blank(),
            blanks: self.blanks(form),
            flaws: self.flaws.iter().filter(|spot| spot.form == form).count(),
        }
    }

    /// A cell of this sheet, as formulas on other sheets write it.
    pub fn cell(column: u16, line: u32) -> String {
        format!("{SHEET}!{}", fixed(line, u32::from(column)))
    }

    /// Every place first gets its line, so that formulas can be about places further down.
    fn number_places(&mut self, form: usize) {
        let filled = self.blank.filled(form);
        let of_sender = |row: usize| !matches!(self.blank.plan(form).stands[row], Stand::At(_));
        let mut free = self.free;
        let mut take = || {
            free += 1;
            free - 1
        };
        let spots = |row: usize| {
            let columns = 0..filled.form.columns.len();
            let takes = move |column: &usize| filled.present[*column] && filled.kind(row, *column).is_some();
            columns.filter(takes).map(move |column| Spot { previous: false, form, row, column })
        };
        let printed = (0..filled.rows.len()).filter(|&row| !of_sender(row)).flat_map(spots);
        // what is asked of everyone stands together, to be counted
        let (asked, rest): (Vec<Spot>, Vec<Spot>) = printed.partition(|spot| self.is_asked(*spot));
        let mut places = Vec::new();
        let first = take();
        places.extend(asked.iter().enumerate().map(|(n, spot)| (*spot, if n == 0 { first } else { take() })));
        let last = places.last().map_or(first, |(_, line)| *line);
        places.extend(rest.into_iter().map(|spot| (spot, take())));
        let mut used = Vec::new();
        for row in (0..filled.rows.len()).filter(|&row| of_sender(row)) {
            places.extend(spots(row).map(|spot| (spot, take())));
            used.push(((form, row), take()));
        }
        self.free = free;
        self.forms[form].asked = [first, last];
        let end = used.last().map(|(_, line)| *line).or(places.last().map(|(_, line)| *line));
        self.forms[form].block = [first, end.unwrap_or(first)];
        self.places.extend(places);
        self.used.extend(used);
    }

    /// Whether a place is asked of every unit: of those that a complete form has filled.
    fn is_asked(&self, spot: Spot) -> bool {
        let filled = self.blank.filled(spot.form);
        let is_figure = filled.kind(spot.row, spot.column).is_some_and(Kind::is_figure);
        is_figure && self.blank.asks(spot.form, spot.row, spot.column) == Some(Asked::Input)
    }

    fn write_places(&mut self, form: usize) {
        let mut lines: Vec<(u32, Line)> = Vec::new();
        for (&spot, &at) in self.places.iter().filter(|(spot, _)| spot.form == form) {
            lines.push((at, self.place(spot, at)));
        }
        for (&(_, row), &at) in self.used.iter().filter(|((of, _), _)| *of == form) {
            lines.push((at, self.use_of(form, row)));
        }
        lines.sort_by_key(|(at, _)| *at);
        // a form that asks nothing still has its first line
        let first = self.forms[form].asked[0];
        if lines.first().is_none_or(|(at, _)| *at > first) {
            self.lines.push(Line { key: String::new(), cells: Vec::new() });
        }
        self.lines.extend(lines.into_iter().map(|(_, line)| line));
    }

    /// A row of the sender's own is used once it has a name, if it needs one, and an answer.
    fn use_of(&self, form: usize, row: usize) -> Line {
        let filled = self.blank.filled(form);
        let names = filled.form.column_holding(&Holds::Label);
        let name = names.and_then(|column| self.reference(Spot { previous: false, form, row, column }));
        let mut own = self.own.get(&(form, row)).cloned().unwrap_or_default();
        own.sort_unstable();
        let given =
            format!("LEN({})>0", own.iter().map(|at| format!("B{}", at + 1)).collect::<Vec<_>>().join("&"));
        let name =
            name.map_or_else(|| "TRUE".to_owned(), |Reference { cell, .. }| format!("TRIM({cell})<>\"\""));
        let joined = if filled.rows[row].role == crate::submission::Role::Open { "AND" } else { "OR" };
        let exists = self.exists(form, row);
        let text = format!("IF({exists},IF({joined}({name},{given}),1,0),0)");
        let used = Outcome::number(usize::from(self.blank.is_used(form, row)));
        Line { key: format!("{}|+{row}", filled.form.id), cells: vec![(1, text, used)] }
    }

    /// Whether the sheet still has the row.
    fn exists(&self, form: usize, row: usize) -> String {
        match self.blank.plan(form).stands[row] {
            Stand::At(_) => "TRUE".to_owned(),
            Stand::Between { above, below, nth } => {
                let sheet = quoted(&self.blank.filled(form).sheet);
                format!("{}<ROWS({sheet}!{}:{})", nth + 2, fixed(above, 0), fixed(below, 0))
            }
        }
    }

    /// How formulas here refer to a cell of a form.
    fn reference(&self, spot: Spot) -> Option<Reference> {
        let column = self.blank.sheet_column(spot.form, spot.column)?;
        let sheet = quoted(&self.blank.filled(spot.form).sheet);
        let stand = self.blank.plan(spot.form).stands[spot.row];
        let at = stand.drawn().map(|row| At { row, column });
        Some(match stand {
            Stand::At(row) => {
                let cell = format!("{sheet}!{}", At { row, column });
                let address = format!("ADDRESS(ROW({cell}),COLUMN({cell}),4)");
                Reference { cell, address, at }
            }
            Stand::Between { above, below, nth } => {
                let (top, bottom) = (fixed(above, column), fixed(below, column));
                let cell = format!("INDEX({sheet}!{top}:{bottom},{})", nth + 2);
                let above = format!("{sheet}!{top}");
                let address = format!("ADDRESS(ROW({above})+{},COLUMN({above}),4)", nth + 1);
                Reference { cell, address, at }
            }
        })
    }

    fn place(&self, spot: Spot, at: u32) -> Line {
        let filled = self.blank.filled(spot.form);
        let row = &filled.rows[spot.row];
        let kind = filled.kind(spot.row, spot.column).cloned().unwrap_or(Kind::Text);
        let label = if row.id.as_str().is_empty() { format!("+{}", spot.row) } else { row.id.to_string() };
        let key = format!("{}|{label}|{}", filled.form.id, filled.form.columns[spot.column].id);
        let Some(Reference { cell, address, at: shown }) = self.reference(spot) else {
            return Line { key, cells: Vec::new() };
        };
        let n = at + 1;
        let entry = self.blank.entry(spot);
        let exists = self.exists(spot.form, spot.row);
        let value = match entry.value() {
            Some(value) => Outcome::Number(value),
            None => Outcome::Text(entry.raw.clone()),
        };
        let mut cells =
            vec![(1, format!("IFERROR(IF({exists},IF(TRIM({cell})=\"\",\"\",{cell}),\"\"),\"#\")"), value)];
        if !kind.is_figure() {
            let given = Outcome::number(usize::from(entry.answer.is_given()) * 2);
            cells.push((2, format!("IF(B{n}=\"\",0,2)"), given));
            return Line { key, cells };
        }
        let state: u8 = match entry.answer {
            Answer::Blank => 0,
            Answer::Number(_) => 1,
            Answer::Nil => 2,
            Answer::Text(_) | Answer::Unreadable(_) => 3,
        };
        cells.push((2, self.state_formula(spot, &kind, n), Outcome::Number(state.into())));
        let half = entry.answer.figure().map(|figure| figure.half).unwrap_or_default();
        if kind == Kind::Percent {
            let text = format!(
                "IF(C{n}=1,IF(ROUND(B{n},0)=B{n},0.5,IF(ROUND(B{n},1)=B{n},0.05,IF(ROUND(B{n},2)=B{n},0.005,IF(ROUND(B{n},3)=B{n},0.0005,IF(ROUND(B{n},4)=B{n},0.00005,0.000005))))),0)"
            );
            cells.push((3, text, Outcome::Number(half.normalize())));
        }
        cells.extend(self.interval(spot, n));
        cells.extend(self.flaw(spot, &kind, n));
        let is_flawed = self.flaws.contains(&spot);
        let stored =
            shown.filter(|_| is_flawed).map_or_else(Outcome::blank, |at| Outcome::Text(at.to_string()));
        cells.push((WRONG, format!("IF(K{n}=1,{address},\"\")"), stored));
        Line { key, cells }
    }

    fn state_formula(&self, spot: Spot, kind: &Kind, n: u32) -> String {
        let is_nil = |cell: &str| format!("ISNUMBER(MATCH(TRIM({cell}),{NIL_AT},0))");
        let whole = match kind {
            Kind::Count | Kind::Choice(_) => format!("IF(ROUND(B{n},0)=B{n},1,3)"),
            Kind::Money => format!("IF(ROUND(B{n},2)=B{n},1,3)"),
            Kind::Percent | Kind::Score | Kind::Text | Kind::Document => "1".to_owned(),
        };
        // a remark such as “không phát sinh” beside a blank is its answer
        let blank = self.remark(spot).map_or_else(
            || "0".to_owned(),
            |(cell, row)| {
                let own = row.nil.iter().map(|nil| format!(",TRIM({cell})=\"{}\"", nil.replace('"', "\"\"")));
                format!("IF(OR({}{}),2,0)", is_nil(&cell), own.collect::<String>())
            },
        );
        let text = match kind {
            // where codes are asked for, a word is no answer
            Kind::Choice(_) => "3".to_owned(),
            _ => format!("IF({},2,3)", is_nil(&format!("B{n}"))),
        };
        format!("IF(B{n}=\"\",{blank},IF(ISNUMBER(B{n}),{whole},{text}))")
    }

    /// The cell of remarks beside a place of a printed row.
    fn remark(&self, spot: Spot) -> Option<(String, &Row)> {
        let filled = self.blank.filled(spot.form);
        let row = &filled.form.fixed_rows()[filled.rows[spot.row].fixed()?];
        let column = filled.form.column_holding(&Holds::Note)?;
        Some((self.reference(Spot { column, ..spot })?.cell, row))
    }

    /// The interval of a place: E, F, G as it stands; H, I, J with what follows from the figures beside it.
    fn interval(&self, spot: Spot, n: u32) -> Vec<(u16, String, Outcome)> {
        let unused = self.used.get(&(spot.form, spot.row)).map(|line| format!("B{}=0", line + 1));
        let guarded = |text: String| match &unused {
            Some(unused) => format!("IF({unused},0,{text})"),
            None => text,
        };
        let (endless, unknown) = if self.blank.is_out(spot) {
            (format!("IF(C{n}=0,0,{ENDLESS})"), format!("IF(C{n}=0,0,1)"))
        } else {
            (ENDLESS.to_owned(), "1".to_owned())
        };
        let [raw, known] = self.ends[&spot].map(|ends| {
            let unknown = Outcome::number(usize::from(ends.unknown));
            (Outcome::Number(ends.lo), Outcome::Number(ends.hi), unknown)
        });
        let mut cells = vec![
            (4, guarded(format!("IF(C{n}=1,B{n}-D{n},0)")), raw.0),
            (5, guarded(format!("IF(C{n}=1,B{n}+D{n},IF(C{n}=2,0,{endless}))")), raw.1),
            (6, guarded(format!("IF(C{n}=1,0,IF(C{n}=2,0,{unknown}))")), raw.2),
        ];
        let solved = self.solutions(spot);
        if !solved.is_empty() {
            let nested = |raw: String, solution: &dyn Fn(&Solution) -> String| {
                let text = solved
                    .iter()
                    .fold(raw.clone(), |text, one| format!("IF({},{},{text})", one.holds, solution(one)));
                format!("IF(G{n}=0,{raw},{text})")
            };
            cells.push((7, nested(format!("E{n}"), &|one| one.lo.clone()), known.0));
            cells.push((8, nested(format!("F{n}"), &|one| one.hi.clone()), known.1));
            cells.push((
                9,
                format!("IF(G{n}=0,0,IF(AND(I{n}<{ENDLESS},ROUND(I{n}-H{n},9)=0),0,1))"),
                known.2,
            ));
        }
        cells
    }

    /// What a blank must hold by the rules that solve for it.
    fn solutions(&self, spot: Spot) -> Vec<Solution> {
        let mut solutions = Vec::new();
        let sum = |spots: &[Spot], column: char| {
            let terms: Vec<String> =
                spots.iter().map(|spot| format!("{column}{}", self.places[spot] + 1)).collect();
            if terms.is_empty() { "0".to_owned() } else { terms.join("+") }
        };
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
            let capped = |hi: String| format!("IF({hi}>={ENDLESS}/2,{ENDLESS},{hi})");
            if one.whole == spot {
                solutions.push(Solution {
                    holds: given,
                    lo: sum(&one.parts, 'E'),
                    hi: capped(sum(&one.parts, 'F')),
                });
            } else if let Some(part) = one.parts.iter().position(|part| *part == spot) {
                let mut others = one.parts.clone();
                others.remove(part);
                let whole = [one.whole];
                let lo = format!("MAX(0,{}-({}))", sum(&whole, 'E'), sum(&others, 'F'));
                let hi = format!("{}-({})", sum(&whole, 'F'), sum(&others, 'E'));
                let holds = format!("AND({given},ROUND({hi}-{lo},9)>=0)");
                solutions.push(Solution { holds, lo, hi: capped(hi) });
            }
        }
        solutions
    }

    /// Whether a place is wrong in itself: not readable, below 0, a code that is not on the list, a
    /// figure in a row without a name.
    fn flaw(&self, spot: Spot, kind: &Kind, n: u32) -> Option<(u16, String, Outcome)> {
        let codes = match kind {
            Kind::Choice(choices) => {
                let not = choices.iter().map(|choice| format!("B{n}<>{}", choice.code.normalize()));
                format!("IF(AND({}),1,0)", not.collect::<Vec<_>>().join(","))
            }
            _ => "0".to_owned(),
        };
        let unnamed =
            self.used.get(&(spot.form, spot.row)).map(|line| format!("AND(B{}=0,B{n}<>\"\")", line + 1));
        let unnamed = unnamed.unwrap_or_else(|| "FALSE".to_owned());
        let text = format!("IF(OR({unnamed},C{n}=3),1,IF(C{n}=1,IF(B{n}<0,1,{codes}),0))");
        let flawed = usize::from(self.flaws.contains(&spot));
        Some((10, text, Outcome::number(flawed)))
    }

    /// How many places that are asked of every unit are blank.
    fn blanks(&self, form: usize) -> usize {
        if self.blank.filled(form).form.sparse {
            return 0;
        }
        let blank = |spot: &&Spot| {
            spot.form == form
                && self.is_asked(**spot)
                && self.is_printed(**spot)
                && self.blank.entry(**spot).answer == Answer::Blank
        };
        self.places.keys().filter(blank).count()
    }

    fn is_printed(&self, spot: Spot) -> bool {
        matches!(self.blank.plan(spot.form).stands[spot.row], Stand::At(_))
    }
}

/// The places of a form that are wrong in themselves.
fn flaws(blank: &Blank, form: usize) -> Vec<Spot> {
    let filled = blank.filled(form);
    let mut flaws = Vec::new();
    for row in 0..filled.rows.len() {
        for column in 0..filled.form.columns.len() {
            let Some(kind) = filled.kind(row, column).filter(|kind| kind.is_figure()) else { continue };
            let answer = &filled.rows[row].entries[column].answer;
            let is_wrong = match (answer, kind) {
                (Answer::Unreadable(_) | Answer::Text(_), _) => true,
                (Answer::Number(figure), Kind::Choice(choices)) => {
                    !choices.iter().any(|choice| choice.code == figure.value)
                }
                (Answer::Number(figure), _) => figure.value.is_sign_negative() && !figure.value.is_zero(),
                (Answer::Nil | Answer::Blank, _) => false,
            };
            let is_unnamed = answer.is_given() && !blank.is_used(form, row);
            if is_wrong || is_unnamed {
                flaws.push(Spot { previous: false, form, row, column });
            }
        }
    }
    flaws
}

/// What a blank must hold, where `holds`.
struct Solution {
    holds: String,
    lo: String,
    hi: String,
}

/// How formulas refer to a cell of a form, and where it is on the blank.
struct Reference {
    cell: String,
    /// Its address, as a formula.
    address: String,
    at: Option<At>,
}

/// The cells of this sheet as rules see them.
struct Known<'w, 'b> {
    workings: &'w Workings<'b>,
    /// Whether blanks are taken as they stand: what solves for a blank is not judged by its own solution.
    raw: bool,
}

impl Known<'_, '_> {
    fn cell(&self, spot: Spot, raw: char, known: char) -> String {
        let column = if !self.raw && self.workings.solved.contains_key(&spot) { known } else { raw };
        format!("{column}{}", self.workings.places[&spot] + 1)
    }
}

impl Cells<Spot> for Known<'_, '_> {
    fn state(&self, spot: &Spot) -> String {
        format!("C{}", self.workings.places[spot] + 1)
    }

    fn lo(&self, spot: &Spot) -> String {
        self.cell(*spot, 'E', 'H')
    }

    fn hi(&self, spot: &Spot) -> String {
        self.cell(*spot, 'F', 'I')
    }

    fn unknown(&self, spot: &Spot) -> String {
        self.cell(*spot, 'G', 'J')
    }
}
