//! What a single line of saved text is, told by its own words alone.

use std::sync::LazyLock;

use headwater_core::BlockKind;
use regex::Regex;

use super::lines::shape;
use super::phrases::{BEGINS, CREDIT_BEGINS, TOOL_SIGNS, TOOL_WORDS, WHOLE};

/// A line's kind and, where it is dropped, the reason.
pub(crate) type Verdict = (BlockKind, Option<&'static str>);

/// What the line's own words say it is; none where it may be part of the report.
pub(crate) fn furniture(line: &str) -> Option<Verdict> {
    let lower = line.to_lowercase().replace('’', "'");
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() {
        return Some(dropped("navigation"));
    }
    whole(bare)
        .or_else(|| offer(line, &lower))
        .or_else(|| tool_bar(bare))
        .or_else(|| credit(line, &lower))
        .or_else(|| caption(line, &lower))
        .or_else(|| begins(line, &lower))
        .or_else(|| promo(line))
}

/// Whether one of these stands in a line: asked before a pattern is tried that needs one of them, since most lines have none.
fn has_any(lower: &str, words: &[&str]) -> bool {
    words.iter().any(|word| lower.contains(word))
}

fn dropped(why: &'static str) -> Verdict {
    (BlockKind::Dropped, Some(why))
}

fn whole(bare: &str) -> Option<Verdict> {
    // Numbers of comments, shares and minutes stand beside the phrase: `Comments (12)`, `3 comments`, `5 min read`.
    let without_count = bare.trim_matches(|c: char| c.is_ascii_digit() || !c.is_alphanumeric());
    if without_count.is_empty() {
        return Some(dropped("navigation"));
    }
    WHOLE.iter().find(|(_, phrases)| phrases.contains(&bare) || phrases.contains(&without_count)).map(|(why, _)| dropped(why))
}

/// `LISTEN TO ARTICLE 5:33 SHARE Tweet Post Email`
fn tool_bar(bare: &str) -> Option<Verdict> {
    let mut sign = false;
    for word in bare.split(|c: char| c.is_whitespace() || "|•·/,:;()[]+&-–".contains(c)).filter(|word| !word.is_empty()) {
        let number = word.chars().all(|c| c.is_ascii_digit() || c == '.')
            || (word.ends_with('k') && word.trim_end_matches('k').parse::<f32>().is_ok());
        if !number && !TOOL_WORDS.contains(&word) {
            return None;
        }
        sign |= TOOL_SIGNS.contains(&word);
    }
    sign.then_some(dropped("share"))
}

/// What asks for money: `For $1 a week you get …`
fn offer(line: &str, lower: &str) -> Option<Verdict> {
    static PRICE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(for|from|only|just|at) (just |only |as little as )?[$£€]\s?\d[\d.,]*\s?(a|per|/) ?(week|month|year|day)\b|\bcancel any\s?time\b|\bunlimited (digital )?access\b|\b(your|a) (free )?subscription\b.{0,40}\b(expire|renew|start)").ok()
    });
    if !has_any(lower, &["$", "£", "€", "cancel any", "unlimited ", "subscription"]) {
        return None;
    }
    let words = shape(line).words;
    (words <= 60 && !line.contains(['“', '"']) && PRICE.as_ref().is_some_and(|pattern| pattern.is_match(line)))
        .then_some(dropped("newsletter"))
}

fn begins(line: &str, lower: &str) -> Option<Verdict> {
    let start = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    let (why, _) = BEGINS.iter().find(|(_, phrases)| phrases.iter().any(|phrase| start.starts_with(phrase)))?;
    // A long paragraph of several sentences that happens to begin so is the report's own, unless it is of cookies.
    let measured = shape(line);
    (measured.words <= 45 || *why == "cookie")
        .then_some(dropped(why))
        .filter(|_| !(measured.words > 25 && measured.sentences > 2 && *why == "related"))
}

fn credit(line: &str, lower: &str) -> Option<Verdict> {
    static CONTRIBUTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)(contributed to this|contributed reporting|contributed research|contributed from|contributed additional|contributed\.?$|reported from [A-Z][\w ,.]+\.$|^\W*(the )?(associated press|reuters|afp|dpa|wire services?) contributed|reporting by .+editing by|^\W*\(?(additional )?(reporting|writing|editing|text|production) by |^\W*\(?(with )?(agencies|agency inputs)\W*$|(is|was) (a|the) [\w' -]{0,40}(reporter|correspondent|editor|columnist|journalist|writer|bureau chief)\b.{0,80}(reach|follow|contact|email|twitter|@)|^\W*(reach|follow|contact|email) [A-Z][\w.'-]+( [A-Z][\w.'-]+)? (at|on) )").ok()
    });
    static COPYRIGHT: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?i)^\W{0,3}(copyright\b|\(c\) ?(19|20)\d\d|©)|all rights reserved|(©|copyright) ?(19|20)\d\d").ok());
    static DISTRIBUTED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?i)^\W{0,3}(distributed|syndicated|provided) by ").ok());
    const REPORTERS: [&str; 17] = [
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
    ];
    let words = line.split_whitespace().count();
    let matches = |pattern: &LazyLock<Option<Regex>>| pattern.as_ref().is_some_and(|pattern| pattern.is_match(line));
    let start = lower.trim_start_matches(|c: char| !(c.is_alphanumeric() || c == '©' || c == '('));
    let lead = CREDIT_BEGINS.iter().any(|begin| start.starts_with(begin));
    let marked = (words <= 60
        && (has_any(lower, &["©", "copyright", "(c)", "all rights"]) && matches(&COPYRIGHT)
            || lower.contains("ed by ") && matches(&DISTRIBUTED)))
        || (words <= 50 && has_any(lower, &REPORTERS) && matches(&CONTRIBUTED))
        || (words <= 40 && lead);
    marked.then_some((BlockKind::Credit, None))
}

