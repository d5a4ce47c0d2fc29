//! Points that are none of the steps by which a criterion is scored.
//!
//! Raised by the check, at each place.

use crate::finding::general::{Discrepancy, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::stages::PlaceInForm;
use phuluc_form::{Choice, Lang, Severity, number};

/// Points between the steps, or beyond them.
#[derive(Clone, Debug)]
pub struct StepNotAllowed {
    /// The steps, with what each is given for if the form says so.
    pub steps: Vec<Choice>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "step-not-allowed",
    severity: Severity::Error,
    vi: Manual {
        title: "Điểm không thuộc các mức của tiêu chí",
        why: "Tiêu chí chấm theo mức in sẵn; điểm khác các mức đó không có căn cứ.",
        example: "Tiêu chí chấm 0, 1 hoặc 2 mà ghi 1,3.",
        todo: "Chọn một mức điểm in ở tiêu chí.",
    },
    en: Manual {
        title: "points that are none of the criterion's steps",
        why: "the criterion is scored in printed steps; nothing bears out points between them",
        example: "1.3 where only 0, 1 and 2 are given",
        todo: "choose a step that is printed with the criterion",
    },
};

impl GeneralFinding for StepNotAllowed {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let here = wording::answer_if(lang, at);
        let steps: Vec<String> = self.steps.iter().map(|step| said(lang, step)).collect();
        match (lang, steps.split_last()) {
            (_, None) => here,
            (Lang::Vi, Some((last, []))) => format!("ghi {here}; chỉ ghi {last}"),
            (Lang::Vi, Some((last, first))) => {
                format!("ghi {here}; chỉ ghi {} hoặc {last}", first.join(", "))
            }
            (Lang::En, Some(_)) => format!("{here}, but only {} are given", steps.join(", ")),
        }
    }

    fn figures(&self, at: Option<&Location>) -> Discrepancy {
        Discrepancy { relation: Some("in"), ..Discrepancy::reported(at) }
    }
}

fn said(lang: Lang, step: &Choice) -> String {
    let points = match lang {
        Lang::Vi => number::vietnamese(step.code),
        Lang::En => number::english(step.code),
    };
    if step.label.is_empty() { points } else { format!("{points} ({})", step.label) }
}

/// Checks a place that is scored in steps. Another rule reports numbers below 0.
pub(crate) fn find(place: &PlaceInForm<'_>) -> Option<Finding> {
    let figure = place.figure().filter(|figure| !figure.is_sign_negative())?;
    let steps = place.filled.form.steps(place.filled.rows[place.row].fixed(), place.column);
    let is_step = steps.is_empty() || steps.iter().any(|step| step.code == figure);
    (!is_step).then(|| place.finding(StepNotAllowed { steps: steps.to_vec() }))
}
