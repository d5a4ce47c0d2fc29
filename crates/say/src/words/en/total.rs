//! Sentences about totals and the units in them, in English.

use crate::words::message::TotalMessage;
use phuluc_check::wording;
use phuluc_form::Lang;
use phuluc_round::{Gap, Standing};

pub(super) fn say(message: &TotalMessage) -> String {
    match message {
        TotalMessage::Standing(standing) => self::standing(*standing),
        TotalMessage::Gap(gap) => self::gap(*gap).to_owned(),
        TotalMessage::Units { given, of } => format!("{given} of {of} units"),
        TotalMessage::Period(None) => "period unknown".to_owned(),
        TotalMessage::Period(Some(period)) => wording::period(Lang::En, *period),
    }
}

pub(super) fn standing(standing: Standing) -> String {
    match standing {
        Standing::NotSubmitted => "not submitted".to_owned(),
        Standing::Unreadable => "unreadable".to_owned(),
        Standing::Empty => "sent empty forms".to_owned(),
        Standing::OtherUnit => "another unit's file".to_owned(),
        Standing::OtherPeriod => "another period".to_owned(),
        Standing::UnknownPeriod => "period unknown".to_owned(),
        Standing::Fails(errors) => format!("checked, errors: {errors}"),
        Standing::Passes => "checked, no errors".to_owned(),
    }
}

const fn gap(gap: Gap) -> &'static str {
    match gap {
        Gap::NotSubmitted => "not submitted",
        Gap::Empty => "empty form",
        Gap::Unreadable => "unreadable file",
        Gap::OtherUnit => "another unit's file",
        Gap::OtherPeriod => "another period",
        Gap::UnknownPeriod => "period unknown",
        Gap::NotAccepted => "has errors",
        Gap::Blank => "blank",
        Gap::NotRead => "unreadable figure",
        Gap::OnlyTotal => "only a total row",
        Gap::NoTotal => "no total row",
    }
}
