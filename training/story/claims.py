#!/usr/bin/env python3
"""Learn the weights of the claim step: a logistic function over the features of a pair of statements.

usage: cargo xtask evaluate pairs --gold STORIES > pairs.jsonl
       claims.py pairs.jsonl OUTPUT.tsv              # learned from all stories: what ships
       claims.py pairs.jsonl OUTPUT.tsv --without STORY   # learned from the others: what STORY is measured with

Needs numpy and scikit-learn.
"""
import json, sys

import numpy as np
from sklearn.linear_model import LogisticRegression

STRENGTH = 0.3  # inverse strength of the penalty on standardised features


def main(pairs, output, without=None):
    lines = open(pairs, encoding="utf-8")
    names = json.loads(next(lines))["names"]
    rows = [json.loads(line) for line in lines]
    rows = [row for row in rows if row["story"] != without]
    features = np.array([row["features"] for row in rows])
    same = np.array([row["same"] for row in rows])
    mean, spread = features.mean(0), features.std(0)
    spread[spread == 0] = 1
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit((features - mean) / spread, same)
    weights = model.coef_[0] / spread
    bias = model.intercept_[0] - (weights * mean).sum()
    with open(output, "w", encoding="utf-8") as file:
        print("# feature\tweight in the logistic function that says how likely two statements say the same; made by training/story/claims.py", file=file)
        print(f"bias\t{bias:.4f}", file=file)
        for name, weight in zip(names, weights):
            print(f"{name}\t{weight:.4f}", file=file)


if __name__ == "__main__":
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    if "--without" in sys.argv:
        main(arguments[0], arguments[1], arguments[2])
    else:
        main(arguments[0], arguments[1])
