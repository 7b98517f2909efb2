//! The path itself: bytes → articles → analyses and statements → story. Each step takes the whole result of the one before it.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use headwater_article::{Given, Outline, Together};
use headwater_core::{Article, ArticleId, Problem, Story};
use headwater_fetch::Fetched;
use headwater_inputs::{Found, Link, Page};
use headwater_story::Report;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use rayon::prelude::*;

use crate::input::Input;
use crate::network::{self, Door, MOST_LINKS};

/// A page's tree may be deep, and what walks it recursive.
const STACK_BYTES: usize = 32 << 20;

/// Who is told how far the work is. Called from many threads, in no order.
pub trait Progress: Sync {
    /// A step of `length` parts begins.
    fn begin(&self, step: &'static str, length: usize);
    /// One part of it is done.
    fn advance(&self);
}

/// The threads to work with: `threads`, or one a core.
pub fn pool(threads: Option<usize>) -> anyhow::Result<rayon::ThreadPool> {
    Ok(rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).stack_size(STACK_BYTES).build()?)
}

/// Pages that are read side by side: as many, or as many bytes, as are held in memory before they are articles.
const BATCH: (usize, usize) = (256, 64 << 20);

/// How often what was fetched may name pages again: an index names sitemaps, a sitemap pages.
const ROUNDS: usize = 3;

/// Reads the pages, in the order of `inputs`; behind them, where `door` follows, the pages that these name.
/// What could not be read is among the problems, and the rest is read.
pub fn articles(inputs: &[Input], door: &mut Door, progress: &dyn Progress) -> (Vec<Article>, Vec<Problem>) {
    let mut read = Read { today: Some(Offset::UTC.to_datetime(Timestamp::now()).date()), ..Read::default() };
    let (fetched, problems) = fetched(inputs, door, progress);
    read.problems.extend(problems);
    progress.begin("reading", inputs.len());
    let mut fetched = fetched.into_iter();
    let mut found = inputs.iter().flat_map(|input| {
        progress.advance();
        match input {
            Input::Url(_) => Box::new(fetched.next().into_iter().flat_map(|fetched| network::open(fetched, Given::default()))),
            _ => input.open(),
        }
    });
    while read.batch(&mut found) {}
    if door.follows() {
        read.follow(door, progress);
    }
    let unread = unread(&read.links, &read.addresses, door.follows());
    let (articles, mut problems) = read.finish();
    problems.extend(unread);
    (articles, problems)
}

/// The answers of the inputs that are addresses, in order.
pub fn fetched(inputs: &[Input], door: &mut Door, progress: &dyn Progress) -> (Vec<Fetched>, Vec<Problem>) {
    let urls: Vec<String> = inputs.iter().filter(|input| matches!(input, Input::Url(_))).map(Input::location).collect();
    if urls.is_empty() { (Vec::new(), Vec::new()) } else { door.fetch(&urls, progress) }
}

/// What has been read so far.
#[derive(Default)]
struct Read {
    pieces: Vec<Piece>,
    /// Of what was asked for as a whole.
    problems: Vec<Problem>,
    /// Pages that are named and not there.
    links: Vec<Link>,
    /// Addresses of the pages that are.
    addresses: HashSet<String>,
    /// The day on which they are read.
    today: Option<Date>,
}

/// What became of a page or a problem of the inputs.
enum Piece {
    Read(Option<Article>, Vec<Problem>),
    /// A page saved as text: read when all are known, for what several have in common is no report.
    Held(Page, Outline),
}

impl Read {
    /// Reads the next pages of `found`, or holds them back; `false` where there are none.
    fn batch(&mut self, found: &mut dyn Iterator<Item = Found>) -> bool {
        let mut pieces = Vec::new();
        let mut bytes = 0;
        while pieces.len() < BATCH.0 && bytes < BATCH.1 {
            let Some(piece) = found.next() else { break };
            match piece {
                Found::Page(page) => {
                    bytes += page.bytes.len();
                    self.addresses.extend(page.given.url.clone());
                    pieces.push(Ok(page));
                }
                Found::Problem(problem) => pieces.push(Err(problem)),
                Found::Link(link) => self.links.push(link),
            }
        }
        let some = !pieces.is_empty();
        let today = self.today;
        self.pieces.par_extend(pieces.into_par_iter().map(|piece| match piece {
            Ok(page) => {
                let page = Page { given: Given { today, ..page.given }, ..page };
                match outline(&page) {
                    Some(outline) => Piece::Held(page, outline),
                    None => article(&page, (&Together::default(), 0)),
                }
            }
            Err(problem) => Piece::Read(None, vec![problem]),
        }));
        some
    }

    /// Reads what was held back; every article and problem, in the order of the inputs.
    fn finish(mut self) -> (Vec<Article>, Vec<Problem>) {
        let outlines = self.pieces.iter_mut().filter_map(|piece| match piece {
            Piece::Held(_, outline) => Some(std::mem::take(outline)),
            Piece::Read(..) => None,
        });
        let together = Together::new(outlines.collect());
        let mut held = 0;
        let pieces: Vec<(usize, Piece)> = self
            .pieces
            .into_iter()
            .map(|piece| {
                let at = held;
                held += usize::from(matches!(piece, Piece::Held(..)));
                (at, piece)
            })
            .collect();
        let read = pieces.into_par_iter().map(|(at, piece)| match piece {
            Piece::Held(page, _) => article(&page, (&together, at)),
            read @ Piece::Read(..) => read,
        });
        let mut articles = Vec::new();
        for piece in read.collect::<Vec<_>>() {
            if let Piece::Read(article, problems) = piece {
                articles.extend(article);
                self.problems.extend(problems);
            }
        }
        (articles, self.problems)
    }

