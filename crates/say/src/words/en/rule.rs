//! A rule of a form as an English sentence.

use crate::words::message::RuleMessage;

pub(super) fn say(message: &RuleMessage<'_>) -> String {
    match message {
        RuleMessage::Demand { rule, .. } => rule.text.clone(),
        RuleMessage::Blanks { .. } => {
            "a blank is unknown: broken if no filling of it fits, else not checkable; inside zero(…), in rows that are not \
             the unit's, and where the cell says “không có”, it counts as 0"
                .to_owned()
        }
    }
}
