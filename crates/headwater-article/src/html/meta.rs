//! What a page says about itself in its head: JSON-LD, meta elements, microdata, its address.

use headwater_core::{DateBasis, Moment};
use html5ever::local_name;
use serde_json::Value;

use super::dom::{Dom, NodeId};
use super::features::Told;
use super::walk::{Tag, Walked};
use crate::dateline::floor;
use crate::dates::{Order, find, parse};
use crate::facts::Facts;

use crate::words::agency;

/// Bytes of a report in linked data that are looked at.
const BODY: usize = 200_000;

/// Collects what the page says about itself.
pub(crate) fn read(dom: &Dom, walked: &Walked, location: &str) -> (Facts, Told) {
    let mut facts = Facts::default();
    let head = Head::of(dom);
    let linked = head.linked_data.iter().flat_map(|value| objects(value)).collect::<Vec<_>>();
    let articles: Vec<&Value> = linked.iter().copied().filter(|object| is_article(object)).collect();
    let heading = walked.parts.iter().find(|part| part.tag == Tag::Heading(1) && !part.invisible);
    let heading = heading.map(|part| walked.words(part).replace('\n', " "));
    facts.url = head
        .canonical
        .clone()
        .or_else(|| head.first(&["og:url"]).map(str::to_owned))
        .or_else(|| location.starts_with("http").then(|| location.to_owned()));
    let article = articles.first().copied();
    facts.outlet = head.first(&["og:site_name"]).map(tidy).or_else(|| article.and_then(|article| name_of(article.get("publisher")?)));
    let own = [facts.url.as_deref(), head.address.as_deref()].into_iter().flatten();
    let domain = own.chain(articles.iter().flat_map(|article| addresses(article))).find_map(domain);
    facts.domain = domain;
    if facts.outlet.is_none() {
        let keys =
            ["application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher", "dcterms.publisher", "article:publisher"];
        facts.outlet = head.all(&keys).find(|name| !name.contains("://")).map(tidy);
    }
    if facts.outlet.is_none() {
        facts.outlet = heading.as_deref().zip(head.title.as_deref()).and_then(|(heading, title)| behind_title(title, heading));
    }
    let title = article
        .and_then(|article| text(article.get("headline")?))
        .or_else(|| head.first(&["og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"]).map(tidy))
        .or_else(|| head.title.clone());
    facts.title = title.map(|title| without_outlet(&title, heading.as_deref(), facts.outlet.as_deref()));
    for article in &articles {
        if !facts.authors.is_empty() {
            break;
        }
        for name in article.get("author").map(names).unwrap_or_default() {
            match agency(&name) {
                Some(agency) => facts.agency = facts.agency.take().or_else(|| Some(agency.to_owned())),
                None => {
                    for part in crate::names::persons(&name, facts.outlet.as_deref()) {
                        facts.add_author(part);
                    }
                }
            }
        }
    }
    if facts.authors.is_empty() {
        for content in head.all(&[
            "author",
            "article:author",
            "parsely-author",
            "sailthru.author",
            "dc.creator",
            "byl",
            "dcterms.creator",
            "cxenseparse:author",
        ]) {
            let outlet = facts.outlet.clone();
            for name in crate::names::persons(content, outlet.as_deref()) {
                facts.add_author(name);
            }
        }
    }
    let stamp = |key: &str| articles.iter().find_map(|article| parse(article.get(key)?.as_str()?, Order::DayFirst));
    let published = stamp("datePublished").or_else(|| {
        head.date(&[
            "article:published_time",
            "og:article:published_time",
            "datepublished",
            "parsely-pub-date",
            "sailthru.date",
            "cxenseparse:recs:publishtime",
            "pubdate",
            "publish-date",
            "publishdate",
            "dc.date.issued",
            "dcterms.created",
            "dc.date",
            "date",
            "last-modified-date",
            "dcterms.date",
            "publication_date",
            "rnews:datepublished",
            "article.published",
            "og:published_time",
        ])
    });
    let published =
        published.or_else(|| stamp("dateCreated")).or_else(|| head.published.as_deref().and_then(|value| parse(value, Order::DayFirst)));
    if let Some(moment) = published {
        facts.add_published(moment, DateBasis::Metadata);
    }
    if let Some(moment) = stamp("dateModified").or_else(|| {
        head.date(&["article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "lastmod"])
    }) {
        facts.add_modified(moment, DateBasis::Metadata);
    }
    if let Some(moment) = facts.url.as_deref().and_then(date_in_address) {
        facts.add_published(moment, DateBasis::Url);
    }
    facts.language.clone_from(&head.language);
    let body = articles.iter().find_map(|article| article.get("articleBody")?.as_str()).unwrap_or("");
    let description = head.first(&["description", "og:description"]).unwrap_or("");
    let told = Told {
        title: fold(facts.title.as_deref().unwrap_or("")),
        description: fold(description),
        body: fold(&tidy(&body[..floor(body, BODY)])),
    };
    (facts, told)
}

/// Relations of link elements that lead to the page's own site.
const OWN_LINKS: [&str; 7] = ["shortlink", "alternate", "amphtml", "home", "index", "edituri", "https://api.w.org/"];

/// What stands in the page's head, and microdata and times in its body.
#[derive(Default)]
struct Head {
    /// Names in lower case and contents of meta elements.
    meta: Vec<(String, String)>,
    canonical: Option<String>,
    /// An address of the page's own site in another link element.
    address: Option<String>,
    title: Option<String>,
    language: Option<String>,
    linked_data: Vec<Value>,
    /// The first date in microdata or a `<time>` that says it is the publication's.
    published: Option<String>,
}

impl Head {
    fn of(dom: &Dom) -> Self {
        let mut head = Self::default();
        for id in dom.descendants(NodeId::ROOT) {
            let Some(name) = dom.name(id) else { continue };
            match *name {
                local_name!("meta") => {
                    let key = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| dom.attribute(id, key));
                    if let (Some(key), Some(content)) = (key, dom.attribute(id, "content")) {
                        head.meta.push((key.trim().to_ascii_lowercase(), content.to_owned()));
                    }
                }
                local_name!("link") if dom.attribute(id, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                    head.canonical = head
                        .canonical
                        .take()
                        .or_else(|| dom.attribute(id, "href").filter(|href| href.starts_with("http")).map(str::to_owned));
                }
                local_name!("link")
                    if dom.attribute(id, "rel").is_some_and(|rel| OWN_LINKS.contains(&rel.trim().to_ascii_lowercase().as_str())) =>
                {
                    head.address = head
                        .address
                        .take()
                        .or_else(|| dom.attribute(id, "href").filter(|href| href.starts_with("http")).map(str::to_owned));
                }
                local_name!("title") if head.title.is_none() => head.title = Some(tidy(&dom.text_of(id))).filter(|title| !title.is_empty()),
                local_name!("html") => {
                    head.language = dom.attribute(id, "lang").or_else(|| dom.attribute(id, "xml:lang")).and_then(language_tag);
                }
                local_name!("script")
                    if dom
                        .attribute(id, "type")
                        .is_some_and(|kind| kind.trim().to_ascii_lowercase().starts_with("application/ld+json")) =>
                {
                    head.linked_data.extend(linked_data(&dom.text_of(id)));
                }
                local_name!("time") => {
                    let ours =
                        dom.attribute(id, "itemprop").is_some_and(|prop| prop == "datePublished") || dom.attribute(id, "pubdate").is_some();
                    if let Some(value) = dom.attribute(id, "datetime").filter(|value| parse(value, Order::DayFirst).is_some())
                        && (head.published.is_none() || ours)
                    {
                        head.published = Some(value.to_owned());
                    }
                }
                _ => {}
            }
        }
        head
    }

    fn first<'a>(&'a self, keys: &'a [&'a str]) -> Option<&'a str> {
        self.all(keys).next()
    }

    fn all<'a>(&'a self, keys: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
        keys.iter()
            .flat_map(|key| self.meta.iter().filter(move |(name, _)| name == key).map(|(_, content)| content.as_str()))
            .filter(|content| !content.trim().is_empty())
    }

    fn date(&self, keys: &[&str]) -> Option<Moment> {
        self.all(keys).find_map(|content| parse(content, Order::DayFirst))
    }
}

