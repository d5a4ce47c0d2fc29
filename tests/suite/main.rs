//! Whole workbooks through whole stages: made, read, checked, consolidated, written, read back.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod builder;
mod cli;
mod closing;
mod consolidated;
mod decisions;
mod definitions;
mod five_reports;
mod general;
mod intake;
mod laws;
mod reading;
mod returning;
mod rounds;
mod rules;
mod standing;
