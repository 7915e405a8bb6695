"""Files that only look like a PDF, are cut off, or unfold to more than a machine holds: refused unopened."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from timeline.errors import UnreadableFile

MAX_STREAM = 24_000_000  # bytes one stream may unfold to; a newspaper page with drawings takes some 5 million
_MOST = 1032  # the largest ratio deflate can reach
_CHUNK = 1 << 16
_STREAM = re.compile(rb"stream\r?\n")
_LINEAR = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d{1,12})")
_TWICE = re.compile(rb"/(?:FlateDecode|Fl)\s*/(?:FlateDecode|Fl)\b")


def check(content: bytes, name: str) -> None:
    """Raise :class:`timeline.errors.UnreadableFile` for a file that must not be opened."""
    if b"%PDF-" not in content[:1024]:
        raise UnreadableFile(name, "not a PDF file, whatever its name says")
    linear = _LINEAR.search(content, 0, 2048)
    if b"%%EOF" not in content or (linear and int(linear.group(1)) > len(content) + 2):
        raise UnreadableFile(name, "cut-off PDF: its end is missing")
    for start, end in _streams(content):
        head = content[max(0, start - 400) : start].rpartition(b"obj")[2]
        if _TWICE.search(head):
            raise UnreadableFile(name, "a PDF with a stream packed twice")
        if b"Flate" not in head or b"/Image" in head or (end - start) * _MOST < MAX_STREAM:
            continue
        if _unfolded(content, start, end) > MAX_STREAM:
            raise UnreadableFile(name, f"a PDF stream unfolds to more than {MAX_STREAM // 1_000_000} MB")


def _streams(content: bytes) -> Iterator[tuple[int, int]]:
    for match in _STREAM.finditer(content):
        if content[match.start() - 3 : match.start()] == b"end":
            continue
        end = content.find(b"endstream", match.end())
        yield match.end(), end if end >= 0 else len(content)


def _unfolded(content: bytes, start: int, end: int) -> int:
    """How many bytes a packed stream holds; counting stops beyond the limit."""
    unpack = zlib.decompressobj()
    total = 0
    try:
        for at in range(start, end, _CHUNK):
            total += len(unpack.decompress(content[at : min(end, at + _CHUNK)], MAX_STREAM))
            if total > MAX_STREAM or unpack.unconsumed_tail:
                return MAX_STREAM + 1
    except zlib.error:
        return total
    return total
