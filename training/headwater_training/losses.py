"""The loss of each head on a batch; a head whose layer no window of the batch annotates adds nothing."""

import random

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from headwater_training.batches import Batch
from headwater_training.document import ACTS
from headwater_training.model import Reader, distance_bucket
from headwater_training.tokenizer import CAPITALISED, UPPER
from headwater_training.windows import B_CUE, CONTENT, CUE, CUE_TAGS, ENTITY_TAGS, NO_ROLE, ROLES, SOURCE

WEIGHTS = {"cue": 1.0, "pair": 1.0, "act": 0.2, "entity": 0.5, "link": 0.7, "head": 0.5, "ends": 0.3, "sentence": 8.0}


def losses(model: Reader, batch: Batch, rng: random.Random) -> dict[str, Tensor]:
    """Unweighted losses by name."""
    with torch.autocast("cpu", torch.bfloat16):
        pieces = model.encoder(batch.pieces, batch.shapes, batch.quotes, batch.paragraphs, batch.piece_mask)
        words = torch.gather(pieces, 1, batch.word_pieces[..., None].expand(-1, -1, pieces.shape[2]))
        out = {}
        out |= attribution_losses(model, batch, words, rng)
        out |= entity_loss(model, batch, words)
        out |= link_losses(model, batch, words)
        out |= sentence_loss(model, batch, pieces)
    return out


def attribution_losses(model: Reader, batch: Batch, words: Tensor, rng: random.Random) -> dict[str, Tensor]:
    annotated = [b for b, window in enumerate(batch.windows) if window.encoded.cue_allowed is not None]
    if not annotated:
        return {}
    widest = words.shape[1]
    allowed = torch.ones(len(annotated), widest, CUE_TAGS, dtype=torch.bool)
    relations = []  # window, cue words, roles or None for a cue that is none
    for row, b in enumerate(annotated):
        window = batch.windows[b]
        size = window.last - window.first
        allowed[row, :size] = torch.from_numpy(window.encoded.cue_allowed[window.first : window.last])
        for relation in window.encoded.relations:
            first, last = relation.extent()
            if first >= window.first and last <= window.last:
                relations.append((b, relation))
            elif first < window.last and last > window.first:
                cue = [word - window.first for word in relation.cue if window.first <= word < window.last]
                allowed[row, cue] = True
    scores = model.cue_scores(words[annotated], batch.guideline[annotated])
    mask = batch.word_mask[annotated]
    cue_loss = model.cue_crf.loss(scores, allowed, mask).sum() / max(8, len(relations))
    if not relations:
        return {"cue": cue_loss}

    negatives = []
    with torch.no_grad():
        likely = (scores.float().softmax(-1)[..., B_CUE] > 0.3) & mask & ~allowed[..., B_CUE]
        spots = likely.nonzero().tolist()
    for row, w in rng.sample(spots, min(len(spots), len(relations) // 5)):
        negatives.append((annotated[row], w))
    owners = [b for b, _ in relations] + [b for b, _ in negatives]
    roles = np.zeros((len(owners), widest), dtype=np.int64)
    pooling = torch.zeros(len(owners), widest)
    first_cue = np.zeros(len(owners), dtype=np.int64)
    last_cue = np.zeros(len(owners), dtype=np.int64)
    for n, (b, relation) in enumerate(relations):
        base = batch.windows[b].first
        roles[n, [word - base for word in relation.source]] = SOURCE
        roles[n, [word - base for word in relation.content]] = CONTENT
        cue = [word - base for word in relation.cue]
        roles[n, cue] = CUE
        pooling[n, cue] = 1 / len(cue)
        first_cue[n], last_cue[n] = cue[0], cue[-1]
    for n, (_, w) in enumerate(negatives, len(relations)):
        roles[n] = NO_ROLE
        pooling[n, w] = 1
        first_cue[n] = last_cue[n] = w
    at = torch.arange(widest)[None]
    first_t, last_t = torch.from_numpy(first_cue)[:, None], torch.from_numpy(last_cue)[:, None]
    offsets = torch.where(at < first_t, at - first_t, torch.where(at > last_t, at - last_t, 0))
    cues = pool_cues(words, owners, pooling)
    pair_mask = batch.word_mask[owners]
    emissions = model.pair(words, owners, cues, distance_bucket(offsets), pair_mask)
    gold = F.one_hot(torch.from_numpy(roles), ROLES).bool()
    pair_loss = model.pair.crf.loss(emissions, gold, pair_mask).mean()
    acts = [ACTS.index(relation.act) if relation.act else -100 for _, relation in relations]
    act_loss = F.cross_entropy(model.act(cues[: len(relations)]).float(), torch.tensor(acts), ignore_index=-100)
    return {"cue": cue_loss, "pair": pair_loss, "act": act_loss}


def pool_cues(words: Tensor, owners: list[int], weights: Tensor) -> Tensor:
    """The weighted mean of words [B, W, H] for each of N cues; weights [N, W]."""
    b, w, h = words.shape
    flat = torch.zeros(len(owners), b, w)
    flat[torch.arange(len(owners)), owners] = weights
    return flat.view(len(owners), b * w).to(words.dtype) @ words.reshape(b * w, h)


def entity_loss(model: Reader, batch: Batch, words: Tensor) -> dict[str, Tensor]:
    annotated = [b for b, window in enumerate(batch.windows) if window.encoded.entity_allowed is not None]
    if not annotated:
        return {}
    allowed = torch.ones(len(annotated), words.shape[1], ENTITY_TAGS, dtype=torch.bool)
    named = 0
    for row, b in enumerate(annotated):
        window = batch.windows[b]
        part = window.encoded.entity_allowed[window.first : window.last]
        allowed[row, : len(part)] = torch.from_numpy(part)
        named += int((~part[:, 0]).sum())
    loss = model.entity_crf.loss(model.entity(words[annotated]), allowed, batch.word_mask[annotated])
    return {"entity": loss.sum() / max(8, named)}


def link_losses(model: Reader, batch: Batch, words: Tensor) -> dict[str, Tensor]:
    link, head, ends = [], [], []
    for group in batch.groups:
        encoded = batch.windows[group[0]].encoded
        if not encoded.heads and not encoded.pronouns:
            continue
        base, last = batch.windows[group[0]].first, batch.windows[group[-1]].last
        states = torch.cat([words[b, : batch.windows[b].last - batch.windows[b].first] for b in group])
        group_words = encoded.words[base:last]
        for pronoun, right, wrong in encoded.pronouns:
            earlier = [word for word in right + wrong if base <= word < pronoun < last]
            if earlier:
                scores = link_scores(model, states, group_words, [pronoun - base], [word - base for word in earlier])
                full = torch.cat([torch.zeros(1, 1), scores], dim=1)
                good = torch.tensor([[not any(word in earlier for word in right)] + [word in right for word in earlier]])
                link.append(marginal(full, good))
        mentions = [m for m in encoded.heads if base <= m[1] and m[2] < last]
        if not mentions:
            continue
        by_head = {m[0] - base: m for m in mentions}
        heads = sorted(by_head)
        if encoded.document.corpus == "ontogum":  # the others leave out kinds of mentions, or mark those that nothing links to
            target = torch.zeros(len(group_words))
            target[heads] = 1
            head.append(F.binary_cross_entropy_with_logits(model.link.head(states)[:, 0].float(), target, reduction="sum") / max(4, len(heads)))
        scores = link_scores(model, states, group_words, heads, heads)
        earlier = torch.tensor(heads)[None] < torch.tensor(heads)[:, None]
        chain = [by_head[h][3] for h in heads]
        same = torch.tensor([[a == b for b in chain] for a in chain]) & earlier
        full = torch.cat([torch.zeros(len(heads), 1), scores.masked_fill(~earlier, -1e4)], dim=1)
        good = torch.cat([~same.any(1, keepdim=True), same], dim=1)
        link.append(marginal(full, good))
        start, end = model.link.ends(states[heads], states)
        near = (torch.arange(len(group_words))[None] - torch.tensor(heads)[:, None]).abs() > 40
        firsts = torch.tensor([max(by_head[h][1] - base, h - 40) for h in heads])
        lasts = torch.tensor([min(by_head[h][2] - base, h + 40) for h in heads])
        ends.append((F.cross_entropy(start.masked_fill(near, -1e4), firsts) + F.cross_entropy(end.masked_fill(near, -1e4), lasts)) / 2)
    out = {}
    for name, parts in (("link", link), ("head", head), ("ends", ends)):
        if parts:
            out[name] = torch.stack(parts).mean()
    return out


def link_scores(model: Reader, states: Tensor, words: list, later: list[int], earlier: list[int]) -> Tensor:
    """Link scores between words of a run; [later, earlier]."""
    a, b = torch.tensor(later)[:, None], torch.tensor(earlier)[None]
    distance = torch.log2((a - b).abs().clamp(min=1).float()).floor().clamp(max=11).long()
    same = torch.tensor([[same_word(words[i], words[j]) for j in earlier] for i in later])
    return model.link.links(states[later], states[earlier], distance, same)


def same_word(a, b) -> int:
    """0 other words, 1 the same word, 2 the same name, 3 other names."""
    names = a.shape in (CAPITALISED, UPPER) and b.shape in (CAPITALISED, UPPER)
    return (2 if names else 1) if a.norm == b.norm else (3 if names else 0)


def marginal(scores: Tensor, good: Tensor) -> Tensor:
    """Mean negative log of the probability that the good columns hold together."""
    return (torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~good, -1e4), 1)).mean()


