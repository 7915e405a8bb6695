"""The stretch of a given year that a point names: a month, 上旬, 一季度, the second Monday of October, 中秋节."""

from __future__ import annotations

import datetime as dt

from timeline.dates import add_months, last_of_month, real_day
from timeline.timex.calendar import festival_day, lunar_day, lunar_month, nth_weekday
from timeline.timex.scene import ONE_DAY, Placed, day_stretch, days_stretch
from timeline.timex.types import Point, Stretch

_HALVES = {1: (1, 6), 2: (7, 12)}
_SEASON_MONTHS = {"春": 3, "夏": 6, "秋": 9, "冬": 12}
_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "中下旬": (11, 31), "上中旬": (1, 20), "上半月": (1, 15), "下半月": (16, 31), "初": (1, 5), "中": (11, 20), "底": (25, 31)}  # fmt: skip


def within_year(point: Point, year: int) -> Stretch | None:
    """The stretch of ``year`` that the rest of the point names; None where there is none (2月30日)."""
    if not 1 <= year <= 9998:
        return None
    if point.festival and not point.day:
        day = festival_day(point.festival, year)
        grain = "around" if point.part == "期间" else "day"
        return days_stretch(day, day, grain, point.about) if day else None
    if point.lunar:
        return _lunar(point, year)
    if point.month and point.day:
        exact = real_day(year, point.month, point.day)
        return day_stretch(exact, point.about) if exact else None
    first, last, grain = _span_of(point, year)
    if point.nth:
        return _nth(point, first, last)
    if point.first_of:
        return _counted(point, first, last)
    if point.part:
        return _part(point, first, last, grain)
    return days_stretch(first, last, grain, point.about)


def _span_of(point: Point, year: int) -> tuple[dt.date, dt.date, str]:
    """The month, quarter, half, season or year the point names, as first day, last day and grain."""
    if point.month:
        return dt.date(year, point.month, 1), last_of_month(year, point.month), "month"
    if point.half:
        low, high = _HALVES[point.half]
        return dt.date(year, low, 1), last_of_month(year, high), "half"
    if point.quarter:
        return dt.date(year, 3 * point.quarter - 2, 1), last_of_month(year, 3 * point.quarter), "quarter"
    if point.season:
        first = dt.date(year, _SEASON_MONTHS[point.season], 1)
        return first, add_months(first, 3) - ONE_DAY, "season"
    return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"


def _lunar(point: Point, year: int) -> Stretch | None:
    month = point.month or 1
    # Spoken of with the Gregorian year they fall in: 腊月 of the paper's January belongs to the lunar year before.
    if point.day:
        day = lunar_day(year, month, point.day, point.leap) or (
            lunar_day(year, month, -1, point.leap) if point.day == 30 else None
        )
        return day_stretch(day, point.about) if day else None
    days = lunar_month(year, month, point.leap)
    return days_stretch(*days, "month") if days else None


def _nth(point: Point, first: dt.date, last: dt.date) -> Stretch | None:
    n, unit = point.nth or (1, "week")
    if unit == "week" and point.weekday:
        day = nth_weekday(first.year, first.month, point.weekday, n)
        return day_stretch(day) if day else None
    if unit == "month":
        return (
            days_stretch(dt.date(first.year, n, 1), last_of_month(first.year, n), "month")
            if 1 <= n <= 12
            else None
        )
    if unit == "quarter":
        return within_year(Point(quarter=n), first.year) if 1 <= n <= 4 else None
    if unit == "day":
        day = first + (n - 1) * ONE_DAY
        return day_stretch(day) if first <= day <= last else None
    # Week 1 is the one that holds the first Thursday (of the year, or of the month), as ISO 8601 counts.
    thursday = first + (4 - first.isoweekday()) % 7 * ONE_DAY
    monday = thursday - 3 * ONE_DAY + 7 * (n - 1) * ONE_DAY
    return days_stretch(monday, monday + 6 * ONE_DAY, "week") if monday <= last else None


def _counted(point: Point, first: dt.date, last: dt.date) -> Stretch | None:
    n, unit = point.first_of or (1, "day")
    months = {"month": 1, "quarter": 3}.get(unit)
    if months:
        if n > 0:
            return days_stretch(first, add_months(first, n * months) - ONE_DAY, "months")
        return days_stretch(add_months(last.replace(day=1), n * months + 1), last, "months")
    size = 7 if unit == "week" else 1
    if unit == "week":
        monday = first + (1 - first.isoweekday()) % 7 * ONE_DAY
        sunday = last - last.isoweekday() % 7 * ONE_DAY
        return (
            days_stretch(monday, monday + (7 * n - 1) * ONE_DAY, "week")
            if n > 0
            else days_stretch(sunday + (7 * n + 1) * ONE_DAY, sunday, "week")
        )
    if n > 0:
        return days_stretch(first, first + (n * size - 1) * ONE_DAY, "days")
    return days_stretch(last + (n * size + 1) * ONE_DAY, last, "days")


def _part(point: Point, first: dt.date, last: dt.date, grain: str) -> Stretch | None:
    if point.part.startswith("年"):
        month = {"初": 1, "中": 6, "底": 12}[point.part[1:]]
        return days_stretch(
            dt.date(first.year, month, 1), last_of_month(first.year, month), "year-" + point.part[1:], True
        )
    if grain == "quarter":
        month = last.month if point.part == "底" else first.month
        return days_stretch(dt.date(first.year, month, 1), last_of_month(first.year, month), "month", True)
    low, high = _THIRDS[point.part]
    grain = "month-part" if point.part in ("初", "中", "底") else "third"
    return days_stretch(
        first.replace(day=low),
        min(first.replace(day=min(high, last.day)), last),
        grain,
        point.part in ("初", "中", "底"),
    )


def decade_of(point: Point) -> Placed:
    """上世纪90年代, 九十年代初, 11世纪: a decade without a century is of the twentieth from 三十年代 on."""
    century = point.century or (20 if (point.decade or 0) >= 30 else 21)
    start = (century - 1) * 100 + (point.decade or 0)
    length = 10 if point.decade is not None else 100
    if length == 100:
        start = (century - 1) * 100
    first, last = start, start + length - 1
    if point.part in ("初", "前期"):
        last = first + (2 if length == 10 else 19)
    elif point.part in ("末", "后期", "底"):
        first = last - (2 if length == 10 else 19)
    elif point.part in ("中", "中期", "中叶"):
        first, last = (first + 3, first + 6) if length == 10 else (first + 40, first + 59)
    return Placed(
        days_stretch(dt.date(max(first, 1), 1, 1), dt.date(max(last, 1), 12, 31), "decade", bool(point.part))
    )
