"""Days that fall differently each year: weekdays, lunar dates, festivals, leap days, years of the zodiac."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache

from timeline.anchors.leaf import DayMention, Leaf
from timeline.anchors.printed import WEEKDAYS
from timeline.anchors.testimony import Testimony, testimony
from timeline.numerals import to_int

_WEEKDAY = re.compile(r" ?[(,]? ?(?:星期|礼拜|周)([一二三四五六日天])(?![年期])")
_WEEKDAY_BEFORE = re.compile(r"(?:星期|礼拜|周)([一二三四五六日天])[(,]? ?$")
_LUNAR = re.compile(
    r"(?:(?P<m>闰?[正二三四五六七八九十冬腊][一二]?)月)(?P<d>初[一二三四五六七八九十]|[二廿]?十[一二三四五六七八九]?|廿[一二三四五六七八九]|[二三]十)(?!日)"
)
_ANIMALS = "鼠牛虎兔龙蛇马羊猴鸡狗猪"
_ZODIAC = re.compile(
    rf"(?:农历|金|迎|欢度|恭贺|告别|[两一]到)(?P<a>[{_ANIMALS}])年|(?P<b>[{_ANIMALS}])年(?=春节|新春|大吉|新年|吉祥|迎春|贺岁|第一|伊始|将|新禧|送福|央视|到来|年货)"
)
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_CYCLE = re.compile(rf"(?P<s>[{_STEMS}])(?P<b>[{_BRANCHES}])[{_ANIMALS}]?年(?!间|战|海|变|政|[以之])")
_MOVING = {
    "除夕": (12, -1), "大年三十": (12, -1), "春节": (1, 1), "正月初一": (1, 1), "大年初一": (1, 1), "元宵节": (1, 15), "端午节": (5, 5),
    "端午": (5, 5), "七夕": (7, 7), "中元节": (7, 15), "中秋节": (8, 15), "中秋": (8, 15), "重阳节": (9, 9), "腊八": (12, 8), "龙抬头": (2, 2),
}  # fmt: skip
_FESTIVAL = "|".join(sorted(_MOVING, key=len, reverse=True))
_FESTIVAL_AFTER = re.compile(
    rf"[)(,]?(?:正是|是|为|即|系|正值|恰逢|迎来)?(?:今年|我国|农历|传统|的|节日|中国|民间|一年一度|\"|甲辰|大年)*(?P<f>{_FESTIVAL})(?![前后期放假])"
)
_FESTIVAL_BEFORE = re.compile(rf"(?P<f>{_FESTIVAL})(?:当天|当日|夜)?\"?[(,](?:即|公历)?$")


def year_of(mention: DayMention, printed: dt.date) -> dt.date | None:
    """The day that ``mention`` means on a page of ``printed``; None where that year has no such day."""
    try:
        day = dt.date(mention.year or printed.year, mention.month, mention.day)
    except ValueError:
        return None
    if mention.year:
        return day
    ahead = (day - printed).days
    shift = -1 if ahead > (270 if mention.tense == "future" else 60) else 1 if ahead < -320 else 0
    try:
        return day.replace(year=day.year + shift)
    except ValueError:
        return None


def weekdays(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """3月20日（星期四）: one year in seven agrees, give or take leap years."""
    for mention in leaf.days:
        match = None if mention.year else _WEEKDAY.match(leaf.after(mention.span.end, 8))
        before = None if match or mention.year else _WEEKDAY_BEFORE.search(leaf.before(mention.span.start, 5))
        found = match or before
        if not found:
            continue
        wanted = WEEKDAYS.index(found[1].replace("天", "日"))
        start = mention.span.start - (len(before[0]) if before else 0)
        quote = leaf.quote(start, mention.span.end + (match.end() if match else 0))

        def fit(day: dt.date, mention: DayMention = mention, wanted: int = wanted) -> float:
            meant = year_of(mention, day)
            return 0.0 if meant and meant.weekday() == wanted else -3.2

        yield testimony(
            quote, "the weekday agrees with the date only in these years", days, fit, f"weekday {start}"
        )


@cache
def lunar_day(year: int, month: int, day: int) -> dt.date:
    """The solar day of a lunar one; ``month`` 12 and ``day`` −1 is New Year's Eve. (lunar_python, MIT)"""
    from lunar_python import Lunar

    if day < 0:
        return lunar_day(year + 1, 1, 1) - dt.timedelta(days=1)
    solar = Lunar.fromYmd(year, month, day).getSolar()
    return dt.date(solar.getYear(), solar.getMonth(), solar.getDay())


