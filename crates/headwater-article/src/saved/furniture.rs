//! What a single line of saved text is, told by its own words alone.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use headwater_core::BlockKind;
use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};

use super::lines::Measured;
use super::phrases::{BEGINS, CREDIT_BEGINS, TOOL_SIGNS, TOOL_WORDS, WHOLE};
use crate::cues::Cue;
use crate::words::agency;

/// A line's kind and, where it is dropped, the reason.
pub(crate) type Verdict = (BlockKind, Option<&'static str>);

/// What the line's own words say it is; none where it may be part of the report.
pub(crate) fn furniture(line: &Measured) -> Option<Verdict> {
    let bare = line.lower.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() {
        return Some(dropped("navigation"));
    }
    whole(bare)
        .or_else(|| offer(line))
        .or_else(|| tool_bar(bare))
        .or_else(|| credit(line))
        .or_else(|| caption(line))
        .or_else(|| begins(line))
        .or_else(|| promo(line))
}

/// Whether a pattern is found in a line.
fn matches(pattern: &LazyLock<Option<Regex>>, line: &str) -> bool {
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(line))
}

fn dropped(why: &'static str) -> Verdict {
    (BlockKind::Dropped, Some(why))
}

fn whole(bare: &str) -> Option<Verdict> {
    // Of a phrase that stands in two lists the first counts.
    static KNOWN: LazyLock<FxHashMap<&str, usize>> = LazyLock::new(|| {
        let places = WHOLE.iter().enumerate().rev();
        places.flat_map(|(place, (_, phrases))| phrases.iter().map(move |phrase| (*phrase, place))).collect()
    });
    // Numbers of comments, shares and minutes stand beside the phrase: `Comments (12)`, `3 comments`, `5 min read`.
    let without_count = bare.trim_matches(|c: char| c.is_ascii_digit() || !c.is_alphanumeric());
    if without_count.is_empty() {
        return Some(dropped("navigation"));
    }
    let first = [bare, without_count].iter().filter_map(|phrase| KNOWN.get(phrase)).min()?;
    Some(dropped(WHOLE[*first].0))
}

/// `LISTEN TO ARTICLE 5:33 SHARE Tweet Post Email`
fn tool_bar(bare: &str) -> Option<Verdict> {
    static TOOLS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TOOL_WORDS.iter().copied().collect());
    let mut sign = false;
    for word in bare.split(|c: char| c.is_whitespace() || "|•·/,:;()[]+&-–".contains(c)).filter(|word| !word.is_empty()) {
        let number = word.chars().all(|c| c.is_ascii_digit() || c == '.')
            || (word.ends_with('k') && word.trim_end_matches('k').parse::<f32>().is_ok());
        if !number && !TOOLS.contains(word) {
            return None;
        }
        sign |= TOOL_SIGNS.contains(&word);
    }
    sign.then_some(dropped("share"))
}

/// What asks for money: `For $1 a week you get …`
fn offer(line: &Measured) -> Option<Verdict> {
    static PRICE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)(for|from|only|just|at) (just |only |as little as )?[$£€]\s?[0-9][0-9.,]*\s?(a|per|/) ?(week|month|year|day)(?-u:\b)|(?-u:\b)cancel any\s?time(?-u:\b)|(?-u:\b)unlimited (digital )?access(?-u:\b)|(?-u:\b)(your|a) (free )?subscription(?-u:\b).{0,40}(?-u:\b)(expire|renew|start)").ok()
    });
    let able = line.cues.has(Cue::Offer) && line.shape.words <= 60 && !line.line.contains(['“', '"']);
    (able && matches(&PRICE, &line.lower)).then_some(dropped("newsletter"))
}

fn begins(line: &Measured) -> Option<Verdict> {
    static KNOWN: LazyLock<Beginnings> =
        LazyLock::new(|| Beginnings::of(BEGINS.iter().flat_map(|(why, phrases)| phrases.iter().map(move |phrase| (*phrase, *why)))));
    let why = KNOWN.find(line.lower.trim_start_matches(|c: char| !c.is_alphanumeric()))?;
    // A long paragraph of several sentences that happens to begin so is the report's own, unless it is of cookies.
    (line.shape.words <= 45 || why == "cookie")
        .then_some(dropped(why))
        .filter(|_| !(line.shape.words > 25 && line.shape.sentences > 2 && why == "related"))
}

