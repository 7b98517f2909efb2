//! Gradient-boosted decision trees, trained elsewhere, read from a small table.

/// An ensemble whose trees' values are added up (Friedman 2001).
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Forest {
    /// Nodes of all trees, one tree behind the other. The children of a node stand side by side.
    nodes: Vec<Node>,
    /// Of each node the value, where it is a leaf.
    values: Vec<f32>,
    trees: Vec<Tree>,
    /// Numbers that a row must have.
    width: usize,
}

/// Where a tree begins, and how many steps lead to its deepest leaf.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Tree {
    start: u32,
    end: u32,
    depth: u32,
}

/// Goes to the child where the number is not above the threshold, and otherwise to the one beside it. A leaf leads to itself: its threshold is
/// above every number.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Node {
    threshold: f32,
    number: u16,
    /// Counted from the tree's first node.
    child: u16,
}

/// Rows that go through a tree together: none waits for another.
const LANES: usize = 8;

impl Forest {
    /// Reads a table: one tree a line, its nodes separated by blanks; `number:threshold:left:right` with children counted from the tree's first node,
    /// or the value of a leaf. Lines that begin with `#` are remarks. None where the table is damaged.
    pub(crate) fn read(table: &str) -> Option<Self> {
        let mut forest = Self::default();
        for line in table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            forest.add(&line.split_whitespace().map(Told::read).collect::<Option<Vec<_>>>()?)?;
        }
        Some(forest)
    }

    /// Adds a tree, its nodes level by level.
    fn add(&mut self, told: &[Told]) -> Option<()> {
        let start = self.nodes.len();
        let mut nodes = vec![Node::leaf(0)?];
        let mut values = vec![0.0];
        let mut level = vec![(0, 0)];
        let mut depth = 0;
        while !level.is_empty() {
            let mut next = Vec::new();
            for (own, at) in level {
                match *told.get(own)? {
                    Told::Leaf(value) => values[at] = value,
                    // Children stand behind their parents, and no node is two nodes' child: so this ends.
                    Told::Split { number, threshold, left, right } => {
                        let child = nodes.len();
                        if left <= own || right <= own || child >= told.len() {
                            return None;
                        }
                        self.width = self.width.max(usize::from(number) + 1);
                        nodes[at] = Node { threshold, number, child: u16::try_from(child).ok()? };
                        nodes.extend([Node::leaf(child)?, Node::leaf(child + 1)?]);
                        values.extend([0.0; 2]);
                        next.extend([(left, child), (right, child + 1)]);
                    }
                }
            }
            depth += u32::from(!next.is_empty());
            level = next;
        }
        self.nodes.extend(nodes);
        self.values.extend(values);
        self.trees.push(Tree { start: u32::try_from(start).ok()?, end: u32::try_from(self.nodes.len()).ok()?, depth });
        Some(())
    }

    /// The sum of the trees' values for each row: above zero is yes.
    pub(crate) fn scores(&self, rows: &[Vec<f32>]) -> Vec<f32> {
        let mut scores = vec![0.0; rows.len()];
        let whole = rows.iter().all(|row| row.len() >= self.width.max(1));
        debug_assert!(whole, "a forest of more numbers than the rows have");
        if !whole {
            return scores;
        }
        for (rows, scores) in rows.chunks(LANES).zip(scores.chunks_mut(LANES)) {
            for tree in &self.trees {
                let span = tree.start as usize..tree.end as usize;
                let (nodes, values) = (&self.nodes[span.clone()], &self.values[span]);
                let mut at = [0; LANES];
                for _ in 0..tree.depth {
                    for (at, row) in at.iter_mut().zip(rows) {
                        let node = nodes[*at];
                        *at = usize::from(node.child) + usize::from(row[usize::from(node.number)] > node.threshold);
                    }
                }
                for (score, at) in scores.iter_mut().zip(at) {
                    *score += values[at];
                }
            }
        }
        scores
    }
}

impl Node {
    fn leaf(at: usize) -> Option<Self> {
        Some(Self { threshold: f32::INFINITY, number: 0, child: u16::try_from(at).ok()? })
    }
}

/// A node as the table has it.
enum Told {
    Split { number: u16, threshold: f32, left: usize, right: usize },
    Leaf(f32),
}

impl Told {
    fn read(node: &str) -> Option<Self> {
        let mut fields = node.split(':');
        let first = fields.next()?;
        let rest = [fields.next(), fields.next(), fields.next()];
        match rest {
            [None, ..] => Some(Self::Leaf(first.parse().ok()?)),
            [Some(threshold), Some(left), Some(right)] if fields.next().is_none() => Some(Self::Split {
                number: first.parse().ok()?,
                threshold: threshold.parse().ok()?,
                left: left.parse().ok()?,
                right: right.parse().ok()?,
            }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Forest;

    #[test]
    fn adds_up_trees() {
        let forest = Forest::read("# two trees\n0:0.5:1:2 -1.5 1:3:3:4 0.25 2\n0.5\n").unwrap();
        let rows = vec![vec![0.5, 9.0], vec![0.6, 3.0], vec![0.6, 3.5]];
        let found = forest.scores(&[rows.clone(), rows.clone(), rows].concat());
        for (score, expected) in found.iter().zip([-1.0, 0.75, 2.5].iter().cycle()) {
            assert!((score - expected).abs() < 1e-6, "{found:?}");
        }
        for damaged in ["0:0.5:0:1 1", "0:x:1:2 1 2", "0:0.5:1:2 1", "0:0.5:1:2 1:0.5:2:2 1"] {
            assert_eq!(Forest::read(damaged), None, "{damaged}");
        }
    }
}
