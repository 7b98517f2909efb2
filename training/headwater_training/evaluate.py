"""Figures on development data, in the terms of each task's own literature."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from scipy.optimize import linear_sum_assignment
from scipy.stats import spearmanr

from headwater_training.batches import make_batch
from headwater_training.decode import Reading, attributions_json, read
from headwater_training.losses import pool_sentences
from headwater_training.mentions import MentionReader
from headwater_training.model import Reader
from headwater_training.reading import Found, chains, find, texts
from headwater_training.tokenizer import Tokenizer
from headwater_training.windows import Encoded, Window


def attribution_scores(scorer: Path, gold: Path, readings: list[Reading], folder: Path, *, nesting: bool) -> dict[str, float]:
    """Runs the attribution scorer; F1 by its names."""
    predicted = folder / f"{gold.stem}.pred.jsonl"
    with predicted.open("w", encoding="utf-8") as file:
        for reading in readings:
            file.write(json.dumps({"id": reading.encoded.document.id, "attributions": attributions_json(reading, nesting=nesting)}) + "\n")
    done = subprocess.run([sys.executable, scorer, gold, predicted, "--json"], capture_output=True, text=True, check=True)
    return {name: values["F"] for name, values in json.loads(done.stdout).items()}


SHOWN = ["content soft", "content exact", "source exact | matched content", "full attribution exact", "nested link"]
SHOWN += [f"flat span exact {role}" for role in ("source", "cue", "content")]


def entity_f1(readings: list[Found]) -> float:
    """Exact-span F1, micro."""
    right = predicted = gold = 0
    for reading in readings:
        document, words = reading.text.encoded.document, reading.text.encoded.words
        found = {(words[a].start, words[z - 1].end, kind) for a, z, kind in reading.names}
        wanted = set(document.entities)
        right, predicted, gold = right + len(found & wanted), predicted + len(found), gold + len(wanted)
    return 2 * right / max(1, predicted + gold)


def conll_f1(readings: list[Found]) -> dict[str, float]:
    """Mean of MUC, B-cubed and CEAF-e over predicted mentions; singletons are not counted."""
    totals = np.zeros((3, 4))
    for reading in readings:
        words = reading.text.encoded.words
        predicted = [[(words[a].start, words[z].end) for a, z in chain] for chain in chains(reading)]
        by_chain: dict[str, set] = {}
        for start, end, _, _, chain in reading.text.encoded.document.mentions:
            by_chain.setdefault(chain, set()).add((start, end))
        gold = [sorted(chain) for chain in by_chain.values() if len(chain) > 1]
        for row, measure in enumerate((muc, b_cubed, ceaf_e)):
            totals[row] += measure(predicted, gold)
    precision, recall = totals[:, 0] / np.maximum(totals[:, 1], 1e-9), totals[:, 2] / np.maximum(totals[:, 3], 1e-9)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return {"MUC": f1[0], "B3": f1[1], "CEAFe": f1[2], "CoNLL": float(f1.mean())}


Chains = list[list[tuple[int, int]]]


def muc(predicted: Chains, gold: Chains) -> tuple[float, float, float, float]:
    def half(keys: Chains, response: Chains) -> tuple[int, int]:
        home = {mention: n for n, chain in enumerate(response) for mention in chain}
        right = total = 0
        for chain in keys:
            parts = {home.get(mention, ("alone", mention)) for mention in chain}
            right, total = right + len(chain) - len(parts), total + len(chain) - 1
        return right, total

    return *half(predicted, gold), *half(gold, predicted)


def b_cubed(predicted: Chains, gold: Chains) -> tuple[float, float, float, float]:
    def half(keys: Chains, response: Chains) -> tuple[float, int]:
        home = {mention: set(chain) for chain in response for mention in chain}
        return sum(len(set(chain) & home.get(m, set())) / len(chain) for chain in keys for m in chain), sum(map(len, keys))

    return *half(predicted, gold), *half(gold, predicted)


def ceaf_e(predicted: Chains, gold: Chains) -> tuple[float, float, float, float]:
    if not predicted or not gold:
        return 0.0, len(predicted), 0.0, len(gold)
    similarity = np.array([[2 * len(set(a) & set(b)) / (len(a) + len(b)) for b in gold] for a in predicted])
    rows, columns = linear_sum_assignment(-similarity)
    best = float(similarity[rows, columns].sum())
    return best, len(predicted), best, len(gold)


@torch.no_grad()
def sentence_vectors(model: Reader, tokenizer: Tokenizer, sentences: list[str]) -> torch.Tensor:
    """The model's vector of each sentence, read alone."""
    out = torch.zeros(len(sentences), model.config.hidden)
    words = [tokenizer.words(sentence) for sentence in sentences]
    counts = [min(sum(len(w.pieces) for w in each), 300) for each in words]
    order = sorted(range(len(sentences)), key=lambda i: counts[i])
    for start in range(0, len(order), 64):
        part = order[start : start + 64]
        windows = []
        for i in part:
            encoded = Encoded(None, words[i], [(0, len(words[i]))], np.array([len(w.pieces) for w in words[i]]))
            encoded.document = type("Alone", (), {"guideline": False})()
            windows.append([Window(encoded, 0, len(words[i]), int(encoded.piece_counts.sum()) + 2)])
        batch = make_batch(windows, tokenizer)
        pieces = model.encoder(batch.pieces, batch.shapes, batch.quotes, batch.paragraphs, batch.piece_mask)
        ends = (batch.piece_mask.sum(1) - 1).tolist()
        pooled = pool_sentences(pieces, list(range(len(part))), [(1, end) for end in ends])
        out[part] = F.normalize(model.sentence(pooled), dim=1)
    return out


