//! How a claim travelled: a layered graph from its origins through those who passed it on to the reports.
//!
//! The nodes are voices; an outlet that is quoted by another is one node, however many reports it has. An edge is a step of the words from one voice
//! to the next and carries the words that show it (`told lawmakers`, `reported`). Where voices lead back to themselves the step that closes the
//! circle is marked and left out of the layering. Layers are longest paths from the origins (Sugiyama et al. 1981, without its last phase).

use std::collections::BTreeMap;

use headwater_core::{ActorId, ActorKind, ArticleId, Claim, Statement, StatementId, Story};

use crate::reading;

/// The graph of one claim.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Graph {
    /// Voices, in order of first appearance.
    pub nodes: Vec<Node>,
    /// Steps, in order of first appearance.
    pub edges: Vec<Edge>,
    /// Nodes by distance from the origins, each layer from top to bottom.
    pub layers: Vec<Vec<usize>>,
}

/// A voice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Node {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: NodeKind,
    /// Its reports that hold the claim.
    pub reports: Vec<ArticleId>,
    /// The actor, where it is one.
    pub actor: Option<ActorId>,
}

/// What a voice is to the claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum NodeKind {
    /// Where it comes from, as far as any report tells.
    Origin,
    /// Somebody who passed it on.
    Relay,
    /// An organization that passed it on and is not among the reports: its own words were not read.
    Unread,
    /// An outlet whose report was read.
    Report,
    /// Stands for a source that nobody names.
    Nobody,
}

/// A step of the words from one voice to the next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edge {
    /// Who was heard.
    pub from: usize,
    /// Who repeats it.
    pub to: usize,
    /// The words that show it, without repetition.
    pub words: Vec<String>,
    /// The statements that it rests on.
    pub statements: Vec<StatementId>,
    /// Whether it closes a circle.
    pub circular: bool,
}

/// Draws up the graph of a claim.
pub fn graph(story: &Story, claim: &Claim) -> Graph {
    let mut draft = Draft { story, outlets: outlets(story, claim), keys: BTreeMap::new(), graph: Graph::default() };
    for id in &claim.statements {
        draft.add(*id);
    }
    let mut graph = draft.graph;
    mark_circles(&mut graph);
    graph.layers = layers(&graph);
    graph
}

/// What makes two voices one node.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Key {
    Outlet(String),
    Actor(ActorId),
    Nobody,
}

struct Draft<'s> {
    story: &'s Story,
    /// Plain names of the outlets that have the claim.
    outlets: Vec<String>,
    keys: BTreeMap<Key, usize>,
    graph: Graph,
}

impl Draft<'_> {
    fn add(&mut self, id: StatementId) {
        let Some(statement) = self.story.statements.get(id.0) else { return };
        let Some(article) = self.story.articles.get(statement.article.0) else { return };
        let page = self.node(Key::Outlet(plain(reading::outlet(article))), || Node {
            name: reading::outlet(article).to_owned(),
            kind: NodeKind::Report,
            reports: Vec::new(),
            actor: None,
        });
        self.graph.nodes[page].kind = NodeKind::Report;
        if !self.graph.nodes[page].reports.contains(&statement.article) {
            self.graph.nodes[page].reports.push(statement.article);
        }
        let mut to = page;
        for (depth, voice) in statement.chain.iter().enumerate() {
            let origin = depth + 1 == statement.chain.len();
            let from = self.voice(voice.actor, &voice.name, origin);
            self.step(from, to, id, self.words(statement, depth));
            to = from;
        }
        if statement.chain.is_empty() {
            let name = "no source named".to_owned();
            let from = self.node(Key::Nobody, || Node { name, kind: NodeKind::Nobody, reports: Vec::new(), actor: None });
            self.step(from, page, id, self.words(statement, 0));
        }
    }

    fn node(&mut self, key: Key, new: impl FnOnce() -> Node) -> usize {
        let next = self.graph.nodes.len();
        let n = *self.keys.entry(key).or_insert(next);
        if n == next {
            self.graph.nodes.push(new());
        }
        n
    }

    fn voice(&mut self, id: ActorId, name: &str, origin: bool) -> usize {
        let actor = self.story.actors.get(id.0);
        let names = actor.into_iter().flat_map(|actor| &actor.aliases).map(String::as_str).chain([name]);
        let outlet = names.map(plain).find(|name| self.outlets.contains(name));
        let organization = actor.is_some_and(|actor| actor.kind == ActorKind::Organization);
        let kind = match (origin, organization) {
            (true, _) => NodeKind::Origin,
            (false, true) => NodeKind::Unread,
            (false, false) => NodeKind::Relay,
        };
        let n = self.node(outlet.map_or(Key::Actor(id), Key::Outlet), || Node {
            name: name.to_owned(),
            kind,
            reports: Vec::new(),
            actor: Some(id),
        });
        let node = &mut self.graph.nodes[n];
        node.actor = node.actor.or(Some(id));
        // Who is an origin to one report and passes on to another is shown as what carries on.
        if node.kind == NodeKind::Origin && !origin {
            node.kind = kind;
        }
        n
    }

    fn step(&mut self, from: usize, to: usize, id: StatementId, words: Option<String>) {
        // An outlet that refers to its own report is no step.
        if from == to {
            return;
        }
        let known = self.graph.edges.iter().position(|edge| (edge.from, edge.to) == (from, to));
        let n = known.unwrap_or_else(|| {
            self.graph.edges.push(Edge { from, to, words: Vec::new(), statements: Vec::new(), circular: false });
            self.graph.edges.len() - 1
        });
        let edge = &mut self.graph.edges[n];
        edge.words.extend(words.filter(|words| !edge.words.contains(words)));
        if !edge.statements.contains(&id) {
            edge.statements.push(id);
        }
    }

    /// The words behind step `depth` of a statement's chain: its own cue for its innermost step, the enclosing statement's for those further out.
    fn words(&self, statement: &Statement, depth: usize) -> Option<String> {
        let mut speaking = statement;
        while speaking.chain.len() > depth + 1 {
            speaking = self.story.statements.get(speaking.within?.0).filter(|outer| outer.chain.len() < speaking.chain.len())?;
        }
        (speaking.chain.len() == depth + 1 || statement.chain.is_empty()).then_some(())?;
        let article = self.story.articles.get(speaking.article.0)?;
        let mut words: Vec<&str> = speaking.cue.iter().map(|span| reading::words(&article.text, *span)).collect();
        words.extend(speaking.audience.map(|span| reading::words(&article.text, span)));
        let words = words.join(" ");
        (!words.trim().is_empty()).then_some(words)
    }
}

