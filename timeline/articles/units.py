"""The paragraphs of a page, each with the part its words give it; units: the bodies that become articles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from timeline.lexicon import load
from timeline.pages import Page
from timeline.pages.bylines import credit, either, opens, signs
from timeline.pages.unwrap import finished
from timeline.text import Span, fold

_PHOTO = re.compile(r"(?:摄影|摄|攝|供图|图|图/文|文/图)[)）】\]]?$")
_DATE_ALONE = re.compile(
    r"(?:\d{4}|[二一][〇零○九八二一三四五六七]{3})年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日"
)
_LONGEST = 60


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
    note: bool = False
    asks: bool = False
    fact: bool = False


@dataclass(slots=True)
class Unit:
    """The body of one article; ``signed`` are the spans of the lines that name its writers.

    ``column`` tells that its paragraphs are items of short news under one name, each with its own mark.
    """

    kind: str
    body: list[Paragraph] = field(default_factory=list)
    heads: list[Paragraph] = field(default_factory=list)
    signed: list[Span] = field(default_factory=list)
    column: bool = False

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.body)


@cache
def _words() -> dict[str, re.Pattern[str]]:
    kinds = load("kinds")
    return {
        "note": re.compile(rf"[【\[(■□●◆]?(?:{either(kinds['notes'])})(?![一-鿿]{{0,3}}(?:部|室|记者))"),
        "picture": re.compile(either(kinds["pictures"])),
        "speaker": re.compile(rf"(?:{either(kinds['speakers'])}):|[一-鿿]{{2,4}}(?:\([^()]{{1,12}}\))?:"),
        "question": re.compile(r"(?:问|問|记者|記者|主持人|网友|Q):"),
        "fact": re.compile(
            rf"(?:[一二三四五六七八九十]{{1,2}}、)?(?:{either(kinds['facts'])})(?:及[一-鿿]{{2,4}})?:"
        ),
        "salutation": re.compile(rf"(?:{either(kinds['salutations'])})[^,。;]{{0,50}}:$"),
    }


def matches(name: str, text: str) -> bool:
    """Whether folded ``text`` begins with one of the words of ``name``."""
    return _words()[name].match(fold(text)) is not None


def paragraphs(page: Page) -> list[Paragraph]:
    """The paragraphs of a page, each with its part."""
    furnished = {span.start for span in page.furniture}
    out: list[Paragraph] = []
    at = 0
    for row in page.text.split("\n"):
        span = Span(at, at + len(row))
        at += len(row) + 1
        if row:
            out.append(_paragraph(row, span, span.start in furnished))
    _look_around(out)
    return out


def _paragraph(row: str, span: Span, furniture: bool) -> Paragraph:
    one = Paragraph(span, row, furniture=furniture)
    if furniture:
        return one
    one.sign = signs(row)
    if one.sign:
        return one
    one.opening = opens(row)
    one.note = matches("note", row)
    one.asks = matches("question", row)
    one.fact = matches("fact", row)
    one.heading = not (one.opening or one.note or one.asks or one.fact) and _heading(row)
    return one


def _heading(text: str) -> bool:
    flat = fold(text)
    if len(flat) > _LONGEST or flat[-1] in ",、" or any(mark in flat for mark in "。;"):
        return False
    if matches("salutation", text) or (
        flat[-1] == ":" and ("," in flat or re.match(r"[一-鿿]{1,6}:.{8,}", flat))
    ):
        return False
    if finished(text):
        # A cry or a question may be a headline; a sentence that ends so is mostly longer.
        return flat[-1] in "!?" and len(flat) <= 28 and "," not in flat[:-1] and flat[0] not in "\"'"
    return True


def _look_around(paras: list[Paragraph]) -> None:
    """What only the neighbours tell: captions above their credit, the place and day under a notice."""
    for k, one in enumerate(paras):
        after = paras[k + 1] if k + 1 < len(paras) else None
        one.caption = _is_caption(one, after)
        if _DATE_ALONE.fullmatch(fold(one.text)) and k and _closes_notice(paras, k):
            one.furniture = one.heading = False
    for k, one in enumerate(paras):
        if one.heading and one.text[-1] in "!！?？" and not _headed(paras, k):
            one.heading = False


def _headed(paras: list[Paragraph], k: int) -> bool:
    """Whether a line that cries or asks stands where a headline does."""
    above = paras[k - 1] if k else None
    below = paras[k + 1] if k + 1 < len(paras) else None
    beside = above is None or above.heading or above.furniture or above.sign or finished(above.text)
    return (
        beside and below is not None and (below.heading or below.sign or below.opening > 0 or above is None)
    )


def _closes_notice(paras: list[Paragraph], k: int) -> bool:
    """Whether a date alone stands under the body of a notice; then the names above it belong there too."""
    up = k - 1
    while up >= 0 and k - up <= 3 and paras[up].heading and len(paras[up].text) <= 24:
        up -= 1
    if (
        up < 0
        or paras[up].heading
        or paras[up].furniture
        or (up == k - 1 and not finished(paras[up].text) and not paras[up].fact)
    ):
        return False
    for one in paras[up + 1 : k]:
        one.heading = False
    return True


def _is_caption(one: Paragraph, after: Paragraph | None) -> bool:
    if one.furniture or one.sign or one.opening or one.fact or (one.heading and len(one.text) < 8):
        return False
    if credit(one.text) > 0:
        return len(one.text) < 300
    if after is not None and after.sign and _PHOTO.search(after.text):
        return len(one.text) < 300 and not one.heading
    return (
        len(one.text) < 160 and finished(one.text) and _words()["picture"].search(fold(one.text)) is not None
    )
