//! Articles and their statements in, the [`Story`] out.

mod actors;
mod bounds;
pub mod claims;
pub mod conflicts;
mod direction;
mod drift;
pub mod families;
mod forecasts;
mod independence;
mod lexicon;
mod lists;
mod origins;
mod outlets;
pub mod parts;
pub mod reuse;
mod spelling;
mod timeline;
mod union;
pub mod words;

use headwater_core::{Actor, Article, Problem, Span, Statement, StatementId, Story};
use headwater_language::Analysis;
use rayon::prelude::*;

/// One report, read: everything that is known of it before it is held against the others.
#[derive(Clone, PartialEq, Debug)]
pub struct Report {
    /// Its text and facts.
    pub article: Article,
    /// What language tells about it.
    pub analysis: Analysis,
    /// Its own actors; ids in `statements` are positions in this list.
    pub actors: Vec<Actor>,
    /// Its own statements.
    pub statements: Vec<Statement>,
}

impl Report {
    /// What was read of an article. Of what its words mean only that is kept by which its statements are compared: of a thousand articles all would be
    /// hundreds of megabytes.
    pub fn new(article: Article, mut analysis: Analysis, actors: Vec<Actor>, statements: Vec<Statement>) -> Self {
        analysis.reading.meanings = claims::sense::needed(&analysis.reading.meanings, &article.text, &statements);
        Self { article, analysis, actors, statements }
    }
}

/// Holds the reports against each other.
///
/// The order of `reports` is the order of [`Story::articles`]; the answer depends on nothing else.
pub fn tell(reports: Vec<Report>, warnings: Vec<Problem>) -> Story {
    tell_with(reports, warnings, &claims::weights::Weights::shipped(), conflicts::rivals::features::Weights::shipped())
}

/// As [`tell`], with other weights for what makes two statements a claim or rival accounts: a story that helped to learn the shipped ones is measured
/// without them.
pub fn tell_with(
    mut reports: Vec<Report>,
    warnings: Vec<Problem>,
    weights: &claims::weights::Weights,
    rivals: &conflicts::rivals::features::Weights,
) -> Story {
    let texts: Vec<Vec<words::Word>> = reports.par_iter().map(|report| words::words(&report.article.text)).collect();
    let mut copied = reuse::find(&texts);
    let quoted: Vec<_> = reports.iter().zip(&texts).map(|(report, words)| quoted(report, words)).collect();
    let actors = actors::merge(&reports, &copied);
    let statements = renumber(&reports, &actors);
    let mut compared = claims::compare(&reports, &statements, &actors.list, weights);
    let ground = conflicts::Ground { reports: &reports, statements: &statements, actors: &actors.list, compared: &compared };
    let clashes = conflicts::clashes(&ground);
    let parted = conflicts::parted(&ground, &clashes);
    compared.part(&parted);
    let quotes = reuse::quotes(&texts, &quoted);
    bounds::infer(&mut reports, &statements, &quotes, &copied, &compared.edges);
    let order = order(&reports);
    // What does not need the claims is found while they are gathered.
    let (mut claims, (forecasts, timeline, drifts)) = rayon::join(
        || claims::gather(&reports, &statements, &compared, weights, &order),
        || {
            let mut forecasts = forecasts::find(&reports, &statements);
            forecasts::settle(&mut forecasts, &reports, &statements, &compared);
            let timeline = timeline::find(&reports, &statements, &forecasts);
            (forecasts, timeline, drift::find(&reports, &statements, &actors.list, &quotes, &compared.edges))
        },
    );
    let ground = conflicts::Ground { reports: &reports, statements: &statements, actors: &actors.list, compared: &compared };
    let conflicts = conflicts::gather(&ground, clashes, &claims, rivals);
    let articles: Vec<Article> = reports.into_iter().map(|report| report.article).collect();
    let families = families::families(&texts, &copied);
    let grounds = independence::Grounds::new(&articles, &actors.list, &statements, &families, &copied);
    claims.par_iter_mut().for_each(|claim| {
        claim.independent = independence::judge(claim, &grounds);
        independence::drop_relays(claim, &grounds);
        origins::join(claim, &grounds);
    });
    reuse::add(quotes, &mut copied);
    let (parts, reuse) = rayon::join(|| parts::find(&articles), || direction::directed(&articles, &statements, &copied));
    Story { articles, actors: actors.list, statements, claims, reuse, drifts, conflicts, forecasts, timeline, parts, warnings }
}

