//! Learns the tagger's weights from CoNLL-U treebanks with Penn Treebank tags and prints them.
//!
//! `cargo run --release -p headwater-attribution --example train_tagger -- train.conllu… [--test dev.conllu]… > data/tagger.txt`
//!
//! The shipped weights come from the train parts of GUM (its permissive genres) and UD English EWT.

#![allow(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods)]

use std::{collections::BTreeMap, env, fs, io};

use headwater_attribution::tagger::{GUESSED, Input, Tag, Weights, best, features, hash, scores, tag_with};

const EPOCHS: usize = 8;
/// Features seen less often are dropped.
const SEEN: usize = 3;
/// Weights smaller than this decide nothing and are dropped.
const KEEP: f32 = 15.0;

struct Token {
    form: String,
    lower: String,
    tag: Tag,
}

type Sentence = Vec<Token>;

fn main() -> io::Result<()> {
    let (mut train, mut test) = (Vec::new(), Vec::new());
    let mut testing = false;
    for argument in env::args().skip(1) {
        if argument == "--test" {
            testing = true;
        } else if testing {
            test.push((argument.clone(), read(&argument)?));
        } else {
            train.extend(read(&argument)?);
        }
    }
    let (weights, names) = learn(&train);
    for (name, sentences) in &test {
        report(name, sentences, &weights);
    }
    println!("# Averaged perceptron weights of the English part-of-speech tagger, written by examples/train_tagger.rs.");
    println!("# Learned from the train parts of GUM (annotations CC BY 4.0) and UD English EWT (annotations CC BY-SA 4.0).");
    for (key, name) in names {
        let row = weights.get(&key).copied().unwrap_or([0.0; GUESSED]);
        let fields: Vec<String> = (0..GUESSED)
            .filter(|index| row[*index] != 0.0)
            .filter_map(|index| Some(format!("{}:{}", tag_of(index)?.name(), row[index])))
            .collect();
        if !fields.is_empty() {
            println!("{name}\t{}", fields.join("\t"));
        }
    }
    Ok(())
}

fn tag_of(index: usize) -> Option<Tag> {
    let mut scores = [0.0; GUESSED];
    *scores.get_mut(index)? = 1.0;
    Some(best(&scores))
}

/// Sentences with clitics apart and hyphenated words whole, as the program's own tokens are.
fn read(path: &str) -> io::Result<Vec<Sentence>> {
    let (mut sentences, mut sentence) = (Vec::new(), Sentence::new());
    // Whether no space stood before the token at hand, and whether the one before it was a hyphen.
    let (mut tight, mut hyphen) = (false, false);
    for line in fs::read_to_string(path)?.lines() {
        if line.is_empty() {
            if !sentence.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
            sentence.clear();
            (tight, hyphen) = (false, false);
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, form, _, coarse, fine, .., misc] = fields[..] else { continue };
        if id.contains(['-', '.']) {
            continue;
        }
        let lower = form.to_lowercase().replace('’', "'");
        match sentence.last_mut() {
            Some(last) if tight && (hyphen || fine == "HYPH") => {
                last.form.push_str(form);
                last.lower.push_str(&lower);
                if fine != "HYPH" {
                    last.tag = tag(form, coarse, fine);
                }
            }
            _ => sentence.push(Token { form: form.to_owned(), lower, tag: tag(form, coarse, fine) }),
        }
        (tight, hyphen) = (misc.contains("SpaceAfter=No"), fine == "HYPH");
    }
    for sentence in &mut sentences {
        // A hyphenated word before a noun modifies it, whatever its last part is.
        for at in 0..sentence.len().saturating_sub(1) {
            let noun = matches!(sentence[at + 1].tag, Tag::Noun | Tag::Nouns);
            let token = &mut sentence[at];
            if noun && token.form.contains('-') && token.form.len() > 1 && !matches!(token.tag, Tag::Name | Tag::Number) {
                token.tag = Tag::Adjective;
            }
        }
    }
    Ok(sentences)
}

fn tag(form: &str, coarse: &str, fine: &str) -> Tag {
    if !form.chars().any(char::is_alphanumeric) && fine != "POS" && !form.contains('%') {
        return Tag::Mark;
    }
    match fine {
        "NNPS" => Tag::Name,
        "JJR" | "JJS" => Tag::Adjective,
        "RBR" | "RBS" => Tag::Adverb,
        "PDT" => Tag::Determiner,
        "IN" if coarse == "SCONJ" => Tag::Subordinator,
        "WDT" | "WP" | "WP$" | "WRB" => Tag::Wh,
        other => Tag::named(other).unwrap_or(Tag::Other),
    }
}

