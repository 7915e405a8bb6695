"""The grammar of what comes again: ``每天8时``, ``每周五``, ``一季度召开一次``, ``周例会``, ``每月月底``."""

from __future__ import annotations

import re
from functools import cache

from timeline.numerals import to_int, to_number
from timeline.timex import words
from timeline.timex.points import COUNT, NUM, WEEKDAYS, full_hour
from timeline.timex.types import Recurrence

_UNITS = {
    "天": "day", "日": "day", "晚": "day", "早": "day", "晨": "day", "夜": "day", "工作日": "workday", "周": "week", "星期": "week", "礼拜": "week",
    "周末": "weekend", "双休日": "weekend", "旬": "ten-days", "月": "month", "月度": "month", "季度": "quarter", "季": "quarter", "半年": "half",
    "年": "year", "年度": "year", "小时": "hour", "分钟": "minute", "周度": "week", "日度": "day", "届": "",
}  # fmt: skip
_UNIT = r"(?:工作日|周末|双休日|半年|季度|星期|礼拜|小时|分钟|[天日周月季年旬])"
# What is done in a rhythm: 周例会, 月考核, 一天一巡查.
_DONE = (
    r"(?:例会|通报|考核|讲评|调度|检查|排名|点评|评比|巡查|督查|督导|汇报|报告|小结|总结|评议|研判|会商|碰头|晾晒|曝光|公示|评估|清零|更新|轮值|会议|简报|盘点|分析"
    r"|检测|监测|体检|培训|学习|一练|主题|主题日|走访|观摩|评选|对账|交账|推进会|调度会|例行|碰头会|安排|计划会|清单|签到|巡检|消毒|打卡|体温|报送|推送)"
)


@cache
def recurrence_pattern() -> re.Pattern[str]:
    """Every way of saying that something comes again."""
    clock = (
        rf"(?:(?P<part>{words.alternatives(words.parts())})(?![会餐报饭市班校自]))?"
        rf"(?:(?P<hour>{NUM})(?:时(?![间代期刻候])|点(?:钟|整)?)(?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<minute>{NUM})分?)?|(?P<hour2>[0-9]{{1,2}}):(?P<minute2>[0-9]{{2}}))?"
    )
    day = (
        rf"(?:(?P<weekday>[一二三四五六日天](?![年月日天周个次家名位项条]))(?P<more_weekdays>(?:(?:[、和及,]|至|到|-|~)(?:周|星期|礼拜)?[一二三四五六日天](?![年月日天个次]))*)"
        rf"|(?P<on_workdays>工作日)|(?P<month_end>月?底|月末)|(?P<year_end>年?底|年末)|(?P<month_start>月?初)"
        rf"|的?(?P<month>{NUM})月(?:份)?(?:(?P<month_day>{NUM})[日号])?|的?第?(?P<monthday>{NUM})[日号](?![楼线])(?P<more_days>(?:[、和及,]{NUM}[日号])*)|的?(?:第(?P<nth>[一二三四1-4])个?|(?P<last>最后一个?))(?:周|星期|礼拜)(?P<nth_weekday>[一二三四五六日天])|的?最后一(?P<last_day>天|个工作日)|的?(?P<festival>{words.festival_pattern()}))?"
    )
    each = rf"每(?:隔|逢|到)?(?P<n>{COUNT}|半)?个?(?P<unit>{_UNIT}|[晚早晨夜](?!报|餐|饭|会)){day}{clock}"
    fixed = rf"(?<![本上下这一二三四五六七八九十两几每0-9个半])(?P<rhythm>[日周旬月季年]|月度|季度|年度)(?={_DONE})(?P<done>{_DONE})"
    once = rf"(?P<n2>{COUNT}|半)个?(?P<unit2>{_UNIT}|[天日周月季年])(?:[^,。;:、\n0-9一二三四五六七八九十]{{0,6}}一次|一(?:{_DONE}|[练评会讲报查访换巡考结调清]|小[^,。]))"
    return re.compile(
        rf"(?P<each>{each})|(?P<fixed>{fixed})|(?P<once>{once})|(?P<span_days>(?:周|星期)(?P<from>[一二三四五六日])(?:至|到|-|~)(?:周|星期)(?P<till>[一二三四五六日天]))|(?P<daily>逐日|逐月|按月|按季度?|逐年)(?=[^,。])"
    )


def rhythm_marks() -> list[str]:
    """What is done in a rhythm, word by word."""
    return _DONE.removeprefix("(?:").removesuffix(")").split("|")


def rhythm_start() -> str:
    """Where a rhythm can begin that no number opens, as a piece of a regular expression."""
    before = "(?<![本上下这一二三四五六七八九十两几每0-9个半])"
    return f"每|逐(?=[日月年])|按(?=[月季])|{before}(?:[日周旬月季年]|月度|季度|年度)(?={_DONE})"


