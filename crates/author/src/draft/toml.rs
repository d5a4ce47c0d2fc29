//! Writes a draft as the text of a definition, with remarks where somebody must look.

use super::elements::{BlankColumn, BlankRow, BlankRows, ColumnHolds, Figures, SuggestedRule};
use super::left_open::{Remark, RemarkAt};
use super::{Draft, Note};
use phuluc_form::{Choice, Kind, match_key};
use rust_decimal::Decimal;
use std::fmt::Write;

impl Draft {
    /// The definition, which can be read as it stands. `words` turns its notes into sentences.
    pub fn text(&self, words: &dyn Fn(Note<'_>) -> String) -> String {
        let mut text = DefinitionText { out: String::new(), words, draft: self };
        text.write();
        text.out
    }
}

struct DefinitionText<'d> {
    out: String,
    words: &'d dyn Fn(Note<'_>) -> String,
    draft: &'d Draft,
}

impl DefinitionText<'_> {
    fn write(&mut self) {
        let draft = self.draft;
        for line in (self.words)(Note::Begins { sheet: &draft.sheet }).lines() {
            self.line(&format!("# {line}"));
        }
        let heading = &draft.heading;
        let short = heading.short.as_deref().unwrap_or(&draft.own_sheet);
        self.line(&format!("id       = {}", quoted(&draft.id)));
        let year = heading.year.map_or_else(|| "1".to_owned(), |year| year.to_string());
        self.at(RemarkAt::Version, &format!("version  = {}", quoted(&year)));
        if let Some(code) = &heading.code {
            self.line(&format!("code     = {}", quoted(code)));
        }
        self.at(
            RemarkAt::Title,
            &format!("title    = {}", quoted(heading.title.as_deref().unwrap_or(short))),
        );
        self.line(&format!("short    = {}", quoted(short)));
        self.line(&format!("sheet    = {}", quoted(&draft.own_sheet)));
        if let Some(measure) = &heading.measure {
            self.line(&format!("measure  = {}", quoted(measure)));
        }
        if draft.column_numbers {
            self.line("column_numbers = true");
        }
        self.at(
            RemarkAt::Basis,
            &format!(
                "basis    = {}",
                quoted(heading.basis.as_deref().unwrap_or("Chưa rõ văn bản ban hành mẫu"))
            ),
        );
        let from = heading.issued.map_or_else(|| "2000-01-01".to_owned(), |day| day.to_string());
        self.at(RemarkAt::InForce, &format!("in_force = {{ from = {from} }}"));
        let to = heading.receiver.as_deref().unwrap_or("tỉnh");
        let every = if heading.every.is_empty() { &["quý", "năm"][..] } else { &heading.every };
        let every: Vec<String> = every.iter().map(|every| quoted(every)).collect();
        let every = every.join(", ");
        self.at(
            RemarkAt::Sent,
            &format!("sent     = {{ by = \"xã\", to = [{}], every = [{every}] }}", quoted(to)),
        );
        if draft.lines {
            self.line("lines    = true");
        }
        self.line("");
        self.at(RemarkAt::Columns, "columns = [");
        for (index, column) in draft.columns.iter().enumerate() {
            self.at(RemarkAt::Column(index), &format!("  {{ {} }},", entry(column)));
        }
        self.line("]\n");
        self.rows();
        for rule in &draft.rules {
            self.rule(rule);
        }
    }

    fn rows(&mut self) {
        match &self.draft.rows {
            BlankRows::Printed(rows) => {
                self.at(RemarkAt::Rows, "rows = [");
                for (index, row) in rows.iter().enumerate() {
                    self.at(RemarkAt::Row(index), &format!("  {{ {} }},", printed(row, rows)));
                }
                self.line("]");
            }
            BlankRows::Open { key, total } => {
                let total = total.as_ref().map_or_else(String::new, |total| {
                    format!(", total = {{ id = \"tong\", label = {} }}", quoted(total))
                });
                self.at(RemarkAt::Rows, &format!("rows = {{ open = {}{total} }}", quoted(key)));
            }
        }
    }

    fn rule(&mut self, rule: &SuggestedRule) {
        let mark = self.mark(false);
        let because = (self.words)(Note::SuggestionReason(rule.because));
        self.line(&format!("\n# {mark}: {because}\n[[rules]]"));
        self.line(&format!("id = {}", quoted(&rule.id)));
        self.line(&format!("title = {}", quoted(&rule.title)));
        if let Some(each) = rule.each {
            self.line(&format!("each = {}", quoted(each)));
        }
        if !rule.columns.is_empty() {
            let columns: Vec<String> = rule.columns.iter().map(|column| quoted(column)).collect();
            self.line(&format!("columns = [{}]", columns.join(", ")));
        }
        if !rule.except.is_empty() {
            let except: Vec<String> = rule.except.iter().map(|row| quoted(row)).collect();
            self.line(&format!("except = [{}]", except.join(", ")));
        }
        self.line(&format!("that = {}", quoted(&rule.that)));
        if rule.derive {
            self.line("derive = true");
        }
        self.line(&format!("why = {}", quoted(rule.why)));
        self.line(&format!("todo = {}", quoted(&rule.todo)));
    }

    /// Writes a line below the remarks that belong to its place.
    fn at(&mut self, spot: RemarkAt, line: &str) {
        let indent = &line[..line.len() - line.trim_start().len()];
        for (_, remark) in self.draft.remarks.iter().filter(|(at, _)| *at == spot) {
            let mark = self.mark(remark.must_be_filled());
            let said = (self.words)(Note::Remark(remark));
            self.line(&format!("{indent}# {mark}: {said}"));
        }
        self.line(line);
    }

    fn mark(&self, fill: bool) -> String {
        (self.words)(if fill { Note::ToFill } else { Note::Suggested })
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }
}

