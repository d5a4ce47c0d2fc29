//! A text of a cell, with its tidy form and match key, which are worked out once for all cells and files that have
//! it.
//!
//! The reports of one round are filled into the same blank, so most of their texts are the same. A [`Texts`] that
//! goes from file to file keeps each of them once.

use foldhash::fast::RandomState;
use phuluc_form::{Encoding, match_key, tidy};
use serde::{Deserialize, Serialize};
use std::borrow::{Borrow, Cow};
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// The most texts that are kept from file to file, and the length of the longest: labels, not essays.
const KEPT: usize = 20_000;
const LONGEST: usize = 2_000;

/// A text, as typed.
#[derive(Clone, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Text(Arc<Shared>);

/// The shared data of equal texts: the text, and what was worked out from it so far.
struct Shared {
    written: Box<str>,
    /// The tidy text, if it differs.
    tidy: OnceLock<Option<Box<str>>>,
    key: OnceLock<Arc<str>>,
    encoding: OnceLock<Option<Encoding>>,
}

impl Text {
    /// The text as a person sees it: see [`tidy`].
    pub fn tidy(&self) -> &str {
        let known = self.0.tidy.get_or_init(|| {
            let tidy = tidy(&self.0.written);
            (*tidy != *self.0.written).then(|| tidy.into())
        });
        known.as_deref().unwrap_or(&self.0.written)
    }

    /// The match key of the tidy text: see [`match_key`].
    pub fn key(&self) -> &Arc<str> {
        self.0.key.get_or_init(|| match_key(self.tidy()).into())
    }

    /// The encoding from before Unicode that it must be in, if any; see [`Encoding::detect`].
    pub(crate) fn legacy_encoding(&self) -> Option<Encoding> {
        *self.0.encoding.get_or_init(|| Encoding::detect(&self.0.written))
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0.written
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self
    }
}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        str::hash(self, state);
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || **self == **other
    }
}

impl Eq for Text {}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        let (tidy, key) = (OnceLock::new(), OnceLock::new());
        Self(Arc::new(Shared { written: text.into(), tidy, key, encoding: OnceLock::new() }))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        (*text).to_owned()
    }
}

/// All texts seen so far.
#[derive(Debug, Default)]
pub(super) struct Texts {
    known: HashSet<Text, RandomState>,
    /// Texts by the way in which files write them.
    read: HashMap<Box<str>, Text, RandomState>,
}

impl Texts {
    /// The text for a written form: the one made earlier from the same form, or a new one.
    pub fn read(&mut self, written: &str, decoded: impl FnOnce(&str) -> Cow<'_, str>) -> Text {
        if let Some(known) = self.read.get(written) {
            return known.clone();
        }
        let text = self.get(&decoded(written));
        if written.len() <= LONGEST {
            if self.read.len() >= KEPT {
                self.read.clear();
            }
            self.read.insert(written.into(), text.clone());
        }
        text
    }

    /// The known text with these letters, or a new one.
    pub fn get(&mut self, text: &str) -> Text {
        if let Some(known) = self.known.get(text) {
            return known.clone();
        }
        let new = Text::from(text);
        if text.len() <= LONGEST {
            if self.known.len() >= KEPT {
                self.known.clear();
            }
            self.known.insert(new.clone());
        }
        new
    }
}

#[cfg(test)]
mod tests {
    use super::{KEPT, Text, Texts};
    use std::sync::Arc;

    #[test]
    fn a_text_is_worked_out_once_for_all_files() {
        let mut texts = Texts::default();
        let (first, again) = (texts.get(" Tổng số "), texts.get(" Tổng số "));
        assert!(Arc::ptr_eq(first.key(), again.key()));
        assert_eq!((&*first, first.tidy(), &**first.key()), (" Tổng số ", "Tổng số", "tong so"));
        assert_eq!(first, Text::from(" Tổng số "));
    }

    #[test]
    fn no_more_is_kept_than_a_round_has_in_common() {
        let mut texts = Texts::default();
        for n in 0..KEPT * 2 {
            texts.get(&n.to_string());
        }
        texts.get(&"dài ".repeat(1_000));
        assert_eq!(texts.known.len(), KEPT);
    }
}
