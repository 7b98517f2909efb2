//! Pages: report, title, authors and dates against marked pages, beside other programs.

mod measures;
mod readers;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use clap::Args;
use serde_json::Value;

use measures::{Counts, fold, shingle_score, tidy};
use readers::{Page, Reading};

/// Measure what is read from pages.
///
/// DIR holds `zyte/`, `fundus/`, `fundus_eval/` and `htmldate/`, each with `html/ID.html.gz` and its truth.
/// Nobody is told the pages' addresses.
#[derive(Args)]
pub struct Pages {
    /// Folder of the four sets
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Classifiers that were learned without each fifth of the outlets, from `training/pages/make.py --folds`.
    /// Without it the shipped ones read pages that they learned from, and the figures are too good
    #[arg(long, value_name = "DIR")]
    folds: Option<PathBuf>,
    /// The same pages as text, from `evaluation/pages/select_all.py`
    #[arg(long, value_name = "DIR")]
    saved: Option<PathBuf>,
    /// A Python that has the packages of `evaluation/peers/pages.requirements.lock`: reads with them in the same run
    #[arg(long, value_name = "PYTHON")]
    peers: Option<PathBuf>,
    /// Name the pages of every error
    #[arg(long)]
    verbose: bool,
}

/// What is known of a page.
struct Truth {
    page: Page,
    /// Paragraphs of the report, and those that may be kept or left out.
    report: Vec<String>,
    optional: BTreeSet<String>,
    captions: Vec<String>,
    title: String,
    authors: BTreeSet<String>,
    date: String,
    /// The outlet's name and address, folded.
    outlet: [String; 2],
}

/// Prints the scorecard.
pub fn run(arguments: &Pages) -> Result<()> {
    let truths: Vec<Truth> = [zyte(&arguments.data)?, fundus_eval(&arguments.data)?, fundus(&arguments.data)?, htmldate(&arguments.data)?]
        .into_iter()
        .flatten()
        .filter(|truth| truth.page.path.exists())
        .collect();
    ensure!(!truths.is_empty(), "{}: no pages", arguments.data.display());
    let pages: Vec<&Page> = truths.iter().map(|truth| &truth.page).collect();
    let mut systems = vec![("headwater", readers::own(&pages, arguments.folds.as_deref(), false)?)];
    if let Some(python) = &arguments.peers {
        for peer in ["trafilatura", "newspaper4k"] {
            systems.push((peer, readers::peer(python, peer, &pages)?));
        }
    }
    println!("| figure | {} |", systems.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(" | "));
    println!("|---|{}", "---|".repeat(systems.len()));
    let figures: Vec<Vec<(String, String)>> =
        systems.iter().map(|(name, readings)| figures(&truths, readings, arguments.verbose && *name == "headwater")).collect();
    for (row, (name, _)) in figures[0].iter().enumerate() {
        println!("| {name} | {} |", figures.iter().map(|system| system[row].1.as_str()).collect::<Vec<_>>().join(" | "));
    }
    if let Some(saved) = &arguments.saved {
        let pages: Vec<Page> = truths.iter().map(|truth| truth.page.saved(saved)).collect();
        println!(
            "\n| saved text | read | pages | paragraph F1 | precision | recall | mean F1 of a page | F1 with case and spaces | title |"
        );
        println!("|---|---|---|---|---|---|---|---|---|");
        for (together, how) in [(true, "as one input"), (false, "each alone")] {
            let readings = readers::own(&pages.iter().collect::<Vec<_>>(), arguments.folds.as_deref(), together)?;
            for set in ["fundus_eval", "fundus"] {
                println!("| {set} | {how} | {} |", saved_figures(set, &truths, &pages, &readings, arguments.verbose));
            }
        }
    }
    Ok(())
}

