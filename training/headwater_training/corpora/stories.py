"""Annotated story folders: reports as saved text and `gold.json` with statements and chains."""

import json
import re
from pathlib import Path

from headwater_training.corpora.attribution import widen_contents
from headwater_training.document import Attribution, Document


def read_story(folder: Path) -> list[Document]:
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    documents = []
    for key, article in gold["articles"].items():
        text = (folder / "reports" / Path(article["file"]).name).read_text(encoding="utf-8")
        for other in article.get("not_main", []):
            at = text.find(other)
            if at >= 0:
                text = text[:at] + "\n" + text[at + len(other) :]
        attributions = []
        for statement in article["statements"]:
            found = locate(text, statement)
            if found is None:
                continue
            content, cue, source = found
            attributions.append(
                Attribution(
                    source=source,
                    cue=cue,
                    content=widen_contents(text, content),
                    act=statement["act"],
                    doubtful=bool(statement["optional"]),
                    chain=statement["chain"],
                )
            )
        documents.append(Document(id=f"{folder.name}/{key}", corpus="stories", text=text, attributions=attributions, nesting=True, guideline=True))
    return documents


def locate(text: str, statement: dict) -> tuple[list, list, list] | None:
    """Finds a statement's strings: the content's place whose cue and source stand nearest."""
    best = None
    for match in re.finditer(re.escape(statement["content"]), text):
        start, end = match.span()
        cue = nearest(text, statement["cue"], start, end)
        source = nearest(text, statement["source"], *(cue or (start, end)), not_in=cue)
        cost = (distance(cue, start, end) if cue else 0) + (distance(source, start, end) if source else 0)
        if best is None or cost < best[0]:
            best = (cost, [(start, end)], [cue] if cue else [], [source] if source else [])
    return best[1:] if best else None


def nearest(text: str, words: str | None, start: int, end: int, not_in: tuple[int, int] | None = None) -> tuple[int, int] | None:
    if not words:
        return None
    spans = [match.span() for match in re.finditer(r"(?<!\w)" + re.escape(words) + r"(?!\w)", text)]
    spans = [span for span in spans if not (start < span[1] and span[0] < end) or span == not_in] if words else spans
    return min(spans, key=lambda span: distance(span, start, end), default=None)


def distance(span: tuple[int, int], start: int, end: int) -> int:
    return max(start - span[1], span[0] - end, 0)
