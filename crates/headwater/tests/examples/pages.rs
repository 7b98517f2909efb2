//! One page at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use headwater_core::Article;

use crate::expected::{Folder, Page, folded, folders, straight};

#[test]
fn every_page_has_its_expectations() {
    for folder in folders() {
        let mut files: Vec<String> = fs::read_dir(&folder.path)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| !name.ends_with(".expected.json"))
            .collect();
        files.sort();
        let expected: Vec<String> = folder.pages.iter().map(|(_, page)| page.file.clone()).collect();
        assert_eq!(files, expected, "{}", folder.path.display());
        for (name, page) in &folder.pages {
            assert_eq!(Some(name.as_str()), page.file.rsplit_once('.').map(|(stem, _)| stem));
        }
    }
}

/// What is wrong, all of it at once: a newcomer who adds a page sees every slip in one run.
#[derive(Default)]
struct Complaints(Vec<String>);

impl Complaints {
    fn unless(&mut self, holds: bool, complaint: impl FnOnce() -> String) {
        if !holds {
            self.0.push(complaint());
        }
    }

    fn none(self) {
        assert!(self.0.is_empty(), "{}", self.0.join("\n"));
    }
}

#[test]
fn expectations_are_words_of_their_pages() {
    let mut wrong = Complaints::default();
    for folder in folders() {
        for (name, page) in &folder.pages {
            let text = folded(&read(&folder, page).text);
            for date in [&page.published, &page.not_before, &page.not_after].into_iter().flatten() {
                wrong.unless(is_date(date), || format!("{name}: no date: {date}"));
            }
            let optional = [&page.domain, &page.agency, &page.distributor].into_iter().flatten();
            let empty = optional.chain(&page.authors).chain([&page.outlet]).any(String::is_empty);
            wrong.unless(!empty, || format!("{name}: an empty name where null is meant"));
            let page_words = page.not_main.iter().chain([&page.title]);
            let statement_words = page
                .statements
                .iter()
                .flat_map(|statement| {
                    [Some(&statement.content), statement.cue.as_ref(), statement.source.as_ref(), statement.audience.as_ref()]
                })
                .flatten();
            for words in page_words.chain(statement_words) {
                wrong.unless(text.contains(&folded(words)), || format!("{name}: not in the page: {words}"));
            }
            for statement in &page.statements {
                let content = &statement.content;
                let form = ["direct", "indirect", "mixed"].contains(&statement.form.as_str());
                let act = ["speech", "belief", "document"].contains(&statement.act.as_str());
                let polarity = matches!(statement.polarity.as_deref(), None | Some("affirmed" | "negated"));
                wrong.unless(form && act && polarity, || format!("{name}: no such form, act or polarity: {content}"));
                wrong.unless(statement.optional || !statement.chain.is_empty(), || format!("{name}: required without a chain: {content}"));
                wrong.unless(statement.said_on.as_deref().is_none_or(is_date), || format!("{name}: no date: {content}"));
                let certainty = statement.certainty.as_deref().is_none_or(|term| unquoted(content).contains(term));
                wrong.unless(certainty, || format!("{name}: its word of likelihood is not in it: {content}"));
            }
        }
    }
    wrong.none();
}

#[test]
fn story_expectations_refer_to_statements_and_words() {
    let mut wrong = Complaints::default();
    for folder in folders() {
        let story = &folder.story;
        let claimed = story.claims.iter().flat_map(|claim| &claim.members);
        let paired = story.conflicts.iter().chain(&story.not_conflicts).flat_map(|pair| [&pair.a, &pair.b]);
        let foretold = story.forecasts.iter().map(|forecast| &forecast.statement);
        let circling = story.circular.iter().flat_map(|circle| &circle.statements);
        for reference in claimed.chain(paired).chain(foretold).chain(circling) {
            wrong.unless(folder.statements(reference).len() == 1, || format!("not one statement begins so: {reference:?}"));
        }

        for claim in &story.claims {
            let pages: BTreeSet<&str> = claim.members.iter().map(|(page, _)| page.as_str()).collect();
            wrong.unless(pages.len() > 1, || format!("a claim of one page: {}", claim.name));
            let range = 1..=claim.independent.at_most;
            wrong.unless(range.contains(&claim.independent.at_least), || format!("no range: {}", claim.name));
            wrong.unless(!claim.origins.is_empty(), || format!("no origin: {}", claim.name));
        }
        for pair in &story.conflicts {
            let kind = matches!(pair.kind.as_deref(), Some("number" | "date" | "polarity" | "account"));
            wrong.unless(kind && !pair.why.is_empty(), || format!("a conflict of no kind, or for no reason: {:?}", pair.a));
        }
        for forecast in &story.forecasts {
            for words in [&forecast.condition, &forecast.likelihood].into_iter().flatten() {
                let inside = folder.statements(&forecast.statement).iter().all(|statement| unquoted(&statement.content).contains(words));
                wrong.unless(inside, || format!("not in the forecast {:?}: {words}", forecast.statement));
            }
            wrong.unless(forecast.by.as_deref().is_none_or(is_date), || format!("no date: {:?}", forecast.statement));
        }
        for event in &story.timeline {
            wrong.unless(is_date(&event.date), || format!("no date: {} ({})", event.date, event.what));
        }

        let texts: BTreeMap<&str, String> =
            folder.pages.iter().map(|(name, page)| (name.as_str(), straight(&folded(&read(&folder, page).text)))).collect();
        let shared = story.reuse.iter().flat_map(|(one, other, words)| [(one, words), (other, words)]);
        let told = story.timeline.iter().flat_map(|event| &event.members).map(|(page, words)| (page, words));
        for (page, words) in shared.chain(told) {
            wrong.unless(texts[page.as_str()].contains(&straight(words)), || format!("not in {page}: {words}"));
        }
        let named =
            story.copies.iter().flat_map(|copy| [&copy.copy, &copy.of]).chain(story.circular.iter().flat_map(|circle| &circle.pages));
        for page in named {
            wrong.unless(texts.contains_key(page.as_str()), || format!("no such page: {page}"));
        }
        wrong.unless(story.copies.iter().all(|copy| copy.basis == "credit"), || "a copy on another basis than a credit".to_owned());
    }
    wrong.none();
}

fn read(folder: &Folder, page: &Page) -> Article {
    let bytes = fs::read(folder.path.join(&page.file)).unwrap();
    headwater_article::read(&format!("examples/{}", page.file), &bytes, None).0
}

fn unquoted(text: &str) -> String {
    text.replace(['‘', '’', '“', '”'], "")
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
fn is_date(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    [&[4][..], &[4, 2], &[4, 2, 2]].contains(&&lengths[..]) && text.chars().all(|c| c.is_ascii_digit() || c == '-')
}
