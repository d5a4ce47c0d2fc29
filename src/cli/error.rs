//! What keeps the program from doing its job.

use phuluc::book::WriteError;
use phuluc::form::problem::Problems;
use phuluc::round::RoundError;
use std::io;
use std::path::PathBuf;

/// What keeps the program from doing its job; printed once, by `main`.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("{} không đọc được: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("{} không ghi được: {source}. Nếu tệp đang mở trong Excel thì đóng lại rồi chạy lại", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("định nghĩa biểu mẫu có lỗi")]
    Definitions(Vec<Problems>),
    #[error("{}: {source}", path.display())]
    Round { path: PathBuf, source: RoundError },
    #[error("{} không có round.toml, nên không phải thư mục của một đợt báo cáo", .0.display())]
    NotARound(PathBuf),
    #[error("không có quy tắc “{rule}”{}", near.as_ref().map(|near| format!("; ý là “{near}”?")).unwrap_or_default())]
    UnknownRule { rule: String, near: Option<String> },
    #[error("không tìm thấy tệp Excel nào trong {}", .0.display())]
    NothingThere(PathBuf),
    #[error(transparent)]
    Book(#[from] WriteError),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Csv(#[from] csv::Error),
    #[error("không ghi được kết quả: {0}")]
    Output(#[from] io::Error),
}
