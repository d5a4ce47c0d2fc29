//! Rounds that take consolidated workbooks in from the level below, and are closed on what it decided.

use crate::consolidating::levels::{Listed, SAMPLE, commune, consolidate, third_accepted};
use phuluc::book::consolidated;
use std::path::Path;
use std::process::Command;

#[test]
fn a_round_takes_a_consolidated_workbook_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::create_dir(path.join("nhan")).unwrap();
    let phuluc = |args: &[&str]| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_phuluc")).args(args).current_dir(path).output().unwrap();
        String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
    };
    let below = phuluc(&["tong-hop", SAMPLE, "-o", "tong-hop.xlsx"]);
    let head = std::fs::read_to_string(Path::new(SAMPLE).join("round.toml")).unwrap();
    let head = head.replace("\"Tỉnh Ví dụ\"", "\"Trung ương\"");
    std::fs::write(path.join("round.toml"), head + "[[units]]\nname = \"Tỉnh Ví dụ\"\n").unwrap();
    let taken = phuluc(&["nhan", ".", "tong-hop.xlsx", "--at", "15/12/2024 08:00"]);
    assert!(taken.contains("Tỉnh Ví dụ"), "{taken}");
    let status = phuluc(&["tinh-hinh", ".", "--at", "15/12/2024 09:00"]);
    assert!(status.contains("1/1"), "{status}");
    let above = phuluc(&["tong-hop", ".", "-o", "trung-uong.xlsx"]);
    let figures = |text: &str| {
        text.lines().filter(|line| line.starts_with("  ")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(figures(&above), figures(&below), "{above}");
    assert!(figures(&above).len() > 30, "{above}");
    // checked alone it is no report of a unit
    let checked = phuluc(&["kiem-tra", "tong-hop.xlsx"]);
    assert!(checked.contains("own-output"), "{checked}");
}

/// The errors of a commune two levels down keep a round open, unless the level between has accepted them.
#[test]
fn a_round_is_closed_on_what_the_level_below_decided() {
    let third = vec![Listed("Xã Ví dụ 03", None, Some(commune(3)))];
    let with_errors = consolidate("Huyện Ví dụ A", third, false);
    for (district, is_closed) in [(with_errors, false), (third_accepted(), true)] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("huyen.xlsx"), consolidated::write(&district).unwrap()).unwrap();
        let head = std::fs::read_to_string(Path::new(SAMPLE).join("round.toml")).unwrap();
        let round = head + "[[units]]\nname = \"Huyện Ví dụ A\"\n";
        std::fs::write(folder.path().join("round.toml"), round).unwrap();
        let phuluc = |args: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_phuluc"));
            let output = command.args(args).current_dir(folder.path()).output().unwrap();
            (output.status.code(), String::from_utf8(output.stderr).unwrap())
        };
        phuluc(&["nhan", ".", "huyen.xlsx", "--at", "15/12/2024 08:00"]);
        let (code, said) = phuluc(&["chot-so-lieu", ".", "--by", "Trưởng phòng", "--at", "20/12/2024 16:00"]);
        assert_eq!(code == Some(0), is_closed, "{said}");
        assert_eq!(said.contains("Xã Ví dụ 03"), !is_closed, "{said}");
        assert_eq!(folder.path().join("chot-so-lieu.json").is_file(), is_closed, "{said}");
    }
}
