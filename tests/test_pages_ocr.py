"""Scans: clear errors always; recognition itself only where the extra ``ocr`` is installed."""

from __future__ import annotations

import builtins
import importlib.util
import io
import json
import struct
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest

from timeline.articles import split
from timeline.errors import MissingExtra, UnreadableFile
from timeline.pages import ocr, read_page

PAGES = Path(__file__).parent / "pdf"
sys.path.insert(0, str(Path(__file__).parent / "score"))
installed = all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime"))
needs_ocr = pytest.mark.skipif(not installed, reason="the extra ocr is not installed")


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.split(".")[0] in ("rapidocr", "onnxruntime"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    ocr._load.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)


@pytest.mark.usefixtures("without_extra")
def test_without_the_extra_one_line_names_it() -> None:
    with pytest.raises(MissingExtra) as caught:
        read_page(PAGES / "p1_scan.jpg")
    message = str(caught.value)
    assert (
        message.startswith("p1_scan.jpg: ")
        and "pip install 'timeline[ocr]'" in message
        and "\n" not in message
    )


@pytest.mark.usefixtures("without_extra")
def test_a_pdf_without_a_text_layer_names_it_too() -> None:
    with pytest.raises(MissingExtra):
        read_page(Path("scan.pdf"), content=scanned_pdf())


def test_reading_scans_can_be_switched_off() -> None:
    with pytest.raises(UnreadableFile, match="switched off"):
        read_page(PAGES / "p1_scan.jpg", ocr=False)
    with pytest.raises(UnreadableFile, match="switched off"):
        read_page(Path("scan.pdf"), content=scanned_pdf(), ocr=False)


def scanned_pdf() -> bytes:
    """A page that is one picture of the scan, without any text."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(780, 1130))
    canvas.drawImage(str(PAGES / "p1_scan.jpg"), 0, 0, 780, 1130)
    canvas.save()
    return out.getvalue()


def png(width: int, height: int) -> bytes:
    """The smallest file that claims to be so large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


@needs_ocr
@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (png(30_000, 30_000), "too large"),
        (png(30_000, 200), "too large"),
        (png(600, 400), "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "damaged"),
        (b"\xff\xd8\xff" + bytes(100), "damaged"),
    ],
)
def test_hostile_images_are_refused_with_their_cause(content: bytes, cause: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        ocr.read_scan(content, "evil.png")
    assert cause in str(caught.value) and "\n" not in str(caught.value)


@needs_ocr
def test_a_blank_page_says_so() -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (600, 800), 255).save(out, "PNG")
    with pytest.raises(UnreadableFile, match="no text"):
        ocr.read_scan(out.getvalue(), "blank.png")


@needs_ocr
def test_the_scan_end_to_end() -> None:
    import score_pages

    page = read_page(PAGES / "p1_scan.jpg")
    truth = json.loads((PAGES / "p1.truth.json").read_text(encoding="utf-8"))
    row = score_pages.compare(truth, page)
    assert score_pages.f1(row["hits"], row["true"], row["read"]) >= 0.85, row["missed"]
    assert any(article.headline == "落实贵在细处着力" for article in split(page))
    assert all(block.box is not None and block.page == 1 for block in page.blocks)
    assert all(at == -1 or page.source[at] == char for char, at in zip(page.text, page.origin, strict=True))
