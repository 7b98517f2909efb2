//! The page's words in document order, cut into parts where a browser begins a new line of its own.

use std::collections::HashMap;

use headwater_core::Span;
use html5ever::{LocalName, local_name};
use rustc_hash::FxHashMap;

use super::dom::{Dom, NodeId};
use super::signs::{Signs, of_names};

/// One stretch of words between two block boundaries.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Part {
    /// Its words in [`Walked::words`].
    pub span: Span,
    /// The block element that holds it directly.
    pub node: NodeId,
    /// What that element is.
    pub tag: Tag,
    /// Signs of everything that it stands in.
    pub signs: Signs,
    /// Bytes of it that are links.
    pub linked: usize,
    /// Whether its first words are a link.
    pub opens_linked: bool,
    /// Bytes of it in bold or italic type.
    pub stressed: usize,
    /// Whether a browser would not show it.
    pub invisible: bool,
    /// Whether a picture stands directly before it.
    pub behind_picture: bool,
}

/// What the innermost block element is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Tag {
    /// `<p>`
    Paragraph,
    /// `<h1>` to `<h6>`
    Heading(u8),
    /// `<li>`, `<dt>`, `<dd>`
    Item,
    /// `<figcaption>`, `<caption>`
    Caption,
    /// `<td>`, `<th>`
    Cell,
    /// `<blockquote>`
    Quote,
    /// `<time>`, `<address>` on a line of its own
    Note,
    /// `<div>` and the rest
    Other,
}

/// All words of a page.
pub(crate) struct Walked {
    /// The parts' words, one after the other.
    pub words: String,
    pub parts: Vec<Part>,
    /// Signs that elements bring in themselves.
    pub own: FxHashMap<NodeId, Signs>,
}

impl Walked {
    /// The words of a part.
    pub(crate) fn words(&self, part: &Part) -> &str {
        part.span.of(&self.words)
    }
}

/// Bytes from which a part that is mostly no link counts as running words.
const RUNNING: usize = 80;
/// Bytes up to which a part may be a line of byline and date.
const SHORT: usize = 300;
/// Bytes of what joins two names.
const JOINT: usize = 6;

/// Walks through the page.
pub(crate) fn walk(dom: &Dom) -> Walked {
    let mut walker = Walker {
        dom,
        words: String::new(),
        parts: Vec::new(),
        open: Vec::new(),
        own: FxHashMap::default(),
        names: HashMap::new(),
        runs: Vec::new(),
        start: 0,
        blank: true,
        breaks: 0,
        pictured: false,
        pictured_behind: false,
    };
    let mut at = dom.first_child(NodeId::ROOT);
    while let Some(id) = at {
        let skip = walker.enter(id);
        if !skip && let Some(child) = dom.first_child(id) {
            at = Some(child);
            continue;
        }
        // Leaves every element that ends here.
        let mut last = id;
        at = loop {
            if !(skip && last == id) {
                walker.leave(last);
            }
            if let Some(next) = dom.next_sibling(last) {
                break Some(next);
            }
            match dom.parent(last) {
                Some(parent) if parent != NodeId::ROOT => last = parent,
                _ => break None,
            }
        };
    }
    walker.flush();
    let (own, mut parts) = (walker.own, walker.parts);
    let words = walker.words;
    give_signs(dom, &own, &mut parts);
    Walked { words, parts, own }
}

/// An open element that matters to the words inside.
#[derive(Clone, Copy)]
#[allow(clippy::struct_excessive_bools)] // Each is a fact of its own.
struct Open {
    node: NodeId,
    block: bool,
    tag: Tag,
    signs: Signs,
    link: bool,
    stress: bool,
    invisible: bool,
    quoted: bool,
}

