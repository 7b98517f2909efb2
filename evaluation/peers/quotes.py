#!/usr/bin/env python3
"""Reads articles with spaCy and textacy's rules for quotations: speed, and what they find.

usage: quotes.py PIPELINE ARTICLES.jsonl PREDICTIONS.jsonl

ARTICLES holds an object with `id` and `text` a line, PREDICTIONS gets `id` and `attributions` in the same form as our own. One process, one thread.
"""

import json
import re
import sys
import time
from pathlib import Path

import spacy
from textacy.extract import direct_quotations


def main(pipeline: str, articles: str, predictions: str) -> None:
    records = [json.loads(line) for line in Path(articles).read_text(encoding="utf-8").splitlines() if line.strip()]
    nlp = spacy.load(pipeline)
    warm = direct_quotations(nlp("“We stay,” said Orlo Vesk."))
    list(warm)
    found, failed = [], 0
    start = time.process_time()
    for record, doc in zip(records, nlp.pipe((record["text"] for record in records), batch_size=16), strict=True):
        try:
            found.append((record["id"], [attribution(quotation) for quotation in direct_quotations(doc)]))
        except ValueError:  # textacy gives up on a text whose quotation marks do not pair
            found.append((record["id"], []))
            failed += 1
    seconds = time.process_time() - start
    with Path(predictions).open("w", encoding="utf-8") as file:
        for identifier, attributions in found:
            print(json.dumps({"id": identifier, "attributions": attributions}), file=file)
    quotations = sum(len(attributions) for _, attributions in found)
    print(f"{len(records)} articles, {quotations} quotations, {failed} texts given up, {len(records) / seconds:.1f} articles a processor second")


def attribution(quotation) -> dict:
    speakers = [[token.idx, token.idx + len(token)] for token in quotation.speaker]
    cues = [[token.idx, token.idx + len(token)] for token in quotation.cue]
    return {"source": speakers, "cue": cues, "content": [[quotation.content.start_char, quotation.content.end_char]]}


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) == 4 and not re.match(r"-h|--help", sys.argv[1]) else __doc__)
