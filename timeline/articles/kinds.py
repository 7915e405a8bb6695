"""The kind of an article, once its headline is known: a notice, an opinion and short news show there."""

from __future__ import annotations

import re

from timeline.articles.units import Unit
from timeline.lexicon import load
from timeline.text import fold

_SHORT = 120
_ASKED = re.compile(r"(?:^|\n)(?:问|問|记者|記者|主持人|Q)[:：]")


def kind_of(unit: Unit, headline: str, writers: tuple[str, ...], signed: str, rubric: str) -> str:
    """The kind of ``unit``; ``signed`` is its reporters' lines, ``rubric`` the section name above it."""
    words = load("kinds")
    if unit.kind != "news":
        return unit.kind
    text = unit.text
    if len(_ASKED.findall(text)) >= 2:
        return "interview"
    head = "".join(fold(headline).split())
    if head.endswith(tuple(words["notices"])) or (unit.body[0].fact and len(text) < 3 * _SHORT):
        return "brief"
    if "评论员" in signed or head.startswith(tuple(words["opinions"])) or rubric in words["opinions"]:
        return "editorial"
    if unit.body[0].text[0] in "●◆■★▲◎○◇□☆△▶►" and len(text) <= _SHORT and not headline:
        return "brief"
    if any(word in rubric for word in words["briefs"]) and len(text) < 2 * _SHORT:
        return "brief"
    if len(unit.body) <= 2 and len(text) <= _SHORT and not writers and unit.body[0].opening:
        return "brief"
    return "news"
