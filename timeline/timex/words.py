"""The lexicon of time as tables and as pieces of regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from timeline.dates import PartOfDay
from timeline.lexicon import load
from timeline.text import fold


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day: its neutral label, the record's name for it, its hours, the clock hours that gain 12."""

    label: str
    name: PartOfDay | None
    hours: tuple[int, int]
    pm: frozenset[int]


@dataclass(frozen=True, slots=True)
class DayWord:
    """A word for a day: counted from the issue (``shift``) or from a day named before (``anaphor``), with a part of the day."""

    shift: int | None
    anaphor: str
    part: str


@dataclass(frozen=True, slots=True)
class Festival:
    """How a named day is fixed; see ``lexicon/zh/festivals.toml``."""

    name: str
    date: tuple[int, int] | None
    lunar: tuple[int, int] | None
    term: str
    nth: tuple[int, int, int] | None
    shift: int


class _Plain(dict[int, str]):
    """A translate table that folds and simplifies a character the first time it is met."""

    def __init__(self) -> None:
        pairs = load("traditional")
        self.simple: dict[str, str] = dict(zip(pairs["traditional"], pairs["simplified"], strict=True)) | {
            "ー": "-",
            "後": "后",
            "於": "于",
        }

    def __missing__(self, code: int) -> str:
        char = fold(chr(code))
        char = self[code] = self.simple.get(char, char)
        return char


@cache
def _table() -> _Plain:
    return _Plain()


# The marks that change on nearly every page: each costs one fast replacement.
_COMMON = {mark: fold(mark) for mark in "，：；！？（）“”"}


@cache
def _rarer() -> re.Pattern[str]:
    """Every other character that folding or simplifying changes."""
    pairs = load("traditional")
    compatible = (
        chr(code) for code in (*range(0x80, 0x3000), *range(0x3000, 0x3400), *range(0xF900, 0x10000))
    )
    changed = (
        {char for char in compatible if fold(char) != char}
        | set(pairs["traditional"])
        | set("ー後於⼀") - set(_COMMON)
    )
    return re.compile(f"[{re.escape(''.join(sorted(changed - set(_COMMON))))}]")


@lru_cache(maxsize=2)
def plain(text: str) -> str:
    """``text`` folded and in simplified script, character for character. The page at hand is kept: it is asked for twice."""
    for mark, flat in _COMMON.items():
        text = text.replace(mark, flat)
    return _rarer().sub(_flattened, text)


def _flattened(match: re.Match[str]) -> str:
    return _table()[ord(match.group())]


def alternatives(words: Iterable[str]) -> str:
    """A regular expression that matches the longest of ``words``, laid out as a tree so that a miss costs little."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branches(tree)


def _branches(node: dict[str, Any]) -> str:
    ends = "" in node
    parts = [re.escape(char) + _branches(below) for char, below in sorted(node.items()) if char]
    if not parts:
        return ""
    body = parts[0] if len(parts) == 1 and not ends else f"(?:{'|'.join(parts)})"
    return f"(?:{body})?" if ends and len(parts) == 1 else body + ("?" if ends else "")


@cache
def days() -> dict[str, DayWord]:
    """Every word for a day."""
    table = load("time")
    found = {word: DayWord(row["shift"], "", "") for row in table["day"] for word in row["words"]}
    found |= {word: DayWord(None, row["kind"], "") for row in table["anaphor"] for word in row["words"]}
    for row in table["day_head"]:
        for tail, part in row["tails"].items():
            found |= {head + tail: DayWord(shift, "", part) for head, shift in row["heads"].items()}
            found |= {head + tail: DayWord(None, kind, part) for head, kind in row["anaphors"].items()}
    for odd in (
        "后早",
        "后朝",
        "前早",
        "前朝",
        "前晨",
        "后晨",
        "前夜",
        "后夜",
        "前午",
        "后午",
        "当早",
        "当朝",
        "明朝",
        "次朝",
        "翌朝",
        "寻午",
    ):
        found.pop(odd, None)
    return found


@cache
def parts() -> dict[str, Part]:
    """Every word for a part of the day."""
    return {
        word: Part(
            row["label"], row["name"] or None, (row["hours"][0], row["hours"][1]), frozenset(row["pm"])
        )
        for row in load("time")["part"]
        for word in row["words"]
    }


@cache
def part_by_label() -> dict[str, Part]:
    """The parts of the day by their label."""
    return {part.label: part for part in parts().values()}


@cache
def shifts(unit: str) -> dict[str, int]:
    """Words for a ``year`` or a ``month`` counted from the issue."""
    return {word: row["shift"] for row in load("time")[unit] for word in row["words"]}


@cache
def vague() -> dict[str, str]:
    """近日, 目前 … to PAST_REF, PRESENT_REF, FUTURE_REF."""
    return {word: row["ref"] for row in load("time")["vague"] for word in row["words"]}


@cache
def festivals() -> dict[str, Festival]:
    """Every named day."""
    found = {}
    for row in load("festivals")["festival"]:
        for word in row["words"]:
            term = word if row.get("term") == "*" else row.get("term", "")
            found[word] = Festival(
                word,
                _pair(row.get("date")),
                _pair(row.get("lunar")),
                term,
                _triple(row.get("nth")),
                row.get("shift", 0),
            )
    return found


def _pair(row: list[int] | None) -> tuple[int, int] | None:
    return (row[0], row[1]) if row else None


def _triple(row: list[int] | None) -> tuple[int, int, int] | None:
    return (row[0], row[1], row[2]) if row else None


@cache
def free_festivals() -> tuple[str, ...]:
    """Names of days that stand alone."""
    return tuple(word for row in load("festivals")["festival"] if "needs" not in row for word in row["words"])


@cache
def bound_festivals() -> tuple[str, ...]:
    """Names of days that are also everyday words, each as a pattern with what must follow it."""
    found = []
    for row in load("festivals")["festival"]:
        marks = "|".join("$" if mark == "$" else re.escape(mark) for mark in row.get("needs", ()))
        found += [f"{re.escape(word)}(?={marks})" for word in row["words"] if marks]
    return tuple(found)


@cache
def festival_pattern() -> str:
    """Every name of a day, those that are also everyday words only before what shows that the day is meant."""
    return f"(?:{alternatives(free_festivals())}|{'|'.join(bound_festivals())})"


@cache
def eras() -> dict[str, int]:
    """Era names to the year before their first."""
    return dict(load("festivals")["eras"])


@cache
def traps() -> tuple[str, ...]:
    """Literal strings that look like times and are none."""
    return tuple(plain(word) for word in load("time")["traps"]["words"])
