//! Finding the header of a form on a sheet: the sheet column of each of its columns.
//!
//! A header as printed, with its merged cells, is found at any height and in any order of columns, also with the
//! alternative labels of the definition. A drifted header is found too: merged differently, a row higher or lower, or
//! slightly reworded. Then each column needs one label path that is similar to its own, and no second one that is
//! nearly as similar. If two columns share a label, the one for this period is taken.

use super::column_labels::{self, ColumnLabels, LabelTimes};
use super::column_times::{self, Chosen, TimedColumn};
use super::column_versions;
use super::corners::Corners;
use super::form_labels::FormLabels;
use super::keyed_sheet::KeyedSheet;
use super::label_comparison::without_unit;
use super::label_paths::{paths, seen};
use super::likeness::SURE;
use super::named_times::{TextKind, Time, named, without};
use phuluc_form::{Form, Holds, Period, Rows};
use phuluc_grid::{At, Sheet};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

/// The lead in similarity that the best path needs over the next one.
const MARGIN: i32 = 60;
/// The labels of the code column, as match keys.
pub const CODES: [&str; 5] = ["stt", "tt", "so tt", "so thu tu", "ma so"];
/// The number of columns of answers that a header needs before a column is recognised by its place alone.
const ENOUGH_ANSWERS: usize = 3;

/// A header on a sheet.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    /// The sheet column of each of the form's columns.
    pub columns: Vec<Option<u32>>,
    /// The first row.
    pub top: u32,
    /// The first row below it.
    pub below: u32,
    /// Columns that were found under a label that is not as printed.
    pub drifted: Vec<Drifted>,
    /// Columns that were left out because they are for another time, with their labels.
    pub of_other_times: Vec<(At, String)>,
}

/// A column that was found under a label that is not as printed.
#[derive(Clone, Debug)]
pub(crate) struct Drifted {
    /// The column of the form, by index.
    pub column: usize,
    /// The labels above it.
    pub seen: String,
    /// Whether these labels have different words.
    pub is_reworded: bool,
}

/// The columns that are missing from a header that nearly fits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct MissingColumns {
    /// The columns that were not found, by index.
    pub columns: Vec<usize>,
    /// The number of columns that were found.
    pub found: usize,
    /// For each missing column, the labels in its place, or the columns that have its label.
    pub instead: Vec<Vec<(At, String)>>,
    /// The missing columns whose label several columns have, by index.
    pub twice: Vec<usize>,
}

impl MissingColumns {
    /// Whether it has more columns than another near miss, or knows more about the missing ones.
    fn is_nearer_than(&self, other: &Self) -> bool {
        (self.found, self.twice.len()) > (other.found, other.twice.len())
    }
}

/// A form's header, prepared for the search on one sheet.
pub(super) struct WantedHeader<'f> {
    pub form: &'f Arc<Form>,
    pub depth: u32,
    /// The rows of the sheet in which it may begin, because they hold one of its corners.
    pub corners: Rc<BTreeSet<u32>>,
    /// The period of the report.
    pub period: Option<Period>,
    pub labels: &'f FormLabels,
}

impl<'f> WantedHeader<'f> {
    /// Prepares the headers of all forms for one sheet. `corners` must be those of the same forms.
    pub fn all(
        forms: impl Iterator<Item = (&'f Arc<Form>, &'f FormLabels)>,
        corners: &Corners,
        keyed: &KeyedSheet<'_>,
        period: Option<Period>,
    ) -> Vec<Self> {
        let rows = corners.rows(keyed);
        let mut by_labels: Vec<(u64, Rc<BTreeSet<u32>>)> = Vec::new();
        let wanted = forms.zip(corners.of_forms()).map(|((form, labels), own)| {
            let same = by_labels.iter().find(|(other, _)| other == own).map(|(_, rows)| Rc::clone(rows));
            let corners = same.unwrap_or_else(|| {
                let own_rows = rows.iter().filter(|(_, labels)| labels & own != 0).map(|(row, _)| *row);
                let own_rows = Rc::new(own_rows.collect());
                by_labels.push((*own, Rc::clone(&own_rows)));
                own_rows
            });
            let depth = u32::try_from(form.header_rows()).unwrap_or(1);
            Self { form, depth, corners, period, labels }
        });
        wanted.collect()
    }

