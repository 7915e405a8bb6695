"""Lengths of time and what their neighbours make of them: ``三天``, ``一个半小时``, ``3~5年时间``, ``近三年``, ``5年内``, ``3天前``."""

from __future__ import annotations

import re
from functools import cache

from timeline.numerals import to_number
from timeline.timex.grammar import DIGITS, point_pattern
from timeline.timex.meant import is_year
from timeline.timex.ranges import Found, single
from timeline.timex.types import Length, Point

_UNITS = {
    "年": "year", "周年": "year", "季度": "quarter", "月": "month", "周": "week", "星期": "week", "礼拜": "week", "天": "day", "日": "day",
    "小时": "hour", "钟头": "hour", "钟": "hour", "时": "hour", "分钟": "minute", "分": "minute", "秒": "second", "秒钟": "second",
    "刻钟": "quarter-hour", "昼夜": "day", "工作日": "workday", "世纪": "century",
}  # fmt: skip
_N = rf"(?:[0-9]{{1,4}}(?:\.[0-9]{{1,2}})?|[{DIGITS}十百两廿卅]{{1,5}}|半|几十|十几|几|数十|数|若干)"
_MORE = r"个?(?:多|余|来|几)?个?(?:半(?=个?(?:小时|钟|月|分钟|年|天|秒)))?"
_UNIT = (
    r"(?:年(?![级代轻龄纪货度初底末夜制]|义务|中[,。、至到前后])|季度|月(?![季饼球亮嫂底末初]|[上中下]旬)|(?:周|星期|礼拜)(?![岁边围刊年一二三四五六])"
    r"|天(?![安津桥山河然气空下鹅])|日(?![本常程照记用夜子化])|小时|钟头|钟(?![头点楼])|分钟|分(?=[0-9〇零一二三四五六七八九十]{1,3}秒|半)|秒钟?|刻钟|昼夜|工作日|世纪(?!初|末|中))"
)


@cache
def length_pattern() -> re.Pattern[str]:
    """One or several counted units in a row, with a range (3至5年) in the first."""
    first = rf"(?P<low>{_N})(?:个?(?P<low_unit>{_UNIT})?(?:[~\-至到]|—+)(?P<high>{_N}))?(?P<more>{_MORE})(?P<unit>{_UNIT})(?:多(?=[来以前后的时]))?(?P<half>半(?:钟|年)?(?!个?月))?"
    unit = r"(?:年(?![级代轻龄])|个月|(?:周|星期|礼拜)|天|小时|钟头|分钟|分(?![之别公局])|秒钟?|时(?![间代期刻候])|钟(?![头点楼]))"
    return re.compile(
        rf"(?:约|大约|整整)?{first}(?P<rest>(?:[多又零余、]{{0,2}}{_N}{_MORE}{unit}半?){{0,5}})(?P<tail>三夜)?"
    )


_REST = re.compile(
    rf"(?P<n>{_N})(?P<more>{_MORE})(?P<unit>季度|星期|礼拜|小时|钟头|分钟|秒钟|刻钟|[年月周天日钟时分秒])(?P<half>半)?"
)


# 三五年 and 两三天 are no thirty-five years.
_APPROXIMATE = re.compile("一两|一二|两三|二三|三四|三五|四五|五六|六七|七八|八九")


def _amount(match: re.Match[str]) -> Length | None:
    """The length a match gives; 几 and 数 give no number and are None."""
    low, high = to_number(match["low"]), to_number(match["high"] or match["low"])
    if _APPROXIMATE.fullmatch(match["low"]):
        low, high = to_number(match["low"][0]), to_number(match["low"][1])
    if low is None or high is None:
        return None
    unit = _UNITS[match["unit"]]
    if unit == "quarter-hour":
        return Length(((15 * low, "minute"),), ((15 * high, "minute"),))
    extra = (0.5 if "半" in match["more"] else 0.0) + (0.5 if match["half"] else 0.0)
    rest = tuple(
        (n + (0.5 if part["half"] or "半" in part["more"] else 0.0), _UNITS[part["unit"]])
        for part in _REST.finditer(match["rest"])
        if (n := to_number(part["n"])) is not None
    )
    low_unit = _UNITS[match["low_unit"]] if match["low_unit"] else unit
    return Length(((low + extra, low_unit), *rest), ((high + extra, unit), *rest))


_COUNTED = frozenset(["半", "两", "几", "数", "若干", "几十", "数十", "十几"])


def _is_length(text: str, match: re.Match[str]) -> bool:
    """Whether a counted unit is a length and no date (3月, 10日, 2014年, 一季度)."""
    unit, low = match["unit"], match["low"]
    counted = "个" in match["more"] or low in _COUNTED or bool(match["half"])
    before = text[max(0, match.start() - 2) : match.start()]
    if before.endswith(("第", "·", "/")) or (low == "半" and before.endswith(tuple("大过多前后上下夜"))):
        return False
    if unit in ("月", "季度", "世纪"):
        return counted
    if unit == "年":
        return counted or (bool(match["high"]) and len(match["high"]) < 4) or _counts_years(text, match)
    if unit == "日":
        tail = text[match.end() : match.end() + 2]
        many = low.isdigit() and int(low) > 31
        return (
            counted
            or many
            or tail[:1] == "内"
            or tail in ("之内", "以内")
            or _spelled_days(low, tail, text, match)
        )
    if unit in ("钟", "分"):
        return counted or bool(match["rest"])
    return not (unit == "天" and low == "一" and text[match.end() : match.end() + 1] in ("天", "到"))