struct Walker<'a> {
    dom: &'a Dom,
    words: String,
    parts: Vec<Part>,
    open: Vec<Open>,
    /// Signs that elements bring in themselves.
    own: FxHashMap<NodeId, Signs>,
    /// What the part so far was added in.
    runs: Vec<Run>,
    /// Signs of class attributes that were seen: pages use the same ones again and again.
    names: HashMap<&'a str, Signs>,
    /// Where the part begins that is being gathered.
    start: usize,
    /// Whether white space before the next word is already there.
    blank: bool,
    /// Line breaks since the last word.
    breaks: usize,
    /// Whether a picture stands before the part that is being gathered.
    pictured: bool,
    /// Whether one stands in it, behind its first words.
    pictured_behind: bool,
}

/// Words of one text node inside a part.
#[derive(Clone, Copy)]
struct Run {
    span: Span,
    signs: Signs,
    link: bool,
    stress: bool,
}

/// How an element is laid out without a style sheet.
enum Display {
    None,
    Inline,
    Block(Tag),
    Break,
}

fn display(name: &LocalName) -> Display {
    match *name {
        local_name!("head")
        | local_name!("script")
        | local_name!("style")
        | local_name!("noscript")
        | local_name!("svg")
        | local_name!("math")
        | local_name!("iframe")
        | local_name!("object")
        | local_name!("select")
        | local_name!("datalist")
        | local_name!("textarea")
        | local_name!("input")
        | local_name!("canvas")
        | local_name!("audio")
        | local_name!("video")
        | local_name!("picture")
        | local_name!("img")
        | local_name!("meta")
        | local_name!("link")
        | local_name!("title")
        | local_name!("area")
        | local_name!("map")
        | local_name!("progress")
        | local_name!("rp")
        | local_name!("rt") => Display::None,
        local_name!("br") => Display::Break,
        local_name!("p") => Display::Block(Tag::Paragraph),
        local_name!("h1") => Display::Block(Tag::Heading(1)),
        local_name!("h2") => Display::Block(Tag::Heading(2)),
        local_name!("h3") => Display::Block(Tag::Heading(3)),
        local_name!("h4") => Display::Block(Tag::Heading(4)),
        local_name!("h5") => Display::Block(Tag::Heading(5)),
        local_name!("h6") => Display::Block(Tag::Heading(6)),
        local_name!("li") | local_name!("dt") | local_name!("dd") => Display::Block(Tag::Item),
        local_name!("figcaption") | local_name!("caption") => Display::Block(Tag::Caption),
        local_name!("td") | local_name!("th") => Display::Block(Tag::Cell),
        local_name!("blockquote") => Display::Block(Tag::Quote),
        local_name!("address") => Display::Block(Tag::Note),
        local_name!("html")
        | local_name!("body")
        | local_name!("div")
        | local_name!("section")
        | local_name!("article")
        | local_name!("main")
        | local_name!("header")
        | local_name!("footer")
        | local_name!("nav")
        | local_name!("aside")
        | local_name!("figure")
        | local_name!("ul")
        | local_name!("ol")
        | local_name!("dl")
        | local_name!("table")
        | local_name!("tbody")
        | local_name!("thead")
        | local_name!("tfoot")
        | local_name!("tr")
        | local_name!("form")
        | local_name!("fieldset")
        | local_name!("legend")
        | local_name!("hr")
        | local_name!("pre")
        | local_name!("center")
        | local_name!("details")
        | local_name!("summary")
        | local_name!("button")
        | local_name!("dialog")
        | local_name!("menu")
        | local_name!("hgroup")
        | local_name!("search")
        | local_name!("frameset")
        | local_name!("template")
        | local_name!("option") => Display::Block(Tag::Other),
        _ => Display::Inline,
    }
}

