//! The printed page of a returned workbook: receiver, period, due time, and every item with its place.

use super::material::{About, Copied, Returned, ReturnedFile};
use super::place_words::{row_name, shown, written};
use crate::measure::Letters;
use crate::paper::PrintedRow;
use crate::style::Styles;
use crate::{fitting, letter, measure, paper, put, style};
use phuluc_check::{Diagnosis, Finding, Location, Mistake, wording};
use phuluc_form::{Severity, capital, vietnamese};
use phuluc_grid::{At, CellValue};
use phuluc_say::{CheckMessage, DiagnosisMessage, Lang, finding_line, words};
use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, FormatAlign, FormatUnderline, Url, Worksheet, XlsxError};

/// The widths of the columns. That of places grows with the longest, at the cost of the texts, so that the page keeps
/// its width.
const WIDTHS: [u32; 8] = [6, 11, 18, 30, 13, 13, 13, 58];
const PLACE: usize = 2;
const TEXT: usize = 7;
/// The widest column of places.
const WIDEST: u32 = 34;
const HEADER: [&str; 8] = [
    "STT",
    "Mức độ",
    "Vị trí cần xem lại",
    "Chỉ tiêu",
    "Số ghi",
    "Số tính được",
    "Chênh lệch",
    "Nội dung và cách xử lý",
];
const LAST: u16 = 7;
/// The heights of the table's header and of an empty row, in points.
const HEAD: u32 = 34;
const ONE_ROW: u32 = 15;
/// The most open rules that are listed. The sender sees the blank cells anyway.
const LISTED: usize = 20;

pub(super) fn draw(
    sheet: &mut Worksheet,
    returned: &Returned<'_>,
    copied: &[Copied<'_>],
) -> Result<(), XlsxError> {
    let styles = Styles::new();
    let files: Vec<(&ReturnedFile<'_>, Vec<Item<'_>>)> = numbered(returned);
    let widths = widths(files.iter().flat_map(|(_, items)| items));
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, width)?;
    }
    let (mut at, heading) = draw_heading(sheet, returned, &styles)?;
    let mut rows = vec![
        PrintedRow { row: 0, high: heading, leads: true },
        PrintedRow { row: at, high: HEAD, leads: true },
    ];
    for (column, label) in (0..).zip(HEADER) {
        sheet.write_string_with_format(at, column, label, &styles.header)?;
    }
    sheet.set_row_height(at, HEAD)?;
    let top = at;
    let mut number = 0;
    for (index, (file, items)) in files.iter().enumerate() {
        if files.len() > 1 {
            at += 1;
            let name = format!("Tệp {}", file.name());
            sheet.merge_range(at, 0, at, LAST, &fitting(&name), &styles.label.clone().set_bold())?;
            rows.push(PrintedRow { row: at, high: ONE_ROW, leads: true });
        }
        for item in items {
            (at, number) = (at + 1, number + 1);
            let copied = copied.iter().filter(|copy| copy.file == index);
            let high = draw_item(sheet, at, number, (item, &widths), copied, &styles)?;
            rows.push(PrintedRow { row: at, high, leads: false });
        }
    }
    let last_item = at;
    for (file, _) in &files {
        at = draw_open(sheet, at, file, files.len() > 1, &styles, &mut rows)?;
    }
    // every page repeats the head of the table, so none begins below the table
    if let Some(last) = rows.last_mut() {
        last.leads = true;
    }
    at += 2;
    let wide = &styles.text.clone().set_text_wrap().set_align(FormatAlign::Top);
    let guide = "Sửa trực tiếp ở các ô được đánh dấu trong các trang tính sau phiếu này (rê chuột vào ô để đọc ghi chú), \
                 lưu lại rồi gửi lại chính tệp này. Mở tệp từ thư hoặc Zalo thì bấm “Bật chỉnh sửa” trước. Số đúng mà \
                 vẫn bị nêu thì gửi kèm giải trình.";
    sheet.merge_range(at, 0, at, LAST, guide, wide)?;
    sheet.set_row_height(at, HEAD)?;
    rows.push(PrintedRow { row: at, high: HEAD + 5 * ONE_ROW, leads: false });
    let receivers = ["- Như trên;", "- Lưu: VT."];
    letter::draw_end(sheet, at + 2, ("NGƯỜI LẬP PHIẾU", &receivers), [5, LAST], &styles)?;
    let pages = paper::official_of(sheet, &widths, &rows, HEAD)?;
    // the head of the items stands over no page without items
    if pages.first().is_some_and(|second| *second <= last_item) {
        sheet.set_repeat_rows(top, top)?;
    }
    Ok(())
}

