//! How many of a claim's voices are truly independent: a range, with the reasons.
//!
//! A voice is a distinct origin; a report that names no source is its outlet's own voice. Proof of dependence (one origin, one passage, a credit
//! line, a citation) makes two voices one for both ends of the range. Mere signs of it (an unnamed source that may be the named one, two offices of
//! one government, one publisher, one occasion) make them one for the lower end only.

use std::collections::BTreeMap;

use headwater_core::{
    Act, Actor, ActorId, ActorKind, Article, Claim, Independence, Mention, Merge, MergeKind, Polarity, Span, Statement, StatementId,
};

use crate::claims::origin;
use crate::direction::credits;
use crate::lexicon::{LEXICON, phrase};
use crate::lists::List;
use crate::origins;
use crate::outlets;
use crate::reuse::Match;
use crate::union::Union;

/// Share of a statement's content that a copied passage must cover for the statement to stand in it.
const COVERED: f64 = 0.6;

/// What the judgement rests on.
pub struct Grounds<'a> {
    /// The story's articles.
    pub articles: &'a [Article],
    /// The story's actors.
    pub actors: &'a [Actor],
    /// The story's statements.
    pub statements: &'a [Statement],
    /// For each article the first of its family of copies.
    pub families: &'a [usize],
    /// For each article the passages that it shares: number of the passage, and where it stands.
    passages: Vec<Vec<(usize, Span)>>,
}

impl<'a> Grounds<'a> {
    /// Makes the shared passages easy to find.
    pub fn new(articles: &'a [Article], actors: &'a [Actor], statements: &'a [Statement], families: &'a [usize], copied: &[Match]) -> Self {
        let mut passages = vec![Vec::new(); articles.len()];
        for (number, passage) in copied.iter().enumerate() {
            passages[passage.a.article.0].push((number, passage.a.span));
            passages[passage.b.article.0].push((number, passage.b.span));
        }
        Self { articles, actors, statements, families, passages }
    }
}

/// Judges one claim.
pub fn judge(claim: &Claim, grounds: &Grounds) -> Independence {
    let mut judge = Judge::new(claim, grounds);
    judge.one_origin();
    judge.one_voice(claim);
    judge.relays(claim);
    judge.one_passage();
    judge.credit_lines();
    judge.citations();
    judge.one_publisher();
    judge.one_occasion();
    judge.may_be_one_origin();
    judge.range()
}

/// Leaves out of a claim's origins one of two where a member holds another: of `Ann said that Bob denied it` Bob is the origin and Ann passes on his
/// words, of `Ann said that Bob wants it` Ann is the origin, for Bob has said nothing. Of `Ann repeated Bob's denial` both are.
pub fn drop_relays(claim: &mut Claim, grounds: &Grounds) {
    let statements = grounds.statements;
    let nested = outer_members(claim, statements);
    let aside = |(outer, inner): &(StatementId, StatementId)| if statements[inner.0].act == Act::Belief { *inner } else { *outer };
    let is_aside = |id: StatementId| nested.iter().any(|pair| aside(pair) == id) && !vouches(&statements[id.0], grounds.articles);
    let stands: Vec<usize> = claim
        .statements
        .iter()
        .filter(|id| !is_aside(**id))
        .filter_map(|id| origin(&statements[id.0]).map(|last| statements[id.0].chain[last].actor.0))
        .collect();
    claim.origins.retain(|voice| stands.contains(&voice.actor.0));
}

/// Whether who says it makes another's words his own: `repeated the minister's denial`, `confirmed what the crew said`.
fn vouches(statement: &Statement, articles: &[Article]) -> bool {
    static VOUCHING: List = List::new(
        "repeat repeats repeated repeating reiterate reiterates reiterated reiterating echo echoes echoed echoing confirm confirms confirmed \
        confirming corroborate corroborates corroborated corroborating affirm affirms affirmed affirming endorse endorses endorsed endorsing",
    );
    let text = &articles[statement.article.0].text;
    statement.polarity == Polarity::Affirmed && statement.cue.iter().any(|span| VOUCHING.is_in(&phrase(span.of(text))))
}

