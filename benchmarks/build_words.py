"""Makes the word list by which torn columns are put together, from jieba's dictionary (MIT licence).

usage: build_words.py dict.txt words.txt.xz
"""

from __future__ import annotations

import lzma
import math
import re
import sys
from collections import defaultdict
from pathlib import Path

FEWEST = 30
HAN = re.compile("[一-鿿]{1,4}")


def main(dictionary: str, target: str) -> None:
    """Read ``word count tag`` lines, write the words by twice the binary logarithm of their counts."""
    by_score: defaultdict[int, list[str]] = defaultdict(list)
    for line in Path(dictionary).read_text("utf-8").splitlines():
        word, count, _ = line.split(" ")
        if int(count) >= FEWEST and HAN.fullmatch(word):
            by_score[round(math.log2(int(count)) * 2)].append(word)
    rows = [f"{score} {' '.join(sorted(words))}\n" for score, words in sorted(by_score.items())]
    Path(target).write_bytes(lzma.compress("".join(rows).encode(), preset=9))
    print(f"{sum(map(len, by_score.values()))} words, {Path(target).stat().st_size:,} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:3])
