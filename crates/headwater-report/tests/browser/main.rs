//! The page in a real browser: opened from a file, clicked, typed into, read by an accessibility checker, attacked.

// The helpers of tests may stop a test: the exemption in clippy.toml reaches test functions only.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, clippy::disallowed_methods, clippy::print_stderr, clippy::print_stdout)]

mod chrome;
mod example;
#[path = "../it/hostile.rs"]
mod hostile;
mod large;
#[path = "../it/story.rs"]
mod story;

use std::path::{Path, PathBuf};

use chrome::{Chrome, launch};
use headwater_core::{Story, StoryPart};
use headwater_report::html::html;
use serde_json::json;

/// A browser, and the story's page in a file that goes with it; none where there is no browser.
fn visit(story: &Story) -> Option<(Chrome, PathBuf)> {
    let chrome = launch()?;
    let page = chrome.folder.path().join("story.html");
    std::fs::write(&page, html(story)).unwrap();
    Some((chrome, page))
}

/// What a statement says, white space apart.
fn words(story: &Story, statement: usize) -> String {
    let statement = &story.statements[statement];
    let text = &story.articles[statement.article.0].text;
    statement.content.iter().map(|span| span.of(text)).collect::<String>().split_whitespace().collect()
}

const LIT: &str = "[...document.querySelectorAll('.sheet.open mark.lit')].map(it => it.textContent).join('').replace(/\\s+/g, '')";
const VISIBLE_ROWS: &str =
    "[...document.querySelectorAll('.rows > .row')].filter(it => it.getClientRects().length).map(it => it.id).join(' ')";

#[test]
fn from_the_matrix_over_the_claim_to_the_words() {
    let story = example::story();
    let Some((mut chrome, page)) = visit(&story) else { return };
    chrome.open(&page, "");
    chrome.click("#r1 .what a");
    chrome.until("location.hash === '#c1' && getComputedStyle(document.querySelector('#c1')).display === 'block'");
    assert_eq!(chrome.text("document.activeElement.tagName + document.activeElement.closest('.sheet').id"), "H2c1");
    let wordings = chrome.eval("document.querySelectorAll('#c1 .wordings > li').length");
    assert_eq!(wordings, json!(story.claims[0].statements.len()));
    chrome.click("#c1 .wordings li > p:last-child a");
    chrome.until("location.hash.startsWith('#s') && document.querySelector('.sheet.open mark.lit') !== null");
    let number: usize = chrome.text("location.hash.slice(2)").parse().unwrap();
    assert_eq!(chrome.text(LIT), words(&story, number - 1));
    let seen =
        "(() => { const r = document.querySelector('mark.lit').getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; })()";
    assert_eq!(chrome.eval(seen), json!(true), "the words are out of sight");
    chrome.click(".sheet.open .notes li.lit a[href^='#c']");
    chrome.until("location.hash.startsWith('#c')");
    chrome.command("Runtime.evaluate", &json!({ "expression": "history.back()" }));
    chrome.until("location.hash.startsWith('#s')");
    assert_eq!(chrome.requests(), Vec::<String>::new());
}

#[test]
fn every_shape_leads_to_its_words() {
    let story = story::story();
    let Some((mut chrome, page)) = visit(&story) else { return };
    chrome.open(&page, "");
    let cells = chrome.eval("[...document.querySelectorAll('.cells a')].map(it => it.hash)");
    for cell in cells.as_array().unwrap() {
        let place = cell.as_str().unwrap();
        chrome.click("#r1 .what");
        chrome.click(&format!(".cells a[href='{place}']"));
        chrome.until(&format!("location.hash === '{place}' && document.querySelector('.sheet.open mark.lit') !== null"));
        let number: usize = place[2..].parse().unwrap();
        assert_eq!(chrome.text(LIT), words(&story, number - 1));
        chrome.key("Escape");
        chrome.until("!document.querySelector('.sheet.open')");
    }
}

