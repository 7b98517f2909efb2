//! Pictures as SVG: the way a claim travelled, and the band of a likelihood.
//!
//! All geometry is worked out here, in whole pixels and without measuring fonts, so that the picture is the same in a page, in print and as a file;
//! the templates only write it down and escape what stands in it.

use std::collections::BTreeMap;

use askama::Template;
use headwater_core::{ArticleId, Claim, SpreadKind, Story};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::{
    graph::{self, Graph, NodeKind},
    reading, visible,
};

/// The way of a claim as a file of its own, colours included.
pub fn chain(story: &Story, claim: &Claim) -> String {
    let graph = folded(graph::graph(story, claim));
    draw(claim, &graph, &lay_out(&graph), true)
}

/// A drawing for a page that brings the colours.
pub(crate) struct Inline {
    /// Escaped by the drawing's own template.
    pub markup: String,
    /// In pixels of letters 13 pixels high; a multiple of [`STEP`]. The page has a rule for each.
    pub width: usize,
}

/// The same for a page.
pub(crate) fn chain_in_page(story: &Story, claim: &Claim) -> Inline {
    let graph = folded(graph::graph(story, claim));
    let layout = lay_out(&graph);
    Inline { markup: draw(claim, &graph, &layout, false), width: layout.width }
}

/// Two columns of letters at 13 pixels, on the wide side: a box may be too wide, never too narrow.
const TWO_LETTERS: usize = 15;
/// Height of a line of text.
const LINE: usize = 16;
/// Letters in a line of a box.
const WIDEST_NAME: usize = 24;
/// Letters of the words on an edge.
const WIDEST_WORDS: usize = 26;
/// Room between boxes of one layer.
const GAP: usize = 14;
/// Room that an edge takes to bend.
const BEND: usize = 36;
/// Widths are multiples of this, so that few differ.
const STEP: usize = 16;
/// Room below for a step that closes a circle.
const CIRCLE: usize = 24;
/// So many leaves of one voice are drawn one by one.
const MOST_LEAVES: usize = 8;

#[derive(Template)]
#[template(path = "chain.svg", escape = "html")]
struct Drawing {
    standalone: bool,
    width: usize,
    height: usize,
    label: String,
    boxes: Vec<Box>,
    arrows: Vec<Arrow>,
}

struct Box {
    element: &'static str,
    class: &'static str,
    x: usize,
    y: usize,
    width: usize,
    height: usize,
    lines: Vec<Line>,
    /// The words below the name.
    note: Option<Line>,
    /// Address inside a page.
    href: Option<String>,
    /// What the box has no room for.
    title: Option<String>,
    /// Name of the shape of its wording.
    how: Option<&'static str>,
}

struct Line {
    x: usize,
    y: usize,
    text: String,
}

struct Arrow {
    circular: bool,
    line: String,
    words: Option<Words>,
}

struct Words {
    x: usize,
    y: usize,
    text: String,
    whole: String,
}

fn draw(claim: &Claim, graph: &Graph, layout: &Layout, standalone: bool) -> String {
    let boxes = graph.nodes.iter().enumerate().filter(|(n, _)| layout.drawn(*n));
    let boxes = boxes.map(|(n, node)| draw_box(claim, node, &layout.places[n], standalone)).collect();
    let drawing =
        Drawing { standalone, width: layout.width, height: layout.height, label: in_words(graph), boxes, arrows: arrows(graph, layout) };
    drawing.render().unwrap_or_default()
}

/// What the picture shows, for who cannot see it; the wordings beside it tell every chain.
fn in_words(graph: &Graph) -> String {
    let of = |kind: NodeKind| graph.nodes.iter().filter(|node| node.kind == kind).count();
    let reports = reading::count(of(NodeKind::Report), "outlet");
    format!(
        "How the claim travelled: from {} to {reports} in {}",
        reading::count(of(NodeKind::Origin), "origin"),
        reading::count(graph.edges.len(), "step")
    )
}

