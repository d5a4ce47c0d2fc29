//! Decisions that change nothing, because they touch only figures of a sending that does not count.
//!
//! It takes a unit with its sendings and a decision about it. It names the sending, and those that count.

use crate::consolidate::Member;
use crate::sending::Sending;
use phuluc_check::{AdjustedBy, Decision, Ruling};
use phuluc_form::{FormId, Severity};
use std::sync::Arc;

/// A sending that a decision touches although nothing of that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithoutEffect {
    /// The number of the sending.
    pub number: u32,
    /// The short names of the forms that are touched; empty if the sending is touched as a whole.
    pub forms: Vec<String>,
    /// The sendings that count instead, in order.
    pub counting: Vec<u32>,
}

impl Member {
    /// What a decision touches, if nothing of it counts.
    pub fn without_effect(&self, decision: &Arc<Decision>) -> Option<WithoutEffect> {
        if decision.taken_back.is_some() {
            return None;
        }
        let touched = self.sendings.iter().map(|sending| (sending, touched(decision, sending)));
        let touched: Vec<(&Sending, Vec<Option<FormId>>)> =
            touched.filter(|(_, forms)| !forms.is_empty()).collect();
        let counts = |sending: &Sending, form: &Option<FormId>| match form {
            Some(form) => self.counted(form) == Some(sending.number),
            None => self.numbers.contains(&sending.number),
        };
        if touched.iter().any(|(sending, forms)| forms.iter().any(|form| counts(sending, form))) {
            return None;
        }
        let (sending, forms) = touched.last()?;
        let forms: Vec<&FormId> = forms.iter().flatten().collect();
        let mut counting: Vec<u32> = match forms.as_slice() {
            [] => self.numbers.clone(),
            forms => forms.iter().filter_map(|form| self.counted(form)).collect(),
        };
        counting.sort_unstable();
        counting.dedup();
        let mut shorts: Vec<String> = Vec::new();
        for form in forms {
            let short = sending.form(form).map_or_else(|| form.to_string(), |(_, it)| it.form.short.clone());
            if !shorts.contains(&short) {
                shorts.push(short);
            }
        }
        Some(WithoutEffect { number: sending.number, forms: shorts, counting })
    }
}

/// The forms of a sending that a decision touches; `None` stands for the sending as a whole.
fn touched(decision: &Arc<Decision>, sending: &Sending) -> Vec<Option<FormId>> {
    let is_by = |by: &Arc<Decision>| Arc::ptr_eq(by, decision);
    let findings = || sending.files.iter().flat_map(|file| &file.checked.findings);
    match decision.ruling {
        Ruling::Explained { .. } => {
            let explained = findings().filter(|finding| finding.decided.as_ref().is_some_and(is_by));
            explained.map(|finding| finding.form().cloned()).collect()
        }
        Ruling::Adjusted { .. } => {
            let read = sending.files.iter().filter_map(|file| file.submission.as_ref());
            let adjusted = read.flat_map(|submission| &submission.adjusted);
            let own = adjusted.filter(|it| matches!(&it.by, AdjustedBy::Decision(by) if is_by(by)));
            own.map(|adjusted| Some(adjusted.place.on_form.form.clone())).collect()
        }
        // a report is returned for its errors
        Ruling::Returned if decision.sending == Some(sending.number) => {
            let errors = findings().filter(|it| it.decided.is_none() && it.severity == Severity::Error);
            let mut forms: Vec<Option<FormId>> = errors.map(|error| error.form().cloned()).collect();
            if forms.is_empty() {
                forms.push(None);
            }
            forms
        }
        Ruling::Returned | Ruling::Accepted | Ruling::SetAside | Ruling::Extended(_) => Vec::new(),
    }
}
