//! Annotated stories as reports: the annotation takes the place of the article and attribution steps, so that the story step is measured apart.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use headwater_article::Format;
use headwater_core::{
    Act, Actor, ActorId, ActorKind, Article, ArticleDate, ArticleId, DateBasis, Form, Moment, Outlet, PartialDate, Polarity, Span,
    Statement, StatementId, Voice,
};
use headwater_language::Analysis;
use headwater_story::Report;
use serde::Deserialize;

/// A story's annotation, as far as the story step takes it as given.
#[derive(Deserialize)]
pub struct Gold {
    /// By article id, in order.
    articles: BTreeMap<String, GoldArticle>,
    /// What stands in several reports.
    #[serde(default)]
    pub claims: Vec<GoldClaim>,
    /// Statements of which an annotator could not say whether they tell the same.
    #[serde(default)]
    unsure_claims: Vec<GoldClaim>,
    /// What cannot both hold.
    #[serde(default)]
    conflicts: Vec<GoldConflict>,
    /// Pairs of which an annotator could not say whether they are conflicts.
    #[serde(default)]
    unsure: Vec<GoldConflict>,
}

#[derive(Deserialize)]
struct GoldArticle {
    file: String,
    outlet: Option<String>,
    title: Option<String>,
    #[serde(default)]
    authors: Vec<String>,
    published: Option<String>,
    statements: Vec<GoldStatement>,
}

#[derive(Deserialize)]
struct GoldStatement {
    content: String,
    cue: Option<String>,
    source: Option<String>,
    chain: Vec<String>,
    form: String,
    act: String,
    said_on: Option<String>,
}

/// Statements that tell the same.
#[derive(Deserialize)]
pub struct GoldClaim {
    members: Vec<(String, String)>,
}

/// Two statements, each by its article and first words.
#[derive(Deserialize)]
struct GoldConflict {
    a: (String, String),
    b: (String, String),
    kind: Option<String>,
}

/// The annotation of one story folder.
pub fn read(folder: &Path) -> Result<Gold> {
    let file = folder.join("gold.json");
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    serde_json::from_str(&text).with_context(|| file.display().to_string())
}

/// The story's reports with the annotated metadata, statements and actors, in order of their ids.
pub fn reports(folder: &Path, gold: &Gold) -> Result<Vec<Report>> {
    gold.articles.values().enumerate().map(|(number, annotated)| report(folder, ArticleId(number), annotated)).collect()
}

impl Gold {
    /// For each statement of these reports, whichever way they were found, the claims that it belongs to; none where nothing annotated matches it.
    pub fn claims_of(&self, reports: &[Report]) -> Vec<Option<Vec<usize>>> {
        self.groups_of(reports, &self.claims)
    }

    /// The same, of the groups of which the annotation cannot say whether they are claims.
    pub fn unsure_claims_of(&self, reports: &[Report]) -> Vec<Option<Vec<usize>>> {
        self.groups_of(reports, &self.unsure_claims)
    }

    fn groups_of(&self, reports: &[Report], groups: &[GoldClaim]) -> Vec<Option<Vec<usize>>> {
        let of = |(article, content): (&str, &str)| {
            let belongs = |group: &GoldClaim| group.members.iter().any(|member| is_begin(member, article, content));
            (0..groups.len()).filter(|&number| belongs(&groups[number])).collect()
        };
        self.matched(reports).into_iter().map(|matched| matched.map(of)).collect()
    }

    /// Whether two statements of these reports, by their numbers, are annotated as rival accounts; none where the annotation cannot say: a pair that it is
    /// unsure of, one that tells the same as an annotated pair, and one that differs in a number.
    pub fn are_rivals(&self, reports: &[Report]) -> impl Fn(usize, usize) -> Option<bool> {
        let matched = self.matched(reports);
        let claims = self.claims_of(reports);
        let of = |side: &(String, String)| -> (BTreeSet<usize>, BTreeSet<usize>) {
            let is = |number: &usize| matched[*number].is_some_and(|(article, content)| is_begin(side, article, content));
            let own: BTreeSet<usize> = (0..matched.len()).filter(is).collect();
            let in_claims: BTreeSet<usize> = own.iter().flat_map(|&number| claims[number].iter().flatten()).copied().collect();
            let is_kin = |number: &usize| claims[*number].iter().flatten().any(|claim| in_claims.contains(claim));
            let kin = (0..matched.len()).filter(is_kin).chain(own.iter().copied()).collect();
            (own, kin)
        };
        let (mut sure, mut unsure) = (BTreeSet::new(), BTreeSet::new());
        let in_order = |x: usize, y: usize| (x.min(y), x.max(y));
        for (conflict, is_sure) in self.conflicts.iter().map(|pair| (pair, true)).chain(self.unsure.iter().map(|pair| (pair, false))) {
            let ((a, kin_of_a), (b, kin_of_b)) = (of(&conflict.a), of(&conflict.b));
            unsure.extend(kin_of_a.iter().flat_map(|&x| kin_of_b.iter().map(move |&y| in_order(x, y))));
            if is_sure && !matches!(conflict.kind.as_deref(), Some("number" | "date")) {
                sure.extend(a.iter().flat_map(|&x| b.iter().map(move |&y| in_order(x, y))));
            }
        }
        move |x, y| match (sure.contains(&in_order(x, y)), unsure.contains(&in_order(x, y))) {
            (true, _) => Some(true),
            (_, true) => None,
            _ => Some(false),
        }
    }