/// The graph with the many leaves of one voice drawn together behind its first few.
fn folded(mut graph: Graph) -> Graph {
    let mut leaves: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for node in 0..graph.nodes.len() {
        let mut heard = graph.edges.iter().filter(|edge| edge.to == node);
        let speaks = graph.edges.iter().any(|edge| edge.from == node);
        if let (Some(edge), None, false) = (heard.next(), heard.next(), speaks) {
            leaves.entry(edge.from).or_default().push(node);
        }
    }
    for many in leaves.into_values().filter(|leaves| leaves.len() > MOST_LEAVES) {
        let (kept, rest) = (many[MOST_LEAVES - 1], &many[MOST_LEAVES..]);
        let names: Vec<String> = rest.iter().map(|n| graph.nodes[*n].name.clone()).collect();
        let reports: Vec<ArticleId> = rest.iter().flat_map(|n| graph.nodes[*n].reports.clone()).collect();
        let node = &mut graph.nodes[kept];
        node.name = format!("{} and {} more", node.name, names.len());
        node.reports.extend(reports);
        graph.edges.retain(|edge| !rest.contains(&edge.to));
        for layer in &mut graph.layers {
            layer.retain(|node| !rest.contains(node));
        }
    }
    graph
}

/// Where a box stands.
#[derive(Clone, Default)]
struct Place {
    x: usize,
    y: usize,
    width: usize,
    height: usize,
    lines: Vec<String>,
    note: Option<String>,
}

impl Place {
    fn middle(&self) -> usize {
        self.y + self.height / 2
    }
}

struct Layout {
    places: Vec<Place>,
    /// For each edge over several layers, where it passes those between.
    lanes: BTreeMap<usize, Vec<Lane>>,
    /// For each node the right end of its layer: no edge bends before it.
    ends: Vec<usize>,
    /// For each edge the height at which it enters its box.
    entries: Vec<usize>,
    width: usize,
    height: usize,
}

/// An edge's way past the boxes of a layer: level, from the layer's left end to its right.
struct Lane {
    start: usize,
    end: usize,
    y: usize,
}

impl Layout {
    fn drawn(&self, node: usize) -> bool {
        self.places[node].width > 0
    }
}

/// What takes room in a layer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Item {
    Node(usize),
    Lane(usize),
}

fn lay_out(graph: &Graph) -> Layout {
    let mut layout = Layout {
        places: graph.nodes.iter().map(|_| Place::default()).collect(),
        lanes: BTreeMap::new(),
        ends: vec![0; graph.nodes.len()],
        entries: vec![0; graph.edges.len()],
        width: 0,
        height: 0,
    };
    let mut depth = vec![0; graph.nodes.len()];
    let mut layers: Vec<Vec<Item>> = Vec::new();
    for (n, layer) in graph.layers.iter().enumerate() {
        layers.push(layer.iter().map(|node| Item::Node(*node)).collect());
        for node in layer {
            depth[*node] = n;
            layout.places[*node] = boxed(graph, *node);
        }
    }
    for (n, edge) in graph.edges.iter().enumerate().filter(|(_, edge)| !edge.circular) {
        for layer in layers.iter_mut().take(depth[edge.to]).skip(depth[edge.from] + 1) {
            layer.push(Item::Lane(n));
        }
    }
    columns(graph, &layers, &mut layout);
    let heights = rows(graph, &layers, &depth, &layout.places);
    for (layer, ys) in layers.iter().zip(&heights) {
        for (item, middle) in layer.iter().zip(ys) {
            match item {
                Item::Node(node) => layout.places[*node].y = middle.saturating_sub(layout.places[*node].height / 2),
                Item::Lane(edge) => {
                    let node = layer.iter().find_map(|item| if let Item::Node(node) = item { Some(*node) } else { None });
                    let (start, end) = node.map_or((0, 0), |node| (layout.places[node].x, layout.ends[node]));
                    layout.lanes.entry(*edge).or_default().push(Lane { start, end, y: *middle });
                }
            }
        }
    }
    enter(graph, &mut layout);
    let circles = graph.edges.iter().filter(|edge| edge.circular).count();
    layout.height = layout.places.iter().map(|place| place.y + place.height).chain(heights.into_iter().flatten()).max().unwrap_or(0)
        + 12
        + circles * CIRCLE;
    layout
}

