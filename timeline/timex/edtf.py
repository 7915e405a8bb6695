"""A stretch of the calendar written in EDTF: closed on both sides, open on one, about, without its year."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from timeline.dates import Precision
from timeline.timex.scene import ONE_DAY
from timeline.timex.types import Stretch

# The precision of a stretch is that of the two ends of its EDTF form: a week is written as two days, a half-year as two months.
_PRECISION: dict[str, Precision] = {
    "second": "minute", "minute": "minute", "hour": "hour", "part": "halfday", "day": "day", "days": "day", "week": "day", "weekend": "day",
    "third": "month", "month-part": "month", "month": "month", "months": "month", "quarter": "quarter", "season": "quarter", "half": "month",
    "year": "year", "year-初": "fuzzy", "year-中": "fuzzy", "year-底": "month", "decade": "year", "range": "day", "around": "fuzzy",
}  # fmt: skip
_ORDER: list[Precision] = ["minute", "hour", "halfday", "day", "month", "quarter", "year", "fuzzy"]
_CLOCK = ("hour", "minute", "second")


class Form(NamedTuple):
    """How a stretch is written."""

    edtf: str
    start: str | None
    end: str | None
    precision: Precision


def closed(stretch: Stretch, last_stretch: Stretch, first: dt.date, last: dt.date, ranged: bool) -> Form:
    """EDTF, start, end and precision of a stretch that is closed on both sides."""
    start, end = first.isoformat(), last.isoformat()
    precision = _PRECISION.get(stretch.grain, "day")
    if stretch.grain in _CLOCK:
        return _clocked(stretch, last_stretch, end, ranged, precision)
    if ranged:
        coarser = max(precision, _PRECISION.get(last_stretch.grain, "day"), key=_ORDER.index)
        return Form(f"{_single(stretch, first)}/{_single(last_stretch, last)}", start, end, coarser)
    return Form(_edtf(stretch, first, last), start, end, precision)


def _clocked(stretch: Stretch, last_stretch: Stretch, end: str, ranged: bool, precision: Precision) -> Form:
    """A stretch that begins at an hour of the clock."""
    assert stretch.start and last_stretch.start
    clock = stretch.start.isoformat(timespec="minutes")
    if not ranged:
        return Form(clock, clock, end, precision)
    closing = last_stretch.start
    stop = closing.isoformat(timespec="minutes") if last_stretch.grain in _CLOCK else end
    finer = max(precision, _PRECISION.get(last_stretch.grain, "day"), key=_ORDER.index)
    return Form(f"{clock}/{stop}", clock, closing.date().isoformat(), finer)


def _edtf(stretch: Stretch, first: dt.date, last: dt.date) -> str:
    """One stretch by its grain."""
    match stretch.grain:
        case "day" | "part" | "around":
            return first.isoformat()
        case "month" | "months" | "quarter" | "half" if first.day == 1 and (last + ONE_DAY).day == 1:
            months = f"{first:%Y-%m}", f"{last:%Y-%m}"
            return months[0] if months[0] == months[1] else "/".join(months)
        case "season":
            return f"{first:%Y-%m}~/{last:%Y-%m}~"
        case "month-part":
            return f"{first:%Y-%m}~"
        case "year":
            return f"{first.year:04d}"
        case "year-底" | "year-初" | "year-中":
            return f"{first:%Y-%m}~"
        case "decade" if last.year - first.year == 9 and first.year % 10 == 0:
            return f"{first.year // 10}X"
        case "decade":
            return f"{first.year:04d}/{last.year:04d}"
    return first.isoformat() if first == last else f"{first}/{last}"


def _single(stretch: Stretch, day: dt.date) -> str:
    """One end of a range at its own grain."""
    if stretch.grain in ("month", "months", "quarter", "half", "year-初", "year-中", "year-底"):
        return f"{day.year:04d}-{day.month:02d}"
    return f"{day.year:04d}" if stretch.grain in ("year", "decade") else day.isoformat()


def about(stretch: Stretch, first: dt.date) -> str:
    """The year or the month, approximate."""
    return (f"{first.year:04d}" if stretch.grain == "year" else f"{first.year:04d}-{first.month:02d}") + "~"


def opened(stretch: Stretch, first: dt.date, basis: str) -> str:
    """From ``first`` on, without an end; a day counted from the day of print is approximate."""
    if stretch.grain in ("year", "year-初", "year-底", "month", "months", "quarter", "half"):
        return f"{first.year:04d}-{first.month:02d}/.."
    if stretch.grain == "season":
        return f"{first.year:04d}-{first.month:02d}~/.."
    return first.isoformat() + ("~" if basis == "publication" else "") + "/.."


def without_year(edtf: str, first: dt.date) -> str:
    """The stand-in year hidden; an end of February is only known as February."""
    for year in (first.year, first.year + 1):
        edtf = edtf.replace(f"{year:04d}-02-29", f"{year:04d}-02").replace(f"{year:04d}", "XXXX")
    return edtf
