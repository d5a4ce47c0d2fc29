//! Output is safe: no field of a CSV begins like a formula, and no control character reaches a terminal.

use crate::support::archives_and_mails::archive;
use crate::support::builder::{CATALOGUE, CHECKER, workbook};
use crate::support::round_folder::Folder;
use phuluc::book::consolidated;
use phuluc::desk::Context;
use phuluc::round::consolidate::{self, Material};
use phuluc::round::round::Round;
use std::io::Cursor;
use std::process::Command;

/// Texts that a spreadsheet would take for formulas.
const FORMULAS: [&str; 9] =
    ["=1+1", "+1+1", "-1+1", "@SUM(1)", "＝1", "＋1", "－1+1", "＠SUM(1)", " =HYPERLINK(1)"];
/// Control characters that set the title of a terminal, clear it, colour it, and reverse text.
const CONTROLS: &str = "\u{1B}]0;x\u{7}\u{1B}[2J\u{9B}31m\u{202E}\u{8}\r";
const TOTAL: (&str, &str) = ("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1");

/// A report whose labels and answers are these texts.
fn report(unit: &str, texts: &[&str]) -> Vec<u8> {
    let mut lines: Vec<(String, String)> = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        lines.push((
            format!("{text} {number}"),
            format!("'{} 16 13 1 27 13 13 1 3 2 1", text.replace(' ', "")),
        ));
    }
    lines.push((TOTAL.0.to_owned(), TOTAL.1.to_owned()));
    let lines: Vec<(&str, &str)> =
        lines.iter().map(|(label, line)| (label.as_str(), line.as_str())).collect();
    workbook(unit).tthc(&lines).bytes()
}

/// What a command prints to stdout and stderr, with colours.
fn run(args: &[&str]) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_phuluc"));
    let output = command.args(args).env("CLICOLOR_FORCE", "1").output().expect("the program runs");
    assert!(output.status.code().is_some_and(|code| code <= 2), "{args:?}");
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[track_caller]
fn assert_harmless(csv: &str) {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(csv.as_bytes());
    let (mut fields, mut defused) = (0, 0);
    for record in reader.records() {
        for field in &record.unwrap() {
            let field = field.trim_start_matches('\u{FEFF}');
            let is_number = field.replace(',', ".").parse::<f64>().is_ok();
            let begins = field.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
            assert!(is_number || !(begins || field.starts_with(['\t', '\r', '\n'])), "{field:?}");
            fields += 1;
            defused += usize::from(field.starts_with('\''));
        }
    }
    assert!(fields > 50 && defused > 5, "{fields} fields, {defused} defused");
}

#[test]
fn no_field_of_a_csv_begins_like_a_formula() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("=a.xlsx");
    std::fs::write(&path, report("=Xã Ví dụ 01", &FORMULAS)).unwrap();
    let path = path.to_str().unwrap();
    for args in [
        &["kiem-tra", path, "--format", "csv"][..],
        &["kiem-tra", path, "--format", "csv", "--lang", "en"],
        &["doc-so-lieu", path],
    ] {
        assert_harmless(&run(args).0);
    }
    let text = "title = \"Đợt ví dụ\"\nforms = [\"tthc-06a\"]\n[[units]]\nname = \"=Xã Ví dụ 01\"\n";
    let round = Round::read(text, &CATALOGUE).unwrap();
    let report =
        crate::support::builder::report("=a.xlsx", report("=Xã Ví dụ 01", &FORMULAS), &Context::default());
    let members = consolidate::gather(&round, vec![vec![report]], CHECKER.catalogue());
    let all = consolidate::consolidate(Material::new(&round, members), &CATALOGUE);
    let tables = consolidated::write_within(&all, 20, &mut Cursor::new(Vec::new())).unwrap();
    let mut csv = Vec::new();
    tables[0].write(&mut csv).unwrap();
    assert_harmless(&String::from_utf8(csv).unwrap());
}

#[track_caller]
fn assert_shown(args: &[&str], planted: bool) {
    let (printed, said) = run(args);
    let all = format!("{printed}{said}");
    // the output without our own colours
    let plain = regex_lite::Regex::new("\u{1B}\\[[0-9;]*m").unwrap().replace_all(&all, "").into_owned();
    let sent = plain.chars().find(|c| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    });
    // lines of a CSV end with CR and LF
    assert!(sent.is_none_or(|c| c == '\r' && plain.contains("\r\n")), "{args:?} sends {sent:?}: {plain}");
    let is_shown = ["␛[2J", "\\u001b[2J"].iter().any(|shown| plain.contains(shown));
    assert!(!planted || is_shown, "{args:?} shows what stands there: {plain}");
}

#[test]
fn no_sign_that_controls_a_terminal_reaches_one() {
    let round = Folder::new(&["Xã Ví dụ 01", "Xã Ví dụ 02"]);
    let hostile = report("Xã Ví dụ 01", &[CONTROLS, "Đất đai"]);
    let name = format!("a{}.xlsx", CONTROLS.replace('\r', ""));
    let file = round.put(&format!("den/{name}"), &hostile);
    let inner = format!("b{CONTROLS}.xlsx");
    let packed =
        [(inner.as_bytes(), &report("Xã Ví dụ 02", &[CONTROLS])[..]), (b"c\x1B[2J.pdf", b"%PDF-1.7")];
    let zip = round.put("den/tat ca.zip", &archive(&packed));
    let (folder, den) = (round.path(""), round.path("den"));
    for format in ["text", "json", "csv", "html"] {
        assert_shown(&["kiem-tra", &file, "--format", format], format != "html");
    }
    for format in ["csv", "json"] {
        assert_shown(&["doc-so-lieu", &file, "--format", format], true);
    }
    // files that are not read are named, too
    round.put(&format!("den/d{}.txt", CONTROLS.replace('\r', "")), b"x");
    assert_shown(&["kiem-tra", &den], true);
    let at = ["--at", "2024-03-18 10:00"];
    assert_shown(&[&["nhan", &folder, &file, &zip][..], &at].concat(), true);
    assert_shown(&["kiem-tra", &folder], true);
    assert_shown(&["kiem-tra", &folder, "--return"], false);
    assert_shown(&[&["tinh-hinh", &folder][..], &at].concat(), false);
    assert_shown(&["tong-hop", &folder], false);
    assert_shown(
        &["tong-hop", &folder, "-o", &round.path(&format!("e{}", CONTROLS.replace('\r', "")))],
        true,
    );
    assert_shown(&["giai-thich", CONTROLS], true);
    assert_shown(&["bieu-mau", &file], false);
}
