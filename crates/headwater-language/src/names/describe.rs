//! Descriptions, and who is meant by them: `a White House official`, `two lawmakers`, `analysts`, `the ministry`, `the kingdom`, `the report`.
//!
//! A description is a noun for persons, bodies or documents with the words that belong to it. With a definite article it goes back to the nearest
//! fitting bearer: a person whose role has the noun (or a noun of its kind: `the lawmaker` for a senator), an earlier description with the same noun, a
//! body whose name has it. Where none fits, and with an indefinite article or none, it is a bearer of its own, one for each wording.

use std::ops::Range;

use headwater_core::ActorKind;
use rustc_hash::FxHashMap;

use super::{
    Page,
    find::Named,
    gazetteer::{self, Listed, Medium},
    join::{Bearer, flat},
    roles::Role,
    vocabulary::{Facts, body_noun, document_noun, is_called, person_noun},
};
use crate::{
    Gender, MentionForm, TokenKind,
    lexicon::{fold, lower},
};

/// A mention that is no name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Described {
    pub tokens: Range<usize>,
    pub bearer: usize,
    pub form: MentionForm,
}

/// Finds the descriptions; those that go back to nobody become bearers.
pub(crate) fn describe(page: &Page, named: &[Named], roles: &[Role], bearers: &mut Vec<Bearer>) -> Vec<Described> {
    let mut taken = vec![false; page.tokens.len()];
    for name in named {
        taken[name.tokens.clone()].iter_mut().for_each(|taken| *taken = true);
    }
    // What stands beside a name as its role is no mention of its own.
    let mut told = vec![false; page.tokens.len()];
    for (name, role) in named.iter().zip(roles) {
        for tokens in [name.title.clone(), role.tokens.clone()].into_iter().flatten() {
            told[tokens].iter_mut().for_each(|told| *told = true);
        }
    }
    let of_name = bearer_of_names(named.len(), bearers);
    let mut search =
        Search { page, named, of_name: &of_name, taken: &taken, told: &told, history: History::default(), found: Vec::new(), next_name: 0 };
    for number in 0..page.sentences.len() {
        search.sentence(number, bearers);
    }
    search.found
}

fn bearer_of_names(names: usize, bearers: &[Bearer]) -> Vec<usize> {
    let mut of_name = vec![0; names];
    for (number, bearer) in bearers.iter().enumerate() {
        bearer.mentions.iter().for_each(|at| of_name[*at] = number);
    }
    of_name
}

/// Who was mentioned last under which noun.
#[derive(Default)]
struct History {
    /// Person noun or kind → persons by name that it fits, last first looked up by scanning back.
    persons: Vec<usize>,
    /// Noun and number → described bearer.
    described: FxHashMap<(&'static str, bool), usize>,
    /// Wording → described bearer.
    wordings: FxHashMap<String, usize>,
    /// Head of a body's name → bearer.
    bodies: FxHashMap<&'static str, usize>,
    /// Last word of a body's name, as written → bearer.
    tails: FxHashMap<String, usize>,
    /// Kind of medium → bearer.
    media: FxHashMap<&'static str, usize>,
    company: Option<usize>,
    kingdom: Option<usize>,
    /// Countries in order of first mention, and how often each was named so far.
    countries: Vec<(usize, usize)>,
}

impl History {
    /// The country that the report is most about so far: “the country”, “the regime”.
    fn most_told_country(&self) -> Option<usize> {
        let most = self.countries.iter().rev().max_by_key(|(_, count)| *count)?;
        Some(most.0)
    }
}

struct Search<'a> {
    page: &'a Page<'a>,
    named: &'a [Named],
    of_name: &'a [usize],
    taken: &'a [bool],
    told: &'a [bool],
    history: History,
    found: Vec<Described>,
    next_name: usize,
}

/// A noun for what reports speak of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    Person { lemma: &'static str, plural: bool, gender: Option<Gender> },
    Body { lemma: &'static str, class: &'static str, plural: bool },
    Document { lemma: &'static str, plural: bool },
    Country { kingdom: bool },
}

