//! Sentences about a round as a whole, in Vietnamese.

use crate::words::message::{NextStep, PassedOver, RoundMessage};
use crate::words::sheet_names::FINDINGS;
use phuluc_check::GeneralFinding;
use phuluc_form::{Lang, number};
use phuluc_round::general_rules::file_not_taken::FileNotTaken;
use phuluc_round::{Difference, Manifest, OtherPacks, UsedPack};

pub(super) fn say(message: &RoundMessage<'_>) -> String {
    match message {
        RoundMessage::Made { folder, period, due, units, forms } => {
            let next = match units {
                0 => format!("Điền danh sách đơn vị vào {folder}/don-vi.xlsx."),
                units => format!("Danh sách có {units} đơn vị ({folder}/don-vi.xlsx)."),
            };
            format!(
                "Đã lập đợt báo cáo trong thư mục {folder}: kỳ {period}, {forms} biểu, thời hạn gửi {due}.\n\
                 Xem lại {folder}/round.toml. {next}"
            )
        }
        RoundMessage::OutsidePrepared { file, figures } => format!(
            "Đã lập {file} để ghi {figures} số do nơi khác cho (như điểm điều tra xã hội học): có kết quả thì ghi “Số liệu” và “Căn cứ”."
        ),
        RoundMessage::OtherPacks { other, named, round } => other_packs(other, *named, round),
        RoundMessage::BlanksWritten { written, kept, carried, of_nobody, folder } => {
            blanks_written([*written, *kept, *carried], of_nobody, folder)
        }
        RoundMessage::BlanksOfNobody(names) => {
            format!("Thư mục mau còn {}", blanks_of_nobody(names))
        }
        RoundMessage::Reading { done, of } => {
            format!(
                "Đang đọc {}/{} tệp …",
                number::vietnamese((*done).into()),
                number::vietnamese((*of).into())
            )
        }
        RoundMessage::Next { step, round } => next(step, round),
        RoundMessage::Copy { path, original } => copy(path, original),
        RoundMessage::CannotBeTakenIn { path, why } => cannot_be_taken_in(path, why),
        RoundMessage::NotHashed(path) => format!(
            "{path}: không đọc được nên không ghi được mã SHA-256 của tệp; xem lại quyền đọc, hoặc chuyển tệp ra khỏi thư mục"
        ),
        RoundMessage::NotInRegister(path) => format!(
            "Lưu ý: {path} chưa có trong sổ theo dõi nên không được đọc; chạy “phuluc nhan” để ghi vào sổ."
        ),
        RoundMessage::PassedOver { paths, why } => passed_over(paths, *why),
        RoundMessage::NoCharts(folder) => format!("Chưa vẽ biểu đồ nào vào {folder}: chưa có số để vẽ."),
        RoundMessage::Written(path) => format!("Đã ghi {path}"),
        RoundMessage::NoLongerNeeded(path) => format!("Đã bỏ {path}: số lúc chưa chốt, nay đã có số chốt"),
        RoundMessage::Consolidated { workbook, complete, has_findings } => {
            consolidated(workbook, *complete, *has_findings)
        }
        RoundMessage::ReturnsWritten { files: 0, .. } => "Không có báo cáo nào cần gửi trả.".to_owned(),
        RoundMessage::ReturnsWritten { files, folder } => {
            format!("Đã lập {files} phiếu yêu cầu chỉnh sửa, bổ sung số liệu trong thư mục {folder}.")
        }
        RoundMessage::ReturnsSetAside { names, folder } => format!(
            "Đã chuyển {} phiếu lập trước đây, không còn dùng, sang thư mục {folder}: {}.",
            names.len(),
            names.join(", ")
        ),
        RoundMessage::ReturnFailed { unit, why } => format!("Chưa lập được phiếu của {unit}: {why}."),
        RoundMessage::Serving(address) => format!(
            "Trang đang mở trong trình duyệt. Nếu chưa thấy, mở địa chỉ này: {address}\nGiữ cửa sổ này trong khi làm việc; đóng cửa sổ (hoặc bấm Ctrl+C) là kết thúc."
        ),
        RoundMessage::BlankNotInForce { form, why } => format!("Lưu ý: {form} {why}."),
        RoundMessage::BlankWritten { path, forms } => format!("Đã ghi {path}: {forms}."),
        RoundMessage::CarriedOver { figures: 0 } => {
            "Không có số nào chuyển từ báo cáo kỳ trước sang kỳ này.".to_owned()
        }
        RoundMessage::CarriedOver { figures } => format!("Chuyển từ kỳ trước: {figures} số."),
        RoundMessage::ReturnedOpen { unit } => format!("{unit}: đã yêu cầu chỉnh sửa, bổ sung, chưa gửi lại"),
        RoundMessage::UnitUnknown(path) => format!("{path}: chưa rõ đơn vị"),
        RoundMessage::LockTakenOver(path) => format!(
            "Lưu ý: lần chạy trước bị dừng giữa chừng nên tệp khóa {path} còn lại; đã bỏ tệp đó và chạy tiếp."
        ),
        RoundMessage::BeforeCutOff(cut_off) => format!("chưa đến thời gian chốt số liệu ({cut_off})"),
        RoundMessage::Closed { at, manifest, file } => {
            let files = manifest.files.len();
            format!("Đã chốt số liệu lúc {at}: {files} tệp, ghi ở {file}{}.", closed(manifest))
        }
        RoundMessage::Verified { manifest, same: true } => format!(
            "Đợt chốt số liệu lúc {}: {} tệp còn nguyên, tổng hợp lại vẫn ra đúng tệp {}.",
            closed_at(manifest),
            manifest.files.len(),
            results(manifest)
        ),
        RoundMessage::Verified { manifest, same: false } => {
            format!("Đợt chốt số liệu lúc {}: có nội dung khác so với lúc chốt.", closed_at(manifest))
        }
        RoundMessage::Difference(difference) => self::difference(difference),
    }
}

