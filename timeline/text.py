"""Spans, evidence, and the one-to-one folding that all matching runs on.

Every offset in the package counts characters of ``Page.text``. :func:`fold` maps one character to
one character, so a match found in folded text has the same offsets in the printed text.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of characters, ``start`` <= ``end``, of ``Page.text``."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Evidence:
    """The printed words that prove a fact.

    ``quote`` equals ``Page.text[start:end]``; ``box`` (x0, y0, x1, y1; points, origin at the bottom
    left) and ``page`` (counted from 1) are given for files that have a layout.
    """

    document: str
    article: str
    start: int
    end: int
    quote: str
    page: int | None = None
    box: tuple[float, float, float, float] | None = None


# Characters NFKC would expand to several, or that printers use for one another.
_ODD = {
    "“": '"', "”": '"', "„": '"', "‟": '"', "〝": '"', "〞": '"', "‘": "'", "’": "'",
    "—": "-", "–": "-", "－": "-", "―": "-", "─": "-", "﹣": "-", "−": "-", "‐": "-", "‑": "-",
    "～": "~", "〜": "~", "∼": "~", "・": "·", "•": "·", "‧": "·", "∙": "·", "．": ".", "○": "〇", "◯": "〇",
    "〔": "(", "〕": ")", "﹙": "(", "﹚": ")", "⼀": "一", "\u3000": " ", "\u00a0": " ", "\t": " ",
}  # fmt: skip


def _fold_one(char: str) -> str:
    if char in _ODD:
        return _ODD[char]
    flat = unicodedata.normalize("NFKC", char)
    return flat if len(flat) == 1 else char


class _Table(dict[int, str]):
    """A translate table that works out a character the first time it is met."""

    def __missing__(self, code: int) -> str:
        char = self[code] = _fold_one(chr(code))
        return char


_TABLE = _Table()


def fold(text: str) -> str:
    """``text`` with widths and printers' variants made alike, character for character.

    Full-width digits, letters and punctuation become half-width, curly quotes straight, long dashes
    short. ``len(fold(text)) == len(text)`` always holds. Letters keep their case; Han characters
    keep their script (traditional forms are handled by the lexicon).
    """
    return text if text.isascii() else text.translate(_TABLE)


def squeeze(text: str) -> str:
    """``text`` without any blank character: the form in which quotes and names are compared."""
    return "".join(text.split())
