#!/usr/bin/env python3
"""Train the classifiers that find a page's report and its title: gradient-boosted trees over the numbers of each line.

usage: make.py --data PAGES --saved TEXTS --work WORK [--folds]

PAGES holds `zyte/`, `fundus/`, `fundus_eval/` and `htmldate/`, each with `html/ID.html.gz` and its truth.
TEXTS holds the same pages as `SET/ID.txt`, made by `evaluation/pages/select_all.py`.
Writes `crates/headwater-article/src/weights/*.txt`.
With `--folds` it writes `WORK/0` to `WORK/4` too, each learned without the outlets of one fifth of the pages, and `WORK/pages.tsv`, which names
each page's fifth: figures are made with those (`cargo xtask evaluate pages --folds WORK`).

Which lines are the report's is told by the truth. The pages of `htmldate` have no known text: for web pages they are left out, for saved text
what our own HTML reader finds on the same page stands in. Saved text is learned from pages with made-up lists too (`lists.py`).
Where other texts of its outlet are at hand, the lines of a saved text are judged again (`siblings.txt`): each text is read with the others of its outlet.
"""

import argparse
import collections
import gzip
import json
import pathlib
import random
import subprocess

import lightgbm
import numpy
from lists import made_up
from marked import fold, label, pages, tidy

ROOT = pathlib.Path(__file__).resolve().parents[2]
WEIGHTS = ROOT / "crates/headwater-article/src/weights"
FOLDS = 5
SEED = 1
PARAMETERS = dict(
    objective="binary", learning_rate=0.06, num_leaves=15, min_data_in_leaf=20, feature_fraction=0.5, bagging_fraction=0.8, bagging_freq=1,
    lambda_l2=2, verbose=-1, num_threads=1, max_bin=63, force_col_wise=True, seed=SEED, deterministic=True,
)
# Parts of web pages are judged twice, the second time with what the first said of the parts around: few numbers and gentle steps, lest it learn the
# pages by heart. For saved text, of which more lines are known, a second judgement gained nothing, larger trees did.
FIRST = dict(PARAMETERS, num_leaves=7, min_data_in_leaf=40, lambda_l2=10)
SECOND = dict(PARAMETERS, num_leaves=12, min_data_in_leaf=100, feature_fraction=0.4, learning_rate=0.03)
TEXT = dict(PARAMETERS, min_data_in_leaf=40, lambda_l2=10, learning_rate=0.05, feature_fraction=0.35)
# What siblings add is learned from fewer pages: smaller trees.
SIBLINGS = dict(PARAMETERS, num_leaves=7, min_data_in_leaf=100, lambda_l2=20, learning_rate=0.05)
TITLE = dict(PARAMETERS, min_data_in_leaf=10, lambda_l2=10, learning_rate=0.04)
FIRST_ROUNDS, SECOND_ROUNDS, TEXT_ROUNDS, SIBLING_ROUNDS, TITLE_ROUNDS = 250, 200, 350, 120, 200
# With siblings a line is judged again, from half of its first score on, within this bound (`saved::context::start`).
START = 2
# Weight of a page with a made-up list.
MADE_UP = 0.1
# Chances above which a line is kept: kept wrong costs less than lost.
KEEP_HTML, KEEP_TEXT, KEEP_SIBLINGS = 0.45, 0.5, 0.42


def lines(*arguments):
    """What the example program `lines` of the crate prints."""
    subprocess.run(["cargo", "build", "--release", "--quiet", "--package", "headwater-article", "--example", "lines"], cwd=ROOT, check=True)
    metadata = json.loads(subprocess.check_output(["cargo", "metadata", "--format-version", "1", "--no-deps"], cwd=ROOT))
    program = pathlib.Path(metadata["target_directory"]) / "release/examples/lines"
    out = subprocess.check_output([program, *arguments], encoding="utf-8")
    return (json.loads(line) for line in out.split("\n") if line)


def measure(kind, paths):
    """The numbers of every line of every page."""
    return list(lines(kind, *paths))


def second_looks(work, groups, starts, titles, scores):
    """The numbers by which the lines of texts with siblings are judged again; rows of nothing for texts that have none."""
    table = work / "groups.jsonl"
    titles, scores = titles.round(4), scores.round(4)
    told = [[[str(path) for path in group], titles[begin:end].tolist(), scores[begin:end].tolist()] for group, begin, end in zip(groups, starts, starts[1:])]
    table.write_text("".join(json.dumps(one) + "\n" for one in told), encoding="utf-8")
    found = list(lines("siblings", table))
    width = max((len(rows[0]) for rows in found if rows), default=0)
    return numpy.concatenate([
        numpy.array(rows, dtype=numpy.float32) if rows else numpy.full((end - begin, width), numpy.nan, dtype=numpy.float32)
        for rows, begin, end in zip(found, starts, starts[1:])
    ])


