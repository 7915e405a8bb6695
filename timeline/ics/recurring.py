"""Recurrence rules that every client accepts, with a first day that agrees with them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from timeline.ics.placing import Placement

_PART = re.compile(
    r"(?:INTERVAL|COUNT)=[1-9]\d{0,3}"
    r"|BYDAY=(?:[+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:[+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU))*"
    r"|BYMONTHDAY=-?[1-9]\d?(?:,-?[1-9]\d?)*|BYMONTH=[1-9]\d?(?:,[1-9]\d?)*|BYSETPOS=-?\d{1,3}(?:,-?\d{1,3})*"
    r"|WKST=(?:MO|TU|WE|TH|FR|SA|SU)|UNTIL=\d{8}(?:T\d{6}Z?)?|FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)"
)

# A page that says 每周一 says nothing about ten years later: a rule without a printed end is drawn for a year, a daily one
# for a month. Yearly days stay: one entry a year floods nobody.
_UNBOUNDED = {
    "DAILY": dt.timedelta(days=30),
    "WEEKLY": dt.timedelta(days=364),
    "MONTHLY": dt.timedelta(days=364),
}
CHINA = dt.timezone(dt.timedelta(hours=8))


def recur(placement: Placement, rule: str, last: dt.date | None) -> tuple[Placement, dict[str, str] | None]:
    """``placement`` moved to the first day ``rule`` allows, and the rule's parts; (as it was, None) for no usable rule.

    Each time takes a day, or the printed hour: what is repeated within a month does not cover the month each time.
    ``last`` the day the series ends, where the page says so. An hour before 1992 must be written in UTC,
    where a weekday may be another day's: such a series is drawn by days.
    """
    parts = _parts(rule)
    if parts is None:
        return placement, None
    if not isinstance(placement.start, dt.datetime) or placement.start.year < 1992:
        day = _day(placement.start)
        placement = replace(placement, start=day, end=day + dt.timedelta(days=1), length_assumed=False)
    first = _first(placement.start, parts)
    if first is None:
        return placement, None
    moved = replace(placement, start=first, end=first + (placement.end - placement.start))
    until = _end(moved, parts, last)
    if "COUNT" not in parts and until is not None:
        if until < _day(first):
            return placement, None
        parts["UNTIL"] = _until(until, moved)
    return moved, parts


def _parts(rule: str) -> dict[str, str] | None:
    parts: dict[str, str] = {}
    for part in rule.strip().upper().removeprefix("RRULE:").strip(";").split(";"):
        name, _, value = part.partition("=")
        if not _PART.fullmatch(part) or name in parts:
            return None
        parts[name] = value
    if "COUNT" in parts:
        parts.pop("UNTIL", None)
    return parts if "FREQ" in parts else None


def _first(start: dt.date, parts: dict[str, str]) -> dt.date | None:
    from dateutil.rrule import rrulestr

    timed = isinstance(start, dt.datetime)
    moment = start if isinstance(start, dt.datetime) else dt.datetime.combine(start, dt.time())
    bare = ";".join(f"{name}={value}" for name, value in parts.items() if name not in ("UNTIL", "COUNT"))
    try:
        found: dt.datetime | None = next(iter(rrulestr(bare, dtstart=moment)), None)
    except ValueError:
        return None
    return found if timed or found is None else found.date()


def _end(placement: Placement, parts: dict[str, str], last: dt.date | None) -> dt.date | None:
    first = _day(placement.start)
    if "UNTIL" in parts:
        return dt.datetime.strptime(parts["UNTIL"][:8], "%Y%m%d").date()
    if last is not None and last > first:
        return last
    return first + _UNBOUNDED[parts["FREQ"]] if parts["FREQ"] in _UNBOUNDED else None


def _until(last: dt.date, placement: Placement) -> str:
    """UNTIL in the form of DTSTART: a day for days, UTC for hours (RFC 5545 3.3.10)."""
    if not placement.timed:
        return last.strftime("%Y%m%d")
    end = dt.datetime.combine(last, dt.time(23, 59, 59), CHINA).astimezone(dt.UTC)
    return end.strftime("%Y%m%dT%H%M%SZ")


def _day(moment: dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment
