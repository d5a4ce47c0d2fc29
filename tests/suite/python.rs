//! Runs Python libraries that write and read workbooks, where Python has them.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The variable that CI sets to demand the libraries.
const REQUIRED: &str = "PHULUC_NEEDS_PYTHON";
/// The Python in which CI installs them.
const VENV: &str = "target/python/bin/python";

/// The output of a script in `tests/writers`. Without the libraries it is `None`, which is said aloud, and CI fails.
pub(crate) fn run(script: &str, args: &[&Path], input: &str) -> Option<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let has_libraries = |program: &PathBuf| {
        let mut python = Command::new(program);
        python.args(["-c", "import openpyxl, xlsxwriter, xlwt"]).stdout(Stdio::null()).stderr(Stdio::null());
        python.status().is_ok_and(|status| status.success())
    };
    let Some(program) = [root.join(VENV), "python3".into()].into_iter().find(has_libraries) else {
        assert!(
            std::env::var_os(REQUIRED).is_none(),
            "openpyxl, XlsxWriter, xlwt are missing, and {REQUIRED} is set"
        );
        // this goes past the test harness, which swallows what passing tests print
        let said = format!("\n*** openpyxl, XlsxWriter, xlwt are not installed: {script} was NOT run. ***\n");
        std::io::stderr().write_all(said.as_bytes()).expect("stderr");
        return None;
    };
    let mut python = Command::new(program)
        .arg(root.join("tests/writers").join(script))
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