def beside(pages_):
    """With each page those that are read with it: the other marked pages of the outlet whose menus it has, but for those that it was made of."""
    of_outlet = collections.defaultdict(list)
    for page in pages_:
        if "made_up" not in page:
            of_outlet[page["outlet"]].append(page)
    name = lambda page: (page["set"], page["id"])
    groups = []
    for page in pages_:
        chrome = page.get("chrome", page)
        others = [other for other in of_outlet[chrome["outlet"]] if name(other) not in (name(page), name(chrome))]
        groups.append([page["text"], *(other["text"] for other in others)])
    return groups


def contexts(kind, work, paths, starts, scores):
    """The numbers by which every line is judged again, from what first models said of it."""
    table = work / "scores.jsonl"
    scores = scores.round(4)
    table.write_text("".join(json.dumps([scores[begin:end].tolist()]) + "\n" for begin, end in zip(starts, starts[1:])), encoding="utf-8")
    return numpy.concatenate([numpy.array(page[0], dtype=numpy.float32) for page in lines(kind, table, *paths) if page[0]])


class Lines:
    """All lines of a set of pages as one table."""

    def __init__(self, found, measured, titled):
        numbers, self.labels, self.titles, self.page, lengths = [], [], [], [], []
        for at, (page, measure_) in enumerate(zip(found, measured)):
            rows = [row[0] for row in measure_["rows"]]
            title = fold(titled[at])
            self.labels += label(page, rows)
            # Titles are learned from true pages alone.
            self.titles += [-1 if "made_up" in page else int(len(title) > 5 and fold(tidy(row)) == title) for row in rows]
            self.page += [at] * len(rows)
            numbers += [row[1] for row in measure_["rows"]]
            lengths += [min(200, len(row.split()) + 1) for row in rows]
        self.numbers = numpy.array(numbers, dtype=numpy.float32)
        self.labels, self.titles, self.page = (numpy.array(values) for values in (self.labels, self.titles, self.page))
        # Long lines count more, and every page about as much as any other.
        weights = numpy.sqrt(numpy.array(lengths, dtype=float))
        totals = numpy.bincount(self.page, weights, minlength=len(found))
        self.weights = weights / numpy.sqrt(totals[self.page])
        shares = [(0.5 if page["set"] == "htmldate" else 1.0) * (MADE_UP if "made_up" in page else 1.0) for page in found]
        self.weights *= numpy.array(shares)[self.page]
        self.weights /= self.weights.mean()
        self.starts = numpy.searchsorted(self.page, numpy.arange(len(found) + 1))


def learn(numbers, labels, weights, rounds, parameters=PARAMETERS, start=None):
    return lightgbm.train(parameters, lightgbm.Dataset(numbers, labels, weight=weights, init_score=start), rounds)


class Models:
    """Models without each fold and without each two, so that others can learn from scores of pages that these did not see."""

    def __init__(self, numbers, labels, weights, groups, rounds, parameters):
        self.table, self.groups, self.rounds, self.parameters = (numbers, labels, weights), groups, rounds, parameters
        self.known = {}

    def without(self, *folds):
        key = frozenset(fold for fold in folds if fold is not None)
        if key not in self.known:
            numbers, labels, weights = self.table
            seen = ~numpy.isin(self.groups, list(key)) & (labels >= 0)
            self.known[key] = learn(numbers[seen], labels[seen], weights[seen], self.rounds, self.parameters)
        return self.known[key]

    def scores(self, without=None):
        """Of every line, by a model that saw neither its fold nor the one that is left out."""
        scores = numpy.zeros(len(self.groups))
        for fold in numpy.unique(self.groups):
            own = self.groups == fold
            scores[own] = self.without(without, fold).predict(self.table[0][own], raw_score=True)
        return scores


def export(model, path, chance, title):
    """The table that `forest.rs` reads."""
    out = [f"# {title}, trained by training/pages.", "# One tree a line: number:threshold:left:right, or the value of a leaf."]
    for tree in model.dump_model()["tree_info"]:
        nodes = []

        def add(node):
            at = len(nodes)
            nodes.append(None)
            if "leaf_value" in node:
                nodes[at] = f"{node['leaf_value']:.3g}"
            else:
                left, right = add(node["left_child"]), add(node["right_child"])
                nodes[at] = f"{node['split_feature']}:{node['threshold']:.6g}:{left}:{right}"
            return at

        add(tree["tree_structure"])
        out.append(" ".join(nodes))
    out.append(f"{-numpy.log(chance / (1 - chance)):.3g}")
    path.write_text("\n".join(out) + "\n", encoding="utf-8")


