"""SQLite: pages, mentions, events, identity, corrections; migrations.

Doors: :class:`Store` for a database, :func:`in_memory` for one look without one.
"""

from __future__ import annotations

from timeline.store.memory import in_memory
from timeline.store.records import CANCELLED_FOR, Added, Change, Stored, StoredPage, record, utcnow
from timeline.store.store import Store
from timeline.store.tokens import Token

__all__ = [
    "CANCELLED_FOR",
    "Added",
    "Change",
    "Store",
    "Stored",
    "StoredPage",
    "Token",
    "in_memory",
    "record",
    "utcnow",
]
