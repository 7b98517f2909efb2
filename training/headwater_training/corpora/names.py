"""Named entities: Universal NER on EWT, WNUT-17, the Broad Twitter Corpus, re3d, and the names among GUM's mentions.

Kinds are PER, ORG, LOC and MISC. Where a corpus has no MISC, its unmarked words may still be one (`entities_partial`).
"""

import json
import re
from pathlib import Path

from headwater_training.corpora.treebank import Token, nominals, read_sentences
from headwater_training.document import Document

TWEET_KINDS = {
    "person": "PER", "location": "LOC", "corporation": "ORG", "group": "ORG", "product": "MISC", "creative-work": "MISC",
    "PER": "PER", "ORG": "ORG", "LOC": "LOC",
}  # fmt: skip


def read_uner(path: Path, treebank: Path | None = None) -> list[Document]:
    """Pages, each sentence a paragraph, with the nominals and parts of speech of the treebank that the names are annotated on."""
    parses = read_sentences(treebank) if treebank else {}
    pages: dict[str, list[dict]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        pages.setdefault(record["doc"], []).append(record)
    documents = []
    for name, sentences in pages.items():
        places = [align(sentence["text"], sentence["tokens"]) for sentence in sentences]
        named = [(sentence["text"], tag_spans(at, sentence["tags"])) for sentence, at in zip(sentences, places, strict=True)]
        document = join(name, "uner-ewt", named, partial=True)
        if parses:
            document.nominals, document.parts = [], []
            start = 0
            for sentence, at in zip(sentences, places, strict=True):
                add_parse(document, parses.get(sentence["sent_id"], []), [(start + a, start + z) for a, z in at])
                start += len(sentence["text"]) + 1
        documents.append(document)
    return documents


def add_parse(document: Document, parsed: list[Token], places: list[tuple[int, int]]) -> None:
    """Adds a sentence's nominals and parts of speech, given where its tokens stand; nothing where the treebank cuts words elsewhere."""
    if len(parsed) != len(places) or any(token.form != document.text[a:z] for token, (a, z) in zip(parsed, places, strict=True)):
        return
    document.parts += [(*place, token.part) for token, place in zip(parsed, places, strict=True)]
    document.nominals += [(places[head], (places[first][0], places[end - 1][1])) for head, first, end in nominals(parsed)]


def read_tagged(path: Path, corpus: str, *, partial: bool) -> list[Document]:
    """JSONL of `tokens` and `tags` without text: white space is put where English writes it."""
    documents = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        record = json.loads(line)
        text, offsets = detokenise(record["tokens"])
        documents.append(join(f"{corpus}-{path.stem}-{number}", corpus, [(text, tag_spans(offsets, record["tags"]))], partial=partial))
    return documents


def read_re3d(path: Path) -> list[Document]:
    """Names are the annotated entities whose words are capitalised; descriptions are left unknown."""
    kinds = {"Organisation": "ORG", "Person": "PER", "Location": "LOC", "Nationality": "MISC"}
    documents = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = record["text"]
        entities = []
        for item in sorted(record["entities"], key=lambda item: item["begin"] - item["end"]):
            start, end = item["begin"], item["end"]
            kind = kinds.get(item["type"])
            article = re.match(r"(?:[Tt]he|[Aa]n?) ", text[start:end])
            start += article.end() if article else 0
            words = re.findall(r"[\w’'-]+", text[start:end])
            named = words and all(word[0].isupper() or word in ("of", "the", "and", "for", "al", "de", "in") for word in words) and words[0][0].isupper()
            if kind and named and not any(start < e and s < end for s, e, _ in entities):
                entities.append((start, end, kind))
        documents.append(Document(id=f"re3d/{record['doc']}", corpus="re3d", text=text, entities=sorted(entities), entities_partial=True))
    return documents


def read_gum_names(path: Path) -> list[Document]:
    """The proper-noun core of each named mention."""
    kinds = {"person": "PER", "organization": "ORG", "place": "LOC"}
    documents = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        tokens = record["toks"]
        starts = {sentence["start"] for sentence in record["sents"]}
        text, offsets = "", []
        for number, token in enumerate(tokens):
            if number in starts and text:
                text = text.rstrip() + "\n"
            offsets.append((len(text), len(text) + len(token[0])))
            text += token[0] + (" " if token[6] else "")
        spans = []
        for mention in record["mentions"]:
            if not mention["named"] or mention["type"] == "time":
                continue
            core = proper_core(tokens, mention["start"], mention["end"], mention["head"])
            if core:
                people = mention["type"] == "person" and tokens[mention["head"]][3] == "NNPS"  # Bangladeshis
                spans.append((core[0], core[1], "MISC" if people else kinds.get(mention["type"], "MISC")))
        entities, taken = [], set()
        for start, end, kind in sorted(spans, key=lambda span: span[0] - span[1]):
            if not taken & set(range(start, end)):
                taken |= set(range(start, end))
                entities.append((offsets[start][0], offsets[end - 1][1], kind))
        documents.append(Document(id=f"names/{record['doc']}", corpus="gum", text=text, entities=sorted(entities), entities_partial=True))
    return documents


def proper_core(tokens: list, start: int, end: int, head: int) -> tuple[int, int] | None:
    """The run of proper nouns around the head; small words may join two proper nouns."""
    proper = [token[3] in ("NNP", "NNPS") for token in tokens]
    joins = ("of", "the", "for", "-", "&", "de", "al", "'s", "’s")
    if not (start <= head < end) or not proper[head]:
        return None
    first = last = head
    while first > start:
        back = first - 1
        while back >= start and tokens[back][0].lower() in joins:
            back -= 1
        if back < start or not proper[back]:
            break
        first = back
    while last + 1 < end:
        ahead = last + 1
        while ahead < end and tokens[ahead][0].lower() in joins:
            ahead += 1
        if ahead >= end or not proper[ahead]:
            break
        last = ahead
    return first, last + 1


def join(name: str, corpus: str, parts: list[tuple[str, list]], *, partial: bool) -> Document:
    text, entities = "", []
    for part, spans in parts:
        text += "\n" if text else ""
        entities += [(len(text) + start, len(text) + end, kind) for start, end, kind in spans]
        text += part
    return Document(id=name, corpus=corpus, text=text, entities=entities, entities_partial=partial)


def align(text: str, tokens: list[str]) -> list[tuple[int, int]]:
    """Where each token stands in the text."""
    at, out = 0, []
    for token in tokens:
        found = text.find(token, at)
        if found < 0:
            raise ValueError(f"token {token!r} is not in {text!r} after {at}")
        at = found + len(token)
        out.append((found, at))
    return out


def tag_spans(offsets: list[tuple[int, int]], tags: list[str]) -> list[tuple[int, int, str]]:
    """IOB2 tags to spans."""
    out: list[tuple[int, int, str]] = []
    open_kind = None
    for (start, end), tag in zip(offsets, tags, strict=True):
        kind = TWEET_KINDS.get(tag[2:]) if tag != "O" else None
        if kind and tag[0] == "I" and kind == open_kind:
            out[-1] = (out[-1][0], end, kind)
        elif kind:
            out.append((start, end, kind))
        open_kind = kind
    return out


NO_SPACE_BEFORE = re.compile(r"^(?:[.,;:!?%)\]}’”…]+|n['’]t|['’](?:s|re|ve|ll|d|m)|''|-|/)$", re.I)
NO_SPACE_AFTER = ("(", "[", "{", "$", "£", "€", "“", "‘", "``", "#", "-", "/")


def detokenise(tokens: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """A text in which the tokens stand as English writes them, and where."""
    text, offsets, open_quote, glue = "", [], False, True
    for token in tokens:
        tight = glue or bool(NO_SPACE_BEFORE.match(token))
        glue = token in NO_SPACE_AFTER
        if token == '"':
            tight = tight or open_quote
            open_quote = not open_quote
            glue = open_quote
        if not tight:
            text += " "
        offsets.append((len(text), len(text) + len(token)))
        text += token
    return text, offsets
