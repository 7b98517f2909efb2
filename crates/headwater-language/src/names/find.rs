//! Where names stand: runs of capitalised words, cut at titles and listed names, each with what its own words and neighbours tell of it.

use std::ops::Range;

use headwater_core::ActorKind;
use rustc_hash::FxHashSet;

use super::{
    Page,
    gazetteer::{self, Listed},
    vocabulary::{Facts, body_noun, is_common, is_state_office},
};
use crate::{Gender, TokenKind, lexicon::lower};

/// A name as it stands.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Named {
    /// The words of the name alone.
    pub tokens: Range<usize>,
    /// What it is, as far as it can be told here.
    pub kind: ActorKind,
    /// How sure that is: 0 a guess, 1 by its neighbours, 2 by its own words, 3 by a list or a title.
    pub sure: u8,
    /// What the lists know of it.
    pub listed: Option<Listed>,
    /// The title before it (`South Korean Foreign Minister`, `spokeswoman`).
    pub title: Option<Range<usize>>,
    /// The pronoun that its title tells.
    pub gender: Option<Gender>,
    /// Whether a title that goes with given names stands before it (`King`).
    pub royal: bool,
    /// The country whose body it is (`Turkey’s Foreign Ministry`).
    pub owner: Option<u16>,
}

impl Named {
    /// A name of which no more is known than what it is.
    pub(crate) fn new(tokens: Range<usize>, kind: ActorKind, sure: u8) -> Self {
        Self { tokens, kind, sure, listed: None, title: None, gender: None, royal: false, owner: None }
    }
}

/// The names of one sentence of running text.
pub(crate) fn names(page: &Page, sentence: Range<usize>, evidence: &Evidence, out: &mut Vec<Named>) {
    let mut at = sentence.start;
    while at < sentence.end {
        if let Some((length, listed)) = small_listed(page, at, sentence.end) {
            push_listed(at..at + length, listed, out);
            at += length;
            continue;
        }
        if !starts_name(page, at, &sentence, evidence) {
            at += 1;
            continue;
        }
        let end = run_end(page, at, sentence.end);
        at = Run { page, end, sentence: sentence.clone() }.cut(at, out);
    }
}

/// Which words the report writes with a capital inside sentences, and which small.
#[derive(Default)]
pub(crate) struct Evidence {
    capital: FxHashSet<String>,
    small: FxHashSet<String>,
}

impl Evidence {
    /// Collects from running text; headlines in title case tell nothing.
    pub(crate) fn of(page: &Page) -> Self {
        let mut this = Self::default();
        for (number, sentence) in page.analysis_sentences().enumerate() {
            if page.shouts(number) {
                continue;
            }
            for at in sentence.clone() {
                let facts = page.facts[at];
                if !facts.any(Facts::WORD) || facts.any(Facts::FUNCTION) {
                    continue;
                }
                if !facts.any(Facts::CAPITAL) {
                    if facts.any(Facts::COMMON) {
                        this.small.insert(page.word(at).to_owned());
                    }
                } else if !is_initial(page, at, sentence.start) {
                    this.capital.insert(lower(page.word(at)).into_owned());
                }
            }
        }
        this
    }

    /// Pairs of names that a hyphen joins (`Vale-Orr talks`) are no name of their own: both stand alone elsewhere, or one is a country.
    pub(crate) fn is_pair(&self, word: &str) -> bool {
        let Some((head, tail)) = word.split_once(['-', '–']) else { return false };
        let country = |part: &str| matches!(gazetteer::listed(part), Some(Listed::Country(_) | Listed::Adjective(_) | Listed::People(..)));
        let alone = |part: &str| self.capital.contains(&*lower(part));
        crate::lexicon::is_capital(tail) && (country(head) || country(tail) || alone(head) && alone(tail))
    }

    /// Whether the report writes the word with a capital inside sentences, and never small.
    pub(crate) fn is_name(&self, word: &str) -> bool {
        let word = lower(word);
        self.capital.contains(&*word) && !self.small.contains(&*word)
    }
}

/// Whether the word begins a sentence or a quotation, so that its capital tells nothing.
fn is_initial(page: &Page, at: usize, start: usize) -> bool {
    let mut before = at;
    while before > start {
        before -= 1;
        match page.tokens[before].kind {
            TokenKind::QuoteOpen => return true,
            TokenKind::Mark if matches!(page.word(before), ":" | "•" | "*" | "…" | "...") => return true,
            TokenKind::Mark if matches!(page.word(before), "(" | "[" | "-" | "–" | "—" | "--" | "." | "!" | "?") => {}
            TokenKind::Number if before == start => {}
            _ => {
                return before != at - 1
                    && matches!(page.word(at - 1), "—" | "–" | "--" | "-" | ".")
                    && before < start + 8
                    && is_dateline(page, start, at);
            }
        }
    }
    true
}

/// Whether the words from `start` to the dash before `at` are a dateline: capitals, places, an agency in brackets.
fn is_dateline(page: &Page, start: usize, at: usize) -> bool {
    page.facts[start].any(Facts::ALL_CAPITALS)
        || (start..at).any(|i| page.word(i) == ")")
            && (start..at).all(|i| page.facts[i].any(Facts::CAPITAL) || page.tokens[i].kind != TokenKind::Word)
}

