//! Variants of a name joined to one bearer.
//!
//! Names of the same words are one *type*; types are joined where one is a known variant of the other: without accents and hyphens (`Min-ho`/`Min Ho`),
//! without middle names, with a short form (`Bill`/`William`), in the other order (`Vale Min-ho`/`Min-ho Vale`), an acronym and what it stands for,
//! the head or tail of a body's longer name. A family name alone goes, mention by mention, to the bearer that a reader would think of.

use headwater_core::ActorKind;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Page,
    find::Named,
    gazetteer::{self, Listed},
    kin::is_kin,
    roles::Role,
    vocabulary::{Facts, nickname_family},
};
use crate::{Entity, Gender, lexicon::fold};

/// Somebody or something with all its mentions by name.
#[derive(Clone, Debug)]
pub(crate) struct Bearer {
    pub kind: ActorKind,
    pub name: String,
    pub aliases: Vec<String>,
    pub role: Option<String>,
    /// Nouns that describe it (`minister`).
    pub nouns: Vec<String>,
    pub gender: Option<Gender>,
    pub listed: Option<Listed>,
    /// Positions in the list of names.
    pub mentions: Vec<usize>,
    /// For descriptions: the head noun and whether it is a plural.
    pub described: Option<(&'static str, bool)>,
}

impl Bearer {
    pub(crate) fn entity(&self) -> Entity {
        Entity { name: self.name.clone(), kind: self.kind, aliases: self.aliases.clone(), role: self.role.clone(), gender: self.gender }
    }

    fn add_alias(&mut self, alias: &str) {
        if alias != self.name && !self.aliases.iter().any(|known| known == alias) {
            self.aliases.push(alias.to_owned());
        }
    }

    /// Another wording for it, as a description tells.
    pub(crate) fn also(&mut self, alias: &str) {
        if self.aliases.len() < 24 {
            self.add_alias(alias);
        }
    }
}

/// Names of the same words.
struct Type {
    /// Folded words, hyphens opened, particles left out.
    words: Vec<String>,
    /// Folded words as they stand.
    whole: Vec<String>,
    kind: ActorKind,
    sure: u8,
    royal: bool,
    listed: Option<Listed>,
    owner: Option<u16>,
    /// Of its first word, and of its first and last together.
    first: Facts,
    ends: Facts,
    common: bool,
    mentions: Vec<usize>,
}

impl Type {
    /// Whether its family name may stand first.
    fn is_eastern(&self) -> bool {
        self.ends.any(Facts::EASTERN)
    }

    /// Whether it is a family name and more; a particle is not more (`bin Vale`).
    fn is_whole(&self) -> bool {
        self.whole.iter().filter(|word| !is_particle(word) && !is_preposition(word)).count() > 1
            || self.words.len() > 1 && self.whole.len() == 1
    }