class Judge:
    """All that is learned of one kind of pages."""

    def __init__(self, kind, pages_, measured, group, work):
        self.kind, self.paths = kind, [page["html" if kind == "html" else "text"] for page in pages_]
        self.lines = table = Lines(pages_, measured, [page["title"] for page in pages_])
        self.groups = numpy.array([group[page["outlet"]] for page in pages_])[table.page]
        self.titles, numbers = None, table.numbers
        if kind == "text":
            # The report's model learns from titles as they are found on pages not seen.
            self.titles = Models(numbers, table.titles, numpy.ones(len(table.titles)), self.groups, TITLE_ROUNDS, TITLE)
            self.title_scores = self.titles.scores()
            numbers = numpy.hstack([numbers, contexts(kind, work, self.paths, table.starts, self.title_scores)])
            self.beside = beside(pages_)
        rounds, parameters = (TEXT_ROUNDS, TEXT) if kind == "text" else (FIRST_ROUNDS, FIRST)
        self.first = Models(numbers, table.labels, table.weights, self.groups, rounds, parameters)

    def write(self, folder, work, name, chance, without):
        """Learns on every page but those of one fold."""
        if self.kind == "text":
            title = "Which line of a saved page is its title: gradient-boosted trees over the numbers of saved::names"
            export(self.titles.without(without), folder / "title.txt", 0.5, title)
            report = "Which lines of a saved page are its report: gradient-boosted trees over the numbers of saved::names"
            export(self.first.without(without), folder / f"{name}.txt", chance, report)
            scores = self.first.scores(without)
            numbers = second_looks(work, self.beside, self.lines.starts, self.title_scores, scores)
            seen = (self.groups != without) & (self.lines.labels >= 0) & ~numpy.isnan(numbers[:, 0])
            start = (scores[seen] / 2).clip(-START, START)
            model = learn(numbers[seen], self.lines.labels[seen], self.lines.weights[seen], SIBLING_ROUNDS, SIBLINGS, start)
            more = "What other texts of its outlet add to that: gradient-boosted trees over the numbers of saved::context and saved::siblings"
            export(model, folder / "siblings.txt", KEEP_SIBLINGS, more)
            return
        what = "parts of a web page are its report: gradient-boosted trees over the numbers of html"
        export(self.first.without(without), folder / f"{name}.txt", 0.5, f"Which {what}::names")
        numbers = contexts(self.kind, work, self.paths, self.lines.starts, self.first.scores(without))
        seen = (self.groups != without) & (self.lines.labels >= 0)
        model = learn(numbers[seen], self.lines.labels[seen], self.lines.weights[seen], SECOND_ROUNDS, SECOND)
        export(model, folder / f"{name}_context.txt", chance, f"A second time, which {what}::context")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--saved", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--folds", action="store_true")
    arguments = parser.parse_args()
    found = pages(arguments.data)
    unpacked = arguments.work / "html"
    for page in found:
        page["html"] = unpacked / page["set"] / f"{page['id']}.html"
        if not page["html"].exists():
            page["html"].parent.mkdir(parents=True, exist_ok=True)
            page["html"].write_bytes(gzip.decompress(page["path"].read_bytes()))
        page["text"] = arguments.saved / page["set"] / f"{page['id']}.txt"
    measured = measure("html", [page["html"] for page in found])
    for page, measure_ in zip(found, measured):
        page["title"] = tidy(measure_["title"])
        if page["report"] is None:
            page["report"] = [tidy(line) for line in measure_["report"]]
    marked = [(page, measure_) for page, measure_ in zip(found, measured) if page["set"] != "htmldate"]
    outlets = sorted({page["outlet"] for page in found})
    random.Random(SEED).shuffle(outlets)
    group = {outlet_: at % FOLDS for at, outlet_ in enumerate(outlets)}
    saved = [page for page in found if page["text"].exists()]
    saved += made_up(saved, group, arguments.work / "lists", random.Random(SEED))
    judges = [
        (Judge("html", [page for page, _ in marked], [measure_ for _, measure_ in marked], group, arguments.work), "html", KEEP_HTML),
        (Judge("text", saved, measure("text", [page["text"] for page in saved]), group, arguments.work), "saved", KEEP_TEXT),
    ]
    folders = [(WEIGHTS, None)]
    if arguments.folds:
        table = [f"{page['set']}\t{page['id']}\t{group[page['outlet']]}" for page in found]
        (arguments.work / "pages.tsv").write_text("\n".join(table) + "\n", encoding="utf-8")
        folders += [(arguments.work / str(without), without) for without in range(FOLDS)]
    for judge, name, chance in judges:
        for folder, without in folders:
            folder.mkdir(parents=True, exist_ok=True)
            judge.write(folder, arguments.work, name, chance, without)


if __name__ == "__main__":
    main()
