//! The tagger's input and what is known better than it can guess.
//!
//! Names that the analysis found are names, closed classes are what they are, and a headline's capitals say nothing. Afterwards a few readings that
//! the words around them rule out are put right: they are the ones on which attributions hang.

use headwater_core::ActorKind;
use headwater_language::{Analysis, MentionForm};
use rustc_hash::FxHashSet;

use crate::{
    lexicon::{Frame, LEXICON, Verb},
    tagger::{self, Input, Tag},
    text::Item,
};

/// Tags the words and marks of one sentence. Items come in with `Mark`, `Number` or `Other` by their token; `surnames` are those of [`surnames`].
pub fn tag(text: &str, analysis: &Analysis, surnames: &FxHashSet<&str>, items: &mut [&mut Item]) {
    let headline = is_headline(items);
    let tags = {
        let inputs: Vec<Input> = items
            .iter()
            .map(|item| {
                let mention = item.mention.and_then(|mention| analysis.mentions.get(mention));
                let named = item.capital && mention.is_some_and(|mention| mention.form == MentionForm::Name);
                Input {
                    form: if headline && !named { &item.lower } else { item.span.of(text) },
                    lower: &item.lower,
                    known: match item.tag {
                        Tag::Mark => Some(Tag::Mark),
                        Tag::Number => Some(Tag::Number),
                        _ if named && !item.lower.starts_with('\'') => Some(Tag::Name),
                        _ => closed_class(&item.lower),
                    },
                }
            })
            .collect();
        tagger::tag(&inputs)
    };
    for (item, tag) in items.iter_mut().zip(tags) {
        item.tag = tag;
    }
    // `Brightly thinks`: an adverb by its looks, the last word of somebody's name on this page.
    if let [first, second, ..] = items
        && first.tag == Tag::Adverb
        && second.tag.is_finite()
        && LEXICON.is_verb(&second.lower)
        && surnames.contains(first.span.of(text))
    {
        first.tag = Tag::Name;
    }
    for at in 0..items.len() {
        if let Some(tag) = correction(items, at) {
            items[at].tag = tag;
        }
    }
}

/// The last words of the names of the page's persons.
pub fn surnames(analysis: &Analysis) -> FxHashSet<&str> {
    let persons = analysis.entities.iter().filter(|entity| entity.kind == ActorKind::Person);
    persons.filter_map(|person| person.name.rsplit_once(' ')).map(|(_, last)| last).collect()
}

/// A line in which most longer words begin with a capital.
fn is_headline(items: &[&mut Item]) -> bool {
    let long = items.iter().filter(|item| item.lower.len() > 3 && item.tag == Tag::Other);
    let (all, capital) = long.fold((0, 0), |(all, capital), item| (all + 1, capital + usize::from(item.capital)));
    all >= 4 && capital * 10 >= all * 7
}

/// Words of one tag only.
fn closed_class(lower: &str) -> Option<Tag> {
    Some(match lower {
        "to" => Tag::To,
        "and" | "or" | "but" | "nor" => Tag::Coordinator,
        "he" | "she" | "they" | "it" | "i" | "we" | "you" | "him" | "them" | "me" | "us" => Tag::Pronoun,
        "said" => Tag::Past,
        "says" => Tag::Presents,
        "saying" => Tag::Ing,
        "who" | "whom" | "whose" => Tag::Wh,
        "n't" | "not" => Tag::Adverb,
        _ => return None,
    })
}

/// Whether the word is a past form of a verb that tells what follows it.
fn is_past(lower: &str) -> bool {
    let tells = |verb: &Verb| [Frame::To, Frame::Clause, Frame::WhomTo].iter().any(|frame| verb.frames.has(*frame)) && verb.lemma != lower;
    !lower.ends_with('s') && !lower.ends_with("ing") && LEXICON.verbs(lower).any(tells)
}

/// Whether a clause would have no finite verb but this one: none stands before it that does not open the clause by saying, and none behind it.
fn is_only_verb(items: &[&mut Item], at: usize) -> bool {
    let opens = |item: &Item| item.tag == Tag::Mark || item.any(&["that", "and", "but", "while", "as", "who", "which"]);
    let says = |item: &Item| LEXICON.verbs(&item.lower).any(|verb| verb.frames.has(Frame::Clause));
    let before = items[..at].iter().rev().take_while(|item| !opens(item)).find(|item| item.tag.is_finite());
    let behind = items[at + 1..].iter().take_while(|item| item.tag != Tag::Mark).any(|item| item.tag.is_finite());
    before.is_some_and(|verb| says(verb)) && !behind
}

