//! Open rows under headings of groups (banners), and rules about the rows of one group.

use crate::builder::{lines, workbook};
use phuluc::check::{Checker, check};
use phuluc::form::Catalogue;
use phuluc::grid;
use std::path::Path;

/// A checker for Biểu 06a with a rule about the dossiers that came in on the ministries' systems.
fn checker() -> Checker {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/tthc-06a/form.toml");
    let mut text = std::fs::read_to_string(path).expect("a built-in form");
    text.push_str(
        r#"
[[rules]]
id = "tren-he-thong-bo"
title = "Hồ sơ trên hệ thống của các Bộ không quá 20"
that = "sum(open in [Trên Hệ thống các Bộ]) <= 20 and [tong].tiep_nhan > 0"
columns = ["tiep_nhan"]
why = "thử"
todo = "thử"
"#,
    );
    Checker::new(Catalogue::with([("form.toml".to_owned(), text)]).expect("a definition in order"))
}

#[track_caller]
fn case(table: &[(&str, &str)], broken: bool, skipped: bool) {
    let checker = checker();
    let sheets = grid::read(&workbook("Xã Ví dụ 01").tthc(table).bytes()).expect("our own workbook");
    let checked = check::check(&checker.read(&sheets), None);
    let found = lines(&checked).iter().any(|line| line.contains("tren-he-thong-bo"));
    assert_eq!(found, broken, "{table:?}: {:?}", lines(&checked));
    let is_skipped = checked.skipped.iter().any(|(rule, _)| rule.ends_with("tren-he-thong-bo"));
    assert_eq!(is_skipped, skipped, "{table:?}");
}

#[test]
fn the_rows_of_a_group_are_summed_and_no_others() {
    const LAND: (&str, &str) = ("Đất đai", "30 16 13 1  27 13 13 1  3 2 1");
    const BIRTHS: (&str, &str) = ("Hộ tịch", "12 5 6 1  10 5 4 1  2 1 1");
    const TOTAL: (&str, &str) = ("Tổng cộng", "42 21 19 2  37 18 17 2  5 3 2");
    let (ministries, city) = (("Trên Hệ thống các Bộ", ""), ("Trên Hệ thống thành phố", ""));
    case(&[ministries, BIRTHS, city, LAND, TOTAL], false, false);
    case(&[ministries, LAND, city, BIRTHS, TOTAL], true, false);
    case(&[LAND, BIRTHS, TOTAL], false, true);
}
