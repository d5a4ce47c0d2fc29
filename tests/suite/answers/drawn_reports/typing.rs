//! Ways of typing figures in drawn reports: as text, with words and signs around them, in the wrong column, as a
//! dash, or not at all.

use super::reports::{Meaning, Report, Spot};
use super::verdict::Change;
use crate::support::chance::Chance;
use crate::support::drawn_sheets::{number, text};
use phuluc::check::answer::UNKNOWN;
use phuluc::form::{Holds, Kind};
use phuluc::grid::{Cell, Content, NumberFormat};
use rust_decimal::Decimal;

pub(crate) const KINDS: [(&str, Change); 19] = [
    ("a figure typed as text", as_text),
    ("a count with dots between thousands", with_dots),
    ("a figure with its unit behind it", with_unit),
    ("a percentage typed otherwise", percentage),
    ("a figure as English programs write it", english),
    ("letters for digits", letters),
    ("a figure in parentheses or below zero", negative),
    ("words for a figure", words),
    ("two figures in one cell", two_figures),
    ("a date for a figure", date),
    ("more digits than a cell keeps", too_long),
    ("a percentage multiplied by 100", too_great),
    ("a share of 1 among percentages", share),
    ("a dash, or “không có”", nil),
    ("a dash, and nobody knows yet", unknown),
    ("a remark that there was none", remarked_nil),
    ("the figure in the remarks", in_note),
    ("the figure among the units", in_unit),
    ("a place left blank", blank),
];

fn is_count(kind: &Kind) -> bool {
    *kind == Kind::Count
}

fn is_percent(kind: &Kind) -> bool {
    *kind == Kind::Percent
}

/// Whether the figure is no code of a list.
fn is_plain(kind: &Kind) -> bool {
    matches!(kind, Kind::Count | Kind::Money | Kind::Percent | Kind::Score)
}

/// A number as Vietnamese offices write it.
fn vietnamese(value: Decimal) -> String {
    value.normalize().to_string().replace('.', ",")
}

/// Writes one figure in another way that means the same.
fn write(
    report: &mut Report,
    chance: &mut Chance,
    fits: impl Fn(&Kind) -> bool,
    written: impl Fn(&Spot, &mut Chance) -> Cell,
) -> bool {
    report.spot(chance, fits).is_some_and(|spot| {
        let cell = written(&spot, chance);
        report.put(&spot, Some(cell));
        true
    })
}

/// Writes one figure so that its meaning is not certain.
fn blur(
    report: &mut Report,
    chance: &mut Chance,
    fits: impl Fn(&Kind) -> bool,
    written: impl Fn(&Spot, &mut Chance) -> Cell,
) -> bool {
    report.spot(chance, fits).is_some_and(|spot| {
        let cell = written(&spot, chance);
        report.put_doubtful(&spot, Some(cell));
        true
    })
}

fn as_text(report: &mut Report, chance: &mut Chance) -> bool {
    write(
        report,
        chance,
        |kind| matches!(kind, Kind::Count | Kind::Money),
        |spot, chance| {
            let value = spot.value;
            let written = [
                format!("{value}"),
                format!(" {value} "),
                format!("{value}\u{a0}"),
                format!("\u{200b}{value}"),
                format!("0{value}"),
                format!("{value}\n"),
            ];
            text(chance.word(&written))
        },
    )
}

fn with_dots(report: &mut Report, chance: &mut Chance) -> bool {
    let Some(spot) = report.spot(chance, is_count) else { return false };
    let (thousands, rest) = (1 + chance.below(9), chance.below(1000));
    let value = Decimal::from(thousands * 1000 + rest);
    let written = text(&format!("{thousands}.{rest:03}"));
    report.put_meaning(&spot, Some(written), Meaning::Figure(value));
    true
}

