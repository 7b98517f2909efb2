//! What the tool finds in each story, held against what a careful reader finds.
//!
//! Every difference stands in a snapshot beside this file, so that a change of quality is a change that a reviewer sees.
//! An empty snapshot is the aim; a line that goes is progress, and `cargo xtask accept` takes it over.

use std::collections::{BTreeMap, BTreeSet};

use headwater::input;
use headwater::network::Door;
use headwater::pipeline::{self, Progress};
use headwater_core::{DirectionBasis, Passage, Polarity, Story as Told};

use crate::expected::{Claim, Folder, Forecast, Page, Statement, folded, folders, straight};
use crate::matching::{Bag, Matches, article, same_chain};

#[test]
fn differences_from_a_careful_reader() {
    assert!(headwater_language::encoder::compute_alike(), "something was read before");
    for folder in folders() {
        let told = told(&folder);
        let matches = Matches::new(&folder, &told);
        let mut lines = Vec::new();
        for (name, page) in &folder.pages {
            lines.extend(page_differences(&told, page).map(|line| format!("{name}: {line}")));
            lines.extend(statement_differences(&told, &matches, name, page).into_iter().map(|line| format!("{name}: {line}")));
        }
        lines.extend(claim_differences(&told, &matches, &folder));
        lines.extend(conflict_differences(&told, &matches, &folder));
        lines.extend(forecast_differences(&told, &matches, &folder));
        lines.extend(event_differences(&told, &folder));
        lines.extend(reuse_differences(&told, &folder));
        let name = folder.path.file_name().unwrap().to_str().unwrap();
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, lines.join("\n"));
        });
    }
}

