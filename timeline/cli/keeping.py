"""Verbs of the store: add, list, show, correct, pages, remove."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli.display import (
    Column,
    Segment,
    complain,
    count,
    entry,
    in_terminal,
    note,
    table,
    terminal,
    write,
)
from timeline.cli.options import (
    Confidence,
    Db,
    Documents,
    Files,
    Issued,
    Jobs,
    Json,
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
    from timeline.pipeline import Reading
    from timeline.store import Store, Stored, StoredPage


def add(files: Files, issued: Issued = None, name: Name = None, jobs: Jobs = 1, db: Db = None) -> None:
    """Read pages and keep their events; go on where it stopped."""
    from timeline.cli.options import open_store
    from timeline.cli.sources import Failure, readings, report, sources

    given = sources(files, name)
    failures: list[Failure] = []
    tally = dict.fromkeys(("new", "renewed", "unchanged"), 0)
    with open_store(db, make=True) as store, _progress(given) as step:
        held = {page.document for page in store.pages()}
        try:
            for reading in readings(given, issued, jobs):
                if isinstance(reading, Failure):
                    failures.append(reading)
                    step(reading.source.name)
                else:
                    tally[keep(store, reading, held)] += 1
                    step(reading.page.document)
        except KeyboardInterrupt:
            note(f"stopped: {_kept(tally)}; the same command goes on from here")
            raise
        stored = len(store.events())
    if any(tally.values()):
        note(f"{_kept(tally)}; {count(stored, 'event')} in {store.path}")
    report(failures, len(given))


def _kept(tally: Mapping[str, int]) -> str:
    pages = ", ".join(f"{number} {what}" for what, number in tally.items() if number)
    return f"pages: {pages or 'none'}"


def keep(store: Store, reading: Reading, held: set[str]) -> str:
    """Add one page; says whether it was ``new``, ``renewed`` or ``unchanged``."""
    document = reading.page.document
    done = store.add(reading)
    known = document in held
    held.add(document)
    if not known:
        return "new"
    return "renewed" if done.new or done.changed or done.withdrawn else "unchanged"


@contextmanager
def _progress(given: list[Source]) -> Iterator[Any]:
    """A bar on stderr where a person waits; silence elsewhere."""
    import sys

    if len(given) < 4 or not in_terminal(sys.stderr):
        yield lambda document: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(24), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=terminal(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=len(given))
        yield lambda document: bar.update(task, advance=1, description=document)


def list_(
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
    json: Json = False,
    db: Db = None,
) -> None:
    """The events kept, by date; filters narrow them."""
    from timeline.cli.options import open_store, query
    from timeline.cli.records import print_json

    wanted = query(
        type=type, since=since, until=until, person=person, place=place, organization=organization,
        text=text, salience=salience, status=status, precision=precision, min_confidence=min_confidence,
        document=document, year=year,
    )  # fmt: skip
    with open_store(db) as store:
        if json:
            from timeline.store import record

            for stored in store.stream(wanted):
                print_json(record(stored))
        else:
            _list(store.events(wanted), store)


def _list(found: list[Stored], store: Store) -> None:
    from timeline.cli.records import EVENT_COLUMNS, event_row, sort_moment, types_in_words

    found = sorted(found, key=lambda stored: sort_moment(stored.event.when))
    columns = (*EVENT_COLUMNS, Column("uid", style="dim", firm=True))
    table(columns, ([*event_row(stored.event), _short(stored.uid)] for stored in found))
    if not in_terminal():
        return
    if found:
        write()
        write((f"{count(len(found), 'event')}: {types_in_words(stored.event for stored in found)}", "dim"))
    else:
        note(
            "no such event"
            if store.pages()
            else f"{store.path} is empty; add pages with: timeline add FILES…"
        )


def _short(uid: str) -> str:
    return uid[:8] if in_terminal() else uid


def show(
    uid: Annotated[str, typer.Argument(metavar="UID", help="As listed; its first characters are enough.")],
    json: Json = False,
    db: Db = None,
) -> None:
    """One event with the sentences that prove it."""
    from timeline.cli.options import open_store
    from timeline.cli.records import event_lines, print_json

    with open_store(db) as store:
        stored = _find(store, uid)
    if json:
        from timeline.store import record

        print_json(record(stored))
        return
    event_lines(stored.event)
    revision = f"{stored.sequence}, changed {stored.updated:%Y-%m-%d %H:%M} UTC"
    entry("revision", revision + (", cancelled" if stored.cancelled else ""), indent=2, width=14)


def _find(store: Store, uid: str) -> Stored:
    """The event called ``uid``, or the only one whose uid begins so."""
    from timeline.errors import NotFound

    try:
        return store.show(uid)
    except NotFound:
        if len(uid) < 4:
            raise
        found = [stored for stored in store.stream() if stored.uid.startswith(uid)]
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFound(f"{uid}: {len(found)} events begin so; give more of the uid") from None
        raise


def pages(json: Json = False, db: Db = None) -> None:
    """The pages kept, with their dates."""
    from timeline.cli.options import open_store
    from timeline.cli.records import print_json

    with open_store(db) as store:
        held = store.pages()
    if json:
        for page in held:
            print_json({"document": page.document, "issue": page.anchor, "events": page.events})
        return
    columns = (
        Column("page", style="bold"),
        Column("printed", firm=True),
        Column("sure", right=True, firm=True),
        Column("events", right=True),
        Column("added", style="dim", wide=80),
    )
    table(columns, (_page_row(page) for page in held))


def _page_row(page: StoredPage) -> list[Segment]:
    from timeline.cli.records import percent

    anchor = page.anchor or {}
    year = anchor.get("year")
    sure = percent(anchor.get("candidates", {}).get(str(year), 0.0)) if year else ""
    printed = anchor.get("date") or (str(year) if year else "unknown")
    return [page.document, printed, sure, str(page.events), f"{page.added:%Y-%m-%d}"]


def remove(
    pages: Annotated[
        list[str], typer.Argument(metavar="PAGE…", help="Names as `timeline pages` lists them.")
    ],
    db: Db = None,
) -> None:
    """Take pages out; events told nowhere else are withdrawn."""
    from timeline.cli.options import open_store
    from timeline.errors import NotFound

    removed = withdrawn = 0
    with open_store(db) as store:
        for page in pages:
            try:
                withdrawn += store.remove(page).withdrawn
                removed += 1
            except NotFound as error:
                complain(str(error))
    if not removed:
        raise typer.Exit(1)
    note(f"{count(removed, 'page')} taken out, {count(withdrawn, 'event')} withdrawn")


def correct(
    uid: Annotated[str, typer.Argument(metavar="UID", help="As listed; its first characters are enough.")],
    title: Annotated[str | None, typer.Option(metavar="TEXT")] = None,
    when: Annotated[str | None, typer.Option(metavar="EDTF", help="2014-03-20, 2014-03, a/b …")] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME")] = None,
    type: Annotated[str | None, typer.Option(metavar="TYPE")] = None,
    status: Annotated[str | None, typer.Option(metavar="STATUS")] = None,
    reject: Annotated[bool, typer.Option("--reject", help="It is no event at all.")] = False,
    undo: Annotated[list[str] | None, typer.Option(metavar="FIELD", help="As extracted again.")] = None,
    db: Db = None,
) -> None:
    """Correct an event; corrections outlive any new reading."""
    from timeline.cli.options import open_store
    from timeline.cli.records import event_lines
    from timeline.errors import BadQuery

    given = {"title": title, "when": when, "place": place, "type": type, "status": status}
    fields: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    fields |= {"rejected": True} if reject else {}
    fields |= dict.fromkeys(undo or [])
    if not fields:
        raise BadQuery(
            "nothing to correct: give --title, --when, --place, --type, --status, --reject or --undo"
        )
    with open_store(db) as store:
        event_lines(store.correct(_find(store, uid).uid, **fields).event)
