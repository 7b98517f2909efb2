#!/usr/bin/env python3
"""Find articles that share text with other programs: datasketch and rensa, MinHash with LSH.

usage: reuse.py PROGRAM ARTICLES.jsonl.gz      with the packages of reuse.requirements.lock; PROGRAM is datasketch or rensa

Each article is the set of its runs of five words. Prints one JSON object: the seconds from words to pairs (reading the file not counted) and the pairs
of articles, by number, that the LSH finds.
"""
import gzip
import json
import re
import sys
import time

PERMUTATIONS = 128
# The lowest that both take with bands of some width: shared passages are a small part of two articles.
THRESHOLD = 0.2
SHINGLE = 5


def shingles(text):
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))}


def with_datasketch(texts):
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    pairs = []
    for number, text in enumerate(texts):
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([shingle.encode() for shingle in shingles(text)])
        pairs.extend((other, number) for other in lsh.query(sketch))
        lsh.insert(number, sketch)
    return pairs


def with_rensa(texts):
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=64)
    pairs = []
    for number, text in enumerate(texts):
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update(list(shingles(text)))
        pairs.extend((other, number) for other in lsh.query(sketch))
        lsh.insert(number, sketch)
    return pairs


def main():
    program, path = sys.argv[1:]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    start = time.perf_counter()
    pairs = {"datasketch": with_datasketch, "rensa": with_rensa}[program](texts)
    print(json.dumps({"seconds": time.perf_counter() - start, "pairs": sorted(pairs)}))


if __name__ == "__main__":
    main()
