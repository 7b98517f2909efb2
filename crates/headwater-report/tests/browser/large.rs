//! Stories of any size, made of common words by a fixed row of numbers: what a page weighs and how quick it is must not hang on one example.

use headwater_core::*;
use jiff::civil::date;

use crate::story::voice;

/// How much a story holds.
#[derive(Clone, Copy)]
pub struct Size {
    pub reports: usize,
    pub claims: usize,
    /// Statements of each report that no other has.
    pub alone: usize,
}

const WORDS: &str = "the of and to in was that for it on he as with his by at from had were which not be are this or one her all would there their \
                     they been has more if no out so said up about into than them can only other time new some could these two may first then any \
                     river harbour minister council water before must through years where much way down should because long each just state those people";
const NAMES: &str = "Ash Bram Corrin Dale Elm Fenn Garth Hale Iver Jory Kell Lorne Marsh Norr Orme Pell Quill Rook Sedge Thorn";

/// Numbers that look random and are the same each time (Numerical Recipes' linear congruence).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn word<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.roll(words.len())]
    }

    fn sentence(&mut self, length: usize) -> String {
        let all: Vec<&str> = WORDS.split_whitespace().collect();
        let mut words: Vec<&str> = (0..length).map(|_| self.word(&all)).collect();
        words.push("there");
        words.join(" ")
    }

    fn name(&mut self) -> String {
        let all: Vec<&str> = NAMES.split_whitespace().collect();
        format!("{} {}", self.word(&all), self.word(&all))
    }
}

/// A story of the size, every claim in two reports and more, three in five wordings changed.
pub fn story(size: Size) -> Story {
    let mut dice = Dice(7);
    let mut story = Story::default();
    for n in 0..2 * size.reports {
        let kind = if n % 5 == 0 { ActorKind::Organization } else { ActorKind::Person };
        let (name, aliases) = (format!("{} {n}", dice.name()), vec![dice.name()]);
        story.actors.push(Actor { name, kind, aliases, role: Some("harbour master".into()), mentions: Vec::new() });
    }
    let contents: Vec<String> = (0..size.claims)
        .map(|_| {
            let length = 8 + dice.roll(14);
            dice.sentence(length)
        })
        .collect();
    let mut held: Vec<Vec<Option<usize>>> = vec![vec![None; size.alone]; size.reports];
    for claim in 0..size.claims {
        let spread = 2 + dice.roll(3) * dice.roll(3);
        let first = dice.roll(size.reports);
        for n in 0..spread.min(size.reports) {
            held[(first + n * 7) % size.reports].push(Some(claim));
        }
    }
    let mut members: Vec<Vec<StatementId>> = vec![Vec::new(); size.claims];
    for (report, holds) in held.iter().enumerate() {
        write_report(&mut story, &mut dice, report, size, holds, &contents, &mut members);
    }
    for (claim, members) in members.into_iter().enumerate() {
        story.claims.push(claim_of(&story, &mut dice, contents[claim].clone(), members));
    }
    story.claims.sort_by_key(|claim| usize::MAX - claim.spread.len());
    story
}

fn write_report(
    story: &mut Story,
    dice: &mut Dice,
    report: usize,
    size: Size,
    holds: &[Option<usize>],
    contents: &[String],
    members: &mut [Vec<StatementId>],
) {
    let mut text = format!("Headline number {report} about the river\n\n");
    let mut blocks = vec![Block { kind: BlockKind::Headline, span: Span::new(0, text.len()), why: None }];
    for held in holds {
        let start = text.len();
        text.push_str(&dice.sentence(9));
        text.push_str(". ");
        let chain: Vec<Voice> = (0..=dice.roll(5) / 3).map(|_| voice(story, dice.roll(2 * size.reports))).collect();
        let source = Span::new(text.len(), text.len() + chain[0].name.len());
        text.push_str(&chain[0].name);
        let cue = Span::new(text.len() + 1, text.len() + 5);
        text.push_str(" said that ");
        let at = text.len();
        text.push_str(&match held {
            Some(claim) => reworded(dice, &contents[*claim]),
            None => dice.sentence(14),
        });
        let content = Span::new(at, text.len());
        text.extend([". ", &dice.sentence(8), ".\n\n"]);
        blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(start, text.len()), why: None });
        if let Some(claim) = held {
            members[*claim].push(StatementId(story.statements.len()));
        }
        story.statements.push(Statement {
            article: ArticleId(report),
            content: vec![content],
            cue: vec![cue],
            source: vec![source],
            form: Form::Indirect,
            act: Act::Speech,
            chain,
            said_on: None,
            audience: None,
            polarity: Polarity::Affirmed,
            certainty: None,
            within: None,
        });
    }
    let start = text.len();
    text.push_str("Sign up for the morning tide");
    blocks.push(Block { kind: BlockKind::Dropped, span: Span::new(start, text.len()), why: Some("newsletter".into()) });
    let day = date(2031, 3, 1).checked_add(jiff::Span::new().days(i64::try_from(report * 20 / size.reports).unwrap())).unwrap();
    story.articles.push(Article {
        location: format!("pages/{report}.html"),
        sha256: format!("{report:064x}"),
        url: Some(format!("https://outlet{report}.example/river")),
        outlet: Some(Outlet { name: format!("{} Daily", dice.name()), domain: None }),
        title: Some(format!("Headline number {report} about the river")),
        language: Some("en".into()),
        published: Some(ArticleDate { value: Some(Moment::Day(day)), basis: DateBasis::Page, not_before: None, not_after: None }),
        text,
        blocks,
        ..Article::default()
    });
}

fn reworded(dice: &mut Dice, content: &str) -> String {
    let all: Vec<&str> = WORDS.split_whitespace().collect();
    let mut words: Vec<&str> = content.split(' ').collect();
    if dice.roll(5) < 3 {
        for _ in 0..3 {
            let place = dice.roll(words.len());
            words[place] = dice.word(&all);
        }
    }
    words.join(" ")
}

fn claim_of(story: &Story, dice: &mut Dice, text: String, members: Vec<StatementId>) -> Claim {
    let hows = [SpreadKind::Verbatim, SpreadKind::Cut, SpreadKind::Reworded, SpreadKind::Own];
    let mut origins: Vec<Voice> = members.iter().filter_map(|id| story.statements[id.0].origin().cloned()).collect();
    origins.sort_by_key(|voice| voice.actor);
    origins.dedup_by_key(|voice| voice.actor);
    let mut spread: Vec<Spread> =
        members.iter().map(|id| Spread { article: story.statements[id.0].article, how: hows[dice.roll(hows.len())] }).collect();
    spread.sort_by_key(|spread| spread.article);
    spread.dedup_by_key(|spread| spread.article);
    let evidence =
        members.iter().take(2).map(|id| Mention { article: story.statements[id.0].article, span: story.statements[id.0].source[0] });
    let reason = Merge {
        kind: MergeKind::SameOrigin,
        statements: members.iter().take(2).copied().collect(),
        detail: "Both name one origin.".into(),
        evidence: evidence.collect(),
    };
    let independent = Independence { at_least: 1, at_most: origins.len(), reasons: vec![reason] };
    Claim { text, first: members[0], statements: members, origins, independent, spread }
}
