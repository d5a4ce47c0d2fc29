//! Interrupted work: a run that was stopped, a lock that was left behind, a file that cannot be read, a closed round.

use crate::support::archives_and_mails::archive;
use crate::support::builder::workbook;
use crate::support::round_folder::{Folder, TOTAL, report};
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

const AT: [&str; 2] = ["--at", "2024-03-15 10:00"];

/// The files of a round with their bytes, without those that differ from run to run.
fn content(folder: &Folder) -> Vec<(String, Vec<u8>)> {
    let nhan = folder.files("nhan").into_iter().map(|name| format!("nhan/{name}"));
    let paths = nhan.chain(["so-theo-doi.xlsx".to_owned(), "xu-ly.xlsx".to_owned()]);
    paths.map(|path| (path.clone(), fs::read(folder.path(&path)).unwrap())).collect()
}

/// A run was stopped after some of its files were stored and before the register was written.
#[test]
fn receiving_again_after_a_run_was_cut_short_is_receiving_once() {
    let names = ["Xã Ví dụ 01", "Xã Ví dụ 02", "Xã Ví dụ 03"];
    let packed = archive(
        &names
            .map(|name| (name.as_bytes(), report(name)))
            .each_ref()
            .map(|(name, bytes)| (*name, bytes.as_slice())),
    );
    let once = Folder::new(&names);
    let file = once.put("den/tat-ca.zip", &packed);
    let (code, said) = once.run("nhan", &[&[file.as_str()][..], &AT].concat());
    assert_eq!(code, 0, "{said}");
    let whole = content(&once);
    for stopped_after in 1..=3 {
        let folder = Folder::new(&names);
        let file = folder.put("den/tat-ca.zip", &packed);
        for (path, bytes) in whole.iter().filter(|(path, _)| path.starts_with("nhan/")).take(stopped_after) {
            folder.put(path, bytes);
        }
        let (code, again) = folder.run("nhan", &[&[file.as_str()][..], &AT].concat());
        assert_eq!((code, again), (0, said.clone()));
        assert!(content(&folder) == whole, "after {stopped_after}");
    }
}

#[test]
fn a_file_that_cannot_be_read_costs_no_other() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    folder.put("den/a.xlsx", &report("Xã Ví dụ 01"));
    #[cfg(unix)]
    for link in ["den/link.xlsx", "nhan/link.xlsx"] {
        fs::create_dir_all(folder.path("nhan")).unwrap();
        std::os::unix::fs::symlink("nowhere.xlsx", folder.path(link)).unwrap();
    }
    let huge = fs::File::create(folder.path("den/huge.xlsx")).unwrap();
    huge.set_len(60 * 1024 * 1024).unwrap();
    let (code, said) = folder.run("nhan", &[&[folder.path("den").as_str()][..], &AT].concat());
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("Đã nhận 1 tệp của 1 đơn vị"), "{said}");
    for name in ["den/huge.xlsx", "den/link.xlsx", "“link.xlsx”"] {
        assert!(said.contains(name), "{name}\n{said}");
    }
}

/// The program, running and waiting for a folder that somebody else has locked.
fn waiting(folder: &Folder) -> std::process::Child {
    let file = folder.put("den/a.xlsx", &report("Xã Ví dụ 01"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_phuluc"));
    command.args(["nhan", &folder.path(""), &file, AT[0], AT[1]]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn a_lock_is_waited_for() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    folder.put("phuluc.khoa", b"somebody on another machine");
    let child = waiting(&folder);
    std::thread::sleep(Duration::from_secs(1));
    assert!(!fs::exists(folder.path("so-theo-doi.xlsx")).unwrap());
    fs::remove_file(folder.path("phuluc.khoa")).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!fs::exists(folder.path("phuluc.khoa")).unwrap());
}

/// The name of this machine as the program writes it into a lock.
#[cfg(target_os = "linux")]
fn machine() -> String {
    let named = ["COMPUTERNAME", "HOSTNAME"].into_iter().find_map(|name| std::env::var(name).ok());
    named.unwrap_or_else(|| fs::read_to_string("/proc/sys/kernel/hostname").unwrap()).trim().to_owned()
}

#[cfg(target_os = "linux")]
#[test]
fn a_lock_whose_process_is_gone_is_taken_over() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    // this process has ended, so that its number is free
    let mut ended = Command::new("true").spawn().unwrap();
    ended.wait().unwrap();
    folder.put("phuluc.khoa", format!("{} {}", ended.id(), machine()).as_bytes());
    let since = Instant::now();
    let output = waiting(&folder).wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && said.contains("lần chạy trước bị dừng giữa chừng"), "{said}");
    assert!(since.elapsed() < Duration::from_secs(9), "it is not waited for");
    // so is a lock whose process number belongs to another process by now, and one that was left before its owner was
    // written
    folder.put("phuluc.khoa", format!("{} {} 7", std::process::id(), machine()).as_bytes());
    assert!(waiting(&folder).wait().unwrap().success());
    let empty = fs::File::create(folder.path("phuluc.khoa")).unwrap();
    empty.set_modified(SystemTime::now() - Duration::from_secs(90)).unwrap();
    assert!(waiting(&folder).wait().unwrap().success());
    // and one of a page that was closed long ago
    folder.put("phuluc.khoa", b"phuluc.html 5f3e");
    let left = fs::OpenOptions::new().write(true).open(folder.path("phuluc.khoa")).unwrap();
    left.set_modified(SystemTime::now() - Duration::from_secs(11 * 60)).unwrap();
    assert!(waiting(&folder).wait().unwrap().success());
    // a lock of a living process, of another machine, or of a page, is respected
    let living = format!("{} {}", std::process::id(), machine());
    for owner in [living, format!("{} elsewhere 7", ended.id()), "phuluc.html 5f3e".to_owned()] {
        folder.put("phuluc.khoa", owner.as_bytes());
        let output = waiting(&folder).wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{owner}");
    }
}

