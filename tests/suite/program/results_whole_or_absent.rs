//! Output files are whole or absent, even if the program is killed, the disk is full, nothing can be written, or the
//! input changes meanwhile.

use crate::support::builder::workbook;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use std::{fs, thread};

const TOTALS: [(&str, &str); 2] =
    [("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1"), ("Tổng cộng", "31 17 13 1  28 14 13 1  3 2 1")];

/// A folder with a round of 20 units, and the content of its files.
struct Round {
    folder: tempfile::TempDir,
    inputs: Vec<(PathBuf, Vec<u8>)>,
}

fn phuluc() -> Command {
    Command::new(env!("CARGO_BIN_EXE_phuluc"))
}

impl Round {
    fn new(total: (&str, &str)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("nhan")).unwrap();
        let mut text = String::from("title = \"Đợt ví dụ\"\nforms = [\"tthc-06a\"]\n");
        let mut inputs = Vec::new();
        for number in 1..=20 {
            let (unit, file) = (format!("Xã Ví dụ {number:02}"), format!("nhan/{number:02}.xlsx"));
            text += &format!("[[units]]\nname = \"{unit}\"\nfiles = [\"{file}\"]\n");
            inputs.push((folder.path().join(file), workbook(&unit).tthc(&[total]).bytes()));
        }
        inputs.push((folder.path().join("round.toml"), text.into_bytes()));
        for (path, bytes) in &inputs {
            fs::write(path, bytes).unwrap();
        }
        Self { folder, inputs }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn consolidate(&self, target: &Path) -> Output {
        phuluc().arg("consolidate").arg(self.path()).arg("-o").arg(target).output().unwrap()
    }

    #[track_caller]
    fn inputs_are_untouched(&self) {
        for (path, bytes) in &self.inputs {
            assert!(fs::read(path).unwrap() == *bytes, "{}", path.display());
        }
    }
}

#[test]
fn killed_at_any_moment_the_old_result_or_the_new_one_is_there() {
    let (old, new) = (Round::new(TOTALS[0]), Round::new(TOTALS[1]));
    let results = tempfile::tempdir().unwrap();
    let (target, other) = (results.path().join("tong-hop.xlsx"), results.path().join("other.xlsx"));
    assert!(old.consolidate(&target).status.success() && new.consolidate(&other).status.success());
    let (before, after) = (fs::read(&target).unwrap(), fs::read(&other).unwrap());
    assert!(before != after);
    for step in 0..25 {
        fs::write(&target, &before).unwrap();
        let mut command = phuluc();
        command.arg("consolidate").arg(new.path()).arg("-o").arg(&target);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(Duration::from_millis(step * step * 2));
        // it may have ended by now
        let _ = child.kill();
        child.wait().unwrap();
        let found = fs::read(&target).unwrap();
        assert!(found == before || found == after, "killed after {} ms", step * step * 2);
    }
    // a killed program may leave temporary files, which are no reports or results and do not stand in the way
    for entry in fs::read_dir(results.path()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let is_result = name == "tong-hop.xlsx" || name == "other.xlsx";
        assert!(is_result || name.starts_with(".phuluc-") && name.strip_suffix(".tmp").is_some(), "{name}");
    }
    assert!(new.consolidate(&target).status.success());
    assert!(fs::read(&target).unwrap() == after);
    new.inputs_are_untouched();
}

/// For this program the disk is full after 4 KB, because the system refuses to write more.
#[cfg(target_os = "linux")]
#[test]
fn on_a_full_disk_the_old_result_stays() {
    let round = Round::new(TOTALS[0]);
    let results = tempfile::tempdir().unwrap();
    let target = results.path().join("tong-hop.xlsx");
    fs::write(&target, b"the old one").unwrap();
    // if the signal is ignored the write fails; if not, the program is killed while it writes
    for (trap, code) in [("trap '' XFSZ;", Some(2)), ("", None)] {
        let line = format!("{trap} ulimit -f 4; exec \"$0\" consolidate \"$1\" -o \"$2\"");
        let output = Command::new("bash")
            .args(["-c", &line, env!("CARGO_BIN_EXE_phuluc")])
            .args([round.path(), target.as_path()])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), code, "{}", String::from_utf8_lossy(&output.stderr));
        assert!(fs::read(&target).unwrap() == b"the old one");
        if code.is_some() {
            assert!(String::from_utf8_lossy(&output.stderr).contains("không ghi được"));
            assert_eq!(fs::read_dir(results.path()).unwrap().count(), 1, "no temporary file is left");
        }
    }
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let status = phuluc().arg("check").arg(round.path()).stdout(full).stderr(Stdio::null()).status().unwrap();
    assert_eq!(status.code(), Some(2), "half a list of findings is no list of findings");
    round.inputs_are_untouched();
}

#[test]
fn where_nothing_can_be_written_it_is_said() {
    let round = Round::new(TOTALS[0]);
    // a folder that cannot be made, because a file has its name
    let mut targets = vec![round.path().join("round.toml").join("tong-hop.xlsx")];
    if cfg!(target_os = "linux") {
        targets.push(PathBuf::from("/proc/tong-hop.xlsx"));
    }
    for target in targets {
        let output = round.consolidate(&target);
        assert_eq!(output.status.code(), Some(2), "{}", target.display());
        assert!(String::from_utf8_lossy(&output.stderr).contains("không ghi được"));
    }
    round.inputs_are_untouched();
}

#[test]
fn an_input_that_changes_is_read_in_one_version_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.xlsx");
    let versions = TOTALS.map(|total| workbook("Xã Ví dụ 01").tthc(&[total]).bytes());
    fs::write(&file, &versions[0]).unwrap();
    let ended = AtomicBool::new(false);
    let mut read = [0, 0, 0];
    thread::scope(|scope| {
        scope.spawn(|| {
            // another program keeps saving over the file, in place and in two steps
            for version in versions.iter().cycle() {
                if ended.load(Ordering::Relaxed) {
                    return;
                }
                let (first, second) = version.split_at(version.len() / 2);
                fs::write(&file, first).unwrap();
                thread::sleep(Duration::from_millis(1));
                let mut whole = fs::File::options().append(true).open(&file).unwrap();
                std::io::Write::write_all(&mut whole, second).unwrap();
                thread::sleep(Duration::from_millis(5));
            }
        });
        for _ in 0..25 {
            let output = phuluc().args(["check", "--format", "json"]).arg(&file).output().unwrap();
            let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            let sha256 = json["files"][0]["sha256"].as_str();
            let version =
                versions.iter().position(|version| sha256 == Some(phuluc::form::sha256(version).as_str()));
            match version {
                Some(version) => read[version] += 1,
                None => {
                    assert_eq!(json["files"][0]["status"], "unreadable", "{json:#}");
                    read[2] += 1;
                }
            }
        }
        ended.store(true, Ordering::Relaxed);
    });
    assert_eq!(read.iter().sum::<i32>(), 25, "{read:?}");
}