    fn is_acronym(&self) -> bool {
        self.whole.len() == 1 && self.first.any(Facts::ALL_CAPITALS)
    }
}

/// Joins the names of a report.
pub(crate) fn join(page: &Page, named: &[Named], roles: &[Role]) -> Vec<Bearer> {
    let (types, of_name) = types(page, named);
    let mut sets = Sets::new(types.len());
    join_persons(&types, &mut sets);
    join_bodies(page, named, &types, &of_name, &mut sets);
    let mut home: Vec<usize> = of_name.iter().map(|number| sets.find(*number)).collect();
    place_short_names(page, named, roles, &types, &mut sets, &of_name, &mut home);
    bearers(page, named, roles, &types, &home)
}

/// Groups names by their words and what the lists know.
fn types(page: &Page, named: &[Named]) -> (Vec<Type>, Vec<usize>) {
    let mut index: FxHashMap<String, usize> = FxHashMap::default();
    let mut types: Vec<Type> = Vec::new();
    let mut of_name = Vec::with_capacity(named.len());
    for (number, name) in named.iter().enumerate() {
        let whole: Vec<String> = name.tokens.clone().map(|at| fold(page.word(at))).collect();
        let common = name.tokens.clone().all(|at| page.facts[at].any(Facts::COMMON.with(Facts::BODY).with(Facts::FUNCTION)));
        let owner = if common { name.owner } else { None };
        let listed = name.listed.map(|listed| meaning(page, name, listed));
        let key = match listed {
            Some(listed) => format!("{listed:?}"),
            None => format!(
                "{}{}|{}",
                u8::from(name.royal && whole.len() == 1),
                owner.map_or(0, |owner| owner + 1),
                whole.join(" ").replace('-', " ")
            ),
        };
        let number_of = *index.entry(key).or_insert_with(|| {
            let words = whole.iter().flat_map(|word| word.split('-')).filter(|word| !is_particle(word)).map(str::to_owned).collect();
            let facts = page.facts[name.tokens.start];
            let ends = facts.with(page.facts[name.tokens.end - 1]);
            types.push(Type {
                words,
                whole,
                kind: name.kind,
                sure: name.sure,
                royal: name.royal && name.tokens.len() == 1,
                listed,
                owner,
                first: facts,
                ends,
                common,
                mentions: Vec::new(),
            });
            types.len() - 1
        });
        let this = &mut types[number_of];
        this.mentions.push(number);
        if name.sure > this.sure {
            this.kind = name.kind;
            this.sure = name.sure;
        }
        of_name.push(number_of);
    }
    (types, of_name)
}

/// What a listed name means here: a capital that acts stands for its country, and so does a people.
fn meaning(page: &Page, name: &Named, listed: Listed) -> Listed {
    match listed {
        Listed::Capital(country) if acts(page, name) => Listed::Country(country),
        Listed::People(country, _) => Listed::Country(country),
        other => other,
    }
}

/// Words before a city that is only a place.
const LOCAL: &[&str] = &[
    "in", "at", "near", "from", "to", "into", "outside", "around", "across", "through", "toward", "towards", "of", "via", "over", "for",
    "leave", "left", "visit", "visited", "visiting", "reached", "downtown", "central", "In", "At", "Near", "From",
];

/// Whether a capital city is told of as somebody who acts: subject of a verb, owner, party to talks.
fn acts(page: &Page, name: &Named) -> bool {
    let sentence = page.sentence_of(name.tokens.start);
    let range = &page.sentences[sentence].tokens;
    let before = name.tokens.start.checked_sub(1).filter(|at| *at >= range.start).map_or("", |at| page.word(at));
    if LOCAL.contains(&before) {
        return false;
    }
    let end = name.tokens.end;
    let after = if end < range.end { page.word(end) } else { "" };
    let facts = if end < range.end { page.facts[end] } else { Facts::default() };
    if facts.any(Facts::CLITIC) || matches!(before, "with" | "between" | "by" | "against" | "urged" | "pressed" | "accused" | "told") {
        return true;
    }
    if matches!(after, "and" | "," | "&") {
        // Parties named together: “Orrin and Vale agreed”, but “Orrin, Northland” is a place.
        return after == "and" && matches!(before, "" | "Both" | "both" | "that");
    }
    facts.any(Facts::VERB) && !facts.any(Facts::CAPITAL)
        || after.ends_with("ed") && after.len() > 3
        || page.shouts(sentence) && facts.any(Facts::VERB)
}

fn is_particle(word: &str) -> bool {
    matches!(word, "al" | "el" | "the" | "jr" | "jr." | "sr" | "sr." | "ii" | "iii" | "iv")
}

/// Small words that belong to the family name behind them.
fn is_preposition(word: &str) -> bool {
    matches!(word, "bin" | "ibn" | "bint" | "ben" | "de" | "van" | "von" | "der" | "den" | "la" | "di" | "da" | "dos" | "ter")
}

/// Disjoint sets of types; the lower number stands for its set.
struct Sets(Vec<usize>);

impl Sets {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn find(&mut self, mut number: usize) -> usize {
        while self.0[number] != number {
            self.0[number] = self.0[self.0[number]];
            number = self.0[number];
        }
        number
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b)] = a.min(b);
    }
}

