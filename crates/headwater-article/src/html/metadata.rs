//! What a page says about itself where readers do not look: meta elements, linked data, microdata, attributes, scripts.

use std::collections::HashSet;
use std::sync::LazyLock;

use html5ever::{LocalName, local_name};
use regex::Regex;
use serde_json::Value;

use super::dom::{self, Dom, NodeId};
use super::linked;

/// Everything that was found, in document order.
#[derive(Default)]
pub(super) struct Metadata {
    /// Names in lower case and contents of meta elements.
    meta: Vec<(String, String)>,
    /// Names in lower case and values of microdata properties in the page's body.
    props: Vec<(String, String)>,
    /// Keys and values of dates in scripts that are no linked data.
    scripted: Vec<(String, String)>,
    /// Values of `datetime` attributes with the element.
    pub times: Vec<(NodeId, String)>,
    /// What pictures are said to show: their `alt` attributes, and names and descriptions in linked data.
    pub pictures: HashSet<String>,
    /// The page's own address as its link element gives it.
    pub canonical: Option<String>,
    /// An address of the page's own site in another link element.
    pub address: Option<String>,
    /// The title bar.
    pub title: Option<String>,
    /// Language tag.
    pub language: Option<String>,
    linked: Vec<Value>,
}

/// Bytes of the shortest and the longest words about a picture that are kept, and how many are.
const PICTURE: (usize, usize) = (25, 1500);
const PICTURES: usize = 2000;

/// Relations of link elements that lead to the page's own site.
const OWN_LINKS: [&str; 7] = ["shortlink", "alternate", "amphtml", "home", "index", "edituri", "https://api.w.org/"];

impl Metadata {
    /// Collects it from a page.
    pub(super) fn of(dom: &Dom) -> Self {
        let mut found = Self::default();
        for id in dom.descendants(NodeId::ROOT) {
            if let Some(name) = dom.name(id) {
                found.read(dom, id, name);
            }
        }
        let stated: Vec<String> = linked::pictures(&found.linked).into_iter().map(str::to_owned).collect();
        let shared: Vec<String> = found.all(&["og:image:alt", "twitter:image:alt"]).map(str::to_owned).collect();
        for words in stated.iter().chain(&shared) {
            found.add_picture(words);
        }
        found
    }

