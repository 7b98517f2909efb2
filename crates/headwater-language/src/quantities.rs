//! Numbers with what they count.
//!
//! A quantity is a number in digits or words (`1.2 million`, `two dozen`, `half a million`, `two-thirds`), or two that bound one (`5 to 7`), with the
//! words before it that say how exact it is and the sign, unit or noun that it counts. Dates, years, times of day, ordinals, and numbers in names are none.

use std::sync::LazyLock;

use headwater_core::Span;
use rustc_hash::FxHashMap;

use crate::{
    Approximation, Quantity, Sentence, Token, TokenKind,
    lexicon::{is_capital, lines, lower},
    names::{is_common, is_function, is_verb},
    tokens::words_of,
};

/// The quantities of a report. `taken` are spans in which numbers are none: expressions of time and names, in order.
pub(crate) fn quantities(text: &str, tokens: &[Token], sentences: &[Sentence], taken: &[Span]) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut small: Vec<String> = Vec::new();
    for sentence in sentences {
        let tokens = &tokens[sentence.tokens.clone()];
        if !tokens.iter().any(|token| may_begin(text, token)) {
            continue;
        }
        small.truncate(tokens.len());
        small.resize(tokens.len(), String::new());
        for (token, small) in tokens.iter().zip(&mut small) {
            small.clear();
            small.push_str(&lower(token.span.of(text)));
        }
        let reading = Reading { text, tokens, small: &small, taken };
        let mut at = 0;
        while at < tokens.len() {
            let (end, quantity) = if may_begin(text, &tokens[at]) { reading.quantity(at) } else { (at + 1, None) };
            found.extend(quantity);
            at = end.max(at + 1);
        }
    }
    // A word before a number belongs to it only where no quantity before has it.
    found.dedup_by(|later, earlier| later.span.overlaps(earlier.span));
    found
}

fn may_begin(text: &str, token: &Token) -> bool {
    match token.kind {
        TokenKind::Number => true,
        TokenKind::Word => {
            let word = lower(token.span.of(text));
            let fraction =
                || word.split_once('-').is_some_and(|(above, below)| number_word(above).is_some() && denominator(below).is_some());
            word.starts_with(|c: char| c.is_ascii_digit()) || number_word(&word).is_some() || BEGINNINGS.contains(&&*word) || fraction()
        }
        _ => false,
    }
}

/// Words that are no numbers themselves but begin one.
const BEGINNINGS: &[&str] = &["half", "a", "an", "quarter", "dozens", "hundreds", "thousands", "millions", "billions", "tens", "scores"];

/// Unit by its words in small letters; whether it stands before the number.
static UNITS: LazyLock<FxHashMap<String, (&'static str, bool)>> = LazyLock::new(|| {
    let mut units = FxHashMap::default();
    for line in lines(include_str!("../data/units.txt")) {
        let mut names = line.split(';').map(str::trim);
        let Some(plain) = names.next() else { continue };
        for name in names {
            let (name, before) = name.strip_prefix('~').map_or((name, false), |name| (name, true));
            let key = words_of(name).join(" ");
            units.entry(if before { format!("~{key}") } else { key }).or_insert((plain, before));
        }
    }
    units
});

struct Reading<'a> {
    text: &'a str,
    tokens: &'a [Token],
    small: &'a [String],
    taken: &'a [Span],
}

/// A number read: where it ends, its bounds, and how exact its own words say it is.
struct Number {
    end: usize,
    low: f64,
    high: f64,
    vague: bool,
    /// A fraction of something (`two-thirds`), which needs no unit.
    fraction: bool,
}

