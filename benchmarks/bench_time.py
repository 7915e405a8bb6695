"""Characters a second of processor time of finding and resolving dates on the five seed pages, beside JioNLP in the same run.

    python benchmarks/bench_time.py                      ours alone
    python benchmarks/bench_time.py --peer VENV/bin/python   ours and JioNLP, which that interpreter must have

Processor time is taken, not the clock on the wall, and the two take turns, so that a busy machine matters little; the best round
of each counts. JioNLP is no
dependency of this package: install it into an environment of its own.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "seeds"
GOAL = 10.0


def pages() -> list[str]:
    """The seed pages with every blank taken out, as both are given them."""
    return [re.sub(r"\s+", "", path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))]


def ours() -> Callable[[list[str]], int]:
    from timeline.timex import find_timexes, resolve

    day = dt.date(2016, 11, 7)
    return lambda texts: sum(len(resolve(find_timexes(text), day, text)) for text in texts)


def jionlp() -> Callable[[list[str]], int]:
    import jionlp as jio

    moment = dt.datetime(2016, 11, 7).timestamp()
    return lambda texts: sum(
        len(jio.ner.extract_time(text, time_base=moment, with_parsing=True)) for text in texts
    )


def seconds(work: Callable[[list[str]], int], texts: list[str]) -> float:
    begun = time.process_time()
    work(texts)
    return time.process_time() - begun


def serve_peer() -> None:
    """One timing of JioNLP for each line on standard input."""
    work, texts = jionlp(), pages()
    print(f"found {work(texts)}", flush=True)
    for _ in sys.stdin:
        print(f"time {seconds(work, texts)}", flush=True)


def answer(process: subprocess.Popen[str], word: str) -> str:
    """The next line of the peer that begins with ``word``; it may print notes of its own."""
    assert process.stdout
    for line in process.stdout:
        if line.startswith(word):
            return line.split()[1]
    raise SystemExit("the peer stopped: does that interpreter have jionlp?")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peer", help="an interpreter that has jionlp")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--serve-peer", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve_peer:
        serve_peer()
        return 0
    work, texts = ours(), pages()
    size = sum(map(len, texts))
    print(f"{len(texts)} pages, {size} characters; ours finds {work(texts)} expressions")
    if not options.peer:
        best = min(seconds(work, texts) for _ in range(options.rounds))
        print(f"ours    {size / best:12,.0f} characters/s")
        return 0
    command = [options.peer, __file__, "--serve-peer"]
    peer = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, stderr=subprocess.DEVNULL
    )
    print(f"JioNLP finds {answer(peer, 'found')} expressions")
    assert peer.stdin
    rounds: list[tuple[float, float]] = []
    for _ in range(options.rounds):
        mine = min(seconds(work, texts) for _ in range(3))
        peer.stdin.write("go\n")
        peer.stdin.flush()
        rounds.append((mine, float(answer(peer, "time"))))
    peer.stdin.close()
    peer.wait()
    best, other = min(mine for mine, _ in rounds), min(theirs for _, theirs in rounds)
    print(f"ours    {size / best:12,.0f} characters/s")
    print(f"JioNLP  {size / other:12,.0f} characters/s")
    print(f"ratio   {other / best:12.1f}   (goal {GOAL:.0f})")
    return 0 if other / best >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