fn told(folder: &Folder) -> Told {
    struct Silent;
    impl Progress for Silent {
        fn begin(&self, _: &'static str, _: usize) {}
        fn advance(&self) {}
    }
    let (inputs, problems) = input::find(&[folder.path.to_str().unwrap().to_owned()]);
    pipeline::story(&inputs, problems, &mut Door::default(), &Silent)
}

/// Facts of the page, and its parts.
fn page_differences(told: &Told, page: &Page) -> impl Iterator<Item = String> {
    let Some((_, article)) = article(told, page) else { return vec!["not read".to_owned()].into_iter() };
    let outlet = article.outlet.as_ref();
    let day = article.published.as_ref().and_then(headwater_core::ArticleDate::day).map(|day| day.to_string());
    let (authors, expected_authors) = (article.authors.join("; "), page.authors.join("; "));
    let mut lines = Vec::new();
    for (what, is, expected) in [
        ("title", article.title.as_deref(), Some(page.title.as_str())),
        ("authors", Some(authors.as_str()), Some(expected_authors.as_str())),
        ("outlet", outlet.map(|outlet| outlet.name.as_str()), Some(page.outlet.as_str())),
        ("domain", outlet.and_then(|outlet| outlet.domain.as_deref()), page.domain.as_deref()),
        ("agency", article.agency.as_deref(), page.agency.as_deref()),
        ("distributor", article.distributor.as_deref(), page.distributor.as_deref()),
        ("date", day.as_deref(), page.published.as_deref()),
    ] {
        let right = match (is, expected) {
            (None, None) => true,
            (Some(is), Some(expected)) => expected.split('|').any(|name| comparable(name) == comparable(is)),
            _ => false,
        };
        if !right {
            lines.push(format!("{what} is {is:?}, expected {expected:?}"));
        }
    }
    let main: Vec<String> = article.main_blocks().map(|(_, span)| folded(span.of(&article.text))).collect();
    let kept = |words: &str| main.iter().any(|block| block.contains(&folded(words)));
    let required = page.statements.iter().filter(|statement| !statement.optional);
    lines.extend(required.filter(|statement| !kept(&statement.content)).map(|statement| format!("dropped: {}", statement.content)));
    lines.extend(page.not_main.iter().filter(|words| kept(words)).map(|words| format!("kept: {words}")));
    lines.into_iter()
}

/// A name or title without what pages write this way or that: case, kind of quotation mark, the article before an outlet's name.
fn comparable(name: &str) -> String {
    straight(&folded(name)).to_lowercase().trim_start_matches("the ").to_owned()
}

fn statement_differences(told: &Told, matches: &Matches, name: &str, page: &Page) -> Vec<String> {
    let mut lines = Vec::new();
    let text = article(told, page).map_or("", |(_, article)| article.text.as_str());
    for (index, expected) in page.statements.iter().enumerate().filter(|(_, statement)| !statement.optional) {
        let Some(found) = matches.at(name, index) else {
            lines.push(format!("missed: [{}] {}", chain(expected), expected.content));
            continue;
        };
        let content = expected.content.chars().take(60).collect::<String>();
        let mut differs = |what: &str, is: String, wanted: String| lines.push(format!("{what} of “{content}” is {is}, expected {wanted}"));
        if !same_chain(found, expected) {
            let voices: Vec<&str> = found.chain.iter().map(|voice| voice.name.as_str()).collect();
            differs("chain", format!("[{}]", voices.join(" ← ")), format!("[{}]", chain(expected)));
        }
        let form = format!("{:?}", found.form).to_lowercase();
        if form != expected.form {
            differs("form", form, expected.form.clone());
        }
        let denied = expected.polarity.as_deref() == Some("negated");
        if denied != (found.polarity == Polarity::Negated) {
            differs("polarity", format!("{:?}", found.polarity), expected.polarity.clone().unwrap_or_default());
        }
        if let Some(term) = &expected.certainty {
            let is = found.certainty.as_ref().map(|certainty| certainty.span.of(text));
            if is != Some(term) {
                differs("certainty", format!("{is:?}"), term.clone());
            }
        }
        if let Some(day) = &expected.said_on {
            let is = found.said_on.map(|day| day.to_string());
            if is.as_ref() != Some(day) {
                differs("day", format!("{is:?}"), day.clone());
            }
        }
        if expected.audience.is_some() && found.audience.is_none() {
            differs("audience", "nobody".to_owned(), expected.audience.clone().unwrap_or_default());
        }
    }
    lines
}

fn chain(statement: &Statement) -> String {
    let first_names: Vec<&str> = statement.chain.iter().map(|names| names.split('|').next().unwrap_or(names)).collect();
    first_names.join(" ← ")
}

fn claim_differences(told: &Told, matches: &Matches, folder: &Folder) -> Vec<String> {
    let homes = |number: usize| -> BTreeSet<usize> {
        let holds = |claim: &headwater_core::Claim| claim.statements.iter().any(|statement| statement.0 == number);
        told.claims.iter().enumerate().filter(|(_, claim)| holds(claim)).map(|(id, _)| id).collect()
    };
    let mut lines = Vec::new();
    for claim in &folder.story.claims {
        let members: Vec<(&str, BTreeSet<usize>)> =
            claim.members.iter().filter_map(|member| Some((member.0.as_str(), homes(matches.number(member)?)))).collect();
        let common = members.iter().map(|(_, homes)| homes.clone()).reduce(|a, b| &a & &b).unwrap_or_default();
        match common.first() {
            None => {
                let apart: Vec<String> = members.iter().map(|(page, homes)| format!("{} in {homes:?}", &page[..2])).collect();
                lines.push(format!("claim “{}” is apart: {}", claim.name, apart.join(", ")));
            }
            Some(id) => lines.extend(independence_differences(claim, &told.claims[*id])),
        }
        if members.len() < claim.members.len() {
            lines.push(format!("claim “{}” lacks {} of its statements", claim.name, claim.members.len() - members.len()));
        }
    }
    // Statements that belong to claims, but to none together.
    let mut owners: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (id, claim) in folder.story.claims.iter().enumerate() {
        for number in claim.members.iter().filter_map(|member| matches.number(member)) {
            owners.entry(number).or_default().insert(id);
        }
    }
    let mut wrong = BTreeSet::new();
    for claim in &told.claims {
        let known: Vec<&BTreeSet<usize>> = claim.statements.iter().filter_map(|statement| owners.get(&statement.0)).collect();
        for (one, other) in known.iter().enumerate().flat_map(|(at, one)| known[at + 1..].iter().map(move |other| (one, other))) {
            if one.is_disjoint(other) {
                let names = |ids: &BTreeSet<usize>| folder.story.claims[*ids.first().unwrap()].name.clone();
                wrong.insert(format!("wrongly joined: “{}” and “{}”", names(one), names(other)));
            }
        }
    }
    lines.extend(wrong);
    lines
}

fn independence_differences(expected: &Claim, found: &headwater_core::Claim) -> Vec<String> {
    let mut lines = Vec::new();
    if found.origins.len() != expected.origins.len() {
        let names: Vec<&str> = found.origins.iter().map(|voice| voice.name.as_str()).collect();
        lines.push(format!("claim “{}” has origins [{}], expected {}", expected.name, names.join("; "), expected.origins.len()));
    }
    let (is, want) = (&found.independent, &expected.independent);
    if is.at_least != want.at_least || !(want.at_least..=want.at_most).contains(&is.at_most) {
        lines.push(format!(
            "claim “{}” has {} to {} independent voices, expected {} to {}",
            expected.name, is.at_least, is.at_most, want.at_least, want.at_most
        ));
    }
    lines
}

fn conflict_differences(told: &Told, matches: &Matches, folder: &Folder) -> Vec<String> {
    let between = |a, b| {
        let (Some(a), Some(b)) = (matches.number(a), matches.number(b)) else { return Vec::new() };
        let side = |conflict: &headwater_core::Conflict, number: usize| {
            conflict.sides.iter().position(|side| side.statements.iter().any(|statement| statement.0 == number))
        };
        // On one side they agree.
        let sides = |conflict: &&headwater_core::Conflict| side(conflict, a).zip(side(conflict, b));
        told.conflicts.iter().filter(|conflict| sides(conflict).is_some_and(|(a, b)| a != b)).collect()
    };
    let mut lines = Vec::new();
    for pair in &folder.story.conflicts {
        let conflicts = between(&pair.a, &pair.b);
        let kinds: Vec<String> = conflicts.iter().map(|conflict| format!("{:?}", conflict.kind).to_lowercase()).collect();
        if conflicts.is_empty() {
            lines.push(format!("conflict missed: {}", pair.why));
        } else if !kinds.iter().any(|kind| Some(kind) == pair.kind.as_ref()) {
            lines.push(format!("conflict of kind {kinds:?}, expected {:?}: {}", pair.kind, pair.why));
        }
    }
    for pair in folder.story.not_conflicts.iter().filter(|pair| !between(&pair.a, &pair.b).is_empty()) {
        lines.push(format!("no conflict, but found as one: {} ({:?}, {:?})", pair.why, pair.a, pair.b));
    }
    lines
}

fn forecast_differences(told: &Told, matches: &Matches, folder: &Folder) -> Vec<String> {
    let mut lines = Vec::new();
    for Forecast { statement, by, condition, likelihood } in &folder.story.forecasts {
        let number = matches.number(statement);
        let Some(found) = told.forecasts.iter().find(|forecast| Some(forecast.statement.0) == number) else {
            lines.push(format!("forecast missed: {statement:?}"));
            continue;
        };
        let text = &told.articles[told.statements[found.statement.0].article.0].text;
        let is = found.likelihood.as_ref().map(|likelihood| likelihood.span.of(text));
        if likelihood.is_some() && is != likelihood.as_deref() {
            lines.push(format!("likelihood of {statement:?} is {is:?}, expected {likelihood:?}"));
        }
        let due = found.due.map(|due| due.to.to_string());
        if by.as_ref().is_some_and(|by| !due.as_ref().is_some_and(|due| due.starts_with(by.as_str()))) {
            lines.push(format!("{statement:?} is due {due:?}, expected {by:?}"));
        }
        let is = found.condition.map(|span| span.of(text));
        if condition.as_ref().is_some_and(|condition| Bag::new(condition).alike(&Bag::new(is.unwrap_or_default())) < 0.8) {
            lines.push(format!("condition of {statement:?} is {is:?}, expected {condition:?}"));
        }
    }
    lines
}

fn event_differences(told: &Told, folder: &Folder) -> Vec<String> {
    let mut lines = Vec::new();
    for event in &folder.story.timeline {
        let that_day = told.timeline.iter().filter(|found| found.date.to_string().starts_with(&event.date));
        let mentions: Vec<Bag> = that_day
            .flat_map(|found| &found.mentions)
            .map(|mention| Bag::new(mention.span.of(&told.articles[mention.article.0].text)))
            .collect();
        if !event.members.iter().any(|(_, words)| mentions.iter().any(|mention| Bag::new(words).inside(mention) >= 0.6)) {
            lines.push(format!("event missed: {} {}", event.date, event.what));
        }
    }
    lines
}

fn reuse_differences(told: &Told, folder: &Folder) -> Vec<String> {
    let number = |page: &str| article(told, folder.page(page)).map(|(number, _)| number);
    let holds = |passage: &Passage, words: &str| {
        let text = folded(passage.span.of(&told.articles[passage.article.0].text));
        straight(&text).contains(&straight(words))
    };
    let mut lines = Vec::new();
    for (one, other, words) in &folder.story.reuse {
        let pages = BTreeSet::from([number(one), number(other)]);
        let found = told.reuse.iter().any(|reuse| {
            let between = BTreeSet::from([Some(reuse.from.article.0), Some(reuse.to.article.0)]);
            between == pages && holds(&reuse.from, words) && holds(&reuse.to, words)
        });
        if !found {
            lines.push(format!("shared words missed between {one} and {other}: {words}"));
        }
    }
    for copied in &folder.story.copies {
        let found = told.reuse.iter().any(|reuse| {
            (Some(reuse.from.article.0), Some(reuse.to.article.0)) == (number(&copied.of), number(&copied.copy))
                && reuse.direction.basis == DirectionBasis::Credit
        });
        if !found {
            lines.push(format!("not told by its credit to be a copy of {}: {}", copied.of, copied.copy));
        }
    }
    lines
}
