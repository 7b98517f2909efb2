//! Archives, feeds, corpora, mail and addresses through the program itself. A server on this machine plays the web.

// A test says what is wrong by failing, and it makes its own files.
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods)]

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_headwater")).args(arguments).env("XDG_CACHE_HOME", "/nonexistent").output().unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// An invented report as a web page.
fn report(number: usize) -> String {
    format!(
        "<html><head><title>Ferry {number} | Coastline Gazette</title><meta property='og:site_name' content='Coastline Gazette'></head><body><article><h1>Ferry {number}</h1>\
<p>The ferry operator will add boat number {number} in May, its director Jonas Fell said on Monday evening in Skarholm.</p>\
<p>“We have heard the islanders,” Mr Fell told reporters. “They have waited long enough for boat {number}.”</p>\
<p>The boats were built in the yard at Ilmport and carry forty cars each, according to the operator.</p></article></body></html>"
    )
}

/// A server that gives reports, a feed that names them, and nothing else; its address.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let root = format!("http://{}", listener.local_addr().unwrap());
    let own = root.clone();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().filter_map(Result::ok) {
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let first = lines.next().and_then(Result::ok).unwrap_or_default();
            while lines.next().and_then(Result::ok).is_some_and(|line| !line.is_empty()) {}
            let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
            let (status, kind, body) = match path.as_str() {
                "/1" | "/2" => ("200 OK", "text/html; charset=utf-8", report(path[1..].parse().unwrap())),
                "/feed" => (
                    "200 OK",
                    "application/rss+xml",
                    format!(
                        "<rss><channel><title>Gazette</title><item><link>{own}/1</link></item><item><link>{own}/2</link></item></channel></rss>"
                    ),
                ),
                _ => ("404 Not Found", "text/plain", String::new()),
            };
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    root
}