    /// The header that begins in a row, if it stands as printed.
    pub fn exact(&self, keyed: &KeyedSheet<'_>, top: u32) -> Option<Header> {
        let paths = keyed.paths(top, self.depth);
        // most forms with this corner lack a column, and then the others need not be looked at
        let mut needed = self.form.columns.iter().filter(|column| !column.optional);
        if !needed.all(|column| paths.iter().any(|(_, path)| column.is_headed(path))) {
            return None;
        }
        let mut header = self.begin(top, self.depth);
        for (index, column) in self.form.columns.iter().enumerate() {
            // a column of corrected figures claims the place, too
            if column_versions::claimants(self.form, index, &paths).is_some() {
                return None;
            }
            let found = paths.iter().filter(|(_, path)| column.is_headed(path)).map(|(column, _)| *column);
            let found: Vec<TimedColumn> = found.map(|column| TimedColumn { column, time: None }).collect();
            match self.choose(keyed, &mut header, (index, self.depth), &found) {
                Chosen::One(at) => header.columns[index] = Some(at),
                Chosen::None if column.optional => {}
                // nobody knows which of two columns with the same label is meant
                Chosen::None | Chosen::Several => return None,
            }
        }
        Some(header)
    }

    fn begin(&self, top: u32, depth: u32) -> Header {
        Header {
            columns: vec![None; self.form.columns.len()],
            top,
            below: top + depth,
            drifted: Vec::new(),
            of_other_times: Vec::new(),
        }
    }

    /// The column for this period among those with the same label. A row below the header that states times becomes
    /// part of the header.
    fn choose(
        &self,
        keyed: &KeyedSheet<'_>,
        header: &mut Header,
        (index, depth): (usize, u32),
        found: &[TimedColumn],
    ) -> Chosen {
        let below = header.top + depth;
        let are_answers = self.form.takes_answers(index);
        let choice = column_times::choose(keyed, (header.top, below), found, are_answers, self.period);
        if matches!(choice.chosen, Chosen::One(_)) {
            if choice.says_below {
                header.below = below + 1;
            }
            for column in choice.of_other_times {
                let labels = seen(keyed.sheet, header.top, header.below - header.top, column);
                header.of_other_times.push((At { row: header.top, column }, labels));
            }
        }
        choice.chosen
    }

    /// The header around a row, if it is similar enough.
    pub fn nearly(&self, keyed: &KeyedSheet<'_>, top: u32) -> Result<Header, MissingColumns> {
        // the corner may stand at the bottom of an unmerged header
        self.best_around(keyed, (top.saturating_sub(self.depth - 1)..=top).rev(), u32::MAX, None)
    }

    /// The best header that begins in one of these rows and ends above row `end`. The label column may be known from
    /// the rows.
    pub fn best_around(
        &self,
        keyed: &KeyedSheet<'_>,
        tops: impl Iterator<Item = u32>,
        end: u32,
        labels_at: Option<u32>,
    ) -> Result<Header, MissingColumns> {
        let mut best: Result<Header, MissingColumns> = Err(MissingColumns::default());
        for top in tops {
            for depth in (1..=self.depth + 1).filter(|depth| top + depth <= end) {
                match (self.drifted(keyed, top, depth, labels_at), &best) {
                    (Ok(header), Err(_)) => best = Ok(header),
                    (Ok(header), Ok(other)) if header.drifted.len() < other.drifted.len() => {
                        best = Ok(header);
                    }
                    (Err(lacking), Err(other)) if lacking.is_nearer_than(other) => best = Err(lacking),
                    (Ok(_), Ok(_)) | (Err(_), Ok(_) | Err(_)) => {}
                }
            }
        }
        best
    }

