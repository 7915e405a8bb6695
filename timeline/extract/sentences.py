"""An article's body into sentences and clauses, with what stands in quotation marks masked."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from timeline.articles import Article
from timeline.text import Span, fold
from timeline.timex import Timex

MASK = "□"
# Rules look back and forth inside a sentence; a text without full stops is read in pieces, so that they stay bounded.
LONGEST = 900
# A quotation no longer than this is a name or a slogan, whatever marks stand in it.
_QUOTATION = 40
_SENTENCE_END = re.compile(r'[。！？!?]+[”’"」』）)]*|\n+')
_CLAUSE_END = re.compile(r"[，,；;：:]")
_QUOTED = re.compile(
    r"《[^《》\n]{1,60}》|“[^“”\n]{1,40}”|「[^「」\n]{1,40}」|\"[^\"\n]{1,40}\"|『[^『』\n]{1,40}』"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article.

    ``plain`` is the folded text with quoted titles and slogans masked, so that no trigger is found inside them; all of
    ``text``, ``folded`` and ``plain`` have the same length. ``owner`` is whom the section is about, ``order`` its place in
    the article, ``opens`` says that it begins a paragraph or a section, ``timexes`` are the expressions inside.
    """

    span: Span
    text: str
    folded: str
    plain: str
    order: int
    opens: bool
    owner: str
    section: int
    timexes: tuple[Timex, ...]

    def part(self, start: int, end: int) -> Span:
        """Offsets inside this sentence as a span of the page."""
        return Span(self.span.start + start, self.span.start + end)


def mask(text: str) -> str:
    """``text`` with the inside of 《》 and of short quotations replaced, length kept."""
    return _QUOTED.sub(lambda m: m[0][0] + MASK * (len(m[0]) - 2) + m[0][-1], text)


def clauses(text: str) -> list[tuple[int, int]]:
    """Start and end of each clause of a masked sentence; its closing mark belongs to it."""
    cuts = [
        0,
        *(match.end() for match in _CLAUSE_END.finditer(text) if not _is_clock(text, match)),
        len(text),
    ]
    return [(a, b) for a, b in itertools.pairwise(cuts) if a < b]


def _is_clock(text: str, match: re.Match[str]) -> bool:
    around = text[max(0, match.start() - 1) : match.end() + 1]
    return len(around) == 3 and around[0].isdigit() and around[2].isdigit() and match[0] in ":：,"


def sentences(text: str, article: Article, timexes: Sequence[Timex]) -> list[Sentence]:
    """The sentences of ``article`` in ``text`` (``Page.text``), each with its temporal expressions."""
    starts = [timex.span.start for timex in timexes]
    heads = [_starts_at(section.span, section.head, text) for section in article.sections]
    found: list[Sentence] = []
    position, opens = article.body.start, True
    while position < article.body.end:
        stop = min(article.body.end, position + LONGEST)
        match = _sentence_end(text, position, stop)
        end = match.end() if match else _cut(text, position, stop, article.body.end)
        span = _trim(text, position, end)
        if span.end > span.start:
            number = next(
                (i for i, s in enumerate(article.sections) if s.span.start <= span.start < s.span.end), -1
            )
            owner = article.sections[number].owner if number >= 0 else ""
            first = number >= 0 and span.start <= heads[number]
            inside = timexes[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            raw = text[span.start : span.end]
            found.append(
                Sentence(
                    span,
                    raw,
                    fold(raw),
                    fold(mask(raw)),
                    len(found),
                    opens or first,
                    owner,
                    number,
                    tuple(inside),
                )
            )
        opens = bool(match) and match is not None and "\n" in text[max(position, end - 2) : end + 1]
        position = end
    return found


def _sentence_end(text: str, position: int, stop: int) -> re.Match[str] | None:
    """The next mark that ends a sentence; one in the middle of a short quotation does not (以“绿色环境？绿色心灵”为主题)."""
    match = _SENTENCE_END.search(text, position, stop)
    while match and match[0][-1] not in "\n”’\"'」』":
        opened = text.rfind("“", max(position, match.start() - _QUOTATION), match.start())
        closed = text.find("”", match.end(), match.end() + _QUOTATION)
        if opened < 0 or closed <= match.end() or closed - opened > _QUOTATION:
            return match
        if (
            "”" in text[opened : match.start()]
            or "“" in text[match.end() : closed]
            or "\n" in text[opened:closed]
        ):
            return match
        match = _SENTENCE_END.search(text, closed + 1, stop)
    return match


def _cut(text: str, start: int, stop: int, last: int) -> int:
    """The end of a piece of a sentence that does not end before ``stop``: after a mark of its last third, else ``stop``."""
    if stop == last:
        return last
    mark = max(text.rfind(mark, stop - LONGEST // 3, stop) for mark in "，,；;、：")
    return mark + 1 if mark >= start else stop


def _starts_at(span: Span, head: str, text: str) -> int:
    """The offset at which a section's first sentence may still begin."""
    return span.start + len(head) + 3


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
