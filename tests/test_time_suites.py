"""The public suites and the hand-listed page stay above their goals (``make score-time`` prints the table)."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE / "time"), str(HERE)]

import page  # noqa: E402
import suites  # noqa: E402


@pytest.mark.parametrize("suite", suites.OTHERS)
def test_suite(suite: str) -> None:
    cases = suites.cases_of(suite)
    f1, value, _ = suites.figures(suites.score(cases, suites.ours(cases))[0])
    _, other, other_f1 = suites.OTHERS[suite]
    assert f1 is not None and f1 >= other_f1
    if value is not None:
        assert value >= max(other or 0, suites.GOALS.get(suite, 0))


def test_every_mention_of_the_listed_page() -> None:
    (listed,) = json.loads((HERE / "time" / "page_000_mentions.json").read_text(encoding="utf-8"))["pages"]
    source = next((HERE.parent / "seeds").glob("000_*.txt"))
    wrong, false, needed = page.score(listed, re.sub(r"\s+", "", source.read_text(encoding="utf-8")))
    assert (wrong, false) == ([], [])
    assert needed == sum(m["class"] in ("calendar", "anaphoric", "set") for m in listed["mentions"])
