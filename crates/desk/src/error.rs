//! The errors of the desk: reasons why a job cannot be done, in both languages.

use super::out_of_order::OutOfOrder;
use phuluc_author::BlankError;
use phuluc_book::WriteError;
use phuluc_check::{RulingKind, wording};
use phuluc_grid::{ListProblems, ReadError};
use phuluc_round::{FileReport, Misfit, RoundError};
use phuluc_say::{DecisionMessage, Lang, words};
use std::io;

/// The reason why a job cannot be done. Paths are as people are shown them.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file cannot be read.
    #[error("{path} cannot be read: {source}")]
    Read {
        /// The path of the file.
        path: String,
        /// The error of the system.
        source: io::Error,
    },
    /// A file cannot be written.
    #[error("{path} cannot be written: {source}; if Excel has it open, close it and try again")]
    Write {
        /// The path of the file.
        path: String,
        /// The error of the system.
        source: io::Error,
    },
    /// A workbook or a list cannot be read as a workbook.
    #[error("{path}: {source}")]
    Unreadable {
        /// The path of the file.
        path: String,
        /// The reason.
        source: ReadError,
    },
    /// `round.toml` or the list of units of a round has mistakes.
    #[error("the round in {folder} cannot be used as it is written")]
    Round {
        /// The folder of the round.
        folder: String,
        /// All mistakes.
        errors: Vec<RoundError>,
    },
    /// A list that staff keep has mistakes.
    #[error("the list of units {} cannot be used", .0.file)]
    List(ListProblems),
    /// Somebody else is writing into the folder.
    #[error("somebody else is writing in this folder; if nobody is, delete {0} and try again")]
    Locked(String),
    /// Excel has the file open that is to be replaced.
    #[error("{0} is open in Excel; close it and try again")]
    OpenInExcel(String),
    /// Somebody has changed the file since it was read.
    #[error("{0} was changed by somebody else in the meantime; nothing was written over it, try again")]
    ChangedMeanwhile(String),
    /// Staff added sheets to a list, which writing it would lose.
    #[error("{path} has more sheets than the list ({}); move them to another file, or they would be lost", sheets.join(", "))]
    OwnSheets {
        /// The path of the list.
        path: String,
        /// The names of the sheets.
        sheets: Vec<String>,
    },
    /// The decision matches nothing.
    #[error("{}", words::say(Lang::En, DecisionMessage::Misfit { unit, why }))]
    NothingToDecide {
        /// The name of the unit.
        unit: String,
        /// The reason.
        why: Box<Misfit>,
    },
    /// The counting forms came in several sendings, so that it must be said which one is accepted.
    #[error("the forms of {unit} count from sendings {}; say which one with --sending", numbered(numbers))]
    SeveralCount {
        /// The name of the unit.
        unit: String,
        /// The numbers of the sendings.
        numbers: Vec<u32>,
    },
    /// A decision of this kind needs a basis.
    #[error("say on which basis, with --basis: the list of decisions takes no such decision without one")]
    NoBasis(RulingKind),
    /// There is no decision that could be taken back.
    #[error("there is no decision about {unit} that could be taken back{}", line.map(|line| format!(" on line {line}")).unwrap_or_default())]
    NoDecision {
        /// The name of the unit.
        unit: String,
        /// The line of the list that was named.
        line: Option<usize>,
    },
    /// Two moments are not in their order.
    #[error(transparent)]
    OutOfOrder(#[from] OutOfOrder),
    /// The file is not in the register as one without a unit.
    #[error("{0} is not in the register as a file without a unit")]
    NotDoubtful(String),
    /// No unit of the round has this name.
    #[error("there is no unit “{unit}”{}", near.as_ref().map(|near| format!("; is “{near}” meant?")).unwrap_or_default())]
    UnknownUnit {
        /// The name that was given.
        unit: String,
        /// A similar name.
        near: Option<String>,
    },
    /// No form has this name, or several have it.
    #[error("{}", unknown_form(form, may_be))]
    UnknownForm {
        /// The name that was given.
        form: String,
        /// The forms that may be meant: several if all of them have the name.
        may_be: Vec<String>,
    },
    /// The text is no address of a cell.
    #[error("`{0}` is no cell; write C12")]
    NotACell(String),
    /// The text is no number.
    #[error("`{0}` is no number; write 1232, 1.232 or 83,19")]
    NotANumber(String),
    /// The text is no moment.
    #[error("`{0}` is no moment; write \"2026-12-15 16:30\"")]
    NoSuchMoment(String),
    /// The moment is one of a later day than today, and something cannot have come then.
    #[error("{} is after today; look at the year", .0.iso())]
    InFuture(phuluc_form::Moment),
    /// The round cannot be closed yet. There is a line for each thing that is undecided.
    #[error("{} things are undecided; decide them, or give the reason with --because", .0.len())]
    Undecided(Vec<String>),
    /// Somebody had the work stopped.
    #[error("the work was stopped before anything was written")]
    Stopped,
    /// There is a decision about the sending that the file came in.
    #[error("there is a decision about sending {number} of {unit}; take it back first")]
    AlreadyDecided {
        /// The name of the unit.
        unit: String,
        /// The number of the sending.
        number: u32,
    },
    /// The round has not been closed.
    #[error("{0} has not been closed")]
    NotClosed(String),
    /// The round has been closed, by the record at this path.
    #[error("the round is closed; to open it again, delete {0}")]
    Closed(String),
    /// The file exists and must not be overwritten.
    #[error("{0} is there already")]
    AlreadyThere(String),
    /// A new round would write over a file that somebody put into its folder.
    #[error(
        "{0} is there already and is not what a new round would write; nothing was written, move it away or begin the round in another folder"
    )]
    OtherThere(String),
    /// Units of a list are not read back from the list that was written.
    #[error("the list of units would lose units when it is read again: {}", .0.join(", "))]
    UnitsLost(Vec<String>),
    /// The folder holds a round already.
    #[error(
        "{0} is there already, so the round has begun; go on with it, or begin another in another folder"
    )]
    RoundThere(String),
    /// The folder holds no round.
    #[error("{0} has no round.toml, so it is not the folder of a round")]
    NotARound(String),
    /// The round to compare with is neither a round nor a consolidated workbook.
    #[error("{0} is neither the folder of a round nor a workbook that phuluc consolidated")]
    NotEarlier(String),
    /// The earlier report cannot be used.
    #[error("the earlier report {} cannot be used", .0.path)]
    Previous(Box<FileReport>),
    /// The workbook to hand out cannot be made.
    #[error(transparent)]
    Blank(#[from] BlankError),
    /// A workbook cannot be written.
    #[error(transparent)]
    Book(#[from] WriteError),
    /// The record of a closed round cannot be read or written.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

impl Error {
    /// The message in a language. The English one has the system's own words.
    pub fn said(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Vi => self.vietnamese(),
        }
    }

    fn vietnamese(&self) -> String {
        match self {
            Self::Read { path, source } => format!("{path} không đọc được: {}", system(source)),
            Self::Write { path, source } => {
                let todo = match source.kind() {
                    io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                        "Dọn bớt chỗ trên ổ đĩa rồi chạy lại"
                    }
                    _ => "Nếu tệp đang mở trong Excel thì đóng lại rồi chạy lại",
                };
                format!("{path} không ghi được: {}. {todo}", system(source))
            }
            Self::Unreadable { path, source } => {
                format!("{path} không đọc được: {}", wording::read_error(Lang::Vi, source))
            }
            Self::Round { folder, .. } => {
                format!("đợt báo cáo trong {folder} chưa dùng được, xem các lỗi ở trên")
            }
            Self::List(problems) => {
                format!("danh sách {} chưa dùng được, xem các lỗi ở trên", problems.file)
            }
            Self::Locked(path) => format!(
                "có người khác đang ghi vào thư mục này; nếu không có ai thì xóa tệp {path} rồi chạy lại"
            ),
            Self::OpenInExcel(path) => format!("{path} đang mở trong Excel, đóng lại rồi chạy lại"),
            Self::ChangedMeanwhile(path) => {
                format!("{path} vừa được người khác sửa nên không ghi đè; chạy lại để dùng bản mới")
            }
            Self::OwnSheets { path, sheets } => format!(
                "{path} có thêm trang tính ngoài danh sách: {}; ghi lại danh sách sẽ làm mất, nên chưa ghi gì. Chuyển sang tệp khác rồi chạy lại",
                sheets.iter().map(|sheet| format!("“{sheet}”")).collect::<Vec<_>>().join("; ")
            ),
            Self::NothingToDecide { unit, why } => {
                words::say(Lang::Vi, DecisionMessage::Misfit { unit, why })
            }
            Self::SeveralCount { unit, numbers } => format!(
                "các biểu của {unit} đang được tính từ nhiều lần gửi ({}); ghi rõ chấp nhận lần nào sau --sending",
                numbered(numbers)
            ),
            Self::NoBasis(kind) => {
                format!(
                    "quyết định {} phải có căn cứ (số văn bản, hoặc ai xác nhận); ghi căn cứ rồi làm lại",
                    kind.name()
                )
            }
            Self::NoDecision { unit, line } => no_decision(unit, *line),
            Self::OutOfOrder(moments) => moments.vietnamese(),
            Self::NotDoubtful(path) => {
                format!("{path} không có trong sổ theo dõi, hoặc đã ghi của đơn vị nào rồi")
            }
            Self::UnknownUnit { unit, near: Some(near) } => {
                format!("không có đơn vị “{unit}” trong danh sách; có phải “{near}” không?")
            }
            Self::UnknownUnit { unit, near: None } => format!("không có đơn vị “{unit}” trong danh sách"),
            Self::UnknownForm { form, may_be } => no_such_form(form, may_be),
            Self::NotACell(text) => format!("“{text}” không phải tên một ô; ghi như C12"),
            Self::NotANumber(text) => {
                format!("“{text}” không phải một con số; ghi như 1232, 1.232 hoặc 83,19")
            }
            Self::NoSuchMoment(text) => {
                format!("“{text}” không phải một thời điểm; ghi như “15/12/2026 16:30”")
            }
            Self::InFuture(moment) => format!("“{moment}” là sau hôm nay; xem lại ngày, năm"),
            Self::Undecided(things) => format!(
                "còn {} nội dung chưa quyết định; quyết định ở xu-ly.xlsx, hoặc ghi lý do sau --because",
                things.len()
            ),
            Self::Stopped => "đã dừng, chưa ghi gì vào thư mục của đợt".to_owned(),
            Self::AlreadyDecided { unit, number } => {
                format!("lần gửi {number} của {unit} đã có quyết định; thu hồi quyết định đó rồi làm lại")
            }
            Self::NotClosed(path) => format!("{path} chưa chốt số liệu"),
            Self::Closed(path) => format!("đợt báo cáo đã chốt số liệu; muốn mở lại thì xóa tệp {path}"),
            Self::AlreadyThere(path) => format!("đã có {path}, không ghi đè"),
            Self::OtherThere(path) => format!(
                "đã có {path} khác với tệp sẽ lập nên chưa ghi gì; chuyển tệp đó ra chỗ khác rồi chạy lại (ghi danh sách đơn vị sau --units), hoặc lập đợt ở thư mục khác"
            ),
            Self::UnitsLost(names) => units_lost(names),
            Self::RoundThere(path) => format!(
                "đã có {path}: đợt này đã lập rồi nên không ghi đè; làm tiếp bằng các lệnh nhan, tinh-hinh, tong-hop, hoặc lập đợt khác ở thư mục khác"
            ),
            Self::NotARound(path) => {
                format!("{path} không có round.toml, nên không phải thư mục của một đợt báo cáo")
            }
            Self::NotEarlier(path) => format!(
                "{path} không phải thư mục của một đợt, không phải tệp tổng hợp do phuluc lập, nên không so sánh được"
            ),
            Self::Previous(report) => {
                let why = report.checked.findings.iter().map(|finding| words::message(Lang::Vi, finding));
                format!("báo cáo kỳ trước {}: {}", report.path, why.collect::<Vec<_>>().join(" "))
            }
            Self::Blank(BlankError::NoForm) => "chưa nêu biểu nào".to_owned(),
            Self::Blank(BlankError::SheetTwice(sheet)) => {
                format!("hai biểu cùng đứng ở trang tính “{sheet}”; lập hai tệp")
            }
            Self::Book(error) => {
                let why = error.to_string();
                format!("không lập được tệp Excel (lỗi khi ghi: {})", why.trim_end_matches('.'))
            }
            Self::Json(error) => format!("không lập được JSON: {error}"),
        }
    }
}