#[test]
fn an_address_restores_the_view() {
    let story = example::story();
    let Some((mut chrome, page)) = visit(&story) else { return };
    chrome.open(&page, "#r1&q=reservoir&order=time");
    let rows = chrome.text(VISIBLE_ROWS);
    assert!(!rows.is_empty() && rows.split(' ').count() < story.claims.len(), "{rows}");
    assert_eq!(chrome.text("document.querySelector('#filter').value"), "reservoir");
    assert_eq!(chrome.text("document.querySelector('#order').value"), "time");
    chrome.click(&format!("#{} .what a", rows.split(' ').next().unwrap()));
    chrome.until("location.hash.startsWith('#c') && location.hash.endsWith('&q=reservoir&order=time')");
    let address = chrome.text("location.hash");
    chrome.open(&page, &address);
    assert_eq!(chrome.text(VISIBLE_ROWS), rows);
    assert_eq!(chrome.text("document.querySelector('.sheet.open').id"), address[1..].split('&').next().unwrap());
    for place in ["#conflicts", "#forecasts", "#voices", "#reports"] {
        chrome.open(&page, place);
        let top = format!("document.querySelector('{place} h2').getBoundingClientRect().top");
        chrome.until(&format!("{top} >= 0 && {top} < innerHeight"));
    }
    // An address that is broken opens the page all the same.
    chrome.open(&page, "#s999&q=%E0%A4%A&order=sideways&show=&open=9");
    assert_eq!(chrome.text(VISIBLE_ROWS).split(' ').count(), story.claims.len());
}

#[test]
fn filter_and_order() {
    let story = story::story();
    let Some((mut chrome, page)) = visit(&story) else { return };
    chrome.open(&page, "");
    chrome.key("/");
    assert_eq!(chrome.text("document.activeElement.id"), "filter");
    chrome.type_text("warning weil");
    chrome.until(&format!("{VISIBLE_ROWS} === 'r2'"));
    assert_eq!(chrome.text("location.hash"), "#&q=warning%20weil");
    assert_eq!(chrome.text("document.querySelector('#status').textContent"), "1 of 2 claims");
    chrome.key("Escape");
    chrome.until(&format!("{VISIBLE_ROWS} === 'r1 r2'"));
    chrome.key("Escape");
    chrome.eval("document.querySelector('#order').value = 'origins'; document.querySelector('#order').dispatchEvent(new Event('change'))");
    assert_eq!(chrome.text("location.hash"), "#&order=origins");
    chrome.click(".figures .warm a");
    chrome.until(&format!("{VISIBLE_ROWS} === 'r2'"));
    assert_eq!(chrome.text("location.hash"), "#matrix&order=origins&show=single");
}

#[test]
fn keys() {
    let story = story::story();
    let Some((mut chrome, page)) = visit(&story) else { return };
    chrome.open(&page, "");
    let here = "document.activeElement.closest('.row')?.id ?? document.activeElement.id";
    chrome.key("j");
    assert_eq!(chrome.text(here), "r1");
    chrome.key("j");
    assert_eq!(chrome.text(here), "r2");
    chrome.key("k");
    assert_eq!(chrome.text(here), "r1");
    chrome.key("Enter");
    chrome.until("location.hash === '#c1' && document.querySelector('#c1.open') !== null");
    chrome.key("Escape");
    chrome.until("!document.querySelector('.sheet.open')");
    // The focus comes back to where it was.
    chrome.until(&format!("({here}) === 'r1'"));
    chrome.open(&page, "#a2");
    chrome.key("j");
    assert_eq!(chrome.text(here), "s4");
    chrome.key("j");
    assert_eq!(chrome.text(here), "s5");
    assert_eq!(chrome.text("document.querySelector('.notes li.near').id"), "n5", "the margin tells the chain of what has the focus");
    chrome.key("?");
    assert_eq!(chrome.eval("document.querySelector('#keys').open"), json!(true));
    chrome.key("Escape");
    chrome.until("!document.querySelector('#keys').open && location.hash === '#a2'");
}

