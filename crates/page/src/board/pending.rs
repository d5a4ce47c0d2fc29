//! What is pending in a round, on its board: files that are nobody's yet, what to correct first, and the reminders.

use crate::message;
use maud::{Markup, html};
use phuluc_desk::OpenRound;
use phuluc_form::Lang;
use phuluc_round::{Consolidation, FileReport, Status, Unit, influence};
use phuluc_say::{Label, StatusMessage, report, round_status, words};

/// The files whose sender is unknown. On the board each leads to its sheets, and unless the round is closed has a choice
/// of units.
pub(crate) fn without_unit(
    open: &OpenRound<'_>,
    files: &[FileReport],
    is_board: bool,
    to_choose: bool,
) -> Markup {
    html! {
        @if !files.is_empty() {
            section.card.finding.warning {
                h2 { "Chưa rõ của đơn vị nào: " (files.len()) " tệp" }
                @for file in files {
                    @let place = open.register.entries.iter().position(|line| line.path == file.path);
                    p {
                        @match place.filter(|_| is_board) {
                            Some(place) => a href=(format!("/dot/tep/{place}")) { b { (open.register.entries[place].original) } },
                            None => b { (file.path) },
                        }
                        ": " (message::first(file).unwrap_or_default())
                        @if is_board { span.soft { " (giữ ở " (file.path) ")" } }
                    }
                    @if to_choose { (choice(open, &file.path, None)) }
                }
            }
        }
    }
}

/// The choice of the unit that sent the file at `path`. `from` is the index of the unit whose it was held to be.
pub(crate) fn choice(open: &OpenRound<'_>, path: &str, from: Option<usize>) -> Markup {
    html! {
        form action="/dot/cua-ai" method="post" {
            input type="hidden" name="tep" value=(path);
            @if let Some(from) = from { input type="hidden" name="dang-la-cua" value=(from); }
            label { "Là của " select name="don-vi" required {
                option value="" { "(chọn đơn vị)" }
                @for (place, unit) in open.round.units.iter().enumerate() {
                    option value=(place) { (told_apart(open, unit)) }
                }
            } } " "
            button type="submit" { "Ghi vào sổ" }
        }
    }
}

/// A unit's name, with its other names and the days on which it exists, so that a renamed or merged unit is found.
fn told_apart(open: &OpenRound<'_>, unit: &Unit) -> String {
    let others = unit.other_names.join(", ");
    let others = (!others.is_empty()).then(|| format!("tên gọi khác: {others}"));
    let part = open.round.part_of_period(unit);
    let part = part.map(|part| words::say(Lang::Vi, StatusMessage::Part(&part)));
    let more: Vec<String> = others.into_iter().chain(part).collect();
    if more.is_empty() { unit.name.clone() } else { format!("{} ({})", unit.name, more.join("; ")) }
}

/// The files of units that owe nothing.
pub(crate) fn not_asked(status: &Status<'_>) -> Markup {
    html! {
        @if let Some(said) = round_status::owing_nothing(status.round, Lang::Vi) { p.soft { (said) } }
        @if !status.not_asked.is_empty() {
            section.card {
                h2 { "Đơn vị không phải gửi biểu nào trong đợt mà đã gửi: " (status.not_asked.len()) " tệp" }
                @for file in &status.not_asked {
                    p { (file.unit.as_deref().unwrap_or_default()) ": " (file.path) ", không cộng vào tổng." }
                }
            }
        }
    }
}

/// The places whose correction would change the totals most.
pub(crate) fn mend_first(consolidation: &Consolidation) -> Markup {
    let lines = report::influence::lines(&influence::of(consolidation), Lang::Vi);
    html! {
        @if let Some((heading, places)) = lines.split_first() {
            section.card {
                h2 { (heading.trim_end_matches(':')) }
                @for place in places { p { (place.trim()) } }
            }
        }
    }
}

/// The reminders of all units, and the one for their group.
pub(crate) fn reminders(status: &Status<'_>) -> Markup {
    let reminders = status.units.iter().filter_map(|unit| unit.reminder.as_ref());
    let lines: Vec<String> =
        reminders.map(|reminder| words::say(Lang::Vi, StatusMessage::Reminder(reminder))).collect();
    let group = words::say(Lang::Vi, StatusMessage::Group(status));
    html! {
        @if !lines.is_empty() {
            section.card {
                h2 { "Lời đôn đốc" }
                (to_copy("don-doc", "Từng đơn vị (dán vào Zalo hoặc thư)", &lines.join("\n"), lines.len()))
                // for a single unit a text to the group is of no use
                @if lines.len() > 1 {
                    (to_copy("don-doc-nhom", words::say(Lang::Vi, Label::GroupReminder).trim_end_matches(':'), &group, 4))
                }
            }
        }
    }
}

/// A text with a button that copies it.
fn to_copy(id: &str, label: &str, text: &str, rows: usize) -> Markup {
    html! {
        label for=(id) { (label) }
        textarea.wide id=(id) readonly rows=(rows.clamp(2, 12)) { (text) }
        button type="button" data-copy=(id) { "Chép" }
    }
}
