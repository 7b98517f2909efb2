//! No way leads from a page into the machine or the network around it.

use headwater_fetch::{FetchError, Settings};

use crate::server::{Server, missing, page, redirect};
use crate::{body, error, settings};

/// Spellings of addresses that are not the open internet's.
const SPELLINGS: [&str; 63] = [
    "127.0.0.1",
    "127.0.0.1.",
    "127.1",
    "127.0.1",
    "127.255.255.254",
    "2130706433",
    "0x7f000001",
    "0x7F.1",
    "0x7f.0x0.0x0.0x1",
    "017700000001",
    "0177.0.0.1",
    "0177.0x0.0.1",
    "00000177.0.0.01",
    "127.0.0.0x1",
    "%31%32%37.0.0.1",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "１２７.0.0.1",
    "0",
    "0.0.0.0",
    "00.0",
    "0x0",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "gazette.localhost",
    "ⓛocalhost",
    "%6cocalhost",
    "10.0.0.1",
    "10.1",
    "167772161",
    "0xa.0.0.1",
    "172.16.0.1",
    "172.31.255.254",
    "192.168.0.1",
    "192.168.257",
    "3232235521",
    "0300.0250.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "169.254.169.254",
    "2852039166",
    "0xa9fea9fe",
    "0xA9.0xFE.0xA9.0xFE",
    "0251.0376.0251.0376",
    "169.254.43518",
    "168.63.129.16",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "[::]",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::127.0.0.1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:a9fe:a9fe]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "[ff02::1]",
];

#[test]
fn every_spelling_is_refused() {
    let settings = Settings { timeout: std::time::Duration::from_secs(2), ..Settings::default() };
    for host in SPELLINGS {
        for scheme in ["http", "https"] {
            let url = format!("{scheme}://{host}/latest/meta-data/");
            let error = error(&url, &settings);
            assert!(matches!(error, FetchError::Private(_)), "{url}: {error:?}");
        }
    }
}

#[test]
fn nobody_is_asked() {
    let inside = Server::new(|_| page("Secret"));
    let port = inside.address.port();
    for host in SPELLINGS {
        let _ = error(&format!("http://{host}:{port}/"), &Settings::default());
    }
    assert_eq!(inside.count(), 0);
}

#[test]
fn no_redirect_leads_inside() {
    let inside = Server::new(|_| page("Secret"));
    let port = inside.address.port();
    let outside = Server::new(move |request| match request.path.strip_prefix("/to/") {
        Some(number) => redirect(&format!("http://{}:{port}/", SPELLINGS[number.parse::<usize>().unwrap()])),
        None if request.path == "/step" => redirect("/to/0"),
        None if request.path == "/scheme" => redirect(&format!("//127.0.0.1:{port}/")),
        None => missing(),
    });
    let settings = settings(&[&outside]);
    let paths = (0..SPELLINGS.len()).map(|number| format!("/to/{number}")).chain(["/step".to_owned(), "/scheme".to_owned()]);
    for path in paths {
        let error = error(&outside.url(&path), &settings);
        assert!(matches!(error, FetchError::Private(_)), "{path}: {error:?}");
    }
    assert_eq!(inside.count(), 0, "the server inside was asked");
    assert_eq!(outside.requests().len(), SPELLINGS.len() + 3);
}

#[test]
fn robots_do_not_lead_inside() {
    let inside = Server::new(|_| page("Secret"));
    let to = inside.url("/robots.txt");
    let outside = Server::new(move |request| if request.path == "/robots.txt" { redirect(&to) } else { page("One") });
    assert!(matches!(error(&outside.url("/"), &settings(&[&outside])), FetchError::Private(_)));
    assert_eq!(inside.count(), 0);
}

#[test]
fn allowed_when_asked_for() {
    let server = Server::new(|request| if request.path == "/robots.txt" { missing() } else { page("One") });
    let allowed = Settings { allow_private: true, allowed: Vec::new(), ..settings(&[]) };
    assert_eq!(body(&server.url("/"), &allowed), "One");
    assert_eq!(body(&format!("http://localhost:{}/", server.address.port()), &allowed), "One");
}
