//! Writes a blank, the workbook to hand out: a guide, the forms, the sheet “Kiểm tra” with its formulas, and the
//! identity twice.
//!
//! It takes a [`Blank`] and gives the bytes. Only input cells are unlocked, and the style Normal, because pasted
//! cells bring it along. Sheets are protected without a password. Every formula is stored with its result from the
//! check: phones and previews show the result, and tests compare it with other engines.

mod admitted;
mod checks;
mod conditional_formats;
mod flaws;
mod form;
mod formats;
mod formula;
mod formula_sheet;
mod guide;
mod series;
mod validation;

pub use series::Series;

use super::form_sheet::right_block;
use super::{WriteError, add_identity, same_bytes, style};
use formats::BlankFormats;
use formula::{fixed, name_prefix, quoted};
use formula_sheet::FormulaSheet;
use phuluc_author::Blank;
use phuluc_grid::{Identity, identity};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

/// Writes a workbook to hand out.
///
/// # Errors
/// If Excel does not allow it.
pub fn write(blank: &Blank) -> Result<Vec<u8>, WriteError> {
    let identity = identity_of(blank);
    let mut book = new_book(&identity)?;
    let formats = BlankFormats::new();
    let formulas = FormulaSheet::new(blank);
    guide::draw(book.add_worksheet(), blank, &formats)?;
    for form in 0..blank.order.forms.len() {
        form::draw(book.add_worksheet(), blank, form, &formulas, &formats)?;
    }
    checks::draw(book.add_worksheet(), blank, &formulas, &formats)?;
    formulas.draw(book.add_worksheet())?;
    add_identity(&mut book, &identity)?;
    name_places(&mut book, blank, &formulas)?;
    same_bytes::saved(&mut book)
}

fn identity_of(blank: &Blank) -> Identity {
    let forms = blank
        .forms()
        .map(|form| [form.id.as_str(), &form.version, &form.sheet, &form.fingerprint].map(str::to_owned));
    Identity {
        unit: blank.order.unit.clone(),
        level: blank.submission.level,
        period: blank.order.period,
        forms: forms.collect(),
        consolidated: false,
    }
}

/// An empty workbook whose style Normal is unlocked, with the identity as its properties.
fn new_book(identity: &Identity) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    style::set_own_font(&mut book, Format::new().set_unlocked())?;
    let created = ExcelDateTime::from_ymd(2024, 1, 1)?;
    let mut properties = DocProperties::new().set_creation_datetime(&created).set_author("phuluc");
    for (index, row) in (0..).zip(identity.rows()) {
        properties = properties.set_custom_property(identity::property(index, &row), row[1..].join("|"));
    }
    book.set_properties(&properties);
    Ok(book)
}

/// Defines names for ranges that other programs may want to find. They are in ASCII, belong to the whole workbook,
/// and refer to plain ranges.
fn name_places(book: &mut Workbook, blank: &Blank, formulas: &FormulaSheet) -> Result<(), XlsxError> {
    for (index, form) in blank.forms().enumerate() {
        let plan = blank.plan(index);
        let last = u16::try_from(plan.layout.columns.len()).unwrap_or(1).saturating_sub(1);
        let name = name_prefix(form);
        let body = plan.layout.body;
        let head = phuluc_grid::HEADING_ROWS;
        let unit = u32::from(right_block(last));
        let last = u32::from(last);
        let places = [
            ("bang", (body, 0), (plan.end - 1, last)),
            ("tieu_de", (head, 0), (body - 1, last)),
            ("ky", (4, 0), (4, 0)),
            ("don_vi", (0, unit), (0, unit)),
        ];
        for (what, (top, left), (bottom, right)) in places {
            let range = format!("={}!{}:{}", quoted(&form.sheet), fixed(top, left), fixed(bottom, right));
            book.define_name(format!("{name}_{what}"), &range)?;
        }
        let [top, bottom] = formulas.wrong(index);
        let wrong = format!("={}!{}:{}", formula_sheet::SHEET, fixed(top, 11), fixed(bottom, 11));
        book.define_name(format!("{name}_o_sai"), &wrong)?;
    }
    Ok(())
}
