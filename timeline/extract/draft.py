"""A candidate event, before people, bodies and details are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from timeline.dates import When
from timeline.extract.hits import Hit
from timeline.extract.sentences import Sentence
from timeline.text import Span
from timeline.timex import Timex


@dataclass(slots=True)
class Draft:
    """A candidate event. ``start``/``end`` bound the proving clause inside ``sentence``; ``rule`` names what found it."""

    type: str
    sentence: Sentence
    start: int
    end: int
    when: When
    timex: Timex | None
    hit: Hit | None
    status: str
    salience: str
    confidence: float
    rule: str
    echoes: list[Sentence] = field(default_factory=list)
    # Whose length it tells, where the sentence does not name it again: 体育节为期三天.
    whole: Draft | None = None
    # Where the headline alone tells the day: its words.
    dated_by: Span | None = None
