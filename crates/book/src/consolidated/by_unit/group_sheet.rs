//! Draws the sheet “Theo nhóm đơn vị”: what totals take from each group of units, with the totals as formulas over it.

use super::groups::{GroupLine, Groups, Holds};
use super::{ByUnit, FIRST, FIXED, TOP, TOTAL, WIDTH, column, column_name};
use crate::consolidated::shared_by_sheets::{draw_working_title, number_of, set_widths};
use crate::style::Styles;
use crate::{paper, put, style};
use phuluc_check::DerivedValue;
use phuluc_grid::CellValue;
use phuluc_say::BY_GROUP;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Workbook, XlsxError};

/// What the last column before the groups' says.
const WHAT: (&str, u32) = ("Số của mỗi nhóm", 24);

impl ByUnit<'_> {
    /// Draws the sheet, if there are groups.
    pub fn draw_groups(
        &self,
        book: &mut Workbook,
        forms: &[String],
        styles: &Styles,
    ) -> Result<(), XlsxError> {
        let Some(groups) = &self.groups else { return Ok(()) };
        let sheet = book.add_worksheet();
        sheet.set_name(BY_GROUP)?;
        // a formula that comes to nothing would be stored as 0
        sheet.set_formula_result_default("");
        let top = draw_working_title(sheet, "Số liệu theo nhóm đơn vị", self.consolidation, styles)?;
        let mut heads = FIXED;
        heads[FIXED.len() - 1] = WHAT;
        for (at, (label, _)) in (0..).zip(heads) {
            sheet.merge_range(top, at, top + 1, at, label, &styles.header)?;
        }
        for (at, group) in (FIRST..).zip(&groups.list) {
            let at = column(at);
            sheet.write_string_with_format(top, at, &group.name, &styles.header)?;
            let units = format!("{} đơn vị cộng vào tổng", group.units.len());
            sheet.write_string_with_format(top + 1, at, units, &styles.numbers)?;
            sheet.set_column_width(at, WIDTH)?;
        }
        let widths = heads.map(|(_, width)| width);
        for (at, line) in (TOP..).zip(&groups.lines) {
            let head = self.group_head(at, line, forms);
            for (column, value) in (0..).zip(&head) {
                let format = if usize::from(column) == TOTAL { &styles.value } else { &styles.label };
                put(sheet, at, column, value, format)?;
            }
            for group in 0..groups.count() {
                put(sheet, at, column(FIRST + group), &of_group(groups, line, at, group), &styles.value)?;
            }
            sheet.set_row_height(at, style::height(head.iter().map(CellValue::text).zip(widths)))?;
        }
        set_widths(sheet, &widths)?;
        let names = groups.list.iter().map(|group| (group.name.as_str(), WIDTH));
        sheet.set_row_height(top, style::height(names))?;
        sheet.set_row_height(top + 1, 32)?;
        sheet.set_freeze_panes(TOP, column(FIRST))?;
        sheet.set_repeat_rows(top, top + 1)?;
        sheet.set_repeat_columns(0, 3)?;
        let count = u32::try_from(groups.count()).unwrap_or(u32::MAX);
        let wide = widths.iter().sum::<u32>() + WIDTH * count;
        paper::working(sheet, wide, column(FIRST + groups.count()))
    }

    /// The cells before the groups'.
    fn group_head(&self, at: u32, line: &GroupLine, forms: &[String]) -> [CellValue; 6] {
        let (form, row) = (line.form, line.row);
        let total = &self.consolidation.forms[form];
        let of_form = &total.rows[row];
        [
            CellValue::Link(total.form.short.clone(), format!("'{}'!A1", forms[form].replace('\'', "''"))),
            CellValue::Text(number_of(total, of_form)),
            CellValue::Text(of_form.label.clone()),
            CellValue::Text(line.say.clone()),
            self.group_total(at, line),
            CellValue::Text(line.what.clone()),
        ]
    }

    /// The total of a line: that of the place, or what its own figures come to.
    fn group_total(&self, at: u32, line: &GroupLine) -> CellValue {
        let (form, row, range) = (line.form, line.row, self.range(at));
        let sum = |values: Option<Decimal>| {
            let value = CellValue::Number(values.unwrap_or_default().normalize());
            CellValue::formula(format!("=SUM({range})"), value)
        };
        let values = || line.values.iter().flatten().copied();
        match &line.holds {
            Holds::Measure { column, is_first: true, .. } => self.total(form, row, *column),
            Holds::Measure { measure, .. } => {
                let value = measure.together(values()).unwrap_or_default().normalize();
                CellValue::formula(format!("={}", measure.over_groups(&range)), CellValue::Number(value))
            }
            Holds::Rates(id) => self.share(form, row, id),
            Holds::Parts(_) | Holds::Bases(_) | Holds::Count => sum(values().reduce(Decimal::saturating_add)),
        }
    }
}

/// What stands in a group's column.
fn of_group(groups: &Groups, line: &GroupLine, at: u32, group: usize) -> CellValue {
    let Holds::Rates(_) = line.holds else {
        return line.values[group].map_or(CellValue::Empty, |value| CellValue::Number(value.normalize()));
    };
    // the two lines above
    let above = |lines: u32| {
        let line = groups.lines.get((at - TOP - lines) as usize);
        line.and_then(|line| line.values[group]).unwrap_or_default()
    };
    let rate = DerivedValue::Share { part: above(2), base: above(1) }.value(2);
    let name = column_name(FIRST + group);
    // rows of a sheet are counted from 1
    let (part, base) = (format!("{name}{}", at - 1), format!("{name}{at}"));
    let formula = format!("=IF(N({base})=0,\"\",ROUND({part}*100/{base},2))");
    CellValue::formula(formula, rate.map_or(CellValue::Text(String::new()), CellValue::Percent))
}