    /// For each statement of these reports the annotated one that matches it, as its article's id and its content.
    ///
    /// Matched as `evaluation/score_story.py` does: by shared words, the most alike first, each once, those with the annotated chain before others.
    fn matched(&self, reports: &[Report]) -> Vec<Option<(&str, &str)>> {
        let mut matched = Vec::new();
        for report in reports {
            let file = Path::new(&report.article.location).file_name();
            let annotated = self.articles.iter().find(|(_, article)| Path::new(&article.file).file_name() == file);
            let Some((id, annotated)) = annotated else {
                matched.extend(report.statements.iter().map(|_| None));
                continue;
            };
            let found: Vec<Bag> = report.statements.iter().map(|statement| bag(&statement.words(&report.article.text))).collect();
            let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
            for (i, wanted) in annotated.statements.iter().enumerate() {
                let words = bag(&wanted.content);
                let alike = found.iter().enumerate().map(|(j, found)| (likeness(&words, found), j)).filter(|pair| pair.0 >= 0.5);
                pairs.extend(alike.map(|(alike, j)| {
                    let chain = &report.statements[j].chain;
                    let is_same = chain.len() == wanted.chain.len() && chain.iter().zip(&wanted.chain).all(|(a, b)| is_named(&a.name, b));
                    (if is_same { alike + 0.2 } else { alike }, i, j)
                }));
            }
            pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
            let mut of: Vec<Option<usize>> = vec![None; found.len()];
            let mut taken = vec![false; annotated.statements.len()];
            for (_, i, j) in pairs {
                if !taken[i] && of[j].is_none() {
                    taken[i] = true;
                    of[j] = Some(i);
                }
            }
            matched.extend(of.into_iter().map(|number| Some((id.as_str(), annotated.statements[number?].content.as_str()))));
        }
        matched
    }
}

/// Whether a reference, an article and first words, means this statement.
fn is_begin((article, first_words): &(String, String), of: &str, content: &str) -> bool {
    article == of && content.starts_with(first_words.as_str())
}

