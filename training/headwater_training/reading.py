"""Trains and runs the reader of mentions on rows of the finished encoder, which are worked out once."""

import itertools
import random
import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from headwater_training.batches import hide_pieces, make_batch, pack
from headwater_training.decode import runs
from headwater_training.mentions import NAME_TAGS, Mention, MentionReader, pair_features, pronoun, sentence_numbers, strings, word_features
from headwater_training.model import Reader
from headwater_training.tokenizer import Tokenizer, Word
from headwater_training.windows import LONGEST, Encoded, reading_windows, training_windows

NEAR = 60  # mentions that are looked back at; farther ones only where words recur
PERSONAL = 7  # classes of pronouns that are mentions by themselves
LINK_DROPOUT = 0.3
HIDDEN_PIECES = 0.1
LONGEST_REACH = 40  # words between a mention's head and its ends


@dataclass(slots=True)
class Rows:
    """A window's words `first..last` and the encoder's rows of them [words, 2 hidden], last layer and half way."""

    first: int
    last: int
    states: np.ndarray


@dataclass(slots=True)
class Text:
    """A document with its rows and what is counted of its words."""

    encoded: Encoded
    windows: list[Rows]
    features: np.ndarray
    sentences: np.ndarray

    @staticmethod
    def of(encoded: Encoded, windows: list[Rows]) -> "Text":
        return Text(encoded, windows, word_features(encoded.words), sentence_numbers(encoded.words))


@torch.no_grad()
def texts(model: Reader, documents: list[Encoded], tokenizer: Tokenizer, rng: random.Random | None = None, pieces: int = 4000) -> list[Text]:
    """Runs the encoder over every document as the program does; with `rng`, over windows cut elsewhere, some pieces hidden."""
    model.eval()
    cut = [training_windows(encoded, rng, LONGEST) if rng else reading_windows(encoded) for encoded in documents]
    rows: dict[int, Rows] = {}
    for group in pack([[window] for windows in cut for window in windows], pieces, None):
        batch = make_batch(group, tokenizer)
        if rng:
            hide_pieces(batch, tokenizer, HIDDEN_PIECES)
        whole, half = model.encoder.with_half(batch.pieces, batch.shapes, batch.quotes, batch.paragraphs, batch.piece_mask)
        at = batch.word_pieces[..., None].expand(-1, -1, whole.shape[2])
        states = torch.cat([torch.gather(whole, 1, at), torch.gather(half, 1, at)], -1).half().numpy()
        for window, state in zip(batch.windows, states, strict=True):
            own = state[: window.last - window.first].copy()
            rows[id(window)] = Rows(window.first, window.last, own)
    return [Text.of(encoded, [rows[id(window)] for window in windows]) for encoded, windows in zip(documents, cut, strict=True)]


@dataclass(slots=True)
class Group:
    """Windows of one text that follow each other, words `first..last`."""

    text: Text
    windows: list[Rows]
    first: int
    last: int


def groups(items: list[Text], rng: random.Random | None, longest: int) -> list[Group]:
    """Cuts texts; those without mentions window by window."""
    out = []
    for text in items:
        size = longest if text.encoded.heads or text.encoded.pronouns else 1
        start = -rng.randrange(size) if rng else 0
        while start < len(text.windows):
            part = text.windows[max(start, 0) : start + size]
            if part:
                out.append(Group(text, part, part[0].first, part[-1].last))
            start += size
    return out


def run(reader: MentionReader, batch: list[Group], encode: Callable | None = None) -> tuple[Tensor, Tensor, list[Tensor]]:
    """What the reader makes of all windows [B, W, width], the mask, and each group's rows one after another.

    `encode` gives the rows of windows where they were not worked out before.
    """
    windows = [(group, window) for group in batch for window in group.windows]
    rows = encode(windows) if encode else [torch.from_numpy(window.states) for _, window in windows]
    widest = max(window.last - window.first for _, window in windows)
    states = torch.nn.utils.rnn.pad_sequence([part.float() for part in rows], batch_first=True)
    features = torch.zeros(len(windows), widest, 5, dtype=torch.long)
    mask = torch.zeros(len(windows), widest, dtype=torch.bool)
    for b, (group, window) in enumerate(windows):
        size = window.last - window.first
        features[b, :size] = torch.from_numpy(group.text.features[window.first : window.last])
        mask[b, :size] = True
    with torch.autocast("cpu", torch.bfloat16, enabled=reader.training):
        out = reader(states, features, mask).float()
    own, b = [], 0
    for group in batch:
        own.append(torch.cat([out[b + number, : window.last - window.first] for number, window in enumerate(group.windows)]))
        b += len(group.windows)
    return out, mask, own


