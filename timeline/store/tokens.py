"""Secret addresses for private feeds: given once, kept only as a hash, taken back at any time."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass

from timeline.errors import NotFound
from timeline.events import Query
from timeline.store.records import moment, stamp, whole_second

_OCTETS = 24


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token: whom it was given to (``label``), and the events it opens."""

    label: str
    query: Query
    made: dt.datetime
    revoked: bool


class Tokens:
    """The tokens of a store. A token has 192 random bits, so that its plain SHA-256 cannot be searched for."""

    def __init__(
        self, db: sqlite3.Connection, lock: threading.RLock, clock: Callable[[], dt.datetime]
    ) -> None:
        self._db, self._lock, self._clock = db, lock, clock

    def issue(self, label: str, query: Query | None = None) -> str:
        """A new token that opens the events ``query`` wants (None: all). This is the only time it can be read."""
        secret = secrets.token_urlsafe(_OCTETS)
        wanted = query.model_dump_json(exclude_defaults=True) if query else "{}"
        row = (_hash(secret), label, wanted, stamp(whole_second(self._clock())))
        with self._lock:
            self._db.execute("INSERT INTO tokens VALUES (?, ?, ?, ?, 0)", row)
        return secret

    def revoke(self, label: str) -> int:
        """Take back every token given to ``label``: how many. NotFound if there is none."""
        with self._lock:
            count = self._db.execute("UPDATE tokens SET revoked = 1 WHERE label = ?", (label,)).rowcount
        if not count:
            raise NotFound(f"{label}: no token was given to that name")
        return count

    def all(self) -> list[Token]:
        """The tokens ever given, oldest first."""
        with self._lock:
            rows = self._db.execute(
                "SELECT label, query, made, revoked FROM tokens ORDER BY made, hash"
            ).fetchall()
        return [_token(*row) for row in rows]

    def find(self, secret: str) -> Token | None:
        """What ``secret`` opens, None for a stranger's."""
        wanted = _hash(secret)
        with self._lock:
            row = self._db.execute(
                "SELECT hash, label, query, made, revoked FROM tokens WHERE hash = ?", (wanted,)
            ).fetchone()
        if row is None or not hmac.compare_digest(row[0], wanted):
            return None
        return _token(*row[1:])


def _token(label: str, query: str, made: str, revoked: int) -> Token:
    return Token(label, Query.model_validate_json(query), moment(made), bool(revoked))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
