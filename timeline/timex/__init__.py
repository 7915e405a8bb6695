"""Temporal expressions: found as written, then resolved against an anchor."""

from timeline.timex.find import find_timexes
from timeline.timex.resolve import resolve
from timeline.timex.types import Length, Point, Range, Recurrence, Stretch, Timex, TimexKind, Vague

__all__ = [
    "Length", "Point", "Range", "Recurrence", "Stretch", "Timex", "TimexKind", "Vague", "find_timexes", "resolve",
]  # fmt: skip
