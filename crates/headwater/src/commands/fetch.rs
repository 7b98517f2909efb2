//! `headwater fetch`: addresses in, a web archive out.

use std::collections::HashSet;
use std::fmt::Write as _;

use headwater_article::Given;
use headwater_core::Problem;
use headwater_fetch::Fetched;
use headwater_inputs::Found;

use super::Outcome;
use crate::cli::Fetch;
use crate::network::{self, Door, MOST_LINKS};
use crate::output;
use crate::progress::Bar;

pub(super) fn run(args: &Fetch) -> anyhow::Result<Outcome> {
    let mut door = Door::new(&args.online, Some(&args.output));
    let progress = Bar::new(args.quiet);
    let mut urls = args.urls.clone();
    let mut asked: HashSet<String> = HashSet::new();
    let (mut problems, mut answer, mut count) = (Vec::new(), String::new(), 0);
    // An index names sitemaps, a sitemap pages.
    for _ in 0..3 {
        urls.retain(|url| asked.len() < MOST_LINKS && asked.insert(url.clone()));
        if urls.is_empty() {
            break;
        }
        let (fetched, unkept) = door.fetch(&urls, &progress);
        problems.extend(unkept);
        urls.clear();
        for fetched in fetched {
            match &fetched.outcome {
                Ok(response) => {
                    count += 1;
                    writeln!(answer, "{} {:>9} {}", response.status, response.body.len(), response.url)?;
                }
                Err(error) => problems.push(Problem::lost(&fetched.asked, error.to_string())),
            }
            if args.links {
                urls.extend(links(fetched));
            }
        }
    }
    drop(progress);
    if let Some(archive) = door.archive() {
        writeln!(answer, "{}", archive.display())?;
    }
    output::report_problems(&problems, args.quiet);
    output::write(None, &answer)?;
    Ok(Outcome::of(count, &problems))
}

/// The pages that an answer names.
fn links(fetched: Fetched) -> Vec<String> {
    let found = network::open(fetched, Given::default());
    found.into_iter().filter_map(|found| if let Found::Link(link) = found { Some(link.url) } else { None }).collect()
}
