"""How fast the day of print is found, and how the time grows with the page.

    python benchmarks/bench_anchors.py

Prints characters a second over the seed pages (reading and finding of expressions not counted; best of five), the
memory the lexicon of landmarks takes, and a curve of seconds over length for pages made to hurt.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from timeline.anchors import find_anchor
from timeline.articles import split
from timeline.pages import Page, read_page
from timeline.timex import find_timexes

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
HOSTILE = ("1", "年", "月日", "3月20日", "2014年", "第五届", "3月20日（星期四）", "今年2015年将", "（")
LENGTHS = (10_000, 100_000, 1_000_000)


def seconds(work: Callable[[], object], times: int) -> float:
    """The shortest of ``times`` runs."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    tracemalloc.start()
    start = time.perf_counter()
    find_anchor(Page("empty", "一", "一", (0,)))
    first = time.perf_counter() - start
    print(
        f"first call (lexicon loaded): {first * 1000:.0f} ms, {tracemalloc.get_traced_memory()[1] / 2**20:.1f} MiB"
    )
    tracemalloc.stop()
    pages = [read_page(path) for path in SEEDS]
    ready = [(page, split(page), find_timexes(page.text)) for page in pages]
    took = seconds(lambda: [find_anchor(*one) for one in ready], 5)
    characters = sum(len(page.text) for page in pages)
    print(
        f"{len(pages)} seed pages, {characters} characters: {took * 1000:.1f} ms, {characters / took:,.0f} characters/s"
    )
    print(f"\n{'repeated':16}" + "".join(f"{length:>12,}" for length in LENGTHS) + "   seconds")
    for unit in HOSTILE:
        row = []
        for length in LENGTHS:
            text = unit * (length // len(unit))
            row.append(seconds(lambda text=text: find_anchor(Page("hostile", text, text, ())), 1))  # type: ignore[misc]
        print(f"{unit:16}" + "".join(f"{one:12.3f}" for one in row))


if __name__ == "__main__":
    main()
