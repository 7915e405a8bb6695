"""Paragraphs → units: the runs of body text that belong together, and the headlines between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from timeline.pages import Page
from timeline.pages.bylines import credit, opens, signs
from timeline.pages.unwrap import finished
from timeline.text import Span, fold

_PHOTO = re.compile(r"(?:摄影|摄|攝|供图|图|图/文|文/图)[)）】\]]?$")
_CAPTION = re.compile(
    r"^(?:[▲△▼◀▶]?(?:图为|上图|下图|左图|右图|图[①-⑩一二三四五1-9]|图片为|圖為))|图为|上图为|图片为|圖為"
)
_NOTE = re.compile(
    r"^(?:[【\[]?(?:编者按|编者的话|编后语?|编者|開欄語|开栏语|开栏的话|核心提示|编前)[】\]]?)"
)
_ASK = re.compile(r"^(?:问|記者|记者|主持人|網友|网友)[:：]|^(?:Q|問)[:：]")
_ANSWER = re.compile(r"[一-鿿]{1,6}[:：].{8,}[:：]$|^[问答問][:：]")
_TALK = re.compile(r"专访|问答|对话|访谈|答记者问|專訪|接受.{0,20}采访|以下是")


@dataclass(slots=True)
class Paragraph:
    """A paragraph of ``Page.text`` with what its words say of its part."""

    span: Span
    text: str
    furniture: bool = False
    sign: bool = False
    opening: int = 0
    heading: bool = False
    caption: bool = False


@dataclass(slots=True)
class Unit:
    """The body of one article; ``signed`` are the spans of the lines that name its writers."""

    kind: str
    body: list[Paragraph] = field(default_factory=list)
    heads: list[Paragraph] = field(default_factory=list)
    signed: list[Span] = field(default_factory=list)
    marked: bool = False

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.body)


def paragraphs(page: Page) -> list[Paragraph]:
    """The paragraphs of a page, each with its part."""
    furnished = {span.start for span in page.furniture}
    out: list[Paragraph] = []
    at = 0
    for row in page.text.split("\n"):
        span = Span(at, at + len(row))
        at += len(row) + 1
        if not row:
            continue
        one = Paragraph(span, row, furniture=span.start in furnished)
        if not one.furniture:
            one.sign = signs(row)
            one.opening = 0 if one.sign else opens(row)
            one.heading = not one.sign and not one.opening and _heading(row)
        out.append(one)
    for one, after in zip(out, [*out[1:], None], strict=True):
        one.caption = _is_caption(one, after)
    return out


def _heading(text: str) -> bool:
    flat = fold(text)
    if _ANSWER.match(text) or (flat[-1] == ":" and "," in flat):
        return False
    return (
        len(flat) <= 60
        and not finished(text)
        and not any(mark in flat for mark in "。;")
        and flat[-1] not in ",、"
    )


def _is_caption(one: Paragraph, after: Paragraph | None) -> bool:
    if one.furniture or one.sign or one.opening or (one.heading and len(one.text) < 8):
        return False
    if credit(one.text) > 0:
        return len(one.text) < 300
    if after is not None and after.sign and _PHOTO.search(after.text):
        return len(one.text) < 300 and not one.heading
    return len(one.text) < 160 and _CAPTION.search(one.text) is not None and finished(one.text)


def units(paras: list[Paragraph]) -> tuple[list[Unit], list[list[Paragraph]]]:
    """The units of a page and the groups of headlines: ``groups[k]`` stands before unit ``k``, the last at the end."""
    dateless = not any(one.opening for one in paras)
    found: list[Unit] = []
    groups: list[list[Paragraph]] = [[]]
    pending: list[Paragraph] = []
    signed: list[Span] = []
    for k, one in enumerate(paras):
        before = found[-1] if found else None
        if one.furniture:
            if before is None or before.kind != "masthead":
                groups[-1] += pending
                pending = []
                found.append(Unit("masthead"))
                groups.append([])
            found[-1].body.append(one)
        elif one.sign:
            if _trails(paras, k, pending, before):
                before.signed.append(one.span)  # type: ignore[union-attr]
            else:
                signed.append(one.span)
        elif one.heading and not one.caption:
            pending.append(one)
        elif before is not None and _continues(paras, k, before, pending, signed, dateless):
            before.heads += pending
            before.body += [one]
            pending = []
        else:
            groups[-1] += pending
            pending = []
            kind = _kind(paras, k)
            found.append(Unit(kind, [one], [], signed, bool(one.opening or signed)))
            groups.append([])
            signed = []
    groups[-1] += pending
    return found, groups


def _trails(paras: list[Paragraph], k: int, pending: list[Paragraph], before: Unit | None) -> bool:
    """Whether a reporter's line closes the text above rather than opening the one below."""
    if before is None or pending or before.kind == "masthead":
        return False
    after = next((one for one in paras[k + 1 :] if not one.sign), None)
    bracketed = paras[k].text[0] in "（(【["
    photo = _PHOTO.search(paras[k].text) is not None
    return bracketed or photo or after is None or after.heading or after.opening > 0 or after.furniture


def _continues(
    paras: list[Paragraph], k: int, before: Unit, pending: list[Paragraph], signed: list[Span], dateless: bool
) -> bool:
    """Whether a body paragraph goes on with the unit above."""
    one = paras[k]
    if (
        one.opening
        or one.caption
        or signed
        or before.kind in ("masthead", "caption")
        or _NOTE.match(one.text)
    ):
        return False
    if before.signed and before.signed[-1].start > before.body[-1].span.start:
        return False
    if _talks(paras, k) and before.kind != "interview":
        return False
    if before.kind == "editorial" and pending:
        return False
    if not pending:
        return True
    return subheads(pending, one, dateless)


_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．]|[①-⑩]|[■●◆◎★▲□])"
)
_DATED = re.compile(r"^(?:\d{1,2}月\d{1,2}日|近日|日前|昨日|昨天|连日来|今年以来|\d{4}年)")


def subheads(pending: list[Paragraph], one: Paragraph, dateless: bool) -> bool:
    """Whether the short lines above ``one`` are sub-heads of the running article."""
    if any(_NUMBERED.match(head.text) for head in pending):
        return True
    if any("：" in head.text or ":" in head.text for head in pending) and all(
        len(head.text) <= 20 for head in pending
    ):
        return True
    if dateless or _DATED.match(one.text):
        return False
    return all(len(head.text) <= 12 for head in pending)


def _talks(paras: list[Paragraph], k: int) -> bool:
    after = paras[k + 1] if k + 1 < len(paras) else None
    return (
        after is not None and _ASK.match(after.text) is not None and _TALK.search(paras[k].text) is not None
    )


def _kind(paras: list[Paragraph], k: int) -> str:
    one = paras[k]
    if one.caption:
        return "caption"
    if _NOTE.match(one.text):
        return "editorial"
    if _talks(paras, k) or _ASK.match(one.text):
        return "interview"
    return "news"
