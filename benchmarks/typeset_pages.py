"""Typeset newspaper pages with known articles, to develop and to judge the layout on.

    python benchmarks/typeset_pages.py tests/pdf           # writes d01… (to develop on) and k01… (kept apart)
    python benchmarks/typeset_pages.py FOLDER SEED         # twenty fresh pages x01… for one look

Each page is a PDF and a ``.truth.json``: its articles with the printed lines of each (``first``: a paragraph begins). The pages differ in size,
columns, type size, gutters, frames, headlines (over, beside, between the columns), L-shaped articles, pictures,
briefs and notices; the content stream is in article order, runs across the columns, or is shuffled. Needs reportlab;
some pages embed a subset of Noto fonts (OFL) made with fontTools, the others name a standard Chinese font.
"""

from __future__ import annotations

import inspect
import random
import sys
import tempfile
from pathlib import Path

from typeset import sentences, stories, worlds, writer
from typeset.fonts import NOTO_FOLDER, noto, standard
from typeset.makeup import compose
from typeset.paper import Paper
from typeset.pdf import write_pdf
from typeset.style import style_of
from typeset.truth import write_truth
from typeset.worlds import KEPT_WORLDS, OPEN_WORLDS, World

MASTHEADS = "□·社出本报记者摄星期一二三四五六日年月第版综合要闻责任编辑校对式"
# Listed rather than taken from the words: a subset, and so every byte of a PDF, must not hang on how the code is worded.
LATIN = " \"#%'()+,-.0123456789:;=>@ABCDEFHIKLMNOPRSTUW[]_abcdefghijklmnoprstuvwxyz{}"


def make(folder: Path, prefix: str, places: tuple[World, ...], count: int, seed: int) -> None:
    """``count`` pages; three in four embed their fonts."""
    with tempfile.TemporaryDirectory() as scratch:
        embedded = noto(_characters(), Path(scratch)) if NOTO_FOLDER.exists() else None
        plain = standard()
        for number in range(1, count + 1):
            rng = random.Random(seed * 1000 + number)
            fonts = plain if embedded is None or number % 4 == 0 else embedded
            paper = Paper(style_of(rng, fonts, number), places[number % len(places)], rng)
            compose(paper)
            target = folder / f"{prefix}{number:02}"
            write_pdf(target, paper)
            write_truth(target, paper.style, paper.truth)


def _characters() -> str:
    """Every character a page may print, in order: of the head of the page, of the modules with its words, Latin ones."""
    sources = (inspect.getsource(module) for module in (worlds, stories, sentences, writer))
    chinese = {char for source in sources for char in source if not char.isascii()}
    return "".join(sorted(chinese.union(MASTHEADS, LATIN)))


def main(folder: str = "tests/pdf", extra: str = "") -> None:
    """The pages of the tests, or fresh ones when a seed is given."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    if extra:
        make(target, "x", OPEN_WORLDS, 20, int(extra))
        return
    make(target, "d", OPEN_WORLDS, 8, 41)
    make(target, "k", KEPT_WORLDS, 8, 97)


if __name__ == "__main__":
    main(*sys.argv[1:3])
