//! The page as a tree: an arena of nodes filled by html5ever's tree builder, behind a guard.
//!
//! A browser-grade tree builder can be brought to its knees by pages that no browser's author thought of: work grows with the square of the
//! depth of nesting and of the number of attributes of one element, and formatting elements left open are copied into every paragraph. So three bounds
//! stand between the tokens and the builder ([`Guarded`], [`without_excess_attributes`]). Nothing here recurses.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, QualName, TokenizerResult, local_name, ns};

use crate::{WORDS, words_left_out};

/// Levels of nesting that are built. Browsers stop at 512 too.
const DEPTH: u32 = 512;
/// Attributes of one element that are read.
const ATTRIBUTES: usize = 256;
/// Nodes of one page: several times those of the longest live blogs.
const NODES: usize = 250_000;
/// Bytes of one page.
const BYTES: usize = 32 << 20;

/// Number of a node.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct NodeId(u32);

impl NodeId {
    /// The document itself.
    pub(crate) const ROOT: Self = Self(0);

    /// Position in tables kept beside the tree.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// The tree.
pub(crate) struct Dom {
    nodes: Vec<Node>,
}

struct Node {
    parent: Option<NodeId>,
    first_child: Option<NodeId>,
    last_child: Option<NodeId>,
    previous: Option<NodeId>,
    next: Option<NodeId>,
    depth: u32,
    data: Data,
}

enum Data {
    /// The document, comments and contents of templates.
    Other,
    Element(QualName, Vec<Attribute>),
    Text(StrTendril),
}

impl Dom {
    /// Number of nodes.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).parent
    }

    pub(crate) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).first_child
    }

    pub(crate) fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).next
    }

    /// Name of an element.
    pub(crate) fn name(&self, id: NodeId) -> Option<&LocalName> {
        match &self.node(id).data {
            Data::Element(name, _) => Some(&name.local),
            _ => None,
        }
    }

    /// Words of a text node.
    pub(crate) fn text(&self, id: NodeId) -> Option<&str> {
        match &self.node(id).data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Attributes of an element.
    pub(crate) fn attributes(&self, id: NodeId) -> &[Attribute] {
        match &self.node(id).data {
            Data::Element(_, attributes) => attributes,
            _ => &[],
        }
    }

    /// Value of an element's attribute.
    pub(crate) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        self.attributes(id).iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
    }

    /// The node behind `id` in document order, inside `top`; the children of `id` are passed over where `skip` is set.
    pub(crate) fn next_in_order(&self, id: NodeId, top: NodeId, skip: bool) -> Option<NodeId> {
        if !skip && let Some(child) = self.first_child(id) {
            return Some(child);
        }
        let mut at = id;
        while at != top {
            if let Some(next) = self.next_sibling(at) {
                return Some(next);
            }
            at = self.parent(at)?;
        }
        None
    }

    /// Every node below `top` in document order.
    pub(crate) fn descendants(&self, top: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.first_child(top), move |at| self.next_in_order(*at, top, false))
    }

    /// All words below a node, white space as it stands.
    pub(crate) fn text_of(&self, top: NodeId) -> String {
        self.descendants(top).filter_map(|id| self.text(id)).collect()
    }
}

/// Builds the tree of a page, and says in a reader's words which bounds it broke.
pub(crate) fn parse(source: &str) -> (Dom, Vec<String>) {
    let mut broken = Vec::new();
    let cut = crate::dateline::floor(source, BYTES);
    if cut < source.len() {
        broken.push(format!("longer than {} MB: read up to there", BYTES >> 20));
    }
    let source = without_excess_attributes(&source[..cut]);
    if matches!(source, Cow::Owned(_)) {
        broken.push(format!("an element with more than {ATTRIBUTES} attributes: the others are left out"));
    }
    let sink = Sink::default();
    let options = TreeBuilderOpts { scripting_enabled: true, drop_doctype: true, ..TreeBuilderOpts::default() };
    let guarded = Guarded {
        tree: TreeBuilder::new(sink, options),
        dropped: RefCell::default(),
        deep: Cell::new(false),
        full: Cell::new(false),
        words: Cell::new(0),
        raw: Cell::new(false),
        unbuilt: Cell::new(false),
    };
    let tokenizer = Tokenizer::new(guarded, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(&source));
    // Scripts are never run: the tokenizer that stops for one goes on.
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    let guarded = tokenizer.sink;
    if guarded.deep.get() {
        broken.push(format!("nested more than {DEPTH} levels deep: deeper levels are read as one"));
    }
    if guarded.full.get() {
        broken.push(format!("more than {NODES} elements: of the rest the words alone are read, run together"));
    }
    if guarded.words.get() > WORDS {
        broken.push(words_left_out());
    }
    (Dom { nodes: guarded.tree.sink.nodes.into_inner() }, broken)
}

