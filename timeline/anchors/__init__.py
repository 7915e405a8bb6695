"""``Page`` → when it was printed, from clues.

Evidence in order of worth: an option or the file's metadata (``given``); the file's name, the masthead
(``printed``); else every clue function of :data:`timeline.anchors.clues.CLUE_FUNCTIONS` says how well what it found
fits each day the page may have been printed, and the sums give probabilities by year (``inferred``). A year that is
not clearly ahead is not given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from timeline.anchors.anchor import Anchor, Clue
from timeline.anchors.inference import inferred
from timeline.anchors.leaf import leaf_of
from timeline.anchors.printed import Imprint, from_masthead, from_metadata, from_name
from timeline.articles import Article
from timeline.lexicon import load
from timeline.pages import Page
from timeline.timex import Timex

__all__ = ["Anchor", "Clue", "find_anchor"]


def find_anchor(
    page: Page,
    articles: Sequence[Article] = (),
    timexes: Sequence[Timex] = (),
    *,
    issued: dt.date | None = None,
    neighbours: Sequence[Anchor] = (),
    today: dt.date | None = None,
) -> Anchor:
    """When ``page`` was printed.

    ``articles`` and ``timexes`` (found, unresolved) sharpen the reading but may be empty. ``issued`` overrules all;
    ``neighbours`` are anchors of pages of the same folder; ``today`` bounds the search (None: the last year of the
    lexicon). Deterministic.
    """
    latest = today or dt.date(load("landmarks")["through"], 12, 31)
    if issued:
        return _settled(Imprint(issued, "", "given by the user"), "given")
    leaf = leaf_of(page, articles, timexes)
    if metadata := from_metadata(leaf):
        return _settled(metadata, "given")
    if printed := from_name(page.document, latest) or from_masthead(leaf, latest):
        return _settled(printed, "printed")
    return inferred(leaf, latest, neighbours)


def _settled(imprint: Imprint, basis: str) -> Anchor:
    """An anchor that needs no inference."""
    day = imprint.day
    clue = Clue((day.year,), 9.0, imprint.quote, imprint.why)
    return Anchor(day, day, day, day.year, {day.year: 1.0 if basis == "given" else 0.99}, (clue,), basis)
