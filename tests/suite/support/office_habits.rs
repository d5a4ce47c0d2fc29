//! Everyday habits of offices, none of which is a mistake. Each changes a workbook as some office would.
//!
//! It takes the sheets of a consistent report and gives the same report with habits.

use crate::support::builder::CHECKER;
use crate::support::chance::Chance;
use crate::support::drawn_sheets::text;
use phuluc::check::Answer;
use phuluc::form::{Form, Kind, match_key};
use phuluc::grid::{At, Cell, Content, NumberFormat, Sheet};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// A sheet that somebody in a commune edits.
pub(crate) struct Desk {
    pub name: String,
    visible: bool,
    cells: BTreeMap<At, Cell>,
    merges: Vec<(At, At)>,
    /// The places of its form: the cell, the kind of answer, and the answer.
    places: Vec<(At, Option<Kind>, Answer)>,
    form: Option<Arc<Form>>,
    /// The first row of the table header.
    header: u32,
    /// The columns of codes and labels.
    columns: [u32; 2],
    /// The first and the last row below the header.
    body: [u32; 2],
}

/// A habit. It says whether the sheet had a place for it.
pub(crate) type Habit = fn(&mut Desk, &mut Chance) -> bool;

/// Habits of anybody, also in a workbook that was handed out.
pub(crate) const IN_PLACE: [(&str, Habit); 11] = [
    ("dashes for noughts", dashes),
    ("formulas typed over", typed_over),
    ("“không có” in the remarks", nil_remarks),
    ("remarks", remarks),
    ("figures as text", as_text),
    ("spaces around figures", spaces),
    ("dots between thousands", dots),
    ("percentages with their sign", with_sign),
    ("percentages in a format", percent_format),
    ("accounting formats", accounting),
    ("a signature below", signature),
];

/// Habits of those who type the form themselves, or copy it into a workbook of their own.
pub(crate) const BY_HAND: [(&str, Habit); 19] = [
    ("dashes in heading rows", dashes_in_headings),
    ("columns' labels in words of 2026", head_wordings),
    ("the total in capitals", loud_total),
    ("another name of the sheet", renamed),
    ("a letterhead above", letterhead),
    ("lines left out above", heading_lower),
    ("an empty column at the left", to_the_right),
    ("capital letters", capitals),
    ("spaces around labels", label_spaces),
    ("spaces that do not break", hard_spaces),
    ("letters in two parts", decomposed),
    ("tones and dashes otherwise", tones),
    ("words for short", short_words),
    ("codes as numbers", number_codes),
    ("codes without their last dot", bare_codes),
    ("two rows exchanged", rows_exchanged),
    ("a line of their own", own_line),
    ("the period in other days", period_otherwise),
    ("cells that are not merged", unmerged),
];

impl Desk {
    /// The sheets of a report. A sheet with a form gets the places of that form.
    pub fn all(sheets: &[Sheet]) -> Vec<Self> {
        let read = CHECKER.read(sheets);
        let desks = sheets.iter().map(|sheet| {
            let form = read.forms.iter().find(|filled| filled.stands_on(&sheet.name));
            let rows = form.iter().flat_map(|filled| (0..filled.rows.len()).map(move |row| (filled, row)));
            let places = rows.flat_map(|(filled, row)| {
                let columns =
                    (0..filled.form.columns.len()).filter(|column| filled.form.takes_answers(*column));
                columns.filter_map(move |column| {
                    let entry = filled.rows[row].entries.get(column);
                    Some((entry.at?, filled.kind(row, column).cloned(), entry.answer.clone()))
                })
            });
            let places: Vec<_> = places.collect();
            let is_code = |(_, cell): &(At, &Cell)| matches!(&*match_key(&cell.tidy()), "stt" | "tt");
            let corner = sheet.cells().find(is_code).map_or(At { row: 0, column: 0 }, |(at, _)| at);
            let rows = places.iter().map(|(at, ..)| at.row);
            Self {
                name: sheet.name.clone(),
                visible: sheet.visible,
                cells: sheet.cells().map(|(at, cell)| (at, cell.clone())).collect(),
                merges: sheet.merges().to_vec(),
                header: corner.row,
                columns: [corner.column, corner.column + 1],
                form: form.map(|filled| Arc::clone(&filled.form)),
                body: [rows.clone().min().unwrap_or(0), rows.max().unwrap_or(0)],
                places,
            }
        });
        desks.collect()
    }

