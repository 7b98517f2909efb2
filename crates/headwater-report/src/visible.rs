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

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn controls_are_seen_and_not_obeyed() {
        assert_eq!(line("a\u{1b}[2Jb\u{9b}\u{202e}c\r\nd\u{7f}"), "a␛[2Jb\u{fffd}\u{fffd}c d␡");
        assert_eq!(line("  soft\u{ad}ly \u{200b} 👩‍🚒"), " softly 👩‍🚒");
    }
}
