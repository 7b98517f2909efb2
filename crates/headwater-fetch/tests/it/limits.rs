//! Whatever a server sends, or does not: fetching ends, in bounded time and memory.

use std::io::Write as _;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use headwater_fetch::FetchError;

use crate::server::{Reply, Server, missing, page, response};
use crate::{error, one, settings};

fn server(reply: impl Fn() -> Reply + Send + Sync + 'static) -> Server {
    Server::new(move |request| if request.path == "/robots.txt" { missing() } else { reply() })
}

fn raw(text: &str) -> Reply {
    Reply::Bytes(text.as_bytes().to_vec())
}

#[test]
fn slow_bodies_and_slow_heads() {
    for bytes in [
        "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".to_owned() + &"a".repeat(1000),
        "HTTP/1.1 200 OK\r\nX: ".to_owned() + &"a".repeat(1000),
    ] {
        let server = server(move || Reply::Slowly(bytes.clone().into_bytes(), Duration::from_millis(50)));
        let start = Instant::now();
        assert!(matches!(error(&server.url("/"), &settings(&[&server])), FetchError::Timeout(_)));
        assert!(start.elapsed() < Duration::from_secs(5));
    }
}

#[test]
fn bad_lengths() {
    let cut = server(|| raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n<p>One"));
    let response = one(&cut.url("/"), &settings(&[&cut])).outcome.unwrap();
    assert_eq!((&response.body[..], response.cut.is_some()), (&b"<p>One"[..], true));
    let short = server(|| raw("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<p>One and more"));
    assert_eq!(one(&short.url("/"), &settings(&[&short])).outcome.unwrap().body, b"<p>One");
    let none = server(|| raw("HTTP/1.1 200 OK\r\n\r\n<p>One"));
    assert_eq!(one(&none.url("/"), &settings(&[&none])).outcome.unwrap().body, b"<p>One");
    let chunks = server(|| raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n3\r\nOne\r\n0\r\n\r\n"));
    assert_eq!(one(&chunks.url("/"), &settings(&[&chunks])).outcome.unwrap().body, b"<p>One");
    for head in [
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nOne",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nOne",
        "HTTP/1.1 abc\r\n\r\n",
        "what\r\n\r\n",
        "",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ] {
        let server = server(move || raw(head));
        // An error or what can be read: both are fine, as long as it ends.
        let _ = one(&server.url("/"), &settings(&[&server]));
    }
}

#[test]
fn size_is_bounded_with_and_without_a_length() {
    let most = settings(&[]).most_bytes;
    let told = server(move || page(&"a".repeat(most + 1)));
    assert_eq!(error(&told.url("/"), &settings(&[&told])), FetchError::Size(most));
    let untold = server(move || raw(&format!("HTTP/1.1 200 OK\r\n\r\n{}", "a".repeat(most + 1))));
    assert_eq!(error(&untold.url("/"), &settings(&[&untold])), FetchError::Size(most));
    let head = server(|| raw(&format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\nOne", "a".repeat(1 << 20))));
    assert!(matches!(error(&head.url("/"), &settings(&[&head])), FetchError::Connection(_)));
}

#[test]
fn a_gzip_bomb_is_stopped_where_it_is_unpacked() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..200 {
        encoder.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    assert!(bomb.len() < settings(&[]).most_bytes);
    let server = server(move || response("200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", &bomb));
    let fetched = one(&server.url("/"), &settings(&[&server])).outcome.unwrap();
    let answer = headwater_inputs::answer(&fetched.wire()).unwrap();
    assert_eq!(answer.body.len(), headwater_inputs::PAGE_BYTES);
    assert_eq!(answer.losses.len(), 1);
}

#[test]
fn charsets_of_the_header_count() {
    let server = server(|| response("200 OK", "Content-Type: text/html; charset=windows-1251\r\n", b"\xCF\xF0\xE8\xE2\xE5\xF2"));
    let fetched = one(&server.url("/"), &settings(&[&server])).outcome.unwrap();
    let answer = headwater_inputs::answer(&fetched.wire()).unwrap();
    assert_eq!(answer.charset().as_deref(), Some("windows-1251"));
    assert_eq!(answer.body, b"\xCF\xF0\xE8\xE2\xE5\xF2");
}

#[test]
fn pictures_and_films_are_left_alone() {
    let server = server(|| response("200 OK", "Content-Type: video/mp4\r\n", b"film"));
    assert!(matches!(error(&server.url("/"), &settings(&[&server])), FetchError::Media(_)));
}
