"""The grammar of what comes again: ``每天8时``, ``每周五``, ``一季度召开一次``, ``周例会``, ``每月月底``."""

from __future__ import annotations

import re
from functools import cache

from timeline.numerals import to_int, to_number
from timeline.timex import words
from timeline.timex.grammar import COUNT, NUM, WEEK, WEEKDAYS
from timeline.timex.points import full_hour
from timeline.timex.types import Recurrence

_UNITS = {
    "天": "day", "日": "day", "晚": "day", "早": "day", "晨": "day", "夜": "day", "工作日": "workday", "周": "week", "星期": "week", "礼拜": "week",
    "周末": "weekend", "双休日": "weekend", "旬": "ten-days", "月": "month", "月度": "month", "季度": "quarter", "季": "quarter", "半年": "half",
    "年": "year", "年度": "year", "小时": "hour", "分钟": "minute",
}  # fmt: skip
_UNIT = r"(?:工作日|周末|双休日|半年|季度|星期|礼拜|小时|分钟|[天日周月季年旬])"
# What is done in a rhythm: 周例会, 月考核, 一天一巡查.
_DONE = [
    "例会",
    "通报",
    "考核",
    "讲评",
    "调度",
    "检查",
    "排名",
    "点评",
    "评比",
    "巡查",
    "督查",
    "督导",
    "汇报",
    "报告",
    "小结",
    "总结",
    "评议",
    "研判",
    "会商",
    "碰头",
    "晾晒",
    "曝光",
    "公示",
    "评估",
    "清零",
    "更新",
    "轮值",
    "会议",
    "简报",
    "盘点",
    "分析",
    "检测",
    "监测",
    "体检",
    "培训",
    "学习",
    "一练",
    "主题",
    "走访",
    "观摩",
    "评选",
    "对账",
    "交账",
    "推进会",
    "例行",
    "安排",
    "计划会",
    "清单",
    "签到",
    "巡检",
    "消毒",
    "打卡",
    "体温",
    "报送",
    "推送",
]
_DONE_PATTERN = f"(?:{'|'.join(_DONE)})"
_PARTS_OF_UNITS = {"晚": "晚", "早": "早", "晨": "清晨", "夜": "夜"}
_NOT_AFTER_WEEKDAY = "(?![年月日天周个次家名位项条])"


def _clock(end: str = "") -> str:
    """A part of the day and a clock; ``end`` marks the groups of the second of two."""
    return (
        rf"(?:(?P<part{end}>{words.alternatives(words.parts())})(?![会餐报饭市班校自]))?"
        rf"(?:(?P<hour{end}>{NUM})(?:时(?![间代期刻候])|点(?:钟|整)?)(?:(?P<half{end}>半)|(?P<quarter{end}>[一三])刻|(?P<minute{end}>{NUM})分?)?"
        rf"|(?P<clock{end}>[0-9]{{1,2}}:[0-9]{{2}}))"
    )


def _day() -> str:
    """On which day of its unit the thing comes: 五, 一至五, 月底, 5日、15日, 5月12日, 最后一个周五, 春节."""
    weekdays = rf"(?P<weekday>[一二三四五六日天]{_NOT_AFTER_WEEKDAY})(?P<more_weekdays>(?:(?:[、和及,]|至|到|-|~){WEEK}?[一二三四五六日天]{_NOT_AFTER_WEEKDAY})*)"
    months = rf"的?(?P<month>{NUM})月(?:份)?(?:(?P<month_day>{NUM})[日号](?:(?:至|到|-|~)(?:{NUM}月)?{NUM}[日号])?|(?:至|到|-|~)(?P<to_month>{NUM})月(?:份)?)?"
    monthdays = rf"的?第?(?P<monthday>{NUM})[日号](?![楼线])(?P<more_days>(?:[、和及,]{NUM}[日号])*)"
    nth = rf"的?(?:第(?P<nth>[一二三四1-4])个?|(?P<last>最后一个?)){WEEK}(?P<nth_weekday>[一二三四五六日天])"
    ends = r"(?P<on_workdays>工作日)|(?P<month_end>月?底|月末)|(?P<year_end>年?底|年末)|(?P<month_start>月?初)|的?最后一(?P<last_day>天|个工作日)"
    return f"(?:{weekdays}|{ends}|{months}|{monthdays}|{nth}|的?(?P<festival>{words.festival_pattern()}))?"


