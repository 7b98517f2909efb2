//! What is known already is asked for conditionally.

use headwater_fetch::Settings;

use crate::server::{Server, missing, response};
use crate::{body, settings};

#[test]
fn an_unchanged_page_is_not_sent_again() {
    let server = Server::new(|request| match request.path.as_str() {
        "/tagged" if request.head.contains("if-none-match: \"1\"") => response("304 Not Modified", "ETag: \"1\"\r\n", b""),
        "/tagged" => response("200 OK", "ETag: \"1\"\r\n", b"Tagged"),
        "/dated" if request.head.contains("if-modified-since: tue, 05 mar 2024") => response("304 Not Modified", "", b""),
        "/dated" => response("200 OK", "Last-Modified: Tue, 05 Mar 2024 10:00:00 GMT\r\n", b"Dated"),
        "/secret" => response("200 OK", "ETag: \"2\"\r\nCache-Control: private, no-store\r\n", b"Secret"),
        "/plain" => response("200 OK", "", b"Plain"),
        _ => missing(),
    });
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { cache: Some(folder.path().to_owned()), ..settings(&[&server]) };
    for (path, expected, stored) in
        [("/tagged", "Tagged", true), ("/dated", "Dated", true), ("/secret", "Secret", false), ("/plain", "Plain", false)]
    {
        assert_eq!(body(&server.url(path), &settings), expected);
        assert_eq!(body(&server.url(path), &settings), expected, "the second time");
        let second = server.requests().pop().unwrap();
        assert_eq!(second.head.contains("if-none-match") || second.head.contains("if-modified-since"), stored, "{path}");
    }
}

#[test]
fn a_damaged_store_is_no_answer() {
    let server = Server::new(|request| match request.path.as_str() {
        "/" if request.head.contains("if-none-match") => response("304 Not Modified", "", b""),
        "/" => response("200 OK", "ETag: \"1\"\r\n", b"Whole"),
        _ => missing(),
    });
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { cache: Some(folder.path().to_owned()), ..settings(&[&server]) };
    assert_eq!(body(&server.url("/"), &settings), "Whole");
    for entry in std::fs::read_dir(folder.path()).unwrap().map(Result::unwrap).filter(|entry| entry.path().extension().unwrap() == "body") {
        std::fs::write(entry.path(), b"Half").unwrap();
    }
    assert_eq!(body(&server.url("/"), &settings), "Whole");
}
