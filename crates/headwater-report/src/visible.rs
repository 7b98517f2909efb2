//! Words from a page made safe to look at: what a program would obey becomes something that a person sees.

/// The words on one line: controls become visible, white space one blank, marks of direction the replacement character, invisible joints go.
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            // Each control character has its picture: escape is ␛.
            '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
            '\u{7f}' => out.push('␡'),
            '\u{80}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                out.push('\u{fffd}');
            }
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            _ => out.push(c),
        }
    }
    out
}

/// The words on one line, cut behind a whole word to at most `letters` characters with ` …` where more would follow.
pub fn clipped(text: &str, letters: usize) -> String {
    let text = line(text);
    let Some((end, _)) = text.char_indices().nth(letters) else { return text };
    let kept = &text[..end];
    let kept = kept.rfind(' ').map_or(kept, |space| &kept[..space]);
    format!("{kept} …")
}

/// The words with every character in its place: for the reader, where positions must stay what they are. White space is kept.
pub fn exact(text: &str) -> String {
    let seen = |c: char| match c {
        '\n' | '\t' => c,
        '\r' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '␡',
        '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ => c,
    };
    text.chars().map(seen).collect()
}

#[cfg(test)]
mod tests {
    use super::{clipped, exact, line};

    #[test]
    fn controls_are_seen_and_not_obeyed() {
        assert_eq!(line("a\u{1b}[2Jb\u{9b}\u{202e}c\r\nd\u{7f}"), "a␛[2Jb\u{fffd}\u{fffd}c d␡");
        assert_eq!(line("  soft\u{ad}ly \u{200b} 👩‍🚒"), " softly 👩‍🚒");
    }

    #[test]
    fn exact_keeps_every_place() {
        let text = "a\u{1b}b\u{202e}\n\r c";
        assert_eq!(exact(text), "a␛b\u{fffd}\n  c");
        assert_eq!(exact(text).chars().count(), text.chars().count());
    }

    #[test]
    fn clips_behind_words() {
        assert_eq!(clipped("one two three", 9), "one two …");
        assert_eq!(clipped("one two three", 13), "one two three");
        assert_eq!(clipped("항구항구", 2), "항구 …");
    }
}
