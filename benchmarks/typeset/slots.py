"""The columns an article is set into. Heights count downwards from the top of the page."""

from __future__ import annotations

from dataclasses import dataclass

from typeset.style import Style


@dataclass
class Slot:
    """One column of an article's room."""

    x: float
    width: float
    top: float
    bottom: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def tall(self) -> float:
        """Its height."""
        return self.bottom - self.top


def columns(style: Style, first: int, count: int, top: float, bottom: float) -> list[Slot]:
    """``count`` columns of the page from column ``first`` on."""
    room = style.width - 2 * style.margin
    width = (room - style.gap * (style.columns - 1)) / style.columns
    return [
        Slot(style.margin + i * (width + style.gap), width, top, bottom) for i in range(first, first + count)
    ]


def shared(style: Style, x0: float, room: float, count: int, top: float, bottom: float) -> list[Slot]:
    """``room`` points from ``x0`` on, shared out among ``count`` columns."""
    width = (room - style.gap * (count - 1)) / count
    return [Slot(x0 + i * (width + style.gap), width, top, bottom) for i in range(count)]
