"""Articles of a page that has a layout: the blocks say which lines belong together and what they are."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import groupby, pairwise

from timeline.articles import Article
from timeline.articles.units import Paragraph, Unit, paragraphs
from timeline.articles.words import _article as _from_unit
from timeline.articles.words import _masthead
from timeline.pages import Block, Page
from timeline.text import Span

_SUBHEAD = 20


def split_layout(page: Page) -> list[Article]:
    """The articles of a page with ``Page.blocks``, in its order; one masthead article a sheet."""
    starts = [block.span.start for block in page.blocks]
    found: list[Article] = []
    rows = [(page.blocks[max(0, bisect_right(starts, one.span.start) - 1)], one) for one in paragraphs(page)]
    for _, group in groupby(rows, key=lambda row: (row[0].page, row[0].group)):
        found.append(replace(_article(page, list(group)), id=f"a{len(found) + 1}"))
    return found


def _article(page: Page, rows: list[tuple[Block, Paragraph]]) -> Article:
    roles = {block.role for block, _ in rows}
    heads = [one for block, one in rows if block.role == "headline"]
    body = [one for block, one in rows if block.role != "headline"]
    if "furniture" in roles:
        return _masthead(Unit("masthead", [one for _, one in rows]))
    if not body:
        return _headline_only(page, heads)
    signed: list[Span] = []
    while len(body) > 1 and body[0].sign:
        signed.append(body.pop(0).span)
    while len(body) > 1 and body[-1].sign:
        signed.append(body.pop().span)
    unit = Unit("caption" if "caption" in roles else "news", body, _subheads(body), signed)
    return _from_unit(page, unit, heads, [], "")


def _headline_only(page: Page, heads: list[Paragraph]) -> Article:
    """A headline without a text (a pointer to another page): its own words stand for the body."""
    article = _from_unit(page, Unit("brief", heads), heads, [], "")
    return replace(article, headline_spans=())


def _subheads(body: list[Paragraph]) -> list[Paragraph]:
    """Short lines inside the body that end like no sentence."""
    return [
        one
        for one, after in pairwise(body)
        if one.heading and len(one.text) <= _SUBHEAD and not after.heading
    ]
