"""Whole feeds: a head, cached components, an end.

A component's bytes follow from the event's revision, so they are made once per revision and a feed is a join. The
head carries no moment of its own making: the same events give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from timeline.events import Event
from timeline.ics.component import ZONE, ascii_uri, inner_uid, octets, vevent, vtodo
from timeline.ics.placing import place
from timeline.ics.wording import clean, feed_title
from timeline.store.records import Stored

PRODID = "-//timeline//newspaper events//ZH"
REFRESH = dt.timedelta(hours=12)
# What the strictest clients take: Google stops at 1 MB and has been seen to drop events beyond some 1,100.
PART_OCTETS = 1_000_000
PART_EVENTS = 1_000

_END = b"END:VCALENDAR\r\n"
_CACHE_MAX = 12_000
_Key = tuple[Callable[[Stored, str], bytes], str, int, dt.datetime, bool, str]
_cache: dict[_Key, tuple[weakref.ref[Event], int, bytes]] = {}


def to_ics(
    stored: Iterable[Stored],
    *,
    name: str = "报纸事件",
    description: str = "从报纸版面提取的事件，每条附原文",
    url: str = "",
    source: str = "",
    color: str | None = None,
    refresh: dt.timedelta = REFRESH,
    base_url: str = "",
) -> bytes:
    """A calendar feed of ``stored``, in their order; events without a known year are left out.

    ``url`` the page about the feed, ``source`` the feed's own address, ``base_url`` the timeline page on which each event
    has the anchor ``#e-uid``; ``color`` a CSS3 colour name; ``refresh`` how often clients should ask.
    """
    return _join(
        stored, vevent, base_url,
        name=name, description=description, url=url, source=source, color=color, refresh=refresh,
    )  # fmt: skip


def to_vtodo(
    stored: Iterable[Stored], *, name: str = "报纸所载期限", base_url: str = "", **head: Any
) -> bytes:
    """The deadlines among ``stored`` as tasks (VTODO); ``head`` as for :func:`to_ics`."""
    settings = {"description": "", "url": "", "source": "", "color": None, "refresh": REFRESH, **head}
    return _join(stored, vtodo, base_url, name=name, **settings)


def to_jcal(stored: Iterable[Stored], **head: Any) -> bytes:
    """The feed :func:`to_ics` writes as jCal (RFC 7265), UTF-8 JSON."""
    from icalendar import Calendar

    calendar: Any = Calendar.from_ical(to_ics(stored, **head))
    return json.dumps(calendar.to_jcal(), ensure_ascii=False, separators=(",", ":")).encode()


def anniversaries(stored: Iterable[Stored]) -> Iterator[Stored]:
    """ "On this day": each event with an exact single day, every year from its own on."""
    for item in stored:
        when = item.event.when
        if (
            item.cancelled
            or item.event.type == "deadline"
            or when.precision not in ("minute", "hour", "halfday", "day")
        ):
            continue
        if place(item.event) is None or not when.start or (when.end and when.end[:10] != when.start[:10]):
            continue
        day = when.start[:10]
        yearly = replace(when, edtf=day, start=day, end=None, precision="day", rrule="FREQ=YEARLY")
        title = f"{day[:4]}年今日：{item.event.title}"
        # A series of its own: under the happening's uid, one calendar with both would keep only one of them.
        uid = inner_uid(item.uid, "yearly")
        yield replace(item, uid=uid, event=item.event.model_copy(update={"when": yearly, "title": title}))


def drawn(stored: Iterable[Stored]) -> list[Stored]:
    """Those of ``stored`` that have a place in a calendar."""
    return [item for item in stored if place(item.event) is not None]


def last_change(stored: Iterable[Stored]) -> dt.datetime | None:
    """The latest revision among ``stored``."""
    return max((item.updated for item in stored), default=None)


def parts(stored: Iterable[Stored], *, base_url: str = "", room: int = 4_000) -> Iterator[list[Stored]]:
    """``stored`` in runs that each make a feed of at most 1,000,000 octets and 1,000 events; ``room`` is for the head."""
    run: list[Stored] = []
    size = room
    for item in stored:
        weight = len(_component(item, vevent, base_url))
        if run and (len(run) == PART_EVENTS or size + weight > PART_OCTETS):
            yield run
            run, size = [], room
        if weight:
            run.append(item)
            size += weight
    if run:
        yield run


def latest_part(stored: Iterable[Stored], *, base_url: str = "", room: int = 4_000) -> list[Stored]:
    """As many of the last of ``stored`` as make one feed within the same bounds."""
    tail = deque((item for item in stored if place(item.event) is not None), maxlen=PART_EVENTS)
    size = room
    for number, item in enumerate(reversed(tail)):
        size += len(_component(item, vevent, base_url))
        if size > PART_OCTETS:
            return list(tail)[len(tail) - number :]
    return list(tail)


def _join(
    stored: Iterable[Stored], make: Callable[[Stored, str], bytes], base_url: str, **head: Any
) -> bytes:
    # The head tells the latest change, which is known at the end: it is written twice, at the same length, so that a
    # hundred thousand events are in memory once.
    latest: dt.datetime | None = None
    feed = io.BytesIO()
    feed.write(_head(latest=dt.datetime(1970, 1, 1, tzinfo=dt.UTC), **head))
    for item in stored:
        component = _component(item, make, base_url)
        if component:
            feed.write(component)
            latest = item.updated if latest is None or item.updated > latest else latest
    if latest is None:
        return _head(latest=None, **head) + _END
    feed.write(_END)
    feed.seek(0)
    feed.write(_head(latest=latest, **head))
    return feed.getvalue()


def _component(item: Stored, make: Callable[[Stored, str], bytes], base_url: str) -> bytes:
    key = (make, item.uid, item.sequence, item.updated, item.cancelled, base_url)
    kept = _cache.get(key)
    # Two databases may give one uid the same revision with different words; within one, the object is the same.
    if kept is not None and (kept[0]() is item.event or kept[1] == _words_of(item.event)):
        return kept[2]
    made = make(item, base_url)
    if len(_cache) >= _CACHE_MAX:
        _cache.clear()
    _cache[key] = (weakref.ref(item.event), _words_of(item.event), made)
    return made


def _words_of(event: Event) -> int:
    return hash(repr(event))


def _head(
    *, name: str, description: str, url: str, source: str, color: str | None, refresh: dt.timedelta,
    latest: dt.datetime | None,
) -> bytes:  # fmt: skip
    from icalendar import Calendar
    from icalendar.prop import vText

    # Not Calendar.new(): it puts a random UID on the calendar, after which vdirsyncer keeps one event of the feed.
    calendar: Any = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODID)
    calendar.add("CALSCALE", "GREGORIAN")
    for key, text in (("NAME", feed_title(name)), ("X-WR-CALNAME", feed_title(name))):
        calendar[key] = vText(text)
    if clean(description).strip():
        calendar.add("DESCRIPTION", vText(clean(description)))
        calendar["X-WR-CALDESC"] = vText(clean(description))
    calendar["X-WR-TIMEZONE"] = vText(ZONE)
    if url:
        calendar.add("URL", ascii_uri(url))
    if source:
        calendar.add("SOURCE", ascii_uri(source), {"VALUE": "URI"})
    calendar.add("REFRESH-INTERVAL", refresh, {"VALUE": "DURATION"})
    calendar["X-PUBLISHED-TTL"] = vText(calendar["REFRESH-INTERVAL"].to_ical().decode())
    if color:
        calendar.add("COLOR", color)
    if latest is not None:
        calendar.add("LAST-MODIFIED", latest)
    calendar.add_component(_zone())
    return octets(calendar).removesuffix(_END)


def _zone() -> Any:
    """China's time as one STANDARD: right since 1991-09-15; earlier hours are written in UTC.

    It also keeps a feed without events legal, which needs at least one component.
    """
    from icalendar import Timezone, TimezoneStandard
    from icalendar.prop import vText

    zone: Any = Timezone()
    zone.add("TZID", vText(ZONE))
    standard: Any = TimezoneStandard()
    standard.add("DTSTART", dt.datetime(1970, 1, 1))
    standard.TZOFFSETFROM = standard.TZOFFSETTO = dt.timedelta(hours=8)
    standard.add("TZNAME", "CST")
    zone.add_component(standard)
    return zone
