"""What the lexicon knows of years: landmarks with a life span, counted days and fairs, anniversaries, sessions.

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

_NUMBER = "[0-9]{1,4}|[〇零一二两三四五六七八九十百]{1,6}"
# before, fade a year, floor: natural logs of how much rarer the words are outside their time than in it.
_KINDS = {
    "event": (-7.0, 1.1, -3.0),  # happened on a day; later mentions look back
    "campaign": (-6.0, 1.3, -3.5),  # ran for a time
    "term": (-6.0, 0.5, -2.0),  # a way of speaking that others replaced
    "name": (-6.0, 1.6, -4.0),  # a body or office that was renamed
    "since": (-6.0, 0.0, 0.0),  # exists ever since
}
_HERALDED = -2.0
_OVER = -1.0
_CLOSED = -0.8
# Expressions stay text until they are needed: a page meets few of the landmarks, and compiling all takes longer than reading.
# How far around the words an `unless` is looked for, and how often a word is tried.
_NEAR = 8
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Landmark:
    """A thing of which pages speak in ``spans`` (first and last day; None: ever since)."""

    id: str
    words: tuple[str, ...]
    pattern: str
    unless: str
    heralded: dt.date
    spans: tuple[tuple[dt.date, dt.date | None], ...]
    weights: tuple[float, float, float]
    swell: str
    closing: float
    in_force: dt.date | None
    why: str
    source: str

    def score(self, day: dt.date) -> float:
        """Log-likelihood of meeting the words on ``day``, 0 at best."""
        before, fade, floor = self.weights
        if day < self.heralded:
            return before
        if day < self.spans[0][0]:
            return _HERALDED
        best = floor
        for since, until in self.spans:
            if since <= day:
                inside = until is None or day <= until
                away = self._within(day, since, until) if inside else self._after(fade, _years(until, day))
                best = max(best, away)
        return best

    def _after(self, fade: float, years: float) -> float:
        """What was awaited is over at once; a campaign's name is rarer once it is closed; other words linger."""
        return (_OVER if self.swell == "last" else self.closing) - fade * (0.3 + years)

    def _within(self, day: dt.date, since: dt.date, until: dt.date | None) -> float:
        """Inside its time an event is loudest when it happens: at the beginning or, if awaited, at the end."""
        if self.swell == "first":
            return max(-2.0, -0.9 * max(0.0, _years(since, day) - 0.25))
        if self.swell == "last" and until:
            return max(-3.5, -1.0 * max(0.0, _years(day, until) - 0.4))
        return 0.0

    def sighting(self, text: str) -> tuple[int, int] | None:
        """Where the words first stand in folded, simplified ``text``."""
        if self.pattern:
            found = re.search(self.pattern, text) if any(word in text for word in self.words) else None
            return found.span() if found else None
        for word in self.words:
            at = text.find(word)
            for _ in range(_TRIES):
                if at < 0:
                    break
                end = at + len(word)
                if not self.unless or not re.search(self.unless, text[max(0, at - _NEAR) : end + _NEAR]):
                    return at, end
                at = text.find(word, end)
        return None


def _years(first: dt.date | None, second: dt.date | None) -> float:
    return (second - first).days / 365 if first and second else 0.0


@dataclass(frozen=True, slots=True)
class Count:
    """Something counted by year: 第5个全民国家安全教育日, 第115届广交会, 建党93周年."""

    id: str
    core: str
    pattern: str
    first: int
    step: float
    day: tuple[int, int] | None
    anniversary: bool
    highest: int
    why: str
    source: str

    def year(self, match: re.Match[str]) -> int | None:
        """The year that the number of ``match`` means, None for a number that no page can print."""
        number = to_int(match["n"]) if match["n"] else 1
        if not number or not 1 <= number <= self.highest:
            return None
        return self.first + number if self.anniversary else int(self.first + (number - 1) * self.step)

    def score(self, year: int, day: dt.date) -> float:
        """Log-likelihood of printing the ``year``-th on ``day``, 0 at best."""
        return _yearly(year, self.day, day, -2.6 if self.highest < 100 else -4.2)


@dataclass(frozen=True, slots=True)
class Session:
    """The yearly sessions of a body with terms: 十二届全国人大三次会议."""

    id: str
    core: str
    pattern: str
    term: int
    first: int
    length: int
    day: tuple[int, int]
    weak: bool
    why: str
    source: str

    def year(self, match: re.Match[str]) -> int | None:
        """The year of the session that ``match`` names."""
        term, number = to_int(match["t"]), to_int(match["n"])
        if not term or not number or not 1 <= number <= self.length + 1 or not 1 <= term < 30:
            return None
        return self.first + (term - self.term) * self.length + number - 1

    def score(self, year: int, day: dt.date) -> float:
        """Log-likelihood of naming the session of ``year`` on ``day``, 0 at best."""
        return _yearly(year, self.day, day, -4.0) * (0.3 if self.weak else 1.0)