/// Beginnings with what each means, by their first byte.
struct Beginnings(Vec<Vec<(&'static str, &'static str)>>);

impl Beginnings {
    fn of(known: impl Iterator<Item = (&'static str, &'static str)>) -> Self {
        let mut by_first = vec![Vec::new(); 256];
        for (phrase, meaning) in known {
            by_first[usize::from(phrase.bytes().next().unwrap_or(0))].push((phrase, meaning));
        }
        Self(by_first)
    }

    /// What the first of them means with which a text begins.
    fn find(&self, text: &str) -> Option<&'static str> {
        let known = &self.0[usize::from(text.bytes().next()?)];
        known.iter().find(|(phrase, _)| text.starts_with(phrase)).map(|(_, meaning)| *meaning)
    }
}

fn credit(line: &Measured) -> Option<Verdict> {
    static CONTRIBUTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?x)
            contributed\sto\sthis | contributed\s(?:reporting|research|from|additional) | contributed\.?$
            | reported\sfrom\s[a-z][\w\x20,.]+\.$
            | ^\W*(?:the\s)?(?:associated\spress|reuters|afp|dpa|wire\sservices?)\scontributed
            | reporting\sby\s.+editing\sby
            | ^\W*\(?(?:additional\s)?(?:reporting|writing|editing|text|production)\sby\s
            | ^\W*\(?(?:with\s)?(?:agencies|agency\sinputs)\W*$
            | (?:is|was)\s(?:a|the)\s[\w'\x20-]{0,40}(?:reporter|correspondent|editor|columnist|journalist|writer|bureau\schief)(?-u:\b).{0,80}(?:reach|follow|contact|email|twitter|@)
            | ^\W*(?:reach|follow|contact|email)\s[a-z][\w.'-]+(?:\s[a-z][\w.'-]+)?\s(?:at|on)\s
            ",
        )
        .ok()
    });
    static COPYRIGHT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^\W{0,3}(copyright(?-u:\b)|\(c\) ?(19|20)[0-9][0-9]|©)|all rights reserved|(©|copyright) ?(19|20)[0-9][0-9]").ok()
    });
    static DISTRIBUTED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\W{0,3}(distributed|syndicated|provided) by ").ok());
    static LEADS: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(CREDIT_BEGINS.iter().map(|begin| (*begin, ""))));
    let lower = line.lower.as_str();
    let words = line.line.split_whitespace().count();
    let start = lower.trim_start_matches(|c: char| !(c.is_alphanumeric() || c == '©' || c == '('));
    let marked = words <= 60
        && (line.cues.has(Cue::Copyright) && matches(&COPYRIGHT, lower) || line.cues.has(Cue::Carried) && matches(&DISTRIBUTED, lower))
        || words <= 50 && line.cues.has(Cue::Reporter) && matches(&CONTRIBUTED, lower)
        || words <= 40 && LEADS.find(start).is_some();
    marked.then_some((BlockKind::Credit, None))
}

/// A caption by its picture credit or its player.
fn caption(line: &Measured) -> Option<Verdict> {
    static PLAYER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^(?:play|watch|listen)?\s*(?:video|audio)?\s*[0-9]{1,2}:[0-9][0-9](?:[^0-9a-z]|$)|(?-u:\b)video\s?(?:duration|caption)(?-u:\b)|^(?:media|image|video|figure) caption|(?:hide|toggle) caption|^enlarge this image|^(?:image|media) source|^play video(?-u:\b)").ok()
    });
    let lower = line.lower.as_str();
    let words = line.line.split_whitespace().count();
    let played = || words <= 60 && line.cues.has(Cue::Player) && matches(&PLAYER, lower);
    let credited = || words <= 90 && is_credited(line);
    let behind_buttons = || words <= 60 && lower.starts_with("facebook twitter ");
    (played() || credited() || behind_buttons()).then_some((BlockKind::Caption, None))
}

