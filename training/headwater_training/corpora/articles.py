"""Articles without annotation."""

import json
from pathlib import Path

from headwater_training.document import Document

SHORTEST, LONGEST = 500, 6000  # code points; shorter ones are often what is left of a page that was not read well


def read_articles(folder: Path) -> list[Document]:
    """Giveme5W1H's news (Hamborg and others 2019): `articles.jsonl` and `google_news.jsonl`, one article a line with `id` and `text`."""
    documents, seen = [], set()
    for name in ("articles", "google_news"):
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            text = (article["text"] or "")[:LONGEST]
            if len(text) >= SHORTEST and text[:200] not in seen:
                seen.add(text[:200])
                documents.append(Document(id=article["id"], corpus="articles", text=text))
    return documents
