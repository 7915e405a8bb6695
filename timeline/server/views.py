"""What each address shows: bytes and their validators, made once for each state of the store."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from timeline.events import Query
from timeline.ics import anniversaries, drawn, latest_part, parts, to_ics, to_jcal, to_vtodo
from timeline.ics.feed import REFRESH
from timeline.server.filters import canonical_filters
from timeline.site import sources_of_pages, to_atom, to_csv, to_json, to_jsonl
from timeline.store import Change, Store

_MEMO_MAX = 256
_MEMO_OCTETS = 128_000_000
_SMALL = 1_000
DAWN = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class View:
    """A body with its validators. The ETag is weak: it names the content, plain or compressed."""

    body: bytes
    media: str
    etag: str
    modified: dt.datetime
    packed: bytes | None


@dataclass(frozen=True)
class Wish:
    """What was asked for: ``kind`` of view, filters, ``root`` the address of this server, ``numbers`` of the view's own."""

    kind: str
    query: Query
    root: str
    title: str
    numbers: tuple[tuple[str, int], ...] = ()

    @property
    def key(self) -> tuple[str, str, str, tuple[tuple[str, int], ...]]:
        """Equal for equal wishes."""
        return (self.kind, canonical_filters(self.query), self.root, self.numbers)

    @property
    def page(self) -> str:
        """The address of the timeline page."""
        return f"{self.root}timeline"

    def number(self, name: str, default: int) -> int:
        """One of the view's own numbers."""
        return dict(self.numbers).get(name, default)


def _subscribed(wish: Wish) -> Query:
    """What a calendar shows: unless salience is asked for, not what a page only cites."""
    return (
        wish.query
        if wish.query.salience
        else wish.query.model_copy(update={"salience": ["main", "secondary"]})
    )


def _calendar(wish: Wish, store: Store) -> bytes:
    """The feed; of more than fits one feed, the latest part, or the one asked for."""
    stored = store.stream(_subscribed(wish), include_cancelled=True)
    part = wish.number("part", 0)
    if part:
        run = next(islice(parts(stored, base_url=wish.page), part - 1, None), [])
    else:
        run = latest_part(stored, base_url=wish.page)
    return to_ics(
        run, name=_name(wish), url=wish.page, source=_source(wish, "calendar.ics"),
        base_url=wish.page, color="steelblue",
    )  # fmt: skip


def _name(wish: Wish) -> str:
    words = [*wish.query.person, *wish.query.place, *wish.query.organization, wish.query.text]
    chosen = "、".join(word for word in words if word)
    return f"{wish.title}·{chosen}" if chosen else wish.title


def _source(wish: Wish, path: str) -> str:
    return f"{wish.root}{path}"


def _jcal(wish: Wish, store: Store) -> bytes:
    return to_jcal(
        drawn(store.stream(_subscribed(wish)))[-1_000:], name=_name(wish), url=wish.page, base_url=wish.page
    )


def _tasks(wish: Wish, store: Store) -> bytes:
    stored = store.stream(_subscribed(wish), include_cancelled=True)
    return to_vtodo(stored, name=f"{_name(wish)}·期限", base_url=wish.page, refresh=REFRESH)


def _on_this_day(wish: Wish, store: Store) -> bytes:
    chosen = list(anniversaries(store.stream(_subscribed(wish))))[-1_000:]
    return to_ics(chosen, name=f"{_name(wish)}·那年今日", url=wish.page, base_url=wish.page)


def _json(wish: Wish, store: Store) -> bytes:
    start = wish.number("offset", 0)
    stop = start + wish.number("limit", 1_000)
    wanted, total = [], 0
    for item in store.stream(wish.query):
        if start <= total < stop:
            wanted.append(item)
        total += 1
    return to_json(wanted, title=wish.title, total=total)


def _jsonl(wish: Wish, store: Store) -> bytes:
    return to_jsonl(store.stream(wish.query))


def _csv(wish: Wish, store: Store) -> bytes:
    return to_csv(store.stream(wish.query))