    fn drifted(
        &self,
        keyed: &KeyedSheet<'_>,
        top: u32,
        depth: u32,
        labels_at: Option<u32>,
    ) -> Result<Header, MissingColumns> {
        let form = self.form;
        let paths = paths(keyed, top, depth, true);
        let times = LabelTimes::of(&paths, self.period);
        let mut header = self.begin(top, depth);
        let mut twice: Vec<(usize, Vec<u32>)> = Vec::new();
        for (index, column) in form.columns.iter().enumerate() {
            let known = labels_at.filter(|_| column.holds == Holds::Label);
            let found = match known {
                Some(at) => vec![TimedColumn { column: at, time: None }],
                None => column_versions::claimants(form, index, &paths).unwrap_or_else(|| {
                    let labels = form.column_holding(&Holds::Label).and_then(|labels| header.columns[labels]);
                    self.alike(index, &paths, &times, labels)
                }),
            };
            match self.choose(keyed, &mut header, (index, depth), &found) {
                Chosen::One(at) => {
                    let path =
                        paths.iter().find(|(column, _)| *column == at).map(|(_, path)| path.as_slice());
                    self.take(keyed.sheet, &mut header, (index, at), path);
                }
                Chosen::None => {}
                Chosen::Several => twice.push((index, found.iter().map(|found| found.column).collect())),
            }
        }
        if twice.is_empty() {
            self.fill_gaps(keyed, &mut header, &paths);
        }
        let found: Vec<u32> = header.columns.iter().flatten().copied().collect();
        let distinct: BTreeSet<u32> = found.iter().copied().collect();
        let columns: Vec<usize> = (0..form.columns.len())
            .filter(|&index| header.columns[index].is_none() && self.needs(index))
            .collect();
        // a repeated column or a single one makes no header
        if columns.is_empty() && distinct.len() == found.len() && found.len() >= 2 {
            return Ok(header);
        }
        let quoted = |column: u32| {
            let row = (top..top + depth).rev().find(|&row| !keyed.sheet.is_empty(At { row, column }));
            let at = At { row: row.unwrap_or(top), column };
            (at, keyed.sheet.covering_text(at).into_owned())
        };
        let instead = columns.iter().map(|index| match twice.iter().find(|(column, _)| column == index) {
            Some((_, claimants)) => claimants.iter().map(|column| quoted(*column)).collect(),
            None => self.free_of_required(&header, &paths, *index).into_iter().map(quoted).collect(),
        });
        let instead = instead.collect();
        let twice = twice.iter().map(|(index, _)| *index).collect();
        Err(MissingColumns { instead, twice, columns, found: distinct.len() })
    }

    /// The columns of the sheet that are most similar to a column of the form, with the times that they name.
    fn alike(
        &self,
        index: usize,
        paths: &[(u32, Vec<&str>)],
        times: &LabelTimes,
        labels_at: Option<u32>,
    ) -> Vec<TimedColumn> {
        let column = &self.form.columns[index];
        let mut scores: Vec<(i32, TimedColumn)> = Vec::new();
        for (at, path) in paths.iter().filter(|(_, path)| !self.heads_other_column(index, path)) {
            let (time, bare) = if self.form.takes_answers(index) {
                times.beside_own(self.form, column, path)
            } else {
                (None, path.clone())
            };
            // the only figures of a form, to the right of its labels, need no other name than their time
            let is_bare = time.is_some()
                && bare.len() < path.len()
                && bare.iter().enumerate().all(|(level, label)| column.is_called(level, label));
            let likeness =
                if is_bare && labels_at.is_some_and(|labels| labels < *at) && self.is_only_answer(index) {
                    SURE
                } else {
                    self.labels.columns.likeness(self.form, index, &bare)
                };
            scores.push((likeness, TimedColumn { column: *at, time }));
        }
        let best = scores.iter().map(|(score, _)| *score).max().unwrap_or_default();
        // an optional column is not guessed
        if best < SURE || (column.optional && best < 1000) {
            return Vec::new();
        }
        // an exact label, whatever its time, beats a similar one
        let least = if best == 1000 { 1000 } else { SURE.max(best - MARGIN + 1) };
        scores.retain(|(score, _)| *score >= least);
        scores.into_iter().map(|(_, found)| found).collect()
    }

    /// Whether a path is that of a column other than this one.
    fn heads_other_column(&self, index: usize, path: &[&str]) -> bool {
        let mut others = self.form.columns.iter().enumerate().filter(|(other, _)| *other != index);
        others.any(|(_, other)| other.is_headed(path))
    }