/// The files with their items, which are numbered through.
fn numbered<'f>(returned: &'f Returned<'f>) -> Vec<(&'f ReturnedFile<'f>, Vec<Item<'f>>)> {
    let mut number = 0;
    let files = returned.files.iter().map(|file| {
        let items = items(file, number);
        number += items.len();
        (file, items)
    });
    files.collect()
}

/// The widths of the columns for some items.
fn widths<'i>(items: impl Iterator<Item = &'i Item<'i>>) -> [u32; 8] {
    let mut widths = WIDTHS;
    let needed = items.filter_map(|item| measure::narrowest(&item.place(), WIDTHS[PLACE]..=WIDEST));
    let wider = needed.max().unwrap_or(WIDTHS[PLACE]) - WIDTHS[PLACE];
    widths[PLACE] += wider;
    widths[TEXT] -= wider;
    widths
}

/// Draws the heading of the letter. Gives the row of the table's header, and the height of what stands above it.
fn draw_heading(
    sheet: &mut Worksheet,
    returned: &Returned<'_>,
    styles: &Styles,
) -> Result<(u32, u32), XlsxError> {
    let receiver = returned.about.receiver.unwrap_or("ĐƠN VỊ TỔNG HỢP");
    let number = format!("Số: {}", returned.about.document.unwrap_or("………"));
    letter::draw_heading(sheet, [receiver, &number], [4, LAST], styles)?;
    sheet.merge_range(4, 0, 4, LAST, "PHIẾU YÊU CẦU CHỈNH SỬA, BỔ SUNG SỐ LIỆU", &styles.title)?;
    let mut about: Vec<String> = vec![format!("Kính gửi: {}", returned.about.to)];
    let title = returned.about.title.map_or_else(String::new, |title| format!("{title}. "));
    let period = returned.about.period.map_or_else(String::new, |period| format!("Kỳ báo cáo: {period}. "));
    let files: Vec<String> = returned.files.iter().map(ReturnedFile::name).collect();
    about.push(format!("{title}{period}Tệp báo cáo: {}.", files.join("; ")));
    let findings: Vec<&Finding> = returned.files.iter().flat_map(ReturnedFile::findings).collect();
    let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| findings.iter().filter(|finding| finding.severity == severity).count());
    let counts = words::say(Lang::Vi, CheckMessage::Counts { errors, warnings, notes });
    about.push(format!("Qua kiểm tra {counts}. {}", until(&returned.about)));
    let (mut at, mut all) = (6, 7 * ONE_ROW);
    for line in about {
        let format = styles.text.clone().set_text_wrap();
        sheet.merge_range(at, 0, at, LAST, &fitting(&line), &format)?;
        let high = style::height([(line.as_str(), WIDTHS.iter().sum())]);
        sheet.set_row_height(at, high)?;
        (at, all) = (at + 1, all + high);
    }
    Ok((at + 1, all))
}

/// The sentence that says until when the report must come again.
fn until(about: &About<'_>) -> String {
    match about.due {
        None => "Đề nghị gửi lại sớm.".to_owned(),
        Some(due) if about.now.is_some_and(|now| due <= now) => {
            format!("Thời hạn gửi báo cáo ({due}) đã qua, đề nghị gửi lại ngay.")
        }
        Some(due) if due.to_string().starts_with("hết") => format!("Đề nghị gửi lại chậm nhất {due}."),
        Some(due) => format!("Đề nghị gửi lại trước {due}."),
    }
}

/// An item of the letter: a cell, what it holds, and what to do.
struct Item<'f> {
    severity: Severity,
    sheet: Option<&'f str>,
    cell: Option<At>,
    row: String,
    /// The figure that is written, the one that follows, and their difference, as people read them.
    figures: [Option<String>; 3],
    text: String,
}

impl Item<'_> {
    /// Its place as people read it.
    fn place(&self) -> String {
        match (self.sheet, self.cell) {
            (Some(sheet), Some(cell)) => format!("{sheet}, ô {cell}"),
            (Some(sheet), None) => sheet.to_owned(),
            (None, _) => "cả tệp".to_owned(),
        }
    }
}

