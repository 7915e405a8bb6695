"""What changed last, as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from timeline.events import TYPE_NAMES
from timeline.ics import ascii_uri, clean, event_url, heading
from timeline.store import Stored

NEWEST = 100
_FEED_ID = "urn:uuid:df5991cf-4b69-50ec-a4df-aa08c68ae4c9"
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


def to_atom(stored: Iterable[Stored], *, title: str, page_url: str = "", feed_url: str = "") -> bytes:
    """The 100 events that changed last, the latest first; without any, a feed of 1970 that is legal and empty."""
    newest = sorted(stored, key=lambda item: (item.updated, item.uid), reverse=True)[:NEWEST]
    updated = newest[0].updated.strftime(_MOMENT) if newest else "1970-01-01T00:00:00Z"
    links = _link("self", feed_url) + _link("alternate", page_url)
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh">'
        f"<id>{escape(ascii_uri(feed_url) or _FEED_ID)}</id><title>{_text(title)}</title>"
        f"<updated>{updated}</updated><author><name>timeline</name></author>{links}\n"
    )
    return (head + "".join(_entry(item, page_url) for item in newest) + "</feed>\n").encode(
        "utf-8", "replace"
    )


def _link(relation: str, url: str) -> str:
    return f"<link rel={quoteattr(relation)} href={quoteattr(ascii_uri(url))}/>" if url else ""


def _entry(item: Stored, page_url: str) -> str:
    event = item.event
    quote = event.evidence[0].quote if event.evidence else ""
    summary = f"{event.when.edtf} {event.place.name if event.place else ''}".strip() + f"\n{quote}"
    return (
        f"<entry><id>urn:uuid:{item.uid}</id><title>{_text(heading(event, None, item.cancelled))}</title>"
        f"<published>{item.created.strftime(_MOMENT)}</published><updated>{item.updated.strftime(_MOMENT)}</updated>"
        f"<category term={quoteattr(event.type)} label={quoteattr(TYPE_NAMES[event.type])}/>"
        f"{_link('alternate', event_url(page_url, item.uid))}<summary>{_text(summary)}</summary></entry>\n"
    )


def _text(text: str) -> str:
    return escape(clean(text))
