"""What machines read of the page: schema.org events and oEmbed."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

from timeline.html.rows import Row, Source

MOST_LINKED = 500
_EMBED_WIDTH, _EMBED_HEIGHT = 640, 600


def linked(
    rows: Sequence[Row], *, title: str, address: str, language: str, sources: Mapping[str, Source]
) -> dict[str, Any]:
    """The page as a schema.org ItemList of its main events, the newest 500 at most.

    ``startDate`` is given for days and longer ranges of days only: an approximate date is described in words.
    """
    main = [row for row in rows if row.event.salience == "main"][:MOST_LINKED]
    items = [
        {"@type": "ListItem", "position": place, "item": _event(row, address, sources)}
        for place, row in enumerate(main, 1)
    ]
    page = {"@context": "https://schema.org", "@type": "ItemList", "name": title, "inLanguage": language}
    return (
        page | ({"url": address} if address else {}) | {"numberOfItems": len(rows), "itemListElement": items}
    )


def _event(row: Row, address: str, sources: Mapping[str, Source]) -> dict[str, Any]:
    event = row.event
    said: dict[str, Any] = {"@type": "Event", "@id": f"{address}#e-{row.uid}", "name": event.title}
    if row.kind in ("day", "range") and row.first and row.last:
        said["startDate"] = row.widest if row.kind == "day" else str(row.first)
        said["endDate"] = str(row.last)
    if event.place:
        said["location"] = {"@type": "Place", "name": event.place.name}
    if event.people:
        said["attendee"] = [_person(one.name, one.title) for one in event.people]
    leading = [one.name for one in event.organizations if one.role in ("organizer", "host")]
    if leading:
        said["organizer"] = [{"@type": "Organization", "name": name} for name in leading]
    if event.evidence:
        said["subjectOf"] = _article(event.evidence[0].document, event.evidence[0].article, sources)
    return said


def _person(name: str, title: str) -> dict[str, str]:
    return {"@type": "Person", "name": name} | ({"jobTitle": title} if title else {})


def _article(document: str, article: str, sources: Mapping[str, Source]) -> dict[str, Any]:
    source = sources.get(document)
    said: dict[str, Any] = {"@type": "NewsArticle", "identifier": f"{document}#{article}"}
    if source is None:
        return said
    if headline := source.headlines.get(article):
        said["headline"] = headline
    issue: dict[str, Any] = {"@type": "PublicationIssue"}
    if source.date and not source.inferred:
        issue["datePublished"] = str(source.date)
    if source.paper:
        issue["isPartOf"] = {"@type": "Newspaper", "name": source.paper}
    return said | ({"isPartOf": issue} if len(issue) > 1 else {})


_FRAME = (
    '<iframe src="{src}" title="{title}" width="{width}" height="{height}" loading="lazy" '
    'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"></iframe>'
)
# What a host page takes over to show the embedded view; the script of the page fills the blanks.
EMBED_CODES = {
    "element": '<event-timeline src="{src}"><a href="{page}">{title}</a></event-timeline>\n'
    '<script src="{script}" async></script>',
    "frame": _FRAME.replace("{width}", "100%").replace("{height}", "600"),
}
# The ways to subscribe: a name (``sub.NAME`` among the words) and the address that begins it.
CALENDARS = (
    ("apple", "{webcal}"),
    ("google", "https://calendar.google.com/calendar/u/0/r?cid={cid}"),
    ("outlook", "https://outlook.live.com/calendar/0/addfromweb/?url={url}&name={name}"),
    ("office", "https://outlook.office.com/calendar/0/addfromweb/?url={url}&name={name}"),
)


def oembed(
    *,
    title: str,
    src: str,
    provider: str = "",
    provider_url: str = "",
    max_width: int | None = None,
    max_height: int | None = None,
) -> dict[str, Any]:
    """The oEmbed 1.0 answer (type ``rich``) for a page whose embedded view is ``src``.

    ``max_width`` and ``max_height`` are what the consumer asked for, in pixels.
    """
    width = min(_EMBED_WIDTH, max_width or _EMBED_WIDTH)
    height = min(_EMBED_HEIGHT, max_height or _EMBED_HEIGHT)
    frame = _FRAME.format(src=html.escape(src), title=html.escape(title), width=width, height=height)
    answer: dict[str, Any] = {"version": "1.0", "type": "rich", "title": title, "html": frame}
    answer |= {"width": width, "height": height, "cache_age": 3600}
    named = {"provider_name": provider or "timeline", "provider_url": provider_url}
    return answer | {key: value for key, value in named.items() if value}
