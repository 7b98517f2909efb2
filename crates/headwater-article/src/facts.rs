//! What a page tells about itself, collected while it is read and settled at the end.

use std::sync::LazyLock;

use headwater_core::{Article, ArticleDate, Basis, DateBasis, Field, Moment, Outlet, Stated};
use regex::Regex;

use crate::dateline::Dateline;
use crate::dates::{Order, find_all, iso};
use crate::words::{DISTRIBUTORS, agency};

/// Title, authors, outlet and dates as they were found.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Facts {
    pub title: Option<String>,
    pub authors: Vec<String>,
    /// A name that may be an account's: it stands where nobody else signs.
    pub account: Option<String>,
    pub outlet: Option<String>,
    pub domain: Option<String>,
    pub url: Option<String>,
    pub agency: Option<String>,
    pub distributor: Option<String>,
    pub language: Option<String>,
    /// Names in copyright lines.
    pub owners: Vec<String>,
    published: Vec<(Moment, DateBasis)>,
    modified: Vec<(Moment, DateBasis)>,
    /// Where the authors stand.
    signed: Option<Basis>,
    stated: Vec<Stated>,
}

/// Statements of one page that are kept, and the longest words of one.
const STATED: usize = 64;
const WORDS: usize = 300;

impl Facts {
    /// Keeps what the page states, and that it does so there.
    pub(crate) fn state(&mut self, field: Field, value: &str, basis: Basis) {
        let value = value.trim();
        let known = |stated: &Stated| stated.field == field && stated.basis == basis && stated.value == value;
        if !value.is_empty() && value.len() <= WORDS && self.stated.len() < STATED && !self.stated.iter().any(known) {
            self.stated.push(Stated { field, value: value.to_owned(), basis });
        }
    }

    /// Takes an author. Only the first place that names one counts; what others name is kept as stated.
    pub(crate) fn add_author(&mut self, name: String, basis: Basis) {
        self.state(Field::Author, &name, basis);
        let counts = *self.signed.get_or_insert(basis) == basis;
        if counts && !self.authors.iter().any(|known| known.to_lowercase() == name.to_lowercase()) {
            self.authors.push(name);
        }
    }

    /// Takes a body that stands in the byline.
    pub(crate) fn add_body(&mut self, name: &str, basis: Basis) {
        self.state(Field::Credited, name, basis);
        if let Some(agency) = agency(name) {
            self.agency.get_or_insert_with(|| agency.to_owned());
        }
    }

    pub(crate) fn add_published(&mut self, moment: Moment, basis: DateBasis) {
        self.published.push((moment, basis));
    }

    pub(crate) fn add_modified(&mut self, moment: Moment, basis: DateBasis) {
        self.modified.push((moment, basis));
    }

    /// Takes the agency that a dateline names. `(AD)` on a page of the Allied Dispatch names the outlet itself.
    pub(crate) fn read_dateline(&mut self, dateline: &Dateline) {
        if let Some(named) = &dateline.agency {
            self.state(Field::Agency, named, Basis::Page);
        }
        if let (None, Some(named)) = (&self.agency, &dateline.agency) {
            let outlet = self.outlet.as_deref().filter(|outlet| initials(outlet) == *named || outlet.starts_with(&format!("{named} ")));
            self.agency = Some(outlet.unwrap_or(named).to_owned());
        }
    }

    /// Reads a line such as `Posted : May 1, 2024 Updated : May 2, 2024`.
    pub(crate) fn read_stamp(&mut self, line: &str) {
        let mut from = 0;
        for found in find_all(line, Order::MonthFirst) {
            if is_of_change(&line[from..found.span.start]) {
                self.add_modified(found.moment, DateBasis::Page);
            } else {
                self.add_published(found.moment, DateBasis::Page);
            }
            from = found.span.end;
        }
    }