def _spelled_days(low: str, tail: str, text: str, match: re.Match[str]) -> bool:
    """三日后 counts days; so does 五日 when it is all there is."""
    if low.isdigit() or len(low) > 1:
        return False
    return tail[:1] in ("之", "以", "后", "前") or match.group() == text.strip()


def _counts_years(text: str, match: re.Match[str]) -> bool:
    """Whether 14年 counts years, after the grammar of points has been asked whether it names one."""
    low = match["low"]
    if (low.isdigit() and len(low) == 4) or "千" in low:
        return False
    point = point_pattern().match(text, match.start("low"))
    if point is None or not point["year"]:
        return True
    return not is_year(text, point, text[max(0, match.start("low") - 3) : match.start("low")])


_BEFORE = re.compile(
    r"(?P<past>最近的?|近|过去的?|此前|之前)$|(?P<last>(?<!提)前|上个?)$|(?P<next>未来的?|今后的?|接下来的?|之后|还剩|随后的?)$|(?P<coming>下个?|后)$"
    r"|(?P<again>再过|再有)$|(?P<use>利用|用|通过|花|经过|以|争取用)$|(?P<lasting>为期|历时)$"
)
_AFTER = re.compile(
    r"(?P<within>(?:的)?(?:时间)?(?:之内|以内|内(?![地部外容蒙心设])))|(?P<since>以来|来(?![自到源的]))"
    r"|(?P<ago>之前|以前|前(?![来往去进锋列沿期后景夕]))|(?P<later>之后|以后|过后|后(?![天期续勤者台备来]))"
    r"|(?P<time>(?:的)?时间)|(?P<over>以上)|(?P<under>以下)"
)


_USED = re.compile(r"[,，]?[^,，。；;]{0,8}?[\u4e00-\u9fff]了")


def length_at(text: str, at: int, floor: int) -> Found | None:
    """A length at ``at``, with the words around it that tie it to the calendar."""
    match = length_pattern().match(text, at)
    if not match or not _is_length(text, match):
        return None
    length = _amount(match)
    if length is None:
        return None
    before = _BEFORE.search(text[max(floor, at - 4) : at])
    after = _AFTER.match(text, match.end())
    return _tied(text, Found(at, match.end(), length, "duration"), length, before, after)


def _tied(
    text: str, bare: Found, length: Length, before: re.Match[str] | None, after: re.Match[str] | None
) -> Found:
    kind = (before.lastgroup or "") if before else ""
    tail = (after.lastgroup or "") if after else ""
    start = bare.start - len(before.group()) if before else bare.start
    end = after.end() if after else bare.end
    if kind in ("past", "next", "last", "coming"):
        return bare._replace(
            start=start,
            end=end if tail in ("since", "time", "within") else bare.end,
            reading=length._replace(relation=kind),
        )
    if tail in ("ago", "later") and length.low == length.high and len(length.low) == 1:
        n, unit = length.low[0]
        dated_ = _day_of_a_year(text, bare.start, end, n) if tail == "ago" and unit == "year" else None
        return dated_ or Found(bare.start, end, Point(offset=(-n if tail == "ago" else n, unit)))
    if kind == "again" and len(length.low) == 1 and length.low == length.high:
        return Found(start, bare.end, Point(offset=length.low[0]))
    if tail == "within" and text.endswith("之日起", 0, bare.start):
        return bare._replace(end=end)  # 自受理之日起20日内: no day is named
    if kind == "use" and tail == "time" and _USED.match(text, end):
        return bare._replace(start=start, end=end)  # 利用11天时间，走访了34个屯: no limit is set
    if tail == "within" or (kind == "use" and tail == "time"):
        return Found(
            start if kind == "use" else bare.start, end, length._replace(relation="within"), "deadline"
        )
    if tail == "since":
        return Found(bare.start, end, length._replace(relation="past"), "since")
    if tail == "over":
        return _bounded(text, bare, length, end)
    if tail == "under":
        return bare._replace(end=end, reading=length._replace(low=((0.0, "second"),)))
    return bare._replace(start=start) if kind == "lasting" else bare


def _day_of_a_year(text: str, start: int, end: int, n: float) -> Found | None:
    """五年前的11月5日: a day of the year that lies so far back."""
    named = single(text, end + 1) if text[end : end + 1] == "的" and n == int(n) else None
    if (
        not named
        or not isinstance(named.reading, Point)
        or not named.reading.month
        or named.reading.year_printed
    ):
        return None
    return Found(start, named.end, named.reading._replace(year_shift=-int(n)))


def _bounded(text: str, bare: Found, length: Length, end: int) -> Found:
    """3年以上7年以下: from the one to the other."""
    at = end + (text[end : end + 1] == ",")
    match = length_pattern().match(text, at)
    other = _amount(match) if match else None
    if match and other and text.startswith("以下", match.end()):
        return bare._replace(end=match.end() + 2, reading=Length(length.low, other.high))
    return bare._replace(end=end)
