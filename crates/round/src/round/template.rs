//! Writes the files of a new round, `round.toml` and the list of units, for staff to change.

use super::imported_units::{self, UnitList};
use super::roster::RosterColumn;
use super::{Unit, roster};
use phuluc_form::{Deadline, Form, Level, Pack, match_key};
use phuluc_grid::{Column, List, list};
use std::fmt::Write as _;
use toml::Value;

/// The facts about a round before it begins.
#[derive(Clone, Debug)]
pub struct Beginning<'b> {
    /// Its title.
    pub title: String,
    /// The unit that consolidates.
    pub receiver: Option<String>,
    /// The level of that unit.
    pub level: Option<Level>,
    /// The period, the cut-off and the due time.
    pub deadline: &'b Deadline,
    /// Whether the due time is only proposed, because nobody gave one.
    pub is_proposed: bool,
    /// The years whose holidays are unknown.
    pub unknown_years: &'b [i32],
    /// The forms.
    pub forms: Vec<&'b Form>,
    /// The packs that the forms come from.
    pub packs: &'b [Pack],
    /// The folder of the round of the period before, relative to this round's folder.
    pub previous: Option<&'b str>,
}

impl Beginning<'_> {
    /// The text of `round.toml`.
    pub fn text(&self) -> String {
        let quoted = |text: &str| Value::from(text).to_string();
        let mut text = String::from(
            "# Đợt báo cáo. Sửa tệp này bằng Notepad, lưu kiểu UTF-8. Sau dấu # là lời giải thích.\n\n",
        );
        let _ = writeln!(text, "title    = {}", quoted(&self.title));
        let receiver = self.receiver.as_deref().unwrap_or("Sở Nội vụ tỉnh …");
        let off = if self.receiver.is_some() { "" } else { "# " };
        let _ = writeln!(text, "{off}receiver = {}   # đơn vị tổng hợp", quoted(receiver));
        if let Some(level) = self.level {
            let _ = writeln!(text, "level    = {}", quoted(level.name()));
        }
        let _ = write!(
            text,
            "\n# Kỳ báo cáo, cả ngày đầu và ngày cuối{}.\n\
             period   = {{ from = {}, to = {} }}\n\
             # Thời gian chốt số liệu và thời hạn gửi báo cáo, giờ Việt Nam (+07:00).\n\
             {}cut_off  = {}\n\
             due      = {}\n\
             \n# Biểu phải gửi; xóa dòng của biểu không yêu cầu.\n\
             forms = [\n",
            self.deadline.regime.as_ref().map_or_else(String::new, |name| format!(" ({name})")),
            self.deadline.period.from,
            self.deadline.period.to,
            self.remarks(),
            self.deadline.cut_off.iso(),
            self.deadline.due.iso(),
        );
        let width = self.forms.iter().map(|form| form.id.as_str().len()).max().unwrap_or(0) + 3;
        for form in &self.forms {
            let id = format!("{},", quoted(form.id.as_str()));
            let _ = writeln!(text, "    {id:<width$}   # {}: {}", form.short, form.title);
        }
        text.push_str("]\n");
        if !self.packs.is_empty() {
            text.push_str(
                "\n# Bộ biểu mẫu đã dùng khi lập đợt; bản sao ở thư mục bieu-mau. Không sửa các dòng này.\npacks = [\n",
            );
            for pack in self.packs {
                let (name, fingerprint) = (quoted(&pack.name), quoted(&pack.fingerprint));
                let _ = writeln!(text, "    {{ name = {name}, fingerprint = {fingerprint} }},");
            }
            text.push_str("]\n");
        }
        let (off, previous) = self.previous.map_or(("# ", "../dot-truoc"), |path| ("", path));
        let previous = quoted(previous);
        let _ = write!(
            text,
            "\n# Số, ký hiệu văn bản để in ở phiếu yêu cầu chỉnh sửa; bỏ dấu # ở đầu dòng khi đã có số.\n\
             # documents = {{ request = \"Công văn số …\", returning = \"Công văn số …\" }}\n\
             \n# Thư mục của đợt trước và của đợt cùng kỳ năm trước, để so sánh; bỏ dấu # nếu có.\n\
             {off}previous = {previous}\n# last_year = \"../cung-ky-nam-truoc\"\n",
        );
        text
    }

    /// The remarks about the due time, each as a comment line.
    fn remarks(&self) -> String {
        let mut text = String::new();
        if self.is_proposed {
            text.push_str(
                "# Thời hạn ghi ở đây là đề xuất, đã trừ thứ Bảy, Chủ nhật và ngày nghỉ lễ, tết: sửa theo công văn của đợt.\n",
            );
        }
        if let Some(moved) = &self.deadline.moved {
            let name = moved.holiday.as_deref().unwrap_or("cuối tuần");
            let _ = writeln!(
                text,
                "# Thời hạn {} rơi vào ngày nghỉ ({name}) nên chuyển sang ngày làm việc kế tiếp.",
                moved.from
            );
        }
        for year in self.unknown_years {
            let _ =
                writeln!(text, "# Chưa có ngày nghỉ lễ, tết năm {year} trong lich.toml: xem lại thời hạn.");
        }
        text
    }
}

