//! Reads a file so that all its bytes are of one version, even if another program saves it meanwhile.

use phuluc::grid::{Foreign, MAX_BYTES, ReadError};
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

/// The number of attempts to read a file that changes meanwhile.
const ATTEMPTS: usize = 3;

/// Reads a file whose size and time did not change meanwhile.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, ReadError> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    // Excel's lock files are locked themselves, so that they may not be readable
    if name.starts_with("~$") {
        return Err(ReadError::Foreign(Foreign::Lock));
    }
    // reading a pipe or a device could wait for ever
    if fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return Err(ReadError::Foreign(Foreign::Unknown));
    }
    for _ in 0..ATTEMPTS {
        let mut file = File::open(path).map_err(not_opened)?;
        let before = file.metadata().map_err(not_opened)?;
        match usize::try_from(before.len()) {
            Ok(size) if size <= MAX_BYTES => {}
            Ok(size) => return Err(ReadError::TooLarge(size)),
            Err(_) => return Err(ReadError::TooLarge(usize::MAX)),
        }
        let mut bytes = Vec::new();
        // a file that grows while it is read would never end
        file.by_ref().take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(not_opened)?;
        // look at the path, not the handle: programs save by replacing the file with a new one
        let after = fs::metadata(path).map_err(not_opened)?;
        if version(&before) == version(&after) && before.len() == bytes.len() as u64 {
            return Ok(bytes);
        }
    }
    Err(ReadError::Changed)
}

fn version(metadata: &Metadata) -> (u64, Option<SystemTime>) {
    (metadata.len(), metadata.modified().ok())
}

/// The error for a workbook that the system does not let us read.
#[expect(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
pub(crate) fn not_opened(error: io::Error) -> ReadError {
    ReadError::NotOpened(error.to_string())
}

/// A path as people are shown it, the same on every system.
pub(crate) fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
