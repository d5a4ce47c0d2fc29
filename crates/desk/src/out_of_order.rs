//! Moments that are not in their order: a decision before what it is about, an extension that extends nothing, a closing
//! before what it closes.

use phuluc_form::Moment;

/// Two moments that are not in their order.
#[derive(Debug, thiserror::Error)]
pub enum OutOfOrder {
    /// The sending that a decision is about came later.
    #[error("sending {number} of {unit} came {}, after the decision of {}; correct its moment", received.iso(), when.iso())]
    ReceivedLater {
        /// The name of the unit.
        unit: String,
        /// The number of the sending.
        number: u32,
        /// The moment of its receipt.
        received: Moment,
        /// The moment of the decision.
        when: Moment,
    },
    /// An extension does not extend anything.
    #[error("an extension until {} is no later than the due time {}", until.iso(), due.iso())]
    NotLater {
        /// The moment until which a unit may send.
        until: Moment,
        /// The due time of the round.
        due: Moment,
    },
    /// A file came after the moment at which a round is to be closed.
    #[error("the round cannot be closed at {}: a file came at {}; close it now, or at a later moment", at.iso(), last.iso())]
    FileAfterClosing {
        /// The moment of closing.
        at: Moment,
        /// The moment of the last file.
        last: Moment,
    },
    /// Something was decided after the moment at which a round is to be closed.
    #[error("the round cannot be closed at {}: something was decided at {}; close it now, or at a later moment", at.iso(), last.iso())]
    DecisionAfterClosing {
        /// The moment of closing.
        at: Moment,
        /// The moment of the last decision.
        last: Moment,
    },
}

impl OutOfOrder {
    /// The sentence in Vietnamese.
    pub(super) fn vietnamese(&self) -> String {
        match self {
            Self::ReceivedLater { unit, number, received, when } => format!(
                "lần gửi {number} của {unit} nhận {received}, sau thời điểm quyết định ({when}); ghi lại thời điểm quyết định"
            ),
            Self::NotLater { until, due } => format!(
                "gia hạn đến {until} không muộn hơn thời hạn gửi báo cáo của đợt ({due}); ghi lại thời điểm gia hạn"
            ),
            Self::FileAfterClosing { at, last } => format!(
                "chưa chốt được vào {at}: có tệp nhận sau đó ({last}); chốt vào thời điểm hiện tại hoặc muộn hơn"
            ),
            Self::DecisionAfterClosing { at, last } => format!(
                "chưa chốt được vào {at}: có quyết định sau đó ({last}); chốt vào thời điểm hiện tại hoặc muộn hơn"
            ),
        }
    }
}
