"""Points that stand together: ``3月20日至22日``, ``3-5月份``, ``今明两天``, ``20世纪80年代``."""

from __future__ import annotations

import re
from typing import NamedTuple

from timeline.numerals import to_int
from timeline.timex.grammar import COUNT, DIGITS, NUM, point_pattern
from timeline.timex.meant import is_meant
from timeline.timex.points import point_of
from timeline.timex.types import Point, Range, Reading


class Found(NamedTuple):
    """A reading, where it stands in the squeezed text, and the role its words give it."""

    start: int
    end: int
    reading: Reading
    role: str = "point"


def single(text: str, at: int, linked: bool = False) -> Found | None:
    """One point at ``at``, if the grammar matches something that is a time here."""
    match = point_pattern().match(text, at)
    if not match or match.end() == at:
        return None
    point = point_of(match)
    if point is None or not is_meant(text, at, match, point, linked):
        return None
    end = match.end()
    while text[end - 1] in " ,的、T":
        end -= 1
    quoted = bool(match["holiday"]) and match["holiday"][0] == text[at - 1 : at] == '"'
    return Found(at - quoted, end, point) if end > at else None


_LINK = re.compile(
    r" ?(?:起?,?(?:一直)?(?:持续|延续)?(?:至|到)|—+|[-~]{1,3}) ?(?P<next_year>次年的?|第二年的?|翌年)?"
    rf"(?=[0-9{DIGITS}十廿今明后前昨上下本元国春中端清重教五除圣感母父晚早凌午夜傍次当年周星礼正冬腊农岁去])"
)
_BETWEEN = re.compile(r"[和与及]")
_BETWEEN_END = re.compile(r"之?间(?![断歇接])")


# What the forms that are not one point can begin with: numbers, 上世纪, 今明两天.
_OPENS_SHORT = frozenset("0123456789〇零一二三四五六七八九十廿卅上本今明昨去")


def dated(text: str, at: int) -> Found | None:
    """The longest dated expression at ``at``: a range, a short range, two days in one word, a decade or a point."""
    if text[at] in _OPENS_SHORT and (found := _pair(text, at) or _decade(text, at) or _short_range(text, at)):
        return found
    head = single(text, at, linked=True)
    if not head or not isinstance(head.reading, Point):
        return None
    found = _range(text, head, head.reading) or _short_range(text, head.end, head)
    if found:
        return found
    return single(text, at) if _needs_company(head.reading) else head


def _needs_company(point: Point) -> bool:
    """Whether a point is only sure of being one beside another: a bare clock, a bare day."""
    return (point.hour is not None or bool(point.label) or point.day is not None) and point.month is None


def _range(text: str, first: Found, start: Point) -> Found | None:
    """``A至B`` or ``A和B之间``; B may leave out what A says."""
    link = _LINK.match(text, first.end)
    join = link or _BETWEEN.match(text, first.end)
    last = (single(text, join.end(), linked=True) or _bare_end(text, join.end(), start)) if join else None
    if not join or not last or not isinstance(last.reading, Point) or last.reading.offset:
        return None
    end, point = last.end, last.reading
    if not link:
        closing = _BETWEEN_END.match(text, end)
        return Found(first.start, closing.end(), Range(start, point), "range") if closing else None
    if start.anaphor == "now":  # 即日起至9月30日: its beginning is not printed
        return Found(first.start, end, point, "deadline")
    if link["next_year"] and point.year is None:
        point = (
            point._replace(year=start.year + 1)
            if start.year
            else point._replace(year_shift=(start.year_shift or 0) + 1)
        )
    return Found(first.start, end, Range(start, point), "range")


_BARE_END = re.compile(rf"(?P<day>{NUM})(?![0-9{DIGITS}十年月日时点分个多余人名家户项万千亿元%:.])")


def _bare_end(text: str, at: int, first: Point) -> Found | None:
    """The end of 1月3日至10, which leaves out its unit."""
    match = _BARE_END.match(text, at) if first.day and first.hour is None else None
    day = to_int(match["day"]) if match else None
    if not match or not day or not (first.day or 0) < day <= 31:
        return None
    return Found(at, match.end(), Point(day=day))


_SHORT = re.compile(
    rf"(?P<a>[12][0-9]{{3}}|[{DIGITS}]{{4}}|{NUM})(?: ?(?:至|到|—+|[-~]{{1,3}}) ?|(?P<comma>、))"
    rf"(?P<b>[12][0-9]{{3}}|[{DIGITS}]{{4}}|{NUM})"
    r"(?P<unit>年(?![级代内间多]|以内|之内|时间|左右)|月(?![季饼])|日(?![本内]|之内|以内)|号(?![楼线院门])|时(?![间代])|点(?!建议|意见|要求))"
)
_BARE_YEARS = re.compile(
    r"(?P<a>(?:19|20)[0-9]{2})(?: ?(?:至|到|—+|[-~]{1,3}) ?)(?P<b>(?:19|20)[0-9]{2})(?![0-9.年/-])"
)
_FIELDS = {"年": "year", "月": "month", "日": "day", "号": "day", "时": "hour", "点": "hour"}
_LIMITS = {"year": (1000, 2999), "month": (1, 12), "day": (1, 31), "hour": (0, 24)}
_COARSER = {"month": "year", "day": "month", "hour": "day"}


