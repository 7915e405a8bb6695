"""What the lexicon knows of years: landmarks with a life span, counted days and fairs, anniversaries.

A landmark's words are improbable before it began, at home while it ran, and rarer each year after.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from timeline.lexicon import load
from timeline.numerals import to_int

NUMBER = r"(?P<n>[0-9]{1,4}|[〇零一二两三四五六七八九十百]{1,6})"
# before, fade a year, floor: natural logs of how much rarer the words are outside their time than in it.
_KINDS = {
    "event": (-7.0, 1.1, -3.0),  # happened on a day; later mentions look back
    "campaign": (-6.0, 1.3, -3.5),  # ran for a time
    "term": (-6.0, 0.5, -2.0),  # a way of speaking that others replaced
    "name": (-6.0, 1.6, -4.0),  # a body or office that was renamed
    "since": (-6.0, 0.0, 0.0),  # exists ever since
}


@dataclass(frozen=True, slots=True)
class Landmark:
    """A thing of which pages speak from ``since`` on and, mostly, until ``until`` (None: ever since)."""

    id: str
    words: tuple[str, ...]
    unless: re.Pattern[str] | None
    since: dt.date
    until: dt.date | None
    before: float
    fade: float
    floor: float
    why: str
    source: str

    def score(self, day: dt.date) -> float:
        """Log-likelihood of meeting the words on ``day``, 0 at best."""
        if day < self.since:
            return self.before
        if self.until is None or day <= self.until:
            return 0.0
        return max(self.floor, -self.fade * (0.3 + (day - self.until).days / 365))

    def sightings(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the words stand in folded, simplified ``text`` (the first fit of each word)."""
        for word in self.words:
            at = text.find(word)
            while at >= 0:
                if not self.unless or not self.unless.search(text[max(0, at - 8) : at + len(word) + 8]):
                    yield at, at + len(word)
                    break
                at = text.find(word, at + 1)


@dataclass(frozen=True, slots=True)
class Count:
    """Something counted by year: 第5个全民国家安全教育日, 第115届广交会, 建党93周年."""

    id: str
    core: str
    pattern: re.Pattern[str]
    first: int
    step: float
    day: tuple[int, int] | None
    anniversary: bool
    highest: int
    why: str
    source: str

    def year(self, count: int) -> int | None:
        """The year of the ``count``-th, None for a count that no page can print."""
        if not 1 <= count <= self.highest:
            return None
        return self.first + count if self.anniversary else int(self.first + (count - 1) * self.step)

    def score(self, year: int, day: dt.date) -> float:
        """Log-likelihood of printing the ``year``-th on ``day``, 0 at best."""
        if self.day and abs((day - dt.date(year, *self.day)).days) <= 60:
            return 0.0
        late = day.year - year
        if late == 0:
            return -0.7 if self.day else 0.0
        if late < 0:
            return -1.8 if late == -1 and day.month >= 9 else -5.5
        return -2.6 - 0.25 * min(late, 8)

    def sightings(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Start, end and year of each printing."""
        if self.core not in text:
            return
        for match in self.pattern.finditer(text):
            count = to_int(match["n"])
            year = self.year(count) if count else None
            if year:
                yield match.start(), match.end(), year


@cache
def landmarks() -> tuple[Landmark, ...]:
    """Every landmark of ``landmarks.toml``."""
    return tuple(_landmark(entry) for entry in load("landmarks")["landmark"])


@cache
def counts() -> tuple[Count, ...]:
    """Every counted day, fair and anniversary of ``landmarks.toml``."""
    return tuple(_count(entry) for entry in load("landmarks")["count"])


def _landmark(entry: dict[str, Any]) -> Landmark:
    before, fade, floor = _KINDS[entry["kind"]]
    until = entry.get("until")
    return Landmark(
        entry["id"],
        tuple(entry["words"]),
        re.compile(entry["unless"]) if "unless" in entry else None,
        dt.date.fromisoformat(entry["since"]),
        dt.date.fromisoformat(until) if until else None,
        entry.get("before", before),
        entry.get("fade", fade),
        entry.get("floor", floor),
        entry["why"],
        entry["source"],
    )


def _count(entry: dict[str, Any]) -> Count:
    pattern = entry["pattern"].replace("{n}", NUMBER)
    day = entry.get("day")
    return Count(
        entry["id"],
        entry["core"],
        re.compile(pattern),
        entry["first"],
        entry.get("step", 1),
        (int(day[:2]), int(day[3:])) if day else None,
        entry.get("anniversary", False),
        entry.get("highest", 150),
        entry["why"],
        entry["source"],
    )
