"""A page as the clue functions see it: its words made alike, and the calendar words it prints.

The reading here is deliberately light: it needs days, months and years with their company, nothing else, and it
must work before any article or temporal expression has been found.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from timeline.articles import Article
from timeline.lexicon import load
from timeline.numerals import to_int
from timeline.pages import Page
from timeline.text import Span, fold
from timeline.timex import Timex

_HAN = "〇零一二三四五六七八九十廿卅"
_YEAR = rf"(?<![0-9.])(?P<y>(?:19|20)[0-9]{{2}}|[一二][〇零九][{_HAN[:-3]}]{{2}}) ?年"
_MONTH = r"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]) ?月(?!份?以?[来内])"
_DAY = r"(?P<d>3[01]|[12][0-9]|0?[1-9]|三十一?|[二廿]十?[一二三四五六七八九]|二十|十[一二三四五六七八九]?|[一二三四五六七八九])"
DAY = re.compile(
    rf"(?:{_YEAR} ?)?(?<![0-9.]){_MONTH} ?{_DAY} ?[日号](?! ?[用常志元均益产])"
    rf"(?: ?起?(?:至|-+|~|到) ?(?:(?P<m2>1[0-2]|[1-9]) ?月 ?)?(?P<d2>3[01]|[12][0-9]|[1-9]) ?[日号])?"
)
BARE_DAY = re.compile(r"(?<![0-9.月期])(?P<d>3[01]|[12][0-9]|[1-9])日(?![用常志元均益产均])")
YEAR = re.compile(_YEAR)
_MONTHS_EN = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS_EN |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name}
_EN = "|".join(sorted(_MONTHS_EN, key=len, reverse=True))
DAY_EN = re.compile(
    rf"\b(?:(?P<m>{_EN})\.? (?P<d>[0-3]?[0-9])(?:st|nd|rd|th)?|(?P<d2>[0-3]?[0-9])(?:st|nd|rd|th)? (?P<m2>{_EN})\.?)"
    r"(?:(?:, ?| )(?P<y>(?:19|20)[0-9]{2}))?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DayMention:
    """A printed month and day, with the year where it stands beside them.

    ``tense`` is ``past``, ``future`` or ``other`` (history, a named day, a date inside 《…》);
    ``lead`` is ``report`` where it opens a report, ``paragraph`` where it opens a paragraph or a caption, else empty: the
    the first is the freshest. ``turn`` is 1 after 明年, 0 after 今年, −1 after 去年, else None.
    """

    span: Span
    month: int
    day: int
    year: int | None
    tense: str
    lead: str
    turn: int | None = None

    @property
    def ordinal(self) -> int:
        """The day's place in a leap year, 1–366."""
        return dt.date(2000, self.month, self.day).timetuple().tm_yday


