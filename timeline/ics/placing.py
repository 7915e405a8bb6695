"""Where an event stands in a calendar, which knows only days and hours.

A calendar cannot say "some time in March". What a subscriber wants is to see each thing once, where looking for it
makes sense, without a claim the page does not make and without bars that cover every week of a year:

* a day, or a range up to a month long, is drawn as it is; an hour only where an hour is printed;
* a day that is not known within a month (2014-03, 近日) is drawn over that month, 约：…, TENTATIVE;
* a day that is not known within a longer time (a quarter, a year) stands on the last day of it, 约2013年内：…, TENTATIVE:
  by then it had happened. Drawn over the whole year, ten such goals would bury the events of every single week;
* a longer stretch with known days (a campaign from March to December) and one without an end stand on the first
  day, which is when they are news; the title says until when, or 起;
* a deadline stands on its last day, 期限：…; a stretch of which only the end is known likewise, 截至：…;
* what has no known year is not drawn.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from timeline.dates import edtf_bounds
from timeline.events import Event

LONGEST_BAR = 31
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:]+(?:Z|[+-][\d:]+)?)?")
_TIMED = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)")
_DOUBT = re.compile(r"[~?%]")

# Pages print when something begins, hardly ever when it ends; calendars need a length to draw.
ASSUMED_LENGTH = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Placement:
    """``start`` and ``end`` (exclusive) are both days, or both local times in China without zone.

    ``sure`` is false for TENTATIVE; ``before`` and ``after`` go around the title. ``length_assumed`` says that ``end``
    is ours and not the page's.
    """

    start: dt.date
    end: dt.date
    sure: bool = True
    before: str = ""
    after: str = ""
    length_assumed: bool = False

    @property
    def timed(self) -> bool:
        """Whether it stands at an hour."""
        return isinstance(self.start, dt.datetime)


def place(event: Event) -> Placement | None:
    """Where ``event`` stands; None where no year is known, or no day at all."""
    edtf = event.when.edtf
    if not edtf or "X" in edtf.upper():
        return None
    try:
        first, last = edtf_bounds(edtf)
        return _place(event, first, last)
    except (ValueError, OverflowError):  # the day after 9999-12-31
        return None


def _place(event: Event, first: dt.date | None, last: dt.date | None) -> Placement | None:
    sure = not _DOUBT.search(event.when.edtf) and event.when.precision != "fuzzy"
    if event.type == "deadline":
        day = last or first
        return None if day is None else replace(_days(day, day), sure=sure, before="期限：")
    if first is None:
        return None if last is None else replace(_days(last, last), sure=sure, before="截至：")
    sides = event.when.edtf.split("/")
    if last is None:
        _, end_of_first_side = edtf_bounds(sides[0])
        begun = _span(first, end_of_first_side or first, sure and _is_day(sides[0]))
        return replace(begun, after="（起）")
    timed = _at_hour(event, sure, last)
    return timed or _span(first, last, sure and all(_is_day(side) for side in sides))


def _is_day(side: str) -> bool:
    return _DAY.fullmatch(side) is not None


def _days(first: dt.date, last: dt.date) -> Placement:
    return Placement(first, last + dt.timedelta(days=1))


def _at_hour(event: Event, sure: bool, last: dt.date) -> Placement | None:
    """At the printed hour, if there is one and the event does not go on for days."""
    printed = _TIMED.match(event.when.start or "")
    if not printed or not sure:
        return None
    day = dt.date.fromisoformat(printed[1])
    if last > day:
        return None
    start = dt.datetime.combine(day, dt.time(int(printed[2]), int(printed[3])))
    return Placement(start, start + ASSUMED_LENGTH, length_assumed=True)


def _span(first: dt.date, last: dt.date, known: bool) -> Placement:
    long = (last - first).days >= LONGEST_BAR
    if known:
        return (
            replace(_days(first, first), after=f"（至{_until(first, last)}）") if long else _days(first, last)
        )
    if long:
        return replace(_days(last, last), sure=False, before=f"约{_stretch(first, last)}内：")
    return replace(_days(first, last), sure=False, before="约：")


def _until(first: dt.date, last: dt.date) -> str:
    year = f"{last.year}年" if last.year != first.year else ""
    return f"{year}{last.month}月{last.day}日"


def _stretch(first: dt.date, last: dt.date) -> str:
    if first.year != last.year:
        return f"{first.year}—{last.year}年"
    if first.month == 1 and last.month == 12:
        return f"{first.year}年"
    return f"{first.year}年{first.month}—{last.month}月"
