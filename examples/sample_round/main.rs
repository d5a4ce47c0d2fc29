//! Makes a round of invented communes with plausible figures and planted mistakes.
//!
//! ```text
//! cargo run --release --example sample_round -- 23 DIR [SEED]
//! ```
//!
//! `DIR` gets `round.toml`, `don-vi.xlsx`, the register `so-theo-doi.xlsx`, `nhan/` with a workbook from every commune but the last of every
//! twenty-three, and `loi-da-cai.csv`: what was planted where, and what must be found. The same
//! number and seed give the same bytes.

#[expect(dead_code, reason = "what was planted is for a test to look at")]
mod sample;

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let usage = "sample_round N DIR [SEED]";
    let communes: usize = args.next().ok_or(usage)?.parse()?;
    let folder = args.next().ok_or(usage)?;
    let seed = args.next().map_or(Ok(1), |seed| seed.parse())?;
    sample::sample(communes, seed)?.put(Path::new(&folder))?;
    Ok(())
}
