//! The lines of a list that are no units: headings of groups, totals, notes and signatures that offices add for
//! people. They are recognised and reported once for each kind.
//!
//! A number of its own or a code shows that a line is a unit, whatever its name. Without them the words decide, and a
//! line that is taken although it may be none is reported, too, as is a number of units that a line states and that
//! the list does not have.

mod stated;
mod words;

use phuluc_form::{Level, unit};
use phuluc_grid::{Aside, Column, ListLine, ListNotice, ListOnSheet};
use words::{by_words, is_above_communes};

/// The headings of the column with line numbers.
pub(in crate::round) const ORDER: [&str; 4] = ["stt", "tt", "so tt", "so thu tu"];

/// Where a list of units comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::round) enum Source {
    /// It is the list of a round, to which staff add lines without numbering them.
    Round,
    /// Another office keeps it, and numbers its units but not its groups.
    Office,
}

/// The facts about a list that its lines are judged by.
#[derive(Clone, Copy, Debug)]
struct Habits {
    source: Source,
    is_numbered: bool,
    is_coded: bool,
    has_communes: bool,
    /// The row of the last line that is a unit by its number, its code or its level.
    last_certain: u32,
}

/// A line with what it is judged by.
struct Judged<'l, C> {
    line: ListLine<'l, C>,
    name: Option<String>,
    /// Its name, or else its first text.
    text: String,
    code: Option<String>,
    order: Option<Order>,
    has_facts: bool,
}

/// What a line is.
enum Verdict {
    Unit,
    /// A unit, but perhaps only a heading.
    Doubtful,
    Aside(Aside),
    /// A numbered line that waits to be filled in.
    Waiting,
}

/// The lines that are units; other lines are noted. `has_facts` says whether a line has a value that only units have.
pub(in crate::round) fn units<'l, C: Column>(
    list: &'l ListOnSheet<'_, C>,
    (code, name): (C, C),
    source: Source,
    has_facts: impl Fn(&ListLine<'l, C>) -> bool,
) -> Vec<ListLine<'l, C>> {
    let judged = list.rows().map(|line| {
        let name = line.some(name);
        let text = name.clone().or_else(|| line.texts().next()).unwrap_or_default();
        let (code, order, has_facts) = (line.some(code), Order::of(&line), has_facts(&line));
        Judged { line, name, text, code, order, has_facts }
    });
    let lines: Vec<Judged<'l, C>> = judged.collect();
    let habits = Habits::of(&lines, source);
    let (mut units, mut asides, mut doubtful) = (Vec::new(), Vec::new(), Vec::new());
    let mut marks = stated::Marks::default();
    let mut is_below = false;
    let verdicts: Vec<Verdict> = (0..lines.len())
        .map(|index| {
            let beside = (index.checked_sub(1).map(|above| &lines[above]), lines.get(index + 1));
            let verdict = lines[index].verdict(beside, habits, is_below);
            is_below |= matches!(verdict, Verdict::Aside(Aside::Total | Aside::Note));
            verdict
        })
        .collect();
    for (line, verdict) in lines.into_iter().zip(verdicts) {
        let said = (line.line.number(), line.text.clone());
        match verdict {
            Verdict::Waiting => continue,
            Verdict::Aside(kind) => {
                marks.mark(kind, &said, line.code.as_deref(), units.len());
                asides.push((kind, said));
                continue;
            }
            Verdict::Doubtful => doubtful.push(said),
            Verdict::Unit => {}
        }
        units.push(line.line);
    }
    for kind in [Aside::Group, Aside::Total, Aside::Note] {
        let lines = asides.iter().filter(|(other, _)| *other == kind).map(|(_, line)| line.clone());
        let lines: Vec<(u32, String)> = lines.collect();
        if !lines.is_empty() {
            list.remark(ListNotice::LeftOut { kind, lines });
        }
    }
    if !doubtful.is_empty() {
        list.remark(ListNotice::DoubtfulUnits { lines: doubtful, is_numbered: habits.is_numbered });
    }
    for differs in marks.that_differ(units.len()) {
        list.remark(ListNotice::StatedDiffers(differs));
    }
    units
}

impl Habits {
    fn of<C: Column>(lines: &[Judged<'_, C>], source: Source) -> Self {
        let is_certain = |line: &&Judged<'_, C>| {
            line.is_marked() || matches!(line.level(), Some(Level::Commune | Level::Department))
        };
        Self {
            source,
            is_numbered: lines.iter().any(|line| line.order.is_some()),
            is_coded: lines.iter().any(Judged::has_code),
            has_communes: lines.iter().any(|line| line.level() == Some(Level::Commune)),
            last_certain: lines.iter().filter(is_certain).map(|line| line.line.number()).max().unwrap_or(0),
        }
    }
}