/// A box around a voice's name.
fn boxed(graph: &Graph, node: usize) -> Place {
    let voice = &graph.nodes[node];
    let lines = lines(&voice.name, WIDEST_NAME, 2);
    let note = match voice.kind {
        NodeKind::Unread => Some("not among the reports".to_owned()),
        NodeKind::Report if voice.reports.len() > 1 => Some(reading::count(voice.reports.len(), "report")),
        _ => None,
    };
    let widest = lines.iter().chain(&note).map(|line| line.width()).max().unwrap_or(0);
    let mark = if voice.kind == NodeKind::Report { 18 } else { 0 };
    let tall = (lines.len() + usize::from(note.is_some())) * LINE + 14;
    let heard = graph.edges.iter().filter(|edge| edge.to == node && !edge.circular).count();
    Place { x: 0, y: 0, width: widest * TWO_LETTERS / 2 + 30 + mark, height: tall.max(heard * LINE + 4), lines, note }
}

/// Gives each layer its place from left to right: room for the boxes, then for the words on the edges into the next.
fn columns(graph: &Graph, layers: &[Vec<Item>], layout: &mut Layout) {
    let mut x = 1;
    for layer in layers {
        let nodes: Vec<usize> = layer.iter().filter_map(|item| if let Item::Node(node) = item { Some(*node) } else { None }).collect();
        let words = graph.edges.iter().filter(|edge| !edge.circular && nodes.contains(&edge.to));
        let widest = words.map(|edge| short_words(&edge.words).width()).max();
        if let Some(widest) = widest {
            x += BEND + widest * 6 + 16;
        }
        for node in &nodes {
            layout.places[*node].x = x;
        }
        x += nodes.iter().map(|node| layout.places[*node].width).max().unwrap_or(0);
        for node in &nodes {
            layout.ends[*node] = x;
        }
    }
    layout.width = (x + 2).next_multiple_of(STEP);
}

/// The height of each item's middle: near those before it, then near those behind it, never over each other.
fn rows(graph: &Graph, layers: &[Vec<Item>], depth: &[usize], places: &[Place]) -> Vec<Vec<usize>> {
    let size = |item: &Item| match item {
        Item::Node(node) => places[*node].height,
        Item::Lane(_) => LINE,
    } as f64;
    let mut middles: Vec<Vec<f64>> = layers.iter().map(|layer| settle(&vec![0.0; layer.len()], layer, &size)).collect();
    let near = |layer: usize, item: &Item, middles: &[Vec<f64>], back: bool| -> Option<f64> {
        let at = |n: usize, layer: usize| {
            let found = layers.get(layer)?.iter().position(|item| *item == Item::Node(n));
            found.map(|at| middles[layer][at])
        };
        let lane = |edge: usize, layer: usize| {
            let found = layers.get(layer)?.iter().position(|item| *item == Item::Lane(edge));
            found.map(|at| middles[layer][at])
        };
        let edges = graph.edges.iter().enumerate().filter(|(_, edge)| !edge.circular);
        let beside: Vec<f64> = edges
            .filter(|(n, edge)| match item {
                Item::Node(node) => (if back { edge.from } else { edge.to }) == *node,
                Item::Lane(lane) => n == lane,
            })
            .filter_map(|(n, edge)| {
                let (other, next) = if back { (edge.to, layer + 1) } else { (edge.from, layer.checked_sub(1)?) };
                if depth[other] == next { at(other, next) } else { lane(n, next) }
            })
            .collect();
        (!beside.is_empty()).then(|| beside.iter().sum::<f64>() / beside.len() as f64)
    };
    for back in [false, true, false] {
        let order: Vec<usize> = if back { (0..layers.len()).rev().collect() } else { (0..layers.len()).collect() };
        for layer in order {
            let wished = layers[layer].iter().enumerate().map(|(at, item)| near(layer, item, &middles, back).unwrap_or(middles[layer][at]));
            let wished: Vec<f64> = wished.collect();
            middles[layer] = settle(&wished, &layers[layer], &size);
        }
    }
    let tops = layers.iter().zip(&middles).flat_map(|(layer, ys)| layer.iter().zip(ys).map(|(item, y)| y - size(item) / 2.0));
    let top = tops.fold(f64::INFINITY, f64::min);
    let shift = if top.is_finite() { 4.0 - top } else { 0.0 };
    middles.into_iter().map(|layer| layer.into_iter().map(|y| (y + shift).round() as usize).collect()).collect()
}

