//! Which of the titles that a page gives itself is its title.
//!
//! A page states up to five: linked data, `og:title`, its heading, the card title, the title bar. They mostly agree. Where they do not, the order is:
//!
//! 1. the heading, where it, linked data and `og:title` say three different things, or where linked data itself names the article by it;
//! 2. the headline of linked data, where it is another than the page's heading: somebody wrote it for the article;
//! 3. `og:title`, where it, too, was written for the article: the outlet's name does not stand in it, linked data does not call it an alternative, and it
//!    is not the heading without its kicker;
//! 4. the headline of linked data, the heading, the card title;
//! 5. `og:title` and the title bar without the outlet's name.
//!
//! Of two that differ in punctuation alone `og:title` has the marks that a reader sees.

use super::metadata::fold;

/// The titles that a page states.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Titles<'a> {
    pub linked: Option<&'a str>,
    /// What linked data calls the article besides: its name.
    pub name: Option<&'a str>,
    /// What linked data calls another headline of the article.
    pub alternative: Option<&'a str>,
    pub open_graph: Option<&'a str>,
    pub heading: Option<&'a str>,
    pub card: Option<&'a str>,
    pub bar: Option<&'a str>,
}

/// Marks between a title and the outlet's name.
const MARKS: [&str; 13] = [" | ", " - ", " – ", " — ", " :: ", " • ", " · ", " » ", " / ", "：", " ｜ ", "|", "-"];

/// Picks the title.
pub(super) fn choose(titles: Titles<'_>, outlet: Option<&str>, domain: Option<&str>) -> Option<String> {
    let heading = titles.heading.filter(|heading| heads(heading, titles));
    let linked = titles.linked.map(|linked| whole(linked, heading));
    let bare = |title: &str| without_outlet(title, heading, outlet, domain).to_owned();
    let open_graph = titles.open_graph.filter(|title| !title.trim_end().ends_with('…') && !title.trim_end().ends_with("..."));
    let same = |one: Option<&str>, other: Option<&str>| one.zip(other).is_some_and(|(one, other)| fold(one) == fold(other));
    if let (Some(linked), Some(heading)) = (linked, heading)
        && !same(Some(linked), Some(heading))
    {
        let named = same(titles.name, Some(heading)) && !same(titles.name, Some(linked));
        let alone = open_graph.is_some_and(|title| {
            let (title, heading, linked) = (fold(&bare(title)), fold(heading), fold(linked));
            let apart = |one: &str, other: &str| !one.contains(other) && !other.contains(one);
            apart(&title, &heading) && apart(&title, &linked) && apart(&linked, &heading)
        });
        if named || alone {
            return Some(heading.to_owned());
        }
        let marked = open_graph.filter(|title| same(Some(title), Some(linked)));
        return Some(without_outlet(marked.unwrap_or(linked), Some(heading), outlet, domain).to_owned());
    }
    let shortened =
        |title: &str| heading.is_some_and(|heading| heading.strip_suffix(title).is_some_and(|kicker| kicker.trim_end().ends_with(':')));
    let alternative = |title: &str| same(Some(title), titles.alternative) && !same(Some(title), titles.linked);
    let written = open_graph.filter(|title| bare(title) == **title && !alternative(title) && !shortened(title));
    written
        .map(str::to_owned)
        .or_else(|| linked.map(&bare))
        .or_else(|| heading.map(str::to_owned))
        .or_else(|| [titles.open_graph, titles.card, titles.bar].into_iter().flatten().next().map(bare))
}

/// Whether a heading is the article's: long enough, or part of another title. `Log in` is none.
fn heads(heading: &str, titles: Titles<'_>) -> bool {
    let folded = fold(heading);
    let stated = [titles.linked, titles.open_graph, titles.bar].into_iter().flatten();
    !folded.is_empty() && (heading.split_whitespace().count() >= 4 || stated.into_iter().any(|title| fold(title).contains(&folded)))
}

/// A headline that was cut to a length, as the heading has it in full.
fn whole<'a>(headline: &'a str, heading: Option<&'a str>) -> &'a str {
    let cut = fold(headline);
    let longer = |heading: &str| heading.len() > cut.len() && heading.starts_with(&cut);
    heading.filter(|heading| headline.chars().count() >= 60 && longer(&fold(heading))).unwrap_or(headline)
}

