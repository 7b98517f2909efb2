"""The fourth stage: trains the reader of mentions on rows of the encoder, and the encoder together with it."""

import functools
import random
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import Parameter

from headwater_training.batches import hide_pieces, make_batch, pack
from headwater_training.corpora import read_gap, read_litbank, read_meantime, read_ontogum, read_uner
from headwater_training.data import LAST_WEIGHTS, SECOND_RATES, Folders, Stage, epoch
from headwater_training.document import Document
from headwater_training.losses import losses as attribution_losses
from headwater_training.mentions import MentionConfig, MentionReader
from headwater_training.model import Reader
from headwater_training.reading import HIDDEN_PIECES, Group, Rows, Text, groups, losses, texts
from headwater_training.tokenizer import Tokenizer
from headwater_training.train import add_up, share, together
from headwater_training.windows import Encoded, Window, encode, reading_windows

WEIGHTS = {"name": 1.0, "part": 0.3, "head": 0.5, "ends": 0.5, "link": 1.5, "pronoun": 0.3}
RATES = {"uner-ewt": 1.0, "ontogum": 2.0}  # how often an epoch sees each corpus
# The links alone.
LINK_WEIGHTS = {"head": 0.5, "ends": 0.5, "link": 1.5}
LINK_RATES = {"uner-ewt": 0.25, "ontogum": 1.0}
KEPT_PARTS = ("input", "features", "norm", "layers", "name", "name_crf", "part")
# The joint stage.
JOINT_RATES = {"uner-ewt": 0.8, "ontogum": 1.2, "litbank": 0.1, "meantime": 0.5, "gap": 0.1}
JOINT_STAGE = Stage({name: 0.0 for name in SECOND_RATES} | {"polnear": 0.12, "gum-attribution": 1.0, "stories": 1.5}, LAST_WEIGHTS, longest_window=208)
KEPT_LOSSES = ("cue", "pair", "act", "sentence")
LONGEST_RUN = 6  # windows of a document whose mentions are linked together


@dataclass(frozen=True, slots=True)
class ReaderPlan:
    epochs: int = 6
    rate: float = 2e-3
    windows: int = 8  # of a batch on each worker
    seed: int = 1


def documents(folders: Folders) -> list[Document]:
    language = folders.language
    out = read_uner(language / "uner-ewt/train.jsonl", language / "ud-ewt/train.conllu")
    return out + read_ontogum(language / "ontogum-permissive/train.conllu")


def joint_documents(folders: Folders) -> list[Document]:
    """Those and what else has mention links, for the joint stage."""
    language = folders.language
    out = documents(folders) + read_litbank(language / "litbank/coref.jsonl") + read_meantime(language / "meantime-coref/en.jsonl")
    return out + read_gap(language / "gap/development.jsonl")


def train_reader(
    model: Reader, tokenizer: Tokenizer, folders: Folders, plan: ReaderPlan, workers: int, log, start: MentionReader | None = None
) -> MentionReader:
    """Encodes the corpora once and trains on what comes out, a new reader or `start`."""
    items = texts(model, [encode(document, tokenizer) for document in documents(folders)], tokenizer)
    log(f"{len(items)} documents of mentions are encoded")
    torch.manual_seed(plan.seed)
    reader = start or MentionReader(MentionConfig(hidden=model.config.hidden))
    together(workers, work_through, reader, items, plan, log)
    return reader.eval()


def train_links(model: Reader, reader: MentionReader, tokenizer: Tokenizer, folders: Folders, plan: ReaderPlan, workers: int, log) -> None:
    """Goes on training what finds mentions and links them, and leaves what reads names as it is.

    Each text is seen in three ways: as the program cuts it, and twice cut elsewhere with pieces hidden.
    """
    encoded = [encode(document, tokenizer) for document in documents(folders)]
    linked = [each for each in encoded if each.heads]
    items = texts(model, encoded, tokenizer)
    for seed in (11, 12):
        torch.manual_seed(seed)
        items += texts(model, linked, tokenizer, random.Random(seed))
    log(f"{len(items)} documents of mentions are encoded")
    together(workers, link_work, reader, items, plan, log)
    reader.eval()


