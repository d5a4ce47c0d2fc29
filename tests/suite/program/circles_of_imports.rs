//! No circle of imports inside a crate has more than a few files.

use crate::program::layers_of_crates::sources;
use regex_lite::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The largest number of files that may need one another.
const LARGEST: usize = 4;

/// The path of a file's module, from the root of its crate.
type Module = Vec<String>;

/// The files of a crate, and the names that each file imports.
struct Crate {
    files: BTreeMap<Module, String>,
    /// The names that a file imports, each with the whole path that it stands for.
    aliases: BTreeMap<Module, BTreeMap<String, Module>>,
}

impl Crate {
    fn read(root: &Path) -> Self {
        let mut files = BTreeMap::new();
        for path in sources(root) {
            let within = path.strip_prefix(root).unwrap().with_extension("");
            let mut module: Module = within.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
            if module == ["lib"] || module == ["main"] {
                module.clear();
            }
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
            let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            files.insert(module, lines.collect::<Vec<_>>().join("\n"));
        }
        let mut house = Self { files, aliases: BTreeMap::new() };
        let modules: Vec<Module> = house.files.keys().cloned().collect();
        for module in modules {
            let aliases = house.imports(&module).into_iter().collect();
            house.aliases.insert(module, aliases);
        }
        house
    }

    /// The imports of a file from its own crate: the name in the file, and the whole path.
    fn imports(&self, module: &Module) -> Vec<(String, Module)> {
        let line = Regex::new(r"(?m)^\s*(?:pub(?:\([^)]*\))? )?use ([^;]+);").unwrap();
        let mut imports = Vec::new();
        for found in line.captures_iter(&self.files[module]) {
            for (path, alias) in written_out(&found[1]) {
                if let Some(whole) = self.absolute(module, &path) {
                    imports.push((alias, whole));
                }
            }
        }
        imports
    }

    /// The path from the root of the crate; `None` if it leads out of the crate.
    fn absolute(&self, module: &Module, path: &[String]) -> Option<Module> {
        match path.first()?.as_str() {
            "crate" => Some(path[1..].to_vec()),
            "self" => Some([module, &path[1..]].concat()),
            "super" => {
                let above = path.iter().take_while(|part| *part == "super").count();
                Some([&module[..module.len().checked_sub(above)?], &path[above..]].concat())
            }
            child => {
                let own = [module.as_slice(), &[child.to_owned()]].concat();
                self.files.contains_key(&own).then(|| [module.as_slice(), path].concat())
            }
        }
    }

    /// The file that defines the item at `path`. Files in between may only re-export it.
    fn home(&self, path: &[String], depth: usize) -> Option<Module> {
        let module = (0..=path.len())
            .rev()
            .map(|length| path[..length].to_vec())
            .find(|path| self.files.contains_key(path))?;
        let passed_on = path.get(module.len()).and_then(|name| self.aliases.get(&module)?.get(name));
        match passed_on {
            Some(whole) if depth > 0 && whole != path => {
                self.home(&[whole.as_slice(), &path[module.len() + 1..]].concat(), depth - 1)
            }
            _ => Some(module),
        }
    }

    /// The files that each file needs.
    fn needs(&self) -> BTreeMap<&Module, BTreeSet<Module>> {
        let inline = Regex::new(r"\b([A-Za-z_]\w*)((?:::\w+)+)").unwrap();
        let mut needs: BTreeMap<&Module, BTreeSet<Module>> = BTreeMap::new();
        // the root names every module, so it would be in each circle
        for (module, text) in self.files.iter().filter(|(module, _)| !module.is_empty()) {
            let mut paths: Vec<Module> = self.imports(module).into_iter().map(|(_, path)| path).collect();
            for found in inline.captures_iter(text) {
                let path: Module = found[0].split("::").map(str::to_owned).collect();
                let alias = self.aliases[module].get(&path[0]);
                match alias {
                    Some(whole) => paths.push([whole.as_slice(), &path[1..]].concat()),
                    None => paths.extend(self.absolute(module, &path)),
                }
            }
            for path in paths {
                // a path to a module alone takes no item from it
                let home = self.home(&path, 8).filter(|home| home.len() < path.len());
                if let Some(home) = home.filter(|home| home != module && !home.is_empty()) {
                    needs.entry(module).or_default().insert(home);
                }
            }
        }
        needs
    }

    /// The circles of the crate, each as a set of files.
    fn circles(&self) -> BTreeSet<BTreeSet<Module>> {
        let needs = self.needs();
        let below: BTreeMap<&Module, BTreeSet<Module>> =
            needs.keys().map(|module| (*module, everything_below(module, &needs))).collect();
        let mut circles = BTreeSet::new();
        for (module, reached) in &below {
            let mut circle = reached.clone();
            circle.retain(|other| below.get(other).is_some_and(|back| back.contains(*module)));
            if circle.len() > 1 {
                circles.insert(circle);
            }
        }
        circles
    }
}

/// The files that a file needs, directly or through others.
fn everything_below(module: &Module, needs: &BTreeMap<&Module, BTreeSet<Module>>) -> BTreeSet<Module> {
    let mut seen: BTreeSet<Module> = BTreeSet::new();
    let mut open = vec![module];
    while let Some(next) = open.pop() {
        for other in needs.get(next).into_iter().flatten() {
            if seen.insert(other.clone()) {
                open.push(other);
            }
        }
    }
    seen
}

/// All paths of a `use` tree, each with the name that it gets in the file.
fn written_out(tree: &str) -> Vec<(Module, String)> {
    let tree = tree.trim();
    let Some((before, group)) = tree.split_once('{') else {
        let (path, alias) = tree.split_once(" as ").unwrap_or((tree, ""));
        let mut path: Module = path.split("::").map(|part| part.trim().to_owned()).collect();
        if path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let last = path.last().cloned().unwrap_or_default();
        return vec![(path, if alias.is_empty() { last } else { alias.trim().to_owned() })];
    };
    let group = &group[..group.rfind('}').unwrap()];
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, sign) in group.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&group[start..]);
    let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(|part| written_out(&format!("{}{}", before.trim(), part.trim()))).collect()
}

#[test]
fn no_circle_has_more_than_four_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src")];
    for entry in fs::read_dir(root.join("crates")).unwrap() {
        folders.push(entry.unwrap().path().join("src"));
    }
    let mut needed = 0;
    for folder in folders {
        let read = Crate::read(&folder);
        needed += read.needs().values().map(BTreeSet::len).sum::<usize>();
        for circle in read.circles() {
            let names: Vec<String> = circle.iter().map(|module| module.join("/")).collect();
            assert!(circle.len() <= LARGEST, "{}: {}", folder.display(), names.join(", "));
        }
    }
    assert!(needed > 400, "the imports are seen: {needed}");
}
