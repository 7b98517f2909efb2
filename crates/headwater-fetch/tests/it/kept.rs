//! What was fetched is kept, and is read again from there, byte for byte.

use std::io::Write as _;

use headwater_fetch::keep;
use headwater_inputs::{Found, open};

use crate::server::{Reply, Server, missing, page, redirect, response};
use crate::{one, settings};

#[test]
fn kept_and_read_again() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all("<p>Größe".as_bytes()).unwrap();
    let packed = encoder.finish().unwrap();
    let server = Server::new(move |request| match request.path.as_str() {
        "/old" => redirect("/plain"),
        "/plain" => page("<p>One\r\n\r\nWARC/1.1\r\n"),
        "/packed" => response("200 OK", "Content-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n", &packed),
        "/chunked" => Reply::Bytes(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n<p>Two\r\n0\r\n\r\n".to_vec(),
        ),
        "/cut" => Reply::Bytes(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 50\r\n\r\n<p>Half".to_vec()),
        _ => missing(),
    });
    let settings = settings(&[&server]);
    let mut archive = Vec::new();
    keep::begin(&mut archive, &settings.user_agent, jiff::Timestamp::UNIX_EPOCH).unwrap();
    let mut live = Vec::new();
    for path in ["/old", "/packed", "/chunked", "/cut"] {
        let fetched = one(&server.url(path), &settings);
        for hop in &fetched.hops {
            keep::response(&mut archive, hop).unwrap();
        }
        let response = fetched.outcome.unwrap();
        live.push((response.url.clone(), headwater_inputs::answer(&response.wire()).unwrap().body));
    }
    let (mut kept, mut problems) = (Vec::new(), Vec::new());
    for found in open("kept.warc.gz", &archive[..]) {
        match found {
            Found::Page(page) => kept.push((page.given.url.unwrap(), page.bytes)),
            Found::Problem(problem) => problems.push(problem.message),
            Found::Link(_) => panic!("a link"),
        }
    }
    assert_eq!(kept, live);
    assert_eq!(live[1].1, "<p>Größe".as_bytes());
    assert_eq!(problems, ["was cut when it was captured (disconnect)"]);
}
