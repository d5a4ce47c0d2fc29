//! Sentences about definitions of forms and rounds, in Vietnamese.

use crate::words::message::DefinitionMessage;
use phuluc_form::{Doubt, Fault, ForeignSpelling, date};
use phuluc_round::rules_on_past_reports::{Novelty, TriedRule};

/// How many rows or lines are named before “…”.
const NAMED: usize = 12;

pub(super) fn say(message: &DefinitionMessage<'_>) -> String {
    match message {
        DefinitionMessage::Fault(fault) => self::fault(fault),
        DefinitionMessage::Known { forms, rules } => format!("{forms} biểu mẫu, {rules} quy tắc kiểm tra."),
        DefinitionMessage::Pack(pack) => {
            let from = pack.from.map(|day| format!("từ ngày {}", date(day)));
            let known: Vec<String> = pack.province.iter().cloned().chain(from).collect();
            let known = if known.is_empty() { String::new() } else { format!(" ({})", known.join(", ")) };
            format!(
                "Bộ biểu mẫu: {}{known}, mã nhận dạng {} (đổi khi biểu mẫu được sửa)",
                pack.name, pack.fingerprint
            )
        }
        DefinitionMessage::RulesByColumn { form, columns } => {
            let each: Vec<String> = columns.iter().map(|(say, count)| format!("{say} {count}")).collect();
            format!("{form}, số quy tắc theo cột: {}.", each.join("; "))
        }
        DefinitionMessage::PackUsed(pack) => {
            format!("Dùng bộ biểu mẫu “{}” ở {} (mã nhận dạng {}).", pack.name, pack.place, pack.fingerprint)
        }
        DefinitionMessage::PackChanged(pack) => format!(
            "Lưu ý: bộ biểu mẫu “{}” ở {} đã được sửa sau khi lập đợt; đợt vẫn dùng bản sao trong thư mục bieu-mau của đợt. Muốn đợt dùng bản mới: chép bản mới đè lên bản sao, sửa mã nhận dạng ở packs trong round.toml thành {}. Sau đó lập lại tệp mẫu: phuluc tao-mau --round ĐỢT.",
            pack.name, pack.place, pack.fingerprint
        ),
        DefinitionMessage::Checked { folder, definitions, advice: 0 } => {
            format!("{folder}: {definitions} định nghĩa, không có lỗi.")
        }
        DefinitionMessage::Checked { folder, definitions, advice } => {
            format!(
                "{folder}: {definitions} định nghĩa, không có lỗi; {advice} điều nên xem lại (không bắt buộc)."
            )
        }
        DefinitionMessage::Tried { reports, without, repeated } => tried(*reports, *without, *repeated),
        DefinitionMessage::TriedRule { tried, reports } => tried_rule(tried, *reports),
    }
}

/// On how many reports rules were tried, and which were left out.
fn tried(reports: usize, without: usize, repeated: usize) -> String {
    let without = (without > 0).then(|| format!("{without} báo cáo không có biểu, hoặc theo mẫu khác"));
    let repeated = (repeated > 0).then(|| format!("{repeated} báo cáo có ở hai nơi, chỉ tính một lần"));
    let left_out: Vec<String> = without.into_iter().chain(repeated).collect();
    let left_out = if left_out.is_empty() { String::new() } else { format!(" ({})", left_out.join("; ")) };
    format!("Đã thử trên {reports} báo cáo có biểu này{left_out}.")
}

fn tried_rule(tried: &TriedRule, reports: usize) -> String {
    let novelty = match tried.novelty {
        Novelty::New => "quy tắc mới",
        Novelty::Changed => "quy tắc đã sửa",
        Novelty::None => "quy tắc không thay đổi",
    };
    let fired = tried.fired.len();
    let open = if tried.open > 0 {
        format!("; {} báo cáo chưa đủ số để kiểm tra", tried.open)
    } else {
        String::new()
    };
    let found = if fired == 0 {
        "không báo ở báo cáo nào".to_owned()
    } else {
        format!("báo ở {fired}/{reports} báo cáo")
    };
    format!("[{}] {} ({novelty}): {found}{open}.", tried.rule.id, tried.rule.title)
}

fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Toml(message) => super::toml::say(message),
        Fault::Missing(key) => format!("thiếu khóa “{key}”"),
        Fault::UnknownKey { near } => format!("khóa này không có nghĩa ở đây{}", meant(near.as_ref())),
        Fault::WrongType { expected, found } => {
            format!("ở đây cần ghi {}, đang ghi {}", super::toml::kind(expected), super::toml::kind(found))
        }
        Fault::UnknownWord { allowed, near } => {
            format!("chỉ nhận: {}{}", allowed.join(", "), meant(near.as_ref()))
        }
        Fault::Empty => "không được để trống".to_owned(),
        Fault::Duplicate(id) => format!("“{id}” đã được dùng"),
        Fault::BadId(letters) => format!("mã chỉ gồm các ký tự {letters}"),
        Fault::DateOrder => "ngày cuối trước ngày đầu".to_owned(),
        Fault::NotInPack(id) => format!("forms.toml của bộ biểu mẫu chưa ghi biểu “{id}” và nguồn của nó"),
        Fault::OtherYear(year) => format!("ngày này không thuộc năm {year}"),
        Fault::NotAPeriod => "không phải một kỳ báo cáo; ghi như \"năm 2026\", \"quý IV/2026\"".to_owned(),
        Fault::NoDueDay => {
            "thời hạn gửi cần một trong hai: working_days = số ngày làm việc sau ngày chốt số liệu, hoặc day = ngày trong tháng (1–28)".to_owned()
        }
        Fault::Syntax { slip: Some(slip), .. } => format!("quy tắc viết sai: {}", instead(*slip)),
        Fault::Syntax { expected, slip: None } => format!("quy tắc viết sai, ở đây cần: {}", wanted(expected)),
        Fault::UnknownRow { near } => format!("biểu không có dòng này{}", meant(near.as_ref())),
        Fault::UnknownColumn { near } => format!("biểu không có cột này{}", meant(near.as_ref())),
        Fault::UnknownForm { near } => format!("không có biểu này{}", meant(near.as_ref())),
        Fault::Heading => "dòng tiêu đề không nhận số liệu".to_owned(),
        Fault::NotWords => {
            "chữ trong ngoặc kép chỉ so sánh được với cột tên chỉ tiêu hoặc cột chữ của từng dòng".to_owned()
        }
        Fault::NotAFigure => "ô này không chứa số, không tính toán được".to_owned(),
        Fault::NoValueColumn => "biểu không có cột kiểu “by row” nên phải ghi rõ cột: [dòng].cột".to_owned(),
        Fault::SeveralValueColumns(columns) => format!(
            "biểu có nhiều cột số liệu nên phải ghi rõ cột: [dòng].cột, chọn một trong: {}",
            columns.join(", ")
        ),
        Fault::NeedsEachRow => "chỉ ghi cột thì quy tắc phải có each = \"row\"".to_owned(),
        Fault::NeedsEachParent => "sum(children) cần each = \"parent\"".to_owned(),
        Fault::NeedsOpenRows => "sum(open) cần biểu có dòng mở: rows = { open = … }".to_owned(),
        Fault::NoRange => "khoảng dòng đi từ trên xuống, giữa hai dòng cùng một mục mẹ".to_owned(),
        Fault::RangeOfColumns => "khoảng dòng ghi cột một lần, ở cuối: sum([5.1]..[5.4].nhan)".to_owned(),
        Fault::NeedsLines => "sum(lines) cần biểu có lines = true và each = \"row\"".to_owned(),
        Fault::LinesNeedPrintedRows => "lines = true chỉ dùng cho biểu có dòng in sẵn".to_owned(),
        Fault::AlsoBelowHead => "also có nhiều danh sách hơn số nhãn của head".to_owned(),
        Fault::OwnAncestor => "dòng này nằm dưới chính nó".to_owned(),
        Fault::TooManyDecimals => "decimals nhiều nhất là 6".to_owned(),
        Fault::StepsWithoutPoints => {
            "steps cần một cột điểm (kind = \"score\") mà đơn vị ghi điểm ở dòng này".to_owned()
        }
        Fault::BandOrder => "các mức phải giảm dần và mức cuối bắt đầu từ 0".to_owned(),
        Fault::NotSolvable => "solve = true cần quy tắc dạng “ô = ô + ô”".to_owned(),
        Fault::NotARecipe => "derive = true cần quy tắc dạng “ô = công thức”".to_owned(),
        Fault::NoPlace => "quy tắc không nói đến ô nào".to_owned(),
        Fault::Outside => "tệp phải nằm trong thư mục của đợt báo cáo".to_owned(),
        Fault::NoUnits => "chưa có đơn vị báo cáo nào: lập tệp don-vi.xlsx, hoặc thêm [[units]]".to_owned(),
        Fault::TwoLists => {
            "đã có don-vi.xlsx nên không đọc [[units]]: chỉ giữ một danh sách đơn vị".to_owned()
        }
        Fault::NoFormula(id) => {
            format!("“{id}” có blank = \"formula\" nhưng chưa có quy tắc dạng “{id} = …” cho biết cách tính")
        }
        Fault::NoRecipe(row) => format!(
            "tỷ lệ ở mục {row} cần quy tắc derive = true cho biết tính từ đâu, hoặc consolidate = \"list\""
        ),
        Fault::Review(doubt) => self::doubt(doubt),
    }
}

