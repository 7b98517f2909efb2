"""The reader of mentions: a small transformer above the encoder that sees names, the mentions of persons and things, and which of them mean the same.

It stands on the finished encoder's rows, those of the last layer and those half way up, and on what the uncased vocabulary loses: the case of a word,
of its paragraph, and of the same word elsewhere in the text.
The Rust side is `crates/headwater-language/src/encoder/mentions.rs`; what is counted here is counted there in the same way.
"""

import math
from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import Tensor, nn

from headwater_training.corpora.treebank import PARTS_OF_SPEECH
from headwater_training.model import Crf, Layer, bio_forbidden
from headwater_training.tokenizer import CAPITALISED, INITIAL, LOWER, MIXED, SHAPES, UPPER, Word

NAME_TAGS = 7  # outside, then begin and inside of persons, organizations and places
WORD_FEATURES = (SHAPES, 4, 2, 4, 4)  # shape, marks that touch it, whether a sentence starts, case elsewhere, case of the paragraph
LINKS = 4  # products that compare two mentions
DISTANCE, SENTENCES, STRINGS, PRONOUNS, KINDS, NESTING, QUOTED = 12, 6, 18, 11, 8, 3, 9
PAIR_FEATURES = (DISTANCE, SENTENCES, STRINGS, PRONOUNS * PRONOUNS, KINDS * KINDS, NESTING, QUOTED)


@dataclass
class MentionConfig:
    hidden: int = 384  # of the encoder
    width: int = 192
    layers: int = 2
    heads: int = 4
    inner: int = 384
    span: int = 96
    link: int = 128
    pair: int = 48
    dropout: float = 0.2

    def to_dict(self) -> dict:
        return asdict(self)


