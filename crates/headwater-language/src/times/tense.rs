//! Whether a sentence looks back or ahead at an expression of time.

use super::{grammar::Words, resolve::Side};

/// Where what the words around `at..end` tell lies: as the nearest verb before the expression in its clause tells, else the nearest behind it.
pub(super) fn side(words: &Words, at: usize, end: usize) -> Side {
    let word = |i: usize| words.small.get(i).map_or("", String::as_str);
    // By Friday, until March: ahead, where no past says otherwise.
    let bounded = at > 0 && matches!(word(at - 1), "by" | "until" | "till" | "before");
    let mut i = at;
    while i > 0 && at - i < 24 {
        i -= 1;
        if matches!(word(i), ";" | "“" | "”" | "\"" | ":") && i + 1 < at {
            break;
        }
        match cue(words, i) {
            // A verb of speech does not bind what is said: “said … by Friday”.
            Some(Side::Past) if bounded && is_speech(word(i)) => {}
            Some(side) => return side,
            None => {}
        }
    }
    for i in end..(end + 12).min(words.small.len()) {
        if matches!(word(i), ";" | "“" | "”" | "\"") {
            break;
        }
        if let Some(side) = cue(words, i) {
            return side;
        }
    }
    if bounded { Side::Ahead } else { Side::Unknown }
}

/// Whether `in ten years` at `at` tells since when something is the first or most of its kind: `the worst storm in ten years`.
pub(super) fn counts_back(words: &Words, at: usize) -> bool {
    const OF_ITS_KIND: [&str; 34] = [
        "first",
        "second",
        "third",
        "only",
        "worst",
        "best",
        "most",
        "least",
        "highest",
        "lowest",
        "biggest",
        "largest",
        "smallest",
        "greatest",
        "deadliest",
        "bloodiest",
        "strongest",
        "weakest",
        "longest",
        "shortest",
        "fastest",
        "slowest",
        "coldest",
        "hottest",
        "warmest",
        "heaviest",
        "driest",
        "wettest",
        "steepest",
        "sharpest",
        "closest",
        "busiest",
        "quietest",
        "poorest",
    ];
    let word = |i: usize| words.small.get(i).map_or("", String::as_str);
    // `the first time in`, `the worst mass shooting in`: a few words, none of them a verb that looks ahead.
    matches!(word(at), "in" | "within")
        && (1..=4).map_while(|back| at.checked_sub(back)).take_while(|&i| cue(words, i).is_none()).any(|i| OF_ITS_KIND.contains(&word(i)))
}

/// What one word tells.
fn cue(words: &Words, at: usize) -> Option<Side> {
    let word = |i: usize| words.small.get(i).map_or("", String::as_str);
    let this = word(at);
    match this {
        "will" | "shall" | "'ll" | "won't" | "would" | "wouldn't" | "may" | "might" | "could" | "can" | "should" | "must" | "upcoming"
        | "forthcoming" | "scheduled" | "slated" | "due" | "planned" | "plans" | "expects" | "hopes" | "aims" | "intends" => {
            // “would have been”, “may have left” look back; May the month is none.
            let perfect = word(at + 1) == "have" || word(at + 2) == "have";
            let month = this == "may" && words.capital[at];
            (!month).then_some(if perfect { Side::Past } else { Side::Ahead })
        }
        "expected" | "set" | "going" | "likely" | "supposed" | "poised" if word(at + 1) == "to" || word(at + 1) == "for" => {
            Some(Side::Ahead)
        }
        "to" => infinitive(words, at),
        "was" | "were" | "had" | "did" | "didn't" | "wasn't" | "weren't" | "been" => Some(Side::Past),
        "is" | "are" | "am" | "'re" => word(at + 1).ends_with("ing").then_some(Side::Ahead),
        _ if words.capital[at] && at > 0 => None,
        _ => is_past(this).then_some(Side::Past),
    }
}

/// `agreed to hold talks`, `plans to visit`: the verb before tells whether the infinitive lies ahead.
fn infinitive(words: &Words, at: usize) -> Option<Side> {
    let before = at.checked_sub(1).map_or("", |i| words.small[i].as_str());
    let verb = words.small.get(at + 1).map_or("", String::as_str);
    let ahead = matches!(
        before,
        "agreed"
            | "agree"
            | "agrees"
            | "plan"
            | "plans"
            | "planned"
            | "planning"
            | "want"
            | "wants"
            | "hope"
            | "hopes"
            | "hoped"
            | "intend"
            | "intends"
            | "intended"
            | "expect"
            | "expects"
            | "expected"
            | "scheduled"
            | "set"
            | "due"
            | "slated"
            | "invited"
            | "promised"
            | "promises"
            | "pledged"
            | "pledges"
            | "vowed"
            | "vows"
            | "threatened"
            | "threatens"
            | "offered"
            | "offers"
            | "ready"
            | "willing"
            | "prepared"
            | "preparing"
            | "likely"
            | "going"
            | "aims"
            | "aim"
            | "decided"
            | "proposed"
            | "ordered"
            | "urged"
            | "deadline"
            | "plans,"
            | "have"
            | "has"
            | "need"
            | "needs"
    );
    let verb_like = !verb.is_empty()
        && verb.chars().all(char::is_alphabetic)
        && !matches!(verb, "the" | "a" | "an" | "his" | "her" | "its" | "their" | "this" | "that" | "have");
    (ahead && verb_like).then_some(Side::Ahead)
}

/// Whether the word is a verb in the past: regular, or of the frequent irregular ones.
fn is_past(word: &str) -> bool {
    const IRREGULAR: &[&str] = &[
        "said", "told", "met", "went", "came", "took", "made", "gave", "got", "saw", "found", "knew", "thought", "left", "held", "sent",
        "began", "kept", "led", "lost", "paid", "ran", "sat", "shot", "sold", "spoke", "spent", "stood", "won", "wrote", "brought",
        "built", "bought", "caught", "chose", "drew", "drove", "fell", "fought", "flew", "grew", "heard", "hit", "rose", "struck",
        "taught", "threw", "wore", "broke", "became", "died", "fled", "sought", "swore", "quit", "cut", "put",
    ];
    word.len() > 4
        && word.ends_with("ed")
        && !word.ends_with("eed")
        && !matches!(word, "united" | "hundred" | "alleged" | "so-called" | "proposed" | "armed" | "related")
        || IRREGULAR.contains(&word)
}

fn is_speech(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "told"
            | "announced"
            | "promised"
            | "added"
            | "warned"
            | "pledged"
            | "vowed"
            | "agreed"
            | "demanded"
            | "ordered"
            | "urged"
            | "asked"
            | "called"
            | "planned"
            | "expected"
    )
}