/// The figures of a set's pages that were saved as text.
fn saved_figures(set: &str, truths: &[Truth], pages: &[Page], readings: &[Reading], verbose: bool) -> String {
    let of_set: Vec<(&Truth, &Reading)> = truths
        .iter()
        .zip(readings)
        .zip(pages)
        .filter(|((truth, _), page)| truth.page.set == set && page.path.exists())
        .map(|(of, _)| of)
        .collect();
    // The truth was taken from markup; capitals (`text-transform`) and the gap behind a floating initial are the style sheet's in what a browser saves.
    let counts: Vec<Counts> = of_set.iter().map(|(truth, reading)| paragraphs(truth, reading, fold)).collect();
    let exact: Counts =
        of_set.iter().map(|(truth, reading)| paragraphs(truth, reading, str::to_owned)).fold(Counts::default(), |sum, counts| sum + counts);
    for ((truth, _), counts) in of_set.iter().zip(&counts).filter(|(_, counts)| verbose && counts.lost + counts.extra > 0) {
        println!("saved text {set}/{}: {} lost, {} too many", truth.page.id, counts.lost, counts.extra);
    }
    let sum = counts.iter().fold(Counts::default(), |sum, counts| sum + *counts);
    let mean = counts.iter().map(Counts::f1).sum::<f64>() / counts.len().max(1) as f64;
    let titled = of_set.iter().filter(|(truth, _)| !truth.title.is_empty());
    let title = share(titled.map(|(truth, reading)| fold(&truth.title) == fold(&reading.title)));
    format!("{} | {:.3} | {:.3} | {:.3} | {mean:.3} | {:.3} | {title}", counts.len(), sum.f1(), sum.precision(), sum.recall(), exact.f1())
}

