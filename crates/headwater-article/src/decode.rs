//! Bytes to text: byte order mark, declared encoding, detector.
//!
//! Valid UTF-8 is read as such whatever the page declares: other encodings almost never form it by chance, while declarations are often wrong.
//! Otherwise a declared encoding wins over the detector (`chardetng`, as in Firefox).

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes of a page that are looked at for its declared encoding and for its format. The HTML standard looks at 1,024; many pages declare later.
const HEAD: usize = 4096;

/// What the bytes say, and what had to be replaced.
pub(crate) struct Decoded {
    /// The text, without byte order mark and NUL characters.
    pub text: String,
    /// One sentence for a reader where bytes were lost.
    pub loss: Option<String>,
}

/// Decodes a page. `declared` is an encoding label from outside it (an HTTP header).
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    let (encoding, body) = encoding_of(bytes, declared);
    let (text, malformed) = encoding.decode_without_bom_handling(body);
    let nuls = text.contains('\0');
    let loss = match (malformed, nuls) {
        (false, false) => None,
        (true, _) => Some(format!("some bytes are not valid {}; each is shown as \u{FFFD}", encoding.name())),
        (false, true) => Some("NUL characters in the text; each is shown as \u{FFFD}".to_owned()),
    };
    let text: Cow<str> = if nuls { text.replace('\0', "\u{FFFD}").into() } else { text };
    Decoded { text: text.into_owned(), loss }
}

/// The encoding and the bytes without their byte order mark.
fn encoding_of<'a>(bytes: &'a [u8], declared: Option<&str>) -> (&'static Encoding, &'a [u8]) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (encoding, &bytes[length..]);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return (encoding, bytes);
    }
    let escapes = bytes.contains(&0x1B);
    if !escapes && std::str::from_utf8(bytes).is_ok() {
        return (UTF_8, bytes);
    }
    let label = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes())).or_else(|| declared_inside(bytes));
    match label {
        // A page cut in the middle of a character, or one bad byte in a long page, is still UTF-8.
        Some(encoding) if encoding != UTF_8 || mostly_utf8(bytes) => (encoding, bytes),
        None if mostly_utf8(bytes) => (UTF_8, bytes),
        _ => (detected(bytes), bytes),
    }
}

/// UTF-16 text in a Western or Cyrillic script has a NUL or one constant byte at every second place.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD) & !1];
    if head.len() < 4 {
        return None;
    }
    let (mut even, mut odd) = (0, 0);
    for pair in head.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let pairs = head.len() / 2;
    if odd * 10 >= pairs * 7 && even * 10 < pairs {
        Some(UTF_16LE)
    } else if even * 10 >= pairs * 7 && odd * 10 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The label in `<meta charset=…>`, `<meta … content="…; charset=…">` or `<?xml … encoding="…"?>`.
fn declared_inside(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    ["charset=", "encoding="].into_iter().find_map(|key| {
        let at = head.windows(key.len()).position(|window| window == key.as_bytes())? + key.len();
        let rest = &head[at..];
        let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
        let length = rest.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:.".contains(byte))).unwrap_or(rest.len());
        // A page whose declaration can be read byte by byte is not in UTF-16, whatever it declares.
        Encoding::for_label(&rest[..length]).map(|found| if found == UTF_16LE || found == UTF_16BE { UTF_8 } else { found })
    })
}

/// Whether at most one character in a hundred non-ASCII ones is malformed.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut malformed, mut foreign) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        malformed += usize::from(!chunk.invalid().is_empty());
        foreign += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
    }
    foreign > 0 && malformed <= 1 + foreign / 100
}

fn detected(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn check(bytes: &[u8], declared: Option<&str>, expected: &str, lossy: bool) {
        let decoded = decode(bytes, declared);
        assert_eq!(decoded.text, expected);
        assert_eq!(decoded.loss.is_some(), lossy, "{:?}", decoded.loss);
    }

    #[test]
    fn reads_what_pages_come_in() {
        check("Größe".as_bytes(), Some("iso-8859-1"), "Größe", false);
        check(b"\xEF\xBB\xBFGr\xC3\xB6\xC3\x9Fe", None, "Größe", false);
        check(b"Gr\xF6\xDFe", Some("latin1"), "Größe", false);
        check(b"<meta charset='windows-1251'>\xCF\xF0\xE8\xE2\xE5\xF2", None, "<meta charset='windows-1251'>Привет", false);
        check(b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\xE9", None, "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>é", false);
        check(b"\xFF\xFEH\0i\0", None, "Hi", false);
        check(b"H\0i\0 \0t\0h\0e\0r\0e\0", None, "Hi there", false);
        check(b"\0H\0i\0 \0t\0h\0e\0r\0e", None, "Hi there", false);
        check(b"one\0two", None, "one\u{FFFD}two", true);
        check("Die Größe der Stadt\u{20}".as_bytes(), None, "Die Größe der Stadt ", false);
        check(b"Gr\xC3\xB6\xC3\x9Fe \xC3 und", None, "Größe \u{FFFD} und", true);
    }
}
