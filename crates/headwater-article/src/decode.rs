//! Bytes to text: byte order mark, declared encoding, detector.
//!
//! Valid UTF-8 is read as such whatever the page declares: other encodings almost never form it by chance, while declarations are often wrong.
//! Otherwise a declared encoding wins over the detector (`chardetng`, as in Firefox).

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes of a page that are looked at for its declared encoding and for its format. The HTML standard looks at 1,024; many pages declare later.
const HEAD: usize = 4096;

/// What the bytes say, and what had to be replaced.
pub(crate) struct Decoded {
    /// The text, without byte order mark and NUL characters.
    pub text: String,
    /// One sentence for a reader where bytes were lost.
    pub loss: Option<String>,
    /// One where the bytes are odd and nothing was lost.
    pub advice: Option<String>,
}

/// Decodes a page. `declared` is an encoding label from outside it (an HTTP header).
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    let (encoding, body) = encoding_of(bytes, declared);
    let mixed = if encoding == UTF_8 && std::str::from_utf8(body).is_err() { with_western_marks(body) } else { None };
    let (text, malformed) = encoding.decode_without_bom_handling(mixed.as_deref().unwrap_or(body));
    let nuls = text.contains('\0');
    let loss = malformed.then(|| format!("some bytes are not valid {}; each is shown as \u{FFFD}", encoding.name()));
    let advice = match (nuls, mixed.is_some()) {
        (true, _) => Some("NUL characters in the text; each is shown as \u{FFFD}".to_owned()),
        (false, true) => Some("some bytes are not valid UTF-8; they are read as windows-1252".to_owned()),
        (false, false) => None,
    };
    let text: Cow<str> = if nuls { text.replace('\0', "\u{FFFD}").into() } else { text };
    Decoded { text: text.into_owned(), loss, advice }
}

/// UTF-8 into which quotation marks and dashes of windows-1252 were pasted, mended: bytes that are no UTF-8 and a mark there. None where there are none.
fn with_western_marks(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut mended: Option<Vec<u8>> = None;
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        let end = at + chunk.valid().len() + chunk.invalid().len();
        // The marks stand at 0x82 to 0x9F; what begins with a higher byte is a character cut short.
        let mark = matches!(chunk.invalid(), [0x82 | 0x84 | 0x85 | 0x8B | 0x91..=0x99 | 0x9B]);
        if mark && mended.is_none() {
            mended = Some(bytes[..at].to_vec());
        }
        if let Some(mended) = &mut mended {
            mended.extend_from_slice(chunk.valid().as_bytes());
            if mark {
                mended.extend_from_slice(WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0.as_bytes());
            } else {
                mended.extend_from_slice(chunk.invalid());
            }
        }
        at = end;
    }
    mended
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

/// UTF-16 text in an alphabet has one or two constant bytes at every second place: NUL for Latin letters, spaces and marks, 4 for Cyrillic, 3 for Greek.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD) & !1];
    if head.len() < 4 {
        return None;
    }
    let (mut even, mut odd) = ([0_usize; 256], [0_usize; 256]);
    for pair in head.chunks_exact(2) {
        even[usize::from(pair[0])] += 1;
        odd[usize::from(pair[1])] += 1;
    }
    let pairs = head.len() / 2;
    // The second constant byte is a block of letters below U+2000.
    let constant = |counts: &[usize; 256]| {
        let block = counts[1..0x20].iter().max().copied().unwrap_or(0);
        counts[0] * 20 >= pairs && counts[0].max(block) * 10 >= pairs * 4 && (counts[0] + block) * 10 >= pairs * 7
    };
    match (constant(&even), constant(&odd)) {
        (false, true) if even[0] * 10 < pairs => Some(UTF_16LE),
        (true, false) if odd[0] * 10 < pairs => Some(UTF_16BE),
        _ => None,
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
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        check(&utf16("Старая стена упала во вторник."), None, "Старая стена упала во вторник.", false);
        check(&utf16("Το παλιό τείχος έπεσε την Τρίτη."), None, "Το παλιό τείχος έπεσε την Τρίτη.", false);
        check(b"one\0two", None, "one\u{FFFD}two", false);
        check(b"The board\x92s wall \x96 old and cracked \x96 fell.", None, "The board’s wall – old and cracked – fell.", false);
        check(b"The board\x92s wall fell.", Some("utf-8"), "The board’s wall fell.", false);
        check(
            "“Größe”, said the board".as_bytes().iter().copied().chain(*b"\x92s clerk").collect::<Vec<u8>>().as_slice(),
            None,
            "“Größe”, said the board’s clerk",
            false,
        );
        check("Die Größe der Stadt\u{20}".as_bytes(), None, "Die Größe der Stadt ", false);
        check(b"Gr\xC3\xB6\xC3\x9Fe \xC3 und", None, "Größe \u{FFFD} und", true);
    }
}
