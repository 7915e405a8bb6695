"""Days that fall differently each year: weekdays, lunar dates, festivals, leap days, years of the zodiac."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from timeline.anchors.leaf import DayMention, Leaf
from timeline.anchors.testimony import Testimony, testimony
from timeline.lexicon import load
from timeline.numerals import to_int
from timeline.timex.calendar import solar_term

WEEKDAYS = "一二三四五六日"
WEEKDAYS_EN = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
WEEKDAY_AFTER = re.compile(r" ?[(,]? ?(?:星期|礼拜|周)([一二三四五六日天])(?![年期岁])")
_WEEKDAY_BEFORE = re.compile(r"(?:星期|礼拜|周)([一二三四五六日天])[(,]? ?$")
WEEKDAY_EN_BEFORE = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day,? ?$", re.IGNORECASE)
_LUNAR = re.compile(
    r"[ ,(]{0,2}(?:(?:星期|周)[一二三四五六日天])?[ ,()]{0,3}(?:正值|是|为|即)?(?:农历|阴历|夏历)?[^,。;()\n至到~-]{0,5}?"
    r"(?P<m>闰?[正二三四五六七八九十冬腊][一二]?)月"
    r"(?P<d>初[一二三四五六七八九十]|[二廿]?十[一二三四五六七八九]?|廿[一二三四五六七八九]|[二三]十)(?!日)"
)
_ANIMALS = "鼠牛虎兔龙蛇马羊猴鸡狗猪"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_CYCLE = re.compile(rf"(?P<s>[{_STEMS}])(?P<b>[{_BRANCHES}])[{_ANIMALS}]?年(?!间|战|海|变|政|[以之])")
_WRONG_WEEKDAY, _WRONG_LUNAR, _WRONG_FESTIVAL, _WRONG_ANIMAL = -3.2, -5.0, -4.5, -4.0


def year_of(mention: DayMention, printed: dt.date) -> dt.date | None:
    """The day that ``mention`` means on a page of ``printed``; None where that year has no such day."""
    day = _on(mention.year or printed.year + (mention.turn or 0), mention)
    if day is None or mention.year or mention.turn is not None:
        return day
    ahead = (day - printed).days
    far = 270 if mention.tense == "future" else 60
    shift = -1 if ahead > far else 1 if ahead < -320 else 0
    return _on(day.year + shift, mention)


def _on(year: int, mention: DayMention) -> dt.date | None:
    try:
        return dt.date(year, mention.month, mention.day)
    except ValueError:
        return None


def weekdays(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """3月20日（星期四）: one year in seven agrees, give or take leap years."""
    seen = set()
    for mention in leaf.days:
        found = None if mention.year else _weekday(leaf, mention)
        if found and (key := (mention.month, mention.day, found[2])) not in seen:
            seen.add(key)
            yield _on_weekday(leaf, mention, *found, days)


def _weekday(leaf: Leaf, mention: DayMention) -> tuple[int, int, int] | None:
    """Start, end and number (Monday 0) of the weekday printed beside a day."""
    start, end = mention.span
    if after := WEEKDAY_AFTER.match(leaf.after(end, 8)):
        return start, end + after.end(), WEEKDAYS.index(after[1].replace("天", "日"))
    if before := _WEEKDAY_BEFORE.search(leaf.before(start, 5)):
        return start - len(before[0]), end, WEEKDAYS.index(before[1].replace("天", "日"))
    if before := WEEKDAY_EN_BEFORE.search(leaf.before(start, 12)):
        return start - len(before[0]), end, WEEKDAYS_EN.index(before[1].lower())
    return None


def _on_weekday(
    leaf: Leaf, mention: DayMention, start: int, end: int, weekday: int, days: Sequence[dt.date]
) -> Testimony:
    def fit(day: dt.date) -> float:
        meant = year_of(mention, day)
        return 0.0 if meant and meant.weekday() == weekday else _WRONG_WEEKDAY

    return testimony(
        leaf.quote(start, end), "the weekday agrees with the date only in these years", days, fit
    )


def lunar_dates(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """3月27日 beside 二月廿七: agrees once in nineteen years or so."""
    seen = set()
    for mention in leaf.days:
        match = None if mention.year else _LUNAR.match(leaf.after(mention.span.end, 28))
        if not match:
            continue
        month, day = lunar_month(match["m"]), to_int(match["d"].replace("初", ""))
        key = (mention.month, mention.day, month, day)
        if month and day and key not in seen:
            seen.add(key)
            quote = leaf.quote(mention.span.start, mention.span.end + match.end())
            yield testimony(
                quote,
                "the lunar and the solar date agree only in these years",
                days,
                _lunar_fit(mention, month, day, _WRONG_LUNAR),
            )


def _lunar_fit(mention: DayMention, month: int, day: int, wrong: float) -> Callable[[dt.date], float]:
    def fit(printed: dt.date) -> float:
        meant = year_of(mention, printed)
        return 0.0 if meant and meant in lunar_days(meant.year, month, day) else wrong

    return fit


def lunar_month(text: str) -> int | None:
    """正 → 1, 腊 → 12, 闰四 → 4."""
    text = text.removeprefix("闰")
    return {"正": 1, "冬": 11, "腊": 12}.get(text) or to_int(text)


@cache
def lunar_days(year: int, month: int, day: int) -> tuple[dt.date, ...]:
    """The solar days of a lunar one in the lunar years ``year − 1`` and ``year``, leap months included.

    ``day`` −1 is the last day before the next month (New Year's Eve for month 12). Computed by lunar_python (MIT).
    """
    from lunar_python import Lunar

    if day < 0:
        return tuple(first - dt.timedelta(days=1) for first in lunar_days(year + 1, month % 12 + 1, 1))
    found = []
    for lunar_year in (year - 1, year):
        for number in (month, -month):
            try:
                solar = Lunar.fromYmd(lunar_year, number, day).getSolar()
            except Exception:  # the library raises bare Exception for a month or day that year lacks
                continue
            found.append(dt.date(solar.getYear(), solar.getMonth(), solar.getDay()))
    return tuple(found)


@cache
def _festival_days() -> dict[str, tuple[int, int]]:
    return {
        word: (entry["month"], entry["day"])
        for entry in load("moving_days")["festival"]
        for word in entry["words"]
    }


@cache
def _festival_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A festival after a date, and before one."""
    between = load("moving_days")["between"]
    names = "|".join(sorted(_festival_days(), key=len, reverse=True))
    after = re.compile(f"{between['after_date']}(?P<f>{names})(?!{between['unless_after']})")
    return after, re.compile(f"(?P<f>{names})(?:节)?{between['before_date']}$")


def festivals(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """9月8日是中秋节; 端午节（6月2日）; 中秋节：9月19日至21日放假."""
    after_date, before_date = _festival_patterns()
    seen = set()
    for mention in leaf.days:
        if mention.year:
            continue
        start, end = mention.span
        after = after_date.match(leaf.after(end, 22))
        before = None if after else before_date.search(leaf.before(start, 14))
        found = after or before
        if found and (key := (mention.month, mention.day, found["f"])) not in seen:
            seen.add(key)
            quote = leaf.quote(start - (len(before[0]) if before else 0), end + (after.end() if after else 0))
            why = f"{found['f']} falls on that day only in these years"
            yield testimony(quote, why, days, _festival_fit(leaf, mention, found["f"]))


def _festival_fit(leaf: Leaf, mention: DayMention, name: str) -> Callable[[dt.date], float]:
    """For a printed range the festival must fall inside it."""
    month, day = _festival_days()[name]
    ends = [other for other in leaf.days if other.span == mention.span]

    def fit(printed: dt.date) -> float:
        first, last = year_of(ends[0], printed), year_of(ends[-1], printed)
        if not first or not last:
            return _WRONG_FESTIVAL
        return (
            0.0
            if any(first <= one <= last for one in lunar_days(first.year, month, day))
            else _WRONG_FESTIVAL
        )

    return fit


_TERMS = "立春 雨水 惊蛰 春分 清明 谷雨 立夏 小满 芒种 夏至 小暑 大暑 立秋 处暑 白露 秋分 寒露 霜降 立冬 小雪 大雪 冬至 小寒 大寒"
_TERM_AFTER = re.compile(
    rf"[)(,]?(?:是|为|即|系|值|逢|迎来|正值|恰逢)?(?:今年|农历|传统|的|节气|二十四节气(?:中|之)?|\")*(?P<t>{'|'.join(_TERMS.split())})(?:节气|节|当天|当日)?(?=[,。;)!\"])"
)
_WRONG_TERM = -2.5


def solar_terms(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """12月21日，冬至: a solar term moves by a day within four years."""
    seen = set()
    for mention in leaf.days:
        match = None if mention.year else _TERM_AFTER.match(leaf.after(mention.span.end, 22))
        if match is None or (mention.month, mention.day, match["t"]) in seen:
            continue
        seen.add((mention.month, mention.day, match["t"]))

        def fit(printed: dt.date, mention: DayMention = mention, name: str = match["t"]) -> float:
            meant = year_of(mention, printed)
            return 0.0 if meant and solar_term(meant.year, name) == meant else _WRONG_TERM

        quote = leaf.quote(mention.span.start, mention.span.end + match.end())
        yield testimony(quote, f"{match['t']} falls on that day only in these years", days, fit)


@cache
def _zodiac_pattern() -> re.Pattern[str]:
    words = load("moving_days")["zodiac"]
    return re.compile(f"{words['before']}(?P<a>[{_ANIMALS}])年|(?P<b>[{_ANIMALS}])年(?={words['after']})")


def zodiac(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """马年春节, 甲午年."""
    if match := _zodiac_pattern().search(leaf.text):
        offset = _ANIMALS.index(match["a"] or match["b"])
        yield testimony(
            leaf.quote(*match.span()), "the animal of the lunar year", days, _cycle_fit(offset, 12)
        )
    if match := _CYCLE.search(leaf.text):
        stem, branch = _STEMS.index(match["s"]), _BRANCHES.index(match["b"])
        for offset in range(60):
            if offset % 10 == stem and offset % 12 == branch:
                yield testimony(
                    leaf.quote(*match.span()), "the sexagenary year", days, _cycle_fit(offset, 60)
                )


def _cycle_fit(offset: int, length: int) -> Callable[[dt.date], float]:
    """Fit of the lunar year: its own months, and the weeks before it in which it is awaited. (Year 4 began a cycle.)"""

    def fit(day: dt.date) -> float:
        if (day.year - 4) % length == offset:
            return 0.0 if day.month > 1 else -0.3
        ending = day.month <= 2 and (day.year - 5) % length == offset
        awaited = day.month >= 11 and (day.year - 3) % length == offset
        return -0.7 if ending or awaited else _WRONG_ANIMAL

    return fit


def leap_days(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """2月29日 is printed in leap years."""
    for mention in leaf.days:
        if mention.year is None and (mention.month, mention.day) == (2, 29):
            quote = leaf.quote(*mention.span)
            yield testimony(
                quote, "a day of leap years", days, lambda day: 0.0 if day.year % 4 == 0 else -5.0
            )
            return