def sts_spearman(model: Reader, teacher, tokenizer: Tokenizer, pairs: Path) -> dict[str, float]:
    """Mean over the sets of Spearman's correlation of cosine with the human score: ours and the original encoder's."""
    records = [json.loads(line) for line in pairs.read_text(encoding="utf-8").splitlines()]
    sentences = sorted({record[side] for record in records for side in ("s1", "s2")})
    number = {sentence: n for n, sentence in enumerate(sentences)}
    model.eval()
    ours = sentence_vectors(model, tokenizer, sentences)
    pieces = [[p for word in tokenizer.words(sentence) for p in word.pieces] for sentence in sentences]
    order = sorted(range(len(sentences)), key=lambda i: len(pieces[i]))
    original = torch.zeros_like(ours)
    for start in range(0, len(order), 64):
        part = order[start : start + 64]
        original[part] = teacher.vectors([pieces[i] for i in part])
    out = {}
    for name, vectors in (("ours", ours), ("original", original)):
        each = []
        for group in sorted({record["set"] for record in records}):
            rows = [record for record in records if record["set"] == group]
            cosine = [float(vectors[number[r["s1"]]] @ vectors[number[r["s2"]]]) for r in rows]
            each.append(spearmanr(cosine, [r["score"] for r in rows]).statistic)
        out[name] = float(np.mean(each))
    return out


def report(model: Reader, mentions: MentionReader | None, tokenizer: Tokenizer, sets: dict, folder: Path, *, cue_bias: float = 0.0) -> dict[str, float]:
    """Every development figure, those of names and mentions where there is a reader of them; `sets` comes from `data.development`."""
    out: dict[str, float] = {}
    polnear = read(model, sets["polnear"], tokenizer, guideline=False, cue_bias=cue_bias)
    scores = attribution_scores(sets["scorer"], sets["polnear_path"], polnear, folder, nesting=False)
    out |= {f"PolNeAR dev, {name}": scores[name] for name in SHOWN if name != "nested link"}
    gum = read(model, sets["gum"], tokenizer, guideline=True, cue_bias=cue_bias)
    scores = attribution_scores(sets["scorer"], sets["gum_path"], gum, folder, nesting=True)
    out |= {f"GUM news held out, {name}": scores[name] for name in ("content soft", "nested link")}
    if mentions:
        out["names, UNER EWT dev"] = entity_f1(find(mentions, texts(model, sets["uner"], tokenizer), link=False))
        linked = conll_f1(find(mentions, texts(model, sets["ontogum"], tokenizer)))
        out |= {f"OntoGUM news dev, {name}": value for name, value in linked.items()}
    out |= {f"STS news, Spearman, {name}": value for name, value in sts_spearman(model, sets["teacher"], tokenizer, sets["sts_path"]).items()}
    return {name: round(float(value or 0.0), 4) for name, value in out.items()}
