"""From a match of the grammar of points to the parts it names: one small reader for each named group."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from timeline.dates import real_day
from timeline.numerals import to_int
from timeline.timex import words
from timeline.timex.grammar import WEEKDAYS, point_pattern
from timeline.timex.types import Point

Group = dict[str, str]
Fields = dict[str, Any]


def point_of(match: re.Match[str]) -> Point | None:
    """The parts of a matched point, or None where they make no date (2月30日, 13月, 25时)."""
    group = {name: words_ for name, words_ in zip(_names(), match.groups(), strict=True) if words_}
    fields: Fields = {}
    for name in group:
        reader = _READERS.get(name)
        more = reader(group) if reader else None
        if more is None:
            if reader:
                return None
            continue
        fields.update(more)
    return Point(**fields) if possible(fields) else None


@cache
def _names() -> tuple[str, ...]:
    """The names of the groups of the grammar, in order."""
    index = point_pattern().groupindex
    return tuple(sorted(index, key=index.__getitem__))


def possible(fields: Fields) -> bool:
    """Whether the numbers can be a date at all."""
    month, day = fields.get("month"), fields.get("day")
    if month is not None and not 1 <= month <= 12:
        return False
    if day is None:
        return True
    if fields.get("lunar"):
        return bool(1 <= day <= 30)
    if month is None:
        return bool(1 <= day <= 31)
    return real_day(fields.get("year") or 2000, month, day) is not None


# ---------------------------------------------------------------- one reader for each named group
# A reader is given all groups that matched and returns fields of Point, or None where there is no such date.


def _iso(group: Group) -> Fields | None:
    year, month, day = (int(n) for n in re.split(r"[-/.\s]", group["iso"]))
    return {"year": year, "month": month, "day": day} if real_day(year, month, day) else None


def _year(group: Group) -> Fields | None:
    printed = group.get("year") or group["bare_year"]
    year = to_int(printed)
    return None if year is None else {"year": full_year(year, len(printed))}


def full_year(year: int, figures: int) -> int:
    """Two figures of a year made four: 97 is 1997, 14 is 2014, 33 is 1933."""
    if figures != 2 or year > 99:
        return year
    return 2000 + year if year < 30 else 1900 + year


def _era(group: Group) -> Fields | None:
    count = 1 if group["era_year"] == "元" else to_int(group["era_year"])
    return {"year": words.eras()[group["era"]] + (count or 0)}


_SHORT_YEARS = {"今": 0, "去": -1, "前": -2, "明": 1}
_HALVES = {"上": 1, "前": 1, "下": 2, "后": 2}
_QUARTER_SHIFTS = {"本": 0, "当": 0, "这": 0, "上": -1, "上上": -2, "下": 1, "下下": 2}
_COUNT_UNITS = {
    "月": "month",
    "季度": "quarter",
    "周": "week",
    "星期": "week",
    "礼拜": "week",
    "天": "day",
    "日": "day",
}


def _quarter(group: Group) -> Fields | None:
    return {"quarter": to_int(group.get("q1") or group["q2"])} | _quarter_part(group.get("q_part"))


def _shifted_quarter(group: Group) -> Fields | None:
    return {"quarter_shift": _QUARTER_SHIFTS[group["q_word"]]} | _quarter_part(group.get("q_part2"))


def _quarter_part(word: str | None) -> Fields:
    return {"part": _part_of(word)} if word else {}


def _part_of(word: str) -> str:
    """初, 中 or 底."""
    return "底" if word[-1] in "底末终尾" else word[-1]


def _counted(end: str, count: str, unit: str) -> Fields:
    n = to_int(count) or 0
    return {"first_of": (n if end in ("前", "头") else -n, _COUNT_UNITS[unit])}


def _so_far(group: Group) -> Fields | None:
    quarters = group.get("so_far_quarters")
    return _counted("前", quarters or group["so_far_months"], "季度" if quarters else "月")


def _solo_day(group: Group) -> Fields | None:
    day = to_int(group["solo_day"])
    return {"day": day} if day and 1 <= day <= 31 else None


_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}


def _month(group: Group) -> Fields | None:
    month = _LUNAR_MONTHS.get(group["month"]) or to_int(group["month"])
    if _is_lunar(group):
        return {"month": month, "lunar": True, "leap": "leap" in group}
    return {"month": month}


def _is_lunar(group: Group) -> bool:
    """Whether a month is counted by the moon: said so, 正月, 初五, 廿二, or a bare 八月十五 without a printed year."""
    if "lunar" in group or "leap" in group or "lunar_day" in group or group["month"] in _LUNAR_MONTHS:
        return True
    day = group.get("lunar_day2")
    return (
        day is not None
        and group["month"] != "一"
        and (day[0] == "廿" or not ("year" in group or "bare_year" in group))
    )


def _third(group: Group) -> Fields | None:
    word = group["third"]
    return {"part": word if len(word) > 1 and word[0] != "月" else _part_of(word)}


def _nth_week(group: Group) -> Fields | None:
    return {"nth": (to_int(group["m_nth"]) or 0, "week")} | _weekday_in(group.get("m_weekday"))


def _weekday_in(word: str | None) -> Fields:
    return {"weekday": WEEKDAYS[word[-1]]} if word else {}


def _day_word(group: Group) -> Fields | None:
    word = words.days()[group["day_word"]]
    fields: Fields = {"label": words.parts()[word.part].label} if word.part else {}
    return fields | ({"day_shift": word.shift} if word.shift is not None else {"anaphor": word.anaphor})


def _week(group: Group) -> Fields | None:
    step = group["week"][0]
    shift = group["week"].count(step) * {"上": -1, "下": 1}.get(step, 0)
    return (
        {"week_shift": shift}
        | _weekday_in(group.get("week_day"))
        | ({"weekend": True} if "weekend" in group else {})
    )


def _clock(group: Group) -> Fields | None:
    hour = to_int(group.get("hour") or group["hour2"])
    minute = to_int(group.get("minute") or group.get("minute2") or "")
    second = to_int(group.get("second") or group.get("second2") or "")
    if "half_hour" in group:
        minute = 30
    elif "quarter_hour" in group:
        minute = 15 * (to_int(group["quarter_hour"]) or 0)
    if hour is None or hour > 24 or (minute or 0) > 59 or (second or 0) > 59:
        return None
    if hour == 24 and not minute:
        return {"part": "24时"}  # the end of the day: no later than the day itself
    day_word = words.days().get(group.get("day_word", ""))
    part = words.parts().get(group.get("part") or (day_word.part if day_word else ""))
    return {"hour": full_hour(hour, part, group.get("ampm", "")), "minute": minute, "second": second}


def full_hour(hour: int, part: words.Part | None, ampm: str) -> int:
    """The hour of a day of twenty-four that a clock hour beside a part of the day means."""
    if ampm:
        return hour % 12 + (12 if ampm[0] == "p" else 0)
    if part and hour in part.pm:
        return hour + 12
    return 0 if part and part.label == "DA" and hour == 12 else hour


_CLIPPED = {"今": 0, "昨": -1, "前": -2, "明": 1}

_READERS: dict[str, Callable[[Group], Fields | None]] = {
    "about": lambda group: {"about": True},
    "iso": _iso,
    "year": _year,
    "bare_year": _year,
    "era": _era,
    "year_word": lambda group: {"year_shift": words.shifts("year")[group["year_word"]]},
    "short_year": lambda group: {"year_shift": _SHORT_YEARS[group["short_year"]]},
    "same_year": lambda group: {"anaphor": "year"},
    "next_year": lambda group: {"anaphor": "next-year"},
    "half": lambda group: {"half": _HALVES[group["half"][0]]},
    "q1": _quarter,
    "q2": _quarter,
    "q_word": _shifted_quarter,
    "season": lambda group: {"season": group["season"]},
    "count": lambda group: _counted(group["count_end"], group["count"], group["count_unit"]),
    "so_far": _so_far,
    "nth": lambda group: {"nth": (to_int(group["nth"]) or 0, _COUNT_UNITS[group["nth_unit"]])},
    "year_part": lambda group: {"part": "年" + _part_of(group["year_part"])},
    "month_part": lambda group: {"month_shift": 0, "part": _part_of(group["month_part"])},
    "festival": lambda group: {"festival": group["festival"]},
    "quoted": lambda group: {"festival": group["quoted"]},
    "holiday": lambda group: {"part": "期间", "about": True},
    "solo_day": _solo_day,
    "lunar_year": lambda group: {"year": to_int(group["lunar_year"])},
    "month": _month,
    "month_word": lambda group: {"month_shift": words.shifts("month")[group["month_word"]]},
    "same_month": lambda group: {"anaphor": "month"},
    "third": _third,
    "m_nth": _nth_week,
    "m_last_weekday": lambda group: {"nth": (-1, "week")} | _weekday_in(group["m_last_weekday"]),
    "m_count": lambda group: _counted(group["m_count_end"], group["m_count"], group["m_count_unit"]),
    "lunar_day": lambda group: {"day": to_int(group["lunar_day"])},
    "lunar_day2": lambda group: {"day": to_int(group["lunar_day2"])},
    "day": lambda group: {"day": to_int(group["day"])},
    "bare_day": lambda group: {"day": to_int(group["bare_day"])},
    "day_word": _day_word,
    "that_day": lambda group: {"label": "EV"} if group["that_day"] == "当晚" else {},
    "bracketed": lambda group: {"day_shift": _CLIPPED[group["bracketed"]]},
    "clipped": lambda group: {"day_shift": _CLIPPED[group["clipped"]]},
    "nth_day": lambda group: {"anaphor": "nth", "nth": (to_int(group["nth_day"]) or 1, "day")},
    "week": _week,
    "weekday": lambda group: _weekday_in(group["weekday"]),
    "weekend_word": lambda group: {"weekend": True},
    "weekday_first": lambda group: _weekday_in(group["weekday_first"]),
    "weekday_in": lambda group: _weekday_in(group["weekday_in"]),
    "weekday_after": lambda group: _weekday_in(group["weekday_after"]),
    "part": lambda group: {"label": words.parts()[group["part"]].label},
    "hour": _clock,
    "hour2": _clock,
}
