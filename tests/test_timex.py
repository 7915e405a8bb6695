"""Temporal expressions in news sentences: what each is read as, and what is none (``corpus/dates.toml``)."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path

import pytest

from timeline.text import Span
from timeline.timex import Timex, find_timexes, resolve

CORPUS = tomllib.loads((Path(__file__).parent / "corpus" / "dates.toml").read_text(encoding="utf-8"))
WAYS = [(group, way) for group in CORPUS["value"] for way in group["ways"]]
NEGATIVES = CORPUS["negatives"]["sentences"]


def unmarked(sentence: str) -> tuple[str, Span | None]:
    """The sentence without ⟦ ⟧, and the span they enclosed."""
    match = re.search("⟦(.*?)⟧", sentence)
    if not match:
        return sentence, None
    text = sentence[: match.start()] + match[1] + sentence[match.end() :]
    return text, Span(match.start(), match.start() + len(match[1]))


def readings(text: str, issued: str) -> list[Timex]:
    return resolve(find_timexes(text), dt.date.fromisoformat(issued) if issued else None, text)


def test_the_corpus_is_large_enough() -> None:
    assert len(WAYS) >= 400
    assert len(NEGATIVES) >= 150


@pytest.mark.parametrize(("group", "way"), WAYS, ids=[way for _, way in WAYS])
def test_value(group: dict[str, str], way: str) -> None:
    text, span = unmarked(way)
    found = {timex.span: timex for timex in readings(text, group["issued"])}
    assert span in found, [timex.text for timex in found.values()]
    timex = found[span]
    when = timex.when
    said = {
        "edtf": when.edtf if when else "",
        "start": (when.start if when else None) or "",
        "end": (when.end if when else None) or "",
        "precision": when.precision if when else "",
        "basis": when.basis if when else "",
        "part": (when.part_of_day if when else None) or "",
        "rrule": (when.rrule if when else None) or "",
        "role": timex.role,
        "value": timex.value,
    }
    wanted = {key: value for key, value in group.items() if key in said}
    assert {key: said[key] for key in wanted} == wanted


@pytest.mark.parametrize("sentence", NEGATIVES)
def test_negative(sentence: str) -> None:
    text, span = unmarked(sentence)
    found = [timex for timex in readings(text, "2016-06-15") if span is None or timex.span.overlaps(span)]
    # An impossible date may be found, but it is never put on the calendar.
    assert [timex.text for timex in found if timex.when is not None or timex.kind == "duration"] == []
