//! The problems of definitions and lists in words, each with its place.

use super::message::{DefinitionMessage, Label, ListMessage};
use super::say::say;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use phuluc_form::{Lang, Problem, Problems};
use phuluc_grid::{ListNotices, ListProblem, ListProblems};

/// All problems of a form's definition in the order of the text, shown as a compiler shows them.
pub fn definition_problems(lang: Lang, problems: &Problems) -> String {
    mistakes_as(Label::DefinitionError, lang, problems)
}

/// The problems of a file that defines no form, under `heading`.
pub fn mistakes_as(heading: Label, lang: Lang, problems: &Problems) -> String {
    shown(&Level::ERROR.with_name(say(lang, heading)), lang, problems)
}

/// The problems of a definition as advice.
pub fn advice(lang: Lang, problems: &Problems) -> String {
    shown(&Level::WARNING.with_name(say(lang, Label::DefinitionAdvice)), lang, problems)
}

fn shown(level: &Level<'_>, lang: Lang, problems: &Problems) -> String {
    let mut list: Vec<&Problem> = problems.list.iter().collect();
    list.sort_by_key(|problem| (problem.span.start, problem.span.end));
    let renderer = Renderer::plain();
    let shown = list.iter().map(|problem| {
        let title = say(lang, DefinitionMessage::Fault(&problem.fault));
        // a span may cover a whole table that lacks a key; its first line is enough
        let span = &problem.span;
        let first_line = problems.text[span.clone()].find('\n').map_or(span.end, |n| span.start + n);
        let snippet = Snippet::source(problems.text.as_str())
            .path(problems.path.as_str())
            .annotation(AnnotationKind::Primary.span(span.start..first_line.max(span.start)));
        let report: &[Group<'_>] = &[level.clone().primary_title(title).element(snippet)];
        renderer.render(report)
    });
    let mut text = shown.collect::<Vec<_>>().join("\n\n");
    text.push('\n');
    text
}

/// All problems of a list, one a line.
pub fn list_problems(lang: Lang, problems: &ListProblems) -> Vec<String> {
    problems.list.iter().map(|problem| list_problem(lang, problems, problem)).collect()
}

/// All notices about a list that can be used, one a line.
pub fn list_notices(lang: Lang, notices: &ListNotices) -> Vec<String> {
    let at = ListMessage::FlawAt { file: &notices.file, sheet: &notices.sheet, cell: None };
    let at = say(lang, at);
    notices.list.iter().map(|notice| format!("{at}: {}.", say(lang, ListMessage::Notice(notice)))).collect()
}

fn list_problem(lang: Lang, problems: &ListProblems, problem: &ListProblem) -> String {
    let cell = problem.at.map(|at| at.to_string());
    let at = ListMessage::FlawAt { file: &problems.file, sheet: &problems.sheet, cell: cell.as_deref() };
    let flaw = say(lang, ListMessage::Flaw(&problem.flaw));
    let stop = if flaw.ends_with('?') { "" } else { "." };
    format!("{}: {flaw}{stop}", say(lang, at))
}