@cache
def recurrence_pattern() -> re.Pattern[str]:
    """Every way of saying that something comes again."""
    each = (
        rf"每(?:隔|逢|到)?(?P<n>{COUNT}|半)?个?(?P<unit>{_UNIT}|[晚早晨夜](?!报|餐|饭|会)){_day()}"
        rf"(?:{_clock()}(?:(?:至|到|-|~){_clock('_till')})?|(?P<part_only>{words.alternatives(words.parts())})(?![会餐报饭市班校自]))?"
    )
    fixed = rf"{_FREE}(?P<rhythm>[周旬月季]|(?<!周)年(?!主题)|{_NO_NAMED_DAY}日(?!主题)|月度|季度|年度)(?P<done>{_DONE_PATTERN})"
    once = (
        rf"(?P<n2>{COUNT}|半)个?(?P<unit2>{_UNIT}|[天日周月季年])"
        rf"(?:[^,。;:、\n0-9一二三四五六七八九十难不没未才]{{0,6}}一次|一(?:{_DONE_PATTERN}|[度届练评会讲报查访换巡考结调清]|小[^,。]))"
    )
    days = r"(?:周|星期)(?P<from>[一二三四五六日])(?:至|到|-|~)(?:周|星期)(?P<till>[一二三四五六日天])(?:(?P<opens>[0-9]{1,2}:[0-9]{2})(?:(?:至|到|-|~)[0-9]{1,2}:[0-9]{2})?)?"
    daily = r"(?P<daily>逐日|逐月|按月|按季度?|逐年)(?=[^,。])"
    return re.compile(f"(?P<each>{each})|(?P<fixed>{fixed})|(?P<once>{once})|(?P<span_days>{days})|{daily}")


# The last of 安全日, 宣传日, 开放日, 主题党日, 纪念日: a day with a name is no rhythm.
_NO_NAMED_DAY = "(?<![全传放党念育假节生动])"
_FREE = "(?<![本上下这一二三四五六七八九十两几每0-9个半])"


def rhythm_start() -> str:
    """Where a rhythm can begin that no number opens, as a piece of a regular expression."""
    return f"每|逐(?=[日月年])|按(?=[月季])|{_FREE}(?:[日周旬月季年]|月度|季度|年度)(?={_DONE_PATTERN})"


def rhythm_marks() -> list[str]:
    """What is done in a rhythm, word by word."""
    return _DONE


def recurrence_of(match: re.Match[str]) -> Recurrence | None:
    """The rhythm a match of :func:`recurrence_pattern` gives; None for impossible numbers."""
    if match["fixed"]:
        return Recurrence(1, _UNITS[match["rhythm"]])
    if match["daily"]:
        return Recurrence(1, _UNITS[match["daily"].strip("逐按")[:1]])
    if match["once"]:
        n = to_number(match["n2"])
        return Recurrence(n, _UNITS[match["unit2"]]) if n else None
    if match["span_days"]:
        first, last = WEEKDAYS[match["from"]], WEEKDAYS[match["till"]]
        hour, _, minute = (match["opens"] or "").partition(":")
        days = tuple(range(first, last + 1))
        return Recurrence(1, "week", days, hour=to_int(hour), minute=to_int(minute)) if first < last else None
    return _each(match)


def _each(match: re.Match[str]) -> Recurrence | None:
    n = (to_number(match["n"]) or 0) if match["n"] else 1
    months, monthdays = _months(match), _monthdays(match)
    time = _time(match)
    possible = (
        n > 0
        and all(1 <= month <= 12 for month in months)
        and all(day == -1 or 1 <= day <= 31 for day in monthdays)
    )
    if not possible or time is None:
        return None
    label, hour, minute = time
    n += match["each"].startswith("每隔")
    return Recurrence(
        n,
        _UNITS[match["unit"]],
        _weekdays(match),
        months,
        monthdays,
        _nth(match),
        label,
        hour,
        minute,
        match["festival"] or "",
    )


