"""One page from file to events. Read this first.

read_page → split → find_timexes → find_anchor → resolve → extract → merge
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from timeline.anchors import Anchor, find_anchor
from timeline.articles import Article, split
from timeline.events import Event
from timeline.extract import extract, people_of
from timeline.extract.dating import DAYS
from timeline.merge import merge
from timeline.pages import Page, read_page
from timeline.text import squeeze
from timeline.timex import Timex, find_timexes, resolve


@dataclass(frozen=True)
class Reading:
    """Everything one page yields: the page, its articles, when it was printed, its expressions and its events."""

    page: Page
    articles: list[Article]
    anchor: Anchor
    timexes: list[Timex]
    events: list[Event]

    def record(self) -> dict[str, Any]:
        """The JSON object that ``timeline extract --json`` prints for a page."""
        return {
            "document": self.page.document,
            "issue": _issue(self.anchor),
            "articles": [_article(self.page, article) for article in self.articles],
            "events": [event.model_dump(mode="json") for event in self.events],
        }


def read(
    path: Path | str,
    *,
    issued: dt.date | None = None,
    content: bytes | None = None,
    name: str | None = None,
    neighbours: Sequence[Anchor] = (),
) -> Reading:
    """Read one page file and extract its events.

    ``issued`` is the day of print where it is known; ``content`` the file's bytes where they do not come from ``path``;
    ``neighbours`` the anchors of pages of the same folder. Raises ``UnreadableFile``.
    """
    return interpret(read_page(path, content=content, name=name), issued=issued, neighbours=neighbours)


def interpret(page: Page, *, issued: dt.date | None = None, neighbours: Sequence[Anchor] = ()) -> Reading:
    """A page already read, through to its events."""
    articles = split(page)
    written = find_timexes(page.text)
    anchor = find_anchor(page, articles, written, issued=issued, neighbours=neighbours)
    timexes = _resolved(page, articles, written, anchor)
    known = people_of(page, articles)
    found = [event for article in articles for event in extract(page, article, timexes, known, anchor.date)]
    return Reading(page, articles, anchor, timexes, merge(found))


def _resolved(
    page: Page, articles: Sequence[Article], written: Sequence[Timex], anchor: Anchor
) -> list[Timex]:
    """The expressions on the calendar; a wire report's 今天 is the day of its own dateline (新华社北京3月28日电)."""
    bounds = [article.body for article in articles]
    timexes = resolve(written, anchor, page.text, bounds=bounds)
    for article in articles:
        day = _dateline_day(article, timexes)
        if day is not None and anchor.date is not None and day != anchor.date:
            own = [t for t in written if article.body.contains(t.span)]
            again = {t.span: t for t in resolve(own, day, page.text, bounds=[article.body])}
            timexes = [
                again.get(t.span, t) if t.value.startswith(("UNDEF-this-day", "UNDEF-REF")) else t
                for t in timexes
            ]
    return _explained(page.text, timexes)


def _explained(text: str, timexes: Sequence[Timex]) -> list[Timex]:
    """昨日（1月28日）, 本周三（4月22日）: one expression, whose day is the one in the brackets."""
    found: list[Timex] = []
    for timex in timexes:
        day = timex.when
        if found and day and day.precision == "day" and _brackets(text, found[-1], timex):
            last = found[-1]
            found[-1] = replace(last, when=replace(day, text=last.when.text if last.when else day.text))
        else:
            found.append(timex)
    return found


def _brackets(text: str, last: Timex, timex: Timex) -> bool:
    """Whether ``timex`` stands in brackets right behind ``last``, which names a day too."""
    beside = text[last.span.end : timex.span.start] in ("（", "(")
    closed = text[timex.span.end : timex.span.end + 1] in ("）", ")")
    days = last.when is not None and last.when.precision in DAYS and last.role == timex.role == "point"
    return beside and closed and days


def _dateline_day(article: Article, timexes: Sequence[Timex]) -> dt.date | None:
    if article.dateline is None:
        return None
    for timex in timexes:
        when = timex.when
        if article.dateline.contains(timex.span) and when and when.start and when.precision == "day":
            return dt.date.fromisoformat(when.start[:10])
    return None


def _issue(anchor: Anchor) -> dict[str, Any]:
    return {
        "date": _iso(anchor.date),
        "earliest": _iso(anchor.earliest),
        "latest": _iso(anchor.latest),
        "year": anchor.year,
        "basis": anchor.basis,
        "candidates": {str(year): round(p, 4) for year, p in anchor.candidates.items()},
        "clues": [asdict(clue) for clue in anchor.clues],
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _article(page: Page, article: Article) -> dict[str, Any]:
    body = squeeze(page.text[article.body.start : article.body.end])
    return {
        "id": article.id,
        "headline": article.headline,
        "kind": article.kind,
        "byline": list(article.byline),
        "span": list(article.body),
        "first_words": body[:12],
        "last_words": body[-12:],
    }