/// Plain names of the outlets that have the claim, so that a voice in a chain can be known as one of them.
fn outlets(story: &Story, claim: &Claim) -> Vec<String> {
    let pages = claim.spread.iter().filter_map(|spread| story.articles.get(spread.article.0));
    pages.map(|article| plain(reading::outlet(article))).collect()
}

/// A name without its article and in lower case.
fn plain(name: &str) -> String {
    let name = name.trim().to_lowercase();
    name.strip_prefix("the ").map_or(name.clone(), str::to_owned)
}

/// Marks every edge that leads back to a voice on the path which is being walked (depth first, from the origins, in order).
fn mark_circles(graph: &mut Graph) {
    let heard: Vec<bool> = (0..graph.nodes.len()).map(|n| graph.edges.iter().any(|edge| edge.to == n)).collect();
    let starts = (0..graph.nodes.len()).filter(|n| !heard[*n]).chain((0..graph.nodes.len()).filter(|n| heard[*n]));
    let out: Vec<Vec<usize>> =
        (0..graph.nodes.len()).map(|n| (0..graph.edges.len()).filter(|edge| graph.edges[*edge].from == n).collect()).collect();
    // 0: not seen, 1: on the path, 2: done.
    let mut state = vec![0; graph.nodes.len()];
    for start in starts.collect::<Vec<_>>() {
        if state[start] != 0 {
            continue;
        }
        let mut path = vec![(start, 0)];
        state[start] = 1;
        while let Some((node, next)) = path.last_mut() {
            let Some(edge) = out[*node].get(*next) else {
                state[*node] = 2;
                path.pop();
                continue;
            };
            *next += 1;
            let to = graph.edges[*edge].to;
            match state[to] {
                0 => {
                    state[to] = 1;
                    path.push((to, 0));
                }
                1 => graph.edges[*edge].circular = true,
                _ => {}
            }
        }
    }
}

/// Each node one layer behind the last that it was heard from, and each layer in an order that keeps edges short.
fn layers(graph: &Graph) -> Vec<Vec<usize>> {
    let mut depth = vec![0_usize; graph.nodes.len()];
    // Without its circular edges the graph has no path longer than it has nodes.
    for _ in 0..graph.nodes.len() {
        let mut changed = false;
        for edge in graph.edges.iter().filter(|edge| !edge.circular) {
            if depth[edge.to] < depth[edge.from] + 1 {
                depth[edge.to] = depth[edge.from] + 1;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    let mut layers = vec![Vec::new(); depth.iter().max().map_or(0, |deepest| deepest + 1)];
    for (n, depth) in depth.iter().enumerate() {
        layers[*depth].push(n);
    }
    let mut place = vec![0.0; graph.nodes.len()];
    for sweep in 0..4 {
        for layer in &mut layers {
            let mut keys: BTreeMap<usize, f64> = BTreeMap::new();
            for (at, node) in layer.iter().enumerate() {
                let near: Vec<f64> = graph
                    .edges
                    .iter()
                    .filter_map(|edge| {
                        if edge.to == *node {
                            Some(edge.from)
                        } else if sweep > 0 && edge.from == *node {
                            Some(edge.to)
                        } else {
                            None
                        }
                    })
                    .map(|other| place[other])
                    .collect();
                keys.insert(*node, if near.is_empty() { at as f64 } else { near.iter().sum::<f64>() / near.len() as f64 });
            }
            layer.sort_by(|one, two| keys[one].total_cmp(&keys[two]).then(one.cmp(two)));
            for (at, node) in layer.iter().enumerate() {
                place[*node] = at as f64;
            }
        }
    }
    layers
}
