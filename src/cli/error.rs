//! The errors of the command line: reasons why a command could not be done, in both languages.

use phuluc::author::{BlankError, CarryError, NoForm};
use phuluc::book::WriteError;
use phuluc::desk;
use phuluc::form::Problems;
use phuluc::say::{Lang, TotalMessage, words};
use std::io;
use std::path::PathBuf;

/// The reason why a command could not be done. `main` prints it, once.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error(transparent)]
    Desk(#[from] desk::Error),
    #[error("form definitions have problems")]
    Definitions(Vec<Problems>),
    #[error("--return needs a folder, as what is checked is no round")]
    NoReturnFolder,
    #[error("`{0}` names no period; write \"quý IV/2026\", or give --from and --to")]
    NoSuchPeriod(String),
    #[error("there is no rule `{rule}`{}", near.as_ref().map(|near| format!("; is `{near}` meant?")).unwrap_or_default())]
    UnknownRule { rule: String, near: Option<String> },
    #[error(transparent)]
    Carry(#[from] CarryError),
    #[error("{} is one of the round's own files and is never written to", .0.display())]
    OverInput(PathBuf),
    #[error("{} is the round's own folder; what goes back stands in tra-lai, or outside the round", .0.display())]
    OwnFolder(PathBuf),
    #[error("{} does not end in .xlsx", .0.display())]
    NotXlsx(PathBuf),
    #[error("no definition (form.toml) in {}", .0.display())]
    NoDefinitions(PathBuf),
    #[error("{} is no .zip with definitions of forms, or it is damaged", .0.display())]
    BadPack(PathBuf),
    #[error("{}: {source}", path.display())]
    NoForm { path: PathBuf, source: NoForm },
    #[error("no workbook in {}", .0.display())]
    NothingThere(PathBuf),
    #[error("two of the rounds have the same period and would both become {}; put them into folders of their own", .0.display())]
    SamePeriod(PathBuf),
    #[error("JSON is one file; {} is a folder", .0.display())]
    NeedsFile(PathBuf),
    #[cfg(feature = "parquet")]
    #[error("Parquet is written into a folder; name one after -o, such as kho/")]
    NeedsFolder,
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Csv(#[from] csv::Error),
    #[error("the page cannot be opened: {0}")]
    Server(io::Error),
    #[error("the output cannot be written: {0}")]
    Output(#[from] io::Error),
}

impl From<WriteError> for Error {
    fn from(error: WriteError) -> Self {
        Self::Desk(error.into())
    }
}

impl From<BlankError> for Error {
    fn from(error: BlankError) -> Self {
        Self::Desk(error.into())
    }
}

impl Error {
    /// The message in a language. What the operating system says is not translated in English.
    pub fn said(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Desk(error), _) => error.said(lang),
            (_, Lang::En) => self.to_string(),
            (_, Lang::Vi) => self.vietnamese(),
        }
    }

    fn vietnamese(&self) -> String {
        match self {
            Self::Desk(error) => error.said(Lang::Vi),
            Self::Definitions(_) => "định nghĩa biểu mẫu có lỗi".to_owned(),
            Self::NoReturnFolder => {
                "cần ghi thư mục sau --return, vì tệp đang kiểm tra không thuộc đợt báo cáo nào".to_owned()
            }
            Self::NoSuchPeriod(name) => {
                format!(
                    "“{name}” không phải một kỳ báo cáo; ghi như \"quý IV/2026\" hoặc 15/9/2026-14/12/2026"
                )
            }
            Self::UnknownRule { rule, near: Some(near) } => {
                format!("không có quy tắc “{rule}”; có phải “{near}” không?")
            }
            Self::UnknownRule { rule, near: None } => format!(
                "không có quy tắc “{rule}”; quy tắc của biểu riêng tỉnh thì thêm --forms và thư mục định nghĩa"
            ),
            Self::Carry(error) => carry(error),
            Self::OverInput(path) => {
                format!("{} là tệp của đợt báo cáo, không được ghi đè; chọn tên khác sau -o", path.display())
            }
            Self::OwnFolder(path) => format!(
                "{} là thư mục của đợt báo cáo; phiếu ghi vào tra-lai, hoặc một thư mục ngoài đợt",
                path.display()
            ),
            Self::NotXlsx(path) => format!("tên tệp ghi ra phải kết thúc bằng .xlsx: {}", path.display()),
            Self::NoDefinitions(path) => {
                format!("không có định nghĩa (form.toml) nào trong {}", path.display())
            }
            Self::BadPack(path) => {
                format!("{} không phải tệp .zip có bộ biểu mẫu, hoặc tệp bị hỏng", path.display())
            }
            Self::NoForm { path, source } => no_form(&path.display().to_string(), source),
            Self::NothingThere(path) => format!("không tìm thấy tệp Excel nào trong {}", path.display()),
            Self::SamePeriod(path) => format!(
                "có hai đợt cùng kỳ báo cáo nên đều thành tệp {}; ghi mỗi đợt vào một thư mục riêng",
                path.display()
            ),
            Self::NeedsFile(path) => {
                format!("JSON ghi vào một tệp, còn {} là thư mục; dùng csv hoặc parquet", path.display())
            }
            #[cfg(feature = "parquet")]
            Self::NeedsFolder => "Parquet ghi vào thư mục; ghi tên thư mục sau -o, như kho/".to_owned(),
            Self::Json(error) => format!("không lập được JSON: {error}"),
            Self::Csv(error) => format!("không lập được CSV: {error}"),
            Self::Server(error) => format!("không mở được trang: {}", desk::system(error)),
            Self::Output(error) => format!("không ghi được kết quả: {}", desk::system(error)),
        }
    }
}

fn carry(error: &CarryError) -> String {
    match error {
        CarryError::OtherUnit(unit) => format!("báo cáo kỳ trước là của đơn vị khác (“{unit}”)"),
        CarryError::NotBefore(period) => format!(
            "báo cáo kỳ trước không kết thúc ngay trước ngày kỳ này bắt đầu ({})",
            words::say(Lang::Vi, TotalMessage::Period(*period))
        ),
    }
}

fn no_form(path: &str, error: &NoForm) -> String {
    match error {
        NoForm::Sheet { name, sheets } => {
            format!("{path} không có trang tính “{name}”; các trang tính: {}", sheets.join(", "))
        }
        NoForm::Nothing { sheets } => format!(
            "{path} không có biểu nào ở trang tính {}; một biểu có dòng tiêu đề với tên các cột, cột tên chỉ tiêu và cột để điền số",
            sheets.join(", ")
        ),
    }
}