/// The items of a file, of which the first has the number after `before`. The cell to correct comes before the
/// findings that it causes.
fn items<'f>(file: &ReturnedFile<'f>, before: usize) -> Vec<Item<'f>> {
    let mut items = Vec::new();
    for mut story in file.stories() {
        let first = before + items.len() + 1;
        let cause = story
            .diagnosis
            .map(|diagnosis| words::diagnosis(Lang::Vi, diagnosis, story.findings.iter().copied()));
        let places: Vec<&Location> = story.diagnosis.into_iter().flat_map(Diagnosis::suspects).collect();
        let is_suspected = |finding: &Finding| places.iter().any(|place| stands_in(finding, place));
        // what is found in a suspected cell comes before what is found elsewhere
        story.findings.sort_by_key(|finding| !is_suspected(finding));
        let is_led = story.findings.first().is_some_and(|first| is_suspected(first));
        let place = places.first().copied().filter(|_| !is_led);
        if let (Some(cause), Some(diagnosis), Some(place)) = (&cause, story.diagnosis, place) {
            items.push(suspected(diagnosis, place, story.severity(), cause));
        }
        let follows = followed(story.diagnosis);
        for finding in &story.findings {
            let leads = before + items.len() + 1 == first;
            if let (Some((place, to)), Some(cause)) = (follows, &cause)
                && leads
                && stands_in(finding, place)
            {
                items.push(Item { severity: story.severity(), ..following(finding, cause, to) });
                continue;
            }
            let why = match &cause {
                Some(cause) if leads => cause.clone(),
                Some(_) => format!("{}.", words::say(Lang::Vi, DiagnosisMessage::SameCause(first))),
                None => String::new(),
            };
            let mut item = found(finding, &why);
            if let (true, Some(diagnosis)) = (leads, story.diagnosis) {
                item.severity = story.severity();
                item.figures = meant(diagnosis, finding.place()).unwrap_or(item.figures);
            }
            items.push(item);
        }
    }
    items
}

/// The cell whose figure follows from others, and that figure, if that is what a diagnosis says.
fn followed(diagnosis: Option<&Diagnosis>) -> Option<(&Location, Decimal)> {
    let likeliest = diagnosis?.likeliest().filter(|likeliest| likeliest.mistake == Mistake::Follows)?;
    let [change] = likeliest.changes.as_slice() else { return None };
    Some((&change.place, change.to?))
}

/// The item of a cell whose figure follows from others. What else the cell may mean is not said beside it.
fn following<'f>(finding: &'f Finding, cause: &str, to: Decimal) -> Item<'f> {
    let item = found(finding, "");
    let to = vietnamese(to);
    Item {
        text: format!(
            "{cause}\nCách xử lý: đối chiếu ô này với sổ gốc; đúng {to} thì gõ lại, không gõ dấu chấm, dấu cách."
        ),
        figures: [item.figures[0].clone(), Some(to), None],
        ..item
    }
}

/// Whether a finding stands in the cell of a place.
fn stands_in(finding: &Finding, place: &Location) -> bool {
    finding.cell() == (Some(place.on_sheet.sheet.as_str()), place.on_sheet.at)
}

/// The item of the cell that a diagnosis suspects.
fn suspected<'f>(diagnosis: &'f Diagnosis, place: &'f Location, severity: Severity, cause: &str) -> Item<'f> {
    Item {
        severity,
        sheet: Some(&place.on_sheet.sheet),
        cell: place.on_sheet.at,
        row: row_name(place),
        figures: meant(diagnosis, Some(place))
            .unwrap_or_else(|| [Some(wording::answer(Lang::Vi, place)), None, None]),
        text: format!(
            "{cause}\nCách xử lý: đối chiếu ô này với sổ gốc; sai thì sửa, đúng thì xem các ô ở dòng sau."
        ),
    }
}

/// The figures of a cell that a diagnosis suspects: what is written, what is meant, and the difference.
fn meant(diagnosis: &Diagnosis, place: Option<&Location>) -> Option<[Option<String>; 3]> {
    let [only] = diagnosis.likeliest()?.changes.as_slice() else { return None };
    let (place, to) = (place?, only.to?);
    let difference = place.figure().map(|from| vietnamese(from - to));
    (only.place.on_sheet == place.on_sheet)
        .then(|| [Some(wording::answer(Lang::Vi, place)), Some(shown(place, to)), difference])
}

