"""The fifth stage: takes inner units out of every layer of the encoder, for speed, and keeps what the encoder gives.

`prune` chooses the units without gradients. Layer after layer, it takes away the unit whose loss costs least once all others are fitted anew, until `width`
are left (optimal brain surgeon, Hassibi & Stork 1993), and fits the layer's output to the rows of the wide encoder by least squares on what the narrowed
layers below it give (as Frantar & Alistarh 2022 make up for what they take away).
`distil` then teaches the narrowed encoder the rows of the wide one (Hinton et al. 2015), those of every layer at once (Jiao et al. 2020).

No labels are used. Embeddings, heads and the reader of mentions stay as they are: the rows that they read hardly change.
"""

import copy
import random
from dataclasses import dataclass, replace

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from headwater_training.batches import Batch, make_batch, pack
from headwater_training.corpora import read_articles
from headwater_training.data import FIRST_RATES, Folders, training_documents
from headwater_training.model import Encoder, Reader, score_mask
from headwater_training.reader_training import Course, descend
from headwater_training.tokenizer import Tokenizer
from headwater_training.train import share, together
from headwater_training.windows import Encoded, Window, encode, reading_windows

# Of the errors that `errors` gives; the heads read the last layer's rows, the reader of mentions also those of half way.
WEIGHTS = {"layer 1": 0.3, "layer 2": 0.3, "layer 3": 1.0, "layer 4": 0.3, "layer 5": 0.3, "layer 6": 2.0, "mean": 15.0}
ALONE = 1 / 3  # share of the texts whose sentences are read one by one, as sentence vectors are
HELD_OUT = 1 / 50  # share of the texts that only measure
RIDGE = 1e-5  # added to least squares, as a share of the mean square of a unit


@dataclass(frozen=True, slots=True)
class NarrowPlan:
    width: int  # inner units that each layer keeps
    fitted: int = 100_000  # pieces that units are chosen and fitted on
    steps: int = 2500
    rate: float = 1.5e-4  # higher ones first spoil what least squares found
    pieces: int = 2000  # of a step, on all workers together
    seed: int = 1


def narrow(model: Reader, tokenizer: Tokenizer, folders: Folders, plan: NarrowPlan, workers: int, log) -> Reader:
    """A reader that gives what `model` gives, with `plan.width` inner units in each layer of its encoder."""
    rng = random.Random(plan.seed)
    documents = training_documents(folders) + read_articles(folders.articles)
    rng.shuffle(documents)
    texts = [encode(document, tokenizer) for document in documents]
    unseen, texts = texts[: int(len(texts) * HELD_OUT)], texts[int(len(texts) * HELD_OUT) :]
    held_out = [make_batch(items, tokenizer) for items in pack(windows(unseen, rng), 4000, None)]
    sample = []
    for items in pack(windows(texts, rng), 4000, rng):
        if sum(int(batch.piece_mask.sum()) for batch in sample) >= plan.fitted:
            break
        sample.append(make_batch(items, tokenizer))
    narrowed = prune(model, plan.width, sample, log)
    log(f"pruned; held out: {measure(model.encoder, narrowed.encoder, held_out)}")
    together(workers, distil, model.encoder, narrowed.encoder, texts, tokenizer, plan, log)
    log(f"distilled; held out: {measure(model.encoder, narrowed.encoder, held_out)}")
    return narrowed


def windows(texts: list[Encoded], rng: random.Random) -> list[list[Window]]:
    """Items of one pass: windows as the program cuts them, or sentences alone."""
    out = []
    for encoded in texts:
        if rng.random() >= FIRST_RATES.get(encoded.document.corpus, 1.0):
            continue
        alone = rng.random() < ALONE
        out += [[window] for window in (sentences(encoded) if alone else reading_windows(encoded))]
    return out


def sentences(encoded: Encoded) -> list[Window]:
    before = np.concatenate([[0], np.cumsum(encoded.piece_counts)])
    return [Window(encoded, first, last, int(before[last] - before[first]) + 2) for first, last in encoded.sentences]


@torch.no_grad()
def prune(model: Reader, width: int, batches: list[Batch], log) -> Reader:
    """A copy of `model` without the inner units that matter least on `batches`; each layer is fitted on what the narrowed layers below it give."""
    narrowed = copy.deepcopy(model)
    narrowed.config = replace(model.config, inner=width)
    wanted = [model.encoder.embed(batch.pieces, batch.shapes, batch.quotes, batch.paragraphs) for batch in batches]
    given = list(wanted)
    for number, (wide, layer) in enumerate(zip(model.encoder.layers, narrowed.encoder.layers, strict=True), 1):
        sums = Sums(model.config.inner, model.config.hidden)
        for at, batch in enumerate(batches):
            real, mask = batch.piece_mask, score_mask(batch.piece_mask)
            half = wide.attend(wanted[at], mask)
            target = half + wide.down(F.gelu(wide.up(half)))
            given[at] = layer.attend(given[at], mask)
            # The norm divides each row by its spread: so much less does an error count in it.
            sums.add(F.gelu(layer.up(given[at][real])), (target - given[at])[real], 1 / target[real].std(1, keepdim=True))
            wanted[at] = wide.norm(target)
        gain = wide.norm.weight.double().square()
        units, weights = choose(sums, width, gain)
        log(f"layer {number}: {width} of {model.config.inner} units leave {sums.unexplained(units, weights, gain):.4f} of the inner half's variance")
        layer.up = linear(layer.up.weight[units], layer.up.bias[units])
        layer.down = linear(weights[:-1].T, weights[-1])
        for at, half in enumerate(given):
            given[at] = layer.norm(half + layer.down(F.gelu(layer.up(half))))
    return narrowed


