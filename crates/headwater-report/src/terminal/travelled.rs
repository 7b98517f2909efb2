//! How a claim travelled, as a tree of lines: the same graph that the page draws.

use super::{Screen, Text, Tone, shape};
use crate::graph::{Edge, Graph, NodeKind};

/// Beyond so many lines a tree is no picture any more.
const MOST_LINES: usize = 40;

/// Each origin with those who heard from it below it, and what was heard on the branch.
pub(super) fn tree(screen: &mut Screen, graph: &Graph, how: impl Fn(usize) -> Option<headwater_core::SpreadKind>) {
    let heard = |node: usize| graph.edges.iter().any(|edge| edge.to == node && !edge.circular);
    let mut tree = Tree { graph, how: &how, shown: vec![false; graph.nodes.len()], lines: Vec::new() };
    for root in graph.layers.iter().flatten().copied().filter(|node| !heard(*node)) {
        tree.walk(root, None, &[]);
    }
    let more = tree.lines.len().saturating_sub(MOST_LINES);
    for (stem, text) in tree.lines.into_iter().take(MOST_LINES) {
        screen.block(&stem, &text);
    }
    if more > 0 {
        screen.text(2, &Text::new(Tone::Quiet, &format!("and {more} more")));
    }
}

struct Tree<'g, F> {
    graph: &'g Graph,
    how: &'g F,
    shown: Vec<bool>,
    lines: Vec<(Text, Text)>,
}

impl<F: Fn(usize) -> Option<headwater_core::SpreadKind>> Tree<'_, F> {
    /// One voice and, below it, those who heard it. `last` says for each branch on the way here whether it is the last of its voice.
    fn walk(&mut self, node: usize, step: Option<&Edge>, last: &[bool]) {
        let mut stem = Text::default().padded(2);
        for (n, is_last) in last.iter().enumerate() {
            let tip = n + 1 == last.len();
            let branch = match (tip, is_last) {
                (true, true) => "└─",
                (true, false) => "├─",
                (false, true) => "",
                (false, false) => "│",
            };
            let width = stem.width() + 3;
            stem = stem.and(Tone::Quiet, branch).padded(width);
        }
        let again = std::mem::replace(&mut self.shown[node], true);
        let out: Vec<&Edge> = self.graph.edges.iter().filter(|edge| edge.from == node).collect();
        self.lines.push((stem, self.line(node, step, again && !out.is_empty())));
        if again || step.is_some_and(|step| step.circular) {
            return;
        }
        for (n, edge) in out.iter().enumerate() {
            let below: Vec<bool> = last.iter().copied().chain([n + 1 == out.len()]).collect();
            self.walk(edge.to, Some(edge), &below);
        }
    }

    fn line(&self, node: usize, step: Option<&Edge>, above: bool) -> Text {
        let voice = &self.graph.nodes[node];
        let mut text = Text::default();
        if let Some(words) = step.and_then(|step| step.words.first()) {
            text.push(Tone::Quiet, &format!("{words} → "));
        }
        if voice.kind == NodeKind::Report {
            text.push(Tone::Strong, shape((self.how)(node)));
            text.push(Tone::Plain, " ");
        }
        text.push(if step.is_none() { Tone::Strong } else { Tone::Plain }, &voice.name);
        if voice.kind == NodeKind::Report && voice.reports.len() > 1 {
            text.push(Tone::Quiet, &format!(" ({} reports)", voice.reports.len()));
        }
        if voice.kind == NodeKind::Unread {
            text.push(Tone::Quiet, " (not among the reports)");
        }
        if step.is_some_and(|step| step.circular) {
            text.push(Tone::Alarm, " (circular)");
        } else if above {
            text.push(Tone::Quiet, " (see above)");
        }
        text
    }
}
