"""Articles of a page without layout, found from the words alone."""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import replace

from timeline.articles import Article, Kind, Section
from timeline.articles.grouping import grouped
from timeline.articles.headlines import assign
from timeline.articles.kinds import kind_of
from timeline.articles.units import Paragraph, Unit, paragraphs
from timeline.articles.writers import printed
from timeline.pages import Page
from timeline.pages.bylines import credit, names, signs
from timeline.pages.furniture import writer
from timeline.text import Span, fold

_BRACKETS = re.compile(r"[:,\s]*\([^()]{1,70}\)(?:(?:通讯员|记者)[一-鿿、]{2,10}\))?")
_TAIL = re.compile(r"[（(][^（()）]{2,24}[)）]$")
_OWNER = re.compile(r"(.{2,16}?)[：:](.*)")


def split_words(page: Page) -> list[Article]:
    """The articles of ``page``, in its order."""
    groups = grouped(paragraphs(page))
    heads = assign(groups.units, groups.heads)
    articles = [_masthead(unit) for unit in groups.furniture]
    ends = {unit.body[-1].span.end + 1: unit for unit in groups.furniture}
    starts = [unit.body[0].span.start for unit in groups.furniture]
    for unit, lines in zip(groups.units, heads, strict=True):
        first = unit.body[0].span.start
        # The last furniture above may name the section; data that stand right above may name the writer.
        k = bisect(starts, first)
        rubric = groups.furniture[k - 1].text if k else ""
        near = {first, *(line.span.start for line in lines[:1])}
        above = [line for start in sorted(near) if start in ends for line in ends[start].body]
        articles.append(_article(page, unit, lines, above, rubric))
    articles.sort(key=lambda article: article.body.start)
    return [replace(article, id=f"a{k}") for k, article in enumerate(articles, 1)]


def _masthead(unit: Unit) -> Article:
    span = Span(unit.body[0].span.start, unit.body[-1].span.end)
    return Article(
        "", " ".join(line.text for line in unit.body) if len(unit.body) == 1 else "", "masthead", (), span
    )


def _article(
    page: Page, unit: Unit, lines: list[Paragraph], above: list[Paragraph] | None, rubric: str
) -> Article:
    start, end = unit.body[0].span.start, unit.body[-1].span.end
    signed = [printed(page, span) for span in unit.signed]
    dateline = _dateline(page, unit.body[0])
    if dateline is not None:
        signed.insert(0, _names_part(printed(page, dateline)))
    elif unit.kind != "caption" and not signed:
        signed += [part for line in above or [] if (part := writer(line.text))]
    cut = credit(unit.body[-1].text) if unit.kind == "caption" else -1
    if cut > 0:
        signed.append(printed(page, Span(unit.body[-1].span.start + cut, end)))
        end = unit.body[-1].span.start + cut
    elif (tail := _TAIL.search(unit.body[-1].text)) and signs(tail.group()):
        signed.append(printed(page, Span(unit.body[-1].span.start + tail.start(), end)))
    writers = tuple(dict.fromkeys(name for line in signed for name in names(line)))
    headline = " ".join(_shown(page, line.span) for line in lines)
    kind: Kind = kind_of(unit, headline, writers, " ".join(signed), rubric)  # type: ignore[assignment]
    if not headline and unit.body[0].note:
        headline = _note_name(unit.body[0].text)
    span = Span(start, end)
    return Article(
        "",
        headline,
        kind,
        writers,
        span,
        tuple(line.span for line in lines),
        dateline,
        _sections(unit),
        _doubtful(page, span),
    )


def _doubtful(page: Page, span: Span) -> bool:
    """Whether reading could not settle the order of something inside ``span``."""
    k = bisect(page.uncertain, span)
    return any(doubt.overlaps(span) for doubt in page.uncertain[max(0, k - 1) : k + 1])


def _note_name(text: str) -> str:
    match = re.match(r"[【\[(]?([一-鿿]{2,5}?)(?=[】\])：: ]|为|本)", text)
    return match.group(1) if match else ""


