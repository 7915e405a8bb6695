"""Paragraphs broken into justified lines by the rules of Chinese typesetting."""

from __future__ import annotations

from dataclasses import dataclass

from typeset.style import Style

NO_START = "，。、：；！？”’）》…%"
NO_END = "“‘（《"
SQUEEZE = 0.62  # of an em: what a closing sign may stand out beyond the column
SLACK = 0.01


@dataclass
class Row:
    """One line to set: how far it is indented and what is added after each character."""

    text: str
    left: float
    spread: float
    font: str = "song"
    scale: float = 1.0


def broken(
    style: Style, text: str, width: float, size: float, font: str = "song", indent: float = 2.0
) -> list[Row]:
    """A paragraph in lines; none begins with a closing sign."""
    rows: list[Row] = []
    line, at = "", 0.0
    room, left = width - indent * size, indent * size
    for char in text:
        step = style.width_of(char, font, size)
        squeezed = char in NO_START and at + step <= room + SQUEEZE * size
        while line and at + step > room + SLACK and not squeezed:
            line, carried = _parted(line, char)
            rows.append(_justified(line, left, room - style.width_of(line, font, size)))
            line, room, left = carried, width, 0.0
            at = style.width_of(line, font, size)
            squeezed = char in NO_START and at + step <= room + SQUEEZE * size
        if line or char != " ":
            line, at = line + char, at + step
    if line:
        last = _justified(line, left, room - at)
        rows.append(Row(line, left, min(0.0, last.spread)))  # squeezed, never spread
    return rows


def _justified(line: str, left: float, rest: float) -> Row:
    """A line with the room that is left shared out among its characters."""
    return Row(line, left, rest / max(1, len(line) - 1))


def _parted(line: str, char: str) -> tuple[str, str]:
    """A full line and what goes down with ``char``: opening signs, the start of a word, a character for a closing sign."""
    carried = ""
    while line and (line[-1] in NO_END or (char in NO_START and not carried)):
        carried, line = line[-1] + carried, line[:-1]
    if char.isascii() and char.isalnum():
        while line and _of_word(line[-1]) and len(carried) < 6:
            carried, line = line[-1] + carried, line[:-1]
    return line.rstrip(" "), carried


def _of_word(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == ".")
