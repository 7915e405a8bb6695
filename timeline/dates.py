"""Partial dates and their EDTF form, precision, intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Precision = Literal["minute", "hour", "halfday", "day", "month", "quarter", "year", "fuzzy"]
Basis = Literal["explicit", "inherited", "year-inferred", "publication", "fuzzy"]
PartOfDay = Literal["morning", "afternoon", "evening"]


@dataclass(frozen=True, slots=True)
class When:
    """A resolved date, as the record prints it.

    ``edtf``       ISO 8601-2: ``2014-03-20``, ``2014-03-20/2014-03-22``, ``2014-03``, ``2014-03~``, ``../2014-06-30``,
                   ``2014-01/..``, ``XXXX-03-20`` where the year is not known.
    ``start``      ``YYYY-MM-DD`` or ``YYYY-MM-DDTHH:MM``; None for a deadline, a fuzzy date, an unknown year.
    ``end``        the last day, inclusive; None for an open range, a fuzzy date, an unknown year.
    ``text``       the expression as printed, blanks removed.
    ``implied``    the parts that are not printed, each with its reason: ``("year: 第5个全民国家安全教育日", …)``.
    ``rrule``      an RFC 5545 recurrence rule, or None.
    """

    edtf: str
    start: str | None
    end: str | None
    text: str
    precision: Precision
    basis: Basis
    part_of_day: PartOfDay | None = None
    implied: tuple[str, ...] = ()
    rrule: str | None = None
