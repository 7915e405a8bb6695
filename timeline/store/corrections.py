"""What people say of an event, laid over what was extracted.

A correction names one field and its new value. It is kept beside the extraction, never in it, so that a page read again
changes what it changes and the correction still stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from timeline.dates import edtf_bounds
from timeline.errors import BadQuery
from timeline.events import Event, event_from

# Not an event at all: the one correction that is not a field of the record.
REJECTED = "rejected"
_UNKNOWN_YEAR = re.compile(r"XXXX(-\d\d){1,2}[~?%]?")


def _when(value: Any) -> Any:
    """A date from its record or, for what people type, from a day, month, year or range in EDTF."""
    if not isinstance(value, str):
        return value
    if edtf_bounds(value) == (None, None) and not _UNKNOWN_YEAR.fullmatch(value):
        raise BadQuery(
            f"when: {value[:40]!r} is no day, month, year or range (2014-03-20, 2014-03, 2014-03-20/2014-03-22)"
        )
    day = len(value) == 10 and value.replace("-", "").isdigit()
    days = [part for part in value.split("/") if len(part) == 10 and part.replace("-", "").isdigit()]
    exact = day or (len(days) == 2 and "/" in value)
    return {
        "edtf": value,
        "start": days[0] if exact else None,
        "end": days[-1] if exact else None,
        "text": value,
        "precision": "day" if exact else {4: "year", 7: "month"}.get(len(value), "fuzzy"),
        "basis": "explicit",
    }


def _place(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


def _unchanged(value: Any) -> Any:
    return value


_FIELDS: dict[str, Callable[[Any], Any]] = {
    "title": _unchanged, "type": _unchanged, "when": _when, "place": _place, "status": _unchanged,
    "salience": _unchanged, "confidence": _unchanged, "people": _unchanged, "organizations": _unchanged,
    "details": _unchanged, REJECTED: _unchanged,
}  # fmt: skip


def checked(record: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """``fields`` in the form they are kept, once it is certain that ``record`` corrected by them is an event.

    Raises BadQuery naming the field that is unknown or whose value cannot be.
    """
    unknown = sorted(set(fields) - set(_FIELDS))
    if unknown:
        raise BadQuery(f"{unknown[0]}: cannot be corrected (can be: {', '.join(_FIELDS)})")
    kept = {name: value if value is None else _FIELDS[name](value) for name, value in fields.items()}
    try:
        apply(record, {name: value for name, value in kept.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        raise BadQuery(f"{'.'.join(str(part) for part in first['loc'][1:])}: {first['msg']}") from error
    return kept


def apply(record: Mapping[str, Any], fields: Mapping[str, Any]) -> Event:
    """The event that ``record`` is with the corrections ``fields`` laid over it."""
    merged = {**record, **{name: value for name, value in fields.items() if name != REJECTED}}
    if merged["type"] != record["type"] and "details" not in fields:
        merged["details"] = {}
    return event_from(merged)
