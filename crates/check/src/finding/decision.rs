//! A decision as data: who accepted, returned, explained, adjusted or extended what, when, and on which basis.

use super::{Finding, Location, SheetCell};
use phuluc_form::{Moment, match_key};
use rust_decimal::Decimal;
use std::sync::Arc;

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The unit, by its index in the round.
    pub unit: usize,
    /// The sending that it is about, if it is about one.
    pub sending: Option<u32>,
    /// What was decided.
    pub ruling: Ruling,
    /// Who decided.
    pub who: String,
    /// When.
    pub when: Moment,
    /// On which basis.
    pub basis: String,
    /// That it was taken back, if it was; it holds no longer.
    pub taken_back: Option<TakenBack>,
    /// A remark.
    pub remark: String,
    /// What stands in the columns that staff added.
    pub extra: Vec<String>,
}

/// That a decision was taken back (thu hồi).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenBack {
    /// By whom, when and why, as the list says it.
    pub said: String,
    /// When, if that says it.
    pub when: Option<Moment>,
}

/// What may be decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// The figures are accepted as they are.
    Accepted,
    /// The unit must mend or complete its report.
    Returned,
    /// What a rule found is accepted as explained.
    Explained {
        /// The rule.
        rule: String,
        /// The cell, unless it is about all that the rule found.
        cell: Option<SheetCell>,
    },
    /// A figure is changed, as agreed with the unit.
    Adjusted {
        /// Its cell.
        cell: SheetCell,
        /// What stands there; `None` if nothing does.
        from: Option<Decimal>,
        /// What counts instead.
        to: Decimal,
    },
    /// The unit may send later.
    Extended(Moment),
    /// A sending is left aside, as if it had not come.
    SetAside,
}

/// A figure that counts instead of what the sender's file has.
#[derive(Clone, Debug)]
pub struct Adjustment {
    /// The place, with what stands there in the sender's file.
    pub place: Location,
    /// What counts instead.
    pub to: Decimal,
    /// Whose figure that is.
    pub by: AdjustedBy,
}

/// Whose figure counts instead of the sender's.
#[derive(Clone, Debug)]
pub enum AdjustedBy {
    /// One that was agreed with the unit.
    Decision(Arc<Decision>),
    /// One that others give, as the points of a survey, with the paper that says so.
    Others(String),
}

/// What kind of ruling it is.
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
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Accept, Self::Return, Self::Explain, Self::Adjust, Self::Extend, Self::SetAside];

    /// Whether it is not taken without a basis (căn cứ): it puts something else in place of what a unit sent.
    pub const fn needs_basis(self) -> bool {
        !matches!(self, Self::Accept | Self::Return)
    }

    /// As the list names it.
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

    /// The decision of that name; “yêu cầu chỉnh sửa, bổ sung” and the like are taken, too.
    pub fn named(text: &str) -> Option<Self> {
        let text = match_key(text);
        Self::ALL.into_iter().find(|kind| text.starts_with(&match_key(kind.name())))
    }
}

impl Ruling {
    /// What kind it is.
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
    /// Whether it is about this sending; one that names none is about all.
    pub fn is_about(&self, sending: u32) -> bool {
        self.sending.is_none_or(|about| about == sending)
    }

    /// Whether it accepts what a finding says as explained.
    pub fn explains(&self, finding: &Finding) -> bool {
        let Ruling::Explained { rule, cell } = &self.ruling else { return false };
        let (sheet, at) = finding.cell();
        *rule == finding.rule
            && cell
                .as_ref()
                .is_none_or(|cell| at == Some(cell.at) && sheet.is_some_and(|sheet| cell.is_on(sheet)))
    }
}
