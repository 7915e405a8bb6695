"""Dates of the issue that are printed or recorded: metadata, file name, masthead, dateline."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from timeline.anchors.calendar_clues import WEEKDAY_AFTER, WEEKDAY_EN_BEFORE, WEEKDAYS, WEEKDAYS_EN
from timeline.anchors.leaf import DAY, DAY_EN, Leaf, english_month, full_year
from timeline.numerals import to_int
from timeline.text import Span

_ISO = r"(?P<y>19[89][0-9]|20[0-9]{2})"
# A date in a path stands between marks; digits inside a hash or a long number are none.
_IN_PATH = (
    re.compile(
        rf"(?<![0-9A-Za-z]){_ISO}([-_./年])(?P<m>1[0-2]|0?[1-9])([-_./月])(?P<d>3[01]|[12][0-9]|0?[1-9])(?![0-9])"
    ),
    re.compile(rf"(?<![0-9A-Za-z]){_ISO}(?P<m>1[0-2]|0[1-9])[-_/](?P<d>3[01]|[12][0-9]|0[1-9])(?![0-9])"),
    re.compile(
        rf"(?<![0-9A-Za-z])[A-Za-z]{{0,8}}{_ISO}(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12][0-9]|0[1-9])(?=[A-Z]?[0-9]{{1,2}}\b|[^0-9A-Za-z]|$)"
    ),
)
_MAST_WORDS = re.compile(
    r"农历|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年|星期|周[一二三四五六日]|第 ?[0-9]{2,6} ?期|总第|责任?编辑|责编|[版面]|出版|国内统一|CN ?[0-9]{2}-|邮发|编辑|校对"
    r"|[日晚晨早周时商导校院厂旬]报|[一-鿿]报(?![讯道导告名])|[周旬月特专]刊|要闻|综合新闻|版次|发布|来源|浏览|点击|字号|作者|阅读"
)
_PUBLISHED = re.compile(r"(?:发布|发表|更新|录入|上传|出刊|出版|刊发)(?:时间|日期|于)?[: ]{0,2}$")
_PUBLISHED_WORTH, _ENOUGH = 4.0, 2.0
_CLOCK = re.compile(r" ?[0-2]?[0-9]:[0-5][0-9]")
_PROSE = re.compile(r"[,;。]|时[^代间]|上午|下午|在.{1,12}[举召]")
# A masthead's longest line; how near the page's beginning or end it stands; how short the other half of a broken one is.
_MASTHEAD, _TOP, _BESIDE = 90, 200, 40
_DOTTED = re.compile(
    rf"(?<![0-9.]){_ISO}[-./](?P<m>1[0-2]|0?[1-9])[-./](?P<d>3[01]|[12][0-9]|0?[1-9])(?![0-9])"
)
# Of a page kept by a web site: 2019-03-08 alone on the line under the headline.
_ALONE = 1.4
# 27 / 2014年3月 / 星期四, and 2014年3月27 / 星期四: only a weekday makes these a date.
_DAY_APART = (
    re.compile(
        rf"(?<![0-9])(?P<d>3[01]|[12][0-9]|0?[1-9]) ?{_ISO} ?年 ?(?P<m>1[0-2]|0?[1-9]) ?月(?= ?(?:星期|周))"
    ),
    re.compile(
        rf"(?<![0-9]){_ISO} ?年 ?(?P<m>1[0-2]|0?[1-9]) ?月 ?(?P<d>3[01]|[12][0-9]|0?[1-9])(?= ?(?:星期|周))"
    ),
)
_WEEKDAY = re.compile(r"(?:星期|周)([一二三四五六日天])(?![年期岁刊报末])")
_ROC = re.compile(
    r"民国 ?(?P<y>[0-9]{2,3}|[〇零一二三四五六七八九十百]{2,5}) ?年 ?(?P<m>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九]) ?月 ?(?P<d>[0-9]{1,2}|[一二三四五六七八九十廿]{1,4}) ?日"
)


class Imprint(NamedTuple):
    """A day found printed as the day of issue."""

    day: dt.date
    quote: str
    why: str


def from_metadata(leaf: Leaf) -> Imprint | None:
    """The file's own record of its day."""
    value = leaf.page.metadata.get("published", "")
    match = re.match(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", value)
    day = _day(int(match[1]), int(match[2]), int(match[3])) if match else None
    return Imprint(day, "", f"the file's metadata: published {value}") if day else None


def from_name(document: str, latest: dt.date) -> Imprint | None:
    """A delimited, plausible date in the file's name or path (the last one)."""
    for pattern in _IN_PATH:
        for match in reversed(list(pattern.finditer(document))):
            day = _day(int(match["y"]), int(match["m"]), int(match["d"]))
            if (
                day
                and dt.date(1980, 1, 1) <= day <= latest
                and not _in_hash(document, match.start(), match.end())
            ):
                return Imprint(day, "", f"the file's name: {match.group(0)}")
    return None


def _in_hash(document: str, start: int, end: int) -> bool:
    """Whether the word around ``start:end`` is a hexadecimal digest."""
    word = re.match(r"[0-9A-Za-z]*", document[start:])
    whole = document[:start][len(document[:start].rstrip("0123456789abcdefABCDEF")) :] + (
        word[0] if word else ""
    )
    return len(whole) > 12 and re.fullmatch(r"[0-9a-fA-F]+", whole) is not None


def from_masthead(leaf: Leaf, latest: dt.date) -> Imprint | None:
    """A full date in a short line of the page's furniture, best with a weekday that agrees; or 发布时间：2021-05-13."""
    best: tuple[float, Imprint] | None = None
    for day, start, end in _full_days(leaf):
        line = leaf.short_line(start, _MASTHEAD)
        published = _PUBLISHED.search(leaf.before(start, 10)) is not None
        long = line is None or (re.search("[。!?]", line) is not None and len(line) > 30)
        if day > latest or (long and not published):
            continue
        worth = (
            _PUBLISHED_WORTH if published or line is None else _masthead_worth(leaf, day, start, end, line)
        )
        if worth >= _ENOUGH and (best is None or worth > best[0]):
            best = worth, Imprint(day, leaf.quote(start, end), "printed as the day of issue")
    return best[1] if best else None


def _masthead_worth(leaf: Leaf, day: dt.date, start: int, end: int, line: str) -> float:
    """How much a full date in a short line looks like the day of issue; below _ENOUGH it does not."""
    own = line.replace(leaf.text[start:end], "")
    rest = own + _beside(leaf, start) if start < _TOP else own
    weekday = _WEEKDAY.search(rest)
    english = WEEKDAY_EN_BEFORE.search(leaf.before(start, 12))
    worth = 0.0
    if weekday:
        worth += 2.5 if WEEKDAYS.index(weekday[1].replace("天", "日")) == day.weekday() else -2
    if english:
        worth += 2.5 if WEEKDAYS_EN.index(english[1].lower()) == day.weekday() else -2
    worth += min(2, len(set(_MAST_WORDS.findall(rest)))) * 0.75
    worth += 0.8 if _CLOCK.match(leaf.after(end, 8)) else 0
    worth += 0.6 if any(span.start <= start and end <= span.end for span in leaf.page.furniture) else 0
    worth += 0.6 if start < _TOP or end > len(leaf.text) - _TOP else 0
    worth += _ALONE if not own.strip(" ()[]") and _DOTTED.fullmatch(leaf.text[start:end]) else 0
    return worth - (1.0 if _PROSE.search(own) else 0)


def _beside(leaf: Leaf, offset: int) -> str:
    """The short lines above and below: a masthead may be broken in two."""
    start, end = leaf.line(offset)
    lines = [leaf.short_line(start - 1, _BESIDE) if start else None]
    lines.append(leaf.short_line(end + 1, _BESIDE) if end + 1 < len(leaf.text) else None)
    return "\n" + "\n".join(line for line in lines if line)


def heads_page(leaf: Leaf, span: Span) -> bool:
    """Whether the day at ``span`` stands in a masthead: a short line with a weekday and other furniture."""
    line = leaf.short_line(span.start, _MASTHEAD)
    if line is None or _PROSE.search(line) or not WEEKDAY_AFTER.match(leaf.after(span.end, 8)):
        return False
    rest = line.replace(leaf.text[span.start : span.end], "")
    return len(set(_MAST_WORDS.findall(rest))) >= 2 or (len(rest) < 16 and span.start < _TOP)


def signs_page(leaf: Leaf, span: Span) -> bool:
    """Whether the date at ``span`` stands alone on its line, as below a notice."""
    line = leaf.short_line(span.start, _MASTHEAD)
    return line is not None and not line.replace(leaf.text[span.start : span.end], "").strip(" ()")


def _full_days(leaf: Leaf) -> list[tuple[dt.date, int, int]]:
    """Every date with its year, in the writings a masthead may use."""
    found = []
    for pattern in (DAY, DAY_EN, _DOTTED, _ROC, *_DAY_APART):
        for match in pattern.finditer(leaf.text):
            parts = match.groupdict()
            if not parts.get("y"):
                continue
            year = (to_int(parts["y"]) or 0) + 1911 if pattern is _ROC else full_year(parts["y"])
            day = _match_day(year, parts, pattern is DAY_EN)
            if day:
                found.append((day, *match.span()))
    return found


def _match_day(year: int | None, parts: dict[str, str], english: bool) -> dt.date | None:
    if english:
        month: int | None = english_month(parts["m"] or parts["m2"])
        day: int | None = int(parts["d"] or parts["d2"])
    else:
        month, day = to_int(parts["m"]), to_int(parts["d"])
    return _day(year, month, day) if year and month and day else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