/// Joins whole names of persons.
fn join_persons(types: &[Type], sets: &mut Sets) {
    let whole = |number: &usize| {
        types[*number].kind == ActorKind::Person
            && types[*number].words.len() > 1
            && types[*number].is_whole()
            && types[*number].listed.is_none()
    };
    let persons: Vec<usize> = (0..types.len()).filter(whole).collect();
    let mut exact: FxHashMap<String, usize> = FxHashMap::default();
    for &number in &persons {
        for key in exact_keys(&types[number]) {
            let first = *exact.entry(key).or_insert(number);
            sets.join(first, number);
        }
    }
    // Tayyip Vale for Recep Tayyip Vale, Ann bint Moss for Ann bint Moss Al Orr: the beginning or end of exactly one longer name.
    let mut parts: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for &number in &persons {
        let words = &types[number].words;
        for skip in 1..words.len().saturating_sub(1).min(4) {
            parts.entry(words[skip..].concat()).or_default().push(number);
            if words.len() - skip > 2 {
                parts.entry(words[..words.len() - skip].concat()).or_default().push(number);
            }
        }
    }
    for &number in &persons {
        if let Some(longer) = parts.get(&types[number].words.concat()) {
            let mut roots: Vec<usize> = longer.iter().map(|longer| sets.find(*longer)).collect();
            roots.dedup();
            if let [only] = roots[..] {
                sets.join(only, number);
            }
        }
    }
    join_spellings(types, &persons, sets);
    // AMV for Ann Moss Vale: where exactly one person has the initials.
    let mut initials: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for &number in &persons {
        let letters = types[number].whole.iter().filter_map(|word| word.chars().next()).collect();
        initials.entry(letters).or_default().push(number);
    }
    for (number, this) in
        types.iter().enumerate().filter(|(_, this)| this.is_acronym() && this.listed.is_none() && this.whole[0].len() == 3)
    {
        let mut roots: Vec<usize> = initials.get(&this.whole[0]).into_iter().flatten().map(|person| sets.find(*person)).collect();
        roots.dedup();
        if let [only] = roots[..] {
            sets.join(only, number);
        }
    }
}

/// Keys under which the same person may stand.
fn exact_keys(this: &Type) -> Vec<String> {
    let words = &this.words;
    let (first, last) = (&words[0], &words[words.len() - 1]);
    let mut keys = vec![words.concat()];
    let hyphenated = this.whole.iter().any(|word| word.contains('-'));
    if this.is_eastern() && (hyphenated || this.whole.len() == 3) && this.whole.len() <= 3 {
        // Min-ho Vale for Vale Min-ho: the family name moved to the other end.
        keys.push(format!("{last}{}", words[..words.len() - 1].concat()));
    }
    if !this.is_eastern() || !hyphenated && words.len() == 2 {
        let given = first.trim_end_matches('.');
        if given.chars().count() > 1 {
            // Middle names and initials come and go.
            keys.push(format!("{given} {last}"));
            if let Some(family) = nickname_family(given) {
                keys.push(format!("#{family} {last}"));
            }
        }
    }
    keys
}

/// Joins spellings of one name that differ by a letter a word (`Mohammed`/`Mohamed`, `Zelensky`/`Zelenskyy`) and sound alike by their consonants.
fn join_spellings(types: &[Type], persons: &[usize], sets: &mut Sets) {
    let mut alike: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for &number in persons {
        let skeleton: Vec<String> = types[number].words.iter().map(|word| consonants(word)).collect();
        if skeleton.iter().map(String::len).sum::<usize>() >= 5 {
            alike.entry(skeleton.join(" ")).or_default().push(number);
        }
    }
    for &number in persons {
        let skeleton: Vec<String> = types[number].words.iter().map(|word| consonants(word)).collect();
        let Some(others) = alike.get(&skeleton.join(" ")) else { continue };
        // Few types share a skeleton; the limit keeps hostile input linear.
        for &other in others.iter().take(8).filter(|other| **other < number) {
            let close = types[number].words.iter().zip(&types[other].words).all(|(a, b)| is_spelling(a, b));
            if close {
                sets.join(other, number);
            }
        }
    }
}

/// The consonants of a word, doubled ones once, letters that transliterations exchange as one.
fn consonants(word: &str) -> String {
    let mut skeleton = String::new();
    for (i, c) in word.chars().enumerate() {
        let c = match c {
            'q' | 'c' => 'k',
            'w' => 'v',
            'z' => 's',
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | '\'' | 'h' if i > 0 => continue,
            c => c,
        };
        if !skeleton.ends_with(c) {
            skeleton.push(c);
        }
    }
    skeleton
}

/// Whether two words are spellings of one name: at most one letter apart, two in long words, and the same at the end but for a doubled letter.
fn is_spelling(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let shorter = a.chars().count().min(b.chars().count());
    // A final vowel tells men from women in many languages.
    let sex = |word: &str| word.ends_with('a');
    shorter >= 4 && sex(a) == sex(b) && distance(a, b) <= if shorter >= 7 { 2 } else { 1 }
}

