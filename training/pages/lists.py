"""Pages with made-up lists.

Reports of winners, scores, letters and addresses are lists of short lines. Marked pages have few of them and menus without number, so that a classifier
learns that short lines are never the report's. Here the reports of marked pages get lists that are made from names and words of pages of the same part
of the outlets, some of them in the chrome of another page of that part: so no part learns from another.
"""

import collections
import re

from marked import fold, label, tidy

NAME = re.compile(r"\b(?:[A-ZÀ-Þ][\w’'.-]+ ){0,3}[A-ZÀ-Þ][\w’'-]+\b")
KINDS = ["names", "names", "pairs", "works", "mixed", "letters"]
# Shares of the pages that get a list, and of those that get another page's chrome.
MARKED, UNMARKED, SWAPPED = 0.6, 0.36, 0.5
# Lines between a title and the first of its report at most.
HEAD = 80


def made_up(pages, group, folder, random):
    """Pages of their own: each page's report with a list, written to the folder."""
    known = [(page, parts) for page in pages if (parts := parts_of(page))]
    fellows, names = collections.defaultdict(list), collections.defaultdict(list)
    for page, parts in known:
        fellows[group[page["outlet"]]].append((page, parts))
        names[group[page["outlet"]]] += names_of(page)
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for page, (above, body, below, own) in known:
        if random.random() > (MARKED if page["set"] != "htmldate" else UNMARKED):
            continue
        items = listed(page, names[group[page["outlet"]]], random)
        place = random.random()
        if place < 0.45:
            body = [*body, "", *items]
        elif place < 0.8:
            behind = random.choice(own) + 1
            body = [*body[:behind], "", *items, "", *body[behind:]]
        else:
            # The report begins and goes on as a list.
            behind = own[min(len(own) - 1, random.randint(0, 2))] + 1
            body = [*body[:behind], "", *items]
        chrome = page
        if random.random() < SWAPPED:
            chrome, (above, _, below, _) = random.choice(fellows[group[page["outlet"]]])
        path = folder / f"{len(made)}.txt"
        path.write_text("\n".join([*above, *body, *below]), encoding="utf-8")
        made.append(dict(page, text=path, made_up=True, chrome=chrome, report=page["report"] + [tidy(item) for item in items if item]))
    return made


def parts_of(page):
    """A page's lines above its report's head, the report with its head, the lines below, and where in the report's lines its own stand."""
    lines = page["text"].read_text(encoding="utf-8").split("\n")
    filled = [at for at, line in enumerate(lines) if line.strip()]
    told = label(page, [lines[at] for at in filled])
    own = [at for at, is_own in zip(filled, told) if is_own == 1]
    if len(own) < 2:
        return None
    titles = [at for at in filled if own[0] - HEAD < at <= own[0] and fold(tidy(lines[at])) == fold(page["title"])]
    start = titles[-1] if titles else filled[max(0, filled.index(own[0]) - 3)]
    return lines[:start], lines[start : own[-1] + 1], lines[own[-1] + 1 :], [at - start for at in own]


def names_of(page):
    """What is written like a name in a report."""
    found = dict.fromkeys(match.group(0) for line in page["report"] for match in NAME.finditer(line))
    return [name for name in found if 3 < len(name) < 50]


def headings_of(page, random):
    """The report's subheads, and the beginnings of its paragraphs in place of others."""
    found = []
    for line in page["report"]:
        words = line.split()
        if len(words) > 8:
            found.append(" ".join(words[: random.randint(2, 6)]).rstrip(",.;:"))
        elif not line.endswith((".", "!", "?")):
            found.append(line)
    return found or ["List"]


def listed(page, names, random):
    """The lines of a list, with the empty ones between them."""
    own, headings = names_of(page), headings_of(page, random)
    kind, spaced = random.choice(KINDS), random.random() < 0.6
    paragraphs = [line for line in page["report"] if len(line.split()) > 12]

    def name():
        return random.choice(own) if own and random.random() < 0.5 else random.choice(names or headings)

    def item():
        if kind == "pairs":
            return name() + random.choice([", ", " – ", ": "]) + name()
        if kind == "works":
            return f"{name()}, “{name()}”"
        if kind == "mixed":
            return random.choice([name(), f"{name()} – {random.choice(headings)}", f"{random.randint(1, 90)} {name()}"])
        return name()

    lines = []
    for _ in range(random.randint(1, 14)):
        if kind == "letters":
            # A letter and who wrote it from where.
            lines += [random.choice(paragraphs), ""] if paragraphs else []
            lines += [name(), name(), ""] if random.random() < 0.5 else [name(), ""]
            continue
        if random.random() < 0.85:
            lines += [random.choice(headings) if random.random() < 0.6 else name(), ""]
        for _ in range(random.randint(2, 12)):
            lines += [item(), ""] if spaced else [item()]
    return lines