def lunar_dates(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """3月27日 beside 二月廿七: agrees once in nineteen years or so."""
    for mention in leaf.days:
        if mention.year:
            continue
        near = leaf.after(mention.span.end, 24)
        match = _LUNAR.search(near)
        if not match or re.search(r"[。;,]", near[: match.start()]):
            continue
        month, day = _lunar_number(match["m"]), to_int(match["d"].replace("初", ""))
        if not month or not day:
            continue
        quote = leaf.quote(mention.span.start, mention.span.end + match.end())

        def fit(printed: dt.date, mention: DayMention = mention, month: int = month, day: int = day) -> float:
            meant = year_of(mention, printed)
            return 0.0 if meant and meant in _lunar_candidates(meant.year, month, day) else -5.0

        yield testimony(quote, "the lunar and the solar date agree only in these years", days, fit)


def _lunar_number(text: str) -> int | None:
    text = text.removeprefix("闰")
    return {"正": 1, "冬": 11, "腊": 12}.get(text) or to_int(text)


@cache
def _lunar_candidates(year: int, month: int, day: int) -> tuple[dt.date, ...]:
    """The solar days of that lunar one in and just before ``year``, leap month included."""
    from lunar_python import Lunar

    found = []
    for lunar_year in (year - 1, year):
        for number in (month, -month):
            try:
                solar = Lunar.fromYmd(lunar_year, number, day).getSolar()
            except Exception:  # the library raises bare Exception for a month or day that year lacks
                continue
            found.append(dt.date(solar.getYear(), solar.getMonth(), solar.getDay()))
    return tuple(found)


def festivals(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """9月8日是中秋节; 端午节（6月2日）."""
    for mention in leaf.days:
        if mention.year:
            continue
        after = _FESTIVAL_AFTER.match(leaf.after(mention.span.end, 20))
        before = _FESTIVAL_BEFORE.search(leaf.before(mention.span.start, 10))
        found = after or before
        if not found:
            continue
        month, day = _MOVING[found["f"]]
        start = mention.span.start - (len(before[0]) if before and not after else 0)
        quote = leaf.quote(start, mention.span.end + (after.end() if after else 0))

        def fit(printed: dt.date, mention: DayMention = mention, month: int = month, day: int = day) -> float:
            meant = year_of(mention, printed)
            return (
                0.0
                if meant
                and meant in (lunar_day(meant.year - 1, month, day), lunar_day(meant.year, month, day))
                else -4.5
            )

        yield testimony(quote, f"{found['f']} falls on that day only in these years", days, fit)


def zodiac(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """马年春节, 甲午年."""
    for match in _ZODIAC.finditer(leaf.text):
        offset = _ANIMALS.index(match["a"] or match["b"])
        yield testimony(
            leaf.quote(*match.span()),
            "the animal of the lunar year",
            days,
            _cycle_fit(offset, 12, 4),
            "zodiac",
        )
        break
    for match in _CYCLE.finditer(leaf.text):
        stem, branch = _STEMS.index(match["s"]), _BRANCHES.index(match["b"])
        offset = next((n for n in range(60) if n % 10 == stem and n % 12 == branch), None)
        if offset is not None:
            yield testimony(
                leaf.quote(*match.span()), "the sexagenary year", days, _cycle_fit(offset, 60, 4), "zodiac"
            )
            break


def _cycle_fit(offset: int, length: int, origin: int):  # type: ignore[no-untyped-def]
    """Fit of the lunar year: its own months, and the weeks before it in which it is awaited."""

    def fit(day: dt.date) -> float:
        def matches(year: int) -> bool:
            return (year - origin) % length == offset

        if matches(day.year):
            return 0.0 if day.month > 1 else -0.3
        if day.month <= 2 and matches(day.year - 1):
            return -0.7
        if day.month >= 11 and matches(day.year + 1):
            return -0.7
        return -4.0

    return fit


def leap_days(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """2月29日 is printed in leap years."""
    for mention in leaf.days:
        if mention.year is None and (mention.month, mention.day) == (2, 29):
            yield testimony(
                leaf.quote(*mention.span), "a day of leap years", days,
                lambda day: 0.0 if day.year % 4 == 0 else (-1.5 if day.year % 4 == 1 and day.month == 1 else -5.0),
            )  # fmt: skip
            return
