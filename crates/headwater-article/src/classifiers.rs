//! The trained classifiers that judge the lines of a page.

use std::sync::LazyLock;

use crate::forest::Forest;

/// One forest for each question that is asked of a line.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Classifiers {
    /// Which parts of a web page are its report.
    pub(crate) html: Forest,
    /// Which lines of a page saved as text are its report.
    pub(crate) saved: Forest,
    /// Which line of a page saved as text is its title.
    pub(crate) title: Forest,
}

impl Classifiers {
    /// Reads the tables that `training/pages` writes. None where one is damaged.
    pub fn read(html: &str, saved: &str, title: &str) -> Option<Self> {
        Some(Self { html: Forest::read(html)?, saved: Forest::read(saved)?, title: Forest::read(title)? })
    }

    /// Those that are shipped.
    pub fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Classifiers> = LazyLock::new(|| {
            let tables = [include_str!("weights/html.txt"), include_str!("weights/saved.txt"), include_str!("weights/title.txt")];
            Classifiers::read(tables[0], tables[1], tables[2]).unwrap_or_default()
        });
        &SHIPPED
    }
}

#[cfg(test)]
mod tests {
    use super::Classifiers;

    #[test]
    fn shipped_tables_are_whole() {
        assert_ne!(*Classifiers::shipped(), Classifiers::default());
    }
}