/// Listed names that begin small (`al-Qaeda`, `dpa`) or with a number.
fn small_listed(page: &Page, at: usize, end: usize) -> Option<(usize, Listed)> {
    let facts = page.facts[at];
    if facts.any(Facts::CAPITAL) || !facts.any(Facts::WORD) || facts.any(Facts::FUNCTION.with(Facts::COMMON)) {
        return None;
    }
    gazetteer::longest((at..end).map(|i| page.word(i)), false)
}

fn starts_name(page: &Page, at: usize, sentence: &Range<usize>, evidence: &Evidence) -> bool {
    let facts = page.facts[at];
    let word = page.word(at);
    if !facts.any(Facts::CAPITAL) || facts.any(Facts::CLITIC) || is_party(word) {
        return false;
    }
    let everyday =
        facts.any(Facts::COMMON.with(Facts::PERSON).with(Facts::BODY).with(Facts::DOCUMENT).with(Facts::MODIFIER).with(Facts::VERB));
    let next_capital =
        page.is_adjacent(at) && at + 1 < sentence.end && page.facts[at + 1].any(Facts::CAPITAL) && !page.facts[at + 1].any(Facts::FUNCTION);
    if facts.any(Facts::DATE) {
        // May and April are names only before a name, and not behind what makes them months.
        let before = at.checked_sub(1).map_or("", |i| page.word(i));
        let month = matches!(
            before,
            "in" | "of"
                | "early"
                | "late"
                | "mid"
                | "since"
                | "until"
                | "by"
                | "last"
                | "this"
                | "next"
                | "and"
                | "to"
                | "from"
                | "In"
                | "By"
                | "Early"
                | "Late"
        ) || at > 0 && page.tokens[at - 1].kind == TokenKind::Number;
        return facts.any(Facts::GIVEN)
            && next_capital
            && !month
            && !page.facts[at + 1].any(Facts::DATE.with(Facts::COMMON))
            && gazetteer::listed(page.word(at + 1)).is_none();
    }
    let listed = gazetteer::longest((at..sentence.end).map(|i| page.word(i)), false);
    let compact = facts.any(Facts::ALL_CAPITALS) && word.chars().count() <= 5;
    if facts.any(Facts::FUNCTION) && !(compact && listed.is_some()) {
        return listed.is_some_and(|(length, _)| length > 1) && !is_initial(page, at, sentence.start);
    }
    // A word in a line of capitals is a name only where the lists say so.
    let shouts = |i: usize| sentence.contains(&i) && page.facts[i].any(Facts::ALL_CAPITALS) && page.word(i).len() > 1;
    if everyday && facts.any(Facts::ALL_CAPITALS) && (shouts(at + 1) || at > 0 && shouts(at - 1)) {
        return listed.is_some_and(|(length, _)| length > 1);
    }
    if !is_initial(page, at, sentence.start) || compact || page.tokens[at].span.of(page.text).contains('.') {
        return true;
    }
    // A capital at the start of a sentence says nothing by itself.
    if listed.is_some_and(|(length, _)| length > 1 || !everyday || evidence.is_name(word)) {
        return true;
    }
    let of_capital = at + 2 < sentence.end && page.word(at + 1) == "of" && page.facts[at + 2].any(Facts::CAPITAL);
    if facts.any(Facts::TITLE) && (next_capital || of_capital) {
        return true;
    }
    if everyday {
        if facts.any(Facts::GIVEN) && next_capital && !page.facts[at + 1].any(Facts::BODY) {
            return true;
        }
        let heads_body = next_capital && !facts.any(Facts::MODIFIER) && {
            let end = run_end(page, at, sentence.end);
            page.facts[end - 1].any(Facts::BODY.with(Facts::PLACE_LAST))
                && page.facts[at + 1..end - 1].iter().all(|f| f.any(Facts::CAPITAL))
        };
        return evidence.is_name(word) || heads_body;
    }
    next_capital
        || evidence.is_name(word)
        || facts.any(Facts::GIVEN.with(Facts::SURNAME))
        || !evidence.small.contains(&*lower(word)) && !is_inflected(word)
}

/// R-Va., D-Calif: a party and a state.
fn is_party(word: &str) -> bool {
    matches!(word.as_bytes(), [b'R' | b'D' | b'I', b'-', b'A'..=b'Z', ..])
}

/// Whether an unlisted word looks like an inflected or derived common word.
fn is_inflected(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ing", "ly", "ed", "tion", "tions", "ment", "ments", "ness", "ity", "ities", "ous", "able", "ible", "ful", "less", "ize", "ise",
        "ers", "ists", "ism",
    ];
    is_common(word) || word.len() > 5 && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Where the run of name words that begins at `start` ends: capitals, and the small words between them that names have inside.
