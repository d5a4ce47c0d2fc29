//! How a workbook to hand out looks: what to type into stands out, the rest is quiet.

use super::super::style::Styles;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatPattern, ProtectionOptions, Worksheet};

/// The formats of one workbook.
pub(super) struct Looks {
    pub styles: Styles,
    /// To be typed into.
    pub input: Format,
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
    /// Coloured over whatever is wrong.
    pub wrong: Format,
    /// The words Lỗi, Cần xem lại, Chưa nhập, Đạt.
    pub states: [(&'static str, Format); 4],
    /// The line above the table that counts what the rules find.
    pub banner: Format,
    /// Signatures.
    pub sign: Format,
}

impl Looks {
    pub fn new() -> Self {
        let styles = Styles::new();
        let filled = |format: &Format, color: u32| {
            format.clone().set_pattern(FormatPattern::Solid).set_background_color(Color::RGB(color))
        };
        let input = filled(&styles.value, 0x00FF_F9DB).set_unlocked();
        let on = |color: u32, ink: u32| {
            Format::new().set_background_color(Color::RGB(color)).set_font_color(Color::RGB(ink)).set_bold()
        };
        Self {
            text: filled(&styles.label, 0x00FF_F9DB).set_unlocked(),
            carried: filled(&styles.value, 0x00E2_F0D9).set_italic().set_unlocked(),
            computed: filled(&styles.value, 0x00E8_EFF7),
            out: filled(&styles.value, 0x00D9_D9D9),
            open_right: filled(&styles.right, 0x00FF_F9DB).set_unlocked(),
            open_period: filled(&styles.period, 0x00FF_F9DB).set_unlocked(),
            wrong: on(0x00FF_C7CE, 0x009C_0006),
            states: [
                ("Lỗi", on(0x00FF_C7CE, 0x009C_0006)),
                ("Chưa khớp", on(0x00FF_C7CE, 0x009C_0006)),
                ("Cần xem lại", on(0x00FF_EB9C, 0x007F_6000)),
                ("Lưu ý", on(0x00DD_EBF7, 0x001F_4E79)),
            ],
            sign: styles.text.clone().set_align(FormatAlign::Center).set_bold().set_text_wrap(),
            banner: styles.period.clone().unset_italic().set_bold(),
            input,
            styles,
        }
    }
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
