#!/usr/bin/env python3
"""Write the stories that kept-aside.json annotates as story folders, for `cargo xtask evaluate stories --gold FOLDER`.

usage: write.py ARTICLES.jsonl[.gz] FOLDER

ARTICLES.jsonl holds the articles of github.com/ramybaly/Article-Bias-Prediction (Baly et al., EMNLP 2020), one a line with `id`, `title` and `text`.
kept-aside.json has no sentence of theirs. Words there are [start, end], code points of the report that this writes: title, byline, outlet and date, text.
A member of a claim or conflict is [report, number of the statement, how many of its first code points name it].
No weights are learned from these stories. Rules were mended with 2018-03-austin-bomber at hand; of the other two only totals
were looked at.
"""
import gzip, json, pathlib, sys

MONTHS = "January February March April May June July August September October November December".split()


def main(source, folder):
    annotated = json.loads(pathlib.Path(__file__).with_name("kept-aside.json").read_text(encoding="utf-8"))
    wanted = {article["article"] for story in annotated.values() for article in story["articles"].values()}
    with (gzip.open if source.endswith(".gz") else open)(source, "rt", encoding="utf-8") as lines:
        found = {article["id"]: article for article in map(json.loads, lines) if article["id"] in wanted}
    missing = wanted - found.keys()
    if missing:
        sys.exit(f"{source} lacks the articles {', '.join(sorted(missing))}")
    for name, story in annotated.items():
        write(pathlib.Path(folder, name), story, found)


def write(folder, story, found):
    (folder / "reports").mkdir(parents=True, exist_ok=True)
    texts = {key: report(article, found[article["article"]]) for key, article in story["articles"].items()}
    articles = {}
    for key, article in story["articles"].items():
        text = texts[key]

        def words(place):
            return place and text[place[0] : place[1]]

        file = f"reports/{key}.txt"
        (folder / file).write_text(text, encoding="utf-8")
        statements = [{**statement, **{part: words(statement[part]) for part in ("content", "cue", "source")}} for statement in article["statements"]]
        facts = {fact: article[fact] for fact in ("outlet", "authors", "published")}
        title = found[article["article"]]["title"]
        articles[key] = {"file": file, "title": title, **facts, "not_main": list(map(words, article["not_main"])), "statements": statements}

    def member(place):
        key, number, length = place
        return [key, articles[key]["statements"][number]["content"][:length]]

    def there(key, place):
        return texts[key][place[0] : place[1]]

    gold = {
        "story": folder.name,
        "articles": articles,
        "claims": [{**claim, "members": list(map(member, claim["members"]))} for claim in story["claims"]],
        **{kind: [{**pair, "a": member(pair["a"]), "b": member(pair["b"])} for pair in story[kind]] for kind in ("conflicts", "not_conflicts")},
        "forecasts": [forecast(entry, member, texts) for entry in story["forecasts"]],
        "timeline": [{**event, "members": [[key, there(key, place)] for key, place in event["members"]]} for event in story["timeline"]],
    }
    (folder / "gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1), encoding="utf-8")


def report(article, found):
    """The report as saved text."""
    year, month, day = article["published"].split("-")
    byline = [f"By {', '.join(article['authors'])}"] if article["byline"] else []
    head = "\n".join([*byline, f"{article['outlet']} | {MONTHS[int(month) - 1]} {int(day)}, {year}"])
    return "\n\n".join([found["title"], head, found["text"]]) + "\n"


def forecast(entry, member, texts):
    text = texts[entry["statement"][0]]
    parts = {part: entry[part] and text[entry[part][0] : entry[part][1]] for part in ("condition", "likelihood")}
    return {**entry, "statement": member(entry["statement"]), **parts}


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
