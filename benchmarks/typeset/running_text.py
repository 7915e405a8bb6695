"""The running text of an article: paragraphs, reporters' lines and subheads, as far as the columns hold them."""

from __future__ import annotations

from typeset.lines import Row, broken
from typeset.paper import Paper
from typeset.sentences import SUBHEADS

PATIENCE = 12  # paragraphs that do not fit before the rest is left empty


def running_text(
    paper: Paper, opening: str, width: float, capacity: int, kind: str, size: float
) -> list[Row]:
    """At most ``capacity`` lines of ``width`` points that begin with ``opening``."""
    lines = broken(paper.style, opening, width, size)
    if kind == "notice":
        return lines[:capacity]
    news = kind == "news"
    if news and not opening.startswith("本报讯") and paper.chance(0.5):
        name = f"□ 本报记者 {paper.rng.choice(paper.world.reporters)}"
        lines.insert(0, _centred(paper, name, width, "kai", size))
    clipped = news and paper.chance(0.25)  # goes on elsewhere, stops in mid-sentence
    subheads = capacity > 50 and news and paper.chance(0.5)
    _continue(paper, lines, width, capacity, size, clipped, subheads)
    if news and not clipped and len(lines) < capacity and paper.chance(0.3):
        name = f"（{paper.rng.choice(paper.world.reporters)}）"
        lines.append(Row(name, width - paper.style.width_of(name, "song", size), 0.0))
    return lines[:capacity]


def _continue(
    paper: Paper, lines: list[Row], width: float, capacity: int, size: float, clipped: bool, subheads: bool
) -> None:
    """Add paragraphs, shorter ones when long ones do not fit, and now and then a subhead before one."""
    scale = paper.rng.choice((1.0, 1.1, 1.2))
    misses = 0
    while misses < PATIENCE and len(lines) < capacity:
        most = 4 if misses < PATIENCE // 2 else 1
        more = broken(paper.style, paper.writer.paragraph(most), width, size)
        if len(lines) + len(more) > capacity and not clipped:
            misses += 1
            continue
        if subheads and len(lines) > 14 and paper.chance(0.2) and len(lines) + len(more) + 1 < capacity:
            lines.append(_centred(paper, paper.rng.choice(SUBHEADS), width, "hei", size, scale))
        lines += more


def _centred(paper: Paper, text: str, width: float, font: str, size: float, scale: float = 1.0) -> Row:
    left = max(0.0, (width - paper.style.width_of(text, font, size * scale)) / 2)
    return Row(text, left, 0.0, font, scale)
