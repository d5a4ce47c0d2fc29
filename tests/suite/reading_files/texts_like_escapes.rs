//! Texts that look like Excel's escapes (`_x0041_` stands for “A”): every workbook that we write gives them back
//! unchanged.

use crate::support::builder::{CATALOGUE, FINDER, workbook};
use crate::support::round_folder::Folder;
use phuluc::book::consolidated;
use phuluc::check::Submission;
use phuluc::grid;
use std::fs;

/// The sender's field of work, and the text that the sender wrote in place of a figure.
const FIELD: &str = "Đất đai _x0041_ và _x000D_";
const FIGURE: &str = "_x0042_7";

/// A round in which names, remarks and answers look like escapes. Each text occurs once.
fn round() -> Folder {
    let folder = Folder::new(&["Xã Ví dụ_x0031_"]);
    let figures = format!("'{FIGURE} 16 13 1  27 13 13 1  3 2 1");
    let sent = workbook("Xã Ví dụ_x0031_").tthc(&[(FIELD, &figures), ("Tổng cộng", &figures)]);
    let file = folder.put("den/bc_x0043_.xlsx", &sent.bytes());
    let at = ["--at", "2024-03-18 10:00"];
    let (code, said) = folder.run("nhan", &[&[file.as_str(), "--number", "5_x0044_/UBND"][..], &at].concat());
    assert_eq!(code, 0, "{said}");
    let decision = ["Xã Ví dụ_x0031_", "return", "--by", "Chuyên viên_x0045_", "--basis", "_x005F_x0046_"];
    let (code, said) = folder.run("xu-ly", &[&decision[..], &at].concat());
    assert_eq!(code, 0, "{said}");
    folder.run("kiem-tra", &["--return"]);
    folder.run("tong-hop", &[]);
    let list = folder.path("tinh-hinh.xlsx");
    folder.run("tinh-hinh", &[&["-o", list.as_str()][..], &at].concat());
    folder
}

#[test]
fn a_text_that_looks_like_an_escape_comes_back_as_it_was_written() {
    let folder = round();
    let returned = format!("tra-lai/{}", folder.files("tra-lai").concat());
    let written: [(&str, &[&str]); 5] = [
        ("so-theo-doi.xlsx", &["Xã Ví dụ_x0031_", "bc_x0043_.xlsx", "5_x0044_/UBND"]),
        ("xu-ly.xlsx", &["Xã Ví dụ_x0031_", "Chuyên viên_x0045_", "_x005F_x0046_"]),
        ("tinh-hinh.xlsx", &["Xã Ví dụ_x0031_"]),
        (&returned, &["Xã Ví dụ_x0031_", FIELD, FIGURE]),
        (
            "tong-hop/tong-hop.xlsx",
            &["Xã Ví dụ_x0031_", FIELD, FIGURE, "Chuyên viên_x0045_", "_x005F_x0046_"],
        ),
    ];
    for (name, texts) in written {
        let found = folder.text(name);
        for text in texts {
            assert!(found.contains(text), "{name}: {text}\n{found}");
        }
        // neither the character that an escape stands for, nor an escaped underscore
        for other in ["Ví dụ1", "Đất đai A", "B7", "bcC", "5D/", "viênE", "_x005F_x0041_", "_x005F_x0031_"]
        {
            assert!(!found.contains(other), "{name}: {other}\n{found}");
        }
    }
}

/// The sender's workbook that goes back is read as the sender wrote it.
#[test]
fn a_label_that_looks_like_an_escape_is_the_same_row_in_what_goes_back() {
    let folder = round();
    let rows = |name: &str| {
        let sheets = grid::read(&fs::read(folder.path(name)).unwrap()).unwrap();
        let form = Submission::read(&sheets, &FINDER).forms.swap_remove(0);
        form.rows.iter().map(|row| (row.id.to_string(), row.label.to_string())).collect::<Vec<_>>()
    };
    let sent = rows(&format!("nhan/{}", folder.files("nhan").concat()));
    assert_eq!(sent[0].1, FIELD);
    assert_eq!(rows(&format!("tra-lai/{}", folder.files("tra-lai").concat())), sent);
}

/// The level above reads the same texts from the consolidated workbook.
#[test]
fn the_level_above_reads_the_same_texts() {
    let folder = round();
    let sheets = grid::read(&fs::read(folder.path("tong-hop/tong-hop.xlsx")).unwrap()).unwrap();
    let passed = consolidated::read_back(&sheets, &CATALOGUE).unwrap();
    let member = &passed.members[0];
    assert_eq!(member.unit.name, "Xã Ví dụ_x0031_");
    let (_, form) = member.form(&"tthc-06a".into()).unwrap();
    assert_eq!(&*form.rows[0].label, FIELD);
    assert_eq!(form.rows[0].entries.get(2).raw(), FIGURE);
}