/// Edit distance of two words; words of more than 24 letters are only equal or far.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len() > 24 || b.len() > 24 {
        return usize::from(a != b) * 9;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { diagonal } else { 1 + diagonal.min(above).min(row[j]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

/// Joins bodies: acronyms with what they stand for, short forms with their longer ones.
fn join_bodies(page: &Page, named: &[Named], types: &[Type], of_name: &[usize], sets: &mut Sets) {
    // Harbour Safety Board (HSB), HSB (Harbour Safety Board), and “Harbour Safety Board, or HSB,”.
    for (i, pair) in named.windows(2).enumerate() {
        let (a, b) = (&pair[0], &pair[1]);
        let opened = page.word(a.tokens.end) == "(" && a.tokens.end + 1 == b.tokens.start && page.word(b.tokens.end) == ")";
        let or = page.word(a.tokens.end) == "," && page.word(a.tokens.end + 1) == "or" && a.tokens.end + 2 == b.tokens.start;
        let (x, y) = (&types[of_name[i]], &types[of_name[i + 1]]);
        let acronym = x.is_acronym() != y.is_acronym() && [x, y].iter().all(|t| t.kind != ActorKind::Person || t.sure < 2);
        let place = |t: &Type| t.kind == ActorKind::Place;
        if (opened || or)
            && acronym
            && place(x) == place(y)
            && stands_for(if x.is_acronym() { x } else { y }, if x.is_acronym() { y } else { x })
        {
            sets.join(of_name[i], of_name[i + 1]);
        }
    }
    let body = |number: &usize| types[*number].kind == ActorKind::Organization;
    let bodies: Vec<usize> = (0..types.len()).filter(body).collect();
    let mut initials: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let mut heads: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let mut tails: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for &number in bodies.iter().filter(|number| types[**number].whole.len() > 1) {
        let whole = &types[number].whole;
        if types[number].listed.is_none() {
            let letters: String = whole.iter().filter(|word| !is_small(word)).filter_map(|word| word.chars().next()).collect();
            initials.entry(letters).or_default().push(number);
        }
        for cut in 1..whole.len().min(8) {
            heads.entry(whole[..cut].join(" ")).or_default().push(number);
            tails.entry(whole[cut..].join(" ")).or_default().push(number);
        }
        if let Some(turned) = turned(whole) {
            tails.entry(turned).or_default().push(number);
        }
    }
    let only = |list: Option<&Vec<usize>>, sets: &mut Sets| -> Option<usize> {
        let mut roots: Vec<usize> = list?.iter().map(|number| sets.find(*number)).collect();
        roots.sort_unstable();
        roots.dedup();
        if let [only] = roots[..] { Some(only) } else { None }
    };
    for (number, this) in types.iter().enumerate() {
        let name = this.whole.join(" ");
        let long = if this.is_acronym() && this.listed.is_none() {
            let letters = name.replace('.', "");
            if letters.len() > 2 { only(initials.get(&letters), sets) } else { None }
        } else if this.listed.is_some() || this.kind == ActorKind::Person && this.sure > 1 {
            None
        } else if this.whole.len() == 1 {
            // Harbour for Harbour News Agency: not for everyday words, nor where the word is a person or place for sure.
            if this.common || this.sure > 2 { None } else { only(heads.get(&name), sets) }
        } else if this.kind == ActorKind::Organization {
            only(tails.get(&name), sets)
                .or_else(|| only(heads.get(&name), sets))
                .filter(|longer| this.owner.is_none() || types[*longer].owner.is_none_or(|owner| Some(owner) == this.owner))
        } else {
            None
        };
        if let Some(long) = long {
            sets.join(long, number);
        }
    }
}

/// Ministry of Foreign Affairs → foreign ministry, Department of Trade → trade department.
fn turned(whole: &[String]) -> Option<String> {
    let of = whole.iter().position(|word| word == "of" || word == "for")?;
    if of != 1 || !matches!(whole[0].as_str(), "ministry" | "department") {
        return None;
    }
    let field: Vec<&str> = whole[of + 1..].iter().map(String::as_str).filter(|word| !matches!(*word, "the" | "affairs")).collect();
    Some(format!("{} {}", field.join(" "), whole[0]))
}

/// Whether the letters of an acronym stand, in order, at the beginnings of the words.
fn stands_for(acronym: &Type, name: &Type) -> bool {
    let Some(short) = acronym.whole.first() else { return false };
    let mut letters = short.chars().filter(|c| c.is_alphanumeric()).peekable();
    let mut matched = 0;
    for word in &name.whole {
        for part in word.split('-') {
            if part.chars().next() == letters.peek().copied() {
                letters.next();
                matched += 1;
            }
        }
    }
    // KCNA for Korean Central News Agency; DPA for Deutsche Presse-Agentur; at least two letters, at most one of foreign origin.
    matched >= 2 && letters.count() <= 1 || acronym.listed.is_some() && acronym.listed == name.listed
}

fn is_small(word: &str) -> bool {
    matches!(word, "of" | "the" | "and" | "for" | "on" | "in" | "&" | "de" | "to" | "a")
}

/// Gives each short name of a person to a bearer of a whole name.
fn place_short_names(page: &Page, named: &[Named], roles: &[Role], types: &[Type], sets: &mut Sets, of_name: &[usize], home: &mut [usize]) {
    let mut last: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    let mut given: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (number, this) in types.iter().enumerate() {
        if this.kind != ActorKind::Person || !this.is_whole() || this.whole.len() < 2 || this.listed.is_some() {
            continue;
        }
        let Some((first, end)) = this.whole.first().zip(this.whole.iter().rev().find(|word| !is_particle(word))) else { continue };
        // In the eastern order the family name stands first.
        let turned = this.first.any(Facts::EASTERN) && this.words.len() > 2 && end != first;
        if turned {
            last.entry(first).or_default().push(number);
        } else {
            last.entry(end).or_default().push(number);
            if let Some((_, bare)) = end.split_once('-').filter(|(head, _)| is_particle(head)) {
                last.entry(bare).or_default().push(number);
            }
        }
        // Only a given name: Ann, or Prince Ann. Not of the Vale Presidency.
        let is_thing = |mention: &usize| {
            let tokens = &named[*mention].tokens;
            page.facts[tokens.end - 1].any(Facts::COMMON)
                && tokens.start.checked_sub(1).is_some_and(|at| matches!(page.word(at), "the" | "a" | "this"))
        };
        if !this.first.any(Facts::GIVEN) && this.mentions.iter().take(50).all(is_thing) {
            continue;
        }
        given.entry(if turned { this.whole.last().unwrap_or(first) } else { first }).or_default().push(number);
    }
    // Per set: how often it was named in full so far, and the sentence where last; how often in any way.
    let mut full: FxHashMap<usize, (usize, usize)> = FxHashMap::default();
    let mut told: FxHashMap<usize, usize> = FxHashMap::default();
    let namesakes = namesakes(page, named, roles, types, sets, of_name);
    let kings = types.iter().enumerate().filter(|(_, this)| this.royal);
    let royal: FxHashMap<&str, usize> = kings.rev().filter_map(|(number, this)| Some((this.whole.first()?.as_str(), number))).collect();
    for (number, name) in named.iter().enumerate() {
        let this = &types[of_name[number]];
        let sentence = page.sentence_of(name.tokens.start);
        let word = fold(page.word(name.tokens.start));
        let told_as_place = || {
            this.mentions
                .iter()
                .take(50)
                .any(|other| named[*other].tokens.start.checked_sub(1).is_some_and(|at| LOCAL.contains(&page.word(at))))
        };
        let short = short_form(this, name).or_else(|| {
            if this.listed.is_some() && last.contains_key(word.as_str()) {
                city_name(page, this, name, &word, told_as_place())
            } else {
                None
            }
        });
        let Some(short) = short else {
            if this.kind == ActorKind::Person {
                let entry = full.entry(home[number]).or_default();
                *entry = (entry.0 + 1, sentence);
                *told.entry(home[number]).or_default() += 1;
            }
            continue;
        };
        let king = if name.royal || name.title.is_some() || this.whole.len() > 1 { None } else { royal.get(short) };
        if let Some(king) = king {
            home[number] = sets.find(*king);
            continue;
        }
        let city = this.listed.is_some();
        let bearers = if city {
            last.get(short)
        } else if name.royal {
            given.get(short)
        } else {
            last.get(short).or_else(|| given.get(short).filter(|_| this.first.any(Facts::GIVEN) || !this.common))
        };
        let Some(bearers) = bearers else { continue };
        let mut roots: Vec<usize> = bearers.iter().map(|bearer| sets.find(*bearer)).collect();
        roots.sort_unstable();
        roots.dedup();
        // `Ann Vale, adviser to Vale`: nobody's office is told by his own name.
        let own = |at: &usize| roles[*at].tokens.as_ref().is_some_and(|role| role.contains(&name.tokens.start));
        if let Some(holder) = (number.saturating_sub(3)..named.len().min(number + 4)).find(own) {
            let holder = sets.find(of_name[holder]);
            roots.retain(|root| *root != holder);
        }
        if let Some(gender) = name.gender {
            let of = |root: &usize| {
                types[*root].mentions.iter().find_map(|mention| named[*mention].gender.or_else(|| given_gender(page, &named[*mention])))
            };
            let fitting: Vec<usize> = roots.iter().copied().filter(|root| of(root).is_none_or(|other| other == gender)).collect();
            if fitting.is_empty() {
                continue;
            }
            roots = fitting;
        }
        // `Vale’s daughter, Ann Vale`: the one who goes by the family name alone is not she.
        roots.retain(|root| name.gender.is_some() || !namesakes.contains(root));
        // Just introduced in this sentence or the last, unless the page is about another of the name; else the one named in full most often; else the
        // first to come.
        let count = |root: &usize| told.get(root).copied().unwrap_or_default();
        let foremost = roots.iter().map(count).max().unwrap_or_default();
        let fresh = roots
            .iter()
            .filter(|root| full.get(root).is_some_and(|(_, seen)| sentence <= seen + 1))
            .filter(|root| name.gender.is_some() || count(root) * FOREMOST > foremost)
            .max_by_key(|root| full.get(root).map(|(_, seen)| *seen));
        let most = roots
            .iter()
            .filter(|root| full.contains_key(root))
            .max_by_key(|root| (full.get(root).map(|(count, _)| *count), std::cmp::Reverse(**root)));
        let first = roots.iter().min_by_key(|root| types[**root].mentions.first());
        if let Some(chosen) = fresh.or(most).or(first) {
            home[number] = *chosen;
            *told.entry(*chosen).or_default() += 1;
        }
    }
}

/// How much more often than a person just introduced another of the family name must be told of for the name alone to stay his.
const FOREMOST: usize = 8;

/// Persons whose family name somebody else on the page goes by: it was used alone before they were named in full, and where they first are, it stands
/// before them in the same sentence (`Vale said that Ann Vale had asked`), or a relative's noun does (`his wife, Ann Vale`).
fn namesakes(page: &Page, named: &[Named], roles: &[Role], types: &[Type], sets: &mut Sets, of_name: &[usize]) -> FxHashSet<usize> {
    // The names that stand alone so far, and the persons met.
    let mut alone: FxHashMap<&str, usize> = FxHashMap::default();
    let mut met: FxHashSet<usize> = FxHashSet::default();
    let mut namesakes = FxHashSet::default();
    for (number, name) in named.iter().enumerate() {
        let (this, at) = (&types[of_name[number]], name.tokens.start);
        let sentence = page.sentence_of(at);
        if page.shouts(sentence) || page.is_quoted(at) {
            continue;
        }
        if let Some(short) = short_form(this, name) {
            // `Vale supporters`: a name that only modifies.
            let next = page.facts.get(name.tokens.end).copied().unwrap_or_default();
            if !name.royal && (!next.any(Facts::COMMON) || next.any(Facts::FUNCTION.with(Facts::VERB).with(Facts::CLITIC))) {
                alone.insert(short, sentence);
            }
            continue;
        }
        let root = sets.find(of_name[number]);
        if this.kind != ActorKind::Person || this.listed.is_some() || !met.insert(root) {
            continue;
        }
        let family = this.whole.iter().rev().find(|word| !is_particle(word));
        let Some(last) = family.and_then(|family| alone.get(family.as_str())) else { continue };
        // `first lady`
        let is_relative = |noun: &String| is_kin(noun) || noun == "lady";
        if *last == sentence || roles[number].nouns.iter().any(is_relative) {
            namesakes.insert(root);
        }
    }
    namesakes
}

/// The one word that a short name of a person consists of, particles aside.
fn short_form<'a>(this: &'a Type, name: &Named) -> Option<&'a str> {
    if this.listed.is_some() || this.royal && name.royal && this.whole.len() == 1 && name.title.is_some() && this.words.len() > 1 {
        return None;
    }
    let person = this.kind == ActorKind::Person || this.sure < 2;
    let mut words = this.whole.iter().filter(|word| !is_particle(word) && !is_preposition(word));
    let first = words.next()?;
    (person && words.next().is_none())
        .then_some(first.split_once('-').filter(|(head, _)| is_particle(head)).map_or(first.as_str(), |(_, bare)| bare))
}