/// Whether a voice goes by one of the annotated names, parted by `|`: the name itself, or a longer or shorter form of it by whole words.
fn is_named(name: &str, names: &str) -> bool {
    let plain = |name: &str| {
        let name = name.replace('’', "'").to_lowercase();
        ["the ", "a ", "an "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(&name).to_owned()
    };
    let name = plain(name);
    let is_end = |whole: &str, part: &str| whole.strip_suffix(part).is_some_and(|rest| rest.ends_with(' '));
    let is_start = |whole: &str, part: &str| whole.strip_prefix(part).is_some_and(|rest| rest.starts_with([' ', ',']));
    !name.is_empty()
        && names
            .split('|')
            .map(plain)
            .any(|other| name == other || is_end(&name, &other) || is_end(&other, &name) || is_start(&name, &other))
}

/// How often each word stands in a text.
type Bag = BTreeMap<u64, usize>;

fn bag(text: &str) -> Bag {
    let mut bag = Bag::new();
    for word in headwater_story::words::words(text) {
        *bag.entry(word.key).or_insert(0) += 1;
    }
    bag
}

/// Dice coefficient; three quarters at least where `found` is `wanted` cut wider.
fn likeness(wanted: &Bag, found: &Bag) -> f64 {
    let shared: usize = wanted.iter().map(|(key, count)| *count.min(found.get(key).unwrap_or(&0))).sum();
    let (of_wanted, of_found): (usize, usize) = (wanted.values().sum(), found.values().sum());
    let dice = 2.0 * shared as f64 / (of_wanted + of_found).max(1) as f64;
    let is_wider = shared as f64 >= 0.9 * of_wanted as f64 && of_found <= 2 * of_wanted + 8;
    if is_wider && of_wanted > 0 { dice.max(0.75) } else { dice }
}

fn report(folder: &Path, id: ArticleId, annotated: &GoldArticle) -> Result<Report> {
    let file = folder.join(&annotated.file);
    let bytes = fs::read(&file).with_context(|| file.display().to_string())?;
    let (read, _) = headwater_article::read(&annotated.file, &bytes, Some(Format::Plain));
    let article = Article {
        outlet: annotated.outlet.clone().map(|name| Outlet { name, domain: None }),
        title: annotated.title.clone(),
        authors: annotated.authors.clone(),
        published: annotated.published.as_deref().and_then(published),
        ..read
    };
    let analysis = headwater_language::analyse(&article);
    let (actors, statements) = statements(id, &article.text, &analysis, &annotated.statements)?;
    Ok(Report::new(article, analysis, actors, statements))
}

fn published(day: &str) -> Option<ArticleDate> {
    let value = Some(Moment::Day(day.parse().ok()?));
    Some(ArticleDate { value, basis: DateBasis::Metadata, not_before: None, not_after: None })
}

/// Statements located by their exact words in order of appearance, and the actors of their chains.
fn statements(id: ArticleId, text: &str, analysis: &Analysis, annotated: &[GoldStatement]) -> Result<(Vec<Actor>, Vec<Statement>)> {
    let mut actors: Vec<Actor> = Vec::new();
    let mut statements: Vec<Statement> = Vec::new();
    let mut from = 0;
    for gold in annotated {
        let start = text[from..].find(&gold.content).map(|at| from + at).or_else(|| text.find(&gold.content));
        let start = start.with_context(|| format!("not in the text: {}", gold.content))?;
        let content = Span::new(start, start + gold.content.len());
        from = start;
        let cue: Vec<Span> = gold.cue.as_deref().and_then(|words| nearest(text, words, content)).into_iter().collect();
        let source: Vec<Span> = gold.source.as_deref().and_then(|words| nearest(text, words, content)).into_iter().collect();
        let chain = gold.chain.iter().map(|names| voice(&mut actors, names)).collect();
        // The innermost of the statements that hold it; of two alike, the one with the shorter chain is the outer one.
        let holds = |other: &&(usize, &Statement)| other.1.extent().contains(content) && other.1.chain.len() < gold.chain.len();
        let within = statements.iter().enumerate().filter(|other| holds(&other)).min_by_key(|(_, other)| other.extent().len());
        let within = within.map(|(number, _)| StatementId(number));
        statements.push(Statement {
            article: id,
            content: vec![content],
            polarity: if cue.iter().any(|span| denies(span.of(text))) { Polarity::Negated } else { Polarity::Affirmed },
            cue,
            source,
            form: match gold.form.as_str() {
                "direct" => Form::Direct,
                "mixed" => Form::Mixed,
                _ => Form::Indirect,
            },
            act: match gold.act.as_str() {
                "belief" => Act::Belief,
                "document" => Act::Document,
                _ => Act::Speech,
            },
            chain,
            said_on: gold.said_on.as_deref().and_then(partial_date),
            audience: None,
            certainty: analysis.certainties.iter().find(|certainty| content.contains(certainty.span)).cloned(),
            within,
        });
    }
    Ok((actors, statements))
}

/// The place of `words` that lies nearest to `content`, before it or behind it.
fn nearest(text: &str, words: &str, content: Span) -> Option<Span> {
    let distance = |span: &Span| if span.end <= content.start { content.start - span.end } else { span.start.saturating_sub(content.end) };
    text.match_indices(words).map(|(at, words)| Span::new(at, at + words.len())).min_by_key(|span| (distance(span), span.start))
}

fn denies(cue: &str) -> bool {
    let cue = cue.to_lowercase();
    ["deny", "denie", "denial", "refute", "reject", "dismiss", "disput"].iter().any(|word| cue.contains(word))
}

/// The voice that goes by these names, parted by `|`, fullest first.
fn voice(actors: &mut Vec<Actor>, names: &str) -> Voice {
    let mut names = names.split('|').map(str::to_owned);
    let name = names.next().unwrap_or_default();
    let known = actors.iter().position(|actor| actor.name == name);
    let actor = ActorId(known.unwrap_or(actors.len()));
    if known.is_none() {
        // Accepted names are also offices and whom a voice speaks for: only shorter forms of the name itself are other names of the actor.
        let aliases = names.filter(|other| other.split(' ').all(|word| name.split([' ', '-']).any(|own| own == word))).collect();
        actors.push(Actor { kind: kind(&name), name: name.clone(), aliases, role: None, mentions: Vec::new() });
    }
    Voice { actor, name }
}

/// What an annotated name is: the annotation does not tell, its form does.
fn kind(name: &str) -> ActorKind {
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    if name.contains(" and ") {
        return ActorKind::Group;
    }
    let last = name.split_whitespace().last().unwrap_or_default();
    if !capital(last) {
        return if last.ends_with('s') || last == "media" || last == "police" { ActorKind::Group } else { ActorKind::Unnamed };
    }
    if name.split_whitespace().count() > 1 { ActorKind::Person } else { ActorKind::Organization }
}

fn partial_date(date: &str) -> Option<PartialDate> {
    let mut parts = date.split('-').map(str::parse::<i16>);
    match (parts.next()?.ok()?, parts.next(), parts.next()) {
        (year, None, _) => Some(PartialDate::Year(year)),
        (year, Some(month), None) => Some(PartialDate::Month(year, i8::try_from(month.ok()?).ok()?)),
        _ => date.parse().ok().map(PartialDate::Day),
    }
}
