"""The public suites of Chinese dates, ours beside the best tagger that did not write the suite.

    python tests/time/suites.py                              ours and the figures taken down earlier
    python tests/time/suites.py --peer VENV/bin/python       JioNLP run now as well, by an interpreter that has it
    python tests/time/suites.py --bad 20 jionlp_parse        the misses of one suite

Columns, in per cent: spans found exactly (F1); values that mean the same calendar interval, instant, length or recurrence, out
of all that have one and are not vague; vague values; the best other tagger's value and span F1. Exit 1 below a goal.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]

import tlib  # noqa: E402

Case = dict[str, Any]
Find = dict[str, Any]

#: Value accuracy and exact-span F1 of the best public tagger that did not write the suite, taken down with JioNLP 1.5.31,
#: Recognizers-Text (JavaScript), chrono, duckling and HeidelTime; and the accuracy we hold ourselves to.
OTHERS: dict[str, tuple[str, float | None, float]] = {
    "ms_model": ("JioNLP", 50, 53),
    "ms_components": ("JioNLP", 67, 62),
    "ms_experimental": ("JioNLP", 16, 34),
    "duckling_hans": ("JioNLP", 72, 77),
    "duckling_hant": ("chrono", 33, 53),
    "chrono_hans": ("JioNLP", 72, 81),
    "chrono_hant": ("duckling", 41, 42),
    "dateparser_zh": ("JioNLP", 76, 62),
    "jionlp_parse": ("Recognizers", 38, 40),
    "jionlp_extract": ("HeidelTime", None, 30),
}
GOALS = {"jionlp_parse": 85.0, "chrono_hans": 90.0, "duckling_hans": 80.0}
LEAD, TAIL = "在从自于由 \u3000", "的 \u3000，,。"


def cases_of(suite: str) -> list[Case]:
    lines = (HERE / "cases" / f"{suite}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def ours(cases: list[Case]) -> dict[str, list[Find]]:
    from time_adapter import readings

    return {
        case["id"]: readings(case["text"], dt.datetime.fromisoformat(case["reference"])) for case in cases
    }


def peer(interpreter: str, cases: list[Case]) -> dict[str, list[Find]]:
    """What JioNLP finds, through ``jionlp_adapter.py`` in its own environment."""
    asked = "".join(
        json.dumps({k: case[k] for k in ("id", "text", "reference")}, ensure_ascii=False) + "\n"
        for case in cases
    )
    command = [interpreter, str(HERE / "jionlp_adapter.py")]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, encoding="utf-8", check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"id"')]
    return {answer["id"]: answer["found"] for answer in answers}


def trimmed(text: str, find: Find) -> tuple[int, int] | None:
    """The span of a find without 在, 从 … before it and 的 behind it."""
    if find.get("text") is None or find.get("start") is None:
        return None
    start, end = find["start"], find["start"] + len(find["text"])
    while start < end and text[start] in LEAD:
        start += 1
    while end > start and text[end - 1] in TAIL:
        end -= 1
    return start, end


def overlap(a: tuple[int, int] | None, b: tuple[int, int] | None) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) if a and b else 0


def score(
    cases: list[Case], found: dict[str, list[Find]]
) -> tuple[Counter[str], list[tuple[str, str, Any, list[Any]]]]:
    """Counts (``expected``, ``found``, ``exact``, ``valued``, ``right``, ``vague``, ``vague_right``) and the misses."""
    counts: Counter[str] = Counter()
    misses = []
    for case in cases:
        text, finds = case["text"], found.get(case["id"], [])
        moment = tlib.ref_dt(case["reference"])
        wanted = [item for item in case["expect"] if not item.get("optional")]
        spans = [trimmed(text, item) for item in wanted]
        mine = [trimmed(text, find) for find in finds]
        if all(spans):
            counts["expected"] += len(spans)
            counts["found"] += len(mine)
            counts["exact"] += sum((Counter(spans) & Counter(mine)).values())
        for item, span in zip(wanted, spans, strict=True):
            values = [
                tlib.norm(value, moment)
                for value in [item.get("value"), *(item.get("alt") or [])]
                if value is not None
            ]
            values = [value for value in values if value is not None]
            if not values:
                continue
            near = [
                find for find, other in zip(finds, mine, strict=True) if span is None or overlap(span, other)
            ]
            near.sort(key=lambda find: -overlap(span, trimmed(text, find)))
            got = [tlib.norm(find["value"], moment) for find in (near if span is None else near[:1])]
            right = any(value and tlib.same(want, value, moment) for want in values for value in got)
            kind = "vague" if item.get("fuzzy") else "valued"
            counts[kind] += 1
            counts["vague_right" if kind == "vague" else "right"] += right
            if not right:
                misses.append(
                    (case["id"], text, item["value"], [(find["text"], find["value"]) for find in near])
                )
    return counts, misses


def percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def shown(value: float | None) -> str:
    return f"{value:6.1f}" if value is not None else "     -"


def figures(counts: Counter[str]) -> tuple[float | None, float | None, float | None]:
    """Span F1, value accuracy and accuracy on vague values."""
    f1 = percent(2 * counts["exact"], counts["found"] + counts["expected"])
    return f1, percent(counts["right"], counts["valued"]), percent(counts["vague_right"], counts["vague"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("suites", nargs="*", default=list(OTHERS))
    parser.add_argument("--peer", help="an interpreter that has jionlp")
    parser.add_argument("--bad", type=int, default=0, help="print so many misses of each suite")
    options = parser.parse_args()
    below = []
    extra = "   JioNLP now: F1  value" if options.peer else ""
    print(f"{'suite':16} {'cases':>5}    F1  value  vague   best other: value     F1   goal{extra}")
    for suite in options.suites:
        cases = cases_of(suite)
        counts, misses = score(cases, ours(cases))
        f1, value, vague = figures(counts)
        name, other, other_f1 = OTHERS[suite]
        goal = max(GOALS.get(suite, 0), other or 0)
        row = f"{suite:16} {len(cases):5} {shown(f1)} {shown(value)} {shown(vague)}   {name:11} {shown(other)} {shown(other_f1)} {goal:6.0f}"
        if options.peer:
            their_f1, their_value, _ = figures(score(cases, peer(options.peer, cases))[0])
            row += f"            {shown(their_f1)} {shown(their_value)}"
        print(row)
        for miss in misses[: options.bad]:
            print("    ", *miss)
        reached = f1 if value is None else value
        if (reached or 0) < (other_f1 if value is None else goal):
            below.append(suite)
    print("below the goal: " + ", ".join(below) if below else "every goal is reached")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