def losses(reader: MentionReader, batch: list[Group], encode: Callable | None = None) -> dict[str, Tensor]:
    out, mask, own = run(reader, batch, encode)
    parts: dict[str, list[Tensor]] = {}
    name_loss(reader, batch, out, mask, parts)
    for group, rows in zip(batch, own, strict=True):
        word_losses(reader, group, rows, parts)
        link_losses(reader, group, rows, parts)
    return {name: torch.stack(values).mean() for name, values in parts.items()}


def name_loss(reader: MentionReader, batch: list[Group], out: Tensor, mask: Tensor, parts: dict) -> None:
    """Names as Universal NER annotates them: other corpora count other things as names."""
    windows = [(group.text.encoded, window) for group in batch for window in group.windows]
    mine = [b for b, (encoded, _) in enumerate(windows) if encoded.document.corpus == "uner-ewt"]
    if not mine:
        return
    emissions = reader.name(out[mine])
    allowed = torch.ones(emissions.shape, dtype=torch.bool)
    named = 0
    for row, b in enumerate(mine):
        encoded, window = windows[b]
        part = encoded.entity_allowed[window.first : window.last, :NAME_TAGS].copy()
        part[0, 1::2] |= part[0, 2::2]  # a name may go on from a sentence that was cut for its length
        allowed[row, : len(part)] = torch.from_numpy(part)
        named += int((~part[:, 0]).sum())
    parts.setdefault("name", []).append(reader.name_crf.loss(emissions, allowed, mask[mine]).sum() / max(8, named))


def word_losses(reader: MentionReader, group: Group, rows: Tensor, parts: dict) -> None:
    """Parts of speech, heads of mentions, and where mentions end."""
    encoded = group.text.encoded
    if encoded.parts is None:
        return
    known = torch.from_numpy(encoded.parts[group.first : group.last])
    parts.setdefault("part", []).append(F.cross_entropy(reader.part(rows), known, ignore_index=-1))
    spans = {head: (first, last) for head, first, last in encoded.nominals}
    spans |= {head: (first, last) for head, first, last, _ in encoded.heads}
    target = torch.zeros(len(rows))
    heads = [head for head in spans if group.first <= head < group.last]
    target[[head - group.first for head in heads]] = 1
    parts.setdefault("head", []).append(F.binary_cross_entropy_with_logits(reader.head(rows)[:, 0], target) * 4)
    heads = [head for head in heads if group.first <= spans[head][0] and spans[head][1] < group.last]
    if heads:
        at = torch.tensor(heads) - group.first
        starts, ends = end_scores(reader, rows, at)
        firsts = torch.tensor([max(spans[head][0], head - LONGEST_REACH) - group.first for head in heads])
        lasts = torch.tensor([min(spans[head][1], head + LONGEST_REACH) - group.first for head in heads])
        parts.setdefault("ends", []).append(F.cross_entropy(starts, firsts) + F.cross_entropy(ends, lasts))