/// Moves items from where they wish to be until none lies over another, keeping the order of their wishes.
fn settle(wished: &[f64], layer: &[Item], size: &impl Fn(&Item) -> f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..layer.len()).collect();
    order.sort_by(|one, two| wished[*one].total_cmp(&wished[*two]).then(one.cmp(two)));
    let mut placed = vec![0.0; layer.len()];
    let mut bottom = f64::NEG_INFINITY;
    for at in &order {
        let half = size(&layer[*at]) / 2.0;
        placed[*at] = wished[*at].max(bottom + GAP as f64 + half);
        bottom = placed[*at] + half;
    }
    let drift = placed.iter().zip(wished).map(|(placed, wished)| placed - wished).sum::<f64>() / placed.len().max(1) as f64;
    placed.iter().map(|y| y - drift).collect()
}

/// Spreads the edges over the left side of the box that they enter, in order of where they come from.
fn enter(graph: &Graph, layout: &mut Layout) {
    for node in 0..graph.nodes.len() {
        let mut heard: Vec<usize> = (0..graph.edges.len()).filter(|n| graph.edges[*n].to == node && !graph.edges[*n].circular).collect();
        let from = |edge: usize| {
            layout.lanes.get(&edge).and_then(|lane| lane.last()).map_or(layout.places[graph.edges[edge].from].middle(), |lane| lane.y)
        };
        heard.sort_by_key(|edge| (from(*edge), *edge));
        let middle = layout.places[node].middle();
        for (n, edge) in heard.iter().enumerate() {
            layout.entries[*edge] = (middle + n * LINE).saturating_sub((heard.len() - 1) * LINE / 2);
        }
    }
}

fn draw_box(claim: &Claim, node: &graph::Node, place: &Place, standalone: bool) -> Box {
    let how = node.reports.first().and_then(|id| reading::how(claim, *id));
    let mark = if node.kind == NodeKind::Report { 18 } else { 0 };
    let first = place.middle() + 5 - (place.lines.len() + usize::from(place.note.is_some()) - 1) * LINE / 2;
    let line = |(n, text): (usize, &String)| Line { x: place.x + 12 + mark, y: first + n * LINE, text: text.clone() };
    let href = match (node.reports.first(), node.actor) {
        (Some(id), _) => Some(format!("#{}", crate::document::article_id(*id))),
        (None, Some(id)) => Some(format!("#{}", crate::document::actor_id(id))),
        (None, None) => None,
    };
    let href = href.filter(|_| !standalone);
    Box {
        element: if href.is_some() { "a" } else { "g" },
        class: match node.kind {
            NodeKind::Origin => "origin",
            NodeKind::Relay => "relay",
            NodeKind::Unread => "unread",
            NodeKind::Report => "report",
            NodeKind::Nobody => "nobody",
        },
        x: place.x,
        y: place.y,
        width: place.width,
        height: place.height,
        lines: place.lines.iter().enumerate().map(line).collect(),
        note: place.note.as_ref().map(|note| line((place.lines.len(), note))),
        href,
        title: place.lines.iter().any(|line| line.ends_with('…')).then(|| visible::line(&node.name)),
        how: how.map(shape).filter(|_| node.kind == NodeKind::Report),
    }
}

