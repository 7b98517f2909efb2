//! What kind of bytes these are.

use crate::Format;

/// The judgement on a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Judged {
    /// A page to be read so.
    Page(Format),
    /// Something else; its name for a reader.
    Other(&'static str),
}

/// Beginnings of files that are no text.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1F\x8B", "a gzip file"),
    (b"RIFF", "a RIFF file (picture, sound or film)"),
    (b"\xD0\xCF\x11\xE0", "an office document"),
    (b"\x7FELF", "a program"),
];

/// Judges by signature, then by the location's ending, then by what the text looks like.
pub(crate) fn judge(location: &str, bytes: &[u8], text: &str) -> Judged {
    if let Some((_, name)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Judged::Other(name);
    }
    let path = location.split(['?', '#']).next().unwrap_or(location);
    let ending = path.rsplit(['/', '\\']).next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("html" | "htm" | "xhtml" | "xht" | "shtml" | "php" | "asp" | "aspx" | "jsp") => Judged::Page(Format::Html),
        Some("txt" | "text" | "md" | "markdown") => Judged::Page(Format::Text),
        _ => Judged::Page(if looks_like_html(text) { Format::Html } else { Format::Text }),
    }
}

/// Whether the first thousand characters hold the tags with which a page or a piece of one begins.
fn looks_like_html(text: &str) -> bool {
    let head: String = text.trim_start().chars().take(1000).collect::<String>().to_ascii_lowercase();
    head.starts_with("<!doctype")
        || (head.starts_with('<')
            && [
                "<html", "<head", "<body", "<div", "<p", "<article", "<!--", "<meta", "<title", "<script", "<table", "<h1", "<section",
                "<main",
            ]
            .iter()
            .any(|tag| head.contains(tag)))
}
