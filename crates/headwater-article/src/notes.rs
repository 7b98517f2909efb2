//! Lines that say something of the report itself: corrections, which are part of it, and bars behind which it goes on.

use std::sync::LazyLock;

use regex::Regex;

use crate::cues::Cue;
use crate::saved::{Measured, shape};

/// Bytes of kept text below which a report may be a stub.
const STUB: usize = 1800;

/// Whether a line corrects or explains the report. It is kept: a claim may have been taken back in it.
pub(crate) fn is_correction(line: &str) -> bool {
    static CORRECTS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?ix)^\W*(
                (correction|clarification|erratum|corrigendum|korrektur|berichtigung|rectificatif|corrección|fe\sde\serrata|editor['’]?s?['’]?\snote|anmerkung\sder\sredaktion)\b\W*(:|[-–—(]|to\sthis)
              | (•\s*)?(this|an\searlier\sversion\sof\sthis)\s(article|story|report|post|piece|headline)\s(incorrectly|misstated|misspelled|mistakenly|misidentified|(was|has\sbeen|originally|previously|gave|said)\b.{0,160}(amend|correct|updated\sto|clarif|misstat|misspell|error|wrong))
            )",
        )
        .ok()
    });
    // Most lines begin with none of the pattern's words: seen before it is tried.
    const STARTS: [&str; 14] =
        ["corr", "clari", "err", "korr", "beri", "recti", "fe d", "edit", "anme", "this ", "an ea", "•", "an e", "rect"];
    let start: String =
        line.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '•').chars().take(5).flat_map(char::to_lowercase).collect();
    if !STARTS.iter().any(|known| start.starts_with(known)) {
        return false;
    }
    let words = shape(line).words;
    (6..=160).contains(&words) && CORRECTS.as_ref().is_some_and(|pattern| pattern.is_match(&line[..crate::dateline::floor(line, 400)]))
}

/// Whether a line bars the way to the rest of the report.
pub(crate) fn is_bar(line: &Measured) -> bool {
    line.cues.has(Cue::Bar) && line.shape.words <= 40
}

/// What a reader should know of a report that ends at a bar. `kept` are its words, `told` whether the page says that it is not free, `whole` its number
/// of words where the page tells, `barred` whether a bar stands in it.
pub(crate) fn stub(kept: &str, told: bool, whole: Option<usize>, barred: bool) -> Option<&'static str> {
    let longer = whole.is_some_and(|whole| whole > 100 && kept.split_whitespace().count() * 2 < whole);
    let broken = kept.trim_end().ends_with(['…', ',']) || kept.trim_end().ends_with("...");
    let cut = kept.len() < STUB && (barred || told && broken) || told && longer;
    cut.then_some("only the beginning of the report stands on the page: the rest is for subscribers")
}

#[cfg(test)]
mod tests {
    use super::{is_correction, stub};
    use crate::saved::Measured;

    #[test]
    fn tells_notes_on_the_report() {
        for line in [
            "Correction: An earlier version of this article gave the wrong height of the wall.",
            "This article was amended on 6 March 2024 to correct the name of the harbour board.",
            "• An earlier version of this story misstated the age of the wall. It is 90.",
            "Editor’s note: The board asked that its workers not be named in this report.",
            "CORRECTION (March 6): The wall is nine metres high, not ninety.",
        ] {
            assert!(is_correction(line), "{line}");
        }
        for line in [
            "Corrections",
            "This story was told to her by the harbour master.",
            "The correction of the wall’s course took three years, she said.",
        ] {
            assert!(!is_correction(line), "{line}");
        }
    }

    #[test]
    fn tells_stubs() {
        let is_bar = |line: &str| super::is_bar(&Measured::of(line));
        assert!(is_bar("Subscribe to continue reading"));
        assert!(is_bar("Already a subscriber? Log in"));
        assert!(!is_bar("The board told subscribers of the water works that the wall would hold."));
        assert!(stub("The wall fell.", false, None, true).is_some());
        assert!(stub("The wall fell, …", true, None, false).is_some());
        assert!(stub("The wall fell.", true, Some(800), false).is_some());
        assert!(stub("The wall fell.", true, None, false).is_none());
        assert!(stub(&"The wall fell. ".repeat(200), false, None, true).is_none());
    }
}
