//! Unlocks the stream of an `.xls` as Excel 97 to 2003 encrypt it: RC4 over the bodies of its records.

use super::password;
use crate::compound_file::{number16, number32};
use md5::{Digest, Md5};
use rc4::Rc4;
use rc4::cipher::{KeyInit, StreamCipher};
use sha1::Sha1;

/// The record that describes the encryption, and a record that readers skip.
const LOCKED: u16 = 0x002F;
const PASSED_OVER: u16 = 0x0086;
/// Records whose bodies are never encrypted.
const OPEN: [u16; 7] = [0x0809, LOCKED, 0x00E1, 0x0138, 0x0194, 0x0195, 0x0196];
/// The record of a sheet's position in the stream. Its first bytes are not encrypted.
const SHEET: u16 = 0x0085;
/// The number of bytes of the stream that share a key.
const PIECE: usize = 1024;

/// The decrypted stream; none if it has another password, or an unknown method.
pub(super) fn opened(stream: &[u8]) -> Option<Vec<u8>> {
    let keys = Keys::of(records(stream).find(|(_, kind, _)| *kind == LOCKED)?.2)?;
    let mut mask = Vec::with_capacity(stream.len() + PIECE);
    for piece in 0..stream.len().div_ceil(PIECE) {
        let mut zeros = [0; PIECE];
        keys.apply(u32::try_from(piece).ok()?, &mut zeros)?;
        mask.extend(zeros);
    }
    let mut opened = stream.to_vec();
    for (at, kind, body) in records(stream) {
        let first = match kind {
            SHEET => at + 4,
            _ if OPEN.contains(&kind) => at + body.len(),
            _ => at,
        };
        for place in first..at + body.len() {
            opened[place] ^= mask[place];
        }
        if kind == LOCKED {
            opened[at - 4..at - 2].copy_from_slice(&PASSED_OVER.to_le_bytes());
        }
    }
    Some(opened)
}

/// Whether a stream is locked.
pub(super) fn is_locked(stream: &[u8]) -> bool {
    records(stream).take_while(|(_, kind, _)| *kind != SHEET).any(|(_, kind, _)| kind == LOCKED)
}

/// The records of a stream, each with the offset of its body, its kind and its body.
fn records(stream: &[u8]) -> impl Iterator<Item = (usize, u16, &[u8])> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let (kind, length) = (number16(stream, next)?, usize::from(number16(stream, next + 2)?));
        let at = next + 4;
        next = at + length;
        Some((at, kind, stream.get(at..next)?))
    })
}

/// The base that the keys of the pieces are made from.
enum Keys {
    /// The method of Excel 97, with MD5.
    Md5([u8; 5]),
    /// The method of Excel 2002, with SHA-1 and the length of the keys in bytes.
    Sha1(Vec<u8>, usize),
}

impl Keys {
    /// The keys described by a record, if the password is right.
    fn of(record: &[u8]) -> Option<Self> {
        let pieces = |at: usize, lengths: [usize; 2]| {
            let (secret, hash) = (at + lengths[0], at + lengths[0] + lengths[1]);
            Some([record.get(at..secret)?, record.get(secret..hash)?])
        };
        match [0, 2, 4].map(|at| number16(record, at)) {
            [Some(1), Some(1), Some(1)] => {
                let keys = Self::Md5(of_excel_97(record.get(6..22)?));
                let mut secret = pieces(22, [16, 16])?.concat();
                keys.apply(0, &mut secret)?;
                (Md5::digest(&secret[..16])[..] == secret[16..]).then_some(keys)
            }
            // the size of the header, then the header, whose fifth field is the length of keys in bits; 0 means 40
            [Some(1), Some(2..=4), Some(2)] => {
                let bits = number32(record, 14 + 16).map(|bits| if bits == 0 { 40 } else { bits })?;
                let verifier = 14_usize.checked_add(number32(record, 10)? as usize)?;
                let salt = record.get(verifier.checked_add(4)?..verifier + 20)?;
                let base = Sha1::new().chain_update(salt).chain_update(password()).finalize().to_vec();
                let keys = Self::Sha1(base, bits as usize / 8);
                let [secret, hash] = pieces(verifier + 20, [16, 24])?;
                let mut secret = [secret, &hash[4..]].concat();
                keys.apply(0, &mut secret)?;
                (Sha1::digest(&secret[..16])[..] == secret[16..]).then_some(keys)
            }
            _ => None,
        }
    }

    /// Encrypts or decrypts the beginning of a piece.
    fn apply(&self, piece: u32, bytes: &mut [u8]) -> Option<()> {
        let key = match self {
            Self::Md5(base) => {
                Md5::new().chain_update(base).chain_update(piece.to_le_bytes()).finalize().to_vec()
            }
            Self::Sha1(base, length) => {
                let hash = Sha1::new().chain_update(base).chain_update(piece.to_le_bytes()).finalize();
                let mut key = hash.get(..*length)?.to_vec();
                // a short key is padded
                key.resize(key.len().max(16), 0);
                key
            }
        };
        Rc4::new_from_slice(&key).ok()?.apply_keystream(bytes);
        Some(())
    }
}

fn of_excel_97(salt: &[u8]) -> [u8; 5] {
    let begin = |hash: &[u8]| std::array::from_fn(|n| hash[n]);
    let first: [u8; 5] = begin(&Md5::digest(password()));
    begin(&Md5::digest([&first, salt].concat().repeat(16)))
}
