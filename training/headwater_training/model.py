"""One BERT-shaped encoder and its heads.

Shapes: B windows, P pieces, W words, H hidden size. Heads see words, a word being the encoder's output at its first piece.
"""

import math
from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from headwater_training.document import ACTS
from headwater_training.tokenizer import QUOTE_STATES, SHAPES
from headwater_training.windows import CUE_TAGS, ENTITY_TAGS, ROLES

DISTANCES = 16  # buckets of the distance between a word and a cue, each side


@dataclass
class Config:
    vocabulary: int = 30522
    positions: int = 512
    hidden: int = 384
    layers: int = 6
    heads: int = 12
    head_size: int = 32
    inner: int = 1536
    pair_hidden: int = 128
    pair_layers: int = 1
    pair_heads: int = 4
    link_hidden: int = 128
    dropout: float = 0.1

    def to_dict(self) -> dict:
        return asdict(self)


class Layer(nn.Module):
    """A transformer layer with the norm after each half (BERT's order)."""

    def __init__(self, hidden: int, inner: int, heads: int, size: int, dropout: float):
        """`size` numbers are in each head."""
        super().__init__()
        self.heads = heads
        self.size = size
        self.dropout = dropout
        self.query_key_value = nn.Linear(hidden, 3 * heads * size)
        self.output = nn.Linear(heads * size, hidden)
        self.attention_norm = nn.LayerNorm(hidden, eps=1e-12)
        self.up = nn.Linear(hidden, inner)
        self.down = nn.Linear(inner, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x [B, P, H]; mask [B, 1, 1, P] is added to the attention scores."""
        x = self.attend(x, mask)
        inner = self.down(F.gelu(self.up(x)))
        return self.norm(x + F.dropout(inner, self.dropout, self.training))

    def attend(self, x: Tensor, mask: Tensor) -> Tensor:
        """The layer's first half."""
        return self.attention_norm(x + F.dropout(self.output(self.context(x, mask)), self.dropout, self.training))

    def context(self, x: Tensor, mask: Tensor) -> Tensor:
        """What the heads give, side by side: [B, P, heads * size]."""
        b, p, _ = x.shape
        q, k, v = self.query_key_value(x).view(b, p, 3, self.heads, self.size).permute(2, 0, 3, 1, 4)
        # Written out rather than PyTorch's fused kernel, whose backward pass on a CPU is twice slower at these lengths.
        scores = q * self.size**-0.5 @ k.transpose(-1, -2) + mask.to(q.dtype)
        attended = torch.softmax(scores, -1).to(v.dtype) @ v
        return attended.transpose(1, 2).reshape(b, p, self.heads * self.size)


class Encoder(nn.Module):
    """BERT, whose input also carries case shape, quotation state and paragraph starts (rows that begin at zero)."""

    def __init__(self, config: Config):
        super().__init__()
        self.dropout = config.dropout
        self.pieces = nn.Embedding(config.vocabulary, config.hidden)
        self.positions = nn.Embedding(config.positions, config.hidden)
        self.shapes = nn.Embedding(SHAPES, config.hidden)
        self.quotes = nn.Embedding(QUOTE_STATES, config.hidden)
        self.paragraphs = nn.Embedding(2, config.hidden)
        self.norm = nn.LayerNorm(config.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(config.hidden, config.inner, config.heads, config.head_size, 0.0) for _ in range(config.layers))
        self.pieces.weight.requires_grad_(False)  # tens of megabytes that a few million words would teach little
        for table in (self.shapes, self.quotes, self.paragraphs):
            nn.init.zeros_(table.weight)

    def forward(self, pieces: Tensor, shapes: Tensor, quotes: Tensor, paragraphs: Tensor, mask: Tensor) -> Tensor:
        """All inputs [B, P]; mask is true at real pieces. Returns [B, P, H]."""
        return F.dropout(self.with_half(pieces, shapes, quotes, paragraphs, mask)[0], self.dropout, self.training)

    def with_half(self, pieces: Tensor, shapes: Tensor, quotes: Tensor, paragraphs: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """What the last layer gives and what half of the layers give, each [B, P, H]."""
        rows = self.rows(pieces, shapes, quotes, paragraphs, mask)
        return rows[-1], rows[len(self.layers) // 2]

    def rows(self, pieces: Tensor, shapes: Tensor, quotes: Tensor, paragraphs: Tensor, mask: Tensor) -> list[Tensor]:
        """What goes into the first layer and what every layer gives, each [B, P, H]."""
        rows, added = [self.embed(pieces, shapes, quotes, paragraphs)], score_mask(mask)
        for layer in self.layers:
            rows.append(layer(rows[-1], added))
        return rows

    def embed(self, pieces: Tensor, shapes: Tensor, quotes: Tensor, paragraphs: Tensor) -> Tensor:
        at = torch.arange(pieces.shape[1])
        return self.norm(self.pieces(pieces) + self.positions(at) + self.shapes(shapes) + self.quotes(quotes) + self.paragraphs(paragraphs))


def score_mask(mask: Tensor) -> Tensor:
    """What is added to attention scores [B, heads, P, P] so that only places where mask [B, P] is true are seen."""
    return torch.zeros(mask.shape).masked_fill(~mask, -1e4)[:, None, None, :]


class Crf(nn.Module):
    """Linear-chain conditional random field over partly known tags: the gold side sums over every allowed path."""

    def __init__(self, tags: int, forbidden: list[tuple[int, int]] = (), forbidden_first: list[int] = ()):
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(tags, tags))
        self.first = nn.Parameter(torch.zeros(tags))
        block = torch.zeros(tags, tags)
        for a, b in forbidden:
            block[a, b] = -1e4
        block_first = torch.zeros(tags)
        block_first[list(forbidden_first)] = -1e4
        self.register_buffer("block", block)
        self.register_buffer("block_first", block_first)

    def scores(self) -> tuple[Tensor, Tensor]:
        return self.first + self.block_first, self.transitions + self.block

    def loss(self, emissions: Tensor, allowed: Tensor, mask: Tensor) -> Tensor:
        """Negative log-likelihood a sequence: emissions [N, W, T], allowed [N, W, T] of bool, mask [N, W] of bool; returns [N]."""
        emissions = emissions.float()
        first, transitions = self.scores()
        both = torch.cat([emissions, emissions.masked_fill(~allowed, -1e4)])
        n, length, tags = both.shape
        # Each step as a matrix; matrices of steps that are not there change nothing. Halving the chain log2(W) times is
        # far faster than W steps one after another.
        nothing = torch.full((tags, tags), -1e4).fill_diagonal_(0.0)
        chain = transitions + both[:, 1:, None, :]
        chain = torch.where(torch.cat([mask, mask])[:, 1:, None, None], chain, nothing)
        while chain.shape[1] > 1:
            if chain.shape[1] % 2:
                chain = torch.cat([chain, nothing.expand(n, 1, tags, tags)], dim=1)
            chain = torch.logsumexp(chain[:, ::2, :, :, None] + chain[:, 1::2, None, :, :], dim=3)
        total = first + both[:, 0]
        if length > 1:
            total = torch.logsumexp(total[:, :, None] + chain[:, 0], dim=1)
        everything, gold = torch.logsumexp(total, dim=1).chunk(2)
        return everything - gold

    @torch.no_grad()
    def decode(self, emissions: Tensor, mask: Tensor) -> list[list[int]]:
        """The best path of each sequence."""
        first, transitions = self.scores()
        best = first + emissions[:, 0].float()
        back = []
        for t in range(1, emissions.shape[1]):
            score, origin = (best[:, :, None] + transitions).max(dim=1)
            keep = mask[:, t, None]
            best = torch.where(keep, score + emissions[:, t].float(), best)
            back.append(torch.where(keep, origin, torch.arange(emissions.shape[2])))
        paths = []
        for n in range(emissions.shape[0]):
            tag = int(best[n].argmax())
            path = [tag]
            for origin in reversed(back):
                tag = int(origin[n, tag])
                path.append(tag)
            paths.append(path[::-1][: int(mask[n].sum())])
        return paths


def bio_forbidden(tags: int) -> tuple[list[tuple[int, int]], list[int]]:
    """Inside may follow only begin or inside of its own kind."""
    inside = list(range(2, tags, 2))
    return [(a, b) for b in inside for a in range(tags) if a not in (b, b - 1)], inside


class PairHead(nn.Module):
    """For each cue, the role of every word of its window: none, source, content, or the cue itself."""

    def __init__(self, config: Config):
        super().__init__()
        d = config.pair_hidden
        self.word = nn.Linear(config.hidden, d)
        self.cue = nn.Linear(config.hidden, d)
        self.gate = nn.Linear(config.hidden, d)
        self.distance = nn.Embedding(2 * DISTANCES + 1, d)
        self.norm = nn.LayerNorm(d, eps=1e-12)
        self.layers = nn.ModuleList(Layer(d, 2 * d, config.pair_heads, d // config.pair_heads, config.dropout) for _ in range(config.pair_layers))
        self.roles = nn.Linear(d, ROLES)
        self.crf = Crf(ROLES)

    def forward(self, words: Tensor, owners: list[int], cues: Tensor, distances: Tensor, mask: Tensor) -> Tensor:
        """words [B, W, H], the window of each of N cues, cues [N, H], distances [N, W] as buckets, mask [N, W]; returns emissions [N, W, ROLES]."""
        word = self.word(words)[owners]
        x = word * (1 + self.gate(cues)[:, None]) + self.cue(cues)[:, None] + self.distance(distances)
        x = self.norm(x)
        added = score_mask(mask)
        for layer in self.layers:
            x = layer(x, added)
        return self.roles(x)


def distance_bucket(offset: Tensor) -> Tensor:
    """0 for the cue's own words; then 1, 2, 3, 4, 5-6, 7-8, ... on either side, growing by the square root of two."""
    size = offset.abs().float()
    bucket = torch.where(size <= 4, size, 4 + torch.floor(2 * torch.log2(size.clamp(min=4) / 4) + 1e-6) + 1).clamp(max=DISTANCES - 1)
    bucket = torch.where(offset == 0, 0, bucket)
    return (DISTANCES + torch.where(offset < 0, -bucket, bucket)).long()


class LinkHead(nn.Module):
    """Word-level coreference (Dobrovolskii 2021): each word picks an earlier word that means the same, or none; a head word then points at its mention's ends."""

    def __init__(self, config: Config):
        super().__init__()
        d = config.link_hidden
        self.later = nn.Linear(config.hidden, d)
        self.earlier = nn.Linear(config.hidden, d)
        self.distance = nn.Embedding(12, 1)
        self.same = nn.Embedding(4, 1)
        self.head = nn.Linear(config.hidden, 1)  # whether the word heads a mention
        self.start_head, self.start_word = nn.Linear(config.hidden, d), nn.Linear(config.hidden, d)
        self.end_head, self.end_word = nn.Linear(config.hidden, d), nn.Linear(config.hidden, d)
        for table in (self.distance, self.same):
            nn.init.zeros_(table.weight)

    def links(self, later: Tensor, earlier: Tensor, distance: Tensor, same: Tensor) -> Tensor:
        """later [M, H], earlier [K, H], distance and same [M, K] as buckets; returns [M, K] scores, nothing scoring zero."""
        product = self.later(later) @ self.earlier(earlier).T / math.sqrt(self.later.out_features)
        return product.float() + self.distance(distance)[..., 0] + self.same(same)[..., 0]

    def ends(self, heads: Tensor, words: Tensor) -> tuple[Tensor, Tensor]:
        """heads [M, H], words [K, H]; returns start and end scores [M, K]."""
        scale = math.sqrt(self.later.out_features)
        start = self.start_head(heads) @ self.start_word(words).T / scale
        end = self.end_head(heads) @ self.end_word(words).T / scale
        return start.float(), end.float()


class Reader(nn.Module):
    """The encoder with every head."""

    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        self.encoder = Encoder(config)
        self.cue = nn.Linear(config.hidden, CUE_TAGS)
        self.cue_crf = Crf(CUE_TAGS, *bio_forbidden(CUE_TAGS))
        # What the product's guideline counts as a statement, as a shift from what PolNeAR counts as an attribution.
        self.cue_guideline = nn.Linear(config.hidden, CUE_TAGS)
        nn.init.zeros_(self.cue_guideline.weight)
        nn.init.zeros_(self.cue_guideline.bias)
        self.act = nn.Linear(config.hidden, len(ACTS))
        self.pair = PairHead(config)
        self.entity = nn.Linear(config.hidden, ENTITY_TAGS)
        self.entity_crf = Crf(ENTITY_TAGS, *bio_forbidden(ENTITY_TAGS))
        self.link = LinkHead(config)
        self.sentence = nn.Linear(config.hidden, config.hidden)
        with torch.no_grad():
            self.sentence.weight.copy_(torch.eye(config.hidden))
            self.sentence.bias.zero_()

    def cue_scores(self, words: Tensor, guideline: Tensor) -> Tensor:
        """words [B, W, H], guideline [B] as 0 or 1; returns cue emissions [B, W, CUE_TAGS]."""
        return self.cue(words) + guideline[:, None, None] * self.cue_guideline(words)

    def load_bert(self, tensors: dict[str, Tensor]) -> None:
        """Takes the encoder's weights from a BERT checkpoint's tensors."""
        encoder = self.encoder
        with torch.no_grad():
            encoder.pieces.weight.copy_(tensors["embeddings.word_embeddings.weight"])
            encoder.positions.weight.copy_(tensors["embeddings.position_embeddings.weight"] + tensors["embeddings.token_type_embeddings.weight"][0])
            copy_pair(encoder.norm, tensors, "embeddings.LayerNorm")
            for number, layer in enumerate(encoder.layers):
                base = f"encoder.layer.{number}"
                for kind in ("weight", "bias"):
                    parts = [tensors[f"{base}.attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
                    getattr(layer.query_key_value, kind).copy_(torch.cat(parts))
                copy_pair(layer.output, tensors, f"{base}.attention.output.dense")
                copy_pair(layer.attention_norm, tensors, f"{base}.attention.output.LayerNorm")
                copy_pair(layer.up, tensors, f"{base}.intermediate.dense")
                copy_pair(layer.down, tensors, f"{base}.output.dense")
                copy_pair(layer.norm, tensors, f"{base}.output.LayerNorm")


def copy_pair(module: nn.Module, tensors: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(tensors[f"{name}.weight"])
    module.bias.copy_(tensors[f"{name}.bias"])