/// Members that hold another member inside themselves, each with that member, where the inner one names another origin.
fn outer_members(claim: &Claim, statements: &[Statement]) -> Vec<(StatementId, StatementId)> {
    let origin = |id: StatementId| origin(&statements[id.0]).map(|last| statements[id.0].chain[last].actor);
    let holds = |outer: StatementId, inner: StatementId| {
        let (of_outer, of_inner) = (&statements[outer.0], &statements[inner.0]);
        let is_relay = of_inner.chain.len() > 1 && of_inner.chain.iter().any(|voice| Some(voice.actor) == origin(outer));
        let is_inside = of_inner.within == Some(outer)
            || (of_outer.article == of_inner.article && of_inner.content.iter().all(|span| of_outer.extent().contains(*span)));
        outer != inner && origin(outer) != origin(inner) && is_relay && is_inside
    };
    let inner_of =
        |&outer: &StatementId| claim.statements.iter().filter(move |&&inner| holds(outer, inner)).map(move |&inner| (outer, inner));
    claim.statements.iter().flat_map(inner_of).collect()
}

/// Somebody who says it: an origin, or a report of its own.
struct Source {
    /// The actor; none for a report that names nobody.
    actor: Option<usize>,
    /// Positions in `members` of the statements that come from it.
    members: Vec<usize>,
}

struct Judge<'a> {
    grounds: &'a Grounds<'a>,
    members: Vec<usize>,
    sources: Vec<Source>,
    /// For each member its source.
    source_of: Vec<usize>,
    proven: Union,
    suspected: Union,
    reasons: Vec<Merge>,
}

impl<'a> Judge<'a> {
    fn new(claim: &Claim, grounds: &'a Grounds<'a>) -> Self {
        let members: Vec<usize> = claim.statements.iter().map(|id| id.0).collect();
        let mut sources: Vec<Source> = Vec::new();
        let mut numbers: BTreeMap<(Option<String>, usize), usize> = BTreeMap::new();
        let mut source_of = Vec::with_capacity(members.len());
        for (position, &member) in members.iter().enumerate() {
            let statement = &grounds.statements[member];
            let actor = origin(statement).map(|last| statement.chain[last].actor.0);
            // Bodies of people under one description are one; single unnamed sources are told apart by report.
            let key = match actor {
                None => (None, statement.article.0),
                Some(actor) if grounds.actors[actor].kind == ActorKind::Group => (Some(phrase(&grounds.actors[actor].name)), 0),
                Some(actor) => (Some(String::new()), actor),
            };
            let number = *numbers.entry(key).or_insert(sources.len());
            if number == sources.len() {
                sources.push(Source { actor, members: Vec::new() });
            }
            sources[number].members.push(position);
            source_of.push(number);
        }
        let count = sources.len();
        Self { grounds, members, sources, source_of, proven: Union::new(count), suspected: Union::new(count), reasons: Vec::new() }
    }

