#!/usr/bin/env python3
"""Score the reading of typeset pages: every true article against the articles read, from PDFs with a truth beside.

usage: score_pages.py [--verbose] FILE_OR_FOLDER...      (page.pdf, or page_*.pdf, with page.truth.json)

Two articles are compared as bags of three-character runs of headline and text, blanks removed: IoU is what they share
over what either has. An article counts (strictly) when an article read has an IoU of at least 0.9 with it. Mastheads
are left out on both sides. Prints F1 a page and in all, and pages a second of processor time (the best of three readings).
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path

from timeline.articles import split
from timeline.pages import Page, read_page

STRICT = 0.9


def runs(text: str) -> Counter[str]:
    """The three-character runs of a text without blanks."""
    bare = "".join(text.split())
    return Counter(bare[i : i + 3] for i in range(max(1, len(bare) - 2)))


def iou(a: Counter[str], b: Counter[str]) -> float:
    """What two bags share over what either has."""
    either = (a | b).total()
    return (a & b).total() / either if either else 0.0


def true_articles(truth: dict) -> list[tuple[str, Counter[str]]]:
    """The articles of a truth file, without mastheads, as (id, bag)."""
    return [
        (article["id"], runs("".join(text for _, text in article["lines"])))
        for article in truth["articles"]
        if article["kind"] != "masthead"
    ]


def read_articles(page: Page) -> list[Counter[str]]:
    """The articles as read, without mastheads, as bags; a photographer's credit stays with its caption."""
    out: list[Counter[str]] = []
    groups: dict[tuple[int, int], list[str]] = {}
    for block in page.blocks:
        if block.role != "furniture":
            groups.setdefault((block.page, block.group), []).append(page.text[slice(*block.span)])
    out.extend(runs("".join(parts)) for parts in groups.values())
    assert sum(article.kind != "masthead" for article in split(page)) == len(groups)
    return out


def compare(truth: dict, page: Page) -> dict:
    """Hits, true and read counts, and what was missed with its best IoU."""
    gold, read = true_articles(truth), read_articles(page)
    table = {(i, k): iou(bag, other) for i, (_, bag) in enumerate(gold) for k, other in enumerate(read)}
    used: set[int] = set()
    hits, missed = 0, []
    for i, (name, _) in enumerate(gold):
        best = max(((table[i, k], k) for k in range(len(read)) if k not in used), default=(0.0, -1))
        if best[0] >= STRICT:
            hits += 1
            used.add(best[1])
        else:
            missed.append((name, round(best[0], 2)))
    return {"hits": hits, "true": len(gold), "read": len(read), "missed": missed}


def f1(hits: int, true: int, read: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * hits / (true + read) if true + read else 0.0


def truth_of(file: Path) -> Path:
    """The truth beside a page, whose variants share it."""
    own = file.with_suffix("").with_suffix(".truth.json")
    return own if own.exists() else file.parent / (file.stem.split("_")[0] + ".truth.json")


def main(arguments: list[str]) -> None:
    verbose = "--verbose" in arguments
    files: list[Path] = []
    for name in arguments:
        if name != "--verbose":
            files += sorted(Path(name).glob("*.pdf")) if Path(name).is_dir() else [Path(name)]
    if files:
        read_page(files[0])  # what is loaded once is not the page's time
    total: dict[str, Counter[str]] = {}
    for file in files:
        seconds = 1e9
        for _ in range(3 if file.suffix == ".pdf" else 1):  # the best of three: other work disturbs
            start = time.process_time()
            page = read_page(file)
            seconds = min(seconds, time.process_time() - start)
        row = compare(json.loads(truth_of(file).read_text(encoding="utf-8")), page)
        kind = file.stem[0] if file.suffix == ".pdf" else "scan"
        total.setdefault(kind, Counter()).update(
            {
                "hits": row["hits"],
                "true": row["true"],
                "read": row["read"],
                "pages": 1,
                "ms": round(seconds * 1e6),
            }
        )
        if verbose:
            score = f1(row["hits"], row["true"], row["read"])
            print(
                f"{file.stem:12} F1 {score:.3f}  {row['hits']}/{row['true']} true, {row['read']} read  {row['missed'] or ''}"
            )
    names = {"p": "given pages", "d": "developed on", "k": "kept apart", "x": "fresh", "scan": "scans"}
    for kind, sums in sorted(total.items()):
        score = f1(sums["hits"], sums["true"], sums["read"])
        speed = sums["pages"] / (sums["ms"] / 1e6)
        print(
            f"{names.get(kind, kind):13} {sums['pages']:3} pages  strict article F1 (IoU >= {STRICT}) {score:.3f}"
            f"  ({sums['hits']}/{sums['true']} true, {sums['read']} read)  {speed:.1f} pages/s on one core"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
