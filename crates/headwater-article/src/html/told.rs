//! What a page's metadata tells, before its parts are judged.

use headwater_core::{Basis, Field};
use serde_json::Value;

use super::features::Told;
use super::linked::{self, Author};
use super::metadata::{Metadata, fold, tidy};
use super::title::{Titles, behind_title, choose};
use super::walk::{Tag, Walked};
use crate::dateline::floor;
use crate::facts::Facts;
use crate::names::{Credits, credits, person};
use crate::words::is_desk;

/// Bytes of a report in linked data that are looked at.
const BODY: usize = 200_000;

/// Bytes that a search of what the metadata tells for the words of every part may go through in all: what is told is cut to it, which only pages of
/// thousands of parts with long reports are.
const SEARCHED: usize = 1 << 27;

/// Bytes of the longest title.
const TITLE: usize = 1000;

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

/// The page's main heading: the first of several words that another title of the page repeats, otherwise the first of several words.
pub(super) fn heading(walked: &Walked, metadata: &Metadata) -> Option<String> {
    let others: Vec<String> = [metadata.title.as_deref(), metadata.first(&["og:title"])].into_iter().flatten().map(fold).collect();
    let all = walked.parts.iter().filter(|part| part.tag == Tag::Heading(1) && !part.invisible);
    let heads: Vec<String> = all.take(50).map(|part| tidy(walked.words(part))).collect();
    let long = |heading: &&String| heading.split_whitespace().count() >= 3;
    let repeated = |heading: &&String| others.iter().any(|other| other.contains(&fold(heading)));
    let found = heads.iter().filter(long).find(repeated).or_else(|| heads.iter().find(long)).or_else(|| heads.first());
    found.cloned()
}

/// Collects title, authors, outlet, address and language, and what the metadata tells of the report itself, for a page of so many parts.
pub(super) fn read(metadata: &Metadata, articles: &[&Value], heading: Option<&str>, location: &str, parts: usize) -> (Facts, Told) {
    let mut facts = Facts::default();
    let article = articles.first().copied();
    facts.url = metadata.canonical.clone().or_else(|| metadata.first(&["og:url"]).filter(|url| url.contains("://")).map(str::to_owned));
    facts.url = facts.url.or_else(|| location.starts_with("http").then(|| location.to_owned()));
    let own = [facts.url.as_deref(), metadata.address.as_deref()].into_iter().flatten();
    let domain = own.chain(articles.iter().flat_map(|article| linked::addresses(article))).find_map(domain);
    facts.domain = domain;
    let publisher = || article.and_then(|article| linked::name(article.get("publisher")?));
    let (site, others) = OUTLET.split_at(1);
    let names = [
        (metadata.first(site).map(tidy), Basis::Meta),
        (publisher(), Basis::Linked),
        (metadata.all(others).find(|name| !name.contains("://")).map(tidy), Basis::Meta),
    ];
    for (name, basis) in &names {
        facts.state(Field::Outlet, name.as_deref().unwrap_or_default(), *basis);
    }
    let named = names.into_iter().find_map(|(name, _)| name.filter(|name| !name.is_empty()));
    facts.outlet = named.or_else(|| behind_title(metadata.title.as_deref()?, heading?));
    let stated = |keys: &[&str]| metadata.first(keys).map(tidy).filter(|title| !title.is_empty() && title.len() <= TITLE);
    let of_article = |key: &str| article.and_then(|article| linked::text(article.get(key)?)).filter(|title| title.len() <= TITLE);
    let (linked, name, alternative, open_graph, card) = (
        of_article("headline"),
        of_article("name"),
        of_article("alternativeHeadline"),
        stated(&["og:title"]),
        stated(&["twitter:title", "dc.title", "parsely-title", "sailthru.title"]),
    );
    let titles = Titles {
        linked: linked.as_deref(),
        name: name.as_deref(),
        alternative: alternative.as_deref(),
        open_graph: open_graph.as_deref(),
        heading,
        card: card.as_deref(),
        bar: metadata.title.as_deref().filter(|title| title.len() <= TITLE),
    };
    let places = [(titles.linked, Basis::Linked), (titles.open_graph, Basis::Meta), (titles.card, Basis::Meta), (titles.bar, Basis::Meta)];
    for (title, basis) in places.into_iter().chain([(titles.heading, Basis::Page)]) {
        facts.state(Field::Title, title.unwrap_or_default(), basis);
    }
    facts.title = choose(titles, facts.outlet.as_deref(), facts.domain.as_deref());
    read_authors(metadata, articles, &mut facts);
    facts.language.clone_from(&metadata.language);
    let body = articles.iter().find_map(|article| article.get("articleBody")?.as_str()).unwrap_or("");
    let entries = articles.iter().filter_map(|article| article.get("liveBlogUpdate")?.as_array()).flatten();
    let live: Vec<&str> = entries.filter_map(|entry| entry.get("articleBody")?.as_str()).take(500).collect();
    let description = metadata.first(&["description", "og:description"]).unwrap_or("");
    let told = Told {
        title: fold(heading.or(facts.title.as_deref()).unwrap_or("")),
        description: searchable(fold(description), parts),
        body: searchable([fold(&tidy(&body[..floor(body, BODY)])), fold(&tidy(&live.join(" ")))].concat(), parts),
        pictures: metadata.pictures.clone(),
    };
    (facts, told)
}

