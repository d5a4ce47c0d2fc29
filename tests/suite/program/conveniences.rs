//! Conveniences of the command line: hints for the next step, results in files, names as people say them, files
//! copied in by hand.

use crate::support::builder::workbook;
use crate::support::round_folder::{Folder, phuluc, report};
use std::fs;
use std::process::Command;

/// What the program prints when it runs in a folder.
fn said_in(folder: &str, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_phuluc")).args(args).current_dir(folder).output().unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

fn wrong(unit: &str) -> Vec<u8> {
    workbook(unit).tthc(&[crate::support::round_folder::WRONG]).bytes()
}

#[test]
fn without_a_command_a_round_says_where_it_stands_and_what_comes_next() {
    let folder = Folder::new(&["Xã Ví dụ 01", "Xã Ví dụ 02"]);
    let next = |within: &str| {
        let said = said_in(&folder.path(within), &[]);
        let next = said.lines().last().unwrap_or_default().to_owned();
        assert!(said.starts_with("Báo cáo quý I/2024\n"), "{said}");
        next
    };
    assert!(next("").ends_with(": phuluc tao-mau --round ."), "{}", next(""));
    folder.put("nhan/a.xlsx", &wrong("Xã Ví dụ 01"));
    assert!(next("").contains("ghi sổ 1 tệp đã chép vào thư mục nhan: phuluc nhan ."), "{}", next(""));
    // a command may also run in a folder inside the round
    let said = said_in(&folder.path("nhan"), &["nhan", "a.xlsx"]);
    assert!(said.contains("Xã Ví dụ 01, lần gửi 1"), "{said}");
    assert!(next("nhan").contains("lập phiếu cho 1 đơn vị còn lỗi"), "{}", next("nhan"));
    let (_, said) = folder.run("kiem-tra", &["--return"]);
    assert!(said.contains("Tiếp theo: gửi các phiếu trong thư mục tra-lai"), "{said}");
    assert!(next("").contains("đôn đốc 1 đơn vị chưa gửi đủ"), "{}", next(""));
    let sent = folder.put("b.xlsx", &report("Xã Ví dụ 02"));
    folder.run("nhan", &[&sent]);
    assert!(next("").contains("đơn vị gửi lại thì nhận: phuluc nhan"), "{}", next(""));
    let again = folder.put("c.xlsx", &report("Xã Ví dụ 01"));
    folder.run("nhan", &[&again]);
    assert!(next("").contains("phuluc tong-hop ."), "{}", next(""));
    let (_, said) = folder.run("tong-hop", &[]);
    assert!(said.contains("phuluc chot-so-lieu [round] --by"), "{said}");
    let (code, said) = folder.run("chot-so-lieu", &["--by", "Trưởng phòng"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("phuluc kiem-chung [round]"), "{said}");
}

#[test]
fn slips_that_say_nothing_any_more_are_moved_aside_and_named() {
    let folder = Folder::new(&["Xã Ví dụ 01", "Xã Ví dụ 02"]);
    let files = [("a", "Xã Ví dụ 01"), ("b", "Xã Ví dụ 02")];
    let files = files.map(|(name, unit)| folder.put(&format!("{name}.xlsx"), &wrong(unit)));
    folder.run("nhan", &[&files[0], &files[1], "--at", "2024-03-15 10:00"]);
    folder.run("kiem-tra", &["--return"]);
    assert_eq!(
        folder.files("tra-lai"),
        ["phieu-chinh-sua_xa-vi-du-01.xlsx", "phieu-chinh-sua_xa-vi-du-02.xlsx"]
    );
    let mended = folder.put("c.xlsx", &report("Xã Ví dụ 01"));
    folder.run("nhan", &[&mended, "--at", "2024-03-16 10:00"]);
    let (_, said) = folder.run("kiem-tra", &["--return"]);
    let named = "Đã chuyển 1 phiếu lập trước đây, không còn dùng, sang thư mục [round]/tra-lai/da-xong: phieu-chinh-sua_xa-vi-du-01.xlsx.";
    assert!(said.contains(named), "{said}");
    assert_eq!(folder.files("tra-lai"), ["da-xong", "phieu-chinh-sua_xa-vi-du-02.xlsx"]);
    assert_eq!(folder.files("tra-lai/da-xong"), ["phieu-chinh-sua_xa-vi-du-01.xlsx"]);
}

#[test]
fn slips_are_sent_from_the_folder_that_they_were_written_into() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    let sent = folder.put("a.xlsx", &wrong("Xã Ví dụ 01"));
    folder.run("nhan", &[&sent, "--at", "2024-03-15 10:00"]);
    let elsewhere = tempfile::tempdir().unwrap();
    let elsewhere = elsewhere.path().join("phieu gui di");
    let elsewhere = elsewhere.to_str().unwrap();
    let (_, said) = folder.run("kiem-tra", &["--return", elsewhere]);
    assert!(said.contains(&format!("gửi các phiếu trong thư mục {elsewhere} cho đơn vị")), "{said}");
}

#[test]
fn a_copy_of_what_came_before_is_one_state_everywhere() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    let sent = folder.put("a.xlsx", &report("Xã Ví dụ 01"));
    folder.run("nhan", &[&sent, "--at", "2024-03-15 10:00"]);
    folder.put("nhan/ban sao.xlsx", &report("Xã Ví dụ 01"));
    let (_, said) = folder.run("nhan", &[]);
    assert!(said.contains("ban sao.xlsx") && said.contains("lần gửi 1"), "{said}");
    for command in ["tinh-hinh", "kiem-tra", "tong-hop"] {
        let (_, said) = folder.run(command, &[]);
        assert!(!said.contains("chưa có trong sổ"), "{said}");
    }
    let (code, said) = folder.run("chot-so-lieu", &["--by", "Trưởng phòng"]);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn results_go_into_files_by_their_endings() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("a.xlsx"), wrong("Xã Ví dụ 01")).unwrap();
    for (name, begins) in [
        ("k.csv", "\u{FEFF}Tệp;Đơn vị;Kết quả;Mức độ;"),
        ("k.json", "{"),
        ("k.html", "<!DOCTYPE html>"),
        ("k.txt", "/"),
    ] {
        let output = phuluc(&["kiem-tra", &path("a.xlsx"), "-o", &path(name)]);
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty());
        let written = fs::read_to_string(path(name)).unwrap();
        assert!(written.to_lowercase().starts_with(&begins.to_lowercase()), "{name}: {}", &written[..60]);
        assert!(!written.contains('\u{1B}'));
    }
    let output = phuluc(&["doc-so-lieu", &path("a.xlsx"), "-o", &path("s.csv")]);
    assert_eq!(output.status.code(), Some(0));
    assert!(fs::read_to_string(path("s.csv")).unwrap().starts_with("\u{FEFF}Đơn vị;Kỳ báo cáo;Biểu;"));
    // a file that is checked is never overwritten
    let before = fs::read(path("a.xlsx")).unwrap();
    let output = phuluc(&["kiem-tra", &path("a.xlsx"), "-o", &path("a.xlsx")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(before == fs::read(path("a.xlsx")).unwrap());
}

/// Every command can write into a file exactly the bytes that it prints.
#[test]
fn every_command_that_prints_writes_into_a_file() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    let sent = folder.put("den/a.xlsx", &report("Xã Ví dụ 01"));
    folder.run("nhan", &[&sent, "--at", "2024-03-15 10:00"]);
    folder.run("chot-so-lieu", &["--by", "A", "--at", "2024-03-20 10:00"]);
    let elsewhere = tempfile::tempdir().unwrap();
    let (round, file) = (folder.path(""), elsewhere.path().join("k.txt").to_str().unwrap().to_owned());
    for command in [
        &["bieu-mau"][..],
        &["bieu-mau", "check", concat!(env!("CARGO_MANIFEST_DIR"), "/templates/tthc-06a")],
        &["giai-thich", "tthc-06a/giai-quyet"],
        &["lich", "2026"],
        &["lich", "2026", "--form", "Biểu 06a"],
        &["tro-giup", "man"],
        &["tinh-hinh", &round, "--at", "2024-03-20 10:00"],
        &["kiem-chung", &round],
    ] {
        let printed = phuluc(command);
        let output = phuluc(&[command, &["-o", &file]].concat());
        assert_eq!(output.status.code(), printed.status.code(), "{command:?}");
        assert!(output.stdout.is_empty(), "{command:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(&format!("Đã ghi {file}")), "{command:?}: {said}");
        // the file holds exactly what would be printed
        assert!(fs::read(&file).unwrap() == printed.stdout, "{command:?}");
        fs::remove_file(&file).unwrap();
    }
    // after closing nothing is written into the round, and nothing ever replaces its own files
    let refused = |command: &str, name: &str| {
        let before = fs::read(folder.path(name)).ok();
        let (code, said) = folder.run(command, &["-o", &folder.path(name)]);
        assert_eq!(code, 2, "{command} {name}: {said}");
        assert!(before == fs::read(folder.path(name)).ok(), "{command} {name}");
        said
    };
    for command in ["tinh-hinh", "kiem-tra", "kiem-chung"] {
        let said = refused(command, "k.txt");
        assert!(said.contains("đợt báo cáo đã chốt số liệu"), "{command}: {said}");
    }
    fs::remove_file(folder.path("chot-so-lieu.json")).unwrap();
    for name in ["round.toml", "so-theo-doi.xlsx", "nhan/k.txt", "tra-lai/k.csv", "mau/k.txt"] {
        for command in ["kiem-tra", "nhan"] {
            let said = refused(command, name);
            assert!(said.contains("chọn tên khác sau -o"), "{command} {name}: {said}");
        }
        refused("tinh-hinh", name);
    }
}

#[test]
fn only_what_is_grave_enough_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx").to_str().unwrap().to_owned();
    let file = workbook("").tthc(&[crate::support::round_folder::WRONG]);
    fs::write(&path, file.bytes()).unwrap();
    let said = |severity: &str| {
        let output = phuluc(&["kiem-tra", &path, "--severity", severity]);
        assert_eq!(output.status.code(), Some(1), "what is hidden is still there");
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(said("note").contains("Cần xem lại") && said("warning").contains("Cần xem lại"));
    assert!(!said("error").contains("Cần xem lại [") && said("error").contains("Lỗi ["));
}

#[test]
fn shells_and_man_learn_the_commands_from_the_program() {
    for (what, part) in [
        ("man", ".TH phuluc"),
        ("bash", "complete -F _phuluc"),
        ("zsh", "#compdef phuluc"),
        ("fish", "complete -c phuluc"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion:arg-completer[phuluc]"),
    ] {
        let output = phuluc(&["tro-giup", what]);
        let said = String::from_utf8(output.stdout).unwrap().replace("\\-", "-");
        assert!(said.contains(part) && said.contains("kiem-tra"), "{what}: {said}");
        assert!(!said.contains("_doc-tep"), "{what}");
    }
}

#[cfg(unix)]
#[test]
fn who_is_stopped_by_ctrl_c_leaves_no_lock() {
    use std::process::Stdio;
    use std::time::{Duration, Instant};
    let units: Vec<String> = (1..=60).map(|number| format!("Xã Ví dụ {number:02}")).collect();
    let folder = Folder::new(&units.iter().map(String::as_str).collect::<Vec<_>>());
    for unit in &units {
        folder.put(&format!("den/{unit}.xlsx"), &report(unit));
    }
    let lock = folder.path("phuluc.khoa");
    let mut command = Command::new(env!("CARGO_BIN_EXE_phuluc"));
    command.args(["nhan", &folder.path(""), &folder.path("den")]);
    let mut running = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let since = Instant::now();
    while !fs::exists(&lock).unwrap() && since.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(1));
    }
    let sent = Command::new("kill").args(["-INT", &running.id().to_string()]).status().unwrap();
    let status = running.wait().unwrap();
    assert!(!fs::exists(&lock).unwrap());
    // the run may have ended before the signal
    assert!(!sent.success() || matches!(status.code(), Some(130 | 0 | 1)), "{status}");
    // the next run takes in every file exactly once
    let (_, said) = folder.run("nhan", &[&folder.path("den")]);
    assert!(!said.contains("khóa"), "{said}");
    assert_eq!(folder.files("nhan").len(), units.len());
}
