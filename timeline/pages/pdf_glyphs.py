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
_UNPRINTED = frozenset("\x7f\ufffe\uffff")
_HIGH = 1 << 20  # a shape is one number: width times this, plus height, both in grains

# A character as PDFium has it: itself, its index, the sides of its box, its shape.
_Raw = tuple[str, int, float, float, float, float, int]


class _Measure(NamedTuple):
    """What ideographs of one named size look like: width, height, and where their box stands to their origin."""

    em: float
    height: float
    low: float
    high: float


def glyphs_of(textpage: Any, offset: int, pdfium: Any) -> tuple[str, list[Glyph]]:
    """All characters of a text page, blanks and all, and those that are printed; ``offset`` is that of the first."""
    chars = _characters(textpage, pdfium.FPDFText_CountChars(textpage), pdfium)
    raws, sizes = _raws(textpage, chars, pdfium)
    measures = _measures(textpage, raws, sizes, pdfium)
    em = {shape: measures[named].em for shape, named in sizes.items()}
    glyphs = [Glyph(char, offset + i, x0, y0, x1, y1, em[shape]) for char, i, x0, y0, x1, y1, shape in raws]
    tight = {shape for shape, named in sizes.items() if _is_tight(shape, measures[named])}
    if tight:
        for k, (char, i, x0, y0, x1, y1, shape) in enumerate(raws):
            if shape in tight and _ideograph(char):
                box = _loosened(textpage, i, (x0, y0, x1, y1), measures[sizes[shape]], pdfium)
                glyphs[k] = Glyph(char, offset + i, *box, em[shape])
    return chars, glyphs


def _ideograph(char: str) -> bool:
    return "\u2e80" <= char <= "\u2fdf" or "\u3400" <= char <= "\u9fff"


def _is_tight(shape: int, measure: _Measure) -> bool:
    """Whether an ideograph of this shape is not as large as most of its size are."""
    width, height = shape // _HIGH / _GRAIN, shape % _HIGH / _GRAIN
    return measure.height > 0 and (
        abs(height - measure.height) > 0.04 * measure.em + 1 / _GRAIN or width < 0.93 * measure.em
    )


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


def _raws(textpage: Any, chars: str, pdfium: Any) -> tuple[list[_Raw], dict[int, float]]:
    """The printed characters, and what the font of each shape is called for."""
    rect = pdfium.FS_RECTF()
    reference = ctypes.byref(rect)
    raw = textpage.raw
    loose, font_size = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetFontSize
    sizes: dict[int, float] = {}
    out: list[_Raw] = []
    for i, char in enumerate(chars):
        if char <= " " or char in _UNPRINTED or char.isspace():
            continue
        loose(raw, i, reference)
        x0, y0, x1, y1 = rect.left, rect.bottom, rect.right, rect.top
        if x1 <= x0 or y1 <= y0:
            continue
        # One call a shape is enough: characters of one width and height are of one size.
        shape = int(_GRAIN * (x1 - x0)) * _HIGH + int(_GRAIN * (y1 - y0))
        if shape not in sizes:
            sizes[shape] = round(font_size(raw, i), 2)
        out.append((char, i, x0, y0, x1, y1, shape))
    return out, sizes


def _measures(textpage: Any, raws: list[_Raw], sizes: dict[int, float], pdfium: Any) -> dict[float, _Measure]:
    """The measure of each named size; sizes without ideographs are scaled as the others are."""
    counts = Counter([raw[6] for raw in raws if "\u4e00" <= raw[0] <= "\u9fff"])
    samples = {raw[6]: raw for raw in raws if "\u4e00" <= raw[0] <= "\u9fff"}
    usual: dict[float, int] = {}
    for shape, _ in counts.most_common():
        usual.setdefault(sizes[shape], shape)
    measures = {named: _measure(textpage, samples[shape], named, pdfium) for named, shape in usual.items()}
    weights: Counter[float] = Counter()
    for named, measure in measures.items():
        weights[round(measure.em / max(named, 0.01), 2)] += counts[usual[named]]
    scale = weights.most_common(1)[0][0] if weights else 0.0
    for named in set(sizes.values()) - set(measures):
        heights = sorted(raw[5] - raw[3] for raw in raws if sizes[raw[6]] == named)
        measures[named] = _Measure(_em(named, scale, heights), 0.0, 0.0, 0.0)
    return measures


def _em(named: float, scale: float, heights: list[float]) -> float:
    """The size of letters: by the scale of the ideographs, else by the height of their boxes."""
    if scale:
        return named * scale
    height = heights[len(heights) // 2]
    return named if 0.6 * height <= named <= 1.4 * height else height / 1.2


def _measure(textpage: Any, sample: _Raw, named: float, pdfium: Any) -> _Measure:
    x, y = ctypes.c_double(), ctypes.c_double()
    _, index, x0, y0, x1, y1, _ = sample
    pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
    # A face as wide as it is called for needs no scale.
    em = named if 0.97 < (x1 - x0) / max(named, 0.01) < 1.03 else x1 - x0
    return _Measure(em, y1 - y0, y0 - y.value, y1 - y.value)


def _loosened(textpage: Any, index: int, box: Box, measure: _Measure, pdfium: Any) -> Box:
    """The room of an ideograph whose box holds its ink only, by where it is set."""
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
    wide = (x.value, y.value + measure.low, x.value + measure.em, y.value + measure.high)
    slack = 0.2 * measure.em
    inside = wide[0] - slack < box[0] and box[2] < wide[2] + slack
    return wide if inside and wide[1] - slack < box[1] and box[3] < wide[3] + slack else box
