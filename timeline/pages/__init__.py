"""File → :class:`Page`: the only place that repairs text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from timeline.errors import UnreadableFile
from timeline.text import Span

MAX_TEXT = 50_000_000
MAX_FILE = 300_000_000


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
    ``blanks``   offsets in ``text`` before which a layout shows a blank (they part names and phrases).
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
    blanks: frozenset[int] = frozenset()


def read_page(
    path: Path | str, *, content: bytes | None = None, name: str | None = None, ocr: bool = True
) -> Page:
    """The page in a file, or in ``content`` where the caller has the bytes already.

    What the file is shows in its first bytes, then in its suffix. ``name`` replaces the file's own name in
    the records; with ``ocr=False`` a scan is refused instead of read. Raises
    :class:`timeline.errors.UnreadableFile`: missing, empty, binary, too large, damaged.
    """
    file = Path(path)
    document = name or file.name
    if content is None:
        content = _content(file, document)
    if not content:
        raise UnreadableFile(document, "empty")
    kind = _kind(content, file.suffix.lower())
    if kind not in ("pdf", "scan") and len(content) > MAX_TEXT:
        raise UnreadableFile(document, f"too large: {len(content):,} bytes of text")
    if kind == "scan" and not ocr:
        raise UnreadableFile(document, "a scan, and reading scans is switched off")
    if kind == "pdf" and not ocr:
        from timeline.pages.pdf import read_pdf

        return read_pdf(content, document, ocr=False)
    return _readers()[kind](content, document)


def _content(file: Path, document: str) -> bytes:
    try:
        size = file.stat().st_size
        if file.is_dir():
            raise UnreadableFile(document, "a folder, not a file")
        if size > MAX_FILE:
            raise UnreadableFile(document, f"too large: {size:,} bytes")
        with file.open("rb") as stream:  # devices and pipes have no size to ask for
            content = stream.read(MAX_FILE + 1)
        if len(content) > MAX_FILE:
            raise UnreadableFile(document, f"too large: more than {MAX_FILE:,} bytes")
        return content
    except OSError as error:
        raise UnreadableFile(document, (error.strerror or "cannot be read").lower()) from error


# First bytes, or suffix, of each kind of file; whatever matches nothing is read as text.
_SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n", "scan"),
    (b"\xff\xd8\xff", "scan"),
    (b"II*\0", "scan"),
    (b"MM\0*", "scan"),
    (b"PK\x03\x04", "archive"),
)
_SUFFIXES = {
    ".pdf": "pdf",
    ".png": "scan",
    ".jpg": "scan",
    ".jpeg": "scan",
    ".tif": "scan",
    ".tiff": "scan",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
}


def _kind(content: bytes, suffix: str) -> str:
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind
    if b"%PDF-" in content[:1024]:
        return "pdf"
    head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<?xml")) and b"<html" in content[:8192].lower():
        return "html"
    return _SUFFIXES.get(suffix, "text")


def _archive(content: bytes, document: str) -> Page:
    raise UnreadableFile(document, "an archive or office file, not a page")


def _readers() -> dict[str, Callable[[bytes, str], Page]]:
    return {"text": _text, "pdf": _pdf, "html": _html, "scan": _scan, "archive": _archive}


# Each reader is loaded when a file asks for it: start-up stays quick.
def _text(content: bytes, document: str) -> Page:
    from timeline.pages.plain import read_text

    return read_text(content, document)


def _pdf(content: bytes, document: str) -> Page:
    from timeline.pages.pdf import read_pdf

    return read_pdf(content, document)


def _html(content: bytes, document: str) -> Page:
    from timeline.pages.html import read_html

    return read_html(content, document)


def _scan(content: bytes, document: str) -> Page:
    from timeline.pages.ocr import read_scan

    return read_scan(content, document)
