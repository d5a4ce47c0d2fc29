//! `phuluc xu-ly`: adds a decision to `xu-ly.xlsx` after checking that it matches something.

use super::disk::Disk;
use super::{Error, clock, inputs, next, output};
use clap::ValueEnum;
use phuluc::desk;
use phuluc::desk::{Decided, Folder, Request, RulingWanted};
use phuluc::round::decisions;
use phuluc::say::{DecisionMessage, Lang, NextStep, report, words};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The argument “decision” with one of a decision's names, as a condition for other arguments.
type Named = (&'static str, &'static str);

const EXPLAIN: [Named; 2] = [("decision", "giai-trinh"), ("decision", "explain")];
const ADJUST: [Named; 2] = [("decision", "dieu-chinh"), ("decision", "adjust")];
const EXTEND: [Named; 2] = [("decision", "gia-han"), ("decision", "extend")];
const SET_ASIDE: [Named; 2] = [("decision", "bo-lan-gui"), ("decision", "set-aside")];
const TAKE_BACK: [Named; 2] = [("decision", "thu-hoi"), ("decision", "take-back")];
/// The decisions that need a basis.
const WITH_BASIS: [[Named; 2]; 5] = [EXPLAIN, ADJUST, EXTEND, SET_ASIDE, TAKE_BACK];

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Thư mục của đợt báo cáo (có round.toml)
    #[arg(value_name = "ROUND")]
    round: PathBuf,
    /// Đơn vị, theo tên hoặc mã
    #[arg(value_name = "UNIT")]
    unit: String,
    /// chap-nhan (chấp nhận số liệu), yeu-cau-sua (yêu cầu chỉnh sửa), giai-trinh (chấp nhận theo giải trình), dieu-chinh (điều chỉnh số liệu), gia-han (gia hạn), bo-lan-gui (bỏ một lần gửi), thu-hoi (thu hồi một quyết định); hoặc accept, return, explain, adjust, extend, set-aside, take-back
    #[arg(value_name = "DECISION", hide_possible_values = true)]
    decision: Word,
    /// Người quyết định
    #[arg(long, value_name = "TEXT")]
    by: String,
    /// Căn cứ; phải có, trừ khi chấp nhận số liệu hoặc yêu cầu chỉnh sửa
    #[arg(long, value_name = "TEXT", required_if_eq_any = WITH_BASIS.concat())]
    basis: Option<String>,
    /// Thời điểm quyết định; mặc định là bây giờ
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Lần gửi; mặc định khi chấp nhận là lần gửi đang được tính, khi yêu cầu chỉnh sửa hoặc bỏ là lần gửi sau cùng
    #[arg(long, value_name = "N")]
    sending: Option<u32>,
    /// Quy tắc được giải trình, như chương trình in trong ngoặc vuông
    #[arg(long, value_name = "RULE", required_if_eq_any = EXPLAIN)]
    rule: Option<String>,
    /// Trang tính của ô
    #[arg(long, value_name = "SHEET", requires = "cell", required_if_eq_any = ADJUST)]
    sheet: Option<String>,
    /// Ô, ví dụ C12
    #[arg(long, value_name = "CELL", requires = "sheet", required_if_eq_any = ADJUST)]
    cell: Option<String>,
    /// Số đang ghi trong ô; không ghi nếu ô chưa nhập
    #[arg(long, value_name = "NUMBER")]
    from: Option<String>,
    /// Số thay vào
    #[arg(long, value_name = "NUMBER", required_if_eq_any = ADJUST)]
    to: Option<String>,
    /// Gia hạn đến
    #[arg(long, value_name = "TIME", required_if_eq_any = EXTEND)]
    until: Option<String>,
    /// Dòng của quyết định bị thu hồi (cột STT của xu-ly.xlsx); mặc định là quyết định sau cùng về đơn vị
    #[arg(long, value_name = "N")]
    line: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Word {
    #[value(name = "chap-nhan", alias = "accept")]
    Accept,
    #[value(name = "yeu-cau-sua", aliases = ["yeu-cau-chinh-sua", "return"])]
    Return,
    #[value(name = "giai-trinh", alias = "explain")]
    Explain,
    #[value(name = "dieu-chinh", alias = "adjust")]
    Adjust,
    #[value(name = "gia-han", alias = "extend")]
    Extend,
    #[value(name = "bo-lan-gui", alias = "set-aside")]
    SetAside,
    #[value(name = "thu-hoi", alias = "take-back")]
    TakeBack,
}

pub(crate) fn run(args: &Args, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    let checker = inputs::checker(forms, Some(&args.round), lang)?;
    let disk = Disk::of_round(&args.round);
    let request = Request {
        unit: &args.unit,
        sending: args.sending,
        ruling: args.ruling(),
        who: &args.by,
        when: clock::when(args.at.as_deref()),
        basis: args.basis.as_deref().unwrap_or_default(),
    };
    let decided = desk::decide(&disk, &request, &inputs::tools(&checker))?;
    let file = disk.shown(decisions::FILE);
    let Decided { unit, decision, sending, .. } = &decided;
    output::print_message(&words::say(
        lang,
        match decision.taken_back {
            Some(_) => DecisionMessage::TakenBack { unit, decision, file: &file },
            None => {
                DecisionMessage::Recorded { unit, ruling: &decision.ruling, sending: *sending, file: &file }
            }
        },
    ));
    let effect = report::decided::effect(decision, &decided.effect, lang).into_iter();
    for line in effect.chain(report::decided::without_effect(decided.without_effect.as_ref(), lang)) {
        output::print_message(&line);
    }
    next::say(&NextStep::Look, &disk, lang);
    Ok(ExitCode::SUCCESS)
}

impl Args {
    fn ruling(&self) -> RulingWanted<'_> {
        let place = self.sheet.as_deref().zip(self.cell.as_deref());
        match self.decision {
            Word::Accept => RulingWanted::Accept,
            Word::Return => RulingWanted::Return,
            Word::Explain => RulingWanted::Explain { rule: self.rule.as_deref().unwrap_or_default(), place },
            Word::Adjust => RulingWanted::Adjust {
                place: place.unwrap_or_default(),
                from: self.from.as_deref(),
                to: self.to.as_deref().unwrap_or_default(),
            },
            Word::Extend => RulingWanted::Extend(self.until.as_deref().unwrap_or_default()),
            Word::SetAside => RulingWanted::SetAside,
            Word::TakeBack => RulingWanted::TakeBack(self.line),
        }
    }
}
