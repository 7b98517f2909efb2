"""The fifth stage: takes attention heads and inner units out of every layer of the encoder, for speed, and keeps what the encoder gives.

`prune` chooses heads and units without gradients. Layer after layer, it takes away the one whose loss costs least once all others are fitted anew, until
as many are left as the plan says (optimal brain surgeon, Hassibi & Stork 1993), and fits the layer's two halves to the rows of the wide encoder by least
squares on what the narrowed layers below it give (as Frantar & Alistarh 2022 make up for what they take away).
`distil` then teaches the narrowed encoder the rows of the wide one (Hinton et al. 2015), those of every layer at once (Jiao et al. 2020), and among what
they hold above all what the heads read.
`fit_mentions` teaches the reader of mentions to make of the narrowed encoder's rows what it made of the wide one's, and `fit_vectors` fits the map from
mean rows to sentence vectors anew, to those of the original encoder.

No labels are used. Embeddings and all other heads stay as they are: the rows that they read hardly change.
"""

import bisect
import copy
import itertools
import random
from dataclasses import dataclass, replace

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from headwater_training.batches import Batch, make_batch, pack
from headwater_training.corpora import read_articles
from headwater_training.data import FIRST_RATES, Folders, training_documents
from headwater_training.mentions import MentionReader
from headwater_training.model import Encoder, Reader, score_mask
from headwater_training.reader_training import Course, descend
from headwater_training.reading import groups, run
from headwater_training.reading import texts as read_texts
from headwater_training.teacher import UNPOOLED, Teacher
from headwater_training.tokenizer import Tokenizer
from headwater_training.train import share, together
from headwater_training.windows import Encoded, Window, encode, reading_windows

# Of the errors that `errors` gives; the heads read the last layer's rows, the reader of mentions also those of half way.
WEIGHTS = {"layer 1": 0.3, "layer 2": 0.3, "layer 3": 1.0, "layer 4": 0.3, "layer 5": 0.3, "layer 6": 2.0, "mean": 15.0}
WEIGHTS |= {"cues": 1.0, "pairs": 1.0, "mentions": 1.0}
ALONE = 1 / 3  # share of the texts whose sentences are read one by one, as sentence vectors are
HELD_OUT = 1 / 50  # share of the texts that only measure
RIDGE = 1e-5  # added to least squares, as a share of the mean square of a unit
NEAR = 0.003  # the same for the map to sentence vectors, which is drawn so much to what it was
SENTENCES = 24_000  # that this map is fitted on
MENTION_PIECES = 480_000  # that the reader of mentions is fitted on, in steps of eight windows on each worker
MENTION_STEPS = 600


@dataclass(frozen=True, slots=True)
class NarrowPlan:
    heads: int  # that each layer keeps
    width: int  # inner units that each layer keeps
    fitted: int = 60_000  # pieces that heads and units are chosen and fitted on
    steps: int = 2600
    rate: float = 1.5e-4  # higher ones first spoil what least squares found
    pieces: int = 2000  # of a step, on all workers together
    seed: int = 1


