"""Which corpora are read, and which parts train, develop and test."""

import random
from dataclasses import dataclass, field
from pathlib import Path

from headwater_training.augment import augment
from headwater_training.corpora import (
    read_attributions,
    read_gap,
    read_gum_names,
    read_litbank,
    read_meantime,
    read_ontogum,
    read_re3d,
    read_story,
    read_tagged,
    read_uner,
)
from headwater_training.document import Document
from headwater_training.losses import WEIGHTS
from headwater_training.teacher import Teacher
from headwater_training.tokenizer import Tokenizer
from headwater_training.windows import Encoded, Window, encode, training_windows

# How often an epoch sees each corpus; below one, that share of its documents.
FIRST_RATES = {
    "polnear": 1.0,
    "gum-attribution": 2.0,
    "uner-ewt": 0.8,
    "wnut17": 0.5,
    "btc": 0.2,
    "re3d": 1.0,
    "gum": 1.0,
    "ontogum": 1.5,
    "litbank": 0.2,
    "meantime": 1.0,
    "gap": 0.3,
}
# The second stage: less of what is learned well by then, more of the small corpora, and the stories.
SECOND_RATES = FIRST_RATES | {
    "polnear": 0.6,
    "uner-ewt": 1.6,
    "wnut17": 0.3,
    "btc": 0.1,
    "ontogum": 3.0,
    "litbank": 0.4,
    "gap": 0.4,
    "gum-attribution": 3.0,
    "stories": 4.0,
}
# The last stage: names as the Universal NER annotates them rather than as tweets are, and mention links, which are learned most slowly.
LAST_RATES = SECOND_RATES | {
    "polnear": 0.5,
    "uner-ewt": 3.0,
    "wnut17": 0.2,
    "btc": 0.05,
    "re3d": 0.5,
    "gum": 0.5,
    "ontogum": 6.0,
    "meantime": 1.5,
    "gap": 0.3,
}
# A short second stage, for figures on a story that was not trained on.
FOLD_RATES = dict.fromkeys(FIRST_RATES, 0.0) | {"polnear": 0.15, "gum-attribution": 2.0, "stories": 6.0, "uner-ewt": 0.1, "ontogum": 0.3}


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage of training takes in."""

    rates: dict[str, float]
    weights: dict[str, float] = field(default_factory=lambda: WEIGHTS)  # of the losses
    longest_window: int = 208  # in pieces; attention's cost grows with the square
    linked_windows: int = 3  # windows of a document whose mentions are linked together


LAST_WEIGHTS = WEIGHTS | {"entity": 0.8, "link": 1.0, "ends": 0.5, "sentence": 12.0}
STAGES = {
    "first": Stage(FIRST_RATES),
    "second": Stage(SECOND_RATES),
    "last": Stage(LAST_RATES, LAST_WEIGHTS, longest_window=256, linked_windows=4),
    "fold": Stage(FOLD_RATES),
}


@dataclass(slots=True)
class Folders:
    """Where the corpora lie."""

    attribution: Path
    language: Path
    stories: Path
    sts: Path
    articles: Path  # without labels

    @staticmethod
    def under(root: Path, gold: Path) -> "Folders":
        story = root / "story"
        return Folders(root / "attribution", root / "language", gold, story / "sts_news/pairs.jsonl", story / "news_cluster_5w1h")


def training_documents(folders: Folders) -> list[Document]:
    """Every document that trains the shared model; stories are added by fine-tuning alone."""
    language = folders.language
    documents = read_attributions(folders.attribution / "polnear-train.jsonl", "polnear", nesting=False)
    documents += [d for d in gum_attributions(folders) if gum_part(d, folders) == "train"]
    documents += read_uner(language / "uner-ewt/train.jsonl")
    for part in ("train", "dev", "test"):
        documents += read_tagged(language / f"wnut17/{part}.jsonl", "wnut17", partial=False)
    documents += read_tagged(language / "btc/all.jsonl", "btc", partial=True)
    documents += read_re3d(language / "re3d/permissive.jsonl")
    documents += read_gum_names(language / "gum-permissive/train.jsonl")
    documents += read_ontogum(language / "ontogum-permissive/train.conllu")
    documents += read_litbank(language / "litbank/coref.jsonl")
    documents += read_meantime(language / "meantime-coref/en.jsonl")
    for part in ("development", "validation"):
        documents += read_gap(language / f"gap/{part}.jsonl")
    return documents


def gum_attributions(folders: Folders) -> list[Document]:
    documents = read_attributions(folders.attribution / "gum-news.jsonl", "gum-attribution", nesting=True)
    for document in documents:
        document.guideline = True
    return documents


def gum_part(document: Document, folders: Folders) -> str:
    """GUM's own split, by the document's name."""
    name = document.id.split("/")[-1]
    for part in ("dev", "test"):
        if f"# newdoc id = {name}\n" in (folders.language / f"ontogum-permissive/{part}.conllu").read_text(encoding="utf-8"):
            return part
    return "train"


def development(folders: Folders, tokenizer: Tokenizer, teacher: Teacher | None, scorer: Path, work: Path) -> dict:
    """The development sets, encoded, with the paths that the scorers need."""
    gum = [d for d in gum_attributions(folders) if gum_part(d, folders) != "train"]
    gum_gold = work / "gum-held-out.jsonl"
    keep = {d.id for d in gum}
    lines = (folders.attribution / "gum-news.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    gum_gold.write_text("".join(line for line in lines if line.split('"id": "')[1].split('"')[0] in keep), encoding="utf-8")
    ontogum = [d for d in read_ontogum(folders.language / "ontogum-permissive/dev.conllu") if "_news_" in d.id]
    return {
        "polnear": [encode(d, tokenizer) for d in read_attributions(folders.attribution / "polnear-dev.jsonl", "polnear", nesting=False)],
        "polnear_path": folders.attribution / "polnear-dev.jsonl",
        "gum": [encode(d, tokenizer) for d in gum],
        "gum_path": gum_gold,
        "uner": [encode(d, tokenizer) for d in read_uner(folders.language / "uner-ewt/dev.jsonl")],
        "ontogum": [encode(d, tokenizer) for d in ontogum],
        "scorer": scorer,
        "teacher": teacher,
        "sts_path": folders.sts,
    }


def epoch(documents: list[Encoded], tokenizer: Tokenizer, rng: random.Random, stage: Stage) -> list[list[Window]]:
    """One epoch's items: windows, linked ones together."""
    items: list[list[Window]] = []
    for encoded in documents:
        rate = stage.rates.get(encoded.document.corpus, 1.0)
        times = int(rate) + (rng.random() < rate - int(rate))
        for _ in range(times):
            copy = encoded
            if encoded.document.attributions is not None:
                changed = augment(encoded.document, rng)
                if changed is not encoded.document:
                    copy = encode(changed, tokenizer)
                    if len(copy.sentences) == len(encoded.sentences):
                        copy.sentence_vectors = encoded.sentence_vectors
            if copy.heads or copy.pronouns:
                windows = training_windows(copy, rng, stage.longest_window)
                items += [windows[i : i + stage.linked_windows] for i in range(0, len(windows), stage.linked_windows)]
            else:
                items += [[window] for window in training_windows(copy, rng, stage.longest_window)]
    return items


def story_documents(folders: Folders, names: list[str]) -> list[Document]:
    return [document for name in names for document in read_story(folders.stories / name)]
