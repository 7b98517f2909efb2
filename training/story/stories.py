#!/usr/bin/env python3
"""Write the stories that annotations.json annotates as story folders, to learn the weights of claims and of rival accounts from.

usage: stories.py ARTICLES.jsonl FOLDER

ARTICLES.jsonl is `news_cluster` of github.com/fhamborg/Giveme5W1H, one article a line with `id`, `outlet`, `date`, `authors`, `title` and `text`.
annotations.json has no word of theirs. A statement there is [article, start, end]: the number of the article among the story's, and code points of its text.
`statements` are all that were judged, `claims` those (of two reports and more) that tell the same, `conflicts` a kind and two lists each, every statement
of the one in conflict with every statement of the other; what stands in `unsure_claims` together, or in the two lists of `unsure_conflicts`, is not
learned from.
"""
import json, pathlib, re, sys

# What was not annotated of a statement.
UNKNOWN = {"cue": None, "source": None, "chain": ["unknown"], "form": "indirect", "act": "speech", "said_on": None, "optional": False}


def main(source, folder):
    annotated = json.loads(pathlib.Path(__file__).with_name("annotations.json").read_text(encoding="utf-8"))
    with open(source, encoding="utf-8") as lines:
        articles = {article["id"]: article for article in map(json.loads, lines)}
    for story, annotation in annotated.items():
        write(pathlib.Path(folder, story), annotation, [articles[id] for id in annotation["articles"]])


def write(folder, annotation, articles):
    def words(place):
        number, start, end = place
        return [articles[number]["id"], articles[number]["text"][start:end]]

    def groups(name):
        return [{"name": name, "origins": [], "members": [words(place) for place in group]} for group in annotation[name]]

    def pairs(name):
        return [{"kind": kind, "why": "", "a": words(a), "b": words(b)} for kind, side, other in annotation[name] for a in side for b in other]

    gold = {
        "story": folder.name,
        "articles": {},
        "claims": groups("claims"),
        "unsure_claims": groups("unsure_claims"),
        "conflicts": pairs("conflicts"),
        "unsure": pairs("unsure_conflicts"),
        "not_conflicts": [],
        "forecasts": [],
        "timeline": [],
    }
    (folder / "reports").mkdir(parents=True, exist_ok=True)
    for number, article in enumerate(articles):
        outlet, title, text = article["outlet"].removeprefix("www."), article["title"], article["text"]
        file = f"reports/{number + 1}-{re.sub(r'[^a-z0-9]+', '-', outlet.lower())}.txt"
        head = [title, "By " + (", ".join(article["authors"] or []) or "Staff"), f"{outlet} | {article['date'][:10]}"]
        (folder / file).write_text("\n\n".join([*head, text]) + "\n", encoding="utf-8")
        contents = [words(place)[1] for place in annotation["statements"] if place[0] == number]
        gold["articles"][article["id"]] = {
            "file": file,
            "outlet": outlet,
            "title": title,
            "authors": article["authors"] or [],
            "published": article["date"][:10],
            "not_main": [],
            "statements": [{"content": content, **UNKNOWN} for content in contents],
        }
    (folder / "gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
