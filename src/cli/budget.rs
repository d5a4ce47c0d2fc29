//! The memory budget for reading: all threads share the memory that workbooks may take.
//!
//! Most reports are small, and all threads read at once. A thread with a workbook that inflates to much waits until
//! there is room, so that several large ones together take no more memory than the largest alone.

use std::sync::{Condvar, Mutex, PoisonError};

/// The most inflated bytes that are read at once. A workbook that is larger is read alone.
const MOST: usize = 64 * 1024 * 1024;

static LEFT: Mutex<usize> = Mutex::new(MOST);
static FREED: Condvar = Condvar::new();

/// A share of the budget, given back when it is dropped.
pub(crate) struct Share(usize);

/// Waits until this many inflated bytes are free, and takes them.
pub(crate) fn share(bytes: usize) -> Share {
    let share = bytes.min(MOST);
    // a thread that panicked has given back its share
    let left = LEFT.lock().unwrap_or_else(PoisonError::into_inner);
    let left = FREED.wait_while(left, |left| *left < share);
    *left.unwrap_or_else(PoisonError::into_inner) -= share;
    Share(share)
}

impl Drop for Share {
    fn drop(&mut self) {
        *LEFT.lock().unwrap_or_else(PoisonError::into_inner) += self.0;
        FREED.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::{LEFT, MOST, share};
    use std::thread;

    #[test]
    fn what_is_large_is_read_alone_and_all_is_given_back() {
        thread::scope(|scope| {
            for n in 0..8 {
                scope.spawn(move || {
                    let _share = share(if n % 2 == 0 { usize::MAX } else { MOST / 3 });
                    assert!(*LEFT.lock().unwrap() <= MOST - MOST / 3);
                });
            }
        });
        assert_eq!(*LEFT.lock().unwrap(), MOST);
    }
}
