"""Runs of Han characters that are names of writers, and where one name ends and the next begins."""

from __future__ import annotations

from functools import cache

from timeline.lexicon import lines


@cache
def _tables() -> tuple[frozenset[str], tuple[str, ...], frozenset[str], frozenset[str]]:
    rows = {key.strip(): value.strip() for key, value in (line.split("=", 1) for line in lines("surnames"))}
    single = frozenset(rows["single"].replace(" ", "")) | _TRADITIONAL
    return (
        single,
        tuple(rows["double"].split()),
        frozenset(rows.get("weak", "")),
        frozenset(rows["syllables"]),
    )


_TRADITIONAL = frozenset("張劉陳楊黃趙吳孫馬許鄭謝韓馮鄧蕭葉蘇呂盧鍾譚陸賈鄒閻龍賀顧龔湯賴嚴")


def family(name: str, firm: bool = False) -> bool:
    """Whether ``name`` begins with a family name; with ``firm`` one that hardly ever begins another word."""
    single, double, weak, _ = _tables()
    return name[:2] in double or (name[:1] in single and not (firm and name[:1] in weak))


def foreign(name: str) -> bool:
    """Whether ``name`` is made of the syllables of names without a family name: 斯琴高娃, 次仁罗布."""
    return len(name) >= 2 and all(char in _tables()[3] for char in name)


def parted(run: str) -> list[str] | None:
    """The names in a run of Han characters without blanks; ``None`` if it cannot be names alone."""
    if "·" in run:
        return [run] if 3 <= len(run) <= 20 else None
    if len(run) < 2:
        return None
    if foreign(run) and 3 <= len(run) <= 6:
        return [run]
    if len(run) <= 3:
        return [run]
    _, double, _, _ = _tables()
    if len(run) == 4 and (run.startswith(double) or not (family(run) and family(run[2:]))):
        return [run]
    return _cut(run)


def _cut(run: str) -> list[str] | None:
    """Family names two or three characters apart, the longer names first."""
    if not run:
        return []
    if len(run) < 2 or not family(run):
        return None
    for length in (3, 2, 4):
        if length <= len(run) and (length < 4 or run.startswith(_tables()[1])):
            rest = _cut(run[length:])
            if rest is not None:
                return [run[:length], *rest]
    return None