def _atom(wish: Wish, store: Store) -> bytes:
    feed = _source(wish, "feed.atom")
    return to_atom(store.stream(wish.query), title=_name(wish), page_url=wish.page, feed_url=feed)


def _page(wish: Wish, store: Store, embed: bool = False) -> bytes:
    from timeline.html import to_html

    alternates = [
        {"type": "text/calendar", "href": "calendar.ics", "title": wish.title},
        {"type": "application/atom+xml", "href": "feed.atom", "title": wish.title},
        {
            "type": "application/json+oembed",
            "href": f"{wish.root}oembed?url={wish.page}",
            "title": wish.title,
        },
    ]
    text = to_html(
        store.stream(wish.query), title=_name(wish), base_url=wish.page, feed_url="calendar.ics",
        alternates=alternates, embed=embed, issues=sources_of_pages(store.pages()), embed_url=f"{wish.root}embed",
    )  # fmt: skip
    return text.encode("utf-8", "replace")


def _embedded(wish: Wish, store: Store) -> bytes:
    return _page(wish, store, embed=True)


CALENDAR = "text/calendar; charset=utf-8"
HTML = "text/html; charset=utf-8"
JSON = "application/json"

# The address of each view → its media type and its maker.
VIEWS: dict[str, tuple[str, Callable[[Wish, Store], bytes]]] = {
    "calendar.ics": (CALENDAR, _calendar),
    "tasks.ics": (CALENDAR, _tasks),
    "on-this-day.ics": (CALENDAR, _on_this_day),
    "calendar.json": ("application/calendar+json", _jcal),
    "events.json": (JSON, _json),
    "events.jsonl": ("application/x-ndjson; charset=utf-8", _jsonl),
    "events.csv": ("text/csv; charset=utf-8", _csv),
    "feed.atom": ("application/atom+xml; charset=utf-8", _atom),
    "timeline": (HTML, _page),
    "embed": (HTML, _embedded),
}


class Gallery:
    """The views of one store, each made once until the store moves on. Usable from several threads."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._memo: OrderedDict[object, tuple[Change, View]] = OrderedDict()
        self._octets = 0
        self._lock = threading.Lock()
        self._making: dict[object, threading.Lock] = {}

    def ready(self, wish: Wish) -> View | None:
        """The view if it is there and still true; cheap enough for an event loop."""
        now = self.store.changed()
        with self._lock:
            known = self._memo.get(wish.key)
            if known is None or known[0] != now:
                return None
            self._memo.move_to_end(wish.key)
            return known[1]

    def make(self, wish: Wish) -> View:
        """The view, made if need be; of several threads that ask for one view, one makes it."""
        with self._lock:
            turn = self._making.setdefault(wish.key, threading.Lock())
        with turn:
            view = self.ready(wish)
            if view is None:
                view = self._keep(wish)
        with self._lock:
            self._making.pop(wish.key, None)
        return view

    def _keep(self, wish: Wish) -> View:
        # The state is read first: a view made while the store moves on is then made again, never kept for too long.
        change = self.store.changed()
        media, maker = VIEWS[wish.kind]
        view = view_of(maker(wish, self.store), media, change.moment or DAWN)
        with self._lock:
            self._drop(wish.key)
            self._memo[wish.key] = (change, view)
            self._octets += _weight(view)
            while len(self._memo) > 1 and (len(self._memo) > _MEMO_MAX or self._octets > _MEMO_OCTETS):
                self._drop(next(iter(self._memo)))
        return view

    def _drop(self, key: object) -> None:
        gone = self._memo.pop(key, None)
        if gone is not None:
            self._octets -= _weight(gone[1])


def view_of(body: bytes, media: str, modified: dt.datetime) -> View:
    """``body`` with its validators, and compressed where that is worth it."""
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    packed = gzip.compress(body, 6, mtime=0) if len(body) > _SMALL else None
    return View(body, media, etag, modified, packed)


def _weight(view: View) -> int:
    return len(view.body) + len(view.packed or b"")