fn meant(near: Option<&String>) -> String {
    near.map_or_else(String::new, |near| format!("; có phải “{near}” không?"))
}

/// A doubt that shows only when a definition is reviewed as a whole.
fn doubt(doubt: &Doubt) -> String {
    match doubt {
        Doubt::ListedThoughWorkedOut(place) => format!(
            "“{place}” có quy tắc cho biết cách tính nhưng còn consolidate = \"list\" nên tổng hợp chỉ liệt kê; xóa consolidate để tính lại từ số cộng"
        ),
        Doubt::NotAdditive(place) => {
            format!("“{place}” không phải số cộng được nhưng có consolidate = \"sum\"; xóa consolidate")
        }
        Doubt::CodeTwice { code, first } => {
            format!("số thứ tự {code} đã in ở dòng “{first}”, nên không biết số liệu của dòng nào; sửa code của một dòng")
        }
        Doubt::NeverHolds(row) => {
            let at = row.as_ref().map_or_else(String::new, |row| format!("ở mục {row}, "));
            format!("{at}quy tắc này không bao giờ đúng, dù điền số nào; xem lại dấu so sánh và các số")
        }
        Doubt::Contradicts(rules) => format!(
            "quy tắc này mâu thuẫn với {}: không có số nào đúng cả; sửa hoặc bỏ một quy tắc",
            quoted(rules)
        ),
        Doubt::OnlyWithNought(rules) if rules.is_empty() => {
            "quy tắc này chỉ đúng khi có ô bằng 0; xem lại dấu so sánh và các số in sẵn".to_owned()
        }
        Doubt::OnlyWithNought(rules) => format!(
            "quy tắc này và {} chỉ cùng đúng khi có ô bằng 0; xem lại có quy tắc nào viết ngược không",
            quoted(rules)
        ),
        Doubt::RunsNowhere => {
            "quy tắc này không chạy ở dòng, cột nào, nên không kiểm tra gì; xem lại each, rows, columns, except".to_owned()
        }
        Doubt::NeverApplies => {
            "điều kiện trước “implies” không bao giờ xảy ra, nên quy tắc không kiểm tra gì; xem lại mã trong điều kiện".to_owned()
        }
        Doubt::NeverFails => "quy tắc này không bao giờ sai, dù điền số nào, nên không kiểm tra gì; sửa hoặc bỏ".to_owned(),
        Doubt::SharesOfNothing(places) => format!(
            "chưa có quy tắc percent cho biết tỷ lệ tính từ hai số nào: {}; biểu không có hai số đó thì để nguyên",
            named(places)
        ),
        Doubt::SharesNotIn { rows, columns } => format!(
            "cột {} ở mục {} không có quy tắc derive; tổng hợp chỉ liệt kê số của từng đơn vị. Nếu tính được từ hai số thì thêm cột vào columns của quy tắc percent; nếu không (như tỷ lệ kế hoạch giao) thì để nguyên",
            quoted(columns),
            named(rows)
        ),
        Doubt::AverageSummed(row) => format!(
            "“{row}” là số bình quân nhưng tổng hợp đang cộng lại; thêm consolidate = \"list\" để liệt kê từng đơn vị"
        ),
        Doubt::Unwatched { rows, columns } => {
            let rows = (!rows.is_empty()).then(|| format!("các dòng này: {}", named(rows)));
            let columns = (!columns.is_empty()).then(|| format!("cột {}", quoted(columns)));
            let places: Vec<String> = columns.into_iter().chain(rows).collect();
            match places.as_slice() {
                [] => "chưa có quy tắc nào xem số của biểu".to_owned(),
                places => format!("chưa có quy tắc nào xem số ở {}", places.join(", ")),
            }
        }
        Doubt::ToFill(lines) => format!("còn chỗ cần điền, ở dòng {}; điền xong thì xóa lời ghi", listed(lines)),
        Doubt::ToConfirm(lines) => {
            format!("còn gợi ý chưa xác nhận, ở dòng {}; đúng thì xóa lời ghi, sai thì sửa", listed(lines))
        }
    }
}

fn quoted(rules: &[String]) -> String {
    rules.iter().map(|rule| format!("“{rule}”")).collect::<Vec<_>>().join(", ")
}

fn named(places: &[String]) -> String {
    let more = if places.len() > NAMED { format!(" … ({} chỗ)", places.len()) } else { String::new() };
    format!("{}{more}", places[..places.len().min(NAMED)].join(", "))
}

fn listed(lines: &[usize]) -> String {
    named(&lines.iter().map(usize::to_string).collect::<Vec<_>>())
}

