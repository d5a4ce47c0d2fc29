//! The cell formats of a blank: input cells stand out, everything else is quiet.

use super::super::style::Styles;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatPattern, ProtectionOptions, Worksheet};

/// The formats of one workbook.
pub(super) struct BlankFormats {
    pub styles: Styles,
    /// To be typed into.
    pub input: Format,
    /// May be typed into, though it is for others to fill in.
    pub left_to_others: Format,
    /// To be typed into, with words.
    pub text: Format,
    /// Carried over from the period before.
    pub carried: Format,
    /// Worked out by the workbook.
    pub computed: Format,
    /// Not asked of the unit.
    pub out: Format,
    /// A line of the heading that may be typed over.
    pub open_right: Format,
    pub open_period: Format,
    /// The line that says to which report the form is attached.
    pub attached: Format,
    /// Coloured over whatever is still to be typed.
    pub open: Format,
    /// Coloured over whatever is wrong.
    pub wrong: Format,
    /// The words Lỗi, Cần xem lại, Chưa nhập, Đạt.
    pub states: [(&'static str, Format); 4],
    /// The line beside the page that counts what the rules find.
    pub banner: Format,
    /// Signatures.
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

/// A format on a ground of that colour.
fn filled(format: &Format, color: u32) -> Format {
    format.clone().set_pattern(FormatPattern::Solid).set_background_color(Color::RGB(color))
}

/// Bold letters of one colour on another, to lie over a cell's own format.
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