fn no_such_form(form: &str, may_be: &[String]) -> String {
    match may_be {
        [] => format!(
            "không có biểu “{form}”; các biểu đã biết xem bằng lệnh “phuluc bieu-mau”; biểu của riêng tỉnh thì thêm --forms và thư mục định nghĩa"
        ),
        [near] => format!("không có biểu “{form}”; có phải “{near}” không?"),
        several => format!("“{form}” là tên của nhiều biểu; ghi rõ “{}”", several.join("” hoặc “")),
    }
}

fn no_decision(unit: &str, line: Option<usize>) -> String {
    match line {
        None => format!("không có quyết định nào về {unit} còn hiệu lực để thu hồi; xem xu-ly.xlsx"),
        Some(line) => format!(
            "dòng {line} không có quyết định nào về {unit} còn hiệu lực để thu hồi; xem cột STT của xu-ly.xlsx"
        ),
    }
}

fn units_lost(names: &[String]) -> String {
    format!(
        "chưa lập đợt vì danh sách đơn vị ghi ra đọc lại bị thiếu: {}; ghi mã cho các đơn vị này rồi chạy lại",
        names.join(", ")
    )
}

/// Numbers in a row: “1, 2”.
fn numbered(numbers: &[u32]) -> String {
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
}

/// A system's error in Vietnamese: a sentence for errors that officers meet, the number for others.
pub fn system(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "không có ở đó".to_owned(),
        io::ErrorKind::PermissionDenied => "không có quyền".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "ổ đĩa đã đầy".to_owned(),
        io::ErrorKind::FileTooLarge => "ổ đĩa không nhận tệp lớn như vậy".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ đọc".to_owned(),
        io::ErrorKind::NotADirectory => "đường dẫn đi qua một tệp, không phải thư mục".to_owned(),
        io::ErrorKind::IsADirectory => "đây là một thư mục".to_owned(),
        io::ErrorKind::AlreadyExists => "đã có tệp hoặc thư mục trùng tên".to_owned(),
        io::ErrorKind::InvalidFilename => "tên tệp không hợp lệ trên máy này".to_owned(),
        io::ErrorKind::DirectoryNotEmpty => "thư mục không trống".to_owned(),
        io::ErrorKind::CrossesDevices => "hai nơi không cùng ổ đĩa".to_owned(),
        io::ErrorKind::OutOfMemory => "máy không đủ bộ nhớ".to_owned(),
        io::ErrorKind::TimedOut => "chờ quá lâu, có thể do mạng".to_owned(),
        io::ErrorKind::UnexpectedEof => "tệp hết giữa chừng, có thể chép chưa xong".to_owned(),
        io::ErrorKind::InvalidData => {
            "tệp không phải văn bản UTF-8; lưu lại ở Notepad với mã UTF-8".to_owned()
        }
        io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy => {
            "tệp đang được chương trình khác dùng".to_owned()
        }
        io::ErrorKind::StaleNetworkFileHandle
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkDown => "mất kết nối đến ổ đĩa mạng".to_owned(),
        io::ErrorKind::AddrInUse => "cổng này đang được chương trình khác dùng".to_owned(),
        io::ErrorKind::BrokenPipe => "nơi nhận đã đóng".to_owned(),
        _ => match error.raw_os_error() {
            Some(number) => format!("hệ điều hành báo lỗi số {number}"),
            None => "hệ điều hành không cho biết lý do".to_owned(),
        },
    }
}

fn unknown_form(form: &str, may_be: &[String]) -> String {
    match may_be {
        [] => format!("there is no form `{form}`"),
        [near] => format!("there is no form `{form}`; is `{near}` meant?"),
        several => format!("several forms are called `{form}`; write `{}`", several.join("` or `")),
    }
}