/// Whether a line ends in a picture's credit.
fn is_credited(line: &Measured) -> bool {
    static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)(?:photograph(?:er)?|photo(?:\s(?:illustration|credit))?|picture|image|illustration|credit|source|foto|crédit|bild)\s?:\s*").ok()
    });
    static BY: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?-u:\b)(?:photograph|photo|picture|image|illustration|video)s?\sby\s").ok());
    static ARCHIVE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?-u:\b)file\s(?:photo|picture|image)(?-u:\b)").ok());
    static SELLER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?-u:\b)getty\simages(?-u:\b)").ok());
    static ROUND: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^(?:(?:ap|file|afp|reuters|getty|courtesy|pool|handout|supplied|epa)?\s?(?:photograph|photo|image|picture|file)(?-u:\b)|(?:photo|image|picture|foto|bild|quelle|source|credit|courtesy|screenshot|screengrab)..)").ok()
    });
    static SQUARE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(?:file|photo|image|picture|ap|afp|reuters|getty)").ok());
    static NAMES: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"[.!?]\s\((?:\p{Lu}[\w.&'’-]+\s){0,3}\p{Lu}[\w.&'’-]+(?:/\p{Lu}[\w\s.&'’-]+)?\)$").ok());
    /// Characters behind which a name in brackets is a sentence's.
    const LONGEST: usize = 100;
    let lower = line.lower.as_str();
    let pictured = line.cues.has(Cue::Picture)
        && (ends_behind(&NAMED, lower, 2..=80) || ends_behind(&BY, lower, 2..=60) || ends_behind(&ARCHIVE, lower, 0..=60));
    let in_brackets = |open: char, close: char, pattern: &LazyLock<Option<Regex>>| {
        lower.rmatch_indices(open).take(3).filter_map(|(at, _)| lower[at + 1..].split_once(close)).any(|(inside, behind)| {
            inside.len() <= 4 * LONGEST
                && inside.chars().count() <= LONGEST
                && behind.chars().all(|c| !c.is_alphanumeric())
                && matches(pattern, inside)
        })
    };
    let sold = lower.contains("getty images") && ends_behind(&SELLER, lower, 0..=40);
    let tail = || line.line.rfind('(').and_then(|at| line.line[..at].char_indices().rev().nth(1)).map_or("", |(at, _)| &line.line[at..]);
    pictured
        || sold
        || is_owned(line.line)
        || is_made_by_agency(lower)
        || in_brackets('(', ')', &ROUND)
        || in_brackets('[', ']', &SQUARE)
        || line.line.ends_with(')') && matches(&NAMES, tail())
}

/// Whether a text goes on behind a pattern for so many characters and ends, without a point but its last.
fn ends_behind(pattern: &LazyLock<Option<Regex>>, text: &str, characters: RangeInclusive<usize>) -> bool {
    let Some(pattern) = pattern.as_ref() else { return false };
    pattern.find_iter(text).any(|head| {
        let rest = &text[head.end()..];
        let bare = rest.strip_suffix(['.', ')']).unwrap_or(rest);
        rest.len() <= 4 * characters.end() + 4
            && [rest, bare].iter().any(|rest| !rest.contains('.') && characters.contains(&rest.chars().count()))
    })
}

/// Whether a line ends in its picture's owner, behind a mark or alone in brackets: `The wall on Tuesday. © Harbour Daily`, `(Harbour Forest Service)`.
/// Alone, an agency owns the text, and a single word may be anything: `(Reuters)`, `(Applause)`.
fn is_owned(line: &str) -> bool {
    let name = |words: &str, most: usize| {
        let count = words.split_whitespace().count();
        (1..=most).contains(&count) && words.split_whitespace().all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '&'))
    };
    let marked = line.rsplit_once('©').is_some_and(|(before, owner)| !before.trim().is_empty() && owner.len() < 200 && name(owner, 6));
    let several = |owner: &str| owner.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count() >= 2;
    let body = |owner: &str| agency(owner.strip_prefix("The ").unwrap_or(owner)).is_none() && several(owner) && name(owner, 5);
    let alone = line.strip_prefix('(').and_then(|line| line.strip_suffix(')')).is_some_and(|owner| owner.len() < 200 && body(owner));
    marked || alone
}