/// Whether the word is a verb of saying that an expression of time parts from somebody: `Lund on Sunday | warned`.
fn is_past_behind_time(items: &[&mut Item], at: usize) -> bool {
    let times = items[..at].iter().rev().take_while(|item| item.time).count();
    let preposition = usize::from(times > 0 && at > times && items[at - times - 1].any(&["on", "in", "late", "early"]));
    let subject = at.checked_sub(times + preposition + 1).map(|at| &items[at]);
    let is_somebody = |item: &&&mut Item| item.tag == Tag::Name && !item.time || item.tag == Tag::Pronoun || LEXICON.is_person(&item.lower);
    let has_agent = items[at + 1..].iter().take(3).any(|item| item.is("by"));
    times > 0 && subject.as_ref().is_some_and(is_somebody) && !has_agent && LEXICON.is_verb(&items[at].lower)
}

/// What the word at `at` must be by the words around it.
fn correction(items: &[&mut Item], at: usize) -> Option<Tag> {
    let item = &items[at];
    let before = at.checked_sub(1).map(|at| &items[at]);
    let after = items.get(at + 1);
    let in_phrase = before.is_some_and(|before| matches!(before.tag, Tag::Determiner | Tag::Possessive | Tag::Adjective | Tag::Genitive));
    let in_phrase_or_noun = in_phrase || before.is_some_and(|before| matches!(before.tag, Tag::Noun | Tag::Name));
    let clause_open = || {
        let opens = |item: &&&mut Item| item.any(&[",", ";", ":", "that", "and", "but", "while", "as", "who", "which"]);
        !items[..at].iter().rev().take_while(|item| !opens(item)).any(|item| item.tag.is_finite())
    };
    match item.tag {
        // `the sailors’ union`
        Tag::Mark if item.is("'") && before.is_some_and(|before| before.span.end == item.span.start && before.lower.ends_with('s')) => {
            Some(Tag::Genitive)
        }
        Tag::Noun if item.is("found") => Some(Tag::Past),
        // `Witnesses to the crash said`: no sentence opens with a verb of the third person.
        Tag::Presents if before.is_none() && LEXICON.is_person(&item.lower) => Some(Tag::Nouns),
        // `said the council | proposed to close it`: neither noun nor participle where the clause has no other verb.
        Tag::PastParticiple | Tag::Noun | Tag::Adjective
            if before.is_some_and(|before| before.tag.is_noun())
                && after.is_some_and(|after| after.tag == Tag::To || after.tag.is_noun() || after.is("that"))
                && is_past(&item.lower)
                && is_only_verb(items, at) =>
        {
            Some(Tag::Past)
        }
        // `Lund on Sunday warned of …`: a participle stands right behind its noun, or has who did it.
        Tag::PastParticiple if is_past_behind_time(items, at) && clause_open() => Some(Tag::Past),
        // `quoted the king as warning`
        Tag::Noun
            if item.lower.ends_with("ing")
                && LEXICON.is_verb(&item.lower)
                && before.is_some_and(|before| before.is("as"))
                && items[..at].iter().rev().take(14).any(|item| item.any(&["quote", "quotes", "quoted", "cite", "cites", "cited"])) =>
        {
            Some(Tag::Ing)
        }
        // `the two allies expect to`: no infinitive without its helper.
        Tag::Base
            if before.is_some_and(|before| matches!(before.tag, Tag::Nouns | Tag::Name) || before.any(&["they", "we", "you", "i"]))
                && clause_open() =>
        {
            Some(Tag::Present)
        }
        // `the regime favors a slower approach`
        Tag::Nouns
            if LEXICON.is_verb(&item.lower)
                && before.is_some_and(|before| matches!(before.tag, Tag::Noun | Tag::Name))
                && after.is_some_and(|after| matches!(after.tag, Tag::Determiner | Tag::Possessive | Tag::Pronoun))
                && clause_open() =>
        {
            Some(Tag::Presents)
        }
        // `little doubt`, `partner and ally`
        Tag::Adverb if in_phrase && LEXICON.noun(&item.lower).is_some() => Some(Tag::Noun),
        Tag::Adverb
            if before.is_some_and(|before| before.is("and"))
                && at > 1
                && matches!(items[at - 2].tag, Tag::Noun | Tag::Nouns)
                && after.is_some_and(|after| after.tag == Tag::Mark) =>
        {
            Some(Tag::Noun)
        }
        // `expressed concern`, `the report`: no infinitive stands there.
        Tag::Base | Tag::Present
            if in_phrase || before.is_some_and(|before| takes_object(before)) && LEXICON.noun(&item.lower).is_some() =>
        {
            Some(Tag::Noun)
        }
        Tag::Base if before.is_some_and(|before| before.is("to")) && at > 1 && items[at - 2].is("according") => Some(Tag::Noun),
        Tag::Ing if LEXICON.is_document(&item.lower) && (in_phrase || before.is_some_and(|before| before.tag == Tag::Noun)) => {
            Some(Tag::Noun)
        }
        // `an official in the ministry`, `one official involved in it`
        Tag::Adjective
            if LEXICON.is_person(&item.lower)
                && (in_phrase_or_noun || before.is_some_and(|before| before.tag == Tag::Number))
                && after.is_none_or(|after| match after.tag {
                    Tag::Noun | Tag::Nouns | Tag::Name => false,
                    Tag::Adjective => items.get(at + 2).is_some_and(|next| matches!(next.tag, Tag::Preposition | Tag::To)),
                    _ => true,
                }) =>
        {
            Some(Tag::Noun)
        }
        // `a greetings card on the shelf`: no verb of one behind many that an `a` opens.
        Tag::Present | Tag::Base
            if before.is_some_and(|before| before.tag == Tag::Nouns) && at > 1 && items[at - 2].any(&["a", "an", "another"]) =>
        {
            Some(Tag::Noun)
        }
        // Prepositions are few: a word that only ends like one is none.
        Tag::Preposition | Tag::Subordinator if !is_function_word(&item.lower) => {
            Some(if item.capital && at > 0 { Tag::Name } else { Tag::Noun })
        }
        // `an official said`
        Tag::Adjective
            if before.is_some_and(|before| matches!(before.tag, Tag::Determiner | Tag::Noun | Tag::Adjective | Tag::Name))
                && after.is_some_and(|after| after.tag.is_finite())
                && item.lower.ends_with("al") =>
        {
            Some(Tag::Noun)
        }
        // `people close to the minister`
        Tag::Present | Tag::Base if item.is("close") && after.is_some_and(|after| after.is("to")) => Some(Tag::Adjective),
        // `…, the Harbour Mail reports.`
        Tag::Nouns
            if LEXICON.is_verb(&item.lower)
                && before.is_some_and(|before| before.tag == Tag::Name)
                && after.is_none_or(|after| after.any(&[".", ","]))
                && items[..at].iter().rev().take(8).any(|item| item.is(",") || item.tag == Tag::Mark) =>
        {
            Some(Tag::Presents)
        }
        // `the recording proves that`
        Tag::Nouns
            if LEXICON.is_verb(&item.lower)
                && before.is_some_and(|before| matches!(before.tag, Tag::Noun | Tag::Name | Tag::Pronoun) || before.is(","))
                && after.is_some_and(|after| after.is("that"))
                && !items[..at].iter().any(|item| item.tag.is_finite()) =>
        {
            Some(Tag::Presents)
        }
        _ => None,
    }
}

