"""Documents to windows of word pieces with labels.

A window is a run of whole sentences of at most `LONGEST` pieces; windows tile a document, none overlaps another. For reading they are cut as the program
cuts them, at the ends of paragraphs where that costs little; for training from an offset that changes with every epoch.
"""

import random
import re
from dataclasses import dataclass, field

import numpy as np

from headwater_training.corpora.treebank import PARTS_OF_SPEECH
from headwater_training.document import ENTITY_KINDS, Attribution, Document, Span
from headwater_training.tokenizer import Tokenizer, Word

LONGEST = 256  # pieces, [CLS] and [SEP] included
ENOUGH = 190  # pieces that a window holds at least where it is cut at the end of a paragraph

# Cue and entity tags: outside, then begin and inside for each kind. Roles of a word for one cue.
O, B_CUE, I_CUE = range(3)
CUE_TAGS = 3
ENTITY_TAGS = 1 + 2 * len(ENTITY_KINDS)
NO_ROLE, SOURCE, CONTENT, CUE = range(4)
ROLES = 4


@dataclass(slots=True)
class Encoded:
    """A document's words, sentences and labels, numbered by word."""

    document: Document
    words: list[Word]
    sentences: list[tuple[int, int]]
    piece_counts: np.ndarray
    cue_allowed: np.ndarray | None = None  # [words, CUE_TAGS] of bool
    entity_allowed: np.ndarray | None = None  # [words, ENTITY_TAGS] of bool
    relations: list["Relation"] = field(default_factory=list)
    heads: list[tuple[int, int, int, str]] = field(default_factory=list)  # head word, first word, last word (inclusive), chain
    pronouns: list[tuple[int, list[int], list[int]]] = field(default_factory=list)
    nominals: list[tuple[int, int, int]] = field(default_factory=list)  # head, first and last word (inclusive) of every noun phrase
    parts: np.ndarray | None = None  # part of speech of each word by number, -1 where unknown
    sentence_vectors: np.ndarray | None = None  # [sentences, hidden], the frozen encoder's


@dataclass(slots=True)
class Relation:
    """One attribution by word numbers."""

    cue: list[int]
    source: list[int]
    content: list[int]
    act: str | None

    def extent(self) -> tuple[int, int]:
        every = self.cue + self.source + self.content
        return min(every), max(every) + 1


@dataclass(slots=True)
class Window:
    """Words `first..last` of a document."""

    encoded: Encoded
    first: int
    last: int
    pieces: int


def encode(document: Document, tokenizer: Tokenizer) -> Encoded:
    words = tokenizer.words(document.text)
    counts = np.array([len(word.pieces) for word in words], dtype=np.int64)
    encoded = Encoded(document, words, sentence_ranges(document.text, words, counts), counts)
    starts = np.array([word.start for word in words])
    ends = np.array([word.end for word in words])

    def numbers(spans: list[Span]) -> list[int]:
        out: list[int] = []
        for start, end in spans:
            out.extend(range(int(np.searchsorted(ends, start, side="right")), int(np.searchsorted(starts, end, side="left"))))
        return sorted(set(out))

    if document.attributions is not None:
        label_attributions(encoded, document, numbers)
    if document.entities is not None:
        label_entities(encoded, document, numbers)
    for start, end, head_start, head_end, chain in document.mentions or []:
        span, head = numbers([(start, end)]), numbers([(head_start, head_end)])
        if span and head:
            encoded.heads.append((head[-1], span[0], span[-1], chain))
    for head, whole in document.nominals or []:
        at, span = numbers([head]), numbers([whole])
        if at and span:
            encoded.nominals.append((at[-1], span[0], span[-1]))
    if document.parts is not None:
        encoded.parts = np.full(len(words), -1, dtype=np.int64)
        for start, end, part in document.parts:
            encoded.parts[numbers([(start, end)])] = PARTS_OF_SPEECH.index(part) if part in PARTS_OF_SPEECH else len(PARTS_OF_SPEECH)
    for pronoun, right, wrong in document.pronouns or []:
        at = numbers([pronoun])
        if at:
            encoded.pronouns.append((at[0], [numbers([span])[-1] for span in right], [numbers([span])[-1] for span in wrong]))
    return encoded


def label_attributions(encoded: Encoded, document: Document, numbers) -> None:
    allowed = np.zeros((len(encoded.words), CUE_TAGS), dtype=bool)
    allowed[:, O] = True
    certain = np.zeros(len(encoded.words), dtype=bool)
    for item in document.attributions:
        content = numbers(item.content)
        if not document.nesting:
            allowed[content] = True
        if item.doubtful:
            allowed[numbers(item.cue)] = True
    for item in document.attributions:
        cue = continuous(numbers(item.cue))
        relation = Relation(cue, numbers(item.source), numbers(item.content), act_of(item, document.text))
        if not cue or not relation.content:
            continue
        relation.source = [word for word in relation.source if word not in cue and word not in relation.content]
        relation.content = [word for word in relation.content if word not in cue]
        if not relation.content:
            continue
        encoded.relations.append(relation)
        if not item.doubtful and not certain[cue].any():
            certain[cue] = True
            allowed[cue] = False
            allowed[cue[0], B_CUE] = True
            allowed[cue[1:], I_CUE] = True
            if cue[-1] + 1 < len(allowed) and not certain[cue[-1] + 1]:
                allowed[cue[-1] + 1, I_CUE] = False
    encoded.cue_allowed = allowed