def _time(match: re.Match[str]) -> tuple[str, int | None, int | None] | None:
    """The part of the day, the hour and the minute; None where there is no such hour."""
    word = match["part"] or match["part_only"] or _PARTS_OF_UNITS.get(match["unit"], "")
    part = words.parts().get(word)
    label = part.label if part else ""
    printed, _, minutes = (match["clock"] or match["hour"] or "").partition(":")
    hour, minute = to_int(printed), to_int(match["minute"] or minutes)
    if match["half"] or match["quarter"]:
        minute = 30 if match["half"] else 15 * (to_int(match["quarter"]) or 0)
    if not printed:
        return label, None, None
    if hour is None or hour > 24 or (minute or 0) > 59:
        return None
    return label, full_hour(hour, part, "") % 24, minute or 0


def _months(match: re.Match[str]) -> tuple[int, ...]:
    festival = words.festivals().get(match["festival"] or "")
    if festival and festival.date:
        return (festival.date[0],)
    if match["year_end"] and match["unit"] == "年":
        return (12,)
    first, last = to_int(match["month"] or ""), to_int(match["to_month"] or "")
    if first is None:
        return ()
    return tuple(range(first, last + 1)) if last and last > first else (first,)


def _monthdays(match: re.Match[str]) -> tuple[int, ...]:
    festival = words.festivals().get(match["festival"] or "")
    if festival and festival.date:
        return (festival.date[1],)
    if match["unit"] == "月" and (match["month_end"] or match["last_day"]):
        return (-1,)
    if match["unit"] == "月" and match["month_start"]:
        return (1,)
    printed = [
        match["month_day"] or match["monthday"],
        *re.findall(r"[^、和及,日号]+", match["more_days"] or ""),
    ]
    return tuple(day for text in printed if text and (day := to_int(text)) is not None)


def _nth(match: re.Match[str]) -> int:
    return -1 if match["last"] else to_int(match["nth"] or "") or 0


def _weekdays(match: re.Match[str]) -> tuple[int, ...]:
    if match["on_workdays"]:
        return (1, 2, 3, 4, 5)
    if match["nth_weekday"]:
        return (WEEKDAYS[match["nth_weekday"]],)
    if not match["weekday"] or match["unit"] not in ("周", "星期", "礼拜"):
        return ()
    first = WEEKDAYS[match["weekday"]]
    more = match["more_weekdays"] or ""
    if more and more[0] in "至到-~":
        return tuple(range(first, WEEKDAYS[more[-1]] + 1))
    return (first, *(WEEKDAYS[char] for char in more if char in WEEKDAYS))


_FREQ = {
    "hour": ("HOURLY", 1), "minute": ("MINUTELY", 1), "day": ("DAILY", 1), "workday": ("WEEKLY", 1), "week": ("WEEKLY", 1), "weekend": ("WEEKLY", 1),
    "ten-days": ("DAILY", 10), "month": ("MONTHLY", 1), "quarter": ("MONTHLY", 3), "half": ("MONTHLY", 6), "year": ("YEARLY", 1),
}  # fmt: skip
_DAYS = ["", "MO", "TU", "WE", "TH", "FR", "SA", "SU"]
_UNIT_DAYS = {"workday": (1, 2, 3, 4, 5), "weekend": (6, 7)}
_HALVES = {
    "MONTHLY": ("DAILY", 15),
    "YEARLY": ("MONTHLY", 6),
    "WEEKLY": ("DAILY", 3),
    "DAILY": ("HOURLY", 12),
}


def rrule(rhythm: Recurrence) -> str:
    """The RFC 5545 rule of a rhythm: ``FREQ=WEEKLY;BYDAY=FR``; every half month is every fifteen days."""
    freq, step = _FREQ[rhythm.unit]
    interval = int(rhythm.n * step)
    if interval < 1:
        freq, interval = _HALVES.get(freq, (freq, 1))
    parts = [f"FREQ={freq}"] + ([f"INTERVAL={interval}"] if interval > 1 else [])
    weekdays = rhythm.weekdays or _UNIT_DAYS.get(rhythm.unit, ())
    if weekdays:
        parts.append("BYDAY=" + ",".join(f"{rhythm.nth or ''}{_DAYS[n]}" for n in weekdays))
    if rhythm.months:
        parts.append("BYMONTH=" + ",".join(map(str, rhythm.months)))
    if rhythm.monthdays:
        parts.append("BYMONTHDAY=" + ",".join(map(str, rhythm.monthdays)))
    if rhythm.hour is not None:
        parts += [f"BYHOUR={rhythm.hour}", f"BYMINUTE={rhythm.minute or 0}"]
    return ";".join(parts)
