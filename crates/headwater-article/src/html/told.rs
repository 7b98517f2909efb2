//! What a page's metadata tells, before its parts are judged.

use serde_json::Value;

use super::features::Told;
use super::linked;
use super::metadata::{Metadata, fold, tidy};
use super::title::{Titles, behind_title, choose};
use super::walk::{Tag, Walked};
use crate::dateline::floor;
use crate::facts::Facts;
use crate::names::{person, persons};
use crate::words::{agency, is_desk};

/// Bytes of a report in linked data that are looked at.
const BODY: usize = 200_000;

/// Meta elements of authors.
const AUTHORS: [&str; 11] = [
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "cxenseparse:author",
    "citation_author",
    "twitter:creator_name",
    "article:author_name",
];
/// Meta elements of the outlet's name.
const OUTLET: [&str; 7] = [
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "article:publisher",
];

/// The page's main heading.
pub(super) fn heading(walked: &Walked) -> Option<String> {
    let heads = || walked.parts.iter().filter(|part| part.tag == Tag::Heading(1) && !part.invisible).map(|part| tidy(walked.words(part)));
    heads().find(|heading| heading.split_whitespace().count() >= 3).or_else(|| heads().next())
}

/// Collects title, authors, outlet, address and language, and what the metadata tells of the report itself.
pub(super) fn read(metadata: &Metadata, articles: &[&Value], heading: Option<&str>, location: &str) -> (Facts, Told) {
    let mut facts = Facts::default();
    let article = articles.first().copied();
    facts.url = metadata.canonical.clone().or_else(|| metadata.first(&["og:url"]).filter(|url| url.contains("://")).map(str::to_owned));
    facts.url = facts.url.or_else(|| location.starts_with("http").then(|| location.to_owned()));
    let own = [facts.url.as_deref(), metadata.address.as_deref()].into_iter().flatten();
    let domain = own.chain(articles.iter().flat_map(|article| linked::addresses(article))).find_map(domain);
    facts.domain = domain;
    let publisher = || article.and_then(|article| linked::name(article.get("publisher")?));
    let named = metadata
        .all(&OUTLET[..1])
        .map(tidy)
        .next()
        .or_else(publisher)
        .or_else(|| metadata.all(&OUTLET[1..]).find(|name| !name.contains("://")).map(tidy));
    facts.outlet = named.filter(|name| !name.is_empty()).or_else(|| behind_title(metadata.title.as_deref()?, heading?));
    let stated = |keys: &[&str]| metadata.first(keys).map(tidy).filter(|title| !title.is_empty());
    let (linked, open_graph, card) = (
        article.and_then(|article| linked::text(article.get("headline")?)),
        stated(&["og:title"]),
        stated(&["twitter:title", "dc.title", "parsely-title", "sailthru.title"]),
    );
    let titles = Titles {
        linked: linked.as_deref(),
        open_graph: open_graph.as_deref(),
        heading,
        card: card.as_deref(),
        bar: metadata.title.as_deref(),
    };
    facts.title = choose(titles, facts.outlet.as_deref(), facts.domain.as_deref());
    read_authors(metadata, articles, &mut facts);
    facts.language.clone_from(&metadata.language);
    let body = articles.iter().find_map(|article| article.get("articleBody")?.as_str()).unwrap_or("");
    let entries = articles.iter().filter_map(|article| article.get("liveBlogUpdate")?.as_array()).flatten();
    let live: Vec<&str> = entries.filter_map(|entry| entry.get("articleBody")?.as_str()).take(500).collect();
    let description = metadata.first(&["description", "og:description"]).unwrap_or("");
    let told = Told {
        title: fold(heading.or(facts.title.as_deref()).unwrap_or("")),
        description: fold(description),
        body: [fold(&tidy(&body[..floor(body, BODY)])), fold(&tidy(&live.join(" ")))].concat(),
    };
    (facts, told)
}

/// Authors of linked data, then of meta elements, then of microdata. Agencies and desks are told apart from persons.
fn read_authors(metadata: &Metadata, articles: &[&Value], facts: &mut Facts) {
    for author in articles
        .iter()
        .filter_map(|article| article.get("author").or_else(|| article.get("creator")))
        .find_map(|value| Some(linked::authors(value)).filter(|authors| !authors.is_empty()))
        .unwrap_or_default()
    {
        add_author(&author.name, author.person, facts);
    }
    for source in [metadata.all(&AUTHORS).collect::<Vec<_>>(), metadata.props(&["author", "creator", "name author"]).collect()] {
        if facts.authors.is_empty() {
            for name in source {
                add_author(&tidy(name), None, facts);
            }
        }
    }
}

fn add_author(name: &str, person_said: Option<bool>, facts: &mut Facts) {
    if name.contains("://") || name.starts_with('@') {
        return;
    }
    if let Some(agency) = agency(name) {
        facts.agency.get_or_insert_with(|| agency.to_owned());
        return;
    }
    let outlet = facts.outlet.clone();
    let found = persons(name, outlet.as_deref());
    // A person of one name, or of a name that only a person's entry makes one.
    if found.is_empty()
        && person_said == Some(true)
        && !is_desk(name)
        && outlet.as_deref() != Some(name)
        && name.split_whitespace().count() <= 4
        && name.chars().next().is_some_and(char::is_uppercase)
    {
        facts.add_author(person(name, None).unwrap_or_else(|| name.to_owned()));
    }
    for name in found {
        facts.add_author(name);
    }
}

/// `www.harbour.example` of `https://www.harbour.example/news/1`, without `www.`.
fn domain(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    host.contains('.').then(|| host.to_ascii_lowercase())
}