@dataclass(frozen=True, slots=True)
class JointPlan:
    """Mentions and attributions in turn; each epoch sees every text of mentions as often as `JOINT_RATES` says."""

    epochs: int = 2
    rate: float = 1.2e-4  # of the encoder
    head_rate: float = 4e-4
    reader_rate: float = 1e-3
    windows: int = 10
    frozen_layers: int = 2
    seed: int = 1


def train_together(
    model: Reader, reader: MentionReader, mentions: list[Encoded], others: list[Encoded], tokenizer: Tokenizer, plan: JointPlan, workers: int, log
) -> None:
    """Trains the encoder on mentions, and goes on training it on what it has learned before."""
    together(workers, joint_work, model, reader, [Text.of(encoded, reading_rows(encoded)) for encoded in mentions], others, tokenizer, plan, log)


def joint_work(
    rank: int, workers: int, model: Reader, reader: MentionReader, mentions: list[Text], others: list[Encoded], tokenizer: Tokenizer, plan: JointPlan, log
) -> None:
    """One worker's part: batches of mentions and of attributions in turn."""
    rng = random.Random(plan.seed)  # the same on every worker
    own = random.Random(plan.seed * 1000 + rank)
    torch.manual_seed(plan.seed * 1000 + rank)
    kept_still = ("encoder.positions", "encoder.norm", *(f"encoder.layers.{number}." for number in range(plan.frozen_layers)))
    for name, value in model.named_parameters():
        if name.startswith(kept_still):
            value.requires_grad_(False)
    encoder = [value for name, value in model.named_parameters() if value.requires_grad and name.startswith("encoder.")]
    heads = [value for name, value in model.named_parameters() if value.requires_grad and not name.startswith("encoder.")]
    rates = [(encoder, plan.rate), (heads, plan.head_rate), (list(reader.parameters()), plan.reader_rate)]
    kept_weights = {name: JOINT_STAGE.weights[name] for name in KEPT_LOSSES}

    def turns() -> list:
        out: list = [("mentions", batch) for batch in share(batches(mentions, plan, rng, JOINT_RATES), rank, workers)]
        out += [("others", batch) for batch in share(pack(epoch(others, tokenizer, rng, JOINT_STAGE), 3072, rng), rank, workers)]
        rng.shuffle(out)
        return out

    def weighed(turn: tuple) -> tuple[dict[str, Tensor], dict[str, float]]:
        kind, batch = turn
        if kind == "mentions":
            return losses(reader, batch, functools.partial(live_states, model, tokenizer)), WEIGHTS
        return attribution_losses(model, make_batch(batch, tokenizer), own), kept_weights

    model.train()
    reader.train()
    descend(Course(rates, plan.epochs, warm=60, decay=0.01, inertia=0.995), turns, weighed, rank, workers, log)


def work_through(rank: int, workers: int, reader: MentionReader, items: list[Text], plan: ReaderPlan, log) -> None:
    """One worker's part on rows that were worked out before."""
    rng = random.Random(plan.seed)  # the same on every worker
    torch.manual_seed(plan.seed * 1000 + rank)
    course = Course([(list(reader.parameters()), plan.rate)], plan.epochs, warm=200, decay=0.02, inertia=0.998)
    reader.train()
    descend(course, lambda: share(batches(items, plan, rng), rank, workers), lambda batch: (losses(reader, batch), WEIGHTS), rank, workers, log)


def link_work(rank: int, workers: int, reader: MentionReader, items: list[Text], plan: ReaderPlan, log) -> None:
    """One worker's part of `train_links`."""
    rng = random.Random(plan.seed)  # the same on every worker
    torch.manual_seed(plan.seed * 1000 + rank)
    own = [value for name, value in reader.named_parameters() if name.split(".")[0] not in KEPT_PARTS]
    course = Course([(own, plan.rate)], plan.epochs, warm=100, decay=0.02, inertia=0.998)
    reader.train()

    def turns() -> list:
        return share(batches(items, plan, rng, LINK_RATES), rank, workers)

    descend(course, turns, lambda batch: (losses(reader, batch), LINK_WEIGHTS), rank, workers, log)