/// The list of units, to be written as `don-vi.xlsx`.
pub fn roster(units: &[Unit], zone: chrono::FixedOffset) -> List {
    roster_of(&UnitList::of(units.to_vec()), zone)
}

/// The list of units from a list of another office: its own columns stay, and its values in columns of ours are kept.
pub fn roster_of(list: &UnitList, zone: chrono::FixedOffset) -> List {
    let UnitList { units, extra, beside, .. } = list;
    let kept: Vec<usize> =
        (0..extra.len()).filter(|&index| imported_units::is_of_keepers(&extra[index])).collect();
    let lines = units.iter().enumerate().map(|(index, unit)| {
        let beside = beside.get(index).map_or(&[][..], Vec::as_slice);
        let own: Vec<String> =
            kept.iter().map(|&column| beside.get(column).cloned().unwrap_or_default()).collect();
        list::line_of(
            |column: RosterColumn| {
                let text = roster::text(column, unit, units, zone);
                let label = match_key(column.head().label);
                let same =
                    extra.iter().position(|extra| match_key(extra) == label).filter(|_| text.is_empty());
                same.and_then(|same| beside.get(same).cloned()).unwrap_or(text).into()
            },
            &own,
        )
    });
    // a number shows that a line is a unit, whatever its name
    let numbered = lines.zip(1_usize..).map(|(mut line, number)| {
        line.push(number.into());
        line
    });
    let labels: Vec<String> = kept.iter().map(|&index| extra[index].clone()).collect();
    let mut heads = List::heads_of::<RosterColumn>(&labels);
    heads.push(("STT".to_owned(), 6));
    List {
        sheet: roster::SHEET.to_owned(),
        title: "Danh sách đơn vị".to_owned(),
        remarks: remarks().to_vec(),
        heads,
        lines: numbered.collect(),
        choices: vec![List::choice(RosterColumn::Level, Level::ALL.map(Level::name))],
        open: true,
        ..List::default()
    }
}

/// The remarks above the list of units.
fn remarks() -> [String; roster::REMARKS as usize] {
    [
        "Mỗi đơn vị một dòng. Mã đơn vị là văn bản, không trùng nhau; “Tên gọi khác” ngăn cách bằng dấu chấm phẩy.".to_owned(),
        "“Cấp” (xã, huyện, tỉnh, sở) chỉ cần ghi khi tên đơn vị không bắt đầu bằng xã, phường, đặc khu …".to_owned(),
        "Đơn vị sắp xếp lại trong kỳ: ghi “Đến hết ngày” ở đơn vị cũ, “Có từ ngày” và “Kế thừa của” (tên hoặc mã đơn vị cũ) ở đơn vị mới; cả hai đều ở trong danh sách.".to_owned(),
        format!(
            "“Biểu phải gửi” để trống là mọi biểu của đợt; ghi “{}” nếu dòng này chỉ để gộp các đơn vị bên dưới; biểu chỉ gửi ở một số kỳ thì ghi kỳ trong ngoặc, như (6 tháng, năm).",
            roster::NOTHING
        ),
        "Cột “STT” ở cuối đánh số các đơn vị: dòng có số thứ tự hoặc có mã là đơn vị, dù tên đơn vị là gì.".to_owned(),
    ]
}
