//! Which names are news media.

use std::{collections::BTreeSet, sync::LazyLock};

static AGENCIES: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| lines(include_str!("../../data/media.txt")).flat_map(|line| line.split('|').map(plain)).collect());
static WORDS: LazyLock<BTreeSet<String>> = LazyLock::new(|| lines(include_str!("../../data/media-words.txt")).map(plain).collect());
static OTHERS: LazyLock<BTreeSet<String>> = LazyLock::new(|| lines(include_str!("../../data/other-bodies.txt")).map(plain).collect());

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
        || is_station(&name)
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

/// `FOX7`, `ABC 13`, `Channel 4`: a local station is called by its network and the channel that it sends on.
pub fn is_station(name: &str) -> bool {
    const NETWORKS: [&str; 7] = ["abc", "cbs", "cw", "fox", "nbc", "news", "channel"];
    let name = plain(name);
    let channel = name.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let number = channel.trim_start_matches([' ', '-']);
    NETWORKS.contains(&&name[..name.len() - channel.len()]) && (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the name is, by a word of its own, of a firm or an authority, which reports on itself and its work.
pub fn is_other_body(name: &str) -> bool {
    plain(name).split([' ', '-', ',', '.']).any(|word| OTHERS.contains(word))
}

/// Whether it is a broadcaster whose programmes put questions: who tells it something tells the public.
pub fn is_host(name: &str) -> bool {
    const HOSTS: [&str; 19] = [
        "cnn",
        "fox",
        "fox news",
        "fox business",
        "fox business network",
        "msnbc",
        "nbc",
        "nbc news",
        "abc",
        "abc news",
        "cbs",
        "cbs news",
        "cnbc",
        "pbs",
        "npr",
        "c-span",
        "sky news",
        "bbc",
        "bbc news",
    ];
    HOSTS.contains(&plain(name).as_str())
}

/// Whether two names are one medium's: equal, or one the short form of the other (`the Courier`, `The Seongha Courier`).
pub fn is_same(one: &str, other: &str) -> bool {
    let initials = |name: &str| name.split([' ', '-']).filter_map(|word| word.chars().next()).collect::<String>();
    let (one, other) = (plain(one), plain(other));
    one == other
        || other.len() > 1 && initials(&one) == other
        || one.ends_with(&format!(" {other}"))
        || other.ends_with(&format!(" {one}"))
        || one.starts_with(&format!("{other} "))
        || other.starts_with(&format!("{one} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stations() {
        for (name, station) in [
            ("FOX7", true),
            ("ABC 13", true),
            ("Channel 4", true),
            ("NBC", false),
            ("G7", false),
            ("ABC 2024", false),
            ("Fox 7 Days", false),
        ] {
            assert_eq!(is_station(name), station, "{name}");
        }
    }
}
