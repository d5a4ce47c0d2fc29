//! Runs Python libraries that write and read workbooks, where Python has them.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The variable that CI sets to demand the libraries.
const REQUIRED: &str = "PHULUC_NEEDS_PYTHON";
/// The Python in which CI installs them.
const VENV: &str = "target/python/bin/python";

/// The libraries of the scripts in `tests/writers`.
const WRITERS: [&str; 3] = ["openpyxl", "xlsxwriter", "xlwt"];

/// The output of a script in `tests/writers`.
pub(crate) fn run(script: &str, args: &[&Path], input: &str) -> Option<Vec<u8>> {
    run_with(&WRITERS, &format!("tests/writers/{script}"), args, input)
}

/// What a script prints that needs libraries. Without them nothing, which is said aloud and in CI is a failure.
pub(crate) fn run_with(libraries: &[&str], script: &str, args: &[&Path], input: &str) -> Option<Vec<u8>> {
    let names = libraries.join(", ");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let has_libraries = |program: &PathBuf| {
        let mut python = Command::new(program);
        python.args(["-c", &format!("import {names}")]).stdout(Stdio::null()).stderr(Stdio::null());
        python.status().is_ok_and(|status| status.success())
    };
    let Some(program) = [root.join(VENV), "python3".into()].into_iter().find(has_libraries) else {
        assert!(std::env::var_os(REQUIRED).is_none(), "{names} are missing, and {REQUIRED} is set");
        // this goes past the test harness, which swallows what passing tests print
        let said = format!("\n*** {names} are not installed: {script} was NOT run. ***\n");
        std::io::stderr().write_all(said.as_bytes()).expect("stderr");
        return None;
    };
    let mut python = Command::new(program)
        .arg(root.join(script))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let mut stdin = python.stdin.take().expect("it listens");
    stdin.write_all(input.as_bytes()).expect("it listens");
    drop(stdin);
    let output = python.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{script} failed");
    Some(output.stdout)
}
