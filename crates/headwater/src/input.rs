//! From what was typed to the reports to read.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use headwater_core::Problem;
use headwater_inputs::Found;

/// Endings that a folder is searched for. A file named on its own is read whatever it is called.
const ENDINGS: [&str; 14] = ["html", "htm", "xhtml", "txt", "md", "mht", "mhtml", "warc", "wacz", "rss", "atom", "xml", "jsonl", "eml"];

/// Something to read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// A page of the web.
    Url(String),
}

impl Input {
    /// What the answer calls it: the path as it was given, `-` for standard input.
    pub fn location(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Stdin => "-".to_owned(),
            Self::Url(url) => url.clone(),
        }
    }

    /// The ending of its name, in lower case.
    pub fn ending(&self) -> Option<String> {
        match self {
            Self::File(path) => path.extension().map(|ending| ending.to_string_lossy().to_lowercase()),
            Self::Stdin | Self::Url(_) => None,
        }
    }

    /// The pages that stand in it. Those of the web are for [`crate::network`].
    pub fn open(&self) -> Box<dyn Iterator<Item = Found>> {
        let location = self.location();
        match self {
            Self::File(path) => match std::fs::File::open(path) {
                Ok(file) => headwater_inputs::open(&location, file),
                Err(error) => Box::new(std::iter::once(Found::Problem(Problem::lost(&location, format!("could not be read: {error}"))))),
            },
            Self::Stdin => headwater_inputs::open(&location, std::io::stdin()),
            Self::Url(_) => Box::new(std::iter::empty()),
        }
    }
}

/// Finds what `paths` name: files as they are, folders searched in order of names, globs that the shell left alone, addresses of the web, `-` as standard input.
/// Each file comes once, in the order in which it was first named. A path that leads nowhere is a problem.
pub fn find(paths: &[String]) -> (Vec<Input>, Vec<Problem>) {
    let mut found = Search::default();
    for path in paths {
        if path == "-" {
            if !found.inputs.contains(&Input::Stdin) {
                found.inputs.push(Input::Stdin);
            }
        } else if is_address(path) {
            if !found.inputs.contains(&Input::Url(path.clone())) {
                found.inputs.push(Input::Url(path.clone()));
            }
        } else if Path::new(path).exists() {
            found.add(Path::new(path));
        } else {
            found.add_glob(path);
        }
    }
    (found.inputs, found.problems)
}

/// Whether it names a page of the web.
fn is_address(path: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| path.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

/// Whether a folder is searched for files of this name; `.gz` behind the ending does not count.
fn is_page_or_archive(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}

#[derive(Default)]
struct Search {
    inputs: Vec<Input>,
    problems: Vec<Problem>,
    seen: HashSet<PathBuf>,
}

impl Search {
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
            } else if is_page_or_archive(&path) {
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
