//! From what was typed to the reports to read.

use std::collections::HashSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use headwater_core::Problem;

/// Endings that a folder is searched for. A file named on its own is read whatever it is called.
const ENDINGS: [&str; 4] = ["html", "htm", "txt", "md"];

/// Larger files are refused: no page of news is that long, and a story is held in memory.
const MOST_BYTES: u64 = 256 << 20;

/// Something to read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

impl Input {
    /// What the answer calls it: the path as it was given, `-` for standard input.
    pub fn location(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Stdin => "-".to_owned(),
        }
    }

    /// The ending of its name, in lower case.
    pub fn ending(&self) -> Option<String> {
        match self {
            Self::File(path) => path.extension().map(|ending| ending.to_string_lossy().to_lowercase()),
            Self::Stdin => None,
        }
    }

    /// Its bytes, or why they could not be had.
    pub fn bytes(&self) -> Result<Vec<u8>, Problem> {
        let unreadable = |error: std::io::Error| Problem::lost(&self.location(), format!("could not be read: {error}"));
        let mut bytes = Vec::new();
        match self {
            Self::File(path) => std::fs::File::open(path).map_err(unreadable)?.take(MOST_BYTES + 1).read_to_end(&mut bytes),
            Self::Stdin => std::io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes),
        }
        .map_err(unreadable)?;
        if bytes.len() as u64 > MOST_BYTES {
            return Err(Problem::lost(&self.location(), format!("is larger than {} MiB; split it", MOST_BYTES >> 20)));
        }
        Ok(bytes)
    }
}

/// Finds what `paths` name: files as they are, folders searched in order of names, globs that the shell left alone, `-` as standard input.
/// Each file comes once, in the order in which it was first named. A path that leads nowhere is a problem.
pub fn find(paths: &[String]) -> (Vec<Input>, Vec<Problem>) {
    let mut found = Found::default();
    for path in paths {
        if path == "-" {
            if !found.inputs.contains(&Input::Stdin) {
                found.inputs.push(Input::Stdin);
            }
        } else if Path::new(path).exists() {
            found.add(Path::new(path));
        } else {
            found.add_glob(path);
        }
    }
    (found.inputs, found.problems)
}

#[derive(Default)]
struct Found {
    inputs: Vec<Input>,
    problems: Vec<Problem>,
    seen: HashSet<PathBuf>,
}

impl Found {
    fn add(&mut self, path: &Path) {
        if path.is_dir() {
            self.add_folder(path);
        } else if self.seen.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned())) {
            self.inputs.push(Input::File(path.to_owned()));
        }
    }

    /// Hidden files are left out, and links to folders are not followed: they may lead in a circle.
    fn add_folder(&mut self, folder: &Path) {
        let mut entries: Vec<PathBuf> = match std::fs::read_dir(folder) {
            Ok(entries) => entries.filter_map(Result::ok).map(|entry| entry.path()).collect(),
            Err(error) => {
                self.problems.push(Problem::lost(&folder.display().to_string(), format!("could not be opened: {error}")));
                return;
            }
        };
        entries.sort();
        for path in entries {
            let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if hidden {
                continue;
            }
            if path.is_dir() {
                if !path.is_symlink() {
                    self.add_folder(&path);
                }
            } else if path.extension().is_some_and(|ending| ENDINGS.contains(&ending.to_string_lossy().to_lowercase().as_str())) {
                self.add(&path);
            }
        }
    }

    fn add_glob(&mut self, pattern: &str) {
        match glob::glob(pattern) {
            Ok(paths) => {
                let mut paths: Vec<PathBuf> = paths.filter_map(Result::ok).collect();
                paths.sort();
                for path in &paths {
                    self.add(path);
                }
                if paths.is_empty() {
                    self.problems.push(Problem::lost(pattern, "no such file or folder"));
                }
            }
            Err(_) => self.problems.push(Problem::lost(pattern, "no such file or folder, and no valid pattern")),
        }
    }
}
