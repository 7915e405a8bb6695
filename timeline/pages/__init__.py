"""File → :class:`Page`: the only place that repairs text."""

from __future__ import annotations

from dataclasses import dataclass, field

from timeline.text import Span


@dataclass(frozen=True, slots=True)
class Repair:
    """Something reading changed or set aside. ``span`` indexes ``Page.source``."""

    kind: str
    span: Span
    note: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that the layout of the file keeps together (PDF, OCR, HTML).

    ``role`` is ``headline``, ``body``, ``caption``, ``byline`` or ``furniture``; ``group`` numbers the
    article it belongs to (−1: none); ``span`` indexes ``Page.text``.
    """

    role: str
    group: int
    span: Span
    page: int = 1
    box: tuple[float, float, float, float] | None = None
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page as read.

    ``text``     the repaired text: paragraphs separated by ``\\n``, no blanks between Han characters.
    ``source``   the file's own characters (for a PDF or a scan: in the order of the file).
    ``origin``   for each character of ``text`` its offset in ``source``, −1 for one that reading added.
    ``furniture`` spans of ``text`` that belong to no article: masthead, editors, page numbers.
    ``uncertain`` spans of ``text`` whose order reading could not settle.
    ``blocks``   the layout where the file has one, else empty: then articles are found from the words.
    ``metadata`` what the file says of itself: ``published`` (ISO date), ``title``, ``author``, ``language``…
    """

    document: str
    text: str
    source: str
    origin: tuple[int, ...]
    repairs: tuple[Repair, ...] = ()
    furniture: tuple[Span, ...] = ()
    uncertain: tuple[Span, ...] = ()
    blocks: tuple[Block, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)
