"""Printed lines → paragraphs: which line goes on where the one above stops."""

from __future__ import annotations

import re
from functools import cache

from timeline.lexicon import load
from timeline.pages.bylines import credit, opens, role_only, signs
from timeline.pages.furniture import furniture
from timeline.pages.lines import NEVER_FIRST, OPENERS, Line
from timeline.pages.measure import Measures
from timeline.text import fold

FINAL = frozenset("。！？!?…")
_CLOSERS = frozenset("”’」』）)》〉】]\"'")
_GOES_ON = frozenset("，、；,;—")
_STOPS = "。；！？!?;"
_SLACK = 1.3
_TAIL = 40
_SIGNED_OFF = re.compile(r"(?<=[。！？”…])[（(][^（()）]{2,20}[)）]$")
_SALUTED = re.compile(
    r"(?:编辑同志|编辑部|尊敬的[^,。]{1,14}|亲爱的[^,。]{1,12}|各[^,。;]{3,40}|[^,。;:]{2,12}(?:同志们|朋友们|居民朋友|家长)):"
)
# What follows a number and begins nothing.
_COUNTED = frozenset("年月日时个名人元万亿米吨户项件次岁周届号期余多")
_SIGNED = frozenset("摄攝影图供)）")
# How a paragraph of news begins: after the end of a sentence a line that begins so begins a paragraph.
_FRESH = re.compile(
    r"(?:\d{1,2}月\d{1,2}日(?:,|[上下]午)|近日,|日前,|昨[日天],|连日来,|图为|[问答]:|[●◆■★▲◎□◇☆])"
)
# Words a report begins with: a short line without a stop above them is its headline, if it can end there.
_BEGINS = re.compile(
    r"近日|日前|连日来|随着|眼下|今年以来|为(?:了|进一步|切实|深入|方便|全面|确保|加强|丰富|庆祝|纪念|推动|提升|展现)"
    r"|\d{1,2}月\d{1,2}日(?:,|[上下]午|晚|是|至|起|$)|昨[日天],|本周[一二三四五六日]"
)
_LEADS_ON = frozenset("于在从自至到是的和与及对向将被把为由以了、第")
_INDENT = 2.0


def paragraphs(lines: list[Line]) -> list[list[Line]]:
    """``lines`` grouped into paragraphs, in the same order."""
    if not lines:
        return []
    joins = _Joins(lines)
    out = [[lines[0]]]
    for i in range(1, len(lines)):
        joins.tail = (joins.tail + lines[i - 1].chars)[-_TAIL:]
        if joins.joined(i - 1):
            out[-1].append(lines[i])
            joins.first = False
        else:
            out.append([lines[i]])
            joins.first = True
            joins.tail = ""
            joins.opened = joins.opens[i]
    return out


def finished(chars: str) -> bool:
    """Whether a line ends as a sentence does."""
    end = chars.rstrip("".join(_CLOSERS))
    if not end:
        return False
    if signed_off(chars):
        return True
    return end[-1] in FINAL or (chars[-1] in _SIGNED and credit(chars) >= 0)


def signed_off(chars: str) -> bool:
    """Whether a text ends with its writer's name in brackets."""
    tail = _SIGNED_OFF.search(chars) if chars and chars[-1] in ")）" else None
    return tail is not None and signs(tail.group())


def _glued(lines: list[Line], i: int) -> str:
    """Line ``i`` with the pieces that a number torn out of it parted from it."""
    chars = lines[i].chars
    for k in range(i + 1, min(i + 7, len(lines))):
        if len(chars) > 30 or not (lines[k].numeric or lines[k - 1].numeric):
            break
        chars += lines[k].chars
    return chars


@cache
def _notices() -> tuple[str, ...]:
    return tuple(load("kinds")["notices"])


