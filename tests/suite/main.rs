//! Whole workbooks through whole stages: made, read, checked, consolidated, written, read back.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod accounted;
mod blanks;
mod builder;
mod circles;
mod cli;
mod closing;
mod codes;
mod compared;
mod consolidated;
mod consolidated_workbook;
mod damage;
mod deciding;
mod decisions;
mod definitions;
mod diagnoses;
mod docs;
mod drafting;
mod drawn;
mod empty_forms;
mod engine;
mod escapes;
mod files;
mod filled_blanks;
mod filling;
mod five_reports;
mod formats;
mod fuzzed;
mod general;
mod handing_out;
mod hostile;
mod intake;
mod journey;
mod labels;
mod laws;
mod layers;
mod layouts;
mod level_below;
mod levels;
mod locked;
mod many;
mod marks;
mod measures;
mod memory;
mod nobody_vanishes;
mod packages;
mod parity;
mod percentages;
mod prepared;
mod reading;
mod reckoned;
mod returning;
mod review;
mod rivals;
mod rounds;
mod rules;
mod sample;
mod sandbox;
mod screens;
mod second_opinion;
mod seen;
mod sendings;
mod sheets;
mod since_2025;
mod slips;
mod stage;
mod standing;
mod table;
mod tutorial;
mod values;
mod whole;

/// What the fuzz targets check, run here for a bounded time.
#[path = "../../fuzz/src/targets.rs"]
mod targets;
