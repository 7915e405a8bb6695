"""Speed of reading PDF pages, and memory and time that hostile files take.

    python benchmarks/bench_pdf.py

Each hostile file is read in a process of its own, so that its highest memory shows (a small page takes some 60 MB);
the last column is what the user is told. Speed is the best of five readings of each page on one core, what is loaded once left out.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path

PAGES = Path(__file__).resolve().parent.parent / "tests" / "pdf"


def speed() -> None:
    """Pages a second, by what the pages are."""
    from timeline.pages import read_page

    read_page(PAGES / "p1_rows.pdf")
    for name, pattern in (("given pages", "p*.pdf"), ("developed on", "d*.pdf"), ("kept apart", "k*.pdf")):
        files = sorted(PAGES.glob(pattern))
        best = [min(_seconds(lambda file=file: read_page(file)) for _ in range(5)) for file in files]  # type: ignore[misc]
        if files:
            print(f"{name:13} {len(files):3} pages  {len(files) / sum(best):6.1f} pages/s on one core")


def _seconds(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return time.process_time() - start


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _page(content: bytes, box: bytes = b"0 0 600 800", kids: int = 1) -> bytes:
    packed = zlib.compress(content)
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join([b"3 0 R"] * kids), kids),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>" % box,
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )


def _png(width: int, height: int) -> bytes:
    import struct

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width + 1) * height), 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


TEXT = b"BT /F1 9 Tf 20 700 Td (one line of words on a page) Tj ET "
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "stream of 60 MB": ("a.pdf", lambda: _page(b"q Q " * 15_000_000)),
    "text of 11 MB": ("a.pdf", lambda: _page(b"BT /F1 9 Tf " + (b"(" + b"a" * 30_000 + b") Tj ") * 380 + b"ET")),
    "1.5 million characters": ("a.pdf", lambda: _page(b"BT /F1 9 Tf " + (b"(" + b"a" * 1_000 + b") Tj ") * 1_500 + b"ET")),
    "a million drawn objects": ("a.pdf", lambda: _page(b"0 0 m 1 1 l S " * 800_000)),
    "10,000 pages": ("a.pdf", lambda: _page(TEXT, kids=10_000)),
    "page of 900,000 points": ("a.pdf", lambda: _page(TEXT, b"0 0 900000 900000")),
    "cut off": ("a.pdf", lambda: (PAGES / "p1_rows.pdf").read_bytes()[:200_000]),
    "zip named .pdf": ("a.pdf", lambda: b"PK\x03\x04" + bytes(1000)),
    "image of 30,000 pixels": ("a.png", lambda: _png(30_000, 30_000)),
    "HTML of scripts": ("a.html", lambda: b"<html><body>" + b"<script>var a = '<p>';</script>" * 100_000),
    "HTML of 90,000 paragraphs": ("a.html", lambda: b"<html><body>" + ("<p>三月七日上午，县里召开会议。</p>" * 90_000).encode()),
    "HTML nested 100,000 deep": ("a.html", lambda: b"<html><body>" + b"<div>" * 100_000 + "<p>三月七日上午，县里召开会议。</p>".encode()),
}  # fmt: skip


def hostile(name: str, file: str) -> None:
    """Read one hostile file; prints its size, time, the highest memory of the process and the answer."""
    from timeline.errors import UnreadableFile
    from timeline.pages import read_page

    start = time.process_time()
    try:
        answer = f"read: {len(read_page(Path(file)).text):,} characters"
    except UnreadableFile as error:
        answer = error.cause
    seconds = time.process_time() - start
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    size = Path(file).stat().st_size / 1e3
    print(f"{name:24} {size:9,.0f} kB {seconds:6.2f} s {highest:7,.0f} MB  {answer}", flush=True)


def main() -> None:
    """Each step in a process of its own: a process inherits the highest memory of the one that starts it."""
    again = [sys.executable, __file__]
    subprocess.run([*again, "speed"], check=True)
    print(flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, (file, _) in HOSTILE.items():
            target = str(Path(folder) / file)
            subprocess.run([*again, "make", name, target], check=True)
            subprocess.run([*again, "read", name, target], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["speed"]:
        speed()
    elif sys.argv[1:2] == ["make"]:
        Path(sys.argv[3]).write_bytes(HOSTILE[sys.argv[2]][1]())
    elif sys.argv[1:2] == ["read"]:
        hostile(*sys.argv[2:4])
    else:
        main()
