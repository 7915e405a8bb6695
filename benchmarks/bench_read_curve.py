"""How reading and splitting grow with the size of a text file: ordinary pages, torn pages, hostile text.

Each row doubles the size; the last column is the time a character, which stays level when time is linear.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

from bench_columns import broken, even

from timeline.articles import split
from timeline.pages import read_page

ROOT = Path(__file__).resolve().parent.parent
SIZES = (16_000, 64_000, 256_000, 1_000_000)


def main() -> None:
    """Print the curve for each kind of text, in bytes of UTF-8 up to 1 MB."""
    pages = [
        file.read_text("utf-8") for file in sorted((ROOT / "seeds").glob("*.txt")) if "001" not in file.name
    ]
    ordinary = "\n".join(pages)
    rows = broken(
        "\n".join(read_page("page.txt", content=page.encode()).text for page in pages), random.Random(1)
    )
    torn = "\n".join(rows[i] for i in even(rows, 3, random.Random(1)))
    kinds = {
        "ordinary": ordinary,
        "torn": torn,
        "one line": "会议要求，要抓紧抓好。" * 10,
        "short lines": "县委\n召开\n会议\n",
        "brackets": "（“《" * 40 + "\n",
        "datelines": "本报讯（记者张三）今天\n",
        "headlines": "县委召开常委会会议\n",
        "blanks": "　 \n \n会 议\n",
        "digits": "3\n月\n20\n日\n",
    }
    print(f"{'kind':12} {'bytes':>9} {'read s':>8} {'split s':>8} {'µs/char':>8}")
    for kind, text in kinds.items():
        for size in SIZES:
            curve(kind, text, size)


def curve(kind: str, text: str, size: int) -> None:
    """One row: ``text`` repeated to ``size`` bytes."""
    data = (text * (size // len(text.encode()) + 1)).encode()[:size]
    source = data.decode("utf-8", "ignore")
    start = time.perf_counter()
    page = read_page("page.txt", content=source.encode())
    read = time.perf_counter() - start
    start = time.perf_counter()
    split(page)
    parted = time.perf_counter() - start
    each = (read + parted) / len(source) * 1e6
    print(f"{kind:12} {size:>9,} {read:8.2f} {parted:8.2f} {each:8.2f}", flush=True)


if __name__ == "__main__":
    main()
