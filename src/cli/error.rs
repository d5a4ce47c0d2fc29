//! What keeps the program from doing its job.

use phuluc::book::WriteError;
use phuluc::form::problem::Problems;
use phuluc::report::FileReport;
use phuluc::round::RoundError;
use phuluc::words::{self, Lang};
use std::io;
use std::path::PathBuf;

/// What keeps the program from doing its job; printed once, by `main`.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("{} cannot be read: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("{} cannot be written: {source}; if Excel has it open, close it and try again", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("form definitions have problems")]
    Definitions(Vec<Problems>),
    #[error("{}: {source}", path.display())]
    Round { path: PathBuf, source: RoundError },
    #[error("{} has no round.toml, so it is not the folder of a round", .0.display())]
    NotARound(PathBuf),
    #[error("there is no rule `{rule}`{}", near.as_ref().map(|near| format!("; is `{near}` meant?")).unwrap_or_default())]
    UnknownRule { rule: String, near: Option<String> },
    #[error("the earlier report {} cannot be used", .0.path)]
    Previous(Box<FileReport>),
    #[error("{} is one of the round's own files and is never written to", .0.display())]
    OverInput(PathBuf),
    #[error("{} does not end in .xlsx", .0.display())]
    NotXlsx(PathBuf),
    #[error("no definition (form.toml) in {}", .0.display())]
    NoDefinitions(PathBuf),
    #[error("no workbook in {}", .0.display())]
    NothingThere(PathBuf),
    #[error(transparent)]
    Book(#[from] WriteError),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Csv(#[from] csv::Error),
    #[error("the output cannot be written: {0}")]
    Output(#[from] io::Error),
}

impl Error {
    /// The message in a language; what the system itself says stays as it says it.
    pub fn said(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Vi => self.vietnamese(),
        }
    }

    fn vietnamese(&self) -> String {
        match self {
            Self::Read { path, source } => format!("{} không đọc được: {}", path.display(), system(source)),
            Self::Write { path, source } => format!(
                "{} không ghi được: {}. Nếu tệp đang mở trong Excel thì đóng lại rồi chạy lại",
                path.display(),
                system(source)
            ),
            Self::Definitions(_) => "định nghĩa biểu mẫu có lỗi".to_owned(),
            Self::Round { path, source } => {
                format!("{}: {}", path.display(), Lang::Vi.words().round_error(source))
            }
            Self::NotARound(path) => {
                format!("{} không có round.toml, nên không phải thư mục của một đợt báo cáo", path.display())
            }
            Self::UnknownRule { rule, near: Some(near) } => {
                format!("không có quy tắc “{rule}”; ý là “{near}”?")
            }
            Self::UnknownRule { rule, near: None } => format!("không có quy tắc “{rule}”"),
            Self::Previous(report) => {
                let why =
                    report.checked.findings.iter().map(|finding| words::message(Lang::Vi.words(), finding));
                format!("báo cáo kỳ trước {}: {}", report.path, why.collect::<Vec<_>>().join(" "))
            }
            Self::OverInput(path) => {
                format!("{} là tệp của đợt báo cáo, không được ghi đè; chọn tên khác sau -o", path.display())
            }
            Self::NotXlsx(path) => format!("tên tệp ghi ra phải kết thúc bằng .xlsx: {}", path.display()),
            Self::NoDefinitions(path) => {
                format!("không có định nghĩa (form.toml) nào trong {}", path.display())
            }
            Self::NothingThere(path) => format!("không tìm thấy tệp Excel nào trong {}", path.display()),
            Self::Book(error) => format!("không lập được tệp Excel: {error}"),
            Self::Json(error) => format!("không lập được JSON: {error}"),
            Self::Csv(error) => format!("không lập được CSV: {error}"),
            Self::Output(error) => format!("không ghi được kết quả: {}", system(error)),
        }
    }
}

/// What the system says, where it happens to officers; anything else as the system says it.
fn system(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "không có ở đó".to_owned(),
        io::ErrorKind::PermissionDenied => "không có quyền".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "ổ đĩa đã đầy".to_owned(),
        io::ErrorKind::FileTooLarge => "ổ đĩa không nhận tệp lớn như vậy".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ đọc".to_owned(),
        io::ErrorKind::NotADirectory => "đường dẫn đi qua một tệp, không phải thư mục".to_owned(),
        io::ErrorKind::IsADirectory => "đây là một thư mục".to_owned(),
        _ => error.to_string(),
    }
}
