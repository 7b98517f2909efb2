"""Sentence vectors of the frozen original encoder, kept on disk by the sentence's text."""

import hashlib
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from headwater_training.model import Reader
from headwater_training.tokenizer import CLS, SEP, Tokenizer
from headwater_training.windows import Encoded

UNPOOLED = ("litbank", "btc", "gap")  # too far from news to teach sentence vectors


class Teacher:
    """The original encoder and the cache of its vectors (half precision)."""

    def __init__(self, model: Reader, tokenizer: Tokenizer, cache: Path):
        self.model, self.tokenizer, self.cache = model.eval(), tokenizer, cache
        self.fast = False  # bfloat16 is exact enough to learn from, not to compare with
        self.known: dict[str, np.ndarray] = {}
        if cache.exists():
            stored = np.load(cache)
            self.known = dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))

    def attach(self, documents: list[Encoded]) -> None:
        """Gives every document the vectors of its sentences."""
        missing = {}
        keys = []
        for encoded in documents:
            mine = []
            for first, last in encoded.sentences:
                pieces = [piece for word in encoded.words[first:last] for piece in word.pieces]
                key = hashlib.blake2b(np.array(pieces, dtype=np.int32).tobytes(), digest_size=12).hexdigest()
                mine.append(key)
                if key not in self.known:
                    missing[key] = pieces
            keys.append(mine)
        if missing:
            self.compute(missing)
        for encoded, mine in zip(documents, keys, strict=True):
            encoded.sentence_vectors = np.stack([self.known[key] for key in mine]) if mine else None

    def compute(self, missing: dict[str, list[int]]) -> None:
        self.fast = True
        order = sorted(missing, key=lambda key: len(missing[key]))
        for start in range(0, len(order), 64):
            part = order[start : start + 64]
            if start and start % 6400 == 0:
                print(f"sentence vectors: {start} of {len(order)}", flush=True)
            for key, vector in zip(part, self.vectors([missing[key] for key in part]).to(torch.float16).numpy(), strict=True):
                self.known[key] = vector
        self.fast = False
        np.savez(self.cache, keys=np.array(list(self.known)), vectors=np.stack(list(self.known.values())))

    @torch.no_grad()
    def vectors(self, sentences: list[list[int]]) -> torch.Tensor:
        """Mean of all pieces, [CLS] and [SEP] included, to unit length: the original model's recipe."""
        cls, sep = self.tokenizer.vocabulary[CLS], self.tokenizer.vocabulary[SEP]
        rows = [[cls, *pieces[:254], sep] for pieces in sentences]
        size = max(map(len, rows))
        pieces = torch.tensor([row + [0] * (size - len(row)) for row in rows])
        mask = torch.tensor([[True] * len(row) + [False] * (size - len(row)) for row in rows])
        zeros = torch.zeros_like(pieces)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.fast):
            states = self.model.encoder(pieces, zeros, zeros, zeros, mask).float()
        pooled = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return F.normalize(pooled, dim=1)
