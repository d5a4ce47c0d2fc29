//! Measures how well slips are found and placed, by planting them into consistent reports, one and two at a time.
//!
//! ```text
//! cargo run --release --example slips -- [SINGLES] [DOUBLES] [SEED]
//! ```
//!
//! It prints a table: of the slips that some rule sees, how many were found, how often the right cell and the right
//! value came first, and how often all cells were named that cannot be told apart.

mod brute;
mod consistent;
mod groups;
mod harder;
mod measure;
mod peers;
mod plant;
#[path = "../sample_round/sample.rs"]
#[expect(dead_code, reason = "it is shared with the example that writes the round")]
mod sample;
mod time;

use std::error::Error;

#[expect(clippy::print_stdout, reason = "an example prints its table")]
fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<u64> = std::env::args().skip(1).map(|arg| arg.parse()).collect::<Result<_, _>>()?;
    let [singles, doubles, seed] =
        [(0, 3400), (1, 500), (2, 1)].map(|(at, unless)| args.get(at).copied().unwrap_or(unless));
    let pairs = consistent::pairs(15, seed)?;
    print!("{}", measure::clean(&pairs));
    print!("{}", measure::singles(&pairs, singles, seed));
    print!("{}", measure::doubles(&pairs, doubles, seed));
    print!("{}", harder::table(&pairs, 300, seed));
    print!("{}", groups::table(&pairs, 100, seed));
    print!("{}", time::table(&pairs, 500, seed));
    print!("{}", peers::table(40, seed..seed + 5)?);
    Ok(())
}