/// The packs of forms that a round remembers, and others that are used now. `named` says whether somebody named those.
fn other_packs(other: &OtherPacks, named: bool, round: &str) -> String {
    let used = match other.used.as_slice() {
        [] => "nay không dùng bộ nào".to_owned(),
        used => format!("nay dùng {}", packs(used)),
    };
    let [old, copy] = if named {
        [
            " Muốn dùng đúng bộ cũ: chạy lại, không ghi --forms.",
            "chép bộ mới đè lên thư mục bieu-mau của đợt, ",
        ]
    } else {
        [""; 2]
    };
    let fingerprints: Vec<&str> = other.used.iter().map(|pack| pack.fingerprint.as_str()).collect();
    format!(
        "Lưu ý: đợt này lập với bộ biểu mẫu {}, {used}; kết quả có thể khác.{old} Muốn cả đợt dùng bộ mới: {copy}sửa mã nhận dạng ở packs trong round.toml thành {}, rồi lập lại tệp mẫu: phuluc tao-mau --round {round}.",
        packs(&other.remembered),
        fingerprints.join(", ")
    )
}

/// The workbooks to hand out that were written, those that were there before, and the figures carried over.
fn blanks_written([written, kept, carried]: [usize; 3], of_nobody: &[String], folder: &str) -> String {
    let mut said = format!("Đã lập {written} tệp mẫu, mỗi đơn vị một tệp, trong thư mục {folder}.");
    if carried > 0 {
        said.push_str(&format!(" Chuyển từ kỳ trước: {carried} số."));
    }
    if kept > 0 {
        said.push_str(&format!(
            " Giữ nguyên {kept} tệp đã có từ trước; muốn lập lại thì xóa các tệp đó rồi chạy lại."
        ));
    }
    if !of_nobody.is_empty() {
        said.push_str(&format!(" Thư mục còn {}", blanks_of_nobody(of_nobody)));
    }
    said
}

/// Why workbooks in the folder of blanks are no unit's, and what to do.
fn blanks_of_nobody(names: &[String]) -> String {
    format!(
        "{}, không phải của đơn vị nào trong don-vi.xlsx (có thể đơn vị đã đổi tên): nếu đổi tên thì ghi tên cũ vào cột “Tên gọi khác”; tệp không dùng nữa thì xóa.",
        listed(names)
    )
}

/// The most names in a sentence.
const NAMED: usize = 6;

/// The first names, and the number of the others.
fn listed(names: &[String]) -> String {
    let more = names.len().saturating_sub(NAMED);
    let others = if more > 0 { format!(" và {more} tệp khác") } else { String::new() };
    format!("{}{others}", names[..names.len() - more].join(", "))
}

/// The time at which a round was closed; as it stands in the record if that was changed by hand.
fn closed_at(manifest: &Manifest) -> String {
    manifest.closed().map_or_else(|| manifest.closed_at.clone(), |at| at.to_string())
}

/// What stands in a folder and is not read, and why.
fn passed_over(paths: &str, why: PassedOver) -> String {
    match why {
        PassedOver::OfKind(kind) => {
            format!("Không đọc {paths}: {}.", FileNotTaken(kind).say(Lang::Vi, None))
        }
        PassedOver::Packed => format!(
            "Không đọc {paths}: tệp nén hoặc thư; giải nén rồi chạy lại, hoặc nhận vào đợt báo cáo bằng “phuluc nhan”."
        ),
        PassedOver::LeadsBack => {
            format!("Không đọc {paths}: đường tắt dẫn ngược về thư mục chứa nó.")
        }
    }
}

/// The workbooks that a round was consolidated into, and where its findings stand.
fn consolidated(workbook: &str, complete: Option<&str>, has_findings: bool) -> String {
    let (books, there) = match complete {
        None => (workbook.to_owned(), ""),
        Some(complete) => (format!("{workbook} (bản rút gọn) và {complete} (bản đầy đủ)"), " của bản đầy đủ"),
    };
    if has_findings {
        format!("Đã ghi {books}; từng lỗi và cách xử lý: trang “{FINDINGS}”{there}")
    } else {
        format!("Đã ghi {books}")
    }
}

/// What was written as a round was closed, as a list of paths.
fn closed(manifest: &Manifest) -> String {
    match manifest.beside.as_slice() {
        [] => String::new(),
        _ => format!("; tệp tổng hợp: {}", results(manifest)),
    }
}