    fn statement(&self, position: usize) -> &'a Statement {
        &self.grounds.statements[self.members[position]]
    }

    fn article(&self, position: usize) -> usize {
        self.statement(position).article.0
    }

    fn outlet(&self, article: usize) -> &'a str {
        self.grounds.articles[article].outlet.as_ref().map_or("a report without a named outlet", |outlet| outlet.name.as_str())
    }

    fn name(&self, source: usize) -> &'a str {
        let first = self.sources[source].members[0];
        self.sources[source].actor.map_or_else(|| self.outlet(self.article(first)), |actor| self.grounds.actors[actor].name.as_str())
    }

    /// The words that show it: the sources of these members as the reports name them.
    fn evidence(&self, positions: &[usize]) -> Vec<Mention> {
        let words = |&position: &usize| {
            let statement = self.statement(position);
            let span = statement.source.first().or(statement.content.first())?;
            Some(Mention { article: statement.article, span: *span })
        };
        positions.iter().filter_map(words).collect()
    }

    /// Makes one of the sources of these members, and says why if that was not known.
    fn merge(&mut self, kind: MergeKind, is_proof: bool, positions: &[usize], detail: String, evidence: Vec<Mention>) {
        let Some((&first, others)) = positions.split_first() else { return };
        let mut news = false;
        for &other in others {
            let (x, y) = (self.source_of[first], self.source_of[other]);
            if is_proof && self.proven.root(x) != self.proven.root(y) {
                self.proven.join(x, y);
                news = true;
            }
            if self.suspected.root(x) != self.suspected.root(y) {
                self.suspected.join(x, y);
                news = true;
            }
        }
        if news {
            self.say(kind, positions, detail, evidence);
        }
    }

    fn say(&mut self, kind: MergeKind, positions: &[usize], detail: String, evidence: Vec<Mention>) {
        let statements = positions.iter().map(|&position| StatementId(self.members[position])).collect();
        self.reasons.push(Merge { kind, statements, detail, evidence });
    }

    /// Several reports name one origin.
    fn one_origin(&mut self) {
        for source in 0..self.sources.len() {
            let positions = self.one_a_report(&self.sources[source].members);
            if positions.len() < 2 || self.sources[source].actor.is_none() {
                continue;
            }
            let detail = format!("{} reports name {} as the origin.", positions.len(), self.name(source));
            let evidence = self.evidence(&positions);
            self.say(MergeKind::SameOrigin, &positions, detail, evidence);
        }
    }

    /// Reports name one voice differently.
    fn one_voice(&mut self, claim: &Claim) {
        for x in 0..self.sources.len() {
            for y in x + 1..self.sources.len() {
                let (Some(a), Some(b)) = (self.sources[x].actor, self.sources[y].actor) else { continue };
                if !origins::is_one(ActorId(a), ActorId(b), &claim.statements, self.grounds) {
                    continue;
                }
                let detail = format!("{} and {} are one voice.", self.name(x), self.name(y));
                let positions = [self.sources[x].members[0], self.sources[y].members[0]];
                let evidence = self.evidence(&positions);
                self.merge(MergeKind::SameOrigin, true, &positions, detail, evidence);
            }
        }
    }

    /// Who passes on an inner voice of the claim is no voice of its own.
    fn relays(&mut self, claim: &Claim) {
        for (outer, inner) in outer_members(claim, self.grounds.statements) {
            let position = |id: StatementId| self.members.iter().position(|&member| member == id.0);
            let (Some(outer), Some(inner)) = (position(outer), position(inner)) else { continue };
            let (relay, origin) = (self.name(self.source_of[outer]), self.name(self.source_of[inner]));
            let is_vouched = vouches(self.statement(outer), self.grounds.articles);
            let detail = match self.statement(inner).act {
                Act::Belief => format!("{relay} says what {origin} wants or thinks."),
                _ if is_vouched => format!("{relay} stands by the words of {origin}."),
                _ => format!("{relay} passes on the words of {origin}."),
            };
            let evidence = self.evidence(&[outer, inner]);
            self.merge(MergeKind::SameOrigin, !is_vouched, &[outer, inner], detail, evidence);
        }
    }

    /// The first of these members in each report.
    fn one_a_report(&self, positions: &[usize]) -> Vec<usize> {
        let mut kept: Vec<usize> = Vec::new();
        for &position in positions {
            if kept.iter().all(|&other| self.article(other) != self.article(position)) {
                kept.push(position);
            }
        }
        kept
    }

    /// Members that stand in one copied passage or in copies of one text.
    fn one_passage(&mut self) {
        let mut inside: BTreeMap<usize, Vec<(usize, Span)>> = BTreeMap::new();
        for position in 0..self.members.len() {
            let extent = self.statement(position).extent();
            for &(passage, span) in &self.grounds.passages[self.article(position)] {
                let shared = Span::new(span.start.max(extent.start), span.end.min(extent.end)).len();
                if span.overlaps(extent) && shared as f64 >= COVERED * extent.len() as f64 {
                    inside.entry(passage).or_default().push((position, span));
                }
            }
        }
        let mut copies: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for position in 0..self.members.len() {
            copies.entry(self.grounds.families[self.article(position)]).or_default().push(position);
        }
        for positions in copies.into_values() {
            let positions = self.one_a_report(&positions);
            if let [first, second, ..] = positions[..] {
                let detail =
                    format!("The reports of {} and {} are one text.", self.outlet(self.article(first)), self.outlet(self.article(second)));
                let evidence = self.evidence(&positions);
                self.merge(MergeKind::SamePassage, true, &positions, detail, evidence);
            }
        }
        for places in inside.into_values() {
            let positions = self.one_a_report(&places.iter().map(|place| place.0).collect::<Vec<_>>());
            if let [first, second, ..] = positions[..] {
                let detail =
                    format!("{} and {} carry the same passage.", self.outlet(self.article(first)), self.outlet(self.article(second)));
                let spans = places.iter().filter(|place| positions.contains(&place.0));
                let evidence = spans.map(|&(position, span)| Mention { article: self.statement(position).article, span }).collect();
                self.merge(MergeKind::SamePassage, true, &positions, detail, evidence);
            }
        }
    }

    /// A report that credits another's outlet with its text has no voice of its own.
    fn credit_lines(&mut self) {
        for (x, y) in self.pairs_of_reports() {
            let (a, b) = (&self.grounds.articles[self.article(x)], &self.grounds.articles[self.article(y)]);
            let (by, of) = match (credits(a, b), credits(b, a)) {
                (true, _) => (x, y),
                (_, true) => (y, x),
                _ => continue,
            };
            let detail = format!("{} credits {} with its report.", self.outlet(self.article(by)), self.outlet(self.article(of)));
            let evidence = self.evidence(&[by, of]);
            self.merge(MergeKind::CreditLine, true, &[by, of], detail, evidence);
        }
    }

    /// A report whose origin, or only relay, is another report's outlet adds nothing to that report. Two that cite each other have no origin at all.
    fn citations(&mut self) {
        for (x, y) in self.pairs_of_reports() {
            let (a, b) = (self.article(x), self.article(y));
            let cites = |article: usize, other: usize| -> Option<usize> {
                let through = |position: &usize| {
                    let chain = &self.statement(*position).chain;
                    chain.iter().any(|voice| outlets::is_outlet_of(&voice.name, &self.grounds.articles[other]))
                };
                (0..self.members.len()).filter(|&position| self.article(position) == article).find(through)
            };
            let (from_a, from_b) = (cites(a, b), cites(b, a));
            let (detail, positions) = match (from_a, from_b) {
                (Some(x), Some(y)) => {
                    let dates =
                        |article: usize| self.grounds.articles[article].published.as_ref().and_then(headwater_core::ArticleDate::day);
                    let dated = |article: usize| dates(article).map_or_else(|| "without a date".to_owned(), |day| day.to_string());
                    let (first, second) = (self.outlet(a), self.outlet(b));
                    (
                        format!(
                            "{first} ({}) cites {second} and {second} ({}) cites {first}: neither names a source of its own.",
                            dated(a),
                            dated(b)
                        ),
                        [x, y],
                    )
                }
                (Some(x), None) => (format!("{} cites {}.", self.outlet(a), self.outlet(b)), [x, y]),
                (None, Some(y)) => (format!("{} cites {}.", self.outlet(b), self.outlet(a)), [x, y]),
                (None, None) => continue,
            };
            let evidence = self.evidence(&positions);
            self.merge(MergeKind::Cites, true, &positions, detail, evidence);
        }
    }

    /// One member for each of two reports, for every two reports.
    fn pairs_of_reports(&self) -> Vec<(usize, usize)> {
        let all: Vec<usize> = (0..self.members.len()).collect();
        let reports = self.one_a_report(&all);
        let mut pairs = Vec::new();
        for (n, &x) in reports.iter().enumerate() {
            pairs.extend(reports[n + 1..].iter().map(|&y| (x, y)));
        }
        pairs
    }

    /// Sources that may be one: who passes on another's words elsewhere, an unnamed source beside any other, two offices of one body or government.
    fn may_be_one_origin(&mut self) {
        for x in 0..self.sources.len() {
            for y in x + 1..self.sources.len() {
                if self.suspected.root(x) == self.suspected.root(y) {
                    continue;
                }
                let (name_a, name_b) = (self.name(x), self.name(y));
                let detail = match (self.sources[x].actor, self.sources[y].actor) {
                    (Some(a), Some(b)) if self.passes_on(a, b) || self.passes_on(b, a) => {
                        format!("{name_a} and {name_b}: one passes on the other's words in another report.")
                    }
                    (Some(a), Some(b)) if self.is_vague(a) || self.is_vague(b) => {
                        format!("{name_a} may be the same source as {name_b}.")
                    }
                    (Some(a), Some(b)) if self.are_of_one_body(a, b) => format!("{name_a} and {name_b} speak for one side."),
                    (Some(_), Some(_)) => continue,
                    (None, None) => format!("{name_a} and {name_b} name no source, and may have the same."),
                    (None, Some(_)) => format!("{name_a} names no source, and may have it from {name_b}."),
                    (Some(_), None) => format!("{name_b} names no source, and may have it from {name_a}."),
                };
                let positions = [self.sources[x].members[0], self.sources[y].members[0]];
                let evidence = self.evidence(&positions);
                self.merge(MergeKind::SameOrigin, false, &positions, detail, evidence);
            }
        }
    }

    fn passes_on(&self, relay: usize, origin: usize) -> bool {
        (0..self.members.len()).any(|position| {
            let chain = &self.statement(position).chain;
            chain.last().is_some_and(|voice| voice.actor.0 == origin) && chain.iter().any(|voice| voice.actor.0 == relay) && relay != origin
        })
    }

    fn is_vague(&self, actor: usize) -> bool {
        matches!(self.grounds.actors[actor].kind, ActorKind::Unnamed | ActorKind::Group)
    }

    /// Whether their names or roles name one body or one country.
    fn are_of_one_body(&self, a: usize, b: usize) -> bool {
        let sides = |actor: usize| {
            let actor = &self.grounds.actors[actor];
            let mut sides: Vec<String> = Vec::new();
            for text in std::iter::once(&actor.name).chain(&actor.role) {
                let plain = phrase(text);
                let words: Vec<&str> = plain.split(' ').collect();
                for length in 1..=3 {
                    sides.extend(
                        words.windows(length).filter_map(|words| LEXICON.country(&words.join(" "))).map(|country| country.name.to_owned()),
                    );
                }
                if actor.kind == ActorKind::Organization {
                    sides.push(plain);
                }
            }
            sides
        };
        let role_names = |person: usize, body: usize| {
            let body = &self.grounds.actors[body];
            body.kind == ActorKind::Organization
                && self.grounds.actors[person].role.as_ref().is_some_and(|role| phrase(role).contains(&phrase(&body.name)))
        };
        let (sides_a, sides_b) = (sides(a), sides(b));
        sides_a.iter().any(|side| sides_b.contains(side)) || role_names(a, b) || role_names(b, a)
    }

    /// Reports of one publisher that name no source may share one.
    fn one_publisher(&mut self) {
        for (x, y) in self.pairs_of_reports() {
            let nameless = |position: usize| self.sources[self.source_of[position]].actor.is_none();
            if !nameless(x) && !nameless(y) {
                continue;
            }
            let (a, b) = (self.article(x), self.article(y));
            let (Some(of_a), Some(of_b)) = (outlets::of(&self.grounds.articles[a]), outlets::of(&self.grounds.articles[b])) else {
                continue;
            };
            if of_a.owner == of_b.owner {
                let detail = format!("{} and {} belong to one publisher, {}.", of_a.name, of_b.name, of_a.owner);
                self.merge(MergeKind::PublisherFamily, false, &[x, y], detail, Vec::new());
            }
        }
    }

    /// What was said on one day to one audience is one occasion.
    fn one_occasion(&mut self) {
        for (x, y) in self.pairs_of_reports() {
            let (a, b) = (self.statement(x), self.statement(y));
            let (Some(to_a), Some(to_b)) = (a.audience, b.audience) else { continue };
            let words = |statement: &Statement, span: Span| phrase(span.of(&self.grounds.articles[statement.article.0].text));
            let (to_whom, other) = (words(a, to_a), words(b, to_b));
            if a.said_on.is_some() && a.said_on == b.said_on && to_whom == other && to_whom != "reporters" {
                let detail =
                    format!("{} and {} tell what was said to {to_whom} on one day.", self.outlet(a.article.0), self.outlet(b.article.0));
                let evidence = vec![Mention { article: a.article, span: to_a }, Mention { article: b.article, span: to_b }];
                self.merge(MergeKind::SameOccasion, false, &[x, y], detail, evidence);
            }
        }
    }

    /// A voice that nobody vouches for may stem from any of the others.
    fn range(mut self) -> Independence {
        let count = |union: &mut Union, sources: usize| (0..sources).filter(|&source| union.root(source) == source).count();
        let at_most = count(&mut self.proven, self.sources.len());
        let at_least = count(&mut self.suspected, self.sources.len()).min(at_most);
        Independence { at_least, at_most, reasons: self.reasons }
    }
}

