//! Redirects, robots and pauses.

use std::time::{Duration, Instant};

use headwater_fetch::{FetchError, Settings, fetch};

use crate::server::{Server, missing, page, redirect, response};
use crate::{body, error, one, settings};

#[test]
fn a_page_and_who_asked_for_it() {
    let server = Server::new(|request| if request.path == "/a?b=1" { page("One") } else { missing() });
    assert_eq!(body(&server.url("/a?b=1#part"), &settings(&[&server])), "One");
    let request = server.requests().remove(0);
    assert!(request.head.contains("user-agent: mozilla/5.0 (compatible; headwater/"), "{}", request.head);
    assert_eq!(error(&server.url("/gone"), &settings(&[&server])), FetchError::Status(404));
}

#[test]
fn redirects_are_walked_and_bounded() {
    let server = Server::new(|request| match request.path.as_str() {
        "/one" => redirect("two"),
        "/two" => redirect("/three"),
        "/three" => page("There"),
        "/circle" => redirect("/circle2"),
        "/circle2" => redirect("/circle"),
        "/nowhere" => response("302 Found", "", b""),
        "/file" => redirect("file:///etc/passwd"),
        path if path.starts_with("/on") => redirect(&format!("{path}n")),
        _ => missing(),
    });
    let settings = settings(&[&server]);
    let fetched = one(&server.url("/one"), &settings);
    assert_eq!(fetched.hops.len(), 3);
    assert_eq!(fetched.outcome.unwrap().url, server.url("/three"));
    assert!(matches!(error(&server.url("/circle"), &settings), FetchError::Redirects(_)));
    assert!(matches!(error(&server.url("/nowhere"), &settings), FetchError::Redirects(_)));
    assert!(matches!(error(&server.url("/file"), &settings), FetchError::Address(_)));
    let before = server.requests().len();
    assert!(matches!(error(&server.url("/onward"), &settings), FetchError::Redirects(_)));
    assert_eq!(server.requests().len() - before, settings.redirects + 1);
}

#[test]
fn robots_are_honoured_on_every_hop() {
    let server = Server::new(|request| match request.path.as_str() {
        "/robots.txt" => response("200 OK", "Content-Type: text/plain\r\n", b"User-agent: *\nDisallow: /private\n"),
        "/way" => redirect("/private/page"),
        "/open" => page("Open"),
        _ => page("Private"),
    });
    let settings = settings(&[&server]);
    assert_eq!(body(&server.url("/open"), &settings), "Open");
    assert!(matches!(error(&server.url("/private/page"), &settings), FetchError::Robots(_)));
    assert!(matches!(error(&server.url("/way"), &settings), FetchError::Robots(_)));
    assert!(server.requests().iter().all(|request| !request.path.starts_with("/private")));
}

#[test]
fn robots_that_cannot_be_had() {
    for (status, open) in [("404 Not Found", true), ("403 Forbidden", true), ("503 Unavailable", false), ("429 Too Many", false)] {
        let server = Server::new(move |request| if request.path == "/robots.txt" { response(status, "", b"") } else { page("One") });
        let outcome = one(&server.url("/"), &settings(&[&server])).outcome;
        assert_eq!(outcome.is_ok(), open, "{status}");
    }
    let moved = Server::new(|request| match request.path.as_str() {
        "/robots.txt" => redirect("/robots2.txt"),
        "/robots2.txt" => response("200 OK", "", b"User-agent: headwater\nDisallow: /"),
        _ => page("One"),
    });
    assert!(matches!(error(&moved.url("/"), &settings(&[&moved])), FetchError::Robots(_)));
}

#[test]
fn one_request_a_host_at_a_time() {
    let server = Server::new(|request| match request.path.as_str() {
        "/robots.txt" => response("200 OK", "", b"User-agent: *\nCrawl-delay: 0.2\n"),
        _ => page("One"),
    });
    let other = Server::new(|request| if request.path == "/robots.txt" { missing() } else { page("Two") });
    let urls: Vec<String> = (0..4).map(|number| server.url(&format!("/{number}"))).chain([other.url("/")]).collect();
    let start = Instant::now();
    let fetched = fetch(&urls, &settings(&[&server, &other]), &|| {});
    assert!(fetched.iter().zip(&urls).all(|(fetched, url)| fetched.asked == *url && fetched.outcome.is_ok()));
    // However late an answer comes, three pauses lie between four requests.
    assert!(start.elapsed() >= Duration::from_millis(600), "{:?}", start.elapsed());
    // robots.txt is asked for once.
    assert_eq!(server.count(), 5);
}

#[test]
fn a_site_may_not_stop_the_run() {
    let server = Server::new(|request| match request.path.as_str() {
        "/robots.txt" => response("200 OK", "", b"User-agent: *\nCrawl-delay: 86400\n"),
        _ => page("One"),
    });
    assert_eq!(error(&server.url("/"), &settings(&[&server])), FetchError::Pause(Duration::from_hours(24)));
}

#[test]
fn only_addresses_of_the_web() {
    for url in [
        "file:///etc/passwd",
        "ftp://gazette.example/",
        "javascript:alert(1)",
        "data:text/html,One",
        "gopher://gazette.example/",
        "http://",
        "news",
        "http://user:secret@gazette.example/",
    ] {
        assert!(matches!(error(url, &Settings::default()), FetchError::Address(_)), "{url}");
    }
}
