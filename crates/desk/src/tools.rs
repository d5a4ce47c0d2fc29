//! The tools that a caller lends to the desk: the forms, a reader of untrusted bytes, and workers.

use phuluc_check::Checker;
use phuluc_form::Catalogue;
use phuluc_grid as grid;
use phuluc_round::ReadSheets;
use std::fmt;
use std::sync::OnceLock;

/// Does many tasks that do not depend on each other.
pub trait Workers: Sync {
    /// Does the tasks from 0 up to their number, in any order and on any threads.
    fn run(&self, tasks: usize, task: &(dyn Fn(usize) + Sync));
}

/// Does one task after the other.
#[derive(Clone, Copy, Debug, Default)]
pub struct InTurn;

impl Workers for InTurn {
    fn run(&self, tasks: usize, task: &(dyn Fn(usize) + Sync)) {
        (0..tasks).for_each(task);
    }
}

/// What the engine borrows.
#[derive(Clone, Copy)]
pub struct Tools<'t> {
    /// What reads and checks reports on the forms that are known.
    pub checker: &'t Checker,
    /// The reader of workbooks.
    pub read: &'t ReadSheets<'t>,
    /// Who reads many files.
    pub workers: &'t dyn Workers,
}

impl fmt::Debug for Tools<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tools").finish_non_exhaustive()
    }
}

impl<'t> Tools<'t> {
    /// Tools that read everything here, one file after the other.
    pub fn plain(checker: &'t Checker) -> Self {
        Self { checker, read: &grid::read, workers: &InTurn }
    }

    /// The forms that are known.
    pub const fn catalogue(&self) -> &'t Catalogue {
        self.checker.catalogue()
    }

    /// Has the workers do something with each item; gives the results in the order of the items.
    pub fn map<T: Sync, R: Send + Sync>(&self, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
        let results: Vec<OnceLock<R>> = items.iter().map(|_| OnceLock::new()).collect();
        self.workers.run(items.len(), &|index| {
            if let (Some(item), Some(result)) = (items.get(index), results.get(index)) {
                result.get_or_init(|| work(item));
            }
        });
        // what a worker passed over is done here
        let done = results.into_iter().zip(items);
        done.map(|(result, item)| result.into_inner().unwrap_or_else(|| work(item))).collect()
    }
}
