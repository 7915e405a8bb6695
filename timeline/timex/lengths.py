"""The grammar of lengths of time: ``三天``, ``一个半小时``, ``8天20小时``, ``3~5年``, ``近三年``, ``未来7天``."""

from __future__ import annotations

import re
from functools import cache

from timeline.numerals import to_number
from timeline.timex.points import DIGITS
from timeline.timex.types import Length

_UNITS = {
    "年": "year", "周年": "year", "季度": "quarter", "月": "month", "周": "week", "星期": "week", "礼拜": "week", "天": "day", "日": "day",
    "小时": "hour", "钟头": "hour", "钟": "hour", "时": "hour", "分钟": "minute", "分": "minute", "秒": "second", "秒钟": "second",
    "刻钟": "quarter-hour", "昼夜": "day", "工作日": "day", "世纪": "century",
}  # fmt: skip
_N = rf"(?:[0-9]{{1,4}}(?:\.[0-9]{{1,2}})?|[{DIGITS}十百两廿卅]{{1,5}}|半|几十|十几|几|数十|数|若干)"
_UNIT = (
    r"(?:年(?!级|代|轻|龄|纪|货|度|初|底|末|中[,。、至到前后]|夜)|季度|个?月(?!季|饼|球|亮|嫂|[初底末中上下]旬?)|(?:周|星期|礼拜)(?!岁|边|围|刊|[一二三四五六])|天(?![安津桥山河然气空下鹅])|日(?![本常程照记用夜子化])"
    r"|小时|钟头|钟(?!头|点|楼)|分钟|分(?=[0-9〇零一二三四五六七八九十半]{1,3}秒|半)|秒钟?|刻钟|昼夜|工作日|世纪)"
)


@cache
def length_pattern() -> re.Pattern[str]:
    """One or several counted units in a row, with a range (3至5年) in the first."""
    more = r"(?:多|余|来|几)?个?(?:半(?=个?(?:小时|钟|月|分钟|年|天|秒)))?"
    first = rf"(?P<low>{_N})(?:(?:{_UNIT})?(?:[~\-至到]|—+)(?P<high>{_N}))?(?P<more>{more})(?P<unit>{_UNIT})(?P<half>半(?:钟|年)?)?"
    next_ = rf"(?:[多又零余、]{{0,2}}(?:{_N}){more}(?:{_UNIT}|时(?![间代期刻候])|分(?![之别公局])){{1}}半?)"
    return re.compile(rf"(?P<around>约|大约|近|整整)?(?:{first})(?P<rest>{next_}{{0,5}})(?P<tail>三夜)?")


_REST = re.compile(
    rf"(?P<n>{_N})(?P<more>多|余|来|几)?个?(?P<half>半)?(?P<unit>季度|星期|礼拜|小时|钟头|分钟|秒钟|刻钟|个?月|[年周天日钟时分秒])(?P<half2>半)?"
)


def amount_of(match: re.Match[str]) -> Length | None:
    """The length a match of :func:`length_pattern` gives; 几 and 数 give no number and are None."""
    low, high = to_number(match["low"]), to_number(match["high"] or match["low"])
    if low is None or high is None:
        return None
    unit = match["unit"].lstrip("个")
    extra = (0.5 if "半" in (match["more"] or "") else 0.0) + (0.5 if match["half"] else 0.0)
    rest = tuple(
        (n + (0.5 if part["half"] or part["half2"] else 0.0), _UNITS[part["unit"].lstrip("个")])
        for part in _REST.finditer(match["rest"] or "")
        if (n := to_number(part["n"])) is not None
    )
    if _UNITS[unit] == "quarter-hour":
        return Length(((15 * low, "minute"),), ((15 * high, "minute"),))
    return Length(((low + extra, _UNITS[unit]), *rest), ((high + extra, _UNITS[unit]), *rest))
