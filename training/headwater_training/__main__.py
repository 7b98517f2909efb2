"""`python -m headwater_training --help`."""

import argparse
import copy
import hashlib
import json
import random
import shutil
import time
from pathlib import Path

import torch

from headwater_training import card
from headwater_training.data import STAGES, Folders, development, story_documents, training_documents
from headwater_training.evaluate import report
from headwater_training.export import export
from headwater_training.mentions import MentionReader
from headwater_training.model import Reader
from headwater_training.narrow import NarrowPlan, narrow
from headwater_training.reader_training import JointPlan, ReaderPlan, joint_documents, train_links, train_reader, train_together
from headwater_training.teacher import UNPOOLED, Teacher
from headwater_training.tokenizer import Tokenizer
from headwater_training.train import Plan, mean, original, restore, restore_mentions, save, settle_contents, train
from headwater_training.windows import encode


def main() -> None:
    parser = argparse.ArgumentParser(prog="headwater_training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora (attribution/, language/, story/sts_news/, story/news_cluster_5w1h/)")
    parser.add_argument("--stories", type=Path, required=True, help="folder of annotated story folders")
    parser.add_argument("--base", type=Path, required=True, help="folder of the base encoder (model.safetensors, vocab.txt)")
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints, caches and figures")
    parser.add_argument("--workers", type=int, default=3, help="processes of one thread each")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=1.2e-3)
    parser.add_argument("--only", nargs="*", help="train on these corpora alone")
    parser.add_argument("--name", default="model")
    parser.add_argument("--start", type=Path, help="checkpoint to go on from")
    parser.add_argument("--mean-with", type=Path, help="checkpoint to take the mean of the result with")
    parser.add_argument("--stage", choices=STAGES, default="first", help="what to take in, as data.py lists it")
    parser.add_argument("--with-stories", nargs="*", default=[], help="story folders to train on too")
    parser.add_argument("--share", type=float, default=1.0, help="share of the documents, for trying things")
    parser.add_argument("--evaluate", action="store_true", help="evaluate --start and stop")
    parser.add_argument("--save-mean", type=Path, help="write the checkpoint of that mean there")
    parser.add_argument("--mentions", action="store_true", help="train the reader of mentions, and the encoder together with it, in place of the stage")
    parser.add_argument(
        "--narrow",
        type=int,
        nargs=2,
        metavar=("HEADS", "UNITS"),
        help="leave each layer of --start's encoder so many attention heads and inner units, in place of the stage",
    )
    parser.add_argument("--like", type=Path, help="checkpoint whose rows the narrowed encoder is to give; without it those of --start")
    parser.add_argument("--export", type=Path, help="folder of the model crate: write weights, hash, vocabulary and card of the result there")
    parser.add_argument("--weights", type=Path, help="write the weights alone, to this file, and measure nothing")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.narrow and not arguments.start:
        parser.error("--narrow needs --start")

    torch.set_num_threads(1)  # before any other use: the workers are forked
    arguments.work.mkdir(parents=True, exist_ok=True)
    folders = Folders.under(arguments.data, arguments.stories)
    tokenizer = Tokenizer.load(arguments.base / "vocab.txt")
    teacher = Teacher(original(arguments.base), tokenizer, arguments.work / "sentence-vectors.npz")
    sets = development(folders, tokenizer, teacher, arguments.data / "attribution/score.py", arguments.work)
    started = time.monotonic()

    def log(line: str) -> None:
        print(f"{time.monotonic() - started:7.0f}  {line}", flush=True)

    model = restore(arguments.start) if arguments.start else original(arguments.base)
    mentions = None
    if arguments.mentions:
        mentions = train_mentions(model, arguments, folders, tokenizer, teacher, log)
        save(arguments.work / f"{arguments.name}.safetensors", model, mentions)
    elif arguments.narrow:
        mentions = restore_mentions(arguments.start)
        wide, wanted = restore(arguments.like or arguments.start), restore_mentions(arguments.like or arguments.start)
        if mentions is None or wanted is None:
            parser.error("--narrow needs checkpoints with a reader of mentions")
        plan = NarrowPlan(*arguments.narrow, seed=arguments.seed)
        model = narrow(model, wide, mentions, wanted, teacher, tokenizer, folders, plan, arguments.workers, log)
        save(arguments.work / f"{arguments.name}.safetensors", model, mentions)
    elif arguments.evaluate:
        mentions = restore_mentions(arguments.start) if arguments.start else None
    else:
        fit(model, arguments, folders, tokenizer, teacher, log)
    if arguments.mean_with:
        model = mean(model, restore(arguments.mean_with))
    if arguments.save_mean:
        save(arguments.save_mean, model)
    if arguments.weights:
        mentions = train_reader(model, tokenizer, folders, ReaderPlan(seed=arguments.seed), arguments.workers, log)
        arguments.weights.parent.mkdir(parents=True, exist_ok=True)
        export(model, mentions, arguments.weights)
        return
    figures = report(model, mentions, tokenizer, sets, arguments.work)
    for key, value in figures.items():
        log(f"{key}: {value}")
    (arguments.work / f"{arguments.name}.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if arguments.export:
        release(model, mentions, arguments, figures)


def fit(model: Reader, arguments: argparse.Namespace, folders: Folders, tokenizer: Tokenizer, teacher: Teacher, log) -> None:
    """Reads the corpora and trains."""
    documents = [d for d in training_documents(folders) if not arguments.only or d.corpus in arguments.only]
    documents += story_documents(folders, arguments.with_stories)
    if arguments.share < 1:
        documents = random.Random(1).sample(documents, int(len(documents) * arguments.share))
    encoded = [encode(document, tokenizer) for document in documents]
    log(f"{len(encoded)} documents, {sum(int(e.piece_counts.sum()) for e in encoded)} pieces")
    teacher.attach([e for e in encoded if e.document.corpus not in UNPOOLED])
    log("sentence vectors of the original encoder are there")
    plan = Plan(
        epochs=arguments.epochs,
        rate=arguments.rate,
        head_rate=arguments.head_rate,
        name=arguments.name,
        stage=STAGES[arguments.stage],
        seed=arguments.seed,
    )
    train(model, encoded, tokenizer, arguments.work, plan, arguments.workers, log)


def train_mentions(model: Reader, arguments: argparse.Namespace, folders: Folders, tokenizer: Tokenizer, teacher: Teacher, log) -> MentionReader:
    """Teaches a reader of mentions on the encoder as it is, then both together, then the reader on the mean of the encoder before and after.

    The reader returned is the mean of the three, the middle one counted twice: what learned longest on rows that do not change knows names by heart.
    From there it learns in two ways, the whole of it and its links alone; what is returned lies two thirds of the way to the second.
    """
    reader = train_reader(model, tokenizer, folders, ReaderPlan(seed=arguments.seed), arguments.workers, log)
    first, before = copy.deepcopy(reader.state_dict()), copy.deepcopy(model)
    others = [d for d in training_documents(folders) if d.corpus in ("polnear", "gum-attribution")] + story_documents(folders, arguments.with_stories)
    encoded = [encode(document, tokenizer) for document in others]
    teacher.attach(encoded)
    linked = [encode(document, tokenizer) for document in joint_documents(folders)]
    train_together(model, reader, linked, encoded, tokenizer, JointPlan(seed=arguments.seed), arguments.workers, log)
    middle = copy.deepcopy(reader.state_dict())
    mean(model, before)
    settle_contents(model)
    plan = ReaderPlan(epochs=3, rate=8e-4, seed=arguments.seed)
    last = train_reader(model, tokenizer, folders, plan, arguments.workers, log, reader).state_dict()
    reader.load_state_dict({name: first[name] / 4 + middle[name] / 2 + last[name] / 4 for name in last})
    settled = copy.deepcopy(reader.state_dict())
    plan = ReaderPlan(epochs=2, rate=5e-4, seed=arguments.seed)
    whole = copy.deepcopy(train_reader(model, tokenizer, folders, plan, arguments.workers, log, reader).state_dict())
    reader.load_state_dict(settled)
    train_links(model, reader, tokenizer, folders, ReaderPlan(epochs=4, rate=1e-3, seed=arguments.seed), arguments.workers, log)
    links = reader.state_dict()
    reader.load_state_dict({name: whole[name] / 3 + links[name] * 2 / 3 for name in links})
    return reader


def release(model: Reader, mentions: MentionReader, arguments: argparse.Namespace, figures: dict[str, float]) -> None:
    """Writes what the model crate holds."""
    folder = arguments.export
    folder.mkdir(parents=True, exist_ok=True)
    export(model, mentions, folder / "weights.bin")
    digest = hashlib.sha256((folder / "weights.bin").read_bytes()).hexdigest()
    (folder / "weights.sha256").write_text(digest + "\n", encoding="utf-8")
    shutil.copyfile(arguments.base / "vocab.txt", folder / "vocabulary.txt")
    card.write(folder / "MODEL_CARD.md", model, figures, arguments.with_stories)


if __name__ == "__main__":
    main()