    /// Reads agency and syndicator out of a credit line.
    pub(crate) fn read_credit(&mut self, line: &str) {
        static DISTRIBUTED: LazyLock<Option<Regex>> =
            LazyLock::new(|| Regex::new(r"(?i)\b(?:distributed|syndicated|provided) by (?:the )?([^.;,()©]{2,60})").ok());
        static OWNER: LazyLock<Option<Regex>> = LazyLock::new(|| {
            Regex::new(r"(?i)(?:©|\(c\)|copyright)[\s©]*(?:\(c\))?\s*(?:\d{4}(?:[-–]\d{4})?)?,?\s*(?:by )?([^,;|]{2,50})").ok()
        });
        static SOURCE: LazyLock<Option<Regex>> =
            LazyLock::new(|| Regex::new(r"(?i)^\W*(?:source|quelle|fuente|fonte|bron|kilde|källa|zdroj|źródło)s?:\s*(.{2,60})").ok());
        let captured = |pattern: &'static LazyLock<Option<Regex>>| {
            Some(pattern.as_ref()?.captures(line)?.get(1)?.as_str().trim().to_owned()).filter(|found| !found.is_empty())
        };
        let distributor =
            captured(&DISTRIBUTED).or_else(|| DISTRIBUTORS.iter().find(|known| line.contains(**known)).map(|known| (*known).to_owned()));
        if let Some(distributor) = &distributor {
            self.state(Field::Distributor, distributor, Basis::Page);
            self.distributor.get_or_insert_with(|| distributor.clone());
        }
        let owner = captured(&OWNER);
        let named = owner.as_deref().or(captured(&SOURCE).as_deref()).and_then(agency_first);
        let named = named.or_else(|| line.contains("Thomson Reuters Trust Principles").then_some("Reuters"));
        // Whoever owns a text that another distributes wrote it.
        let name = owner.as_deref().map(|owner| owner.split(". ").next().unwrap_or(owner).trim_end_matches('.').trim());
        let wire = named.or_else(|| name.filter(|_| line.to_lowercase().contains("distributed by")));
        match wire {
            Some(wire) if name.is_none() || self.outlet.as_deref() != name => {
                self.state(Field::Agency, wire, Basis::Page);
                self.agency.get_or_insert_with(|| wire.to_owned());
            }
            _ => self.owners.extend(name.map(str::to_owned)),
        }
    }

    /// Settles what was found into the article. Earlier bases win: metadata, page, dateline, address.
    pub(crate) fn settle(mut self, article: &mut Article) {
        // What was taken from the page's words, and was not stated as such yet: text without markup has no other place.
        let placed = |field: Field, stated: &[Stated]| stated.iter().any(|stated| stated.field == field);
        let dates = |found: &[(Moment, DateBasis)]| found.iter().map(|(moment, _)| iso(*moment)).collect::<Vec<_>>();
        for (field, values) in [
            (Field::Title, self.title.clone().into_iter().collect()),
            (Field::Outlet, self.outlet.clone().into_iter().collect()),
            (Field::Published, dates(&self.published)),
            (Field::Modified, dates(&self.modified)),
        ] {
            if !placed(field, &self.stated) {
                for value in &values {
                    self.state(field, value, Basis::Page);
                }
            }
        }
        let date = |mut found: Vec<(Moment, DateBasis)>| {
            found.sort_by_key(|(_, basis)| *basis);
            found.first().map(|(value, basis)| ArticleDate { value: Some(*value), basis: *basis, not_before: None, not_after: None })
        };
        // Bodies count where the authors stand, or where the first of them stands.
        let credited = |stated: &&Stated| stated.field == Field::Credited;
        let signed = self.signed.or_else(|| self.stated.iter().find(credited).map(|stated| stated.basis));
        let bodies = self.stated.iter().filter(credited).filter(|stated| Some(stated.basis) == signed);
        article.credited = bodies.map(|stated| stated.value.clone()).collect();
        article.stated = self.stated;
        // Stable: of one place in the order in which it stands there.
        article.stated.sort_by_key(|stated| (stated.field, stated.basis));
        article.title = self.title;
        article.authors = self.authors;
        article.outlet = self.outlet.map(|name| Outlet { name, domain: self.domain });
        article.url = self.url;
        article.agency = self.agency;
        article.distributor = self.distributor;
        article.language = self.language;
        article.published = date(self.published);
        article.modified = date(self.modified);
    }
}

