"""Articles of a page without layout, found from the words alone."""

from __future__ import annotations

import re

from timeline.articles import Article, Kind, Section
from timeline.articles.headlines import assign
from timeline.articles.units import Paragraph, Unit, paragraphs, units
from timeline.articles.writers import names, printed
from timeline.pages import Page
from timeline.pages.bylines import credit, opens
from timeline.text import Span, fold


def split_words(page: Page) -> list[Article]:
    """The articles of ``page``, in its order."""
    found, groups = units(paragraphs(page))
    heads = assign(found, groups)
    articles = [_article(page, unit, lines) for unit, lines in zip(found, heads, strict=True)]
    return [_numbered(article, k) for k, article in enumerate(articles, 1)]


def _numbered(article: Article, k: int) -> Article:
    from dataclasses import replace

    return replace(article, id=f"a{k}")


def _article(page: Page, unit: Unit, lines: list[Paragraph]) -> Article:
    start, end = unit.body[0].span.start, unit.body[-1].span.end
    signed = list(unit.signed)
    dateline = None
    if length := opens(unit.body[0].text):
        dateline = Span(start, start + _signature_end(unit.body[0].text, length))
        signed.insert(0, dateline)
    cut = credit(unit.body[-1].text) if unit.kind == "caption" else -1
    if cut > 0:
        signed.append(Span(unit.body[-1].span.start + cut, end))
        end = unit.body[-1].span.start + cut
    elif tail := re.search(r"[（(][^（()）]{2,20}[)）]$", unit.body[-1].text):
        if _signs_off(tail.group()):
            signed.append(Span(unit.body[-1].span.start + tail.start(), end))
            end = unit.body[-1].span.start + tail.start()
    writers: list[str] = []
    for span in signed:
        writers += [name for name in names(_names_part(printed(page, span))) if name not in writers]
    kind: Kind = unit.kind  # type: ignore[assignment]
    headline = " ".join(_shown(page, line.span) for line in lines)
    if kind == "masthead":
        writers, headline = [], ""
    return Article(
        "",
        headline,
        kind,
        tuple(writers),
        Span(start, end),
        tuple(line.span for line in lines),
        dateline,
        _sections(page, unit),
        any(span.overlaps(Span(start, end)) for span in page.uncertain),
    )


def _names_part(line: str) -> str:
    """The part of a dateline that holds names: what its brackets hold, else what follows its opening."""
    if inside := re.findall(r"\(([^()]*)\)", line):
        after = re.search(r"\)\s*((?:通讯员|记者)[^()]{2,12})\)", line)
        return "|".join([*inside, after.group(1) if after else ""])
    return line[opens(line.replace(" ", "")) :] if opens(line) else line


def _signature_end(text: str, length: int) -> int:
    """The end of a dateline with the brackets, or the names, that follow its opening words."""
    rest = fold(text[length : length + 90])
    if match := re.match(r"[:,\s]*\([^()]{1,70}\)(?:(?:通讯员|记者)[一-鿿、]{2,10}\))?", rest):
        return length + match.end()
    return length


def _signs_off(tail: str) -> bool:
    from timeline.pages.bylines import signs

    return signs(tail)


def _shown(page: Page, span: Span) -> str:
    """A headline line with the blanks that part its phrases, and no others."""
    words = printed(page, span).split(" ")
    raw = page.text[span.start : span.end]
    out, at = "", 0
    for k, word in enumerate(words):
        piece = raw[at : at + len(word)]
        at += len(word)
        if (
            k
            and len(word) >= 3
            and len(words[k - 1]) >= 3
            or (k and word.isascii() and words[k - 1].isascii())
        ):
            out += " "
        out += piece
    return out


_OWNER = re.compile(r"(.{2,16}?)[：:](.*)")


def _sections(page: Page, unit: Unit) -> tuple[Section, ...]:
    """The parts of a unit under its sub-heads; sub-heads on neighbouring lines are one."""
    groups: list[list[Paragraph]] = []
    starts = {paragraph.span.start for paragraph in unit.body}
    for head in unit.heads:
        if groups and head.span.start == groups[-1][-1].span.end + 1:
            groups[-1].append(head)
        else:
            groups.append([head])
    out: list[Section] = []
    for k, group in enumerate(groups):
        stop = groups[k + 1][0].span.start if k + 1 < len(groups) else unit.body[-1].span.end + 1
        text = "".join(head.text for head in group)
        match = _OWNER.match(text)
        out.append(Section(text, match.group(1) if match else "", Span(group[-1].span.end + 1, stop - 1)))
    del starts
    return tuple(out)
