//! Union-find: which of a list belong together.

/// Sets of the numbers below a bound. Each set is named by its smallest member.
#[derive(Clone, Debug)]
pub struct Union {
    parent: Vec<usize>,
}

impl Union {
    /// Every number in a set of its own.
    pub fn new(count: usize) -> Self {
        Self { parent: (0..count).collect() }
    }

    /// The name of the set that `x` is in.
    pub fn find(&self, mut x: usize) -> usize {
        while self.parent[x] != x {
            x = self.parent[x];
        }
        x
    }

    /// As [`find`](Self::find), and shortens the way for the next time.
    pub fn root(&mut self, mut x: usize) -> usize {
        let root = self.find(x);
        while self.parent[x] != root {
            x = std::mem::replace(&mut self.parent[x], root);
        }
        root
    }

    /// Makes one set of the sets of `x` and `y`.
    pub fn join(&mut self, x: usize, y: usize) {
        let (x, y) = (self.root(x), self.root(y));
        self.parent[x.max(y)] = x.min(y);
    }
}
