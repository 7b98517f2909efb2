"""A logistic function over the features of a pair of statements, learned and written as a table that headwater-story reads."""
import json

import numpy as np
from sklearn.linear_model import LogisticRegression


def read(files):
    """Names of the features, names of the stories where the files list them, and the rows of all files."""
    stories, rows = [], []
    for file in files:
        lines = open(file, encoding="utf-8")
        head = json.loads(next(lines))
        names = head["names"]
        stories += head.get("stories", [])
        rows += [{**json.loads(line), "file": file} for line in lines]
    return names, stories, rows


def fit(rows, is_one, counts, strength=0.01):
    """The bias and the weight of each feature, for features as they come; `strength` is the inverse one of the penalty on standardised features."""
    features = np.array([row["features"] for row in rows])
    mean, spread = features.mean(0), features.std(0)
    spread[spread == 0] = 1
    model = LogisticRegression(C=strength, max_iter=5000).fit((features - mean) / spread, is_one, sample_weight=counts)
    weights = model.coef_[0] / spread
    return model.intercept_[0] - (weights * mean).sum(), weights


def write(output, head, dials, names, bias, weights):
    """`head` says what the table is, a line each; `dials` are its numbers beside the weights."""
    with open(output, "w", encoding="utf-8") as file:
        for line in head:
            print(f"# {line}", file=file)
        for name, value in dials.items():
            print(f"{name}\t{value}", file=file)
        print(f"bias\t{bias:.4f}", file=file)
        for name, weight in zip(names, weights):
            print(f"{name}\t{weight:.4f}", file=file)
