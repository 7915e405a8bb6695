"""How the time of finding dates grows with the text, on input made to hurt: digits, 月日, 年 and the like, up to a megabyte.

Prints seconds of processor time for each size and the exponent of growth between the first and the last (1 is linear).
"""

from __future__ import annotations

import datetime as dt
import math
import sys
import time

from timeline.timex import find_timexes, resolve

SIZES = (125_000, 250_000, 500_000, 1_000_000)
KINDS = {
    "digits": "1234567890",
    "one digit": "1",
    "月日": "月日",
    "年": "年",
    "Han numerals": "一二三四五六七八九十",
    "1年1月1日": "1年1月1日",
    "3月20日至": "3月20日至",
    "blanks": "3 月 2 0 日 ",
    "每周一、": "每周一、三、",
    "brackets": "《（“3月",
    "前前前": "前后上下",
    "十": "十",
    "dots": "1.1.1.",
    "colons": "1:1:",
}
LIMIT = 1.25


def main() -> int:
    worst = 0.0
    print(f"{'text':14}" + "".join(f"{size:>12,}" for size in SIZES) + "    growth")
    for name, piece in KINDS.items():
        taken = []
        for size in SIZES:
            text = (piece * (size // len(piece) + 1))[:size]
            begun = time.process_time()
            resolve(find_timexes(text), dt.date(2016, 11, 7), text)
            taken.append(max(time.process_time() - begun, 1e-4))
        growth = math.log(taken[-1] / taken[0]) / math.log(SIZES[-1] / SIZES[0])
        worst = max(worst, growth)
        print(f"{name:14}" + "".join(f"{seconds:11.2f}s" for seconds in taken) + f"{growth:10.2f}")
    print(f"worst growth {worst:.2f} (limit {LIMIT})")
    return 0 if worst <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
