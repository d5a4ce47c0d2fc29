//! Sentences about totals and the units in them, in English.

use crate::words::message::{PartsOf, TotalMessage};
use crate::words::sheet_names::EXPLAINED;
use phuluc_check::wording;
use phuluc_form::Lang;
use phuluc_round::{Gap, Standing, WhyUnranked};
use rust_decimal::Decimal;

pub(super) fn say(message: &TotalMessage) -> String {
    match message {
        TotalMessage::Gap(gap) => self::gap(*gap).to_owned(),
        TotalMessage::Unranked(why) => match why {
            WhyUnranked::Absent(gap) => self::gap(*gap).to_owned(),
            WhyUnranked::Total(gap) => format!("total score: {}", self::gap(*gap)),
            WhyUnranked::Maximum(gap) => format!("maximum: {}", self::gap(*gap)),
            WhyUnranked::MaximumZero => "the maximum is 0".to_owned(),
        },
        TotalMessage::Units { given, of } => format!("{given} of {of} units"),
        TotalMessage::Period(None) => "period unknown".to_owned(),
        TotalMessage::Period(Some(period)) => wording::period(Lang::En, *period),
        TotalMessage::Stated(stated) => wording::figure(Lang::En, *stated),
        TotalMessage::Adding(parts) => match parts {
            PartsOf::Rows => "the rows",
            PartsOf::Columns => "the columns",
            PartsOf::Items => "the items",
        }
        .to_owned(),
        TotalMessage::ComesTo { worked_out, by: amount } => {
            format!("come to {} ({})", wording::figure(Lang::En, *worked_out), by(*amount))
        }
        TotalMessage::And => " and ".to_owned(),
        TotalMessage::AlsoBy => "by the same units:".to_owned(),
        TotalMessage::By(amount) => by(*amount),
        TotalMessage::OtherBase { part, base } => {
            let [own, beside] = [0, 1].map(|side| {
                let [part, base] = [part, base].map(|of| wording::figure(Lang::En, of[side]));
                format!("{part}/{base}")
            });
            format!("from {own} of the units that gave both figures, not the {beside} beside it")
        }
        TotalMessage::LackOneOfTwo => "one of the two is missing".to_owned(),
        TotalMessage::MoreUnits(more) => format!("and {more} more"),
        TotalMessage::MoreApart(more) => format!("{more} more do not agree: sheet “{EXPLAINED}”"),
    }
}

fn by(amount: Decimal) -> String {
    let word = if amount.is_sign_negative() { "too little by" } else { "too much by" };
    format!("{word} {}", wording::figure(Lang::En, amount.abs()))
}

pub(super) fn standing(standing: Standing) -> String {
    match standing {
        Standing::NotSubmitted => "not submitted".to_owned(),
        Standing::SetAside => "what was sent was set aside".to_owned(),
        Standing::Lost => "the file that came is lost or changed in nhan".to_owned(),
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
        Gap::SetAside => "set aside",
        Gap::Empty => "empty form",
        Gap::Lost => "file lost",
        Gap::Unreadable => "unreadable file",
        Gap::OtherUnit => "another unit's file",
        Gap::OtherPeriod => "another period",
        Gap::UnknownPeriod => "period unknown",
        Gap::NotAccepted => "has errors",
        Gap::Blank => "blank",
        Gap::NoParts => "without the figures to work it out",
        Gap::NotRead => "unreadable figure",
        Gap::OnlyTotal => "only a total row",
        Gap::NoTotal => "no total row",
    }
}
