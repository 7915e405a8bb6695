"""Writing what is published: only what changed, with its revision."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable

from timeline.events import Event, bounds, event_from
from timeline.store.chains import Chains
from timeline.store.clusters import Cluster, Mention, gather, name_happenings
from timeline.store.corrections import REJECTED, apply
from timeline.store.identity import fresh
from timeline.store.records import canonical, event_record, moment, stamp, whole_second

# An undated report (近日) covers a month.
_MONTH = dt.timedelta(days=31)

# Where a mention stands and whether its article exists to tell it.
_ARTICLE = "COALESCE(json_extract(record, '$.evidence[0].article'), '')"
_LEADS = "(json_extract(record, '$.salience') = 'main' AND json_extract(record, '$.type') != 'deadline')"


def days(event: Event) -> tuple[str | None, str | None]:
    """The first and last day of ``event`` as the database orders them."""
    first, last = bounds(event.when)
    return (first.isoformat() if first else None, last.isoformat() if last else None)


class Publication:
    """One transaction's worth of publishing.

    ``settle`` publishes anew all that some mentions and happenings take part in; ``tally`` counts what became of events.
    """

    def __init__(self, db: sqlite3.Connection, now: dt.datetime) -> None:
        self.tally: Counter[str] = Counter()
        self._db = db
        self._now = whole_second(now)
        self._read: dict[str, Mention] = {}
        self._chains = Chains(db)

    def settle(self, pages: set[str], touched: set[str], released: set[str]) -> None:
        """Publish what follows when the mentions ``touched`` changed and the happenings ``released`` lost one (uids)."""
        found = self._neighbourhood(touched, released)
        # With a mention moves the happening it was part of, and with that every mention of it.
        moved = released | {mention.happening for mention in found if mention.uid in touched} - {None}
        clusters = [
            cluster
            for cluster in gather(found)
            if any(mention.uid in touched or mention.happening in moved for mention in cluster.mentions)
        ]
        names = self._name(clusters, released)
        told = {uid: cluster.event for uid, cluster in zip(names, clusters, strict=True)}
        pages = pages | {mention.document for cluster in clusters for mention in cluster.mentions}
        pages |= self._followed(told, {m.happening for c in clusters for m in c.mentions} - {None}, released)  # type: ignore[arg-type]
        rejected = self._rejected()
        for uid, heads in self._relations(pages).items():
            before = self._chains.before(uid, rejected)
            self._write(uid, told.get(uid), sorted({*heads, *([before] if before else [])}))
        self._retire(clusters, names, released)

    def _followed(self, told: dict[str, Event], former: set[str], released: set[str]) -> set[str]:
        """Note which events are steps of an undertaking; the pages of all steps that may follow another now."""
        # A step that somebody corrects or rejects may be passed over by those that follow it.
        steps = self._chains.undertakings(released)
        steps |= self._chains.note(told, (released | former) - set(told))
        return self._pages_of(self._chains.members(steps))

    def _pages_of(self, uids: set[str]) -> set[str]:
        """The pages that tell the published events ``uids``."""
        found: set[str] = set()
        for uid in uids:
            found |= self._uids("live AND event = ?", uid, column="document")
        return found

    # -- which mentions must be looked at together

    def _neighbourhood(self, touched: set[str], released: set[str]) -> list[Mention]:
        """The mentions that may tell the same as those touched, and all that now share a happening with any of them.

        Only what begins on the same day is ever merged (of a stretch with no known beginning: ends on the same day), or
        something undated with what lies within its month. What has no known year may be of any: it meets only what the
        same text tells under another name.
        """
        found = set(touched)
        for first, last in {days(event) for event in self._told(touched)}:
            if first is None:
                found |= self._uids("live AND first IS NULL AND last = ?", last)
                continue
            found |= self._uids("live AND first = ?", first)
            earlier = (dt.date.fromisoformat(first) - _MONTH).isoformat() if first > "0002" else first
            found |= self._uids(
                "live AND first BETWEEN ? AND ? AND last >= ? AND last > first", earlier, first, first
            )
            if (
                last is not None
                and last > first
                and dt.date.fromisoformat(last) - dt.date.fromisoformat(first) <= _MONTH
            ):
                found |= self._uids("live AND first BETWEEN ? AND ?", first, last)
        for uid in touched:
            if days(self._mention(uid).event) == (None, None):
                same_text = "digest = (SELECT digest FROM mentions WHERE uid = ?)"
                found |= self._uids(f"live AND first IS NULL AND last IS NULL AND {same_text}", uid)
        happenings = set(released)
        for uid in found:
            happenings |= self._uids("uid = ? AND event IS NOT NULL", uid, column="event")
        for happening in happenings:
            found |= self._uids("live AND event = ?", happening)
        return [self._mention(uid) for uid in sorted(found)]

    def _told(self, uids: set[str]) -> Iterable[Event]:
        return (self._mention(uid).event for uid in uids)

    def _uids(self, where: str, *values: str | None, column: str = "uid") -> set[str]:
        return {row[0] for row in self._db.execute(f"SELECT {column} FROM mentions WHERE {where}", values)}

    def _mention(self, uid: str) -> Mention:
        if uid not in self._read:
            self._read[uid] = self._mention_of(uid)
        return self._read[uid]

    def _mention_of(self, uid: str) -> Mention:
        page, text, happening = self._db.execute(
            "SELECT document, record, event FROM mentions WHERE uid = ?", (uid,)
        ).fetchone()
        return Mention(uid, page, event_from(json.loads(text)), happening)

    # -- one uid each

    def _name(self, clusters: list[Cluster], released: set[str]) -> list[str]:
        """The uid of each cluster, noted with its mentions."""
        happenings = {mention.happening for cluster in clusters for mention in cluster.mentions}
        kept = name_happenings(clusters, self._seniority(happenings | released))
        spent = set(kept.values())
        names: list[str] = []
        for position, cluster in enumerate(clusters):
            uid = kept.get(position) or self._new_name(cluster, spent)
            spent.add(uid)
            names.append(uid)
        for uid, cluster in zip(names, clusters, strict=True):
            for mention in cluster.mentions:
                if mention.happening != uid:
                    self._db.execute("UPDATE mentions SET event = ? WHERE uid = ?", (uid, mention.uid))
                    if mention.happening and mention.happening not in spent:
                        self._hand_over_corrections(mention.happening, uid)
        return names

    def _seniority(self, uids: Iterable[str | None]) -> dict[str, tuple[str, str]]:
        rows = (
            self._db.execute("SELECT uid, created FROM events WHERE uid = ?", (uid,)).fetchone()
            for uid in uids
        )
        return {row[0]: (row[1], row[0]) for row in rows if row}

    def _new_name(self, cluster: Cluster, spent: set[str]) -> str:
        """The smallest of its mentions' uids, unless that has come to mean another happening."""
        own = sorted(mention.uid for mention in cluster.mentions)
        for uid in own:
            if uid not in spent and not self._means_another(uid, own):
                return uid
        return fresh(own[0], lambda uid: uid in spent or self._known(uid))

    def _means_another(self, uid: str, own: list[str]) -> bool:
        marks = ",".join("?" * len(own))
        query = f"SELECT 1 FROM mentions WHERE live AND event = ? AND uid NOT IN ({marks}) LIMIT 1"
        return self._db.execute(query, (uid, *own)).fetchone() is not None

    def _known(self, uid: str) -> bool:
        query = "SELECT 1 FROM events WHERE uid = ? UNION ALL SELECT 1 FROM mentions WHERE uid = ?"
        return self._db.execute(query, (uid, uid)).fetchone() is not None

    def _hand_over_corrections(self, old: str, new: str) -> None:
        """All but a rejection: that one report was no event says nothing against the one it is now part of."""
        self._db.execute(
            "INSERT OR IGNORE INTO corrections SELECT ?, field, value, made FROM corrections"
            " WHERE uid = ? AND field != ?",
            (new, old, REJECTED),
        )

    # -- what belongs together on a page

    def _relations(self, pages: set[str]) -> dict[str, list[str]]:
        """Every event of ``pages`` → the main happenings of the articles that tell it in passing."""
        marks = ",".join("?" * len(pages))
        told = self._db.execute(
            f"SELECT event, document, {_ARTICLE}, {_LEADS} FROM mentions WHERE live AND event IN"
            f" (SELECT event FROM mentions WHERE live AND document IN ({marks})) ORDER BY document, position",
            sorted(pages),
        ).fetchall()
        heads = self._heads({page for _, page, _, _ in told})
        related: dict[str, set[str]] = {}
        for uid, page, article, leads in told:
            head = heads.get((page, article))
            related.setdefault(uid, set()).update([head] if head and not leads else [])
        return {uid: sorted(heads - {uid}) for uid, heads in sorted(related.items())}

    def _heads(self, pages: set[str]) -> dict[tuple[str, str], str]:
        """The first main happening of each article of ``pages``: (page, article) → uid."""
        rejected = self._rejected()
        heads: dict[tuple[str, str], str] = {}
        for page in sorted(pages):
            for uid, article in self._db.execute(
                f"SELECT event, {_ARTICLE} FROM mentions WHERE live AND document = ? AND {_LEADS} ORDER BY position",
                (page,),
            ):
                if uid not in rejected:
                    heads.setdefault((page, article), uid)
        return heads

    def _rejected(self) -> set[str]:
        """The uids that somebody said are no events."""
        query = "SELECT uid, value FROM corrections WHERE field = ?"
        return {uid for uid, value in self._db.execute(query, (REJECTED,)) if json.loads(value)}

    # -- one row each

    def _write(self, uid: str, told: Event | None, related: list[str]) -> None:
        """Publish ``told`` (None: as before) under ``uid``; a revision if and only if the content changed."""
        row = self._db.execute("SELECT record, state FROM events WHERE uid = ?", (uid,)).fetchone()
        event = told if told is not None else event_from(json.loads(row[0]))
        event = event.model_copy(update={"related": related})
        corrections = {
            field: json.loads(value)
            for field, value in self._db.execute("SELECT field, value FROM corrections WHERE uid = ?", (uid,))
        }
        if corrections.get(REJECTED):
            self._close(uid, "withdrawn", None)
            return
        if corrections:
            event = apply(event_record(event), corrections)
        text = canonical(event_record(event))
        if row is None:
            self._insert(uid, event, text)
        elif row != (text, "live"):
            self._revise(uid, event, text)
        else:
            self.tally["unchanged"] += 1

    def _insert(self, uid: str, event: Event, text: str) -> None:
        now = stamp(self._now)
        self._db.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, 'live', NULL)",
            (uid, text, event.type, *days(event), event.confidence, now, now),
        )
        self.tally["new"] += 1

    def _revise(self, uid: str, event: Event, text: str) -> None:
        self._db.execute(
            "UPDATE events SET record = ?, type = ?, first = ?, last = ?, confidence = ?, state = 'live',"
            " successor = NULL, sequence = sequence + 1, updated = ? WHERE uid = ?",
            (text, event.type, *days(event), event.confidence, self._later(uid), uid),
        )
        self.tally["changed"] += 1

    def _later(self, uid: str) -> str:
        """Now, or a second after the last revision: a client that sees the same stamp twice skips the change."""
        (last,) = self._db.execute("SELECT updated FROM events WHERE uid = ?", (uid,)).fetchone()
        return stamp(max(self._now, moment(last) + dt.timedelta(seconds=1)))

    def _retire(self, clusters: list[Cluster], names: list[str], released: set[str]) -> None:
        """Events that no mention stands behind any more: part of another now, or withdrawn."""
        successors: dict[str, str] = {}
        for uid, cluster in zip(names, clusters, strict=True):
            for mention in cluster.mentions:
                if mention.happening:
                    successors.setdefault(mention.happening, uid)
        for uid in sorted((released | set(successors)) - set(names)):
            if uid in successors:
                # Not published as cancelled: the happening stands under another uid and must not look called off.
                self._close(uid, "merged", successors[uid])
            else:
                self._close(uid, "withdrawn", None)

    def _close(self, uid: str, state: str, successor: str | None) -> None:
        row = self._db.execute("SELECT state FROM events WHERE uid = ?", (uid,)).fetchone()
        if row is None or row[0] == state:
            return
        self._db.execute(
            "UPDATE events SET state = ?, successor = ?, sequence = sequence + 1, updated = ? WHERE uid = ?",
            (state, successor, self._later(uid), uid),
        )
        self.tally[state] += 1