def _yearly(year: int, of_year: tuple[int, int] | None, day: dt.date, passed: float) -> float:
    """The common curve: near its day, in its year, just before it, long after (``passed`` and falling)."""
    if of_year and abs((day - dt.date(year, *of_year)).days) <= 60:
        return 0.0
    late = day.year - year
    if late == 0:
        return -0.7 if of_year else 0.0
    if late < 0:
        return -1.8 if late == -1 and day.month >= 9 else -5.5
    return passed - 0.25 * min(late, 8)


Numbered = Count | Session


@dataclass(frozen=True, slots=True)
class Cycle:
    """What comes back every five years: the tenth part of a cycle is half a year."""

    id: str
    pattern: re.Pattern[str]
    origin: int
    step: int
    phases: tuple[float, ...]
    why: str
    source: str

    def score(self, number: int, day: dt.date) -> float:
        """Log-likelihood of naming the ``number``-th of a term (1 where none is named) on ``day``."""
        half = day.year * 2 + (day.month > 6)
        return self.phases[(half - self.origin - (number - 1) * self.step) % len(self.phases)]


def sightings(thing: Numbered, text: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and year of each printing of a numbered thing in folded, simplified ``text``."""
    if thing.core in text:
        for match in re.finditer(thing.pattern, text):
            year = thing.year(match)
            if year:
                yield match.start(), match.end(), year


@cache
def landmarks() -> tuple[Landmark, ...]:
    """Every landmark of ``landmarks.toml``."""
    return tuple(_landmark(entry) for entry in load("landmarks")["landmark"])


@cache
def numbered() -> tuple[Numbered, ...]:
    """Every counted day, fair, anniversary and session of ``landmarks.toml``."""
    table = load("landmarks")
    return tuple(_count(entry) for entry in table["count"]) + tuple(_session(one) for one in table["session"])


@cache
def cycles() -> tuple[Cycle, ...]:
    """Every cycle of ``landmarks.toml``."""
    return tuple(_cycle(entry) for entry in load("landmarks")["cycle"])


def _cycle(entry: dict[str, Any]) -> Cycle:
    year, month = map(int, entry["origin"].split("-"))
    pattern = entry["pattern"].replace("{n}", f"(?P<n>{_NUMBER})")
    phases = tuple(entry["phases"])
    origin = year * 2 + (month > 6)
    return Cycle(
        entry["id"], re.compile(pattern), origin, entry.get("step", 0), phases, entry["why"], entry["source"]
    )


def _landmark(entry: dict[str, Any]) -> Landmark:
    before, fade, floor = _KINDS[entry["kind"]]
    since = dt.date.fromisoformat(entry["since"])
    spans = [(since, _date(entry.get("until")))]
    if "again" in entry:
        spans.append((dt.date.fromisoformat(entry["again"][0]), _date(entry["again"][1])))
    spans.sort(key=lambda span: span[0])
    return Landmark(
        entry["id"],
        tuple(entry["words"]),
        entry.get("pattern", ""),
        entry.get("unless", ""),
        _date(entry.get("heralded")) or spans[0][0],
        tuple(spans),
        (entry.get("before", before), entry.get("fade", fade), entry.get("floor", floor)),
        entry.get("swell", "first" if entry["kind"] == "event" else ""),
        _CLOSED if entry["kind"] == "campaign" else 0.0,
        _date(entry.get("in_force")),
        entry["why"],
        entry["source"],
    )


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _month_day(text: str | None) -> tuple[int, int] | None:
    return (int(text[:2]), int(text[3:])) if text else None


def _count(entry: dict[str, Any]) -> Count:
    number = f"(?P<n>{_NUMBER})"
    pattern = entry["pattern"].replace("{nth}", f"(?:第{number}|首)").replace("{n}", number)
    return Count(
        entry["id"],
        entry["core"],
        pattern,
        entry["first"],
        entry.get("step", 1),
        _month_day(entry.get("day")),
        entry.get("anniversary", False),
        entry.get("highest", 150),
        entry["why"],
        entry["source"],
    )


def _session(entry: dict[str, Any]) -> Session:
    pattern = entry["pattern"].replace("{t}", f"(?P<t>{_NUMBER})").replace("{n}", f"(?P<n>{_NUMBER})")
    return Session(
        entry["id"],
        entry["core"],
        pattern,
        entry["term"],
        entry["first"],
        entry["length"],
        _month_day(entry["day"]) or (1, 1),
        entry.get("weak", False),
        entry["why"],
        entry["source"],
    )
