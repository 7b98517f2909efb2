"""Fits how near two statements are in what they mean to all else that they have in common: crates/headwater-story/data/guess.tsv.

    cargo xtask evaluate pairs --gold STORIES > pairs.jsonl
    python training/story/guess.py pairs.jsonl... > crates/headwater-story/data/guess.tsv

Least squares over all pairs, annotated as the same or not: nothing of the annotation is used.
"""

import json
import sys

import numpy as np

MEANT = ("vectors", "vectors_centred", "near_words", "near_words_most", "near_words_least", "gap_most", "gap_least")


def main() -> None:
    """Prints the table."""
    rows, names = [], []
    for file in sys.argv[1:]:
        with open(file, encoding="utf-8") as lines:
            names = json.loads(next(lines))["names"]
            rows += [json.loads(line)["features"] for line in lines]
    pairs = np.array(rows)
    meant = [at for at, name in enumerate(names) if name in MEANT or name.startswith("told_")]
    known = [at for at in range(len(names)) if at not in meant]
    inputs = np.c_[pairs[:, known], np.ones(len(pairs))]
    factors = np.linalg.lstsq(inputs, pairs[:, meant], rcond=None)[0]
    print("# guessed feature, feature, what it adds to the guess for each of its own; made by training/story/guess.py")
    for column, at in enumerate(meant):
        for row, name in enumerate([names[at] for at in known] + ["bias"]):
            print(f"{names[at]}\t{name}\t{factors[row, column]:.4f}")


if __name__ == "__main__":
    main()
