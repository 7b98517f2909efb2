//! Cues by which nobody has said anything: `declined to reveal`, `asked the council to explain`, `tests could show`, `nobody expects`; and deeds that only
//! look like sayings: `the court scrapped the rule`.
//!
//! What begins with a quotation is left alone: it is somebody’s words whatever the verb. The word lists are general knowledge, written for Headwater.

use super::{Context, Relation, phrase::phrase_after, prepositional::head};
use crate::{
    lexicon::LEXICON,
    tagger::Tag,
    text::{Item, Text},
};

/// Leaves out what nobody has said.
pub fn leave_out(context: &Context, text: &Text, relations: &mut Vec<Relation>) {
    relations.retain(|relation| {
        let Some(cue) = Cue::of(text, relation).filter(|_| !is_quoted(context, relation)) else { return true };
        let first_person = cue.source.iter().any(|word| word.any(&["i", "we"])) && cue.source.len() == 1;
        let open = !first_person && (cue.may_be() || cue.is_to_come());
        !(open || cue.is_deed() || cue.is_nobodys() || cue.gives(text.within(relation.content[0])))
    });
}

/// Whether what is said is a quotation, whole or from its first word on.
fn is_quoted(context: &Context, relation: &Relation) -> bool {
    relation.content.iter().any(|run| context.text[..run.start].ends_with(['"', '“', '‘', '\'']))
}

/// A cue among the words of its page.
struct Cue<'a> {
    words: &'a [Item],
    /// Its first word.
    start: usize,
    /// Behind its last word.
    end: usize,
    source: &'a [Item],
}

/// Modals that tell of what somebody might say.
const MODALS: [&str; 9] = ["can", "can't", "cannot", "could", "couldn't", "may", "might", "must", "should"];

/// Words before an infinitive that tell that it has not come to pass.
const PENDING: [&str; 36] = [
    "unable",
    "allowed",
    "permitted",
    "authorized",
    "authorised",
    "required",
    "obliged",
    "supposed",
    "unlikely",
    "reasonable",
    "impossible",
    "hard",
    "difficult",
    "tough",
    "easy",
    "important",
    "necessary",
    "enough",
    "decline",
    "declined",
    "declines",
    "declining",
    "refuse",
    "refused",
    "refuses",
    "refusing",
    "fail",
    "failed",
    "fails",
    "failing",
    "need",
    "needs",
    "needed",
    "neglected",
    "pressure",
    "whether",
];

/// Verbs by which somebody is to do something; those by which he does it (`prompted`, `forced`) are others.
const ASKS: [&str; 20] = [
    "advise",
    "allow",
    "ask",
    "beg",
    "challenge",
    "direct",
    "encourage",
    "expect",
    "instruct",
    "invite",
    "oblige",
    "order",
    "permit",
    "press",
    "pressure",
    "require",
    "tell",
    "urge",
    "want",
    "warn",
];

impl<'a> Cue<'a> {
    fn of(text: &'a Text, relation: &Relation) -> Option<Self> {
        let span = *relation.cue.first()?;
        let start = text.words.partition_point(|word| word.span.start < span.start);
        let end = start + text.within(span).len();
        let source = relation.source.first().map_or(&[][..], |source| text.within(*source));
        (end > start).then_some(Self { words: &text.words, start, end, source })
    }

    /// The place before `at` where no adverb or time stands.
    fn before(&self, at: usize) -> Option<usize> {
        (0..at).rev().take(6).find(|at| !(self.words[*at].tag == Tag::Adverb || self.words[*at].time))
    }

    /// `tests | could show`, `a fair history | would say`
    fn may_be(&self) -> bool {
        let foretells = |at: usize| self.words[at].any(&["will", "would"]) && self.is_of_thing();
        // Not `May` who said so.
        let is_modal = |at: usize| !self.words[at].capital && (self.words[at].any(&MODALS) || foretells(at));
        is_modal(self.start) || self.words[self.start].tag == Tag::Base && self.before(self.start).is_some_and(is_modal)
    }

    /// Whether the source is neither anybody named nor a person, body or document.
    fn is_of_thing(&self) -> bool {
        let noun = head(self.source, 0..self.source.len()).map(|at| &self.source[at]);
        noun.is_some_and(|noun| {
            let speaks = LEXICON.is_person(&noun.lower) || LEXICON.is_document(&noun.lower) || noun.mention.is_some() || noun.capital;
            matches!(noun.tag, Tag::Noun | Tag::Nouns) && !speaks
        })
    }

