//! Which of the titles that a page gives itself is its title.
//!
//! A page states up to five: linked data, `og:title`, its heading, the card title, the title bar. They mostly agree. Where they do not, the order is:
//!
//! 1. the headline of linked data, where it is another than the page's heading: somebody wrote it for the article;
//! 2. `og:title`, where the outlet's name does not stand in it: it, too, was written for the article;
//! 3. the headline of linked data, the heading, the card title;
//! 4. `og:title` and the title bar without the outlet's name.

use super::metadata::fold;

/// The titles that a page states.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Titles<'a> {
    pub linked: Option<&'a str>,
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
    if let (Some(linked), Some(heading)) = (linked, heading)
        && fold(linked) != fold(heading)
    {
        return Some(without_outlet(linked, Some(heading), outlet, domain).to_owned());
    }
    let bare = |title: &str| without_outlet(title, heading, outlet, domain).to_owned();
    let written = titles
        .open_graph
        .filter(|title| bare(title) == **title && !title.trim_end().ends_with(['…']) && !title.trim_end().ends_with("..."));
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
    heading.filter(|heading| headline.chars().count() >= 60 && fold(heading).starts_with(&cut)).unwrap_or(headline)
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
        let titles = Titles { linked: leak(linked), open_graph: leak(open_graph), heading: leak(heading), card: None, bar: leak(bar) };
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
    }
}
