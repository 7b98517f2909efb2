//! The trained classifiers that judge the lines of a page.

use std::sync::LazyLock;

use crate::forest::Forest;

/// One forest for each question that is asked of a line.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Classifiers {
    /// Which parts of a web page are its report.
    pub(crate) html: Forest,
    /// The same, of one who saw what the first says of the parts around.
    pub(crate) html_context: Forest,
    /// Which lines of a page saved as text are its report.
    pub(crate) saved: Forest,
    /// The same, where other texts of its outlet are at hand.
    pub(crate) siblings: Forest,
    /// Which line of a page saved as text is its title.
    pub(crate) title: Forest,
}

impl Classifiers {
    /// Names of the tables that `training/pages` writes, in the order of [`Self::read`].
    pub const TABLES: [&str; 5] = ["html", "html_context", "saved", "siblings", "title"];

    /// Reads the tables. None where one is damaged.
    pub fn read(tables: [&str; 5]) -> Option<Self> {
        let [html, html_context, saved, siblings, title] = tables.map(Forest::read);
        Some(Self { html: html?, html_context: html_context?, saved: saved?, siblings: siblings?, title: title? })
    }

    /// Those that are shipped.
    pub fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Classifiers> = LazyLock::new(|| {
            let tables = [
                include_str!("weights/html.txt"),
                include_str!("weights/html_context.txt"),
                include_str!("weights/saved.txt"),
                include_str!("weights/siblings.txt"),
                include_str!("weights/title.txt"),
            ];
            Classifiers::read(tables).unwrap_or_default()
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