/// `de-AT` of `de_AT`; nothing of what is no language tag.
fn language_tag(value: &str) -> Option<String> {
    let tag = value.trim().replace('_', "-");
    let primary = tag.split('-').next()?;
    ((2..=3).contains(&primary.len()) && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')).then_some(tag)
}

/// White space run together, character references that were escaped twice resolved.
fn tidy(text: &str) -> String {
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.contains('&') {
        for (reference, character) in [
            ("&quot;", "\""),
            ("&#34;", "\""),
            ("&#39;", "'"),
            ("&#039;", "'"),
            ("&apos;", "'"),
            ("&#x27;", "'"),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&nbsp;", " "),
            ("&#8217;", "’"),
            ("&#8216;", "‘"),
            ("&#8220;", "“"),
            ("&#8221;", "”"),
            ("&rsquo;", "’"),
            ("&lsquo;", "‘"),
            ("&ldquo;", "“"),
            ("&rdquo;", "”"),
            ("&#8211;", "–"),
            ("&ndash;", "–"),
            ("&amp;", "&"),
        ] {
            text = text.replace(reference, character);
        }
    }
    text
}

/// Marks between a title and what stands behind it in a browser's title bar.
const TITLE_MARKS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " • ", " · ", " » ", " / "];

/// A title without the outlet's name, or without whatever stands behind the page's own heading.
fn without_outlet(title: &str, heading: Option<&str>, outlet: Option<&str>) -> String {
    for mark in TITLE_MARKS {
        for (at, _) in title.match_indices(mark) {
            let (kept, end) = (title[..at].trim(), title[at + mark.len()..].trim());
            if outlet.is_some_and(|outlet| end.eq_ignore_ascii_case(outlet.trim()))
                || heading.is_some_and(|heading| fold(heading) == fold(kept))
            {
                return kept.to_owned();
            }
        }
    }
    title.to_owned()
}

