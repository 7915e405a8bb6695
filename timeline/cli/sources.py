"""FILES of the command line: what they name, and reading them one by one past the bad ones."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from timeline.cli.display import complain, count
from timeline.errors import TimelineError, UnreadableFile

if TYPE_CHECKING:
    from timeline.anchors import Anchor
    from timeline.pipeline import Reading

STANDARD_INPUT = "-"
# More than any newspaper page; one more byte is asked for, so that a larger input is noticed.
MOST_BYTES = 64 * 1024 * 1024

# What a folder is searched for; a file named by itself may end in anything.
PAGE_SUFFIXES = frozenset(
    [".txt", ".text", ".md", ".pdf", ".html", ".htm", ".xhtml", ".png", ".jpg", ".jpeg", ".tif", ".tiff"]
)
# So many pages are looked at together: no issue of a local paper has more.
AN_ISSUE = 24


class Source(NamedTuple):
    """A page to read: its ``path``, the ``name`` records give it, its ``content`` where in hand already.

    ``folder`` is where a walk found it: pages of one folder help to date each other.
    """

    path: Path
    name: str
    content: bytes | None = None
    folder: Path | None = None

    @property
    def where(self) -> str:
        """What to call it when something is wrong: its path as given."""
        return self.name if self.content is not None else os.fspath(self.path)


class Failure(NamedTuple):
    """A source that could not be read, and why."""

    source: Source
    cause: str


def sources(files: Sequence[str], name: str | None = None) -> list[Source]:
    """Every page that ``files`` name: files as given, folders walked in the order of their names.

    A page is called by its file's name, inside a folder by its path from there, so that the pages of
    2014/03/27/ and 2014/03/28/ stay apart; files of one name from several places are called by their paths.
    """
    found: dict[str, Source] = {}
    for given in files:
        if given == STANDARD_INPUT:
            content = sys.stdin.buffer.read(MOST_BYTES + 1)
            found[given] = Source(Path(given), name or "standard-input.txt", content)
        else:
            path = Path(given)
            for inner in _walk(path):
                called = inner.relative_to(path).as_posix() if inner != path else path.name
                folder = inner.parent if inner != path else None
                found.setdefault(os.fspath(inner), Source(inner, name or called, folder=folder))
    if name and len(found) > 1:
        raise TimelineError("--name names one page; several were given")
    return _apart(list(found.values()))


def _apart(found: list[Source]) -> list[Source]:
    often = Counter(source.name for source in found)
    return [
        source._replace(name=source.path.as_posix()) if often[source.name] > 1 else source for source in found
    ]


def _walk(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(
        inner
        for inner in path.rglob("*")
        if inner.suffix.lower() in PAGE_SUFFIXES
        and inner.is_file()
        and not any(part.startswith(".") for part in inner.relative_to(path).parts)
    )


def readings(
    given: Sequence[Source], issued: str | None = None, jobs: int = 1
) -> Iterator[Reading | Failure]:
    """Each source read, in order, or the reason why it was not; a bad page never stops the others.

    ``jobs`` processes read at once; 0 means one for each processor.
    """
    from timeline.cli.options import day

    printed = day(issued, "--issued") if issued else None
    jobs = min(jobs or os.cpu_count() or 1, len(given))
    if jobs > 1:
        found = _together(given, printed, jobs)
    else:
        found = (read_or_fail(source, printed) for source in given)
    yield from found if printed else _with_neighbours(given, found)


def _with_neighbours(
    given: Sequence[Source], found: Iterator[Reading | Failure]
) -> Iterator[Reading | Failure]:
    """Pages whose own words leave the year open, read again beside the pages of their folder."""
    for folder, pairs in groupby(zip(given, found, strict=True), key=lambda pair: pair[0].folder):
        while some := list(islice(pairs, AN_ISSUE if folder else 1)):
            yield from _beside(some)


def _beside(some: Sequence[tuple[Source, Reading | Failure]]) -> Iterator[Reading | Failure]:
    dated = [one.anchor for _, one in some if not isinstance(one, Failure) and one.anchor.date]
    helpful = _one_issue(dated)
    for source, one in some:
        undecided = not isinstance(one, Failure) and one.anchor.year is None
        yield read_or_fail(source, None, neighbours=dated) if undecided and helpful else one


def _one_issue(dated: Sequence[Anchor]) -> bool:
    """Whether these pages look like pages of one issue; a folder may as well hold pages of many years."""
    days = sorted(anchor.date for anchor in dated if anchor.date)
    return len(days) >= 2 and days[-1] - days[0] <= dt.timedelta(days=10)


def _together(given: Sequence[Source], issued: dt.date | None, jobs: int) -> Iterator[Reading | Failure]:
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(jobs, initializer=_leave_interrupts_to_parent)
    try:
        yield from pool.map(partial(read_or_fail, issued=issued), given)
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts_to_parent() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def read_or_fail(
    source: Source, issued: dt.date | None, neighbours: Sequence[Anchor] = ()
) -> Reading | Failure:
    """One source read, or why it was not."""
    from timeline.pipeline import read

    try:
        return read(
            source.path, issued=issued, content=source.content, name=source.name, neighbours=neighbours
        )
    except UnreadableFile as error:
        return Failure(source, error.cause)
    except TimelineError as error:
        return Failure(source, str(error))
    except Exception as error:
        # A fault of ours in one page must not cost the reader the other pages.
        if os.environ.get("TIMELINE_DEBUG"):
            raise
        return Failure(source, f"a fault in the program, please report it ({type(error).__name__}: {error})")


def report(failures: Sequence[Failure], total: int) -> None:
    """Name the pages that could not be read; exit 1 when there was nothing else."""
    if not total:
        raise TimelineError("no pages there: name files, or folders that hold .txt, .pdf or .html pages")
    for failure in failures:
        complain(f"{failure.source.where}: {failure.cause}")
    if failures and total > 1:
        complain(f"{len(failures)} of {count(total, 'page')} could not be read")
    if len(failures) == total:
        sys.exit(1)
