//! Every kind of file gives its pages, and a damaged one gives what is whole.

// A test says what is wrong by failing.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::{Cursor, Write as _};

use headwater_inputs::{Found, Page, open};

/// Pages, links and problems of a file.
fn read(location: &str, bytes: &[u8]) -> (Vec<Page>, Vec<String>, Vec<String>) {
    let (mut pages, mut links, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    for found in open(location, bytes) {
        match found {
            Found::Page(page) => pages.push(page),
            Found::Link(link) => links.push(link.url),
            Found::Problem(problem) => problems.push(format!("{}: {}", problem.location, problem.message)),
        }
    }
    (pages, links, problems)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// One WARC record; its length is told `more` bytes too long.
fn record(kind: &str, url: &str, content_type: &str, block: &[u8], more: usize) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-05T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        block.len() + more
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(url: &str, status: &str, content_type: &str, body: &[u8]) -> Vec<u8> {
    let block = [format!("HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n\r\n").as_bytes(), body].concat();
    record("response", url, "application/http; msgtype=response", &block, 0)
}

fn urls(pages: &[Page]) -> Vec<&str> {
    pages.iter().map(|page| page.given.url.as_deref().unwrap_or_default()).collect()
}

const A: &str = "https://gazette.example/a";
const B: &str = "https://gazette.example/b";

#[test]
fn archives_record_by_record() {
    let records = [
        record("warcinfo", "", "application/warc-fields", b"software: test\r\n", 0),
        response(A, "200 OK", "text/html; charset=windows-1252", b"<p>One"),
        record("revisit", A, "application/http; msgtype=response", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", 0),
        response("https://gazette.example/p.png", "200 OK", "image/png", b"\x89PNG"),
        response("https://gazette.example/old", "301 Moved", "text/html", b"<p>Moved"),
        record("conversion", B, "text/plain", b"Two", 0),
    ];
    let plain = records.concat();
    let packed: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
    for (location, bytes) in [("a.warc", &plain), ("a.warc.gz", &packed), ("once.warc.gz", &gzip(&plain))] {
        let (pages, _, problems) = read(location, bytes);
        assert_eq!(problems, [""; 0], "{location}");
        assert_eq!(urls(&pages), [A, B]);
        assert_eq!(pages[0].location, format!("{location}#record 2"));
        assert_eq!(pages[0].bytes, b"<p>One");
        assert_eq!(pages[0].given.charset.as_deref(), Some("windows-1252"));
        assert_eq!(pages[0].given.captured.as_deref(), Some("2024-03-05T10:00:00Z"));
        assert_eq!(pages[1].bytes, b"Two");
    }
}

#[test]
fn a_damaged_record_costs_itself_alone() {
    let (one, two) = (response(A, "200 OK", "text/html", b"<p>One"), response(B, "200 OK", "text/html", b"<p>Two"));
    let long = record("response", A, "application/http", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>One", 40);
    let short = {
        let mut bytes = one.clone();
        let at = bytes.windows(16).position(|window| window == b"Content-Length: ").unwrap() + 16;
        bytes.splice(at..at + 2, *b"47");
        bytes
    };
    let mut packed = gzip(&one);
    let middle = packed.len() / 2;
    packed[middle..middle + 8].fill(0xFF);
    for (what, bytes, expected) in [
        ("a length too long", [&long[..], &two].concat(), vec![A, B]),
        ("a length too short", [&short[..], &two].concat(), vec![A, B]),
        ("a length beyond the end", [&two[..], &long].concat(), vec![B, A]),
        ("cut in the block", [&two[..], &one[..one.len() - 6]].concat(), vec![B, A]),
        ("stray bytes", [&one[..], b"what is this\r\n", &two].concat(), vec![A, B]),
        ("no length", [b"WARC/1.1\r\nWARC-Type: response\r\n\r\n", &two[..]].concat(), vec![B]),
        ("a damaged member", [&packed[..], &gzip(&two)].concat(), vec![B]),
        ("a member cut short", [&gzip(&two)[..], &gzip(&one)[..middle]].concat(), vec![B]),
    ] {
        let (pages, _, problems) = read("a.warc", &bytes);
        assert!(problems.iter().any(|problem| problem.starts_with("a.warc")), "{what} is not reported: {problems:?}");
        let found = urls(&pages);
        assert!(expected.iter().all(|url| found.contains(url)), "{what}: {found:?} {problems:?}");
    }
}

#[test]
fn of_a_zipped_archive_the_listed_pages() {
    let warc =
        [response(A, "200 OK", "text/html", b"<p>One"), response("https://adverts.example/", "200 OK", "text/html", b"<p>Buy")].concat();
    let zip = |list: Option<&str>| {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file("archive/data.warc.gz", options).unwrap();
        zip.write_all(&gzip(&warc)).unwrap();
        if let Some(list) = list {
            zip.start_file("pages/pages.jsonl", options).unwrap();
            zip.write_all(list.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    };
    let list = format!("{{\"format\": \"json-pages-1.0\"}}\n{{\"url\": \"{A}#top\", \"ts\": \"2024-03-05T10:00:00Z\"}}\n");
    let (pages, _, problems) = read("a.wacz", &zip(Some(&list)));
    assert_eq!((urls(&pages), problems), (vec![A], vec![]));
    assert_eq!(pages[0].location, "a.wacz#archive/data.warc.gz#record 1");
    assert_eq!(read("a.wacz", &zip(None)).0.len(), 2, "without a list every page");
    let whole = zip(None);
    assert_eq!(read("a.wacz", &whole[..whole.len() / 2]).2.len(), 1);
}

const REPORT: &str = "The ferry operator will add two boats in May, its director Jonas Fell said on Monday. We have heard the islanders, he told reporters in Skarholm, and they have waited long enough. The boats were built in the yard at Ilmport and carry forty cars each, the operator said in a statement.";

#[test]
fn feeds_give_whole_reports_and_links() {
    let rss = format!(
        "<?xml version='1.0'?>\n<rss version='2.0' xmlns:content='x' xmlns:dc='y'><channel><title>Coast & Country</title><language>en-gb</language>
<item><title>Two boats &amp; more</title><link>{A}?x=1&y=2</link><dc:creator><![CDATA[Ana Brandt]]></dc:creator><pubDate>Tue, 05 Mar 2024 10:30:00 CEST</pubDate>
<source url='https://wire.example/'>Northern Wire</source><description>Short</description><content:encoded><![CDATA[<p>{REPORT}</p>]]></content:encoded></item>
<item><title>Only told of</title><link>{B}</link><description>The council meets&hellip;</description></item>
<item><title>Without address</title></item></channel></rss>"
    );
    let (pages, links, problems) = read("feed.xml", rss.as_bytes());
    assert_eq!(problems, [""; 0]);
    assert_eq!(links, [B]);
    let [page] = &pages[..] else { panic!("{pages:?}") };
    assert_eq!(page.location, "feed.xml#entry 1");
    assert!(String::from_utf8_lossy(&page.bytes).contains(REPORT));
    let given = &page.given;
    assert_eq!(given.url.as_deref(), Some("https://gazette.example/a?x=1&y=2"));
    assert_eq!((given.title.as_deref(), given.outlet.as_deref()), (Some("Two boats & more"), Some("Northern Wire")));
    assert_eq!((given.authors.join(), given.language.as_deref()), ("Ana Brandt".to_owned(), Some("en-gb")));
    let (article, _) = headwater_article::read_given(&page.location, &page.bytes, given);
    assert_eq!(article.published.and_then(|date| date.day()).map(|day| day.to_string()).as_deref(), Some("2024-03-05"));
    assert!(article.text.contains("forty cars"));
}

trait Join {
    fn join(&self) -> String;
}

impl Join for Vec<String> {
    fn join(&self) -> String {
        self.as_slice().join("; ")
    }
}

#[test]
fn atom_and_json_feeds() {
    let atom = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>Gazette</title>
<entry><title type='html'>Two &lt;i&gt;boats&lt;/i&gt;</title><link rel='self' href='https://gazette.example/self'/><link href='{A}'/><author><name>Ana Brandt</name></author>
<published>2024-03-05T10:30:00+01:00</published><updated>2024-03-06T10:30:00+01:00</updated>
<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>{REPORT}</p></div></content></entry></feed>"
    );
    let (pages, _, problems) = read("a.atom", atom.as_bytes());
    assert_eq!((urls(&pages), problems), (vec![A], vec![]));
    assert!(String::from_utf8_lossy(&pages[0].bytes).contains(&format!("<p>{REPORT}</p>")));
    assert_eq!(pages[0].given.title.as_deref(), Some("Two boats"));
    assert_eq!(pages[0].given.authors, ["Ana Brandt"]);
    let json = format!(
        "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Gazette\", \"items\": [{{\"url\": \"{A}\", \"title\": \"Boats\", \"content_text\": \"{REPORT}\"}}, {{\"url\": \"{B}\", \"summary\": \"Short\"}}]}}"
    );
    let (pages, links, _) = read("feed.json", json.as_bytes());
    assert_eq!((urls(&pages), links), (vec![A], vec![B.to_owned()]));
}

#[test]
fn a_faulty_feed_gives_what_can_be_read() {
    let cut = format!("<rss><channel><title>G</title><item><title>One</title><link>{A}</link></item><item><title>Two</title><link>{B}</li");
    let (_, links, _) = read("feed.xml", cut.as_bytes());
    assert_eq!(links, [A, B]);
    let unclosed = format!("<rss><channel><item><title>One & <b>two</title><link>{A}</link></item></channel></rss>");
    assert_eq!(read("feed.xml", unclosed.as_bytes()).1, [A]);
}

#[test]
fn sitemaps_give_links() {
    let map = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><urlset xmlns:news='n'><url><loc> {A} </loc><news:news><news:publication><news:name>Gazette</news:name></news:publication><news:publication_date>2024-03-05</news:publication_date><news:title>Boats</news:title></news:news></url><url><loc>{B}</loc></url></urlset>"
    );
    assert_eq!(read("map.xml", map.as_bytes()).1, [A, B]);
    assert_eq!(read("map.xml.gz", &gzip(map.as_bytes())).1, [A, B]);
}

#[test]
fn corpora_line_by_line() {
    let corpus = format!(
        "{{\"url\": \"{A}\", \"html\": \"<p>One\", \"title\": \"T\", \"authors\": [\"Ana Brandt\", {{\"name\": \"Bo Lind\"}}], \"published\": \"2024-03-05\"}}\n\nno json\n[1]\n{{\"url\": \"{B}\"}}\n{{\"text\": \"Two\", \"source\": {{\"name\": \"Gazette\"}}}}"
    );
    for (location, bytes) in [("c.jsonl", corpus.clone().into_bytes()), ("c.jsonl.gz", gzip(corpus.as_bytes()))] {
        let (pages, _, problems) = read(location, &bytes);
        assert_eq!(pages.len(), 2);
        assert_eq!(pages[0].given.authors, ["Ana Brandt", "Bo Lind"]);
        assert_eq!(pages[1].location, format!("{location}#line 6"));
        assert_eq!(pages[1].given.outlet.as_deref(), Some("Gazette"));
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert!(problems[0].starts_with(&format!("{location}#line 3")), "{problems:?}");
    }
}

#[test]
fn newsletters_and_saved_pages() {
    let mail = format!(
        "From: Morning Brief <news@gazette.example>\r\nTo: you@home.example\r\nSubject: =?utf-8?Q?Two_boats_=E2=80=93_and_more?=\r\nDate: Tue, 05 Mar 2024 06:00:00 +0100\r\nMessage-ID: <1@gazette.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe ferry op=E9rator.=\r\n More.\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>{REPORT}\r\n--x--\r\n"
    );
    let (pages, _, _) = read("brief.eml", mail.as_bytes());
    assert_eq!(pages[0].bytes, "The ferry opérator. More.".as_bytes());
    assert_eq!(pages[0].given.title.as_deref(), Some("Two boats – and more"));
    assert_eq!(pages[0].given.outlet.as_deref(), Some("Morning Brief"));
    assert_eq!(pages[0].given.published.as_deref(), Some("2024-03-05T06:00:00+01:00"));
    let saved = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: {A}\r\nSubject: Boats\r\nDate: Tue, 5 Mar 2024 06:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"y\"\r\n\r\n--y\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: {A}\r\n\r\n<p class=3D\"x\">One\r\n--y\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--y--\r\n"
    );
    let (pages, _, _) = read("page.mhtml", saved.as_bytes());
    assert_eq!(urls(&pages), [A]);
    assert!(String::from_utf8_lossy(&pages[0].bytes).contains("<p class=\"x\">One"));
    assert!(pages[0].given.captured.is_some());
}

#[test]
fn other_files_are_pages_as_they_are() {
    let page = b"<html><body><p>One";
    for (location, bytes) in [("a.html", page.to_vec()), ("a.html.gz", gzip(page))] {
        let (pages, _, _) = read(location, &bytes);
        assert_eq!((pages[0].location.as_str(), &pages[0].bytes[..]), (location, &page[..]));
    }
    let packed = gzip(&b"All the words of a long report. ".repeat(2000));
    let (pages, _, problems) = read("a.txt.gz", &packed[..packed.len() - 12]);
    assert_eq!((pages.len(), problems.len()), (1, 1), "{problems:?}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_end(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300), start in 0..9_usize) {
        let starts: [&[u8]; 9] = [b"", b"WARC/1.0\r\n", b"\x1F\x8B\x08", b"PK\x03\x04archive/", b"<rss>", b"<urlset>", b"{\"url\":1}\n", b"MIME-Version: 1\nSubject: x\n", b"<feed><entry>"];
        let _ = read("x", &[starts[start], &bytes[..]].concat());
    }
}

#[test]
fn json_without_pages_is_named_and_not_read() {
    for (location, bytes) in [
        ("wall.expected.json", "{\"title\": \"The wall falls\"}"),
        ("rows.json", "[1, 2]"),
        ("cut.json", "{\"title\": "),
        ("rows", "[{\"title\": \"The wall falls\"}]"),
        ("answer", "{\n  \"title\": \"The wall falls\"\n}"),
    ] {
        let (pages, _, problems) = read(location, bytes.as_bytes());
        assert!(pages.is_empty() && problems.len() == 1 && problems[0].contains("no input: JSON"), "{location}: {problems:?}");
    }
    for (location, bytes) in [("a.txt", "[Update] The ferry sails."), ("a", "{{ title }} The ferry sails.")] {
        let (pages, _, problems) = read(location, bytes.as_bytes());
        assert!(pages.len() == 1 && problems.is_empty(), "{location}: {problems:?}");
    }
}
