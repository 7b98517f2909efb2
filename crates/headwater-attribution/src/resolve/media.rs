//! Which names are news media.

use std::{collections::BTreeSet, sync::LazyLock};

static AGENCIES: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| lines(include_str!("../../data/media.txt")).flat_map(|line| line.split('|').map(plain)).collect());
static WORDS: LazyLock<BTreeSet<String>> = LazyLock::new(|| lines(include_str!("../../data/media-words.txt")).map(plain).collect());

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

fn plain(name: &str) -> String {
    let lower = name.to_lowercase();
    lower.strip_prefix("the ").unwrap_or(&lower).to_owned()
}

/// Whether it is a news agency or a medium that speaks for a state.
pub fn is_agency(name: &str) -> bool {
    let name = plain(name);
    AGENCIES.contains(&name) || name.ends_with("news agency") || name.ends_with("press agency") || name.ends_with("press")
}

/// Whether it is a news medium of any kind, as far as its name tells.
pub fn is_medium(name: &str) -> bool {
    let name = plain(name);
    AGENCIES.contains(&name)
        || name.split([' ', '-']).any(|word| WORDS.contains(word))
        || [
            "bbc",
            "cnn",
            "nbc",
            "cbs",
            "abc",
            "npr",
            "cbc",
            "zdf",
            "ard",
            "nhk",
            "al jazeera",
            "der spiegel",
            "le monde",
            "el país",
            "politico",
            "axios",
            "buzzfeed",
            "the guardian",
            "guardian",
        ]
        .contains(&name.as_str())
}