/// The word of a listed city that may be somebody's family name here: not where it stands as a place.
fn city_name<'a>(page: &Page, this: &Type, name: &Named, word: &'a str, told_as_place: bool) -> Option<&'a str> {
    let before = name.tokens.start.checked_sub(1).map_or("", |at| page.word(at));
    let place = LOCAL.contains(&before)
        || page.word(name.tokens.end) == "," && page.facts.get(name.tokens.end + 1).is_some_and(|facts| facts.any(Facts::CAPITAL));
    // A country or capital only where the page never tells of it as a place.
    let fits = match this.listed {
        Some(Listed::Place(_)) => true,
        Some(Listed::Country(_) | Listed::Capital(_)) => name.tokens.len() == 1 && !told_as_place,
        _ => false,
    };
    (fits && name.tokens.len() == 1 && !place).then_some(word)
}

/// The pronoun that the given name of a whole name tells.
pub(crate) fn given_gender(page: &Page, name: &Named) -> Option<Gender> {
    if name.tokens.len() < 2 && !name.royal {
        return None;
    }
    let facts = page.facts[name.tokens.start];
    match (facts.any(Facts::GIVEN_MALE), facts.any(Facts::GIVEN_FEMALE)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

/// Builds the bearers from where each name found its home.
fn bearers(page: &Page, named: &[Named], roles: &[Role], types: &[Type], home: &[usize]) -> Vec<Bearer> {
    let mut order: FxHashMap<usize, usize> = FxHashMap::default();
    let mut bearers: Vec<Bearer> = Vec::new();
    for (number, root) in home.iter().enumerate() {
        let place = *order.entry(*root).or_insert_with(|| {
            bearers.push(Bearer {
                kind: types[*root].kind,
                name: String::new(),
                aliases: Vec::new(),
                role: None,
                nouns: Vec::new(),
                gender: None,
                listed: None,
                mentions: Vec::new(),
                described: None,
            });
            bearers.len() - 1
        });
        bearers[place].mentions.push(number);
    }
    for bearer in &mut bearers {
        settle(page, named, roles, bearer);
    }
    let pronouns = pronouns(page, named, &bearers);
    for (bearer, told) in bearers.iter_mut().zip(pronouns) {
        if bearer.kind == ActorKind::Person {
            // The page's own pronouns count more than what its given name mostly tells.
            let given = || bearer.mentions.iter().find_map(|at| given_gender(page, &named[*at]));
            let (once, often) = told;
            bearer.gender = bearer.gender.or(often).or_else(given).or(once);
        }
    }
    bearers
}

/// Kind, name, aliases, role and pronoun from the mentions.
fn settle(page: &Page, named: &[Named], roles: &[Role], bearer: &mut Bearer) {
    let best = bearer.mentions.iter().max_by_key(|at| (named[**at].sure, named[**at].tokens.len(), std::cmp::Reverse(**at)));
    if let Some(best) = best {
        bearer.kind = named[*best].kind;
        bearer.listed = named[*best].listed.map(|listed| meaning(page, &named[*best], listed));
    }
    let mut forms: Vec<(&str, usize)> = Vec::new();
    for at in &bearer.mentions {
        let form = page.words(&named[*at].tokens);
        if let Some((_, count)) = forms.iter_mut().find(|(known, _)| *known == form) {
            *count += 1;
        } else if forms.len() < 24 {
            forms.push((form, 1));
        }
    }
    let rank = |form: &str| match (bearer.listed, gazetteer::listed(form)) {
        (Some(Listed::Country(number)), Some(Listed::Country(_))) => {
            if gazetteer::country(number) == form {
                3
            } else {
                2
            }
        }
        (Some(Listed::Country(_)), Some(Listed::Capital(_))) => 1,
        (Some(Listed::Country(_)), _) => 0,
        _ => 1,
    };
    // “Derelict Vale”: a common word before a name that stands without it elsewhere.
    let cut = |form: &str| {
        form.split_once(' ')
            .is_some_and(|(first, rest)| super::vocabulary::is_plain_word(first) && forms.iter().any(|(known, _)| *known == rest))
    };
    let shouted = |form: &str| form.len() > 5 && !form.chars().any(char::is_lowercase);
    // Of a person's whole names the usual one: the longest may be a headline's words.
    let is_whole = |form: &str| {
        // `van Vale` is a family name.
        let mut words = form.split([' ', '\n']).filter(|word| !is_preposition(&fold(word)) && !is_particle(&fold(word)));
        words.nth(1).is_some()
    };
    let usual = |form: &str, count: usize| if bearer.kind == ActorKind::Person && is_whole(form) { count } else { 0 };
    let fullest = forms.iter().enumerate().max_by_key(|(i, (form, count))| {
        let length = form.split([' ', '-', '\n']).count();
        (rank(form), !shouted(form), !cut(form), length > 1, usual(form, *count), length, *count, std::cmp::Reverse(*i))
    });
    bearer.name = fullest.map(|(_, (form, _))| flat(form)).unwrap_or_default();
    for (form, _) in &forms {
        let form = flat(form);
        bearer.add_alias(&form);
    }
    let mut told = None;
    let crowned = bearer.mentions.iter().any(|at| named[*at].royal);
    for at in &bearer.mentions {
        let role = &roles[*at];
        if let Some(tokens) = &role.tokens {
            let words = flat(page.words(tokens));
            // The first that says more than a bare noun; a crown says enough.
            if bearer.role.as_ref().is_none_or(|old| !old.contains(' ') && words.contains(' ') && !crowned) {
                bearer.role = Some(words);
            }
        }
        for noun in &role.nouns {
            if !bearer.nouns.contains(noun) {
                bearer.nouns.push(noun.clone());
            }
        }
        told = told.or(named[*at].gender).or(role.gender);
    }
    if bearer.kind == ActorKind::Person {
        bearer.gender = told;
    }
}

/// The words on one line.
pub(crate) fn flat(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The pronoun that the page itself uses for each bearer: where a sentence names one person alone, the pronouns behind the name and those that the next sentence begins with.
/// Once, or at least twice.
fn pronouns(page: &Page, named: &[Named], bearers: &[Bearer]) -> Vec<(Option<Gender>, Option<Gender>)> {
    let mut by_sentence: FxHashMap<usize, Vec<(usize, usize)>> = FxHashMap::default();
    for (number, bearer) in bearers.iter().enumerate().filter(|(_, bearer)| bearer.kind == ActorKind::Person) {
        for at in &bearer.mentions {
            by_sentence.entry(page.sentence_of(named[*at].tokens.start)).or_default().push((number, named[*at].tokens.end));
        }
    }
    let mut votes = vec![(0_usize, 0_usize); bearers.len()];
    for number in 0..page.sentences.len() {
        let Some(here) = by_sentence.get(&number) else { continue };
        let (bearer, end) = here[0];
        if here.iter().any(|(other, _)| *other != bearer) {
            continue;
        }
        let rest = end..page.sentences[number].tokens.end;
        let next = page
            .sentences
            .get(number + 1)
            .filter(|_| !by_sentence.contains_key(&(number + 1)))
            .map_or(0..0, |next| next.tokens.start..(next.tokens.start + 3).min(next.tokens.end));
        for at in rest.chain(next) {
            if page.is_quoted(at) {
                continue;
            }
            match page.word(at) {
                "he" | "He" | "him" | "his" | "His" | "himself" => votes[bearer].0 += 1,
                "she" | "She" | "her" | "Her" | "hers" | "herself" => votes[bearer].1 += 1,
                _ => {}
            }
        }
    }
    votes
        .into_iter()
        .map(|(he, she)| {
            let told = match (he, she) {
                (1.., 0) => Some(Gender::Male),
                (0, 1..) => Some(Gender::Female),
                _ => None,
            };
            (told, told.filter(|_| he + she > 1))
        })
        .collect()
}