#[test]
fn copies_unfold() {
    let mut story = story::story();
    let whole = |n: usize| headwater_core::Passage {
        article: headwater_core::ArticleId(n),
        span: headwater_core::Span::new(0, story.articles[n].text.len()),
    };
    story.reuse[0] = headwater_core::Reuse { from: whole(0), to: whole(1), ..story.reuse[0].clone() };
    let Some((mut chrome, page)) = visit(&story) else { return };
    chrome.open(&page, "");
    let shapes = "[...document.querySelectorAll('#r1 .cells a')].filter(it => it.getClientRects().length).length";
    assert_eq!(chrome.eval(shapes), json!(2));
    chrome.click(".fold");
    assert_eq!(chrome.eval(shapes), json!(3));
    assert_eq!(chrome.text("location.hash"), "#&open=1");
    chrome.open(&page, "#&open=1");
    assert_eq!(chrome.eval(shapes), json!(3));
}

#[test]
fn without_script_everything_is_there() {
    let story = story::story();
    let Some((mut chrome, page)) = visit(&story) else { return };
    chrome.command("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    let shown = |chrome: &mut Chrome| {
        chrome.text("[...document.querySelectorAll('.sheet')].filter(it => it.getClientRects().length).map(it => it.id).join(' ')")
    };
    chrome.open(&page, "");
    assert_eq!(shown(&mut chrome), "");
    assert_eq!(chrome.eval("document.querySelector('#filter').getClientRects().length"), json!(0), "a filter that does nothing is shown");
    for (place, sheet) in [("#c2", "c2"), ("#s5", "a2"), ("#a3", "a3"), ("#p1", "p1"), ("#w1-1-1", "a2"), ("#e1-1", "a1")] {
        chrome.open(&page, place);
        assert_eq!(shown(&mut chrome), sheet, "{place}");
    }
    chrome.open(&page, "");
    // No ear can be put to a page without script.
    chrome.press("#r2 .what a");
    chrome.until("location.hash === '#c2'");
    assert_eq!(shown(&mut chrome), "c2");
}

/// No horizontal scrolling of the page, from a small phone to a wall of screens.
#[test]
fn fits_every_width() {
    for story in [story::story(), example::story(), hostile::hostile()] {
        let Some((mut chrome, page)) = visit(&story) else { return };
        for place in ["", "#c1", "#a1", "#p1"] {
            chrome.open(&page, place);
            for width in [320, 375, 768, 1024, 1440, 2560, 3840] {
                chrome.resize(width, 900);
                let wide = chrome.eval(
                    "[document.documentElement.scrollWidth, document.querySelector('.sheet.open')?.scrollWidth ?? 0, \
                     document.querySelector('.sheet.open')?.clientWidth ?? 0]",
                );
                let culprits = "[...document.querySelectorAll('body *')].filter(it => it.getBoundingClientRect().right > innerWidth + 1 \
                                && !it.closest('.grid, .scroll')).slice(0, 5).map(it => it.outerHTML.slice(0, 120))";
                assert!(wide[0].as_u64().unwrap() <= u64::from(width), "{place} at {width}: {wide}: {}", chrome.eval(culprits));
                assert!(wide[1].as_u64() <= wide[2].as_u64(), "the sheet {place} at {width}: {wide}");
            }
        }
    }
}