    pub fn has_form(&self) -> bool {
        !self.places.is_empty()
    }

    pub const fn is_visible(&self) -> bool {
        self.visible
    }

    /// Replaces formulas by their figures, as copying values does.
    pub fn without_formulas(&mut self) {
        for cell in self.cells.values_mut() {
            cell.formula = None;
        }
    }

    pub fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(&self.name, self.cells.clone()).merged(self.merges.clone());
        sheet.visible = self.visible;
        sheet
    }

    fn moved(&mut self, to: impl Fn(At) -> At) {
        self.cells = std::mem::take(&mut self.cells).into_iter().map(|(at, cell)| (to(at), cell)).collect();
        self.merges =
            std::mem::take(&mut self.merges).into_iter().map(|(from, last)| (to(from), to(last))).collect();
        for (at, ..) in &mut self.places {
            *at = to(*at);
        }
        let [first, last] = self.body.map(|row| to(At { row, column: 0 }).row);
        self.body = [first, last];
        self.header = to(At { row: self.header, column: 0 }).row;
        self.columns = self.columns.map(|column| to(At { row: 0, column }).column);
    }

    /// Rewrites answers where `written` gives a cell, in most places. Says whether there was any.
    fn write(
        &mut self,
        chance: &mut Chance,
        written: impl Fn(&Option<Kind>, &Answer, &mut Chance) -> Option<Cell>,
    ) -> bool {
        let mut is_done = false;
        for (at, kind, answer) in &self.places {
            let has_formula = self.cells.get(at).is_some_and(|cell| cell.formula.is_some());
            if has_formula || !chance.is_in(70) {
                continue;
            }
            if let Some(cell) = written(kind, answer, chance) {
                self.cells.insert(*at, cell);
                is_done = true;
            }
        }
        is_done
    }

    /// Changes texts of the table or above it, in most places. Says whether there was any.
    fn reword(
        &mut self,
        chance: &mut Chance,
        is_it: impl Fn(&At, &Self) -> bool,
        change: impl Fn(&str) -> String,
    ) -> bool {
        let texts: Vec<At> = self.cells.keys().copied().filter(|at| is_it(at, self)).collect();
        let mut is_done = false;
        for at in texts {
            let cell = &self.cells[&at];
            let Content::Text(said) = &cell.content else { continue };
            let changed = change(said);
            if changed != **said && cell.formula.is_none() && chance.is_in(80) {
                self.cells.insert(at, Cell { content: Content::Text(changed.into()), ..cell.clone() });
                is_done = true;
            }
        }
        is_done
    }

    fn is_label(&self, at: At) -> bool {
        at.column == self.columns[1] && (self.body[0]..=self.body[1]).contains(&at.row)
    }

    fn is_code(&self, at: At) -> bool {
        at.column == self.columns[0] && (self.body[0]..=self.body[1]).contains(&at.row)
    }

    /// The column of remarks, if the form has one.
    fn remarks(&self) -> Option<u32> {
        self.cells
            .iter()
            .find(|(_, cell)| match_key(&cell.tidy()).ends_with("ghi chu"))
            .map(|(at, _)| at.column)
    }
}

fn figure(answer: &Answer) -> Option<Decimal> {
    answer.figure().map(|figure| figure.value.normalize())
}

fn vietnamese(value: Decimal) -> String {
    value.to_string().replace('.', ",")
}