fn run_end(page: &Page, start: usize, limit: usize) -> usize {
    let mut end = start + 1;
    while end < limit && page.is_adjacent(end - 1) {
        let facts = page.facts[end];
        if facts.any(Facts::CAPITAL) && !facts.any(Facts::CLITIC) && (!facts.any(Facts::DATE) || names_month(page, end, limit)) {
            // Of words of grammar only acronyms go on with a name (the White House US desk), and not in a line of capitals.
            let shouted = facts.any(Facts::ALL_CAPITALS) && page.facts[end - 1].any(Facts::ALL_CAPITALS);
            let acronym = facts.any(Facts::ALL_CAPITALS) && !shouted;
            if facts.any(Facts::FUNCTION) && !facts.any(Facts::PARTICLE.with(Facts::EASTERN)) && !acronym
                || shouted && facts.any(Facts::COMMON)
            {
                break;
            }
            end += 1;
            continue;
        }
        let Some(next) = after_connector(page, end, limit) else { break };
        end = next;
    }
    end
}

/// Whether a month is a name here: Ann May, Mr. March; not “met Vale May 3”.
fn names_month(page: &Page, at: usize, limit: usize) -> bool {
    let number = at + 1 < limit && page.tokens[at + 1].kind == TokenKind::Number;
    page.facts[at - 1].any(Facts::GIVEN.with(Facts::HONORIFIC)) && !number
}

/// If a small word that names have inside stands at `at` and a capital follows, the position behind that capital.
fn after_connector(page: &Page, at: usize, limit: usize) -> Option<usize> {
    let word = page.word(at);
    let mut next = at + 1;
    match word {
        "of" | "for" | "on" => {
            if next < limit && (page.word(next) == "the" || word == "for" && page.word(next) == "a") {
                next += 1;
            }
        }
        "and" | "&" => {}
        _ if page.facts[at].any(Facts::PARTICLE) => {
            if next < limit && page.facts[next].any(Facts::PARTICLE) && !page.facts[next].any(Facts::CAPITAL) {
                next += 1;
            }
        }
        _ => return None,
    }
    let joined = (at..next).all(|i| page.is_adjacent(i));
    (next < limit && joined && page.facts[next].any(Facts::CAPITAL) && !page.facts[next].any(Facts::FUNCTION.with(Facts::DATE)))
        .then_some(next + 1)
}

/// A run of name words up to `end`, being cut into names.
struct Run<'a> {
    page: &'a Page<'a>,
    end: usize,
    sentence: Range<usize>,
}

