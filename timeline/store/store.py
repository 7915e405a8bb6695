"""The store: pages in, published events out."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from timeline.errors import NotFound
from timeline.events import Event, Query, event_from
from timeline.store.corrections import checked
from timeline.store.identity import Mark, first_uid, reading_order, recognise
from timeline.store.publish import Publication, days
from timeline.store.records import (
    CANCELLED_FOR,
    Added,
    Change,
    Stored,
    StoredPage,
    anchor_record,
    canonical,
    digest_of,
    event_record,
    moment,
    stamp,
    utcnow,
    whole_second,
)
from timeline.store.schema import connect
from timeline.store.selecting import conditions
from timeline.store.tokens import Tokens

# Parsed events kept for the next view; at about 6 kB each, 60 MB at most.
_PARSED_MAX = 10_000

_COLUMNS = "uid, record, sequence, created, updated, state"


class Store:
    """Pages, what was read from them, and what is published of it, in one SQLite file.

    ``path`` a file or ``":memory:"``; ``clock`` gives this moment (aware), for revisions and for how long a
    withdrawn event is still shown. One page is one transaction: killed at any moment, a store holds each page whole or not at
    all. Any number of processes may read while one adds; a second one that adds waits. Usable from several threads.
    """

    def __init__(self, path: str | Path = ":memory:", clock: Callable[[], dt.datetime] = utcnow) -> None:
        self.path = str(path)
        self.clock = clock
        self._db = connect(path)
        self._lock = threading.RLock()
        self.tokens = Tokens(self._db, self._lock, clock)
        self._parsed: dict[tuple[str, int], Event] = {}

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; nothing needs saving, every change is saved when it is made."""
        with self._lock:
            self._db.close()

    # -- pages in

    def add(self, reading: Any) -> Added:
        """Take in a page's :class:`~timeline.pipeline.Reading`, instead of what an earlier reading of it said."""
        return self.add_events(
            reading.page.document, digest_of(reading.page.text), reading.events, anchor_record(reading.anchor)
        )

    def add_events(
        self, document: str, digest: str, events: Sequence[Event], anchor_record: dict[str, Any] | None = None
    ) -> Added:
        """Take in the events of one page; ``digest`` names the text that their evidence indexes."""
        told = canonical([event_record(event) for event in events])
        anchor = canonical(anchor_record) if anchor_record is not None else None
        reading = digest_of(told + (anchor or ""))
        with self._writing() as publication:
            known = self._db.execute(
                "SELECT digest, reading FROM pages WHERE document = ?", (document,)
            ).fetchone()
            if known == (digest, reading):
                return Added(unchanged=len(events))
            self._write_page(document, digest, reading, anchor)
            touched, released = self._write_mentions(document, digest, events)
            publication.settle({document}, touched, released)
            return self._progress(publication)

    def remove(self, document: str) -> Added:
        """Take a page out; events that no other page proves are withdrawn. NotFound if it is not held."""
        with self._writing() as publication:
            if self._db.execute("DELETE FROM pages WHERE document = ?", (document,)).rowcount == 0:
                raise NotFound(f"{document}: no such page in the store")
            released = {
                row[0]
                for row in self._db.execute(
                    "SELECT event FROM mentions WHERE live AND document = ?", (document,)
                )
            }
            self._db.execute("UPDATE mentions SET live = 0 WHERE document = ?", (document,))
            publication.settle({document}, set(), released)
            return self._progress(publication)

    def correct(self, uid: str, **fields: Any) -> Stored:
        """Lay people's corrections over an event: ``title="…"``, ``when="2014-03-20"``, ``place="…"``, ``rejected=True`` …

        A field given as None is as extracted again. Corrections survive whatever is read later. Raises NotFound
        for a uid that is not published, BadQuery for a field or a value that cannot be.
        """
        with self._writing() as publication:
            mentions = self._db.execute(
                "SELECT uid FROM mentions WHERE live AND event = ?", (uid,)
            ).fetchall()
            if not mentions:
                raise NotFound(f"{uid}: no such event in the store")
            (text,) = self._db.execute("SELECT record FROM events WHERE uid = ?", (uid,)).fetchone()
            now = stamp(whole_second(self.clock()))
            for field, value in checked(json.loads(text), fields).items():
                self._db.execute("DELETE FROM corrections WHERE uid = ? AND field = ?", (uid, field))
                if value is not None:
                    row = (uid, field, canonical(value), now)
                    self._db.execute("INSERT INTO corrections VALUES (?, ?, ?, ?)", row)
            publication.settle(set(), {row[0] for row in mentions}, {uid})
            self._progress(publication)
        return self.show(uid)

    def corrections(self, uid: str | None = None) -> list[tuple[str, str, Any, dt.datetime]]:
        """What people corrected: (uid, field, value, when), of one event or of all."""
        query = (
            "SELECT uid, field, value, made FROM corrections WHERE ? IS NULL OR uid = ? ORDER BY uid, field"
        )
        with self._lock:
            rows = self._db.execute(query, (uid, uid)).fetchall()
        return [(owner, field, json.loads(value), moment(made)) for owner, field, value, made in rows]

    # -- events out

    def events(self, query: Query | None = None, *, include_cancelled: bool = False) -> list[Stored]:
        """The published events that ``query`` wants, by day; with ``include_cancelled`` also those just withdrawn."""
        return list(self.stream(query, include_cancelled=include_cancelled))

    def stream(self, query: Query | None = None, *, include_cancelled: bool = False) -> Iterator[Stored]:
        """As :meth:`events`, one at a time, so that a hundred thousand need not be held at once."""
        where, values = conditions(query, self._shown(include_cancelled))
        order = "ORDER BY COALESCE(first, last, '9999'), COALESCE(last, first), uid"
        with self._lock:
            rows = self._db.execute(f"SELECT {_COLUMNS} FROM events WHERE {where} {order}", values)
            few = rows.fetchmany(500)
        while few:
            for row in few:
                stored = self._stored(row)
                if query is None or query.matches(stored.event):
                    yield stored
            with self._lock:
                few = rows.fetchmany(500)

    def show(self, uid: str) -> Stored:
        """The event called ``uid``, published or withdrawn; one merged into another is shown as that other."""
        with self._lock:
            row = self._db.execute(
                f"SELECT {_COLUMNS}, successor FROM events WHERE uid = ?", (uid,)
            ).fetchone()
            while row and row[6]:
                row = self._db.execute(
                    f"SELECT {_COLUMNS}, successor FROM events WHERE uid = ?", (row[6],)
                ).fetchone()
        if row is None:
            raise NotFound(f"{uid}: no such event in the store")
        return self._stored(row[:6])

    def pages(self) -> list[StoredPage]:
        """The pages held, by name."""
        with self._lock:
            rows = self._db.execute(
                "SELECT document, digest, anchor, added, updated,"
                " (SELECT count(*) FROM mentions m WHERE m.document = p.document AND m.live) FROM pages p ORDER BY document"
            ).fetchall()
        return [
            StoredPage(
                document,
                digest,
                json.loads(anchor) if anchor else None,
                moment(added),
                moment(updated),
                events,
            )
            for document, digest, anchor, added, updated, events in rows
        ]

    def changed(self) -> Change:
        """Whether anything moved: equal answers mean that every view has the same bytes."""
        with self._lock:
            generation, last = self._db.execute("SELECT generation, moment FROM progress").fetchone()
            (ended,) = self._db.execute(
                "SELECT max(updated) FROM events WHERE state = 'withdrawn' AND updated <= ?",
                (self._horizon(),),
            ).fetchone()
        moments = [moment(last)] if last else []
        moments += [moment(ended) + CANCELLED_FOR] if ended else []
        return Change(generation, max(moments, default=None))

    # -- inside

    @contextmanager
    def _writing(self) -> Iterator[Publication]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield Publication(self._db, self.clock())
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _progress(self, publication: Publication) -> Added:
        tally = publication.tally
        if tally.total() > tally["unchanged"]:
            (latest,) = self._db.execute("SELECT max(updated) FROM events").fetchone()
            self._db.execute("UPDATE progress SET generation = generation + 1, moment = ?", (latest,))
        return Added(tally["new"], tally["changed"], tally["unchanged"], tally["withdrawn"])

    def _write_page(self, document: str, digest: str, reading: str, anchor: str | None) -> None:
        now = stamp(whole_second(self.clock()))
        self._db.execute(
            "INSERT INTO pages VALUES (?1, ?2, ?3, ?4, ?5, ?5) ON CONFLICT (document)"
            " DO UPDATE SET digest = ?2, reading = ?3, anchor = ?4, updated = ?5",
            (document, digest, reading, anchor, now),
        )

    def _write_mentions(
        self, document: str, digest: str, events: Sequence[Event]
    ) -> tuple[set[str], set[str]]:
        """Put the page's mentions in place of its earlier ones: (uids that changed, happenings that lost one)."""
        rows = self._db.execute(
            "SELECT uid, record, digest, live, event FROM mentions WHERE document = ?", (document,)
        ).fetchall()
        before = {row[0]: row for row in rows}
        old = [
            Mark(uid, event_from(json.loads(text)), document, its, bool(live))
            for uid, text, its, live, _ in rows
        ]
        new = sorted((Mark("", event, document, digest) for event in events), key=reading_order)
        kept = recognise(old, new)
        touched: set[str] = set()
        for position, mark in enumerate(new):
            uid = kept.get(position) or first_uid(mark, self._taken)
            text = canonical(event_record(mark.event))
            if uid not in before or before[uid][1] != text or not before[uid][3]:
                touched.add(uid)
            happening = before[uid][4] if uid in before else None
            row = (uid, document, position, digest, text, *days(mark.event), 1, happening)
            self._db.execute("INSERT OR REPLACE INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        gone = {uid for uid, row in before.items() if row[3]} - set(kept.values())
        for uid in gone:
            self._db.execute("UPDATE mentions SET live = 0 WHERE uid = ?", (uid,))
        return touched, {before[uid][4] for uid in gone}

    def _taken(self, uid: str) -> bool:
        query = "SELECT 1 FROM mentions WHERE uid = ? UNION ALL SELECT 1 FROM events WHERE uid = ?"
        return self._db.execute(query, (uid, uid)).fetchone() is not None

    def _horizon(self) -> str:
        return stamp(whole_second(self.clock() - CANCELLED_FOR))

    def _shown(self, include_cancelled: bool) -> tuple[str, list[Any]]:
        if include_cancelled:
            return "(state = 'live' OR (state = 'withdrawn' AND updated > ?))", [self._horizon()]
        return "state = 'live'", []

    def _stored(self, row: Sequence[Any]) -> Stored:
        uid, text, sequence, created, updated, state = row
        event = self._parsed.get((uid, sequence))
        if event is None:
            if len(self._parsed) >= _PARSED_MAX:
                self._parsed.clear()
            event = self._parsed[uid, sequence] = event_from({**json.loads(text), "uid": uid})
        return Stored(uid, event, sequence, moment(created), moment(updated), state == "withdrawn")
