"""Text to words and word pieces with exact offsets.

The rules are BERT's uncased ones (Devlin et al. 2019) with two additions: a doubled single quote, as old wire copy writes a quotation mark, is one `"`,
and every word carries what the uncased vocabulary loses: its case shape, and whether it stands inside a quotation.
`crates/headwater-language/src/encoder/` does the same in Rust; `tests/tokens.jsonl` holds both to it.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

CLS, SEP, UNKNOWN, MASK = "[CLS]", "[SEP]", "[UNK]", "[MASK]"
LONGEST_WORD = 100

# Case shapes, in the order of the embedding's rows.
NO_CASE, LOWER, CAPITALISED, UPPER, INITIAL, MIXED, DIGITS = range(7)
SHAPES = 7
# Quotation states, in the order of the embedding's rows.
OUTSIDE, IN_DOUBLE, IN_SINGLE = range(3)
QUOTE_STATES = 3


@dataclass(slots=True)
class Word:
    """A word or mark: code points `start..end` of the text, its word pieces, its shape."""

    start: int
    end: int
    norm: str
    pieces: list[int]
    shape: int
    quote: int = OUTSIDE
    paragraph_start: bool = False


@dataclass(slots=True)
class Tokenizer:
    """The vocabulary and a cache of what was split before."""

    vocabulary: dict[str, int]
    cache: dict[str, list[tuple[int, int, str, list[int], int]]] = field(default_factory=dict)

    @staticmethod
    def load(path: Path) -> "Tokenizer":
        lines = path.read_text(encoding="utf-8").split("\n")
        return Tokenizer({piece: number for number, piece in enumerate(lines) if piece})

    def words(self, text: str) -> list[Word]:
        """Every word of the text, paragraph by paragraph (a paragraph ends at a line break)."""
        out: list[Word] = []
        for paragraph in re.finditer(r"[^\n]+", text):
            first = len(out)
            for run in re.finditer(r"\S+", paragraph.group()):
                start = paragraph.start() + run.start()
                for a, b, norm, pieces, shape in self.split(run.group()):
                    out.append(Word(start + a, start + b, norm, pieces, shape))
            if len(out) > first:
                out[first].paragraph_start = True
                mark_quotations(out, first)
        return out

    def split(self, run: str) -> list[tuple[int, int, str, list[int], int]]:
        """Splits a run without white space."""
        known = self.cache.get(run)
        if known is None:
            known = [(a, b, norm, self.pieces(norm), shape(run[a:b])) for a, b, norm in basic_words(run)]
            self.cache[run] = known
        return known

    def pieces(self, norm: str) -> list[int]:
        """Greedy longest-match-first word pieces."""
        unknown = self.vocabulary[UNKNOWN]
        if len(norm) > LONGEST_WORD:
            return [unknown]
        out, start = [], 0
        while start < len(norm):
            end = len(norm)
            while end > start:
                piece = self.vocabulary.get(norm[start:end] if start == 0 else "##" + norm[start:end])
                if piece is not None:
                    break
                end -= 1
            if end == start:
                return [unknown]
            out.append(piece)
            start = end
        return out


def basic_words(run: str) -> list[tuple[int, int, str]]:
    """Splits at marks and ideographs; lower-cases and drops accents. Words that are nothing but dropped characters vanish."""
    out: list[tuple[int, int, str]] = []
    start, norm = None, []
    at = 0
    while at < len(run):
        c = run[at]
        doubled = run[at : at + 2]
        if doubled in ("''", "``"):
            flush(out, start, at, norm)
            start, norm = None, []
            out.append((at, at + 2, '"'))
            at += 2
            continue
        if stands_alone(c):
            flush(out, start, at, norm)
            start, norm = None, []
            plain = plain_char(c)
            if plain:
                out.append((at, at + 1, plain))
        else:
            if start is None:
                start = at
            norm.append(plain_char(c))
        at += 1
    flush(out, start, at, norm)
    return out


def flush(out: list[tuple[int, int, str]], start: int | None, end: int, norm: list[str]) -> None:
    if start is not None and (word := "".join(norm)):
        out.append((start, end, word))


@functools.cache
def plain_char(c: str) -> str:
    """The character as the vocabulary writes it; empty for controls and accents."""
    if c == "\ufffd" or unicodedata.category(c) in ("Cc", "Cf", "Cn", "Co", "Cs"):
        return ""
    return "".join(x for x in unicodedata.normalize("NFD", c.lower()) if unicodedata.category(x) != "Mn")


@functools.cache
def stands_alone(c: str) -> bool:
    """Marks (all ASCII symbols count) and ideographs are words of their own."""
    if c.isascii():
        return c.isprintable() and not c.isalnum() and c != " "
    point = ord(c)
    return (
        unicodedata.category(c).startswith("P")
        or 0x4E00 <= point <= 0x9FFF
        or 0x3400 <= point <= 0x4DBF
        or 0xF900 <= point <= 0xFAFF
        or 0x20000 <= point <= 0x2CEAF
    )


@functools.cache
def shape(word: str) -> int:
    """What the letters' case tells."""
    upper = sum(c.isupper() for c in word)
    lower = sum(c.islower() for c in word)
    if upper + lower == 0:
        return DIGITS if any(c.isdigit() for c in word) else NO_CASE
    if upper == 0:
        return LOWER
    if lower == 0:
        return INITIAL if upper == 1 else UPPER
    return CAPITALISED if upper == 1 and word[0].isupper() else MIXED


def mark_quotations(words: list[Word], first: int) -> None:
    """Sets the quotation state of one paragraph's words, marks included.

    A straight double mark opens where it touches the next word only, closes where it touches the previous word only, and else does what is due.
    Single marks count outside double ones only, and only where a closing one follows in the paragraph.
    """
    end = len(words)
    closes_later = False
    single_can_open = [False] * (end - first)
    for i in range(end - 1, first - 1, -1):
        single_can_open[i - first] = closes_later
        closes_later = closes_later or closes_single(words, i, first)
    double = single = False
    for i in range(first, end):
        word = words[i]
        before = i > first and words[i - 1].end == word.start
        after = i + 1 < end and words[i + 1].start == word.end
        if word.norm in "“„«‟":
            double = True
            word.quote = IN_DOUBLE
        elif word.norm in "”»":
            double = False
            word.quote = IN_DOUBLE
        elif word.norm == '"':
            double = after if before != after else not double
            word.quote = IN_DOUBLE
        elif double:
            word.quote = IN_DOUBLE
        elif single:
            word.quote = IN_SINGLE
            if closes_single(words, i, first):
                single = False
        elif word.norm in "‘'" and after and not before and single_can_open[i - first]:
            single = True
            word.quote = IN_SINGLE


def closes_single(words: list[Word], i: int, first: int) -> bool:
    """Whether a single mark can end a quotation: it touches the word before it and no letter after it."""
    word = words[i]
    if word.norm not in "’'" or i == first or words[i - 1].end != word.start:
        return False
    return i + 1 == len(words) or words[i + 1].start != word.end or not words[i + 1].norm[0].isalnum()
