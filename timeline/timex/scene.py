"""What a point in time is read against, and what comes of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

from timeline.dates import Basis, add_months
from timeline.timex.types import Stretch

ONE_DAY = dt.timedelta(days=1)


class Scene(NamedTuple):
    """What a point is read against.

    ``today`` the day of print (or the moment somebody speaks, in a query), ``year`` the year of the issue, ``query``
    whether a person asks rather than a paper reports, ``tense`` ``past``, ``future`` or ``""``; ``day`` the last day
    named before, ``named_year`` and ``month`` the last year and month named before, ``why_year`` the clue for the year; ``basis`` and ``why_day``
    say where ``today`` itself comes from, when it is a day named in the text.
    """

    today: dt.date | None
    year: int | None
    now: dt.datetime | None = None
    query: bool = False
    tense: str = ""
    day: dt.date | None = None
    day_known: bool = True
    day_text: str = ""
    named_year: int | None = None
    why_year: str = ""
    month: dt.date | None = None
    basis: Basis = "publication"
    why_day: str = ""


@dataclass(slots=True)
class Placed:
    """A stretch with how its parts became known. ``year_known`` is False where a stand-in year was used."""

    stretch: Stretch
    basis: Basis = "explicit"
    year_known: bool = True
    implied: list[str] = field(default_factory=list)


def day_stretch(day: dt.date, about: bool = False) -> Stretch:
    """One whole day."""
    return days_stretch(day, day, "day", about)


def days_stretch(first: dt.date, last: dt.date, grain: str, about: bool = False) -> Stretch:
    """From the first day to the last, both included."""
    start = dt.datetime.combine(first, dt.time())
    stop = dt.datetime.max if last >= dt.date.max else dt.datetime.combine(last + ONE_DAY, dt.time())
    return Stretch(start, stop, grain, "", about)


def year_stretch(year: int, about: bool = False) -> Stretch:
    """A whole year."""
    return days_stretch(dt.date(year, 1, 1), dt.date(year, 12, 31), "year", about)


def shifted(day: dt.date, n: float, unit: str) -> dt.date | None:
    """``day`` moved by ``n`` units, half a month being fifteen days; None beyond the calendar."""
    if unit == "workday":
        n, unit = -(-n * 7 // 5), "day"
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit)
    try:
        if months is None:
            return day + dt.timedelta(days=int(n * (7 if unit == "week" else 1)))
        whole = int(n * months)
        return add_months(day, whole) + dt.timedelta(days=int(30 * (n * months - whole)))
    except (ValueError, OverflowError):
        return None
