//! Puts the page for clerks into one file: `cargo run --example single_page -- ENGINE.wasm.gz phuluc.html`.
//! `scripts/release` builds the engine and calls this.

use std::process::ExitCode;
use std::{env, fs};

fn main() -> std::io::Result<ExitCode> {
    let paths: Vec<_> = env::args_os().skip(1).collect();
    let [engine, page] = paths.as_slice() else { return Ok(ExitCode::from(2)) };
    fs::write(page, phuluc::page::single_file(&fs::read(engine)?))?;
    Ok(ExitCode::SUCCESS)
}