/// A title without the outlet's name, or without whatever stands behind the page's own heading.
pub(super) fn without_outlet<'a>(title: &'a str, heading: Option<&str>, outlet: Option<&str>, domain: Option<&str>) -> &'a str {
    let label = domain.map(|domain| fold(domain.split('.').next().unwrap_or(domain)));
    let outlet = outlet.map(fold).filter(|outlet| !outlet.is_empty());
    for mark in MARKS {
        for (at, _) in title.match_indices(mark) {
            let (kept, end) = (title[..at].trim(), fold(&title[at + mark.len()..]));
            let named = outlet.as_ref().is_some_and(|outlet| {
                end == *outlet
                    || end.ends_with(outlet.as_str()) && end.len() < outlet.len() + 20
                    || (end.len() >= 3 && outlet.contains(&end))
            }) || label.as_ref().is_some_and(|label| {
                label.len() >= 3
                    && (end == *label
                        || end.starts_with(label.as_str()) && end.len() < label.len() + 8
                        || end.len() >= 4 && label.contains(&end))
            });
            let headed = heading.is_some_and(|heading| fold(heading) == fold(kept));
            if !kept.is_empty() && !end.is_empty() && (named || headed) {
                return kept;
            }
        }
    }
    title
}

/// What stands behind the heading in the title bar: the outlet, or sections and the outlet.
pub(super) fn behind_title(bar: &str, heading: &str) -> Option<String> {
    let heading = fold(heading);
    let (at, mark) = MARKS.iter().flat_map(|mark| bar.match_indices(mark)).find(|(at, _)| fold(&bar[..*at]) == heading)?;
    let end = &bar[at + mark.len()..];
    let last = MARKS.iter().fold(end, |end, mark| end.rsplit(mark).next().unwrap_or(end)).trim();
    (!last.is_empty() && last.split_whitespace().count() <= 6).then(|| last.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Titles, choose};

    fn check(linked: &str, open_graph: &str, heading: &str, bar: &str, expected: &str) {
        let some = |title: &'static str| Some(title).filter(|title| !title.is_empty());
        let leak = |title: &str| some(Box::leak(title.to_owned().into_boxed_str()));
        let bar = leak(bar);
        let titles = Titles { linked: leak(linked), open_graph: leak(open_graph), heading: leak(heading), bar, ..Titles::default() };
        assert_eq!(choose(titles, Some("Harbour Daily"), Some("harbourdaily.example")).as_deref(), Some(expected));
    }

    #[test]
    fn resolves_disagreements_by_the_stated_order() {
        check("The wall falls", "The wall falls | Harbour Daily", "The wall falls", "", "The wall falls");
        check("Why the wall fell", "The wall falls", "The wall falls at last", "", "Why the wall fell");
        check("The wall falls at last", "The wall has fallen", "The wall falls at last", "", "The wall has fallen");
        check("", "", "Log in", "The wall falls - News - Harbour Daily", "The wall falls");
        check("", "", "The wall falls", "The wall falls - News - Harbour Daily", "The wall falls");
        check(
            "The wall of the old harbour has fallen after a night of storm and…",
            "",
            "The wall of the old harbour has fallen after a night of storm and rain",
            "",
            "The wall of the old harbour has fallen after a night of storm and rain",
        );
        // Three titles of which no two agree: the one that is read.
        check("Why the wall fell", "Storm brings down harbour wall", "The wall falls at last", "", "The wall falls at last");
        // The heading without its kicker is no other title.
        check("Port Ellis: The wall falls", "The wall falls", "Port Ellis: The wall falls", "", "Port Ellis: The wall falls");
        // Linked data and `og:title` differ in a mark.
        check("Port Ellis - The wall falls", "Port Ellis: The wall falls", "The wall falls", "", "Port Ellis: The wall falls");
    }

    #[test]
    fn linked_data_may_call_a_title_another_one() {
        let titles = Titles {
            linked: Some("The wall falls at last"),
            alternative: Some("Harbour wall falls"),
            open_graph: Some("Harbour wall falls"),
            heading: Some("The wall falls at last"),
            ..Titles::default()
        };
        assert_eq!(choose(titles, None, None).as_deref(), Some("The wall falls at last"));
        let titles = Titles {
            linked: Some("Harbour wall falls"),
            name: Some("The wall falls at last"),
            heading: Some("The wall falls at last"),
            ..Titles::default()
        };
        assert_eq!(choose(titles, None, None).as_deref(), Some("The wall falls at last"));
    }
}
