//! Folders with other files among the reports: a file that is not read is reported with the reason, and affects no
//! other.

use crate::support::round_folder::{Folder, phuluc, report};
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// Runs a command on a folder. Gives its exit code, its data and its messages.
fn run(command: &str, folder: &Path) -> (i32, String, String) {
    let shown = folder.to_str().unwrap();
    let output = phuluc(&[command, shown]);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(shown, "[folder]");
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// A folder with two reports and what people keep beside them. Two files of 3 GB stand for films.
fn filled() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    put("a.xlsx", &report("Xã Ví dụ 01"));
    put("con/b.XLSX", &report("Xã Ví dụ 02"));
    for name in
        ["ghi chu.txt", "quyet dinh.pdf", "thu.eml", "nhieu.zip", "cu.rar", "winmail.dat", "to trinh.docx"]
    {
        put(name, b"x");
    }
    // programs leave these files behind
    for name in ["~$a.xlsx", ".DS_Store", "Thumbs.db", "desktop.ini"] {
        put(name, b"x");
    }
    for name in ["phim.mp4", "phim.xlsx"] {
        File::create(folder.path().join(name)).unwrap().set_len(3 * 1024 * 1024 * 1024).unwrap();
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path(), folder.path().join("con/lap")).unwrap();
    folder
}

#[test]
fn what_a_folder_holds_and_is_not_read_is_listed_with_the_reason() {
    let folder = filled();
    let begun = Instant::now();
    let (code, data, said) = run("kiem-tra", folder.path());
    assert!(begun.elapsed() < Duration::from_secs(20), "nothing large is read");
    // the film with the name of a workbook cannot be read
    assert_eq!(code, 2);
    for name in ["[folder]/a.xlsx", "[folder]/con/b.XLSX", "[folder]/phim.xlsx"] {
        assert!(data.contains(name), "{name}: {data}");
    }
    assert!(data.contains("tệp lớn 3072 MB, quá 50 MB"), "{data}");
    insta::assert_snapshot!(said, @"
    Không đọc [folder]/cu.rar: tệp nén .rar, chưa mở được; giải nén rồi nhận lại.
    Không đọc [folder]/quyet dinh.pdf: tệp .pdf (bản in hoặc bản scan), không có số liệu để đọc; cần tệp Excel.
    Không đọc [folder]/to trinh.docx: văn bản Word, không có số liệu để đọc; cần tệp Excel.
    Không đọc [folder]/winmail.dat: tệp winmail.dat do Outlook đóng gói, chưa mở được; đề nghị đơn vị gửi lại thư dạng HTML, hoặc gửi riêng tệp Excel.
    Không đọc [folder]/ghi chu.txt, [folder]/phim.mp4: không phải tệp Excel.
    Không đọc [folder]/nhieu.zip, [folder]/thu.eml: tệp nén hoặc thư; giải nén rồi chạy lại, hoặc nhận vào đợt báo cáo bằng “phuluc nhan”.
    Không đọc [folder]/con/lap: đường tắt dẫn ngược về thư mục chứa nó.
    ");
    let (_, _, read) = run("doc-so-lieu", folder.path());
    assert!(read.starts_with(&said), "{read}");
}

#[test]
fn a_pipe_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.xlsx"), report("Xã Ví dụ 01")).unwrap();
    let made = Command::new("mkfifo").args(["b.xlsx", "c"]).current_dir(folder.path()).status();
    if made.is_ok_and(|made| made.success()) {
        let (code, data, said) = run("kiem-tra", folder.path());
        assert_eq!(code, 2, "{data}");
        assert!(data.contains("[folder]/b.xlsx\n\nLỗi [unreadable-file]"), "{data}");
        assert_eq!(said, "Không đọc [folder]/c: không phải tệp Excel.\n");
    }
}

/// A folder without permission affects only itself, and is named. Root may read everything, so root runs this as
/// nobody.
#[cfg(unix)]
#[test]
#[expect(clippy::print_stderr, reason = "what is not tried is said loudly")]
fn a_folder_without_permission_costs_itself() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    fs::write(path.join("a.xlsx"), report("Xã Ví dụ 01")).unwrap();
    let closed = path.join("kin");
    fs::create_dir(&closed).unwrap();
    set(path, 0o755);
    set(&closed, 0o000);
    let mut command = Command::new(env!("CARGO_BIN_EXE_phuluc"));
    command.args(["kiem-tra", "."]).current_dir(path);
    if fs::read_dir(&closed).is_ok() {
        command.uid(NOBODY);
    }
    let ran = command.output();
    set(&closed, 0o755);
    let Ok(output) = ran else {
        eprintln!("NOT RUN: a folder without permission, as nobody may not run the program here");
        return;
    };
    let data = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(2), "{data}");
    assert!(data.starts_with("./a.xlsx\n") && data.contains("./kin\n\nLỗi [unreadable-file]"), "{data}");
}

#[test]
fn what_comes_with_reports_is_named_where_they_are_taken_in() {
    let round = Folder::new(&["Xã Ví dụ 01", "Xã Ví dụ 02"]);
    let folder = filled();
    let begun = Instant::now();
    let (code, said) = round.run("nhan", &[folder.path().to_str().unwrap(), "--at", "15/3/2024 08:00"]);
    assert!(begun.elapsed() < Duration::from_secs(20), "nothing large is read");
    assert_eq!(code, 1, "{said}");
    let name = folder.path().file_name().unwrap().to_str().unwrap();
    let said = said.replace(folder.path().to_str().unwrap(), "[folder]").replace(name, "[folder]");
    insta::assert_snapshot!(said, @"
    Đã nhận 2 tệp của 2 đơn vị, ghi vào [round]/so-theo-doi.xlsx.

    Xã Ví dụ 01, lần gửi 1: nhan/xa-vi-du-01_lan-1.xlsx (tệp gốc “[folder]/a.xlsx”)
      Đã kiểm tra, không có lỗi.

    Xã Ví dụ 02, lần gửi 1: nhan/xa-vi-du-02_lan-1.xlsx (tệp gốc “[folder]/con/b.XLSX”)
      Đã kiểm tra, không có lỗi.

    Không nhận (8 tệp):
      - “[folder]/cu.rar”: Tệp nén .rar, chưa mở được; giải nén rồi nhận lại.
      - “[folder]/ghi chu.txt”: Không phải tệp Excel.
      - “[folder]/nhieu.zip”: Tệp nén .zip hỏng hoặc có mật khẩu; giải nén rồi nhận lại.
      - “[folder]/phim.mp4”: Không phải tệp Excel.
      - “[folder]/quyet dinh.pdf”: Tệp .pdf (bản in hoặc bản scan), không có số liệu để đọc; cần tệp Excel.
      - “[folder]/thu.eml”: Thư không đọc được hoặc không có tệp đính kèm.
      - “[folder]/to trinh.docx”: Văn bản Word, không có số liệu để đọc; cần tệp Excel.
      - “[folder]/winmail.dat”: Tệp winmail.dat do Outlook đóng gói, chưa mở được; đề nghị đơn vị gửi lại thư dạng HTML, hoặc gửi riêng tệp Excel.
    Không đọc [folder]/con/lap: đường tắt dẫn ngược về thư mục chứa nó.
    [folder]/phim.xlsx không đọc được: tệp lớn 3072 MB, quá 50 MB; tệp Excel thì xóa ảnh dán vào rồi lưu lại, tệp nén thì giải nén rồi nhận lại
    Tiếp theo: xem tình hình: phuluc tinh-hinh [round].
    ");
}
