//! Unlocks packages as Excel 2007 encrypts them: SHA-1, and AES block by block.

use super::cipher::Cipher;
use super::password;
use crate::compound_file::number32;
use sha1::{Digest, Sha1};

/// The number of rounds of hashing the password.
const ROUNDS: u32 = 50_000;
/// The offset of the header, after the versions, the flags and its size.
const HEADER: usize = 12;

/// The content of a package; none if it has another password, or an unknown method.
pub(super) fn opened(info: &[u8], content: &[u8]) -> Option<Vec<u8>> {
    let bits = number32(info, HEADER + 16)?;
    let is_aes = matches!(number32(info, HEADER + 8)?, 0x660E..=0x6610);
    let verifier = HEADER.checked_add(number32(info, HEADER - 4)? as usize)?;
    let salt = info.get(verifier.checked_add(4)?..verifier + 20)?;
    let [secret, hash] = [(20, 36), (40, 72)].map(|(from, to)| info.get(verifier + from..verifier + to));
    let cipher = Cipher::new(key(salt).get(..bits as usize / 8)?).filter(|_| is_aes)?;
    let is_right = Sha1::digest(cipher.alone(secret?))[..] == cipher.alone(hash?)[..20];
    is_right.then(|| cipher.alone(content))
}

/// The longest key that the password gives.
fn key(salt: &[u8]) -> Vec<u8> {
    let mut hash = Sha1::new().chain_update(salt).chain_update(password()).finalize();
    for round in 0..ROUNDS {
        hash = Sha1::new().chain_update(round.to_le_bytes()).chain_update(hash).finalize();
    }
    hash = Sha1::new().chain_update(hash).chain_update([0; 4]).finalize();
    let half = |fill: u8| {
        let mut mixed = [fill; 64];
        for (one, other) in mixed.iter_mut().zip(hash) {
            *one ^= other;
        }
        Sha1::digest(mixed)
    };
    [half(0x36), half(0x5C)].concat()
}
