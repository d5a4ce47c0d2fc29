//! What phuluc costs, beside calamine merely reading the same files, and beside scripts that do the same job.
//!
//! ```text
//! cargo bench --bench cost [-- N [PART …]]
//! ```
//!
//! Makes rounds of up to N sample workbooks of eight forms (N is 3,321, if not given) and prints tables. With names of
//! parts only those are measured: `rounds`, `differing`, `threads`, `one-file`, `opening`, `peers`.
//! `--profile dist` measures the program that is handed out.
//!
//! Times are CPU times (user and system), each of a process of its own with one thread, the best of three runs.
//! What other programs are asked for (LibreOffice, Python) is left out where they are not installed, and said.

mod alone;
mod measure;
mod office;
mod peers;
mod program;
mod rounds;
mod tables;

use std::error::Error;
use std::{env, io};

/// Whatever goes wrong ends the benchmark.
type Outcome<T> = Result<T, Box<dyn Error>>;

/// How many workbooks the largest round has, if nothing is said: the communes of the country.
const ALL: usize = 3_321;

/// A part of what is measured.
type Part = fn(&tables::Setting) -> Outcome<()>;

/// All parts, in this order.
const PARTS: [(&str, Part); 6] = [
    ("rounds", tables::rounds),
    ("differing", tables::differing),
    ("threads", tables::threads),
    ("one-file", tables::one_file),
    ("opening", tables::opening),
    ("peers", peers::measure),
];

fn main() -> Outcome<()> {
    let args: Vec<String> = env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let Some((command, args)) = args.split_first()
        && alone::run(command, args)?
    {
        return Ok(());
    }
    let (files, parts) = match args.split_first() {
        None => (ALL, &[][..]),
        Some((files, parts)) => (files.parse()?, parts),
    };
    if let Some(unknown) = parts.iter().find(|part| !PARTS.iter().any(|(name, _)| name == part)) {
        return Err(io::Error::other(format!("{unknown} is no part of the benchmark")).into());
    }
    let setting = tables::Setting::new(files)?;
    for (name, measure) in PARTS {
        if parts.is_empty() || parts.iter().any(|part| part == name) {
            measure(&setting)?;
        }
    }
    Ok(())
}