@dataclass(frozen=True, slots=True)
class Course:
    """How `descend` goes: which parameters at which rate, how often through everything, steps of the warm-up, AdamW's decay, the average's inertia."""

    rates: list[tuple[list[Parameter], float]]
    epochs: int
    warm: int
    decay: float
    inertia: float


def descend(course: Course, turns: Callable[[], list], weighed: Callable, rank: int, workers: int, log) -> None:
    """AdamW with a linear warm-up and decay over what `turns` gives for each epoch; ends with the running average of the weights.

    `weighed` gives the losses of one turn by name and the weight of each; what has no weight does not count.
    """
    parameters = [value for values, _ in course.rates for value in values]
    groups_of_rates = [{"params": values, "lr": rate} for values, rate in course.rates]
    optimiser = torch.optim.AdamW(groups_of_rates, weight_decay=course.decay, betas=(0.9, 0.98), fused=True)
    average = [value.detach().clone() for value in parameters]
    step, total, started = 0, 0, time.monotonic()
    for number in range(course.epochs):
        sums: dict[str, list[float]] = {}
        own = turns()
        total = total or course.epochs * len(own)
        for at, turn in enumerate(own, 1):
            for group, (_, rate) in zip(optimiser.param_groups, course.rates, strict=True):
                group["lr"] = rate * min((step + 1) / course.warm, max(0.02, (total - step) / total))
            parts, weights = weighed(turn)
            optimiser.zero_grad(set_to_none=True)
            sum(weights[name] * value for name, value in parts.items() if name in weights).backward()
            add_up(parameters, workers)
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            step += 1
            with torch.no_grad():
                for kept, value in zip(average, parameters, strict=True):
                    kept.lerp_(value, 1 - min(course.inertia, step / (step + 20)))
            for name, value in parts.items():
                sums.setdefault(name, []).append(value.item())
            if rank == 0 and (at % 50 == 0 or at == len(own)):
                shown = "  ".join(f"{name} {sum(values) / len(values):.4f}" for name, values in sums.items())
                log(f"epoch {number + 1}/{course.epochs} step {at}/{len(own)} {time.monotonic() - started:.0f} s  {shown}")
                sums = {}
    with torch.no_grad():
        for value, kept in zip(parameters, average, strict=True):
            value.copy_(kept)


def live_states(model: Reader, tokenizer: Tokenizer, windows: list[tuple[Group, Rows]]) -> list[Tensor]:
    """The encoder's rows of each window, [words, 2 hidden], with their gradients."""
    cut = [Window(group.text.encoded, w.first, w.last, int(group.text.encoded.piece_counts[w.first : w.last].sum()) + 2) for group, w in windows]
    batch = make_batch([[window] for window in cut], tokenizer)
    hide_pieces(batch, tokenizer, HIDDEN_PIECES)
    with torch.autocast("cpu", torch.bfloat16):
        whole, half = model.encoder.with_half(batch.pieces, batch.shapes, batch.quotes, batch.paragraphs, batch.piece_mask)
    at = batch.word_pieces[..., None].expand(-1, -1, whole.shape[2])
    states = torch.cat([torch.gather(whole.float(), 1, at), torch.gather(half.float(), 1, at)], -1)
    return [state[: window.last - window.first] for state, window in zip(states, cut, strict=True)]


def reading_rows(encoded: Encoded) -> list[Rows]:
    """Windows without rows: those are worked out as they are needed."""
    nothing = np.zeros((0, 0), dtype=np.float16)
    return [Rows(w.first, w.last, nothing) for w in reading_windows(encoded)]


def batches(items: list[Text], plan: ReaderPlan | JointPlan, rng: random.Random, rates: dict[str, float] = RATES) -> list[list[Group]]:
    """One epoch: runs of windows, about as many windows in each batch."""
    runs = []
    for text in items:
        rate = rates[text.encoded.document.corpus]
        for _ in range(int(rate) + (rng.random() < rate % 1)):
            runs += groups([text], rng, LONGEST_RUN)
    rng.shuffle(runs)
    out: list[list[Group]] = [[]]
    for run in runs:
        if sum(len(group.windows) for group in out[-1]) >= plan.windows:
            out.append([])
        out[-1].append(run)
    return out
