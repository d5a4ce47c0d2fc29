//! Sentences about decisions, in English.

use crate::words::message::DecisionMessage;
use phuluc_check::{Decision, Ruling, SheetCell, wording};
use phuluc_form::{Lang, number};
use phuluc_round::{Contest, FormEffect, Misfit, TotalChange, Unusable, WhyUndecided, WithoutEffect};

pub(super) fn say(message: &DecisionMessage<'_>) -> String {
    match message {
        DecisionMessage::Ruling(ruling) => self::ruling(ruling),
        DecisionMessage::Decision(decision) => self::decision(decision),
        DecisionMessage::DecidedBy(Decision { who, basis, .. }) if basis.is_empty() => {
            format!("decided by {who}")
        }
        DecisionMessage::DecidedBy(Decision { who, basis, .. }) => {
            format!("decided by {who}, basis: {basis}")
        }
        DecisionMessage::GivenByOthers { place, from, to, source } => {
            let from = from.map_or_else(String::new, |from| format!("; the unit's file says {from}"));
            format!("{place}: {to} by so-lieu-ngoai.xlsx (basis: {source}){from}")
        }
        DecisionMessage::Adjusted { place, from, to, decision } => {
            let Decision { who, when, basis, .. } = decision;
            format!("{place}: adjusted from {from} to {to} ({who}, {}; basis: {basis})", when.iso())
        }
        DecisionMessage::Recorded { unit, ruling, sending, file } => {
            let sending = sending.map(|(number, received)| {
                let received = received.map_or_else(String::new, |at| format!(" (received {})", at.iso()));
                format!(", sending {number}{received}")
            });
            format!("written into {file}: {unit}, {}{}", self::ruling(ruling), sending.unwrap_or_default())
        }
        DecisionMessage::TakenBack { unit, decision, file } => {
            format!("taken back in {file}: {unit}, {}", self::decision(decision))
        }
        DecisionMessage::WithoutEffect(about) => without_effect(about),
        DecisionMessage::FormEffect(effect) => form_effect(effect),
        DecisionMessage::TotalsChange(0) => "no total of the round changes".to_owned(),
        DecisionMessage::TotalsChange(totals) => format!("totals of the round that change: {totals}"),
        DecisionMessage::TotalChange(TotalChange { short, row, say, by }) => {
            let how = if by.is_sign_negative() { "less" } else { "more" };
            format!("{short}, row “{row}”, {say}: {} {how}", number::english(by.abs()))
        }
        DecisionMessage::MoreTotals(more) => format!("… and {more} more"),
        DecisionMessage::SetAside { number, decision } => {
            let Decision { who, when, basis, .. } = decision;
            format!("sending {number} set aside ({who}, {}; basis: {basis})", when.iso())
        }
        DecisionMessage::Unmatched { unit, decision, why } => {
            format!(
                "a decision that matches nothing any more: {unit}, {}: {}",
                self::decision(decision),
                misfit(unit, why)
            )
        }
        DecisionMessage::Misfit { unit, why } => misfit(unit, why),
        DecisionMessage::CannotCount(why) => unusable(*why).to_owned(),
        DecisionMessage::Contested { form, contest } => contested(form, contest),
    }
}

/// That a decision changes nothing, because what it touches does not count.
fn without_effect(WithoutEffect { number, forms, counting }: &WithoutEffect) -> String {
    let of = if forms.is_empty() {
        format!("sending {number}")
    } else {
        format!("{} in sending {number}", forms.join(", "))
    };
    let counting: Vec<String> = counting.iter().map(u32::to_string).collect();
    let instead =
        if counting.is_empty() { String::new() } else { format!(" ({} does)", counting.join(", ")) };
    format!("{of} does not count now{instead}, so neither figures nor the return sheet change")
}

fn form_effect(FormEffect { short, before, after }: &FormEffect) -> String {
    match (before, after) {
        (Some(before), Some(after)) if before == after => format!("{short}: sending {after} still counts"),
        (Some(before), Some(after)) => format!("{short}: sending {after} counts now instead of {before}"),
        (None, Some(after)) => format!("{short}: sending {after} counts now"),
        (Some(before), None) => format!("{short}: sending {before} counts no longer, and no other does"),
        (None, None) => format!("{short}: no figures"),
    }
}

