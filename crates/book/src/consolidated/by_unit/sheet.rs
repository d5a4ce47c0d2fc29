//! Draws the sheet “Theo đơn vị”: its lines with the units' figures, and the formulas of parts, bases and
//! percentages.

use super::{ByUnit, FIRST, FIXED, OWN_COLUMN, SheetLine, Side, TOP, TOTAL, WIDTH, column, column_name};
use crate::consolidated::shared_by_sheets::{
    OUT_OF_SCOPE, draw_working_title, number_of, set_widths, stated,
};
use crate::consolidated::shares::Operand;
use crate::consolidated::{shares, sources};
use crate::lines::{AddedCells, AddedContent, CellSource};
use crate::style::Styles;
use crate::{paper, put, style};
use phuluc_check::{Adjustment, DerivedValue};
use phuluc_form::{ColumnRef, Place, RowRef, WhichReport};
use phuluc_grid::CellValue;
use phuluc_say::{BY_UNIT, Lang, SOURCES, StatusMessage, words};
use rust_xlsxwriter::{Workbook, XlsxError};

impl<'c> ByUnit<'c> {
    /// Draws the sheet; the units' figures are still to be put there.
    pub fn draw(
        &'c self,
        book: &mut Workbook,
        forms: &[String],
        styles: &Styles,
    ) -> Result<AddedCells<'c>, XlsxError> {
        let place = book.worksheets().len() + 1;
        let sheet = book.add_worksheet();
        sheet.set_name(BY_UNIT)?;
        // a formula that comes to nothing would be stored as 0
        sheet.set_formula_result_default("");
        let members = &self.consolidation.members;
        let top = draw_working_title(sheet, "Số liệu theo từng đơn vị", self.consolidation, styles)?;
        debug_assert_eq!(top + 2, TOP, "the lines begin below title and header");
        for (at, (label, _)) in (0..).zip(FIXED) {
            sheet.merge_range(top, at, top + 1, at, label, &styles.header)?;
        }
        let sources = sources::first_rows(self.consolidation);
        for (at, &unit) in (FIRST..).zip(&self.units) {
            let at = column(at);
            // this sheet is drawn again from the figures, without the decisions of the level below
            let standing = words::say(Lang::Vi, StatusMessage::Standing(members[unit].standing));
            let left_out = if members[unit].included { "" } else { "; không cộng vào tổng" };
            let source = format!("'{SOURCES}'!A{}", sources[unit]);
            put(sheet, top, at, &CellValue::Link(members[unit].unit.name.clone(), source), &styles.header)?;
            sheet.write_string_with_format(top + 1, at, format!("{standing}{left_out}"), &styles.numbers)?;
            sheet.set_column_width(at, WIDTH)?;
        }
        let columns: Vec<String> = (FIRST..).take(self.units.len()).map(column_name).collect();
        let mut adjusted: Vec<bool> = Vec::new();
        for unit in &self.units {
            let mut submissions =
                members[*unit].reports.iter().filter_map(|report| report.submission.as_ref());
            adjusted.push(submissions.any(|submission| !submission.adjusted.is_empty()));
        }
        for (at, line) in (TOP..).zip(&self.lines) {
            let mut head = self.head(at, line);
            let (SheetLine::Figures { form, .. } | SheetLine::Share { form, .. }) = line;
            head[0] = CellValue::Link(
                head[0].text().to_owned(),
                format!("'{}'!A1", forms[*form].replace('\'', "''")),
            );
            for (column, value) in (0..).zip(&head) {
                let format = if usize::from(column) == TOTAL { &styles.value } else { &styles.label };
                put(sheet, at, column, value, format)?;
            }
            for (offset, &unit) in self.units.iter().enumerate() {
                if adjusted[offset]
                    && let Some(adjusted) = self.adjustment(line, unit)
                {
                    let note = crate::note(&words::adjusted(Lang::Vi, adjusted));
                    sheet.insert_note(at, column(FIRST + offset), &note)?;
                }
            }
            let widths = FIXED.map(|(_, width)| width);
            // in the units' columns there may stand as much as this
            let texts = head.iter().map(CellValue::text).zip(widths).chain([(OUT_OF_SCOPE, WIDTH)]);
            sheet.set_row_height(at, style::height(texts))?;
        }
        for (column, look) in (0..).zip(AddedCells::looks()) {
            put(sheet, self.next(), column, &look, &styles.value)?;
        }
        set_widths(sheet, &FIXED.map(|(_, width)| width))?;
        let names = members.iter().map(|member| (member.unit.name.as_str(), WIDTH));
        sheet.set_row_height(top, style::height(names))?;
        sheet.set_row_height(top + 1, 45)?;
        sheet.set_freeze_panes(TOP, column(FIRST))?;
        sheet.set_repeat_rows(top, top + 1)?;
        sheet.set_repeat_columns(0, 3)?;
        let wide = FIXED.map(|(_, width)| width).iter().sum::<u32>() + WIDTH * size(columns.len());
        paper::working(sheet, wide, column(FIRST + columns.len()))?;
        Ok(AddedCells {
            sheet: place,
            first: TOP,
            count: self.next() - TOP,
            columns,
            content: AddedContent::ByColumn {
                value: Box::new(|line, unit| self.value(line, self.units[unit])),
                formula: Box::new(|line, column| self.formula(line, column)),
            },
        })
    }

    fn head(&self, at: u32, line: &SheetLine) -> [CellValue; 6] {
        let (form, row, say) = match line {
            SheetLine::Figures { form, row, column } => {
                (*form, *row, self.consolidation.forms[*form].form.columns[*column].say.clone())
            }
            SheetLine::Share { form, row, say, side, .. } => {
                let side = match side {
                    Side::Part => "tử số",
                    Side::Base => "mẫu số",
                    Side::Rate => "tỷ lệ (%)",
                };
                (*form, *row, format!("{say}: {side}"))
            }
        };
        let total = &self.consolidation.forms[form];
        let total_row = &total.rows[row];
        let (sum, count) = match line {
            SheetLine::Figures { column, .. } => {
                (self.total(form, row, *column), self.given(form, row, *column, " đơn vị"))
            }
            SheetLine::Share { id, side, .. } => match (side, self.sides(form, row, id)) {
                (Side::Part, Some([part, _])) => (part, CellValue::Empty),
                (Side::Base, Some([_, base])) => (base, CellValue::Empty),
                _ => (self.share(form, row, id), CellValue::Empty),
            },
        };
        debug_assert!(at >= TOP, "lines stand below the header");
        [
            CellValue::Text(total.form.short.clone()),
            CellValue::Text(number_of(total, total_row)),
            CellValue::Text(total_row.label.clone()),
            CellValue::Text(say),
            sum,
            count,
        ]
    }

    /// The adjustment of a unit's figure, if there was one.
    fn adjustment(&self, line: &SheetLine, unit: usize) -> Option<&'c Adjustment> {
        let SheetLine::Figures { form, row, column } = line else { return None };
        let total = &self.consolidation.forms[*form];
        let (report, _) = self.consolidation.members[unit].form(&total.form.id)?;
        let at = (&total.form.id, &total.rows[*row].id, &total.form.columns[*column].id);
        let mut adjusted = report.submission.as_ref()?.adjusted.iter();
        adjusted.find(|adjusted| {
            let place = &adjusted.place;
            (&place.on_form.form, &place.on_form.row, &place.on_form.column) == at
        })
    }

    /// What stands in a unit's column.
    pub(super) fn value(&self, line: usize, unit: usize) -> CellSource {
        match &self.lines[line] {
            SheetLine::Figures { form, row, column } => {
                let total = &self.consolidation.forms[*form];
                CellSource::Value(stated(&self.tables[*form].said(unit, &total.rows[*row], *column)))
            }
            SheetLine::Share { form, row, id, side, formula, .. } => {
                let row = &self.consolidation.forms[*form].rows[*row];
                if !self.consolidation.members[unit].included || !self.tables[*form].concerns(unit, row) {
                    return CellSource::Value(CellValue::Empty);
                }
                let share = self.tables[*form].share_of(unit, row, id);
                let nothing = CellValue::Text(String::new());
                let value = match side {
                    Side::Rate => share
                        .and_then(|(part, base)| DerivedValue::Share { part, base }.value(2))
                        .map(CellValue::Percent),
                    Side::Part => share.map(|(part, _)| CellValue::Number(part.normalize())),
                    Side::Base => share.map(|(_, base)| CellValue::Number(base.normalize())),
                };
                if formula.get_or_init(|| self.formula_of(line)).is_some() {
                    CellSource::Worked(value.unwrap_or(nothing))
                } else {
                    CellSource::Value(value.unwrap_or(CellValue::Empty))
                }
            }
        }
    }

    /// The formula of a line as it stands in the column of that name.
    fn formula(&self, line: usize, column: &str) -> String {
        let SheetLine::Share { formula, .. } = &self.lines[line] else { return String::new() };
        let formula = formula.get_or_init(|| self.formula_of(line)).as_deref();
        formula.unwrap_or_default().replace(OWN_COLUMN, column)
    }

    /// The formula of a line, whatever the column.
    fn formula_of(&self, line: usize) -> Option<String> {
        let SheetLine::Share { form, row, id, side, .. } = &self.lines[line] else { return None };
        if *side == Side::Rate {
            // the two lines above it
            let at = TOP as usize + line;
            let (part, base) = (format!("{OWN_COLUMN}{}", at - 1), format!("{OWN_COLUMN}{at}"));
            return Some(format!("=IF(N({base})=0,\"\",ROUND({part}*100/{base},2))"));
        }
        let total = &self.consolidation.forms[*form];
        let cell = |place: &Place| self.cell_of(*form, *row, place);
        shares::formula(&total.form, &total.rows[*row], id, *side == Side::Part, &cell)
    }

    /// The cell of a place in a unit's own column; a place that no unit's form has is nought.
    fn cell_of(&self, form: usize, row: usize, place: &Place) -> Option<Operand> {
        if place.form.is_some() || place.which != WhichReport::Now {
            return None;
        }
        let total = &self.consolidation.forms[form];
        let row = match &place.row {
            RowRef::Each => row,
            RowRef::Id(id) => total.rows.iter().position(|line| line.id == *id)?,
        };
        let column = match &place.column {
            ColumnRef::Each => total.form.value_column()?,
            ColumnRef::Id(id) => total.form.column(id)?,
            ColumnRef::First(_) => return None,
        };
        if !total.present[column] {
            return Some(Operand::Nought);
        }
        self.places.get(&(form, row, column)).map(|line| Operand::Cell(format!("{OWN_COLUMN}{}", line + 1)))
    }
}

fn size(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
