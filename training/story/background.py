#!/usr/bin/env python3
"""Count in how many documents of public English corpora each word stands: the background against which a word of a statement is rare.

usage: background.py CORPUS.jsonl... > crates/headwater-story/data/background.tsv

Each line of a corpus is a document: an object with `text`, or with `sentences` or `sents` (strings or objects with `text`); documents whose
`lang` is not `en` are left out. The shipped table was counted over PolNeAR (training part), ECB+, MEANTIME (English) and GUM (the genres with
permissive licences). Only numbers leave this script.
"""
import collections, json, re, sys, unicodedata

WORD = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*")
FEWEST = 4


def text_of(document):
    if "text" in document:
        return document["text"]
    sentences = document.get("sentences") or document.get("sents") or []
    return " ".join(s if isinstance(s, str) else s.get("text", "") for s in sentences)


def fold(text):
    text = text.replace("’", "'").replace("‘", "'").replace(" '", " ")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()


def main(files):
    counts, documents = collections.Counter(), 0
    for file in files:
        for line in open(file, encoding="utf-8"):
            document = json.loads(line)
            if document.get("lang", "en") != "en":
                continue
            documents += 1
            counts.update(set(WORD.findall(fold(text_of(document)))))
    print(f"# words\tin how many of {documents} English news and general documents they stand; made by training/story/background.py")
    print(f"*\t{documents}")
    for word, count in sorted(counts.items()):
        if count >= FEWEST and not word.isdigit():
            print(f"{word}\t{count}")


if __name__ == "__main__":
    main(sys.argv[1:])
