"""Writes the articles of every page in a folder as the program reads them, one JSON file a page."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from timeline.articles import split
from timeline.pages import read_page
from timeline.text import squeeze


def main(pages: str, out: str) -> None:
    Path(out).mkdir(parents=True, exist_ok=True)
    for file in sorted(Path(pages).glob("*.txt")):
        page = read_page(file)
        rows = []
        for article in split(page):
            words = squeeze(page.text[article.body.start : article.body.end])
            rows.append({
                "id": article.id, "headline": article.headline, "kind": article.kind, "byline": list(article.byline),
                "first_words": words[:12], "last_words": words[-12:],
            })  # fmt: skip
        target = Path(out) / f"{file.stem}.json"
        target.write_text(
            json.dumps({"doc": file.name, "articles": rows}, ensure_ascii=False, indent=1), "utf-8"
        )


if __name__ == "__main__":
    main(*sys.argv[1:3])
