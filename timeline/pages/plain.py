"""Plain text and Markdown → :class:`Page`: broken lines joined, blanks dropped, columns put in order."""

from __future__ import annotations

from timeline.pages import Page, Repair
from timeline.pages.columns import untangle
from timeline.pages.encoding import decode
from timeline.pages.furniture import furniture, section_name
from timeline.pages.lines import Line, latin, lines
from timeline.pages.unwrap import paragraphs
from timeline.text import Span

_PASSES = 6


def read_text(content: bytes, document: str) -> Page:
    """A page of plain text. Raises :class:`timeline.errors.UnreadableFile`."""
    return page_of(decode(content, document), document)


def page_of(source: str, document: str) -> Page:
    """The page whose file holds the characters ``source``."""
    text, origin = source, list(range(len(source)))
    for _ in range(_PASSES):
        again, at = _flow(text)
        if again == text:
            break
        text, origin = again, [origin[i] if i >= 0 else -1 for i in at]
    furnished = _furnished(text)
    return Page(document, text, source, tuple(origin), _repairs(source, origin), furnished)


def _flow(source: str) -> tuple[str, list[int]]:
    """One reading: the text and, for each character, its offset in ``source`` (−1: added)."""
    chars: list[str] = []
    at: list[int] = []
    for paragraph in paragraphs(untangle(lines(source)).lines):
        if chars:
            chars.append("\n")
            at.append(-1)
        for k, line in enumerate(paragraph):
            if k and _parted(paragraph[k - 1], line):
                chars.append(" ")
                at.append(-1)
            chars.append(line.chars)
            at += line.at
    return "".join(chars), at


def _parted(a: Line, b: Line) -> bool:
    """Whether two joined lines meet between two Latin words."""
    return latin(a.chars[-1]) and latin(b.chars[0]) and not (a.chars[-1].isdigit() or b.chars[0].isdigit())


def _furnished(text: str) -> tuple[Span, ...]:
    out: list[Span] = []
    at = 0
    rows = text.split("\n")
    for k, row in enumerate(rows):
        if furniture(row) or (k < 2 and k + 1 < len(rows) and section_name(row)):
            out.append(Span(at, at + len(row)))
        at += len(row) + 1
    return tuple(out)


def _repairs(source: str, origin: list[int]) -> tuple[Repair, ...]:
    """What the text no longer shows of the file: invisible marks."""
    kept = set(origin)
    return tuple(
        Repair("invisible", Span(i, i + 1), f"U+{ord(char):04X}")
        for i, char in enumerate(source)
        if i not in kept and not char.isspace()
    )