impl Reading<'_> {
    fn word(&self, at: usize) -> &str {
        self.small.get(at).map_or("", String::as_str)
    }

    fn is_joined(&self, at: usize) -> bool {
        at > 0 && self.tokens.get(at).is_some_and(|token| token.span.start == self.tokens[at - 1].span.end)
    }

    fn is_taken(&self, at: usize) -> bool {
        let Some(span) = self.tokens.get(at).map(|token| token.span) else { return false };
        let after = self.taken.partition_point(|taken| taken.end <= span.start);
        self.taken.get(after).is_some_and(|taken| taken.overlaps(span))
    }

    /// The quantity whose number begins at `at`, and where to read on.
    fn quantity(&self, at: usize) -> (usize, Option<Quantity>) {
        if let Some(found) = self.compound(at) {
            return (at + 1, Some(found));
        }
        let Some(mut first) = self.bounds(at) else { return (at + 1, None) };
        let end = first.end;
        let minus = at > 0
            && (self.word(at - 1) == "minus"
                || matches!(self.word(at - 1), "-" | "−" | "–") && self.is_joined(at) && !self.is_joined(at - 1));
        if minus {
            (first.low, first.high) = (-first.high, -first.low);
        }
        if (at..end).any(|i| self.is_taken(i)) || self.is_other(at, end) {
            return (end, None);
        }
        let (begin, sign) = self.sign_before(at - usize::from(minus));
        let (unit_end, unit) = match sign {
            Some(sign) => (self.behind_sign(end, sign), Some(sign.to_owned())),
            None => self.unit(end).map_or_else(|| self.noun(end, &first), |(unit_end, unit)| (unit_end, Some(unit.to_owned()))),
        };
        let (begin, approximation) = self.approximation(begin, &first);
        // “one” and “a” alone are no counts, and a bare year is a year.
        let weak = unit.is_none()
            && !first.fraction
            && (end == at + 1 && matches!(self.word(at), "one" | "a" | "an") || self.looks_like_year(at, end));
        if weak || !first.low.is_finite() || !first.high.is_finite() {
            return (end, None);
        }
        let span = self.tokens[begin].span.to(self.tokens[unit_end - 1].span);
        let mut quantity = Quantity { span, low: first.low, high: first.high, unit, approximation };
        if first.fraction && quantity.unit.as_deref() == Some("percent") {
            quantity.unit = None;
        }
        (unit_end, Some(quantity))
    }

    /// `15-member`, `24-year-old`, `3-mile`: a number and what it counts in one word.
    fn compound(&self, at: usize) -> Option<Quantity> {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word)?;
        let (number, counted) = self.word(at).split_once('-')?;
        let value = digits(number)?;
        let noun = counted.split('-').next().filter(|noun| noun.len() > 2 && noun.chars().all(char::is_alphabetic))?;
        if self.is_taken(at) || matches!(noun, "day" | "and") && counted.contains('-') {
            return None;
        }
        // $5-billion
        let (begin, sign) = self.sign_before(at);
        let (value, unit) = match multiplier(noun) {
            Some(factor) => (value * factor, sign.map(str::to_owned).or_else(|| self.noun_name(at + 1))),
            None => (value, Some(UNITS.get(noun).map_or_else(|| crate::lexicon::plural(noun), |(unit, _)| (*unit).to_owned()))),
        };
        let number = Number { end: at + 1, low: value, high: value, vague: false, fraction: false };
        let (begin, approximation) = self.approximation(begin, &number);
        Some(Quantity { span: self.tokens[begin].span.to(token.span), low: value, high: value, unit, approximation })
    }

    fn noun_name(&self, at: usize) -> Option<String> {
        self.noun(at, &Number { end: at, low: 2.0, high: 2.0, vague: false, fraction: false }).1
    }

    /// One number, or two that bound one: `5 to 7`, `between 5 and 7`, `5-7`.
    fn bounds(&self, at: usize) -> Option<Number> {
        let first = self.number(at)?;
        let (begin, _) = self.sign_before(at);
        let between = begin > 0 && self.word(begin - 1) == "between";
        let from = begin > 0 && self.word(begin - 1) == "from";
        let to = first.end;
        let dash = matches!(self.word(to), "-" | "–" | "—") && (self.is_joined(to) || self.word(to) == "–");
        let joins = match self.word(to) {
            "to" => true,
            "or" => first.low < 100.0 && !first.fraction,
            "and" => between,
            _ => dash,
        };
        if !joins || first.vague {
            return Some(first);
        }
        let mut second_at = to + 1;
        if self.sign_before(second_at + 1).1.is_some() && self.number(second_at + 1).is_some() {
            second_at += 1;
        }
        let Some(second) = self.number(second_at) else { return Some(first) };
        // 5 to 7 million: the factor is meant for both.
        let factor = self.factor_of(second_at, &second);
        let low = if first.low < second.low && first.low * factor <= second.low && factor > 1.0 && self.factor_of(at, &first) <= 1.0 {
            first.low * factor
        } else {
            first.low
        };
        let plain = self.unit(second.end).is_some() || self.sign_before(at).1.is_some() || self.noun(second.end, &second).1.is_some();
        let told = if dash { plain } else { plain || between || from };
        if second.low <= low || !told || self.is_taken(second_at) {
            return Some(first);
        }
        Some(Number { end: second.end, low, high: second.high, vague: false, fraction: second.fraction && first.fraction })
    }

    /// The factor in a number's words (`million`), 1 where there is none.
    fn factor_of(&self, at: usize, number: &Number) -> f64 {
        (at..number.end).filter_map(|i| multiplier(self.word(i))).fold(1.0, |all, factor| all * factor)
    }

    /// A number in digits or words with its factors.
    fn number(&self, at: usize) -> Option<Number> {
        let token = self.tokens.get(at)?;
        let word = self.word(at);
        if let Some(vague) = self.vague(at) {
            return Some(vague);
        }
        if let Some(fraction) = self.fraction(at) {
            return Some(fraction);
        }
        if token.kind == TokenKind::Number {
            let mut value = digits(word)?;
            let mut end = at + 1;
            // 2 1/2, 1/2
            if self.word(end) == "/" && self.is_joined(end) && self.is_joined(end + 1) {
                let below = digits(self.word(end + 1)).filter(|below| *below > 1.0 && value < *below)?;
                value /= below;
                return Some(Number { end: end + 2, low: value, high: value, vague: false, fraction: true });
            }
            while let Some(factor) = self.factor(end, at) {
                value *= factor;
                end += 1;
            }
            return Some(Number { end, low: value, high: value, vague: false, fraction: false });
        }
        self.spelled(at)
    }

    /// A factor behind a number: `million`, `bn`; `m` and `k` only where joined to digits and no unit of length is meant.
    fn factor(&self, at: usize, number: usize) -> Option<f64> {
        let word = self.word(at);
        let factor = multiplier(word)?;
        let letter = word.len() == 1;
        let money = self.sign_before(number).1.is_some();
        let counted = self.tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Word) && self.word(at + 1).ends_with('s')
            || matches!(self.word(at + 1), "people" | "euros" | "dollars" | "men" | "women" | "children");
        (!letter || word == "k" && self.is_joined(at) || money || self.is_joined(at) && counted).then_some(factor)
    }

    /// `two hundred and fifty`, `twenty-five thousand`, `a hundred`, `half a million`, `two dozen`
    fn spelled(&self, at: usize) -> Option<Number> {
        let word = self.word(at);
        let mut end = at;
        let mut total = 0.0;
        let mut group = 0.0;
        let mut any = false;
        if matches!(word, "a" | "an") {
            multiplier(self.word(at + 1)).filter(|_| self.word(at + 1).len() > 2)?;
            group = 1.0;
            end += 1;
        }
        if word == "half" && matches!(self.word(at + 1), "a" | "an") {
            let factor = multiplier(self.word(at + 2)).filter(|_| self.word(at + 2).len() > 2)?;
            let value = factor / 2.0;
            return Some(Number { end: at + 3, low: value, high: value, vague: false, fraction: false });
        }
        loop {
            let word = self.word(end);
            if let Some(value) = number_word(word) {
                // “nineteen eighty” is a year, “two three” a list.
                if any && group > 0.0 && (group % 100.0 >= 10.0 && value >= 10.0 || group % 10.0 > 0.0) {
                    break;
                }
                group += value;
            } else if let Some(factor) = multiplier(word).filter(|_| word.len() > 2 && (any || end > at)) {
                if factor > 100.0 {
                    total += group.max(1.0) * factor;
                    group = 0.0;
                } else {
                    group = group.max(1.0) * factor;
                }
            } else if word == "and" && any && (group >= 100.0 || total > 0.0) && number_word(self.word(end + 1)).is_some() {
                end += 1;
                continue;
            } else if matches!(word, "point") && any {
                let mut decimals = String::new();
                let mut next = end + 1;
                while let Some(digit) = number_word(self.word(next)).filter(|digit| *digit < 10.0) {
                    decimals.extend(char::from_digit(digit as u32, 10));
                    next += 1;
                }
                group += format!("0.{decimals}").parse::<f64>().ok().filter(|_| !decimals.is_empty())?;
                end = next;
                continue;
            } else {
                break;
            }
            any = true;
            end += 1;
        }
        let mut value = total + group;
        // two and a half
        if any
            && self.word(end) == "and"
            && matches!(self.word(end + 1), "a" | "one")
            && let Some(below) = denominator(self.word(end + 2)).filter(|_| self.word(end + 3) != "of")
        {
            value += 1.0 / below;
            end += 3;
            while let Some(factor) = multiplier(self.word(end)).filter(|_| self.word(end).len() > 2) {
                value *= factor;
                end += 1;
            }
        }
        (any && end > at).then_some(Number { end, low: value, high: value, vague: false, fraction: false })
    }

    /// `two-thirds`, `half of`, `a quarter of`, `three quarters`
    fn fraction(&self, at: usize) -> Option<Number> {
        let word = self.word(at);
        let found = |value: f64, end| Some(Number { end, low: value, high: value, vague: false, fraction: true });
        if let Some((above, below)) = word.split_once('-')
            && let (Some(above), Some(below)) = (number_word(above), denominator(below))
        {
            return found(above / below, at + 1);
        }
        if word == "half" && matches!(self.word(at + 1), "of" | "the" | "its" | "their" | "all") {
            return found(0.5, at + 1);
        }
        let above = if matches!(word, "a" | "an") { Some(1.0) } else { number_word(word) };
        let plural = self.word(at + 1).ends_with('s') || self.word(at + 1) == "halves";
        let below = denominator(self.word(at + 1)).filter(|_| self.word(at + 2) == "of" || plural)?;
        // “a third of the members”, but “a second of silence”, “one fifth of May”.
        let above = above.filter(|above| *above < below)?;
        found(above / below, at + 2)
    }

    /// `dozens`, `hundreds of thousands`: a number whose size alone is told.
    fn vague(&self, at: usize) -> Option<Number> {
        let size = |word: &str| {
            Some(match word {
                "dozens" => 12.0,
                "scores" => 20.0,
                "tens" => 10.0,
                "hundreds" => 100.0,
                "thousands" => 1e3,
                "millions" => 1e6,
                "billions" => 1e9,
                _ => return None,
            })
        };
        let mut value: f64 = size(self.word(at))?;
        let mut end = at + 1;
        if self.word(end) == "of"
            && let Some(more) = size(self.word(end + 1)).filter(|more| *more >= 100.0)
        {
            value *= more;
            end += 2;
        }
        // “tens” counts nothing alone; “scores” may be results.
        let of = self.word(end) == "of";
        let plain = !matches!(self.word(at), "tens" | "scores") || end > at + 1 || of;
        let high = if self.word(at) == "dozens" { 99.0 } else { value * 9.99 };
        plain.then_some(Number { end, low: value * 2.0, high: high.floor(), vague: true, fraction: false })
    }

    /// Where the currency sign before a number begins, and the unit that it tells.
    fn sign_before(&self, at: usize) -> (usize, Option<&'static str>) {
        let Some(mark) = at.checked_sub(1).filter(|mark| *mark < self.small.len()) else { return (at, None) };
        let sign = |from: usize| {
            let words = self.small[from..at].concat();
            UNITS
                .get(format!("~{words}").as_str())
                .or_else(|| UNITS.get(format!("~{}", self.small[from..at].join(" ")).as_str()))
                .map(|(unit, _)| *unit)
        };
        if mark > 0
            && self.is_joined(mark)
            && let Some(unit) = sign(mark - 1)
        {
            return (mark - 1, Some(unit));
        }
        match sign(mark) {
            Some(unit) => (mark, Some(unit)),
            None => (at, None),
        }
    }

    /// `$5 million dollars`, `$3 billion Canadian`: what repeats the sign.
    fn behind_sign(&self, end: usize, sign: &str) -> usize {
        match self.unit(end) {
            Some((behind, unit)) if unit == sign => behind,
            _ => end,
        }
    }

    /// The unit behind a number, the longest of its names.
    fn unit(&self, at: usize) -> Option<(usize, &'static str)> {
        let mut name = String::new();
        let mut found = None;
        for (i, word) in self.small.iter().enumerate().skip(at).take(4) {
            if i > at {
                name.push(' ');
            }
            name.push_str(word);
            if let Some((unit, _)) = UNITS.get(name.as_str()) {
                found = Some((i + 1, *unit));
            }
        }
        // “pounds” behind a weight, “second” and “won” as words: a sign, or the plural, must show the unit.
        let other_word = matches!(self.word(at), "second" | "won" | "real" | "dong" | "rand" | "pc" | "sek" | "try" | "g");
        let shown = self.is_joined(at) || self.counts_won(at);
        found.filter(|(end, _)| end - at > 1 || !other_word || shown)
    }

    /// “3 trillion won”: a number with a factor before it.
    fn counts_won(&self, at: usize) -> bool {
        self.word(at) == "won" && at > 0 && multiplier(self.word(at - 1)).is_some()
    }

    /// The noun that is counted, within four words: a plural, or what English treats as one.
    fn noun(&self, end: usize, number: &Number) -> (usize, Option<String>) {
        let mut at = end;
        if (number.vague || number.fraction) && self.word(at) == "of" {
            at += 1;
            if matches!(self.word(at), "the" | "its" | "their" | "his" | "her" | "all") {
                at += 1;
            }
        }
        for i in at..(at + 5).min(self.tokens.len()) {
            let word = self.word(i);
            let token = self.tokens[i];
            if token.kind != TokenKind::Word || word.starts_with('\'') || word.starts_with('’') {
                break;
            }
            if i > at && self.is_joined(i) {
                break;
            }
            if is_function(word) && !matches!(word, "other" | "more" | "such") {
                break;
            }
            let capital = is_capital(token.span.of(self.text));
            if is_plural(word) && (!capital || i == at) && (!is_verb(word) || i == at) {
                // Of “police officers” and “cruise missiles” the last plural counts.
                let next = self.word(i + 1);
                let more = is_plural(next) && !is_verb(next) && !is_function(next) && self.tokens[i + 1].kind == TokenKind::Word;
                if !more {
                    return (i + 1, Some(word.to_owned()));
                }
            }
            if is_verb(word) && !word.ends_with("ed") && !capital && i > at {
                break;
            }
        }
        let one = number.low <= 1.0 && number.high <= 1.0;
        let noun = self.word(at);
        if one && !number.fraction && crate::names::is_person_noun(noun) {
            return (at + 1, Some(noun.to_owned()));
        }
        (end, None)
    }

    /// Where the words before a number that say how exact it is begin, and what they say.
    fn approximation(&self, at: usize, number: &Number) -> (usize, Approximation) {
        use Approximation::{About, AtLeast, AtMost, Exact};
        const PHRASES: &[(&[&str], Approximation)] = &[
            (&["no", "fewer", "than"], AtLeast),
            (&["no", "less", "than"], AtLeast),
            (&["not", "less", "than"], AtLeast),
            (&["in", "excess", "of"], AtLeast),
            (&["no", "more", "than"], AtMost),
            (&["not", "more", "than"], AtMost),
            (&["as", "many", "as"], AtMost),
            (&["as", "much", "as"], AtMost),
            (&["somewhere", "around"], About),
            (&["at", "least"], AtLeast),
            (&["more", "than"], AtLeast),
            (&["greater", "than"], AtLeast),
            (&["upwards", "of"], AtLeast),
            (&["just", "over"], AtLeast),
            (&["well", "over"], AtLeast),
            (&["a", "minimum", "of"], AtLeast),
            (&["up", "to"], AtMost),
            (&["fewer", "than"], AtMost),
            (&["less", "than"], AtMost),
            (&["at", "most"], AtMost),
            (&["close", "to"], AtMost),
            (&["just", "under"], AtMost),
            (&["a", "maximum", "of"], AtMost),
            (&["an", "estimated"], About),
            (&["an", "average", "of"], About),
            (&["over"], AtLeast),
            (&["above"], AtLeast),
            (&["exceeding"], AtLeast),
            (&["nearly"], AtMost),
            (&["almost"], AtMost),
            (&["under"], AtMost),
            (&["below"], AtMost),
            (&["about"], About),
            (&["around"], About),
            (&["some"], About),
            (&["roughly"], About),
            (&["approximately"], About),
            (&["circa"], About),
            (&["estimated"], About),
            (&["~"], About),
            (&["between"], Exact),
            (&["exactly"], Exact),
            (&["precisely"], Exact),
        ];
        let matched = PHRASES.iter().find(|(phrase, _)| {
            at >= phrase.len() && self.small[at - phrase.len()..at].iter().zip(*phrase).all(|(word, part)| word == part)
        });
        match matched {
            Some((phrase, approximation)) => (at - phrase.len(), if number.vague { About } else { *approximation }),
            None => (at, if number.vague { About } else { Exact }),
        }
    }

    /// Whether the number is no quantity: a time of day, a rank, an age in commas, a score, a code.
    fn is_other(&self, at: usize, end: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |i| self.word(i));
        let after = self.word(end);
        let word = self.word(at);
        let clock =
            word.contains(':') || matches!(after, "a.m." | "p.m." | "am" | "pm" | "gmt" | "o'clock" | "o’clock" | "est" | "edt" | "pst");
        let ranked = matches!(
            before,
            "no."
                | "#"
                | "number"
                | "article"
                | "chapter"
                | "page"
                | "section"
                | "room"
                | "route"
                | "highway"
                | "flight"
                | "channel"
                | "level"
                | "phase"
                | "group"
                | "class"
                | "grade"
                | "version"
                | "step"
                | "part"
                | "@"
        );
        let ordinal = word.ends_with(|c: char| c.is_ascii_alphabetic()) && word.starts_with(|c: char| c.is_ascii_digit());
        // Ann Vale, 45, …
        let age = before == ","
            && matches!(after, "," | "." | "")
            && end == at + 1
            && at > 1
            && is_capital(self.tokens[at - 2].span.of(self.text))
            && word.len() < 3;
        let joined = self.is_joined(end)
            && matches!(after, "-" | "–" | "/" | ".")
            && self.tokens.get(end + 1).is_some_and(|next| next.kind == TokenKind::Number)
            && self.is_joined(end + 1)
            && end == at + 1;
        let joined_before = self.is_joined(at) && matches!(before, "-" | "/" | "." | "_") && at > 1 && self.is_joined(at - 1);
        // Several points: versions, addresses.
        clock || ranked || ordinal || age || joined || joined_before || word.matches('.').count() > 1
    }

    fn looks_like_year(&self, at: usize, end: usize) -> bool {
        let word = self.word(at);
        end == at + 1 && word.len() == 4 && word.parse::<i32>().is_ok_and(|year| (1500..2100).contains(&year))
    }
}

