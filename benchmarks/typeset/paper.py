"""One page being made: its look, its words, what is drawn on it and what is known of it."""

from __future__ import annotations

import random

from typeset.sheet import Sheet
from typeset.style import Style
from typeset.truth import Truth
from typeset.worlds import World
from typeset.writer import Writer


class Paper:
    """What every step of the make-up works on; chance is drawn from one source, in the order of the steps."""

    def __init__(self, style: Style, world: World, rng: random.Random) -> None:
        self.style = style
        self.world = world
        self.rng = rng
        self.writer = Writer(world, rng)
        self.sheet = Sheet(style, rng)
        self.truth: list[Truth] = []

    def entry(self, kind: str, headline: str) -> Truth:
        """A new article of the truth."""
        entry = Truth(kind, headline)
        self.truth.append(entry)
        return entry

    def chance(self, share: float) -> bool:
        """True as often as ``share`` says."""
        return self.rng.random() < share
