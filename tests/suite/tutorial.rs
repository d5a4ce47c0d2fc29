//! The tutorials for authors of forms, followed step by step: commands are run and must print what the text shows,
//! edits are made, cells are filled.
//!
//! `TRYCMD=overwrite` writes the output of the commands into the tutorials.

#[path = "../../examples/authority_blank.rs"]
#[expect(dead_code, reason = "its main is the example's")]
mod example;

use regex_lite::Regex;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The definition that the tutorials edit, and the workbook that they fill in.
const DEFINITION: &str = "bieu/bieu-03/form.toml";
const FILLED: &str = "xa-vi-du-01.xlsx";

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
        let done = follow(&text, folder.path());
        if std::env::var("TRYCMD").is_ok_and(|mode| mode == "overwrite") {
            fs::write(root(tutorial), done).unwrap();
        } else {
            assert_eq!(done, text, "{tutorial}");
        }
    }
}

/// Takes every step of a tutorial; gives its text with what the commands really said.
fn follow(text: &str, folder: &Path) -> String {
    let mut done = String::new();
    let mut steps = 0;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        done.push_str(&format!("{line}\n"));
        let mut block = || -> Vec<&str> { lines.by_ref().take_while(|line| *line != "```").collect() };
        if line == "```console" {
            let command = block().first().copied().unwrap_or_default().to_owned();
            done.push_str(&format!("{command}\n{}```\n", run(&command, folder)));
        } else if line == "```diff" {
            let block = block();
            edit(&block, &folder.join(DEFINITION));
            done.push_str(&format!("{}\n```\n", block.join("\n")));
        } else if let Some((cell, typed)) = line.strip_prefix("| D").and_then(|rest| rest.split_once(" | ")) {
            type_into(&folder.join(FILLED), &format!("D{cell}"), typed.trim_end_matches(" |"));
        } else {
            continue;
        }
        steps += 1;
    }
    assert!(steps > 20, "{steps} steps");
    done
}

fn run(command: &str, folder: &Path) -> String {
    let words = Regex::new(r#""([^"]*)"|(\S+)"#).unwrap();
    let words: Vec<&str> = words
        .captures_iter(command)
        .filter_map(|word| word.get(1).or(word.get(2)).map(|word| word.as_str()))
        .collect();
    let ["$", "phuluc", args @ ..] = words.as_slice() else { panic!("{command}") };
    let output = Command::new(env!("CARGO_BIN_EXE_phuluc")).args(args).current_dir(folder).output().unwrap();
    String::from_utf8([output.stderr, output.stdout].concat()).unwrap()
}

/// Takes lines that begin with `-` out, and puts those with `+` where the last of them stood; at the end
/// of the file if there are none.
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

/// Puts a figure into a cell of the first form of a workbook, as Excel saves it.
fn type_into(path: &Path, cell: &str, figure: &str) {
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let pattern = Regex::new(&format!(r#"<c r="{cell}"( s="\d+")?(/>|><v>[^<]*</v></c>)"#)).unwrap();
    let mut typed = 0;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        // the guide stands first
        if name == "xl/worksheets/sheet2.xml" {
            let text = String::from_utf8(content).unwrap();
            typed += pattern.find_iter(&text).count();
            let with = format!(r#"<c r="{cell}"$1><v>{figure}</v></c>"#);
            content = pattern.replace(&text, with.as_str()).into_owned().into_bytes();
        }
        changed.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        changed.write_all(&content).unwrap();
    }
    assert_eq!(typed, 1, "{cell}");
    fs::write(path, changed.finish().unwrap().into_inner()).unwrap();
}