def end_scores(reader: MentionReader, rows: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
    """Scores of starting before and ending behind each head, -10000 where it may not."""
    offset = torch.arange(len(rows))[None] - heads[:, None]
    start, end = reader.ends(rows[heads], rows, offset.abs())
    return start.masked_fill((offset > 0) | (offset < -LONGEST_REACH), -1e4), end.masked_fill((offset < 0) | (offset > LONGEST_REACH), -1e4)


def link_losses(reader: MentionReader, group: Group, rows: Tensor, parts: dict) -> None:
    encoded = group.text.encoded
    base = group.first
    known = {head: (first, last, chain) for head, first, last, chain in encoded.heads if base <= first and last < group.last}
    if known:
        found = {head: (first, last, None) for head, first, last in encoded.nominals if base <= first and last < group.last} | known
        mentions = [Mention(head - base, found[head][0] - base, found[head][1] - base) for head in sorted(found)]
        chains = [found[head][2] for head in sorted(found)]
        numbers = {chain: number for number, chain in enumerate(sorted({chain for chain in chains if chain}))}
        chain = torch.tensor([numbers[c] if c else -1 for c in chains])
        scores = link_scores(reader, group, rows, mentions)
        same = (chain[:, None] == chain[None]) & (chain[:, None] >= 0)
        parts.setdefault("link", []).append(marginal(scores, same))
    for later, right, wrong in encoded.pronouns:
        places = sorted({word for word in right + wrong if base <= word < later < group.last})
        if not places:
            continue
        mentions = [Mention(word - base, word - base, word - base) for word in (*places, later)]
        scores = link_scores(reader, group, rows, mentions)
        good = torch.tensor([[place in right for place in places]])
        full = torch.cat([torch.zeros(1, 1), scores[-1:, :-1]], 1)
        good = torch.cat([~good.any(1, keepdim=True), good], 1)
        parts.setdefault("pronoun", []).append((torch.logsumexp(full, 1) - torch.logsumexp(full.masked_fill(~good, -1e4), 1)).mean())


def link_scores(reader: MentionReader, group: Group, rows: Tensor, mentions: list[Mention]) -> Tensor:
    """Scores [later, earlier] of meaning the same, -10000 where two are not compared."""
    words = group.text.encoded.words[group.first : group.last]
    features = pair_features(words, group.text.sentences[group.first : group.last], mentions)
    back = np.arange(len(mentions))[:, None] - np.arange(len(mentions))[None]
    compared = (back > 0) & ((back <= NEAR) | (features[..., 2] % 9 > 0))
    later, earlier = (torch.from_numpy(side) for side in compared.nonzero())
    # The rows of texts that the encoder was trained on give away more than they will of others: what the words have in common must be learned too.
    own = F.dropout(rows[[mention.head for mention in mentions]], LINK_DROPOUT, reader.training)
    scores = reader.links(own, torch.from_numpy(features[compared]), later, earlier)
    return torch.full((len(mentions), len(mentions)), -1e4).index_put((later, earlier), scores)


def marginal(scores: Tensor, same: Tensor) -> Tensor:
    """Mean negative log of the probability of the right antecedents of each mention together; none scores zero."""
    full = torch.cat([torch.zeros(len(scores), 1), scores], 1)
    good = same & (scores > -1e3)
    good = torch.cat([~good.any(1, keepdim=True), good], 1)
    return (torch.logsumexp(full, 1) - torch.logsumexp(full.masked_fill(~good, -1e4), 1)).mean()


@dataclass(slots=True)
class Found:
    """What the reader finds in a text."""

    text: Text
    names: list[tuple[int, int, str]]  # first word, word after the last, kind
    mentions: list[Mention]
    scores: np.ndarray  # [later, earlier]


@torch.no_grad()
def find(reader: MentionReader, items: list[Text], least_head: float = 0.0, *, link: bool = True) -> list[Found]:
    reader.eval()
    out = []
    for text in items:
        if not text.windows:
            continue
        group = Group(text, text.windows, 0, len(text.encoded.words))
        windows, mask, [rows] = run(reader, [group])
        names = []
        for window, tags in zip(text.windows, reader.name_crf.decode(reader.name(windows), mask), strict=True):
            names += [(window.first + first, window.first + last, ("PER", "ORG", "LOC")[kind]) for first, last, kind in runs(tags)]
        mentions, scores = [], np.zeros((0, 0))
        if link:
            heads = (reader.head(rows)[:, 0] > least_head).nonzero()[:, 0]
            if len(heads):
                starts, ends = end_scores(reader, rows, heads)
                mentions = [Mention(*each) for each in zip(heads.tolist(), starts.argmax(1).tolist(), ends.argmax(1).tolist(), strict=True)]
                mentions = [mended(text.encoded, mention) for mention in mentions]
                scores = link_scores(reader, group, rows, mentions).numpy()
        out.append(Found(text, names, mentions, scores))
    reader.train()
    return out


def mended(encoded: Encoded, mention: Mention) -> Mention:
    """The mention inside its sentence, a pronoun alone, and where marks tell its ends, there, as `extents.rs` has it."""
    words = encoded.words
    if 1 <= pronoun(words[mention.head]) <= PERSONAL:
        return Mention(mention.head, mention.head, mention.head)
    first, end = next((first, end) for first, end in encoded.sentences if mention.head < end)
    mention.first, mention.last = max(mention.first, first), min(mention.last, end - 1)
    while compound(words, mention.last):
        mention.last += 2
    while mention.first >= 2 and compound(words, mention.first - 2):
        mention.first -= 2
    for opens, closes in ("()", "[]"):
        bracket(words, mention, opens, closes)
    while mention.last > mention.head and trails(words, mention.last):
        mention.last -= 1
    return mention


def compound(words: list[Word], at: int) -> bool:
    """Whether a dash joins the word to one behind it."""
    part = words[at : at + 3]
    touch = all(a.end == b.start and not b.paragraph_start for a, b in itertools.pairwise(part))
    return len(part) == 3 and touch and part[1].norm in ("-", "–")


def bracket(words: list[Word], mention: Mention, opens: str, closes: str) -> None:
    opened, depth = None, 0
    for at in range(mention.first, mention.last + 1):
        if words[at].norm == opens:
            opened = opened if depth else at
            depth += 1
        elif words[at].norm == closes:
            if depth == 0:
                if at > mention.head:
                    mention.last = at - 1
                return
            depth -= 1
    if depth and opened > mention.head:
        behind = range(mention.last + 1, min(mention.last + 4, len(words)))
        mention.last = next((at for at in behind if words[at].norm == closes), opened - 1)


def trails(words: list[Word], at: int) -> bool:
    if words[at].norm == ".":
        return len(words[at - 1].norm) >= 4
    return words[at].norm in (",", ";", ":", "-", "—", "–", "and", "or", "of", "in")


MALE, FEMALE, THING, SPEAKER = 1, 2, 4, 8
TRAITS = {1: MALE, 2: FEMALE, 3: THING, 5: SPEAKER}  # what a class of pronouns says of whom it means


READINESS, SAME_NAME, JOINS = 0.25, 2.0, 1.0  # as in `links.rs`, whose readiness is 0.3: the card's figures were measured with this one
JOINED, COMPARED = 20, 20


def chains(found: Found) -> list[list[tuple[int, int]]]:
    """Chains of two mentions and more, each mention as first and last word (inclusive); decoded as `links.rs` does."""
    words, mentions = found.text.encoded.words, found.mentions
    relation = strings(words, mentions)
    scores = found.scores + SAME_NAME * (relation == 10)
    traits = [TRAITS.get(pronoun(words[mention.head]), 0) for mention in mentions]
    numbers = [[found] if (found := numbers_of(words[mention.first : mention.last + 1])) else [] for mention in mentions]
    group = list(range(len(mentions)))
    members = [[number] for number in group]
    for later in range(1, len(mentions)):
        linked = False
        for earlier in np.argsort(-scores[later, :later], kind="stable")[:JOINED].tolist():
            if scores[later, earlier] + READINESS <= 0:
                break
            kept, gone = sorted((group[earlier], group[later]))
            if kept == gone or not agree(traits[kept] | traits[gone]) or not one_number(numbers[kept], numbers[gone]):
                linked |= kept == gone
            elif not linked or scores[later, earlier] + READINESS > JOINS and alike(scores, members[kept], members[gone]):
                for number in members[gone]:
                    group[number] = kept
                members[kept] = sorted(members[kept] + members[gone])
                members[gone] = []
                traits[kept] |= traits[gone]
                numbers[kept] = numbers[kept] + numbers[gone]
                linked = True
    out = [{(mentions[number].first, mentions[number].last) for number in chain} for chain in members]
    return [sorted(chain) for chain in out if len(chain) > 1]


def alike(scores: np.ndarray, one: list[int], other: list[int]) -> bool:
    """Whether three pairs of two chains surely mean the same, and the rest not surely not."""
    pairs = [scores[max(a, b), min(a, b)] for a in one[-COMPARED:] for b in other[-COMPARED:]]
    pairs = sorted((score for score in pairs if score > -1e3), reverse=True)
    return bool(pairs) and np.mean(pairs[:3]) > JOINS and np.mean(pairs) > -2.0


def agree(traits: int) -> bool:
    """Nobody is both `he` and `she`, no person is an `it`."""
    return not (traits & MALE and traits & FEMALE) and not (traits & THING and traits & (MALE | FEMALE | SPEAKER))


def numbers_of(words: list[Word]) -> frozenset[str]:
    return frozenset(word.norm for word in words if re.search("[0-9]", word.norm))


def one_number(one: list[frozenset[str]], other: list[frozenset[str]]) -> bool:
    """Whether of any two mentions with numbers one has all that the other has."""
    return all(a <= b or b <= a for a in one for b in other)
