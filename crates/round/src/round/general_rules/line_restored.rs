//! A file whose line was deleted from the register, and which came again or still lies in the folder.
//!
//! Raised when files are taken into a round (`intake`).

use phuluc_check::{GeneralFinding, GeneralRule, Location, Manual};
use phuluc_form::{Lang, Moment, Severity};

/// A line of the register that was restored.
#[derive(Clone, Debug)]
pub struct LineRestored {
    /// The number of its sending; 0 if it has none.
    pub number: u32,
    /// The moment at which the file first came.
    pub received: Option<Moment>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "line-restored",
    severity: Severity::Note,
    vi: Manual {
        title: "Dòng đã xóa khỏi sổ theo dõi được ghi lại",
        why: "Tệp đã nhận thì vẫn là lần gửi cũ, với thời điểm nhận lần đầu; xóa dòng trong sổ không làm nó thành lần gửi mới nhất.",
        example: "Dòng của lần gửi 1 bị xóa, tệp còn trong thư mục nhan.",
        todo: "Không phải làm gì. Nếu không dùng lần gửi này thì ghi quyết định “Bỏ lần gửi này”.",
    },
    en: Manual {
        title: "a line that was deleted from the register stands there again",
        why: "a file that was received stays the sending that it was, with the moment at which it came first",
        example: "the line of sending 1 was deleted, and its file still lies in the folder",
        todo: "nothing; to leave the sending out, set it aside with `phuluc decide`",
    },
};

impl GeneralFinding for LineRestored {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { number, received } = self;
        match lang {
            Lang::Vi => {
                let sending =
                    if *number > 0 { format!(", vẫn là lần gửi {number}") } else { String::new() };
                let first = received.map(|at| format!(", nhận lần đầu {at}")).unwrap_or_default();
                format!("dòng của tệp này đã bị xóa khỏi sổ theo dõi; nay ghi lại{sending}{first}")
            }
            Lang::En => {
                let first =
                    received.map(|at| format!(", received first at {}", at.iso())).unwrap_or_default();
                format!(
                    "its line was deleted from the register and stands there again as sending {number}{first}"
                )
            }
        }
    }
}
