"""Query strings → :class:`~timeline.events.Query`; what is not understood is refused, never ignored.

A filter that is silently dropped would fill a subscriber's calendar with everything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from timeline.dates import edtf_bounds
from timeline.errors import BadQuery
from timeline.events import Query

# Keys whose values are fixed words or numbers may also be given as one comma list; names may hold commas.
_LISTS = {"type", "salience", "status", "year"}
_MANY = {"person", "place", "organization", "document"}
_LONGEST = 200
_MOST_VALUES = 50


def read_filters(
    pairs: Iterable[tuple[str, str]], also: Mapping[str, range] | None = None
) -> tuple[Query, dict[str, int]]:
    """The query of ``pairs`` and the whole numbers of the keys ``also``, each within its range.

    Raises BadQuery naming the key and the value.
    """
    values: dict[str, list[str]] = {}
    numbers: dict[str, int] = {}
    for key, value in pairs:
        if also and key in also:
            numbers[key] = _number(key, value, also[key])
        elif key not in Query.model_fields:
            known = ", ".join([*Query.model_fields, *(also or ())])
            raise BadQuery(f"{key[:40]}: no such filter (there are: {known})")
        elif len(value) > _LONGEST:
            raise BadQuery(f"{key}: longer than {_LONGEST} characters")
        else:
            values.setdefault(key, []).extend(value.split(",") if key in _LISTS else [value])
    fields = {key: _field(key, given) for key, given in values.items()}
    try:
        return Query(**fields), numbers
    except ValidationError as error:
        first = error.errors()[0]
        raise BadQuery(f"{first['loc'][0]}={_shown(first['input'])}: {first['msg']}") from error


def _field(key: str, given: list[str]) -> Any:
    if len(given) > _MOST_VALUES:
        raise BadQuery(f"{key}: more than {_MOST_VALUES} values")
    if key in _LISTS | _MANY:
        blank = [value for value in given if not value.strip()]
        if blank:
            raise BadQuery(f"{key}: is empty")
        return [value.strip() for value in given]
    if len(given) > 1:
        raise BadQuery(f"{key}: given {len(given)} times")
    return _day(key, given[0]) if key in ("since", "until") else given[0]


def _day(key: str, value: str) -> dt.date:
    """A day, or the first or last one of a month or year."""
    first, last = edtf_bounds(value) if value[:4].isdigit() and "/" not in value else (None, None)
    day = first if key == "since" else last
    if day is None:
        raise BadQuery(f"{key}={_shown(value)}: not a day, month or year (2014-03-20, 2014-03, 2014)")
    return day


def _number(key: str, value: str, allowed: range) -> int:
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1
    if number not in allowed:
        raise BadQuery(f"{key}={_shown(value)}: not a whole number from {allowed[0]} to {allowed[-1]}")
    return number


def _shown(value: object) -> str:
    return str(value)[:40]


def canonical_filters(query: Query) -> str:
    """The same text for the same wish, whatever the order of keys."""
    return query.model_dump_json(exclude_defaults=True)
