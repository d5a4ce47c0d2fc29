//! A list that was saved as text (.csv, “Unicode Text”), with commas, semicolons or tabs between its cells.

use crate::plain_text::plain_text;
use crate::{At, Cell, Content, Sheet};
use phuluc_form::unit;

/// The number of lines that decide which sign separates the cells.
const SAMPLE: usize = 10;

/// The list as a sheet, if the file is text and some of its lines have more than one cell, or there are several short ones.
///
/// All cells are texts, so that codes keep their leading zeros.
pub fn delimited(bytes: &[u8]) -> Option<Sheet> {
    let text =
        plain_text(bytes).filter(|text| !text.contains('\0') && !text.trim_start().starts_with('<'))?;
    let rows_by = |sign: u8| {
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader.delimiter(sign).has_headers(false).flexible(true).from_reader(text.as_bytes());
        reader.into_records().collect::<Result<Vec<_>, _>>().unwrap_or_default()
    };
    let rows = [b'\t', b';', b','].into_iter().map(rows_by).max_by_key(|rows| cells_apart(rows))?;
    // a list of names alone has nothing to keep apart
    let is_column =
        rows.len() > 1 && rows.iter().flatten().all(|text| text.chars().count() <= unit::LONGEST_NAME);
    if cells_apart(&rows) == 0 && !is_column {
        return None;
    }
    let cells = (0..).zip(&rows).flat_map(|(row, record)| {
        let filled = (0..).zip(record).filter(|(_, text)| !text.trim().is_empty());
        filled.map(move |(column, text)| (At { row, column }, Cell::plain(Content::Text(text.trim().into()))))
    });
    Some(Sheet::new("", cells.collect::<Vec<_>>()))
}

/// How many cells the first lines keep apart.
fn cells_apart(rows: &[csv::StringRecord]) -> usize {
    rows.iter().take(SAMPLE).map(csv::StringRecord::len).filter(|cells| *cells > 1).sum()
}

#[cfg(test)]
mod tests {
    use super::delimited;
    use crate::At;

    #[track_caller]
    fn case(bytes: &[u8]) {
        let sheet = delimited(bytes).unwrap();
        let text = |row, column| sheet.text(At { row, column }).into_owned();
        assert_eq!([text(0, 1), text(1, 0), text(1, 1)], ["Tên đơn vị", "00001", "Xã Ví dụ 01, tỉnh Ví dụ"]);
    }

    #[test]
    fn lists_are_read_as_programs_save_them() {
        let text = "Mã đơn vị,Tên đơn vị\r\n00001,\"Xã Ví dụ 01, tỉnh Ví dụ\"\r\n";
        case(text.as_bytes());
        case(&[b"\xEF\xBB\xBF", text.as_bytes()].concat());
        let semicolons = "Mã đơn vị;Tên đơn vị;\n00001;Xã Ví dụ 01, tỉnh Ví dụ;\n";
        case(semicolons.as_bytes());
        let tabs = "Mã đơn vị\tTên đơn vị\r\n00001\t\"Xã Ví dụ 01, tỉnh Ví dụ\"\r\n";
        let utf16: Vec<u8> = tabs.encode_utf16().flat_map(u16::to_le_bytes).collect();
        case(&[b"\xFF\xFE", utf16.as_slice()].concat());
        let one = delimited("Tên đơn vị\nXã Ví dụ 01\n".as_bytes()).unwrap();
        assert_eq!(one.text(At { row: 1, column: 0 }), "Xã Ví dụ 01");
        let prose = format!("Kính gửi\n{}\n", "Xã Ví dụ 01 báo cáo như sau. ".repeat(4));
        assert!(delimited(prose.as_bytes()).is_none());
        for other in [&b"Xa\xDE, b"[..], b"one line", b"<table>,</table>", b""] {
            assert!(delimited(other).is_none());
        }
    }
}
