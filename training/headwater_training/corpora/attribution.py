"""PolNeAR (Newell et al. 2018) and GUM's attributions, as JSONL with code-point spans.

PolNeAR annotates the outermost attribution only: a cue inside another's content is unknown, not absent. GUM annotates nesting.
"""

import json
from pathlib import Path

from headwater_training.document import Attribution, Document


def read_attributions(path: Path, corpus: str, *, nesting: bool) -> list[Document]:
    documents = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = record["text"]
        attributions = [
            Attribution(
                source=whole_words(text, item["source"]),
                cue=whole_words(text, item["cue"]),
                content=widen_contents(text, whole_words(text, item["content"])) if nesting else whole_words(text, item["content"]),
                nested_in=item["nested_in"],
            )
            for item in record["attributions"]
        ]
        documents.append(Document(id=record["id"], corpus=corpus, text=text, attributions=attributions, nesting=nesting))
    return documents


def whole_words(text: str, spans: list[list[int]]) -> list[tuple[int, int]]:
    """Spans cleaned of slips of the annotator's mouse: half words are taken whole, outer white space is left out."""
    out = []
    for start, end in spans:
        while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
            start -= 1
        while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            end += 1
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            out.append((start, end))
    return sorted(out)


OPENING, CLOSING = '“"„«', '”"»'


def widen_contents(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Contents in PolNeAR's convention: the complementiser and a direct quotation's outer marks belong to the content."""
    out = []
    for start, end in spans:
        if text[:start].endswith("that "):
            start -= 5
        if start and text[start - 1] in OPENING and unbalanced(text[start:end]):
            start -= 1
        if end < len(text) and text[end] in CLOSING and unbalanced(text[start:end]):
            end += 1
        elif end + 1 < len(text) and text[end] in ".,!?" and text[end + 1] in CLOSING and unbalanced(text[start:end]):
            end += 2
        out.append((start, end))
    return out


def unbalanced(text: str) -> bool:
    """Whether a double quotation mark of the text lacks its partner, or there is none at all."""
    opens, closes, straight = text.count("“"), text.count("”"), text.count('"')
    return opens != closes or straight % 2 == 1 or opens + closes + straight == 0
