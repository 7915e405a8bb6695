"""Opening a database: is it ours, is it old enough to understand, and what it still lacks."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from timeline.errors import StoreError

# "TLNE": lets us refuse to write our tables into somebody else's database.
APPLICATION_ID = 0x544C4E45

# One entry per schema version, never edited once released; ``PRAGMA user_version`` counts those applied.
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE pages (
        document TEXT PRIMARY KEY,
        digest   TEXT NOT NULL,             -- of the page's text
        reading  TEXT NOT NULL,             -- of what was read from it; both equal: nothing to do
        anchor   TEXT,                      -- JSON, the page's date and why
        added    TEXT NOT NULL,
        updated  TEXT NOT NULL
    );
    -- An event as one page tells it. Rows are never deleted: their uids must not be given again.
    CREATE TABLE mentions (
        uid      TEXT PRIMARY KEY,
        document TEXT NOT NULL,
        position INTEGER NOT NULL,          -- among the page's events
        digest   TEXT NOT NULL,             -- of the page's text its offsets index
        record   TEXT NOT NULL,
        first    TEXT,
        last     TEXT,
        live     INTEGER NOT NULL,
        event    TEXT                       -- the published event it is part of
    );
    CREATE INDEX mentions_of_page ON mentions (document);
    CREATE INDEX mentions_of_event ON mentions (event);
    CREATE INDEX mentions_by_day ON mentions (live, first);
    -- What is published: mentions of one happening together, with people's corrections.
    CREATE TABLE events (
        uid        TEXT PRIMARY KEY,
        record     TEXT NOT NULL,
        type       TEXT NOT NULL,
        first      TEXT,
        last       TEXT,
        confidence REAL NOT NULL,
        sequence   INTEGER NOT NULL,
        created    TEXT NOT NULL,
        updated    TEXT NOT NULL,
        state      TEXT NOT NULL CHECK (state IN ('live', 'withdrawn', 'merged')),
        successor  TEXT                     -- of a merged event
    );
    CREATE INDEX events_by_day ON events (state, first);
    CREATE TABLE corrections (
        uid   TEXT NOT NULL,
        field TEXT NOT NULL,
        value TEXT NOT NULL,                -- JSON
        made  TEXT NOT NULL,
        PRIMARY KEY (uid, field)
    );
    CREATE TABLE progress (generation INTEGER NOT NULL, moment TEXT);
    INSERT INTO progress VALUES (0, NULL);
    """,
    """
    CREATE TABLE tokens (
        hash    TEXT PRIMARY KEY,
        label   TEXT NOT NULL,
        query   TEXT NOT NULL,              -- JSON, the events it opens
        made    TEXT NOT NULL,
        revoked INTEGER NOT NULL
    );
    """,
    """
    -- Published events that are steps of an undertaking (timeline.store.chains). Follows from ``events``.
    CREATE TABLE chains (
        uid         TEXT PRIMARY KEY,
        undertaking TEXT NOT NULL,
        day         TEXT NOT NULL,
        ties        TEXT NOT NULL           -- JSON, whom it shares with other steps
    );
    CREATE INDEX chains_by_undertaking ON chains (undertaking, day);
    """,
)


# The migration that adds ``chains``, which follow from the events that are there already.
_CHAINS = 2


def connect(path: str | Path) -> sqlite3.Connection:
    """An open connection to the database at ``path`` (or ``":memory:"``), brought up to this version's schema.

    Raises StoreError when the file is no database, is not ours, or was written by a newer version.
    """
    name = str(path)
    try:
        connection = sqlite3.connect(name, timeout=60, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        raise StoreError(f"{name}: cannot be opened ({error})") from error
    try:
        _prepare(connection, name)
    except sqlite3.Error as error:
        connection.close()
        raise StoreError(f"{name}: not a usable database ({error})") from error
    except StoreError:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, name: str) -> None:
    connection.execute("PRAGMA busy_timeout = 60000")
    _refuse_strangers(connection, name)
    connection.execute("PRAGMA journal_mode = WAL")
    # In WAL mode NORMAL survives a killed process whole; after a power cut the last pages may be missing, never half in.
    connection.execute("PRAGMA synchronous = NORMAL")
    if _version(connection) < len(MIGRATIONS):
        _migrate(connection)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _refuse_strangers(connection: sqlite3.Connection, name: str) -> None:
    # One statement, so that a file another process is just setting up is seen before or after, not between.
    application, tables = connection.execute(
        "SELECT application_id, (SELECT count(*) FROM sqlite_master) FROM pragma_application_id"
    ).fetchone()
    if application != APPLICATION_ID and (application or tables):
        raise StoreError(f"{name}: a database of another program")
    if _version(connection) > len(MIGRATIONS):
        raise StoreError(
            f"{name}: written by a newer version (schema {_version(connection)}, this one knows {len(MIGRATIONS)})"
        )


def _migrate(connection: sqlite3.Connection) -> None:
    """Apply what is missing, all or nothing; two processes that open a new file at once take turns."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for number in range(_version(connection), len(MIGRATIONS)):
            for statement in _statements(MIGRATIONS[number]):
                connection.execute(statement)
            if number == _CHAINS:
                from timeline.store.chains import fill

                fill(connection)
            connection.execute(f"PRAGMA user_version = {number + 1}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _statements(script: str) -> list[str]:
    """The statements of ``script``: ``executescript`` would commit the transaction it runs in."""
    found: list[str] = []
    rest = ""
    for line in script.splitlines(keepends=True):
        rest += line
        if sqlite3.complete_statement(rest):
            found.append(rest.strip())
            rest = ""
    return found
