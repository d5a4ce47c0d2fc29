//! Decisions as data: who accepted, returned, explained, adjusted or extended what, when, and on which basis.

use super::{Finding, Location, SheetCell};
use phuluc_form::{Moment, match_key};
use rust_decimal::Decimal;
use std::sync::Arc;

/// A decision that staff took about what a unit sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The index of the unit in the round.
    pub unit: usize,
    /// The number of the sending that it is about; `None` if it is about all of them.
    pub sending: Option<u32>,
    /// What was decided.
    pub ruling: Ruling,
    /// The person who decided.
    pub who: String,
    /// The moment of the decision.
    pub when: Moment,
    /// The basis for it (căn cứ).
    pub basis: String,
    /// When and why it was taken back, if it was. It then no longer holds.
    pub taken_back: Option<TakenBack>,
    /// A remark.
    pub remark: String,
    /// The text in the columns that staff added to the list.
    pub extra: Vec<String>,
}

/// The note that a decision was taken back (thu hồi).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenBack {
    /// Who took it back, when and why, as the list says.
    pub said: String,
    /// The moment, if the note names one.
    pub when: Option<Moment>,
}

/// What a decision decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// The figures are accepted as they are.
    Accepted,
    /// The unit must correct or complete its report.
    Returned,
    /// Findings of a rule are accepted as explained.
    Explained {
        /// The id of the rule.
        rule: String,
        /// The cell of the finding; `None` for all findings of the rule.
        cell: Option<SheetCell>,
    },
    /// A figure is changed, as agreed with the unit.
    Adjusted {
        /// The cell.
        cell: SheetCell,
        /// The figure that stands there; `None` if the cell is empty.
        from: Option<Decimal>,
        /// The figure that counts instead.
        to: Decimal,
    },
    /// The unit may send until this moment.
    Extended(Moment),
    /// A sending is ignored, as if it had not arrived.
    SetAside,
}

/// A figure that replaces the one in the sender's file.
#[derive(Clone, Debug)]
pub struct Adjustment {
    /// The place, with what stands there in the sender's file.
    pub place: Location,
    /// The figure that counts instead.
    pub to: Decimal,
    /// Where that figure comes from.
    pub by: AdjustedBy,
}

/// Where a figure that replaces the sender's comes from.
#[derive(Clone, Debug)]
pub enum AdjustedBy {
    /// A decision that was agreed with the unit.
    Decision(Arc<Decision>),
    /// Another body, as for the points of a survey; the text names the document.
    Others(String),
}

/// The kind of a ruling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulingKind {
    /// Chấp nhận số liệu.
    Accept,
    /// Yêu cầu chỉnh sửa, bổ sung.
    Return,
    /// Chấp nhận theo giải trình.
    Explain,
    /// Điều chỉnh số liệu.
    Adjust,
    /// Gia hạn.
    Extend,
    /// Bỏ lần gửi.
    SetAside,
}

impl RulingKind {
    /// All kinds.
    pub const ALL: [Self; 6] =
        [Self::Accept, Self::Return, Self::Explain, Self::Adjust, Self::Extend, Self::SetAside];

    /// Whether a decision of this kind must state its basis (căn cứ), because it replaces or sets aside what a unit
    /// sent.
    pub const fn needs_basis(self) -> bool {
        !matches!(self, Self::Accept | Self::Return)
    }

    /// The name of the kind in the list of decisions.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accept => "chấp nhận số liệu",
            Self::Return => "yêu cầu chỉnh sửa",
            Self::Explain => "chấp nhận theo giải trình",
            Self::Adjust => "điều chỉnh số liệu",
            Self::Extend => "gia hạn",
            Self::SetAside => "bỏ lần gửi",
        }
    }

    /// The kind with this name. Longer names such as “yêu cầu chỉnh sửa, bổ sung” are understood, and so are the short
    /// ones of the command line. “Chấp nhận” alone may be either of two kinds.
    pub fn named(text: &str) -> Option<Self> {
        let text = match_key(text).replace('-', " ");
        let short = match text.as_str() {
            "yeu cau sua" => Some(Self::Return),
            "giai trinh" => Some(Self::Explain),
            "dieu chinh" => Some(Self::Adjust),
            _ => None,
        };
        short.or_else(|| Self::ALL.into_iter().find(|kind| text.starts_with(&match_key(kind.name()))))
    }
}

impl Ruling {
    /// The kind of the ruling.
    pub const fn kind(&self) -> RulingKind {
        match self {
            Self::Accepted => RulingKind::Accept,
            Self::Returned => RulingKind::Return,
            Self::Explained { .. } => RulingKind::Explain,
            Self::Adjusted { .. } => RulingKind::Adjust,
            Self::Extended(_) => RulingKind::Extend,
            Self::SetAside => RulingKind::SetAside,
        }
    }

    /// The cell that it is about, if it is about one.
    pub const fn cell(&self) -> Option<&SheetCell> {
        match self {
            Self::Explained { cell, .. } => cell.as_ref(),
            Self::Adjusted { cell, .. } => Some(cell),
            Self::Accepted | Self::Returned | Self::Extended(_) | Self::SetAside => None,
        }
    }
}

impl Decision {
    /// Whether it is about `sending`. A decision that names no sending is about all of them.
    pub fn is_about(&self, sending: u32) -> bool {
        self.sending.is_none_or(|about| about == sending)
    }

    /// Whether it accepts `finding` as explained.
    pub fn explains(&self, finding: &Finding) -> bool {
        let Ruling::Explained { rule, cell } = &self.ruling else { return false };
        let (sheet, at) = finding.cell();
        *rule == finding.rule
            && cell
                .as_ref()
                .is_none_or(|cell| at == Some(cell.at) && sheet.is_some_and(|sheet| cell.is_on(sheet)))
    }
}