class MentionReader(nn.Module):
    """What it makes of words; see `losses` and `decode` for what that is used for."""

    def __init__(self, config: MentionConfig):
        super().__init__()
        self.config = c = config
        self.input = nn.Linear(2 * c.hidden, c.width)
        self.features = nn.ModuleList(nn.Embedding(rows, c.width) for rows in WORD_FEATURES)
        self.norm = nn.LayerNorm(c.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(c.width, c.inner, c.heads, c.width // c.heads, c.dropout) for _ in range(c.layers))
        self.dropout = nn.Dropout(c.dropout)
        self.name = nn.Linear(c.width, NAME_TAGS)
        self.name_crf = Crf(NAME_TAGS, *bio_forbidden(NAME_TAGS))
        self.head = nn.Linear(c.width, 1)  # whether the word heads a mention
        self.start_head, self.start_word = nn.Linear(c.width, c.span), nn.Linear(c.width, c.span)
        self.end_head, self.end_word = nn.Linear(c.width, c.span), nn.Linear(c.width, c.span)
        self.reach = nn.Embedding(16, 2)  # how likely a mention starts and ends so many words from its head
        self.later, self.earlier = nn.Linear(c.width, c.link), nn.Linear(c.width, c.link)
        self.later_pair, self.earlier_pair = nn.Linear(c.width, c.pair), nn.Linear(c.width, c.pair)
        self.products = nn.Linear(LINKS, c.pair, bias=False)
        self.pair_features = nn.ModuleList(nn.Embedding(rows, c.pair) for rows in PAIR_FEATURES)
        self.score = nn.Linear(c.pair, 1)
        self.part = nn.Linear(c.width, len(PARTS_OF_SPEECH) + 1)  # only in training
        for table in (*self.features, *self.pair_features, self.reach):
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, states: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """states [B, W, 2 H], features [B, W, 5], mask [B, W]; returns [B, W, width]."""
        x = self.input(states)
        for number, table in enumerate(self.features):
            x = x + table(features[..., number])
        x = self.dropout(self.norm(x))
        added = torch.zeros(mask.shape).masked_fill(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, added)
        return self.dropout(x)

    def ends(self, heads: Tensor, words: Tensor, rows: Tensor) -> tuple[Tensor, Tensor]:
        """Rows of M heads and K words, and how far [M, K] the words stand from the heads; scores [M, K] of starting and ending there."""
        scale = math.sqrt(self.config.span)
        reach = self.reach(rows.clamp(0, 15))
        start = self.start_head(heads) @ self.start_word(words).T / scale + reach[..., 0]
        end = self.end_head(heads) @ self.end_word(words).T / scale + reach[..., 1]
        return start, end

    def links(self, mentions: Tensor, features: Tensor, later: Tensor, earlier: Tensor) -> Tensor:
        """Rows [M, width] of mentions; pairs of them by number with their features [N, 7]; the score [N] of meaning the same."""
        m, size = len(mentions), self.config.link // LINKS
        a = self.later(mentions).view(m, LINKS, size).transpose(0, 1)
        b = self.earlier(mentions).view(m, LINKS, size).transpose(0, 1)
        products = (a @ b.transpose(1, 2) / math.sqrt(size)).permute(1, 2, 0)[later, earlier]
        x = self.products(products) + self.later_pair(mentions)[later] + self.earlier_pair(mentions)[earlier]
        for number, table in enumerate(self.pair_features):
            x = x + table(features[:, number])
        return self.score(torch.relu(x))[:, 0]


def word_features(words: list[Word]) -> np.ndarray:
    """[words, 5], as `WORD_FEATURES` counts them."""
    count = len(words)
    out = np.zeros((count, len(WORD_FEATURES)), dtype=np.int64)
    starts = [word.paragraph_start or i == 0 or words[i - 1].norm in SENTENCE_ENDS for i, word in enumerate(words)]
    small = {word.norm for word in words if word.shape == LOWER}
    capital = {word.norm for word, start in zip(words, starts, strict=True) if word.shape in CAPITALS and not start}
    first = 0
    for i, word in enumerate(words):
        before = i > 0 and words[i - 1].end == word.start and not word.paragraph_start
        after = i + 1 < count and words[i + 1].start == word.end and not words[i + 1].paragraph_start
        elsewhere = (word.norm in small) + 2 * (word.norm in capital)
        out[i, :4] = word.shape, before + 2 * after, starts[i], elsewhere
        if i + 1 == count or words[i + 1].paragraph_start:
            letters = [w.shape for w in words[first : i + 1] if w.shape == LOWER or w.shape in CAPITALS]
            share = sum(shape != LOWER for shape in letters) * 10 / max(1, len(letters))
            out[first : i + 1, 4] = (share >= 2) + (share >= 5) + (share >= 9)
            first = i + 1
    return out


SENTENCE_ENDS = frozenset('.!?:"“”')
CAPITALS = (CAPITALISED, UPPER, INITIAL, MIXED)


def sentence_numbers(words: list[Word]) -> np.ndarray:
    """Which sentence a word stands in, by marks and paragraphs alone."""
    out = np.zeros(len(words), dtype=np.int64)
    number = 0
    for i, word in enumerate(words):
        if i and (word.paragraph_start or words[i - 1].norm in (".", "!", "?")):
            number += 1
        out[i] = number
    return out


PRONOUN_CLASSES = (
    "he him his himself", "she her hers herself", "it its itself", "they them their theirs themselves", "i me my mine myself",
    "we us our ours ourselves", "you your yours yourself yourselves", "this that", "these those", "who whom whose which what",
)  # fmt: skip
PRONOUN = {word: number for number, words in enumerate(PRONOUN_CLASSES, 1) for word in words.split()}


def pronoun(word: Word) -> int:
    """The class of a pronoun, 0 for other words; `WHO` and `US` are none."""
    return PRONOUN.get(word.norm, 0) if word.shape != UPPER else 0


POSSESSIVE = frozenset("my your his her its our their".split())
FUNCTION = frozenset("the a an this that these those my your his her its our their of and s ' ’ , . - \" “ ” ( ) mr mrs ms dr".split())


@dataclass(slots=True)
class Mention:
    """Words by number: the head, the first, the last (inclusive)."""

    head: int
    first: int
    last: int


def kind(words: list[Word], mention: Mention) -> int:
    """Pronoun, name, or how a description begins."""
    head, first = words[mention.head], words[mention.first]
    if mention.first == mention.last and pronoun(head):
        return 0
    if first.norm == "the":
        return 2
    if first.norm in ("a", "an"):
        return 3
    if first.norm in ("this", "that", "these", "those"):
        return 4
    if first.norm in POSSESSIVE:
        return 5
    if head.shape in CAPITALS:
        return 1
    return 6 if any(words[i].norm in ("'", "’") for i in range(mention.first, mention.head)) else 7


def core(words: list[Word], mention: Mention) -> list[int]:
    """The words up to the head, and those of a name behind it, without function words."""
    end = mention.head + 1
    while end <= mention.last and (words[end].shape in CAPITALS or words[end].norm in ("-", ".", "'", "’")):
        end += 1
    found = [i for i in range(max(mention.first, mention.head - 12), end) if words[i].norm not in FUNCTION]
    return found or [mention.head]


def pair_features(words: list[Word], sentences: np.ndarray, mentions: list[Mention]) -> np.ndarray:
    """[later, earlier, 7], as `PAIR_FEATURES` counts them; mentions in the order of their heads."""
    m = len(mentions)
    heads = np.array([mention.head for mention in mentions])
    out = np.zeros((m, m, len(PAIR_FEATURES)), dtype=np.int64)
    gap = np.abs(heads[:, None] - heads[None]).clip(1)
    out[..., 0] = np.floor(np.log2(gap)).clip(0, DISTANCE - 1)
    apart = np.abs(sentences[heads][:, None] - sentences[heads][None])
    out[..., 1] = np.select([apart <= 2, apart <= 4, apart <= 8], [apart, 3, 4], 5)
    out[..., 2] = strings(words, mentions)
    classes = np.array([pronoun(words[mention.head]) if mention.first == mention.last else 0 for mention in mentions])
    out[..., 3] = classes[:, None] * PRONOUNS + classes[None]
    kinds = np.array([kind(words, mention) for mention in mentions])
    out[..., 4] = kinds[:, None] * KINDS + kinds[None]
    first, last = np.array([mention.first for mention in mentions]), np.array([mention.last for mention in mentions])
    inside = (first[None] <= heads[:, None]) & (heads[:, None] <= last[None])
    out[..., 5] = np.where(inside, 1, np.where(inside.T, 2, 0))
    quoted = np.array([words[mention.head].quote for mention in mentions])
    out[..., 6] = quoted[:, None] * 3 + quoted[None]
    return out


def strings(words: list[Word], mentions: list[Mention]) -> np.ndarray:
    """How the words of two mentions relate, [later, earlier]; the upper nine where both are names."""
    cores = [core(words, mention) for mention in mentions]
    norms = [{words[i].norm for i in core} for core in cores]
    vocabulary = {norm: number for number, norm in enumerate(sorted(set().union(*norms)))}
    has = np.zeros((len(mentions), len(vocabulary)), dtype=np.float32)
    for row, each in zip(has, norms, strict=True):
        row[[vocabulary[norm] for norm in each]] = 1
    common, size = has @ has.T, has.sum(1)
    later_within, earlier_within = common == size[:, None], common == size[None]
    head = np.array([words[mention.head].norm for mention in mentions])
    same_head = head[:, None] == head[None]
    relation = np.select(
        [
            later_within & earlier_within,
            same_head & later_within,
            same_head & earlier_within,
            same_head,
            later_within,
            earlier_within,
            common > 0,
        ],
        [1, 2, 3, 4, 5, 6, 7],
        0,
    )
    short = np.array([words[mention.head].norm if words[mention.head].shape == UPPER else "" for mention in mentions])
    initials = ["".join(words[i].norm[0] for i in core if words[i].shape in CAPITALS) for core in cores]
    initials = np.array([letters if len(letters) > 1 else "-" for letters in initials])
    acronym = short[:, None] == initials[None]
    relation[(relation == 0) & (acronym | acronym.T)] = 8
    name = np.array([words[mention.head].shape in CAPITALS and not pronoun(words[mention.head]) for mention in mentions])
    return relation + 9 * (name[:, None] & name[None])
