"""Which event of a page read again is which event of the page read before.

A uid means a happening, not a row and not a title. It is given once, from the page's name and the printed words that
first prove the happening, so that it depends neither on the order in which pages are added nor on what our rules
make of those words; and it is found again by those words, so that better rules may change title, type or date.

Where two pages tell one happening there are two uids for it. The one already published stays, however the pages came:
a subscriber who has it must not lose it because another page arrives. Of two published ones that turn out to be one
happening the older stays, then the smaller. So the order of adding decides at most between the uids of
pages that tell the same; pages looked at together without a database (``in_memory``) are put in order first.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from timeline.events import Event
from timeline.text import fold, squeeze

# uuid5(NAMESPACE_DNS, "timeline.newspaper-events"); changing it would rename every event ever published.
NAMESPACE = uuid.UUID("df5991cf-4b69-50ec-a4df-aa08c68ae4c9")

_Part = TypeVar("_Part", int, str)

_SEED_LENGTH = 16
_QUOTE_ALIKE = 0.5
_TITLE_ALIKE = 0.5
_LIVE_BONUS = 0.25


@dataclass(frozen=True)
class Mark:
    """What an event is recognised by: where it is proved on its page, and what it was taken for.

    ``digest`` names the page text that the evidence's offsets index; ``live`` is false for an event that an
    earlier reading withdrew.
    """

    uid: str
    event: Event
    document: str
    digest: str
    live: bool = True

    @cached_property
    def places(self) -> frozenset[int]:
        """The characters of the page that prove the event."""
        return frozenset(
            spot
            for proof in self.event.evidence
            if proof.document == self.document
            for spot in range(proof.start, proof.end)
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """The pairs of neighbouring characters in its quotes, blanks and widths set aside."""
        quotes = [proof.quote for proof in self.event.evidence if proof.document == self.document]
        return _pairs("\n".join(quotes) or self.event.title)

    @cached_property
    def title(self) -> frozenset[str]:
        """The pairs of neighbouring characters in its title."""
        return _pairs(self.event.title)


def _pairs(text: str) -> frozenset[str]:
    letters = squeeze(fold(text))
    return frozenset(letters[spot : spot + 2] for spot in range(max(1, len(letters) - 1)))


def _share(one: frozenset[_Part], other: frozenset[_Part]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def likeness(old: Mark, new: Mark) -> float:
    """How surely ``new`` is the happening ``old`` was; 0 if it is another.

    The evidence must overlap: by position when the text is the same, by its words when the page itself changed. And
    one of type, date and title must agree: when a rule that saw a meeting in a sentence is replaced by one that sees only
    the deadline there, that is another happening and must not take over the meeting's uid.
    """
    if old.digest == new.digest and old.places and new.places:
        overlap = _share(old.places, new.places)
    else:
        shared = _share(old.words, new.words)
        overlap = shared if shared >= _QUOTE_ALIKE else 0.0
    if not overlap:
        return 0.0
    titles = _share(old.title, new.title)
    same_type = old.event.type == new.event.type
    same_date = old.event.when.edtf == new.event.when.edtf
    if not (same_type or same_date or titles >= _TITLE_ALIKE):
        return 0.0
    return overlap + 0.5 * same_type + 0.5 * same_date + 0.5 * titles + _LIVE_BONUS * old.live


def recognise(old: Sequence[Mark], new: Sequence[Mark]) -> dict[int, str]:
    """For positions in ``new``, the uid of the old event each one is: best pairs first, one to one."""
    pairs = [
        (-score, before.uid, position)
        for before in old
        for position, now in enumerate(new)
        if (score := likeness(before, now)) > 0
    ]
    kept: dict[int, str] = {}
    spent: set[str] = set()
    for _, uid, position in sorted(pairs):
        if position not in kept and uid not in spent:
            kept[position] = uid
            spent.add(uid)
    return kept


def first_uid(mark: Mark, taken: Callable[[str], bool]) -> str:
    """A uid for a happening met for the first time: the same on every machine, and none that was ever given."""
    proofs = sorted((proof.start, proof.quote) for proof in mark.event.evidence)
    words = squeeze(fold(proofs[0][1] if proofs else mark.event.title))[:_SEED_LENGTH]
    return fresh(f"{mark.document}\x1f{words}\x1f{mark.event.type}", taken)


def fresh(seed: str, taken: Callable[[str], bool]) -> str:
    """The first UUIDv5 of ``seed``, ``seed`` 1, ``seed`` 2 … that is not taken."""
    seed = seed.encode("utf-8", "replace").decode()
    number = 0
    while True:
        uid = str(uuid.uuid5(NAMESPACE, f"{seed}\x1f{number}" if number else seed))
        if not taken(uid):
            return uid
        number += 1


def reading_order(mark: Mark) -> tuple[int, str, str, str]:
    """Where an event stands on its page, then what tells apart two in one sentence."""
    start = min((proof.start for proof in mark.event.evidence), default=0)
    return (start, mark.event.type, mark.event.when.edtf, mark.event.title)
