//! AES decryption in the two modes of encrypted packages: block by block (ECB), and chained (CBC).

use aes::cipher::{Array, BlockCipherDecrypt, KeyInit};
use aes::{Aes128, Aes192, Aes256};

/// The length of a block, in bytes.
pub(super) const BLOCK: usize = 16;

/// AES with a key of one of its lengths.
pub(super) enum Cipher {
    Short(Box<Aes128>),
    Medium(Box<Aes192>),
    Long(Box<Aes256>),
}

impl Cipher {
    pub fn new(key: &[u8]) -> Option<Self> {
        Some(match key.len() {
            16 => Self::Short(Box::new(Aes128::new_from_slice(key).ok()?)),
            24 => Self::Medium(Box::new(Aes192::new_from_slice(key).ok()?)),
            32 => Self::Long(Box::new(Aes256::new_from_slice(key).ok()?)),
            _ => return None,
        })
    }

    /// Deciphers each block by itself. An incomplete block at the end is dropped.
    pub fn alone(&self, content: &[u8]) -> Vec<u8> {
        content.chunks_exact(BLOCK).flat_map(|block| self.block(block)).collect()
    }

    /// Deciphers chained blocks: each is mixed with the one before it, the first with `before`.
    pub fn chained(&self, before: &[u8], content: &[u8]) -> Vec<u8> {
        let mut opened = Vec::with_capacity(content.len());
        let mut before = before;
        for block in content.chunks_exact(BLOCK) {
            opened.extend(self.block(block).iter().zip(before).map(|(one, other)| one ^ other));
            before = block;
        }
        opened
    }

    fn block(&self, block: &[u8]) -> [u8; BLOCK] {
        let mut opened = Array::from([0; BLOCK]);
        opened.copy_from_slice(block);
        match self {
            Self::Short(cipher) => cipher.decrypt_block(&mut opened),
            Self::Medium(cipher) => cipher.decrypt_block(&mut opened),
            Self::Long(cipher) => cipher.decrypt_block(&mut opened),
        }
        opened.into()
    }
}