/// Locations, hashes and texts of a story's articles, in order of their hashes.
fn articles(document: &Value) -> Vec<(String, String)> {
    let mut articles: Vec<(String, String)> = document["articles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|article| (article["sha256"].to_string(), article["text"].to_string()))
        .collect();
    articles.sort();
    articles
}

const ONLINE: [&str; 5] = ["--allow-private", "--pause", "0", "--format", "json"];

#[test]
fn a_feed_is_followed_kept_and_read_again_offline() {
    let root = server();
    let folder = tempfile::tempdir().unwrap();
    let keep = folder.path().to_str().unwrap();
    let feed = format!("{root}/feed");
    let live = run(&[&["read", &feed, "--fetch", "--keep", keep], &ONLINE[..]].concat());
    assert_eq!(live.status.code(), Some(0), "{}", stderr(&live));
    let live = json(&live);
    assert_eq!(articles(&live).len(), 2);
    assert_eq!(live["articles"][0]["url"], format!("{root}/1"));
    assert!(live["articles"][0]["captured"].as_str().is_some_and(|captured| captured.starts_with("20")));
    let offline = run(&["read", keep, "--format", "json"]);
    assert_eq!(offline.status.code(), Some(0), "{}", stderr(&offline));
    let offline = json(&offline);
    assert_eq!(articles(&offline), articles(&live));
    for field in ["claims", "statements", "conflicts", "reuse"] {
        assert_eq!(offline[field], live[field], "{field}");
    }
}

#[test]
fn without_fetch_a_feed_tells_what_is_missing() {
    let root = server();
    let output = run(&[&["article", &format!("{root}/feed"), &format!("{root}/1")], &ONLINE[..]].concat());
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(json(&output).as_array().unwrap().len(), 1);
    assert!(stderr(&output).contains("names a page that is not in it; --fetch fetches it"), "{}", stderr(&output));
}

#[test]
fn fetch_names_what_it_kept_and_what_it_could_not_have() {
    let root = server();
    let folder = tempfile::tempdir().unwrap();
    let keep = folder.path().join("new");
    let output = run(&[
        "fetch",
        &format!("{root}/feed"),
        &format!("{root}/gone"),
        "--links",
        "--allow-private",
        "--pause",
        "0",
        "-o",
        keep.to_str().unwrap(),
    ]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("/gone: the server answered with status 404"), "{}", stderr(&output));
    let answer = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = answer.lines().collect();
    assert_eq!(lines.len(), 4, "{answer}");
    assert!(lines[1].ends_with("/1") && Path::new(lines[3]).exists(), "{answer}");
    assert_eq!(json(&run(&["article", keep.to_str().unwrap(), "--format", "json"])).as_array().unwrap().len(), 2);
}

#[test]
fn private_addresses_are_refused() {
    let root = server();
    let output = run(&["article", &format!("{root}/1"), "--pause", "0"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("--allow-private"), "{}", stderr(&output));
}

#[test]
fn one_bad_record_never_stops_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let line = |number| serde_json::json!({"url": format!("https://gazette.example/{number}"), "html": report(number)}).to_string();
    let corpus = write("corpus.jsonl", format!("{}\nnot json\n{}\n", line(1), line(2)).as_bytes());
    let output = run(&["read", &corpus, "--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    let document = json(&output);
    assert_eq!(document["articles"].as_array().unwrap().len(), 2);
    assert_eq!(document["articles"][1]["location"], format!("{corpus}#line 3"));
    assert_eq!(document["articles"][1]["outlet"]["domain"], "gazette.example");
    let named = format!("{corpus}#line 2");
    assert!(document["warnings"].as_array().unwrap().iter().any(|warning| warning["location"] == named), "{}", document["warnings"]);
    assert!(stderr(&output).contains(&named));
    // The folder gives the same.
    assert_eq!(json(&run(&["read", folder.path().to_str().unwrap(), "--format", "json"]))["articles"].as_array().unwrap().len(), 2);
}

#[test]
fn forms_and_copies_of_one_page_are_read_once() {
    let folder = tempfile::tempdir().unwrap();
    let page = |canonical: &str, number| report(number).replacen("<head>", &format!("<head><link rel=canonical href='{canonical}'>"), 1);
    let ferry = "https://gazette.example/news/ferry-1";
    for (name, text) in [
        ("1-page.html", page(ferry, 1)),
        ("2-amp.html", page(ferry, 1).replace("<article>", "<article class=amp>")),
        ("3-print.html", page("https://gazette.example/news/ferry-1/print", 1)),
        ("4-mobile.html", page("https://m.gazette.example/news/ferry-1?utm_source=letter", 1)),
        // A partner's copy that names the page as its original.
        ("5-mirror.html", page(ferry, 1).replace("Coastline Gazette", "Skarholm Mirror")),
        ("6-copy.html", page(ferry, 1)),
        // Another report, on a site whose pages all name the same address.
        (
            "7-other.html",
            page(ferry, 2)
                .replace("ferry operator will add boat", "harbour board will sell quay")
                .replace("“We have heard the islanders,”", "“Nobody uses it,”")
                .replace("Ferry 2", "Quay 2")
                .replace(
                    "The boats were built in the yard at Ilmport and carry forty cars each, according to the operator.",
                    "The quay was built for coal, according to the board.",
                )
                .replace("They have waited long enough for boat", "It has stood empty since spring, as has quay"),
        ),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let output = run(&["read", folder.path().to_str().unwrap(), "--format", "json"]);
    let document = json(&output);
    let read = document["articles"].as_array().unwrap().iter();
    let names: Vec<&str> = read.map(|article| article["location"].as_str().unwrap().rsplit('/').next().unwrap()).collect();
    assert_eq!(names, ["1-page.html", "7-other.html"]);
    let warnings = document["warnings"].as_array().unwrap();
    for name in ["2-amp.html", "3-print.html", "4-mobile.html", "5-mirror.html", "6-copy.html"] {
        let of = |warning: &&Value| warning["location"].as_str().is_some_and(|location| location.ends_with(name));
        let message = warnings.iter().find(of).map(|warning| warning["message"].as_str().unwrap()).unwrap_or_default();
        assert!(message.contains("1-page.html"), "{name}: {message}");
    }
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn saved_texts_are_read_together_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let menu = "Coastline Gazette\nHome\nNews\nSport\nFerries\nWeather on the sound\nSmall ads\nReader offers\nLog in\n";
    let foot = "The Gazette is owned by those who read it, and it has been printed in Skarholm since the first ferry sailed.\n\
                Our shops\nWork with us\nTerms of use\n© Coastline Gazette 2025\n";
    for (at, what) in ["ferry", "choir", "school"].iter().enumerate() {
        let page = format!(
            "{menu}The {what} of Skarholm\nBy Ada Lund\n7 January 2025\n\nThe {what} of Skarholm will be closed from March, the town council said on Monday evening after a long meeting.\n\n\
             Nobody had asked those who need the {what}, its head Per Holm told reporters, and some of them wept.\n\n{foot}"
        );
        fs::write(folder.path().join(format!("{}-{what}.txt", 2 * at)), page).unwrap();
    }
    fs::write(folder.path().join("1-page.html"), report(1)).unwrap();
    let document = json(&run(&["read", folder.path().to_str().unwrap(), "--format", "json"]));
    let articles = document["articles"].as_array().unwrap();
    let names: Vec<&str> = articles.iter().map(|article| article["location"].as_str().unwrap().rsplit('/').next().unwrap()).collect();
    assert_eq!(names, ["0-ferry.txt", "1-page.html", "2-choir.txt", "4-school.txt"]);
    for article in [&articles[0], &articles[2], &articles[3]] {
        let kept = article["blocks"].as_array().unwrap().iter().filter(|block| block["kind"] == "paragraph").count();
        assert_eq!(kept, 2, "{}", article["blocks"]);
    }
}

#[test]
fn statements_of_a_corpus_in_its_order() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("corpus.jsonl");
    fs::write(&corpus, "{\"id\": 7, \"text\": \"The port will close, Ann Roe said.\"}\n{\"id\": \"x\", \"text\": \"\"}\n{\"url\": \"https://gazette.example/1\", \"text\": \"The port will open, Ann Roe said.\"}\n").unwrap();
    let output = run(&["statements", corpus.to_str().unwrap(), "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let lines: Vec<Value> = String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: Vec<&Value> = lines.iter().map(|line| &line["id"]).collect();
    assert_eq!(ids, [&Value::from(7), &Value::from("x"), &Value::from(format!("{}#line 3", corpus.display()))]);
    assert_eq!(lines[0]["attributions"].as_array().unwrap().len(), 1);
}
