"""How the time of extracting events grows with the page, on news and on input made to hurt.

Reads pages of growing length through the whole pipeline and prints, for each, the seconds from articles to merged events and
the microseconds per character, then the ratio of the longest page's cost per character to the shortest's (1 is linear), and
the seconds that hostile texts take. ``--small`` makes them a tenth as long.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from timeline.pages import read_page
from timeline.pipeline import interpret

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
COPIES = (1, 2, 4, 8)
LIMIT = 2.0
# Seconds that a hostile text may take on a machine of two cores that is busy.
PATIENCE = 180.0
_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = "志勇建国敏华伟强丽芳海涛文明春梅"


def names(count: int) -> str:
    """A list of ``count`` persons who attend."""
    listed = (
        _FAMILY[i % len(_FAMILY)] + _GIVEN[i * 7 % len(_GIVEN)] + _GIVEN[i // 16 % len(_GIVEN)]
        for i in range(count)
    )
    return "5月3日，县领导" + "、".join(listed) + "出席会议。"


HOSTILE: dict[str, tuple[int, Callable[[int], str]]] = {
    "names in a list": (100_000, names),
    "triggers in a sentence": (10_000, lambda n: "5月3日，县里" + "召开会议" * n + "。"),
    "characters without a mark": (1_000_000, lambda n: ("今年县里的庄稼长得好开会的人都说" * (n // 16 + 1))[:n]),
    "dates in a sentence": (10_000, lambda n: "县里于" + "、".join(f"{i % 12 + 1}月{i % 28 + 1}日" for i in range(n)) + "召开会议。"),
    "nested quotes": (10_000, lambda n: "5月3日，" + "“" * n + "召开会议" + "”" * n + "。"),
    "nested brackets": (10_000, lambda n: "5月3日，县里" + "（召开会议" * n + "）" * n + "。"),
    "sentences of one day": (2_000, lambda n: "5月3日，县教育局召开春季工作会议。" * n),
    "sites in a list": (10_000, lambda n: "5月3日，县长李志勇到" + "城关镇、" * n + "调研。"),
}  # fmt: skip


def seconds(text: str) -> float:
    """How long a page with this text takes from articles to merged events."""
    page = read_page("20180504.txt", content=text.encode())
    begun = time.perf_counter()
    interpret(page)
    return time.perf_counter() - begun


def curve(repeats: int = 3) -> float:
    """Print the time for pages of growing length; the ratio of the cost per character, longest to shortest."""
    news = "\n\n".join(path.read_text(encoding="utf-8") for path in SEEDS)
    seconds(news)  # the words are loaded once, patterns compiled
    costs = []
    print(f"{'characters':>12}{'seconds':>10}{'µs each':>10}")
    for copies in COPIES:
        text = "\n\n".join([news] * copies)
        taken = min(seconds(text) for _ in range(repeats))
        costs.append(taken / len(text))
        print(f"{len(text):>12,}{taken:>10.2f}{costs[-1] * 1e6:>10.1f}")
    print(f"cost per character, longest page to shortest: {costs[-1] / costs[0]:.2f} (limit {LIMIT})\n")
    return costs[-1] / costs[0]


def main() -> int:
    small = 10 if "--small" in sys.argv else 1
    ratio = curve(1 if small > 1 else 3)
    worst = 0.0
    print(f"{'hostile text':28}{'count':>10}{'characters':>12}{'seconds':>10}")
    for name, (count, text_of) in HOSTILE.items():
        text = text_of(count // small)
        taken = seconds(text)
        worst = max(worst, taken)
        print(f"{name:28}{count // small:>10,}{len(text):>12,}{taken:>10.2f}", flush=True)
    print(f"longest {worst:.1f} s (limit {PATIENCE:.0f})")
    return 0 if ratio <= LIMIT and worst <= PATIENCE else 1


if __name__ == "__main__":
    sys.exit(main())