/// Signs that an element's name gives to everything inside.
fn of_element(name: &LocalName) -> Signs {
    match *name {
        local_name!("nav") | local_name!("menu") => Signs::NAV,
        local_name!("footer") => Signs::FOOTER,
        local_name!("header") => Signs::HEADER,
        local_name!("aside") => Signs::ASIDE,
        local_name!("figure") => Signs::FIGURE,
        local_name!("figcaption") => Signs::CAPTION,
        local_name!("form") | local_name!("button") | local_name!("fieldset") | local_name!("label") => Signs::FORM,
        local_name!("dialog") => Signs::DIALOG,
        local_name!("article") => Signs::ARTICLE,
        local_name!("main") => Signs::MAIN,
        local_name!("blockquote") => Signs::BLOCKQUOTE,
        local_name!("ul") | local_name!("ol") | local_name!("dl") => Signs::LIST,
        local_name!("table") => Signs::TABLE,
        local_name!("time") => Signs::DATE,
        _ => Signs::default(),
    }
}

impl<'a> Walker<'a> {
    /// Enters a node; whether what is inside is to be passed over.
    fn enter(&mut self, id: NodeId) -> bool {
        if let Some(text) = self.dom.text(id) {
            self.add(text);
            return true;
        }
        let Some(name) = self.dom.name(id) else { return true };
        let outer = self.open.last().copied();
        let own = self.own_signs(id, name);
        // Buttons inside a sentence are tools, not words of it.
        let inside = outer.is_some_and(|open| matches!(open.tag, Tag::Paragraph | Tag::Heading(_)));
        if inside && *name == local_name!("button") {
            return true;
        }
        let tag = match display(name) {
            Display::None => {
                if matches!(*name, local_name!("img") | local_name!("picture") | local_name!("video")) {
                    if self.words.len() > self.start { self.pictured_behind = true } else { self.pictured = true }
                }
                return true;
            }
            Display::Break => {
                self.line_break();
                return true;
            }
            Display::Block(Tag::Cell) if self.is_short_cell(id) => {
                self.blank_between();
                None
            }
            Display::Block(tag) => Some(tag),
            Display::Inline => None,
        };
        // Words for screen readers inside a sentence (`opens in a new window`) are none of its own.
        if tag.is_none() && own.any(Signs::SPOKEN) {
            return true;
        }
        let invisible = self.is_invisible(id);
        if tag.is_some() {
            self.flush();
        } else if invisible {
            return true;
        }
        if own != Signs::default() {
            self.own.insert(id, own);
        }
        let mut open = outer.unwrap_or(Open {
            node: id,
            block: true,
            tag: Tag::Other,
            signs: Signs::default(),
            link: false,
            stress: false,
            invisible: false,
            quoted: false,
        });
        open.node = id;
        open.block = tag.is_some();
        // A heading, an item or a quotation goes on in the boxes inside it.
        if let Some(tag) = tag {
            open.tag = if tag == Tag::Other && !matches!(open.tag, Tag::Paragraph) { open.tag } else { tag };
        }
        open.signs = open.signs.with(own);
        open.link |= *name == local_name!("a");
        open.stress |= matches!(*name, local_name!("b") | local_name!("strong") | local_name!("em") | local_name!("i"));
        open.invisible |= invisible;
        open.quoted = *name == local_name!("q");
        if open.quoted {
            self.add("“");
            self.blank = true;
        }
        self.open.push(open);
        false
    }

    fn leave(&mut self, id: NodeId) {
        if self.open.last().is_none_or(|open| open.node != id) {
            return;
        }
        if self.open.last().is_some_and(|open| open.quoted) {
            self.trim_end();
            self.blank = true;
            self.add("”");
        }
        if self.open.last().is_some_and(|open| open.block) {
            self.flush();
        }
        self.open.pop();
    }