/// The source with the attributes of a tag cut behind the bound: the tokenizer compares each attribute with all before it.
fn without_excess_attributes(source: &str) -> Cow<'_, str> {
    let bytes = source.as_bytes();
    let mut kept = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(open) = source[at..].find('<').map(|found| at + found) {
        at = open + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let (end, excess) = tag_end(bytes, at);
        if let Some(excess) = excess {
            kept.push_str(&source[copied..excess]);
            copied = end;
        }
        let name = &bytes[at..end];
        at = end;
        // What stands in a script only looks like tags.
        if let Some(raw) =
            [&b"script"[..], b"style"].into_iter().find(|raw| name.get(..raw.len()).is_some_and(|name| name.eq_ignore_ascii_case(raw)))
        {
            at = closing(source, end, raw);
        }
    }
    if copied == 0 {
        return Cow::Borrowed(source);
    }
    kept.push_str(&source[copied..]);
    Cow::Owned(kept)
}

/// The position of the `>` that ends the tag, and of the first attribute too many. Positions of ASCII bytes, so character boundaries.
fn tag_end(bytes: &[u8], start: usize) -> (usize, Option<usize>) {
    let (mut at, mut quote, mut blanks, mut excess, mut valued) = (start, 0_u8, 0, None, false);
    while let Some(&byte) = bytes.get(at) {
        if quote != 0 {
            if byte == quote {
                quote = 0;
            }
        } else if byte == b'>' {
            return (at, excess);
        } else if (byte == b'"' || byte == b'\'') && valued {
            quote = byte;
        } else if byte.is_ascii_whitespace() || byte == b'/' {
            blanks += usize::from(!bytes[at - 1].is_ascii_whitespace());
            if blanks > ATTRIBUTES && excess.is_none() {
                excess = Some(at);
            }
        }
        valued = byte == b'=' || (valued && byte.is_ascii_whitespace());
        at += 1;
    }
    (bytes.len(), excess)
}

/// The position of the end tag `</name`, or the end.
fn closing(source: &str, from: usize, name: &[u8]) -> usize {
    let mut at = from;
    while let Some(open) = source[at..].find('<').map(|found| at + found) {
        let rest = &source.as_bytes()[open + 1..];
        if rest.first() == Some(&b'/') && rest.len() > name.len() && rest[1..=name.len()].eq_ignore_ascii_case(name) {
            return open;
        }
        at = open + 1;
    }
    source.len()
}

/// The tree builder behind its bounds.
struct Guarded {
    tree: TreeBuilder<NodeId, Sink>,
    /// Names of elements that were not built because they lay too deep; their end tags are left out too.
    dropped: RefCell<Vec<LocalName>>,
    deep: Cell<bool>,
    full: Cell<bool>,
    /// Bytes of words so far.
    words: Cell<usize>,
    /// Whether a script or a style sheet is open: what stands in it are no words.
    raw: Cell<bool>,
    /// Whether that element was not built: then its contents are left out too.
    unbuilt: Cell<bool>,
}

impl Guarded {
    /// Whether a tag is to be kept from the builder.
    fn refuses(&self, tag: &Tag) -> bool {
        let mut dropped = self.dropped.borrow_mut();
        if tag.kind == TagKind::EndTag {
            let ours = dropped.last() == Some(&tag.name);
            if ours {
                dropped.pop();
            } else {
                self.rise();
            }
            return ours;
        }
        if self.tree.sink.nodes.borrow().len() >= NODES {
            self.full.set(true);
            return true;
        }
        if self.tree.sink.open_depth.get() >= DEPTH || !dropped.is_empty() {
            self.deep.set(true);
            // Elements that need no end tag leave nothing to wait for.
            if !is_void(tag) && !tag.self_closing && !matches!(tag.name, local_name!("p") | local_name!("li")) {
                dropped.push(tag.name.clone());
            }
            return true;
        }
        false
    }

