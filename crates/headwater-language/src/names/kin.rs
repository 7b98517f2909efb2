//! Nouns for somebody's relatives, who often bear his family name and are not he.

const KIN: [&str; 14] = [
    "brother",
    "cousin",
    "daughter",
    "daughter-in-law",
    "father",
    "grandfather",
    "grandmother",
    "husband",
    "mother",
    "sister",
    "son",
    "son-in-law",
    "widow",
    "wife",
];

/// Whether the noun, in small letters, is one for somebody's relative: `mother`.
pub fn is_kin(noun: &str) -> bool {
    KIN.contains(&noun)
}