fn inputs(sentence: &Sentence) -> Vec<Input<'_>> {
    let known = |token: &Token| (token.tag == Tag::Mark).then_some(Tag::Mark);
    sentence.iter().map(|token| Input { form: &token.form, lower: &token.lower, known: known(token) }).collect()
}

struct Row {
    weight: [f32; GUESSED],
    total: [f64; GUESSED],
    since: [usize; GUESSED],
}

/// The averaged weights, and each feature's name by its hash.
fn learn(train: &[Sentence]) -> (Weights, BTreeMap<u64, String>) {
    let mut seen: BTreeMap<u64, (usize, String)> = BTreeMap::new();
    for sentence in train {
        let words = inputs(sentence);
        let tags: Vec<Tag> = sentence.iter().map(|token| token.tag).collect();
        for at in 0..words.len() {
            features(&words, at, &tags[..at], |name, value| {
                seen.entry(hash(name, value)).or_insert_with(|| (0, format!("{name}={value}"))).0 += 1;
            });
        }
    }
    let names: BTreeMap<u64, String> = seen.into_iter().filter(|(_, (n, _))| *n >= SEEN).map(|(key, (_, name))| (key, name)).collect();
    let mut rows: BTreeMap<u64, Row> =
        names.keys().map(|key| (*key, Row { weight: [0.0; GUESSED], total: [0.0; GUESSED], since: [0; GUESSED] })).collect();
    let mut weights: Weights = names.keys().map(|key| (*key, [0.0; GUESSED])).collect();
    let mut order: Vec<usize> = (0..train.len()).collect();
    let (mut now, mut state) = (0, 0x9e37_79b9_7f4a_7c15_u64);
    for epoch in 0..EPOCHS {
        shuffle(&mut order, &mut state);
        let mut wrong = 0;
        for index in &order {
            let words = inputs(&train[*index]);
            let mut tags: Vec<Tag> = Vec::new();
            for at in 0..words.len() {
                if let Some(known) = words[at].known {
                    tags.push(known);
                    continue;
                }
                now += 1;
                let guess = best(&scores(&weights, &words, at, &tags));
                let truth = train[*index][at].tag;
                if guess != truth {
                    wrong += 1;
                    features(&words, at, &tags, |name, value| {
                        let key = hash(name, value);
                        let Some(row) = rows.get_mut(&key) else { return };
                        for (tag, step) in [(truth as usize, 1.0), (guess as usize, -1.0)] {
                            row.total[tag] += f64::from(row.weight[tag]) * (now - row.since[tag]) as f64;
                            row.since[tag] = now;
                            row.weight[tag] += step;
                        }
                        weights.insert(key, row.weight);
                    });
                }
                tags.push(guess);
            }
        }
        eprintln!("epoch {epoch}: {wrong} wrong");
    }
    // Whole numbers at a scale that keeps two to three digits: small enough to ship, exact enough to decide.
    let averaged = rows.into_iter().map(|(key, row)| {
        let mut weight = [0.0; GUESSED];
        for (tag, average) in weight.iter_mut().enumerate() {
            let total = row.total[tag] + f64::from(row.weight[tag]) * (now - row.since[tag]) as f64;
            let rounded = (total / now as f64 * 10.0).round() as f32;
            *average = if rounded.abs() >= KEEP { rounded } else { 0.0 };
        }
        (key, weight)
    });
    (averaged.collect(), names)
}

/// Fisher and Yates, with a fixed linear congruential generator: the same weights on every run.
fn shuffle(order: &mut [usize], state: &mut u64) {
    for at in (1..order.len()).rev() {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(at, (*state >> 33) as usize % (at + 1));
    }
}

fn report(name: &str, sentences: &[Sentence], weights: &Weights) {
    let (mut right, mut all) = (0, 0_usize);
    let mut errors: BTreeMap<(Tag, Tag), usize> = BTreeMap::new();
    for sentence in sentences {
        let tags = tag_with(weights, &inputs(sentence));
        for (token, tag) in sentence.iter().zip(tags).filter(|(token, _)| token.tag != Tag::Mark) {
            all += 1;
            right += usize::from(token.tag == tag);
            if token.tag != tag {
                *errors.entry((token.tag, tag)).or_default() += 1;
            }
        }
    }
    let mut errors: Vec<_> = errors.into_iter().collect();
    errors.sort_by_key(|(pair, n)| (std::cmp::Reverse(*n), *pair));
    errors.truncate(12);
    eprintln!("{name}: {:.4} of {all} words; worst {errors:?}", right as f64 / all as f64);
}
