//! The pages for requests that a server could not take or failed to answer.

use crate::frame::{Screen, Tab};
use maud::html;

/// The reason why a request has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The request was larger than this many MB.
    TooLarge(usize),
    /// The request took too long to arrive.
    TooSlow,
    /// The request is not in the form in which our pages send it.
    NotUnderstood,
    /// The program failed while it answered.
    Failed,
}

impl Refusal {
    /// The page that tells the reason and what to do.
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
        Screen { tab: Tab::Check, title: "Chưa làm được".to_owned(), body }.html(false, None).into_string()
    }
}
