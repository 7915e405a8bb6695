"""The data files of words: where they lie and how they are loaded."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The tables of ``lexicon/zh/<name>.toml``, read once a process. Treat the result as read-only."""
    return tomllib.loads(files(__package__).joinpath("zh", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def lines(name: str) -> tuple[str, ...]:
    """The entries of ``lexicon/zh/<name>.txt``, one a line; blank lines and ``#`` comments are skipped."""
    text = files(__package__).joinpath("zh", f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