/// The files that were written as a round was closed.
fn results(manifest: &Manifest) -> String {
    manifest.results().map(|result| result.path.as_str()).collect::<Vec<_>>().join(", ")
}

fn packs(packs: &[UsedPack]) -> String {
    let named = packs.iter().map(|pack| format!("“{}” (mã nhận dạng {})", pack.name, pack.fingerprint));
    named.collect::<Vec<_>>().join(", ")
}

fn copy(path: &str, original: &str) -> String {
    format!("Lưu ý: {path} là bản sao của {original} đã nhận, không tính thêm.")
}

fn cannot_be_taken_in(path: &str, why: &str) -> String {
    format!("Lưu ý: {path} chưa nhận được. {why} Nếu không phải báo cáo thì chuyển ra khỏi thư mục.")
}

fn difference(difference: &Difference) -> String {
    match difference {
        Difference::Gone(path) => format!("{path}: không còn"),
        Difference::Changed(path) => format!("{path}: đã bị sửa"),
        Difference::New(path) => format!("{path}: mới có thêm"),
        Difference::Definition(form, version) => format!("định nghĩa biểu {form} {version} đã khác"),
        Difference::Consolidated => "tổng hợp lại ra tệp khác".to_owned(),
        Difference::Program(version) => {
            format!(
                "lúc chốt dùng phuluc {version}, nay là {}; tệp có thể khác chỉ vì vậy",
                env!("CARGO_PKG_VERSION")
            )
        }
    }
}

/// The next step, with its command.
fn next(step: &NextStep, round: &str) -> String {
    let step = match step {
        NextStep::ListUnits => {
            format!("ghi danh sách đơn vị vào don-vi.xlsx, rồi lập tệp mẫu: phuluc tao-mau --round {round}")
        }
        NextStep::HandOut => format!("lập tệp mẫu cho từng đơn vị: phuluc tao-mau --round {round}"),
        NextStep::Await => {
            format!(
                "gửi các tệp trong thư mục mau cho đơn vị; có báo cáo gửi về thì nhận: phuluc nhan {round} TỆP"
            )
        }
        NextStep::TakeIn(files) => {
            format!("ghi sổ {files} tệp đã chép vào thư mục nhan: phuluc nhan {round}")
        }
        NextStep::NameSenders(files) => format!(
            "ghi đơn vị của {files} tệp vào cột “Đơn vị” của so-theo-doi.xlsx, rồi chạy: phuluc nhan {round}"
        ),
        NextStep::FindFiles(units) => format!(
            "tìm lại bản gốc của {units} đơn vị có tệp bị mất hoặc bị sửa, rồi chạy: phuluc nhan {round} TỆP"
        ),
        NextStep::SendBack(units) => {
            format!("lập phiếu cho {units} đơn vị còn lỗi: phuluc kiem-tra {round} --return")
        }
        NextStep::AwaitCorrected(units) => format!(
            "gửi phiếu trong thư mục tra-lai cho {units} đơn vị còn lỗi; đơn vị gửi lại thì nhận: phuluc nhan {round} TỆP"
        ),
        NextStep::AwaitResent(folder) => format!(
            "gửi các phiếu trong thư mục {} cho đơn vị; đơn vị gửi lại thì nhận: phuluc nhan {round} TỆP",
            folder.as_deref().unwrap_or("tra-lai")
        ),
        NextStep::Decide(units) => format!(
            "chọn lần gửi được tính của {units} đơn vị (xem phuluc tinh-hinh {round}): phuluc xu-ly {round} \"ĐƠN VỊ\" chap-nhan --sending SỐ --by \"TÊN\""
        ),
        NextStep::Remind(units) => format!(
            "đôn đốc {units} đơn vị chưa gửi đủ (lời nhắn có trong phuluc tinh-hinh {round}); có báo cáo gửi về thì nhận: phuluc nhan {round} TỆP"
        ),
        NextStep::Look => format!("xem tình hình: phuluc tinh-hinh {round}"),
        NextStep::Consolidate => {
            format!("các đơn vị đã gửi đủ, không còn lỗi; tổng hợp: phuluc tong-hop {round}")
        }
        NextStep::Close => {
            format!(
                "xem lại tệp tổng hợp; số liệu đã thống nhất thì chốt: phuluc chot-so-lieu {round} --by \"TÊN\""
            )
        }
        NextStep::Verify => {
            format!("đợt đã chốt số liệu; khi cần thì kiểm chứng: phuluc kiem-chung {round}")
        }
        NextStep::PutBack => format!(
            "đưa lại bản lúc chốt của những gì nêu trên (mã SHA-256 của từng tệp có trong chot-so-lieu.json), chuyển tệp mới ra ngoài thư mục, rồi kiểm chứng lại: phuluc kiem-chung {round}"
        ),
        NextStep::Nothing => "không còn việc gì, đợt đã chốt số liệu và còn nguyên".to_owned(),
    };
    // a command for the folder itself ends with a dot already
    let stop = if step.ends_with(" .") { "" } else { "." };
    format!("Tiếp theo: {step}{stop}")
}