fn dashes(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.write(chance, |kind, answer, chance| {
        let is_nought = *kind == Some(Kind::Count) && figure(answer).is_some_and(|value| value.is_zero());
        is_nought.then(|| text(chance.word(&["-", "–", "không có", "Không phát sinh"])))
    })
}

fn dashes_in_headings(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.write(chance, |kind, answer, _| (kind.is_none() && !answer.is_given()).then(|| text("-")))
}

fn beside(desk: &mut Desk, chance: &mut Chance, said: &[&str], is_it: impl Fn(&Answer) -> bool) -> bool {
    let Some(column) = desk.remarks() else { return false };
    let rows: Vec<u32> = desk
        .places
        .iter()
        .filter(|(_, kind, answer)| kind.is_some() && is_it(answer))
        .map(|(at, ..)| at.row)
        .collect();
    let mut is_done = false;
    for row in rows {
        let at = At { row, column };
        if desk.cells.get(&at).is_none_or(Cell::is_empty) && chance.is_in(25) {
            desk.cells.insert(at, text(chance.word(said)));
            is_done = true;
        }
    }
    is_done
}

fn nil_remarks(desk: &mut Desk, chance: &mut Chance) -> bool {
    let is_nought = |answer: &Answer| figure(answer).is_some_and(|value| value.is_zero());
    beside(desk, chance, &["Không có", "Không phát sinh", "không có hồ sơ"], is_nought)
}

fn remarks(desk: &mut Desk, chance: &mut Chance) -> bool {
    let said = [
        "Đã đối chiếu",
        "Số liệu trên phần mềm một cửa",
        "Tăng 5% so với cùng kỳ năm trước",
        "Kế hoạch số 15/KH-UBND ngày 05/01/2026",
        "Có danh sách kèm theo",
        "Trong đó 02 hồ sơ liên thông",
        "x",
    ];
    beside(desk, chance, &said, Answer::is_given)
}

fn as_text(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.write(chance, |kind, answer, chance| {
        let value = figure(answer).filter(|_| matches!(kind, Some(Kind::Count | Kind::Money)))?;
        let written =
            if value < Decimal::TEN && chance.is_in(40) { format!("0{value}") } else { value.to_string() };
        Some(text(&written))
    })
}

fn spaces(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.write(chance, |kind, answer, chance| {
        let value = figure(answer).filter(|_| matches!(kind, Some(Kind::Count | Kind::Money)))?;
        let written =
            [format!("{value} "), format!(" {value}"), format!("{value}\u{a0}"), format!("{value}\u{200b}")];
        Some(text(chance.word(&written)))
    })
}

fn dots(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.write(chance, |kind, answer, _| {
        let value = figure(answer).filter(|_| matches!(kind, Some(Kind::Count | Kind::Money)))?;
        let digits = (value >= Decimal::ONE_THOUSAND).then(|| value.to_string())?;
        let groups =
            digits.as_bytes().rchunks(3).rev().map(|group| String::from_utf8_lossy(group).into_owned());
        Some(text(&groups.collect::<Vec<_>>().join(".")))
    })
}

fn with_sign(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.write(chance, |kind, answer, chance| {
        let value = figure(answer).filter(|_| *kind == Some(Kind::Percent))?;
        let between = chance.word(&["", " "]);
        Some(text(&format!("{}{between}%", vietnamese(value))))
    })
}

fn percent_format(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.write(chance, |kind, answer, _| {
        let value = figure(answer).filter(|_| *kind == Some(Kind::Percent))?;
        let content = Content::Number((value / Decimal::ONE_HUNDRED).normalize());
        Some(Cell { format: NumberFormat::new("0.00%"), ..Cell::plain(content) })
    })
}

fn accounting(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.write(chance, |kind, answer, _| {
        let value = figure(answer).filter(|_| matches!(kind, Some(Kind::Count | Kind::Money)))?;
        let format = NumberFormat::new("_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)");
        Some(Cell { format, ..Cell::plain(Content::Number(value)) })
    })
}

