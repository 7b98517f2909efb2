#!/usr/bin/env python3
"""Learn what makes a denial the answer to another statement: a logistic function over a few features of a pair.

usage: stories.py ARTICLES.jsonl NEWS        # the stories that annotations.json annotates, as story folders
       cargo xtask evaluate rivals --gold NEWS > news.jsonl
       cargo xtask evaluate rivals --gold STORIES > stories.jsonl
       rivals.py crates/headwater-story/data/rivals.tsv news.jsonl stories.jsonl
       rivals.py FOLDS news.jsonl stories.jsonl --folds   # for each story FOLDS/STORY.tsv, learned from all others

Needs numpy and scikit-learn.
"""
import math, os, sys

import logistic

LEAST = -1.4  # logit from which a denial may answer a statement
SURE = -1.0  # logit from which it does
RARE = 4.0  # how much more a lone annotated pair weighs than a pair that is none


def learn(output, files, folds):
    names, stories, rows = logistic.read(files)
    rows = [row for row in rows if row["rivals"] is not None]
    if not folds:
        return table(output, names, rows)
    os.makedirs(output, exist_ok=True)
    for story in stories:
        table(f"{output}/{story}.tsv", names, [row for row in rows if row["story"] != story])


def table(output, names, rows):
    bias, weight = logistic.fit(rows, [row["rivals"] for row in rows], weights(rows))
    head = [
        "feature\tweight in the logit of a denial being the answer to a statement; made by training/story/rivals.py",
        "least, sure: the logit from which they are told as what may be a conflict, and as one",
    ]
    logistic.write(output, head, {"least": LEAST, "sure": SURE}, names, bias, weight)


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
