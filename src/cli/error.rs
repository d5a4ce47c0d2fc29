//! What keeps the program from doing its job.

use phuluc::blank::{BlankError, CarryError};
use phuluc::book::WriteError;
use phuluc::draft::NoForm;
use phuluc::file_report::FileReport;
use phuluc::form::problem::Problems;
use phuluc::grid::ReadError;
use phuluc::list::ListProblems;
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
    #[error("the round in {} cannot be used as it is written", folder.display())]
    Round { folder: PathBuf, errors: Vec<RoundError> },
    #[error("the list of units {} cannot be used", .0.file)]
    List(ListProblems),
    #[error("{}: {source}", path.display())]
    Unreadable { path: PathBuf, source: ReadError },
    #[error("somebody else is writing in this folder; if nobody is, delete {} and try again", .0.display())]
    Locked(PathBuf),
    #[error("{} is open in Excel; close it and try again", .0.display())]
    OpenInExcel(PathBuf),
    #[error("{} was changed by somebody else in the meantime; nothing was written over it, try again", .0.display())]
    ChangedMeanwhile(PathBuf),
    #[error("the decision is about nothing: there is no such finding, figure or sending")]
    NothingToDecide,
    #[error("there is no unit “{unit}”{}", near.as_ref().map(|near| format!("; is “{near}” meant?")).unwrap_or_default())]
    UnknownUnit { unit: String, near: Option<String> },
    #[error("`{0}` is no cell; write C12")]
    NotACell(String),
    #[error("`{0}` is no number")]
    NotANumber(String),
    #[error("--return needs a folder, as what is checked is no round")]
    NoReturnFolder,
    #[error("{0} things are undecided; decide them, or give the reason with --because")]
    Undecided(usize),
    #[error("{} has not been closed", .0.display())]
    NotClosed(PathBuf),
    #[error("the round is closed; to open it again, delete {}", .0.display())]
    Closed(PathBuf),
    #[error("{} is there already", .0.display())]
    AlreadyThere(PathBuf),
    #[error("`{0}` names no period; write \"quý IV/2026\", or give --from and --to")]
    NoSuchPeriod(String),
    #[error("`{0}` is no moment; write \"2026-12-15 16:30\"")]
    NoSuchMoment(String),
    #[error("there is no form `{form}`{}", near.as_ref().map(|near| format!("; is `{near}` meant?")).unwrap_or_default())]
    UnknownForm { form: String, near: Option<String> },
    #[error("{} has no round.toml, so it is not the folder of a round", .0.display())]
    NotARound(PathBuf),
    #[error("{} is neither the folder of a round nor a workbook that phuluc consolidated", .0.display())]
    NotEarlier(PathBuf),
    #[error("there is no rule `{rule}`{}", near.as_ref().map(|near| format!("; is `{near}` meant?")).unwrap_or_default())]
    UnknownRule { rule: String, near: Option<String> },
    #[error(transparent)]
    Blank(#[from] BlankError),
    #[error(transparent)]
    Carry(#[from] CarryError),
    #[error("the earlier report {} cannot be used", .0.path)]
    Previous(Box<FileReport>),
    #[error("{} is one of the round's own files and is never written to", .0.display())]
    OverInput(PathBuf),
    #[error("{} does not end in .xlsx", .0.display())]
    NotXlsx(PathBuf),
    #[error("no definition (form.toml) in {}", .0.display())]
    NoDefinitions(PathBuf),
    #[error("{}: {source}", path.display())]
    NoForm { path: PathBuf, source: NoForm },
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
            Self::Round { folder, .. } => {
                format!("đợt báo cáo trong {} chưa dùng được, xem các lỗi ở trên", folder.display())
            }
            Self::List(problems) => {
                format!("danh sách {} chưa dùng được, xem các lỗi ở trên", problems.file)
            }
            Self::Unreadable { path, source } => {
                format!("{} không đọc được: {}", path.display(), Lang::Vi.words().read_error(source))
            }
            Self::Locked(path) => format!(
                "có người khác đang ghi vào thư mục này; nếu không có ai thì xóa tệp {} rồi chạy lại",
                path.display()
            ),
            Self::OpenInExcel(path) => {
                format!("{} đang mở trong Excel, đóng lại rồi chạy lại", path.display())
            }
            Self::ChangedMeanwhile(path) => format!(
                "{} vừa được người khác sửa nên không ghi đè; chạy lại để dùng bản mới",
                path.display()
            ),
            Self::NothingToDecide => {
                "quyết định không khớp với nội dung, số liệu hoặc lần gửi nào; xem lại quy tắc, trang tính, ô và số đang ghi".to_owned()
            }
            Self::UnknownUnit { unit, near: Some(near) } => {
                format!("không có đơn vị “{unit}” trong danh sách; ý là “{near}”?")
            }
            Self::UnknownUnit { unit, near: None } => format!("không có đơn vị “{unit}” trong danh sách"),
            Self::NotACell(text) => format!("“{text}” không phải tên một ô; ghi như C12"),
            Self::NotANumber(text) => format!("“{text}” không phải một con số"),
            Self::NoReturnFolder => {
                "cần ghi thư mục sau --return, vì tệp đang kiểm tra không thuộc đợt báo cáo nào".to_owned()
            }
            Self::Undecided(things) => format!(
                "còn {things} nội dung chưa quyết định; quyết định ở xu-ly.xlsx, hoặc ghi lý do sau --because"
            ),
            Self::NotClosed(path) => format!("{} chưa chốt số liệu", path.display()),
            Self::Closed(path) => {
                format!("đợt báo cáo đã chốt số liệu; muốn mở lại thì xóa tệp {}", path.display())
            }
            Self::AlreadyThere(path) => format!("đã có {}, không ghi đè", path.display()),
            Self::NoSuchPeriod(name) => {
                format!(
                    "“{name}” không phải một kỳ báo cáo; ghi như \"quý IV/2026\", hoặc dùng --from và --to"
                )
            }
            Self::NoSuchMoment(text) => {
                format!("“{text}” không phải một thời điểm; ghi như \"15/12/2026 16:30\"")
            }
            Self::UnknownForm { form, near: Some(near) } => format!("không có biểu “{form}”; ý là “{near}”?"),
            Self::UnknownForm { form, near: None } => {
                format!("không có biểu “{form}”; các biểu đã biết xem bằng lệnh “phuluc bieu-mau”")
            }
            Self::NotARound(path) => {
                format!("{} không có round.toml, nên không phải thư mục của một đợt báo cáo", path.display())
            }
            Self::NotEarlier(path) => {
                format!(
                    "{} không phải thư mục của một đợt, không phải tệp tổng hợp do phuluc lập, nên không so sánh được",
                    path.display()
                )
            }
            Self::UnknownRule { rule, near: Some(near) } => {
                format!("không có quy tắc “{rule}”; ý là “{near}”?")
            }
            Self::UnknownRule { rule, near: None } => format!("không có quy tắc “{rule}”"),
            Self::Blank(error) => blank(error),
            Self::Carry(error) => carry(error),
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
            Self::NoForm { path, source } => no_form(&path.display().to_string(), source),
            Self::NothingThere(path) => format!("không tìm thấy tệp Excel nào trong {}", path.display()),
            Self::Book(error) => format!("không lập được tệp Excel: {error}"),
            Self::Json(error) => format!("không lập được JSON: {error}"),
            Self::Csv(error) => format!("không lập được CSV: {error}"),
            Self::Output(error) => format!("không ghi được kết quả: {}", system(error)),
        }
    }
}

fn blank(error: &BlankError) -> String {
    match error {
        BlankError::NoForm => "chưa nêu biểu nào".to_owned(),
        BlankError::SheetTwice(sheet) => {
            format!("hai biểu cùng đứng ở trang tính “{sheet}”; lập hai tệp")
        }
    }
}

fn carry(error: &CarryError) -> String {
    match error {
        CarryError::OtherUnit(unit) => format!("báo cáo kỳ trước là của đơn vị khác (“{unit}”)"),
        CarryError::NotBefore(period) => format!(
            "báo cáo kỳ trước không kết thúc ngay trước ngày kỳ này bắt đầu ({})",
            Lang::Vi.words().period(*period)
        ),
        CarryError::Nothing => "báo cáo kỳ trước không có số nào chuyển sang kỳ này".to_owned(),
    }
}

fn no_form(path: &str, error: &NoForm) -> String {
    match error {
        NoForm::Sheet { name, sheets } => {
            format!("{path} không có trang tính “{name}”; các trang tính: {}", sheets.join(", "))
        }
        NoForm::Nothing { sheets } => format!(
            "{path} không có biểu nào ở trang tính {}; một biểu có dòng tiêu đề với STT và tên các cột, và cột để điền số",
            sheets.join(", ")
        ),
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
