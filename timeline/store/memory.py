"""One look at some pages, without a database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from timeline.store.records import Stored
from timeline.store.store import Store

# The moment a page without any date is taken to have been read: some moment is needed, and it must not be now.
_EPOCH = dt.date(2000, 1, 1)


def in_memory(readings: Iterable[Any]) -> list[Stored]:
    """The published events of some pages' readings; the same for the same pages in any order, on any day.

    Each page counts as read at the end of the day it was printed, so that revision stamps say something true and a
    second run gives the same bytes.
    """
    ordered = sorted(readings, key=lambda reading: (_printed(reading), reading.page.document))
    moment = [_evening(_EPOCH)]
    with Store(":memory:", clock=lambda: moment[0]) as store:
        for reading in ordered:
            moment[0] = _evening(_printed(reading))
            store.add(reading)
        return store.events()


def _printed(reading: Any) -> dt.date:
    anchor = reading.anchor
    day = (anchor.date or anchor.latest or anchor.earliest) if anchor is not None else None
    return day or _EPOCH


def _evening(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC)
