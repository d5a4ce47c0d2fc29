//! The general rules about files in a round: the sender, the time of arrival, and what happened to each file.
//!
//! A rule is one file, with its manual, its sentence in both languages, and a note of the stage that raises it. Two
//! lines here belong to each rule.

pub mod consolidated_not_taken_over;
pub mod draft_sent;
pub mod file_changed;
pub mod file_not_taken;
pub mod file_put_back;
pub mod file_repeated;
pub mod form_missing;
pub mod form_not_asked;
pub mod line_restored;
pub mod named_for_other;
pub mod outside_differs;
pub mod period_differs;
pub mod period_exceeds_unit;
pub mod same_as_other_unit;
pub mod time_not_believed;
pub mod unit_came_twice;
pub mod unit_doubtful;
pub mod wrong_unit;

use file_changed::FileChanged;
use line_restored::LineRestored;
use phuluc_check::{FileNotFound, Finding, GeneralRule, general_rules};
use same_as_other_unit::SameAsOtherUnit;
use time_not_believed::TimeNotBelieved;
use wrong_unit::WrongUnit;

/// The general rules of this crate, by id.
const LIST: &[&GeneralRule] = &[
    &consolidated_not_taken_over::RULE,
    &draft_sent::RULE,
    &file_changed::RULE,
    &file_not_taken::RULE,
    &file_put_back::RULE,
    &file_repeated::RULE,
    &form_missing::RULE,
    &form_not_asked::RULE,
    &line_restored::RULE,
    &named_for_other::RULE,
    &outside_differs::RULE,
    &period_differs::RULE,
    &period_exceeds_unit::RULE,
    &same_as_other_unit::RULE,
    &time_not_believed::RULE,
    &unit_came_twice::RULE,
    &unit_doubtful::RULE,
    &wrong_unit::RULE,
];

/// All general rules by id, together with those of reading and checking.
pub fn all() -> Vec<&'static GeneralRule> {
    let mut all: Vec<&GeneralRule> = general_rules::all().chain(LIST.iter().copied()).collect();
    all.sort_by_key(|rule| rule.id);
    all
}

/// Whether only staff can act on a finding, so that the sender is not told.
pub fn is_for_staff(finding: &Finding) -> bool {
    WrongUnit::is_settled(finding)
        || is_about_keeping(finding)
        || finding.general::<SameAsOtherUnit>().is_some()
        || finding.general::<LineRestored>().is_some()
        || finding.general::<TimeNotBelieved>().is_some()
}

/// Whether a finding is about how a file is kept since it came.
pub(crate) fn is_about_keeping(finding: &Finding) -> bool {
    finding.general::<FileChanged>().is_some() || finding.general::<FileNotFound>().is_some()
}

/// The general rule with this id.
pub fn named(id: &str) -> Option<&'static GeneralRule> {
    general_rules::all().chain(LIST.iter().copied()).find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use super::all;
    use phuluc_check::Manual;

    #[test]
    fn ids_are_unique() {
        assert!(all().windows(2).all(|pair| pair[0].id < pair[1].id));
    }

    #[test]
    fn every_rule_is_documented_in_both_languages() {
        for rule in all() {
            for Manual { title, why, example, todo } in [rule.vi, rule.en] {
                for text in [title, why, example, todo] {
                    assert!(!text.is_empty(), "{}", rule.id);
                }
            }
        }
    }

    /// A rule with a file but without an entry in the list would raise findings that nobody could explain.
    #[test]
    fn the_lists_name_the_files_of_the_rules_in_their_order() {
        for (list, source) in [
            (include_str!("general_rules.rs"), "src/round/general_rules"),
            (include_str!("../../../check/src/general_rules.rs"), "../check/src/general_rules"),
        ] {
            let mut files: Vec<String> = std::fs::read_dir(source)
                .unwrap()
                .filter_map(|file| Some(file.unwrap().file_name().to_str()?.strip_suffix(".rs")?.to_owned()))
                .filter(|file| !["stages", "doubtful_readings"].contains(&file.as_str()))
                .collect();
            files.sort();
            let rules = list.lines().filter_map(|line| line.trim().trim_start_matches('(').strip_prefix('&'));
            let listed: Vec<&str> = rules.filter_map(|rule| Some(rule.split_once("::RULE")?.0)).collect();
            assert_eq!(listed, files, "{source}");
            for file in files {
                let text = std::fs::read_to_string(format!("{source}/{file}.rs")).unwrap();
                assert!(text.contains(&format!("id: \"{}\"", file.replace('_', "-"))), "{file}");
            }
        }
    }
}
