"""Lines shared out among columns that grow at once: a beam search over the last lines of the open columns."""

from __future__ import annotations

import heapq
import math

from timeline.pages.joints import Joints
from timeline.pages.lines import Line

# Worth, in nats, of opening a column, of ending the one whose turn it was, of ending all but one. Around
# these values the share of right joints hardly changes (benchmarks/bench_columns.py).
_OPEN, _END, _END_ALL = -3.5, -2.5, -4.0
_MOST = 6
_BEAM = 32
# The longer the turn has been regular, the likelier it stays so.
_RUN = 24
_STEADY = [math.log((run + 1.5) / (run + 3.0)) for run in range(_RUN + 1)]
_JUMP = [math.log(1.5 / (run + 3.0)) for run in range(_RUN + 1)]
_SPREAD = [0.0, 0.0, 0.0, *(math.log(n - 1) for n in range(3, _MOST + 1))]

_State = tuple[tuple[int, ...], int]
_Trail = tuple["_Trail | None", int]


def share_out(lines: list[Line], joints: Joints) -> list[list[int]]:
    """The lines shared out among columns, each in its order."""
    # A state: the last lines of the open columns, the latest first, and for how many lines the turn from
    # column to column has been regular. Value: score and the trail of choices.
    states: dict[_State, tuple[float, _Trail | None]] = {((), 0): (0.0, None)}
    for i in range(len(lines)):
        grown: dict[_State, tuple[float, _Trail | None]] = {}
        for (tails, streak), (score, trail) in states.items():
            for value, last, rest, run in _ways(tails, streak, i, joints, lines[i].fresh):
                state = ((i, *rest), run)
                total = score + value
                old = grown.get(state)
                if old is None or total > old[0]:
                    grown[state] = (total, (trail, last))
        states = dict(heapq.nlargest(_BEAM, grown.items(), key=_worth))
    _, trail = max(states.values(), key=lambda value: value[0])
    before: list[int] = []
    while trail is not None:
        trail, last = trail
        before.append(last)
    before.reverse()
    return _chained(before)


def _worth(item: tuple[_State, tuple[float, _Trail | None]]) -> float:
    return item[1][0]


# Worth of the next line; the last line it goes on from (-1: none); the other open columns; the regular run.
_Way = tuple[float, int, tuple[int, ...], int]


def _ways(tails: tuple[int, ...], streak: int, i: int, joints: Joints, fresh: bool) -> list[_Way]:
    """What line ``i`` may be: the next of one of the open columns, or the first of a new one."""
    n = len(tails)
    if n == 0:
        return [(0.0, -1, (), 0)]
    out: list[_Way] = []
    if fresh:
        # Where the file itself begins a paragraph the columns begin anew.
        out = [(joints.score(tail, i) - 0.3 * place, tail, (), 0) for place, tail in enumerate(tails)]
        out.append((-1.0, -1, (), 0))
    if n == 1:
        out.append((joints.score(tails[0], i), tails[0], (), 0))
    else:
        steady, jump = _STEADY[streak], _JUMP[streak] - _SPREAD[n]
        for place, tail in enumerate(tails):
            joint = joints.score(tail, i)
            rest = (*tails[:place], *tails[place + 1 :])
            regular = place == n - 1
            turn = steady if regular else jump + (joints.stay if place == 0 else 0.0)
            out.append((joint + turn, tail, rest, min(streak + 1, _RUN) if regular else streak // 2))
            if place == n - 2:
                # The column whose turn it was has ended.
                out.append((joint + steady + _END, tail, tails[:place], streak))
            if n > 2 or place == 0:
                out.append((joint + _END_ALL, tail, (), 0))
    if n < _MOST:
        out.append((_OPEN, -1, tails, streak // 2))
    return out


def _chained(before: list[int]) -> list[list[int]]:
    columns: list[list[int]] = []
    where: dict[int, int] = {}
    for i, last in enumerate(before):
        if last < 0:
            where[i] = len(columns)
            columns.append([i])
        else:
            where[i] = where[last]
            columns[where[i]].append(i)
    return columns
