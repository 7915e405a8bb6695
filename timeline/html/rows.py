"""Stored events as rows of a chronicle: where each stands, and in which order."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from timeline.dates import When
from timeline.events import Event, bounds
from timeline.text import squeeze

KINDS = ("day", "range", "open", "due", "month", "months", "about", "quarter", "year", "unknown")
GROUPS = ("days", "fuzzy", "due")
UNKNOWN = "XXXX"


class Stored(Protocol):
    """What the page needs of a stored event; ``cancelled`` ones are left out."""

    @property
    def uid(self) -> str: ...
    @property
    def event(self) -> Event: ...
    @property
    def sequence(self) -> int: ...
    @property
    def updated(self) -> dt.datetime: ...
    @property
    def cancelled(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a printed page, for its citation and its link.

    ``document`` the name used in ``Evidence.document``, ``paper`` the newspaper, ``date`` the day of issue,
    ``page`` its number as printed, ``url`` an http(s) address, ``headlines`` by article id.
    """

    document: str
    paper: str = ""
    date: dt.date | None = None
    page: str = ""
    url: str = ""
    headlines: dict[str, str] = field(default_factory=dict)
    inferred: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """An event and its place in the chronicle.

    ``month`` is ``2014-03``, ``2014-00`` where only the year is known, ``XXXX-00`` where not even that;
    ``first`` and ``last`` are the days it may cover; ``clock`` minutes after midnight, or -1.
    """

    uid: str
    event: Event
    kind: str
    group: str
    month: str
    first: dt.date | None
    last: dt.date | None
    clock: int

    @property
    def year(self) -> str:
        """``2014`` or ``XXXX``."""
        return self.month[:4]

    @property
    def widest(self) -> str:
        """The most precise valid HTML date that claims no more than is known; ``""`` if there is none."""
        if self.kind == "day" and self.first:
            return f"{self.first}T{_hhmm(self.clock)}" if self.clock >= 0 else str(self.first)
        if self.kind == "unknown":
            return _month_day(self.event.when.edtf)
        day = self.last if self.kind == "due" else self.first
        if day is None:
            return ""
        if self.kind in ("range", "open", "due"):
            return str(day)
        return self.month if not self.month.endswith("-00") else self.year


def _hhmm(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _month_day(edtf: str) -> str:
    found = re.match(r"XXXX-(\d\d)(?:-(\d\d))?", edtf)
    return "" if not found or not found[2] else f"{found[1]}-{found[2]}"


def _clock(when: When) -> int:
    """Minutes after midnight of a printed hour, -1 where none is printed."""
    found = re.search(r"T(\d\d):(\d\d)", when.start or "")
    if not found or when.precision not in ("minute", "hour"):
        return -1
    return int(found[1]) * 60 + int(found[2])


def _kind(when: When, first: dt.date | None, last: dt.date | None) -> str:
    edtf = when.edtf
    if edtf.startswith("X") or (first is None and last is None):
        return "unknown"
    if first is None:
        return "due"
    if last is None:
        return "open"
    if when.precision == "fuzzy" or "~" in edtf or "%" in edtf:
        return "about"
    if first == last:
        return "day"
    if when.precision == "year" or re.fullmatch(r"\d{4}\??", edtf):
        return "year"
    if re.fullmatch(r"\d{4}-(2[1-9]|3\d|4[01])", edtf) or when.precision == "quarter":
        return "quarter"
    if re.fullmatch(r"\d{4}-\d\d\??", edtf):
        return "month"
    return "months" if re.fullmatch(r"\d{4}-\d\d/\d{4}-\d\d", edtf) else "range"


def _month(kind: str, first: dt.date | None, last: dt.date | None) -> str:
    day = last if kind == "due" else first
    if kind == "unknown" or day is None:
        return f"{UNKNOWN}-00"
    within = first and last and (first.year, first.month) == (last.year, last.month)
    if within or kind in ("day", "range", "open", "due", "month", "months"):
        return f"{day.year:04}-{day.month:02}"
    return f"{day.year:04}-00"


def _group(kind: str) -> str:
    if kind == "due":
        return "due"
    return "days" if kind in ("day", "range") else "fuzzy"


def row_of(stored: Stored) -> Row:
    """Where ``stored`` stands."""
    when = stored.event.when
    first, last = (None, None) if when.edtf.startswith("X") else bounds(when)
    kind = _kind(when, first, last)
    if stored.event.type == "deadline" and kind in ("day", "range") and last and when.start is None:
        kind, first = "due", None
    month = _month(kind, first, last)
    return Row(stored.uid, stored.event, kind, _group(kind), month, first, last, _clock(when))


def _rank(row: Row) -> tuple[object, ...]:
    """Newest month first; inside it days, then fuzzy, then deadlines, each from the last day to the first."""
    year, month = row.month.split("-")
    known = 0 if year == UNKNOWN else int(year)
    day = (row.last if row.kind == "due" else row.first) or dt.date.min
    clock = row.clock if row.clock >= 0 else {"morning": 719, "evening": 1439}.get(_part(row), 1079)
    wide = row.kind == "range"
    words = row.event.when.edtf if year == UNKNOWN else ""
    salience = ("main", "secondary", "mention").index(row.event.salience)
    return (
        -known,
        -int(month),
        GROUPS.index(row.group),
        -day.toordinal(),
        wide,
        -clock,
        words,
        salience,
        row.uid,
    )


def _part(row: Row) -> str:
    return row.event.when.part_of_day or ""


def rows_of(stored: Iterable[Stored]) -> list[Row]:
    """The chronicle's rows, newest month first; withdrawn events are left out."""
    return sorted((row_of(one) for one in stored if not one.cancelled), key=_rank)


def months_of(rows: Sequence[Row]) -> dict[str, dict[str, list[Row]]]:
    """Rows by month and by group, in order."""
    months: dict[str, dict[str, list[Row]]] = {}
    for row in rows:
        months.setdefault(row.month, {name: [] for name in GROUPS})[row.group].append(row)
    return months


_BETWEEN_HAN = re.compile(
    r"(?<=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f])\s+|\s+(?=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f])"
)


def tidy(quote: str) -> str:
    """A quote as it is read: line breaks and blanks beside Han characters dropped, others made single."""
    return " ".join(_BETWEEN_HAN.sub("", quote).split())


def marked(quote: str, words: str) -> tuple[str, str, str]:
    """A tidied quote before, at and after its date words; all of it is "before" where they do not occur.

    Blanks count for nothing in the comparison, since ``When.text`` holds none.
    """
    quote, words = tidy(quote), squeeze(words)
    places = [place for place, char in enumerate(quote) if not char.isspace()]
    found = squeeze(quote).find(words) if words else -1
    if found < 0:
        return quote, "", ""
    start, end = places[found], places[found + len(words) - 1] + 1
    return quote[:start], quote[start:end], quote[end:]
