//! The tools that a caller lends to the desk: the forms, a reader of untrusted bytes, and workers.

use phuluc_check::Checker;
use phuluc_form::Catalogue;
use phuluc_grid as grid;
use phuluc_round::ReadSheets;
use std::fmt;
use std::sync::OnceLock;

/// Runs many tasks that do not depend on each other.
pub trait Workers: Sync {
    /// Runs the tasks from 0 up to `tasks`, in any order and on any threads.
    fn run(&self, tasks: usize, task: &(dyn Fn(usize) + Sync));
}

/// Runs one task after the other.
#[derive(Clone, Copy, Debug, Default)]
pub struct InTurn;

impl Workers for InTurn {
    fn run(&self, tasks: usize, task: &(dyn Fn(usize) + Sync)) {
        (0..tasks).for_each(task);
    }
}

/// Somebody who waits for long work: is told how far it is, and may have it stopped.
pub trait Watch: Sync {
    /// Work on this many files begins.
    fn begin(&self, files: usize);
    /// A file is done.
    fn step(&self);
    /// Whether work that has not written anything yet is to be stopped.
    fn is_stopped(&self) -> bool;
}

/// Nobody waits.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn begin(&self, _: usize) {}
    fn step(&self) {}
    fn is_stopped(&self) -> bool {
        false
    }
}

/// The tools that the engine borrows from its caller.
#[derive(Clone, Copy)]
pub struct Tools<'t> {
    /// The checker, with the forms that are known.
    pub checker: &'t Checker,
    /// The reader of workbooks.
    pub read: &'t ReadSheets<'t>,
    /// The workers that read many files.
    pub workers: &'t dyn Workers,
    /// Who waits for it.
    pub watch: &'t dyn Watch,
}

impl fmt::Debug for Tools<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tools").finish_non_exhaustive()
    }
}

impl<'t> Tools<'t> {
    /// Tools that read everything in this process, one file after the other.
    pub fn plain(checker: &'t Checker) -> Self {
        Self { checker, read: &grid::read, workers: &InTurn, watch: &Unwatched }
    }

    /// The catalogue of known forms.
    pub const fn catalogue(&self) -> &'t Catalogue {
        self.checker.catalogue()
    }

    /// Applies `work` to each item by the workers. Gives the results in the order of the items.
    pub fn map<T: Sync, R: Send + Sync>(&self, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
        self.watch.begin(items.len());
        let results: Vec<OnceLock<R>> = items.iter().map(|_| OnceLock::new()).collect();
        self.workers.run(items.len(), &|index| {
            if let (Some(item), Some(result)) = (items.get(index), results.get(index)) {
                result.get_or_init(|| work(item));
                self.watch.step();
            }
        });
        // tasks that the workers did not run are run here
        let done = results.into_iter().zip(items);
        done.map(|(result, item)| result.into_inner().unwrap_or_else(|| work(item))).collect()
    }
}
