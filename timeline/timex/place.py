"""Putting a point in time on the calendar, given the day of the issue and what was named before."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from timeline.dates import add_months, real_day
from timeline.timex import words
from timeline.timex.relative import by_day_word, by_offset, by_week
from timeline.timex.scene import ONE_DAY, Placed, Scene, day_stretch, year_stretch
from timeline.timex.types import Point, Stretch
from timeline.timex.within import decade_of, within_year

STAND_IN = 2000  # a leap year that stands for a year nobody knows


def place(point: Point, scene: Scene) -> Placed | None:
    """``point`` on the calendar, or None where the words and the scene do not give it."""
    if point.festival and point.anaphor in _BESIDE:
        return _beside_festival(point, scene)
    for way in (by_offset, by_day_word, by_week, _by_calendar):
        placed = way(point, scene)
        if placed is not None:
            return _with_clock(point, placed)
    return None


_BESIDE = {"previous": -ONE_DAY, "next": ONE_DAY}


def _beside_festival(point: Point, scene: Scene) -> Placed | None:
    """国庆节前一天: the day before the festival, not before the day named last."""
    placed = place(point._replace(anaphor=""), scene)
    if placed is None or placed.stretch.start is None or placed.stretch.stop is None:
        return placed
    step = _BESIDE[point.anaphor]
    start, stop = placed.stretch.start + step, placed.stretch.stop + step
    return replace(placed, stretch=placed.stretch._replace(start=start, stop=stop))


# ---------------------------------------------------------------- by year, month and day


def _by_calendar(point: Point, scene: Scene) -> Placed | None:
    if point.decade is not None or point.century is not None:
        return decade_of(point)
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
    elif point.anaphor == "next-year":
        placed.basis = "inherited"
        years = [scene.named_year + 1] if scene.named_year else []
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
    named = scene.month or scene.day
    if point.anaphor == "month" and named:
        placed.basis = "inherited"
        placed.implied.append("month: the one named before")
        return point._replace(month=named.month, year=named.year if scene.day_known else None, anaphor="")
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
        or point.season or (point.nth and point.anaphor != "nth") or point.first_of or point.anaphor in ("year", "next-year") or point.part.startswith("年")
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
    year = scene.today.year
    if point.part.startswith("年"):
        return [year]
    cost = _cost(point, year, scene)
    if cost is not None and cost <= FAR:
        return [year]  # no other year can be nearer
    costs = {year: cost, year - 1: _cost(point, year - 1, scene), year + 1: _cost(point, year + 1, scene)}
    ranked = sorted((cost, year) for year, cost in costs.items() if cost is not None)
    return [year for _, year in ranked]


def _cost(point: Point, year: int, scene: Scene) -> int | None:
    """How far the point, read in ``year``, lies from the issue, in days, and how badly it fits the tense and the weekday."""
    stretch = within_year(point, year)
    if scene.today is None or stretch is None or stretch.start is None or stretch.stop is None:
        return None
    first, last = stretch.start.date(), stretch.stop.date() - ONE_DAY
    ahead, behind = max(0, (first - scene.today).days), max(0, (scene.today - last).days)
    cost = ahead * (1 if scene.tense == "future" else 2) + behind + (0 if year == scene.today.year else FAR)
    if scene.tense == "future" and behind > 15:
        cost += 1000
    if scene.tense == "past" and ahead > 2:
        cost += 200
    if point.weekday and point.day and first.isoweekday() != point.weekday:
        cost += 5000
    return cost


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