impl<C: Column> Judged<'_, C> {
    /// What it is between the lines above and below it.
    fn verdict(&self, beside: (Option<&Self>, Option<&Self>), habits: Habits, is_below: bool) -> Verdict {
        let words = by_words(&self.text);
        if words == Some(Aside::Total) {
            return Verdict::Aside(Aside::Total);
        }
        if self.has_facts || (self.is_marked() && !self.is_marked_group(words, beside, habits)) {
            return Verdict::Unit;
        }
        if !self.text.contains(char::is_alphabetic) && self.name.is_none() && self.code.is_none() {
            return Verdict::Waiting;
        }
        if let Some(kind) = words {
            return Verdict::Aside(kind);
        }
        // signatures stand below the list
        if is_below && self.line.number() > habits.last_certain {
            return Verdict::Aside(Aside::Note);
        }
        if self.name.is_none() {
            let is_heading = !self.has_code() && self.text.contains(char::is_alphabetic);
            return if is_heading { Verdict::Aside(Aside::Group) } else { Verdict::Unit };
        }
        let is_above = is_above_communes(&self.text);
        let is_office = habits.source == Source::Office;
        let stands_out = habits.is_numbered || habits.is_coded;
        match self.level() {
            Some(Level::Commune | Level::Department) if habits.is_numbered && is_office => Verdict::Doubtful,
            Some(Level::Commune | Level::Department) => Verdict::Unit,
            _ if is_above && (habits.is_numbered || (habits.is_coded && is_office)) => {
                Verdict::Aside(Aside::Group)
            }
            _ if is_office && habits.is_numbered => Verdict::Aside(Aside::Group),
            _ if stands_out || (is_above && is_office && habits.has_communes) => Verdict::Doubtful,
            _ => Verdict::Unit,
        }
    }

    /// Whether it has a name and a number or code of its own, as units have.
    fn is_marked(&self) -> bool {
        self.name.is_some() && (self.has_code() || self.order.is_some())
    }

    /// Whether it has a code: one word with a digit.
    fn has_code(&self) -> bool {
        self.code
            .as_ref()
            .is_some_and(|code| !code.contains(' ') && code.contains(|c: char| c.is_ascii_digit()))
    }

    /// Whether it heads a group in spite of its number or code: units that are numbered anew follow, or the number of
    /// its units stands where others have a code.
    fn is_marked_group(
        &self,
        words: Option<Aside>,
        (above, next): (Option<&Self>, Option<&Self>),
        habits: Habits,
    ) -> bool {
        let may_head = words == Some(Aside::Group) || is_above_communes(&self.text);
        match (self.order, next.and_then(|next| next.order)) {
            // the numbers of a round's list only say that a line is a unit
            (Some(_), _) if habits.source == Source::Round => false,
            (Some(own), Some(next)) if next.depth > own.depth => may_head,
            (Some(own), Some(next)) => {
                // the last of a run of units stands before the first of the next run, too
                let is_next_of_run = above
                    .and_then(|above| above.order)
                    .is_some_and(|above| above.depth == own.depth && above.last + 1 == own.last);
                may_head && next.depth == own.depth && next.last == 1 && !is_next_of_run
            }
            (Some(_), None) => false,
            (None, _) => {
                let is_count =
                    |code: &String| code.len() <= 2 && code.parse::<u8>().is_ok_and(|count| count > 0);
                may_head && habits.is_numbered && self.code.as_ref().is_some_and(is_count)
            }
        }
    }

    /// The level that its name begins with. “Số” and “Bản” only look like “Sở” and “Ban” without their accents.
    fn level(&self) -> Option<Level> {
        let level = Level::of_unit(&self.text).filter(|_| !unit::is_nobody(&self.text));
        level.filter(|_| !["số", "bản", "bạn", "bàn"].iter().any(|word| words::begins(&self.text, word)))
    }
}

/// The number of a line, if the list numbers its lines: 7, or 2.1. Groups have Roman numbers or letters instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Order {
    depth: usize,
    last: u32,
}

impl Order {
    fn of<C: Column>(line: &ListLine<'_, C>) -> Option<Self> {
        Self::read(&line.under(&ORDER)?)
    }

    fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.trim_end_matches(['.', ')']).split(['.', ',']).collect();
        let numbers: Option<Vec<u32>> = parts.iter().map(|part| part.trim().parse().ok()).collect();
        numbers.and_then(|numbers| Some(Self { depth: numbers.len(), last: *numbers.last()? }))
    }
}

#[cfg(test)]
mod tests {
    use super::Order;

    #[test]
    fn lines_are_numbered_by_figures() {
        for (text, order) in [
            ("7", Some((1, 7))),
            ("07.", Some((1, 7))),
            ("2.1", Some((2, 1))),
            ("2,1)", Some((2, 1))),
            ("II", None),
            ("A", None),
            ("", None),
        ] {
            assert_eq!(Order::read(text).map(|order| (order.depth, order.last)), order, "{text}");
        }
    }
}
