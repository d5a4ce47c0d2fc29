//! `phuluc xu-ly`: adds a decision to `xu-ly.xlsx`, after making sure that it is about something.

use super::keep::{Kept, Lock};
use super::{Error, clock, inputs, open_round, output};
use clap::ValueEnum;
use phuluc::book::list_sheet;
use phuluc::consolidate;
use phuluc::finding::{CellRef, Decision, Ruling};
use phuluc::form::problem::near;
use phuluc::grid::At;
use phuluc::recognise::Names;
use phuluc::round::decisions;
use phuluc::words::{self, DecisionMessage, Lang};
use rust_decimal::Decimal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

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
    let folder = open_round::open(&args.round, &checker)?.folder;
    let _lock = Lock::take(&folder)?;
    let kept = Kept::of(folder.join(decisions::FILE))?;
    // once more, now that nobody else writes
    let mut open = open_round::open(&args.round, &checker)?;
    let decision = Arc::new(decide(args, &open)?);
    open.decisions.list.push(Arc::clone(&decision));
    let list = list_sheet::write(&[open.decisions.list(&open.round)])?;
    let open = open.only(|unit| unit == decision.unit);
    let members = open_round::members(&open, &checker, &open.previous, &str::to_owned);
    if consolidate::unmatched(&members, &open.decisions).iter().any(|other| Arc::ptr_eq(other, &decision)) {
        return Err(Error::NothingToDecide);
    }
    kept.write(&list)?;
    let unit = &open.round.units[decision.unit].name;
    let file = inputs::shown(&folder.join(decisions::FILE));
    let ruling = words::say(lang, DecisionMessage::Ruling(&decision.ruling));
    output::say(&words::say(lang, DecisionMessage::Recorded { unit, ruling: &ruling, file: &file }));
    Ok(ExitCode::SUCCESS)
}

fn decide(args: &Args, open: &open_round::OpenRound) -> Result<Decision, Error> {
    let zone = open.round.zone;
    let found = Names::of(&open.round).named(&args.unit);
    let [unit] = found.as_slice() else {
        let names = open.round.units.iter().map(|unit| unit.name.as_str());
        return Err(Error::UnknownUnit { unit: args.unit.clone(), near: near(&args.unit, names) });
    };
    let cell_ref = match (&args.sheet, &args.cell) {
        (Some(sheet), Some(cell)) => {
            let at = At::named(cell).ok_or_else(|| Error::NotACell(cell.clone()))?;
            Some(CellRef { sheet: sheet.clone(), at })
        }
        _ => None,
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let ruling = match args.decision {
        Word::Accept => Ruling::Accepted,
        Word::Return => Ruling::Returned,
        Word::Explain => Ruling::Explained { rule: text(&args.rule), cell: cell_ref },
        Word::Adjust => Ruling::Adjusted {
            cell: cell_ref.ok_or_else(|| Error::NotACell(String::new()))?,
            from: args.from.as_deref().map(figure).transpose()?,
            to: figure(&text(&args.to))?,
        },
        Word::Extend => Ruling::Extended(clock::moment(&text(&args.until), zone)?),
    };
    Ok(Decision {
        unit: *unit,
        sending: args.sending,
        ruling,
        who: args.by.clone(),
        when: clock::at(args.at.as_deref(), zone)?,
        basis: text(&args.basis),
        remark: String::new(),
        extra: Vec::new(),
    })
}

/// A figure in Vietnamese writing: 1232, 1.232, 83,19.
fn figure(text: &str) -> Result<Decimal, Error> {
    let plain = text.replace('.', "").replace(',', ".");
    plain.parse().map_err(|_| Error::NotANumber(text.to_owned()))
}
