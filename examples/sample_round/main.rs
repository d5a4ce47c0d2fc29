//! Makes a round of invented communes with plausible figures and planted mistakes.
//!
//! ```text
//! cargo run --release --example sample_round -- 23 DIR [SEED [khac-nhau]]
//! ```
//!
//! `DIR` gets `round.toml`, `don-vi.xlsx`, the register `so-theo-doi.xlsx`, `nhan/` with a workbook from every
//! commune except each twenty-third, and `loi-da-cai.csv`, which lists the planted mistakes and the rules that must
//! find them. The same number and seed give the same bytes. `quy-1-2026` instead of a number makes the round of the
//! first quarter of 2026 with the forms in use. With `khac-nhau` every sheet differs from every other.

#[expect(dead_code, reason = "it is shared with a test, which looks at what was planted")]
mod sample;

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let usage = "sample_round N|quy-1-2026 DIR [SEED [khac-nhau]]";
    let which = args.next().ok_or(usage)?;
    let folder = args.next().ok_or(usage)?;
    let sample = if which == "quy-1-2026" {
        sample::quarter()?
    } else {
        let seed = args.next().map_or(Ok(1), |seed| seed.parse())?;
        let differing = args.next().is_some_and(|word| word == "khac-nhau");
        sample::district(which.parse()?, seed, differing, Ok)?
    };
    sample.put(Path::new(&folder))?;
    Ok(())
}
