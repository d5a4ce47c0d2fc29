//! How much may be read at the same time: what workbooks take in memory is shared by all threads.
//!
//! Most reports are small, and all threads read at once. Those that inflate to much wait until there is room, so
//! that several together take no more than the largest alone.

use std::sync::{Condvar, Mutex, PoisonError};

/// How many inflated bytes are read at once; a workbook that is larger is read alone.
const MOST: usize = 64 * 1024 * 1024;

static LEFT: Mutex<usize> = Mutex::new(MOST);
static FREED: Condvar = Condvar::new();

/// A share of the memory, given back at its end.
pub(crate) struct Share(usize);

/// Waits until so many inflated bytes may be read.
pub(crate) fn share(bytes: usize) -> Share {
    let share = bytes.min(MOST);
    // a thread that panicked has given its share back
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
