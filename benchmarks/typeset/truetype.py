"""A face of an OpenType collection as a small TrueType font, for reportlab to embed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable

SIMPLIFIED_CHINESE = 2  # its place among the faces of a collection
LIMITS = (
    "maxZones",
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
)


def truetype(source: Path, characters: str, target: Path) -> None:
    """The Simplified Chinese face of a collection, cut down to ``characters``, with quadratic outlines.

    reportlab embeds TrueType alone, and the Noto fonts have PostScript outlines.
    """
    font = _subset(source, characters)
    order = font.getGlyphOrder()
    glyphs = _quadratic(font, order)
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, glyphs
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for limit in LIMITS:
        setattr(maxp, limit, 1 if limit == "maxZones" else 0)
    post = font["post"]
    post.formatType, post.extraNames, post.mapping = 2.0, [], {}
    post.glyphOrder = order
    del font["CFF "]
    font.sfntVersion = "\x00\x01\x00\x00"
    font.save(str(target))


def _subset(source: Path, characters: str) -> Any:
    """The face with these characters only, without the tables a line of horizontal text does not need."""
    options = subset.Options(
        font_number=SIMPLIFIED_CHINESE,
        layout_features=[],
        notdef_outline=True,
        drop_tables=["GSUB", "GPOS", "vhea", "vmtx", "VORG", "BASE", "DSIG"],
    )
    font = subset.load_font(str(source), options)
    font.recalcBBoxes = True
    cut = subset.Subsetter(options)
    cut.populate(text=characters)
    cut.subset(font)
    return font


def _quadratic(font: Any, order: list[str]) -> dict[str, Any]:
    """Its outlines as TrueType draws them."""
    outlines = font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, max_err=6.0, reverse_direction=True))
        glyphs[name] = pen.glyph()
    return glyphs