@dataclass(frozen=True)
class Leaf:
    """``text`` is folded and in simplified script, offset for offset ``printed``."""

    printed: str
    text: str
    page: Page
    articles: Sequence[Article]
    timexes: Sequence[Timex]

    def quote(self, start: int, end: int) -> str:
        """The printed words of a stretch."""
        return self.printed[start:end]

    def before(self, start: int, count: int) -> str:
        """Up to ``count`` characters before ``start``, not past a line's beginning."""
        return self.text[max(0, start - count) : start].rpartition("\n")[2]

    def after(self, end: int, count: int) -> str:
        """Up to ``count`` characters after ``end``, not past a line's end."""
        return self.text[end : end + count].partition("\n")[0]

    @cached_property
    def line_starts(self) -> list[int]:
        """Where each line begins."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def line(self, offset: int) -> tuple[int, int]:
        """Start and end of the line that holds ``offset``."""
        at = bisect_right(self.line_starts, offset) - 1
        start = self.line_starts[at]
        end = self.line_starts[at + 1] - 1 if at + 1 < len(self.line_starts) else len(self.text)
        return start, end

    def short_line(self, offset: int, longest: int) -> str | None:
        """The line that holds ``offset``; None where it is longer than ``longest``."""
        start, end = self.line(offset)
        return self.text[start:end] if end - start <= longest else None

    @cached_property
    def _datelines(self) -> list[int]:
        """Where the reporters' lines of the articles end, in order."""
        return sorted(article.dateline.end for article in self.articles if article.dateline)

    def opens_report(self, offset: int) -> bool:
        """Whether a reporter's line ends just before ``offset``."""
        at = bisect_right(self._datelines, offset) - 1
        return at >= 0 and offset - self._datelines[at] <= _OPENING

    @cached_property
    def days(self) -> list[DayMention]:
        """Every printed day, in order."""
        found = [mention for match in DAY.finditer(self.text) for mention in _mentions(self, match)]
        found += [mention for match in DAY_EN.finditer(self.text) if (mention := _english(self, match))]
        found = _with_bare_days(self, sorted(found, key=lambda mention: mention.span))
        return found + _from_timexes(self, found)

    @cached_property
    def years(self) -> list[tuple[int, Span]]:
        """Every printed year of 1900–2099 followed by 年 (or bare, in a page without Han), in order."""
        pattern = YEAR if re.search("[一-鿿]", self.text) else re.compile(r"\b(?P<y>(?:19|20)[0-9]{2})\b")
        return [
            (year, Span(*match.span()))
            for match in pattern.finditer(self.text)
            if (year := full_year(match["y"]))
        ]


# The end of a longer range is no sign of the past unless the text says that it is over.
_LONG_RANGE = 15
# A day so close behind the reporter's line is when the reported thing happened.
_OPENING = 6


def english_month(name: str) -> int:
    """March, mar → 3."""
    return _MONTHS_EN[name.lower()]


def full_year(text: str) -> int | None:
    """2014, 二〇一四 → 2014."""
    year = to_int(text)
    return year if year and 1900 <= year <= 2099 else None


def leaf_of(page: Page, articles: Sequence[Article], timexes: Sequence[Timex]) -> Leaf:
    """The page made ready for clue functions."""
    return Leaf(page.text, _head_joined(simplified(fold(page.text))), page, articles, timexes)


