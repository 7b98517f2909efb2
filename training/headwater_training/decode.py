"""The model's reading of documents: attributions. The Rust side decodes in the same way; names and chains of mentions are in `reading.py`."""

from dataclasses import dataclass

import torch

from headwater_training.batches import Batch, make_batch, pack
from headwater_training.document import ACTS
from headwater_training.losses import pool_cues
from headwater_training.model import Reader, distance_bucket
from headwater_training.tokenizer import Tokenizer
from headwater_training.windows import B_CUE, CONTENT, CUE, SOURCE, Encoded, Relation, reading_windows


@dataclass(slots=True)
class Reading:
    """What the model finds in one document, by word number."""

    encoded: Encoded
    relations: list[Relation]


@torch.no_grad()
def read(model: Reader, documents: list[Encoded], tokenizer: Tokenizer, *, guideline: bool, cue_bias: float = 0.0, pieces: int = 6000) -> list[Reading]:
    """Reads every document; `cue_bias` is added to the score of beginning a cue, for more cues of less certainty."""
    model.eval()
    readings = [Reading(encoded, []) for encoded in documents]
    by_document = {id(reading.encoded): reading for reading in readings}
    items = [[window] for encoded in documents for window in reading_windows(encoded)]
    for group in pack(items, pieces, None):
        batch = make_batch(group, tokenizer)
        with torch.autocast("cpu", torch.bfloat16):
            out = model.encoder(batch.pieces, batch.shapes, batch.quotes, batch.paragraphs, batch.piece_mask)
            words = torch.gather(out, 1, batch.word_pieces[..., None].expand(-1, -1, out.shape[2]))
            read_relations(model, batch, words, by_document, guideline, cue_bias)
    for reading in readings:
        reading.relations.sort(key=lambda relation: relation.cue)
    return readings


def runs(tags: list[int]) -> list[tuple[int, int, int]]:
    """Begin-inside tags to (first, end, kind)."""
    out = []
    for i, tag in enumerate(tags):
        if tag and tag % 2 == 1:
            out.append((i, i + 1, (tag - 1) // 2))
        elif tag:
            out[-1] = (out[-1][0], i + 1, out[-1][2])
    return out


def read_relations(model: Reader, batch: Batch, words: torch.Tensor, by_document: dict, guideline: bool, cue_bias: float) -> None:
    scores = model.cue_scores(words, torch.full((len(batch.windows),), float(guideline))).float()
    scores[..., B_CUE] += cue_bias
    cues = []
    for b, tags in enumerate(model.cue_crf.decode(scores, batch.word_mask)):
        cues += [(b, first, last) for first, last, _ in runs(tags)]
    for start in range(0, len(cues), 128):
        part = cues[start : start + 128]
        owners = [b for b, _, _ in part]
        widest = words.shape[1]
        at = torch.arange(widest)[None]
        first = torch.tensor([f for _, f, _ in part])[:, None]
        last = torch.tensor([z - 1 for _, _, z in part])[:, None]
        inside = ((at >= first) & (at <= last)).float()
        vectors = pool_cues(words, owners, inside / inside.sum(1, keepdim=True))
        offsets = torch.where(at < first, at - first, torch.where(at > last, at - last, 0))
        mask = batch.word_mask[owners]
        emissions = model.pair(words, owners, vectors, distance_bucket(offsets), mask)
        acts = model.act(vectors).argmax(1).tolist()
        for (b, f, z), roles, act in zip(part, model.pair.crf.decode(emissions, mask), acts, strict=True):
            window = batch.windows[b]
            of = lambda role: [window.first + i for i, r in enumerate(roles) if r == role]  # noqa: E731
            content = of(CONTENT)
            if content:
                cue = of(CUE) or list(range(window.first + f, window.first + z))
                by_document[id(window.encoded)].relations.append(Relation(cue, of(SOURCE), content, ACTS[act]))


def outermost(relations: list[Relation]) -> list[Relation]:
    """The attributions that PolNeAR would annotate: none whose cue stands in another's content."""
    contents = [set(relation.content) for relation in relations]
    return [r for r in relations if not any(r is not other and r.cue[0] in content for other, content in zip(relations, contents, strict=True))]


def parents(relations: list[Relation]) -> list[int | None]:
    """For each attribution the smallest other one whose content holds its cue."""
    out = []
    for i, relation in enumerate(relations):
        holders = [j for j, other in enumerate(relations) if j != i and relation.cue[0] in other.content and other.cue != relation.cue]
        out.append(min(holders, key=lambda j: len(relations[j].content), default=None))
    return out


def spans(encoded: Encoded, numbers: list[int]) -> list[list[int]]:
    """Word numbers to code-point spans, neighbours joined."""
    out: list[list[int]] = []
    previous = None
    for number in numbers:
        word = encoded.words[number]
        if previous is not None and number == previous + 1:
            out[-1][1] = word.end
        else:
            out.append([word.start, word.end])
        previous = number
    return out


def attributions_json(reading: Reading, *, nesting: bool) -> list[dict]:
    """The form that attribution scorers read."""
    relations = reading.relations if nesting else outermost(reading.relations)
    nested = parents(relations) if nesting else [None] * len(relations)
    return [
        {
            "source": spans(reading.encoded, relation.source),
            "cue": spans(reading.encoded, relation.cue),
            "content": spans(reading.encoded, relation.content),
            "nested_in": parent,
            "act": relation.act,
        }
        for relation, parent in zip(relations, nested, strict=True)
    ]
