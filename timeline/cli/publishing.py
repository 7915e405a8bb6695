"""Verbs that publish: export, serve, watch, token."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli.display import Column, complain, count, note, table, write
from timeline.cli.options import (
    Confidence,
    Db,
    Documents,
    Issued,
    Jobs,
    Name,
    Organizations,
    People,
    Places,
    PrecisionWanted,
    Saliences,
    Since,
    Statuses,
    Types,
    Until,
    Words,
    Years,
)  # fmt: skip

if TYPE_CHECKING:
    from timeline.cli.sources import Failure, Source
    from timeline.errors import TimelineError
    from timeline.events import Query
    from timeline.pipeline import Reading
    from timeline.store import Added, Store, Stored

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
    jobs: Jobs = 1,
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
        readings = _read_all(given, issued, jobs, failures)
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


def _read_all(given: list[Source], issued: str | None, jobs: int, failures: list[Failure]) -> list[Reading]:
    from timeline.cli.records import page_line
    from timeline.cli.sources import Failure, readings

    found: list[Reading] = []
    for reading in readings(given, issued, jobs):
        if isinstance(reading, Failure):
            failures.append(reading)
        else:
            write(*page_line(reading), hang=2)
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
    columns = (Column("written", style="bold", firm=True), Column(""))
    table(columns, ((str(folder / name), what) for name, what in _MAIN_FILES.items() if name in outcome))
    kept = sum(became == "unchanged" for became in outcome.values())
    unchanged = f", {kept} unchanged" if kept else ""
    note(f"{count(live, 'event')} in {count(len(outcome), 'file')}{unchanged}")


def serve(
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="0.0.0.0 for every network.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8000,
    title: Title = "报纸事件",
    base_url: BaseUrl = "",
    private: Annotated[bool, typer.Option("--private", help="Only for addresses with a token.")] = False,
    rate: Annotated[
        float, typer.Option(min=0, help="Requests a second for each client; 0: no bound.")
    ] = 20.0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No line for each request.")] = False,
    db: Db = None,
) -> None:
    """Serve the feeds and the timeline page over HTTP."""
    from timeline import server
    from timeline.cli.options import open_store

    with open_store(db, make=True) as store:
        path = store.path
        if not store.pages():
            note(f"{path} is empty; add pages at any time with: timeline add FILES…")
    _check_port(host, port)
    root = base_url or f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{port}/"
    if not private:
        for address, what in (("timeline", "the page"), ("calendar.ics", "the calendar")):
            note(f"{root.rstrip('/')}/{address}  {what}")
    server.serve(
        path, host=host, port=port, title=title, base_url=base_url, private=private, rate=rate, log=not quiet
    )


def _check_port(host: str, port: int) -> None:
    """One clear line instead of the server's own, where the address cannot be had."""
    import socket

    from timeline.errors import TimelineError

    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        raise TimelineError(f"{host}:{port} cannot be served: {error.strerror or error}") from None


def watch(
    folder: Annotated[Path, typer.Argument(help="Looked at with the folders in it.")],
    issued: Issued = None,
    every: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="How often to look.")] = 2.0,
    db: Db = None,
) -> None:
    """Add pages as they arrive in a folder."""
    from timeline import pipeline, server
    from timeline.cli.options import day, open_store
    from timeline.errors import TimelineError, UnreadableFile

    if not folder.is_dir():
        raise UnreadableFile(str(folder), "no such folder")
    printed = day(issued, "--issued") if issued else None

    def read(path: Path) -> Reading:
        return pipeline.read(path, issued=printed, name=path.relative_to(folder).as_posix())

    def told(path: Path, outcome: Added | TimelineError) -> None:
        name = path.relative_to(folder).as_posix()
        if isinstance(outcome, TimelineError):
            complain(str(outcome))
        else:
            write((name, "bold"), f"  {_change(outcome)}")

    with open_store(db, make=True) as store:
        note(f"watching {folder}; Ctrl-C stops")
        server.watch(folder, store, every=every, read=read, told=told)


def _change(done: Added) -> str:
    named = (("new", done.new), ("changed", done.changed), ("withdrawn", done.withdrawn))
    parts = [f"{number} {what}" for what, number in named if number]
    return ", ".join(parts) if parts else "nothing new"


def token(
    label: Annotated[str | None, typer.Argument(help="Whom the address is for.", show_default=False)] = None,
    revoke: Annotated[bool, typer.Option("--revoke", help="Take back what LABEL was given.")] = False,
    type: Types = None,
    person: People = None,
    place: Places = None,
    organization: Organizations = None,
    db: Db = None,
) -> None:
    """Give or take back secret feed addresses; without LABEL list them."""
    from timeline.cli.options import open_store, query

    wanted = query(type=type, person=person, place=place, organization=organization)
    with open_store(db, make=True) as store:
        if label is None:
            _list_tokens(store)
        elif revoke:
            note(f"{count(store.tokens.revoke(label), 'token')} of {label} taken back")
        else:
            print(f"/t/{store.tokens.issue(label, wanted)}/calendar.ics")
            note("the only time this address can be read; serve it with: timeline serve")


def _list_tokens(store: Store) -> None:
    columns = (Column("for", style="bold"), Column("given"), Column("state"), Column("opens", fold=True))
    table(
        columns,
        (
            (
                one.label,
                f"{one.made:%Y-%m-%d}",
                "taken back" if one.revoked else "valid",
                one.query.model_dump_json(exclude_defaults=True),
            )
            for one in store.tokens.all()
        ),
    )