    /// The words that are still to be built of these.
    fn bounded(&self, words: StrTendril) -> Option<StrTendril> {
        if self.raw.get() {
            return (!self.unbuilt.get()).then_some(words);
        }
        let left = WORDS.saturating_sub(self.words.get());
        self.words.set(self.words.get() + words.len());
        if left == 0 {
            return None;
        }
        let cut = crate::dateline::floor(&words, left);
        Some(if cut < words.len() { words.subtendril(0, cut as u32) } else { words })
    }

    fn rise(&self) {
        let depth = &self.tree.sink.open_depth;
        depth.set(depth.get().saturating_sub(1));
    }
}

/// Whether an element has no content and no end tag.
fn is_void(tag: &Tag) -> bool {
    matches!(
        tag.name,
        local_name!("area")
            | local_name!("base")
            | local_name!("br")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("hr")
            | local_name!("img")
            | local_name!("input")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("source")
            | local_name!("track")
            | local_name!("wbr")
    )
}

impl TokenSink for Guarded {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        let token = match token {
            Token::CharacterTokens(words) => match self.bounded(words) {
                Some(words) => Token::CharacterTokens(words),
                None => return TokenSinkResult::Continue,
            },
            token => token,
        };
        if let Token::TagToken(tag) = &token
            && matches!(tag.name, local_name!("script") | local_name!("style"))
        {
            self.raw.set(tag.kind == TagKind::StartTag && !tag.self_closing);
            self.unbuilt.set(false);
        }
        match &token {
            Token::TagToken(tag) if self.refuses(tag) => {
                self.unbuilt.set(self.raw.get());
                TokenSinkResult::Continue
            }
            Token::CommentToken(_) | Token::ParseError(_) => TokenSinkResult::Continue,
            Token::TagToken(tag) if tag.kind == TagKind::StartTag && is_void(tag) => {
                let before = self.tree.sink.open_depth.get();
                let result = self.tree.process_token(token, line);
                if self.tree.sink.open_depth.get() > before {
                    self.rise();
                }
                result
            }
            _ => self.tree.process_token(token, line),
        }
    }

    fn end(&self) {
        self.tree.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.tree.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Where the tree builder puts its nodes.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// Depth of the innermost open element, as near as it can be known: set where an element is hung in, lowered by each end tag. Stray end tags
    /// make it too low until the next element is hung in, so a page must spend ever more of them for each level beyond the bound.
    open_depth: Cell<u32>,
}

impl Default for Sink {
    fn default() -> Self {
        let sink = Self { nodes: RefCell::default(), open_depth: Cell::new(0) };
        sink.add(Data::Other);
        sink
    }
}

