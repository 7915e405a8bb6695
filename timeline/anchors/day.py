"""The day within its year: after the last thing reported as past, before the first still expected."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from timeline.anchors.calendar_clues import lunar_days, lunar_month, year_of
from timeline.anchors.leaf import DayMention, Leaf, cue
from timeline.anchors.printed import heads_page, signs_page
from timeline.lexicon import load
from timeline.numerals import to_int

# A page without a later sign appears within so many days of the last thing it reports.
USUAL_DELAY = 7
# Festivals still ahead bound the day of print within so many days.
_IN_SIGHT = 21
# So many days of the last so many reported on one page make a paper that is no daily.
_SEVERAL, _GATHERED, _SATURDAY = 3, 9, 5
# How much each day of silence before a last day speaks against it, and from when on the silence says nothing.
_LONELY, _LONG_AGO = 0.15, 14
_WEIGHTS = {"report": 3.0, "paragraph": 1.2, "": 0.6}


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day reported as past, and whether it is the day of issue itself.

    ``lunar`` tells that ``month`` and ``day`` are those of the lunar calendar.
    """

    month: int
    day: int
    quote: str
    is_issue: bool = False
    lunar: bool = False

    def in_year(self, year: int) -> dt.date | None:
        """That day in ``year``; None for 29 February of a common year."""
        if self.lunar:
            return next((day for day in lunar_days(year, self.month, self.day) if day.year == year), None)
        try:
            return dt.date(year, self.month, self.day)
        except ValueError:
            return None


def last_day(leaf: Leaf) -> LastDay | None:
    """The day the page calls its own, or the end of its freshest run of reported days."""
    for mention in leaf.days:
        if _is_issue(leaf, mention):
            return LastDay(mention.month, mention.day, leaf.quote(*mention.span), True)
        if day := _beside_it(leaf, mention):
            return LastDay(day.month, day.day, leaf.quote(*mention.span), True)
    if told := _told_twice(leaf):
        return told
    if signature := _signature(leaf):
        return LastDay(signature.month, signature.day, leaf.quote(*signature.span))
    past = _fresh(leaf)
    if not past:
        return _last_lunar_day(leaf)
    weights: dict[int, float] = defaultdict(float)
    for mention in past:
        weights[mention.ordinal] += _WEIGHTS[mention.lead]
    support = {day: _support(day, weights) for day in weights}
    best = max(past, key=lambda mention: (support[mention.ordinal], mention.span.start))
    return LastDay(best.month, best.day, leaf.quote(*best.span))


def _signature(leaf: Leaf) -> DayMention | None:
    """The latest date that signs a notice, on a page without news: whatever else such a page dates is to come."""
    if any(mention.lead == "report" for mention in leaf.days):
        return None
    signed = [mention for mention in leaf.days if mention.year and signs_page(leaf, mention.span)]
    return max(signed, key=lambda mention: (mention.year, mention.month, mention.day), default=None)


_DAYS_FROM = {"大前": 3, "前": 2, "昨": 1, "今": 0, "明": -1, "后": -2}
_SAID_BEFORE = re.compile(r"(大前|[前昨今明后])(?:日|天|晚|晨|早)(?:上午|下午|晚上?|早上)?[(]$")
_SAID_AFTER = re.compile(r"[(](大前|[前昨今明后])(?:日|天|晚)(?:上午|下午|晚上?)?[)]")


def _beside_it(leaf: Leaf, mention: DayMention) -> dt.date | None:
    """The day of issue by 昨日（1月28日）, 明天(12月25日) or 1月28日（昨天）."""
    said = _SAID_BEFORE.search(leaf.before(mention.span.start, 8)) or _SAID_AFTER.match(
        leaf.after(mention.span.end, 8)
    )
    return _issue_by(mention, said[1]) if said else None


def _issue_by(mention: DayMention, said: str) -> dt.date:
    """The day of issue from which ``mention`` is 昨, 今 or 明, in a common year where none is printed; 2月29日 needs another."""
    try:
        day = dt.date(mention.year or 2001, mention.month, mention.day)
    except ValueError:
        day = dt.date(2000, mention.month, mention.day)
    return day + dt.timedelta(days=_DAYS_FROM[said])


