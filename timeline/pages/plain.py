"""Plain text and Markdown → :class:`Page`: broken lines joined, blanks dropped, columns put in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from timeline.pages import Page, Repair
from timeline.pages.columns import untangle
from timeline.pages.encoding import decode
from timeline.pages.furniture import furniture, section_name
from timeline.pages.lines import Line, latin, lines
from timeline.pages.unwrap import paragraphs
from timeline.text import Span

# Joining lines shows what is a column and what a headline, so the result is read again until it stays the same.
_PASSES = 6


def read_text(content: bytes, document: str) -> Page:
    """A page of plain text. Raises :class:`timeline.errors.UnreadableFile`."""
    return page_of(decode(content, document), document)


def page_of(source: str, document: str) -> Page:
    """The page whose file holds the characters ``source``."""
    flow = _flow(source)
    doubtful, moved = flow.doubtful, flow.moved
    for _ in range(_PASSES):
        again = _flow(flow.text)
        if again.text == flow.text:
            break
        at = [flow.at[i] if i >= 0 else -1 for i in again.at]
        doubtful = [*doubtful, *(flow.at[i] for i in again.doubtful if flow.at[i] >= 0)]
        flow = _Flow(again.text, at, moved=moved or again.moved)
    return Page(
        document,
        flow.text,
        source,
        tuple(flow.at),
        _repairs(source, flow, moved),
        _furnished(flow.text),
        _spans(flow.at, set(doubtful)),
    )


@dataclass(slots=True)
class _Flow:
    """One reading: the text and, for each character, its offset in what was read (−1: added)."""

    text: str
    at: list[int]
    doubtful: list[int] = field(default_factory=list)
    moved: bool = False


def _flow(source: str) -> _Flow:
    found = untangle(lines(source))
    doubtful = [i for line, doubt in zip(found.lines, found.doubtful, strict=True) if doubt for i in line.at]
    chars: list[str] = []
    at: list[int] = []
    for paragraph in paragraphs(found.lines):
        if chars:
            chars.append("\n")
            at.append(-1)
        for k, line in enumerate(paragraph):
            if k and _parted(paragraph[k - 1], line):
                chars.append(" ")
                at.append(-1)
            chars.append(line.chars)
            at += line.at
    return _Flow("".join(chars), at, doubtful, found.moved)


def _parted(a: Line, b: Line) -> bool:
    """Whether two joined lines meet between two Latin words."""
    return latin(a.chars[-1]) and latin(b.chars[0]) and not (a.chars[-1].isdigit() or b.chars[0].isdigit())


def _furnished(text: str) -> tuple[Span, ...]:
    out: list[Span] = []
    at = 0
    rows = text.split("\n")
    top = True
    for k, row in enumerate(rows):
        page_number = len(row) <= 3 and row.isascii() and row.isalnum() and (top or k + 1 == len(rows))
        if furniture(row) or page_number or (top and k + 1 < len(rows) and section_name(row)):
            out.append(Span(at, at + len(row)))
        else:
            top = False
        at += len(row) + 1
    return tuple(out)


def _spans(at: list[int], marked: set[int]) -> tuple[Span, ...]:
    """The runs of ``at`` whose offsets are in ``marked``."""
    out: list[Span] = []
    if not marked:
        return ()
    start = -1
    for i, offset in enumerate([*at, -2]):
        inside = offset in marked
        if inside and start < 0:
            start = i
        elif not inside and start >= 0:
            out.append(Span(start, i))
            start = -1
    return tuple(out)


def _repairs(source: str, flow: _Flow, moved: bool) -> tuple[Repair, ...]:
    """What reading did to the file: lines put in another order, invisible marks left out."""
    kept = set(flow.at)
    out = [Repair("columns", Span(0, len(source)), "lines of several columns put in order")] if moved else []
    for i, char in enumerate(source):
        if not char.isspace() and i not in kept:
            out.append(Repair("invisible", Span(i, i + 1), f"U+{ord(char):04X}"))
    return tuple(out)