/// The value of digits with commas and a point; ½ and its kin.
fn digits(word: &str) -> Option<f64> {
    let fraction = |c: char| match c {
        '½' => Some(0.5),
        '¼' => Some(0.25),
        '¾' => Some(0.75),
        '⅓' => Some(1.0 / 3.0),
        '⅔' => Some(2.0 / 3.0),
        _ => None,
    };
    if let Some(part) = word.chars().next_back().and_then(fraction) {
        let whole = word.trim_end_matches(|c| fraction(c).is_some());
        return if whole.is_empty() { Some(part) } else { digits(whole).map(|whole| whole + part) };
    }
    let plain: String = word.chars().filter(|c| *c != ',').collect();
    if plain.is_empty() || !plain.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return None;
    }
    plain.parse().ok()
}

/// The value of a number word up to ninety-nine.
fn number_word(word: &str) -> Option<f64> {
    let small = |word: &str| {
        Some(match word {
            "zero" => 0.0,
            "one" => 1.0,
            "two" => 2.0,
            "three" => 3.0,
            "four" => 4.0,
            "five" => 5.0,
            "six" => 6.0,
            "seven" => 7.0,
            "eight" => 8.0,
            "nine" => 9.0,
            "ten" => 10.0,
            "eleven" => 11.0,
            "twelve" => 12.0,
            "thirteen" => 13.0,
            "fourteen" => 14.0,
            "fifteen" => 15.0,
            "sixteen" => 16.0,
            "seventeen" => 17.0,
            "eighteen" => 18.0,
            "nineteen" => 19.0,
            "twenty" => 20.0,
            "thirty" => 30.0,
            "forty" => 40.0,
            "fifty" => 50.0,
            "sixty" => 60.0,
            "seventy" => 70.0,
            "eighty" => 80.0,
            "ninety" => 90.0,
            _ => return None,
        })
    };
    if let Some((tens, ones)) = word.split_once('-') {
        let (tens, ones) = (small(tens)?, small(ones)?);
        return (tens >= 20.0 && ones < 10.0).then_some(tens + ones);
    }
    small(word)
}