#[test]
fn accessible() {
    let mut separate = story::story();
    separate.parts.push(StoryPart { title: "Another story".into(), articles: vec![headwater_core::ArticleId(2)] });
    let sheets = ["", "#c1", "#a1", "#p1"];
    for (name, story, places) in
        [("invented", separate, &sheets[..]), ("example", example::story(), &["", "#c1"]), ("hostile", hostile::hostile(), &["#c1", "#a1"])]
    {
        let Some((mut chrome, page)) = visit(&story) else { return };
        for place in places {
            chrome.open(&page, place);
            chrome.eval(AXE);
            // What is not drawn yet has no true place: let all be drawn.
            chrome.eval("document.querySelectorAll('section, .row').forEach(it => it.style.contentVisibility = 'visible')");
            let windows = [(1440, "light"), (1440, "dark"), (375, "light")];
            for (width, colours) in windows.into_iter().take(if name == "invented" { 3 } else { 2 }) {
                chrome.resize(width, 900);
                chrome.colours(colours);
                chrome.until("document.getAnimations().length === 0");
                // A sheet that covers a phone's screen puts the page with its main part out of reach.
                chrome.eval("rules = { 'landmark-one-main': { enabled: !document.querySelector('main').inert }, 'page-has-heading-one': { enabled: !document.querySelector('main').inert } }");
                let answer = chrome.eval(
                    "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules }).then(it => \
                     it.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | ')))",
                );
                assert_eq!(answer, json!([]), "{name}{place} at {width} in {colours}");
            }
        }
    }
}

/// An accessibility checker, version 4.14.1, under the Mozilla Public License 2.0 (axe.LICENSE). Only this test uses it.
const AXE: &str = include_str!("axe.min.js");

#[test]
fn nothing_planted_runs() {
    let Some((mut chrome, page)) = visit(&hostile::hostile()) else { return };
    let trap = "window.planted = 0; for (const name of ['alert', 'eval', 'open', 'fetch']) window[name] = () => { window.planted += 1; };";
    chrome.command("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": trap }));
    for place in ["", "#c1", "#c2", "#a1", "#a2", "#p1"] {
        chrome.open(&page, place);
        chrome.eval("document.querySelectorAll('summary').forEach(it => it.click())");
        assert_eq!(chrome.eval("window.planted"), json!(0), "{place}");
    }
    let foreign =
        chrome.eval("[...document.querySelectorAll('a')].map(it => it.getAttribute('href')).filter(it => !/^(#|https?:)/.test(it))");
    assert_eq!(foreign, json!([]));
    assert_eq!(chrome.requests(), Vec::<String>::new());
    // And what a hole in the escaping would let in, the policy stops.
    chrome.eval(
        "window.stopped = new Set(); document.addEventListener('securitypolicyviolation', it => stopped.add(it.effectiveDirective)); \
         const script = document.createElement('script'); script.textContent = 'window.planted = 1'; document.body.append(script); \
         const image = document.createElement('img'); image.src = 'https://evil.example/x.png'; image.setAttribute('onerror', 'window.planted = 1'); document.body.append(image); \
         const frame = document.createElement('iframe'); frame.src = 'https://evil.example/'; document.body.append(frame);",
    );
    chrome.until("[...stopped].sort().join(' ') === 'frame-src img-src script-src-attr script-src-elem'");
    assert_eq!(chrome.eval("window.planted"), json!(0));
}

/// Milliseconds until what an expression starts has been laid out; `after` is an event of the window that must come first.
fn lasts(chrome: &mut Chrome, action: &str, after: Option<&str>) -> u64 {
    let drawn = "requestAnimationFrame(() => { document.body.offsetHeight; done(Math.round(performance.now() - start)); })";
    let wait = after.map_or_else(|| drawn.to_owned(), |event| format!("addEventListener('{event}', () => {drawn}, {{ once: true }})"));
    let started = if after.is_some() { format!("{wait}; {action}") } else { format!("{action}; {wait}") };
    let timed = format!("new Promise(done => {{ const start = performance.now(); {started}; }})");
    chrome.eval(&timed).as_u64().unwrap()
}

