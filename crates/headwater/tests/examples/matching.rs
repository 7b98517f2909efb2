//! Which statement of a story is the one that a careful reader means: by words, since two cuts of one saying are the same saying.

use std::collections::BTreeMap;

use headwater_core::{Article, Statement as Found, Story as Told};

use crate::expected::{Folder, Page, Reference, Statement, straight};

/// How often each word stands in a text.
#[derive(Default)]
pub struct Bag(BTreeMap<String, usize>);

impl Bag {
    /// The words of a text: case, quotation marks and the marks at their ends left out.
    pub fn new(text: &str) -> Self {
        let mut bag = Self::default();
        let text = straight(text).replace('"', " ").to_lowercase();
        for word in text.split(|c: char| !c.is_alphanumeric() && !"'.-".contains(c)).map(|word| word.trim_matches(['\'', '.', '-'])) {
            if !word.is_empty() {
                *bag.0.entry(word.to_owned()).or_default() += 1;
            }
        }
        bag
    }

    fn len(&self) -> usize {
        self.0.values().sum()
    }

    fn shared(&self, other: &Self) -> usize {
        self.0.iter().map(|(word, count)| (*count).min(other.0.get(word).copied().unwrap_or(0))).sum()
    }

    /// The share of equal words in both.
    pub fn alike(&self, other: &Self) -> f64 {
        2.0 * self.shared(other) as f64 / (self.len() + other.len()).max(1) as f64
    }

    /// The share of its words that stand in the other too.
    pub fn inside(&self, other: &Self) -> f64 {
        self.shared(other) as f64 / self.len().max(1) as f64
    }
}

/// The found statement of each expected one.
pub struct Matches<'a> {
    told: &'a Told,
    folder: &'a Folder,
    found: BTreeMap<(&'a str, usize), usize>,
}

impl<'a> Matches<'a> {
    /// Pairs the statements of each page, best pair first; a right chain is worth a fifth of the words.
    pub fn new(folder: &'a Folder, told: &'a Told) -> Self {
        let mut found = BTreeMap::new();
        for (name, page) in &folder.pages {
            let Some((id, article)) = article(told, page) else { continue };
            let of_page = |statement: &&(usize, &Found)| statement.1.article.0 == id;
            let statements: Vec<(usize, &Found)> = told.statements.iter().enumerate().collect();
            let mut pairs = Vec::new();
            for (number, statement) in statements.iter().filter(of_page) {
                let is = Bag::new(&statement.words(&article.text));
                for (index, expected) in page.statements.iter().enumerate() {
                    let wanted = Bag::new(&expected.content);
                    let mut score = wanted.alike(&is);
                    if wanted.inside(&is) >= 0.9 && is.len() <= 2 * wanted.len() + 8 {
                        score = score.max(0.75);
                    }
                    if score >= 0.5 {
                        pairs.push((score + if same_chain(statement, expected) { 0.2 } else { 0.0 }, index, *number));
                    }
                }
            }
            pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
            for (_, index, number) in pairs {
                if !found.contains_key(&(name.as_str(), index)) && !found.values().any(|taken| *taken == number) {
                    found.insert((name.as_str(), index), number);
                }
            }
        }
        Self { told, folder, found }
    }

    /// The found statement for the expected one at `index` of a page.
    pub fn at(&self, page: &str, index: usize) -> Option<&'a Found> {
        self.found.iter().find(|((name, at), _)| *name == page && *at == index).map(|(_, number)| &self.told.statements[*number])
    }

    /// The number in the story of the found statement that a reference means.
    pub fn number(&self, (page, words): &Reference) -> Option<usize> {
        let index = self.folder.page(page).statements.iter().position(|statement| statement.content.starts_with(words))?;
        self.found.iter().find(|((name, at), _)| name == page && *at == index).map(|(_, number)| *number)
    }
}

/// The article that was read from a page, and its number.
pub fn article<'a>(told: &'a Told, page: &Page) -> Option<(usize, &'a Article)> {
    told.articles.iter().enumerate().find(|(_, article)| article.location.ends_with(&format!("/{}", page.file)))
}

/// Whether the chains name the same voices in the same order.
pub fn same_chain(found: &Found, expected: &Statement) -> bool {
    found.chain.len() == expected.chain.len() && found.chain.iter().zip(&expected.chain).all(|(voice, names)| same_name(&voice.name, names))
}

/// Whether a name is one of those accepted, or the longer or shorter form of one by whole words.
fn same_name(name: &str, accepted: &str) -> bool {
    let bare = |name: &str| {
        let name = straight(name).to_lowercase();
        ["the ", "an ", "a "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(&name).to_owned()
    };
    let name = bare(name);
    accepted.split('|').map(bare).any(|other| {
        name == other
            || name.ends_with(&format!(" {other}"))
            || other.ends_with(&format!(" {name}"))
            || name.starts_with(&format!("{other} "))
            || name.starts_with(&format!("{other},"))
    })
}
