//! A bounded run of the fuzz targets over the corpus and over random damage to it.

/// What must hold for any input, as the fuzzer runs it.
#[path = "../../../fuzz/src/targets.rs"]
mod targets;

use crate::support::builder::workbook;
use crate::support::files;
use crate::support::xls_files;
use crate::support::xlsb_files;
use phuluc::grid;
use std::fs;
use std::path::PathBuf;

/// How many damaged inputs each target gets for every file of its corpus. `FUZZ_ROUNDS=20000` asks for more.
fn rounds() -> usize {
    std::env::var("FUZZ_ROUNDS").map_or(300, |rounds| rounds.parse().unwrap())
}

fn corpus(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{target} has a corpus");
    paths.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

/// A generator of pseudo-random numbers that are the same in every run (xorshift).
pub(crate) struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap()
    }

    /// The bytes with one to four kinds of damage that happen to files or that readers fear.
    pub fn damaged(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(4) {
            let (a, b) = (self.below(bytes.len() + 1), self.below(bytes.len() + 1));
            let (from, to) = (a.min(b), a.max(b).min(a.min(b) + 64));
            match self.below(7) {
                0 => bytes.truncate(a),
                1 if from < bytes.len() => bytes[from] = u8::try_from(self.below(256)).unwrap(),
                2 if from < bytes.len() => bytes[from] ^= 1 << self.below(8),
                3 => drop(bytes.drain(from..to)),
                4 => {
                    let piece = bytes[from..to].to_vec();
                    bytes.splice(b.min(bytes.len())..b.min(bytes.len()), piece);
                }
                5 => bytes[from..to].fill(0xFF),
                _ => drop(bytes.splice(from..from, *b"\"><1.e9")),
            }
        }
        bytes
    }
}

#[track_caller]
fn run(target: &str, check: impl Fn(&[u8])) {
    let mut dice = Dice(0x0766_2022);
    for (_, bytes) in corpus(target) {
        check(&bytes);
        for _ in 0..rounds() {
            check(&dice.damaged(&bytes));
        }
    }
}

/// A target of text gets the bytes as lossy UTF-8.
fn text(check: impl Fn(&str)) -> impl Fn(&[u8]) {
    move |bytes| check(&String::from_utf8_lossy(bytes))
}

#[test]
fn preflight() {
    run("preflight", targets::preflight);
}

#[test]
fn cells() {
    for (path, bytes) in corpus("cells") {
        let sheets = grid::read(&files::xlsx(&String::from_utf8(bytes).unwrap()).bytes());
        assert!(sheets.is_ok(), "{}: {sheets:?}", path.display());
    }
    run("cells", text(targets::cells));
}

#[test]
fn numbers() {
    run("numbers", text(|lines| lines.lines().for_each(targets::numbers)));
}

#[test]
fn labels() {
    run("labels", text(|lines| lines.lines().for_each(targets::labels)));
}

#[test]
fn definitions() {
    run("definitions", text(targets::definitions));
}

/// Our own writers make the workbooks of the corpus. `UPDATE_CORPUS=1` writes them anew.
#[test]
fn the_corpus_is_current() {
    let report = workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1")]);
    let sheet = grid::read(&report.bytes()).unwrap().swap_remove(0);
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/preflight");
    let made = [
        ("report.xlsx", files::as_xlsx(&sheet, 0, &str::to_owned)),
        ("report.xls", xls_files::as_xls(&sheet)),
        ("report.xlsb", xlsb_files::as_xlsb(&sheet)),
        ("report.ods", files::as_ods(&sheet)),
    ];
    for (name, bytes) in made {
        let path = folder.join(name);
        if std::env::var_os("UPDATE_CORPUS").is_some() {
            fs::write(&path, &bytes).unwrap();
        }
        assert!(fs::read(&path).is_ok_and(|there| there == bytes), "{name}: run with UPDATE_CORPUS=1");
    }
}
