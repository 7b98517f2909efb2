//! The door to the network as the commands use it: settings from what was typed, answers kept, answers opened.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use headwater_article::{Format, Given};
use headwater_core::Problem;
use headwater_fetch::{Fetched, Response, Settings, keep};
use headwater_inputs::{Answer, Found};
use jiff::Timestamp;

use crate::cli::{Following, Online};
use crate::pipeline::Progress;

/// Pages that are fetched of those that feeds and sitemaps name.
pub const MOST_LINKS: usize = 500;

/// Where pages come from that are named by their address.
#[derive(Default)]
pub struct Door {
    settings: Settings,
    /// Whether pages are fetched that a feed or sitemap names.
    follow: bool,
    /// Folder to keep what is fetched in.
    keep: Option<PathBuf>,
    /// The archive there, once something was fetched.
    archive: Option<PathBuf>,
}

impl Door {
    /// A door as it was asked for.
    pub fn new(online: &Online, keep: Option<&Path>) -> Self {
        let mut settings = Settings { allow_private: online.allow_private, ..Settings::default() };
        settings.pause = Duration::try_from_secs_f64(online.pause).unwrap_or(settings.pause);
        settings.cache = if online.no_cache { None } else { cache_folder() };
        Self { settings, follow: false, keep: keep.map(Path::to_owned), archive: None }
    }

    /// A door that may also lead to the pages which feeds and sitemaps name.
    pub fn following(asked: &Following) -> Self {
        Self { follow: asked.fetch, ..Self::new(&asked.reading.online, asked.reading.keep.as_deref()) }
    }

    /// Whether it leads to the pages which feeds and sitemaps name.
    pub fn follows(&self) -> bool {
        self.follow
    }

    /// The archive that was written.
    pub fn archive(&self) -> Option<&Path> {
        self.archive.as_deref()
    }

    /// Fetches pages, and keeps what came where that was asked for.
    pub fn fetch(&mut self, urls: &[String], progress: &dyn Progress) -> (Vec<Fetched>, Vec<Problem>) {
        progress.begin("fetching", urls.len());
        let fetched = headwater_fetch::fetch(urls, &self.settings, &|| progress.advance());
        let hops: Vec<&Response> = fetched.iter().flat_map(|fetched| &fetched.hops).collect();
        let problem = match &self.keep {
            Some(folder) if !hops.is_empty() => {
                let folder = folder.clone();
                self.write(&folder, &hops)
                    .err()
                    .map(|error| Problem::lost(&folder.display().to_string(), format!("could not be written: {error}")))
            }
            _ => None,
        };
        (fetched, problem.into_iter().collect())
    }

    fn write(&mut self, folder: &Path, hops: &[&Response]) -> std::io::Result<()> {
        let mut bytes = Vec::new();
        let path = if let Some(path) = &self.archive {
            path.clone()
        } else {
            std::fs::create_dir_all(folder)?;
            let now = Timestamp::now();
            keep::begin(&mut bytes, &self.settings.user_agent, now)?;
            unused(folder, &now.strftime("headwater-%Y%m%dT%H%M%SZ").to_string())
        };
        for hop in hops {
            keep::response(&mut bytes, hop)?;
        }
        std::fs::OpenOptions::new().create(true).append(true).open(&path)?.write_all(&bytes)?;
        self.archive = Some(path);
        Ok(())
    }
}

/// What stands in an answer, with what was said of it where it was named.
pub fn open(fetched: Fetched, said: Given) -> Vec<Found> {
    let location = fetched.asked;
    let response = match fetched.outcome {
        Ok(response) => response,
        Err(error) => return vec![Found::Problem(Problem::lost(&location, error.to_string()))],
    };
    let Some(answer) = headwater_inputs::answer(&response.wire()) else { return Vec::new() };
    let mut losses = answer.losses.clone();
    losses.extend(response.cut.clone());
    let given = given(&answer, &response, said);
    let mut found: Vec<Found> = headwater_inputs::open_with(&location, &answer.body[..], &given).collect();
    for piece in &mut found {
        if let Found::Page(page) = piece {
            page.given.captured.clone_from(&given.captured);
        }
    }
    found.extend(losses.into_iter().map(|loss| Found::Problem(Problem::lost(&location, loss))));
    found
}

fn given(answer: &Answer, response: &Response, said: Given) -> Given {
    Given {
        format: match answer.media_type().as_deref() {
            Some("text/html" | "application/xhtml+xml") => Some(Format::Html),
            Some("text/plain") => Some(Format::Text),
            _ => None,
        },
        charset: answer.charset(),
        url: Some(response.url.clone()),
        captured: response.captured.round(jiff::Unit::Second).ok().map(|captured| captured.to_string()),
        ..said
    }
}

/// A name that no file has.
fn unused(folder: &Path, name: &str) -> PathBuf {
    let candidates = (1..).map(|number| if number == 1 { format!("{name}.warc.gz") } else { format!("{name}-{number}.warc.gz") });
    candidates.map(|name| folder.join(name)).find(|path| !path.exists()).unwrap_or_else(|| folder.join(format!("{name}.warc.gz")))
}

/// The folder that the system gives programs for what they can do without.
fn cache_folder() -> Option<PathBuf> {
    let of = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = if cfg!(windows) { of("LOCALAPPDATA") } else { of("XDG_CACHE_HOME").or_else(|| Some(of("HOME")?.join(".cache"))) };
    Some(base?.join("headwater").join("pages"))
}
