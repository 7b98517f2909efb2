//! The little of XML that feeds and sitemaps need, with the faults that they have.
//!
//! Feeds are written by hand and by string concatenation: bare `&`, tags that are never closed, HTML entities without a DTD, control characters.
//! Each is read as it was meant. No entity is ever fetched or expanded twice.

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesStart, Event};

/// An element with everything in it.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Element {
    /// Name as it stands, prefix included.
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// Its own words and those of the elements in it, character references resolved.
    pub text: String,
    /// Its inside as markup, where an element stands in it (Atom's XHTML content).
    pub markup: Option<String>,
    pub children: Vec<Element>,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The words of the first child of one of these names that has any.
    pub fn words(&self, names: &[&str]) -> Option<String> {
        names.iter().flat_map(|name| self.children.iter().filter(move |child| child.name == *name)).find_map(|child| {
            let words = child.text.trim();
            (!words.is_empty()).then(|| words.to_owned())
        })
    }
}

/// Levels that are built; deeper elements give their words to the ones above.
const DEPTH: usize = 64;
/// Elements of one file.
const ELEMENTS: usize = 1_000_000;

/// Name of the root element.
pub(crate) fn root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    // Declarations, comments and style sheets may stand before it.
    for _ in 0..20 {
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else if rest.starts_with("<?") || rest.starts_with("<!") {
            rest.find('>').map(|at| at + 1)
        } else {
            break;
        };
        rest = rest[end?..].trim_start();
    }
    let name = rest.strip_prefix('<')?;
    name.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().filter(|name| !name.is_empty())
}

/// The tree of a file, and what is wrong with it.
pub(crate) fn parse(source: &str) -> (Element, Option<String>) {
    let mut reader = Reader::from_str(source);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut open = vec![(Element::default(), 0)];
    let (mut count, mut hidden) = (0_usize, 0_usize);
    let mut fault = None;
    loop {
        let before = position(&reader, source);
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                fault = Some(format!("faulty XML at byte {}: {error}", reader.error_position()));
                break;
            }
        };
        match event {
            Event::Start(tag) => {
                count += 1;
                if open.len() >= DEPTH || count > ELEMENTS {
                    hidden += 1;
                } else {
                    open.push((element(&tag), position(&reader, source)));
                }
            }
            Event::Empty(tag) => {
                count += 1;
                if count <= ELEMENTS
                    && let Some((parent, _)) = open.last_mut()
                {
                    parent.children.push(element(&tag));
                }
            }
            Event::End(tag) => {
                if hidden > 0 {
                    hidden -= 1;
                    continue;
                }
                let name = tag.name().as_ref().to_owned();
                // A stray end tag closes nothing; one that leaves others open closes them too.
                if let Some(at) = open.iter().rposition(|(element, _)| element.name == name).filter(|at| *at > 0) {
                    while open.len() > at {
                        close(&mut open, source, before);
                    }
                }
            }
            Event::Text(words) => push(&mut open, &words),
            Event::CData(words) => push(&mut open, &words),
            Event::GeneralRef(name) => {
                let words = reference(&name).unwrap_or_else(|| format!("&{};", &*name));
                push(&mut open, &words);
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    if count > ELEMENTS {
        fault = Some(format!("more than {ELEMENTS} elements: the rest is left out"));
    }
    while open.len() > 1 {
        close(&mut open, source, source.len());
    }
    let mut root = open.pop().map(|(root, _)| root).unwrap_or_default();
    (if root.children.is_empty() { root } else { root.children.swap_remove(0) }, fault)
}

fn position(reader: &Reader<&[u8]>, source: &str) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX).min(source.len())
}

fn element(tag: &BytesStart<'_>) -> Element {
    let attributes = tag
        .attributes()
        .with_checks(false)
        .filter_map(Result::ok)
        .take(64)
        .map(|attribute| (attribute.key.as_ref().to_owned(), unescape(&attribute.value)))
        .collect();
    Element { name: tag.name().as_ref().to_owned(), attributes, ..Element::default() }
}

fn push(open: &mut [(Element, usize)], words: &str) {
    if let Some((element, _)) = open.last_mut() {
        element.text.push_str(words);
    }
}

/// Closes the innermost element: its words are also words of the one around it, where that is content in markup.
fn close(open: &mut Vec<(Element, usize)>, source: &str, end: usize) {
    let Some((mut element, start)) = open.pop() else { return };
    if element.attribute("type") == Some("xhtml") || element.name == "content" && !element.children.is_empty() {
        element.markup = source.get(start..end).map(str::to_owned);
    }
    if let Some((parent, _)) = open.last_mut() {
        parent.children.push(element);
    }
}

/// Words with their character references resolved.
pub(crate) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.bytes().take(32).position(|byte| byte == b';');
        match end.and_then(|end| Some((end, reference(rest.get(..end)?)?))) {
            Some((end, words)) => {
                out.push_str(&words);
                rest = &rest[end + 1..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    out
}

/// What `&name;` stands for.
fn reference(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else { return resolve_html5_entity(name).map(str::to_owned) };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|c| *c != '\0').map(String::from)
}
