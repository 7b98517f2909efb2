#!/usr/bin/env python3
"""Learn what makes two statements rival accounts: a logistic function over a few features of a pair.

usage: rivals.py write ALLSIDES FOLDER       # the stories that rivals.json annotates, as story folders; ALLSIDES holds articles.jsonl.gz
       cargo xtask evaluate rivals --gold FOLDER > news.jsonl
       cargo xtask evaluate rivals --gold STORIES > stories.jsonl
       rivals.py learn crates/headwater-story/data/rivals.tsv news.jsonl stories.jsonl
       rivals.py learn FOLDS news.jsonl stories.jsonl --folds   # for each story FOLDS/STORY.tsv, learned from all others

rivals.json annotates triples of reports of github.com/ramybaly/Article-Bias-Prediction (ids of articles) that HLTCHKUST/framing-bias-metric joins to
stories (ids of stories): `rivals` are two lists each, every statement of the one a rival account of every statement of the other; `unsure` are pairs
that are neither learned as rivals nor as none. A statement is [article, start, end] in code points of its text.
Needs numpy and scikit-learn to learn.
"""
import gzip, json, math, os, pathlib, re, sys

STRENGTH = 0.01  # inverse strength of the penalty on standardised features
LEAST = -2.5  # logit from which a pair is a conflict
RARE = 4.0  # how much more a lone annotated pair weighs than a pair that is none


def write(source, folder):
    annotated = json.load(open(pathlib.Path(__file__).with_name("rivals.json"), encoding="utf-8"))
    articles = {}
    with gzip.open(f"{source}/articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            articles[article["id"]] = article
    for story, annotation in annotated.items():
        reports = pathlib.Path(folder, story, "reports")
        reports.mkdir(parents=True, exist_ok=True)
        said = {id: {} for id in annotation["articles"]}

        def reference(place):
            id, start, end = place
            content = articles[id]["text"][start:end]
            said[id][content] = {"content": content, "chain": [], "form": "indirect", "act": "speech"}
            return [id, content]

        def pairs(groups):
            return [{"a": reference(a), "b": reference(b)} for group in groups for a in group[0] for b in group[1]]

        gold = {"story": story, "conflicts": pairs(annotation["rivals"]), "unsure": pairs(annotation["unsure"]), "articles": {}}
        for id in annotation["articles"]:
            article = articles[id]
            outlet = article["outlet"].split(" - ")[0]
            head = [article["title"], "By " + (article["authors"] or "Staff"), article["date"], outlet, article["text"]]
            file = re.sub(r"\W+", "-", article["outlet"].lower()) + ".txt"
            (reports / file).write_text("\n\n".join(head) + "\n", encoding="utf-8")
            gold["articles"][id] = {"file": "reports/" + file, "outlet": outlet, "title": article["title"], "statements": list(said[id].values())}
        (reports.parent / "gold.json").write_text(json.dumps(gold, indent=1), encoding="utf-8")


def learn(output, files, folds):
    rows = []
    for file in files:
        lines = open(file, encoding="utf-8")
        names = json.loads(next(lines))["names"]
        rows += [row for row in map(json.loads, lines) if row["rivals"] is not None]
    if not folds:
        return table(output, names, rows)
    os.makedirs(output, exist_ok=True)
    for story in sorted({row["story"] for row in rows}):
        table(f"{output}/{story}.tsv", names, [row for row in rows if row["story"] != story])


def table(output, names, rows):
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    features = np.array([row["features"] for row in rows])
    rivals = np.array([row["rivals"] for row in rows])
    mean, spread = features.mean(0), features.std(0)
    spread[spread == 0] = 1
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    model.fit((features - mean) / spread, rivals, sample_weight=weights(rows))
    weight = model.coef_[0] / spread
    bias = model.intercept_[0] - (weight * mean).sum()
    with open(output, "w", encoding="utf-8") as file:
        print("# feature\tweight in the logit of two statements being rival accounts; made by training/story/rivals.py", file=file)
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
    arguments = [a for a in sys.argv[2:] if not a.startswith("--")]
    if sys.argv[1:2] == ["write"] and len(arguments) == 2:
        write(*arguments)
    elif sys.argv[1:2] == ["learn"] and len(arguments) >= 2:
        learn(arguments[0], arguments[1:], "--folds" in sys.argv)
    else:
        sys.exit(__doc__)
