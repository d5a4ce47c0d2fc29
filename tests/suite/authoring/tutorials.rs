//! The tutorials for authors of forms, followed step by step: commands are run and must print what the text shows,
//! files are written and edited, cells are filled.
//!
//! A block of `csv` is a file of that name, one of `diff` a change of a file. A table whose head names a sheet and,
//! in backquotes, workbooks says what is typed into which cell of each. `TRYCMD=overwrite` writes the output of the
//! commands into the tutorials.

#[path = "../../../examples/authority_blank.rs"]
#[expect(dead_code, reason = "its main is the example's")]
mod example;

use regex_lite::Regex;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn the_blank_of_the_tutorials_is_current() {
    let kept = fs::read(root(example::PATH)).unwrap_or_default();
    assert!(kept == example::blank().unwrap(), "run `cargo run --example authority_blank`");
}

#[test]
fn the_tutorials_lead_where_they_say() {
    for tutorial in ["templates/HUONG-DAN-TAO-BIEU.md", "templates/TUTORIAL.md"] {
        let text = fs::read_to_string(root(tutorial)).unwrap().replace("\r\n", "\n");
        let folder = tempfile::tempdir().unwrap();
        fs::copy(root(example::PATH), folder.path().join("mau-bieu-so-03.xlsx")).unwrap();
        let done = Steps { folder: folder.path(), typed_into: None, taken: 0 }.follow(&text);
        if std::env::var("TRYCMD").is_ok_and(|mode| mode == "overwrite") {
            fs::write(root(tutorial), done).unwrap();
        } else {
            assert_eq!(done, text, "{tutorial}");
        }
    }
}

/// A tutorial, followed in a folder.
struct Steps<'f> {
    folder: &'f Path,
    /// The sheet and the workbooks that the current table is about.
    typed_into: Option<(String, Vec<String>)>,
    taken: usize,
}

impl Steps<'_> {
    /// Takes every step. Gives the text of the tutorial with the actual output of the commands.
    fn follow(mut self, text: &str) -> String {
        let mut done = String::new();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            done.push_str(&format!("{line}\n"));
            let Some(opened) = line.strip_prefix("```") else {
                self.row(line);
                continue;
            };
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let said = match opened.split_once(' ') {
                None if opened == "console" => {
                    let command = block.first().copied().unwrap_or_default();
                    format!("{command}\n{}", run(command, self.folder))
                }
                // this is an example about another form
                None if opened == "toml" => format!("{}\n", block.join("\n")),
                Some(("diff", file)) => {
                    edit(&block, &self.folder.join(file));
                    format!("{}\n", block.join("\n"))
                }
                Some(("csv", file)) => {
                    let text = format!("{}\n", block.join("\n"));
                    fs::write(self.folder.join(file), &text).unwrap();
                    text
                }
                _ => panic!("{line}: a block of console, toml, diff FILE or csv FILE"),
            };
            done.push_str(&format!("{said}```\n"));
            self.taken += 1;
        }
        assert!(self.taken > 60, "{} steps", self.taken);
        done
    }

    /// Reads the head of a table, or types what a line of it says.
    fn row(&mut self, line: &str) {
        let Some(cells) = line.strip_prefix('|') else {
            self.typed_into = None;
            return;
        };
        let cells: Vec<&str> = cells.trim_end_matches('|').split('|').map(str::trim).collect();
        let [first, others @ ..] = cells.as_slice() else { return };
        let quoted = Regex::new("“([^”]+)”").unwrap();
        let named = Regex::new("`([^`]+)`").unwrap();
        match (&self.typed_into, quoted.captures(first)) {
            (None, Some(sheet)) => {
                let books = others.iter().map(|cell| named.captures(cell).expect("a workbook")[1].to_owned());
                self.typed_into = Some((sheet[1].to_owned(), books.collect()));
            }
            (Some(_), _) if first.starts_with("--") => {}
            (Some((sheet, books)), _) => {
                assert_eq!(books.len(), others.len(), "{line}");
                for (book, typed) in books.iter().zip(others).filter(|(_, typed)| !typed.is_empty()) {
                    type_into(&self.folder.join(book), sheet, first, typed);
                    self.taken += 1;
                }
            }
            (None, None) => {}
        }
    }
}

fn run(command: &str, folder: &Path) -> String {
    let words = Regex::new(r#""([^"]*)"|(\S+)"#).unwrap();
    let words: Vec<&str> = words
        .captures_iter(command)
        .filter_map(|word| word.get(1).or(word.get(2)).map(|word| word.as_str()))
        .collect();
    let ["$", "phuluc", args @ ..] = words.as_slice() else { panic!("{command}") };
    let mut phuluc = Command::new(env!("CARGO_BIN_EXE_phuluc"));
    // the packs of whoever runs the test are not used
    let output =
        phuluc.args(args).current_dir(folder).env("HOME", folder).env("USERPROFILE", folder).output();
    let output = output.unwrap();
    String::from_utf8([output.stderr, output.stdout].concat()).unwrap()
}

/// Removes the lines that begin with `-`, and puts those with `+` in their place, or at the end of the file if none
/// was removed.
fn edit(block: &[&str], path: &Path) {
    let mut text = fs::read_to_string(path).unwrap();
    let mut at = text.len();
    let mut added = String::new();
    for line in block {
        match line.split_at(1) {
            ("-", old) => {
                let old = format!("{old}\n");
                assert!(added.is_empty() && text.contains(&old), "{old}");
                at = text.find(&old).unwrap();
                text.replace_range(at..at + old.len(), "");
            }
            ("+", new) => added.push_str(&format!("{new}\n")),
            _ => panic!("{line}"),
        }
    }
    text.insert_str(at, &added);
    fs::write(path, text).unwrap();
}

/// Puts a figure or a text into a cell of a workbook, as Excel saves it.
fn type_into(path: &Path, sheet: &str, cell: &str, typed: &str) {
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let part = part_of(&mut archive, sheet);
    let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let pattern = Regex::new(&format!(r#"<c r="{cell}"( s="\d+")?( t="\w+")?(/>|>.*?</c>)"#)).unwrap();
    let figure = typed.replace(',', ".");
    let with = match figure.parse::<f64>() {
        Ok(_) => format!(r#"<c r="{cell}"$1><v>{figure}</v></c>"#),
        Err(_) => format!(r#"<c r="{cell}"$1 t="inlineStr"><is><t>{typed}</t></is></c>"#),
    };
    let mut found = 0;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if name == part {
            let text = String::from_utf8(content).unwrap();
            found += pattern.find_iter(&text).count();
            content = pattern.replace(&text, with.as_str()).into_owned().into_bytes();
        }
        changed.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        changed.write_all(&content).unwrap();
    }
    assert_eq!(found, 1, "{cell}");
    // files of one reception come in the order of their times, which is that of the units in the tutorial
    let time = fs::metadata(path).unwrap().modified().unwrap();
    fs::write(path, changed.finish().unwrap().into_inner()).unwrap();
    fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

/// The part of a workbook with the sheet of this name. Our own workbooks number the parts in the order of the sheets.
fn part_of(archive: &mut zip::ZipArchive<Cursor<Vec<u8>>>, sheet: &str) -> String {
    let mut text = String::new();
    archive.by_name("xl/workbook.xml").unwrap().read_to_string(&mut text).unwrap();
    let names = Regex::new(r#"<sheet name="([^"]+)""#).unwrap();
    let place = names.captures_iter(&text).position(|name| &name[1] == sheet).expect("the sheet");
    format!("xl/worksheets/sheet{}.xml", place + 1)
}
