"""Marked pages: what is known of their reports, and which of their lines are the report's."""

import collections
import json
import re
import unicodedata
from urllib.parse import urlparse


def tidy(text):
    text = re.sub("[\xad\u200b\ufeff\u2060]", "", unicodedata.normalize("NFKC", text or ""))
    return re.sub(r"\s+", " ", text).strip()


def fold(text):
    return re.sub(r"\W+", "", (text or "").lower())


def words(text):
    return re.findall(r"\w+", text.lower())


def shingles(tokens, length=4):
    return [tuple(tokens[at : at + length]) for at in range(max(1, len(tokens) - length + 1))] if tokens else []


def outlet(url):
    """The registrable domain, near enough: outlets, not pages, are held out."""
    host = re.sub(r"^www\d*\.", "", urlparse(url).hostname or url)
    parts = host.split(".")
    second = len(parts) > 2 and len(parts[-1]) == 2 and len(parts[-2]) <= 3
    return ".".join(parts[-3:] if second else parts[-2:])


def lines_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def pages(data):
    """Every page with what is known of its report: paragraphs that belong to it, that may, and that do not."""
    found = []
    for name, truth in sorted(json.loads((data / "zyte/ground-truth.json").read_text(encoding="utf-8")).items()):
        report = [tidy(line) for line in truth["articleBody"].split("\n") if line.strip()]
        found.append(dict(set="zyte", id=name, url=truth["url"], report=report, may=[], other=[]))
    for truth in lines_of(data / "fundus_eval/truth.jsonl"):
        optional = [line for line in truth["body"] if line.startswith("[") and line.endswith("]")]
        report = [tidy(line) for line in truth["body"] if line not in optional]
        found.append(dict(set="fundus_eval", id=truth["id"], url=truth["url"], report=report, may=[tidy(line[1:-1]) for line in optional], other=[]))
    for truth in lines_of(data / "fundus/truth.jsonl"):
        report = [tidy(line) for section in truth["sections"] for line in section["paragraphs"] + section["headline"]]
        captions = [tidy(image.get("caption")) for image in truth["images"] or []]
        found.append(dict(set="fundus", id=truth["id"], url=truth["url"], report=report, may=[tidy(line) for line in truth["summary"]],
                          other=[caption for caption in captions if caption]))
    for truth in lines_of(data / "htmldate/truth.jsonl"):
        found.append(dict(set="htmldate", id=truth["id"], url=truth["url"], report=None, may=[], other=[]))
    for page in found:
        page["path"] = data / page["set"] / "html" / f"{page['id']}.html.gz"
        page["outlet"] = outlet(page["url"])
    return [page for page in found if page["path"].exists()]


def label(page, rows):
    """1 for lines of the report, 0 for others, -1 for those that nobody can tell."""
    report, may, other = collections.Counter(page["report"]), set(page["may"]), set(page["other"])
    whole = " ".join(page["report"])
    whole_fold, may_fold = fold(whole), fold(" ".join(page["may"]))
    known = set(shingles(words(whole)))
    seen, told = collections.Counter(), set()
    labels = []
    for row in rows:
        line = tidy(row)
        folded = fold(line)
        if line in other and line not in report:
            labels.append(0)
        elif line in may or (len(folded) > 15 and folded in may_fold):
            labels.append(-1)
        elif line in report or (len(folded) > 25 and folded in whole_fold):
            labels.append(-1 if seen[line] >= max(1, report[line]) else 1)
            seen[line] += 1
            told.update(shingles(words(line)))
        elif len(tokens := words(line)) >= 8:
            own = shingles(tokens)
            share = sum(shingle in known for shingle in own) / len(own)
            # A second copy of the whole report, as microdata have it, is none of its parts.
            again = sum(shingle in told for shingle in own) / len(own)
            labels.append(0 if again > 0.8 and len(tokens) > 100 else 1 if share >= 0.75 else -1 if share > 0.3 else 0)
            if share >= 0.75:
                told.update(own)
        else:
            labels.append(0)
    return labels