fn found<'f>(finding: &'f Finding, cause: &str) -> Item<'f> {
    let line = finding_line(finding, Lang::Vi);
    let text = [cause, &line.message, &format!("Cách xử lý: {}", line.todo)];
    let (sheet, cell) = finding.cell();
    let (figures, place) = (finding.figures(), finding.place());
    let figure = |value: Decimal| place.map_or_else(|| vietnamese(value), |place| shown(place, value));
    let given = place.filter(|place| place.shown.answer.is_given());
    Item {
        severity: finding.severity,
        sheet,
        cell,
        row: place.map(row_name).unwrap_or_default(),
        figures: [
            figures.reported.map(figure).or_else(|| given.map(written)),
            figures.expected.map(figure),
            figures.difference().map(vietnamese),
        ],
        text: text.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"),
    }
}

/// Draws an item. Gives its height.
fn draw_item<'c>(
    sheet: &mut Worksheet,
    at: u32,
    number: usize,
    (item, widths): (&Item<'_>, &[u32; 8]),
    mut copied: impl Iterator<Item = &'c Copied<'c>>,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let place = item.place();
    // LibreOffice breaks no link into lines, and would print only as much of it as fits
    let fits = measure::narrowest(&place, widths[PLACE]..=widths[PLACE]).is_some();
    let centred = styles.label.clone().set_align(FormatAlign::Center).set_indent(0);
    put(sheet, at, 0, &CellValue::from(number), &centred)?;
    sheet.write_string_with_format(
        at,
        1,
        words::say(Lang::Vi, CheckMessage::Severity(item.severity)),
        &centred.clone().set_bold(),
    )?;
    match item.sheet.filter(|_| fits).and_then(|name| copied.find(|copy| copy.sheet.name == *name)) {
        Some(copy) => {
            let cell = item.cell.map_or_else(|| "A1".to_owned(), |cell| cell.to_string());
            let link = Url::new(format!("internal:'{}'!{cell}", copy.name.replace('\'', "''")))
                .set_text(fitting(&place));
            let linked: Format =
                styles.label.clone().set_font_color("#0563C1").set_underline(FormatUnderline::Single);
            sheet.write_url_with_format(at, 2, link, &linked)?;
        }
        None => {
            sheet.write_string_with_format(at, 2, fitting(&place), &styles.label)?;
        }
    }
    put(sheet, at, 3, &CellValue::Text(item.row.clone()), &styles.label)?;
    for (column, text) in (4..).zip(&item.figures) {
        let cell = text.clone().map_or(CellValue::Empty, CellValue::Text);
        put(sheet, at, column, &cell, &styles.value)?;
    }
    sheet.write_string_with_format(at, 7, fitting(&item.text), &styles.label)?;
    let texts =
        [(place.as_str(), widths[PLACE]), (item.row.as_str(), widths[3]), (item.text.as_str(), widths[TEXT])];
    let high = style::height(texts);
    sheet.set_row_height(at, high)?;
    Ok(high)
}

/// Lists the rules that could not be checked, as the last rows of the table. Gives the last of them.
fn draw_open(
    sheet: &mut Worksheet,
    mut at: u32,
    file: &ReturnedFile<'_>,
    is_named: bool,
    styles: &Styles,
    rows: &mut Vec<PrintedRow>,
) -> Result<u32, XlsxError> {
    let open = &file.report.checked.open;
    if open.is_empty() {
        return Ok(at);
    }
    let of_file = if is_named { format!("Tệp {}: c", file.name()) } else { "C".to_owned() };
    let heading =
        format!("{of_file}hưa kiểm tra được vì còn ô chưa nhập hoặc không đọc được ({}):", open.len());
    let more = open.len().saturating_sub(LISTED);
    let lines = open
        .iter()
        .take(LISTED)
        .map(|open| format!("- {}.", capital(&words::say(Lang::Vi, CheckMessage::Open(open)))));
    let lines = lines.chain((more > 0).then(|| format!("- … (và {more} quan hệ nữa)")));
    let bold = styles.label.clone().set_bold();
    for (index, line) in std::iter::once(heading).chain(lines).enumerate() {
        at += 1;
        let format = if index == 0 { &bold } else { &styles.label };
        sheet.merge_range(at, 0, at, LAST, &fitting(&line), format)?;
        let letters = if index == 0 { Letters::Bold } else { Letters::Plain };
        let high = style::height_of([(line.as_str(), WIDTHS.iter().sum())], letters);
        sheet.set_row_height(at, high)?;
        rows.push(PrintedRow { row: at, high, leads: index == 0 });
    }
    Ok(at)
}
