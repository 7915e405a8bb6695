"""Files that only look like a PDF, are cut off, or unfold to more than a machine holds: refused unopened.

PDFium takes some 250 bytes of memory for a character and unfolds streams up to a gigabyte, so what a stream holds is
counted before it is opened. A picture may be as large as it likes: reading text never unfolds it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from timeline.errors import UnreadableFile

MAX_STREAM = 12_000_000  # bytes one stream may unfold to; a newspaper page with drawings takes some 5 million
MAX_STRINGS = 1_600_000  # bytes of text in one stream: four a character, for the most one file may have
_SMALL = 1_500  # bytes packed that cannot unfold to that much text
_CHUNK = 1 << 16
_STREAM = re.compile(rb"stream\r?\n")
_LINEAR = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d{1,12})")
_TWICE = re.compile(rb"/(?:FlateDecode|Fl)\s*/(?:FlateDecode|Fl)\b")
_FONT = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf", b"\1\0", b"%!")
_SHOW = re.compile(rb"[)\]>]\s?T[jJ]")
_STRING = re.compile(rb"\((?:[^()\\]|\\.)*|<[0-9A-Fa-f\s]{8,}>", re.DOTALL)


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
        if end - start < _SMALL or b"/Image" in head:
            continue
        data = _unfolded(content, start, end) if b"Flate" in head or b"/Fl" in head else content[start:end]
        if len(data) > MAX_STREAM:
            raise UnreadableFile(name, f"a PDF stream unfolds to more than {MAX_STREAM // 1_000_000} MB")
        if len(data) > MAX_STRINGS and _text_bytes(data) > MAX_STRINGS:
            raise UnreadableFile(name, "a PDF stream with too many characters")


def _streams(content: bytes) -> Iterator[tuple[int, int]]:
    for match in _STREAM.finditer(content):
        if content[match.start() - 3 : match.start()] == b"end":
            continue
        end = content.find(b"endstream", match.end())
        yield match.end(), end if end >= 0 else len(content)


def _unfolded(content: bytes, start: int, end: int) -> bytes:
    """What a packed stream holds, up to a little more than the limit; what cannot be unpacked is nothing."""
    unpack = zlib.decompressobj()
    out = bytearray()
    try:
        for at in range(start, end, _CHUNK):
            out += unpack.decompress(content[at : min(end, at + _CHUNK)], MAX_STREAM + 1 - len(out))
            if len(out) > MAX_STREAM:
                break
    except zlib.error:
        pass
    return bytes(out)


def _text_bytes(data: bytes) -> int:
    """Bytes of text strings in a content stream; a whole font embedded has none, whatever its bytes look like."""
    if data.startswith(_FONT) and sum(1 for _ in _SHOW.finditer(data)) < 9:
        return 0
    total = 0
    for match in _STRING.finditer(data):
        total += match.end() - match.start()
        if total > MAX_STRINGS:
            break
    return total