    /// `declined | to reveal`, `asked the council | to explain`, `hard for the council | to explain`
    fn is_to_come(&self) -> bool {
        let Some(to) = self.infinitive() else { return false };
        let Some(before) = self.before(to) else { return false };
        let has_to = self.words[before].any(&["have", "has", "had"]);
        if self.words[before].any(&PENDING) || has_to {
            return true;
        }
        let object = |word: &Item| word.tag != Tag::Mark && !word.is_quotation() && !word.tag.is_finite();
        let verb = (0..to).rev().take(8).find(|at| !object(&self.words[*at]) || self.asks(*at) || self.words[*at].is("for"));
        let Some(verb) = verb.filter(|verb| verb + 1 < to) else { return false };
        let last = &self.words[to - 1];
        let somebody = last.mention.is_some() || last.tag == Tag::Pronoun || last.tag == Tag::Name || LEXICON.is_person(&last.lower);
        somebody && phrase_after(self.words, verb + 1) == to && (self.asks(verb) || self.words[verb].is("for"))
    }

    fn asks(&self, at: usize) -> bool {
        is_form_of(&self.words[at], &ASKS)
    }

    /// Where the `to` stands that makes the cue an infinitive: at its begin, before it, or before its last verb.
    fn infinitive(&self) -> Option<usize> {
        let is_to = |at: usize| self.words[at].tag == Tag::To;
        let within = (self.start..self.end).rev().find(|at| is_to(*at)).filter(|at| at + 1 < self.end);
        within.or_else(|| self.before(self.start).filter(|at| is_to(*at) && self.words[self.start].tag == Tag::Base))
    }

    /// `the court scrapped the rule`: a verb of doing, and none of saying.
    fn is_deed(&self) -> bool {
        let cue = &self.words[self.start..self.end];
        let says = |word: &Item| LEXICON.is_verb(&word.lower) || LEXICON.noun(&word.lower).is_some() || word.is("that");
        cue.iter().any(|word| LEXICON.is_deed(&word.lower)) && !cue.iter().any(says)
    }

    /// `nobody expects`, `no lawmaker has said`
    fn is_nobodys(&self) -> bool {
        let first = self.source.iter().find(|word| word.tag != Tag::Adverb || word.is("no"));
        first.is_some_and(|word| word.any(&["no", "nobody", "no-one", "none"]) && !self.words[self.start].capital)
    }

    /// `denied the councillor a vote`, `offered him a flat denial`
    fn gives(&self, content: &[Item]) -> bool {
        let end = phrase_after(content, 0);
        let receives = |word: &Item| word.mention.is_some() || word.tag == Tag::Pronoun || LEXICON.is_person(&word.lower);
        let second = content.get(end).is_some_and(|next| matches!(next.tag, Tag::Determiner | Tag::Possessive));
        is_form_of(&self.words[self.end - 1], &["deny", "offer"])
            && second
            && end > 0
            && receives(&content[end - 1])
            && (phrase_after(content, end) > end + 1 || content.get(end + 1).is_some_and(Item::is_quotation))
            && !content[end..].iter().take(4).any(|word| word.tag.is_finite())
    }
}

/// Whether the word is a form of one of these verbs.
fn is_form_of(word: &Item, lemmas: &[&str]) -> bool {
    word.tag.is_verb() && LEXICON.verbs(&word.lower).any(|verb| lemmas.contains(&verb.lemma.as_str()))
}

#[cfg(test)]
mod tests {
    use headwater_core::{Act, Article, Block, BlockKind, Span};
    use headwater_language::analyse;

    use super::*;

    /// Whether `[source] <cue> {content}` of the sentence stays.
    fn stays(marked: &str) -> bool {
        let text = marked.replace(['[', ']', '<', '>', '{', '}'], "");
        let span = |open: char, close: char| {
            let inner = marked.split_once(open).and_then(|(_, rest)| rest.split_once(close)).map(|(inner, _)| inner);
            inner.and_then(|inner| text.find(inner).map(|at| Span::new(at, at + inner.len()))).into_iter().collect()
        };
        let relation = Relation { source: span('[', ']'), cue: span('<', '>'), content: span('{', '}'), act: Act::Speech, negated: false };
        let block = Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), why: None };
        let article = Article { text: text.clone(), blocks: vec![block], ..Article::default() };
        let analysis = analyse(&article);
        let words = Text::new(&article, &analysis, &LEXICON);
        let mut relations = vec![relation];
        leave_out(&Context { text: &text, analysis: &analysis, roles: &words.roles }, &words, &mut relations);
        !relations.is_empty()
    }

    #[test]
    fn deeds_are_no_sayings() {
        assert!(!stays("[The court] <scrapped> {a ruling in favour of the smith}."));
        assert!(!stays("[The guild] <voted> {to keep the old lock}."));
        assert!(stays("[The guild] <approved a plea> {to keep the old lock}."));
        assert!(stays("[Lena Okafor] <named> “{a folly}” what the guild had built."));
        assert!(!stays("[The guild] <offered> {the minister a new lock}."));
        assert!(!stays("[The guild] <offered> {him a “flat denial” of it}."));
        assert!(stays("[The guild] <offered> {to build a new lock}."));
        assert!(stays("[Lena Okafor] <groused about> {the old lock}."));
    }
}