/// Whether a line does nothing but say who wrote, owns or carries the text.
pub(crate) fn is_credit(line: &str) -> bool {
    static CREDIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)^\W*(?:©|\(c\)|copyright\b|our standards:|(?:this (?:story|article|report) (?:was|is) )?(?:distributed|syndicated|provided) by\b|",
            r"(?:source|quelle|fuente|fonte|bron|kilde|källa)s?:\s*\p{L}[\p{L} ]{1,30}\W*$)"
        ))
        .ok()
    });
    line.len() <= 300 && CREDIT.as_ref().is_some_and(|pattern| pattern.is_match(line))
}

/// The agency with whose name a text begins: `Bloomberg L.P. Visit bloomberg.example`, `dpa-infocom, dpa:2`.
fn agency_first(text: &str) -> Option<&'static str> {
    let text = text.strip_prefix("The ").or_else(|| text.strip_prefix("the ")).unwrap_or(text);
    let ends = text.char_indices().filter(|(_, c)| !c.is_alphanumeric()).flat_map(|(at, c)| [at, at + c.len_utf8()]);
    let heads: Vec<&str> = ends.take(40).chain([text.len()]).filter_map(|end| text.get(..end)).collect();
    heads.into_iter().rev().find_map(agency)
}

/// First letters of a name's words, small words left out.
fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect()
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let word = word.to_lowercase();
    DAYS.iter().any(|day| word.starts_with(day)) && (word.trim_end_matches(['.', ',']).len() <= 4 || word.contains("day"))
}

/// Whether the words just before a date tell that it is the last change's: `Updated 10:32 a.m., March 6`.
pub(crate) fn is_of_change(before: &str) -> bool {
    static CHANGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?i)(updated?|modified|edited|revised|changed|actualizado|actualizada|mis à jour|modifié|aktualisiert|geändert|änderung|stand|aggiornato|aggiornamento|bijgewerkt|oppdatert|uppdaterad|atualizado|güncellenme|güncelleme)\W*(on|at|le|am|vom|il|em|el|den|:)?\W*$",
        )
        .ok()
    });
    let lead = before.trim_end_matches(|c: char| c.is_ascii_digit() || " :.,apmAPMETSDCG()".contains(c));
    let mut words: Vec<&str> = lead.split_whitespace().rev().take(4).filter(|word| !is_weekday(word)).collect();
    words.reverse();
    CHANGE.as_ref().is_some_and(|pattern| pattern.is_match(&words.join(" ")))
}

/// Whether the words just before a date tell that it is the publication's: `First published on`, `Erschienen am:`.
pub(crate) fn is_of_publication(before: &str) -> bool {
    static PUBLISHED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\b(published|posted|publication date|date of publication|erschienen|veröffentlicht|publié|publicado|publicada|pubblicato|gepubliceerd|publicerad|publisert|udgivet|opublikowano|julkaistu|yayınlanma)\W*(online|on|at|le|am|vom|il|em|el|den|op|:)?\W*$",
        )
        .ok()
    });
    PUBLISHED.as_ref().is_some_and(|pattern| pattern.is_match(before))
}

/// Whether the words just before a date tell since when something holds: `valid from`, `joined`.
pub(crate) fn is_of_validity(before: &str) -> bool {
    const LEADS: [&str; 8] =
        ["valid from", "valid since", "joined", "member since", "gültig seit", "gültig ab", "registriert", "registered"];
    let before = before.trim_end_matches([':', ' ', '\u{A0}', '-']).to_lowercase();
    LEADS.iter().any(|lead| before.ends_with(lead))
}
