//! The effect of a decision as text, for the person who made it.

use crate::words;
use crate::words::{DecisionMessage, Lang};
use phuluc_check::{Decision, Ruling};
use phuluc_round::{Effect, WithoutEffect};

/// How many totals that change are named.
const NAMED: usize = 12;

/// That nothing changes, because the sending that a decision touches does not count.
pub fn without_effect(about: Option<&WithoutEffect>, lang: Lang) -> Option<String> {
    Some(format!("  {}", words::say(lang, DecisionMessage::WithoutEffect(about?))))
}

/// The sending that counts now for each form, and the totals that change. Empty for a ruling that changes no figure.
pub fn effect(decision: &Decision, effect: &Effect, lang: Lang) -> Vec<String> {
    let changes_figures = match decision.ruling {
        Ruling::Accepted | Ruling::SetAside | Ruling::Adjusted { .. } => true,
        Ruling::Returned | Ruling::Explained { .. } | Ruling::Extended(_) => !effect.totals.is_empty(),
    };
    if !changes_figures {
        return Vec::new();
    }
    let forms = effect.forms.iter().map(DecisionMessage::FormEffect);
    let changes = std::iter::once(DecisionMessage::TotalsChange(effect.totals.len()));
    let mut lines: Vec<String> =
        forms.chain(changes).map(|message| format!("  {}", words::say(lang, message))).collect();
    let named = effect.totals.iter().take(NAMED).map(DecisionMessage::TotalChange);
    let more = effect.totals.len().saturating_sub(NAMED);
    let named = named.chain((more > 0).then_some(DecisionMessage::MoreTotals(more)));
    lines.extend(named.map(|message| format!("    {}", words::say(lang, message))));
    lines
}
