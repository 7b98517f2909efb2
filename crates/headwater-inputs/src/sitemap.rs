//! Sitemaps (sitemaps.org 0.9) with the news extension: addresses of pages, nothing more.

use headwater_article::Given;

use crate::xml::{self, Element};
use crate::{Found, Link, lost};

/// The pages that a sitemap names, and the sitemaps that an index names.
pub(crate) fn links(location: &str, text: &str) -> Vec<Found> {
    let (root, fault) = xml::parse(text);
    let entries = root.children.iter().filter(|child| child.name == "url" || child.name == "sitemap");
    let mut found: Vec<Found> = entries.enumerate().filter_map(|(at, entry)| link(location, at + 1, entry)).collect();
    found.extend(fault.map(|fault| lost(location, fault)));
    found
}

fn link(location: &str, number: usize, entry: &Element) -> Option<Found> {
    let url = entry.words(&["loc"])?;
    let news = entry.child("news:news");
    let given = Given {
        url: Some(url.clone()),
        title: news.and_then(|news| news.words(&["news:title"])),
        outlet: news.and_then(|news| news.child("news:publication")?.words(&["news:name"])),
        language: news.and_then(|news| news.child("news:publication")?.words(&["news:language"])),
        published: news.and_then(|news| news.words(&["news:publication_date"])),
        modified: entry.words(&["lastmod"]),
        ..Given::default()
    };
    Some(Found::Link(Link { location: format!("{location}#entry {number}"), url, given }))
}
