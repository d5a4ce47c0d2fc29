//! The program that is measured, built with the same profile as the benchmark.

use super::Outcome;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, io};

/// The program.
#[derive(Debug)]
pub(super) struct Program(PathBuf);

impl Program {
    /// Builds it, as whoever installs it does.
    pub fn build() -> Outcome<Self> {
        let none = || io::Error::other("the benchmark stands in no target folder");
        let own = env::current_exe()?;
        let folder = own.parent().and_then(Path::parent).ok_or_else(none)?;
        let profile = folder.file_name().and_then(|name| name.to_str()).ok_or_else(none)?;
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet", "--package", "phuluc", "--bin", "phuluc", "--profile"]);
        cargo.arg(if profile == "debug" { "dev" } else { profile });
        cargo.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
        if !cargo.status()?.success() {
            return Err(io::Error::other("the program is not built").into());
        }
        Ok(Self(folder.join("phuluc").with_extension(env::consts::EXE_EXTENSION)))
    }

    /// A command of the program with so many threads.
    pub fn with(&self, threads: usize) -> Command {
        let mut command = Command::new(&self.0);
        command.env("PHULUC_THREADS", threads.to_string());
        command
    }

    /// Reads and checks workbooks.
    pub fn check(&self, workbooks: &Path) -> Command {
        let mut command = self.with(1);
        command.arg("kiem-tra").arg(workbooks);
        command
    }

    /// Consolidates a round.
    pub fn consolidate(&self, round: &Path, output: &Path, threads: usize) -> Command {
        let mut command = self.with(threads);
        command.arg("tong-hop").arg(round).arg("-o").arg(output);
        command
    }

    /// The board of a round.
    pub fn board(&self, round: &Path) -> Command {
        let mut command = self.with(1);
        command.arg("tinh-hinh").arg(round);
        command
    }
}