impl Sink {
    fn add(&self, data: Data) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        let id = NodeId(u32::try_from(nodes.len()).unwrap_or(u32::MAX));
        nodes.push(Node { parent: None, first_child: None, last_child: None, previous: None, next: None, depth: 0, data });
        id
    }

    fn detach(nodes: &mut [Node], id: NodeId) {
        let (parent, previous, next) = {
            let node = &mut nodes[id.index()];
            (node.parent.take(), node.previous.take(), node.next.take())
        };
        match previous {
            Some(previous) => nodes[previous.index()].next = next,
            None => {
                if let Some(parent) = parent {
                    nodes[parent.index()].first_child = next;
                }
            }
        }
        match next {
            Some(next) => nodes[next.index()].previous = previous,
            None => {
                if let Some(parent) = parent {
                    nodes[parent.index()].last_child = previous;
                }
            }
        }
    }

    /// Hangs a node in front of `before`, or at the end of `parent`.
    fn insert(&self, parent: NodeId, before: Option<NodeId>, id: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        Self::detach(&mut nodes, id);
        let previous = match before {
            Some(before) => nodes[before.index()].previous.replace(id),
            None => nodes[parent.index()].last_child.replace(id),
        };
        match previous {
            Some(previous) => nodes[previous.index()].next = Some(id),
            None => nodes[parent.index()].first_child = Some(id),
        }
        let depth = nodes[parent.index()].depth + 1;
        let node = &mut nodes[id.index()];
        (node.parent, node.previous, node.next, node.depth) = (Some(parent), previous, before, depth);
        if matches!(node.data, Data::Element(..)) {
            self.open_depth.set(depth);
        }
    }

    /// Adds words to the text node `id`, if it is one.
    fn extend(&self, id: Option<NodeId>, words: &StrTendril) -> bool {
        let Some(id) = id else { return false };
        match &mut self.nodes.borrow_mut()[id.index()].data {
            Data::Text(text) => {
                text.push_tendril(words);
                true
            }
            _ => false,
        }
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Self;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        NodeId::ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        static NAMELESS: QualName = QualName { prefix: None, ns: ns!(html), local: local_name!("") };
        Ref::map(self.nodes.borrow(), |nodes| match &nodes[target.index()].data {
            Data::Element(name, _) => name,
            _ => &NAMELESS,
        })
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> NodeId {
        self.add(Data::Element(name, attributes))
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.add(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.add(Data::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendNode(id) => self.insert(*parent, None, id),
            NodeOrText::AppendText(words) => {
                let last = self.nodes.borrow()[parent.index()].last_child;
                if !self.extend(last, &words) {
                    let id = self.add(Data::Text(words));
                    self.insert(*parent, None, id);
                }
            }
        }
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let (parent, previous) = {
            let node = &self.nodes.borrow()[sibling.index()];
            (node.parent, node.previous)
        };
        let Some(parent) = parent else { return };
        match child {
            NodeOrText::AppendNode(id) => self.insert(parent, Some(*sibling), id),
            NodeOrText::AppendText(words) => {
                if !self.extend(previous, &words) {
                    let id = self.add(Data::Text(words));
                    self.insert(parent, Some(*sibling), id);
                }
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        let hung = self.nodes.borrow()[element.index()].parent.is_some();
        if hung {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// The contents of a template are kept apart from the page, except those of a declared shadow root, which a browser shows.
    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        let shown = match &self.nodes.borrow()[target.index()].data {
            Data::Element(_, attributes) => attributes.iter().any(|attribute| &*attribute.name.local == "shadowrootmode"),
            _ => false,
        };
        if shown { *target } else { self.add(Data::Other) }
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        if let Data::Element(_, known) = &mut self.nodes.borrow_mut()[target.index()].data {
            for attribute in attributes.into_iter().take(ATTRIBUTES) {
                if known.len() < ATTRIBUTES && !known.iter().any(|existing| existing.name == attribute.name) {
                    known.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        Self::detach(&mut self.nodes.borrow_mut(), *target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        loop {
            let child = self.nodes.borrow()[node.index()].first_child;
            let Some(child) = child else { break };
            self.insert(*new_parent, None, child);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::{Dom, NodeId, parse};

    fn outline(dom: &Dom) -> String {
        dom.descendants(NodeId::ROOT).fold(String::new(), |mut shown, id| {
            let _ = match (dom.name(id), dom.text(id)) {
                (Some(name), _) => write!(shown, "<{name}>"),
                (_, Some(text)) => write!(shown, "{text}"),
                _ => Ok(()),
            };
            shown
        })
    }

    #[test]
    fn builds_the_tree_that_a_browser_builds() {
        let (dom, broken) = parse("<!doctype html><p>One <b>two<p>three</b><table><td>four<div>five</table>");
        assert!(broken.is_empty());
        assert_eq!(outline(&dom), "<html><head><body><p>One <b>two<p><b>three<table><tbody><tr><td>four<div>five");
    }

    #[test]
    fn bounds_hold() {
        let (dom, broken) = parse(&format!("{}deep{}<p>after", "<div>".repeat(100_000), "</div>".repeat(100_000)));
        assert_eq!(broken.len(), 1);
        assert!(outline(&dom).ends_with("deep<p>after"));
        let (dom, _) = parse(&format!("{}<script>let x = 1;</script><p>one</p><p>two</p>", "<div>".repeat(100_000)));
        let shown = outline(&dom);
        assert!(shown.contains("one") && shown.contains("two") && !shown.contains("let x"), "{}", &shown[shown.len() - 60..]);
        let (dom, broken) = parse(&format!("{}<script>let x = 1;</script><p>one</p><p>two</p>", "<hr>".repeat(300_000)));
        assert_eq!(broken.len(), 1);
        let shown = outline(&dom);
        assert!(shown.contains("one") && shown.contains("two") && !shown.contains("let x"), "{}", &shown[shown.len() - 60..]);
        let attributes = (0..300_000).fold(String::new(), |mut all, n| {
            let _ = write!(all, " a{n}=\"v>{n}\"");
            all
        });
        let (dom, broken) = parse(&format!("<p{attributes}>one</p><script>if (a<b && c>d) {{}}</script><p>two"));
        assert_eq!(broken.len(), 1);
        assert_eq!(outline(&dom), "<html><head><body><p>one<script>if (a<b && c>d) {}<p>two");
    }
}
