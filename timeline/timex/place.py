"""Putting a point in time on the calendar, given the day of the issue and what was named before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from timeline.dates import Basis, add_months, last_of_month, real_day
from timeline.timex import words
from timeline.timex.calendar import festival_day, lunar_day, lunar_month, nth_weekday
from timeline.timex.types import Point, Stretch

ONE_DAY = dt.timedelta(days=1)
STAND_IN = 2000  # a leap year that stands for a year nobody knows


class Scene(NamedTuple):
    """What a point is read against.

    ``today`` the day of print (or the moment somebody speaks, in a query), ``year`` the year of the issue, ``query``
    whether a person asks rather than a paper reports, ``tense`` ``past``, ``future`` or ``""``; ``day`` the last day
    named before, ``named_year`` the last year named before, ``why_year`` the clue for the year.
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


@dataclass(slots=True)
class Placed:
    """A stretch with how its parts became known. ``year_known`` is False where a stand-in year was used."""

    stretch: Stretch
    basis: Basis = "explicit"
    year_known: bool = True
    implied: list[str] = field(default_factory=list)


def place(point: Point, scene: Scene) -> Placed | None:
    """``point`` on the calendar, or None where the words and the scene do not give it."""
    for way in (_by_offset, _by_day_word, _by_week, _by_calendar):
        placed = way(point, scene)
        if placed is not None:
            return _with_clock(point, placed)
    return None


def day_stretch(day: dt.date, about: bool = False) -> Stretch:
    """One whole day."""
    return days_stretch(day, day, "day", about)


def days_stretch(first: dt.date, last: dt.date, grain: str, about: bool = False) -> Stretch:
    """From the first day to the last, both included."""
    start = dt.datetime.combine(first, dt.time())
    stop = dt.datetime.max if last >= dt.date.max else dt.datetime.combine(last + ONE_DAY, dt.time())
    return Stretch(start, stop, grain, "", about)


# ---------------------------------------------------------------- relative to the issue

_STEP = {"second": dt.timedelta(seconds=1), "minute": dt.timedelta(minutes=1), "hour": dt.timedelta(hours=1), "day": ONE_DAY, "week": 7 * ONE_DAY}  # fmt: skip


def _by_offset(point: Point, scene: Scene) -> Placed | None:
    if point.offset is None or scene.today is None:
        return None
    n, unit = point.offset
    reason = f"counted from the day of print {scene.today}"
    if unit in ("second", "minute", "hour"):
        moment = scene.now or dt.datetime.combine(scene.today, dt.time())
        at = moment + n * _STEP[unit]
        if scene.now is None:
            return Placed(day_stretch(at.date(), True), "publication", True, [f"day: {reason}"])
        return Placed(Stretch(at, at, "second"), "publication", True, [f"day: {reason}"])
    if unit in ("day", "week"):
        day = shifted(scene.today, n, unit)
        return (
            Placed(day_stretch(day, unit == "week" or n != int(n)), "publication", True, [f"day: {reason}"])
            if day
            else None
        )
    day = shifted(scene.today, n, unit)
    if day is None:
        return None
    if scene.query:
        return Placed(day_stretch(day, True), "publication", True, [f"day: {reason}"])
    if unit in ("month", "quarter"):
        return Placed(
            days_stretch(day.replace(day=1), last_of_month(day.year, day.month), "month", True),
            "publication",
            True,
            [f"month: {reason}"],
        )
    return Placed(year_stretch(day.year, True), "publication", True, [f"year: {reason}"])


def shifted(day: dt.date, n: float, unit: str) -> dt.date | None:
    """``day`` moved by ``n`` units, half a month being fifteen days; None beyond the calendar."""
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit)
    try:
        if months is None:
            return day + dt.timedelta(days=int(n * (7 if unit == "week" else 1)))
        whole = int(n * months)
        return add_months(day, whole) + dt.timedelta(days=int(30 * (n * months - whole)))
    except (ValueError, OverflowError):
        return None


def year_stretch(year: int, about: bool = False) -> Stretch:
    """A whole year."""
    return days_stretch(dt.date(year, 1, 1), dt.date(year, 12, 31), "year", about)


