#!/usr/bin/env python3
"""Read pages with other programs: Python trafilatura and newspaper4k.

usage: pages.py PROGRAM FILE.html.gz...      with the packages of pages.requirements.lock

One JSON line a page: paragraphs, title, authors, date, and the seconds of processor time that it took.
"""
import gzip
import json
import sys
import time


def trafilatura():
    import trafilatura
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")

    def read(page):
        document = trafilatura.bare_extraction(page, favor_precision=True, include_comments=False, with_metadata=True, config=config)
        if document is None:
            return {}
        authors = [name.strip() for name in (document.author or "").split(";") if name.strip()]
        return {"paragraphs": (document.text or "").split("\n"), "title": document.title, "authors": authors, "date": document.date}

    return read


def newspaper():
    import newspaper

    def read(page):
        article = newspaper.Article("https://page.example/", fetch_images=False)
        article.download(input_html=page.decode("utf-8", "replace"))
        article.parse()
        day = article.publish_date.date().isoformat() if article.publish_date else None
        return {"paragraphs": article.text.split("\n"), "title": article.title, "authors": list(article.authors), "date": day}

    return read


def main():
    read = {"trafilatura": trafilatura, "newspaper4k": newspaper}[sys.argv[1]]()
    for path in sys.argv[2:]:
        page = gzip.open(path).read()
        start = time.process_time()
        try:
            found = read(page)
        except Exception as problem:  # A page that a peer cannot read counts as empty.
            print(path, problem, file=sys.stderr)
            found = {}
        found["seconds"] = time.process_time() - start
        print(json.dumps(found), flush=True)


main()
