"""The generated events (data/common-N.json) as pages of timeline: pages/ours/N.html, N.inline.html, N.folder.html."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timeline.events import Event, event_from
from timeline.html import Source, to_folder, to_html

HERE = Path(__file__).parent
OUT = HERE / "pages" / "ours"
_ROLES = {"chair", "speaker", "inspector", "organizer", "attendee"}


@dataclass(frozen=True)
class Kept:
    """A stored event, as far as the page is concerned."""

    uid: str
    event: Event
    sequence: int = 0
    updated: dt.datetime = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    cancelled: bool = False


def kept(one: dict[str, Any]) -> Kept:
    """One event of the bench's own schema as a record of ours."""
    when = one["when"]
    fuzzy = when["precision"] in ("fuzzy", "month")
    source = one["source"]
    record = {
        "type": one["type"], "title": one["title"], "status": one["status"],
        "when": {
            "edtf": when["edtf"][:10] if when["precision"] == "minute" else when["edtf"],
            "start": None if fuzzy else when["start"], "end": when["end"], "text": when["text"],
            "precision": when["precision"], "part_of_day": None, "rrule": None,
            "basis": "fuzzy" if when["precision"] == "fuzzy" else "year-inferred", "implied": ("year",),
        },
        "place": {"name": one["place"]}, "people": one["people"],
        "organizations": [{"name": name, "role": "organizer"} for name in one["orgs"]],
        "evidence": [
            {"document": f"{source['date']}-{source['page']}", "article": one["id"], "start": 0,
             "end": len(quote), "quote": quote}
            for quote in one["evidence"]
        ],
    }  # fmt: skip
    return Kept(str(uuid.uuid5(uuid.NAMESPACE_URL, one["id"])), event_from(record))


def sources(events: list[dict[str, Any]]) -> list[Source]:
    """The printed pages the events stand on."""
    seen = {}
    for one in events:
        at = one["source"]
        name = f"{at['date']}-{at['page']}"
        seen[name] = Source(
            name, at["paper"], dt.date.fromisoformat(at["date"]), str(at["page"]), inferred=False
        )
    return list(seen.values())


def build(name: str) -> None:
    """Write the pages of ``data/common-{name}.json`` in every size that suits it."""
    events = json.loads((HERE / "data" / f"common-{name}.json").read_text(encoding="utf-8"))["events"]
    stored, about = [kept(one) for one in events], {"title": "示范区大事记", "issues": sources(events)}
    OUT.mkdir(parents=True, exist_ok=True)
    made: list[str] = []
    if len(stored) <= 3_000:
        made.append(_write(f"{name}.html", lambda: to_html(stored, **about, mode="full")))
    if len(stored) >= 1_000:
        made.append(_write(f"{name}.inline.html", lambda: to_html(stored, **about, mode="inline")))
    if len(stored) >= 50_000:
        started = time.perf_counter()
        for path, content in to_folder(stored, **about, name=f"{name}.folder").items():
            (OUT / path).parent.mkdir(parents=True, exist_ok=True)
            (OUT / path).write_bytes(content)
        made.append(f"{name}.folder.html {time.perf_counter() - started:.2f} s")
    print("; ".join(made))


def _write(name: str, make: Any) -> str:
    started = time.perf_counter()
    text = make()
    (OUT / name).write_text(text, encoding="utf-8", errors="replace")
    return f"{name} {len(text.encode('utf-8', 'replace')) / 1e6:.1f} MB {time.perf_counter() - started:.2f} s"


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        build(argument)
