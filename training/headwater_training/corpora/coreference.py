"""Mention links: OntoGUM, LitBank, MEANTIME (its intra-document chains) and GAP's pronouns."""

import json
import re
from pathlib import Path

from headwater_training.corpora.names import detokenise
from headwater_training.corpora.treebank import Token, nominals, tokens
from headwater_training.document import Document


def read_ontogum(path: Path) -> list[Document]:
    """CorefUD: chains stand in MISC as `Entity=(1`, `Entity=1)`, `Entity=(1)`."""
    documents = []
    for block in re.split(r"(?m)^# newdoc id = ", path.read_text(encoding="utf-8"))[1:]:
        name, _, body = block.partition("\n")
        text, offsets, mentions, open_mentions = "", [], [], {}
        parsed: list[Token] = []
        sentence: list[str] = []
        for line in body.split("\n"):
            if line.startswith("# newpar"):
                if text and not text.endswith("\n"):
                    text = text.rstrip() + "\n"
                continue
            columns = line.split("\t")
            if not line.strip():
                parsed += tokens(sentence, len(parsed))
                sentence = []
            sentence.append(line)
            if len(columns) != 10 or not columns[0].isdigit():
                continue
            offsets.append((len(text), len(text) + len(columns[1])))
            text += columns[1] + ("" if "SpaceAfter=No" in columns[9] else " ")
            entity = re.search(r"(?:^|\|)Entity=([^|]+)", columns[9])
            for opens, chain, closes in re.findall(r"(\()?(\d+)(\))?", entity.group(1)) if entity else []:
                if opens:
                    open_mentions.setdefault(chain, []).append(len(offsets) - 1)
                if closes and open_mentions.get(chain):
                    mentions.append((open_mentions[chain].pop(), len(offsets), chain))
        parsed += tokens(sentence, len(parsed))
        spans = []
        for first, last, chain in mentions:
            head = next((i for i in range(first, last) if not first <= parsed[i].parent < last), last - 1)
            spans.append((offsets[first][0], offsets[last - 1][1], *offsets[head], chain))
        document = Document(id=f"ontogum/{name.strip()}", corpus="ontogum", text=text, mentions=sorted(spans))
        document.nominals = [(offsets[head], (offsets[first][0], offsets[end - 1][1])) for head, first, end in nominals(parsed)]
        document.parts = [(*place, token.part) for place, token in zip(offsets, parsed, strict=True)]
        documents.append(document)
    return documents


def read_litbank(path: Path) -> list[Document]:
    documents = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text, offsets = detokenise(record["tokens"])
        mentions = [(start, end, *guess_head(record["tokens"], start, end), str(chain)) for start, end, chain in (m[:3] for m in record["mentions"])]
        documents.append(Document(id=f"litbank/{record['doc']}", corpus="litbank", text=text, mentions=at_offsets(mentions, offsets)))
    return documents


def read_meantime(path: Path) -> list[Document]:
    """Only the sentences up to the last annotated one: the rest was not read by the annotators."""
    documents = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        entities = [m for m in record["mentions"] if m["kind"] == "entity" and m["toks"] == list(range(m["toks"][0], m["toks"][-1] + 1))]
        if not entities:
            continue
        last_sentence = max(m["sent"] for m in entities)
        tokens, starts, breaks = [], [], []
        for sentence in record["sents"][: last_sentence + 1]:
            starts.append(len(tokens))
            tokens += sentence
        text, offsets = "", []
        for number, first in enumerate(starts):
            last = starts[number + 1] if number + 1 < len(starts) else len(tokens)
            part, part_offsets = detokenise(tokens[first:last])
            text += " " if number > 2 else "\n" if text else ""
            offsets += [(len(text) + a, len(text) + b) for a, b in part_offsets]
            text += part
            breaks.append(len(text))
        mentions = []
        for item in entities:
            start, end = starts[item["sent"]] + item["toks"][0], starts[item["sent"]] + item["toks"][-1] + 1
            head = next((i for i in range(end - 1, start - 1, -1) if tokens[i] == item["head"].split(" ")[-1]), end - 1)
            mentions.append((start, end, head, head + 1, re.sub(r"^(?:cross_|intra_)+", "", item["chain"])))
        documents.append(Document(id=f"meantime/{record['doc']}", corpus="meantime", text=text, mentions=at_offsets(mentions, offsets)))
    return documents


def read_gap(path: Path) -> list[Document]:
    """One pronoun a snippet; of two names each is its antecedent or is not."""
    documents = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        pronoun = (int(record["Pronoun-offset"]), int(record["Pronoun-offset"]) + len(record["Pronoun"]))
        right, wrong = [], []
        for name in "AB":
            span = (int(record[f"{name}-offset"]), int(record[f"{name}-offset"]) + len(record[name]))
            (right if record[f"{name}-coref"] == "TRUE" else wrong).append(span)
        documents.append(Document(id=f"gap/{record['ID']}", corpus="gap", text=record["Text"], pronouns=[(pronoun, right, wrong)]))
    return documents


POSTMODIFIERS = {"of", "who", "whom", "which", "that", "in", "on", "at", "with", "from", "for", "to", "by", ",", "(", "--", "whose", "where"}


def guess_head(tokens: list[str], start: int, end: int) -> tuple[int, int]:
    """The last word before the first postmodifier."""
    head = end - 1
    for i in range(start + 1, end):
        if tokens[i].lower() in POSTMODIFIERS:
            head = i - 1
            break
    return head, head + 1


def at_offsets(mentions: list[tuple], offsets: list[tuple[int, int]]) -> list[tuple[int, int, int, int, str]]:
    return sorted((offsets[s][0], offsets[e - 1][1], offsets[hs][0], offsets[he - 1][1], chain) for s, e, hs, he, chain in mentions)