    /// Fetches what is named and not there, and reads it.
    fn follow(&mut self, door: &mut Door, progress: &dyn Progress) {
        let mut left = MOST_LINKS;
        for _ in 0..ROUNDS {
            let mut links: Vec<Link> = Vec::new();
            for link in &self.links {
                if links.len() < left && self.addresses.insert(link.url.clone()) {
                    links.push(link.clone());
                }
            }
            if links.is_empty() {
                break;
            }
            left -= links.len();
            let urls: Vec<String> = links.iter().map(|link| link.url.clone()).collect();
            let (fetched, problems) = door.fetch(&urls, progress);
            self.problems.extend(problems);
            progress.begin("reading", fetched.len());
            let mut found = fetched.into_iter().zip(links).flat_map(|(fetched, link)| {
                progress.advance();
                network::open(fetched, link.given)
            });
            while self.batch(&mut found) {}
        }
    }
}

/// One problem for each file that names pages which nobody read.
fn unread(links: &[Link], addresses: &HashSet<String>, followed: bool) -> Vec<Problem> {
    let mut files: Vec<(&str, usize)> = Vec::new();
    for link in links.iter().filter(|link| !addresses.contains(&link.url)) {
        let file = link.location.rsplit_once('#').map_or(link.location.as_str(), |(file, _)| file);
        match files.last_mut().filter(|(last, _)| *last == file) {
            Some((_, count)) => *count += 1,
            None => files.push((file, 1)),
        }
    }
    let message = |count| match count {
        _ if followed => format!("names {count} more pages; {MOST_LINKS} are fetched in one run"),
        1 => "names a page that is not in it; --fetch fetches it".to_owned(),
        _ => format!("names {count} pages that are not in it; --fetch fetches them"),
    };
    files.into_iter().map(|(file, count)| Problem::lost(file, message(count))).collect()
}

/// The outline of a page that is text. The parsers below are other people's too: should one of them fail, it fails when the page is read.
fn outline(page: &Page) -> Option<Outline> {
    catch_unwind(AssertUnwindSafe(|| headwater_article::outline(&page.location, &page.bytes, &page.given))).ok().flatten()
}

/// Reads one page, among the others that are text where it is one.
fn article(page: &Page, among: (&Together, usize)) -> Piece {
    let Page { location, bytes, given, .. } = page;
    // Should a parser fail, it fails for this page alone.
    let Ok((article, mut problems)) = catch_unwind(AssertUnwindSafe(|| headwater_article::read_among(location, bytes, given, among)))
    else {
        return Piece::Read(None, vec![Problem::lost(location, "the reader failed on this page; please report it with the page attached")]);
    };
    if article.text.trim().is_empty() {
        if !problems.iter().any(|problem| problem.lost) {
            problems.push(Problem::lost(location, "holds no readable text"));
        }
        return Piece::Read(None, problems);
    }
    Piece::Read(Some(article), problems)
}

/// Each page once: its AMP, print and mobile forms and its copies are left out, and named.
fn once(articles: Vec<Article>) -> (Vec<Article>, Vec<Problem>) {
    let same = headwater_article::duplicates(&articles);
    let message = |first: usize| format!("the same page as {}, which is read in its place", articles[first].location);
    let repeated =
        same.iter().zip(&articles).filter_map(|(same, article)| Some(Problem::advice(&article.location, message((*same)?)))).collect();
    (articles.into_iter().zip(same).filter(|(_, same)| same.is_none()).map(|(article, _)| article).collect(), repeated)
}

/// Finds who says what in each article.
pub fn reports(articles: Vec<Article>, progress: &dyn Progress) -> (Vec<Report>, Vec<Problem>) {
    progress.begin("attributing", articles.len());
    let attributed: Vec<(Report, Option<Problem>)> = articles
        .into_par_iter()
        .enumerate()
        .map(|(id, article)| {
            let report = report(ArticleId(id), article);
            progress.advance();
            report
        })
        .collect();
    let (reports, problems): (Vec<_>, Vec<_>) = attributed.into_iter().unzip();
    (reports, problems.into_iter().flatten().collect())
}

/// Finds who says what in one article.
pub fn report(id: ArticleId, article: Article) -> (Report, Option<Problem>) {
    // No text should make this fail; should one, it fails for this report alone.
    let attributed = catch_unwind(AssertUnwindSafe(|| {
        let analysis = headwater_language::analyse(&article);
        let attributed = headwater_attribution::attribute(id, &article, &analysis);
        (analysis, attributed)
    }));
    let problem = attributed.is_err().then(|| {
        Problem::lost(&article.location, "its statements could not be read, only its text; please report it with the page attached")
    });
    let (analysis, attributed) = attributed.unwrap_or_default();
    (Report::new(article, analysis, attributed.actors, attributed.statements), problem)
}

/// Reads the pages and tells their story.
pub fn story(inputs: &[Input], mut problems: Vec<Problem>, door: &mut Door, progress: &dyn Progress) -> Story {
    let (articles, unread) = articles(inputs, door, progress);
    problems.extend(unread);
    let (articles, repeated) = once(articles);
    problems.extend(repeated);
    let (reports, unattributed) = reports(articles, progress);
    problems.extend(unattributed);
    progress.begin("comparing", 0);
    headwater_story::tell(reports, problems)
}
