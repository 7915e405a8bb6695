"""Finding the expressions of time in a text, as written.

One pass: a cheap pattern stops at characters that can begin an expression; there the grammars are tried in turn, the
longest composed expression is taken with the words around it that give it a role (截至…, 自…以来, …前), and the
search goes on behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from timeline.text import Span, squeeze
from timeline.timex import words
from timeline.timex.grammar import DIGITS, point_pattern
from timeline.timex.lengths import length_at
from timeline.timex.points import point_of
from timeline.timex.ranges import Found, dated
from timeline.timex.recurrences import recurrence_of, recurrence_pattern, rhythm_marks, rhythm_start
from timeline.timex.roles import with_role
from timeline.timex.types import Length, Point, Range, Reading, Recurrence, Timex, TimexKind, Vague
from timeline.timex.values import value_of


def find_timexes(text: str, span: Span | None = None) -> list[Timex]:
    """The temporal expressions of ``text`` (or of ``span`` in it), in order; spans are absolute, ``when`` is None.

    A text that is not Chinese goes through dateparser (:mod:`timeline.timex.foreign`).
    """
    offset = span.start if span else 0
    body = text[span.start : span.end] if span else text
    if not _chinese(body):
        from timeline.timex.foreign import find_foreign

        return find_foreign(body, offset)
    squeezed = _squeezed(body)
    return [_timex(found, squeezed, body, offset) for found in _scan(squeezed.plain)]


def _chinese(text: str) -> bool:
    """Whether the text is written in Chinese characters, judged by its first few thousand."""
    head = text[:4000]
    return any("\u4e00" <= char <= "\u9fff" for char in head) or not any(char.isalpha() for char in head)


def _timex(found: Found, squeezed: _Squeezed, body: str, offset: int) -> Timex:
    start, end = squeezed.back(found.start), squeezed.back(found.end, end=True)
    span = Span(start + offset, end + offset)
    return Timex(
        span,
        squeeze(body[start:end]),
        _kind(found.reading),
        value_of(found.reading),
        found.role,
        None,
        found.reading,
    )


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


# ---------------------------------------------------------------- blanks


@dataclass(frozen=True, slots=True)
class _Squeezed:
    """A text made plain, without the blanks beside Chinese characters, and the way back to its offsets.

    ``cuts`` are the offsets in ``plain`` before which a blank was cut, ``shifts`` how many were cut up to there.
    """

    plain: str
    cuts: tuple[int, ...]
    shifts: tuple[int, ...]

    def back(self, at: int, end: bool = False) -> int:
        """The offset in the text of an offset in ``plain``; an ``end`` stays before a blank that follows."""
        index = bisect_right(self.cuts, at - 1 if end else at)
        return at + (self.shifts[index - 1] if index else 0)


_HAN = "\u3001-\u9fff"
_BLANK = re.compile(
    f"(?<=[{_HAN}0-9]) +(?=[{_HAN}])|(?<=[{_HAN}]) +(?=[0-9])|(?<=[{_HAN}0-9]) +(?=[-~])|(?<=[-~]) +(?=[{_HAN}0-9])"
)


def _squeezed(text: str) -> _Squeezed:
    flat = words.plain(text)
    if " " not in flat:
        return _Squeezed(flat, (), ())
    pieces, cuts, shifts, last, cut = [], [], [], 0, 0
    for match in _BLANK.finditer(flat):
        pieces.append(flat[last : match.start()])
        cuts.append(match.start() - cut)
        cut += match.end() - match.start()
        shifts.append(cut)
        last = match.end()
    pieces.append(flat[last:])
    return _Squeezed("".join(pieces), tuple(cuts), tuple(shifts))


# ---------------------------------------------------------------- the pass


@cache
def _start_pattern() -> re.Pattern[str]:
    """Where an expression, or a trap, begins; the named group says which grammars are worth trying there.

    The pattern begins with a plain class of characters, which the engine runs through fastest; the grammar stands in a
    look-ahead from the same place. A number counts only before a unit or a link, so the many counts of a news page
    (26条, 51亿元) cost next to nothing.
    """
    parts = {
        "listed": words.alternatives(_listed()),
        "rhythm": rhythm_start(),
        "number": _number(),
        "word": _word(),
    }
    pattern = "|".join(f"(?P<{name}>{part})" for name, part in parts.items())
    first, second = _openings()
    return re.compile(f"[每{first}](?:(?=[{second}])|(?<=每))(?<=(?=(?:{pattern})).)", re.DOTALL)


@cache
def _listed() -> dict[str, str]:
    """Every word that can begin an expression or a trap, to its kind; where tables share one, the trap wins, then the vague word."""
    kinds = dict.fromkeys((*_word_table(), *words.free_festivals()), "word")
    return kinds | dict.fromkeys(words.vague(), "vague") | dict.fromkeys(words.traps(), "trap")


_NUMERALS = f"{DIGITS}十百千两廿卅半几数若0123456789"
_UNITS = "年月日号时点天周星礼小秒分刻钟季昼世工"


def _openings() -> tuple[str, str]:
    """The first and the second characters an expression or a trap can have, as insides of character classes."""
    listed = [*_listed(), *words.festivals()]
    first = {word[0] for word in listed} | set(
        _NUMERALS + "逐按日周旬月季年星礼上下本这今当闰第前头约早晚夜去明"
    )
    second = {word[1] for word in listed if len(word) > 1} | {mark[0] for mark in rhythm_marks()}
    second |= set(_NUMERALS + _UNITS + "多余来个度一上下春夏秋冬拜期末半至到起从由(、/.· \t-~:—apm")
    return tuple(re.escape("".join(sorted(chars))) for chars in (first, second))  # type: ignore[return-value]


def _number() -> str:
    """A numeral that a unit of time, a clock or a link follows."""
    numeral = f"{DIGITS}十百千两廿卅"
    unit = f"[{_UNITS}]"
    return (
        rf"(?:(?<![0-9.])[0-9]{{1,4}}(?:\.[0-9]{{1,2}}(?=小时|个小时|年|天|分钟|秒))?|(?<![{numeral}])[{numeral}]{{1,5}}|半|若干|[几数]十?)"
        rf"(?:(?=[多余来几]?个?[多余来几]?半?{unit})|(?=[-~:—至到、/.·\s][0-9{DIGITS}十两])|(?=\s?[ap]\.?m)|(?=\s?[—~-]\s?[0-9]))"
    )


# What begins a date and stands in no table of the lexicon, because the grammar of points spells it out.
_SPELLED = (
    "当年", "同年", "该年", "那一年", "那年", "次年", "翌年", "第二年", "当月", "同月", "该月", "农历", "阴历", "旧历", "夏历", "公元",
    "大约", "大概", "今明", "明后", "昨今", "去今", "上世纪", "上个世纪", "本世纪", "上半年", "下半年", "前半年", "后半年", "上个半年", "下个半年",
    "年初", "年中", "年末", "年底", "年终", "月底", "月末", "月初", "岁末", "岁尾", "正月", "元月", "冬月", "腊月", "周末",
)  # fmt: skip


def _word_table() -> list[str]:
    """The words that can begin a date."""
    listed = [*words.days(), *words.shifts("year"), *words.shifts("month"), *words.eras(), *_SPELLED]
    return listed + [word for word in words.parts() if len(word) > 1]


def _word() -> str:
    count = f"[0-9{DIGITS}十两]{{1,3}}"
    bound = words.bound_festivals()
    heads = re.escape("".join(sorted({name[0] for name in bound})))
    return (
        f"(?=[{heads}])(?:{'|'.join(bound)})"
        "|(?=[上下本这今当周星礼闰第前头去明昨约早晚夜])(?:"
        "(?:上+|下+|本|这|今|当)(?:一个|一|个)?(?:周|星期|礼拜)|(?:周|星期|礼拜)[一二三四五六日天]"
        "|(?:上+|下+|本|这|当)个?季度|[上下]半[月周]|闰[一二三四五六七八九十]{1,2}月"
        f"|第(?={count}个?(?:季|天|周|星期|礼拜|月))|(?<!提)[前头](?=[二两三23]个?季度|(?:[3-9三四五六七八九十]|1[01]|十一)(?:个月|月(?![份0-9一二三四五六七八九十初中上下底末])))"
        rf"|[今去明前](?=[春夏秋冬])|[昨今前明](?=\([0-9]{{1,2}}\)日)|[昨今明](?=起|从|由)|约(?={count}[点时:])|[早晚夜](?={count}[点时:]))"
    )


def _scan(text: str) -> Iterator[Found]:
    """Every expression of ``text`` (plain and squeezed), left to right, none overlapping."""
    search, kinds = _start_pattern().search, _listed()
    at = floor = 0
    while match := search(text, at):
        at, kind, end = match.start(), match.lastgroup or "", match.end(match.lastgroup or 0)
        if kind == "listed":
            kind = kinds[text[at:end]]
        if kind == "trap":
            floor = at = end
        elif found := _found_at(text, at, end, kind, floor):
            if not _in_title(text, found):
                yield found
            floor = at = found.end
        elif kind == "number" and (end := _behind_impossible(text, at)):
            floor = at = end
        else:
            at += 1


def _behind_impossible(text: str, at: int) -> int:
    """The end of a date that cannot be (2月30日, 13月5日, 25时), so that its tail is not read as one; 0 where there is none."""
    match = point_pattern().match(text, at)
    return match.end() if match and (match["month"] or match["hour"]) and point_of(match) is None else 0


def _in_title(text: str, found: Found) -> bool:
    """Whether a length, a rhythm or a vague word belongs to the title of a film or a book."""
    if not isinstance(found.reading, Length | Vague | Recurrence):
        return False
    reach = max(0, found.start - 31)
    return text.rfind("《", reach, found.start) > text.rfind("》", reach, found.start)


# 最近三天 is a length; 截至今年 is no 至今.
_NOT_VAGUE = re.compile(
    rf"[0-9{DIGITS}十两几半]{{1,4}}个?多?(?:年|季度|月|周|星期|礼拜|天|日|小时|分钟)|(?<=至今)[年天日后晚早春夏秋冬]"
)


def _found_at(text: str, at: int, end: int, kind: str, floor: int) -> Found | None:
    """The expression that begins at ``at`` with the opening ``at:end``, by the grammars its kind calls for."""
    if kind == "vague":
        if not _NOT_VAGUE.match(text, end):
            return Found(at, end, Vague(words.vague()[text[at:end]]), "fuzzy")
    elif kind == "rhythm" or kind == "number" or text[at] in "周星":
        match = recurrence_pattern().match(text, at)
        if match and (rhythm := recurrence_of(match)):
            return Found(at, match.end(), rhythm, "set")
    if kind == "number" and (found := _named_day(text, at) or length_at(text, at, floor)):
        return found
    found = dated(text, at)
    return with_role(text, found, floor) if found else None


_DAY_NAME = re.compile(
    r"(?<![0-9.])(?P<month>1[0-2]|[1-9])[·.](?P<day>[12][0-9]|3[01]|[1-9])(?=\"?(?:国际|全国|世界|中国|全民|国家)?[^,。;:、\n\d\"]{0,8}(?:节|日)(?!报))"
)


def _named_day(text: str, at: int) -> Found | None:
    """A day that names a commemoration: 5·12国际护士节."""
    match = _DAY_NAME.match(text, at)
    if not match:
        return None
    return Found(
        at, match.end(), Point(month=int(match["month"]), day=int(match["day"]), festival=match.group())
    )
