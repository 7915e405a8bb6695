"""Paragraphs → units: which run of body text goes on with the one above, and which begins another article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from timeline.articles.units import Paragraph, Unit, matches
from timeline.lexicon import load
from timeline.pages.unwrap import finished, signed_off
from timeline.text import Span, fold

_PHOTO = re.compile(r"(?:摄影|摄|攝|供图|图|图/文|文/图)[)）】\]]?$")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.](?!\d)|[①-⑩]|[■●◆◎★▲□▶>])"
    r"|第[一二三四五六七八九十]{1,2}[章节条部招]|之[一二三四五六七八九十]"
)
_DATED = re.compile(
    r"(?:\d{1,2}月\d{1,2}日|\d{1,2}日|近日|日前|昨日|昨天|今天|连日来|近期|今年以来|本周|上周|\d{4}年\d{1,2}月|截至|\d{1,2}月[上中下]旬)"
)
# Sub-heads are shorter than headlines, and stand in texts that have begun properly.
_SUBHEAD = 8
_LONG_SUBHEAD = 12
_LEAD = 50
_CAPTION = 120
_MARKS = frozenset("●◆■★▲◎○◇□☆△▶►")
_ITEMS = _MARKS | frozenset("【[※·•◈")
_COLUMN = 12
# What the name of a body that gives notice ends with.
_SIGNER = re.compile(
    r"^.{2,22}(?:局|公司|办公室|委员会|政府|馆|所|中心|站|处|院|校|学校|中学|小学|大学|厅|部|会|队|指挥部|领导小组|社|厂|委)$"
)


@dataclass(slots=True)
class Groups:
    """The units of a page in its order; ``heads[k]`` are the lines above unit ``k``, the last those at the end.

    ``furniture`` are the runs of lines that belong to no article.
    """

    units: list[Unit] = field(default_factory=list)
    heads: list[list[Paragraph]] = field(default_factory=lambda: [[]])
    furniture: list[Unit] = field(default_factory=list)


def grouped(paras: list[Paragraph]) -> Groups:
    """The units of a page and the headlines between them."""
    return _Grouping(paras).run()


class _Grouping:
    """One pass from the top of the page to its end."""

    def __init__(self, paras: list[Paragraph]) -> None:
        self.paras = paras
        self.out = Groups()
        self.pending: list[Paragraph] = []
        self.signed: list[Span] = []
        self.dateless = not any(one.opening for one in paras)
        self.furnished = -2

    @property
    def above(self) -> Unit | None:
        return self.out.units[-1] if self.out.units else None

    def run(self) -> Groups:
        for k, one in enumerate(self.paras):
            if self._opens_column(k):
                self._begin_column(k, one)
            elif self.above is not None and self._in_column(one, self.above):
                self.above.body.append(one)
            elif one.furniture:
                self._furnish(k, one)
            elif one.sign:
                self._sign(k, one)
            elif one.heading and not one.caption and not self._listed(k):
                self.pending.append(one)
            elif self.above is not None and self._continues(k, self.above):
                self.above.heads += self.pending
                self.above.body.append(one)
                self.pending = []
            elif one.caption and self._under_caption(one):
                self.out.units[-1].body.append(one)
                self.out.units[-1].kind = "caption"
            else:
                self._begin(k, one)
        self.out.heads[-1] += self.pending
        return self.out

    def _opens_column(self, k: int) -> bool:
        """Whether ``paras[k]`` is the first item below the name of a column of short news (简讯, 一句话新闻)."""
        one, name = self.paras[k], self.paras[k - 1] if k else None
        if name is None or one.text[0] not in _ITEMS or len(name.text) > _COLUMN:
            return False
        # 简 and 讯 may stand on lines of their own.
        before = self.paras[k - 2].text if k > 1 and len(name.text) == 1 and self.paras[k - 2].heading else ""
        flat = "".join(fold(before[-2:] + name.text).split())
        return (name.furniture or name.heading) and any(word in flat for word in _columns())

    def _begin_column(self, k: int, one: Paragraph) -> None:
        name = self.paras[k - 1]
        if name.furniture and self.out.furniture:
            # The name of the column is its headline, though it looks like the name of a section of the paper.
            self.out.furniture[-1].body.remove(name)
            if not self.out.furniture[-1].body:
                self.out.furniture.pop()
            self.pending.append(name)
        self._begin(k, one)
        self.out.units[-1].kind, self.out.units[-1].column = "brief", True

    def _in_column(self, one: Paragraph, above: Unit) -> bool:
        """Whether a paragraph is the next item of the column above."""
        same = one.text[0] == above.body[0].text[0]
        return above.column and same and not self.pending and not self.signed and not one.furniture

    def _under_caption(self, one: Paragraph) -> bool:
        """Whether the text above is the first paragraph of the caption whose credit stands below ``one``."""
        above = self.above
        if above is None or self.pending or self.signed or above.kind != "news" or self.out.heads[-2]:
            return False
        first = above.body[0]
        alone = len(above.body) == 1 and not above.signed and not first.opening and len(first.text) < _CAPTION
        return alone and first.span.end + 1 == one.span.start and len(one.text) < _CAPTION

    def _furnish(self, k: int, one: Paragraph) -> None:
        if self.furnished != k - 1 or not self.out.furniture:
            self.out.furniture.append(Unit("masthead"))
        self.out.furniture[-1].body.append(one)
        self.furnished = k

    def _sign(self, k: int, one: Paragraph) -> None:
        if self.above is not None and self._trails(k, one):
            self.above.signed.append(one.span)
        else:
            self.signed.append(one.span)

    def _begin(self, k: int, one: Paragraph) -> None:
        self.out.heads[-1] += self.pending
        self.out.units.append(Unit(self._kind(k), [one], [], self.signed))
        self.out.heads.append([])
        self.pending, self.signed = [], []

    def _after(self, k: int) -> Paragraph | None:
        return next((one for one in self.paras[k + 1 :] if not one.furniture), None)

    def _trails(self, k: int, one: Paragraph) -> bool:
        """Whether a reporter's line closes the text above rather than opening the one below."""
        if self.pending or self.signed or one.text[0] in load("bylines")["bullets"]:
            return False
        if one.text[0] in "（(【[" or _PHOTO.search(one.text):
            return True
        after = next((other for other in self.paras[k + 1 :] if not other.sign and not other.furniture), None)
        return after is None or after.heading or after.opening > 0 or after.caption

    def _listed(self, k: int) -> bool:
        """Whether a short line is an entry of a list, or the writer's name under a letter."""
        above = self.above
        if above is None or self.pending:
            return False
        one, before = self.paras[k], above.body[-1]
        if self._signs_notice(one, before):
            return True
        if before.fact and one.span.start == before.span.end + 1:
            return len(one.text) <= 40 and self._after(k) is not None and self._after(k).fact  # type: ignore[union-attr]
        letter = matches("salutation", above.body[0].text) and finished(before.text)
        return letter and len(one.text) <= 16 and self._after(k) is not self.paras[-1]

    def _signs_notice(self, one: Paragraph, before: Paragraph) -> bool:
        """Whether a line is the name of the body that signs the notice above it."""
        heads = self.out.heads[-2]
        close = one.span.start == before.span.end + 1 and finished(before.text)
        return close and any(_is_notice(head.text) for head in heads) and bool(_SIGNER.search(fold(one.text)))

    def _continues(self, k: int, above: Unit) -> bool:
        """Whether a body paragraph goes on with the unit above."""
        one = self.paras[k]
        if one.opening or one.caption or one.note or self.signed or above.kind == "caption" or above.column:
            return False
        if above.signed and above.signed[-1].start > above.body[-1].span.start:
            return False
        if self._talk_begins(k) and above.kind != "interview":
            return False
        if any(_is_notice(head.text) for head in self.pending):
            return False
        if self.pending and (signed_off(above.body[-1].text) or _closed_letter(above)):
            return False
        if not self.pending:
            # A column of short news: each item has its own mark, and no text stands above the first.
            return not (one.text[0] in _MARKS and above.body[0].text[0] == one.text[0])
        if above.kind == "editorial" and above.body[0].note:
            return False
        return self._subheads(one, above)

    def _subheads(self, one: Paragraph, above: Unit) -> bool:
        """Whether the short lines above ``one`` are sub-heads of the running article."""
        heads = [fold(head.text) for head in self.pending]
        if matches("salutation", one.text):
            return False
        if any(_NUMBERED.match(head) for head in heads):
            return True
        if (
            any(":" in head for head in heads)
            and all(len(head) <= 20 for head in heads)
            and not self.dateless
        ):
            return True
        longest = max(map(len, heads))
        if longest <= _SUBHEAD and len(above.text) >= _LEAD:
            return True
        if self.dateless or _DATED.match(fold(one.text)):
            return False
        return longest <= _LONG_SUBHEAD

    def _talk_begins(self, k: int) -> bool:
        after = self._after(k)
        talks = load("kinds")["talks"]
        return after is not None and after.asks and any(word in self.paras[k].text for word in talks)

    def _kind(self, k: int) -> str:
        one = self.paras[k]
        if one.caption:
            return "caption"
        if one.note:
            return "editorial"
        if one.asks or self._talk_begins(k):
            return "interview"
        return "news"


def _closed_letter(unit: Unit) -> bool:
    """Whether a letter has its writer's name below it."""
    last = unit.body[-1].text
    return matches("salutation", unit.body[0].text) and len(last) <= 16 and not finished(last)


def _columns() -> tuple[str, ...]:
    words = load("kinds")
    return (*words["briefs"], *words["columns"])


def _is_notice(text: str) -> bool:
    flat = "".join(fold(text).split()).rstrip("!")
    return flat.endswith(tuple(load("kinds")["notices"])) and len(flat) <= 40
