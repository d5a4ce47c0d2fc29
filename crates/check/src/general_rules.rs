//! The general rules of reading and checking: what must hold in any form, and of the file around it.
//!
//! A rule is one file, with its manual, its sentence in both languages and the code that raises it. Two lines here
//! belong to each rule: its module, and its entry in the list, which names the stage that asks it. The file of a rule
//! without a stage says who raises it.

mod doubtful_readings;
pub(crate) mod stages;

pub(crate) mod ambiguous_number;
pub(crate) mod amount_too_small;
pub(crate) mod blank_total;
pub(crate) mod catalogue_jumps;
pub(crate) mod cell_comment;
pub(crate) mod cell_error;
pub(crate) mod code_not_allowed;
pub(crate) mod columns_aligned;
pub(crate) mod copied_workbook;
pub(crate) mod document_number_malformed;
pub(crate) mod document_order;
pub(crate) mod document_sign_differs;
pub(crate) mod document_without_date;
pub(crate) mod document_without_number;
pub(crate) mod earlier_not_used;
pub(crate) mod falls_within_year;
pub(crate) mod far_from_past;
pub(crate) mod far_from_peers;
pub(crate) mod figure_beside;
pub(crate) mod figures_outside;
pub(crate) mod file_not_found;
pub(crate) mod form_blank;
pub(crate) mod form_joined;
pub(crate) mod form_repeated;
pub(crate) mod form_split;
pub(crate) mod format_by_condition;
pub(crate) mod format_missing;
pub(crate) mod header_changed;
pub(crate) mod hidden_sheet;
pub(crate) mod identity_differs;
pub(crate) mod label_contradicts;
pub(crate) mod label_reworded;
pub(crate) mod marked_in_part;
pub(crate) mod measure_changed;
pub(crate) mod measure_converted;
pub(crate) mod measure_doubtful;
pub(crate) mod merged_figure;
pub(crate) mod more_figures_apart;
pub(crate) mod more_than_shown;
pub(crate) mod negative_number;
pub(crate) mod no_known_form;
pub(crate) mod not_a_number;
pub(crate) mod not_calculated;
pub(crate) mod not_in_force;
pub(crate) mod nothing_of_nothing;
pub(crate) mod number_as_date;
pub(crate) mod old_font;
pub(crate) mod only_other_period;
pub(crate) mod other_period_left_out;
pub(crate) mod out_of_sight;
pub(crate) mod own_output;
pub(crate) mod part_exceeds;
pub(crate) mod percent_above_100;
pub(crate) mod percent_truncated;
pub(crate) mod period_in_words;
pub(crate) mod period_unknown;
pub(crate) mod printed_figure_changed;
pub(crate) mod remark_below_table;
pub(crate) mod remark_contradicts;
pub(crate) mod row_after_total;
pub(crate) mod row_missing;
pub(crate) mod row_repeated;
pub(crate) mod rows_aligned;
pub(crate) mod rows_are_units;
pub(crate) mod rows_not_counted;
pub(crate) mod same_as_before;
pub(crate) mod share_among_percentages;
pub(crate) mod sheet_left_out;
pub(crate) mod sheet_missing;
pub(crate) mod sheet_not_read;
pub(crate) mod stale_result;
pub(crate) mod step_not_allowed;
pub(crate) mod struck_through;
pub(crate) mod subtotal_differs;
pub(crate) mod too_many_digits;
pub(crate) mod total_repeated;
pub(crate) mod total_reworded;
pub(crate) mod typed_over_formula;
pub(crate) mod unchanged_among_changed;
pub(crate) mod unit_unknown;
pub(crate) mod unknown_column;
pub(crate) mod unknown_row;
pub(crate) mod unreadable_file;
pub(crate) mod value_in_heading;
pub(crate) mod value_out_of_scope;
pub(crate) mod zero_of_none;

use crate::answer::Answer;
use crate::finding::Finding;
use crate::finding::general::GeneralRule;
use crate::submission::FilledForm;
use phuluc_form::{Level, Period};
use stages::Raised::{self, AtEachPlace, OnEachForm};
use stages::{FormInSubmission, PlaceInForm};