def recurrence_of(match: re.Match[str]) -> Recurrence | None:
    """The rhythm a match of :func:`recurrence_pattern` gives."""
    if match["fixed"]:
        return Recurrence(1, _UNITS[match["rhythm"]])
    if match["daily"]:
        return Recurrence(1, _UNITS[match["daily"].strip("逐按")[:1]])
    if match["once"]:
        n = to_number(match["n2"])
        return Recurrence(n, _UNITS[match["unit2"]]) if n else None
    if match["span_days"]:
        first, last = WEEKDAYS[match["from"]], WEEKDAYS[match["till"]]
        return Recurrence(1, "week", tuple(range(first, last + 1))) if first < last else None
    return _each(match)


def _each(match: re.Match[str]) -> Recurrence | None:
    n = to_number(match["n"]) if match["n"] else 1
    if not n:
        return None
    n += 1 if match["each"].startswith("每隔") else 0
    unit = _UNITS[match["unit"]]
    part = words.parts().get(
        match["part"] or ({"晚": "晚", "早": "早", "晨": "清晨", "夜": "夜"}.get(match["unit"], ""))
    )
    hour_text = match["hour"] or match["hour2"]
    hour = to_int(hour_text) if hour_text else None
    minute_text = match["minute"] or match["minute2"]
    minute = (
        30
        if match["half"]
        else 15 * (to_int(match["quarter"]) or 0)
        if match["quarter"]
        else to_int(minute_text)
        if minute_text
        else None
    )
    month = to_int(match["month"]) if match["month"] else None
    monthdays = _monthdays(match)
    if (hour or 0) > 24 or (month or 1) > 12 or any(not -1 <= day <= 31 or day == 0 for day in monthdays):
        return None
    if match["year_end"] and unit == "year":
        month = 12
    festival = words.festivals().get(match["festival"] or "")
    if festival and festival.date:
        month, monthdays = festival.date[0], (festival.date[1],)
    return Recurrence(
        n, unit, _weekdays(match), month, monthdays, part.label if part else "",
        None if hour is None else full_hour(hour, part, "") % 24, minute if hour is None or minute is not None else 0, match["festival"] or "",
    )  # fmt: skip


def _monthdays(match: re.Match[str]) -> tuple[int, ...]:
    if match["unit"] == "月" and (match["month_end"] or match["last_day"]):
        return (-1,)
    if match["unit"] == "月" and match["month_start"]:
        return (1,)
    printed = [
        match["month_day"] or match["monthday"],
        *re.findall(r"[^、和及,日号]+", match["more_days"] or ""),
    ]
    return tuple(day for text in printed if text and (day := to_int(text)) is not None)


def _weekdays(match: re.Match[str]) -> tuple[int, ...]:
    if match["on_workdays"]:
        return (1, 2, 3, 4, 5)
    if not match["weekday"] or match["unit"] not in ("周", "星期", "礼拜"):
        return ()
    first = WEEKDAYS[match["weekday"]]
    more = match["more_weekdays"] or ""
    if more and more[0] in "至到-~":
        return tuple(range(first, WEEKDAYS[more[-1]] + 1))
    return (first, *(WEEKDAYS[char] for char in more if char in WEEKDAYS))


_FREQ = {"hour": ("HOURLY", 1), "minute": ("MINUTELY", 1), "day": ("DAILY", 1), "workday": ("WEEKLY", 1), "week": ("WEEKLY", 1), "weekend": ("WEEKLY", 1), "ten-days": ("DAILY", 10), "month": ("MONTHLY", 1), "quarter": ("MONTHLY", 3), "half": ("MONTHLY", 6), "year": ("YEARLY", 1)}  # fmt: skip
_DAYS = ["", "MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def rrule(rhythm: Recurrence) -> str:
    """The RFC 5545 rule of a rhythm: ``FREQ=WEEKLY;BYDAY=FR``."""
    freq, step = _FREQ[rhythm.unit]
    interval = rhythm.n * step
    if interval != int(interval):  # 每半月
        freq, interval = (
            ("DAILY", 15)
            if freq == "MONTHLY"
            else ("MONTHLY", 6)
            if freq == "YEARLY"
            else ("DAILY", max(1, int(interval)))
        )
    parts = [f"FREQ={freq}"] + ([f"INTERVAL={int(interval)}"] if interval > 1 else [])
    weekdays = rhythm.weekdays or {"workday": (1, 2, 3, 4, 5), "weekend": (6, 7)}.get(rhythm.unit, ())
    if weekdays:
        parts.append("BYDAY=" + ",".join(_DAYS[n] for n in weekdays))
    if rhythm.month:
        parts.append(f"BYMONTH={rhythm.month}")
    if rhythm.monthdays:
        parts.append("BYMONTHDAY=" + ",".join(map(str, rhythm.monthdays)))
    if rhythm.hour is not None:
        parts += [f"BYHOUR={rhythm.hour}", f"BYMINUTE={rhythm.minute or 0}"]
    return ";".join(parts)
