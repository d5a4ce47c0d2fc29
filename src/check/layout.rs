//! Rules set down before: the workbooks of a round are mostly laid out alike, and so are the rules on them.
//!
//! A rule names the same places on every workbook with the same forms, columns and rows, unless it looks
//! beyond them ([`Reach`]); where it means the first of some columns in which something is given, there are as
//! many ways as columns. What was set down on one workbook is kept for the next one, on each thread by itself.

use super::spot::{Choice, Here, Skipped, Spot};
use crate::form::Form;
use crate::rule::{Reach, Rule, Sentence};
use crate::submission::{FilledForm, Role, Submission};
use foldhash::fast::RandomState;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ptr;
use std::rc::Rc;
use std::sync::Arc;

/// How many forms laid out differently are kept, and how many lines; beyond that all is set down anew.
const KEPT: usize = 256;
const MOST_LINES: usize = 50_000;

thread_local! {
    static KNOWN: RefCell<Known> = RefCell::default();
}

/// How the forms of a workbook are laid out, as a number that stands for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    generation: usize,
    number: usize,
}

/// A rule as it was set down, or why it cannot be looked at.
pub(super) type SetDown = Result<Rc<Sentence<Spot>>, Skipped>;

/// A rule at a row and a column.
pub(super) struct Line {
    pub row: Option<usize>,
    pub column: Option<usize>,
    /// Where it means one of some columns.
    choices: Vec<Choice>,
    /// How it was set down, by what was chosen.
    known: RefCell<Vec<(u64, SetDown)>>,
}

#[derive(Default)]
struct Known {
    /// How often all was forgotten.
    generation: usize,
    shapes: Vec<Shape>,
    /// The shapes of the forms of each workbook.
    layouts: Vec<Vec<usize>>,
    rules: HashMap<Key, Rc<Vec<Line>>, RandomState>,
    /// How many lines all of them have.
    lines: usize,
}

/// How a form is laid out.
struct Shape {
    form: Arc<Form>,
    present: Vec<bool>,
    roles: Vec<Role>,
}

/// A rule of a form in a workbook, and the columns that it is repeated for.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    /// Where the rule is in memory; its form is kept with the shapes.
    rule: usize,
    form: usize,
    columns: u64,
    /// The shape of its own form, or the layout of all of them.
    at: Result<usize, usize>,
}

impl Layout {
    pub fn of(submission: &Submission) -> Self {
        KNOWN.with_borrow_mut(|known| {
            if known.shapes.len() > KEPT || known.layouts.len() > KEPT || known.lines > MOST_LINES {
                *known = Known { generation: known.generation + 1, ..Known::default() };
            }
            let shapes = submission.forms.iter().map(|filled| known.shape(filled)).collect();
            let number = known.layouts.iter().position(|layout| *layout == shapes).unwrap_or_else(|| {
                known.layouts.push(shapes);
                known.layouts.len() - 1
            });
            Self { generation: known.generation, number }
        })
    }

    /// The rule as it was set down before, or as it is set down now.
    pub fn lines(
        self,
        form: usize,
        rule: &Rule,
        columns: &[Option<usize>],
        set_down: impl FnOnce() -> Vec<Line>,
    ) -> Rc<Vec<Line>> {
        let columns = columns.iter().try_fold(0, |all, column| {
            let bit = column.map_or(0, |column| column + 1);
            1_u64.checked_shl(u32::try_from(bit).ok()?).map(|bit| all | bit)
        });
        let Some(columns) = columns.filter(|_| rule.reach != Reach::Beyond) else {
            return Rc::new(set_down());
        };
        KNOWN.with_borrow_mut(|known| {
            if known.generation != self.generation {
                return Rc::new(set_down());
            }
            let at = match rule.reach {
                Reach::Own => Ok(known.layouts[self.number][form]),
                Reach::Workbook | Reach::Beyond => Err(self.number),
            };
            let key = Key { rule: ptr::from_ref(rule).addr(), form, columns, at };
            let lines = known.rules.entry(key).or_insert_with(|| {
                let lines = set_down();
                known.lines += lines.len();
                Rc::new(lines)
            });
            Rc::clone(lines)
        })
    }
}

impl Line {
    pub fn new(here: Here<'_>, rule: &Rule) -> Self {
        let Here { row, column, .. } = here;
        Self { row, column, choices: here.choices(rule), known: RefCell::default() }
    }

    /// The rule as it was set down before with the same choices, or as it is set down now.
    pub fn set_down(&self, here: Here<'_>, rule: &Rule) -> SetDown {
        const BITS: usize = 4;
        let is_few = self.choices.iter().all(|choice| choice.columns.len() < 1 << BITS);
        if !is_few || self.choices.len() * BITS > 64 {
            return here.set_down(rule).map(Rc::new);
        }
        let chosen = self.choices.iter().fold(0, |all, choice| all << BITS | here.chosen(choice) as u64);
        let mut known = self.known.borrow_mut();
        if let Some((_, set_down)) = known.iter().find(|(other, _)| *other == chosen) {
            return set_down.clone();
        }
        let set_down = here.set_down(rule).map(Rc::new);
        known.push((chosen, set_down.clone()));
        set_down
    }
}

impl Known {
    fn shape(&mut self, filled: &FilledForm) -> usize {
        let is_it = |shape: &Shape| {
            Arc::ptr_eq(&shape.form, &filled.form)
                && shape.present == filled.present
                && shape.roles.len() == filled.rows.len()
                && shape.roles.iter().zip(filled.rows.iter()).all(|(role, row)| *role == row.role)
        };
        self.shapes.iter().position(is_it).unwrap_or_else(|| {
            self.shapes.push(Shape {
                form: Arc::clone(&filled.form),
                present: filled.present.clone(),
                roles: filled.rows.iter().map(|row| row.role).collect(),
            });
            self.shapes.len() - 1
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::answer::Answer;
    use crate::catalogue::Catalogue;
    use crate::check::check;
    use crate::grid;
    use crate::submission::Submission;
    use std::path::Path;
    use std::sync::Arc;
    use std::{fs, thread};

    /// Reports of the sample district, as they came and with answers left out here and there.
    fn submissions() -> Vec<Submission> {
        let catalogue = Catalogue::built_in().unwrap();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks/sample-district/nhan");
        let mut files: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).take(8).collect();
        files.sort();
        let read = |file| Submission::read(&grid::read(&fs::read(file).unwrap()).unwrap(), &catalogue);
        let as_sent: Vec<Submission> = files.iter().map(read).collect();
        let without = |step: usize| {
            as_sent.iter().cloned().map(move |mut submission| {
                for (index, form) in submission.forms.iter_mut().enumerate() {
                    let columns = form.form.columns.len();
                    for (at, row) in Arc::make_mut(&mut form.rows).iter_mut().enumerate() {
                        for column in (0..columns).filter(|column| (at + column + index) % step == 0) {
                            row.entries.answer(column, Answer::Blank);
                        }
                    }
                }
                submission
            })
        };
        as_sent.iter().cloned().chain(without(5)).chain(without(3)).chain(without(2)).collect()
    }

    #[test]
    fn rules_set_down_before_say_what_rules_set_down_now_say() {
        for submission in submissions() {
            let before = Submission { period: None, ..submission.clone() };
            for previous in [None, Some(&before)] {
                let told = || format!("{:?}", check(&submission, previous));
                // a new thread knows nothing
                let now = thread::scope(|scope| scope.spawn(told).join().unwrap());
                assert_eq!([told(), told()], [now.clone(), now]);
            }
        }
    }
}