/// Every figure of one reader.
fn figures(truths: &[Truth], readings: &[Reading], verbose: bool) -> Vec<(String, String)> {
    let of = |set: &'static str| truths.iter().zip(readings).filter(move |(truth, _)| truth.page.set == set);
    let mut rows = Vec::new();
    let mut row = |name: &str, value: String| rows.push((name.to_owned(), value));
    let say = |what: &str, truth: &Truth, found: &str, wanted: &str| {
        if verbose {
            println!("{what} {}/{}: {found}, wanted {wanted}", truth.page.set, truth.page.id);
        }
    };
    let same_day = |truth: &Truth, found: &str| {
        let right = found.get(..10).is_some_and(|day| truth.date.starts_with(day));
        if !right {
            say("date", truth, found, &truth.date);
        }
        right
    };

    // Standfirsts stand in no text of that set.
    let body = |reading: &Reading| reading.paragraphs[reading.standfirst..].join("\n");
    let shingles: Vec<[f64; 3]> = of("zyte").map(|(truth, reading)| shingle_score(&truth.report.join("\n"), &body(reading))).collect();
    let mean = |values: Vec<f64>| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let precision = mean(shingles.iter().filter(|[hit, extra, _]| hit + extra > 0.0).map(|[hit, extra, _]| hit / (hit + extra)).collect());
    let recall = mean(shingles.iter().filter(|[hit, _, lost]| hit + lost > 0.0).map(|[hit, _, lost]| hit / (hit + lost)).collect());
    row("zyte, its own F1", format!("{:.3}", 2.0 * precision * recall / (precision + recall)));
    row("zyte, precision and recall", format!("{precision:.3} {recall:.3}"));
    for set in ["fundus_eval", "fundus"] {
        let counts =
            of(set).map(|(truth, reading)| paragraphs(truth, reading, str::to_owned)).fold(Counts::default(), |sum, counts| sum + counts);
        row(&format!("{set}, paragraph-exact F1"), format!("{:.3}", counts.f1()));
        row(&format!("{set}, precision and recall"), format!("{:.3} {:.3}", counts.precision(), counts.recall()));
    }
    let title = of("fundus").filter(|(truth, _)| !truth.title.is_empty()).map(|(truth, reading)| {
        let right = plain(&truth.title) == plain(&reading.title);
        if !right {
            say("title", truth, &reading.title, &truth.title);
        }
        right
    });
    row("fundus, title exact", share(title));
    let authors = |persons: bool| {
        share(of("fundus").filter(|(truth, _)| !truth.authors.is_empty()).filter_map(|(truth, reading)| {
            let kept = |names: &mut dyn Iterator<Item = &String>| -> BTreeSet<String> {
                names.filter(|name| !persons || !is_body(name, truth)).map(|name| plain(name)).collect()
            };
            // The sets name persons and bodies as authors; with us a body in the byline is told in a field of its own.
            let (wanted, found) = (kept(&mut truth.authors.iter()), kept(&mut reading.authors.iter().chain(&reading.bodies)));
            if !persons && wanted != found {
                say("authors", truth, &format!("{found:?}"), &format!("{wanted:?}"));
            }
            (!persons || !wanted.is_empty() || !found.is_empty()).then_some(wanted == found)
        }))
    };
    row("fundus, author set exact: persons", authors(true));
    row("fundus, author set exact: bodies too", authors(false));
    row(
        "fundus, published same day",
        share(of("fundus").filter(|(truth, _)| !truth.date.is_empty()).map(|(truth, reading)| same_day(truth, &reading.published))),
    );
    let (mut kept, mut paragraphs, mut leaked, mut captioned) = (0, 0, 0, 0);
    for (truth, reading) in of("fundus") {
        let body = reading.paragraphs.join(" ");
        paragraphs += truth.report.len();
        kept += truth.report.iter().filter(|paragraph| body.contains(paragraph.as_str())).count();
        if !truth.captions.is_empty() {
            captioned += 1;
            leaked += usize::from(truth.captions.iter().any(|caption| body.contains(caption.as_str())));
        }
    }
    row(
        "fundus, pages with a caption among paragraphs",
        format!("{leaked} of {captioned}: {:.3}", leaked as f64 / f64::from(captioned.max(1))),
    );
    row("fundus, paragraphs kept", format!("{:.3}", kept as f64 / paragraphs.max(1) as f64));
    row(
        "htmldate, same day (published, else last change)",
        share(
            of("htmldate")
                .map(|(truth, reading)| same_day(truth, if reading.published.is_empty() { &reading.modified } else { &reading.published })),
        ),
    );
    let timed: Vec<f64> = of("zyte").chain(of("fundus_eval")).map(|(_, reading)| reading.seconds).collect();
    row("pages a second of processor time, one thread", format!("{:.1}", timed.len() as f64 / timed.iter().sum::<f64>().max(1e-9)));
    rows
}

fn share(right: impl Iterator<Item = bool>) -> String {
    let (right, all) = right.fold((0, 0), |(right, all), this| (right + u32::from(this), all + 1));
    format!("{:.3} ({all})", f64::from(right) / f64::from(all.max(1)))
}

/// Paragraphs found, lost and added, of those that are not optional.
///
/// Two paragraphs are one where `alike` makes the same of both.
fn paragraphs(truth: &Truth, reading: &Reading, alike: fn(&str) -> String) -> Counts {
    let optional: BTreeSet<String> = truth.optional.iter().map(|line| alike(line)).collect();
    let count = |lines: &[String]| -> BTreeMap<String, usize> {
        lines.iter().map(|line| alike(line)).filter(|line| !optional.contains(line)).fold(BTreeMap::new(), |mut counts, line| {
            *counts.entry(line).or_default() += 1;
            counts
        })
    };
    let (wanted, found) = (count(&truth.report), count(&reading.paragraphs));
    let hits = wanted.iter().map(|(line, times)| (*times).min(found.get(line).copied().unwrap_or(0))).sum();
    Counts { hits, lost: wanted.values().sum::<usize>() - hits, extra: found.values().sum::<usize>() - hits }
}

/// A title or name without differences of typesetting.
fn plain(text: &str) -> String {
    tidy(text).to_lowercase().replace(['’', '‘', '´', '`'], "'").replace(['“', '”', '„', '«', '»'], "\"")
}