impl Run<'_> {
    /// Cuts the run; tells where the last name ends, which a listed name may put behind the run's own end.
    fn cut(&self, start: usize, out: &mut Vec<Named>) -> usize {
        let mut at = start;
        // Where the words that may be a title or modifier of the next name begin.
        let mut modifiers = start;
        let mut owner = self.owner_before(start);
        while at < self.end {
            let facts = self.page.facts[at];
            if !facts.any(Facts::CAPITAL) {
                at += 1;
                modifiers = at;
                owner = None;
                continue;
            }
            if let Some(end) = self.title_end(at) {
                // A title with a name behind it.
                self.push_inside_title(at..end, out);
                let name = end..self.name_end(end);
                self.push_titled(modifiers..end, name.clone(), out);
                at = name.end;
                modifiers = at;
                owner = None;
                continue;
            }
            if let Some((length, listed)) = self.longest(at).filter(|(_, listed)| self.holds(at, *listed)) {
                let end = at + length;
                match listed {
                    Listed::Adjective(country) | Listed::People(country, _) => {
                        if let Some(body) = self.body_end(end).filter(|body| *body > end) {
                            self.push_body(at..body, Some(country), out);
                            at = body;
                            modifiers = at;
                        } else {
                            if !self.has_more(end) {
                                push_people(self.page, at..end, listed, out);
                            }
                            owner = Some(country);
                            at = end;
                        }
                        continue;
                    }
                    _ if self.is_person_instead(at, end, listed) => {}
                    _ => {
                        let place = matches!(listed, Listed::Country(_) | Listed::Capital(_) | Listed::Place(_));
                        let body = self.body_end(end).filter(|body| *body > end && self.title_end(end).is_none());
                        if let Some(body) = body.filter(|_| !place || self.longest(end).is_none_or(|(n, _)| end + n < self.end)) {
                            let country = if let Listed::Country(country) = listed { Some(country) } else { None };
                            self.push_body(at..body, country, out);
                            at = body;
                        } else {
                            push_listed(at..end, listed, out);
                            at = end;
                        }
                        owner = if let Listed::Country(country) = listed { Some(country) } else { None };
                        if !self.has_more(at) {
                            modifiers = at;
                        }
                        continue;
                    }
                }
            }
            if let Some(end) = self.body_end(at) {
                self.push_body(at..end, owner, out);
                at = end;
            } else {
                let end = self.name_end(at);
                if let Some((title, name)) = self.inner_title(at, end) {
                    // Vale Motors CEO Ann Orr: a body, its officer's title, the officer.
                    self.push_plain(at..title.start, out);
                    if let Some(body) = out.last_mut().filter(|body| body.tokens == (at..title.start)) {
                        (body.kind, body.sure) = (ActorKind::Organization, body.sure.max(1));
                    }
                    self.push_titled(at..title.end, name.clone(), out);
                    at = name.end;
                } else {
                    self.push_plain(at..end, out);
                    at = end;
                }
            }
            modifiers = at;
            owner = None;
        }
        at.max(self.end)
    }

    /// The longest listed name that begins at `at`; datelines write theirs in capitals.
    fn longest(&self, at: usize) -> Option<(usize, Listed)> {
        let words = (at..self.sentence.end).map(|i| self.page.word(i));
        let shouted = self.page.facts[at].any(Facts::ALL_CAPITALS) && self.page.word(at).len() > 3;
        gazetteer::longest(words.clone(), false).or_else(|| if shouted { gazetteer::longest(words, true) } else { None })
    }

    /// Whether a capital follows directly.
    fn has_more(&self, at: usize) -> bool {
        at < self.end && self.page.facts[at].any(Facts::CAPITAL)
    }

    /// Whether a listed name that is also an everyday word is meant as a name here.
    fn holds(&self, at: usize, listed: Listed) -> bool {
        let word = self.page.word(at);
        match listed {
            // “the Times”, “the Post” are outlets; “Times”, “Sun”, “Mirror” alone are not; neither are Labour and Treasury inside longer names.
            Listed::Outlet(..) | Listed::Body(_)
                if self.page.facts[at].any(Facts::COMMON) && !self.page.facts[at].any(Facts::ALL_CAPITALS) =>
            {
                let alone = self.longest(at).is_some_and(|(length, _)| length == 1);
                !alone || (at > 0 && self.page.word(at - 1).eq_ignore_ascii_case("the") && !self.has_more(at + 1))
            }
            _ => {
                // Short acronyms that are words need their capitals.
                word.len() > 2 || self.page.facts[at].any(Facts::ALL_CAPITALS) || !self.page.facts[at].any(Facts::FUNCTION)
            }
        }
    }

    /// Whether a listed place is a person's name here: Jordan Vale, Chad Moss, Paris Doe, Ann London.
    fn is_person_instead(&self, at: usize, end: usize, listed: Listed) -> bool {
        if !matches!(listed, Listed::Country(_) | Listed::Capital(_) | Listed::Place(_)) || end != at + 1 || !self.has_more(end) {
            return false;
        }
        let next = self.page.facts[end];
        self.page.facts[at].any(Facts::GIVEN)
            && !next.any(Facts::COMMON.with(Facts::BODY).with(Facts::TITLE).with(Facts::PERSON))
            && self.longest(end).is_none()
    }

    /// If a title begins at `at` and a name follows it, the end of the title.
    fn title_end(&self, at: usize) -> Option<usize> {
        let page = self.page;
        let mut last = None;
        let mut i = at;
        while i < self.end {
            let facts = page.facts[i];
            let office =
                facts.any(Facts::TITLE) || facts.any(Facts::PERSON) && !facts.any(Facts::GIVEN.with(Facts::SURNAME).with(Facts::EASTERN));
            if office {
                i += 1;
                // Secretary of State, Chief of Staff, Minister for the Arts: as far as the words are common or listed.
                while i < self.end && matches!(page.word(i), "of" | "for") {
                    let mut inner = i + 1;
                    if inner < self.end && page.word(inner) == "the" {
                        inner += 1;
                    }
                    let first = inner;
                    while inner < self.end && self.office_words(inner) > 0 {
                        inner += self.office_words(inner);
                    }
                    if inner == first {
                        break;
                    }
                    i = inner;
                }
                last = Some(i);
                continue;
            }
            // Words between: Deputy *Foreign* Minister, *Harbour Authority* Director.
            let between = facts.any(Facts::CAPITAL) && facts.any(Facts::COMMON) && !facts.any(Facts::GIVEN)
                || matches!(page.word(i), "and" | "of" | "for" | "the" | "&") && i > at;
            if !between || last.is_some() && !self.title_follows(i) {
                break;
            }
            i += 1;
        }
        let end = last?;
        let follows = end < self.end && page.facts[end].any(Facts::CAPITAL);
        if !follows {
            return None;
        }
        // Justice Department, King County, Prince Vale Bridge: the head at the end makes it no person.
        let name_end = self.name_end(end);
        let head = page.facts[name_end - 1].any(Facts::BODY.with(Facts::PLACE_LAST));
        let honoured = page.facts[at].any(Facts::HONORIFIC);
        let named = page.facts[end].any(Facts::GIVEN) && name_end > end + 1 && !head;
        (named || honoured || !head).then_some(end)
    }

    /// If a title stands inside a name, with another name behind it: the title and the name behind it.
    fn inner_title(&self, at: usize, end: usize) -> Option<(Range<usize>, Range<usize>)> {
        let page = self.page;
        let officer = |i: usize| {
            page.facts[i].any(Facts::PERSON.with(Facts::OFFICE))
                && !page.facts[i].any(Facts::GIVEN.with(Facts::SURNAME).with(Facts::EASTERN))
        };
        let title = (at + 1..end.saturating_sub(1)).find(|i| officer(*i))?;
        let mut behind = title + 1;
        while behind < end && officer(behind) {
            behind += 1;
        }
        let person =
            behind < end && !page.facts[behind].any(Facts::BODY.with(Facts::PLACE_LAST)) && !page.facts[title - 1].any(Facts::GIVEN);
        (person && page.facts[behind].any(Facts::CAPITAL)).then_some((title..behind, behind..end))
    }

    /// Whether another title word follows before the words stop being common.
    fn title_follows(&self, from: usize) -> bool {
        (from..self.end)
            .take(4)
            .take_while(|i| self.page.facts[*i].any(Facts::COMMON) && !self.page.facts[*i].any(Facts::GIVEN.with(Facts::SURNAME)))
            .any(|i| self.page.facts[i].any(Facts::TITLE.with(Facts::PERSON)))
    }

    /// How many words from `at` can stand behind “Secretary of”: a listed name, or a common word for a field of office.
    fn office_words(&self, at: usize) -> usize {
        let facts = self.page.facts[at];
        if !facts.any(Facts::CAPITAL) {
            return 0;
        }
        match self.longest(at) {
            Some((length, _)) => length,
            None => usize::from(facts.any(Facts::COMMON) && !facts.any(Facts::GIVEN.with(Facts::TITLE))),
        }
    }

    /// Where the name that begins at `at` ends: before a connector that names of persons do not have inside.
    fn name_end(&self, at: usize) -> usize {
        let page = self.page;
        let mut i = at + 1;
        while i < self.end {
            let facts = page.facts[i];
            if facts.any(Facts::CAPITAL) || facts.any(Facts::PARTICLE) && !matches!(page.word(i), "y" | "e") {
                i += 1;
            } else {
                break;
            }
        }
        i
    }

    /// If a name of a body begins at `at` — its head last, or before “of” and the like — its end.
    fn body_end(&self, at: usize) -> Option<usize> {
        let page = self.page;
        let mut i = at;
        let mut end = None;
        while i < self.end {
            let facts = page.facts[i];
            if facts.any(Facts::CAPITAL) {
                let head = facts.any(Facts::BODY) || (facts.any(Facts::PLACE_LAST) && i > at);
                i += 1;
                if head {
                    end = Some(i);
                } else if end == Some(i - 1)
                    && !matches!(page.word(i - 2), "of" | "for" | "on")
                    && facts.any(Facts::GIVEN.with(Facts::TITLE))
                {
                    // A person's name directly behind the body's.
                    break;
                }
                continue;
            }
            let word = page.word(i);
            let after_head = end == Some(i);
            let article = i + 1 < self.end && (page.word(i + 1) == "the" || word == "for" && page.word(i + 1) == "a");
            let next = if article { i + 2 } else { i + 1 };
            match word {
                "on" if after_head && !self.sits_on(i - 1) => break,
                "of" | "for" | "on" if after_head => {
                    // Ministry of Trade, Centre for the Study of Vale: up to the next connector.
                    let mut inner = next;
                    while inner < self.end
                        && page.facts[inner].any(Facts::CAPITAL)
                        && !(inner > next && page.facts[inner].any(Facts::TITLE) && self.title_end(inner).is_some())
                    {
                        inner += 1;
                    }
                    i = inner;
                    end = Some(inner);
                }
                "and" | "&" => {
                    // Food and Drug Administration; Ministry of Trade and Industry: common words on both sides. Not Vale and the Harbour Ministry.
                    let common = |j: usize| page.facts[j].any(Facts::COMMON) && !page.facts[j].any(Facts::GIVEN);
                    let of_before = (at..i).any(|j| matches!(page.word(j), "of" | "for"));
                    let head_later = (i + 1..self.end).any(|j| page.facts[j].any(Facts::BODY));
                    let joins = next == i + 1
                        && next < self.end
                        && common(i - 1)
                        && common(next)
                        && if of_before { !page.facts[next].any(Facts::BODY) } else { head_later && end.is_none() };
                    if !joins {
                        break;
                    }
                    i += 1;
                    if of_before {
                        while i < self.end && page.facts[i].any(Facts::CAPITAL) && common(i) {
                            i += 1;
                        }
                        end = Some(i);
                    }
                }
                "of" | "for" | "on" | "the" if end.is_none() && word != "the" => break,
                _ if facts.any(Facts::PARTICLE) && end.is_none() => i += 1,
                _ => break,
            }
        }
        let end = end?;
        // A head alone is a description (“the Ministry”), and so is a person's given name before one only a name (“Ann Church”).
        let words = end - at;
        let alone = words == 1;
        let person =
            words == 2 && page.facts[at].any(Facts::GIVEN) && !page.facts[at].any(Facts::COMMON) && surname_like(page.word(at + 1));
        (!alone && !person).then_some(end)
    }

    /// Whether the head is one that is “on” something: the Committee on Trade.
    fn sits_on(&self, head: usize) -> bool {
        body_noun(self.page.word(head)).is_some_and(|noun| matches!(noun.class, "council" | "organization" | "institute"))
    }

    /// Bodies and countries inside a title (`Harbour Ministry` spokeswoman, `U.S.` President).
    fn push_inside_title(&self, title: Range<usize>, out: &mut Vec<Named>) {
        let mut i = title.start;
        while i < title.end {
            if let Some((length, listed)) = gazetteer::longest((i..title.end).map(|i| self.page.word(i)), false) {
                if !matches!(listed, Listed::Adjective(_) | Listed::People(..)) && self.holds(i, listed) {
                    push_listed(i..i + length, listed, out);
                }
                i += length;
                continue;
            }
            let body = (i + 1..title.end).find(|j| self.page.facts[*j].any(Facts::BODY));
            if let Some(j) = body.filter(|j| (i..=*j).all(|k| self.page.facts[k].any(Facts::CAPITAL))) {
                self.push_body(i..j + 1, None, out);
                i = j;
            }
            i += 1;
        }
    }

    fn push_titled(&self, title: Range<usize>, name: Range<usize>, out: &mut Vec<Named>) {
        let mut gender = None;
        let mut royal = false;
        let mut office = false;
        for i in title.clone() {
            let facts = self.page.facts[i];
            if facts.any(Facts::TITLE_MALE) {
                gender = Some(Gender::Male);
            } else if facts.any(Facts::TITLE_FEMALE) {
                gender = Some(Gender::Female);
            }
            royal |= facts.any(Facts::GIVEN_TITLE);
            office |= !facts.any(Facts::HONORIFIC) || matches!(&*lower(self.page.word(i)), "dr." | "dr" | "prof." | "prof");
        }
        let title = office.then_some(title);
        let tokens = trim_particles(self.page, name);
        out.push(Named { title, gender, royal, ..Named::new(tokens, ActorKind::Person, 3) });
    }

    fn push_body(&self, tokens: Range<usize>, owner: Option<u16>, out: &mut Vec<Named>) {
        let last = self.page.facts[tokens.end - 1];
        let place = last.any(Facts::PLACE_LAST)
            && !(last.any(Facts::BODY) && body_noun(self.page.word(tokens.end - 1)).is_some_and(|noun| noun.class != "parliament"));
        let place = place && !tokens.clone().any(|i| matches!(self.page.word(i), "of" | "for"));
        let kind = if place { ActorKind::Place } else { ActorKind::Organization };
        out.push(Named { owner, ..Named::new(tokens, kind, 2) });
    }

    /// A name without head, title or listing.
    fn push_plain(&self, tokens: Range<usize>, out: &mut Vec<Named>) {
        let page = self.page;
        let tokens = trim_particles(page, tokens);
        // A title inside: “Harbour Chief Executive Ann Vale” was cut before; what is left is a name whole.
        let first = page.facts[tokens.start];
        if tokens.len() == 1
            && (first.any(Facts::CAPITALISED.with(Facts::DATE).with(Facts::TITLE).with(Facts::BODY).with(Facts::DOCUMENT))
                || first.any(Facts::PERSON) && first.any(Facts::COMMON))
        {
            return;
        }
        if page.word(tokens.start).chars().count() < 2 && tokens.len() == 1
            || page.facts[tokens.end - 1].any(Facts::HONORIFIC) && tokens.len() == 1
        {
            return;
        }
        let last = page.facts[tokens.end - 1];
        if last.any(Facts::EVENT) && tokens.len() > 1 && !first.any(Facts::GIVEN)
            || tokens.len() == 1 && (first.any(Facts::DIRECTION) || matches!(page.word(tokens.start), "Jr." | "Sr." | "II" | "III" | "IV"))
        {
            return;
        }
        // An unlisted adjective of a people or style before a noun: Eurasian markets.
        let next = page.facts.get(tokens.end).copied().unwrap_or_default();
        let adjective = ["ian", "ean", "ese", "ish", "esque", "ic"].iter().any(|end| page.word(tokens.start).ends_with(end));
        let noun = next.any(Facts::COMMON)
            && !next.any(Facts::FUNCTION.with(Facts::VERB).with(Facts::CAPITAL))
            && page.is_adjacent(tokens.end - 1);
        if tokens.len() == 1 && adjective && noun {
            return;
        }
        // African Americans: a people of two words.
        if tokens.len() > 1 && matches!(gazetteer::listed(page.word(tokens.end - 1)), Some(Listed::People(_, true))) {
            return;
        }
        // Machines and models: F-22 Falke.
        if page.word(tokens.start).contains(|c: char| c.is_ascii_digit()) {
            return;
        }
        let common =
            tokens.clone().all(|i| page.facts[i].any(Facts::COMMON.with(Facts::CAPITALISED).with(Facts::DIRECTION).with(Facts::EVENT)));
        let given = first.any(Facts::GIVEN);
        if common && !given && self.title_before(tokens.start).is_none() {
            // Common words with capitals inside a sentence name bodies (Harbour Watch), where they do something.
            let acts = next.any(Facts::VERB.with(Facts::CLITIC)) || page.word(tokens.end).ends_with("ed");
            let inside = tokens.start > self.sentence.start && tokens.clone().all(|i| page.facts[i].any(Facts::CAPITAL));
            if tokens.len() > 1 && tokens.len() < 6 && acts && inside {
                out.push(Named::new(tokens, ActorKind::Organization, 0));
            }
            return;
        }
        let (kind, sure) = self.guess(&tokens);
        let mut named = Named::new(tokens.clone(), kind, sure);
        if let Some(title) = self.title_before(tokens.start).filter(|_| named.sure < 3) {
            named.kind = ActorKind::Person;
            named.sure = 3;
            named.title = Some(title);
        }
        out.push(named);
    }

    /// What an unlisted name is by its own form and its neighbours.
    fn guess(&self, tokens: &Range<usize>) -> (ActorKind, u8) {
        use ActorKind::{Organization, Person, Place};
        let page = self.page;
        let first = page.facts[tokens.start];
        let before = tokens.start.checked_sub(1).filter(|i| *i >= self.sentence.start);
        let word_before = before.map_or("", |i| page.word(i));
        let after = |n: usize| if tokens.end + n < self.sentence.end { page.word(tokens.end + n) } else { "" };
        let fact_after = |n: usize| if tokens.end + n < self.sentence.end { page.facts[tokens.end + n] } else { Facts::default() };
        // SurveyPond: a capital inside makes a brand, unless it stands behind Mc, De or an apostrophe.
        let inner = page.word(tokens.start).char_indices().skip(1).find(|(_, c)| c.is_uppercase()).map(|(at, _)| at);
        let brand = inner.is_some_and(|at| at > 3 && page.word(tokens.start)[..at].ends_with(char::is_lowercase));
        if tokens.len() == 1 && brand && !page.word(tokens.start).contains(['-', '\'', '’']) {
            return (Organization, 2);
        }
        if tokens.len() == 1 && first.any(Facts::ALL_CAPITALS) {
            return (Organization, if page.word(tokens.start).chars().count() > 1 { 2 } else { 0 });
        }
        if tokens.len() > 1 && first.any(Facts::PLACE_FIRST) && !first.any(Facts::GIVEN) {
            return (Place, 2);
        }
        if tokens.len() > 1
            && tokens.len() < 6
            && (first.any(Facts::GIVEN) || first.any(Facts::EASTERN) && tokens.len() <= 3 && !first.any(Facts::COMMON))
        {
            return (Person, 2);
        }
        // Hyphenated given names before or behind a family name: Min-ho Vale.
        let hyphenated = tokens.len() == 2 && tokens.clone().any(|i| is_hyphenated_given(page.word(i)));
        if hyphenated {
            return (Person, 2);
        }
        let initial = tokens.len() > 1 && tokens.clone().any(|i| page.word(i).ends_with('.') && page.word(i).chars().count() == 2);
        let particle = tokens.clone().any(|i| !page.facts[i].any(Facts::CAPITAL) && page.facts[i].any(Facts::PARTICLE));
        if initial || particle && !word_before.eq_ignore_ascii_case("the") {
            return (Person, 2);
        }
        // Ann Vale, 45, …; Vale, who …; Vale, a teacher, …
        if after(0) == ","
            && (after(1) == "who"
                || tokens.len() > 1 && page.tokens.get(tokens.end + 1).is_some_and(|t| t.kind == TokenKind::Number) && after(2) == ",")
        {
            return (Person, 1);
        }
        if after(0) == ","
            && matches!(after(1), "a" | "an" | "the")
            && (2..8).take_while(|n| !matches!(after(*n), "," | "" | ".")).any(|n| fact_after(n).any(Facts::PERSON))
        {
            return (Person, 1);
        }
        if after(0) == "," && tokens.len() <= 2 && page.facts.get(tokens.end + 1).is_some_and(|f| f.any(Facts::CAPITAL)) {
            let place = gazetteer::longest((tokens.end + 1..self.sentence.end).map(|i| page.word(i)), false);
            if matches!(place, Some((_, Listed::Country(_) | Listed::Place(_)))) && !matches!(word_before, "and" | ",") {
                return (Place, 1);
            }
        }
        if matches!(word_before, "in" | "near" | "outside" | "across" | "around" | "throughout" | "In" | "Near") && tokens.len() <= 2 {
            return (Place, 1);
        }
        if word_before.eq_ignore_ascii_case("the") {
            // The Vale administration: before a noun a name is its owner's.
            let owner = fact_after(0).any(Facts::COMMON) && !fact_after(0).any(Facts::FUNCTION.with(Facts::CAPITAL).with(Facts::VERB));
            return (if owner && tokens.len() == 1 { Person } else { Organization }, 0);
        }
        // Northland’s foreign minister, its parliament: what only a country has.
        if matches!(after(0), "'s" | "’s") {
            let owned = (1..5)
                .map(after)
                .take_while(|word| word.chars().all(|c| c.is_alphabetic() || c == '-'))
                .find_map(|word| body_noun(word).map(|noun| noun.class).or_else(|| is_state_office(word).then_some("government")));
            if owned.is_some_and(|class| {
                matches!(class, "ministry" | "government" | "parliament" | "court" | "police" | "military" | "embassy")
            }) {
                return (Place, 1);
            }
        }
        if tokens.len() == 1 {
            if first.any(Facts::SURNAME.with(Facts::GIVEN)) {
                return (Person, 1);
            }
            if fact_after(0).any(Facts::VERB) && !fact_after(0).any(Facts::FUNCTION) {
                return (Person, 0);
            }
            if matches!(word_before, "from" | "to" | "at" | "via" | "toward" | "towards" | "into") {
                return (Place, 0);
            }
        }
        (Person, u8::from(tokens.len() > 1 && tokens.len() < 4 && page.facts[tokens.end - 1].any(Facts::SURNAME)))
    }

    /// A small title directly before a name: `spokeswoman Ann Vale`, `the ministry’s chief negotiator Vale`. Its noun and the words that belong to it.
    fn title_before(&self, at: usize) -> Option<Range<usize>> {
        let page = self.page;
        let noun = at.checked_sub(1).filter(|i| *i >= self.sentence.start && page.is_adjacent(*i))?;
        if !page.facts[noun].any(Facts::PERSON) || page.facts[noun].any(Facts::CAPITAL) && noun > self.sentence.start {
            return None;
        }
        let mut start = noun;
        while start > self.sentence.start && page.is_adjacent(start - 1) {
            let facts = page.facts[start - 1];
            let belongs = facts.any(Facts::MODIFIER.with(Facts::PERSON).with(Facts::BODY).with(Facts::CAPITAL))
                && facts.any(Facts::WORD)
                && !facts.any(Facts::CLITIC.with(Facts::VERB))
                || facts.any(Facts::COMMON) && !facts.any(Facts::FUNCTION.with(Facts::VERB));
            if !belongs || facts.any(Facts::FUNCTION) && !facts.any(Facts::MODIFIER) || noun - start >= 5 {
                break;
            }
            start -= 1;
        }
        Some(start..at)
    }

    /// The country that owns the body whose name begins at `at`: `Turkey’s Foreign Ministry`.
    fn owner_before(&self, at: usize) -> Option<u16> {
        let clitic = at.checked_sub(1)?;
        if !self.page.facts[clitic].any(Facts::CLITIC) || clitic == 0 {
            return None;
        }
        (clitic.saturating_sub(4).max(self.sentence.start)..clitic).find_map(|start| {
            match gazetteer::longest((start..clitic).map(|i| self.page.word(i)), false) {
                Some((length, Listed::Country(country) | Listed::Capital(country))) if start + length == clitic => Some(country),
                _ => None,
            }
        })
    }
}

