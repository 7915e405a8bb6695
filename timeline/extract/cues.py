"""The type of a dated sentence that no trigger word reports: from words that give it away wherever they stand.

The words are ``lexicon/zh/cues.toml``. A trigger that says what was done always knows better.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from timeline.articles import Article
from timeline.extract.draft import Draft
from timeline.extract.words import alternation
from timeline.lexicon import load
from timeline.text import fold


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of one type and what silences them."""

    type: str
    words: re.Pattern[str]
    unless: re.Pattern[str] | None


@cache
def cues() -> tuple[Cue, ...]:
    """The tables of the lexicon in their order."""
    return tuple(
        Cue(
            entry["type"],
            re.compile(alternation(entry["words"])),
            re.compile(entry["unless"]) if "unless" in entry else None,
        )
        for entry in load("cues")["cue"]
    )


def type_told(text: str) -> str | None:
    """The type that folded ``text`` gives away, or None."""
    for cue in cues():
        if cue.words.search(text) and not (cue.unless and cue.unless.search(text)):
            return cue.type
    return None


_RUNNING = re.compile(
    r"(?:活动|行动|整顿|整治|攻坚|普查|会战|专项|创建)[^，,。；;]{0,12}?(?:启动|开展|开始|打响|实施|部署)以来"
)


def retyped(draft: Draft, article: Article) -> str:
    """The type of ``draft``, by its cues where it has no trigger or one that says little."""
    vague = draft.hit is None or (draft.hit.word in load("cues")["vague"] and draft.hit.form == "verb")
    counted = draft.timex is not None and draft.timex.role == "asof"
    if draft.type != "milestone" or not vague or counted or draft.rule.startswith("goal"):
        return draft.type
    row = draft.sentence
    running = (
        draft.timex is not None and draft.timex.role == "since" and _RUNNING.search(row.plain, draft.start)
    )
    if running:
        return "campaign"  # 集中整治自3月启动以来，已…
    own = type_told(row.folded[draft.start : draft.end])
    if own:
        return own
    headline = type_told(fold(article.headline)) if draft.salience == "main" else None
    return headline or draft.type
