//! The command line's manners: exit statuses, formats, messages, the same bytes for any number of threads, and no input that brings it down.

// A test says what is wrong by failing, and it makes its own files.
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods)]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn headwater() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_headwater"));
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

fn run(arguments: &[&str]) -> Output {
    headwater().args(arguments).output().unwrap()
}

fn run_with_input(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = headwater().args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // The program may answer before it has read everything.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {} {}", stdout(output), stderr(output)))
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

const REPORT: &str = "Ferry operator to add two boats

By Ana Brandt
Coastline Gazette | 4 March 2024

The ferry operator will add two boats in May, its director Jonas Fell said on Monday.

“We have heard the islanders,” Mr Fell told reporters in Skarholm. “They have waited long enough.”
";

#[test]
fn reads_what_is_there_and_names_what_is_not() {
    let folder = folder(&[("a.txt", REPORT.as_bytes()), ("empty.txt", b"")]);
    let output = run(&["read", "--format", "json", folder.path().to_str().unwrap(), "no-such-file.html"]);
    assert_eq!(output.status.code(), Some(2));
    let document = json(&output);
    assert_eq!(document["articles"].as_array().unwrap().len(), 1);
    let warnings: Vec<&str> = document["warnings"].as_array().unwrap().iter().map(|w| w["location"].as_str().unwrap()).collect();
    assert!(warnings.contains(&"no-such-file.html"), "{warnings:?}");
    assert!(warnings.iter().any(|location| location.ends_with("empty.txt")), "{warnings:?}");
    for location in warnings {
        assert!(stderr(&output).contains(location), "{location} is not named on standard error");
    }
}

#[test]
fn places_are_lines_of_the_file() {
    let torn = "Ferry operator to add two boats

By Ana Brandt

T
he harbour board of Skarholm met for the whole evening, its minutes show, and heard nobody else.

Shares of Holm Lines (HLM)
, opens new tab
 fell by a third in the morning, the exchange reported, and rose again in the evening.

The board
, opens new tab
, which met in the town hall, was silent.

The ferry operator will add two boats in May, its director Jonas Fell said on Monday.
";
    let folder = folder(&[("a.txt", torn.as_bytes())]);
    let output = run(&["forecasts", folder.path().to_str().unwrap(), "--format", "terminal"]);
    let line = torn.lines().position(|line| line.contains("two boats in May")).unwrap() + 1;
    // A long path may be broken.
    let told: String = stdout(&output).split_whitespace().collect();
    assert!(told.contains(&format!("a.txt:{line}")), "{}", stdout(&output));
}

#[test]
fn status_0_when_everything_was_read() {
    let folder = folder(&[("a.txt", REPORT.as_bytes())]);
    let output = run(&["read", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(json(&output)["schema"], "headwater.story/1", "piped output is JSON");
}

#[test]
fn status_1_when_nothing_was_found() {
    let folder = folder(&[("picture.png", b"\x89PNG")]);
    let output = run(&["read", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).is_empty());
    assert!(stderr(&output).contains("nothing was found"));
}

#[test]
fn folders_globs_and_standard_input() {
    let folder = folder(&[("a.txt", REPORT.as_bytes()), ("deep/b.md", REPORT.as_bytes()), (".hidden/c.txt", REPORT.as_bytes())]);
    let count = |paths: &[&str]| {
        let arguments = [&["article", "--format", "json"], paths].concat();
        json(&run_with_input(&arguments, REPORT.as_bytes())).as_array().unwrap().len()
    };
    let root = folder.path().to_str().unwrap();
    let glob = format!("{root}/*.txt");
    let file = format!("{root}/a.txt");
    assert_eq!(count(&[root]), 2);
    assert_eq!(count(&[&glob]), 1);
    assert_eq!(count(&[root, &glob, &file]), 2, "each file once");
    assert_eq!(count(&["-", &file]), 2);
}

#[test]
fn the_ending_tells_the_format() {
    let folder = folder(&[("a.txt", REPORT.as_bytes())]);
    let root = folder.path().to_str().unwrap();
    for (name, start) in [("s.json", "{"), ("s.html", "<!doctype html>"), ("s.md", "---"), ("s.csv", "claim,text,"), ("s.jsonld", "{")] {
        let file = folder.path().join(name);
        let output = run(&["read", root, "-o", file.to_str().unwrap(), "--quiet"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(fs::read_to_string(&file).unwrap().starts_with(start), "{name}");
        fs::remove_file(file).unwrap();
    }
    let output = run(&["read", root, "-o", "story.docx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("--format"));
}

#[test]
fn a_claim_can_be_drawn() {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/lady-corrin");
    let folder = folder(&[]);
    let file = folder.path().join("way.svg");
    let output = run(&["read", example, "--claim", "1", "-o", file.to_str().unwrap(), "--quiet"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let drawing = fs::read_to_string(&file).unwrap();
    assert!(drawing.starts_with("<svg xmlns=") && drawing.trim_end().ends_with("</svg>"), "{drawing}");
}

#[test]
fn a_claim_is_shown_on_the_terminal() {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/lady-corrin");
    let output = run(&["read", example, "--claim", "1", "--format", "terminal", "--quiet"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).starts_with("Claim 1 "));
    let output = run(&["read", example, "--claim", "1", "--format", "json", "--quiet"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("one claim"));
}

#[test]
fn colour_only_where_it_is_wanted() {
    let folder = folder(&[("a.txt", REPORT.as_bytes())]);
    let root = folder.path().to_str().unwrap();
    let coloured = |arguments: &[&str]| stdout(&run(&[&["read", root, "--format", "terminal"], arguments].concat())).contains('\u{1b}');
    assert!(!coloured(&[]), "piped");
    assert!(coloured(&["--color", "always"]));
    assert!(!coloured(&["--color", "never"]));
}

#[test]
fn whoever_stops_reading_early_gets_no_error() {
    let folder = folder(&[("a.txt", REPORT.as_bytes())]);
    let mut child =
        headwater().args(["read", folder.path().to_str().unwrap()]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).is_empty(), "{}", stderr(&output));
}

#[test]
fn statements_of_a_corpus_come_in_order_with_their_ids() {
    let corpus = "{\"id\": 7, \"text\": \"Ann Roe said the port would close.\"}\n\n{\"id\": \"b\", \"text\": \"Nothing.\"}\nnot json\n";
    let output = run_with_input(&["statements", "-", "--format", "jsonl"], corpus.as_bytes());
    assert_eq!(output.status.code(), Some(2), "one line is no JSON");
    assert!(stderr(&output).contains("line 4"));
    let lines: Vec<serde_json::Value> = stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!((&lines[0]["id"], &lines[1]["id"]), (&serde_json::json!(7), &serde_json::json!("b")));
    let attribution = &lines[0]["attributions"][0];
    assert_eq!(attribution["source"], serde_json::json!([[0, 7]]));
    assert_eq!(attribution["cue"], serde_json::json!([[8, 12]]));
    assert_eq!(attribution["content"], serde_json::json!([[13, 33]]));
    assert_eq!(attribution["chain"], serde_json::json!(["Ann Roe"]));
    assert_eq!(lines[1]["attributions"], serde_json::json!([]));
}

#[test]
fn completions_and_manual_pages() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = run(&["completions", shell]);
        assert!(output.status.success() && stdout(&output).contains("statements"), "{shell}");
    }
    assert!(stdout(&run(&["man"])).contains(".TH headwater"));
    assert!(stdout(&run(&["man", "read"])).contains("claim"));
    let output = run(&["man", "raed"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("statements"), "names the commands that there are");
}

#[test]
fn the_same_bytes_for_any_number_of_threads() {
    let Some(example) = example() else { panic!("examples/ holds no story") };
    let read = |threads: &str| run(&["read", "--format", "json", "--threads", threads, example.to_str().unwrap()]).stdout;
    let one = read("1");
    assert!(!one.is_empty());
    assert!(one == read("2") && one == read("4"), "the answer depends on the number of threads");
}

#[test]
fn no_input_brings_it_down() {
    let utf16 = |text: &str, mark: bool| -> Vec<u8> {
        let mark: &[u16] = if mark { &[0xfeff] } else { &[] };
        mark.iter().copied().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let deep = format!("<html><body>{}words</body></html>", "<div>".repeat(100_000));
    let long = "word ".repeat(10 << 20);
    let inputs: Vec<(&str, Vec<u8>)> = vec![
        ("empty.txt", Vec::new()),
        ("empty.html", Vec::new()),
        ("nul.txt", vec![0; 4096]),
        ("nul.html", b"<p>a\0b</p>\0".to_vec()),
        ("invalid.txt", b"caf\xe9 \xff\xfe\xfd said \x80\x81".to_vec()),
        ("utf16-mark.txt", utf16(REPORT, true)),
        ("utf16.txt", utf16(REPORT, false)),
        ("deep.html", deep.into_bytes()),
        ("long.txt", long.into_bytes()),
        ("fine.txt", REPORT.as_bytes().to_vec()),
    ];
    let files: Vec<(&str, &[u8])> = inputs.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let folder = folder(&files);
    let output = run(&["read", "--format", "json", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    let document = json(&output);
    let title = |name: &str| {
        let articles = document["articles"].as_array().unwrap();
        articles.iter().find(|a| a["location"].as_str().unwrap().ends_with(name)).map(|a| a["title"].clone())
    };
    assert_eq!(title("/fine.txt"), Some("Ferry operator to add two boats".into()));
    assert_eq!(title("/utf16-mark.txt"), title("/fine.txt"), "UTF-16 with a mark");
    assert_eq!(title("/utf16.txt"), title("/fine.txt"), "UTF-16 without one");
    for lost in ["empty.txt", "empty.html", "nul.txt"] {
        assert!(stderr(&output).contains(lost), "{lost} is not named: {}", stderr(&output));
    }
    assert!(!stderr(&output).contains("panicked"), "{}", stderr(&output));
}

#[test]
fn a_folder_of_ten_thousand_tiny_files() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..10_000 {
        fs::write(
            folder.path().join(format!("{number}.txt")),
            format!("Report {number}\n\nThe mayor of Skarholm said {number} boats came.\n"),
        )
        .unwrap();
    }
    let output = run(&["article", "--format", "json", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(json(&output).as_array().unwrap().len(), 10_000);
}

#[test]
fn forecasts_are_listed_in_every_format() {
    let example = example().unwrap();
    let list = |format: &str| stdout(&run(&["forecasts", "--quiet", "--format", format, example.to_str().unwrap()])).to_owned();
    let data: Vec<serde_json::Value> = serde_json::from_str(&list("json")).unwrap();
    assert!(!data.is_empty());
    assert_eq!(list("csv").lines().filter(|line| line.starts_with('s')).count(), data.len() + 1, "a line each, and the header");
    assert!(list("terminal").contains("told by"));
}

/// The first story under `examples/`.
fn example() -> Option<PathBuf> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(examples).ok()?.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders.into_iter().next()
}
