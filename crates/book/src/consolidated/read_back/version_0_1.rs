//! The meaning of the words in consolidated workbooks of version 0.1, which hold no codes.
//!
//! This vocabulary is frozen: it never follows a change of today's words.

use crate::consolidated::codes::{Codes, ValueState};
use crate::consolidated::sources::SourceLine;
use phuluc_check::{AnswerState, RulingKind};
use phuluc_form::{Level, Moment, Period, Severity, match_key, viet_nam};
use phuluc_round::{DecidedBelow, Standing};

const SEVERITIES: [(&str, Severity); 3] =
    [("Lỗi", Severity::Error), ("Cần xem lại", Severity::Warning), ("Lưu ý", Severity::Note)];
const STATES: [(&str, ValueState); 7] = [
    ("có số liệu", ValueState::Of(AnswerState::Number)),
    ("không phát sinh", ValueState::Of(AnswerState::Nil)),
    ("chưa nhập", ValueState::Of(AnswerState::Blank)),
    ("chữ", ValueState::Of(AnswerState::Text)),
    ("không đọc được", ValueState::Of(AnswerState::Unreadable)),
    ("số tính được", ValueState::Of(AnswerState::Derived)),
    ("không thuộc phạm vi", ValueState::OutOfScope),
];
const LEVELS: [(&str, Level); 4] = [
    ("xã", Level::Commune),
    ("huyện", Level::District),
    ("tỉnh", Level::Province),
    ("sở", Level::Department),
];
const COUNTS: [(&str, bool); 2] = [("có", true), ("không", false)];
const STANDINGS: [(&str, Standing); 5] = [
    ("chưa gửi báo cáo", Standing::NotSubmitted),
    ("tệp không đọc được", Standing::Unreadable),
    ("tệp của đơn vị khác", Standing::OtherUnit),
    ("báo cáo khác kỳ", Standing::OtherPeriod),
    ("đã kiểm tra, không có lỗi", Standing::Passes),
];
/// How a decision begins.
const RULINGS: [(&str, RulingKind); 5] = [
    ("chấp nhận số liệu", RulingKind::Accept),
    ("yêu cầu chỉnh sửa", RulingKind::Return),
    ("chấp nhận theo giải trình", RulingKind::Explain),
    ("điều chỉnh số liệu", RulingKind::Adjust),
    ("gia hạn", RulingKind::Extend),
];

/// The codes that a workbook of version 0.1 would have held; none for what is not in its words.
pub(super) fn codes<'l>(lines: impl Iterator<Item = &'l SourceLine>) -> Codes {
    let mut codes = Codes {
        severities: SEVERITIES.map(|(word, severity)| (word.to_owned(), severity)).into(),
        states: STATES.map(|(word, state)| (word.to_owned(), state)).into(),
        levels: LEVELS.map(|(word, level)| (word.to_owned(), level)).into(),
        counts: COUNTS.map(|(word, counted)| (word.to_owned(), counted)).into(),
        ..Codes::default()
    };
    for line in lines {
        if let Some(standing) = standing(&line.standing) {
            codes.standings.insert(line.number, (standing, line.standing.clone()));
        }
        codes.decided.insert(line.number, decided(&line.decided));
        let key = (line.number, line.file.clone());
        codes.periods.insert(key.clone(), (Period::find(&line.period), line.period.clone()));
        let (number, received) = match line.sending.split_once(' ') {
            Some((number, received)) => (number, Moment::find(received, viet_nam())),
            None => (line.sending.as_str(), None),
        };
        codes.sendings.insert(key, (number.parse().unwrap_or(1), received, line.sending.clone()));
    }
    codes
}

fn standing(words: &str) -> Option<Standing> {
    let errors = words.strip_prefix("đã kiểm tra, còn ").and_then(|rest| rest.strip_suffix(" lỗi"));
    match errors {
        Some(errors) => errors.parse().ok().map(Standing::Fails),
        None => STANDINGS.iter().find(|(known, _)| *known == words).map(|(_, standing)| *standing),
    }
}

/// The decisions of a cell, which begins each on a line of its own.
fn decided(words: &str) -> Vec<DecidedBelow> {
    let mut decided: Vec<DecidedBelow> = Vec::new();
    for line in words.lines() {
        let kind = RULINGS.iter().find(|(begins, _)| match_key(line).starts_with(&match_key(begins)));
        match (kind, decided.last_mut()) {
            (Some((_, kind)), _) => decided.push(DecidedBelow { kind: *kind, words: line.to_owned() }),
            // a basis of several lines
            (None, Some(last)) => last.words = format!("{}\n{line}", last.words),
            (None, None) => {}
        }
    }
    decided
}

#[cfg(test)]
mod tests {
    use super::{decided, standing};
    use phuluc_check::RulingKind;
    use phuluc_round::Standing;

    #[test]
    fn sentences_are_understood_as_they_were() {
        assert_eq!(standing("đã kiểm tra, còn 12 lỗi"), Some(Standing::Fails(12)));
        assert_eq!(standing("đã kiểm tra, không có lỗi"), Some(Standing::Passes));
        assert_eq!(standing("đã xong"), None);
        let said = "yêu cầu chỉnh sửa (A, 08 giờ 00 ngày 16/12/2026)\nchấp nhận theo giải trình [x/y] (A, nay; căn cứ: một\nhai)";
        let kinds: Vec<RulingKind> = decided(said).iter().map(|decided| decided.kind).collect();
        assert_eq!(kinds, [RulingKind::Return, RulingKind::Explain]);
        assert!(decided(said)[1].words.ends_with("một\nhai)"));
    }
}