/// Whether an entry among authors is an agency, a desk, or the outlet itself.
fn is_body(name: &str, truth: &Truth) -> bool {
    let folded = fold(name);
    let own = truth
        .outlet
        .iter()
        .any(|outlet| outlet.len() >= 3 && (folded.contains(outlet.as_str()) || folded.len() >= 3 && outlet.contains(&folded)));
    own || headwater_article::training::is_body(name)
}

fn lines(path: &Path) -> Result<Vec<Value>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn texts_of(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(|line| tidy(&text_of(line))).collect()
}

fn truth(data: &Path, set: &'static str, id: &str, url: &str) -> Truth {
    let host = url.split("://").last().unwrap_or(url).split('/').next().unwrap_or(url);
    let label = host.trim_start_matches("www.").split('.').next().unwrap_or(host);
    Truth {
        page: Page { set, id: id.to_owned(), path: data.join(set).join("html").join(format!("{id}.html.gz")) },
        report: Vec::new(),
        optional: BTreeSet::new(),
        captions: Vec::new(),
        title: String::new(),
        authors: BTreeSet::new(),
        date: String::new(),
        outlet: [fold(label), String::new()],
    }
}

fn zyte(data: &Path) -> Result<Vec<Truth>> {
    let path = data.join("zyte/ground-truth.json");
    let all: BTreeMap<String, Value> = serde_json::from_str(&std::fs::read_to_string(&path).with_context(|| path.display().to_string())?)?;
    Ok(all
        .iter()
        // Tidied as the readings are: half of a fraction is one sign or three.
        .map(|(id, value)| Truth {
            report: vec![tidy(&text_of(&value["articleBody"]))],
            ..truth(data, "zyte", id, &text_of(&value["url"]))
        })
        .collect())
}

fn fundus_eval(data: &Path) -> Result<Vec<Truth>> {
    Ok(lines(&data.join("fundus_eval/truth.jsonl"))?
        .iter()
        .map(|value| {
            let (optional, report): (Vec<String>, Vec<String>) =
                texts_of(&value["body"]).into_iter().partition(|line| line.starts_with('[') && line.ends_with(']'));
            let optional = optional.iter().map(|line| tidy(line.trim_matches(['[', ']']))).collect();
            Truth { report, optional, ..truth(data, "fundus_eval", &text_of(&value["id"]), &text_of(&value["url"])) }
        })
        .collect())
}

fn fundus(data: &Path) -> Result<Vec<Truth>> {
    Ok(lines(&data.join("fundus/truth.jsonl"))?
        .iter()
        .map(|value| {
            let sections = || value["sections"].as_array().into_iter().flatten();
            let report: Vec<String> =
                sections().flat_map(|section| [texts_of(&section["headline"]), texts_of(&section["paragraphs"])]).flatten().collect();
            let summary = texts_of(&value["summary"]);
            let whole = [report.join(" "), summary.join(" ")].join(" ");
            let captions = value["images"].as_array().into_iter().flatten().map(|image| tidy(&text_of(&image["caption"])));
            let own = truth(data, "fundus", &text_of(&value["id"]), &text_of(&value["url"]));
            Truth {
                captions: captions.filter(|caption| caption.chars().count() > 20 && !whole.contains(caption.as_str())).collect(),
                title: text_of(&value["title"]),
                authors: texts_of(&value["authors"]).into_iter().collect(),
                date: text_of(&value["date"]),
                outlet: [own.outlet[0].clone(), fold(&text_of(&value["publisher"]))],
                optional: summary.into_iter().filter(|line| !report.contains(line)).collect(),
                report,
                ..own
            }
        })
        .collect())
}

fn htmldate(data: &Path) -> Result<Vec<Truth>> {
    Ok(lines(&data.join("htmldate/truth.jsonl"))?
        .iter()
        .map(|value| Truth { date: text_of(&value["date"]), ..truth(data, "htmldate", &text_of(&value["id"]), &text_of(&value["url"])) })
        .collect())
}