/// How a phrase begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Article {
    Definite,
    /// `his`, `Vale’s`: goes back to the same wording only.
    Owned,
    Indefinite,
    None,
}

impl Search<'_> {
    fn sentence(&mut self, number: usize, bearers: &mut Vec<Bearer>) {
        let range = self.page.sentences[number].tokens.clone();
        let heading = self.page.shouts(number);
        let mut free_from = range.start;
        for at in range.clone() {
            self.pass_names(at, bearers);
            if self.taken[at] {
                continue;
            }
            if let Some(tokens) = self.direction(at, &range) {
                if let Some(bearer) = self.directed_country(&tokens, bearers) {
                    let alias = flat(self.page.words(&tokens));
                    bearers[bearer].also(&alias);
                    self.found.push(Described { tokens, bearer, form: MentionForm::Name });
                }
                continue;
            }
            if let Some((tokens, bearer)) = self.short_name(at, &range) {
                let alias = flat(self.page.words(&tokens));
                bearers[bearer].also(&alias);
                self.found.push(Described { tokens, bearer, form: MentionForm::Name });
                continue;
            }
            if heading {
                continue;
            }
            let Some(head) = self.head(at, &range) else { continue };
            let Some((mut tokens, article)) = self.phrase(at, head, free_from) else { continue };
            if self.told[at] && !matches!(article, Article::Definite) {
                continue;
            }
            if self.told[at] && self.is_beside_name(&tokens) {
                continue;
            }
            tokens.end = self.with_complement(at, head, range.end);
            free_from = at + 1;
            self.place(tokens, head, article, bearers);
        }
    }

    /// Takes into account the names that begin at or before a token.
    fn pass_names(&mut self, at: usize, bearers: &[Bearer]) {
        while self.named.get(self.next_name).is_some_and(|name| name.tokens.start <= at) {
            let bearer = self.of_name[self.next_name];
            self.next_name += 1;
            let this = &bearers[bearer];
            match this.kind {
                ActorKind::Person if !this.nouns.is_empty() && self.history.persons.last() != Some(&bearer) => {
                    self.history.persons.push(bearer);
                }
                ActorKind::Organization => self.pass_body(bearer, this),
                ActorKind::Place => {
                    if let Some(Listed::Country(country)) = this.listed {
                        match self.history.countries.iter_mut().find(|(known, _)| *known == bearer) {
                            Some((_, count)) => *count += 1,
                            None => self.history.countries.push((bearer, 1)),
                        }
                        if gazetteer::is_kingdom(country) {
                            self.history.kingdom = Some(bearer);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn pass_body(&mut self, bearer: usize, this: &Bearer) {
        match this.listed {
            Some(Listed::Agency(_)) => {
                self.history.bodies.insert("agency", bearer);
                self.history.media.insert("agency-news", bearer);
            }
            Some(Listed::Outlet(_, medium)) => {
                let class = match medium {
                    Medium::Newspaper => "newspaper",
                    Medium::Magazine => "magazine",
                    Medium::Broadcaster => "broadcaster",
                    Medium::Site => "outlet",
                };
                self.history.media.insert(class, bearer);
                self.history.media.insert("outlet", bearer);
            }
            Some(_) => {}
            None => self.history.company = Some(bearer),
        }
        if let Some((_, tail)) = this.name.rsplit_once(' ') {
            self.history.tails.insert(tail.to_owned(), bearer);
        }
        // The head of the fullest name, before its “of”: the Ministry of Trade is the ministry.
        let words: Vec<&str> = this.name.split_whitespace().collect();
        let of = words.iter().position(|word| matches!(*word, "of" | "for")).unwrap_or(words.len());
        let heads = words[..of].iter().rev().take(1).chain(words.last());
        for noun in heads.filter_map(|word| body_noun(word)) {
            self.history.bodies.insert(noun.lemma, bearer);
            if noun.class == "company" {
                self.history.company = Some(bearer);
            }
            if matches!(noun.class, "newspaper" | "magazine" | "broadcaster") {
                self.history.media.insert(noun.class, bearer);
            }
        }
    }

    /// “the North”, “the South”: a country by its direction.
    fn direction(&self, at: usize, range: &Range<usize>) -> Option<Range<usize>> {
        let page = self.page;
        let direction = matches!(page.word(at), "North" | "South" | "East" | "West");
        if !direction {
            return None;
        }
        let article = at > range.start && matches!(page.word(at - 1), "the" | "The");
        let follows = at + 1 < range.end && page.is_adjacent(at);
        if article {
            return (!follows || !page.facts[at + 1].any(Facts::CAPITAL)).then(|| at - 1..at + 1);
        }
        // Headlines leave the article out: “South Says”.
        let subject = follows && page.facts[at + 1].any(Facts::VERB) || at + 1 < range.end && page.facts[at + 1].any(Facts::CLITIC);
        (page.shouts(page.sentence_of(at)) && subject).then(|| at..at + 1)
    }

    /// “the Post”, “the Ministry”: the last word of a body's name, with its capital, behind the article.
    fn short_name(&self, at: usize, range: &Range<usize>) -> Option<(Range<usize>, usize)> {
        let page = self.page;
        let article = at > range.start && matches!(page.word(at - 1), "the" | "The");
        let ends = at + 1 >= range.end || !page.is_adjacent(at) || !page.facts[at + 1].any(Facts::CAPITAL);
        if !article || !ends || !page.facts[at].any(Facts::CAPITAL) {
            return None;
        }
        let bearer = *self.history.tails.get(page.word(at))?;
        Some((at..at + 1, bearer))
    }

    fn directed_country(&self, tokens: &Range<usize>, bearers: &[Bearer]) -> Option<usize> {
        let direction = self.page.word(tokens.end - 1);
        let mut fitting = bearers.iter().enumerate().filter(|(_, bearer)| match bearer.listed {
            Some(Listed::Country(country)) => {
                gazetteer::country(country).split_once(' ').is_some_and(|(first, rest)| first == direction && !rest.contains(' '))
            }
            _ => false,
        });
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first.0)
    }

    /// The head of a phrase: a noun that no other noun follows.
    fn head(&self, at: usize, range: &Range<usize>) -> Option<Head> {
        let page = self.page;
        let facts = page.facts[at];
        if !facts.any(Facts::WORD) || facts.any(Facts::CLITIC) {
            return None;
        }
        let word = page.word(at);
        let small = lower(word);
        let head = if matches!(&*small, "kingdom" | "country" | "nation" | "regime") {
            Head::Country { kingdom: &*small == "kingdom" }
        } else if facts.any(Facts::BODY)
            && body_noun(word).is_some_and(|noun| !matches!(noun.class, "family" | "church") && !noun.only_in_names)
        {
            let noun = body_noun(word)?;
            Head::Body { lemma: noun.lemma, class: noun.class, plural: noun.plural }
        } else if facts.any(Facts::CAPITAL) && matches!(gazetteer::listed(word), Some(Listed::People(_, true))) {
            Head::Person { lemma: "citizen", plural: true, gender: None }
        } else if facts.any(Facts::PERSON) {
            let noun = person_noun(word)?;
            Head::Person { lemma: noun.lemma, plural: noun.plural, gender: noun.gender }
        } else if facts.any(Facts::DOCUMENT) {
            let noun = document_noun(word)?;
            Head::Document { lemma: noun.lemma, plural: noun.plural }
        } else {
            return None;
        };
        let next = at + 1;
        if self.is_verb_before(at, range) {
            return None;
        }
        if next < range.end && page.is_adjacent(at) {
            let facts = page.facts[next];
            // A name behind it makes it a title; a noun makes it a modifier.
            let noun = facts.any(Facts::PERSON.with(Facts::BODY).with(Facts::DOCUMENT)) && !facts.any(Facts::VERB.with(Facts::FUNCTION));
            let other = facts.any(Facts::WORD)
                && !facts.any(Facts::FUNCTION.with(Facts::VERB).with(Facts::CLITIC))
                && !is_past(page.word(next))
                && !is_adverb(page.word(next));
            let person = matches!(head, Head::Person { .. });
            let strict = noun || other && !person || other && facts.any(Facts::CAPITAL);
            if strict && !is_beginning(page.word(next)) {
                return None;
            }
        }
        Some(head)
    }

    /// Whether a noun that is also a verb's form is the verb here: `the tenants accused him`, `the Courier reports that …`.
    fn is_verb_before(&self, at: usize, range: &Range<usize>) -> bool {
        let page = self.page;
        let next = (at + 1 < range.end).then(|| lower(page.word(at + 1)));
        match &*lower(page.word(at)) {
            "accused" => next.is_some_and(|next| article(&next).is_some() || matches!(&*next, "him" | "them" | "it" | "us" | "me")),
            "reports" => at > range.start && self.taken[at - 1] && next.is_none_or(|next| matches!(&*next, "that" | "," | ".")),
            _ => false,
        }
    }

    /// The phrase around a head, and how it begins. None where it is no mention: a bare singular.
    fn phrase(&self, at: usize, head: Head, free_from: usize) -> Option<(Range<usize>, Article)> {
        let page = self.page;
        let plural = match head {
            Head::Person { plural, .. } | Head::Body { plural, .. } | Head::Document { plural, .. } => plural,
            Head::Country { .. } => false,
        };
        let mut start = at;
        // How far left every word is one that surely belongs to the phrase.
        let mut sure = at;
        let mut all_sure = true;
        while start > free_from && at - start < 8 {
            let before = start - 1;
            let facts = page.facts[before];
            let word = page.word(before);
            let small = lower(word);
            // “that officials” is no phrase: a complementiser.
            let complementiser =
                &*small == "that" && (plural || matches!(page.word(at), "police" | "authorities") || page.facts[start].any(Facts::CAPITAL));
            if let Some(article) = article(&small).filter(|_| !complementiser) {
                let from = if matches!(&*small, "of") { start } else { before };
                return Some((self.with_quantifier(from, free_from)..at + 1, article));
            }
            if facts.any(Facts::CLITIC) && matches!(&*small, "'s" | "’s") || matches!(word, "'" | "’") && before > free_from {
                // The owner may be a description just found: the president’s adviser.
                let last = self.found.last().filter(|last| last.tokens.end == before);
                let owner = last.map_or_else(|| self.owner_start(before, free_from), |last| last.tokens.start);
                return Some((owner..at + 1, Article::Owned));
            }
            let number = page.tokens[before].kind == TokenKind::Number;
            let modifier = facts.any(Facts::MODIFIER)
                || self.is_nationality(before)
                || self.taken[before]
                || word.contains('-') && facts.any(Facts::WORD);
            if number || is_quantity(&small) {
                return Some((self.with_quantifier(before, free_from)..at + 1, Article::Indefinite))
                    .filter(|_| plural || matches!(&*small, "one" | "another"));
            }
            let word_like = facts.any(Facts::WORD) && page.is_adjacent(before) && (!facts.any(Facts::FUNCTION) || modifier);
            let hyphen = word == "-" && page.tokens[before].span.end == page.tokens[start].span.start;
            if !(word_like || hyphen) || (facts.any(Facts::VERB) || is_past(word)) && !modifier && !self.follows_article(before) {
                break;
            }
            all_sure &= modifier || hyphen;
            if all_sure {
                sure = before;
            }
            start = before;
        }
        // Without an article: plurals of persons, and bodies that need none.
        let bare = match head {
            Head::Person { lemma, plural, .. } => plural && !AMBIGUOUS_PLURALS.contains(&lemma),
            Head::Body { lemma, .. } => matches!(lemma, "police" | "authorities"),
            Head::Document { lemma, plural } => {
                plural && matches!(lemma, "report" | "poll" | "survey" | "document" | "study" | "record" | "analysis" | "estimate")
                    || matches!(lemma, "research" | "data")
            }
            Head::Country { .. } => false,
        };
        (bare).then_some((sure..at + 1, Article::None))
    }

    /// Whether an article stands directly before: a participle there is an adjective (the *reported* statement).
    fn follows_article(&self, at: usize) -> bool {
        is_participle(self.page.word(at)) && at > 0 && article(&lower(self.page.word(at - 1))).is_some()
    }

    /// “one of the officials”, “some of his aides”, “several of them”: the quantifier belongs to the phrase.
    fn with_quantifier(&self, start: usize, limit: usize) -> usize {
        let page = self.page;
        if start >= limit + 2 && page.word(start - 1) == "of" && is_quantity(&lower(page.word(start - 2))) {
            return start - 2;
        }
        // “at least two officials”, “more than 20 people”.
        for phrase in [["at", "least"], ["more", "than"], ["at", "most"], ["fewer", "than"], ["up", "to"]] {
            if start >= limit + 2 && page.word(start - 1) == phrase[1] && lower(page.word(start - 2)) == phrase[0] {
                return start - 2;
            }
        }
        start
    }

    /// Where the owner before a clitic begins: a name, or a phrase back to its article.
    fn owner_start(&self, clitic: usize, limit: usize) -> usize {
        let page = self.page;
        let mut start = clitic;
        while start > limit && clitic - start < 5 {
            let before = start - 1;
            let small = lower(page.word(before));
            if matches!(&*small, "the" | "a" | "an" | "his" | "her" | "their" | "its") {
                return before;
            }
            if !page.facts[before].any(Facts::WORD) || page.facts[before].any(Facts::FUNCTION.with(Facts::VERB)) && !self.taken[before] {
                break;
            }
            if !self.taken[before] && start < clitic && self.taken[start] {
                break;
            }
            start = before;
        }
        // A phrase without article counts only as far as its name goes.
        if let Some(mut name) = clitic.checked_sub(1).filter(|last| self.taken[*last]) {
            while name > start && self.taken[name - 1] {
                name -= 1;
            }
            return name;
        }
        start
    }

    fn is_nationality(&self, at: usize) -> bool {
        let page = self.page;
        page.facts[at].any(Facts::CAPITAL)
            && (page.facts[at].any(Facts::CAPITALISED)
                || matches!(
                    gazetteer::longest(std::iter::once(page.word(at)), false),
                    Some((_, Listed::Adjective(_) | Listed::People(..)))
                )
                || matches!(page.word(at), "South" | "North" | "New" | "Sri" | "Saudi"))
    }

    /// Whether the phrase stands directly beside a name, as its role: with only a comma between.
    fn is_beside_name(&self, tokens: &Range<usize>) -> bool {
        let named = |at: usize| self.taken.get(at).copied().unwrap_or_default();
        let word = |at: usize| self.page.word(at);
        named(tokens.end) && self.page.is_adjacent(tokens.end - 1)
            || word(tokens.end) == "," && named(tokens.end + 1)
            || tokens.start > 1 && word(tokens.start - 1) == "," && named(tokens.start - 2)
            || self.told.get(tokens.end).copied().unwrap_or_default() && tokens.start > 1 && word(tokens.start - 1) == ","
            || self.told[tokens.start..tokens.end].iter().filter(|told| **told).count() > 1
    }

    /// Where the phrase ends with the complement that tells who it is: `familiar with the matter`, `for the Harbour Ministry`.
    fn with_complement(&self, at: usize, head: Head, limit: usize) -> usize {
        let page = self.page;
        let mut end = at + 1;
        let word = |i: usize| if i < limit { page.word(i) } else { "" };
        let Head::Person { lemma, .. } = head else {
            return end;
        };
        let knows = match word(end) {
            "familiar" | "briefed" | "close" => matches!(word(end + 1), "with" | "on" | "to"),
            "with" => (end + 1..end + 4).any(|i| matches!(word(i), "knowledge" | "insight" | "access")),
            "aware" | "privy" => true,
            _ => false,
        };
        if knows {
            let mut i = end;
            while i < limit
                && i - end < 10
                && page.facts[i].any(Facts::WORD)
                && (i < end + 2 || !page.facts[i].any(Facts::VERB) || is_participle(page.word(i)))
                && !matches!(page.word(i), "who" | "that" | "said" | "told")
            {
                i += 1;
            }
            return i;
        }
        let takes = match word(end) {
            "of" | "for" | "at" | "from" => TAKES_OF.contains(&lemma),
            "to" => TAKES_TO.contains(&lemma),
            _ => false,
        };
        if takes {
            let mut i = end + 1;
            if matches!(word(i), "the" | "a" | "an" | "his" | "her" | "their") {
                i += 1;
            }
            let first = i;
            let fits = |i: usize| {
                let facts = page.facts[i];
                let inside = Facts::CAPITAL.with(Facts::BODY).with(Facts::MODIFIER).with(Facts::PERSON);
                self.taken[i] || facts.any(inside) && !facts.any(Facts::FUNCTION.with(Facts::VERB).with(Facts::CLITIC))
            };
            while i < limit && i - first < 6 && fits(i) && (i == first || page.is_adjacent(i - 1)) {
                i += 1;
            }
            // It ends with a name or a noun, and is no owner of what follows.
            let noun = i > first && (self.taken[i - 1] || page.facts[i - 1].any(Facts::BODY.with(Facts::PERSON)));
            if noun && !(i < limit && page.facts[i].any(Facts::CLITIC)) {
                end = i;
            }
        }
        end
    }

    /// Finds or makes the bearer.
    fn place(&mut self, tokens: Range<usize>, head: Head, article: Article, bearers: &mut Vec<Bearer>) {
        let words = flat(self.page.words(&tokens));
        let wording = fold(words.strip_prefix("the ").or_else(|| words.strip_prefix("The ")).unwrap_or(&words));
        let back = match article {
            Article::Definite => self
                .antecedent(&tokens, head, bearers)
                .or_else(|| self.history.wordings.get(&wording).copied())
                .or_else(|| self.same_noun(&tokens, head)),
            Article::Owned | Article::Indefinite | Article::None => self.history.wordings.get(&wording).copied(),
        };
        let bearer = if let Some(bearer) = back {
            bearers[bearer].also(&words);
            bearer
        } else {
            let Some(bearer) = new_bearer(words, head) else { return };
            bearers.push(bearer);
            bearers.len() - 1
        };
        if bearers[bearer].described.is_some() {
            self.history.wordings.insert(wording, bearer);
            if let Some(noun) = bearers[bearer].described {
                self.history.described.insert(noun, bearer);
            }
        }
        self.found.push(Described { tokens, bearer, form: MentionForm::Description });
    }

    /// Who a definite description means, among those named.
    fn antecedent(&self, tokens: &Range<usize>, head: Head, bearers: &[Bearer]) -> Option<usize> {
        let bare = tokens.len() <= 2;
        match head {
            Head::Person { lemma, plural: false, gender } => {
                let country = self.country_in(tokens);
                // The senator *from Vale*: the role must tell it too.
                let complement = (tokens.start + 2..tokens.end)
                    .find(|i| matches!(self.page.word(i - 1), "of" | "from" | "for" | "at"))
                    .map(|i| self.page.word(i))
                    .filter(|word| crate::lexicon::is_capital(word));
                let fits = |bearer: &Bearer| {
                    let role = bearer.role.as_deref().unwrap_or_default();
                    let country_fits = country
                        .is_none_or(|country| role_country(role).map_or_else(|| gazetteer::is_home(country), |other| other == country));
                    bearer.nouns.iter().any(|noun| is_called(noun, lemma))
                        && complement.is_none_or(|place| role.contains(place))
                        && country_fits
                        && (gender.is_none() || bearer.gender.is_none() || gender == bearer.gender)
                };
                // A general noun (official, man) goes back only a little; an office any distance.
                let reach = if is_general(lemma) { 3 } else { 400 };
                let recent = self.history.persons.iter().rev().take(reach).copied().find(|person| fits(&bearers[*person]));
                let described = self.history.described.get(&(lemma, false)).copied();
                match (recent, described) {
                    // An unnamed official introduced as one is nearer than a named one who happens to hold an office.
                    (Some(_), Some(described)) if is_general(lemma) => Some(described),
                    (recent, _) => recent,
                }
            }
            Head::Body { lemma, class, plural: false } => {
                let owned = !self.page.word(tokens.start).eq_ignore_ascii_case("the");
                if !bare && !owned {
                    return None;
                }
                let by_head = self.history.bodies.get(lemma).copied();
                let medium = if matches!(lemma, "network" | "outlet" | "paper" | "site" | "website") { "outlet" } else { class };
                let company = self
                    .history
                    .company
                    .filter(|_| matches!(lemma, "company" | "firm" | "group" | "organization" | "organisation" | "corporation"));
                by_head.or(self.history.media.get(class).copied()).or(self.history.media.get(medium).copied()).or(company)
            }
            Head::Person { .. } | Head::Body { .. } | Head::Document { .. } => None,
            Head::Country { kingdom: true } => self.history.kingdom,
            Head::Country { kingdom: false } => {
                let plain = bare && self.page.word(tokens.start).eq_ignore_ascii_case("the");
                self.history.most_told_country().filter(|_| plain)
            }
        }
    }

    /// An earlier description with the same noun and number that this one, being bare or alike, may repeat.
    fn same_noun(&self, tokens: &Range<usize>, head: Head) -> Option<usize> {
        let (lemma, plural) = match head {
            Head::Person { lemma, plural, .. } | Head::Document { lemma, plural } | Head::Body { lemma, plural, .. } => (lemma, plural),
            Head::Country { .. } => return None,
        };
        let bare = tokens.len() <= 2 || tokens.len() == 3 && self.page.facts[tokens.start + 1].any(Facts::MODIFIER) && plural;
        self.history.described.get(&(lemma, plural)).copied().filter(|_| bare)
    }

    /// The country that an adjective in the phrase tells.
    fn country_in(&self, tokens: &Range<usize>) -> Option<u16> {
        let mut at = tokens.start;
        while at < tokens.end {
            match gazetteer::longest((at..tokens.end).map(|i| self.page.word(i)), false) {
                Some((_, Listed::Adjective(country) | Listed::Country(country) | Listed::People(country, _))) => return Some(country),
                Some((length, _)) => at += length,
                None => at += 1,
            }
        }
        None
    }
}

fn new_bearer(words: String, head: Head) -> Option<Bearer> {
    let (kind, described, gender) = match head {
        Head::Person { lemma, plural, gender } => (if plural { ActorKind::Group } else { ActorKind::Unnamed }, (lemma, plural), gender),
        Head::Body { lemma, plural, .. } => (if plural { ActorKind::Group } else { ActorKind::Organization }, (lemma, plural), None),
        Head::Document { lemma, plural } => (ActorKind::Unnamed, (lemma, plural), None),
        // “the Vale regime” is a government; “the country” that goes back to none is nobody.
        Head::Country { kingdom: false } if words.contains(' ') && words.to_lowercase().ends_with(" regime") => {
            (ActorKind::Organization, ("regime", false), None)
        }
        Head::Country { .. } => return None,
    };
    // The article of a sentence's first word is small in a name.
    let small = |article: &str, small: &str| words.strip_prefix(article).map(|rest| format!("{small}{rest}"));
    let name = small("The ", "the ").or_else(|| small("A ", "a ")).or_else(|| small("An ", "an "));
    let name = name.unwrap_or(words);
    Some(Bearer {
        kind,
        name,
        aliases: Vec::new(),
        role: None,
        nouns: Vec::new(),
        gender,
        listed: None,
        mentions: Vec::new(),
        described: Some(described),
    })
}

/// Nouns for persons that tell of what or for whom.
const TAKES_OF: &[&str] = &[
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "lawyer",
    "director",
    "head",
    "member",
    "chief",
    "minister",
    "aide",
    "adviser",
    "advisor",
    "leader",
    "president",
    "professor",
    "official",
    "analyst",
    "editor",
    "author",
    "chairman",
    "representative",
    "attorney",
    "relative",
    "friend",
    "founder",
    "commander",
    "critic",
    "supporter",
    "resident",
    "victim",
    "correspondent",
    "reporter",
    "secretary",
    "mayor",
    "governor",
    "deputy",
    "ambassador",
    "envoy",
    "diplomat",
    "expert",
    "fellow",
    "researcher",
    "scholar",
    "economist",
    "executive",
    "lawmaker",
    "senator",
    "counsel",
    "speaker",
    "judge",
    "partner",
];

/// Nouns for persons that are somebody's to somebody.
const TAKES_TO: &[&str] = &["adviser", "advisor", "aide", "ambassador", "envoy", "lawyer", "secretary", "assistant", "counsel", "emissary"];

/// Nouns whose bare plural is mostly no persons (`locals`, `models`).
const AMBIGUOUS_PLURALS: &[&str] = &[
    "man",
    "boy",
    "girl",
    "individual",
    "local",
    "national",
    "fellow",
    "count",
    "kid",
    "general",
    "private",
    "captain",
    "minor",
    "lead",
    "chair",
    "star",
    "model",
    "major",
    "head",
    "host",
    "chief",
    "whip",
];

/// The country whose adjective or name stands in a role.
fn role_country(role: &str) -> Option<u16> {
    let words: Vec<&str> = role.split_whitespace().map(|word| word.trim_end_matches("'s").trim_end_matches("’s")).collect();
    (0..words.len()).find_map(|at| match gazetteer::longest(words[at..].iter().copied(), false) {
        Some((_, Listed::Adjective(country) | Listed::Country(country) | Listed::Capital(country))) => Some(country),
        _ => None,
    })
}

/// Nouns that fit so many that only the last mentioned can be meant.
fn is_general(lemma: &str) -> bool {
    matches!(
        lemma,
        "official"
            | "man"
            | "woman"
            | "person"
            | "expert"
            | "member"
            | "worker"
            | "source"
            | "officer"
            | "citizen"
            | "fighter"
            | "relative"
            | "ally"
            | "partner"
            | "rival"
            | "individual"
    )
}

fn article(word: &str) -> Option<Article> {
    Some(match word {
        "the" | "this" | "that" | "these" | "those" => Article::Definite,
        "a" | "an" | "another" | "one" | "each" | "every" | "any" | "no" => Article::Indefinite,
        "his" | "her" | "their" | "its" | "my" | "our" | "your" | "whose" => Article::Owned,
        _ => return None,
    })
}

fn is_quantity(word: &str) -> bool {
    matches!(
        word,
        "one"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "ten"
            | "several"
            | "some"
            | "many"
            | "most"
            | "few"
            | "both"
            | "all"
            | "other"
            | "others"
            | "dozens"
            | "hundreds"
            | "thousands"
            | "various"
            | "numerous"
            | "certain"
            | "multiple"
            | "another"
    )
}

fn is_past(word: &str) -> bool {
    word.ends_with("ed") && word.len() > 3
}

fn is_adverb(word: &str) -> bool {
    word.ends_with("ly") && word.len() > 4
}

fn is_participle(word: &str) -> bool {
    (word.ends_with("ed") || word.ends_with("ing")) && word.len() > 4
}

/// Words that begin the rest of a sentence behind its subject.
fn is_beginning(word: &str) -> bool {
    matches!(
        word,
        "familiar"
            | "aware"
            | "close"
            | "privy"
            | "based"
            | "working"
            | "speaking"
            | "like"
            | "such"
            | "including"
            | "involved"
            | "present"
            | "alike"
            | "alone"
            | "today"
            | "yesterday"
            | "tomorrow"
            | "worldwide"
            | "abroad"
            | "overseas"
            | "Monday"
            | "Tuesday"
            | "Wednesday"
            | "Thursday"
            | "Friday"
            | "Saturday"
            | "Sunday"
    )
}
