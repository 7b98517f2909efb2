//! Gradient-boosted decision trees, trained elsewhere, read from a small table.

/// An ensemble whose trees' values are added up (Friedman 2001).
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Forest {
    /// Nodes of all trees, one tree behind the other.
    nodes: Vec<Node>,
    /// Where each tree begins.
    roots: Vec<usize>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Node {
    /// Goes left where the number is not above the threshold. Children are positions in [`Forest::nodes`].
    Split {
        number: usize,
        threshold: f32,
        left: usize,
        right: usize,
    },
    Leaf(f32),
}

impl Forest {
    /// Reads a table: one tree a line, its nodes separated by blanks; `number:threshold:left:right` with children counted from the tree's first node,
    /// or the value of a leaf. Lines that begin with `#` are remarks. None where the table is damaged.
    pub(crate) fn read(table: &str) -> Option<Self> {
        let mut forest = Self::default();
        for line in table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            let root = forest.nodes.len();
            forest.roots.push(root);
            let count = line.split_whitespace().count();
            for (own, node) in line.split_whitespace().enumerate() {
                let fields: Vec<&str> = node.split(':').collect();
                forest.nodes.push(match fields.as_slice() {
                    [value] => Node::Leaf(value.parse().ok()?),
                    [number, threshold, left, right] => {
                        let child = |field: &str| {
                            field.parse::<usize>().ok().filter(|child| own < *child && *child < count).map(|child| root + child)
                        };
                        Node::Split {
                            number: number.parse().ok()?,
                            threshold: threshold.parse().ok()?,
                            left: child(left)?,
                            right: child(right)?,
                        }
                    }
                    _ => return None,
                });
            }
        }
        Some(forest)
    }

    /// The sum of the trees' values for one row: above zero is yes.
    pub(crate) fn score(&self, row: &[f32]) -> f32 {
        self.roots.iter().map(|root| self.leaf(*root, row)).sum()
    }

    fn leaf(&self, mut at: usize, row: &[f32]) -> f32 {
        // Children stand behind their parents, so this ends.
        loop {
            match self.nodes[at] {
                Node::Leaf(value) => return value,
                Node::Split { number, threshold, left, right } => {
                    at = if row.get(number).copied().unwrap_or(0.0) <= threshold { left } else { right }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Forest;

    #[test]
    fn adds_up_trees() {
        let forest = Forest::read("# two trees\n0:0.5:1:2 -1.5 1:3:3:4 0.25 2\n0.5\n").unwrap();
        for (row, expected) in [(&[0.5, 9.0][..], -1.0), (&[0.6, 3.0], 0.75), (&[0.6], 0.75)] {
            assert!((forest.score(row) - expected).abs() < 1e-6, "{row:?}");
        }
        assert_eq!(Forest::read("0:0.5:0:1 1"), None);
        assert_eq!(Forest::read("0:x:1:2 1 2"), None);
    }
}
