//! The cell formats of a blank: input cells stand out, everything else is quiet.

use super::super::style::Styles;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatPattern, ProtectionOptions, Worksheet};

/// The formats of one blank.
pub(super) struct BlankFormats {
    pub styles: Styles,
    /// A cell to type into.
    pub input: Format,
    /// A cell that may be typed into, although others fill it in.
    pub left_to_others: Format,
    /// A cell for words.
    pub text: Format,
    /// A figure carried over from the period before.
    pub carried: Format,
    /// A figure that the workbook works out.
    pub computed: Format,
    /// A cell that the unit is not asked for.
    pub out: Format,
    /// The lines of the heading that may be typed over.
    pub open_right: Format,
    pub open_period: Format,
    /// The line that names the report to which the form is attached.
    pub attached: Format,
    /// The colour over cells that are still to be filled.
    pub open: Format,
    /// The colour over wrong cells.
    pub wrong: Format,
    /// The words for results on the sheet “Kiểm tra”, each with its colours.
    pub states: [(&'static str, Format); 4],
    /// The banner beside the page that counts the results of rules.
    pub banner: Format,
    /// The lines of signatures.
    pub sign: Format,
}

impl BlankFormats {
    pub fn new() -> Self {
        let styles = Styles::new();
        let yellow = Color::RGB(0x00FF_F9DB);
        Self {
            left_to_others: styles.value.clone().set_unlocked(),
            text: styles.label.clone().set_unlocked(),
            carried: filled(&styles.value, 0x00E2_F0D9).set_italic().set_unlocked(),
            computed: filled(&styles.value, 0x00E8_EFF7),
            out: filled(&styles.value, 0x00D9_D9D9),
            open_right: styles.right.clone().set_unlocked(),
            open_period: styles.period.clone().set_unlocked(),
            attached: styles.period.clone().set_unlocked(),
            open: Format::new().set_background_color(yellow),
            wrong: signal(0x00FF_C7CE, 0x009C_0006),
            states: [
                ("Lỗi", signal(0x00FF_C7CE, 0x009C_0006)),
                ("Chưa khớp", signal(0x00FF_C7CE, 0x009C_0006)),
                ("Cần xem lại", signal(0x00FF_EB9C, 0x007F_6000)),
                ("Lưu ý", signal(0x00DD_EBF7, 0x001F_4E79)),
            ],
            sign: styles.text.clone().set_align(FormatAlign::Center).set_bold().set_text_wrap(),
            banner: styles.left.clone().set_align(FormatAlign::Left).set_bold(),
            input: styles.value.clone().set_unlocked(),
            styles,
        }
    }
}

/// The format with a background colour.
fn filled(format: &Format, color: u32) -> Format {
    format.clone().set_pattern(FormatPattern::Solid).set_background_color(Color::RGB(color))
}

/// A format in bold letters, with the colours `ink` on `ground`, to lie over a cell's own format.
fn signal(ground: u32, ink: u32) -> Format {
    Format::new().set_background_color(Color::RGB(ground)).set_font_color(Color::RGB(ink)).set_bold()
}

/// Protects a sheet without a password: against slips, not against people.
pub(super) fn protect(sheet: &mut Worksheet) {
    let options = ProtectionOptions {
        insert_rows: true,
        delete_rows: true,
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    };
    sheet.protect_with_options(&options);
}
