//! Live blogs: the times of their entries.

use std::sync::LazyLock;

use headwater_core::BlockKind;
use regex::Regex;

use super::signs::Signs;
use super::walk::Walked;
use crate::saved::{Verdict, is_stamp};

/// Labels the times between the entries as datelines: what stands below one is of that time.
pub(super) fn label_times(walked: &Walked, stated: bool, verdicts: &mut [Verdict]) {
    let live = stated || walked.parts.iter().filter(|part| part.signs.any(Signs::LIVE)).count() >= 6;
    let kept = |verdict: &Verdict| verdict.0 == BlockKind::Paragraph;
    let (Some(first), Some(last)) = (verdicts.iter().position(kept), verdicts.iter().rposition(kept)) else { return };
    if !live {
        return;
    }
    for (part, verdict) in walked.parts.iter().zip(verdicts).take(last).skip(first.saturating_sub(3)) {
        let words = walked.words(part);
        if !part.invisible && !part.signs.any(Signs::RELATED.with(Signs::COMMENT)) && (is_clock(words) || is_stamp(words)) {
            *verdict = (BlockKind::Dateline, None);
        }
    }
}

/// `14:05`, `2.05pm BST`, `14.05 Uhr`, `3h ago`
fn is_clock(line: &str) -> bool {
    static CLOCK: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)^\W*(\d{1,2}[:.]\d\d\s?(uhr|h|[ap]\.?m\.?)?\W*([a-z]{2,5}\b)?\W*(\d{1,2}[:.]\d\d\W*([a-z]{2,5})?)?|\d{1,2}\s?(s|m|min|mins|minutes|h|hr|hrs|hours?|d|days?) ago|\d{1,2}h)\W*$").ok()
    });
    line.len() <= 40 && CLOCK.as_ref().is_some_and(|pattern| pattern.is_match(line))
}

#[cfg(test)]
mod tests {
    use super::is_clock;

    #[test]
    fn tells_times_of_entries() {
        for line in ["14:05", "2.05pm BST", "14.05 Uhr", "3h ago", "16:40 EST", "12 minutes ago", "10.32am EDT 15.32"] {
            assert!(is_clock(line), "{line}");
        }
        for line in ["The gates close at 14:05", "2:1", "14 people", "Harbour Daily"] {
            assert!(!is_clock(line), "{line}");
        }
    }
}