/// A verb that is nobody's helper.
fn takes_object(item: &Item) -> bool {
    matches!(item.tag, Tag::Past | Tag::Presents | Tag::Present | Tag::PastParticiple | Tag::Ing)
        && !item.any(&[
            "is", "are", "was", "were", "be", "been", "has", "have", "had", "do", "does", "did", "helped", "help", "let", "made", "make",
        ])
}

/// Prepositions and subordinating conjunctions of English.
const FUNCTION_WORDS: &[&str] = &[
    "aboard",
    "about",
    "above",
    "across",
    "after",
    "against",
    "albeit",
    "along",
    "alongside",
    "although",
    "amid",
    "amidst",
    "among",
    "amongst",
    "around",
    "as",
    "astride",
    "at",
    "atop",
    "because",
    "before",
    "behind",
    "below",
    "beneath",
    "beside",
    "besides",
    "between",
    "beyond",
    "but",
    "by",
    "circa",
    "concerning",
    "considering",
    "cause",
    "despite",
    "down",
    "due",
    "during",
    "except",
    "excluding",
    "following",
    "for",
    "from",
    "given",
    "if",
    "in",
    "including",
    "inside",
    "instead",
    "into",
    "lest",
    "like",
    "minus",
    "near",
    "next",
    "notwithstanding",
    "of",
    "off",
    "on",
    "once",
    "onto",
    "opposite",
    "out",
    "outside",
    "over",
    "past",
    "pending",
    "per",
    "plus",
    "pro",
    "regarding",
    "round",
    "save",
    "since",
    "so",
    "such",
    "than",
    "that",
    "though",
    "through",
    "throughout",
    "till",
    "to",
    "toward",
    "towards",
    "under",
    "underneath",
    "unless",
    "unlike",
    "until",
    "unto",
    "up",
    "upon",
    "via",
    "vs",
    "when",
    "whereas",
    "whether",
    "while",
    "whilst",
    "with",
    "within",
    "without",
    "worth",
    "ago",
    "according",
    "where",
    "why",
    "how",
    "'cause",
];

fn is_function_word(lower: &str) -> bool {
    FUNCTION_WORDS.contains(&lower)
}