    fn own_signs(&mut self, id: NodeId, name: &LocalName) -> Signs {
        let mut signs = of_element(name);
        // The classes of the outermost elements tell of the whole page.
        if matches!(*name, local_name!("html") | local_name!("body")) {
            return signs;
        }
        for attribute in self.dom.attributes(id) {
            let found = match attribute.name.local {
                local_name!("class") | local_name!("id") => {
                    let names: &'a str = &attribute.value;
                    *self.names.entry(names).or_insert_with(|| of_names(names))
                }
                local_name!("role") => match &*attribute.value {
                    "navigation" | "menu" | "menubar" => Signs::NAV,
                    "contentinfo" => Signs::FOOTER,
                    "complementary" => Signs::ASIDE,
                    "dialog" | "alertdialog" => Signs::DIALOG,
                    "main" => Signs::MAIN,
                    "article" => Signs::ARTICLE,
                    "button" | "search" | "form" => Signs::FORM,
                    "banner" => Signs::HEADER,
                    _ => Signs::default(),
                },
                local_name!("itemprop") => match &*attribute.value {
                    "articleBody" => Signs::BODY,
                    "author" | "creator" => Signs::BYLINE,
                    "datePublished" | "dateModified" | "dateCreated" => Signs::DATE,
                    "headline" => Signs::TITLE,
                    "caption" => Signs::CAPTION,
                    "copyrightHolder" | "creditText" => Signs::CREDIT,
                    "comment" => Signs::COMMENT,
                    "description" => Signs::LEAD,
                    "keywords" => Signs::TAGS,
                    _ => Signs::default(),
                },
                local_name!("rel") if &*attribute.value == "author" => Signs::BYLINE,
                _ => Signs::default(),
            };
            signs = signs.with(found);
        }
        signs
    }

    /// Whether a table's cell holds a few words and nothing that begins a line: a row of such cells is one line.
    fn is_short_cell(&self, id: NodeId) -> bool {
        let mut bytes = 0;
        for (seen, node) in self.dom.descendants(id).enumerate() {
            bytes += self.dom.text(node).map_or(0, |text| text.trim().len());
            let breaks = self.dom.name(node).is_some_and(|name| !matches!(display(name), Display::Inline | Display::None));
            if seen > 40 || bytes > 120 || breaks {
                return false;
            }
        }
        true
    }

    /// White space between two cells of a row.
    fn blank_between(&mut self) {
        if self.words.len() > self.start {
            self.add(" ");
        }
    }

    fn is_invisible(&self, id: NodeId) -> bool {
        self.dom.attributes(id).iter().any(|attribute| match attribute.name.local {
            local_name!("hidden") => !attribute.value.eq_ignore_ascii_case("until-found"),
            local_name!("style") => {
                let style: String =
                    attribute.value.chars().filter(|c| !c.is_whitespace()).take(400).collect::<String>().to_ascii_lowercase();
                ["display:none", "visibility:hidden", "clip:rect(0", "clip:rect(1px", "clip-path:inset(50%)", "clip-path:inset(100%)"]
                    .iter()
                    .any(|sign| style.contains(sign))
            }
            _ => false,
        })
    }

