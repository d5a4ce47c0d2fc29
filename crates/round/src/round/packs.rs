//! The packs of forms that a round began with, and whether other packs are in use now.

use phuluc_form::Pack;

/// A pack of forms, as a round records it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UsedPack {
    /// Its name.
    pub name: String,
    /// Its fingerprint.
    pub fingerprint: String,
}

/// A difference between the packs that a round began with and those in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherPacks {
    /// The packs that the round records.
    pub remembered: Vec<UsedPack>,
    /// The packs in use; none if there are none.
    pub used: Vec<UsedPack>,
}

impl From<&Pack> for UsedPack {
    fn from(pack: &Pack) -> Self {
        Self { name: pack.name.clone(), fingerprint: pack.fingerprint.clone() }
    }
}

impl OtherPacks {
    /// The difference, if there is one. Packs are compared by content and not by path. A round without recorded packs
    /// accepts any.
    pub fn between(remembered: &[UsedPack], used: &[UsedPack]) -> Option<Self> {
        let is_other = fingerprints(remembered) != fingerprints(used);
        (!remembered.is_empty() && is_other)
            .then(|| Self { remembered: remembered.to_vec(), used: used.to_vec() })
    }
}

fn fingerprints(packs: &[UsedPack]) -> Vec<&str> {
    let mut all: Vec<&str> = packs.iter().map(|pack| pack.fingerprint.as_str()).collect();
    all.sort_unstable();
    all
}
