"""Points counted from the issue or from a day named before: 3天前, 昨天, 当日, 下周五."""

from __future__ import annotations

import datetime as dt

from timeline.dates import last_of_month
from timeline.timex.scene import ONE_DAY, Placed, Scene, day_stretch, days_stretch, shifted, year_stretch
from timeline.timex.types import Point, Stretch

_STEP = {"second": dt.timedelta(seconds=1), "minute": dt.timedelta(minutes=1), "hour": dt.timedelta(hours=1), "day": ONE_DAY, "week": 7 * ONE_DAY}  # fmt: skip


def by_offset(point: Point, scene: Scene) -> Placed | None:
    """3天前, 两小时后: a distance from the day of print, from a day named before, or from the moment of speaking."""
    if point.offset is None or scene.today is None:
        return None
    n, unit = point.offset
    stretch = (
        _hours_away(n, unit, scene) if unit in ("second", "minute", "hour") else _days_away(n, unit, scene)
    )
    part = {"month": "month", "quarter": "month", "year": "year"}.get(unit, "day")
    reason = f"{part}: counted from {scene.why_day or f'the day of print {scene.today}'}"
    return Placed(stretch, scene.basis, True, [reason]) if stretch else None


def _hours_away(n: float, unit: str, scene: Scene) -> Stretch:
    """An exact moment in a query; in a report only the day, about."""
    assert scene.today
    at = (scene.now or dt.datetime.combine(scene.today, dt.time())) + n * _STEP[unit]
    return Stretch(at, at, "second") if scene.now else day_stretch(at.date(), True)


def _days_away(n: float, unit: str, scene: Scene) -> Stretch | None:
    """A day for days; about a day for weeks, about a month for months, about a year for years."""
    assert scene.today
    day = shifted(scene.today, n, unit)
    if day is None:
        return None
    if scene.query or unit in ("day", "week", "workday"):
        return day_stretch(day, unit != "day" or n != int(n))
    if unit in ("month", "quarter") or n != int(n):
        return days_stretch(day.replace(day=1), last_of_month(day.year, day.month), "month", True)
    return year_stretch(day.year, True)


def by_day_word(point: Point, scene: Scene) -> Placed | None:
    """昨天 from the day of print; 当天, 次日, 会后 from the day named before."""
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


def by_week(point: Point, scene: Scene) -> Placed | None:
    """上周五, 本周, 周末 and a bare 周三."""
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