#[cfg(test)]
mod tests {
    use headwater_core::{ActorId, ArticleDate, ArticleId, DateBasis, Form, Moment, Outlet, Voice};
    use jiff::civil::date;

    use super::*;

    fn article(outlet: &str, day: i8) -> Article {
        let published =
            ArticleDate { value: Some(Moment::Day(date(2031, 3, day))), basis: DateBasis::Page, not_before: None, not_after: None };
        let outlet = Some(Outlet { name: outlet.to_owned(), domain: None });
        Article { text: "the lock is broken".to_owned(), outlet, published: Some(published), ..Article::default() }
    }

    fn statement(article: usize, chain: &[(usize, &str)]) -> Statement {
        Statement {
            article: ArticleId(article),
            content: vec![Span::new(0, 18)],
            cue: Vec::new(),
            source: Vec::new(),
            form: Form::Indirect,
            act: Act::Speech,
            chain: chain.iter().map(|&(actor, name)| Voice { actor: ActorId(actor), name: name.to_owned() }).collect(),
            said_on: None,
            audience: None,
            polarity: Polarity::Affirmed,
            certainty: None,
            within: None,
        }
    }

    /// The judgement over one statement each of the reports, and the details of its reasons of this kind.
    fn judged(articles: &[Article], statements: &[Statement], kind: MergeKind) -> (usize, usize, Vec<String>) {
        let names: Vec<&str> = vec!["Harbour Daily", "Meridian Post", "Ann Holt", "Piet Marr"];
        let actor = |name: &&str| Actor {
            name: (*name).to_owned(),
            kind: if name.contains("Holt") || name.contains("Marr") { ActorKind::Person } else { ActorKind::Organization },
            aliases: Vec::new(),
            role: None,
            mentions: Vec::new(),
        };
        let actors: Vec<Actor> = names.iter().map(actor).collect();
        let families: Vec<usize> = (0..articles.len()).collect();
        let claim = Claim {
            text: "the lock is broken".to_owned(),
            statements: (0..statements.len()).map(StatementId).collect(),
            origins: Vec::new(),
            independent: Independence::default(),
            first: StatementId(0),
            spread: Vec::new(),
        };
        let found = judge(&claim, &Grounds::new(articles, &actors, statements, &families, &[]));
        let details = found.reasons.into_iter().filter(|reason| reason.kind == kind).map(|reason| reason.detail);
        (found.at_least, found.at_most, details.collect())
    }