fn multiplier(word: &str) -> Option<f64> {
    Some(match word {
        "dozen" => 12.0,
        "score" => 20.0,
        "hundred" => 100.0,
        "thousand" | "k" => 1e3,
        "lakh" => 1e5,
        "million" | "mn" | "mln" | "mio" | "m" => 1e6,
        "crore" => 1e7,
        "billion" | "bn" | "bln" | "b" => 1e9,
        "trillion" | "tn" | "trn" => 1e12,
        "quadrillion" => 1e15,
        _ => return None,
    })
}

fn denominator(word: &str) -> Option<f64> {
    Some(match word {
        "half" | "halves" => 2.0,
        "third" | "thirds" => 3.0,
        "quarter" | "quarters" | "fourth" | "fourths" => 4.0,
        "fifth" | "fifths" => 5.0,
        "sixth" | "sixths" => 6.0,
        "seventh" | "sevenths" => 7.0,
        "eighth" | "eighths" => 8.0,
        "ninth" | "ninths" => 9.0,
        "tenth" | "tenths" => 10.0,
        "twentieth" => 20.0,
        "hundredth" | "hundredths" => 100.0,
        _ => return None,
    })
}

/// Whether the word, in small letters, is a plural noun by its form.
fn is_plural(word: &str) -> bool {
    const IRREGULAR: &[&str] = &[
        "people",
        "men",
        "women",
        "children",
        "police",
        "personnel",
        "staff",
        "cattle",
        "aircraft",
        "feet",
        "teeth",
        "mice",
        "sheep",
        "fish",
        "spacecraft",
        "policemen",
        "servicemen",
        "fishermen",
        "gunmen",
        "dead",
        "wounded",
        "injured",
        "missing",
        "data",
        "media",
        "crew",
        "others",
        "lives",
        "wives",
        "spokespeople",
        "countrymen",
        "headquarters",
        "series",
        "species",
        "clergy",
        "cavalry",
        "infantry",
        "businessmen",
        "lawmen",
        "crewmen",
        "firemen",
    ];
    IRREGULAR.contains(&word)
        || word.len() > 3
            && word.ends_with('s')
            && !["ss", "us", "is", "'s", "’s"].iter().any(|end| word.ends_with(end))
            && (is_common(word)
                || word.ends_with("ers")
                || word.ends_with("ists")
                || word.ends_with("ions")
                || word.ends_with("ies")
                || word.ends_with("es")
                || word.ends_with("ts"))
}

