//! Fuzz targets for phuluc: `cargo +nightly fuzz run preflight`, and so on for the others.
//!
//! What must hold is in [`targets`], which the test suite runs too, on stable and for a bounded time.

#[path = "../../tests/suite/support/files.rs"]
#[allow(dead_code)]
mod files;
pub mod targets;
