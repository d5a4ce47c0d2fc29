//! Unlocks packages as Excel encrypts them since 2010. An XML file describes the method.

use super::cipher::{BLOCK, Cipher};
use super::password;
use crate::xml_events::{Events, attribute, number};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quick_xml::events::{BytesStart, Event};
use sha1::{Digest, Sha1};
use sha2::{Sha256, Sha384, Sha512};

/// The most rounds of hashing the password; Excel uses 100,000.
const MOST_ROUNDS: u32 = 1_000_000;
/// The number of bytes in each enciphered piece of the content.
const PIECE: usize = 4096;
/// The bytes that are hashed with the password to get the key for the secret, for its hash, and for the content's
/// key.
const SECRET: [u8; 8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
const HASH: [u8; 8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
const KEY: [u8; 8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];

/// The content of a package; none if it has another password, or an unknown method.
pub(super) fn opened(info: &[u8], content: &[u8]) -> Option<Vec<u8>> {
    let (mut of_content, mut of_key) = (None, None);
    let mut events = Events::new("EncryptionInfo", info);
    loop {
        match events.next().ok()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "keyData" => of_content = Some(Settings::read(&element)?),
                "encryptedKey" if of_key.is_none() => {
                    let secrets =
                        ["encryptedVerifierHashInput", "encryptedVerifierHashValue", "encryptedKeyValue"];
                    let [secret, hash, key] = secrets.map(|name| bytes(&element, name));
                    let rounds = number::<u32>(&element, "spinCount")?;
                    of_key = Some((Settings::read(&element)?, rounds, [secret?, hash?, key?]));
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    let (of_key, rounds, [secret, hash, key]) = of_key.filter(|(_, rounds, _)| *rounds <= MOST_ROUNDS)?;
    let of_content = of_content?;
    let of_password = of_key.hashed(rounds);
    let open = |locked: &[u8], purpose: [u8; 8]| {
        let key = padded(of_key.digest.of(&[&of_password, &purpose]), of_key.key);
        Some(Cipher::new(&key)?.chained(&padded(of_key.salt.clone(), BLOCK), locked))
    };
    let (secret, hash) = (open(&secret, SECRET)?, open(&hash, HASH)?);
    let expected = of_key.digest.of(&[secret.get(..of_key.salt.len())?]);
    if hash.get(..expected.len())? != expected {
        return None;
    }
    let cipher = Cipher::new(open(&key, KEY)?.get(..of_content.key)?)?;
    let pieces = (0_u32..).zip(content.chunks(PIECE)).map(|(number, piece)| {
        let before = of_content.digest.of(&[&of_content.salt, &number.to_le_bytes()]);
        cipher.chained(&padded(before, BLOCK), piece)
    });
    Some(pieces.flatten().collect())
}

/// The settings of a cipher.
struct Settings {
    salt: Vec<u8>,
    /// The length of its key, in bytes.
    key: usize,
    digest: HashKind,
}

impl Settings {
    /// Reads the settings, if this method is known here.
    fn read(element: &BytesStart<'_>) -> Option<Self> {
        let is = |name: &str, value: &str| attribute(element, name).is_some_and(|said| said == value);
        let is_known = is("cipherAlgorithm", "AES") && is("cipherChaining", "ChainingModeCBC");
        Some(Self {
            salt: bytes(element, "saltValue").filter(|_| is_known)?,
            key: number::<usize>(element, "keyBits")? / 8,
            digest: HashKind::named(&attribute(element, "hashAlgorithm")?)?,
        })
    }

    /// The password hashed in this many rounds.
    fn hashed(&self, rounds: u32) -> Vec<u8> {
        let mut hash = self.digest.of(&[&self.salt, &password()]);
        for round in 0..rounds {
            hash = self.digest.of(&[&round.to_le_bytes(), &hash]);
        }
        hash
    }
}

/// A hash function.
#[derive(Clone, Copy)]
enum HashKind {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl HashKind {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "SHA1" | "SHA-1" => Self::Sha1,
            "SHA256" | "SHA-256" => Self::Sha256,
            "SHA384" | "SHA-384" => Self::Sha384,
            "SHA512" | "SHA-512" => Self::Sha512,
            _ => return None,
        })
    }

    /// The hash of several pieces as one.
    fn of(self, pieces: &[&[u8]]) -> Vec<u8> {
        fn hash<D: Digest>(pieces: &[&[u8]]) -> Vec<u8> {
            pieces.iter().fold(D::new(), D::chain_update).finalize().to_vec()
        }
        match self {
            Self::Sha1 => hash::<Sha1>(pieces),
            Self::Sha256 => hash::<Sha256>(pieces),
            Self::Sha384 => hash::<Sha384>(pieces),
            Self::Sha512 => hash::<Sha512>(pieces),
        }
    }
}

/// Bytes padded to a length.
fn padded(mut bytes: Vec<u8>, length: usize) -> Vec<u8> {
    bytes.resize(length, 0x36);
    bytes
}

fn bytes(element: &BytesStart<'_>, name: &str) -> Option<Vec<u8>> {
    STANDARD.decode(attribute(element, name)?.trim()).ok()
}