/// Min-ho, Jong-un: two short parts, the second small.
fn is_hyphenated_given(word: &str) -> bool {
    word.split_once('-').is_some_and(|(a, b)| {
        a.len() <= 6
            && b.len() <= 6
            && b.len() > 1
            && !b.contains('-')
            && b.chars().all(char::is_alphabetic)
            && !matches!(b, "based" | "led" | "born" | "backed" | "style" | "run")
    })
}

/// Heads of bodies that are also family names.
fn surname_like(word: &str) -> bool {
    matches!(
        word,
        "Church"
            | "House"
            | "Banks"
            | "Park"
            | "Hill"
            | "Rivers"
            | "Lane"
            | "Forest"
            | "Brooks"
            | "Fields"
            | "Fleet"
            | "Parks"
            | "Street"
            | "Hall"
            | "Marsh"
            | "Ford"
            | "Lake"
            | "Paper"
            | "Post"
            | "Wire"
            | "Bank"
            | "Mountain"
            | "Guard"
            | "Sun"
            | "Star"
            | "Force"
            | "Chambers"
            | "Major"
            | "Beach"
            | "Bridges"
            | "Towers"
            | "Island"
            | "Springs"
            | "Square"
            | "Club"
            | "Field"
            | "Castle"
            | "Garden"
            | "Ridge"
            | "Bay"
            | "Hills"
            | "Point"
    )
}

