"""PDF → :class:`timeline.pages.Page`: characters, rules, frames and pictures, read by PDFium.

Characters come with their boxes; the order of the content stream is not trusted, the layout is worked
out anew (:mod:`timeline.pages.layout`). PDFium (pypdfium2) was chosen for speed and licence: it reads some
50 newspaper pages a second character by character, under Apache-2.0 and BSD; pdfminer reads 4, PyMuPDF is AGPL.
A file without a usable text layer is rendered and read like a scan. Limits keep a hostile file from taking
more than a few hundred megabytes.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

from timeline.errors import UnreadableFile
from timeline.pages import Page
from timeline.pages.layout import lay_out
from timeline.pages.pdf_glyphs import glyphs_of
from timeline.pages.pdf_guard import check
from timeline.pages.sheet import Box, Glyph, Sheet

MAX_PAGES = 400
MAX_GLYPHS = 400_000
MAX_SIDE = 20_000.0  # points; the format itself ends at 14,400
_MAX_OBJECTS = 200_000
_THIN = 3.0
_PATH, _IMAGE = 2, 3
_STROKED = 20.0
_FEW = 20  # glyphs below which a sheet has no text worth the name


def read_pdf(content: bytes, name: str, *, ocr: bool = True) -> Page:
    """The page(s) of a PDF file as one :class:`Page`, in article order; each sheet is laid out by itself.

    Sheets without text are read by OCR where that is installed and ``ocr`` is set. Raises
    :class:`timeline.errors.UnreadableFile`: encrypted, damaged, cut off, too large; or
    :class:`timeline.errors.MissingExtra` for a scanned file without the extra ``ocr``.
    """
    check(content, name)
    document = _opened(content, name)
    try:
        sheets: list[Sheet] = []
        source: list[str] = []
        offset = 0
        for text, sheet in _sheets(document, name):
            source.append(text)
            offset += len(text)
            sheets.append(sheet)
            if offset > MAX_GLYPHS:
                raise UnreadableFile(name, f"too many characters (more than {MAX_GLYPHS:,})")
        characters = "".join(source)
        metadata = _metadata(document, content)
        blank = [sheet.number for sheet in sheets if len(sheet.glyphs) < _FEW]
        if blank and (len(blank) == len(sheets) or _garbled(sheets, characters)):
            return _scanned(document, name, metadata, ocr)
        if _garbled(sheets, characters):
            return _scanned(document, name, metadata, ocr)
    finally:
        document.close()
    return lay_out(sheets, characters, name, metadata)


def _opened(content: bytes, name: str) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(name, _cause(str(error))) from error
    if count == 0:
        raise UnreadableFile(name, "damaged PDF: it has no pages")
    if count > MAX_PAGES:
        raise UnreadableFile(name, f"too many pages: {count:,} (at most {MAX_PAGES})")
    return document


def _cause(message: str) -> str:
    if "assword" in message:
        return "encrypted PDF: it opens only with a password"
    if "ecurity" in message:
        return "encrypted PDF: its protection is not supported"
    return "damaged PDF: it cannot be opened"


def _sheets(document: Any, name: str) -> Iterator[tuple[str, Sheet]]:
    """The characters of each page of a document and its sheet."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    offset = 0
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile(name, f"damaged PDF: page {number} cannot be read") from error
        width, height = page.get_size()
        if max(width, height) > MAX_SIDE:
            raise UnreadableFile(name, f"page {number} is too large: {width:,.0f} × {height:,.0f} points")
        sheet = Sheet(number, width, height)
        text, sheet.glyphs = _glyphs(page, offset, name, pdfium)
        _drawings(page, sheet, name, pdfium)
        _turn(page, sheet)
        page.close()
        offset += len(text)
        yield text, sheet


def _glyphs(page: Any, offset: int, name: str, pdfium: Any) -> tuple[str, list[Glyph]]:
    textpage = page.get_textpage()
    if pdfium.FPDFText_CountChars(textpage) > MAX_GLYPHS:
        raise UnreadableFile(name, f"too many characters (more than {MAX_GLYPHS:,})")
    chars, glyphs = glyphs_of(textpage, offset, pdfium)
    textpage.close()
    return chars, glyphs


