//! Zipped web archives (WACZ 1.1.1): WARC files and the list of the pages that were captured.
//!
//! Beside each page an archive holds hundreds of frames and adverts that are HTML too: where `pages/pages.jsonl` lists the pages, only those are read.

use std::collections::HashSet;
use std::io::{Cursor, Read as _};

use serde_json::Value;
use zip::ZipArchive;

use crate::bounded::{self, Pushback};
use crate::members::Members;
use crate::warc::{self, without_fragment};
use crate::{FILE_BYTES, Found, lost};

/// The pages of every archive inside, in the order of their names.
pub(crate) fn pages(location: &str, bytes: Vec<u8>) -> Vec<Found> {
    let mut zip = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(zip) => zip,
        Err(error) => return vec![lost(location, format!("the zip file is damaged: {error}"))],
    };
    let mut names: Vec<String> = zip
        .file_names()
        .filter_map(|name| Some(name.ok()?.into_owned()))
        .filter(|name| name.starts_with("archive/") && name.trim_end_matches(".gz").rsplit('.').next() == Some("warc"))
        .collect();
    names.sort();
    let listed = listed(&mut zip);
    let mut found = Vec::new();
    if names.is_empty() {
        found.push(lost(location, "holds no archive/*.warc.gz"));
    }
    for name in names {
        let here = format!("{location}#{name}");
        let file = match zip.by_name(&name) {
            Ok(file) => file,
            Err(error) => {
                found.push(lost(&here, format!("could not be read: {error}")));
                continue;
            }
        };
        let read = bounded::read(file, FILE_BYTES);
        let source = Members::new(Pushback::new(&read.bytes[..]));
        found.extend(warc::Pages::new(&here, source).listed(listed.clone()));
        if let Some(error) = read.error {
            found.push(crate::unreadable(&here, &error));
        }
        if read.cut {
            found.push(lost(&here, format!("larger than {} MiB: read up to there; unzip it and read the WARC file", FILE_BYTES >> 20)));
        }
    }
    found
}

/// Addresses in the list of pages; nothing where there is no list, or an empty one.
fn listed(zip: &mut ZipArchive<Cursor<Vec<u8>>>) -> Option<HashSet<String>> {
    let file = zip.by_name("pages/pages.jsonl").ok()?;
    let mut text = String::new();
    file.take(FILE_BYTES as u64).read_to_string(&mut text).ok()?;
    let urls: HashSet<String> = text
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter_map(|page| page.get("url").and_then(Value::as_str).map(without_fragment))
        .collect();
    (!urls.is_empty()).then_some(urls)
}