/// Which of two sendings counts, and why somebody should decide.
fn contested(form: &str, Contest { counted, other, doubt, .. }: &Contest) -> String {
    let why = match doubt {
        WhyUndecided::NewerHasErrors => {
            format!("{form}: sending {other} has errors, sending {counted} has none and counts")
        }
        WhyUndecided::NewerIsDraft => {
            format!("{form}: sending {other} calls itself a draft; sending {counted} counts")
        }
        WhyUndecided::CameAfterAccepting => format!(
            "{form}: sending {other} came after sending {counted} was accepted, and its figures differ; sending {counted} still counts"
        ),
        WhyUndecided::NewerUnusable(why) => {
            return format!(
                "{form}: sending {other} cannot be used ({}), sending {counted} counts; ask the unit to send again, or set sending {other} aside",
                unusable(*why)
            );
        }
        WhyUndecided::FewerFigures(places) => format!(
            "{form}: sending {counted} leaves {places} cells blank that have figures in sending {other}; sending {counted} counts"
        ),
        WhyUndecided::CameTogether => format!(
            "{form} stands in sendings {counted} and {other}, which were taken in together and differ; sending {counted} counts"
        ),
        WhyUndecided::TimesOfFiles => format!(
            "{form}: sending {other} was taken in after sending {counted}, and is older by the times of the files; sending {counted} counts"
        ),
    };
    format!("{why}; somebody should decide on the unit's page or in xu-ly.xlsx")
}

fn misfit(unit: &str, why: &Misfit) -> String {
    match why {
        Misfit::NothingReceived => format!("nothing has come from {unit}, so there is nothing to decide"),
        Misfit::OwesNothing => {
            format!("{unit} owes nothing in this round, so there is nothing to decide")
        }
        Misfit::NotYetReceived(when) => format!("nothing had come from {unit} by {}", when.iso()),
        Misfit::OnlySetAside(numbers) => {
            let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
            format!(
                "{unit} has only sending {}, which was set aside; take that decision back first",
                numbers.join(", ")
            )
        }
        Misfit::NoSuchSending { number, there } => {
            let there: Vec<String> = there.iter().map(u32::to_string).collect();
            format!("{unit} has no sending {number}; there are {}", there.join(", "))
        }
        Misfit::CannotCount { number, why } => {
            format!("sending {number} of {unit} cannot be accepted: {}", unusable(*why))
        }
        Misfit::UnknownSheet { sheet, there } => {
            format!("{unit} sent no sheet “{sheet}”; sheets with forms: {}", there.join(", "))
        }
        Misfit::NoFigureThere(SheetCell { sheet, at }) => {
            format!("cell {at} of sheet “{sheet}” takes no figure of a form")
        }
        Misfit::OtherFigure(place) => format!(
            "{} holds {}; give that after --from (nothing if it is blank)",
            wording::place(Lang::En, place),
            wording::answer(Lang::En, place)
        ),
        Misfit::UnknownRule { rule, near: Some(near) } => {
            format!("there is no rule `{rule}`; is `{near}` meant?")
        }
        Misfit::UnknownRule { rule, near: None } => {
            format!("there is no rule `{rule}`; the ids stand in square brackets in a check")
        }
        Misfit::NothingFound { open } => {
            let open = if open.is_empty() { "nothing".to_owned() } else { open.join(", ") };
            format!("the rule has found nothing in the report of {unit}; what is open: {open}")
        }
        Misfit::FoundElsewhere(places) => {
            let places = places.iter().map(|SheetCell { sheet, at }| format!("{at} on “{sheet}”"));
            format!("the rule has found nothing there, but at {}", places.collect::<Vec<_>>().join(", "))
        }
        Misfit::ExplainedBefore => "this has been explained before".to_owned(),
    }
}

const fn unusable(why: Unusable) -> &'static str {
    match why {
        Unusable::Unreadable => "unreadable file",
        Unusable::Empty => "nobody wrote a figure into it",
        Unusable::OtherUnit => "another unit's file",
        Unusable::OtherPeriod => "another period",
        Unusable::SetAside => "it has been set aside",
    }
}

fn ruling(ruling: &Ruling) -> String {
    match ruling {
        Ruling::Accepted => "accepted".to_owned(),
        Ruling::Returned => "returned".to_owned(),
        Ruling::SetAside => "sending set aside".to_owned(),
        Ruling::Explained { rule, cell: None } => format!("accepted as explained {}", named(rule)),
        Ruling::Explained { rule, cell: Some(SheetCell { sheet, at }) } => {
            let rule = named(rule);
            format!("accepted as explained {rule} on sheet “{sheet}”, cell {at}")
        }
        Ruling::Adjusted { cell: SheetCell { sheet, at }, from, to } => {
            let from = from.map_or_else(|| "blank".to_owned(), number::english);
            format!("adjusted on sheet “{sheet}”, cell {at} from {from} to {}", number::english(*to))
        }
        Ruling::Extended(until) => format!("extended until {}", until.iso()),
    }
}

/// A general rule by its title, a rule of a form by its id.
fn named(rule: &str) -> String {
    phuluc_round::named(rule)
        .map_or_else(|| format!("[{rule}]"), |rule| format!("“{}”", rule.manual(Lang::En).title))
}

fn decision(decision: &Decision) -> String {
    let Decision { who, when, basis, .. } = decision;
    let basis = if basis.is_empty() { String::new() } else { format!("; basis: {basis}") };
    format!("{} ({who}, {}{basis})", ruling(&decision.ruling), when.iso())
}