_SAID = re.compile(r"(大前|(?<!大)[前昨今明后])(?:日|天|晚|早)(?![的年后前])")
# A headline and its report that tell of one happening share so much of the headline's pairs of characters.
_SHARED, _OPENING = 0.5, 160


def _told_twice(leaf: Leaf) -> LastDay | None:
    """The day of issue by a headline with a date (征兵8月1日展开) whose report says 明天: one happening, told twice."""
    for article in leaf.articles:
        if not re.search("[0-9０-９][日号]", article.headline):
            continue
        heads = [m for m in leaf.days if any(span.contains(m.span) for span in article.headline_spans)]
        body = leaf.text[article.body.start : min(article.body.end, article.body.start + _OPENING)]
        opening = body.split("。", maxsplit=1)[0]
        said = list(_SAID.finditer(opening))
        end = article.body.start + len(opening)
        others = [m for m in leaf.days if article.body.start <= m.span.start < end]
        if len(heads) != 1 or len(said) != 1 or others:
            continue
        if _agreeing(article.headline, opening) >= _SHARED:
            day = _issue_by(heads[0], said[0][1])
            return LastDay(day.month, day.day, leaf.quote(*heads[0].span), True)
    return None


def _agreeing(headline: str, opening: str) -> float:
    """The share of the headline's pairs of Chinese characters, its dates apart, that the opening repeats."""
    words = re.findall(r"[\u4e00-\u9fff]+", re.sub(r"[0-9]+[月日时]", " ", headline))
    pairs = {word[k : k + 2] for word in words for k in range(len(word) - 1)}
    return sum(pair in opening for pair in pairs) / len(pairs) if len(pairs) >= _FEW_PAIRS else 0.0


_FEW_PAIRS = 4


def _is_issue(leaf: Leaf, mention: DayMention) -> bool:
    before, after = leaf.before(mention.span.start, 6), leaf.after(mention.span.end, 4)
    named = cue("today", "before").search(before) or cue("today", "after").match(after)
    return bool(named) or heads_page(leaf, mention.span)


def _fresh(leaf: Leaf) -> list[DayMention]:
    """The days reported as past, without those whose printed year is not the latest that any day of the page carries."""
    latest = max((mention.year for mention in leaf.days if mention.year), default=None)
    reports = any(mention.year is None and mention.lead == "report" for mention in leaf.days)
    return [
        mention
        for mention in leaf.days
        if mention.tense == "past"
        and (mention.year is None or (mention.year == latest and (bool(mention.lead) or not reports)))
    ]


def _support(last: int, weights: Mapping[int, float]) -> float:
    """How well a day ends the page's fresh news: days in the weeks before it speak for, days just after against."""
    score = 0.0
    for day, weight in weights.items():
        back = (last - day) % 366
        if back <= 10:
            score += weight * (1 - back / 40)
        elif back <= 45:
            score += weight * 0.3
        elif back > 366 - 30:
            score -= weight
    return score - _LONELY * _gap(last, weights)


def _gap(last: int, weights: Mapping[int, float]) -> int:
    """Days between ``last``, if only mentioned inside a sentence, and the reported day before it: it may be to come."""
    if weights[last] >= _WEIGHTS["paragraph"]:
        return 0
    gaps = [(last - day) % 366 for day in weights if day != last]
    return min([gap for gap in gaps if gap <= _LONG_AGO], default=0)


_LUNAR_DAY = re.compile(
    r"(?<!农历)(?P<m>正|腊|冬|[一二三四五六七八九十])月(?P<d>初[一二三四五六七八九十]|十[一二三四五六七八九]|二十[一二三四五六七八九]?|廿[一二三四五六七八九])"
    r"(?!日)"
)


def _last_lunar_day(leaf: Leaf) -> LastDay | None:
    """For a page that reports by the lunar calendar alone (正月十五晚上): the first such day printed."""
    for match in _LUNAR_DAY.finditer(leaf.text):
        month, day = lunar_month(match["m"]), to_int(match["d"].replace("初", ""))
        coming = cue("future", "before").search(leaf.before(match.start(), 16))
        if month and day and not coming and not cue("other", "before").search(leaf.before(match.start(), 16)):
            return LastDay(month, day, leaf.quote(*match.span()), lunar=True)
    return None


