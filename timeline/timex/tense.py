"""Whether a clause looks ahead or back: words of plan and duty, words of completion."""

from __future__ import annotations

import re

_STOP = re.compile(r"[。!?;\n]")
_CLAUSE = re.compile(r"[,。!?;\n]")
_FUTURE = re.compile(
    r"预计|即将|将(?![军士近来领要帅才])|将要|拟(?![人定稿态订])|计划|定于|力争|争取|确保|务必|必须|要求|届时|有望|力促|限期|不得晚于"
    r"|前(?:完成|建成|实现|达到)|要(?:在|于|到|把|完成|实现)|时限|截止时间|报名"
)
_PAST = re.compile(r"已经?|了(?!解)|曾|去年|此前|当时|获评|荣获|过去|以来|获悉|据统计|同比|累计")
REACH = 60


def tense_at(flat: str, start: int, end: int) -> str:
    """``future``, ``past`` or ``""`` for the expression at ``start:end``; the nearest cue in its sentence decides.

    ``flat`` is the plain text; ``REACH`` characters on each side are looked at: the sentence before, the clause behind.
    """
    before = _STOP.split(flat[max(0, start - REACH) : start])[-1]
    after = _CLAUSE.split(flat[end : end + REACH].removeprefix(","), maxsplit=1)[0]
    nearest, found = REACH + 1, ""
    for name, pattern in (("future", _FUTURE), ("past", _PAST)):
        for match in pattern.finditer(before):
            if len(before) - match.end() < nearest:
                nearest, found = len(before) - match.end(), name
        if (ahead := pattern.search(after)) and ahead.start() + 1 < nearest:
            nearest, found = ahead.start() + 1, name
    return found
