//! What kind of file these bytes are.

/// Kinds of files, by what has to be done with them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// Web archive (ISO 28500).
    Warc,
    /// Zipped web archive (WACZ 1.1.1).
    Wacz,
    /// Page saved with its parts: MHTML (RFC 2557).
    Archive,
    /// Mail (RFC 5322).
    Mail,
    /// RSS, Atom or sitemap, by its root element.
    Xml,
    /// JSON Feed 1.
    JsonFeed,
    /// One JSON object a line.
    Lines,
    /// JSON, as it seems, that is neither.
    Json,
    /// A page, or something that the reader of pages knows to name.
    Page,
}

/// Judges by the first bytes; by the name only where these leave a doubt.
pub(crate) fn of(location: &str, head: &[u8]) -> Kind {
    if head.starts_with(b"WARC/") {
        return Kind::Warc;
    }
    let ending = ending(location);
    if head.starts_with(b"PK\x03\x04") {
        // Zip files are also office documents; an archive has its index or its parts near the beginning.
        let parts: [&[u8]; 4] = [b"datapackage.json", b"archive/", b"pages/pages.jsonl", b"indexes/"];
        let archive = ending == "wacz" || parts.iter().any(|part| head.windows(part.len()).any(|window| window == *part));
        return if archive { Kind::Wacz } else { Kind::Page };
    }
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    if text.starts_with('{') {
        let feed = text.contains("jsonfeed.org/version");
        let line = text.lines().next().unwrap_or_default();
        let lines = ["jsonl", "ndjson"].contains(&ending.as_str())
            || serde_json::from_str::<serde_json::Value>(line).is_ok_and(|value| crate::jsonl::is_page(&value));
        return match (feed, lines) {
            (true, _) => Kind::JsonFeed,
            (false, true) => Kind::Lines,
            (false, false) => Kind::Json,
        };
    }
    if ["jsonl", "ndjson"].contains(&ending.as_str()) {
        return Kind::Lines;
    }
    if text.starts_with('[') || ending == "json" {
        return Kind::Json;
    }
    if let Some(kind) = of_mail(&ending, text) {
        return kind;
    }
    if matches!(crate::xml::root(text), Some("rss" | "feed" | "rdf:RDF" | "channel" | "urlset" | "sitemapindex")) {
        return Kind::Xml;
    }
    Kind::Page
}

/// A head of mail: `Name: value` lines, among them those that only mail has.
fn of_mail(ending: &str, text: &str) -> Option<Kind> {
    let mut named = 0;
    let mut related = false;
    for line in text.lines().take(200) {
        if line.starts_with([' ', '\t']) {
            related |= line.contains("multipart/related");
            continue;
        }
        let Some((name, value)) = line.split_once(':') else { break };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) {
            break;
        }
        let name = name.to_ascii_lowercase();
        named +=
            usize::from(["mime-version", "message-id", "received", "return-path", "delivered-to", "x-mailer"].contains(&name.as_str()));
        named += usize::from(["from", "subject", "date", "to", "snapshot-content-location"].contains(&name.as_str()) && named > 0);
        if ["from", "subject"].contains(&name.as_str()) && ending == "eml" {
            named += 1;
        }
        if name == "content-type" {
            named += usize::from(named > 0);
            related |= value.to_ascii_lowercase().contains("multipart/related");
        }
    }
    match ending {
        "mht" | "mhtml" if named > 0 => Some(Kind::Archive),
        "eml" if named > 0 => Some(Kind::Mail),
        _ if named >= 2 && text.contains("Snapshot-Content-Location:") => Some(Kind::Archive),
        _ if named >= 2 => Some(if related && !text.contains("Message-ID:") { Kind::Archive } else { Kind::Mail }),
        _ => None,
    }
}

/// The ending of the name, `.gz` behind it left out.
pub(crate) fn ending(location: &str) -> String {
    let path = if location.contains("://") { location.split(['?', '#']).next().unwrap_or(location) } else { location };
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path).to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.rsplit_once('.').map(|(_, ending)| ending.to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Kind, of};

    #[test]
    fn judges_by_bytes() {
        for (location, head, expected) in [
            ("a", "WARC/1.1\r\n", Kind::Warc),
            ("a.wacz", "PK\x03\x04", Kind::Wacz),
            ("a.docx", "PK\x03\x04[Content_Types].xml", Kind::Page),
            ("a", "PK\x03\x04......archive/data.warc.gz", Kind::Wacz),
            ("a", "<?xml version=\"1.0\"?>\n<!-- made -->\n<rss version=\"2.0\">", Kind::Xml),
            ("a", "\u{FEFF}<feed xmlns=\"http://www.w3.org/2005/Atom\">", Kind::Xml),
            ("a.html", "<html><body>", Kind::Page),
            ("a.json", "{\"version\": \"https://jsonfeed.org/version/1.1\"}", Kind::JsonFeed),
            ("a", "{\"url\": \"https://a.example\", \"text\": \"One.\"}\n", Kind::Lines),
            ("a.jsonl.gz", "", Kind::Lines),
            (
                "a.mhtml",
                "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example\r\nMIME-Version: 1.0\r\n\r\n",
                Kind::Archive,
            ),
            ("a.eml", "From: news@a.example\r\nSubject: Morning\r\n\r\nHi", Kind::Mail),
            ("a", "Received: by x\r\nMessage-ID: <1@a>\r\nSubject: Morning\r\n\r\nHi", Kind::Mail),
            ("a.txt", "From: our reporter\nDate: Monday\n\nThe ferry sails.", Kind::Page),
            ("a.txt", "Harbour: the ferry sails", Kind::Page),
        ] {
            assert_eq!(of(location, head.as_bytes()), expected, "{location} {head:?}");
        }
    }
}
