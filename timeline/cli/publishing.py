"""Verbs that publish: export, serve, watch."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli.display import count, note, write
from timeline.cli.options import (
    Confidence, Db, Documents, Issued, Name, Organizations, People, Places, PrecisionWanted, Saliences, Since,
    Statuses, Types, Until, Words, Years,
)  # fmt: skip

if TYPE_CHECKING:
    from timeline.cli.sources import Failure, Source
    from timeline.events import Query
    from timeline.pipeline import Reading
    from timeline.store import Stored

Title = Annotated[str, typer.Option(metavar="TEXT", help="What the calendar and the page are called.")]
BaseUrl = Annotated[str, typer.Option("--base-url", metavar="URL", help="The address DIR will have.")]
Language = Annotated[str, typer.Option(metavar="TAG", help="Of the page: zh-Hans, zh-Hant, en.")]

# What most people look for among the files of a site, and what it is.
_MAIN_FILES = {
    "timeline.html": "the timeline page",
    "timeline.ics": "the calendar",
    "events.jsonl": "the records, one JSON object a line",
    "events.csv": "the records as a table",
}


def export(
    paths: Annotated[
        list[str], typer.Argument(metavar="[FILES…] DIR", help="Pages to read, and the folder to write.")
    ],
    title: Title = "报纸事件",
    base_url: BaseUrl = "",
    language: Language = "zh-Hans",
    issued: Issued = None,
    name: Name = None,
    type: Types = None,
    since: Since = None,
    until: Until = None,
    person: People = None,
    place: Places = None,
    organization: Organizations = None,
    text: Words = "",
    salience: Saliences = None,
    status: Statuses = None,
    precision: PrecisionWanted = "all",
    min_confidence: Confidence = 0.0,
    document: Documents = None,
    year: Years = None,
    db: Db = None,
) -> None:
    """Write the site: feeds, timeline page, records.

    With FILES straight from them, without a database; with DIR alone from the events kept.
    """
    from timeline.cli.options import query
    from timeline.cli.sources import report, sources
    from timeline.site import write_site

    wanted = query(
        type=type, since=since, until=until, person=person, place=place, organization=organization,
        text=text, salience=salience, status=status, precision=precision, min_confidence=min_confidence,
        document=document, year=year,
    )  # fmt: skip
    *files, folder = paths
    failures: list[Failure] = []
    given = sources(files, name) if files else []
    if files:
        readings = _read_all(given, issued, failures)
        stored = _of_readings(readings, wanted)
    else:
        readings, stored = None, _of_store(db, wanted)
    if readings or not files:
        outcome = write_site(
            folder, stored, title=title, base_url=base_url, language=language, readings=readings
        )
        _tell(Path(folder), outcome, stored)
    if files:
        report(failures, len(given))


def _read_all(given: list[Source], issued: str | None, failures: list[Failure]) -> list[Reading]:
    from timeline.cli.records import page_line
    from timeline.cli.sources import Failure, readings

    found: list[Reading] = []
    for reading in readings(given, issued):
        if isinstance(reading, Failure):
            failures.append(reading)
        else:
            write(*page_line(reading))
            found.append(reading)
    return found


def _of_readings(readings: list[Reading], wanted: Query) -> list[Stored]:
    from timeline.store import in_memory

    return [stored for stored in in_memory(readings) if wanted.matches(stored.event)]


def _of_store(db: Path | None, wanted: Query) -> list[Stored]:
    from timeline.cli.options import open_store
    from timeline.errors import TimelineError

    with open_store(db) as store:
        if not store.pages():
            raise TimelineError(
                f"{store.path} is empty; add pages first, or give them: timeline export FILES… DIR"
            )
        return store.events(wanted, include_cancelled=True)


def _tell(folder: Path, outcome: Mapping[str, str], stored: list[Stored]) -> None:
    """Where the results are."""
    live = sum(not one.cancelled for one in stored)
    write()
    for name, what in _MAIN_FILES.items():
        if name in outcome:
            write((f"{folder / name}", "bold"), f"  {what}")
    kept = sum(became == "unchanged" for became in outcome.values())
    unchanged = f", {kept} unchanged" if kept else ""
    note(f"{count(live, 'event')} in {count(len(outcome), 'file')}{unchanged}")


def serve(db: Db = None) -> None:
    """Serve the feeds and the timeline page over HTTP."""


def watch(folder: Path, db: Db = None) -> None:
    """Add pages as they arrive in a folder."""
