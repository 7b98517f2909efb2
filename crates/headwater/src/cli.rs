//! What can be typed. Help, completions, man pages and `docs/cli.md` are made from these definitions.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

const EXIT_STATUS: &str = "\
Exit status:
  0  everything was read
  1  nothing was found to read
  2  something could not be read; it is named on standard error, the rest is in the answer";

/// Reads many reports of one story and shows where each claim really comes from.
///
/// Headwater says who said what, through whom it reached each page, which reports are independent and which only repeat,
/// where accounts differ, and what is foretold. It never says what is true. It works offline: the network is used only to fetch pages that you name by their address.
#[derive(Parser, Debug)]
#[command(
    name = "headwater",
    version,
    after_help = "\
Examples:
  headwater read examples/beltau-dam           the story in a folder of saved pages, summed up
  headwater read *.html --claim 1              every wording of its widest-spread claim
  headwater read pages/ -o story.html          one page to open, send or print
  headwater read pages/ --format json | jq .   the whole answer as data
  headwater read https://news.example/feed --fetch
                                               the reports that a feed names
  headwater statements report.txt              who said what in one text
  headwater forecasts pages/                   what is foretold, by whom, by when, and what became of it
  headwater completions bash                   tab completion for your shell"
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Read reports and tell their story: claims, origins, conflicts, forecasts
    Read(Read),
    /// Read pages and print the articles alone: text, title, byline, outlet, dates, and what was left out
    Article(ArticleArgs),
    /// Print who said what, and through whom, for each text
    Statements(Statements),
    /// List what the reports foretell: by whom, how likely, by when, on what condition, and what became of it
    Forecasts(Forecasts),
    /// Fetch pages and keep them as a web archive, to be read offline
    Fetch(Fetch),
    /// Print the tab-completion script for a shell
    #[command(after_help = "\
Examples:
  headwater completions bash > ~/.local/share/bash-completion/completions/headwater
  headwater completions zsh > ~/.zfunc/_headwater
  headwater completions fish > ~/.config/fish/completions/headwater.fish")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page of headwater, or of one of its commands
    #[command(after_help = "\
Examples:
  headwater man | man -l -
  headwater man read > headwater-read.1")]
    Man {
        /// The command, for example `read`
        command: Option<String>,
    },
}

/// What every reading command takes.
#[derive(Args, Debug)]
pub struct Inputs {
    /// Files, folders, globs, addresses (http, https), or `-` for standard input
    ///
    /// Read are web pages, saved text, web archives (WARC, WACZ, MHTML), feeds (RSS, Atom, JSON Feed), news sitemaps, corpora (JSON lines with
    /// `url` and `html` or `text`) and mail (.eml), each also packed with gzip; what a file is, its bytes tell.
    /// Folders are searched for the usual endings of these.
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<String>,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Say nothing on standard error but errors
    #[arg(short, long)]
    pub quiet: bool,
    /// Threads to read with [default: one a core]; the answer is the same for any number
    #[arg(long, value_name = "N", value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=256))]
    pub threads: Option<usize>,
}

/// What every command takes that may fetch pages.
#[derive(Args, Debug)]
#[command(next_help_heading = "Fetching")]
pub struct Online {
    /// Allow addresses of this machine and of private networks
    #[arg(long)]
    pub allow_private: bool,
    /// Do not keep pages for asking next time only whether they have changed
    #[arg(long)]
    pub no_cache: bool,
    /// Least time between two requests to one host; a longer crawl delay counts
    #[arg(long, value_name = "SECONDS", default_value_t = 1.0)]
    pub pause: f64,
}

/// What every reading command takes that may fetch pages.
#[derive(Args, Debug)]
#[command(next_help_heading = "Fetching")]
pub struct Reading {
    /// Keep what is fetched in FOLDER, as a web archive that can be read again offline
    #[arg(long, value_name = "FOLDER")]
    pub keep: Option<PathBuf>,
    /// How to fetch.
    #[command(flatten)]
    pub online: Online,
}

/// What every command takes that may follow where feeds and sitemaps lead.
#[derive(Args, Debug)]
#[command(next_help_heading = "Fetching")]
pub struct Following {
    /// Also fetch the pages that feeds and sitemaps only name
    #[arg(long)]
    pub fetch: bool,
    /// How to fetch.
    #[command(flatten)]
    pub reading: Reading,
}

/// Fetch pages and keep them as a web archive, to be read offline.
#[derive(Args, Debug)]
#[command(after_help = "\
The site's robots.txt is honoured, and one page is asked for at a time.
Addresses of this machine and of private networks are refused, also where a redirect leads there.

Examples:
  headwater fetch https://news.example/a https://other.example/b -o story/
  headwater fetch https://news.example/feed --links -o story/
  headwater read story/                        the same story, offline

Exit status:
  0  everything was fetched
  2  something could not be fetched; it is named on standard error, the rest is kept")]
pub struct Fetch {
    /// Addresses (http, https)
    #[arg(value_name = "URL", required = true)]
    pub urls: Vec<String>,
    /// Folder to keep the archive in; made where it is not there
    #[arg(short, long, value_name = "FOLDER")]
    pub output: PathBuf,
    /// Also fetch the pages that feeds and sitemaps name
    #[arg(long)]
    pub links: bool,
    /// Say nothing on standard error but errors
    #[arg(short, long)]
    pub quiet: bool,
    /// How to fetch.
    #[command(flatten)]
    pub online: Online,
}