fn with_unit(report: &mut Report, chance: &mut Chance) -> bool {
    // amounts are excluded, as they have units of their own
    let fits = |kind: &Kind| is_plain(kind) && *kind != Kind::Money;
    write(report, chance, fits, |spot, chance| {
        let units = ["hồ sơ", "văn bản", "TTHC", "(hồ sơ)", "điểm", "người", "cuộc"];
        let unit = match spot.kind {
            Kind::Percent => "%",
            _ => *chance.pick(&units),
        };
        text(&format!("{} {unit}", vietnamese(spot.value)))
    })
}

fn percentage(report: &mut Report, chance: &mut Chance) -> bool {
    write(report, chance, is_percent, |spot, chance| {
        let (value, share) = (spot.value, spot.value / Decimal::ONE_HUNDRED);
        let in_format = |code, value| Cell { format: NumberFormat::new(code), ..number(value) };
        let mut written =
            vec![in_format("0.00%", share), in_format("0.00", value), in_format("0.00\"%\"", value)];
        for text_of_it in [
            format!("{}%", vietnamese(value)),
            format!("{} %", vietnamese(value)),
            format!("{value}%"),
            vietnamese(value),
        ] {
            written.push(text(&text_of_it));
        }
        chance.pick(&written).clone()
    })
}

fn english(report: &mut Report, chance: &mut Chance) -> bool {
    blur(report, chance, is_count, |_, chance| {
        let (thousands, rest) = (1 + chance.below(9), 1 + chance.below(999));
        let stored = Decimal::new(i64::try_from(thousands * 1000 + rest).unwrap(), 3);
        let written = [
            text(&format!("{thousands},{rest:03}")),
            text(&format!("{thousands} {rest:03}")),
            text(&format!("{thousands}{rest:03}.00")),
            text(&format!("{thousands}'{rest:03}")),
            number(stored),
        ];
        chance.pick(&written).clone()
    })
}

fn letters(report: &mut Report, chance: &mut Chance) -> bool {
    blur(report, chance, is_plain, |spot, chance| {
        let digits = spot.value.normalize().to_string();
        let written = [
            format!("{digits}O"),
            format!("l{digits}"),
            format!("{digits}o"),
            format!("{digits}*"),
            format!("~{digits}"),
        ];
        text(chance.word(&written))
    })
}

fn negative(report: &mut Report, chance: &mut Chance) -> bool {
    blur(report, chance, is_plain, |spot, chance| {
        let value = spot.value.max(Decimal::ONE);
        let written = [
            text(&format!("({})", vietnamese(value))),
            text(&format!("-{}", vietnamese(value))),
            text(&format!("- {}", vietnamese(value))),
            number(-value),
        ];
        chance.pick(&written).clone()
    })
}

fn words(report: &mut Report, chance: &mut Chance) -> bool {
    blur(report, chance, is_plain, |_, chance| {
        let words =
            ["x", "nt", "đã thực hiện", "nhiều", "%", "đạt", "mười hai", "theo phụ lục", "?", "TRUE", "✓"];
        text(chance.word(&words))
    })
}

fn two_figures(report: &mut Report, chance: &mut Chance) -> bool {
    blur(report, chance, is_plain, |spot, chance| {
        let (one, other) = (vietnamese(spot.value), 2 + chance.below(9));
        let written = [
            format!("{one}/{other}"),
            format!("{one} ({other})"),
            format!("{one}; {other}"),
            format!("{one}\n{other}"),
            format!("{one} + {other}"),
            format!("{one} (trong đó {other} quá hạn)"),
            format!("{one} - {other}"),
        ];
        text(chance.word(&written))
    })
}

fn date(report: &mut Report, chance: &mut Chance) -> bool {
    blur(report, chance, is_plain, |spot, chance| {
        let days = [Decimal::from(45_000 + chance.below(1500)), spot.value.trunc()];
        let formats = ["dd/mm/yyyy", "d/m", "mmm-yy", "dd-mm-yy"];
        Cell { format: NumberFormat::new(chance.word(&formats)), ..number(*chance.pick(&days)) }
    })
}

