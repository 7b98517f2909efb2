"""What news pages do and the corpora lack, put into copies of their texts; spans move with the words."""

import random
import re
from bisect import bisect_right
from dataclasses import replace

from headwater_training.document import Attribution, Document

Edit = tuple[int, int, str]  # code points to replace, and what stands there afterwards


def edited(document: Document, edits: list[Edit]) -> Document:
    """The document with its text edited and every span moved along. Edits must not overlap, and must not cross a span's end except by replacing it whole."""
    if not edits:
        return document
    edits = sorted(edits)
    text, at = [], 0
    befores, shifts, shift = [], [], 0
    for start, end, new in edits:
        text += [document.text[at:start], new]
        at = end
        shift += len(new) - (end - start)
        befores.append((start, end, len(new)))
        shifts.append(shift)
    text.append(document.text[at:])
    starts = [start for start, _, _ in befores]

    def move(position: int, *, is_end: bool) -> int:
        i = bisect_right(starts, position - 1 if is_end else position) - 1
        if i < 0:
            return position
        start, end, size = befores[i]
        if position >= end:
            return position + shifts[i]
        before = shifts[i - 1] if i else 0
        return start + before + (size if is_end else 0)

    def move_all(spans: list) -> list:
        moved = [(move(s, is_end=False), move(e, is_end=True)) for s, e in spans]
        return [(s, e) for s, e in moved if e > s]

    attributions = None
    if document.attributions is not None:
        attributions = [replace(a, source=move_all(a.source), cue=move_all(a.cue), content=move_all(a.content)) for a in document.attributions]
    entities = None
    if document.entities is not None:
        entities = [(*span, kind) for s, e, kind in document.entities for span in move_all([(s, e)])]
    return replace(document, text="".join(text), attributions=attributions, entities=entities)


STYLES = {"straight": ('"', '"'), "curly": ("“", "”"), "doubled": ("''", "''"), "british": ("‘", "’"), "guillemets": ("«", "»")}
WEIGHTS = {"keep": 50, "straight": 14, "curly": 18, "doubled": 5, "british": 12, "guillemets": 1}


def restyle_quotations(document: Document, rng: random.Random) -> Document:
    """Writes the paired double quotation marks in another page's manner, and sometimes forgets a paragraph's last one."""
    style = rng.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    forget = 0.12 if rng.random() < 0.3 else 0.0
    edits: list[Edit] = []
    for paragraph in re.finditer(r"[^\n]+", document.text):
        marks = [(m.start() + paragraph.start(), m.group()) for m in re.finditer(r"''|[\"“”]", paragraph.group())]
        if len(marks) % 2:
            continue
        pairs = list(zip(marks[::2], marks[1::2], strict=True))
        if any(b in ("“",) or a in ("”",) for (_, a), (_, b) in pairs):
            continue
        for (first, opening), (last, closing) in pairs:
            inner = document.text[first + len(opening) : last]
            ends_paragraph = last + len(closing) == paragraph.end()
            if forget and ends_paragraph and len(inner) > 60 and rng.random() < forget:
                edits.append((last, last + len(closing), ""))
                continue
            if style == "keep" or (style == "british" and re.search(r"['‘’](?!\w)|(?<!\w)['‘’]", inner)):
                continue
            new_opening, new_closing = STYLES[style]
            edits.append((first, first + len(opening), new_opening))
            edits.append((last, last + len(closing), new_closing))
    return edited(document, edits)


SAYING = re.compile(r"^(?:said|says|told reporters|said in a statement|added|stated|claimed|announced|noted|explained|argued)$")
RELAYS = {
    "singular": [
        "was quoted as saying",
        "was cited as saying",
        "has been quoted as saying",
        "reportedly said",
        "is reported to have said",
        "is said to have said",
        "was reported as saying",
        "let it be known",
    ],
}


def agency_style(document: Document, rng: random.Random, share: float = 0.05) -> Document:
    """Rewrites some plain cues as agencies of other countries put them."""
    if not document.attributions:
        return document
    edits: list[Edit] = []
    for item in document.attributions:
        if len(item.cue) != 1 or len(item.source) != 1 or rng.random() > share:
            continue
        start, end = item.cue[0]
        if not SAYING.match(document.text[start:end]) or item.source[0][1] + 1 != start:
            continue
        edits.append((start, end, rng.choice(RELAYS["singular"])))
    return edited(document, edits)


INNER_SOURCES = [
    "officials",
    "a spokesman",
    "the ministry",
    "witnesses",
    "aides",
    "the company",
    "his lawyer",
    "the minister",
    "police",
    "diplomats",
    "a senior official",
    "the two sides",
    "state media",
    "the army",
    "residents",
    "the president",
    "her office",
    "the agency",
    "investigators",
    "two people familiar with the matter",
]
INNER_CUES = [
    "had said",
    "had told him",
    "said",
    "believed",
    "claimed",
    "had promised",
    "had warned",
    "told them",
    "had denied",
    "insisted",
    "thought",
    "hoped",
    "feared",
    "reported",
    "had assured her",
    "had announced",
]


def nest(document: Document, rng: random.Random, share: float = 0.06) -> Document:
    """Puts a second voice into some indirect contents: `X said Y had warned that ...`. The document must not be held to nesting elsewhere."""
    if not document.attributions or document.nesting:
        return document
    edits: list[Edit] = []
    wrapped: dict[int, tuple[int, str, str, str]] = {}
    for number, item in enumerate(document.attributions):
        if len(item.cue) != 1 or len(item.content) != 1 or rng.random() > share:
            continue
        start, end = item.content[0]
        text = document.text[start:end]
        words = text.split()
        if not item.cue[0][1] + 1 == start or len(words) < 6 or text[0] in "\"“'‘" or "\n" in text:
            continue
        has_that = words[0] == "that"
        if not has_that and not re.match(r"(?:the|he|she|they|it|a|an|there|his|her|their|this|these)\b", text):
            continue
        source, cue = rng.choice(INNER_SOURCES), rng.choice(INNER_CUES)
        at = start + 5 if has_that else start
        joint = rng.choice([" that ", " "])
        wrapped[number] = (at, source, cue, joint)
        edits.append((at, at, f"{source} {cue}{joint}"))
    if not edits:
        return document
    moved = edited(document, edits)
    attributions = list(moved.attributions)
    shift = 0
    for number in sorted(wrapped, key=lambda n: wrapped[n][0]):
        at, source, cue, joint = wrapped[number]
        outer = attributions[number]
        begin = at + shift
        after = begin + len(source) + 1 + len(cue)
        content_first = after + 1  # the complementiser belongs to the content
        end = outer.content[0][1]
        outer_start = begin if document.text[document.attributions[number].content[0][0] :][:5] != "that " else begin - 5
        attributions[number] = replace(outer, content=[(outer_start, end)])
        attributions.append(
            Attribution(source=[(begin, begin + len(source))], cue=[(begin + len(source) + 1, after)], content=[(content_first, end)], nested_in=number)
        )
        shift += len(source) + 1 + len(cue) + len(joint)
    return replace(moved, attributions=attributions)


def augment(document: Document, rng: random.Random) -> Document:
    """One epoch's copy of an attribution document."""
    return restyle_quotations(nest(agency_style(document, rng), rng), rng)