/// Read reports and tell their story: claims, origins, conflicts, forecasts.
#[derive(Args, Debug)]
#[command(after_help = format!("\
Examples:
  headwater read pages/                        summary of the story on the terminal
  headwater read 'archive/2025-11-*' --claim 3 the third claim in every wording, with file and line
  headwater read pages/ -o story.html          the format follows from the ending
  headwater read a.html b.html --format json   the document that docs/schema/story.json describes
  headwater read pages/ --claim 3 -o way.svg   how that claim travelled, as a drawing
  headwater read pages/ -o claims.csv          the claims as a table; csv-statements, csv-chains and csv-forecasts are the others
  headwater read pages/ -o story.jsonld        linked data whose selectors lead back to the very words
  headwater read crawl.warc.gz notes/          archives, feeds and corpora beside pages
  headwater read https://news.example/feed --fetch --keep story/
  curl -s https://news.example/report | headwater read - other.html

{EXIT_STATUS}"))]
pub struct Read {
    /// What to read and how.
    #[command(flatten)]
    pub inputs: Inputs,
    /// How to fetch, and whether to follow.
    #[command(flatten)]
    pub following: Following,
    /// How to show the story [default: by the ending of --output, else terminal on a terminal, else json]
    #[arg(short, long, value_enum)]
    pub format: Option<StoryFormat>,
    /// Show claim N of the summary in detail, on the terminal: every wording, who says it through whom, how independent they are;
    /// as a drawing of its way where --output ends in .svg
    #[arg(long, value_name = "N")]
    pub claim: Option<usize>,
    /// When to use colour
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
}

/// Views of a story.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum StoryFormat {
    /// A summary to read in ten seconds
    Terminal,
    /// The story document (docs/schema/story.json)
    Json,
    /// One self-contained page
    Html,
    /// Text for notes
    Markdown,
    /// A table of the claims
    Csv,
    /// A table of the statements, with positions in code points
    CsvStatements,
    /// A table of the chains, a line for each voice
    CsvChains,
    /// A table of the forecasts
    CsvForecasts,
    /// Linked data: Web Annotation selectors, PROV-O provenance, schema.org claims
    Jsonld,
}

/// Read pages and print the articles alone.
#[derive(Args, Debug)]
#[command(after_help = format!("\
Examples:
  headwater article page.html                  what was read and what was left out, and why
  headwater article pages/ --format json       the articles as data
  headwater article https://news.example/a     a page from the web
  headwater article - < page.html

{EXIT_STATUS}"))]
pub struct ArticleArgs {
    /// What to read and how.
    #[command(flatten)]
    pub inputs: Inputs,
    /// How to fetch, and whether to follow.
    #[command(flatten)]
    pub following: Following,
    /// How to show the articles [default: by the ending of --output, else terminal on a terminal, else json]
    #[arg(short, long, value_enum)]
    pub format: Option<ArticleFormat>,
    /// When to use colour
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
}

/// Views of an article.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum ArticleFormat {
    /// The facts, then the text with every part labelled
    Terminal,
    /// An array of the story document's `articles`
    Json,
}

/// Print who said what, and through whom, for each text.
#[derive(Args, Debug)]
#[command(after_help = format!("\
Text files and standard input are taken as they are: every paragraph counts, nothing is dropped, positions are code points of the given text.
Of HTML pages the article's text is taken; `headwater article --format json` prints it.
JSON lines have one object a line, {{\"id\": …, \"text\": …}}; a line {{\"id\": …, \"attributions\": [{{\"source\", \"cue\", \"content\", \"nested_in\", \"chain\"}}]}} comes out for each, in order.

Examples:
  headwater statements report.txt              the text with every statement marked
  headwater statements corpus.jsonl -o out.jsonl
  echo 'The port will close, Ann Roe said.' | headwater statements - --format jsonl

{EXIT_STATUS}"))]
pub struct Statements {
    /// What to read and how.
    #[command(flatten)]
    pub inputs: Inputs,
    /// How to fetch.
    #[command(flatten)]
    pub reading: Reading,
    /// How to show the statements [default: terminal on a terminal, else jsonl]
    #[arg(short, long, value_enum)]
    pub format: Option<StatementFormat>,
    /// When to use colour
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
}

/// Views of statements.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum StatementFormat {
    /// The text with every statement marked
    Terminal,
    /// One object a text
    Jsonl,
}

/// List what the reports foretell: by whom, how likely, by when, on what condition, and what became of it.
#[derive(Args, Debug)]
#[command(after_help = format!("\
A forecast is settled where a later report among those read tells the outcome; otherwise it is open.
The words of likelihood stand on the bands of ICD 203, in per cent.

Examples:
  headwater forecasts pages/                   every forecast, with who tells it and where
  headwater forecasts pages/ -o due.csv        as a table, to sort by the day when it is due
  headwater forecasts last-year/ this-year/    what became of last year's forecasts

{EXIT_STATUS}"))]
pub struct Forecasts {
    /// What to read and how.
    #[command(flatten)]
    pub inputs: Inputs,
    /// How to fetch, and whether to follow.
    #[command(flatten)]
    pub following: Following,
    /// How to show the forecasts [default: by the ending of --output, else terminal on a terminal, else json]
    #[arg(short, long, value_enum)]
    pub format: Option<ForecastFormat>,
    /// When to use colour
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
}

/// Views of forecasts.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum ForecastFormat {
    /// Each with who tells it and where
    Terminal,
    /// The story document's `forecasts`
    Json,
    /// A table
    Csv,
}

/// When to use colour.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
