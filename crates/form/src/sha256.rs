//! The SHA-256 of bytes, which identifies a file or a definition.

use sha2::{Digest, Sha256};
use std::io::{self, Read};

/// How many bytes are read at once.
const PORTION: usize = 64 * 1024;

/// The SHA-256 of bytes, in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    digits(&Sha256::digest(bytes))
}

/// The SHA-256 of all that can be read, which need not fit into memory.
///
/// # Errors
/// If it cannot be read to its end.
pub fn sha256_of(bytes: &mut dyn Read) -> io::Result<String> {
    let mut digest = Sha256::new();
    let mut portion = vec![0; PORTION];
    loop {
        let count = bytes.read(&mut portion)?;
        if count == 0 {
            return Ok(digits(&digest.finalize()));
        }
        digest.update(portion.get(..count).unwrap_or_default());
    }
}

fn digits(digest: &[u8]) -> String {
    digest.iter().fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::{PORTION, sha256, sha256_of};

    #[test]
    fn what_is_read_bit_by_bit_has_the_same_sha_256() {
        for size in [0, 1, PORTION, PORTION + 1, 3 * PORTION] {
            let bytes = vec![7; size];
            assert_eq!(sha256_of(&mut bytes.as_slice()).unwrap(), sha256(&bytes));
        }
    }
}