class Sums:
    """What least squares with a bias needs to know of its rows: sums of products, as doubles."""

    def __init__(self, inputs: int, outputs: int):
        self.inputs = torch.zeros(inputs + 1, inputs + 1, dtype=torch.float64)  # the last one stands for the bias
        self.both = torch.zeros(inputs + 1, outputs, dtype=torch.float64)
        self.outputs = torch.zeros(outputs, dtype=torch.float64)

    def add(self, inputs: Tensor, outputs: Tensor, weight: Tensor) -> None:
        """inputs [N, inputs], outputs [N, outputs], weight [N, 1] of each row's error."""
        inputs, outputs = F.pad(inputs, (0, 1), value=1.0) * weight, outputs * weight
        self.inputs += inputs.T @ inputs
        self.both += inputs.T @ outputs
        self.outputs += outputs.square().sum(0)

    def unexplained(self, units: Tensor, weights: Tensor, gain: Tensor) -> float:
        """Share of the outputs' variance that `weights` [units + 1, outputs] leave; `gain` weighs the outputs."""
        kept = torch.cat([units, torch.tensor([len(self.inputs) - 1])])
        left = self.outputs - 2 * (weights * self.both[kept]).sum(0) + (weights * (self.inputs[kept][:, kept] @ weights)).sum(0)
        spread = self.outputs - self.both[-1].square() / self.inputs[-1, -1]
        return float((left * gain).sum() / (spread * gain).sum())


def choose(sums: Sums, width: int, gain: Tensor) -> tuple[Tensor, Tensor]:
    """The units to keep, [width], and the weights that fit them best, [width + 1, outputs], the bias last."""
    units = len(sums.inputs) - 1
    products = sums.inputs.clone()
    products.diagonal()[:-1] += RIDGE * products.diagonal().mean()
    inverse = torch.linalg.inv(products)
    weights = inverse @ sums.both
    kept = torch.ones(units + 1, dtype=torch.bool)
    for _ in range(units - width):
        cost = (weights.square() * gain).sum(1) / inverse.diagonal()
        least = int(cost[:-1].masked_fill(~kept[:-1], torch.inf).argmin())
        # Takes the unit out of the inverse, and so out of the fit, in one step.
        column = inverse[:, least] / inverse[least, least]
        weights -= torch.outer(column, weights[least])
        inverse -= torch.outer(column, inverse[least])
        kept[least] = False
    return kept[:-1].nonzero()[:, 0], torch.linalg.solve(products[kept][:, kept], sums.both[kept])


def linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    out = nn.Linear(weight.shape[1], weight.shape[0])
    out.weight.copy_(weight)
    out.bias.copy_(bias)
    return out


def distil(rank: int, workers: int, teacher: Encoder, student: Encoder, texts: list[Encoded], tokenizer: Tokenizer, plan: NarrowPlan, log) -> None:
    """One worker's part; only the student's layers learn."""
    rng = random.Random(plan.seed)  # the same on every worker
    student.requires_grad_(False)
    student.layers.requires_grad_(True)

    def turns() -> list:
        out: list = []
        while len(out) < plan.steps * workers:
            out += pack(windows(texts, rng), plan.pieces // workers, rng)
        return share(out[: plan.steps * workers], rank, workers)

    course = Course([(list(student.layers.parameters()), plan.rate)], epochs=1, warm=20, decay=0.0, inertia=0.0)
    descend(course, turns, lambda items: (errors(teacher, student, make_batch(items, tokenizer)), WEIGHTS), rank, workers, log)


def errors(teacher: Encoder, student: Encoder, batch: Batch) -> dict[str, Tensor]:
    """Mean squared error of each layer's rows, and of the mean row of each window at the end, as shares of how far the teacher's rows spread."""
    inputs = (batch.pieces, batch.shapes, batch.quotes, batch.paragraphs, batch.piece_mask)
    with torch.autocast("cpu", torch.bfloat16):
        with torch.no_grad():
            wanted = teacher.rows(*inputs)
        given = student.rows(*inputs)
    real = batch.piece_mask[..., None]
    out = {}
    for number, layer in enumerate(teacher.layers, 1):
        spread = layer.norm.weight.detach().square().mean()
        error = (given[number].float() - wanted[number].float()) * real
        out[f"layer {number}"] = error.square().sum() / (real.sum() * error.shape[2] * spread)
    out["mean"] = (error.sum(1) / real.sum(1)).square().mean() / spread
    return out


@torch.no_grad()
def measure(teacher: Encoder, student: Encoder, batches: list[Batch]) -> str:
    """What `errors` gives, over all batches."""
    each = [errors(teacher, student, batch) for batch in batches]
    return "  ".join(f"{name} {sum(float(e[name]) for e in each) / len(each):.5f}" for name in each[0])