def _drawings(page: Any, sheet: Sheet, name: str, pdfium: Any) -> None:
    """Strokes, rectangles and images of a page."""
    count = pdfium.FPDFPage_CountObjects(page)
    if count > _MAX_OBJECTS:
        raise UnreadableFile(name, f"too many drawn objects on one page: {count:,}")
    sides = [ctypes.c_float() for _ in range(4)]
    for i in range(count):
        item = pdfium.FPDFPage_GetObject(page, i)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind not in (_PATH, _IMAGE) or not pdfium.FPDFPageObj_GetBounds(item, *sides):
            continue
        x0, y0, x1, y1 = (side.value for side in sides)
        _sort(sheet, (x0, y0, x1, y1), kind)


def _sort(sheet: Sheet, box: Box, kind: int) -> None:
    width, height = box[2] - box[0], box[3] - box[1]
    if kind == _IMAGE:
        if width * height < 0.6 * sheet.width * sheet.height and min(width, height) > _STROKED:
            sheet.pictures.append(box)
    elif min(width, height) <= _THIN:
        if max(width, height) > _STROKED:
            sheet.rules.append(box)
    elif width > 1.5 * _STROKED and height > _STROKED:
        sheet.frames.append(box)


def _turn(page: Any, sheet: Sheet) -> None:
    """Bring a page that is shown turned into the position it is read in."""
    rotation = page.get_rotation() % 360
    left, low = page.get_mediabox()[:2]
    if rotation == 0 and abs(left) < 1 and abs(low) < 1:
        return
    wide, high = (sheet.height, sheet.width) if rotation in (90, 270) else (sheet.width, sheet.height)

    def turned(box: Box) -> Box:
        x0, y0, x1, y1 = box[0] - left, box[1] - low, box[2] - left, box[3] - low
        if rotation == 90:
            return y0, wide - x1, y1, wide - x0
        if rotation == 180:
            return wide - x1, high - y1, wide - x0, high - y0
        if rotation == 270:
            return high - y1, x0, high - y0, x1
        return x0, y0, x1, y1

    sheet.glyphs = [Glyph(g.char, g.at, *turned(g[2:6]), g.size) for g in sheet.glyphs]
    for boxes in (sheet.rules, sheet.frames, sheet.pictures):
        boxes[:] = [turned(box) for box in boxes]


def _garbled(sheets: list[Sheet], characters: str) -> bool:
    """Whether the text layer holds no characters one could read: fonts without a map to Unicode."""
    odd = total = 0
    for sheet in sheets:
        for glyph in sheet.glyphs:
            total += 1
            odd += glyph.char == "\ufffd" or "\ue000" <= glyph.char <= "\uf8ff"
    return total == 0 or odd > 0.4 * total


def _scanned(document: Any, name: str, metadata: dict[str, str], ocr: bool) -> Page:
    if not ocr:
        raise UnreadableFile(name, "a scanned PDF, and reading scans is switched off")
    from timeline.pages.ocr import read_rendered

    return read_rendered(document, name, metadata)


_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_PUBLISHED = re.compile(rb"prism:publicationDate>?\s*(?:=\s*[\"'])?(\d{4}-\d\d-\d\d)")
_NAMELESS = {"", "anonymous", "unspecified", "untitled", "unknown", "administrator"}


def _metadata(document: Any, content: bytes) -> dict[str, str]:
    """What the file says of itself; the day it was made is ``created``, a weak sign of the day of print."""
    said = document.get_metadata_dict()
    out: dict[str, str] = {}
    for key, value in (("title", said.get("Title", "")), ("author", said.get("Author", ""))):
        if value.strip().lower() not in _NAMELESS:
            out[key] = value.strip()[:300]
    if match := _DATE.match(said.get("CreationDate", "")):
        out["created"] = "-".join(match.groups())
    if published := _PUBLISHED.search(content):
        out["published"] = published.group(1).decode()
    return out
