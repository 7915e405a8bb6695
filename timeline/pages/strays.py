"""Stray runs of lines: brought back to where a word, cut in two, calls for them."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.pages.joints import Joints, flat, han
from timeline.pages.lines import Line

_LOOSE = 0.5
_CALL = 2.6
_CLEAR = 1.2


@dataclass(slots=True)
class Untangled:
    """Lines in their new order; ``doubtful`` says of each whether its place could not be settled."""

    lines: list[Line]
    doubtful: list[bool]
    moved: bool = False


def called_back(found: Untangled) -> Untangled:
    """``found`` with stray paragraphs of the file moved, over headlines too.

    A paragraph moves only if its first line completes the words of another one's last line, which nothing
    follows, and does so far better than any other paragraph would.
    """
    lines = found.lines
    joints = Joints([flat(line.chars) for line in lines], [line.body for line in lines])
    runs = _runs(lines, joints)
    wanted = _wanted(runs, lines, joints)
    after = {caller: called for called, caller in wanted.items()}
    order: list[int] = []
    done: set[int] = set()
    for k in [*(k for k in range(len(runs)) if k not in wanted or _circular(k, wanted)), *range(len(runs))]:
        now: int | None = k
        while now is not None and now not in done:
            done.add(now)
            order += runs[now]
            now = after.get(now)
    return Untangled([lines[i] for i in order], [found.doubtful[i] for i in order], found.moved)


def _begins(line: Line) -> bool:
    return line.fresh or line.title or not line.body


def _runs(lines: list[Line], joints: Joints) -> list[list[int]]:
    runs: list[list[int]] = []
    for i, line in enumerate(lines):
        if (i and not _begins(line)) or (i and line.body and joints.score(i - 1, i) >= _LOOSE):
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _wanted(runs: list[list[int]], lines: list[Line], joints: Joints) -> dict[int, int]:
    """For each run that is called for, the run that calls."""
    wanted: dict[int, tuple[float, int]] = {}
    movable = [j for j, run in enumerate(runs) if lines[run[0]].body and not joints.opening[run[0]]]
    for k, run in enumerate(runs):
        if not lines[run[-1]].body or not han(lines[run[-1]].chars[-1]):
            continue
        ranked = sorted(((joints.score(run[-1], runs[j][0]), j) for j in movable if j != k), reverse=True)[:2]
        if len(ranked) < 2 or ranked[0][0] < _CALL or ranked[0][0] - ranked[1][0] < _CLEAR:
            continue
        score, j = ranked[0]
        if j != k + 1 and (j not in wanted or score > wanted[j][0]):
            wanted[j] = (score, k)
    return {j: k for j, (_, k) in wanted.items()}


def _circular(k: int, wanted: dict[int, int]) -> bool:
    """Whether following the calls back from run ``k`` leads to ``k`` again."""
    at = wanted.get(k)
    for _ in range(len(wanted)):
        if at is None or at == k:
            break
        at = wanted.get(at)
    return at == k