    /// Adds words, white space run together as a browser does.
    fn add(&mut self, text: &str) {
        let open = self.open.last().copied();
        let before = self.words.len();
        for c in text.chars() {
            if c.is_whitespace() && c != '\u{A0}' {
                if !self.blank {
                    self.words.push(' ');
                    self.blank = true;
                }
            } else if !matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{AD}' | '\u{2060}') {
                self.words.push(c);
                self.blank = false;
                self.breaks = 0;
            }
        }
        let span = Span::new(before, self.words.len());
        if let Some(open) = open
            && !span.is_empty()
        {
            self.runs.push(Run { span, signs: open.signs, link: open.link, stress: open.stress });
        }
    }

    /// Takes back white space at the end of the part so far.
    fn trim_end(&mut self) {
        let end = self.words.trim_end().len().max(self.start);
        self.words.truncate(end);
        while let Some(run) = self.runs.last_mut()
            && run.span.end > end
        {
            if run.span.start < end {
                run.span.end = end;
            } else {
                self.runs.pop();
            }
        }
    }

    /// One break is a new line of the same paragraph, two begin a new paragraph.
    fn line_break(&mut self) {
        self.breaks += 1;
        if self.breaks >= 2 {
            self.flush();
        } else if self.words.len() > self.start {
            self.trim_end();
            self.words.push('\n');
            self.blank = true;
        }
    }

    /// Ends the part that is being gathered.
    fn flush(&mut self) {
        let whole = Span::new(self.start, self.words.len());
        if whole.trim(&self.words).is_empty() {
            self.words.truncate(self.start);
        } else if let Some(block) = self.open.iter().rev().find(|open| open.block).or(self.open.last()).copied() {
            for cut in self.cuts(whole, block.signs).windows(2) {
                self.add_part(Span::new(cut[0], cut[1]), &block);
                self.pictured = false;
            }
            self.pictured = std::mem::take(&mut self.pictured_behind);
        }
        self.start = self.words.len();
        self.blank = true;
        self.runs.clear();
    }

    /// Where a part is cut: between name, date and the rest of a short line (`by Ada Holm May 1, 2024 2 comments`), which a style sheet sets apart.
    fn cuts(&self, whole: Span, block: Signs) -> Vec<usize> {
        let mut cuts = vec![whole.start];
        if whole.len() <= SHORT {
            let mut before = None;
            for run in &self.runs {
                let signs = run.signs.without(block);
                let role = if signs.any(Signs::DATE) {
                    2
                } else if signs.any(Signs::BYLINE) {
                    1
                } else if self.words.get(run.span.start..run.span.end).is_none_or(|words| words.trim().len() <= JOINT) {
                    // `By`, `and` and commas belong to what stands before or behind them.
                    continue;
                } else {
                    0
                };
                if before.is_some_and(|before| before != role) {
                    cuts.push(run.span.start);
                }
                before = Some(role);
            }
        }
        cuts.push(whole.end);
        cuts
    }

    fn add_part(&mut self, stretch: Span, block: &Open) {
        let span = stretch.trim(&self.words);
        if span.is_empty() {
            return;
        }
        let runs = || self.runs.iter().filter(|run| run.span.overlaps(span));
        let bytes = |of: fn(&Run) -> bool| runs().filter(|run| of(run)).map(|run| run.span.len()).sum::<usize>().min(span.len());
        // Signs of inline elements count where all words of the part stand under them.
        let worded = runs().filter(|run| !run.span.trim(&self.words).is_empty());
        let common = worded.map(|run| run.signs.0).reduce(|a, b| a & b).map_or(block.signs, Signs);
        let part = Part {
            span,
            node: block.node,
            tag: block.tag,
            signs: common.without(block.signs),
            linked: bytes(|run| run.link),
            opens_linked: runs().find(|run| !run.span.trim(&self.words).is_empty()).is_some_and(|run| run.link),
            stressed: bytes(|run| run.stress),
            invisible: block.invisible,
            behind_picture: self.pictured,
        };
        self.parts.push(part);
    }
}

/// Gives each part the signs of the elements around it, except those of an element that holds most of the page's running words:
/// `layout-with-sidebar` is no sidebar.
fn give_signs(dom: &Dom, own: &FxHashMap<NodeId, Signs>, parts: &mut [Part]) {
    let mut running: FxHashMap<NodeId, usize> = FxHashMap::default();
    let mut total = 0;
    for part in parts.iter().filter(|part| part.span.len() >= RUNNING && part.linked * 2 < part.span.len()) {
        total += part.span.len();
        for node in ancestors(dom, part.node) {
            *running.entry(node).or_default() += part.span.len();
        }
    }
    let kept = Signs::BODY.with(Signs::ARTICLE).with(Signs::MAIN).with(Signs::LIVE);
    for part in parts {
        for node in ancestors(dom, part.node) {
            if let Some(signs) = own.get(&node) {
                let wide = running.get(&node).is_some_and(|running| running * 2 > total);
                part.signs = part.signs.with(if wide { Signs(signs.0 & kept.0) } else { *signs });
            }
        }
    }
}

/// A node and everything around it.
pub(crate) fn ancestors(dom: &Dom, id: NodeId) -> impl Iterator<Item = NodeId> {
    std::iter::successors(Some(id), move |at| dom.parent(*at))
}
