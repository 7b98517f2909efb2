"""Windows to padded tensors, and items of several corpora to batches of even size."""

import random
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from headwater_training.tokenizer import CLS, MASK, SEP, Tokenizer
from headwater_training.windows import Window


@dataclass(slots=True)
class Batch:
    """B windows of at most P pieces and W words."""

    windows: list[Window]
    groups: list[list[int]]  # windows of one document that are linked together
    pieces: Tensor
    shapes: Tensor
    quotes: Tensor
    paragraphs: Tensor
    piece_mask: Tensor
    word_pieces: Tensor  # [B, W] first piece of each word
    word_mask: Tensor
    guideline: Tensor  # [B]


def make_batch(items: list[list[Window]], tokenizer: Tokenizer) -> Batch:
    windows = [window for item in items for window in item]
    groups, at = [], 0
    for item in items:
        groups.append(list(range(at, at + len(item))))
        at += len(item)
    size = max(window.pieces for window in windows)
    widest = max(window.last - window.first for window in windows)
    cls, sep = tokenizer.vocabulary[CLS], tokenizer.vocabulary[SEP]
    pieces, shapes, quotes, paragraphs = (np.zeros((len(windows), size), dtype=np.int64) for _ in range(4))
    mask = np.zeros((len(windows), size), dtype=bool)
    first_pieces = np.zeros((len(windows), widest), dtype=np.int64)
    word_mask = np.zeros((len(windows), widest), dtype=bool)
    for b, window in enumerate(windows):
        pieces[b, 0] = cls
        at = 1
        for w, word in enumerate(window.encoded.words[window.first : window.last]):
            first_pieces[b, w] = at
            count = len(word.pieces)
            pieces[b, at : at + count] = word.pieces
            shapes[b, at : at + count] = word.shape
            quotes[b, at : at + count] = word.quote
            paragraphs[b, at] = word.paragraph_start
            at += count
        pieces[b, at] = sep
        mask[b, : at + 1] = True
        word_mask[b, : window.last - window.first] = True
    return Batch(
        windows, groups, *map(torch.from_numpy, (pieces, shapes, quotes, paragraphs, mask, first_pieces, word_mask)),
        torch.tensor([float(window.encoded.document.guideline) for window in windows]),
    )  # fmt: skip


def hide_pieces(batch: Batch, tokenizer: Tokenizer, share: float) -> None:
    """Masks a share of the pieces, so that names are not learned by heart."""
    marks = (batch.pieces == tokenizer.vocabulary[CLS]) | (batch.pieces == tokenizer.vocabulary[SEP])
    hidden = (torch.rand(batch.pieces.shape) < share) & batch.piece_mask & ~marks
    batch.pieces[hidden] = tokenizer.vocabulary[MASK]


def pack(items: list[list[Window]], pieces: int, rng: random.Random | None) -> list[list[list[Window]]]:
    """Items to batches of about `pieces` padded pieces, like lengths together; shuffled when training."""
    if rng:
        rng.shuffle(items)
    pool_size = 1024 if rng else len(items)
    out = []
    for start in range(0, len(items), pool_size):
        pool = sorted(items[start : start + pool_size], key=lambda item: max(window.pieces for window in item))
        batch, longest, count = [], 0, 0
        for item in pool:
            longest_after = max(longest, max(window.pieces for window in item))
            if batch and longest_after * (count + len(item)) > pieces:
                out.append(batch)
                batch, count, longest_after = [], 0, max(window.pieces for window in item)
            batch.append(item)
            count += len(item)
            longest = longest_after
        if batch:
            out.append(batch)
    if rng:
        rng.shuffle(out)
    return out