def continuous(cue: list[int]) -> list[int]:
    """A cue of several runs keeps its first run: tags cannot carry more, and the role tags still see the rest."""
    out = cue[:1]
    for word in cue[1:]:
        if word == out[-1] + 1:
            out.append(word)
        else:
            break
    return out


BELIEF = re.compile(
    r"\b(?:believ|think|thought|thinks|want|hope|hoping|hoped|fear|expect|feel|felt|wish|doubt|know|knew|known|worr|prefer|favor|favour|like[sd]?\b|love|hate"
    r"|see[sn]?\b|saw\b|view|consider|suspect|assum|support|oppos|plan|intend|seek|sought|need|desir|anticipat|trust|regard|convinced|confident|optimis|concern)",
    re.I,
)
DOCUMENT_SOURCE = re.compile(
    r"\b(?:report|poll|survey|study|statement|law|bill|letter|document|memo|email|e-mail|editorial|article|filing|complaint|lawsuit|indictment|data|figures"
    r"|records?|book|paper|analysis|transcript|constitution|agreement|treaty|resolution|release|website|ad|advert|headline|review|research|order|ruling|opinion)s?$",
    re.I,
)


def act_of(item: Attribution, text: str) -> str | None:
    """The annotated act, or a guess from the cue and the source's last word where the corpus has none."""
    if item.act or not item.cue:
        return item.act
    cue = " ".join(text[start:end] for start, end in item.cue)
    source = " ".join(text[start:end] for start, end in item.source)
    if DOCUMENT_SOURCE.search(source):
        return "document"
    return "belief" if BELIEF.search(cue) and not re.search(r"\b(?:said|says?|told|wrote)\b", cue) else "speech"


def label_entities(encoded: Encoded, document: Document, numbers) -> None:
    allowed = np.zeros((len(encoded.words), ENTITY_TAGS), dtype=bool)
    allowed[:, O] = True
    if document.entities_partial:
        other = 1 + 2 * ENTITY_KINDS.index("MISC")
        allowed[:, other : other + 2] = True
    for start, end, kind in document.entities:
        at = numbers([(start, end)])
        if at:
            tag = 1 + 2 * ENTITY_KINDS.index(kind)
            allowed[at] = False
            allowed[at[0], tag] = True
            allowed[at[1:], tag + 1] = True
    encoded.entity_allowed = allowed


SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$|'$")
ABBREVIATION = re.compile(
    r"(?:^|\W)(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Jr|Sr|St|Prof|Rev|Hon|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|No|vs|Inc|Corp|Co|Ltd|[A-Z])\.$"
)


def sentence_ranges(text: str, words: list[Word], counts: np.ndarray) -> list[tuple[int, int]]:
    """Sentences by word number, none longer than half a window. Rough on purpose: windows need good places to break, no more."""
    out, first, pieces = [], 0, 0
    for i, word in enumerate(words):
        pieces += int(counts[i])
        last = i + 1 == len(words)
        ends = last or words[i + 1].paragraph_start
        if not ends and words[i + 1].start > word.end and words[i + 1].shape != 1:
            run = text[max(word.start - 12, 0) : word.end]
            run = run[run.rfind(" ") + 1 :]
            ends = bool(SENTENCE_END.search(run)) and not ABBREVIATION.search(run.rstrip("\"'”’)]"))
        if ends or pieces + (0 if last else int(counts[i + 1])) > LONGEST // 2:
            out.append((first, i + 1))
            first, pieces = i + 1, 0
    return out


def training_windows(encoded: Encoded, rng: random.Random, longest: int) -> list[Window]:
    """Windows one after another; the first is cut short at random, so that breaks move from epoch to epoch."""
    out, limit = [], rng.randint(longest // 4, longest) - 2
    cumulative = np.concatenate([[0], np.cumsum(encoded.piece_counts)])
    first_sentence = 0
    while first_sentence < len(encoded.sentences):
        first = encoded.sentences[first_sentence][0]
        last_sentence = first_sentence
        while last_sentence + 1 < len(encoded.sentences) and cumulative[encoded.sentences[last_sentence + 1][1]] - cumulative[first] <= limit:
            last_sentence += 1
        last = encoded.sentences[last_sentence][1]
        out.append(Window(encoded, first, last, int(cumulative[last] - cumulative[first]) + 2))
        first_sentence, limit = last_sentence + 1, longest - 2
    return out


def reading_windows(encoded: Encoded) -> list[Window]:
    """Windows as `crates/headwater-language/src/encoder/windows.rs` cuts them."""
    cumulative = np.concatenate([[0], np.cumsum(encoded.piece_counts)])
    sentences, words = encoded.sentences, encoded.words
    out, at = [], 0
    while at < len(sentences):
        first, end, end_of_paragraph = sentences[at][0], at, None
        while end < len(sentences):
            if cumulative[sentences[end][0]] - cumulative[first] + 2 >= ENOUGH and words[sentences[end][0]].paragraph_start:
                end_of_paragraph = end
            if cumulative[sentences[end][1]] - cumulative[first] + 2 > LONGEST:
                break
            end += 1
        if end < len(sentences):
            end = end_of_paragraph or end
        last = sentences[end - 1][1]
        out.append(Window(encoded, first, last, int(cumulative[last] - cumulative[first]) + 2))
        at = end
    return out