fn too_long(report: &mut Report, chance: &mut Chance) -> bool {
    blur(
        report,
        chance,
        |kind| matches!(kind, Kind::Count | Kind::Money),
        |_, chance| {
            let value =
                Decimal::from(1_000_000_000_000_000_i64 + i64::try_from(chance.below(999)).unwrap() * 10 + 1);
            if chance.is_in(50) { number(value) } else { text(&value.to_string()) }
        },
    )
}

fn too_great(report: &mut Report, chance: &mut Chance) -> bool {
    let form = report.form;
    let Some(spot) = report.spot(chance, is_percent) else { return false };
    let printed = form.fixed_row(&spot.place.0.as_str().into());
    let column = form.column(&spot.place.1.as_str().into());
    if column.is_some_and(|column| form.may_exceed_100(printed, column)) {
        return false;
    }
    let value = Decimal::from(1010 + chance.below(8900));
    let share = Cell { format: NumberFormat::new("0.00%"), ..number(value / Decimal::ONE_HUNDRED) };
    let written = [number(value), text(&format!("{value}%")), share];
    report.put_doubtful(&spot, Some(chance.pick(&written).clone()));
    true
}

fn share(report: &mut Report, chance: &mut Chance) -> bool {
    blur(report, chance, is_percent, |spot, chance| {
        let share = spot.value / Decimal::ONE_HUNDRED;
        if chance.is_in(50) { number(share) } else { text(&vietnamese(share)) }
    })
}

fn nil(report: &mut Report, chance: &mut Chance) -> bool {
    report.spot(chance, is_plain).is_some_and(|spot| {
        let said = [
            "-",
            "–",
            "—",
            " - ",
            "--",
            "không có",
            "Không",
            "KHÔNG PHÁT SINH",
            "không phát sinh.",
            "không có hồ sơ",
        ];
        report.put_meaning(&spot, Some(text(chance.word(&said))), Meaning::Nil);
        true
    })
}

fn unknown(report: &mut Report, chance: &mut Chance) -> bool {
    let Some(spot) = report.spot(chance, is_plain) else { return false };
    let said = chance.pick(&UNKNOWN);
    let notes = [(*said).to_owned(), format!("Hiện {said}"), format!("{} cụ thể", said.to_uppercase())];
    if !report.put_beside(&spot, &Holds::Note, text(chance.word(&notes))) {
        return false;
    }
    report.put_meaning(&spot, Some(text(chance.word(&["-", "–", " - "]))), Meaning::Blank);
    true
}

fn remarked_nil(report: &mut Report, chance: &mut Chance) -> bool {
    let Some(spot) = report.spot(chance, is_plain) else { return false };
    let said = ["Không có", "không phát sinh", "Không"];
    if !report.put_beside(&spot, &Holds::Note, text(chance.word(&said))) {
        return false;
    }
    report.put_meaning(&spot, None, Meaning::Nil);
    true
}

fn beside(report: &mut Report, chance: &mut Chance, holds: &Holds) -> bool {
    let Some(spot) = report.spot(chance, is_plain) else { return false };
    let written = [number(spot.value), text(&vietnamese(spot.value))];
    if !report.put_beside(&spot, holds, chance.pick(&written).clone()) {
        return false;
    }
    report.put_doubtful(&spot, None);
    true
}

fn in_note(report: &mut Report, chance: &mut Chance) -> bool {
    beside(report, chance, &Holds::Note)
}

fn in_unit(report: &mut Report, chance: &mut Chance) -> bool {
    beside(report, chance, &Holds::Measure)
}

fn blank(report: &mut Report, chance: &mut Chance) -> bool {
    report.spot(chance, |_| true).is_some_and(|spot| {
        let written =
            [None, Some(text(" ")), Some(text("\u{a0}")), Some(Cell::plain(Content::Text("".into())))];
        report.put_meaning(&spot, chance.pick(&written).clone(), Meaning::Blank);
        true
    })
}
