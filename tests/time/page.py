"""How one page's mentions are read, against the list made by hand: ``python tests/time/page.py``.

Prints the calendar and anaphoric mentions that are right, and the finds that lie on a trap (a string that looks like a
date and is none) or give a calendar value where the list has no mention.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]

from time_adapter import readings  # noqa: E402
from tlib import norm, same  # noqa: E402

#: Finds the hand-made list leaves out that are expressions of time all the same: they are not counted as false.
FREE = ("会后", "刚刚")


def score(page: dict, text: str) -> tuple[list[tuple[str, int]], list[tuple[str, int]], int]:
    """The calendar and anaphoric mentions and rhythms missed or misread, the false finds, and how many mentions had to be right."""
    day = dt.date.fromisoformat(page["reference"])
    moment = dt.datetime.combine(day, dt.time())
    found = readings(text, day)
    wrong, needed = [], 0
    for mention in page["mentions"]:
        if mention["class"] not in ("calendar", "anaphoric", "set"):
            continue
        needed += 1
        values = [norm(v, moment) for v in [mention["value"], *mention.get("alt", [])]]
        here = [f for f in found if _overlap(f["start"], f["text"], mention["start"], mention["text"])]
        got = [norm(f["value"], moment) for f in here]
        if not any(v and g and same(v, g, moment) for v in values for g in got):
            wrong.append((mention["text"], mention["start"]))
    listed = [(m["start"], m["text"]) for m in page["mentions"]]
    traps = [(t["start"], t["text"]) for t in page["traps"]]
    false = [
        (f["text"], f["start"])
        for f in found
        if any(_overlap(f["start"], f["text"], *trap) for trap in traps)
        or (f["text"] not in FREE and not any(_overlap(f["start"], f["text"], *item) for item in listed))
    ]
    return wrong, false, needed


def _overlap(start: int, text: str, other: int, other_text: str) -> bool:
    return start < other + len(other_text) and other < start + len(text)


def main() -> int:
    for page in json.loads((HERE / "page_000_mentions.json").read_text(encoding="utf-8"))["pages"]:
        source = next((HERE.parents[1] / "seeds").glob(page["page"] + "_*.txt"))
        text = re.sub(r"\s+", "", source.read_text(encoding="utf-8"))
        wrong, false, needed = score(page, text)
        print(f"page {page['page']}: {needed - len(wrong)} of {needed} right, {len(false)} false")
        for kind, items in (("missed or misread", wrong), ("false", false)):
            for item in items:
                print(f"  {kind}: {item[0]} at {item[1]}")
        if wrong or false:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
