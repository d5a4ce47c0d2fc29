//! How far long work is, and whether somebody wants it stopped. The browser asks while it waits for the page.

use crate::frame::{Reply, Screen, Tab};
use maud::html;
use phuluc_desk::Watch;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

/// The work on all requests that are being answered.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    requests: AtomicUsize,
    files: AtomicUsize,
    done: AtomicUsize,
    is_stopped: AtomicBool,
}

/// A request that is being answered, until it is dropped.
pub(crate) struct Work<'p>(&'p Progress);

impl Progress {
    /// Begins a request.
    pub fn request(&self) -> Work<'_> {
        if self.requests.fetch_add(1, Relaxed) == 0 {
            self.files.store(0, Relaxed);
            self.is_stopped.store(false, Relaxed);
        }
        Work(self)
    }

    /// Asks for the work to be stopped.
    pub fn stop(&self) {
        self.is_stopped.store(true, Relaxed);
    }

    /// How far the work is, as the page's script reads it: empty if there is none.
    pub fn said(&self) -> Reply {
        let (files, done) = (self.files.load(Relaxed), self.done.load(Relaxed));
        let said = match (self.requests.load(Relaxed), files) {
            (0, _) => String::new(),
            (_, 0) => "…".to_owned(),
            (_, files) => format!("{}/{files}", done.min(files)),
        };
        let body = html! { p id="tien-do" { (said) } };
        Reply::Screen(Screen { tab: Tab::Round, title: "Đang làm".to_owned(), body })
    }
}

impl Watch for Progress {
    fn begin(&self, files: usize) {
        self.done.store(0, Relaxed);
        self.files.store(files, Relaxed);
    }

    fn step(&self) {
        self.done.fetch_add(1, Relaxed);
    }

    fn is_stopped(&self) -> bool {
        self.is_stopped.load(Relaxed)
    }
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        self.0.requests.fetch_sub(1, Relaxed);
    }
}
