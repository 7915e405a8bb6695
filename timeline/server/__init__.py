"""The views over HTTP: feeds, records, the timeline page; read-only.

Doors: :func:`application` an ASGI application, :func:`serve` runs it, :func:`watch` adds pages as they arrive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.server.running import serve
from timeline.server.watching import watch

if TYPE_CHECKING:
    from timeline.server.addresses import application

__all__ = ["application", "serve", "watch"]


def __getattr__(name: str) -> object:
    """``application`` on first use: it loads the ASGI framework."""
    if name == "application":
        from timeline.server.addresses import application

        return application
    raise AttributeError(name)
