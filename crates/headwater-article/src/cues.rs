//! Words that lists and patterns ask for, all found in one pass over a line: most lines have none of them, and need not be asked further.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// What was found in a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Cues(u64);

/// Words that stand for the same cue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Cue {
    /// Prices and subscriptions.
    Offer,
    /// Those who wrote or edited, and how they are reached.
    Reporter,
    /// Owners' marks.
    Copyright,
    /// `distributed by` and its like.
    Carried,
    /// Times of players, and words that stand beside pictures.
    Player,
    /// Pictures and their sources.
    Picture,
    /// Words that point at a picture.
    Pointing,
    /// ` said`
    Said,
    /// Bars before the rest of a report.
    Bar,
}

/// Words of each cue, in lower case.
const WORDS: [(Cue, &[&str]); 9] = [
    (Cue::Offer, &["$", "£", "€", "cancel any", "unlimited ", "subscription"]),
    (
        Cue::Reporter,
        &[
            "contributed",
            "reported from",
            "ing by ",
            "text by ",
            "production by ",
            "agenc",
            "reporter",
            "correspondent",
            "editor",
            "columnist",
            "journalist",
            "writer",
            "bureau chief",
            "reach ",
            "follow ",
            "contact ",
            "email ",
        ],
    ),
    (Cue::Copyright, &["©", "copyright", "(c)", "all rights"]),
    (Cue::Carried, &["ed by "]),
    (Cue::Player, &[":", "video", "caption", "enlarge", "source"]),
    (
        Cue::Picture,
        &["photo", "picture", "image", "illustration", "credit", "source", "foto", "crédit", "bild", "video", "courtesy", "screen"],
    ),
    (
        Cue::Pointing,
        &[
            "pictured",
            "is seen",
            "are seen",
            "seen here",
            "seen in this",
            "in this photo",
            "in this image",
            "in this file",
            "in this picture",
            "in this undated",
            "in an undated photo",
            "(left)",
            "(right)",
            "(l)",
            "(r)",
            ", left,",
            ", right,",
            ", centre,",
            ", center,",
            "from left",
            "file photo",
            "combination photo",
            "combination picture",
            "aerial view of",
        ],
    ),
    (Cue::Said, &[" said"]),
    (
        Cue::Bar,
        &[
            "to continue reading",
            "to keep reading",
            "to read the full",
            "to read this article in full",
            "to read the rest",
            "to unlock this",
            "continue reading with a subscription",
            "continue reading your article with",
            "this article is for subscribers",
            "this content is for subscribers",
            "this story is for subscribers",
            "this article is reserved for",
            "for subscribers only",
            "subscriber-only",
            "subscriber exclusive",
            "subscribers only",
            "already a subscriber",
            "already have a subscription",
            "you have reached your limit of free articles",
            "register for free to read",
            "create a free account to",
            "réservé aux abonnés",
            "suscríbete para seguir leyendo",
            "contenido exclusivo para suscriptores",
            "jetzt weiterlesen",
            "mit einem abo weiterlesen",
            "nur für abonnenten",
        ],
    ),
];

/// What lines say that want something of the reader: each is counted.
const PROMOTION: [&str; 30] = [
    "newsletter",
    "subscri",
    "sign up",
    "signing up",
    "click here",
    "download",
    "follow us",
    "our app",
    "join us",
    "for free",
    "inbox",
    "delivered to",
    "per month",
    "a month",
    "read more",
    "more from",
    "for more",
    "contact us",
    "e-mail",
    "email",
    "cookie",
    "terms",
    "privacy",
    "all rights",
    "advert",
    "sponsor",
    "listen to",
    "watch:",
    "watch the",
    "shop ",
];

/// Bit of the first phrase of [`PROMOTION`].
const FIRST: usize = 32;

/// The cues of a line in lower case. `of_promotion` is where its first words end, those in which promotion is looked for.
pub(crate) fn cues(lower: &str, of_promotion: usize) -> Cues {
    static SEARCH: LazyLock<Option<(AhoCorasick, Vec<u64>)>> = LazyLock::new(|| {
        let words = WORDS.iter().flat_map(|(cue, words)| words.iter().map(|word| (*word, 1 << *cue as usize)));
        let all: Vec<(&str, u64)> = words.chain(PROMOTION.iter().zip(FIRST..).map(|(phrase, bit)| (*phrase, 1 << bit))).collect();
        let search = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(all.iter().map(|(word, _)| word)).ok()?;
        Some((search, all.into_iter().map(|(_, bits)| bits).collect()))
    });
    let Some((search, bits)) = SEARCH.as_ref() else { return Cues::default() };
    Cues(search.find_overlapping_iter(lower).fold(0, |found, word| {
        let bit = bits[word.pattern().as_usize()];
        if bit >> FIRST != 0 && word.end() > of_promotion { found } else { found | bit }
    }))
}

impl Cues {
    /// Whether one of a cue's words was found.
    pub(crate) fn has(self, cue: Cue) -> bool {
        self.0 >> cue as usize & 1 == 1
    }

    /// How many phrases of promotion were found.
    pub(crate) fn promotion(self) -> u32 {
        (self.0 >> FIRST).count_ones()
    }
}

#[cfg(test)]
mod tests {
    use super::{Cue, FIRST, PROMOTION, WORDS, cues};

    #[test]
    fn finds_all_at_once() {
        let found = cues("read more about the photo: sign up for our newsletter", 40);
        assert!(found.has(Cue::Picture) && found.has(Cue::Player) && !found.has(Cue::Reporter));
        assert_eq!(found.promotion(), 2);
        assert!(WORDS.len() <= FIRST && FIRST + PROMOTION.len() <= 64);
    }
}
