//! What a page tells about itself, collected while it is read and settled at the end.

use std::sync::LazyLock;

use headwater_core::{Article, ArticleDate, DateBasis, Moment, Outlet};
use regex::Regex;

use crate::dateline::Dateline;
use crate::dates::{Order, find_all};
use crate::words::{DISTRIBUTORS, agency};

/// Title, authors, outlet and dates as they were found.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Facts {
    pub title: Option<String>,
    pub authors: Vec<String>,
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
}

impl Facts {
    pub(crate) fn add_author(&mut self, name: String) {
        if !self.authors.iter().any(|known| known.to_lowercase() == name.to_lowercase()) {
            self.authors.push(name);
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
            Regex::new(r"(?i)(?:©|\(c\)|copyright)[\s©]*(?:\(c\))?\s*(?:\d{4}(?:[-–]\d{4})?)?\s*(?:by )?([^.,;|]{2,50})").ok()
        });
        if let Some(found) = DISTRIBUTED.as_ref().and_then(|pattern| pattern.captures(line)).and_then(|found| found.get(1)) {
            self.distributor.get_or_insert_with(|| found.as_str().trim().to_owned());
        } else if let Some(known) = DISTRIBUTORS.iter().find(|known| line.contains(**known)) {
            self.distributor.get_or_insert_with(|| (*known).to_owned());
        }
        let owner =
            OWNER.as_ref().and_then(|pattern| pattern.captures(line)).and_then(|found| Some(found.get(1)?.as_str().trim().to_owned()));
        let Some(owner) = owner.filter(|owner| !owner.is_empty()) else { return };
        // Whoever owns a text that another distributes wrote it.
        let wire = agency(&owner).or_else(|| line.to_lowercase().contains("distributed by").then_some(owner.as_str()));
        match wire {
            Some(wire) if self.outlet.as_deref() != Some(&owner) => {
                let wire = wire.to_owned();
                self.agency.get_or_insert(wire);
            }
            _ => self.owners.push(owner),
        }
    }

    /// Settles what was found into the article. Earlier bases win: metadata, page, dateline, address.
    pub(crate) fn settle(self, article: &mut Article) {
        let date = |mut found: Vec<(Moment, DateBasis)>| {
            found.sort_by_key(|(_, basis)| *basis);
            found.first().map(|(value, basis)| ArticleDate { value: Some(*value), basis: *basis, not_before: None, not_after: None })
        };
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