    fn take(&self, sheet: &Sheet, header: &mut Header, (column, at): (usize, u32), path: Option<&[&str]>) {
        header.columns[column] = Some(at);
        let own = &self.form.columns[column];
        let is_headed = |path: &[&str]| {
            let bare: Vec<&str> = path.iter().map(|label| without_unit(label)).collect();
            // another rule reports units of money
            own.is_headed(path) || (own.is_headed(&bare) && column_labels::asks_for_money(self.form, column))
        };
        if !path.is_some_and(is_headed) {
            let bare: Vec<String> = path.unwrap_or_default().iter().map(|label| without(label)).collect();
            let bare = bare.join(" ");
            let parent = own.head_keys.split_last().map(|(_, parent)| parent.join(" ")).unwrap_or_default();
            // nothing but the report's own time is no other wording
            let is_reworded = bare.trim() != parent && !column_labels::is_worded_as(own, &bare);
            let seen = seen(sheet, header.top, header.below - header.top, at);
            header.drifted.push(Drifted { column, seen, is_reworded });
        }
    }

    /// Adds columns that can be nothing else, because the columns on both sides were found.
    fn fill_gaps(&self, keyed: &KeyedSheet<'_>, header: &mut Header, paths: &[(u32, Vec<&str>)]) {
        for index in 0..self.form.columns.len() {
            if header.columns[index].is_some() || !self.needs(index) {
                continue;
            }
            let answers = (0..header.columns.len()).filter(|&column| self.form.takes_answers(column));
            let others =
                answers.filter(|&column| column != index && header.columns[column].is_some()).count();
            if others < ENOUGH_ANSWERS || !self.has_neighbours(header, index) {
                continue;
            }
            let [at] = Self::free_beside(header, paths, index)[..] else { continue };
            let Some((_, path)) = paths.iter().find(|(column, _)| *column == at) else { continue };
            let label = path.join(" ");
            let names_a_time =
                matches!(named(&label, TextKind::Label, self.period), Some(Time::Other | Time::Cumulative));
            let is_other = names_a_time || ColumnLabels::says_more(self.form, index, &label);
            if !is_other && !self.labels.columns.is_anothers(index, &label) {
                self.take(keyed.sheet, header, (index, at), Some(path));
            }
        }
    }

    /// The columns of the sheet that may stand in the place of a missing column, also those that were taken for an
    /// optional one.
    fn free_of_required(&self, header: &Header, paths: &[(u32, Vec<&str>)], index: usize) -> Vec<u32> {
        let mut required = header.clone();
        for (column, at) in required.columns.iter_mut().enumerate() {
            at.take_if(|_| self.form.columns[column].optional);
        }
        let unused = Self::free_beside(header, paths, index);
        if unused.is_empty() { Self::free_beside(&required, paths, index) } else { unused }
    }

    /// The labelled columns of the sheet that are unused, between the found neighbours of a missing column.
    fn free_beside(header: &Header, paths: &[(u32, Vec<&str>)], index: usize) -> Vec<u32> {
        let before = header.columns[..index].iter().rev().find_map(|column| *column);
        let after = header.columns[index + 1..].iter().find_map(|column| *column);
        let free = paths.iter().map(|(column, _)| *column).filter(|column| {
            !header.columns.contains(&Some(*column))
                && !header.of_other_times.iter().any(|(at, _)| at.column == *column)
        });
        let between = free.filter(|column| {
            (before.is_some() || after.is_some())
                && before.is_none_or(|before| before < *column)
                && after.is_none_or(|after| *column < after)
        });
        between.collect()
    }

    /// Whether the required columns on both sides of a column were found.
    fn has_neighbours(&self, header: &Header, index: usize) -> bool {
        let mut beside = (0..index).rev().find(|&column| self.needs(column)).into_iter();
        let mut after = (index + 1..header.columns.len()).find(|&column| self.needs(column)).into_iter();
        beside.all(|column| header.columns[column].is_some())
            && after.all(|column| header.columns[column].is_some())
    }

    /// Whether a column is the only one of the form that takes answers and is required.
    fn is_only_answer(&self, index: usize) -> bool {
        let mut answers =
            (0..self.form.columns.len()).filter(|at| self.form.takes_answers(*at) && self.needs(*at));
        answers.next() == Some(index) && answers.next().is_none()
    }

    /// Whether the form requires a column.
    fn needs(&self, index: usize) -> bool {
        match self.form.columns[index].holds {
            // labels also identify printed rows, and remarks and units of measure are no answers
            Holds::Code | Holds::Note | Holds::Measure => !matches!(self.form.rows, Rows::Fixed(_)),
            Holds::Label | Holds::Value(_) | Holds::ByRow => !self.form.columns[index].optional,
        }
    }
}
