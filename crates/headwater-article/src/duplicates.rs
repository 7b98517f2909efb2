//! Pages that are one: the same article under the addresses of its AMP, print and mobile forms, or of a mirror that names it as canonical.

use std::collections::HashMap;
use std::collections::HashSet;

use headwater_core::Article;

/// For each article that another shows too, the position of that other: the one with the most text, of equals the first.
///
/// Two pages are one where their bytes or their own addresses agree and at least half of the shorter one's paragraphs stand in the longer one.
/// The second condition is for sites whose pages all name the front page as canonical.
///
/// ```
/// use headwater_article::{duplicates, read};
///
/// let page = |amp: &str| format!("<link rel=canonical href=https://harbour.example/wall{amp}><h1>The wall falls</h1><p>The old harbour wall fell on Tuesday, the board said.</p>");
/// let articles: Vec<_> = ["", "/amp"].iter().map(|amp| read("wall.html", page(amp).as_bytes(), None).0).collect();
/// assert_eq!(duplicates(&articles), [None, Some(0)]);
/// ```
pub fn duplicates(articles: &[Article]) -> Vec<Option<usize>> {
    let mut same: Vec<Option<usize>> = vec![None; articles.len()];
    let texts: Vec<Vec<&str>> = articles.iter().map(paragraphs).collect();
    let length = |at: usize| texts[at].iter().map(|paragraph| paragraph.len()).sum::<usize>();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (at, article) in articles.iter().enumerate() {
        let keys: Vec<String> = [Some(article.sha256.clone()), article.url.as_deref().and_then(identity), identity(&article.location)]
            .into_iter()
            .flatten()
            .collect();
        let group = keys.iter().find_map(|key| known.get(key)).copied().unwrap_or_else(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(at);
        for key in keys {
            known.entry(key).or_insert(group);
        }
    }
    for mut group in groups {
        group.sort_by_key(|at| (usize::MAX - length(*at), *at));
        let Some((first, rest)) = group.split_first() else { continue };
        let whole: HashSet<&str> = texts[*first].iter().copied().collect();
        for at in rest {
            let shared = texts[*at].iter().filter(|paragraph| whole.contains(**paragraph)).count();
            if shared * 2 >= texts[*at].len() && (shared > 0 || articles[*at].sha256 == articles[*first].sha256) {
                same[*at] = Some(*first);
            }
        }
    }
    same
}

fn paragraphs(article: &Article) -> Vec<&str> {
    article.main_blocks().map(|(_, span)| span.of(&article.text)).collect()
}

/// An address without what tells the forms of one page apart; none of a path.
fn identity(url: &str) -> Option<String> {
    const HOSTS: [&str; 6] = ["www.", "m.", "mobile.", "amp.", "touch.", "edition."];
    const FORMS: [&str; 6] = ["/amp", "/print", "/print-view", ".amp", "/amp.html", "/mobile"];
    /// Parameters by which an address names its page.
    const NAMING: [&str; 8] = ["id", "p", "article", "articleid", "story", "storyid", "aid", "v"];
    let (_, rest) =
        url.split_once("://").filter(|(scheme, _)| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))?;
    let rest = rest.split('#').next().unwrap_or(rest).to_lowercase();
    let (address, query) = rest.split_once('?').unwrap_or((&rest, ""));
    let mut address =
        HOSTS.iter().fold(address, |address, host| address.strip_prefix(host).unwrap_or(address)).trim_end_matches('/').to_owned();
    for form in FORMS {
        if let Some(bare) = address.strip_suffix(form) {
            address.truncate(bare.trim_end_matches('/').len());
        }
    }
    address = address.replacen(".amp.html", ".html", 1).replacen("/amp/", "/", 1).replacen("/print/", "/", 1);
    let named: Vec<&str> = query.split('&').filter(|pair| pair.split_once('=').is_some_and(|(key, _)| NAMING.contains(&key))).collect();
    address.contains('/').then(|| if named.is_empty() { address } else { format!("{address}?{}", named.join("&")) })
}

#[cfg(test)]
mod tests {
    use headwater_core::{Article, Block, BlockKind, Span};

    use super::{duplicates, identity};

    #[test]
    fn forms_of_one_page_have_one_address() {
        let page = identity("https://harbour.example/news/wall-falls");
        for url in [
            "http://www.harbour.example/news/wall-falls/",
            "https://m.harbour.example/news/wall-falls?utm_source=letter",
            "https://harbour.example/news/wall-falls/amp",
            "https://amp.harbour.example/news/wall-falls#comments",
            "https://harbour.example/news/wall-falls/print?print=1",
            "https://harbour.example/amp/news/wall-falls",
        ] {
            assert_eq!(identity(url), page, "{url}");
        }
        assert_ne!(identity("https://harbour.example/view?id=1"), identity("https://harbour.example/view?id=2"));
        assert_eq!(identity("reports/wall.html"), None);
        assert_eq!(identity("https://harbour.example"), None);
    }

    fn article(url: &str, paragraphs: &[&str]) -> Article {
        let mut article = Article { url: Some(url.to_owned()), sha256: [url, &paragraphs.concat()].concat(), ..Article::default() };
        for paragraph in paragraphs {
            let start = article.text.len();
            article.text.push_str(paragraph);
            article.text.push('\n');
            article.blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(start, article.text.len()), why: None });
        }
        article
    }

    #[test]
    fn one_page_is_read_once() {
        let articles = [
            article("https://harbour.example/wall/amp", &["The wall fell.", "Nobody was hurt."]),
            article("https://harbour.example/wall", &["The wall fell.", "Nobody was hurt.", "The board met."]),
            article("https://harbour.example/", &["Rain is coming."]),
            article("https://harbour.example/", &["The port closes."]),
            article("https://ferry.example/wall", &["The wall fell.", "Nobody was hurt."]),
        ];
        assert_eq!(duplicates(&articles), [Some(1), None, None, None, None]);
    }
}
