"""Temporal expressions: found as written, then resolved against an anchor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from timeline.dates import When
from timeline.text import Span

TimexKind = Literal["date", "time", "duration", "set", "fuzzy"]


@dataclass(frozen=True, slots=True)
class Timex:
    """One temporal expression.

    ``span``   where it stands in ``Page.text``; ``text`` the printed words without blanks.
    ``value``  what the words alone say, underspecified: ``XXXX-03-20``, ``XXXX-XX-10``, ``P3D``, ``R/P1W``, ``PRESENT_REF``.
    ``role``   ``point``, ``range``, ``deadline`` (…前, 截至…目标), ``asof`` (截至目前), ``since`` (…以来), ``after`` (…之后), ``duration``, ``set``, ``fuzzy``.
    ``when``   None until resolved.
    """

    span: Span
    text: str
    kind: TimexKind
    value: str
    role: str = "point"
    when: When | None = None
