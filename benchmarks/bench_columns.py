"""Torn columns: how many lines find the line that follows them, on clean text torn on purpose.

Ordinary page texts are broken at 12 to 17 characters with the marks kept off line starts, laid in 2, 3 or 4
columns and read across, line by line. Three ways: ``even`` (the whole page in equal columns), ``bands`` (runs of
one to four columns of different heights, one below the other), ``ragged`` (each next line from the same column
or the next by chance) and ``across`` (as ``even``, the lines of a row on one line of the file). A figure is the share of true neighbours that stand side by side, as torn and as read.
"""

from __future__ import annotations

import random
import sys
import time
from itertools import pairwise
from pathlib import Path

from timeline.pages.columns import untangle
from timeline.pages.lines import Line, lines, width
from timeline.pages.plain import read_text

ROOT = Path(__file__).resolve().parent.parent
MARKS = "。，、；：！？,;:!?）)》」』”’】]"


def broken(text: str, chance: random.Random) -> list[str]:
    """A page's text as printed lines of one measure."""
    measure = chance.choice([12, 13, 14, 15, 16, 17])
    out: list[str] = []
    for paragraph in text.split("\n"):
        row, limit = "", measure - 2.0
        for char in paragraph:
            if width(row + char) > limit and char not in MARKS:
                out.append(row)
                row, limit = "", float(measure)
            row += char
        if row:
            out.append(row)
    return [row.strip() for row in out if row.strip()]


def even(rows: list[str], k: int, chance: random.Random) -> list[int]:
    """Indices of ``rows`` in the order in which ``k`` equal columns are read across."""
    height = -(-len(rows) // k)
    return [c * height + r for r in range(height) for c in range(k) if c * height + r < len(rows)]


def bands(rows: list[str], k: int, chance: random.Random) -> list[int]:
    """As :func:`even`, in bands of 8 to 30 rows; every other band has ``k`` columns, the rest one."""
    out: list[int] = []
    at, torn = 0, chance.random() < 0.5
    while at < len(rows):
        columns = k if torn else 1
        size = min(chance.randint(8, 30) * columns, len(rows) - at)
        out += [at + i for i in even(rows[at : at + size], columns, chance)]
        at, torn = at + size, not torn
    return out


def ragged(rows: list[str], k: int, chance: random.Random) -> list[int]:
    """Columns of uneven heights; the next line comes from the same column two times in five."""
    marks = sorted(chance.sample(range(1, len(rows)), k - 1))
    queues = [list(range(a, b)) for a, b in zip([0, *marks], [*marks, len(rows)], strict=True)]
    out: list[int] = []
    now = 0
    while any(queues):
        if chance.random() > 0.4 or not queues[now]:
            now = next(c % k for c in range(now + 1, now + k + 1) if queues[c % k])
        out.append(queues[now].pop(0))
    return out


def across(rows: list[str], k: int, chance: random.Random) -> list[int]:
    """As :func:`even`."""
    return even(rows, k, chance)


def neighbours(order: list[int]) -> float:
    """The share of true neighbours that stand side by side in ``order``."""
    pairs = set(pairwise(order))
    return sum((i, i + 1) in pairs for i in range(len(order) - 1)) / (len(order) - 1)


def read_back(rows: list[str], order: list[int], a_line: int = 1) -> list[int]:
    """The order in which the reader puts the torn rows, of which ``a_line`` stand on a line of the file."""
    ends = ["\n" if (k + 1) % a_line == 0 else "  " for k in range(len(order))]
    source = "".join(row + end for row, end in zip((rows[i] for i in order), ends, strict=True))
    starts: dict[int, int] = {}
    at = 0
    for i in order:
        starts[at] = i
        at += len(rows[i]) + (1 if a_line == 1 else len(ends[len(starts) - 1]))
    found: list[Line] = untangle(lines(source)).lines
    return [starts[line.at[0]] for line in found if line.at[0] in starts]


def main(folders: list[str]) -> None:
    """Print the figures for every page text in ``folders``."""
    texts = {
        file.stem[:12]: read_text(file.read_bytes(), file.name).text
        for folder in folders
        for file in sorted((ROOT / folder).glob("*.txt"))
        if not file.name.startswith("001")
    }
    texts = {name: text for name, text in texts.items() if len(text) > 1500}
    print(f"{len(texts)} page texts")
    for tear in (even, bands, ragged, across):
        for k in (2, 3, 4):
            chance = random.Random(20 + k)
            torn = read = count = 0.0
            start = time.perf_counter()
            for text in texts.values():
                rows = broken(text, chance)
                order = tear(rows, k, chance)
                weight = len(rows) - 1
                torn += weight * neighbours(order)
                read += weight * neighbours(read_back(rows, order, k if tear is across else 1))
                count += weight
            spent = (time.perf_counter() - start) / len(texts)
            print(
                f"{tear.__name__:7} {k} columns: {torn / count:.3f} as torn, {read / count:.3f} as read, {spent:.2f} s a page"
            )
    for file in sorted((ROOT / "seeds").glob("*.txt")):
        stream = lines(file.read_text("utf-8"))
        again = untangle(stream)
        kept = "moved" if again.moved else "untouched"
        print(f"{file.stem[:3]} as it stands: {kept}")


if __name__ == "__main__":
    main(sys.argv[1:] or ["seeds"])
