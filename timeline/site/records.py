"""Stored events as JSON, JSON Lines and CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable

from timeline.store import Stored, record
from timeline.text import squeeze

_COLUMNS = (
    "uid", "type", "title", "edtf", "start", "end", "precision", "as_printed", "status", "salience", "confidence",
    "place", "people", "organizations", "documents", "quote", "sequence", "created", "updated",
)  # fmt: skip
# A spreadsheet runs a cell that begins like this as a formula, blanks before it or not.
_FORMULA = re.compile(r"\s*[=+\-@\t\r|％＝＋－＠]")


def to_jsonl(stored: Iterable[Stored]) -> bytes:
    """One record a line, UTF-8."""
    return b"".join(_json(record(item)) + b"\n" for item in stored)


def to_json(stored: Iterable[Stored], *, title: str = "", total: int | None = None) -> bytes:
    """One object: ``title``, ``count``, ``total`` (of which these may be a part) and ``events``, the records."""
    events = [record(item) for item in stored]
    told = {"title": title, "count": len(events), "total": len(events) if total is None else total}
    return _json({**told, "events": events}) + b"\n"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def to_csv(stored: Iterable[Stored]) -> bytes:
    """A table for spreadsheets: UTF-8 with byte order mark, CRLF; what would run as a formula begins with ``'``."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(_COLUMNS)
    for item in stored:
        table.writerow([_cell(value) for value in _row(item)])
    return text.getvalue().encode("utf-8-sig", "replace")


def _row(item: Stored) -> tuple[object, ...]:
    event, when = item.event, item.event.when
    known = record(item)
    return (
        item.uid, event.type, event.title, when.edtf, when.start, when.end, when.precision, when.text, event.status,
        event.salience, event.confidence, event.place.name if event.place else "",
        "、".join(f"{person.name}（{person.title}）" if person.title else person.name for person in event.people),
        "、".join(body.name for body in event.organizations),
        "; ".join(dict.fromkeys(proof.document for proof in event.evidence)),
        squeeze(event.evidence[0].quote) if event.evidence else "",
        item.sequence, known["created"], known["updated"],
    )  # fmt: skip


def _cell(value: object) -> object:
    if isinstance(value, str):
        text = value.replace("\x00", "")
        return "'" + text if _FORMULA.match(text) else text
    return "" if value is None else value
