"""Verbs that look at pages and keep nothing: extract, explain, read, dates, schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli.display import in_terminal, write
from timeline.cli.options import Files, Issued, Json, Name, Page

if TYPE_CHECKING:
    from timeline.pipeline import Reading


def extract(
    files: Files,
    json: Json = False,
    issued: Issued = None,
    name: Name = None,
) -> None:
    """Pages to events, printed."""
    from timeline.cli.records import by_date, events_table, page_line, print_json
    from timeline.cli.sources import Failure, readings, report, sources

    given = sources(files, name)
    failures: list[Failure] = []
    for reading in readings(given, issued):
        if isinstance(reading, Failure):
            failures.append(reading)
        elif json:
            print_json(reading.record())
        else:
            write(*page_line(reading), hang=2)
            events_table(by_date(reading.events), indent=2)
            if in_terminal():
                write()
    report(failures, len(given))


def explain(file: Page, issued: Issued = None, name: Name = None) -> None:
    """Why this year, these dates, these events, each with the quote."""
    from timeline.cli.explaining import explain_reading

    explain_reading(_one(file, issued, name))


def read(file: Page, json: Json = False, name: Name = None) -> None:
    """The articles of a page as read, and what was repaired."""
    from timeline.cli.explaining import articles_as_records, show_articles
    from timeline.cli.records import print_json_lines

    reading = _one(file, None, name)
    if json:
        print_json_lines(articles_as_records(reading))
    else:
        show_articles(reading)


def dates(file: Page, json: Json = False, issued: Issued = None, name: Name = None) -> None:
    """Each temporal expression in its sentence and what it means."""
    from timeline.cli.explaining import dates_as_records, show_dates
    from timeline.cli.records import print_json_lines

    reading = _one(file, issued, name)
    if json:
        print_json_lines(dates_as_records(reading))
    else:
        show_dates(reading)


def schema(
    compact: Annotated[bool, typer.Option("--compact", help="On one line.")] = False,
) -> None:
    """The JSON Schema of an event."""
    import json

    from timeline.events import event_schema

    shape: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema", **event_schema()}
    print(json.dumps(shape, ensure_ascii=False, indent=None if compact else 2))


def _one(file: str, issued: str | None, name: str | None) -> Reading:
    """The reading of one page; its error is the error of the run."""
    from timeline.cli.sources import Failure, readings, sources
    from timeline.errors import TimelineError, UnreadableFile

    given = sources([file], name)
    if len(given) != 1:
        raise TimelineError(f"{file}: name one page, not a folder of {len(given)}")
    reading = next(iter(readings(given, issued)))
    if isinstance(reading, Failure):
        raise UnreadableFile(reading.source.where, reading.cause)
    return reading
