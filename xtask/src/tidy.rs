//! The tree's own manners, as ordinary tests.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::root;

fn crates() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

fn name(folder: &Path) -> String {
    folder.file_name().unwrap().to_string_lossy().into_owned()
}

#[test]
fn every_crate_lives_by_the_workspace() {
    for folder in crates().into_iter().chain([root().join("xtask")]) {
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        for line in ["[lints]\nworkspace = true", "edition.workspace = true", "rust-version.workspace = true", "license.workspace = true"] {
            assert!(manifest.contains(line), "{}/Cargo.toml lacks {line:?}", name(&folder));
        }
        assert!(
            !manifest.contains("version = \""),
            "{}/Cargo.toml: versions stand in the workspace's [workspace.dependencies]",
            name(&folder)
        );
    }
}

#[test]
fn the_code_map_names_every_crate() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let rows: Vec<&str> = map.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let names: Vec<String> = crates().iter().map(|folder| name(folder)).collect();
    for name in &names {
        assert!(rows.contains(&name.as_str()), "ARCHITECTURE.md's code map has no row for {name}");
    }
    for row in rows {
        assert!(names.iter().any(|name| name == row), "ARCHITECTURE.md's code map has a row for {row}, and there is no such crate");
    }
}

#[test]
fn no_test_is_switched_off() {
    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let mut files = Vec::new();
    sources(&root().join("crates"), &mut files);
    let switch = ["#[", "ignore"].concat();
    for file in files {
        assert!(!fs::read_to_string(&file).unwrap().contains(&switch), "{} switches a test off", file.display());
    }
}
