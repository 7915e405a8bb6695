"""A query as far as the database's indexes can answer it."""

from __future__ import annotations

from typing import Any

from timeline.events import Query


def conditions(query: Query | None, shown: tuple[str, list[Any]]) -> tuple[str, list[Any]]:
    """The part of ``query`` an index can answer; :meth:`Query.matches` decides the rest."""
    where, values = [shown[0]], [*shown[1]]
    if query is not None:
        if query.type:
            where.append(f"type IN ({','.join('?' * len(query.type))})")
            values += query.type
        if query.since:
            where.append("COALESCE(last, first) >= ?")
            values.append(query.since.isoformat())
        if query.until:
            where.append("COALESCE(first, last) <= ?")
            values.append(query.until.isoformat())
        if query.min_confidence:
            where.append("confidence >= ?")
            values.append(query.min_confidence)
    return " AND ".join(where), values
