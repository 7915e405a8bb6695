"""The fonts of the pages: subsets of the Noto fonts to embed, or the standard Chinese font by its name."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

NOTO = {"song": "NotoSerifCJK-Regular.ttc", "hei": "NotoSansCJK-Bold.ttc"}
NOTO_FOLDER = Path("/usr/share/fonts/opentype/noto")


def noto(characters: str, folder: Path) -> dict[str, str]:
    """TrueType subsets of the Noto fonts with these characters, registered with reportlab."""
    # fontTools is needed only where the Noto fonts are installed.
    from typeset.truetype import truetype

    names: dict[str, str] = {}
    for role, file in NOTO.items():
        target = folder / f"{role}.ttf"
        truetype(NOTO_FOLDER / file, characters, target)
        registerFont(TTFont(f"Noto-{role}", str(target)))
        names[role] = f"Noto-{role}"
    return {**names, "kai": names["song"]}


def standard() -> dict[str, str]:
    """The one Simplified Chinese font every PDF reader is to have; nothing is embedded."""
    registerFont(UnicodeCIDFont("STSong-Light"))
    return dict.fromkeys((*NOTO, "kai"), "STSong-Light")
