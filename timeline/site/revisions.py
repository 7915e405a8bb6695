"""Revisions across builds of one folder.

A site may be written straight from pages, without a database. Its stamps then say when the pages were printed, so a better
reading of the same page would have the stamp of the one before, and calendar programs that go by stamps would never
show it. What the folder published last is therefore looked at: what changed since gets a later stamp.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from timeline.store import Stored, record

_REVISION = ("sequence", "created", "updated", "cancelled")


def after_those_of(records: Path, stored: Iterable[Stored], now: dt.datetime) -> list[Stored]:
    """``stored`` with revisions that follow those in the JSON Lines file ``records``; as they are without one."""
    before = _published(records)
    return [_after(before.get(item.uid), item, now) for item in stored]


def _published(records: Path) -> dict[str, dict[str, Any]]:
    try:
        lines = records.read_text(encoding="utf-8").splitlines()
        told = [json.loads(line) for line in lines]
        return {one["uid"]: one for one in told if _moment(one) and isinstance(one["sequence"], int)}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _moment(told: dict[str, Any]) -> dt.datetime:
    return dt.datetime.fromisoformat(told["updated"])


def _after(before: dict[str, Any] | None, item: Stored, now: dt.datetime) -> Stored:
    if before is None:
        return item
    then = _moment(before)
    told = json.loads(json.dumps(record(item)))
    if all(before.get(key) == told[key] for key in told if key not in _REVISION):
        if (before["sequence"], then) > (item.sequence, item.updated):
            return replace(item, sequence=before["sequence"], updated=then)
        return item
    if item.sequence > before["sequence"] and item.updated > then:
        return item
    later = max(now.astimezone(dt.UTC).replace(microsecond=0), then + dt.timedelta(seconds=1))
    return replace(item, sequence=before["sequence"] + 1, updated=later)
