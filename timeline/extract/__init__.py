"""An article and its resolved expressions → events, one per mention.

    sentences → hits (trigger words) → drafts (a trigger and its date) → people, bodies, place, title, details

Start with :func:`extract`; every step is a function of its arguments.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from timeline.articles import Article
from timeline.events import EVENT_TYPES, Event, Origin, Place, event_from
from timeline.extract.belonging import rows_of
from timeline.extract.dating import DAYS
from timeline.extract.details import details_of
from timeline.extract.draft import Draft
from timeline.extract.drafts import find_drafts
from timeline.extract.parts import (
    antecedent,
    draft_bodies,
    draft_people,
    draft_place,
    is_talker,
    pointed_at,
    scene_of,
)
from timeline.extract.people import Named, find_people
from timeline.extract.sentences import Sentence, sentences
from timeline.extract.titles import LONGEST, shorten, title_of
from timeline.pages import Page
from timeline.text import Evidence, Span
from timeline.timex import Timex

__all__ = ["extract", "people_of"]


def extract(
    page: Page,
    article: Article,
    timexes: Sequence[Timex],
    known: frozenset[str] = frozenset(),
    issued: dt.date | None = None,
) -> list[Event]:
    """The events that ``article`` of ``page`` reports, in the order of the text.

    ``timexes`` are the resolved expressions of the page or of the article; ``known`` are names of persons met elsewhere
    on the page, ``issued`` the day of print. Masthead and furniture report nothing.
    """
    if article.kind == "masthead":
        return []
    named = [n for n in find_people(page.text, article.body, known) if not _is_reporter(n, article)]
    starts = [n.span.start for n in named]
    inside = [t for t in timexes if article.body.contains(t.span) and not _in_name(t, named, starts)]
    rows = sentences(page.text, article, inside)
    drafts = find_drafts(article, rows, issued, _day_of_headline(article, timexes))
    parts = {draft.sentence.section if article.is_column else 0 for draft in drafts}
    about = {
        part: _about([d for d in drafts if not article.is_column or d.sentence.section == part])
        for part in parts
    }
    told = Counter(draft.sentence.order for draft in drafts)
    found = [
        _event(
            page,
            article,
            draft,
            own,
            named,
            about[draft.sentence.section if article.is_column else 0],
            told[draft.sentence.order] == 1 and draft.rule == "dated clause",
        )
        for draft, own in zip(drafts, rows_of(drafts, rows), strict=True)
    ]
    return _where_it_lasts(found)


def _day_of_headline(article: Article, timexes: Sequence[Timex]) -> Timex | None:
    """The one day that the headline names, by its number (中秋晚会9月22日开演), if it names just one."""
    named = [t for t in timexes if any(span.contains(t.span) for span in article.headline_spans)]
    days = {
        t.when.start[:10]: t
        for t in sorted(named, key=lambda t: any(c.isdigit() for c in t.text))
        if t.role == "point" and t.when and t.when.start and t.when.precision in DAYS
    }
    told = next(iter(days.values()), None)
    numbered = told is not None and any(c.isdigit() for c in told.text)
    return told if len(days) == 1 and numbered and all(t.role == "point" for t in named) else None


def _where_it_lasts(found: list[Event]) -> list[Event]:
    """What only tells how long the article's happening lasts happens where that does, and is told from it by its length."""
    main = next((event for event in found if event.salience == "main" and event.place), None)
    others = {(e.title, (e.when.start or "")[:10]) for e in found if not _lasts(e)}
    return [_lasting(event, main, others) if _lasts(event) else event for event in found]


def _lasts(event: Event) -> bool:
    return event.origin is not None and event.origin.rule == "lasting happening"


def _lasting(event: Event, main: Event | None, others: set[tuple[str, str]]) -> Event:
    changed: dict[str, object] = {}
    if main and not event.place:
        changed["place"] = main.place
    if (event.title, (event.when.start or "")[:10]) in others:
        length = f"（{event.when.text}）"
        changed["title"] = shorten(event.title, LONGEST - len(length)) + length
    return event.model_copy(update=changed)


class _About(NamedTuple):
    """What an article is about as a whole: the body that acts, the place where a feature plays (``""``: none)."""

    host: str
    scene: str


def _about(drafts: Sequence[Draft]) -> _About:
    return _About(_host(drafts), scene_of(drafts))


def _host(drafts: Sequence[Draft]) -> str:
    """Whom the article is about: the first body that its first main happening names as organizer."""
    main = next((draft for draft in drafts if draft.salience == "main"), None)
    bodies = draft_bodies(main, [main.sentence]) if main else []
    return next((body.name for body in bodies if body.role == "organizer"), "")


