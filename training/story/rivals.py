#!/usr/bin/env python3
"""Learn what makes a denial the answer to another statement: a logistic function over a few features of a pair.

usage: stories.py ARTICLES.jsonl NEWS        # the stories that annotations.json annotates, as story folders
       cargo xtask evaluate rivals --gold NEWS > news.jsonl
       cargo xtask evaluate rivals --gold STORIES > stories.jsonl
       rivals.py crates/headwater-story/data/rivals.tsv news.jsonl stories.jsonl
       rivals.py FOLDS news.jsonl stories.jsonl --folds   # for each story FOLDS/STORY.tsv, learned from all others

Needs numpy and scikit-learn.
"""
import json, math, os, sys

import numpy as np
from sklearn.linear_model import LogisticRegression

STRENGTH = 0.01  # inverse strength of the penalty on standardised features
LEAST = -2.5  # logit from which a denial answers a statement
RARE = 4.0  # how much more a lone annotated pair weighs than a pair that is none


def learn(output, files, folds):
    rows, stories = [], []
    for file in files:
        lines = open(file, encoding="utf-8")
        head = json.loads(next(lines))
        names, stories = head["names"], stories + head["stories"]
        rows += [row for row in map(json.loads, lines) if row["rivals"] is not None]
    if not folds:
        return table(output, names, rows)
    os.makedirs(output, exist_ok=True)
    for story in stories:
        table(f"{output}/{story}.tsv", names, [row for row in rows if row["story"] != story])


def table(output, names, rows):
    features = np.array([row["features"] for row in rows])
    rivals = np.array([row["rivals"] for row in rows])
    mean, spread = features.mean(0), features.std(0)
    spread[spread == 0] = 1
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    model.fit((features - mean) / spread, rivals, sample_weight=weights(rows))
    weight = model.coef_[0] / spread
    bias = model.intercept_[0] - (weight * mean).sum()
    with open(output, "w", encoding="utf-8") as file:
        print("# feature\tweight in the logit of a denial being the answer to a statement; made by training/story/rivals.py", file=file)
        print("# least: the logit from which they are told as a conflict", file=file)
        print(f"least\t{LEAST}\nbias\t{bias:.4f}", file=file)
        for name, value in zip(names, weight):
            print(f"{name}\t{value:.4f}", file=file)


def weights(rows):
    """A dispute of many statements on both sides is many pairs, but one dispute: a pair weighs less the more rivals its statements have."""
    count = {}
    for row in rows:
        if row["rivals"]:
            for end in "xy":
                key = (row["story"], row[end])
                count[key] = count.get(key, 0) + 1
    def weight(row):
        if not row["rivals"]:
            return 1.0
        return RARE / math.sqrt(count[row["story"], row["x"]] * count[row["story"], row["y"]])
    return [weight(row) for row in rows]


if __name__ == "__main__":
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    if len(arguments) < 2:
        sys.exit(__doc__)
    learn(arguments[0], arguments[1:], "--folds" in sys.argv)
