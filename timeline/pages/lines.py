"""The printed lines of a text: their characters without blanks, where each stands, how wide it is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise

from timeline.text import fold

# A report that opens in the middle of a line starts a line of its own.
_OPENING = re.compile(r"(?<=[^□■●◎【\[“\"'(（])(?=本[报報][讯訊]\s*[（(]\s*(?:记者|通讯员|見習|記者|見习))")
OPENERS = frozenset("“‘「『（(《〈【[")
NEVER_FIRST = frozenset("。，、；：！？,;:!?%)）》〉」』】]”’…")
_BLANK = re.compile(r"[\s\ufeff\u200b]")
_NUMERIC = re.compile(r"[0-9.,:%~\-+/×°℃‰()A-Za-z]{1,8}")


@dataclass(slots=True)
class Line:
    """One printed line: ``chars`` without blanks, ``at`` their offsets in the source.

    ``width`` counts Han characters (a half-width one is a half), ``indent`` the blanks before it in
    the same measure; ``gap`` is the number of empty lines above. ``fresh`` marks
    the first of several printed lines that the file has on one, ``title`` a headline and ``body`` running
    text, where reading knows it already.
    """

    chars: str
    at: list[int]
    width: float = 0.0
    indent: float = 0.0
    gap: int = 0
    glued: bool = field(default=False)
    vertical: bool = field(default=False)
    fresh: bool = field(default=False)
    title: bool = field(default=False)
    body: bool = field(default=False)

    @property
    def numeric(self) -> bool:
        """Whether it is a number or a sign that the file tore out of a line of text."""
        return _NUMERIC.fullmatch(fold(self.chars)) is not None


def width(text: str) -> float:
    """The printed width in Han characters."""
    return len(text) - 0.5 * len(text.encode("ascii", "ignore"))


def lines(source: str) -> list[Line]:
    """The lines of ``source`` that hold something, in its order."""
    found: list[Line] = []
    gap = 0
    for start, end in _rows(source):
        row = source[start:end]
        kept = _kept(row)
        if not kept:
            gap += 1
            continue
        chars = "".join(row[i] for i in kept)
        indent = width(row[: kept[0]].expandtabs(4))
        at = [start + i for i in kept]
        found.append(Line(chars, at, width("".join(chars.split())), indent, gap))
        gap = 0
    return _clasped(_upright(found))


def _clasped(found: list[Line]) -> list[Line]:
    """Put brackets and marks that stand alone back on the line they were torn from."""
    out: list[Line] = []
    for line in found:
        last = out[-1] if out else None
        if (
            last
            and not line.vertical
            and not last.vertical
            and (last.chars[-1] in OPENERS or line.chars[0] in NEVER_FIRST)
        ):
            last.chars += line.chars
            last.at += line.at
            last.width = max(last.width, line.width)
            last.glued = True
        else:
            out.append(line)
    return out


def _rows(source: str) -> list[tuple[int, int]]:
    rows: list[tuple[int, int]] = []
    at = 0
    for row in source.splitlines(keepends=True):
        stop = at + len(row.rstrip("\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029"))
        body = source[at:stop]
        cuts = [
            at,
            *(at + cut.start() for cut in _OPENING.finditer(body) if body[: cut.start()].strip()),
            stop,
        ]
        rows += pairwise(cuts)
        at += len(row)
    return rows


def _kept(row: str) -> list[int]:
    """Offsets of the characters that stay: no blanks, save one between two Latin words."""
    if not _BLANK.search(row):
        return list(range(len(row)))
    kept = [i for i, char in enumerate(row) if not (char.isspace() or char in "\ufeff\u200b")]
    spaced = sum(b - a > 1 for a, b in pairwise(kept)) > 0.6 * len(kept)
    out: list[int] = []
    for i in kept:
        if out and i - out[-1] > 1 and not spaced and latin(row[out[-1]]) and latin(row[i]):
            blanks = [j for j in range(out[-1] + 1, i) if row[j].isspace()]
            out += sorted(blanks, key=lambda j: row[j] != " ")[:1]
        out.append(i)
    return out


def latin(char: str) -> bool:
    """Whether a blank beside it can part two words."""
    if char.isascii():
        return char.isalnum()
    return (char.isalpha() and "LATIN" in unicodedata.name(char, "")) or "CYRILLIC" in unicodedata.name(
        char, ""
    )


def _upright(found: list[Line]) -> list[Line]:
    """Join headlines that are set one character to a line."""
    out: list[Line] = []
    i = 0
    while i < len(found):
        j = i
        while j < len(found) and len(found[j].chars) == 1 and found[j].chars.isalpha():
            j += 1
        if j - i >= 4:
            run = found[i:j]
            chars = "".join(line.chars for line in run)
            out.append(
                Line(chars, [line.at[0] for line in run], float(len(chars)), 0.0, run[0].gap, vertical=True)
            )
            i = j
        else:
            out.append(found[i])
            i += 1
    return out