/// The ranges of a report's words that stand in quotation marks.
fn quoted(report: &Report, words: &[words::Word]) -> Vec<std::ops::Range<usize>> {
    let range = |span: Span| {
        let first = words.partition_point(|word| word.span().start < span.start);
        first..first.max(words.partition_point(|word| word.span().end <= span.end))
    };
    report.analysis.quotations.iter().filter(|quotation| !quotation.nested).map(|quotation| range(quotation.span)).collect()
}

/// For each report its rank in time: by the day by which it was surely out. Those that may be later than any day come last, equals in the order of the
/// input.
fn order(reports: &[Report]) -> Vec<usize> {
    let day = |report: &Report| report.article.published.as_ref().and_then(|published| published.days().1);
    let mut by_time: Vec<usize> = (0..reports.len()).collect();
    by_time.sort_by_key(|&number| (day(&reports[number]).is_none(), day(&reports[number]), number));
    let mut order = vec![0; reports.len()];
    for (rank, number) in by_time.into_iter().enumerate() {
        order[number] = rank;
    }
    order
}

/// Two statements of one input and what they have in common: what the weights of claims are learned from.
#[derive(Clone, PartialEq, Debug)]
pub struct Pair {
    /// Position among the statements of all reports.
    pub x: usize,
    /// Position of the later one.
    pub y: usize,
    /// In the order of [`claims::features::NAMES`].
    pub features: claims::features::Features,
}

/// Every pair of statements with its features. For annotated stories: the number of pairs grows with the square of the input.
pub fn pairs(reports: &[Report]) -> Vec<Pair> {
    let actors = actors::merge(reports, &[]);
    let statements = renumber(reports, &actors);
    let (sayings, terms, _) = claims::ready(reports, &statements, &actors.list, statements.len());
    let mut pairs = Vec::new();
    for y in 0..sayings.len() {
        for x in 0..y {
            pairs.push(Pair { x, y, features: claims::features::features(&sayings[x], &sayings[y], &terms) });
        }
    }
    pairs
}

/// Denials of one input and the statements that they may answer, with their features: positions among the statements of all reports, the denial
/// first, features in the order of [`conflicts::rivals::features::NAMES`]. What their weights are learned from.
pub fn rivals(reports: &[Report]) -> Vec<(usize, usize, conflicts::rivals::features::Features)> {
    let actors = actors::merge(reports, &[]);
    let statements = renumber(reports, &actors);
    let mut compared = claims::compare(reports, &statements, &actors.list, &claims::weights::Weights::shipped());
    let ground = conflicts::Ground { reports, statements: &statements, actors: &actors.list, compared: &compared };
    let parted = conflicts::parted(&ground, &conflicts::clashes(&ground));
    compared.part(&parted);
    conflicts::rivals::pairs(&conflicts::Ground { reports, statements: &statements, actors: &actors.list, compared: &compared })
}

/// The reports' statements as the story's: numbers of actors and statements are the story's, names the fullest.
fn renumber(reports: &[Report], actors: &actors::Actors) -> Vec<Statement> {
    let mut statements: Vec<Statement> = Vec::new();
    for (report, of) in reports.iter().zip(&actors.of) {
        let offset = statements.len();
        statements.extend(report.statements.iter().map(|statement| {
            let mut statement = statement.clone();
            statement.within = statement.within.map(|StatementId(number)| StatementId(offset + number));
            for voice in &mut statement.chain {
                voice.actor = of[voice.actor.0];
                voice.name.clone_from(&actors.list[voice.actor.0].name);
            }
            statement
        }));
    }
    statements
}

#[cfg(test)]
mod tests {
    use headwater_core::{ArticleDate, DateBasis, Moment};
    use jiff::civil::{Date, date};

    use super::*;

    #[test]
    fn reports_that_may_be_later_are_not_first() {
        let report = |published: Option<ArticleDate>| {
            let article = Article { published, ..Article::default() };
            Report { article, analysis: Analysis::default(), actors: Vec::new(), statements: Vec::new() }
        };
        let march = |day: i8| date(2031, 3, day);
        let known =
            |day: Date| Some(ArticleDate { value: Some(Moment::Day(day)), basis: DateBasis::Page, not_before: None, not_after: None });
        let between = |not_before: Option<Date>, not_after: Option<Date>| {
            Some(ArticleDate { value: None, basis: DateBasis::Inferred, not_before, not_after })
        };
        let reports = [
            report(between(Some(march(1)), None)),
            report(known(march(8))),
            report(None),
            report(between(Some(march(2)), Some(march(9)))),
            report(between(None, Some(march(5)))),
        ];
        assert_eq!(order(&reports), [3, 1, 4, 2, 0], "by the day by which each was out");
    }
}