/// As much of a text as each of so many parts may be looked for in.
fn searchable(mut text: String, parts: usize) -> String {
    text.truncate(floor(&text, SEARCHED / parts.max(1)));
    text
}

/// Authors of linked data, then of meta elements, then of microdata. Agencies and desks are told apart from persons.
fn read_authors(metadata: &Metadata, articles: &[&Value], facts: &mut Facts) {
    let linked = articles.iter().filter_map(|article| article.get("author").or_else(|| article.get("creator")));
    for author in linked.map(linked::authors).find(|authors| !authors.is_empty()).unwrap_or_default() {
        add_author(&author, Basis::Linked, facts);
    }
    let author = |name: &str| Author { name: tidy(name), person: None, account: false };
    for name in metadata.all(&AUTHORS) {
        add_author(&author(name), Basis::Meta, facts);
    }
    for name in metadata.props(&["author", "creator", "name author"]).take(20) {
        add_author(&author(name), Basis::Microdata, facts);
    }
}

fn add_author(author: &Author, basis: Basis, facts: &mut Facts) {
    let name = author.name.as_str();
    if name.contains("://") || name.starts_with('@') || name.len() > 300 {
        return;
    }
    let outlet = facts.outlet.clone();
    let Credits { persons, bodies } = credits(name, outlet.as_deref());
    let words = name.split_whitespace().count();
    if author.account {
        if words <= 4 {
            facts.account.get_or_insert_with(|| name.to_owned());
        }
        return;
    }
    if persons.is_empty() && bodies.is_empty() {
        // A person of one name, or of a name that only a person's entry makes one.
        let capital = name.chars().next().is_some_and(char::is_uppercase);
        if author.person == Some(true) && !is_desk(name) && outlet.as_deref() != Some(name) && words <= 4 && capital {
            if words == 1 && person(name, None).is_none() {
                facts.account.get_or_insert_with(|| name.to_owned());
            } else {
                facts.add_author(person(name, None).unwrap_or_else(|| name.to_owned()), basis);
            }
        } else if words <= 6 && basis == Basis::Linked {
            facts.add_body(name, basis);
        }
    }
    for name in persons {
        facts.add_author(name, basis);
    }
    for name in &bodies {
        facts.add_body(name, basis);
    }
}

/// `www.harbour.example` of `https://www.harbour.example/news/1`, without `www.`.
fn domain(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    host.contains('.').then(|| host.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{SEARCHED, searchable};

    #[test]
    fn cuts_what_many_parts_are_looked_for_in() {
        let text = "ü".repeat(100);
        assert_eq!(searchable(text.clone(), 0), text);
        assert_eq!(searchable(text.clone(), 1000), text);
        assert_eq!(searchable(text, SEARCHED / 5), "üü");
    }
}
