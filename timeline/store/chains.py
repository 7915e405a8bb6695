"""Follow-ups: what one undertaking was set going with, driven on and summed up by, each step pointing to the one before it.

动员大会 → 推进会 → 总结: three happenings, never one. Two of them follow one another when their titles name the same
undertaking (a quoted name, or what stands before the word of the stage), they share who held or led them, and no more
than thirteen months lie between. The words are ``lexicon/zh/stages.toml``.

The table ``chains`` holds, for every published event that is such a step, what the rule needs; it follows from the
events alone, so that the links are the same in whatever order pages come.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from timeline.dates import When, edtf_bounds
from timeline.events import Event, event_from
from timeline.lexicon import load
from timeline.text import fold

# A yearly undertaking is summed up when the next one begins; what lies further apart is another one.
LONGEST = dt.timedelta(days=400)
# A group larger than this is no undertaking but a phrase; only its nearest steps are asked.
_REACH = 60
_LEAST, _MOST = 4, 14


class Step(NamedTuple):
    """One event as a step: the undertaking, its day, and whom it shares with others (bodies, leaders, place)."""

    undertaking: str
    day: str
    ties: frozenset[str]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("stages")
    last = "|".join(sorted(map(re.escape, words["words"]), key=len, reverse=True))
    stage = re.compile(rf"(?P<what>.*?)(?:{words['between']})(?:{last})$")
    quoted = re.compile(rf"\"(?P<what>[^\"]{{2,{_MOST}}})\"")
    return stage, quoted


_OF_WHOM = re.compile(
    r"^(?:全|我)?(?:[\u4e00-\u9fff]{0,8}?(?:省|市|县|区|州|盟|旗|镇|乡|街道|村|社区|示范区|开发区|管委会|公司|集团|学校|学院|医院|局|委|办|院|厅))(?=.{4})"
)


def undertaking_of(title: str) -> str:
    """What the event titled ``title`` is a step of; ``""`` where it is none."""
    stage, quoted = _patterns()
    text = fold("".join(title.split()))
    step = stage.fullmatch(text)
    if step is None:
        return ""
    named = quoted.search(step["what"])
    what = named["what"] if named else _OF_WHOM.sub("", step["what"]).strip("\"'")
    least = 2 if named else _LEAST
    return "" if not least <= len(what) <= _MOST or what in load("stages")["generic"] else what


def step_of(event: Event) -> Step | None:
    """``event`` as a step of an undertaking, None where it is none or its day is not known."""
    undertaking = (
        undertaking_of(event.title) if event.salience != "mention" and event.type != "deadline" else ""
    )
    day = _day(event.when) if undertaking else None
    if day is None:
        return None
    ties = {body.name for body in event.organizations}
    ties |= {person.name for person in event.people if person.role in ("chair", "speaker", "inspector")}
    ties |= {fold(event.title)[:3]}
    return Step(undertaking, day, frozenset(ties))


def _day(when: When) -> str | None:
    if "XXXX" in when.edtf or when.rrule:
        return None
    if when.start:
        return when.start[:10]
    first = edtf_bounds(when.edtf)[0]
    return first.isoformat() if first else None


class Chains:
    """The table of steps in one transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._groups: dict[str, list[tuple[str, Step]]] = {}

    def note(self, told: dict[str, Event], gone: Iterable[str]) -> set[str]:
        """Write the steps of the events ``told`` and drop those of ``gone``; the undertakings that this touches."""
        touched: set[str] = set()
        for uid in sorted({*told, *gone}):
            step = step_of(told[uid]) if uid in told else None
            old = self._db.execute(
                "SELECT undertaking, day, ties FROM chains WHERE uid = ?", (uid,)
            ).fetchone()
            new = (
                (step.undertaking, step.day, json.dumps(sorted(step.ties), ensure_ascii=False))
                if step
                else None
            )
            if old == new:
                continue
            self._db.execute("DELETE FROM chains WHERE uid = ?", (uid,))
            if new:
                self._db.execute("INSERT INTO chains VALUES (?, ?, ?, ?)", (uid, *new))
            touched |= {row[0] for row in (old, new) if row}
        self._groups.clear()
        return touched

    def undertakings(self, uids: Iterable[str]) -> set[str]:
        """What the events ``uids`` are steps of."""
        query = "SELECT undertaking FROM chains WHERE uid = ?"
        rows = (self._db.execute(query, (uid,)).fetchone() for uid in uids)
        return {row[0] for row in rows if row}

    def members(self, undertakings: Iterable[str]) -> set[str]:
        """The uids of all steps of ``undertakings``."""
        return {uid for one in undertakings for uid, _ in self._group(one)}

    def before(self, uid: str, rejected: Iterable[str] = ()) -> str | None:
        """The step that ``uid`` follows: the nearest earlier one of the same undertaking and the same people."""
        row = self._db.execute("SELECT undertaking FROM chains WHERE uid = ?", (uid,)).fetchone()
        if row is None:
            return None
        group = self._group(row[0])
        place = next(i for i, (one, _) in enumerate(group) if one == uid)
        mine = group[place][1]
        for other, step in reversed(group[max(0, place - _REACH) : place]):
            near = dt.date.fromisoformat(mine.day) - dt.date.fromisoformat(step.day) <= LONGEST
            if near and step.day < mine.day and step.ties & mine.ties and other not in set(rejected):
                return other
        return None

    def _group(self, undertaking: str) -> list[tuple[str, Step]]:
        if undertaking not in self._groups:
            rows = self._db.execute(
                "SELECT uid, day, ties FROM chains WHERE undertaking = ? ORDER BY day, uid", (undertaking,)
            )
            self._groups[undertaking] = [
                (uid, Step(undertaking, day, frozenset(json.loads(ties)))) for uid, day, ties in rows
            ]
        return self._groups[undertaking]


def fill(db: sqlite3.Connection) -> None:
    """Note the steps among the events of a database that was written before there were chains."""
    rows = db.execute("SELECT uid, record FROM events WHERE state = 'live'").fetchall()
    Chains(db).note({uid: event_from(json.loads(text)) for uid, text in rows}, ())
