//! Who publishes what: outlets, their owners, and agencies, from a table of plain facts.
//!
//! It fails closed: an outlet that the table does not know is its own publisher.

use std::sync::LazyLock;

use headwater_core::Article;
use rustc_hash::FxHashMap;

use crate::lexicon::phrase;

/// What the table knows of an outlet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Known {
    /// Its usual name.
    pub name: &'static str,
    /// Who owns it, as a key that is equal for outlets of one owner.
    pub owner: &'static str,
    /// Whether it sells its reports to others.
    pub is_agency: bool,
}

struct Table {
    outlets: Vec<Known>,
    by_name: FxHashMap<String, usize>,
    by_domain: FxHashMap<&'static str, usize>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { outlets: Vec::new(), by_name: FxHashMap::default(), by_domain: FxHashMap::default() };
    for [domain, names, owner, kind] in rows() {
        let number = table.outlets.len();
        table.outlets.push(Known { name: names.split(',').next().unwrap_or(names).trim(), owner, is_agency: kind == "agency" });
        table.by_domain.entry(domain).or_insert(number);
        for name in names.split(',') {
            table.by_name.entry(plain(name)).or_insert(number);
        }
    }
    table
});

/// The rows of the table: domain, names, owner, kind.
fn rows() -> impl Iterator<Item = [&'static str; 4]> {
    let lines = include_str!("../data/outlets.tsv").lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.map(|line| {
        let mut fields = line.split('\t').map(str::trim);
        std::array::from_fn(|_| fields.next().unwrap_or(""))
    })
}

/// The outlet of that name.
pub fn named(name: &str) -> Option<&'static Known> {
    TABLE.by_name.get(&plain(name)).map(|&number| &TABLE.outlets[number])
}

/// The outlet that published an article, by its domain or name.
pub fn of(article: &Article) -> Option<&'static Known> {
    let outlet = article.outlet.as_ref()?;
    let domain = outlet.domain.as_deref().map(|domain| domain.trim_start_matches("www."));
    let by_domain = domain.and_then(|domain| {
        // `edition.outlet.example` is `outlet.example`.
        let mut parts = std::iter::successors(Some(domain), |rest| rest.split_once('.').map(|(_, parent)| parent));
        parts.find_map(|part| TABLE.by_domain.get(part))
    });
    by_domain.map(|&number| &TABLE.outlets[number]).or_else(|| named(&outlet.name))
}

/// Whether two names mean one outlet or agency: equal but for article and case, or names of one row.
pub fn are_same(a: &str, b: &str) -> bool {
    let (plain_a, plain_b) = (plain(a), plain(b));
    if plain_a.is_empty() || plain_b.is_empty() {
        return false;
    }
    plain_a == plain_b || matches!((TABLE.by_name.get(&plain_a), TABLE.by_name.get(&plain_b)), (Some(a), Some(b)) if a == b)
}

/// Whether the name is that of the article's outlet.
pub fn is_outlet_of(name: &str, article: &Article) -> bool {
    article.outlet.as_ref().is_some_and(|outlet| are_same(name, &outlet.name))
        || matches!((named(name), of(article)), (Some(a), Some(b)) if std::ptr::eq(a, b))
}

fn plain(name: &str) -> String {
    let plain = phrase(name);
    let plain = plain.strip_prefix("the ").unwrap_or(&plain);
    // `Bloomberg News` credits Bloomberg; a paper's section is the paper.
    let plain = plain.strip_suffix(" com").unwrap_or(plain);
    plain.to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_table_has_no_dead_or_doubled_rows() {
        let mut names = BTreeSet::new();
        let mut domains = BTreeSet::new();
        for [domain, row_names, owner, kind] in rows() {
            assert!(domain.contains('.') && !domain.contains('/') && domain == domain.to_lowercase(), "{domain}");
            assert!(domains.insert(domain), "twice: {domain}");
            assert!(!owner.is_empty() && matches!(kind, "" | "agency"), "{domain}");
            for name in row_names.split(',') {
                assert!(!plain(name).is_empty() && names.insert(plain(name)), "twice: {name}");
            }
        }
        assert!(domains.len() > 100);
    }

    #[test]
    fn knows_other_names() {
        assert!(are_same("AP", "The Associated Press") && are_same("the BBC", "BBC News"));
        assert!(!are_same("The Times", "The New York Times") && !are_same("", ""));
        assert!(named("Skerrow Broadcasting").is_none());
    }
}
