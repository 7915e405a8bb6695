"""The options that verbs share, and their values understood: dates, filters, the database."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.errors import BadQuery, StoreError

if TYPE_CHECKING:
    from timeline.events import Query
    from timeline.store import Store

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILES…", help="Pages or folders of pages; - for standard input.", show_default=False
    ),
]
Page = Annotated[
    str, typer.Argument(metavar="FILE", help="A page; - for standard input.", show_default=False)
]
Json = Annotated[bool, typer.Option("--json", help="JSON Lines, one object a line.")]
Issued = Annotated[
    str | None, typer.Option(metavar="DATE", help="The day the pages were printed, where you know it.")
]
Jobs = Annotated[
    int,
    typer.Option("--jobs", "-j", min=0, metavar="N", help="Read N pages at once; 0: one a processor."),
]
Name = Annotated[str | None, typer.Option(metavar="NAME", help="The name records give to the page (for -).")]
Db = Annotated[
    Path | None,
    typer.Option(
        "--db",
        envvar="TIMELINE_DB",
        metavar="FILE",
        help="The database [default: your data folder].",
        show_default=False,
    ),
]

Types = Annotated[
    list[str] | None,
    typer.Option(
        "--type",
        "-t",
        metavar="TYPE",
        help="meeting, inspection, campaign, study, contest, ceremony, milestone, deadline (会议, 调研 …).",
    ),
]
Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="On or after this day: 2020-04-13, 2020-04, 2020 or words.")
]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="On or before this day.")]
People = Annotated[list[str] | None, typer.Option("--person", metavar="NAME", help="Somebody who took part.")]
Places = Annotated[list[str] | None, typer.Option("--place", metavar="NAME", help="Where it happened.")]
Organizations = Annotated[
    list[str] | None, typer.Option("--organization", metavar="NAME", help="A body that took part.")
]
Words = Annotated[
    str, typer.Option("--text", metavar="WORDS", help="Words of the title, the names or the quotes.")
]
Saliences = Annotated[
    list[str] | None, typer.Option("--salience", metavar="LEVEL", help="main, secondary, mention.")
]
Statuses = Annotated[
    list[str] | None, typer.Option("--status", metavar="STATUS", help="happened, ongoing, planned.")
]
PrecisionWanted = Annotated[
    str, typer.Option("--precision", metavar="KIND", help="all, exact (a day or finer), fuzzy.")
]
Confidence = Annotated[float, typer.Option("--min-confidence", min=0.0, max=1.0, help="At least this sure.")]
Documents = Annotated[list[str] | None, typer.Option("--document", metavar="NAME", help="Told on this page.")]
Years = Annotated[list[int] | None, typer.Option("--year", metavar="YEAR", help="In this year.")]

_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def days(words: str, option: str) -> tuple[dt.date, dt.date]:
    """The first and last day of ``words``: ``2020-04-13``, ``2020-04``, ``2020`` or ``last monday``."""
    if exact := _DAY.fullmatch(words.strip()):
        try:
            named = dt.date(*map(int, exact.groups()))
        except ValueError:
            raise BadQuery(f"{option} {words}: there is no such day") from None
        return named, named
    from timeline.dates import from_words

    found = from_words(words, dt.date.today())
    if found is None:
        raise BadQuery(f"{option} {words}: not a date; write it as 2020-04-13, 2020-04 or 2020")
    return found


def day(words: str, option: str) -> dt.date:
    """One day; ``BadQuery`` where ``words`` mean several."""
    first, last = days(words, option)
    if first != last:
        raise BadQuery(f"{option} {words}: name one day, as in 2020-04-13")
    return first


def query(
    type: Sequence[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    **rest: str | float | Sequence[str] | Sequence[int] | None,
) -> Query:
    """The filters as the one query vocabulary; ``BadQuery`` names the option and the value."""
    from pydantic import ValidationError

    from timeline.events import TYPE_NAMES, Query

    by_name = {chinese: english for english, chinese in TYPE_NAMES.items()}
    given = {key: _split(value) for key, value in rest.items() if value is not None}
    try:
        return Query.model_validate(
            {
                **given,
                "type": [by_name.get(word, word) for word in _words(type or ())],
                "since": days(since, "--since")[0] if since else None,
                "until": days(until, "--until")[1] if until else None,
            }
        )
    except ValidationError as error:
        first = error.errors()[0]
        option = "--" + str(first["loc"][0]).replace("_", "-")
        raise BadQuery(f"{option} {first['input']}: {first['msg']}") from None


def _split(value: str | float | Sequence[str] | Sequence[int]) -> object:
    return _words(value) if isinstance(value, Sequence) and not isinstance(value, str) else value


def _words(values: Sequence[str] | Sequence[int]) -> list[str]:
    """``a,b`` given once means the same as the option given twice."""
    return [part for word in values for part in str(word).split(",") if part]


def database(path: Path | None) -> Path:
    """Where the events are kept."""
    if path:
        return path
    import platformdirs

    return Path(platformdirs.user_data_dir("timeline", appauthor=False)) / "timeline.sqlite"


def open_store(path: Path | None, make: bool = False) -> Store:
    """The store at ``path``; with ``make`` a new one where there is none yet."""
    from timeline.store import Store

    where = database(path)
    if not where.exists():
        if not make:
            raise StoreError(f"{where}: no events kept yet; add pages with: timeline add FILES…")
        where.parent.mkdir(parents=True, exist_ok=True)
    return Store(where)