/// A caption by its picture credit or its player.
fn caption(line: &str, lower: &str) -> Option<Verdict> {
    static CREDITED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?x)
            (?i:\b(photograph(er)?|photo(\s(illustration|credit))?|picture|image|illustration|credit|source|foto|crédit|bild)\s?:\s*[^.]{2,80}[.)]?$)
            | (?i:\((ap|file|afp|reuters|getty|courtesy|pool|handout|supplied|epa)?\s?(photo|image|picture|photograph|file)\b[^)]{0,80}\)\W*$)
            | (?i:\((photo|image|picture|photograph|foto|credit|courtesy|screenshot|screengrab)[^)]{2,100}\)\W*$)
            | (?i:(/|\bvia\s|\|\s?)(ap|afp|reuters|getty(\simages)?|epa(-efe)?|shutterstock|istock|xinhua|tass|anadolu|bloomberg|zuma|pool|nurphoto|alamy|pa(\swire)?|apa)\)?\W*$)
            | (?i:\bgetty\simages\b[^.]{0,40}$)
            | (?i:\b(photo|photograph|picture|image|illustration|video)s?\sby\s[^.]{2,60}\.?$)
            | (?:[.!?]\s\((?:\p{Lu}[\w.&'’-]+\s){0,3}\p{Lu}[\w.&'’-]+(?:/\p{Lu}[\w\s.&'’-]+)?\)$)
            | (?i:\[(file|photo|image|picture|ap|afp|reuters|getty)[^\]]{0,80}\]\W*$)
            | (?i:\b(file\s(photo|picture|image))\b[^.]{0,60}\.?$)
            ",
        )
        .ok()
    });
    static PLAYER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)^(play|watch|listen)?\s*(video|audio)?\s*\d{1,2}:\d\d(:\d\d)?\b|\bvideo\s?(duration|caption)\b|^(media|image|video|figure) caption|(hide|toggle) caption|^enlarge this image|^(image|media) source|^play video\b").ok()
    });
    const PICTURES: [&str; 12] =
        ["photo", "picture", "image", "illustration", "credit", "source", "foto", "crédit", "bild", "video", "courtesy", "screen"];
    const MAKERS: [&str; 20] = [
        "ap",
        "afp",
        "reuters",
        "getty",
        "images",
        "epa",
        "efe",
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
        "wire",
        "apa",
    ];
    let words = line.split_whitespace().count();
    let played = has_any(lower, &[":", "video", "caption", "enlarge", "source"]);
    if words <= 60 && played && PLAYER.as_ref().is_some_and(|pattern| pattern.is_match(lower)) {
        return Some((BlockKind::Caption, None));
    }
    let end = lower.trim_end_matches(|c: char| !c.is_alphanumeric());
    let pictured = has_any(lower, &PICTURES) || lower.trim_end().ends_with([')', ']']) || MAKERS.iter().any(|maker| end.ends_with(maker));
    let credited = words <= 90 && pictured && CREDITED.as_ref().is_some_and(|pattern| pattern.is_match(line));
    let behind_buttons =
        words <= 60 && ["facebook twitter pinterest ", "facebook twitter "].iter().any(|buttons| lower.starts_with(buttons));
    (credited || behind_buttons).then_some((BlockKind::Caption, None))
}

/// Headlines of other stories: wholly in capitals, or marked as video or gallery.
fn promo(line: &str) -> Option<Verdict> {
    let measured = shape(line);
    let shouted = measured.lettered >= 5 && measured.capitals * 10 >= measured.lettered * 8;
    let lower = line.to_lowercase();
    let marked = measured.words <= 25
        && ["(video)", "[video]", "(photos)", "[photos]", "(gallery)", "(audio)", "read more", "– video", "- video", "| video"]
            .iter()
            .any(|mark| lower.ends_with(mark));
    (shouted || marked).then_some(dropped("related"))
}

#[cfg(test)]
mod tests {
    use super::furniture;
    use headwater_core::BlockKind::{self, Caption, Credit, Dropped};

    fn check(line: &str, expected: Option<(BlockKind, Option<&str>)>) {
        assert_eq!(furniture(line), expected, "{line}");
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
