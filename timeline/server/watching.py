"""Adding pages as they arrive in a folder."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from timeline.errors import TimelineError
from timeline.store import Added, Store

_SUFFIXES = {".txt", ".text", ".md", ".pdf", ".html", ".htm", ".xhtml"}
_Look = dict[Path, tuple[int, int]]


def watch(
    folder: Path | str,
    store: Store,
    *,
    every: float = 2.0,
    stop: threading.Event | None = None,
    read: Callable[[Path], Any] | None = None,
    told: Callable[[Path, Added | TimelineError], None] | None = None,
) -> None:
    """Add each page file of ``folder`` (and the folders in it) to ``store``, and again when it changes.

    Looks every ``every`` seconds until ``stop`` is set. A file is read once its size and time have stayed the same from one
    look to the next, so that one still being copied is not read by half. ``told`` hears of each page added and of each
    that cannot be read; a page that disappears stays in the store.
    """
    stop = stop or threading.Event()
    if read is None:
        from timeline.pipeline import read as read_page_file

        read = read_page_file
    done: _Look = {}
    before: _Look = {}
    while not stop.is_set():
        now = _look(Path(folder))
        for path, state in sorted(now.items()):
            if before.get(path) == state and done.get(path) != state and not stop.is_set():
                done[path] = state
                outcome = _add(store, read, path)
                if told is not None:
                    told(path, outcome)
        before = now
        stop.wait(every)


def _add(store: Store, read: Callable[[Path], Any], path: Path) -> Added | TimelineError:
    try:
        return store.add(read(path))
    except TimelineError as error:
        return error
    except Exception as error:  # A page we fail on must not end the watch over all others.
        return TimelineError(f"{path.name}: not read ({type(error).__name__}: {error})")


def _look(folder: Path) -> _Look:
    return dict(_pages(folder))


def _pages(folder: Path) -> Iterator[tuple[Path, tuple[int, int]]]:
    for path in folder.rglob("*"):
        if path.suffix.lower() in _SUFFIXES and not path.name.startswith("."):
            try:
                status = path.stat()
            except OSError:
                continue
            yield path, (status.st_size, status.st_mtime_ns)
