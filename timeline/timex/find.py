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
from timeline.timex.lengths import length_at
from timeline.timex.points import DIGITS, point_of, point_pattern
from timeline.timex.ranges import Found, dated
from timeline.timex.recurrences import recurrence_of, recurrence_pattern
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
    """Where an expression, or a trap, can begin."""
    vocabularies = (
        words.traps(),
        words.vague(),
        words.days(),
        words.parts(),
        words.festivals(),
        words.eras(),
    )
    heads = {word[0] for vocabulary in vocabularies for word in vocabulary}
    heads |= {word[0] for unit in ("year", "month") for word in words.shifts(unit)}
    heads |= set("公农阴旧夏闰正冬腊上下前后本这今当同该那第最周星礼年岁去明每逐按日月季半几数约大若整全")
    heads = {char for char in heads if not char.isascii()} - set(DIGITS + "十百千两廿卅")
    number = f"(?<![0-9.])[0-9]|(?<![{DIGITS}十百千两廿卅])[{DIGITS}十百千两廿卅]"
    return re.compile(f"{number}|[{''.join(sorted(heads))}]")


@cache
def _trap_pattern() -> re.Pattern[str]:
    return re.compile(words.alternatives(words.traps()))


# 最近三天 is a length; 截至今年 is no 至今.
_NOT_VAGUE = re.compile(rf"[0-9{DIGITS}十两几半]{{1,4}}个?多?(?:年|季度|月|周|星期|礼拜|天|日|小时|分钟)|(?<=至今)[年天日后晚早春夏秋冬]")


@cache
def _vague_pattern() -> re.Pattern[str]:
    return re.compile(words.alternatives(words.vague()))


def _scan(text: str) -> Iterator[Found]:
    """Every expression of ``text`` (plain and squeezed), left to right, none overlapping."""
    start_of, trap = _start_pattern(), _trap_pattern()
    at = floor = 0
    while match := start_of.search(text, at):
        at = match.start()
        if swallowed := trap.match(text, at):
            floor = at = swallowed.end()
        elif found := _found_at(text, at, floor):
            if not _in_title(text, found):
                yield found
            floor = at = found.end
        elif end := _behind_impossible(text, at):
            floor = at = end
        else:
            at += 1


def _behind_impossible(text: str, at: int) -> int:
    """The end of a date that cannot be (2月30日, 13月5日, 25时), so that its tail is not read as one; 0 where there is none."""
    match = point_pattern().match(text, at)
    return match.end() if match and (match["month"] or match["hour"]) and point_of(match) is None else 0


_OPEN_TITLE = re.compile("《[^》\n]{0,30}$")


def _in_title(text: str, found: Found) -> bool:
    """Whether a length, a rhythm or a vague word belongs to the title of a film or a book."""
    if not isinstance(found.reading, Length | Vague | Recurrence):
        return False
    return bool(_OPEN_TITLE.search(text, max(0, found.start - 31), found.start))


def _found_at(text: str, at: int, floor: int) -> Found | None:
    """The expression that begins at ``at``, grammar by grammar."""
    if (match := _vague_pattern().match(text, at)) and not _NOT_VAGUE.match(text, match.end()):
        return Found(at, match.end(), Vague(words.vague()[match.group()]), "fuzzy")
    if (match := recurrence_pattern().match(text, at)) and (rhythm := recurrence_of(match)):
        return Found(at, match.end(), rhythm, "set")
    if found := _named_day(text, at) or length_at(text, at, floor):
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