    #[test]
    fn two_that_cite_each_other_are_one_voice() {
        let articles = [article("Harbour Daily", 4), article("Meridian Post", 5)];
        let circle = [statement(0, &[(1, "Meridian Post")]), statement(1, &[(0, "Harbour Daily")])];
        let detail = "Harbour Daily (2031-03-04) cites Meridian Post and Meridian Post (2031-03-05) cites Harbour Daily: neither names a source of its own.";
        assert_eq!(judged(&articles, &circle, MergeKind::Cites), (1, 1, vec![detail.to_owned()]));
        let one_way = [statement(0, &[(2, "Ann Holt")]), statement(1, &[(0, "Harbour Daily")])];
        assert_eq!(judged(&articles, &one_way, MergeKind::Cites), (1, 1, vec!["Meridian Post cites Harbour Daily.".to_owned()]));
    }

    #[test]
    fn an_outlet_that_the_table_does_not_know_is_its_own() {
        let articles = [article("Harbour Daily", 4), article("Meridian Post", 5)];
        let apart = [statement(0, &[]), statement(1, &[])];
        assert_eq!(judged(&articles, &apart, MergeKind::PublisherFamily), (1, 2, Vec::new()));
        let two = [statement(0, &[(2, "Ann Holt")]), statement(1, &[(3, "Piet Marr")])];
        assert_eq!(judged(&articles, &two, MergeKind::Cites), (2, 2, Vec::new()));
    }