/// What stands behind the heading in the title bar: the outlet, or sections and the outlet.
fn behind_title(title: &str, heading: &str) -> Option<String> {
    let found = TITLE_MARKS.iter().flat_map(|mark| title.match_indices(mark)).find(|(at, _)| fold(&title[..*at]) == fold(heading));
    let end = &title[found.map(|(at, mark)| at + mark.len())?..];
    let last = TITLE_MARKS.iter().fold(end, |end, mark| end.rsplit(mark).next().unwrap_or(end)).trim();
    (!last.is_empty() && last.split_whitespace().count() <= 6).then(|| last.to_owned())
}

/// Letters and digits alone, in lower case.
pub(crate) fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Addresses by which an object of linked data names itself or its publisher.
fn addresses(object: &Value) -> impl Iterator<Item = &str> {
    let publisher = object.get("publisher");
    let own = [
        object.get("url"),
        object.get("mainEntityOfPage"),
        object.get("@id"),
        publisher.and_then(|publisher| publisher.get("url").or_else(|| publisher.get("@id"))),
    ];
    own.into_iter().flatten().filter_map(|value| value.as_str().or_else(|| value.get("@id").and_then(Value::as_str)))
}

/// The JSON values of a script, its usual faults repaired: comment marks around it, raw control characters, a semicolon behind it.
fn linked_data(script: &str) -> Option<Value> {
    let bare = script
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[")
        .trim_end_matches("-->")
        .trim_end_matches("]]>")
        .trim_end_matches("//")
        .trim()
        .trim_end_matches(';');
    serde_json::from_str(bare).ok().or_else(|| {
        let clean: String = bare.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&clean).ok()
    })
}

/// Every object of a value that may describe the page: itself, members of lists and graphs, what it is the main entity of.
fn objects(value: &Value) -> Vec<&Value> {
    let mut found = Vec::new();
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items.iter().rev()),
            Value::Object(fields) => {
                found.push(value);
                open.extend(["mainEntity", "@graph"].iter().filter_map(|key| fields.get(*key)));
            }
            _ => {}
        }
        if found.len() > 1000 {
            break;
        }
    }
    found
}

fn is_article(object: &Value) -> bool {
    let of = |kind: &str| kind.ends_with("Article") || matches!(kind, "BlogPosting" | "LiveBlogPosting" | "Report" | "Review");
    match object.get("@type") {
        Some(Value::String(kind)) => of(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(of),
        _ => false,
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(tidy).filter(|text| !text.is_empty())
}

/// The name of a person or body, given as text or object.
fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::String(_) => text(value),
        Value::Array(items) => items.iter().find_map(name_of),
        Value::Object(fields) => fields.get("name").and_then(name_of),
        _ => None,
    }
}

/// All names that a value holds.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(names).collect(),
        Value::Object(fields) => fields.get("name").map(names).unwrap_or_default(),
        _ => text(value).into_iter().collect(),
    }
}

/// `www.harbour.example` of `https://www.harbour.example/news/1`, without `www.`.
fn domain(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    host.contains('.').then(|| host.to_ascii_lowercase())
}

/// The date in an address: `/2018/03/06/`, `/2018-03-06-`, `/20180306/`.
fn date_in_address(url: &str) -> Option<Moment> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    let path = path.split_once('/')?.1;
    let spaced = path.replace(['_'], "-");
    find(&spaced, Order::DayFirst).map(|found| found.moment).filter(|moment| matches!(moment, Moment::Day(_))).or_else(|| {
        path.split(['/', '-', '_', '.'])
            .filter(|part| part.len() == 8 && part.starts_with("20"))
            .find_map(|part| parse(part, Order::DayFirst))
    })
}
