//! The result of a trial of rules on past reports, as text.

use crate::words;
use crate::words::{DefinitionMessage, Lang};
use phuluc_check::wording;
use phuluc_form::visible;
use phuluc_round::rules_on_past_reports::{Fired, Trial};

/// How many units of a rule are named, and how many examples are shown.
const UNITS: usize = 10;
const EXAMPLES: usize = 3;

/// Each rule with the number of its findings, the units, and examples.
pub fn text(trial: &Trial, lang: Lang) -> String {
    let (reports, without, repeated) = (trial.reports, trial.without, trial.repeated);
    let mut lines = vec![words::say(lang, DefinitionMessage::Tried { reports, without, repeated })];
    for tried in &trial.rules {
        lines.push(String::new());
        lines.push(words::say(lang, DefinitionMessage::TriedRule { tried, reports }));
        let units = tried.fired.iter().take(UNITS);
        lines.extend(units.map(|fired| format!("  - {}: {}", on(fired, lang), fired.findings.len())));
        let more = tried.fired.len().saturating_sub(UNITS);
        lines.extend((more > 0).then(|| format!("  … (+{more})")));
        let findings =
            tried.fired.iter().filter_map(|fired| fired.findings.first().map(|it| (on(fired, lang), it)));
        lines.extend(
            findings
                .take(EXAMPLES)
                .map(|(on, finding)| format!("  | {on}: {}", words::message(lang, finding))),
        );
    }
    lines.iter().map(|line| visible(line).into_owned() + "\n").collect()
}

/// The unit and the period of a report.
fn on(fired: &Fired, lang: Lang) -> String {
    match fired.period {
        Some(period) => format!("{}, {}", fired.on, wording::period(lang, period)),
        None => fired.on.clone(),
    }
}