/// All general rules by id, each with the stages of the check that ask it.
const LIST: &[(&GeneralRule, &[Raised])] = &[
    (&ambiguous_number::RULE, &[AtEachPlace(ambiguous_number::find)]),
    (&amount_too_small::RULE, &[OnEachForm(amount_too_small::find)]),
    (&blank_total::RULE, &[]),
    (&catalogue_jumps::RULE, &[]),
    (&cell_comment::RULE, &[]),
    (&cell_error::RULE, &[AtEachPlace(cell_error::find)]),
    (&code_not_allowed::RULE, &[AtEachPlace(code_not_allowed::find)]),
    (&columns_aligned::RULE, &[]),
    (&copied_workbook::RULE, &[]),
    (&document_number_malformed::RULE, &[OnEachForm(document_number_malformed::find)]),
    (&document_order::RULE, &[OnEachForm(document_order::find)]),
    (&document_sign_differs::RULE, &[OnEachForm(document_sign_differs::find)]),
    (&document_without_date::RULE, &[OnEachForm(document_without_date::find)]),
    (&document_without_number::RULE, &[OnEachForm(document_without_number::find)]),
    (&earlier_not_used::RULE, &[]),
    (&falls_within_year::RULE, &[]),
    (&far_from_past::RULE, &[]),
    (&far_from_peers::RULE, &[]),
    (&figure_beside::RULE, &[OnEachForm(figure_beside::find)]),
    (&figures_outside::RULE, &[]),
    (&file_not_found::RULE, &[]),
    (&form_blank::RULE, &[]),
    (&form_joined::RULE, &[]),
    (&form_repeated::RULE, &[]),
    (&form_split::RULE, &[]),
    (&format_by_condition::RULE, &[]),
    (&format_missing::RULE, &[]),
    (&header_changed::RULE, &[]),
    (&hidden_sheet::RULE, &[]),
    (&identity_differs::RULE, &[]),
    (&label_contradicts::RULE, &[]),
    (&label_reworded::RULE, &[]),
    (&marked_in_part::RULE, &[AtEachPlace(marked_in_part::find)]),
    (&measure_changed::RULE, &[AtEachPlace(measure_changed::find)]),
    (&measure_converted::RULE, &[]),
    (&measure_doubtful::RULE, &[AtEachPlace(measure_doubtful::find)]),
    (&merged_figure::RULE, &[]),
    (&more_figures_apart::RULE, &[]),
    (&more_than_shown::RULE, &[AtEachPlace(more_than_shown::find)]),
    (&negative_number::RULE, &[AtEachPlace(negative_number::find)]),
    (&no_known_form::RULE, &[]),
    (&not_a_number::RULE, &[AtEachPlace(not_a_number::find)]),
    (&not_calculated::RULE, &[AtEachPlace(not_calculated::find)]),
    (&not_in_force::RULE, &[]),
    (&nothing_of_nothing::RULE, &[OnEachForm(nothing_of_nothing::find)]),
    (&number_as_date::RULE, &[AtEachPlace(number_as_date::find)]),
    (&old_font::RULE, &[]),
    (&only_other_period::RULE, &[]),
    (&other_period_left_out::RULE, &[]),
    (&out_of_sight::RULE, &[]),
    (&own_output::RULE, &[]),
    (&part_exceeds::RULE, &[]),
    (&percent_above_100::RULE, &[AtEachPlace(percent_above_100::find)]),
    (&percent_truncated::RULE, &[]),
    (&period_in_words::RULE, &[]),
    (&period_unknown::RULE, &[]),
    (&printed_figure_changed::RULE, &[AtEachPlace(printed_figure_changed::find)]),
    (&remark_below_table::RULE, &[]),
    (&remark_contradicts::RULE, &[OnEachForm(remark_contradicts::find)]),
    (&row_after_total::RULE, &[]),
    (&row_missing::RULE, &[]),
    (&row_repeated::RULE, &[OnEachForm(row_repeated::find)]),
    (&rows_aligned::RULE, &[]),
    (&rows_are_units::RULE, &[]),
    (&rows_not_counted::RULE, &[]),
    (&same_as_before::RULE, &[]),
    (&share_among_percentages::RULE, &[OnEachForm(share_among_percentages::find)]),
    (&sheet_left_out::RULE, &[]),
    (&sheet_missing::RULE, &[]),
    (&sheet_not_read::RULE, &[]),
    (&stale_result::RULE, &[AtEachPlace(stale_result::find)]),
    (&step_not_allowed::RULE, &[AtEachPlace(step_not_allowed::find)]),
    (&struck_through::RULE, &[OnEachForm(struck_through::find)]),
    (&subtotal_differs::RULE, &[]),
    (&too_many_digits::RULE, &[AtEachPlace(too_many_digits::find)]),
    (&total_repeated::RULE, &[]),
    (&total_reworded::RULE, &[]),
    (&typed_over_formula::RULE, &[]),
    (&unchanged_among_changed::RULE, &[]),
    (&unit_unknown::RULE, &[]),
    (&unknown_column::RULE, &[]),
    (&unknown_row::RULE, &[]),
    (&unreadable_file::RULE, &[]),
    (&value_in_heading::RULE, &[AtEachPlace(value_in_heading::find), OnEachForm(value_in_heading::nil)]),
    (&value_out_of_scope::RULE, &[AtEachPlace(value_out_of_scope::find)]),
    (&zero_of_none::RULE, &[]),
];

/// All general rules of this crate, by id.
pub fn all() -> impl Iterator<Item = &'static GeneralRule> {
    LIST.iter().map(|(rule, _)| *rule)
}

/// The findings of all general rules of the check in a form of a unit of this level, reported for this period.
pub(crate) fn check(filled: &FilledForm, level: Option<Level>, period: Option<Period>) -> Vec<Finding> {
    let (mut at_each_place, mut on_each_form) = (Vec::new(), Vec::new());
    for raised in LIST.iter().flat_map(|(_, raised)| *raised) {
        match raised {
            AtEachPlace(find) => at_each_place.push(find),
            OnEachForm(find) => on_each_form.push(find),
        }
    }
    let mut findings = Vec::new();
    for (row, answers) in filled.rows.iter().enumerate() {
        for (column, entry) in answers.entries.written() {
            let answer = entry.answer;
            if *answer == Answer::Blank || !filled.form.takes_answers(column) {
                continue;
            }
            let place = PlaceInForm { filled, row, column, level, kind: filled.kind(row, column), answer };
            findings.extend(at_each_place.iter().filter_map(|find| find(&place)));
        }
    }
    let form = FormInSubmission::new(filled, level, period);
    findings.extend(on_each_form.iter().flat_map(|find| find(&form)));
    findings
}
