"""Partial dates and their EDTF form, precision, intervals."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

Precision = Literal["minute", "hour", "halfday", "day", "month", "quarter", "year", "fuzzy"]
Basis = Literal["explicit", "inherited", "year-inferred", "publication", "fuzzy"]
PartOfDay = Literal["morning", "afternoon", "evening"]


@dataclass(frozen=True, slots=True)
class When:
    """A resolved date, as the record prints it.

    ``edtf``       ISO 8601-2: ``2014-03-20``, ``2014-03-20/2014-03-22``, ``2014-03``, ``2014-03~``, ``../2014-06-30``,
                   ``2014-01/..``, ``XXXX-03-20`` where the year is not known.
    ``start``      ``YYYY-MM-DD`` or ``YYYY-MM-DDTHH:MM``; None for a deadline, a fuzzy date, an unknown year.
    ``end``        the last day, inclusive; None for an open range, a fuzzy date, an unknown year.
    ``text``       the expression as printed, blanks removed.
    ``implied``    the parts that are not printed, each with its reason: ``("year: 第5个全民国家安全教育日", …)``.
    ``rrule``      an RFC 5545 recurrence rule, or None.
    """

    edtf: str
    start: str | None
    end: str | None
    text: str
    precision: Precision
    basis: Basis
    part_of_day: PartOfDay | None = None
    implied: tuple[str, ...] = ()
    rrule: str | None = None


# ---------------------------------------------------------------- calendar arithmetic


def last_of_month(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: dt.date, months: int) -> dt.date:
    """``day`` moved by whole months; the day of the month is cut to the length of the new month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1]))


def real_day(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None where the calendar has no such day (2月30日, 13月5日)."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


# ---------------------------------------------------------------- EDTF

# ISO 8601-2 sub-year groupings: code -> first month and number of months. Seasons are those of the northern
# hemisphere as Chinese meteorology counts them (spring is March to May; winter runs into the next year).
_GROUPS = {
    **{21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3), 33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3)},
    **{37: (1, 4), 38: (5, 4), 39: (9, 4), 40: (1, 6), 41: (7, 6)},
}
_EDTF_PART = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2})(?:-(\d{2}))?)?(?:T\d{2}(?::\d{2}){0,2})?[~?%]?")


def edtf_bounds(edtf: str) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day an EDTF string may cover; None for a side that is open or not known.

    >>> edtf_bounds("2014-02~")
    (datetime.date(2014, 2, 1), datetime.date(2014, 2, 28))
    >>> edtf_bounds("../2014-06-30"), edtf_bounds("XXXX-03-20")
    ((None, datetime.date(2014, 6, 30)), (None, None))
    """
    first, slash, last = edtf.strip().partition("/")
    if not slash:
        return _part_bounds(first)
    return _part_bounds(first)[0], _part_bounds(last)[1]


def _part_bounds(part: str) -> tuple[dt.date | None, dt.date | None]:
    """The bounds of one EDTF date without a slash."""
    match = _EDTF_PART.fullmatch(part)
    if match is None:
        return None, None
    digits, middle, day = match.groups()
    low, high = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    if low == 0:
        return None, None
    if middle is None:
        return dt.date(low, 1, 1), dt.date(high, 12, 31)
    number = int(middle)
    if day is not None:
        exact = real_day(low, number, int(day))
        return exact, exact
    if number in _GROUPS:
        start = dt.date(low, _GROUPS[number][0], 1)
        return start, add_months(start, _GROUPS[number][1]) - dt.timedelta(1)
    return (dt.date(low, number, 1), last_of_month(low, number)) if 1 <= number <= 12 else (None, None)


# ---------------------------------------------------------------- what people type


def from_words(text: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of what a person typed as a date: ``2014-03``, ``last monday``, ``3 days ago``.

    EDTF and ISO forms are read here; anything else goes to dateparser, relative to ``today`` and in the
    languages it detects. A month or a year given alone covers all its days. None where nothing is understood.
    """
    typed = text.strip()
    figures = re.fullmatch(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?", typed)
    first, last = edtf_bounds(
        "-".join(part.zfill(2) for part in figures.groups() if part) if figures else typed
    )
    if first and last:
        return first, last
    if figures:
        return None
    import dateparser  # slow to load

    settings = {"RELATIVE_BASE": dt.datetime.combine(today, dt.time()), "RETURN_TIME_AS_PERIOD": True}
    found = dateparser.date.DateDataParser(settings=settings).get_date_data(typed) if typed else None
    if found is None or found.date_obj is None:
        return None
    day = found.date_obj.date()
    if found.period == "month" and not re.search(r"\bago\b|\bin\b", typed):
        return day.replace(day=1), last_of_month(day.year, day.month)
    if found.period == "year" and re.fullmatch(r"\d{4}", typed):
        return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)
    return day, day
