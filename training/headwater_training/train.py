"""Joint training of the encoder and its heads on the processor, in bfloat16."""

import multiprocessing
import os
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import torch
import torch.distributed as dist
from safetensors.torch import load_file, save_file

from headwater_training.batches import make_batch, pack
from headwater_training.data import STAGES, Stage, epoch
from headwater_training.losses import losses
from headwater_training.mentions import MentionConfig, MentionReader
from headwater_training.model import Config, Reader
from headwater_training.tokenizer import Tokenizer
from headwater_training.windows import CONTENT, Encoded


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. The batch of a step is `batch_pieces` on each worker."""

    epochs: int
    rate: float = 3e-4
    head_rate: float = 1.2e-3
    batch_pieces: int = 3072
    seed: int = 1
    name: str = "model"
    stage: Stage = STAGES["first"]


def train(model: Reader, documents: list[Encoded], tokenizer: Tokenizer, work: Path, plan: Plan, workers: int, log) -> None:
    """AdamW with a linear warm-up and decay; an averaged checkpoint after every epoch."""
    together(workers, work_through, model, documents, tokenizer, work, plan, log)


def together(workers: int, task: Callable, *arguments) -> None:
    """Runs `task(rank, workers, *arguments)` in `workers` processes of one thread each; worker 0 is this process.

    Processes that meet once a step bear a shared machine far better than threads that meet at every operation.
    """
    with tempfile.TemporaryDirectory() as folder:
        meeting = Path(folder) / "meeting"
        context = multiprocessing.get_context("fork")
        others = [context.Process(target=join, args=(meeting, rank, workers, task, arguments)) for rank in range(1, workers)]
        for other in others:
            other.start()
        try:
            join(meeting, 0, workers, task, arguments)
        finally:
            for other in others:
                other.join(timeout=5)
                other.kill()


def join(meeting: Path, rank: int, workers: int, task: Callable, arguments: tuple) -> None:
    if rank:
        os.setsid()  # a session of its own: schedulers that share by session then count each worker
    dist.init_process_group("gloo", init_method=f"file://{meeting}", rank=rank, world_size=workers, timeout=timedelta(hours=2))
    task(rank, workers, *arguments)
    dist.destroy_process_group()


def work_through(rank: int, workers: int, model: Reader, documents: list[Encoded], tokenizer: Tokenizer, work: Path, plan: Plan, log) -> None:
    """One worker's part; worker 0 keeps the average and saves it."""
    rng = random.Random(plan.seed)  # the same on every worker: they cut the same epoch into the same batches
    own = random.Random(plan.seed * 1000 + rank)
    torch.manual_seed(plan.seed * 1000 + rank)
    trained = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    parameters = [p for _, p in trained]
    encoder = [p for n, p in trained if n.startswith("encoder.") and not fresh(n)]
    heads = [p for n, p in trained if not n.startswith("encoder.") or fresh(n)]
    groups = [{"params": encoder, "lr": plan.rate}, {"params": heads, "lr": plan.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    average = {key: value.clone() for key, value in model.state_dict().items()} if rank == 0 else {}
    batches = share(pack(epoch(documents, tokenizer, rng, plan.stage), plan.batch_pieces, rng), rank, workers)
    total = plan.epochs * len(batches)
    warm = max(10, total // 16)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: min((step + 1) / warm, max(0.0, (total - step) / (total - warm))))
    step = 0
    for number in range(plan.epochs):
        if number:
            batches = share(pack(epoch(documents, tokenizer, rng, plan.stage), plan.batch_pieces, rng), rank, workers)
        started, sums, counts, pieces = time.monotonic(), {}, {}, 0
        model.train()
        for at, items in enumerate(batches):
            batch = make_batch(items, tokenizer)
            parts = losses(model, batch, own)
            optimiser.zero_grad(set_to_none=True)
            sum(plan.stage.weights[key] * value for key, value in parts.items()).backward()
            add_up(parameters, workers)
            torch.nn.utils.clip_grad_norm_(parameters, 1.0 if step > warm else 5.0)
            optimiser.step()
            schedule.step()
            step += 1
            pieces += int(batch.piece_mask.sum())
            if rank:
                continue
            keep_average(average, model, min(0.995, step / (step + 20)))
            for key, value in parts.items():
                sums[key], counts[key] = sums.get(key, 0.0) + value.item(), counts.get(key, 0) + 1
            if at % 20 == 19:
                speed = workers * pieces / (time.monotonic() - started)
                shown = "  ".join(f"{key} {sums[key] / counts[key]:.3f}" for key in sums)
                log(f"epoch {number + 1}/{plan.epochs} step {at + 1}/{len(batches)} {speed:.0f} pieces/s  {shown}")
                sums, counts = {}, {}
        if rank:
            continue
        log(f"epoch {number + 1}: {time.monotonic() - started:.0f} s")
        save_file({key: value.contiguous() for key, value in average.items()}, work / f"{plan.name}.safetensors")
    if rank == 0:
        model.load_state_dict(average)


def share(batches: list, rank: int, workers: int) -> list:
    """One worker's batches; every worker has as many."""
    return batches[: len(batches) // workers * workers][rank::workers]


def add_up(parameters: list[torch.nn.Parameter], workers: int) -> None:
    """Replaces each gradient by its mean over the workers."""
    if workers == 1:
        return
    flat = torch.cat([(p.grad if p.grad is not None else torch.zeros_like(p)).flatten() for p in parameters])
    dist.all_reduce(flat)
    flat /= workers
    at = 0
    for p in parameters:
        p.grad = flat[at : at + p.numel()].view_as(p)
        at += p.numel()


@torch.no_grad()
def keep_average(average: dict[str, torch.Tensor], model: Reader, decay: float) -> None:
    for key, value in model.named_parameters():
        if value.requires_grad:
            average[key].lerp_(value, 1 - decay)


def fresh(name: str) -> bool:
    """Parameters of the encoder that begin at zero."""
    return any(part in name for part in ("encoder.shapes", "encoder.quotes", "encoder.paragraphs"))


def original(folder: Path, config: Config | None = None) -> Reader:
    """A reader whose encoder is the original checkpoint in `folder`."""
    model = Reader(config or Config())
    tensors = {key.removeprefix("bert."): value for key, value in load_file(folder / "model.safetensors").items()}
    model.load_bert(tensors)
    return model


MENTIONS = "mentions."  # begins the names of the tensors of the reader of mentions


def save(path: Path, model: Reader, mentions: MentionReader | None = None) -> None:
    """Writes a checkpoint, with the reader of mentions where there is one."""
    tensors = model.state_dict() | {MENTIONS + name: value for name, value in (mentions.state_dict() if mentions else {}).items()}
    save_file({name: value.contiguous() for name, value in tensors.items()}, path)


def restore(path: Path) -> Reader:
    """The encoder and its heads from a checkpoint, however narrow the encoder's layers."""
    tensors = {name: value for name, value in load_file(path).items() if not name.startswith(MENTIONS)}
    heads = tensors["encoder.layers.0.output.weight"].shape[1] // Config().head_size
    model = Reader(Config(heads=heads, inner=len(tensors["encoder.layers.0.up.weight"])))
    model.load_state_dict(tensors)
    return model


def restore_mentions(path: Path) -> MentionReader | None:
    """The reader of mentions from a checkpoint that has one."""
    tensors = {name.removeprefix(MENTIONS): value for name, value in load_file(path).items() if name.startswith(MENTIONS)}
    if not tensors:
        return None
    reader = MentionReader(MentionConfig())
    reader.load_state_dict(tensors)
    return reader.eval()


def mean(a: Reader, b: Reader) -> Reader:
    """The reader half way between two (Wortsman et al. 2022, model soups): `a` must have been trained on from `b`, or both from a third."""
    others = b.state_dict()
    a.load_state_dict({key: (value + others[key]) / 2 if value.is_floating_point() else value for key, value in a.state_dict().items()})
    return a


CONTENT_BIAS = -0.2


def settle_contents(model: Reader) -> None:
    """Makes contents somewhat shorter, as PolNeAR's development part asks."""
    with torch.no_grad():
        model.pair.roles.bias[CONTENT] += CONTENT_BIAS
