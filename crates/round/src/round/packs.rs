//! The packs of forms that a round was begun with, and whether others are in use now.

use phuluc_form::Pack;

/// A pack of forms as a round remembers it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UsedPack {
    /// What it is called.
    pub name: String,
    /// Its fingerprint.
    pub fingerprint: String,
}

/// That a round is worked on with other packs than those that it was begun with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherPacks {
    /// Those that the round remembers.
    pub remembered: Vec<UsedPack>,
    /// Those in use; none if there are no packs.
    pub used: Vec<UsedPack>,
}

impl From<&Pack> for UsedPack {
    fn from(pack: &Pack) -> Self {
        Self { name: pack.name.clone(), fingerprint: pack.fingerprint.clone() }
    }
}

impl OtherPacks {
    /// Whether packs differ, by what they hold and not by where they lie; a round that remembers none takes any.
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
