//! Gives a message in a language, by the function of its group.

use super::message::Message;
use super::{en, vi};
use phuluc_form::Lang;

/// The words of a message in a language.
pub fn say<'m>(lang: Lang, message: impl Into<Message<'m>>) -> String {
    let message = message.into();
    match lang {
        Lang::Vi => vi::say(&message),
        Lang::En => en::say(&message),
    }
}