def _dateline(page: Page, first: Paragraph) -> Span | None:
    """The opening words of a report with the brackets, or the roles and names, that follow them."""
    length = first.opening
    if not length:
        return None
    text = fold(first.text)
    if match := _BRACKETS.match(text, length):
        return Span(first.span.start, first.span.start + match.end())
    if match := re.compile(
        r"[\]】:]?(?:本报)?(?:全媒体|见习|特约)?(?:记者|通讯员)[^,。:()]{2,40}?报[道导](?:[:,]|(?=[^一-鿿]))"
    ).match(text, length):
        return Span(first.span.start, first.span.start + match.end())
    named = _named(page, Span(first.span.start + length, min(first.span.end, first.span.start + length + 40)))
    return Span(first.span.start, first.span.start + length + named)


def _named(page: Page, rest: Span) -> int:
    """How many characters after ``本报讯`` are roles and names set off by blanks: ``记者 张三 通讯员 李四``."""
    words = printed(page, rest)
    match = re.match(
        r"[\]】\s]*((?:(?:本报)?(?:记者|通讯员)\s?[一-鿿·]{2,4}(?:[\s、][一-鿿·]{2,4})*?\s+)+)", words
    )
    if match is None or not signs(match.group(1).strip()):
        return 0
    return len("".join(match.group().split()))


def _names_part(line: str) -> str:
    """The part of a dateline that holds names: what its brackets hold, else what follows its opening."""
    if inside := re.findall(r"\(([^()]*)\)", line):
        after = re.search(r"\)\s*((?:通讯员|记者)[^()]{2,12})\)", line)
        return "|".join([*inside, after.group(1) if after else ""])
    role = re.search(r"(?:记者|通讯员|記者)", line)
    return line[role.start() :] if role else ""


def _shown(page: Page, span: Span) -> str:
    """A headline line with the blanks that part its phrases, and no others."""
    words = printed(page, span).split()
    raw = page.text[span.start : span.end]
    if "".join(words) != "".join(fold(raw).split()):
        return raw
    out, at = "", 0
    for k, word in enumerate(words):
        while raw[at].isspace():
            at += 1
        piece = raw[at : at + len(word)]
        at += len(word)
        both = k and min(len(word), len(words[k - 1])) >= 3
        if both or (k and word.isascii() and words[k - 1].isascii()):
            out += " "
        out += piece
    return out


def _sections(unit: Unit) -> tuple[Section, ...]:
    """The parts of a unit under its sub-heads; sub-heads on neighbouring lines are one."""
    groups: list[list[Paragraph]] = []
    for head in unit.heads:
        if groups and head.span.start == groups[-1][-1].span.end + 1:
            groups[-1].append(head)
        else:
            groups.append([head])
    starts = [_under(group) for group in groups] + _run_in(unit) + _items(unit)
    starts.sort(key=lambda start: start[0])
    stops = [start[0] for start in starts[1:]] + [unit.body[-1].span.end + 1 if unit.body else 0]
    return tuple(
        Section(head, owner, Span(body, stop - 1))
        for (_, body, head, owner), stop in zip(starts, stops, strict=False)
    )


def _under(group: list[Paragraph]) -> tuple[int, int, str, str]:
    """(where the head stands, where its text begins, head, owner) of a sub-head on lines of its own."""
    text = "".join(head.text for head in group)
    inner = _RUN_IN.match(group[0].text) if len(group) == 1 else None
    if inner:
        start = group[0].span.start
        return start, start + inner.end(), inner[0], inner[1]
    match = _OWNER.match(text)
    return group[0].span.start, group[-1].span.end + 1, text, match.group(1) if match else ""


def _items(unit: Unit) -> list[tuple[int, int, str, str]]:
    """The items of a column of short news: each is a part of its own that says itself whom it is about."""
    return [(one.span.start, one.span.start, "", "") for one in unit.body] if unit.column else []


# 苏家村：一心一意谋发展该村…: the head runs into the paragraph; 该村 says whose it is.
_RUN_IN = re.compile(
    r"([\u4e00-\u9fff()（）]{2,14}?([局镇乡村街道县区市旗办委院校所站社厂司心]))[：:]([^，。；：:,;]{4,14}?)(?=该(?:街道|中心|公司|办|\2))"
)


def _run_in(unit: Unit) -> list[tuple[int, int, str, str]]:
    """Sub-heads that run into their paragraph."""
    found = []
    for paragraph in unit.body:
        match = _RUN_IN.match(paragraph.text)
        if match:
            start = paragraph.span.start
            found.append((start, start + match.end(), match[0], match[1]))
    return found
