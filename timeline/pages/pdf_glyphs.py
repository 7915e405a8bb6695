"""The characters of a PDF page with the room each takes in its line.

PDFium gives a character's loose box (its advance, the height of its font), except where it has replaced the
character: fonts that map 人 or 日 to radicals give those the tight box of their ink. Such a box is widened to that of
its neighbours; sizes are measured by the width of ideographs, for the page may be scaled.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from typing import Any, NamedTuple

from timeline.pages.sheet import Box, Glyph

_GRAIN = 16  # to a point, in comparing widths and heights


class _Raw(NamedTuple):
    """A character as PDFium has it; ``named`` is the size its font is called for."""

    char: str
    at: int
    box: Box
    named: float


class _Measure(NamedTuple):
    """What ideographs of one named size look like: width, height, and where their box stands to their origin."""

    em: float
    height: float
    low: float
    high: float


def glyphs_of(textpage: Any, offset: int, pdfium: Any) -> tuple[str, list[Glyph]]:
    """All characters of a text page, blanks and all, and those that are printed; ``offset`` is that of the first."""
    chars = _characters(textpage, pdfium.FPDFText_CountChars(textpage), pdfium)
    raws = _raws(textpage, chars, pdfium)
    measures = _measures(textpage, raws, pdfium)
    glyphs: list[Glyph] = []
    for char, index, box, named in raws:
        measure = measures[named]
        em = measure.em
        x0, y0, x1, y1 = box
        if "\u2e80" <= char <= "\u9fff" and not "\u3000" <= char <= "\u303f":
            tight = abs(y1 - y0 - measure.height) > 0.04 * em or x1 - x0 < 0.93 * em
            if tight:
                x0, y0, x1, y1 = _loosened(textpage, index, box, measure, pdfium)
        glyphs.append(Glyph(char, offset + index, x0, y0, x1, y1, em))
    return chars, glyphs


def _characters(textpage: Any, count: int, pdfium: Any) -> str:
    """The characters by index; in one call where no character takes two units."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(textpage, 0, count, buffer) == count + 1:
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
    codes = [pdfium.FPDFText_GetUnicode(textpage, i) for i in range(count)]
    return "".join(
        [chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes]
    )


def _raws(textpage: Any, chars: str, pdfium: Any) -> list[_Raw]:
    rect = pdfium.FS_RECTF()
    reference = ctypes.byref(rect)
    raw = textpage.raw
    loose, font_size = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetFontSize
    sizes: dict[tuple[int, int], float] = {}
    out: list[_Raw] = []
    for i, char in enumerate(chars):
        if char.isspace() or char < " " or char in "\x7f\ufffe\uffff":
            continue
        loose(raw, i, reference)
        x0, y0, x1, y1 = rect.left, rect.bottom, rect.right, rect.top
        if x1 <= x0 or y1 <= y0:
            continue
        # One call a size is enough: characters of one width and height are of one size.
        key = (int(_GRAIN * (x1 - x0)), int(_GRAIN * (y1 - y0)))
        size = sizes.get(key)
        if size is None:
            size = sizes[key] = round(font_size(raw, i), 2)
        out.append(_Raw(char, i, (x0, y0, x1, y1), size))
    return out


def _measures(textpage: Any, raws: list[_Raw], pdfium: Any) -> dict[float, _Measure]:
    """The measure of each named size; sizes without ideographs are scaled as the others are."""
    shapes: dict[float, Counter[tuple[int, int]]] = {}
    samples: dict[tuple[float, int, int], _Raw] = {}
    for raw in raws:
        shape = shapes.setdefault(raw.named, Counter())
        if "\u4e00" <= raw.char <= "\u9fff":
            x0, y0, x1, y1 = raw.box
            key = (int(_GRAIN * (x1 - x0)), int(_GRAIN * (y1 - y0)))
            shape[key] += 1
            samples.setdefault((raw.named, *key), raw)
    measures: dict[float, _Measure] = {}
    weights: Counter[float] = Counter()
    for named, shape in shapes.items():
        if shape:
            key, count = shape.most_common(1)[0]
            sample = samples[(named, *key)]
            measures[named] = _measure(textpage, sample, pdfium)
            weights[round(measures[named].em / max(named, 0.01), 2)] += count
    scale = weights.most_common(1)[0][0] if weights else 0.0
    for named in shapes:
        if named not in measures:
            measures[named] = _Measure(_em(named, scale, raws), 0.0, 0.0, 0.0)
    return measures


def _em(named: float, scale: float, raws: list[_Raw]) -> float:
    """The size of letters: by the scale of the ideographs, else by the height of their boxes."""
    if scale:
        return named * scale
    heights = sorted(raw.box[3] - raw.box[1] for raw in raws if raw.named == named)
    height = heights[len(heights) // 2]
    return named if 0.6 * height <= named <= 1.4 * height else height / 1.2


def _measure(textpage: Any, sample: _Raw, pdfium: Any) -> _Measure:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(textpage, sample.at, x, y)
    x0, y0, x1, y1 = sample.box
    width, height = x1 - x0, y1 - y0
    # A condensed or extended face is still as high as it is called for.
    em = sample.named if 0.97 < width / max(sample.named, 0.01) < 1.03 else width
    return _Measure(em, height, y0 - y.value, y1 - y.value)


def _loosened(textpage: Any, index: int, box: Box, measure: _Measure, pdfium: Any) -> Box:
    """The room of an ideograph whose box holds its ink only, by where it is set."""
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
    wide = (x.value, y.value + measure.low, x.value + measure.em, y.value + measure.high)
    slack = 0.2 * measure.em
    inside = wide[0] - slack < box[0] and box[2] < wide[2] + slack
    return wide if inside and wide[1] - slack < box[1] and box[3] < wide[3] + slack else box