def _by_day_word(point: Point, scene: Scene) -> Placed | None:
    if point.day_shift is not None:
        if scene.today is None:
            return None
        day = scene.today + point.day_shift * ONE_DAY
        return Placed(
            day_stretch(day), "publication", True, [f"day: counted from the day of print {scene.today}"]
        )
    step = {
        "same": 0,
        "now": 0,
        "next": 1,
        "previous": -1,
        "after": 0,
        "nth": (point.nth or (1, ""))[0] - 1,
    }.get(point.anaphor)
    if step is None:
        return None
    if scene.day is None:
        if (scene.query or point.anaphor == "now") and scene.today:
            reason = "the day of speaking" if scene.query else f"the day of print {scene.today}"
            return Placed(day_stretch(scene.today + step * ONE_DAY), "publication", True, [f"day: {reason}"])
        return None
    placed = Placed(
        day_stretch(scene.day + step * ONE_DAY, point.anaphor == "after"), "inherited", scene.day_known
    )
    placed.implied.append(f"day: {scene.day_text}")
    if not scene.day_known:
        placed.implied.append("year: not known")
    return placed


def _by_week(point: Point, scene: Scene) -> Placed | None:
    plain_weekday = (
        point.weekday
        and point.month is None
        and point.day is None
        and point.nth is None
        and point.year is None
    )
    if (point.week_shift is None and not (plain_weekday or point.weekend)) or scene.today is None:
        return None
    reason = [f"day: counted from the day of print {scene.today}"]
    monday = scene.today - (scene.today.isoweekday() - 1) * ONE_DAY
    if point.week_shift is None:
        if point.weekend:
            saturday = monday + (5 if scene.query or scene.tense == "future" else -2) * ONE_DAY
            return Placed(days_stretch(saturday, saturday + ONE_DAY, "weekend"), "publication", True, reason)
        return Placed(day_stretch(_nearest_weekday(point.weekday or 1, scene)), "publication", True, reason)
    monday += 7 * point.week_shift * ONE_DAY
    if point.weekday:
        return Placed(day_stretch(monday + (point.weekday - 1) * ONE_DAY), "publication", True, reason)
    if point.weekend:
        return Placed(
            days_stretch(monday + 5 * ONE_DAY, monday + 6 * ONE_DAY, "weekend"), "publication", True, reason
        )
    return Placed(days_stretch(monday, monday + 6 * ONE_DAY, "week"), "publication", True, reason)


def _nearest_weekday(weekday: int, scene: Scene) -> dt.date:
    """A bare 周三: behind us in a report, ahead where the sentence looks ahead, the nearer one in a query."""
    assert scene.today is not None
    ahead = scene.today + ((weekday - scene.today.isoweekday()) % 7) * ONE_DAY
    if scene.query:
        return ahead - 7 * ONE_DAY if (ahead - scene.today).days > 3 and scene.tense != "future" else ahead
    if scene.tense == "future":
        return ahead
    return ahead if ahead == scene.today else ahead - 7 * ONE_DAY


# ---------------------------------------------------------------- by year, month and day


def _by_calendar(point: Point, scene: Scene) -> Placed | None:
    if point.decade is not None or point.century is not None:
        return _decade(point)
    placed = Placed(Stretch(None, None, "day"))
    filled = _with_month(point, scene, placed)
    if filled is None:
        return None
    point = filled
    if not _dates_itself(point):
        return _clock_only(point, scene, placed)
    if point.year is not None:
        years = [point.year]
    elif point.year_shift is not None:
        placed.basis = "year-inferred"
        years = [scene.year + point.year_shift] if scene.year else []
    elif point.anaphor == "year":
        placed.basis = "inherited"
        years = [y for y in (scene.named_year or scene.year,) if y]
    else:
        if placed.basis == "explicit":
            placed.basis = "year-inferred"
        years = candidate_years(point, scene)
    if not years:
        placed.year_known = False
        placed.implied.append("year: not known")
        if _moves(point):
            placed.stretch = year_stretch(STAND_IN)
            return placed
        years = [STAND_IN]
    elif point.year is None:
        placed.implied.append(f"year: {scene.why_year}" if scene.why_year else "year: from the day of print")
    for year in years:
        stretch = within_year(point, year)
        if stretch:
            placed.stretch = stretch
            return placed
    return None


def _moves(point: Point) -> bool:
    """Whether the day of the point is another one each year: lunar days, solar terms, the second Sunday of May."""
    festival = words.festivals().get(point.festival)
    return point.lunar or (festival is not None and festival.date is None) or point.nth is not None