/// The name of the shape that stands for a wording.
fn shape(how: SpreadKind) -> &'static str {
    match how {
        SpreadKind::Verbatim => "how-verbatim",
        SpreadKind::Cut => "how-cut",
        SpreadKind::Reworded => "how-reworded",
        SpreadKind::Own => "how-own",
    }
}

fn arrows(graph: &Graph, layout: &Layout) -> Vec<Arrow> {
    let mut level = layout.height - 4;
    let mut arrows = Vec::new();
    for (n, edge) in graph.edges.iter().enumerate() {
        let (from, to) = (&layout.places[edge.from], &layout.places[edge.to]);
        if edge.circular {
            arrows.push(circle(edge, from, to, level));
            level -= CIRCLE;
            continue;
        }
        let entry = layout.entries[n];
        let words = short_words(&edge.words);
        let (mut x, mut y) = (layout.ends[edge.from], from.middle());
        let mut line = format!("M{} {y}H{x}", from.x + from.width);
        for lane in layout.lanes.get(&n).into_iter().flatten() {
            line.push_str(&bend(x, y, lane.start, lane.y));
            line.extend(["H", &lane.end.to_string()]);
            (x, y) = (lane.end, lane.y);
        }
        let landing = to.x.saturating_sub(words.width() * 6 + 16).max(x + BEND / 2);
        line.push_str(&bend(x, y, landing, entry));
        line.extend(["H", &to.x.to_string()]);
        let whole = visible::line(&edge.words.join("; "));
        let words = (!words.is_empty()).then(|| Words { x: to.x - 10, y: entry - 4, text: words, whole });
        arrows.push(Arrow { circular: false, line, words });
    }
    arrows
}

/// A bow from one point to another, level at both ends.
fn bend(x: usize, y: usize, to_x: usize, to_y: usize) -> String {
    if y == to_y {
        return format!("H{to_x}");
    }
    let middle = usize::midpoint(x, to_x);
    format!("C{middle} {y} {middle} {to_y} {to_x} {to_y}")
}

/// The step that closes a circle runs below everything, against the direction of reading.
fn circle(edge: &graph::Edge, from: &Place, to: &Place, level: usize) -> Arrow {
    let (start, end) = (from.x + from.width / 2, to.x + to.width / 2);
    let words = if edge.words.is_empty() { "circular".to_owned() } else { format!("circular: {}", edge.words.join("; ")) };
    let whole = visible::line(&words);
    Arrow {
        circular: true,
        line: format!("M{start} {}V{level}H{end}V{}", from.y + from.height, to.y + to.height),
        words: Some(Words { x: usize::midpoint(start, end), y: level - 4, text: clipped(&whole, 40), whole }),
    }
}

fn short_words(words: &[String]) -> String {
    words.first().map(|first| clipped(visible::line(first).trim(), WIDEST_WORDS)).unwrap_or_default()
}

/// At most `most` lines of `width` letters, broken between words where that can be.
fn lines(text: &str, width: usize, most: usize) -> Vec<String> {
    let text = visible::line(text);
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let last = lines.len() - 1;
        if lines[last].is_empty() || lines[last].width() + 1 + word.width() <= width {
            let gap = if lines[last].is_empty() { "" } else { " " };
            lines[last].extend([gap, word]);
        } else {
            lines.push(word.to_owned());
        }
    }
    if lines.len() > most {
        let rest = lines.split_off(most - 1).join(" ");
        lines.push(rest);
    }
    lines.iter().map(|line| clipped(line, width)).collect()
}

/// The text, or as much of it as fits with `…` behind it.
fn clipped(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    for grapheme in text.graphemes(true) {
        if out.width() + grapheme.width() + 1 > width {
            break;
        }
        out.push_str(grapheme);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}