#[cfg(test)]
mod tests {
    use headwater_core::{Article, Block, BlockKind};

    use super::*;

    /// Each quantity as `words=low[..high][ unit][ approximation]`.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let blocks = vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), why: None }];
        let article = Article { text: text.to_owned(), blocks, ..Article::default() };
        let found: Vec<String> = crate::analyse(&article)
            .quantities
            .iter()
            .map(|quantity| {
                let high = if quantity.low.to_bits() == quantity.high.to_bits() { String::new() } else { format!("..{}", quantity.high) };
                let unit = quantity.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
                let approximation =
                    if quantity.approximation == Approximation::Exact { String::new() } else { format!(" {:?}", quantity.approximation) };
                format!("{}={}{high}{unit}{approximation}", quantity.span.of(text), (quantity.low * 1e6).round() / 1e6)
            })
            .collect();
        assert_eq!(found.join(" | "), expected, "in {text:?}");
    }

    #[test]
    fn counts_with_their_noun() {
        check(
            "Nearly 1,200 people and 15 Northland agents met a 10-member group.",
            "Nearly 1,200 people=1200 people AtMost | 15 Northland agents=15 agents | 10-member=10 members",
        );
        check(
            "At least 40 were killed; some 300 police officers came.",
            "At least 40=40 AtLeast | some 300 police officers=300 officers About",
        );
        check(
            "Two lawmakers and one official spoke for twenty minutes.",
            "Two lawmakers=2 lawmakers | one official=1 official | twenty minutes=20 minute",
        );
    }

    #[test]
    fn money() {
        check(
            "A $110 billion sale, $450bn, €3m, 3 million euros and US$5.",
            "$110 billion=110000000000 USD | $450bn=450000000000 USD | €3m=3000000 EUR | 3 million euros=3000000 EUR | US$5=5 USD",
        );
        check("It cost about £2.5m or 3 trillion won.", "about £2.5m=2500000 GBP About | 3 trillion won=3000000000000 KRW");
        check("It cost between $5 and $7 million.", "between $5 and $7 million=5000000..7000000 USD");
    }

    #[test]
    fn percent_and_points() {
        check(
            "Growth of 3.5 percent, up 2 percentage points from 5 to 7 per cent; 90% agreed.",
            "3.5 percent=3.5 percent | 2 percentage points=2 percentage point | 5 to 7 per cent=5..7 percent | 90%=90 percent",
        );
    }

    #[test]
    fn words_and_fractions() {
        check(
            "Two-thirds of the members, half a million people, a dozen ships, two hundred and fifty tons.",
            "Two-thirds of the members=0.666667 members | half a million people=500000 people | a dozen ships=12 ships | two hundred and fifty tons=250 ton",
        );
        check(
            "Dozens of ships and hundreds of thousands of people.",
            "Dozens of ships=24..99 ships About | hundreds of thousands of people=200000..999000 people About",
        );
    }

    #[test]
    fn no_quantities() {
        check("In 2018, on 2 October at 10:30, the 3rd time, Ann Vale, 45, won No. 3 by 3-1.", "");
        check("One of them, a man, left.", "");
    }
}