# A masthead may be set in lines of its own: 2014年3月 / 27 / 星期四 / 农历甲午年.
_HEAD = 200
_CALENDAR_LINE = re.compile(
    r"[0-9〇零一二三四五六七八九十廿卅年月日号星期周天农历正腊冬初闰甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥大小"
    r"鼠牛虎兔龙蛇马羊猴鸡狗猪 .,/()|第总期版]{1,24}|(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)


def _head_joined(text: str) -> str:
    """``text`` with its first lines joined by blanks where they hold nothing but a calendar; offsets stay."""
    chars = list(text[:_HEAD])
    start = 0
    before = False
    for end, char in enumerate([*chars, "\n"]):
        if char != "\n":
            continue
        calendar_line = _CALENDAR_LINE.fullmatch(text, start, end) is not None
        if before and calendar_line:
            chars[start - 1] = " "
        before, start = calendar_line, end + 1
    return "".join(chars) + text[_HEAD:]


def simplified(text: str) -> str:
    """``text`` with traditional characters made simplified and corner quotes made straight, one for one."""
    return text if text.isascii() else text.translate(_simple_forms())


@cache
def _simple_forms() -> dict[int, str]:
    pairs = load("traditional")
    return dict(str.maketrans(pairs["traditional"] + "「」『』", pairs["simplified"] + '""""'))  # type: ignore[arg-type]


@cache
def cue(table: str, key: str) -> re.Pattern[str]:
    """An expression of ``day_cues.toml``."""
    return re.compile(load("day_cues")[table][key])


_TURNS = (("明年", 1), ("今年", 0), ("去年", -1))


def _mentions(leaf: Leaf, match: re.Match[str]) -> list[DayMention]:
    """The day of ``match``; for a range its first and its last."""
    month, day = to_int(match["m"]), to_int(match["d"])
    year = full_year(match["y"]) if match["y"] else None
    if not month or not day or not _real(month, day):
        return []
    span = Span(*match.span())
    tense = _tense(leaf, span)
    lead = _lead(leaf, span)
    told = (
        None if year else next((n for word, n in _TURNS if leaf.before(span.start, 3).endswith(word)), None)
    )
    found = [DayMention(span, month, day, year, tense, lead, told)]
    last_month, last_day = int(match["m2"] or month), int(match["d2"] or 0)
    if last_day and _real(last_month, last_day):
        last = DayMention(span, last_month, last_day, year, tense, lead)
        long = (last.ordinal - found[0].ordinal) % 366 > _LONG_RANGE
        if long and tense == "past" and not cue("past", "done").search(leaf.after(span.end, 24)):
            last = replace(last, tense="other")
        found.append(last)
    return found


def _english(leaf: Leaf, match: re.Match[str]) -> DayMention | None:
    month = _MONTHS_EN[(match["m"] or match["m2"]).lower()]
    day = int(match["d"] or match["d2"])
    if not _real(month, day):
        return None
    before = leaf.before(match.start(), 24).lower()
    future = re.search(r"\b(will|by|until|before|due|deadline|scheduled|next)\b[^.]*$", before)
    year = int(match["y"]) if match["y"] else None
    return DayMention(Span(*match.span()), month, day, year, "future" if future else "past", "")


def _tense(leaf: Leaf, span: Span) -> str:
    """A named day is neither past nor future unless the text goes on with what happened on it."""
    before, after = leaf.before(span.start, 16), leaf.after(span.end, 16)
    if cue("other", "before").search(before):
        return "other"
    if cue("other", "after").match(after):
        return "past" if cue("other", "unless_after").match(leaf.after(span.end, 50)) else "other"
    coming = cue("future", "before").search(before) or cue("future", "after").match(after)
    return "future" if coming else "past"


def _lead(leaf: Leaf, span: Span) -> str:
    before = leaf.before(span.start, 60)
    if cue("lead", "report").search(before) or leaf.opens_report(span.start):
        return "report"
    return "paragraph" if cue("lead", "paragraph").search(before) else ""


def _with_bare_days(leaf: Leaf, dated: list[DayMention]) -> list[DayMention]:
    """Also the days printed without their month (预计11月7日开始…10日升温): the month of the one before."""
    ends = [mention.span.end for mention in dated]
    bare = []
    for match in BARE_DAY.finditer(leaf.text):
        at = bisect_right(ends, match.start()) - 1
        if at < 0 or match.start() - ends[at] > 120 or "\n" in leaf.text[ends[at] : match.start()]:
            continue
        host, day = dated[at], int(match["d"])
        if dated[at].day < day and _real(host.month, day):
            span = Span(*match.span())
            tense = host.tense if host.tense == "future" else _tense(leaf, span)
            bare.append(DayMention(span, host.month, day, host.year, tense, ""))
    return sorted(dated + bare, key=lambda mention: mention.span)


def _from_timexes(leaf: Leaf, found: list[DayMention]) -> list[DayMention]:
    """Days that only the full reading of temporal expressions saw."""
    taken = [mention.span for mention in found]
    more = []
    for timex in leaf.timexes:
        match = re.fullmatch(r"(XXXX|[0-9]{4})-([0-9]{2})-([0-9]{2})(?:T.*)?", timex.value)
        at = bisect_right(taken, timex.span)
        near = taken[max(0, at - 1) : at + 1]
        if (
            not match
            or any(span.overlaps(timex.span) for span in near)
            or not _real(int(match[2]), int(match[3]))
        ):
            continue
        year = int(match[1]) if match[1].isdigit() else None
        tense = "future" if timex.role == "deadline" else _tense(leaf, timex.span)
        more.append(DayMention(timex.span, int(match[2]), int(match[3]), year, tense, ""))
    return more


def _real(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2000, month)[1]