fn signature(desk: &mut Desk, chance: &mut Chance) -> bool {
    let last = desk.cells.keys().map(|at| at.row).max().unwrap_or(0);
    let right = desk.columns[0] + 2 + u32::try_from(chance.below(3)).unwrap();
    for (down, column, said) in [
        (2, right, "Xã Ví dụ, ngày 15 tháng 3 năm 2026"),
        (3, desk.columns[0], "NGƯỜI LẬP BIỂU"),
        (3, right, "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"),
        (4, right, "(Ký tên, đóng dấu)"),
    ] {
        desk.cells.insert(At { row: last + down, column }, text(said));
    }
    true
}

fn renamed(desk: &mut Desk, chance: &mut Chance) -> bool {
    let names = [
        format!("{} ", desk.name),
        format!("{} (nộp)", desk.name),
        desk.name.to_uppercase(),
        format!("Sheet {}", desk.name),
    ];
    chance.word(&names).clone_into(&mut desk.name);
    true
}

fn letterhead(desk: &mut Desk, _: &mut Chance) -> bool {
    desk.moved(|at| At { row: at.row + 3, ..at });
    let [left, right] = [desk.columns[0], desk.columns[0] + 3];
    for (row, column, said) in [
        (0, left, "ỦY BAN NHÂN DÂN"),
        (0, right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (1, right, "Độc lập - Tự do - Hạnh phúc"),
    ] {
        desk.cells.insert(At { row, column }, text(said));
    }
    true
}

fn heading_lower(desk: &mut Desk, chance: &mut Chance) -> bool {
    let (header, down) = (desk.header, 1 + u32::try_from(chance.below(3)).unwrap());
    desk.moved(|at| if at.row >= header { At { row: at.row + down, ..at } } else { at });
    true
}

fn to_the_right(desk: &mut Desk, _: &mut Chance) -> bool {
    desk.moved(|at| At { column: at.column + 1, ..at });
    true
}

fn capitals(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.reword(chance, |at, desk| at.row < desk.body[0] && at.row >= desk.header, str::to_uppercase)
}

/// Column labels in the words of communes, as the definition lists them.
fn head_wordings(desk: &mut Desk, chance: &mut Chance) -> bool {
    let Some(form) = desk.form.clone() else { return false };
    let levels = form.columns.iter().flat_map(|column| column.head.iter().zip(&column.also));
    let wordings: Vec<(&String, &Vec<String>)> = levels.filter(|(_, also)| !also.is_empty()).collect();
    if wordings.is_empty() {
        return false;
    }
    let (printed, also) = *chance.pick(&wordings);
    let worded = chance.word(also).to_owned();
    let change = |label: &str| if label == printed { worded.clone() } else { label.to_owned() };
    desk.reword(chance, |at, desk| (desk.header..desk.body[0]).contains(&at.row), change)
}

fn loud_total(desk: &mut Desk, chance: &mut Chance) -> bool {
    let behind = chance.word(&["", ":", " "]);
    let change = |label: &str| {
        if label == "Tổng cộng" { format!("TỔNG CỘNG{behind}") } else { label.to_owned() }
    };
    desk.reword(chance, |at, desk| at.row >= desk.body[0], change)
}

fn label_spaces(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.reword(chance, |at, desk| desk.is_label(*at), |label| format!(" {} ", label.replacen(' ', "  ", 1)))
}

fn hard_spaces(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.reword(chance, |at, desk| at.row >= desk.header, |label| label.replace(' ', "\u{a0}"))
}

fn decomposed(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.reword(chance, |_, _| true, |label| label.nfd().collect())
}

fn tones(desk: &mut Desk, chance: &mut Chance) -> bool {
    let change =
        |label: &str| label.replace("óa", "oá").replace("ủy", "uỷ").replace("ỹ", "ĩ").replace(" - ", " – ");
    desk.reword(chance, |at, desk| desk.is_label(*at), change)
}

fn short_words(desk: &mut Desk, chance: &mut Chance) -> bool {
    let change = |label: &str| {
        label
            .replace("thủ tục hành chính", "TTHC")
            .replace("Ủy ban nhân dân", "UBND")
            .replace("hồ sơ", "HS")
            .replace("văn bản", "VB")
    };
    desk.reword(chance, |at, desk| desk.is_label(*at), change)
}

fn number_codes(desk: &mut Desk, chance: &mut Chance) -> bool {
    let codes: Vec<At> = desk.cells.keys().copied().filter(|at| desk.is_code(*at)).collect();
    let mut is_done = false;
    for at in codes {
        let code = desk.cells[&at].tidy().trim_end_matches('.').to_owned();
        // as a number 1.10 would become 1.1
        if let Ok(number) = code.parse::<Decimal>()
            && !code.ends_with('0')
            && chance.is_in(80)
        {
            desk.cells.insert(at, Cell::plain(Content::Number(number)));
            is_done = true;
        }
    }
    is_done
}

fn bare_codes(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.reword(chance, |at, desk| desk.is_code(*at), |code| code.trim_end_matches('.').to_owned())
}

fn rows_exchanged(desk: &mut Desk, chance: &mut Chance) -> bool {
    let [first, last] = desk.body;
    if last - first < 3 {
        return false;
    }
    let row = first + u32::try_from(chance.below(usize::try_from(last - first - 1).unwrap())).unwrap();
    let swapped = |at: At| match at.row {
        own if own == row => At { row: row + 1, ..at },
        own if own == row + 1 => At { row, ..at },
        _ => at,
    };
    let code =
        |row| desk.cells.get(&At { row, column: desk.columns[0] }).map(|cell| cell.tidy().into_owned());
    let [above, below] = [code(row), code(row + 1)];
    // rows are swapped only if neither belongs under the other
    let are_equals = above.zip(below).is_some_and(|(above, below)| {
        above.matches('.').count() == below.matches('.').count() && !above.is_empty() && !below.is_empty()
    });
    if !are_equals {
        return false;
    }
    desk.moved(swapped);
    true
}

fn own_line(desk: &mut Desk, chance: &mut Chance) -> bool {
    let row = desk.body[0]
        + u32::try_from(chance.below(usize::try_from(desk.body[1] - desk.body[0]).unwrap())).unwrap();
    desk.moved(|at| if at.row > row { At { row: at.row + 1, ..at } } else { at });
    let column = desk.columns[1];
    desk.cells.insert(
        At { row: row + 1, column },
        text(chance.word(&["Ghi chú: số liệu đến ngày chốt", "(có danh sách kèm theo)"])),
    );
    true
}

fn period_otherwise(desk: &mut Desk, chance: &mut Chance) -> bool {
    let days = chance.below(3);
    let change = |line: &str| {
        let Some(period) = phuluc::form::Period::find(line) else { return line.to_owned() };
        let [from, to] = [period.from, period.to];
        match days {
            0 => {
                from.format("từ ngày %d tháng %m năm %Y").to_string()
                    + &to.format(" đến ngày %d tháng %m năm %Y").to_string()
            }
            1 => from.format("(Từ %d-%m-%Y").to_string() + &to.format(" đến %d-%m-%Y)").to_string(),
            _ => {
                from.format("Kỳ báo cáo: từ %d/%m/%Y").to_string()
                    + &to.format(" đến hết ngày %d/%m/%Y").to_string()
            }
        }
    };
    desk.reword(chance, |at, desk| at.row < desk.header, change)
}

fn unmerged(desk: &mut Desk, _: &mut Chance) -> bool {
    let body = desk.header;
    let before = desk.merges.len();
    // titles keep to their first cells; the header stays as it is
    desk.merges.retain(|(from, _)| from.row >= body);
    desk.merges.len() < before
}

fn typed_over(desk: &mut Desk, _: &mut Chance) -> bool {
    let formulas = desk.cells.values_mut().filter(|cell| cell.formula.is_some());
    formulas.map(|cell| cell.formula = None).count() > 0
}
