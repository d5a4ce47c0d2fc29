//! Sentences about drafts of definitions, and the remarks inside them, in Vietnamese.

use crate::words::message::DraftMessage;
use phuluc_author::{Note, Remark, SUGGESTED, SuggestionReason, TO_FILL};

pub(super) fn say(message: &DraftMessage<'_>) -> String {
    match message {
        DraftMessage::Note(note) => self::note(*note),
        DraftMessage::Drafted { path, size } => {
            let rows = if size.rows > 0 {
                format!("{} dòng in sẵn", size.rows)
            } else {
                "dòng để đơn vị tự thêm".to_owned()
            };
            format!(
                "Đã ghi {path}: {} cột, {rows}, {} quy tắc gợi ý; {} chỗ cần điền, {} chỗ cần xác nhận.",
                size.columns, size.rules, size.to_fill, size.to_confirm
            )
        }
        DraftMessage::LeftOut { sheet, line, text } => {
            format!("Không đưa vào: trang tính “{sheet}”, dòng {line}: “{text}”")
        }
        DraftMessage::TableLeftOut { sheet, line, text } => format!(
            "Không đưa vào: trang tính “{sheet}”, bảng ở dòng {line} ({text}): không có cột nào để điền."
        ),
        DraftMessage::NoFormOn(sheet) => format!("Trang tính “{sheet}” không có biểu nào."),
        DraftMessage::Next { folder } => format!(
            "Mở từng form.toml, xem các dòng có “CẦN ĐIỀN” và “GỢI Ý”, rồi chạy: phuluc bieu-mau kiem-tra {folder}"
        ),
    }
}

/// A remark beside the lines of a draft.
fn note(note: Note<'_>) -> String {
    match note {
        Note::Begins { sheet } => begins(sheet),
        Note::ToFill => TO_FILL[0].to_owned(),
        Note::Suggested => SUGGESTED[0].to_owned(),
        Note::Remark(remark) => self::remark(remark),
        Note::SuggestionReason(because) => self::because(because).to_owned(),
    }
}

fn begins(sheet: &str) -> String {
    [
        format!("Phác thảo từ trang tính “{sheet}”. Mã, tên chỉ tiêu, đơn vị tính, tiêu đề cột lấy đúng như biểu in."),
        "“CẦN ĐIỀN”: biểu in không cho biết. “GỢI Ý”: suy ra từ cách trình bày, phải đối chiếu với văn bản ban hành mẫu;".to_owned(),
        "đúng thì xóa dòng ghi chú, sai thì sửa hoặc xóa cả mục. Sau đó chạy: phuluc bieu-mau kiem-tra THƯ-MỤC".to_owned(),
    ]
    .join("\n")
}

