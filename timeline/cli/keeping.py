"""Verbs of the store: add, list, show, pages, remove."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli.display import count, note
from timeline.cli.options import (
    Confidence,
    Db,
    Documents,
    Files,
    Issued,
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
)

if TYPE_CHECKING:
    from timeline.cli.sources import Failure, Source
    from timeline.store import Store


def add(files: Files, issued: Issued = None, name: Name = None, db: Db = None) -> None:
    """Read pages and keep their events; go on where it stopped."""
    from timeline.cli.options import open_store
    from timeline.cli.sources import report, sources

    given = sources(files, name)
    with open_store(db) as store:
        added, failures = _add_all(store, given, issued)
        note(
            f"{count(added, 'page')} added, {count(len(given) - added - len(failures), 'page')} already there"
        )
    report(failures, len(given))


def _add_all(store: Store, given: Sequence[Source], issued: str | None) -> tuple[int, list[Failure]]:
    raise NotImplementedError


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


def show(uid: Annotated[str, typer.Argument(metavar="UID")], json: Json = False, db: Db = None) -> None:
    """One event with the sentences that prove it."""


def pages(json: Json = False, db: Db = None) -> None:
    """The pages kept, with their dates."""


def remove(pages: Annotated[list[str], typer.Argument(metavar="PAGE…")], db: Db = None) -> None:
    """Take pages out; events told nowhere else are withdrawn."""
