"""The make-up of a page: its head, its bands of articles, its foot."""

from __future__ import annotations

from typeset.bands import set_band
from typeset.paper import Paper

HEAD, FOOT = 40.0, 50  # from the edges of the page


def compose(paper: Paper) -> None:
    """Set the whole page."""
    style = paper.style
    top = _set_masthead(paper)
    floor = style.height - FOOT
    bands = 3 if style.height < 1300 else paper.rng.choice((3, 4))
    shares = [paper.rng.uniform(0.8, 1.3) for _ in range(bands)]
    gap = style.row * 1.5
    for k, share in enumerate(shares):
        last = k == len(shares) - 1
        bottom = floor if last else top + (floor - top) * share / sum(shares[k:])
        set_band(paper, top, bottom - (0 if last else gap))
        if not last and paper.chance(style.ruled):
            paper.sheet.rule(style.margin, bottom - gap * 0.5, style.width - style.margin, bottom - gap * 0.5)
        top = bottom
    if style.foot:
        _set_foot(paper)


def _set_masthead(paper: Paper) -> float:
    """Set the head of the page; returns where the articles may begin."""
    style, name = paper.style, paper.world.paper
    entry = paper.entry("masthead", name)
    day, credit = paper.writer.dateline(), paper.writer.credit()
    lines: tuple[str, ...]
    if style.masthead == "left":
        _name_at_left(paper, name, day, credit)
        lines = (name, day, credit, "第02版 综合")
    else:
        _section_at_left(paper, day, credit)
        lines = ("3 要闻", day, credit)
    for line in lines:
        entry.add("mast", line)
    paper.sheet.rule(style.margin, HEAD + 32, style.width - style.margin, HEAD + 32, 1.5)
    return HEAD + 48


def _name_at_left(paper: Paper, name: str, day: str, credit: str) -> None:
    """The paper's name, large, before two small lines; the section at the right."""
    style, sheet = paper.style, paper.sheet
    sheet.put(name, style.margin, HEAD + 20, "kai", 24)
    sheet.put(day, style.margin + 160, HEAD + 8, "song", 10)
    sheet.put(credit, style.margin + 160, HEAD + 24, "song", 8)
    sheet.put("第02版 综合", style.width - style.margin - 80, HEAD + 14, "hei", 12)


def _section_at_left(paper: Paper, day: str, credit: str) -> None:
    """The section, and one line at the right; the paper is not named."""
    style, sheet = paper.style, paper.sheet
    sheet.put("3 要闻", style.margin, HEAD + 18, "hei", 16)
    sheet.put(day, style.width - style.margin - 330, HEAD + 18, "song", 9)
    size = 9 if style.width > 900 else 8
    sheet.put(credit, style.width - style.margin - 210, HEAD + 18, "song", size)


def _set_foot(paper: Paper) -> None:
    """The number of the page, or the address of the paper, at its foot."""
    text = paper.rng.choice(("· 3 ·", "第3版", f"{paper.world.paper}社出版"))
    paper.truth[0].add("mast", text)
    paper.sheet.put(text, paper.style.width / 2 - 20, paper.style.height - 24, "song", 8)
