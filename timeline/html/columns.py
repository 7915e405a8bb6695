"""Rows as columns: what the script of the page filters and draws, and the records it opens on demand.

One shard a year (``c-2014``) holds a short column for each field; one a month (``e-2014-03``) holds what only the
evidence drawer and the exports need. The same shards stand inside the page or beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from timeline.events import EVENT_TYPES
from timeline.html.rows import GROUPS, KINDS, Row, Source

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
TYPES = tuple(EVENT_TYPES)
SALIENCES = ("main", "secondary", "mention")
STATUSES = ("happened", "ongoing", "planned")
ROLES = ("chair", "speaker", "inspector", "organizer", "attendee")
BODY_ROLES = ("organizer", "host", "attendee")
BASES = ("explicit", "inherited", "year-inferred", "publication", "fuzzy")
PRECISIONS = ("minute", "hour", "halfday", "day", "month", "quarter", "year", "fuzzy")
PARTS = ("", "morning", "afternoon", "evening")
ENUMS: dict[str, tuple[str, ...]] = {
    "type": TYPES, "salience": SALIENCES, "status": STATUSES, "kind": KINDS, "group": GROUPS, "basis": BASES,
    "precision": PRECISIONS, "part": PARTS, "role": ROLES, "bodyRole": BODY_ROLES,
}  # fmt: skip
_EPOCH = dt.date(1970, 1, 1).toordinal()


class _Names:
    """Names numbered in the order they are met."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}

    def number(self, name: str) -> int:
        return self.names.setdefault(name, len(self.names))


def year_columns(rows: Sequence[Row]) -> dict[str, Any]:
    """The columns of ``rows``; small numbers are one base-36 character each, days count from 1970-01-01."""
    names = {kind: _Names() for kind in ("person", "title", "place", "organization", "document")}
    columns: dict[str, Any] = {
        "n": len(rows),
        "uid": [row.uid for row in rows],
        "name": [row.event.title for row in rows],
        "text": [row.event.when.text for row in rows],
        "first": [_day(row.first) for row in rows],
        "span": [_span(row) for row in rows],
        "clock": [row.clock for row in rows],
        "unknown": {place: row.event.when.edtf for place, row in enumerate(rows) if row.kind == "unknown"},
        "sure": [round(row.event.confidence * 100) for row in rows],
        **_enum_columns(rows),
        **_name_columns(rows, names),
    }
    columns["names"] = {kind: list(known.names) for kind, known in names.items()}
    return columns


def _day(day: dt.date | None) -> int:
    return 0 if day is None else day.toordinal() - _EPOCH


def _span(row: Row) -> int:
    """Days from ``first`` to ``last``; -1 where the end is open; a deadline counts from 1970."""
    if row.last is None:
        return -1
    return row.last.toordinal() - (row.first.toordinal() if row.first else _EPOCH)


def _enum_columns(rows: Sequence[Row]) -> dict[str, str]:
    def digits(kind: str, values: Sequence[str]) -> str:
        known = {value: _DIGITS[place] for place, value in enumerate(ENUMS[kind])}
        return "".join(known[value] for value in values)

    return {
        "type": digits("type", [row.event.type for row in rows]),
        "salience": digits("salience", [row.event.salience for row in rows]),
        "status": digits("status", [row.event.status for row in rows]),
        "kind": digits("kind", [row.kind for row in rows]),
        "group": digits("group", [row.group for row in rows]),
        "basis": digits("basis", [row.event.when.basis for row in rows]),
        "precision": digits("precision", [row.event.when.precision for row in rows]),
        "part": digits("part", [row.event.when.part_of_day or "" for row in rows]),
        "month": "".join(_DIGITS[int(row.month[5:])] for row in rows),
    }


def _name_columns(rows: Sequence[Row], names: dict[str, _Names]) -> dict[str, Any]:
    people: list[int] = []
    bodies: list[int] = []
    for row in rows:
        for person in row.event.people:
            numbers = names["person"].number(person.name), names["title"].number(person.title)
            people += [*numbers, ROLES.index(person.role)]
        for body in row.event.organizations:
            bodies += [names["organization"].number(body.name), BODY_ROLES.index(body.role)]
    return {
        "peopleOf": [len(row.event.people) for row in rows],
        "people": people,
        "bodiesOf": [len(row.event.organizations) for row in rows],
        "bodies": bodies,
        "place": [names["place"].number(row.event.place.name) if row.event.place else -1 for row in rows],
        "document": [names["document"].number(document_of(row)) for row in rows],
    }


def document_of(row: Row) -> str:
    """The document of the first piece of evidence, ``""`` if there is none."""
    return row.event.evidence[0].document if row.event.evidence else ""


def month_records(rows: Sequence[Row], sources: Mapping[str, Source]) -> dict[str, Any]:
    """What the columns leave out: dates as EDTF, evidence, details, what was implied; and the pages quoted."""
    records = [_record(row) for row in rows]
    quoted = {one.document for row in rows for one in row.event.evidence}
    return {
        "rows": records,
        "sources": {name: _source(sources[name]) for name in sorted(quoted & sources.keys())},
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "paper": source.paper, "date": str(source.date or ""), "page": source.page, "url": source.url,
        "inferred": source.inferred, "headlines": source.headlines,
    }  # fmt: skip


def _record(row: Row) -> dict[str, Any]:
    event = row.event
    when = event.when
    details = {key: value for key, value in event.details.model_dump().items() if value}
    record: dict[str, Any] = {
        "w": [when.edtf, when.start, when.end],
        "q": [[one.document, one.article, one.start, one.end, one.quote, one.page] for one in event.evidence],
    }
    extra = {
        "i": list(when.implied), "r": when.rrule, "d": details, "l": list(event.related),
        "o": event.origin.model_dump() if event.origin else None,
    }  # fmt: skip
    return record | {key: value for key, value in extra.items() if value}
