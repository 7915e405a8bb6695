"""A reading as a TIMEX3-like string: what the words alone say, with X for what they leave open."""

from __future__ import annotations

from timeline.timex.recurrences import rrule
from timeline.timex.types import Length, Point, Range, Reading, Recurrence, Vague

_SEASONS = {"春": "SP", "夏": "SU", "秋": "FA", "冬": "WI"}
_LETTERS = {"year": "Y", "quarter": "Q", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S", "century": "CE", "decade": "DE"}  # fmt: skip


def value_of(reading: Reading) -> str:
    """``XXXX-03-20``, ``UNDEF-last-…``, ``P3D``, ``R/FREQ=WEEKLY``, ``PRESENT_REF``."""
    match reading:
        case Point():
            return _point(reading)
        case Range(first, last):
            return f"{_point(first) if first else '..'}/{_point(last) if last else '..'}"
        case Length(low, high):
            return period(low) if low == high else f"{period(low)}/{period(high)}"
        case Recurrence():
            return "R/" + rrule(reading)
        case Vague(ref):
            return ref


def period(amounts: tuple[tuple[float, str], ...]) -> str:
    """``P1Y3M``, ``PT90M``, ``P3D``: an ISO 8601 duration (a quarter is three months)."""
    date, time = "", ""
    for n, unit in amounts:
        if unit == "quarter":
            n, unit = n * 3, "month"
        if unit == "workday":
            unit = "day"
        if unit == "century":
            n, unit = n * 100, "year"
        if n == 0.5 and unit == "day":
            n, unit = 12, "hour"
        piece = f"{n:g}{_LETTERS[unit]}"
        if unit in ("hour", "minute", "second"):
            time += piece
        else:
            date += piece
    return "P" + date + ("T" + time if time else "")


def _point(point: Point) -> str:
    return (_date(point) + _time(point)) + ("~" if point.about else "")


def _shift(name: str, n: int) -> str:
    return f"UNDEF-this-{name}" + (f"-PLUS-{n}" if n > 0 else f"-MINUS-{-n}" if n < 0 else "")


def _date(point: Point) -> str:
    if point.offset:
        n, unit = point.offset
        return (
            _shift(unit, int(n))
            if n == int(n)
            else f"UNDEF-this-{unit}-{'PLUS' if n > 0 else 'MINUS'}-{abs(n):g}"
        )
    if point.day_shift is not None:
        return _shift("day", point.day_shift)
    if point.anaphor in ("same", "now", "next", "previous", "after"):
        return (
            "UNDEF-REF-day"
            + {"same": "", "now": "", "next": "-PLUS-1", "previous": "-MINUS-1", "after": "/.."}[
                point.anaphor
            ]
        )
    if point.week_shift is not None:
        return _shift("week", point.week_shift) + (
            f"-{point.weekday}" if point.weekday else "-WE" if point.weekend else ""
        )
    year = _year(point)
    if point.festival:
        return f"{year}-{point.festival}"
    calendar = (year + _within_year(point)).removeprefix(
        "XXXX-" if point.month_shift is not None or point.quarter_shift is not None else "-"
    )
    if calendar == "XXXX" and point.weekday:
        return f"XXXX-WXX-{point.weekday}"
    if calendar == "XXXX" and (point.hour is not None or point.label):
        return "XXXX-XX-XX"
    return ("LUNAR-" if point.lunar else "") + calendar


def _year(point: Point) -> str:
    if point.year is not None:
        return f"{point.year:04d}"
    if point.decade is not None:
        return f"{((point.century or 20) - 1) * 10 + point.decade // 10:03d}X"
    if point.century is not None:
        return f"{point.century - 1:02d}XX"
    if point.year_shift is not None:
        return _shift("year", point.year_shift)
    return {"year": "UNDEF-REF-year", "next-year": "UNDEF-REF-year-PLUS-1"}.get(point.anaphor, "XXXX")


def _within_year(point: Point) -> str:
    if point.half:
        return f"-H{point.half}"
    if point.quarter:
        return f"-Q{point.quarter}"
    if point.quarter_shift is not None:
        return "-" + _shift("quarter", point.quarter_shift)
    if point.season:
        return "-" + _SEASONS[point.season]
    month = ""
    if point.month is not None:
        month = f"-{point.month:02d}"
    elif point.month_shift is not None:
        month = "-" + _shift("month", point.month_shift)
    elif point.anaphor == "month":
        month = "-UNDEF-REF-month"
    elif point.day is not None:
        month = "-XX"
    if point.day is not None:
        return f"{month}-{point.day:02d}"
    if point.nth:
        return f"{month}-nth-{point.nth[0]}-{point.nth[1]}" + (f"-{point.weekday}" if point.weekday else "")
    if point.first_of:
        return f"{month}-count-{point.first_of[0]}-{point.first_of[1]}"
    return month + (f"-{point.part}" if point.part else "")


def _time(point: Point) -> str:
    if point.hour is None:
        return f"T{point.label}" if point.label else ""
    return f"T{point.hour:02d}:{point.minute or 0:02d}" + (
        f":{point.second:02d}" if point.second is not None else ""
    )
