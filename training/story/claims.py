#!/usr/bin/env python3
"""Learn the weights of the claim step: a logistic function over the features of a pair of statements.

usage: stories.py ARTICLES.jsonl NEWS        # the stories that annotations.json annotates, as story folders
       cargo xtask evaluate pairs --gold STORIES > own.jsonl
       cargo xtask evaluate pairs --gold STORIES --statements gold > annotated.jsonl
       cargo xtask evaluate pairs --gold NEWS > news.jsonl
       claims.py own.jsonl annotated.jsonl news.jsonl crates/headwater-story/data/weights.tsv   # learned from all stories: what ships
       claims.py own.jsonl annotated.jsonl news.jsonl FOLDER --folds   # for each story FOLDER/STORY.tsv, learned from the others
       cargo xtask evaluate stories --gold STORIES --weights FOLDER    # each story with weights that never saw it

Pairs of our own statements and of the annotated ones are learned from together: the features of both mean the same.
Needs numpy and scikit-learn.
"""
import os, sys

import numpy as np

import logistic

STRENGTH = 0.015  # inverse strength of the penalty on the weights
# A pair of a claim of n statements counts as n to minus this: a claim of twenty statements has two hundred pairs and is still one claim.
SMALL = 1
# How much more a pair of two claims counts than another pair that does not say the same: these are what is easily taken for one.
CLAIMED = 3
# When statements are one claim (see `Bounds` in crates/headwater-story/src/claims/cluster.rs): of some values tried on the folds, those at which claim links and whole claims are together most while fewer than a tenth of the
# joins of the measured stories are wrong; what the weights learned from all stories do at them was looked at too.
# They are fitted as the weights are: join works best in a narrow window, see evaluation/scorecards/claims.md.
BOUNDS = {"join": 0.109, "ease": 0.1, "leave": 0.12, "second": 0.7, "piece": 0.35, "told": 0.5, "fresh": 0.3}


def main(files, output, folds):
    names, _, rows = logistic.read(files)
    if not folds:
        return write(output, names, rows)
    os.makedirs(output, exist_ok=True)
    for story in sorted({row["story"] for row in rows}):
        write(f"{output}/{story}.tsv", names, [row for row in rows if row["story"] != story])


def write(output, names, rows):
    same = np.array([row["same"] for row in rows])
    bias, weights = logistic.fit(rows, same, counts(rows, same), STRENGTH)
    head = [
        "feature\tweight in the logistic function that says how likely two statements say the same; made by training/story/claims.py",
        "join, ease, leave, second, piece, told, fresh: from which likelihoods on statements are one claim, see Bounds in src/claims/cluster.rs",
    ]
    logistic.write(output, head, BOUNDS, names, bias, weights)


def counts(rows, same):
    """How much each pair counts: those of a story that say the same together as much as if each counted 1, and so the others."""
    counts = np.ones(len(rows))
    counts[same] = np.array([row["members"] for row in rows])[same] ** -float(SMALL)
    counts[~same & np.array([row["claimed"] for row in rows])] = CLAIMED
    parts = np.array([row["file"] + row["story"] for row in rows])
    for part in set(parts):
        for kind in (same, ~same):
            pairs = kind & (parts == part)
            if pairs.any():
                counts[pairs] /= counts[pairs].mean()
    return counts


if __name__ == "__main__":
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    if len(arguments) < 2:
        sys.exit(__doc__)
    main(arguments[:-1], arguments[-1], "--folds" in sys.argv)