def window(leaf: Leaf, last: LastDay, year: int, latest: dt.date) -> tuple[dt.date, dt.date, dt.date] | None:
    """Best day, earliest and latest day of print in ``year`` (that of the day of print)."""
    day = last.in_year(year)
    if day is None:
        return None
    if last.is_issue:
        return day, day, day
    first = day if _signed(leaf, last) else day + dt.timedelta(days=1)
    if first.year > year:  # reported on New Year's Eve, printed in the new year
        first = dt.date(year, 1, 1)
    until = max(first, min(_first_expected(leaf, first), latest))
    best = first
    while best.weekday() >= _SATURDAY and best < until and _gathers_days(leaf, day):
        best += dt.timedelta(days=1)
    return best, first, until


def _gathers_days(leaf: Leaf, last: dt.date) -> bool:
    """Whether the page gathers the news of several days: no daily paper, hence none that appears at the weekend."""
    days = {
        meant
        for mention in leaf.days
        if mention.tense == "past" and mention.lead and (meant := year_of(mention, last))
    }
    return len([day for day in days if 0 <= (last - day).days <= _GATHERED]) >= _SEVERAL


def _signed(leaf: Leaf, last: LastDay) -> bool:
    """Whether the last day is the date that signs a notice: such may appear the same day."""
    return any(
        (mention.month, mention.day) == (last.month, last.day) and signs_page(leaf, mention.span)
        for mention in leaf.days
    )


def _first_expected(leaf: Leaf, first: dt.date) -> dt.date:
    """The last day on which everything the page expects is still ahead."""
    bound = first + dt.timedelta(days=USUAL_DELAY - 1)
    for mention in leaf.days:
        if mention.tense == "future":
            meant = year_of(mention, first)
            if meant and first <= meant < bound:
                bound = meant
    festival = _festival_ahead(leaf, first)
    return festival - dt.timedelta(days=1) if festival else bound


def _festival_ahead(leaf: Leaf, first: dt.date) -> dt.date | None:
    """A festival within the next weeks of which the page says that it is still ahead."""
    words = load("day_cues")["ahead"]
    for match in re.finditer(f"({'|'.join(words['festivals'])}){words['after']}", leaf.text):
        day = _festival_day(match[1], first.year)
        if first < day <= first + dt.timedelta(days=_IN_SIGHT):
            return day
    return None


def _festival_day(name: str, year: int) -> dt.date:
    """The day of a public festival in ``year``."""
    fixed = {"国庆": (10, 1), "元旦": (1, 1), "五一": (5, 1), "清明": (4, 5 if year % 4 > 1 else 4)}
    if name in fixed:
        return dt.date(year, *fixed[name])
    month, day = {"端午": (5, 5), "中秋": (8, 15), "春节": (1, 1)}[name]
    return next(one for one in lunar_days(year, month, day) if one.year == year)


# Log-weights by months since the month named: printed in the next one, later, before.
_AS_OF, _NAMED, _OUT_OF_SEASON = ({1: 0.0, 2: -1.2, 0: -1.5}, -3.0), ({0: 0.0, 1: 0.0, 2: -0.5}, -1.0), -1.0


def month_weights(leaf: Leaf) -> dict[int, float]:
    """Log-weights of the twelve months for a page that reports no day."""
    weights = dict.fromkeys(range(1, 13), 0.0)
    as_of = cue("months", "as_of").search(leaf.text)
    if as_of:
        _lean(weights, int(as_of["m"]), *_AS_OF)
    for number in sorted({int(match["m"]) for match in cue("months", "named").finditer(leaf.text)}):
        _lean(weights, number, *_NAMED)
    for season in load("day_cues")["season"]:
        if re.search(season["words"], leaf.text):
            for month in weights:
                weights[month] += 0.0 if month in season["months"] else _OUT_OF_SEASON
    return weights


def _lean(weights: dict[int, float], month: int, near: dict[int, float], far: float) -> None:
    for other in weights:
        weights[other] += near.get((other - month) % 12, far)