class _Joins:
    """The decision for each pair of lines, taken from the top of the page to its end."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.first = True
        self.complete = False
        # Whether the running paragraph opens a report, and its last characters.
        self.opened = False
        self.tail = ""
        self.measures = Measures(lines)
        self.alone = [furniture(line.chars) or signs(line.chars) for line in lines]
        self.opens = [opens(_glued(lines, i)) > 0 for i in range(len(lines))]
        self.titles = _titles(self)
        self.opened = self.opens[0]
        body = [line for line in lines if line.width > 6]
        share = sum(line.indent >= 1.5 for line in body) / (len(body) or 1)
        self.indented = 0.03 < share < 0.5
        # Where empty lines stand between all lines, or nowhere, they say nothing.
        self.spaced = 0.02 < sum(line.gap > 0 for line in lines) / len(lines) < 0.5

    def joined(self, i: int) -> bool:
        a, b = self.lines[i], self.lines[i + 1]
        if self.opens[i] and len(a.chars) < 16 and not finished(a.chars) and not a.vertical:
            return True
        if self.complete:
            self.complete = False
            return False
        if self.opened and _unclosed(self.tail) and any(mark in b.chars[:16] for mark in "）)"):
            return True
        if _SALUTED.fullmatch(fold(b.chars)) or _SALUTED.fullmatch(fold(a.chars)):
            return False
        if self._completes(i):
            self.complete = True
            return True
        if a.chars[-1].isdigit() and b.chars[0] in _COUNTED and not self.alone[i]:
            return True
        if (
            a.title
            or b.title
            or a.vertical
            or b.vertical
            or self.alone[i]
            or self.alone[i + 1]
            or self.opens[i + 1]
        ):
            return False
        if self.titles[i] or self.titles[i + 1]:
            # A number set in another fount was torn out of a headline.
            return (
                a.numeric != b.numeric and self.titles[i] and self.titles[i + 1] and a.chars[-1] not in ":："
            )
        if a.chars[-1] in OPENERS or b.chars[0] in NEVER_FIRST or (a.numeric and not b.numeric):
            return True
        if a.chars[-1] in _SIGNED and (credit(self.tail) >= 0 or signed_off(self.tail)):
            return False
        if finished(a.chars):
            if _FRESH.match(fold(b.chars)) or self._stands_alone(i + 1):
                return False
            return self._full(i) and not (self.indented and b.indent >= 1.5) and not (self.spaced and b.gap)
        if b.numeric or a.chars[-1] in _GOES_ON or (a.body and b.body):
            return True
        if self.indented and b.indent >= 1.5 > a.indent and (b.gap or a.width < b.width):
            return False
        return not self._heading(i)

    def _stands_alone(self, i: int) -> bool:
        """Whether a line that follows the end of a sentence is too short to go on, and does not end: a headline."""
        line, column = self.lines[i], self.measures.column(i)
        if finished(line.chars) or line.numeric or any(mark in line.chars for mark in "，。；、,;"):
            return False
        if i + 1 < len(self.lines) and (
            self.lines[i + 1].numeric or self.lines[i + 1].chars[0] in NEVER_FIRST
        ):
            return False
        if line.chars.endswith(_notices()):
            return True
        return column is not None and line.width < column - _INDENT - _SLACK and self.measures.tells(i)

    def _completes(self, i: int) -> bool:
        """Whether a name, cut off from its role or cut in two, stands on the next line."""
        a, b = self.lines[i], self.lines[i + 1]
        if len(b.chars) > 12 or not self.alone[i]:
            return False
        if fold(a.chars[-1]) == ":":
            return len(b.chars) <= 4 and b.chars.isalpha()
        if role_only(a.chars):
            return self.alone[i + 1]
        return len(b.chars) == 1 and b.chars.isalpha() and signs(a.chars)

    def _full(self, i: int) -> bool:
        """Whether the line reaches the right edge of its column, so that its end says nothing."""
        column = self.measures.column(i)
        if column is None:
            return False
        reach = self.lines[i].width + (_INDENT if self.first and self.lines[i].indent < 1 else 0.0)
        # A number on a line of its own was torn out of this one.
        k = i - 1
        while (
            k >= 0
            and (self.lines[k].numeric or self.lines[k + 1].numeric)
            and i - k < 12
            and reach < column - _SLACK
        ):
            reach += self.lines[k].width
            k -= 1
        return reach >= column - _SLACK

    def _heading(self, i: int) -> bool:
        """Whether an unfinished line stands by itself, as a headline or a sub-head does."""
        a, b = self.lines[i], self.lines[i + 1]
        if (
            self.measures.column(i) is None
            and self.measures.ahead(i + 1) is None
            and max(a.width, b.width) > 20
        ):
            return a.chars[-1] in ":：" or not (
                (_bodylike(a.chars) or _unclosed(a.chars)) and _bodylike(b.chars)
            )
        if not self.first or self.opens[i] or _unclosed(a.chars):
            return False
        column = max(
            (w for w in (self.measures.ahead(i + 1), self.measures.ahead(i + 2)) if w is not None),
            default=self.measures.column(i),
        )
        if a.chars[0] in "该此其":
            return False
        if a.chars[-1] in ":：":
            return column is None or a.width < column - _INDENT - _SLACK
        if any(mark in a.chars for mark in _STOPS):
            return False
        if a.chars.endswith(_notices()) and len(a.chars) >= 4:
            return True
        if len(a.chars) >= 6 and a.chars[-1] not in _LEADS_ON and _BEGINS.match(fold(b.chars)):
            return True
        if column is None and 0.5 <= b.width - a.width <= _INDENT + _SLACK and a.chars[-1] not in ":：":
            # Too few lines to know the column; these two are as an indented line and the one below it.
            return False
        if column is None:
            return len(a.chars) <= 60 and not (_bodylike(a.chars) and _bodylike(b.chars))
        return a.width < column - _INDENT - _SLACK or a.width > column + 1.5 + 0.05 * column


def _unclosed(chars: str) -> bool:
    return any(chars.count(a) > chars.count(b) for a, b in ("“”", "（）", "《》", "「」"))


def _bodylike(chars: str) -> bool:
    return any(mark in fold(chars) for mark in ",。;")


def _titles(page: _Joins) -> list[bool]:
    """Lines between the end of a text and the opening of the next report, or the end of the page."""
    lines, alone, opening = page.lines, page.alone, page.opens
    out = [False] * len(lines)
    for i in range(len(lines) + 1):
        if i < len(lines) and not (opening[i] or (alone[i] and not furniture(lines[i].chars))):
            continue
        k = i - 1
        count = 0
        while k >= 0 and count < 7 and not alone[k] and not opening[k] and _titular(lines[k].chars):
            count += not lines[k].numeric and len(lines[k].chars) > 2
            k -= 1
        # It must come up against an end: else these are the last lines of a paragraph.
        if (
            k < 0
            or alone[k]
            or finished(lines[k].chars)
            or (page.measures.column(k) is None and not _titular(lines[k].chars))
        ):
            for j in range(k + 1, i):
                out[j] = True
    return out


def _titular(chars: str) -> bool:
    flat = fold(chars)
    return (
        len(flat) <= 50
        and not finished(chars)
        and not any(mark in flat for mark in "。;")
        and flat[-1] not in ",、"
        and chars[0] not in NEVER_FIRST
    )
