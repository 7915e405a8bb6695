"""Whether what could be a time is meant as one: a look at the few characters around a match."""

from __future__ import annotations

import re
from functools import cache

from timeline.lexicon import lines
from timeline.numerals import to_int
from timeline.timex.types import Point

_BARE_CLOCK_AFTER = re.compile(r"[,。、;)过的到至~\-之以前后左开许钟整]|$")
_SAID_POINTS = re.compile(
    r"(?:[了出讲提强列明述等项以下这那哪几好有看占]|建议|意见|要求|第|高|低|升|降|跌|涨)$"
)
_VAGUE_PARTS = frozenset(["黎明", "入夜", "一早", "白天", "日间", "黄昏", "清早"])


def is_meant(text: str, at: int, match: re.Match[str], point: Point, linked: bool = False) -> bool:
    """Whether ``match`` at ``at`` is a time. ``linked``: it is one end of a range, so a bare clock is enough."""
    before = text[max(0, at - 3) : at]
    if match["year"] and not is_year(text, match, before):
        return False
    if point.lunar and _OTHER_CALENDAR.search(text[max(0, at - 10) : at]):
        return False
    if (match["weekday"] or match["festival"]) and _in_a_name(text, match, before):
        return False
    if not _names_a_day(point):
        if match["hour"] or match["hour2"]:
            return bool(point.label or linked) or _is_clock(text, at, match, point, before)
        if point.label and match["part"]:
            return _is_part(text, at, match)
    if match["solo_day"] and not (match["part"] or linked):
        return _is_solo_day(text, match, before)
    return match.group() not in ("约", "大约", "大概")


_TITLE = re.compile(
    r"(?:记者|通讯员|摄影|编辑|作者|联系人|主任|书记|[县市区镇乡局院校村队社组站馆班]长|老师|医生|经理|教授|委员|代表|[队学社会]员|村民|职工|农民|教师|护士|战士)$"
)
_SPEAKS = re.compile(r"[\u4e00-\u9fff]{1,2}(?:说|介绍|表示|告诉|指出|强调|汇报|带|获|摘|夺|被)")


# 贺 and 庆 before the name of a festival are verbs.
_FEASTED = re.compile(r"期间|节|小?长假|假[期日]|黄金周|当天|当日|前|后|之|佳节|将至|到来|来临")


@cache
def _surnames() -> frozenset[str]:
    (single,) = (line.removeprefix("single = ") for line in lines("surnames") if line.startswith("single = "))
    return frozenset(single[:160]) - set("贺于自从")


_OTHER_CALENDAR = re.compile(r"(?:藏历|傣历|彝历|回历|佛历|伊斯兰历)[^,。\n]{0,6}$")


def _in_a_name(text: str, match: re.Match[str], before: str) -> bool:
    """Whether 周一, 国庆 or 夏至 is part of a person's name: behind a surname, or between a title and a verb of a person."""
    whole = match["weekday"] or match["festival"]
    if len(whole) != 2:
        return False
    if match["festival"] and before[-1:] in _surnames() and not _FEASTED.match(text, match.end()):
        return (
            len(before) < 2
            or not "\u4e00" <= before[-2] <= "\u9fff"
            or bool(_TITLE.search(text[max(0, match.start() - 4) : match.start() - 1]))
        )
    return bool(_TITLE.search(before)) and bool(_SPEAKS.match(text, match.end()))


def _names_a_day(point: Point) -> bool:
    """Whether the point says anything longer than hours."""
    named = (point.month, point.day, point.anaphor, point.weekday, point.festival, point.year, point.weekend)
    shifts = (point.day_shift, point.year_shift, point.month_shift, point.week_shift)
    return any(named) or any(shift is not None for shift in shifts)


def _is_clock(text: str, at: int, match: re.Match[str], point: Point, before: str) -> bool:
    """A clock without a day and without a part of the day: 9:30 and 10时 are, 三点 (three points) seldom is."""
    if match["hour2"]:
        return not re.search(r"[0-9A-Za-z比:分]$", before) and (point.hour or 0) < 24
    spelled, end = match.group(), match.end()
    if "时" in spelled:
        return not re.search(r"[第每]$", before) and bool(point.minute or text[end : end + 1] not in "速薪效")
    if point.minute is not None or re.search(r"[钟整正半刻]", spelled):
        return True
    if not text[:at].strip("从在于自") and not text[end:].strip():
        return True
    return (
        not _SAID_POINTS.search(before)
        and bool(_BARE_CLOCK_AFTER.match(text, end))
        and len(spelled.rstrip("点")) > 1
    )


def _is_part(text: str, at: int, match: re.Match[str]) -> bool:
    """A part of the day on its own: 早, 晚, 夜, and words that are names too, count only beside a clock."""
    if len(match["part"]) > 1 and match["part"] not in _VAGUE_PARTS:
        return True
    return not text[:at].strip() and not text[match.end() :].strip()


_NO_DAY_BEFORE = re.compile(r"[第0-9.)\]某整终节假生忌祭纪连本每半数几多百千万休]$")
_NO_DAY_AFTER = re.compile(
    r"[本至]?游|[之]?[一二三四五六七八九十]|报|均|常|活动|巡|训|会战|攻坚|内|以内|之内|(?<!前)期"
)


def _is_solo_day(text: str, match: re.Match[str], before: str) -> bool:
    """A bare 10日 or 10号: 第3日 is no date, 一日 (one day) and 国发〔2014〕20号 are none either."""
    if _NO_DAY_BEFORE.search(before) or _NO_DAY_AFTER.match(text, match.end()):
        return False
    if "号" in match.group():
        return (
            bool(re.search(r"[本每这那下上到至~\-月在于从自,。 ]$|^$", before))
            or not text[match.end() :].strip()
        )
    # A spelled single figure counts days more often than it names one: 三日 is three days.
    return match["solo_day"].isdigit() or len(match["solo_day"]) > 1


_YEAR_BEFORE = re.compile(r"[自从于在到至]$|[(\"《]$|截止?至?$")
_LENGTH_AFTER = re.compile(r"[来内间多之以的时]|前[^,]|后[^,]")
_FINER = ("month", "half", "q1", "q2", "year_part", "season", "nth", "festival")


# No newspaper tells of so late a year.
_NO_NEWS_OF = 2199


def is_year(text: str, match: re.Match[str], before: str) -> bool:
    """Whether a number before 年 names a year and does not count years."""
    printed = match["year"]
    value = to_int(printed) or 0
    if value > _NO_NEWS_OF and before.endswith(("了", "达", "经", "近", "逾")):
        return False  # 延续了2600年的农业税
    if len(printed) == 4 or "千" in printed:
        return 1000 <= value <= 2999 and not before.endswith(".")
    if any(match[name] for name in _FINER) or printed[0] in "〇零0":
        return True
    if len(printed) == 3:
        return before.endswith(("在", "元")) or not (before or printed.isdigit())
    tail = text[match.end("year") + 1 : match.end("year") + 4]
    if not printed.isdigit():
        return not _LENGTH_AFTER.match(tail)
    return bool(_YEAR_BEFORE.search(before)) and not _LENGTH_AFTER.match(tail)