    fn read(&mut self, dom: &Dom, id: NodeId, name: &LocalName) {
        match *name {
            local_name!("meta") => {
                let key = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| dom.attribute(id, key));
                if let (Some(key), Some(content)) = (key, dom.attribute(id, "content")) {
                    self.meta.push((key.trim().to_ascii_lowercase(), content.to_owned()));
                }
                return;
            }
            local_name!("link") => {
                let href = dom.attribute(id, "href").filter(|href| href.starts_with("http"));
                match dom.attribute(id, "rel").map(|rel| rel.trim().to_ascii_lowercase()) {
                    Some(rel) if rel == "canonical" => self.canonical = self.canonical.take().or_else(|| href.map(str::to_owned)),
                    Some(rel) if OWN_LINKS.contains(&rel.as_str()) => {
                        self.address = self.address.take().or_else(|| href.map(str::to_owned));
                    }
                    _ => {}
                }
                return;
            }
            local_name!("title") if self.title.is_none() => self.title = Some(tidy(&dom.text_of(id))).filter(|title| !title.is_empty()),
            local_name!("html") => {
                self.language = dom.attribute(id, "lang").or_else(|| dom.attribute(id, "xml:lang")).and_then(language_tag);
            }
            local_name!("script") => self.read_script(dom, id),
            local_name!("img") => {
                if let Some(words) = dom.attribute(id, "alt") {
                    self.add_picture(words);
                }
                return;
            }
            local_name!("time") => {
                if let Some(value) = dom.attribute(id, "datetime") {
                    self.times.push((id, value.to_owned()));
                }
            }
            _ => {}
        }
        let classed = || {
            dom.attribute(id, "class").is_some_and(|class| {
                class.split_ascii_whitespace().any(|class| matches!(class, "published" | "dt-published" | "entry-date"))
            })
        };
        let prop = dom.attribute(id, "itemprop").or_else(|| dom.attribute(id, "property")).map(str::to_ascii_lowercase);
        let prop = prop.or_else(|| {
            (dom.attribute(id, "pubdate").is_some() || (*name == local_name!("abbr") && classed())).then(|| "datepublished".to_owned())
        });
        if let Some(prop) = prop {
            let value = ["content", "datetime", "title"]
                .iter()
                .find_map(|key| dom.attribute(id, key))
                .map_or_else(|| dom.text_of(id), str::to_owned);
            if value.len() <= 300 {
                self.props.push((prop, value));
            }
        }
    }

    /// Keeps what a picture is said to show: a sentence, no name of a thing.
    fn add_picture(&mut self, words: &str) {
        if (PICTURE.0..=PICTURE.1).contains(&words.len()) && self.pictures.len() < PICTURES {
            self.pictures.insert(words.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }

    fn read_script(&mut self, dom: &Dom, id: NodeId) {
        static DATED: LazyLock<Option<Regex>> = LazyLock::new(|| {
            Regex::new(r#"["'\\](datePublished|publishedAt|published_at|publishDate|publicationDate|publication_date|firstPublished|firstPublishedAt|publishedDate|pubDate|articlePublishDate|first-publication|publishedFirst|publication_time|dateModified|updatedAt|updated_at|createdAt|created_at|uploadDate)\\?["']?\s*:\s*\\?["'](\d{4}-?\d\d-?\d\d[^"'\\]{0,30})"#).ok()
        });
        let linked = dom.attribute(id, "type").is_some_and(|kind| kind.trim().to_ascii_lowercase().starts_with("application/ld+json"));
        if linked {
            self.linked.extend(linked::parse(&dom.text_of(id)));
            return;
        }
        let room = 200_usize.saturating_sub(self.scripted.len());
        for text in dom.descendants(id).filter_map(|id| dom.text(id)) {
            if let Some(pattern) = DATED.as_ref() {
                let found = pattern
                    .captures_iter(text)
                    .filter_map(|found| Some((found.get(1)?.as_str().to_ascii_lowercase(), found.get(2)?.as_str().to_owned())));
                self.scripted.extend(found.take(room));
            }
        }
    }

    /// Contents of meta elements with one of the names, in the names' order.
    pub(super) fn all<'a>(&'a self, keys: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
        with_keys(&self.meta, keys)
    }

    /// The first of them.
    pub(super) fn first<'a>(&'a self, keys: &'a [&'a str]) -> Option<&'a str> {
        self.all(keys).next()
    }

    /// Values of microdata properties.
    pub(super) fn props<'a>(&'a self, keys: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
        with_keys(&self.props, keys)
    }

    /// Dates in scripts.
    pub(super) fn scripted<'a>(&'a self, keys: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
        with_keys(&self.scripted, keys)
    }

    /// Every object of linked data.
    pub(super) fn objects(&self) -> Vec<&Value> {
        self.linked.iter().flat_map(linked::objects).collect()
    }

    /// Objects that stand for an article, the page's own first: the one with its heading, then the one with its address.
    pub(super) fn articles(&self, heading: Option<&str>) -> Vec<&Value> {
        let mut articles: Vec<&Value> = self.objects().into_iter().filter(|object| linked::is_article(object)).collect();
        let heading = heading.map(fold);
        articles.sort_by_key(|article| {
            let headed = heading
                .as_ref()
                .is_some_and(|heading| article.get("headline").and_then(linked::text).is_some_and(|headline| fold(&headline) == *heading));
            let addressed =
                self.canonical.as_deref().is_some_and(|canonical| linked::addresses(article).any(|address| address == canonical));
            (!headed, !addressed)
        });
        articles
    }
}

fn with_keys<'a>(pairs: &'a [(String, String)], keys: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    let found = keys.iter().flat_map(move |key| pairs.iter().filter(move |(name, _)| name == key).map(|(_, value)| value.as_str()));
    found.filter(|value| !value.trim().is_empty())
}

/// `de-AT` of `de_AT`; nothing of what is no language tag.
fn language_tag(value: &str) -> Option<String> {
    let tag = value.trim().replace('_', "-");
    let primary = tag.split('-').next()?;
    ((2..=3).contains(&primary.len()) && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')).then_some(tag)
}

/// White space run together; markup and character references that were escaped twice resolved.
pub(super) fn tidy(text: &str) -> String {
    let marked = text.contains('<') || text.find('&').is_some_and(|at| text[at..].contains(';'));
    let text = if marked && text.len() < 10_000 { dom::parse(text).0.text_of(NodeId::ROOT) } else { text.to_owned() };
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(['\u{AD}', '\u{200B}', '\u{2060}', '\u{FEFF}'], "")
}

/// Letters and digits alone, in lower case.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() && c.is_alphanumeric() {
            folded.extend(c.to_lowercase());
        }
    }
    folded
}
