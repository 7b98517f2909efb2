//! What a page says about itself in its head: JSON-LD, meta elements, microdata, its address.

use headwater_core::{DateBasis, Moment};
use html5ever::local_name;
use serde_json::Value;

use super::dom::{Dom, NodeId};
use crate::dates::{Order, find, parse};
use crate::facts::Facts;

use crate::words::agency;

/// Collects what the page says about itself.
pub(crate) fn read(dom: &Dom, location: &str) -> Facts {
    let mut facts = Facts::default();
    let head = Head::of(dom);
    let linked = head.linked_data.iter().flat_map(|value| objects(value)).collect::<Vec<_>>();
    let articles: Vec<&Value> = linked.iter().copied().filter(|object| is_article(object)).collect();
    facts.url = head
        .canonical
        .clone()
        .or_else(|| head.first(&["og:url"]).map(str::to_owned))
        .or_else(|| location.starts_with("http").then(|| location.to_owned()));
    let article = articles.first().copied();
    facts.outlet = head.first(&["og:site_name"]).map(tidy).or_else(|| article.and_then(|article| name_of(article.get("publisher")?)));
    facts.domain = facts.url.as_deref().and_then(domain);
    let title = article
        .and_then(|article| text(article.get("headline")?))
        .or_else(|| head.first(&["og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"]).map(tidy))
        .or_else(|| head.title.clone());
    facts.title = title.map(|title| without_outlet(&title, facts.outlet.as_deref()));
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
    facts
}

/// What stands in the page's head, and microdata and times in its body.
#[derive(Default)]
struct Head {
    /// Names in lower case and contents of meta elements.
    meta: Vec<(String, String)>,
    canonical: Option<String>,
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

/// A title without the outlet's name at its end.
fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    for mark in [" | ", " - ", " – ", " — ", " :: ", " • ", " · "] {
        if let Some((kept, end)) = title.rsplit_once(mark)
            && outlet.is_some_and(|outlet| end.trim().eq_ignore_ascii_case(outlet.trim()))
        {
            return kept.trim().to_owned();
        }
    }
    title.to_owned()
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
