//! A sheet that is no sheet of cells: a chart, a dialog box, macros.
//!
//! Raised while the sheets of a workbook are read.

use crate::finding::Location;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use phuluc_form::{Lang, Severity};
use phuluc_grid::LeftOut;

/// The reason why a sheet has no cells.
#[derive(Clone, Debug)]
pub struct SheetLeftOut(pub LeftOut);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "sheet-left-out",
    severity: Severity::Note,
    vi: Manual {
        title: "Trang tính không phải bảng ô",
        why: "Trang biểu đồ, hộp thoại, macro không có ô nên không có số liệu để đọc.",
        example: "Trang tính chỉ có một biểu đồ.",
        todo: "Không phải làm gì.",
    },
    en: Manual {
        title: "a sheet that is no table of cells",
        why: "sheets of charts, dialogs and macros have no cells, and so no figures",
        example: "a sheet with nothing but a chart",
        todo: "there is nothing to do",
    },
};

impl GeneralFinding for SheetLeftOut {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let kind = match (lang, self.0) {
            (Lang::Vi, LeftOut::Chart) => "trang biểu đồ",
            (Lang::En, LeftOut::Chart) => "a chart",
            (Lang::Vi, LeftOut::Dialog) => "trang hộp thoại",
            (Lang::En, LeftOut::Dialog) => "a dialog box",
            (Lang::Vi, LeftOut::Macro | LeftOut::Module) => "trang macro",
            (Lang::En, LeftOut::Macro | LeftOut::Module) => "macros",
            (Lang::Vi, LeftOut::Unknown | LeftOut::Missing) => "trang loại khác",
            (Lang::En, LeftOut::Unknown | LeftOut::Missing) => "of another kind",
        };
        match lang {
            Lang::Vi => format!("là {kind}, không đọc"),
            Lang::En => format!("{kind}, not read"),
        }
    }
}
