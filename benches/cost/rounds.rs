//! The rounds that are measured, made once and kept in the build's folder.

#[path = "../../examples/sample_round/sample.rs"]
#[expect(dead_code, reason = "it is shared with a test, which looks at what was planted")]
mod sample;

use super::{Outcome, alone, measure, office};
use std::env;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where rounds are kept between runs.
pub(super) const KEPT: &str = env!("CARGO_TARGET_TMPDIR");
/// The seed of the figures.
const SEED: u64 = 1;

/// What the workbooks of a round have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// As they come: filled into one blank, a third saved again by LibreOffice, a third by openpyxl.
    AsTheyCome,
    /// Every sheet differs from every other, so that nothing can be shared.
    Differing,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AsTheyCome => "as-they-come",
            Self::Differing => "differing",
        })
    }
}

/// A round on disk.
#[derive(Clone, Debug)]
pub(super) struct Made {
    /// How many workbooks it has.
    pub files: usize,
    /// Its folder.
    pub folder: PathBuf,
    /// The folder of its workbooks.
    pub workbooks: PathBuf,
}

/// The round of so many workbooks: that of an earlier run, or a new one.
pub(super) fn round(kind: Kind, files: usize) -> Outcome<Made> {
    let folder = Path::new(KEPT).join(format!("{kind}-{files}"));
    if !folder.is_dir() {
        // a process of its own: the memory that this takes would count for every process started after it
        let mut own = Command::new(env::current_exe()?);
        let new = folder.with_extension("new");
        fs::remove_dir_all(&new).ok();
        own.args([alone::MAKE, &kind.to_string(), &files.to_string()]).arg(&new);
        measure::once(own)?;
        fs::rename(&new, &folder)?;
    }
    Ok(Made { files, workbooks: folder.join("nhan"), folder })
}

/// Makes a round.
pub(super) fn make(kind: &str, files: usize, folder: &Path) -> Outcome<()> {
    // one of twenty-three communes sends nothing
    let communes = files + files.saturating_sub(1) / 22;
    let sample = if kind == Kind::Differing.to_string() {
        sample::district(communes, SEED, true, Ok)?
    } else {
        sample::district(communes, SEED, false, office::saved_again)?
    };
    sample.put(folder)?;
    Ok(())
}