def people_of(page: Page, articles: Sequence[Article]) -> frozenset[str]:
    """The names of persons that some article of the page introduces with an office or in a list."""
    found = (
        n
        for article in articles
        for n in find_people(page.text, article.body)
        if not _is_reporter(n, article)
    )
    return frozenset(named.name for named in found)


def _is_reporter(named: Named, article: Article) -> bool:
    in_dateline = article.dateline is not None and article.dateline.overlaps(named.span)
    return in_dateline or named.title.endswith(("记者", "通讯员"))


def _in_name(timex: Timex, named: Sequence[Named], starts: Sequence[int]) -> bool:
    """Whether an expression is part of a person's name; ``named`` are in order and ``starts`` where they begin."""
    last = bisect_left(starts, timex.span.end)
    return last > 0 and named[last - 1].span.overlaps(timex.span)


def _standing_in(named: Sequence[Named], rows: Sequence[Sentence]) -> list[Named]:
    """Those of ``named``, who are in order, that stand in one of ``rows``, who are too."""
    near: list[Named] = []
    for row in rows:
        at = bisect_left(named, row.span.start, key=lambda n: n.span.start)
        while at < len(named) and named[at].span.start < row.span.end:
            near.append(named[at])
            at += 1
    return near


def _event(
    page: Page,
    article: Article,
    draft: Draft,
    rows: list[Sentence],
    named: Sequence[Named],
    about: _About,
    alone: bool,
) -> Event:
    near = _standing_in(named, rows)
    shared = draft.type == "deadline" or draft.rule in _IN_PASSING
    people = (
        []
        if draft.rule == "cited meeting" or draft.type == "deadline"
        else draft_people(draft, _acting(draft, near, alone) if shared else near, rows)
    )
    if draft.type != "deadline":
        known = {person.name for person in people}
        people += [person for person in antecedent(draft, named) if person.name not in known]
    bodies = draft_bodies(draft, rows, "" if draft.rule == "cited meeting" else about.host)
    place = draft_place(draft, rows[:1] if shared else rows, about.host)
    if not place:
        place = pointed_at(draft, page.text[article.body.start : draft.sentence.span.start])
    if not place and draft.status == "happened" and draft.type != "deadline":
        place = about.scene
    held_by = next((body.name for body in bodies if body.role == "organizer"), "")
    title = title_of(draft, article, people, place, held_by)
    roles = [(person.name, str(person.role)) for person in people]
    details = details_of(draft, rows, roles, [body.name for body in bodies if body.role == "organizer"])
    return event_from(
        {
            "type": draft.type,
            "title": title if len(title) > 1 else draft.sentence.text[:24],
            "salience": draft.salience,
            "confidence": draft.confidence,
            "when": draft.when,
            "status": draft.status,
            "place": Place(name=place) if place else None,
            "people": people,
            "organizations": bodies,
            "details": EVENT_TYPES[draft.type].model_fields["details"].annotation(**details),  # type: ignore[misc]
            "evidence": _evidence(page, article, draft, rows, [name for name, _ in roles], near),
            "origin": Origin(rule=draft.rule, words=[draft.hit.word] if draft.hit else []),
        }
    )


_IN_PASSING = (
    "cited meeting",
    "dated clause",
    "recurring duty",
    "lasting happening",
    "goal shared with the sentence before",
)


def _acting(draft: Draft, near: Sequence[Named], alone: bool) -> list[Named]:
    """Of an event told in passing only those take part who stand in its own clause, as more than talkers.

    ``alone``: nothing else is told in its sentence, all of which is then its own.
    """
    span = draft.sentence.span if alone else draft.sentence.part(draft.start, draft.end)
    return [n for n in near if span.contains(n.span) and not is_talker(draft, n)]


def _evidence(
    page: Page,
    article: Article,
    draft: Draft,
    rows: Sequence[Sentence],
    people: Sequence[str],
    near: Sequence[Named],
) -> list[Evidence]:
    """The proving clause, what echoes it, and the sentences that name who took part."""
    spans = [draft.sentence.part(draft.start, draft.end), *(row.span for row in draft.echoes)]
    spans += [draft.dated_by] if draft.dated_by else []
    spans += [
        row.span for row in rows[1:4] if any(n.name in people and row.span.contains(n.span) for n in near)
    ]
    unique = list(dict.fromkeys(spans))
    return [_proof(page, article, span) for span in unique]


def _proof(page: Page, article: Article, span: Span) -> Evidence:
    quote = page.text[span.start : span.end]
    if not page.blocks:
        return Evidence(page.document, article.id, span.start, span.end, quote)
    from timeline.pages.layout import locate

    number, box = locate(page, span) or (None, None)
    return Evidence(page.document, article.id, span.start, span.end, quote, number, box)