/// A page of 30 reports weighs less than 1.5 MB. `HEADWATER_MEASURE=1` prints its times, and those of 300 reports with 2,000 claims.
#[test]
fn large_stories() {
    let measure = std::env::var_os("HEADWATER_MEASURE").is_some();
    let mut stories = vec![("30 reports", large::story(large::Size { reports: 30, claims: 100, alone: 10 }))];
    if measure {
        stories.insert(0, ("example, 10 reports", example::story()));
        stories.push(("300 reports", large::story(large::Size { reports: 300, claims: 2000, alone: 10 })));
        println!(
            "| story | statements | claims | MB | elements | first view ms | whole page ms | open a claim ms | open words ms | filter ms | order ms |"
        );
        println!("|---|---|---|---|---|---|---|---|---|---|---|");
    }
    for (name, story) in stories {
        let megabytes = html(&story).len() as f64 / 1e6;
        assert!(megabytes < 1.5 || story.articles.len() > 30, "{name}: {megabytes} MB");
        let Some((mut chrome, page)) = visit(&story) else { return };
        chrome.open(&page, "");
        let first = "Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1)";
        chrome.until(&format!("{first} >= 0"));
        let first = chrome.eval(first);
        let whole = chrome.eval("Math.round(performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd)");
        let elements = chrome.eval("document.querySelectorAll('*').length");
        let filter =
            "document.querySelector('#filter').value = 'river'; document.querySelector('#filter').dispatchEvent(new Event('input'))";
        let filter = lasts(&mut chrome, filter, None);
        assert!(chrome.text("document.querySelector('#status').textContent").contains(" of "));
        let clear = "document.querySelector('#filter').value = ''; document.querySelector('#filter').dispatchEvent(new Event('input'))";
        lasts(&mut chrome, clear, None);
        let order = "document.querySelector('#order').value = 'time'; document.querySelector('#order').dispatchEvent(new Event('change'))";
        let order = lasts(&mut chrome, order, None);
        let open = |place: &str| format!("document.querySelector(\"a[href='{place}']\").click()");
        let claim = lasts(&mut chrome, &open("#c9"), Some("hashchange"));
        chrome.until("document.querySelector('#c9').classList.contains('open')");
        let words = lasts(&mut chrome, "document.querySelector('#c9 .wordings > li > p:last-child a').click()", Some("hashchange"));
        chrome.until("document.querySelector('.sheet.open mark.lit') !== null");
        if measure {
            let (statements, claims) = (story.statements.len(), story.claims.len());
            println!(
                "| {name} | {statements} | {claims} | {megabytes:.2} | {elements} | {first} | {whole} | {claim} | {words} | {filter} | {order} |"
            );
        }
    }
}

/// What is looked at by a person: run with `HEADWATER_SCREENSHOTS=folder`.
#[test]
fn pictures() {
    let story = example::story();
    let Some((mut chrome, page)) = visit(&story) else { return };
    chrome.resize(1280, 800);
    chrome.colours("light");
    chrome.open(&page, "");
    chrome.picture("page");
    for (name, width, height, colours) in
        [("light", 1440, 1000, "light"), ("dark", 1440, 1000, "dark"), ("phone", 375, 812, "light"), ("wall", 2560, 1440, "light")]
    {
        chrome.resize(width, height);
        chrome.colours(colours);
        for (view, place) in [
            ("head", ""),
            ("claim", "#c1"),
            ("report", "#a1"),
            ("voice", "#p1"),
            ("conflicts", "#conflicts"),
            ("forecasts", "#forecasts"),
            ("timeline", "#timeline"),
        ] {
            chrome.open(&page, place);
            chrome.picture(&format!("{name}-{view}"));
        }
    }
    print(&mut chrome, &page);
}

fn print(chrome: &mut Chrome, page: &Path) {
    chrome.open(page, "");
    let paper = chrome.command("Page.printToPDF", &json!({ "printBackground": false }));
    assert!(paper["data"].as_str().is_some_and(|data| data.len() > 10_000), "nothing was printed");
}
