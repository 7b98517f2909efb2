"""Weights to the file that the Rust encoder reads: eight-bit matrices with a scale for each row, floats for the rest.

The order of the tables is that of `crates/headwater-language/src/encoder/network.rs`, then that of `mentions.rs` beside it.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import nn

from headwater_training.mentions import MentionReader
from headwater_training.model import Crf, Layer, Reader

MAGIC = b"HWENC\0\x003"
FLOATS, EIGHT_BITS = 0, 1


def export(model: Reader, mentions: MentionReader, path: Path) -> int:
    """Writes the file; returns its size in bytes."""
    c, m = model.config, mentions.config
    with path.open("wb") as file:
        file.write(MAGIC)
        sizes = (c.vocabulary, c.positions, c.hidden, c.layers, c.heads, c.head_size, c.inner, c.pair_hidden, c.pair_layers, c.pair_heads)
        sizes += (m.width, m.layers, m.heads, m.inner, m.span, m.link, m.pair)
        file.write(struct.pack(f"<{len(sizes)}I", *sizes))
        for kind, table in (*tables(model), *mention_tables(mentions)):
            rows, columns = table.shape
            file.write(struct.pack("<BII", kind, rows, columns))
            if kind == EIGHT_BITS:
                scales, values = quantise(table)
                file.write(scales.tobytes())
                file.write(values.tobytes())
            else:
                file.write(table.astype("<f4").tobytes())
    return path.stat().st_size


def quantise(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Symmetric, a scale for each row."""
    scales = (np.abs(table).max(axis=1) / 127).astype("<f4")
    values = np.round(table / np.maximum(scales, 1e-12)[:, None]).clip(-127, 127).astype(np.int8)
    return scales, values


def tables(model: Reader) -> Iterator[tuple[int, np.ndarray]]:
    encoder, pair = model.encoder, model.pair
    yield EIGHT_BITS, array(encoder.pieces.weight)
    yield EIGHT_BITS, array(encoder.positions.weight)
    for table in (encoder.shapes, encoder.quotes, encoder.paragraphs):
        yield FLOATS, array(table.weight)
    yield from norm(encoder.norm)
    for layer in encoder.layers:
        yield from transformer_layer(layer)
    yield from small(model.cue)
    yield from small(model.cue_guideline)
    yield from crf(model.cue_crf)
    yield from small(model.act)
    for part in (pair.word, pair.cue, pair.gate):
        yield from linear(part)
    yield FLOATS, array(pair.distance.weight)
    yield from norm(pair.norm)
    for layer in pair.layers:
        yield from transformer_layer(layer)
    yield from small(pair.roles)
    yield from crf(pair.crf)
    yield from linear(model.sentence)


def mention_tables(reader: MentionReader) -> Iterator[tuple[int, np.ndarray]]:
    yield from linear(reader.input)
    for table in reader.features:
        yield FLOATS, array(table.weight)
    yield from norm(reader.norm)
    for layer in reader.layers:
        yield from transformer_layer(layer)
    yield from small(reader.name)
    yield from crf(reader.name_crf)
    yield from small(reader.head)
    for part in (reader.start_head, reader.start_word, reader.end_head, reader.end_word):
        yield from linear(part)
    yield FLOATS, array(reader.reach.weight)
    for part in (reader.later, reader.earlier, reader.later_pair, reader.earlier_pair):
        yield from linear(part)
    yield FLOATS, array(reader.products.weight)
    for table in reader.pair_features:
        yield FLOATS, array(table.weight)
    yield from small(reader.score)


def transformer_layer(layer: Layer) -> Iterator[tuple[int, np.ndarray]]:
    yield from linear(layer.query_key_value)
    yield from linear(layer.output)
    yield from norm(layer.attention_norm)
    yield from linear(layer.up)
    yield from linear(layer.down)
    yield from norm(layer.norm)


def linear(layer: nn.Linear) -> Iterator[tuple[int, np.ndarray]]:
    yield EIGHT_BITS, array(layer.weight)
    yield FLOATS, array(layer.bias)


def small(layer: nn.Linear) -> Iterator[tuple[int, np.ndarray]]:
    yield FLOATS, array(layer.weight)
    yield FLOATS, array(layer.bias)


def norm(layer: nn.LayerNorm) -> Iterator[tuple[int, np.ndarray]]:
    yield FLOATS, array(layer.weight)
    yield FLOATS, array(layer.bias)


def crf(field: Crf) -> Iterator[tuple[int, np.ndarray]]:
    for table in field.scores():
        yield FLOATS, array(table)


def array(table: torch.Tensor) -> np.ndarray:
    """Two-dimensional, vectors as one row."""
    return table.detach().float().numpy().reshape(-1, table.shape[-1])
