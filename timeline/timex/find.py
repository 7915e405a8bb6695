"""Finding the expressions of time in a text, as written.

One pass: a cheap pattern stops at characters that can begin an expression; there the grammars are tried in turn, the
longest composed expression is taken with the words around it that give it a role (截至…, 自…以来, …前), and the
search goes on behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from timeline.numerals import to_int
from timeline.text import Span, squeeze
from timeline.timex import words
from timeline.timex.lengths import amount_of, length_pattern
from timeline.timex.points import DIGITS, NUM, point_of, point_pattern
from timeline.timex.recurrences import recurrence_of, recurrence_pattern
from timeline.timex.types import Length, Point, Range, Reading, Recurrence, Timex, TimexKind, Vague
from timeline.timex.values import value_of


@dataclass(frozen=True, slots=True)
class Found:
    """A reading and where it stands in the squeezed text."""

    start: int
    end: int
    reading: Reading
    role: str


@dataclass(frozen=True, slots=True)
class _Squeezed:
    """``text`` made plain, without the blanks beside Chinese characters; ``cuts`` map its offsets back."""

    plain: str
    positions: tuple[int, ...]  # offsets in `plain` before which a blank was cut
    shifts: tuple[int, ...]  # how many blanks were cut up to there

    def back(self, at: int, end: bool = False) -> int:
        """The offset in the printed text of an offset in ``plain``."""
        if not self.positions:
            return at
        index = bisect_right(self.positions, at - 1 if end else at)
        return at + (self.shifts[index - 1] if index else 0)


_BLANK = re.compile(
    r"(?<=[\u3000-\u9fff0-9])[ ]+(?=[\u3000-\u9fff])|(?<=[\u3000-\u9fff])[ ]+(?=[\u3000-\u9fff0-9])|(?<=[\u4e00-\u9fff0-9])[ ]+(?=[-~])|(?<=[-~])[ ]+(?=[\u4e00-\u9fff0-9])"
)


def _squeeze(text: str) -> _Squeezed:
    flat = words.plain(text)
    if " " not in flat:
        return _Squeezed(flat, (), ())
    pieces, positions, shifts, last, cut = [], [], [], 0, 0
    for match in _BLANK.finditer(flat):
        pieces.append(flat[last : match.start()])
        positions.append(match.start() - cut)
        cut += match.end() - match.start()
        shifts.append(cut)
        last = match.end()
    pieces.append(flat[last:])
    return _Squeezed("".join(pieces), tuple(positions), tuple(shifts))


def find_timexes(text: str, span: Span | None = None) -> list[Timex]:
    """The temporal expressions of ``text`` (or of ``span`` in it), in order; spans are absolute, ``when`` is None.

    A text that is not Chinese goes through dateparser (:mod:`timeline.timex.foreign`).
    """
    offset = span.start if span else 0
    body = text[span.start : span.end] if span else text
    if not _chinese(body):
        from timeline.timex.foreign import find_foreign

        return find_foreign(body, offset)
    squeezed = _squeeze(body)
    found = []
    for item in _scan(squeezed.plain):
        start, end = squeezed.back(item.start), squeezed.back(item.end, end=True)
        found.append(
            Timex(
                Span(start + offset, end + offset),
                squeeze(body[start:end]),
                _kind(item.reading),
                value_of(item.reading),
                item.role,
                None,
                item.reading,
            )
        )
    return found


def _chinese(text: str) -> bool:
    """Whether the text is written in Chinese characters, judged by its first few thousand."""
    head = text[:4000]
    return any("\u4e00" <= char <= "\u9fff" for char in head) or not any(char.isalpha() for char in head)


def _kind(reading: Reading) -> TimexKind:
    match reading:
        case Vague():
            return "fuzzy"
        case Recurrence():
            return "set"
        case Length():
            return "duration"
        case Range(first, last):
            return "time" if any(end and end.hour is not None for end in (first, last)) else "date"
        case Point():
            return "time" if reading.hour is not None or reading.label else "date"


@cache
def _start_pattern() -> re.Pattern[str]:
    """Where an expression, or a trap, can begin."""
    heads = {
        word[0]
        for word in (
            *words.traps(),
            *words.vague(),
            *words.days(),
            *words.parts(),
            *words.festivals(),
            *words.eras(),
        )
    }
    heads |= {word[0] for unit in ("year", "month") for word in words.shifts(unit)}
    heads |= set("公农阴旧夏闰正冬腊上下前后本这今当同该那第最周星礼年岁去明每逐天按日月季半几数约大若整月初")
    heads -= set(DIGITS + "十百千两廿卅") | {c for c in heads if c.isascii()}
    number = f"(?<![0-9.])[0-9]|(?<![{DIGITS}十百千两廿卅])[{DIGITS}十百千两廿卅]"
    return re.compile(f"{number}|[{''.join(sorted(heads))}]")


@cache
def _trap_pattern() -> re.Pattern[str]:
    return re.compile(words.alternatives(words.traps()))


@cache
def _vague_pattern() -> re.Pattern[str]:
    return re.compile(words.alternatives(words.vague()))


def _scan(text: str) -> Iterator[Found]:
    """Every expression of ``text`` (plain and squeezed), left to right, none overlapping."""
    start_of, trap, vague = _start_pattern(), _trap_pattern(), _vague_pattern()
    at, floor = 0, 0
    while match := start_of.search(text, at):
        at = match.start()
        if swallowed := trap.match(text, at):
            floor = at = swallowed.end()
            continue
        item = (
            _vague(text, at, vague)
            or _recurrence(text, at)
            or _quoted_day(text, at)
            or _dated(text, at, floor)
        )
        if item is None:
            at += 1
            continue
        yield item
        floor = at = item.end


def _vague(text: str, at: int, pattern: re.Pattern[str]) -> Found | None:
    match = pattern.match(text, at)
    return Found(at, match.end(), Vague(words.vague()[match.group()]), "fuzzy") if match else None


def _recurrence(text: str, at: int) -> Found | None:
    match = recurrence_pattern().match(text, at)
    reading = recurrence_of(match) if match else None
    return Found(at, match.end(), reading, "set") if match and reading else None


_DAY_NAME = re.compile(
    r"(?<![0-9.])(?P<month>1[0-2]|[1-9])[·.](?P<day>[12][0-9]|3[01]|[1-9])(?=\"?(?:国际|全国|世界|中国|全民|国家|公司)?[^,。;:、\n\d\"]{0,8}(?:节|日)(?!报))"
)


def _quoted_day(text: str, at: int) -> Found | None:
    """A day that names a commemoration: 5·12国际护士节."""
    match = _DAY_NAME.match(text, at)
    if not match:
        return None
    return Found(
        at,
        match.end(),
        Point(month=int(match["month"]), day=int(match["day"]), festival=match.group()),
        "point",
    )


def _dated(text: str, at: int, floor: int) -> Found | None:
    """A length or a point at ``at``, with what stands around it."""
    length = _length(text, at, floor)
    if length:
        return length
    head = _range(text, at) or _short_range(text, at, Point()) or _single(text, at)
    return _with_role(text, head, floor) if head else None


# ---------------------------------------------------------------- points and ranges


def _single(text: str, at: int) -> Found | None:
    """One point, if the grammar matches something that is a time here."""
    match = point_pattern().match(text, at)
    if not match or match.end() == at:
        return None
    point = point_of(match)
    if point is None or not _meant(text, at, match.end(), point, match):
        return None
    end = match.end()
    while end > at and text[end - 1] in " ,的、":
        end -= 1
    return Found(at, end, point, "point")


_BARE_CLOCK_AFTER = re.compile(r"[,。、;)过的到至~\-之以前后左开许钟整]|$")
_SAID_POINTS = re.compile(
    r"(?:[了出讲提强列明述等项以下这那哪几好有看占]|建议|意见|要求|第|高|低|升|降|跌|涨)$"
)


def _meant(text: str, at: int, end: int, point: Point, match: re.Match[str]) -> bool:
    """Whether a match that could be a time is meant as one; looks at a few characters around it."""
    before = text[max(0, at - 3) : at]
    only_clock = match["hour"] or match["hour2"]
    if match["year"] and not _is_year(text, match, before):
        return False
    dated = (
        point.month
        or point.day
        or point.day_shift is not None
        or point.anaphor
        or point.weekday
        or point.festival
    )
    dated = (
        dated
        or point.year
        or point.year_shift is not None
        or point.month_shift is not None
        or point.week_shift is not None
    )
    if only_clock and not dated and not point.label:
        if match["hour2"]:
            return not re.search(r"[0-9A-Za-z比:]$", before) and (point.hour or 0) < 24
        spelled = match.group()
        if "时" in spelled:
            return not re.search(r"[第每]$", before) and bool(
                point.minute or text[end : end + 1] not in "速薪效"
            )
        firm = point.minute is not None or re.search(r"钟|整|正|半|刻", spelled)
        alone = not text[:at].strip("从在于自") and not text[end:].strip()
        return bool(
            firm
            or alone
            or (
                (
                    not _SAID_POINTS.search(before)
                    and _BARE_CLOCK_AFTER.match(text, end)
                    and len(spelled.rstrip("点")) > 1
                )
                or alone
            )
        )
    if point.label and not dated and match["part"]:
        return _part_meant(text, at, end, match)
    if match["solo_day"] and re.search(r"[第0-9.]$|[)\]]$", before) and "号" in match.group():
        return False
    return not re.fullmatch(r"约|大约|大概", match.group())


def _part_meant(text: str, at: int, end: int, match: re.Match[str]) -> bool:
    """A part of the day on its own: 早, 晚, 夜 count only beside a clock."""
    if match["hour"] or match["hour2"]:
        return True
    return (
        len(match["part"]) > 1
        and match["part"] not in ("黎明", "入夜", "一早", "白天", "日间", "黄昏", "清早")
    ) or (not text[:at].strip() and not text[end:].strip())


_YEAR_BEFORE = re.compile(r"[自从于在到至]$|[(\"《]$|早在$|截止?至?$")
_YEAR_AFTER = re.compile(
    r"[0-9〇一二三四五六七八九十]{1,3}月|第?[一二三四1-4]季度|[上下]半年|年?[初末底]|[春夏秋冬][天季,]|第|开始|起|以来|以[前后]|[之]?[前后]|与|奥运|全年|[正冬腊]月"
)


def _is_year(text: str, match: re.Match[str], before: str) -> bool:
    """Whether a number before 年 is a year and no count of years."""
    printed = match["year"]
    value = to_int(printed) or 0
    if len(printed) == 4 or "千" in printed:
        return 1000 <= value <= 2999 and not before.endswith(".")
    if len(printed) == 3:
        return (
            (not before.strip() and not match.group().endswith("年"))
            or before.endswith("在")
            or match["month"] is not None
        )
    after = match.end("year") + 1
    tail = text[after : after + 4]
    if (
        match["month"]
        or match["half"]
        or match["q1"]
        or match["q2"]
        or match["year_part"]
        or match["season"]
        or match["nth"]
    ):
        return True
    if printed[0] in "〇零0":
        return True
    if printed.isdigit() and not _YEAR_AFTER.match(tail) and not _YEAR_BEFORE.search(before):
        return False
    if not printed.isdigit():
        return len(printed) == 2 and "十" not in printed and not re.match(r"[来内间多之以前后]", tail)
    return bool(_YEAR_BEFORE.search(before)) and not re.match(r"[来内间多之以前后的时]", tail)


_LINK = re.compile(
    r"(?:\s?(?:至|到|—+|[-~]{1,3})\s?)(?:次年的?|第二年的?|翌年)?(?=[0-9一二三四五六七八九十廿〇零今明后前上下本元国春中端清教五除圣感母父晚早凌午夜傍次当年周星礼正冬腊农岁])"
)
_BETWEEN = re.compile(r"[和与及]")
_BETWEEN_END = re.compile(r"之?间(?![断歇接])")


def _range(text: str, at: int) -> Found | None:
    """``A至B``; B may leave out what A says."""
    first = _head(text, at)
    if not first:
        return None
    link = _LINK.match(text, first.end)
    between = None if link else _BETWEEN.match(text, first.end)
    join = link or between
    if not join or not isinstance(first.reading, Point):
        return None
    last = _head(text, join.end())
    if not last:
        return None
    if not isinstance(last.reading, Point) or not _compatible(first.reading, last.reading):
        return None
    end = last.end
    if between:
        closing = _BETWEEN_END.match(text, end)
        if not closing:
            return None
        end = closing.end()
    last_point = last.reading
    if link and re.search("次年|第二年|翌年", link.group()) and last_point.year is None:
        last_point = (
            replace(last_point, year_shift=(first.reading.year_shift or 0) + 1)
            if first.reading.year is None
            else replace(last_point, year=first.reading.year + 1)
        )
    return Found(at, end, Range(first.reading, last_point), "range")


_BARE_NUMBER = re.compile(
    rf"(?<![0-9.])(?P<n>{NUM}|[0-9]{{4}}|[{DIGITS}]{{4}})(?=\s?(?:至|到|—+|[-~、]{{1,3}})\s?(?:{NUM}|[0-9]{{4}}))"
)


def _head(text: str, at: int) -> Found | None:
    """One end of a range."""
    return _single(text, at)


def _compatible(first: Point, last: Point) -> bool:
    """Whether two points can be the ends of one range: both dates, or both clocks."""
    if last.offset or first.offset:
        return False
    return True


_SHORT = re.compile(
    rf"(?P<a>[12][0-9]{{3}}|{NUM})(?:\s?(?:至|到|—+|[-~]{{1,3}})\s?|(?P<comma>、))(?P<b>[12][0-9]{{3}}|{NUM})"
    rf"(?P<unit>年(?!级|代|内|间|时间|[来左多以]|[前后](?!,))|月(?:份)?(?!季)|日(?![本内]|之内|以内)|号(?![楼线])|时(?![间代])|点(?:钟)?(?!建议|意见))?"
)
_FIELDS = {"年": "year", "月": "month", "日": "day", "号": "day", "时": "hour", "点": "hour"}


def _short_range(text: str, at: int, base: Point) -> Found | None:
    """``3-5月份``, ``1995—1997年``, ``20、21日``: one unit for two numbers."""
    match = _SHORT.match(text, at)
    if not match:
        return None
    if not match["unit"]:
        return None
    unit = _FIELDS[match["unit"][0]]
    low, high = to_int(match["a"]), to_int(match["b"])
    if low is None or high is None or (match["comma"] and high != low + 1):
        return None
    if (unit == "year" and not (1000 <= low < high <= 2999)) or (
        unit == "month" and not (1 <= low <= 12 and 1 <= high <= 12)
    ):
        return None
    if (unit == "day" and not 1 <= low < high <= 31) or (unit == "hour" and not 0 <= low < high <= 24):
        return None
    if unit != "year" and text[max(0, at - 1) : at] in tuple("第.-/·"):
        return None
    rest = _single(text, match.start("b")) if unit in ("hour", "day", "month", "year") else None
    last = rest.reading if rest and isinstance(rest.reading, Point) else replace(base, **{unit: high})
    end = rest.end if rest else match.end()
    first = replace(base, **{unit: low}, label=base.label)
    return Found(at, end, Range(first, last), "range")


# ---------------------------------------------------------------- lengths

_SURE_LENGTH = re.compile(r"个|[周天时钟分秒]|星期|礼拜|季度|昼夜|工作日|世纪|半|几|数|若干")
_BEFORE_LENGTH = re.compile(
    r"(?P<past>最近的?|近|过去的?|此前|之前|前|上个?)$|(?P<next>未来的?|今后的?|接下来的?|下个?|后|之后|还剩|随后的?)$"
    r"|(?P<use>利用|用|通过|花|经过|以|争取用)$|(?P<lasting>为期|历时|长达|连续|持续|时长|共)$"
)
_AFTER_LENGTH = re.compile(
    r"(?P<within>(?:的)?(?:时间)?(?:之内|以内|内(?![地部外容蒙心设])))|(?P<since>以来|来(?![自到源的])(?=[,,。]|\S))"
    r"|(?P<ago>之前|以前|前(?![来往去进锋列沿期后景夕]))|(?P<later>之后|以后|过后|后(?![天期续勤者台备来]))|(?P<time>(?:的)?时间)|(?P<bound>以上|以下)"
)


def _length(text: str, at: int, floor: int) -> Found | None:
    match = length_pattern().match(text, at)
    if not match or not _is_length(text, match):
        return None
    length = amount_of(match)
    if length is None:
        return None
    start, end = at, match.end()
    before = _BEFORE_LENGTH.search(text[max(floor, at - 4) : at])
    after = _AFTER_LENGTH.match(text, end)
    return _placed(length, start, end, before, after, text)


def _is_length(text: str, match: re.Match[str]) -> bool:
    """Whether a counted unit is a length and no date (3月, 10日, 2014年, 10时)."""
    unit, low = match["unit"].lstrip("个"), match["low"]
    counted = (
        "个" in match["more"] + match["unit"]
        or low in ("半", "两", "几", "数", "若干", "几十", "数十", "十几")
        or match["half"]
    )
    before = text[max(0, match.start() - 2) : match.start()]
    if before.endswith(("第", "·", "/")) or (
        low == "半" and before.endswith(("大", "过", "多", "前", "后", "上", "下", "夜"))
    ):
        return False
    if unit == "月":
        return bool(counted)
    if unit == "年":
        years = len(low) if low.isdigit() else 0
        spelled = len(low) >= 2 and all(char in DIGITS for char in low)
        return not (years == 4 or spelled or (years == 2 and low[0] == "0"))
    if unit == "日":
        after = text[match.end() : match.end() + 2]
        return bool(
            counted
            or after[:1] == "内"
            or after in ("之内", "以内")
            or (low.isdigit() and int(low) > 31)
            or (not low.isdigit() and re.match("[之以后]", after))
        )
    if unit in ("钟", "分", "秒"):
        return bool(counted or unit == "秒" or match["rest"])
    if unit == "天" and low in ("一",) and text[match.end() : match.end() + 1] in "天到":
        return False
    return True


def _placed(
    length: Length, start: int, end: int, before: re.Match[str] | None, after: re.Match[str] | None, text: str
) -> Found:
    """A length with the words around it: a bare length, one that ends or begins now, or a point at its far end."""
    kind = before.lastgroup if before else ""
    tail = after.lastgroup if after else ""
    if (
        tail in ("ago", "later")
        and after
        and length.low == length.high
        and len(length.low) == 1
        and kind not in ("past", "next")
    ):
        n, unit = length.low[0]
        return Found(
            start,
            after.end(),
            Point(offset=(-n if tail == "ago" else n, unit)),
            "after" if tail == "later" and False else "point",
        )
    if tail == "within" and after:
        begin = start - len(before.group()) if before and kind in ("use", "next") else start
        return Found(begin, after.end(), replace(length, relation="within"), "deadline")
    if kind in ("past", "next") and before:
        return Found(
            start - len(before.group()),
            after.end() if after and tail in ("since", "time") else end,
            replace(length, relation=kind),
            "duration",
        )
    if tail == "since" and after:
        return Found(start, after.end(), replace(length, relation="past"), "since")
    if kind == "use" and before and tail == "time" and after:
        return Found(start - len(before.group()), after.end(), replace(length, relation="within"), "deadline")
    if kind == "lasting" and before and before.group() in ("为期", "历时"):
        return Found(start - len(before.group()), end, length, "duration")
    return Found(start, end, length, "duration")


# ---------------------------------------------------------------- roles

_ROLE_BEFORE = re.compile(
    r"(?P<asof>截至到?|截止到?|截止)$|(?P<since>自从|自|从|由|打从)$|(?P<until>(?<![来看达得收见感找回走听遇提想碰送拿做办受临直等])到|(?<![甚乃直以推延提调冬夏截])至|直到)$"
)
_ROLE_AFTER = re.compile(
    r"(?P<orlater>(?:或|及)(?:之后|以后))|(?P<orearlier>(?:或|及)(?:之前|以前))"
    r"|(?P<deadline>之前|以前|前(?![来往去进锋列沿期后景夕天两三几半台提线排茅述者])(?![0-9一二三四五六七八九十]+[个天周月年]))"
    r"|(?P<after>之后|以后|过后|后(?![天期续勤者台备来方面]))|(?P<since>(?:开始|起)?以来|至今|迄今|来(?=[,,。])|起(?![来点步伐草源动诉飞火爆伏床立码居])|(?P<begun>开始))|(?P<until>为止|止(?![步血损境])|底?截止)"
    r"|(?P<about>左右|前后)|(?P<during>期间)"
)


_BEGINNING = re.compile(r"[^,。;\n]{0,2}(?:开始|起步|起(?=[,。]))")


def _with_role(text: str, found: Found, floor: int) -> Found:
    """``found`` with the words before and behind that say how it is meant."""
    before = _ROLE_BEFORE.search(text[max(floor, found.start - 4) : found.start])
    after = _ROLE_AFTER.match(text, found.end)
    kind = (before.lastgroup or "") if before else ""
    tail = (after.lastgroup or "") if after else ""
    start, end, role, reading = found.start, found.end, found.role, found.reading
    if tail in ("deadline", "orearlier") and after:
        role, end = "deadline", after.end()
        return Found(start, end, reading, role)
    if tail in ("after", "orlater") and after:
        return Found(start, after.end(), reading, "after")
    if kind == "asof" and before:
        end = after.end() if after and tail == "until" else end
        return Found(start - len(before.group()), end, reading, "asof")
    if isinstance(reading, Range):
        begin = start - len(before.group()) if before and kind == "since" else start
        end = after.end() if after and tail == "until" else end
        return Found(begin, end, reading, "range")
    if (
        tail == "begun"
        and after
        and kind != "since"
        and not re.match(r"[,。;的\n]|$", text[after.end() : after.end() + 1])
    ):
        return found
    if tail in ("since", "begun") and after:
        begin = start - len(before.group()) if before and kind == "since" else start
        return Found(begin, after.end(), reading, "since")
    if kind == "until" and before:
        end = after.end() if after and tail == "until" else end
        return Found(start - len(before.group()), end, reading, "deadline")
    if kind == "since" and _BEGINNING.match(text, end):
        return Found(start, end, reading, "since")
    if tail == "about" and after and isinstance(reading, Point):
        return Found(start, after.end(), replace(reading, about=True), role)
    return found