/// What the grammar wants, with its English words in Vietnamese.
fn wanted(expected: &str) -> String {
    const WORDS: [(&str, &str); 7] = [
        ("a number", "số"),
        ("fewer parentheses", "ít lớp ngoặc hơn"),
        ("a digit", "một chữ số"),
        ("a column", "cột"),
        ("column", "cột"),
        ("@form", "@biểu"),
        ("[row]", "[dòng]"),
    ];
    WORDS.iter().fold(expected.to_owned(), |text, (english, own)| text.replace(english, own))
}

/// What to write instead of a spelling from another language.
fn instead(slip: ForeignSpelling) -> String {
    match slip {
        ForeignSpelling::DoubleEquals => "so sánh bằng viết một dấu “=”, không viết “==”".to_owned(),
        ForeignSpelling::AndSign => "viết “and” thay cho “&&”".to_owned(),
        ForeignSpelling::OrSign => "viết “or” thay cho “||”".to_owned(),
        ForeignSpelling::NotEqual => "khác viết là “!=”, không viết “<>” hay “≠”".to_owned(),
        ForeignSpelling::AtMost => "không lớn hơn viết là “<=”, không viết “=<” hay “≤”".to_owned(),
        ForeignSpelling::AtLeast => "không nhỏ hơn viết là “>=”, không viết “=>” hay “≥”".to_owned(),
        ForeignSpelling::Arrow => "nếu một điều thì phải có điều khác viết là “… implies …”, không viết “=>” hay “->”".to_owned(),
        ForeignSpelling::Chained => "mỗi phép so sánh có hai vế: “0 <= [1] <= 5” viết là 0 <= [1] and [1] <= 5".to_owned(),
        ForeignSpelling::Colon => "chia viết là “/”; khoảng dòng viết trong sum, hai dấu chấm: sum([5.1]..[5.4])".to_owned(),
        ForeignSpelling::Minus => "trừ viết bằng dấu “-” của bàn phím; số âm viết là 0 - 1, không viết “-1”".to_owned(),
        ForeignSpelling::Semicolon => "các phần trong ngoặc ngăn bằng dấu phẩy, không dùng dấu “;”: max(a, b)".to_owned(),
        ForeignSpelling::NotWithoutParentheses => "phủ định viết là not(…), có ngoặc".to_owned(),
        ForeignSpelling::CapitalWord => "các từ and, or, not, if … then … else, implies viết bằng chữ thường".to_owned(),
        ForeignSpelling::Times => "nhân viết là “*”, không viết “×” hay “x”".to_owned(),
        ForeignSpelling::Divided => "chia viết là “/”; tỷ lệ phần trăm viết là percent(a, b)".to_owned(),
        ForeignSpelling::Comma => "số viết liền, dấu thập phân là dấu chấm: 1000 và 0.5, không viết “1,000” hay “0,5”".to_owned(),
        ForeignSpelling::Grouped => "số viết liền, không có dấu ngăn hàng nghìn: 1000; một phẩy không viết là 1 hoặc 1.0".to_owned(),
        ForeignSpelling::Range => "khoảng dòng viết trong sum, hai dấu chấm: sum([5.1]..[5.4])".to_owned(),
        ForeignSpelling::Capitals(usage) => format!("tên hàm viết bằng chữ thường: {usage}"),
        ForeignSpelling::SumIf => "tổng có điều kiện viết là sum(open where …), như sum(open where qua_han > 0)".to_owned(),
        ForeignSpelling::PercentSign => "không viết dấu “%”: tỷ lệ là percent(a, b), và 50% của a là a * 0.5".to_owned(),
        ForeignSpelling::Exclamation => "phủ định viết là not(…), không viết “!”".to_owned(),
        ForeignSpelling::SpreadsheetIf => "viết “if … then … else …”, không viết if(…, …, …); nếu một điều thì phải có điều khác viết là “… implies …”".to_owned(),
        ForeignSpelling::SpreadsheetAnd => "viết “… and …”, “… or …” giữa các điều kiện, không viết and(…, …)".to_owned(),
        ForeignSpelling::Arguments(usage) => format!("hàm này viết là {usage}"),
        ForeignSpelling::NoFunction => "không có hàm này; các hàm: percent, base, min, max, round, abs, sum, zero, prev, last_year, year, given".to_owned(),
        ForeignSpelling::Words => "chữ đặt trong ngoặc kép, chỉ so sánh được bằng “=” hoặc “!=” sau where: sum(open where linh_vuc = \"Đất đai\")".to_owned(),
        ForeignSpelling::Vietnamese => "quy tắc viết bằng từ tiếng Anh: and (và), or (hoặc), not (không), if … then … else (nếu … thì … còn không thì), implies (kéo theo)".to_owned(),
    }
}
