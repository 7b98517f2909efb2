#!/usr/bin/env python3
"""Learn the weights of the claim step: a logistic function over the features of a pair of statements.

usage: cargo xtask evaluate pairs --gold STORIES > own.jsonl
       cargo xtask evaluate pairs --gold STORIES --statements gold > annotated.jsonl
       claims.py own.jsonl annotated.jsonl crates/headwater-story/data/weights.tsv   # learned from all stories: what ships
       claims.py own.jsonl annotated.jsonl FOLDER --folds              # for each story FOLDER/STORY.tsv, learned from the others
       cargo xtask evaluate stories --gold STORIES --weights FOLDER    # each story with weights that never saw it

Pairs of our own statements and of the annotated ones are learned from together: the features of both mean the same.
Needs numpy and scikit-learn.
"""
import json, os, sys

import numpy as np
from sklearn.linear_model import LogisticRegression

STRENGTH = 0.01  # inverse strength of the penalty on standardised features
# A pair of a claim of n statements counts as n to minus this: a claim of twenty statements has two hundred pairs and is still one claim.
SMALL = 1
# Mean likelihood from which two groups of statements are one claim, and from which a statement of one claim belongs to another as well:
# of a few values tried, the lowest at which fewer than a tenth of the joins of our own statements are wrong, summed over the annotated stories,
# each with weights learned from the others.
JOIN, SECOND = 0.12, 0.6


def main(files, output, folds):
    rows = []
    for file in files:
        lines = open(file, encoding="utf-8")
        names = json.loads(next(lines))["names"]
        rows += [{**json.loads(line), "file": file} for line in lines]
    if not folds:
        return write(output, names, rows)
    os.makedirs(output, exist_ok=True)
    for story in sorted({row["story"] for row in rows}):
        write(f"{output}/{story}.tsv", names, [row for row in rows if row["story"] != story])


def write(output, names, rows):
    features = np.array([row["features"] for row in rows])
    same = np.array([row["same"] for row in rows])
    counts = np.ones(len(rows))
    counts[same] = np.array([row["members"] for row in rows])[same] ** -float(SMALL)
    parts = np.array([row["file"] + row["story"] for row in rows])
    for part in set(parts):  # the pairs that say the same count together what they would have counted
        counts[same & (parts == part)] /= counts[same & (parts == part)].mean()
    mean, spread = features.mean(0), features.std(0)
    spread[spread == 0] = 1
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit((features - mean) / spread, same, sample_weight=counts)
    weights = model.coef_[0] / spread
    bias = model.intercept_[0] - (weights * mean).sum()
    with open(output, "w", encoding="utf-8") as file:
        print("# feature\tweight in the logistic function that says how likely two statements say the same; made by training/story/claims.py", file=file)
        print("# join, second: likelihood whose log-odds the mean over two groups must reach, and mean likelihood from which a statement belongs to a second group", file=file)
        print(f"join\t{JOIN}\nsecond\t{SECOND}", file=file)
        print(f"bias\t{bias:.4f}", file=file)
        for name, weight in zip(names, weights):
            print(f"{name}\t{weight:.4f}", file=file)


if __name__ == "__main__":
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    main(arguments[:-1], arguments[-1], "--folds" in sys.argv)