def narrow(
    model: Reader,
    wide: Reader,
    mentions: MentionReader,
    wanted: MentionReader,
    teacher: Teacher,
    tokenizer: Tokenizer,
    folders: Folders,
    plan: NarrowPlan,
    workers: int,
    log,
) -> Reader:
    """A reader that gives what `wide` gives, with fewer heads and inner units in each layer of its encoder than `model`, which may be `wide` itself or one
    that has been narrowed before; its rows are also those that `mentions` learns to read as `wanted` reads those of `wide`."""
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
    narrowed = prune(model, wide, plan, sample, log)
    readouts = Readouts.of(wide, wanted)
    log(f"pruned; held out: {measure(wide.encoder, narrowed.encoder, readouts, held_out)}")
    together(workers, distil, wide.encoder, narrowed.encoder, readouts, texts, tokenizer, plan, log)
    log(f"distilled; held out: {measure(wide.encoder, narrowed.encoder, readouts, held_out)}")
    together(workers, fit_mentions, wide, narrowed, mentions, wanted, texts, tokenizer, plan, log)
    fit_vectors(narrowed, teacher, [text for text in texts if text.document.corpus not in UNPOOLED], tokenizer, log)
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
def prune(model: Reader, wide: Reader, plan: NarrowPlan, batches: list[Batch], log) -> Reader:
    """A copy of `model` without what matters least for giving the rows of `wide` on `batches`; each half of a layer is fitted on what the narrowed halves
    below it give."""
    narrowed = copy.deepcopy(model)
    narrowed.config = config = replace(model.config, heads=plan.heads, inner=plan.width)
    wanted = [wide.encoder.embed(batch.pieces, batch.shapes, batch.quotes, batch.paragraphs) for batch in batches]
    given = list(wanted)
    masks = [score_mask(batch.piece_mask) for batch in batches]
    for number, (like, layer) in enumerate(zip(wide.encoder.layers, narrowed.encoder.layers, strict=True), 1):

        def fit(before: list[Tensor], inputs: list[Tensor], targets: list[Tensor], keep: int, size: int, norm: nn.LayerNorm, what: str) -> tuple:
            """Chooses `keep` of what `inputs` consist of, runs of `size` numbers, and fits what is to be added to `before`."""
            sums = Sums(inputs[0].shape[-1], model.config.hidden)
            for batch, base, value, target in zip(batches, before, inputs, targets, strict=True):
                real = batch.piece_mask
                # The norm divides each row by its spread: so much less does an error count in it.
                sums.add(value[real], (target - base)[real], 1 / target[real].std(1, keepdim=True))
            gain = norm.weight.double().square()
            kept, weights = choose(sums, keep, size, gain)
            log(f"layer {number}: {keep} {what} leave {sums.unexplained(kept, weights, gain):.4f} of what they add")
            return kept, linear(weights[:-1].T, weights[-1])

        targets = [rows + like.output(like.context(rows, mask)) for rows, mask in zip(wanted, masks, strict=True)]
        contexts = [layer.context(rows, mask) for rows, mask in zip(given, masks, strict=True)]
        kept, layer.output = fit(given, contexts, targets, plan.heads, config.head_size, like.attention_norm, "heads")
        every = torch.cat([kept + part * layer.heads * config.head_size for part in range(3)])
        layer.query_key_value = linear(layer.query_key_value.weight[every], layer.query_key_value.bias[every])
        layer.heads = plan.heads
        given = [layer.attention_norm(rows + layer.output(context[..., kept])) for rows, context in zip(given, contexts, strict=True)]

        halves = [like.attention_norm(target) for target in targets]
        targets = [half + like.down(F.gelu(like.up(half))) for half in halves]
        kept, layer.down = fit(given, [F.gelu(layer.up(half)) for half in given], targets, plan.width, 1, like.norm, "inner units")
        layer.up = linear(layer.up.weight[kept], layer.up.bias[kept])
        given = [layer.norm(half + layer.down(F.gelu(layer.up(half)))) for half in given]
        wanted = [like.norm(target) for target in targets]
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


def choose(sums: Sums, keep: int, size: int, gain: Tensor) -> tuple[Tensor, Tensor]:
    """Of runs of `size` inputs the `keep` best: the numbers of their inputs, and the weights that fit them best, [inputs + 1, outputs], the bias last."""
    runs = (len(sums.inputs) - 1) // size
    products = sums.inputs.clone()
    products.diagonal()[:-1] += RIDGE * products.diagonal().mean()
    inverse = torch.linalg.inv(products)
    weights = inverse @ sums.both
    kept = torch.ones(runs, dtype=torch.bool)
    blocks = torch.arange(runs * size).view(runs, size)
    for _ in range(runs - keep):
        own = inverse[blocks[:, :, None], blocks[:, None, :]]
        own[~kept] = torch.eye(size, dtype=own.dtype)
        own, part = torch.linalg.inv(own), weights[:-1].view(runs, size, -1)
        cost = ((own @ part * part).sum(1) * gain).sum(1)
        least = int(cost.masked_fill(~kept, torch.inf).argmin())
        # Takes the run out of the inverse, and so out of the fit, in one step.
        gone = blocks[least]
        column = inverse[:, gone] @ own[least]
        weights -= column @ weights[gone]
        inverse -= column @ inverse[gone]
        kept[least] = False
        weights[gone] = inverse[gone] = inverse[:, gone] = 0
    inputs = blocks[kept].flatten()
    rows = torch.cat([inputs, torch.tensor([runs * size])])
    return inputs, torch.linalg.solve(products[rows][:, rows], sums.both[rows])


def linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    out = nn.Linear(weight.shape[1], weight.shape[0])
    out.weight.copy_(weight)
    out.bias.copy_(bias)
    return out


@dataclass(frozen=True, slots=True)
class Readouts:
    """What the heads read first of rows: matrices [outputs, H] for the last layer's rows, and one for those of half way."""

    last: dict[str, Tensor]
    halfway: Tensor

    @staticmethod
    def of(model: Reader, mentions: MentionReader) -> "Readouts":
        last, halfway = mentions.input.weight.detach().split(model.config.hidden, 1)
        pair = model.pair
        out = {"cues": [model.cue, model.cue_guideline], "pairs": [pair.word, pair.cue, pair.gate]}
        return Readouts({name: torch.cat([part.weight.detach() for part in parts]) for name, parts in out.items()} | {"mentions": last}, halfway)


def distil(
    rank: int, workers: int, teacher: Encoder, student: Encoder, readouts: Readouts, texts: list[Encoded], tokenizer: Tokenizer, plan: NarrowPlan, log
) -> None:
    """One worker's part; only the student's layers learn."""
    rng = random.Random(plan.seed)  # the same on every worker
    student.requires_grad_(False)
    student.layers.requires_grad_(True)

    def turns() -> list:
        out: list = []
        while len(out) < plan.steps * workers:
            out += pack(windows(texts, rng), plan.pieces // workers, rng)
        return share(out[: plan.steps * workers], rank, workers)

    course = Course([(list(student.layers.parameters()), plan.rate)], epochs=1, warm=50, decay=0.0, inertia=0.0)
    descend(course, turns, lambda items: (errors(teacher, student, readouts, make_batch(items, tokenizer)), WEIGHTS), rank, workers, log)


def errors(teacher: Encoder, student: Encoder, readouts: Readouts, batch: Batch) -> dict[str, Tensor]:
    """Mean squared errors as shares of how far the teacher's numbers spread: of each layer's rows, of the mean row of each window at the end, and of what
    the heads read."""
    inputs = (batch.pieces, batch.shapes, batch.quotes, batch.paragraphs, batch.piece_mask)
    with torch.autocast("cpu", torch.bfloat16):
        with torch.no_grad():
            wanted = teacher.rows(*inputs)
        given = student.rows(*inputs)
    real = batch.piece_mask
    wrong = [(a.float() - b.float()) * real[..., None] for a, b in zip(given, wanted, strict=True)]
    out = {}
    for number, layer in enumerate(teacher.layers, 1):
        spread = layer.norm.weight.detach().square().mean()
        out[f"layer {number}"] = wrong[number].square().sum() / (real.sum() * wrong[number].shape[2] * spread)
    out["mean"] = (wrong[-1].sum(1) / real.sum(1, keepdim=True)).square().mean() / spread

    def missed(matrix: Tensor, layer: int) -> Tensor:
        with torch.no_grad():
            spread = (wanted[layer][real].float() @ matrix.T).var(0).mean()
        return (wrong[layer][real] @ matrix.T).square().mean() / spread

    for name, matrix in readouts.last.items():
        out[name] = missed(matrix, -1)
    out["mentions"] = (out["mentions"] + missed(readouts.halfway, len(teacher.layers) // 2)) / 2
    return out


def fit_mentions(
    rank: int,
    workers: int,
    wide: Reader,
    narrowed: Reader,
    mentions: MentionReader,
    wanted: MentionReader,
    documents: list[Encoded],
    tokenizer: Tokenizer,
    plan: NarrowPlan,
    log,
) -> None:
    """One worker's part: what the names, heads and links of mentions are read from learns to stay the same."""
    pieces = list(itertools.accumulate(int(text.piece_counts.sum()) for text in documents))
    own = documents[: bisect.bisect(pieces, MENTION_PIECES)][rank::workers]
    pairs = list(zip(*(groups(read_texts(reader, own, tokenizer), None, 1) for reader in (wide, narrowed)), strict=True))
    mentions.eval()
    learning = [value for part in (mentions.input, mentions.features, mentions.norm, mentions.layers) for value in part.parameters()]
    rng = random.Random(plan.seed)

    def missed(batch: list) -> tuple[dict[str, Tensor], dict[str, float]]:
        with torch.no_grad():
            before, mask, _ = run(wanted, [pair[0] for pair in batch])
        given, _, _ = run(mentions, [pair[1] for pair in batch])
        return {"mentions": (given - before)[mask].square().mean() / before[mask].var(0).mean()}, {"mentions": 1.0}

    course = Course([(learning, 5e-4)], epochs=1, warm=30, decay=0.0, inertia=0.0)
    descend(course, lambda: [rng.sample(pairs, 8) for _ in range(MENTION_STEPS)], missed, rank, workers, log)


@torch.no_grad()
def fit_vectors(model: Reader, teacher: Teacher, texts: list[Encoded], tokenizer: Tokenizer, log) -> None:
    """Fits `model.sentence`, on sentences where they stand and on the same ones alone."""
    before = list(itertools.accumulate(len(text.sentences) for text in texts))
    texts = texts[: bisect.bisect(before, SENTENCES)]
    teacher.attach(texts)
    rows, vectors = [], []
    for items in pack([[window] for text in texts for window in reading_windows(text) + sentences(text)], 4000, None):
        batch = make_batch(items, tokenizer)
        with torch.autocast("cpu", torch.bfloat16):
            states = model.encoder(batch.pieces, batch.shapes, batch.quotes, batch.paragraphs, batch.piece_mask).float()
        for state, (window,) in zip(states, items, strict=True):
            text = window.encoded
            starts = np.concatenate([[0], np.cumsum(text.piece_counts)]) - text.piece_counts[: window.first].sum() + 1
            for vector, (first, last) in zip(text.sentence_vectors, text.sentences, strict=True):
                if window.first <= first < last <= window.last:
                    rows.append(state[starts[first] : starts[last]].mean(0))
                    vectors.append(torch.from_numpy(vector))
    rows, vectors = F.pad(torch.stack(rows).double(), (0, 1), value=1.0), torch.stack(vectors).double()
    old = torch.cat([model.sentence.weight.T, model.sentence.bias[None]]).double()
    given = rows @ old
    old *= (given * vectors).sum() / given.square().sum()
    drawn = torch.eye(len(old), dtype=torch.float64) * NEAR * rows[:, :-1].square().sum(0).mean()
    new = torch.linalg.solve(rows.T @ rows + drawn, rows.T @ vectors + drawn @ old)
    log(f"{len(rows)} sentences; cosine with the original encoder's {cosine(rows @ old, vectors):.4f}, then {cosine(rows @ new, vectors):.4f}")
    model.sentence = linear(new[:-1].T, new[-1])


def cosine(a: Tensor, b: Tensor) -> float:
    return float(F.cosine_similarity(a, b).mean())


@torch.no_grad()
def measure(teacher: Encoder, student: Encoder, readouts: Readouts, batches: list[Batch]) -> str:
    """What `errors` gives, over all batches."""
    each = [errors(teacher, student, readouts, batch) for batch in batches]
    return "  ".join(f"{name} {sum(float(e[name]) for e in each) / len(each):.5f}" for name in each[0])
