"""Scans → :class:`timeline.pages.Page`: lines recognised by RapidOCR, then the layout that PDFs go through.

RapidOCR on onnxruntime (Apache-2.0) carries its models inside the wheel and makes some 0.05 % character errors on
newsprint; it is the extra ``ocr`` because it weighs 345 MB, takes about ten seconds a page and a gigabyte of memory.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from functools import cache
from typing import Any

from timeline.errors import MissingExtra, UnreadableFile
from timeline.pages import Page
from timeline.pages.layout import lay_out
from timeline.pages.sheet import Box, Glyph, Sheet, TextLine, line_of
from timeline.pages.strokes import strokes

MAX_SIDE = 20_000  # pixels
MAX_PIXELS = 150_000_000
MAX_SHEETS = 40
_WORKING_SIDE = 3600  # a broadsheet at 150 dpi; more adds time, not characters
_DPI = 200.0
_PADDING = 1.42  # height of a recognised box, in em of the characters in it


def read_scan(content: bytes, name: str) -> Page:
    """The page in an image file (PNG, JPEG, TIFF; each frame of a TIFF is a sheet).

    Raises :class:`timeline.errors.MissingExtra` without the extra ``ocr``,
    :class:`timeline.errors.UnreadableFile` for damaged or too large images.
    """
    reader = _engine(name)
    return _recognised(_frames(content, name), reader, name, {})


def read_rendered(document: Any, name: str, metadata: dict[str, str]) -> Page:
    """The page(s) of an open PDF document (pypdfium2) that has no text layer."""
    reader = _engine(name)
    if len(document) > MAX_SHEETS:
        raise UnreadableFile(name, f"a scanned PDF of {len(document)} pages (at most {MAX_SHEETS})")

    def sheets() -> Iterator[tuple[Any, float]]:
        for page in document:
            scale = min(_DPI / 72, _WORKING_SIDE / max(page.get_size()))
            yield page.render(scale=scale).to_pil().convert("RGB"), 1 / scale

    return _recognised(sheets(), reader, name, metadata)


@cache
def _load() -> Any:
    import logging

    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    return RapidOCR(params={"Global.max_side_len": 2000, "Global.log_level": "critical"})


def _engine(name: str) -> Any:
    try:
        return _load()
    except ImportError as error:
        raise MissingExtra(name, "a scan; reading it needs: pip install 'timeline[ocr]'") from error


def _frames(content: bytes, name: str) -> Iterator[tuple[Any, float]]:
    """The images of a file with the points one pixel measures."""
    from PIL import Image, ImageSequence

    Image.MAX_IMAGE_PIXELS = None  # measured here, before anything is decoded
    try:
        image = Image.open(io.BytesIO(content))
        count = getattr(image, "n_frames", 1)
        if count > MAX_SHEETS:
            raise UnreadableFile(name, f"an image of {count} frames (at most {MAX_SHEETS})")
        for frame in ImageSequence.Iterator(image):
            width, height = frame.size
            if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
                raise UnreadableFile(name, f"image too large: {width:,} × {height:,} pixels")
            shrink = min(1.0, _WORKING_SIDE / max(width, height))
            frame.draft("RGB", (int(width * shrink), int(height * shrink)))
            picture = frame.convert("RGB")
            if max(picture.size) > _WORKING_SIDE:
                picture.thumbnail((_WORKING_SIDE, _WORKING_SIDE))
            yield picture, 72 / (_dpi(image) * picture.size[0] / width)
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise UnreadableFile(name, "damaged image: it cannot be decoded") from error


def _dpi(image: Any) -> float:
    given = image.info.get("dpi", (0, 0))[0]
    return float(given) if 100 <= given <= 1200 else _DPI


def _recognised(
    images: Iterator[tuple[Any, float]], reader: Any, name: str, metadata: dict[str, str]
) -> Page:
    import numpy

    sheets: list[Sheet] = []
    source: list[str] = []
    offset = 0
    for number, (image, points) in enumerate(images, 1):
        pixels = numpy.asarray(image)[:, :, ::-1]
        found = reader(pixels, use_det=True, use_cls=False, use_rec=True)
        sheet = Sheet(number, image.size[0] * points, image.size[1] * points)
        boxes = [
            [(float(x), float(y)) for x, y in box] for box in (found.boxes if found.boxes is not None else [])
        ]
        turn = _skew(boxes)
        for left, top, right, bottom in strokes(pixels):
            ends = _ends(left, top, right, bottom, turn)
            sheet.rules.append(_upright(ends, turn, image.size, points))
        for box, text in zip(boxes, found.txts or (), strict=True):
            place = _upright(box, turn, image.size, points)
            upright = place[3] - place[1] > 1.8 * (place[2] - place[0]) and len(text) > 1
            if upright:
                text = _stacked(pixels, box, reader) or text
            line = _line(text, place, offset, upright)
            if line is not None:
                sheet.lines.append(line)
            source.append(text + "\n")
            offset += len(text) + 1
        sheet.lines = _completed(sheet.lines)
        sheets.append(sheet)
    if not any(sheet.lines for sheet in sheets):
        raise UnreadableFile(name, "no text found in the image")
    return lay_out(sheets, "".join(source), name, metadata)


def _skew(boxes: list[list[tuple[float, float]]]) -> float:
    """The angle (radians) the lines of a page are turned by: that of the middle one."""
    angles = sorted(
        math.atan2(box[1][1] - box[0][1], box[1][0] - box[0][0])
        for box in boxes
        if box[1][0] - box[0][0] > 3 * abs(box[3][1] - box[0][1])
    )
    return angles[len(angles) // 2] if angles else 0.0


def _ends(left: float, top: float, right: float, bottom: float, turn: float) -> list[tuple[float, float]]:
    """The corners of a rule as it lies on a turned page."""
    if right - left > bottom - top:
        rise = math.tan(turn) * (right - left)
        y0, y1 = (top, bottom - rise) if rise >= 0 else (top - rise, bottom)
        return [(left, y0), (right, y0 + rise), (right, y1 + rise), (left, y1)]
    lean = -math.tan(turn) * (bottom - top)
    x0, x1 = (left, right - lean) if lean >= 0 else (left - lean, right)
    return [(x0, top), (x1, top), (x1 + lean, bottom), (x0 + lean, bottom)]


def _upright(box: list[tuple[float, float]], turn: float, size: tuple[int, int], points: float) -> Box:
    """A recognised box as x0, y0, x1, y1 in points, the page turned straight."""
    cos, sin = math.cos(-turn), math.sin(-turn)
    cx, cy = size[0] / 2, size[1] / 2
    xs = [cx + (x - cx) * cos - (y - cy) * sin for x, y in box]
    ys = [cy + (x - cx) * sin + (y - cy) * cos for x, y in box]
    xs.sort()
    ys.sort()
    x0, x1 = (xs[0] + xs[1]) / 2, (xs[2] + xs[3]) / 2
    y0, y1 = (ys[0] + ys[1]) / 2, (ys[2] + ys[3]) / 2
    return x0 * points, (size[1] - y1) * points, x1 * points, (size[1] - y0) * points


def _line(text: str, box: Box, offset: int, upright: bool) -> TextLine | None:
    """A line whose characters share the box according to their widths."""
    x0, y0, x1, y1 = box
    widths = [0.5 if char.isascii() else 1.0 for char in text]
    across = (x1 - x0) if upright else (y1 - y0)
    size = across / _PADDING
    pad = min(0.4 * size, 0.2 * (x1 - x0))
    x0, x1 = x0 + pad, x1 - pad
    low, high = y0 + 0.15 * size, y1 - 0.15 * size
    total = sum(widths) or 1.0
    glyphs: list[Glyph] = []
    at = 0.0
    for i, (char, width) in enumerate(zip(text, widths, strict=True)):
        begin, at = at, at + width
        if char.isspace():
            continue
        if upright:
            step = (high - low) / total
            glyphs.append(Glyph(char, offset + i, x0, high - at * step, x1, high - begin * step, size))
        else:
            step = (x1 - x0) / total
            glyphs.append(Glyph(char, offset + i, x0 + begin * step, low, x0 + at * step, high, size))
    return line_of(glyphs, upright) if glyphs else None


def _completed(lines: list[TextLine]) -> list[TextLine]:
    """Single characters right over or under a vertical line are its first or last."""
    single = [line for line in lines if len(line.glyphs) == 1]
    upright = [line for line in lines if line.vertical]
    for one in single:
        for k, line in enumerate(upright):
            em = line.size
            beside = abs(one.x0 + one.x1 - line.x0 - line.x1) > em or one.size > 1.5 * em
            above, below = one.y0 - line.y1, line.y0 - one.y1
            if beside or not (-0.4 * em < above < em or -0.4 * em < below < em):
                continue
            glyphs = one.glyphs + line.glyphs if above > below else line.glyphs + one.glyphs
            whole = upright[k] = line_of(glyphs, vertical=True)
            lines = [whole if other is line else other for other in lines if other is not one]
            break
    return lines


def _stacked(pixels: Any, box: list[tuple[float, float]], reader: Any) -> str:
    """A vertical line recognised anew: its squares set side by side, as the model expects them."""
    import numpy

    x0, x1 = int(min(p[0] for p in box)), int(max(p[0] for p in box))
    y0, y1 = int(min(p[1] for p in box)), int(max(p[1] for p in box))
    crop = pixels[max(0, y0) : y1, max(0, x0) : x1]
    width = crop.shape[1]
    ink = (crop.min(axis=(1, 2)) < 128).tolist()
    parts: list[Any] = []
    start = None
    for i, dark in enumerate([*ink, False]):
        if dark and start is None:
            start = i
        elif not dark and start is not None:
            if parts and i - parts[-1][0] <= 1.02 * width and start - parts[-1][1] < 0.3 * width:
                parts[-1] = (parts[-1][0], i)
            else:
                parts.append((start, i))
            start = None
    strips = []
    for top, low in parts:
        cut = crop[max(0, top - 2) : low + 2]
        blank = numpy.full((max(0, width - cut.shape[0]) // 2 + 1, width, 3), 255, dtype=crop.dtype)
        square = numpy.concatenate([blank, cut, blank])[:width]
        strips.append(numpy.pad(square, ((0, width - square.shape[0]), (0, 0), (0, 0)), constant_values=255))
    if len(strips) < 2:
        return ""
    found = reader(
        numpy.ascontiguousarray(numpy.concatenate(strips, axis=1)), use_det=False, use_cls=False, use_rec=True
    )
    return "".join(found.txts or ())
