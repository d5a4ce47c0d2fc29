//! A file, a mail or an archive whose own time cannot be when it came: it lies in the future or before the year 2000.
//!
//! Raised when files are taken into a round (`intake`).

use crate::register::TimeSource;
use phuluc_check::{GeneralFinding, GeneralRule, Location, Manual};
use phuluc_form::{Lang, Moment, Severity};

/// A time that was not taken for the time of arrival.
#[derive(Clone, Debug)]
pub struct TimeNotBelieved {
    /// The time.
    pub stated: Moment,
    /// What states it.
    pub source: TimeSource,
    /// The time of arrival that was written instead.
    pub received: Moment,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "time-not-believed",
    severity: Severity::Note,
    vi: Manual {
        title: "Thời gian của tệp không thể là lúc gửi",
        why: "Máy gửi hoặc máy nhận đặt sai ngày giờ; tính theo thời gian đó thì báo cáo bị coi là chưa gửi hoặc luôn đúng hạn.",
        example: "Thư gửi ngày 16/3/2027, nhận ngày 16/3/2026.",
        todo: "Thời điểm nhận ghi trong sổ theo dõi chưa đúng thì sửa ở sổ.",
    },
    en: Manual {
        title: "the time of a file cannot be when it was sent",
        why: "a clock is wrong; by that time the report would not have come yet, or would always be in time",
        example: "a mail of 16 March 2027 that came on 16 March 2026",
        todo: "put the time of arrival in the register right if it is wrong",
    },
};

impl GeneralFinding for TimeNotBelieved {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { stated, source, received } = self;
        match lang {
            Lang::Vi => {
                let of = match source {
                    TimeSource::Archive => "tệp nén",
                    TimeSource::Mail => "thư điện tử",
                    TimeSource::File | TimeSource::Said => "tệp",
                };
                format!("thời gian của {of} là {stated}, không thể là lúc gửi; ghi thời điểm nhận {received}")
            }
            Lang::En => {
                let of = match source {
                    TimeSource::Archive => "archive",
                    TimeSource::Mail => "mail",
                    TimeSource::File | TimeSource::Said => "file",
                };
                format!(
                    "the time of the {of} is {}, which cannot be when it was sent; received at {}",
                    stated.iso(),
                    received.iso()
                )
            }
        }
    }
}