    #[test]
    fn who_names_no_source_may_have_it_from_any() {
        let articles = [article("Harbour Daily", 4), article("Meridian Post", 5)];
        let check = |second: &[(usize, &str)], detail: &str| {
            let statements = [statement(0, &[]), statement(1, second)];
            assert_eq!(judged(&articles, &statements, MergeKind::SameOrigin), (1, 2, vec![detail.to_owned()]));
        };
        check(&[], "Harbour Daily and Meridian Post name no source, and may have the same.");
        check(&[(2, "Ann Holt")], "Harbour Daily names no source, and may have it from Ann Holt.");
    }

    #[test]
    fn a_wish_told_of_another_is_the_tellers() {
        let check = |outer_cue: &str, act: Act, origins: &[usize]| {
            let articles = [Article { text: format!("{outer_cue} the lock is broken"), ..article("Harbour Daily", 4) }];
            let mut outer = statement(0, &[(2, "Ann Holt")]);
            outer.cue = vec![Span::new(0, outer_cue.len())];
            let mut inner = statement(0, &[(2, "Ann Holt"), (3, "Piet Marr")]);
            inner.act = act;
            let statements = [outer, inner];
            let mut claim = Claim {
                text: String::new(),
                statements: vec![StatementId(0), StatementId(1)],
                origins: statements.iter().filter_map(|statement| statement.origin().cloned()).collect(),
                independent: Independence::default(),
                first: StatementId(0),
                spread: Vec::new(),
            };
            drop_relays(&mut claim, &Grounds::new(&articles, &[], &statements, &[], &[]));
            let found: Vec<usize> = claim.origins.iter().map(|voice| voice.actor.0).collect();
            assert_eq!(found, origins, "{outer_cue}");
        };
        check("said", Act::Speech, &[3]);
        check("said", Act::Belief, &[2]);
        check("has repeated", Act::Speech, &[2, 3]);
        check("confirmed", Act::Speech, &[2, 3]);
    }
}
