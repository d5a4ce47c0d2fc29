//! Sentences about drafts of definitions, and the remarks inside them, in English.

use crate::words::message::DraftMessage;
use phuluc_author::{Note, Remark, SUGGESTED, SuggestionReason, TO_FILL};

pub(super) fn say(message: &DraftMessage<'_>) -> String {
    match message {
        DraftMessage::Note(note) => self::note(*note),
        DraftMessage::Drafted { path, size } => {
            let rows =
                if size.rows > 0 { format!("{} printed rows", size.rows) } else { "open rows".to_owned() };
            format!(
                "written: {path}: {} columns, {rows}, {} rules suggested; {} places to fill in, {} to confirm",
                size.columns, size.rules, size.to_fill, size.to_confirm
            )
        }
        DraftMessage::LeftOut { sheet, line, text } => {
            format!("left out: sheet “{sheet}”, line {line}: “{text}”")
        }
        DraftMessage::TableLeftOut { sheet, line, text } => {
            format!("left out: sheet “{sheet}”, the table in line {line} ({text}): it asks for nothing")
        }
        DraftMessage::NoFormOn(sheet) => format!("no form on the sheet “{sheet}”"),
        DraftMessage::Next { folder } => format!(
            "look at the lines with “TO FILL IN” and “SUGGESTED” in each form.toml, then run: phuluc forms check {folder}"
        ),
    }
}

/// A remark beside the lines of a draft.
fn note(note: Note<'_>) -> String {
    match note {
        Note::Begins { sheet } => begins(sheet),
        Note::ToFill => TO_FILL[1].to_owned(),
        Note::Suggested => SUGGESTED[1].to_owned(),
        Note::Remark(remark) => self::remark(remark),
        Note::SuggestionReason(because) => self::because(because).to_owned(),
    }
}

fn begins(sheet: &str) -> String {
    [
        format!("Drafted from the sheet “{sheet}”. Codes, labels, units of measure and headers are as printed."),
        "“TO FILL IN”: the blank does not say it. “SUGGESTED”: concluded from the layout, to be held beside the document;".to_owned(),
        "if it is right, delete the remark, else mend or delete the entry. Then run: phuluc forms check FOLDER".to_owned(),
    ]
    .join("\n")
}

fn remark(remark: &Remark) -> String {
    match remark {
        Remark::Title => "the form's full title".to_owned(),
        Remark::Basis => "the document that issued the form: type, number, date, issuer".to_owned(),
        Remark::InForce { dated: true } => "the first day in force; this is the document's date".to_owned(),
        Remark::InForce { dated: false } => "the first day in force; this one only holds the place".to_owned(),
        Remark::Sent => "which level sends it (xã, huyện, tỉnh, sở), to whom, how often".to_owned(),
        Remark::Version => "the version, mostly the year of issue".to_owned(),
        Remark::MixedColumn => {
            "rows have different units of measure and there are several columns of figures: say each column's kind"
                .to_owned()
        }
        Remark::NoHead => "the sheet has no header for this column; this one was made up".to_owned(),
        Remark::HeadTwice => "the column has the header of an earlier one; look at the header".to_owned(),
        Remark::OpenRows => "no row is printed, so senders add their own".to_owned(),
        Remark::OtherLevels(rows) => format!(
            "these labels name other levels; if communes need not report them, add not_for = [\"xã\"]: {}",
            rows.join(", ")
        ),
        Remark::WordsOrFigures => "words, or figures? if figures, write kind = \"count\"".to_owned(),
        Remark::NoMeasure => "no unit of measure; if it is a heading, add heading = true".to_owned(),
        Remark::Heading => {
            "taken for a heading, as the row below it is the total; if it has a figure, delete heading = true".to_owned()
        }
        Remark::NoParts => {
            "unclear from which two figures it is worked out, so units are listed one by one; else write a rule with percent"
                .to_owned()
        }
        Remark::NoCodes => {
            "answered in words; if there is a list of codes, write codes = { 0 = \"Không\", 1 = \"Có\" }".to_owned()
        }
        Remark::CodeTwice(code) => format!("the code {code} is printed twice; look at the row's id"),
        Remark::CodeChanged { found, printed } => {
            format!("the cell says {found}, which Excel may have made of {printed}")
        }
        Remark::Average => {
            "an average cannot be added up, so units are listed one by one; if it is a count, delete kind and consolidate".to_owned()
        }
        Remark::MaximumUnread(text) => {
            format!("the maximum is printed as “{text}”, which is no figure; write fixed = {{ column = maximum }}")
        }
        Remark::StepsUnread(text) => format!(
            "“{text}” beside the maximum is not taken over; write steps, or a rule if it is a formula"
        ),
        Remark::NoLabel => "the row's label".to_owned(),
        Remark::MoreLines => "a line of dots, so senders add lines below rows".to_owned(),
    }
}

const fn because(because: SuggestionReason) -> &'static str {
    match because {
        SuggestionReason::Children => "the rows below count the same thing",
        SuggestionReason::Among => "the rows below are “of which”, so there may be others",
        SuggestionReason::Division => "the rows below “chia theo …” divide the total",
        SuggestionReason::PartMissing => "the rows under it leave out a part by what they are called",
        SuggestionReason::FirstIsTotal => "the first row is the total, the others have its unit of measure",
        SuggestionReason::Ratio => "a percentage beside its two parts",
        SuggestionReason::Part => "this figure is a part of that one",
        SuggestionReason::Columns => "a group of columns has a total",
        SuggestionReason::ColumnNumbers => "the row of column numbers gives the formula",
        SuggestionReason::RowNumbers => "the row's label gives the formula",
        SuggestionReason::Words => "the percentage's label has the words of these two figures",
        SuggestionReason::Total => "the form has a row of totals",
        SuggestionReason::Maximum => "a column of maxima beside the scores",
        SuggestionReason::Yes => "a yes-or-no question with figures below it",
    }
}
