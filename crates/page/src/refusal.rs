//! What is said where a server could not take a request, or failed to answer it.

use crate::frame::{Screen, Tab};
use maud::html;

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// More was sent than this many MB.
    TooLarge(usize),
    /// It took too long to send.
    TooSlow,
    /// It was not sent as a page of ours sends it.
    NotUnderstood,
    /// The program failed.
    Failed,
}

impl Refusal {
    /// The page that says it.
    pub fn page(self) -> String {
        let (what, todo) = match self {
            Self::TooLarge(most) => {
                (format!("Gửi một lần quá {most} MB."), "Bỏ bớt tệp rồi gửi làm nhiều lần.")
            }
            Self::TooSlow => ("Nhận tệp quá lâu nên đã dừng.".to_owned(), "Gửi lại, mỗi lần ít tệp hơn."),
            Self::NotUnderstood => ("Không hiểu nội dung vừa gửi.".to_owned(), "Về trang đầu rồi làm lại."),
            Self::Failed => (
                "Chương trình gặp lỗi ở việc này; các tệp vẫn còn nguyên.".to_owned(),
                "Về trang đầu rồi làm lại.",
            ),
        };
        let body = html! {
            h1 { "Chưa làm được" }
            p { (what) }
            p { b { "Cách xử lý: " } (todo) }
            p { a.button href="/" { "Về trang đầu" } }
        };
        Screen { tab: Tab::Check, title: "Chưa làm được".to_owned(), body }.html(false).into_string()
    }
}
