"""The day within its year: after the last thing reported as past, before the first still expected."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from timeline.anchors.calendar_clues import lunar_days, year_of
from timeline.anchors.leaf import DayMention, Leaf

# A page without a later sign appears within so many days of the last thing it reports.
USUAL_DELAY = 7
_TODAY = re.compile(r"(?:今日|今天|本日|今晨|今晚)[(,:]?(?:即|是)?$")
_TODAY_AFTER = re.compile(r"[(,](?:今日|今天|本日|今晚)")
_TOMORROW = re.compile(r"(?:明日|明天|明晚|明起)[(,]?$|^[(,](?:明日|明天)")


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day reported as past (month, day), and whether it is the day of issue itself."""

    month: int
    day: int
    quote: str
    is_issue: bool = False

    def in_year(self, year: int) -> dt.date | None:
        """That day in ``year``; None for 29 February of a common year."""
        try:
            return dt.date(year, self.month, self.day)
        except ValueError:
            return None


def last_day(leaf: Leaf) -> LastDay | None:
    """The end of the page's freshest run of reported days, or the day it calls today."""
    for mention in leaf.days:
        if _TODAY.search(leaf.before(mention.span.start, 5)) or _TODAY_AFTER.match(
            leaf.after(mention.span.end, 4)
        ):
            return LastDay(mention.month, mention.day, leaf.quote(*mention.span), True)
    past = [mention for mention in leaf.days if mention.tense == "past" and not _old(leaf, mention)]
    if not past:
        return None
    best = max(past, key=lambda mention: (_support(mention, past), mention.span.start))
    return LastDay(best.month, best.day, leaf.quote(*best.span))


def _old(leaf: Leaf, mention: DayMention) -> bool:
    """A day whose printed year is not the latest that any past day of the page carries."""
    if mention.year is None:
        return False
    latest = max(other.year for other in leaf.days if other.year)
    return mention.year < latest or (
        any(other.year is None and other.lead for other in leaf.days) and not mention.lead
    )


def _support(last: DayMention, past: Sequence[DayMention]) -> float:
    """How well ``last`` ends the page's fresh news: days in the weeks before it speak for, days just after against."""
    score = 0.0
    for mention in past:
        weight = 2.5 if mention.lead else 0.6
        back = (last.ordinal - mention.ordinal) % 366
        if back <= 10:
            score += weight * (1 - back / 40)
        elif back <= 45:
            score += weight * 0.3
        elif back > 366 - 30:
            score -= weight * (1.2 if mention.lead else 0.8)
    return score


def window(leaf: Leaf, last: LastDay, year: int, latest: dt.date) -> tuple[dt.date, dt.date, dt.date] | None:
    """Best day, earliest and latest day of print in ``year`` (that of the day of print)."""
    day = last.in_year(year)
    if day is None:
        return None
    if last.is_issue:
        return day, day, day
    first = day + dt.timedelta(days=1)
    if first.year > year:  # reported on New Year's Eve, printed in the new year
        day, first = last.in_year(year - 1) or day, dt.date(year, 1, 1)
    until = min(_first_expected(leaf, first), latest)
    until = max(first, until)
    return first, first, until


def _first_expected(leaf: Leaf, first: dt.date) -> dt.date:
    """The last day on which everything the page expects is still ahead."""
    bound = first + dt.timedelta(days=USUAL_DELAY - 1)
    for mention in leaf.days:
        if mention.tense == "future":
            meant = year_of(mention, first)
            if meant and first <= meant < bound:
                bound = meant
    festival = _festival_ahead(leaf, first)
    if festival:
        bound = festival - dt.timedelta(days=1)
    return bound


_AHEAD = re.compile(
    r"(清明|端午|中秋|春节|国庆|元旦|五一)\"?(?:节|假期|佳节|小长假)*\"?(?:之后|将至|来临|临近|即将到来|到来之际|即将来临|前夕|后尽快|过后)"
)


def _festival_ahead(leaf: Leaf, first: dt.date) -> dt.date | None:
    """A festival within the next weeks of which the page says that it is still ahead."""
    for match in _AHEAD.finditer(leaf.text):
        day = festival_day(match[1], first.year)
        if first < day <= first + dt.timedelta(days=21):
            return day
    return None


def festival_day(name: str, year: int) -> dt.date:
    """The day of a public festival in ``year``."""
    fixed = {"国庆": (10, 1), "元旦": (1, 1), "五一": (5, 1), "清明": (4, 5 if year % 4 > 1 else 4)}
    if name in fixed:
        return dt.date(year, *fixed[name])
    month, day = {"端午": (5, 5), "中秋": (8, 15), "春节": (1, 1)}[name]
    return next(one for one in lunar_days(year, month, day) if one.year == year)


_MONTH_SIGNS: tuple[tuple[re.Pattern[str], tuple[float, ...], str], ...] = ()
_AS_OF = re.compile(r"(?:截[至止]到?|[1一][-至到~])(?P<m>1[0-2]|[1-9])月(?:底|末|份)")
_MONTH = re.compile(r"(?<![0-9年至到-])(?P<m>1[0-2]|[1-9])月(?:份|初|上旬|中旬|下旬|底|以来)")
_SEASONS: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("春耕|春季植树|义务植树|春灌|麦田管理|返青", (2, 3, 4)), ("三夏|夏收|麦收|小麦机收", (5, 6)), ("三秋|秋收|秋种|秋粮", (9, 10, 11)),
    ("两节期间|元旦、?春节|元旦春节", (12, 1, 2)), ("年货|春运", (1, 2)), ("高考", (5, 6, 7)), ("暑期|防溺水", (6, 7, 8)),
    ("防汛|汛期", (5, 6, 7, 8)), ("供暖|采暖期|取暖", (10, 11, 12, 1, 2)), ("上半年(?:全|，|,|实现|完成|共)", (7, 8)),
    ("清明", (3, 4)), ("端午", (5, 6)), ("中秋", (9,)), ("国庆", (9, 10)), ("重阳", (10,)), ("年终|岁末|年末", (12, 1)), ("开门红|首季", (1, 2, 3, 4)),
)  # fmt: skip


def month_weights(leaf: Leaf) -> dict[int, float]:
    """Log-weights of the twelve months for a page that reports no day."""
    weights = dict.fromkeys(range(1, 13), 0.0)
    for match in _AS_OF.finditer(leaf.text):
        month = int(match["m"])
        for other in weights:
            weights[other] += {1: 0.0, 2: -1.2, 0: -1.5}.get((other - month) % 12, -3.0)
        break
    for number in {int(match["m"]) for match in _MONTH.finditer(leaf.text)}:
        for other in weights:
            weights[other] += {0: 0.0, 1: 0.0, 2: -0.5}.get((other - number) % 12, -1.0)
    for words, months in _SEASONS:
        if re.search(words, leaf.text):
            for other in weights:
                weights[other] += 0.0 if other in months else -1.0
    return weights
