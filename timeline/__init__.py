"""Chinese newspaper pages in; a calendar people subscribe to and a timeline they read out.

The names below load on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from timeline.anchors import Anchor
    from timeline.articles import Article
    from timeline.dates import When
    from timeline.errors import (
        BadQuery,
        MissingExtra,
        NotFound,
        StoreError,
        TimelineError,
        UnreadableFile,
    )
    from timeline.events import Event, Query
    from timeline.html import to_html
    from timeline.ics import to_ics
    from timeline.pages import Page
    from timeline.pipeline import Reading, read
    from timeline.site import write_site
    from timeline.store import Store, Stored, in_memory
    from timeline.text import Evidence
    from timeline.timex import Timex

_ROOMS = {
    "Anchor": "anchors", "Article": "articles", "When": "dates", "Event": "events", "Query": "events",
    "BadQuery": "errors", "MissingExtra": "errors", "NotFound": "errors", "StoreError": "errors",
    "TimelineError": "errors", "UnreadableFile": "errors", "Page": "pages", "Reading": "pipeline",
    "read": "pipeline", "Store": "store", "Stored": "store", "in_memory": "store", "Evidence": "text",
    "Timex": "timex", "to_html": "html", "to_ics": "ics", "write_site": "site",
}  # fmt: skip

__all__ = [
    "Anchor",
    "Article",
    "BadQuery",
    "Event",
    "Evidence",
    "MissingExtra",
    "NotFound",
    "Page",
    "Query",
    "Reading",
    "Store",
    "StoreError",
    "Stored",
    "TimelineError",
    "Timex",
    "UnreadableFile",
    "When",
    "in_memory",
    "read",
    "to_html",
    "to_ics",
    "write_site",
]


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return getattr(import_module(f"timeline.{_ROOMS[name]}"), name)
    raise AttributeError(f"module 'timeline' has no attribute '{name}'")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