def _with_month(point: Point, scene: Scene, placed: Placed) -> Point | None:
    """``point`` with its month filled in: from 本月, 当月, or for a bare 10日 from the day named before or the issue."""
    if point.month_shift is not None:
        if scene.today is None:
            return None
        day = add_months(scene.today.replace(day=1), point.month_shift)
        year = day.year + (point.year_shift or 0)
        placed.basis = "publication"
        placed.implied.append(f"month: counted from the day of print {scene.today}")
        return point._replace(
            month=day.month,
            year=year if point.year is None else point.year,
            month_shift=None,
            year_shift=None,
        )
    if point.quarter_shift is not None:
        if scene.today is None:
            return None
        index = scene.today.year * 4 + (scene.today.month - 1) // 3 + point.quarter_shift
        placed.basis = "publication"
        return point._replace(year=index // 4, quarter=index % 4 + 1, quarter_shift=None)
    if point.anaphor == "month" and scene.day:
        placed.basis = "inherited"
        placed.implied.append(f"month: {scene.day_text}")
        return point._replace(
            month=scene.day.month, year=scene.day.year if scene.day_known else None, anaphor=""
        )
    if point.anaphor == "month" and scene.today:
        placed.basis = "publication"
        return point._replace(month=scene.today.month, year=scene.today.year, anaphor="")
    if point.day is None or point.month is not None:
        return point
    return _bare_day(point, scene, placed)


def _bare_day(point: Point, scene: Scene, placed: Placed) -> Point | None:
    day = point.day or 1
    if scene.day:
        month = scene.day.replace(day=1)
        if day < scene.day.day and scene.tense == "future":
            month = add_months(month, 1)
        placed.basis = "inherited"
        placed.implied.append(f"month: {scene.day_text}")
        if real_day(month.year, month.month, day) is None:
            return None
        return point._replace(month=month.month, year=month.year if scene.day_known else None)
    if scene.today is None:
        return None
    months = [add_months(scene.today.replace(day=1), n) for n in (0, -1, 1, -2)]
    days = [found for month in months if (found := real_day(month.year, month.month, day))]
    if scene.tense == "future":
        days = [found for found in days if found >= scene.today] or days
    elif not scene.query:
        days = [found for found in days if found <= scene.today] or days
    placed.basis = "publication"
    placed.implied.append(f"month: counted from the day of print {scene.today}")
    return point._replace(month=days[0].month, year=days[0].year) if days else None


def _dates_itself(point: Point) -> bool:
    """Whether the point names anything longer than hours."""
    return bool(
        point.year is not None or point.year_shift is not None or point.month or point.day or point.festival or point.half or point.quarter
        or point.season or (point.nth and point.anaphor != "nth") or point.first_of or point.anaphor == "year" or point.part.startswith("年")
    )  # fmt: skip


def _clock_only(point: Point, scene: Scene, placed: Placed) -> Placed | None:
    """上午, 9点 alone: on the day named before; in a query, on the day of speaking."""
    if point.hour is None and not point.label:
        return None
    if scene.day and not scene.query:
        placed.stretch, placed.basis, placed.year_known = day_stretch(scene.day), "inherited", scene.day_known
        placed.implied.append(f"day: {scene.day_text}")
        return placed
    if scene.query and scene.today:
        placed.stretch, placed.basis = day_stretch(scene.today), "publication"
        return placed
    return None


FAR = 250  # what another year than the costs, in days


def candidate_years(point: Point, scene: Scene) -> list[int]:
    """The years a point without one may lie in, best first: the issue's own, moved by tense and weekday."""
    if scene.today is None:
        return [scene.year] if scene.year else []
    if scene.query:
        return _asked_years(point, scene.today)
    today, ranked = scene.today, []
    for year in range(today.year - 1, today.year + 2):
        stretch = within_year(point, year)
        if stretch is None or stretch.start is None or stretch.stop is None:
            continue
        first, last = stretch.start.date(), stretch.stop.date() - ONE_DAY
        ahead, behind = max(0, (first - today).days), max(0, (today - last).days)
        cost = ahead * (1 if scene.tense == "future" else 2) + behind + (0 if year == today.year else FAR)
        if scene.tense == "future" and behind > 15:
            cost += 1000
        if scene.tense == "past" and ahead > 2:
            cost += 1000
        if point.weekday and point.day and first.isoweekday() != point.weekday:
            cost += 5000
        ranked.append((cost, year))
    return [year for _, year in sorted(ranked)]


def _asked_years(point: Point, today: dt.date) -> list[int]:
    """In a query: the year of speaking, the one whose weekday agrees, or for a festival the next time it comes round."""
    years = [today.year, today.year + 1, today.year - 1]
    if point.weekday and point.day and point.month:
        agreeing = [
            y
            for y in years
            if (day := real_day(y, point.month, point.day)) and day.isoweekday() == point.weekday
        ]
        return agreeing + years
    if point.festival:
        stretch = within_year(point, today.year)
        if stretch and stretch.stop and stretch.stop.date() <= today:
            return [today.year + 1, today.year]
    if point.month == 2 and point.day == 29:
        years += [today.year - 2, today.year - 3]
    return years


_HALVES = {1: (1, 6), 2: (7, 12)}
_SEASON_MONTHS = {"春": 3, "夏": 6, "秋": 9, "冬": 12}
_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "上半月": (1, 15), "下半月": (16, 31), "初": (1, 5), "中": (11, 20), "底": (25, 31)}  # fmt: skip


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


