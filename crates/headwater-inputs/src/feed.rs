//! Feeds: RSS 0.9 to 2.0, Atom 1.0, JSON Feed 1. Entries with the whole report are pages, the others are links.

use headwater_article::{Format, Given};
use serde_json::Value;

use crate::xml::{self, Element};
use crate::{Found, Link, Page, lost};

/// Characters from which on what is called content is taken for the whole report.
const CONTENT: usize = 250;
/// Characters from which on what is called a description is.
const DESCRIPTION: usize = 1000;

/// The entries of an RSS or Atom feed.
pub(crate) fn entries(location: &str, text: &str) -> Vec<Found> {
    let (root, fault) = xml::parse(text);
    let channel = root.child("channel").unwrap_or(&root);
    let outlet = channel.words(&["title"]).map(|title| plain(&title));
    let language = channel.words(&["language", "dc:language"]).or_else(|| root.attribute("xml:lang").map(str::to_owned));
    // RSS 1.0 has its items beside the channel.
    let items = channel.children.iter().chain(if root.name == "rdf:RDF" { &root.children[..] } else { &[] });
    let items = items.filter(|child| child.name == "item" || child.name == "entry");
    let mut found: Vec<Found> = items
        .enumerate()
        .filter_map(|(at, item)| {
            let given = Given { outlet: source(item).or_else(|| outlet.clone()), language: language.clone(), ..about(item) };
            found(format!("{location}#entry {}", at + 1), content(item), given)
        })
        .collect();
    found.extend(fault.map(|fault| lost(location, fault)));
    found
}

/// The entries of a JSON Feed.
pub(crate) fn json_entries(location: &str, bytes: &[u8]) -> Vec<Found> {
    let feed: Value = match serde_json::from_slice(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)) {
        Ok(feed) => feed,
        Err(error) => return vec![lost(location, format!("no valid JSON: {error}"))],
    };
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty()).map(str::to_owned);
    let items = feed.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| {
            let people = item.get("authors").and_then(Value::as_array).into_iter().flatten().chain(item.get("author"));
            let given = Given {
                url: text(item, "url").or_else(|| text(item, "external_url")),
                title: text(item, "title"),
                authors: people.filter_map(|author| text(author, "name")).collect(),
                outlet: text(&feed, "title"),
                language: text(item, "language").or_else(|| text(&feed, "language")),
                published: text(item, "date_published"),
                modified: text(item, "date_modified"),
                ..Given::default()
            };
            let content = text(item, "content_html").filter(|html| is_whole(html, CONTENT)).or_else(|| {
                let text = text(item, "content_text").filter(|text| is_whole(text, CONTENT))?;
                Some(format!("<p>{}</p>", escape(&text).replace("\n\n", "</p>\n<p>")))
            });
            found(format!("{location}#entry {}", at + 1), content, given)
        })
        .collect()
}

/// A page where the content is there, else a link where an address is.
fn found(location: String, content: Option<String>, mut given: Given) -> Option<Found> {
    let Some(content) = content else {
        let url = given.url.clone()?;
        return Some(Found::Link(Link { location, url, given }));
    };
    let title = escape(given.title.as_deref().unwrap_or_default());
    let heading = if title.is_empty() { String::new() } else { format!("<h1>{title}</h1>\n") };
    let page = format!(
        "<!DOCTYPE html>\n<html><head><title>{title}</title></head>\n<body><article>\n{heading}{content}\n</article></body></html>\n"
    );
    given.format = Some(Format::Html);
    given.charset = Some("utf-8".to_owned());
    Some(Found::Page(Page { location, id: None, bytes: page.into_bytes(), given }))
}

/// What an item says of its report.
fn about(item: &Element) -> Given {
    let mut authors: Vec<String> = Vec::new();
    for child in &item.children {
        let name = match child.name.as_str() {
            "dc:creator" => Some(child.text.clone()),
            // RSS has `desk@gazette.example (Ada Holm)`, Atom an element in the element.
            "author" if child.children.is_empty() => Some(match child.text.split_once('(') {
                Some((address, name)) if address.contains('@') => name.trim_end().trim_end_matches(')').to_owned(),
                _ => child.text.clone(),
            }),
            "author" => child.words(&["name"]),
            _ => None,
        };
        let name = name.map(|name| plain(&name)).filter(|name| !name.is_empty() && !name.contains('@'));
        authors.extend(name.filter(|name| !authors.contains(name)));
    }
    Given {
        url: address(item),
        title: item.words(&["title"]).map(|title| plain(&title)).filter(|title| !title.is_empty()),
        authors,
        published: item
            .words(&["pubDate", "published", "dc:date", "issued", "dcterms:issued", "date"])
            .or_else(|| item.words(&["updated"])),
        modified: item.words(&["updated", "dcterms:modified", "modified"]),
        ..Given::default()
    }
}

/// The page's address: RSS writes it as words, Atom as an attribute; a `guid` is one unless it says that it is not.
fn address(item: &Element) -> Option<String> {
    let is_address = |url: &str| url.starts_with("http://") || url.starts_with("https://");
    let links = || item.children.iter().filter(|child| child.name == "link" || child.name == "atom:link");
    let original = item.words(&["feedburner:origLink"]);
    let words = || links().map(|link| link.text.trim().to_owned()).find(|url| is_address(url));
    let alternate = || {
        links()
            .filter(|link| link.attribute("rel").is_none_or(|rel| rel == "alternate"))
            .find_map(|link| link.attribute("href").map(str::trim).filter(|href| is_address(href)).map(str::to_owned))
    };
    let guid = || {
        let guid = item.child("guid").filter(|guid| guid.attribute("isPermaLink") != Some("false"))?;
        Some(guid.text.trim().to_owned()).filter(|url| is_address(url))
    };
    let id = || item.words(&["id"]).filter(|url| is_address(url));
    original.or_else(words).or_else(alternate).or_else(guid).or_else(id)
}

/// The medium that an entry comes from, where the feed gathers several.
fn source(item: &Element) -> Option<String> {
    let source = item.child("source")?;
    let name = source.words(&["title"]).unwrap_or_else(|| source.text.trim().to_owned());
    Some(plain(&name)).filter(|name| !name.is_empty())
}

/// The report itself as HTML, where the entry holds all of it.
fn content(item: &Element) -> Option<String> {
    let inside = |child: &Element| match &child.markup {
        Some(markup) if child.attribute("type") != Some("html") => markup.clone(),
        _ if child.attribute("type") == Some("text") => format!("<p>{}</p>", escape(child.text.trim())),
        _ => child.text.clone(),
    };
    let of = |names: &'static [&'static str], least| {
        item.children.iter().filter(move |child| names.contains(&child.name.as_str())).map(inside).find(|html| is_whole(html, least))
    };
    of(&["content:encoded", "content"], CONTENT).or_else(|| of(&["description", "summary", "atom:content"], DESCRIPTION))
}

/// Whether this is the whole report: long enough, and without the marks of one that was cut.
fn is_whole(html: &str, least: usize) -> bool {
    let words = plain(html);
    let end = words.trim_end().to_lowercase();
    let cut = ["…", "...", "[…]", "[...]", "read more", "continue reading", "read the full story"].iter().any(|mark| end.ends_with(mark));
    words.chars().count() >= least && !cut
}

/// Words without tags, references resolved, white space run together.
fn plain(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                words.push(' ');
            }
            _ if !inside => words.push(c),
            _ => {}
        }
    }
    // A `<` that opens no tag.
    if inside && !html.contains('>') {
        html.clone_into(&mut words);
    }
    xml::unescape(&words).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