fn trim_particles(page: &Page, mut tokens: Range<usize>) -> Range<usize> {
    while tokens.len() > 1 && !page.facts[tokens.end - 1].any(Facts::CAPITAL) {
        tokens.end -= 1;
    }
    tokens
}

/// A people in the plural (“the Saudis said”) stands for its country, unless only some of it are told of (“many Saudis”); in the singular it is an adjective.
fn push_people(page: &Page, tokens: Range<usize>, listed: Listed, out: &mut Vec<Named>) {
    let before = tokens.start.checked_sub(1).map_or(Facts::default(), |at| page.facts[at]);
    let word = tokens.start.checked_sub(1).map_or("", |at| page.word(at));
    let some = before.any(Facts::MODIFIER) || word.ends_with(|c: char| c.is_ascii_digit());
    if matches!(listed, Listed::People(_, true)) && !some {
        push_listed(tokens, listed, out);
    }
}

/// A listed name as it stands.
pub(crate) fn push_listed(tokens: Range<usize>, listed: Listed, out: &mut Vec<Named>) {
    let kind = match listed {
        Listed::Country(_) | Listed::Capital(_) | Listed::Place(_) | Listed::People(..) | Listed::Adjective(_) | Listed::Seat(_) => {
            ActorKind::Place
        }
        Listed::Body(_) | Listed::Agency(_) | Listed::Outlet(..) => ActorKind::Organization,
    };
    out.push(Named { listed: Some(listed), ..Named::new(tokens, kind, 3) });
}
