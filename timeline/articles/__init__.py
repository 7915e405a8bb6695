"""A page into its articles: headline, byline, kind, body and sections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from timeline.pages import Page
from timeline.text import Span

Kind = Literal["news", "brief", "caption", "interview", "editorial", "masthead"]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an article under a sub-head that names whom it is about (``区财政局：…``).

    ``owner`` is that name, ``""`` where the sub-head names nobody; 该局 or 该镇 inside ``span`` is the owner.
    An item of a column of short news is a section without ``head``.
    """

    head: str
    owner: str
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a page. All spans index ``Page.text``; ``body`` is contiguous.

    ``headline`` has its lines joined by a blank and no other blanks, ``""`` if none is printed;
    ``headline_spans`` says where its lines stand (before or after the body). ``byline`` holds names
    without titles. ``dateline`` is the span of the reporter's line (本报讯（记者…）, 新华社北京10月19日电).
    """

    id: str
    headline: str
    kind: Kind
    byline: tuple[str, ...]
    body: Span
    headline_spans: tuple[Span, ...] = ()
    dateline: Span | None = None
    sections: tuple[Section, ...] = ()
    uncertain: bool = False

    @property
    def is_column(self) -> bool:
        """Whether the article is a column of items that have nothing to do with each other."""
        return len(self.sections) > 1 and not any(section.head for section in self.sections)


def split(page: Page) -> list[Article]:
    """The articles of a page in its order; by its layout where the file has one, else by its words."""
    if page.blocks:
        from timeline.articles.layout import split_layout

        return split_layout(page)
    from timeline.articles.words import split_words

    return split_words(page)
