"""What the store hands out, and the one JSON form of an event."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from timeline.events import Event

# How long a withdrawn event is still published as cancelled. Clients that poll weekly (Nextcloud's default) or
# are switched off for a holiday must see it at least once; after that it would only be noise.
CANCELLED_FOR = dt.timedelta(days=30)
_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Stored:
    """An event as published: its identity and its revision.

    ``uid`` a UUIDv5, given once and never used again; ``sequence`` counts changes of content from 0; ``created`` and
    ``updated`` are UTC moments in whole seconds, ``updated`` that of the last change; ``cancelled`` is true for
    an event withdrawn less than :data:`CANCELLED_FOR` ago.
    """

    uid: str
    event: Event
    sequence: int
    created: dt.datetime
    updated: dt.datetime
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """What adding or removing one page did to the published events (counts of events)."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """How far a store has got: ``generation`` grows with every write, ``moment`` is when views last moved.

    Views also move when a cancelled event reaches its end, so ``moment`` may advance without a write.
    """

    generation: int
    moment: dt.datetime | None


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page the store holds: its ``anchor`` is the record of its issue date, ``events`` how many it proves."""

    document: str
    digest: str
    anchor: dict[str, Any] | None
    added: dt.datetime
    updated: dt.datetime
    events: int


def utcnow() -> dt.datetime:
    """This moment in UTC."""
    return dt.datetime.now(dt.UTC)


def whole_second(moment: dt.datetime) -> dt.datetime:
    """``moment`` in UTC without its fraction: iCalendar has no finer stamp."""
    return moment.astimezone(dt.UTC).replace(microsecond=0)


def stamp(moment: dt.datetime) -> str:
    """``2026-03-05T01:02:03Z``: the form kept in the database, ordered as text."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(stamp: str) -> dt.datetime:
    """The UTC moment of a stamp."""
    return dt.datetime.fromisoformat(stamp)


def canonical(value: Any) -> str:
    """JSON whose bytes depend on nothing but the value; half a surrogate pair, which no database takes, becomes ?."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text if _HALF.search(text) is None else _HALF.sub("?", text)


def event_record(event: Event) -> dict[str, Any]:
    """The JSON form of ``event`` without its uid, which is identity and not content."""
    return event.model_dump(mode="json", exclude={"uid"})


def digest_of(text: str) -> str:
    """A short name for a text: the first 32 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def record(stored: Stored) -> dict[str, Any]:
    """The published JSON form: the event's record with ``uid``, ``sequence``, ``created``, ``updated``, ``cancelled``."""
    revision = {
        "uid": stored.uid,
        "sequence": stored.sequence,
        "created": stamp(stored.created),
        "updated": stamp(stored.updated),
        "cancelled": stored.cancelled,
    }
    return {**stored.event.model_dump(mode="json"), **revision}


def anchor_record(anchor: Any) -> dict[str, Any] | None:
    """The JSON form of a page's :class:`~timeline.anchors.Anchor`, None without one."""
    if anchor is None:
        return None
    return {
        "date": _day(anchor.date),
        "earliest": _day(anchor.earliest),
        "latest": _day(anchor.latest),
        "year": anchor.year,
        "basis": anchor.basis,
        "candidates": {str(year): share for year, share in anchor.candidates.items()},
        "clues": [
            {"years": list(clue.years), "weight": clue.weight, "quote": clue.quote, "why": clue.why}
            for clue in anchor.clues
        ],
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
