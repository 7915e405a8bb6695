"""Festivals, lunar days and solar terms on the Gregorian calendar, through the lunar library."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import lru_cache

from timeline.dates import real_day
from timeline.timex import words


@lru_cache(maxsize=4096)
def lunar_day(year: int, month: int, day: int, leap: bool = False) -> dt.date | None:
    """The Gregorian day of a lunar one (year: the lunar year; day -1: the last of the month); None where there is none."""
    from lunar_python import Lunar, LunarMonth

    try:
        months = LunarMonth.fromYm(year, -month if leap else month)
        if months is None:
            return None
        day = months.getDayCount() if day == -1 else day
        if day > months.getDayCount():
            return None
        solar = Lunar.fromYmd(year, -month if leap else month, day).getSolar()
    except Exception:  # the library raises bare Exception for days it does not know
        return None
    return real_day(solar.getYear(), solar.getMonth(), solar.getDay())


@lru_cache(maxsize=4096)
def lunar_month(year: int, month: int, leap: bool = False) -> tuple[dt.date, dt.date] | None:
    """The first and the last Gregorian day of a lunar month."""
    first, last = lunar_day(year, month, 1, leap), lunar_day(year, month, -1, leap)
    return (first, last) if first and last else None


@lru_cache(maxsize=1024)
def solar_term(year: int, name: str) -> dt.date | None:
    """The day of a solar term (清明) in a Gregorian year."""
    from lunar_python import Solar

    table = Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable()
    solar = table.get(name)
    if solar is not None and solar.getYear() == year:
        return real_day(year, solar.getMonth(), solar.getDay())
    solar = Solar.fromYmd(year + 1, 6, 1).getLunar().getJieQiTable().get(name)
    return (
        real_day(year, solar.getMonth(), solar.getDay())
        if solar is not None and solar.getYear() == year
        else None
    )


def nth_weekday(year: int, month: int, weekday: int, n: int) -> dt.date | None:
    """The n-th (or, below 0, the n-th last) weekday (1 Monday … 7 Sunday) of a month."""
    length = calendar.monthrange(year, month)[1]
    days = [day for day in range(1, length + 1) if dt.date(year, month, day).isoweekday() == weekday]
    index = n - 1 if n > 0 else n
    return dt.date(year, month, days[index]) if -len(days) <= index < len(days) else None


def festival_day(name: str, year: int) -> dt.date | None:
    """The day a named day falls on in ``year`` (of the lunar year that begins in it, for a lunar one); None if it is no name."""
    festival = words.festivals().get(name)
    if festival is None:
        return None
    day: dt.date | None = None
    if festival.date:
        day = real_day(year, *festival.date)
    elif festival.lunar:
        # The last days of a lunar year (腊八, 小年, 除夕) are spoken of with the Gregorian year they fall in.
        lunar_year = year - 1 if festival.lunar[0] == 12 else year
        day = lunar_day(lunar_year, *festival.lunar)
    elif festival.term:
        day = solar_term(year, festival.term)
    elif festival.nth:
        day = nth_weekday(year, *festival.nth)
    return day + dt.timedelta(festival.shift) if day else None