def sentence_loss(model: Reader, batch: Batch, pieces: Tensor) -> dict[str, Tensor]:
    """Distance between each sentence's pooled pieces and what the frozen encoder makes of the sentence alone."""
    rows, weights, wanted = [], [], []
    for b, window in enumerate(batch.windows):
        vectors = window.encoded.sentence_vectors
        if vectors is None:
            continue
        firsts = batch.word_pieces[b].tolist()
        stop = int(batch.piece_mask[b].sum()) - 1
        size = window.last - window.first
        for number, (first, last) in enumerate(window.encoded.sentences):
            if window.first <= first and last <= window.last:
                start = firsts[first - window.first]
                end = firsts[last - window.first] if last - window.first < size else stop
                rows.append(b)
                weights.append((start, end))
                wanted.append(vectors[number])
    if not rows:
        return {}
    pooled = pool_sentences(pieces, rows, weights)
    vectors = model.sentence(pooled).float()
    gold = torch.from_numpy(np.stack(wanted)).float()
    return {"sentence": (1 - F.cosine_similarity(vectors, gold)).mean()}


def pool_sentences(pieces: Tensor, rows: list[int], ranges: list[tuple[int, int]]) -> Tensor:
    """The mean of each range of pieces of its row; [ranges, H]."""
    b, p, h = pieces.shape
    weights = torch.zeros(len(rows), b * p)
    for n, (row, (start, end)) in enumerate(zip(rows, ranges, strict=True)):
        weights[n, row * p + start : row * p + end] = 1 / (end - start)
    return weights.to(pieces.dtype) @ pieces.reshape(b * p, h)