def _decade(point: Point) -> Placed:
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


# ---------------------------------------------------------------- clock


def _with_clock(point: Point, placed: Placed) -> Placed:
    """The stretch cut down to the hour or the part of the day the point names."""
    stretch = placed.stretch
    if stretch.grain != "day" or stretch.start is None:
        return placed
    day = stretch.start
    if point.hour is not None:
        start = day + dt.timedelta(hours=point.hour, minutes=point.minute or 0, seconds=point.second or 0)
        grain = "second" if point.second is not None else "minute" if point.minute is not None else "hour"
        length = {"second": 1, "minute": 60, "hour": 3600}[grain]
        placed.stretch = Stretch(start, start + dt.timedelta(seconds=length), grain, point.label, point.about)
    elif point.label:
        low, high = words.part_by_label()[point.label].hours
        placed.stretch = Stretch(
            day + dt.timedelta(hours=low), day + dt.timedelta(hours=high), "part", point.label, point.about
        )
    return placed


# ---------------------------------------------------------------- the two ends of a range


def lent(first: Point, last: Point, head: Placed) -> Point:
    """``last`` with what it shares with ``first``, placed at ``head``: the year, the month, the day, the part of the day."""
    start = head.stretch.start
    relative = last.day_shift is not None or last.week_shift is not None or last.anaphor or last.offset
    if start is None or relative:
        return last
    dated = last.day or last.month or last.festival or last.weekday
    if (last.hour is not None or last.label) and not dated:
        return last._replace(hour=_same_half(first, last), year=start.year, month=start.month, day=start.day)
    if last.weekday and not (last.day or last.month):
        return last
    if first.lunar and last.month is None and not last.lunar:
        last = last._replace(lunar=True, month=first.month)
    if last.day and last.month is None:
        last = last._replace(month=start.month)
    within_a_year = dated or last.quarter or last.half or last.part.startswith("年")
    if within_a_year and last.year is None and last.year_shift is None and head.year_known:
        return last._replace(year=start.year)
    return last


def _same_half(first: Point, last: Point) -> int | None:
    """下午2点到5点: the second hour is of the same half of the day, if it is the later one there."""
    if last.hour is None or last.label or first.hour is None or first.label not in ("AF", "EV", "NI"):
        return last.hour
    later = (last.hour + 12, last.minute or 0) > (first.hour, first.minute or 0)
    return (
        last.hour + 12
        if last.hour < 12 and later and last.hour > first.hour - 12 - (last.minute is not None)
        else last.hour
    )


def run_over(last: Point, tail: Placed, head: Placed) -> Placed | None:
    """A range that ends before it begins runs over midnight or over the new year."""
    stretch = tail.stretch
    if head.stretch.start is None or stretch.start is None or stretch.stop is None:
        return None
    if last.hour is not None or last.label:
        return replace(
            tail, stretch=stretch._replace(start=stretch.start + ONE_DAY, stop=stretch.stop + ONE_DAY)
        )
    if last.month is None:
        return None
    year = head.stretch.start.year + 1
    return place(last._replace(year=year, weekday=None), Scene(None, year))