def _short_range(text: str, at: int, base: Found | None = None) -> Found | None:
    """``3-5月份``, ``1995—1997年``, ``20、21日``: one unit for two numbers, alone or behind the year, month or day ``base``."""
    head = base.reading if base and isinstance(base.reading, Point) else Point()
    years = _BARE_YEARS.match(text, at) if not base and text[max(0, at - 1) : at] in tuple("从自在") else None
    match = years or _SHORT.match(text, at)
    if not match:
        return None
    unit = "year" if years else _FIELDS[match["unit"]]
    low, high = to_int(match["a"]), to_int(match["b"])
    least, most = _LIMITS[unit]
    if (
        low is None
        or high is None
        or not (least <= low <= most and least <= high <= most)
        or (low >= high and unit != "month")
    ):
        return None
    if not years and ((match["comma"] and high != low + 1) or not _fits(text, at, unit, base, head)):
        return None
    first = _with(head, unit, low)
    rest = None if years else single(text, match.start("b"), linked=True)
    last = rest.reading if rest and isinstance(rest.reading, Point) else _with(Point(), unit, high)
    if unit == "hour" and isinstance(last, Point) and not first.label:
        first = first._replace(label=last.label)
    return Found(base.start if base else at, rest.end if rest else match.end(), Range(first, last), "range")


def _fits(text: str, at: int, unit: str, base: Found | None, head: Point) -> bool:
    """Whether the two numbers may follow what stands before them."""
    if base is None:
        return text[max(0, at - 1) : at] not in tuple("第.-/·:") or at == 0
    coarser = {
        "month": head.month is None and head.day is None,
        "day": head.day is None,
        "hour": head.hour is None,
    }
    return coarser.get(unit, False) and (
        text[base.end - 1] in "年月日份号今去明天" or bool(head.label) or head.year_shift is not None
    )


def _with(point: Point, unit: str, n: int) -> Point:
    """``point`` with one field filled."""
    match unit:
        case "year":
            return point._replace(year=n)
        case "month":
            return point._replace(month=n)
        case "day":
            return point._replace(day=n)
    return point._replace(hour=n + 12 if point.label in ("AF", "EV") and n < 12 else n)


_PAIRS = {
    "今明两天": (Point(day_shift=0), Point(day_shift=1)),
    "明后两天": (Point(day_shift=1), Point(day_shift=2)),
    "昨今两天": (Point(day_shift=-1), Point(day_shift=0)),
    "今明两年": (Point(year_shift=0), Point(year_shift=1)),
    "去今两年": (Point(year_shift=-1), Point(year_shift=0)),
    "今明后三天": (Point(day_shift=0), Point(day_shift=2)),
    "今明后三年": (Point(year_shift=0), Point(year_shift=2)),
}
_PAIR = re.compile("|".join(_PAIRS))


def _pair(text: str, at: int) -> Found | None:
    """``今明两天`` and its like."""
    match = _PAIR.match(text, at)
    return Found(at, match.end(), Range(*_PAIRS[match.group()]), "range") if match else None


_DECADE = re.compile(
    rf"(?:(?P<century>[0-9]{{1,2}}|[{DIGITS}十]{{1,3}}|上个?|本)世纪)?(?P<decade>[1-9]0|[{DIGITS}]十)年代(?P<part>初|前期|中期|末|后期)?"
    rf"|(?P<only>[0-9]{{1,2}}|[{DIGITS}十]{{1,3}}|上个?|本)世纪(?P<only_part>初|前期|中期|中叶|末|后期)?(?![0-9])"
)
_CENTURIES = {"上": 20, "上个": 20, "本": 21}


def _decade(text: str, at: int) -> Found | None:
    """``上世纪90年代``, ``九十年代初``, ``11世纪初``."""
    match = _DECADE.match(text, at)
    if not match:
        return None
    if match["only"]:
        century = _CENTURIES.get(match["only"]) or to_int(match["only"])
        named = bool(century) and 1 <= (century or 0) <= 30 and not text[max(0, at - 1) : at].isdigit()
        return (
            Found(at, match.end(), Point(century=century, part=match["only_part"] or "")) if named else None
        )
    century = _CENTURIES.get(match["century"] or "") or (
        to_int(match["century"]) if match["century"] else None
    )
    return Found(
        at, match.end(), Point(century=century, decade=to_int(match["decade"]), part=match["part"] or "")
    )


__all__ = ["COUNT", "Found", "dated", "single"]
