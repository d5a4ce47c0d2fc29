//! Every sentence of the program, in Vietnamese and in English.
//!
//! The Vietnamese follows what officers say and write. A word that a province wants changed is changed in `vi.rs` and
//! the files below it alone. Labels, titles and manuals in a form's definition are shown as they are, in either
//! language.

mod en;
mod finding;
pub mod message;
mod noughts;
mod problems;
mod say;
pub mod sheet_names;
mod vi;

pub use finding::{adjusted, decided, diagnosis, message, suggestions, title, titled, todo};
pub use message::{
    CalendarMessage, CheckMessage, DecisionMessage, DefinitionMessage, DiagnosisMessage, DraftMessage,
    FindingMessage, IntakeMessage, Label, ListMessage, Message, NextStep, PassedOver, RoundMessage,
    RuleMessage, StatusMessage, TotalMessage,
};
pub use problems::{advice, definition_problems, list_notices, list_problems, mistakes_as};
pub use say::say;

use phuluc_author::Draft;
use phuluc_round::{Below, Member};

pub use phuluc_form::Lang;

/// The text of a draft, with remarks in the language.
pub fn draft(lang: Lang, draft: &Draft) -> String {
    draft.text(&|note| say(lang, DraftMessage::Note(note)))
}

/// The decisions about a unit that hold, one a line. Those of the level below come first, in its own words.
pub fn decided_about(lang: Lang, member: &Member) -> Option<String> {
    let below = member.below.iter().filter_map(Below::said);
    let here = member.decisions.iter().map(|decision| say(lang, DecisionMessage::Decision(decision)));
    let lines: Vec<String> = below.chain(here).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The result of checking a file, in Vietnamese.
pub const fn file_status(status: phuluc_round::FileStatus) -> &'static str {
    use phuluc_round::FileStatus;
    match status {
        FileStatus::Passes => "không có lỗi",
        FileStatus::Fails => "còn lỗi",
        FileStatus::Unreadable => "không đọc được",
    }
}

/// The state of a value in workbooks, which are always in Vietnamese.
pub const fn answer_state(state: phuluc_check::AnswerState) -> &'static str {
    use phuluc_check::AnswerState;
    match state {
        AnswerState::Number => "có số liệu",
        AnswerState::Nil => "không phát sinh",
        AnswerState::Blank => "chưa nhập",
        AnswerState::Text => "chữ",
        AnswerState::Unreadable => "không đọc được",
        AnswerState::Derived => "số tính được",
    }
}
