//! Whole workbooks through whole stages: made, read, checked, consolidated, written, read back.

mod builder;
mod cli;
mod consolidated;
mod definitions;
mod four_communes;
mod general;
mod laws;
mod reading;
mod rules;
