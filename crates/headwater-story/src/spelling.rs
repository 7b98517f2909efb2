//! When two stretches of words are one stretch, written otherwise: contractions, spellings of either side of the Atlantic, figures and number words,
//! names of countries. A desk's house style is no change of what was said, and no other name of a body.

use crate::lexicon::LEXICON;

/// Whether two stretches of folded words are the same words in another spelling.
pub fn are_one(a: &[&str], b: &[&str]) -> bool {
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let country = |words: &[&str]| LEXICON.country(words.join(" ").trim_start_matches("the ")).filter(|country| country.is_name);
    if let (Some(a), Some(b)) = (country(a), country(b)) {
        return a.name == b.name;
    }
    plain(a) == plain(b)
}

/// A folded word in American spelling, for comparing only: words that merely end like British ones change too.
pub fn american(word: &str) -> String {
    const WHOLE: [(&str, &str); 12] = [
        ("cheque", "check"),
        ("cheques", "checks"),
        ("defence", "defense"),
        ("defences", "defenses"),
        ("fibre", "fiber"),
        ("grey", "gray"),
        ("licence", "license"),
        ("licences", "licenses"),
        ("paediatric", "pediatric"),
        ("paediatrics", "pediatrics"),
        ("programme", "program"),
        ("programmes", "programs"),
    ];
    // British endings and the American ones that they are read as; only where a stem of some length is left.
    const SPELLINGS: [(&str, &str); 16] = [
        ("isations", "izations"),
        ("isation", "ization"),
        ("ising", "izing"),
        ("ised", "ized"),
        ("ises", "izes"),
        ("ise", "ize"),
        ("yse", "yze"),
        ("ysed", "yzed"),
        ("our", "or"),
        ("ours", "ors"),
        ("oured", "ored"),
        ("tre", "ter"),
        ("tres", "ters"),
        ("lled", "led"),
        ("lling", "ling"),
        ("wards", "ward"),
    ];
    let (owner, ending) = word.strip_suffix("'s").map_or((word, ""), |owner| (owner, "'s"));
    if let Some((_, american)) = WHOLE.iter().find(|(british, _)| *british == owner) {
        return format!("{american}{ending}");
    }
    match SPELLINGS.iter().find_map(|(british, american)| Some((owner.strip_suffix(british)?, american))) {
        Some((stem, american)) if stem.len() >= 3 => format!("{stem}{american}{ending}"),
        _ => word.to_owned(),
    }
}

/// The letters and figures without spaces, in one spelling.
fn plain(words: &[&str]) -> String {
    words.iter().map(|word| spelled(&expanded(word))).collect()
}

/// A contraction in full.
fn expanded(word: &str) -> String {
    const WHOLE: [(&str, &str); 12] = [
        ("can't", "can not"),
        ("cannot", "can not"),
        ("won't", "will not"),
        ("shan't", "shall not"),
        ("ain't", "is not"),
        ("gonna", "going to"),
        ("gotta", "got to"),
        ("wanna", "want to"),
        ("ok", "okay"),
        ("'em", "them"),
        ("mr", ""),
        ("till", "until"),
    ];
    const ENDINGS: [(&str, &str); 5] = [("n't", " not"), ("'ll", " will"), ("'re", " are"), ("'ve", " have"), ("'m", " am")];
    if let Some((_, full)) = WHOLE.iter().find(|(short, _)| *short == word) {
        return (*full).to_owned();
    }
    if let Some((stem, full)) = ENDINGS.iter().find_map(|(short, full)| Some((word.strip_suffix(short)?, full))) {
        return format!("{stem}{full}");
    }
    match word.strip_suffix("'s") {
        Some(stem @ ("it" | "that" | "there" | "he" | "she" | "what" | "who" | "here" | "where" | "how")) => format!("{stem} is"),
        _ => word.to_owned(),
    }
}

/// Each word of a phrase in one spelling, without the spaces between them.
fn spelled(phrase: &str) -> String {
    phrase.split(' ').map(one_spelling).collect()
}

fn one_spelling(word: &str) -> String {
    const NUMBERS: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    NUMBERS.iter().position(|number| *number == word).map_or_else(|| american(word), |number| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn house_styles_are_one() {
        let check = |a: &str, b: &str, expected: bool| {
            let split = |words: &'static str| words.split(' ').collect::<Vec<_>>();
            let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
            assert_eq!(are_one(&a, &b), expected, "{a:?} {b:?}");
            assert!(!are_one(&split("gate"), &[]));
        };
        check("it's", "it is", true);
        check("won't", "will not", true);
        check("organised labour", "organized labor", true);
        check("the organisation's", "the organization's", true);
        check("defence programmes", "defense programs", true);
        check("per cent", "percent", true);
        check("1 200", "1200", true);
        check("twelve", "12", true);
        check("the us", "united states", true);
        check("is", "was", false);
        check("four", "our", false);
        check("gate", "sluice", false);
    }
}
