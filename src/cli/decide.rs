//! `phuluc xu-ly`: adds a decision to `xu-ly.xlsx`, after making sure that it is about something.

use super::disk::Disk;
use super::{Error, clock, inputs, output};
use clap::ValueEnum;
use phuluc::desk;
use phuluc::desk::{Folder, Request, RulingAsked};
use phuluc::round::decisions;
use phuluc::say::{DecisionMessage, Lang, words};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Thư mục của đợt báo cáo (có round.toml)
    #[arg(value_name = "ROUND")]
    round: PathBuf,
    /// Đơn vị, theo tên hoặc mã
    #[arg(value_name = "UNIT")]
    unit: String,
    /// accept (chấp nhận số liệu), return (yêu cầu chỉnh sửa), explain (chấp nhận theo giải trình), adjust (điều chỉnh số liệu), extend (gia hạn)
    #[arg(value_name = "DECISION", hide_possible_values = true)]
    decision: Word,
    /// Người quyết định
    #[arg(long, value_name = "TEXT")]
    by: String,
    /// Căn cứ
    #[arg(long, value_name = "TEXT", required_if_eq_any = [("decision", "explain"), ("decision", "adjust"), ("decision", "extend")])]
    basis: Option<String>,
    /// Thời điểm quyết định; mặc định là bây giờ
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Lần gửi; mặc định là lần gửi đã nhận đến thời điểm quyết định
    #[arg(long, value_name = "N")]
    sending: Option<u32>,
    /// Quy tắc được giải trình, như chương trình in trong ngoặc vuông
    #[arg(long, value_name = "RULE", required_if_eq("decision", "explain"))]
    rule: Option<String>,
    /// Trang tính của ô
    #[arg(long, value_name = "SHEET", requires = "cell", required_if_eq("decision", "adjust"))]
    sheet: Option<String>,
    /// Ô, ví dụ C12
    #[arg(long, value_name = "CELL", requires = "sheet", required_if_eq("decision", "adjust"))]
    cell: Option<String>,
    /// Số đang ghi trong ô; không ghi nếu ô chưa nhập
    #[arg(long, value_name = "NUMBER")]
    from: Option<String>,
    /// Số thay vào
    #[arg(long, value_name = "NUMBER", required_if_eq("decision", "adjust"))]
    to: Option<String>,
    /// Gia hạn đến
    #[arg(long, value_name = "TIME", required_if_eq("decision", "extend"))]
    until: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Word {
    #[value(alias = "chap-nhan")]
    Accept,
    #[value(alias = "yeu-cau-chinh-sua")]
    Return,
    #[value(alias = "giai-trinh")]
    Explain,
    #[value(alias = "dieu-chinh")]
    Adjust,
    #[value(alias = "gia-han")]
    Extend,
}

pub(crate) fn run(args: &Args, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    let checker = inputs::checker(forms)?;
    let disk = Disk::of_round(&args.round);
    let request = Request {
        unit: &args.unit,
        sending: args.sending,
        ruling: args.ruling(),
        who: &args.by,
        when: clock::when(args.at.as_deref()),
        basis: args.basis.as_deref().unwrap_or_default(),
    };
    let (decision, unit) = desk::decide(&disk, &request, &inputs::tools(&checker))?;
    let ruling = words::say(lang, DecisionMessage::Ruling(&decision.ruling));
    let file = disk.shown(decisions::FILE);
    output::say(&words::say(lang, DecisionMessage::Recorded { unit: &unit, ruling: &ruling, file: &file }));
    Ok(ExitCode::SUCCESS)
}

impl Args {
    fn ruling(&self) -> RulingAsked<'_> {
        let place = self.sheet.as_deref().zip(self.cell.as_deref());
        match self.decision {
            Word::Accept => RulingAsked::Accept,
            Word::Return => RulingAsked::Return,
            Word::Explain => RulingAsked::Explain { rule: self.rule.as_deref().unwrap_or_default(), place },
            Word::Adjust => RulingAsked::Adjust {
                place: place.unwrap_or_default(),
                from: self.from.as_deref(),
                to: self.to.as_deref().unwrap_or_default(),
            },
            Word::Extend => RulingAsked::Extend(self.until.as_deref().unwrap_or_default()),
        }
    }
}