/// Whether a line ends in an agency's name behind a stroke: `Bo Lind/AFP`, `via Reuters`, `| Getty Images`.
fn is_made_by_agency(lower: &str) -> bool {
    const MAKERS: [&str; 20] = [
        "ap",
        "afp",
        "reuters",
        "getty",
        "getty images",
        "epa",
        "epa-efe",
        "shutterstock",
        "istock",
        "xinhua",
        "tass",
        "anadolu",
        "bloomberg",
        "zuma",
        "pool",
        "nurphoto",
        "alamy",
        "pa",
        "pa wire",
        "apa",
    ];
    let end = lower.trim_end_matches(|c: char| !c.is_alphanumeric());
    MAKERS.iter().filter_map(|maker| end.strip_suffix(maker)).any(|before| {
        before.ends_with(['/', '|'])
            || before.ends_with("| ")
            || before.strip_suffix("via ").is_some_and(|head| !head.ends_with(char::is_alphanumeric))
    })
}

/// Headlines of other stories: wholly in capitals, or marked as video or gallery.
fn promo(line: &Measured) -> Option<Verdict> {
    const MARKS: [&str; 10] =
        ["(video)", "[video]", "(photos)", "[photos]", "(gallery)", "(audio)", "read more", "– video", "- video", "| video"];
    let shouted = line.shape.lettered >= 5 && line.shape.capitals * 10 >= line.shape.lettered * 8;
    let marked = line.shape.words <= 25 && MARKS.iter().any(|mark| line.lower.ends_with(mark));
    (shouted || marked).then_some(dropped("related"))
}

#[cfg(test)]
mod tests {
    use super::furniture;
    use crate::saved::Measured;
    use headwater_core::BlockKind::{self, Caption, Credit, Dropped};

    fn check(line: &str, expected: Option<(BlockKind, Option<&str>)>) {
        assert_eq!(furniture(&Measured::of(line)), expected, "{line}");
    }

    #[test]
    fn tells_lines_by_their_words() {
        check("ADVERTISEMENT", Some((Dropped, Some("advert"))));
        check("LISTEN TO ARTICLE 4:12 SHARE THIS ARTICLE Share Tweet Post Email", Some((Dropped, Some("share"))));
        check("Comments (31)", Some((Dropped, Some("comment"))));
        check("SEE ALSO: Harbour board to meet again", Some((Dropped, Some("related"))));
        check("More:Why the wall fell", Some((Dropped, Some("related"))));
        check("BOARD CHIEF SAYS THE WALL WILL STAND FOR A CENTURY", Some((Dropped, Some("related"))));
        check("Sign up for the Daily Letter", Some((Dropped, Some("newsletter"))));
        check("Reporting by Ada Holm; Editing by Bo Lind", Some((Credit, None)));
        check("Bo Lind and The Associated Press contributed to this report.", Some((Credit, None)));
        check("© 2024 Harbour Daily. All rights reserved.", Some((Credit, None)));
        check("The lower wall after the storm. Photograph: Bo Lind/AFP", Some((Caption, None)));
        check("The mayor at the wall on Tuesday. (AP Photo/Bo Lind)", Some((Caption, None)));
        check("The lower wall on Tuesday. © Harbour Daily", Some((Caption, None)));
        check("(Harbour Forest Service)", Some((Caption, None)));
        check("(Reuters)", None);
        check("(The Associated Press)", None);
        check("(CNN)", None);
        check("(Applause)", None);
        check("(Bild: harbour.example / Ada Holm)", Some((Caption, None)));
        check("Play Video 1:10 How the wall fell – video", Some((Caption, None)));
        check("Facebook Twitter Pinterest The lower wall after the storm", Some((Caption, None)));
        check("Our reporters live where you live. For $1 a week you get all of it.", Some((Dropped, Some("newsletter"))));
        check("The lower wall on Tuesday. Flags are at half-mast. (Harbour Daily)", Some((Caption, None)));
        check("The mayor and the board, right, answer questions. Daily photo by Bo Lind", Some((Caption, None)));
        check("The mayor said that the wall would be built again.", None);
        check("“We share the blame,” he said.", None);
        check("The wall falls", None);
    }
}
