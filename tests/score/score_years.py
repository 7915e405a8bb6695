"""How well undated pages are dated: the corpus ``tests/corpus/years.toml`` through reading, finding and dating.

    python tests/score/score_years.py [-v] [corpus.toml]

Prints for each half right, unknown (no year given where the corpus has one), wrong and confidently wrong
(probability ≥ 0.9 on a wrong year) pages, how many days of print fall into the window the corpus names, and the mean
probability given to the right year. ``-v`` lists the pages that are not right.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from timeline.anchors import Anchor, find_anchor
from timeline.articles import split
from timeline.pages import read_page
from timeline.timex import find_timexes

CORPUS = Path(__file__).parent.parent / "corpus" / "years.toml"
CONFIDENT = 0.9


def anchor_of(entry: dict[str, Any]) -> Anchor:
    """The anchor of one entry, by the way the product goes."""
    page = read_page(f"{entry['id']}.txt", content=entry["text"].strip("\n").encode())
    return find_anchor(page, split(page), find_timexes(page.text))


def verdict(entry: dict[str, Any], anchor: Anchor) -> str:
    """``right``, ``unknown``, ``wrong`` or ``confidently wrong``."""
    expected = None if entry["year"] == "XXXX" else entry["year"]
    if anchor.year == expected:
        return "right"
    if anchor.year is None:
        return "unknown"
    return "confidently wrong" if anchor.confidence >= CONFIDENT else "wrong"


def in_window(entry: dict[str, Any], anchor: Anchor) -> bool | None:
    """Whether the best day lies in the window of the corpus; None where it names none or the year is not right."""
    if "earliest" not in entry or verdict(entry, anchor) != "right":
        return None
    return anchor.date is not None and entry["earliest"] <= anchor.date.isoformat() <= entry["latest"]


def main(arguments: list[str]) -> None:
    verbose = "-v" in arguments
    paths = [Path(argument) for argument in arguments if argument != "-v"] or [CORPUS]
    entries = [entry for path in paths for entry in tomllib.loads(path.read_text(encoding="utf-8"))["page"]]
    anchors = {entry["id"]: anchor_of(entry) for entry in entries}
    halves = {
        "frozen": [entry for entry in entries if entry.get("frozen")],
        "open": [entry for entry in entries if not entry.get("frozen")],
        "all": entries,
    }
    print(
        f"{'half':8}{'pages':>6}{'right':>7}{'unknown':>9}{'wrong':>7}{'confidently wrong':>19}{'day in window':>16}{'p(right)':>10}"
    )
    for name, half in halves.items():
        print(_row(name, half, anchors))
    if verbose:
        for entry in entries:
            anchor = anchors[entry["id"]]
            if verdict(entry, anchor) != "right" or in_window(entry, anchor) is False:
                best = ", ".join(f"{year} {part:.2f}" for year, part in list(anchor.candidates.items())[:3])
                print(f"{entry['id']:5} {entry['year']}  {verdict(entry, anchor):18} {best}  {anchor.date}")


def _row(name: str, half: list[dict[str, Any]], anchors: dict[str, Anchor]) -> str:
    count = Counter(verdict(entry, anchors[entry["id"]]) for entry in half)
    windows = [hit for entry in half if (hit := in_window(entry, anchors[entry["id"]])) is not None]
    dated = [entry for entry in half if entry["year"] != "XXXX"]
    given = sum(anchors[entry["id"]].candidates.get(entry["year"], 0.0) for entry in dated) / max(
        1, len(dated)
    )
    return (
        f"{name:8}{len(half):6}{count['right']:7}{count['unknown']:9}{count['wrong']:7}"
        f"{count['confidently wrong']:19}{f'{sum(windows)}/{len(windows)}':>16}{given:10.3f}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