impl Remark {
    /// Whether something is missing that must be filled in, rather than confirmed.
    pub(super) const fn must_be_filled(&self) -> bool {
        matches!(
            self,
            Self::Title
                | Self::Basis
                | Self::InForce { .. }
                | Self::Sent
                | Self::Version
                | Self::NoLabel
                | Self::MaximumUnread(_)
                | Self::StepsUnread(_)
        )
    }
}

/// A column as the entry of a TOML array.
fn entry(column: &BlankColumn) -> String {
    let kind = match column.holds {
        ColumnHolds::Code => "code",
        ColumnHolds::Label => "label",
        ColumnHolds::Measure => "measure",
        ColumnHolds::Note => "note",
        ColumnHolds::ByRow => "by row",
        ColumnHolds::Choice => "choice",
        ColumnHolds::Text => "text",
        ColumnHolds::Document => "document",
        ColumnHolds::Figures(Figures::Count) => "count",
        ColumnHolds::Figures(Figures::Money) => "money",
        ColumnHolds::Figures(Figures::Percent) => "percent",
        ColumnHolds::Figures(Figures::Score) => "score",
    };
    let head: Vec<String> = column.head.iter().map(|label| quoted(label)).collect();
    let mut text =
        format!("id = {}, kind = {}, head = [{}]", quoted(&column.id), quoted(kind), head.join(", "));
    if let Some(say) = &column.say {
        let _ = write!(text, ", say = {}", quoted(say));
    }
    if column.cumulative && matches!(column.holds, ColumnHolds::ByRow | ColumnHolds::Figures(_)) {
        text.push_str(", cumulative = true");
    }
    if !column.choices.is_empty() {
        let _ = write!(text, ", codes = {{ {} }}", labelled(&column.choices));
    }
    if column.may_exceed_100 {
        text.push_str(", may_exceed_100 = true");
    }
    // scores are listed so that units can be ranked, and the maximum is the same for all
    let consolidate = match column.holds {
        _ if column.is_maximum() => Some("same"),
        ColumnHolds::Figures(Figures::Score) => Some("list"),
        _ => column.listed.then_some("list"),
    };
    if let Some(consolidate) = consolidate {
        let _ = write!(text, ", consolidate = {}", quoted(consolidate));
    }
    if !column.asked.is_empty() {
        let asked: Vec<String> = column.asked.iter().map(|row| quoted(row)).collect();
        let _ = write!(text, ", asked = [{}]", asked.join(", "));
    }
    text
}

/// A row as the entry of a TOML array.
fn printed(row: &BlankRow, rows: &[BlankRow]) -> String {
    let mut keys: Vec<String> = Vec::new();
    let code_is_id = row.code.as_deref().is_some_and(|code| code.trim_end_matches('.') == row.id);
    if !code_is_id {
        keys.push(format!("id = {}", quoted(&row.id)));
    }
    keys.extend(row.code.as_deref().map(|code| format!("code = {}", quoted(code))));
    keys.push(format!("label = {}", quoted(&row.label)));
    keys.extend(row.measured_in.as_deref().map(|measure| format!("measured_in = {}", quoted(measure))));
    let kind = match &row.kind {
        Some(Kind::Percent) => Some("percent"),
        Some(Kind::Money) => Some("money"),
        Some(Kind::Quantity) => Some("quantity"),
        Some(Kind::Score) => Some("score"),
        Some(Kind::Text) => Some("text"),
        _ => None,
    };
    keys.extend(kind.map(|kind| format!("kind = {}", quoted(kind))));
    if !row.choices.is_empty() {
        keys.push(format!("codes = {{ {} }}", labelled(&row.choices)));
    }
    if !row.fixed.is_empty() {
        let fixed = row.fixed.iter().map(|(column, figure)| format!("{column} = {figure}"));
        keys.push(format!("fixed = {{ {} }}", fixed.collect::<Vec<_>>().join(", ")));
    }
    if !row.steps.is_empty() {
        let bare = row.steps.iter().all(|step| step.label.is_empty());
        keys.push(if bare {
            let points: Vec<String> = row.steps.iter().map(|step| step.code.to_string()).collect();
            format!("steps = [{}]", points.join(", "))
        } else {
            format!("steps = {{ {} }}", labelled(&row.steps))
        });
    }
    if row.heading {
        keys.push("heading = true".to_owned());
    }
    if let Some(parent) = row.parent.filter(|_| row.names_parent) {
        keys.push(format!("parent = {}", quoted(&rows[parent].id)));
    }
    if !row.heading && match_key(&row.label).contains("luy ke") {
        keys.push("cumulative = true".to_owned());
    }
    if row.may_fall {
        keys.push("never_falls = false".to_owned());
    }
    if row.listed {
        keys.push("consolidate = \"list\"".to_owned());
    }
    keys.join(", ")
}

/// Codes or points with what each stands for, as the entries of a TOML table.
fn labelled(choices: &[Choice]) -> String {
    let entries = choices.iter().map(|choice| format!("{} = {}", key(&choice.code), quoted(&choice.label)));
    entries.collect::<Vec<_>>().join(", ")
}

/// A figure as a TOML key, quoted if it has a dot, which would split the key.
fn key(figure: &Decimal) -> String {
    let written = figure.to_string();
    if written.contains('.') { quoted(&written) } else { written }
}

/// A text as a TOML string.
fn quoted(text: &str) -> String {
    ::toml::Value::String(text.to_owned()).to_string()
}