fn remark(remark: &Remark) -> String {
    match remark {
        Remark::Title => "tên đầy đủ của biểu".to_owned(),
        Remark::Basis => "văn bản ban hành mẫu: loại, số, ngày, cơ quan ban hành".to_owned(),
        Remark::InForce { dated: true } => {
            "ngày mẫu có hiệu lực; ở đây tạm ghi ngày của văn bản ban hành".to_owned()
        }
        Remark::InForce { dated: false } => "ngày mẫu có hiệu lực; ngày ở đây chỉ để giữ chỗ".to_owned(),
        Remark::Sent => "cấp nào gửi (xã, huyện, tỉnh, sở), gửi ai, bao lâu một lần".to_owned(),
        Remark::Version => "phiên bản, thường là năm ban hành mẫu".to_owned(),
        Remark::MixedColumn => {
            "các dòng có đơn vị tính khác nhau mà biểu có nhiều cột số: chọn kiểu của từng cột".to_owned()
        }
        Remark::NoHead => "mẫu không in tiêu đề cho cột này; tiêu đề ở đây do phác thảo đặt".to_owned(),
        Remark::HeadTwice => "cột này có tiêu đề giống một cột trước; xem lại tiêu đề".to_owned(),
        Remark::OpenRows => "biểu không in sẵn chỉ tiêu nên đơn vị gửi tự thêm dòng".to_owned(),
        Remark::OtherLevels(rows) => format!(
            "tên chỉ tiêu nói đến cấp khác; nếu cấp xã không phải báo cáo thì thêm not_for = [\"xã\"] ở mục {}",
            rows.join(", ")
        ),
        Remark::WordsOrFigures => "cột này được hiểu là ghi chữ; nếu ghi số thì sửa thành kind = \"count\"".to_owned(),
        Remark::NoMeasure => {
            "dòng không có đơn vị tính; nếu là tiêu đề mục thì thêm heading = true".to_owned()
        }
        Remark::Heading => {
            "dòng được coi là tiêu đề mục, vì dòng ngay dưới là tổng số; nếu có số thì bỏ heading = true"
                .to_owned()
        }
        Remark::NoParts => {
            "chưa rõ tỷ lệ tính từ hai số nào nên chỉ liệt kê theo đơn vị; nếu rõ thì viết quy tắc percent"
                .to_owned()
        }
        Remark::NoCodes => {
            "trả lời bằng chữ; nếu có danh sách mã thì ghi codes = { 0 = \"Không\", 1 = \"Có\" }".to_owned()
        }
        Remark::CodeTwice(code) => format!("biểu in số thứ tự {code} hai lần; xem lại mã của dòng"),
        Remark::CodeChanged { found, printed } => {
            format!("ô đang ghi {found}, có thể do Excel tự đổi; ở đây ghi là {printed}")
        }
        Remark::Average => {
            "số bình quân không cộng được nên tổng hợp liệt kê từng đơn vị; nếu là số đếm thì bỏ kind và consolidate".to_owned()
        }
        Remark::MaximumUnread(text) => format!(
            "ô điểm tối đa in “{text}”, không đọc được thành một số; ghi fixed = {{ mã cột = điểm tối đa }}"
        ),
        Remark::StepsUnread(text) => format!(
            "cạnh điểm tối đa in “{text}” nhưng chưa đưa vào; nếu là các mức điểm thì ghi steps, nếu là cách tính thì viết quy tắc"
        ),
        Remark::NoLabel => "tên chỉ tiêu".to_owned(),
        Remark::MoreLines => {
            "biểu có dòng chấm chấm (…) nên đơn vị gửi được thêm dòng dưới mỗi mục".to_owned()
        }
    }
}

const fn because(because: SuggestionReason) -> &'static str {
    match because {
        SuggestionReason::Children => "dòng mẹ có các dòng con cùng loại số",
        SuggestionReason::Among => "các dòng con là “trong đó”, nên có thể chưa kể hết",
        SuggestionReason::Division => "các dòng dưới “chia theo …” chia hết tổng số",
        SuggestionReason::PartMissing => "tên các dòng con cho thấy còn phần chưa kể (còn trong hạn, khác …)",
        SuggestionReason::FirstIsTotal => "dòng đầu của mục là tổng số, các dòng sau có cùng đơn vị tính",
        SuggestionReason::Ratio => "tỷ lệ đứng cạnh hai số thành phần",
        SuggestionReason::Part => "số này là một phần của số kia",
        SuggestionReason::Columns => "nhóm cột có cột tổng số",
        SuggestionReason::ColumnNumbers => "dòng số thứ tự cột ghi công thức",
        SuggestionReason::RowNumbers => "tên chỉ tiêu ghi công thức",
        SuggestionReason::Words => "tên của tỷ lệ có các chữ của hai số này",
        SuggestionReason::Total => "biểu có dòng tổng",
        SuggestionReason::Maximum => "cạnh cột điểm có cột điểm tối đa",
        SuggestionReason::Yes => "câu hỏi có – không có các dòng số liệu bên dưới",
    }
}