#[test]
fn nothing_is_written_after_closing() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    let file = folder.put("den/a.xlsx", &workbook("Xã Ví dụ 01").tthc(&[TOTAL]).bytes());
    folder.run("nhan", &[&[file.as_str()][..], &AT].concat());
    let (code, said) = folder.run("chot-so-lieu", &["--by", "Trưởng phòng", "--at", "2024-03-19 10:00"]);
    assert_eq!(code, 0, "{said}");
    let path = folder.path("");
    for args in [
        &["nhan", &path][..],
        &["xu-ly", &path, "Xã Ví dụ 01", "chap-nhan", "--by", "A"],
        &["tong-hop", &path],
        &["kiem-tra", &path, "--return"],
        &["tao-mau", "--round", &path],
    ] {
        let output = crate::support::round_folder::phuluc(args);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.contains("đã chốt số liệu"), "{args:?}: {said}");
    }
    // a workbook outside the round may be written
    let outside = tempfile::tempdir().unwrap();
    let book = outside.path().join("tong-hop.xlsx");
    assert_eq!(folder.run("tong-hop", &["-o", book.to_str().unwrap()]).0, 0);
    assert_eq!(folder.run("kiem-chung", &[]).0, 0);
}

#[test]
fn closing_before_the_cut_off_asks_for_a_reason() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    let text = fs::read_to_string(folder.path("round.toml")).unwrap();
    folder.put("round.toml", text.replace("due =", "cut_off = 2024-03-14T23:59:59+07:00\ndue =").as_bytes());
    let file = folder.put("den/a.xlsx", &report("Xã Ví dụ 01"));
    folder.run("nhan", &[&file, "--at", "2024-03-13 10:00"]);
    let close = |at: &str, more: &[&str]| {
        folder.run("chot-so-lieu", &[&["--by", "A", "--at", at][..], more].concat())
    };
    let (code, said) = close("2024-03-14 10:00", &[]);
    assert!(code == 2 && said.contains("  - chưa đến thời gian chốt số liệu (hết ngày 14/3/2024)"), "{said}");
    assert_eq!(close("2024-03-14 10:00", &["--because", "báo cáo sớm"]).0, 0);
}

#[test]
fn what_goes_back_is_not_put_among_what_came() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    let file = folder
        .put("den/a.xlsx", &workbook("Xã Ví dụ 01").tthc(&[crate::support::round_folder::WRONG]).bytes());
    folder.run("nhan", &[&[file.as_str()][..], &AT].concat());
    for own in ["", "nhan", "nhan/moi", "mau", "tong-hop"] {
        let (code, said) = folder.run("kiem-tra", &["--return", &folder.path(own)]);
        assert!(code == 2 && said.contains("là thư mục của đợt báo cáo"), "{own}: {said}");
    }
    let outside = tempfile::tempdir().unwrap();
    for allowed in [folder.path("tra-lai"), outside.path().to_str().unwrap().to_owned()] {
        let (code, said) = folder.run("kiem-tra", &["--return", &allowed]);
        assert!(code == 1 && said.contains("Đã lập 1 phiếu"), "{allowed}: {said}");
    }
}

#[test]
fn before_the_first_file_nobody_is_late_with_all() {
    let folder = Folder::new(&["Xã Ví dụ 01", "Xã Ví dụ 02"]);
    let (_, said) = folder.run("tinh-hinh", &AT);
    assert!(said.contains("\nChưa nhận được tệp nào.\n") && !said.contains("0/2"), "{said}");
    let file = folder.put("den/a.xlsx", &report("Xã Ví dụ 01"));
    folder.run("nhan", &[&[file.as_str()][..], &AT].concat());
    let (_, said) = folder.run("tinh-hinh", &["--at", "2024-03-14 10:00"]);
    assert!(
        said.contains(
            "Đến thời điểm này chưa nhận được tệp nào; tệp đầu tiên nhận 10 giờ 00 ngày 15/3/2024."
        ),
        "{said}"
    );
    let (_, said) = folder.run("tinh-hinh", &["--at", "2024-03-16 10:00"]);
    assert!(said.contains("Gửi đủ biểu: 1/2"), "{said}");
}
