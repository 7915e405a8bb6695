"""How things look: coloured and aligned in a terminal, plain and stable when piped.

Text is written as segments, a string or ``(string, style)``. Piped output never loads rich.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from rich.console import Console

Segment = str | tuple[str, str]

TYPE_STYLES = {
    "meeting": "blue", "inspection": "cyan", "campaign": "green", "study": "magenta",
    "contest": "yellow", "ceremony": "red", "milestone": "bright_green", "deadline": "bright_red",
}  # fmt: skip


class Column(NamedTuple):
    """A column of a table; ``wide`` is the terminal width from which it is shown, ``firm`` ones are never cut."""

    name: str
    style: str = ""
    right: bool = False
    wide: int = 0
    fold: bool = False
    firm: bool = False


def in_terminal(stream: Any = None) -> bool:
    """Whether ``stream`` (stdout) is read by a person."""
    stream = stream or sys.stdout
    return bool(stream.isatty()) and os.environ.get("TERM") != "dumb"


@functools.lru_cache(maxsize=2)
def terminal(stderr: bool = False) -> Console:
    """The rich console of stdout or stderr."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, emoji=False, markup=False)


def write(*segments: Segment, indent: int = 0, hang: int = 0) -> None:
    """One line; in a terminal it wraps under its own first character, ``hang`` columns to the right of it."""
    if not in_terminal():
        print(" " * indent + plain(segments))
        return
    from rich.text import Text

    screen = terminal()
    room = max(screen.width - indent - hang, 20)
    for number, line in enumerate(Text.assemble(*segments).wrap(screen, room, overflow="fold")):
        screen.print(Text(" " * (indent + (hang if number else 0))) + line, soft_wrap=True)


def entry(label: str, *segments: Segment, indent: int = 0, width: int = 8) -> None:
    """A line under a dim ``label``; in a terminal it wraps in the column beside the label, ``width`` to the right."""
    if not in_terminal():
        print(f"{' ' * indent}{label:<{width}}{plain(segments)}")
        return
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=0)
    grid.add_column(width=width, style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(label, Text.assemble(*segments))
    terminal().print(Padding.indent(grid, indent))


def plain(segments: Iterable[Segment]) -> str:
    """The words of segments without their styles."""
    return "".join(part if isinstance(part, str) else part[0] for part in segments)


def table(columns: Sequence[Column], rows: Iterable[Sequence[Segment]], indent: int = 0) -> None:
    """An aligned table in a terminal; tab-separated values without a heading when piped."""
    if not in_terminal():
        for row in rows:
            print("\t".join(_cell(cell) for cell in row))
        return
    from rich.cells import cell_len
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    screen = terminal()
    shown = [n for n, column in enumerate(columns) if screen.width >= column.wide]
    kept = [[Text.assemble(row[n]) for n in shown] for row in rows]
    natural = [
        max([cell_len(columns[n].name), *(row[k].cell_len for row in kept)]) for k, n in enumerate(shown)
    ]
    firm = [columns[n].firm for n in shown]
    widths = fitted(natural, firm, screen.width - indent - 2 * (len(shown) - 1))
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for n, width in zip(shown, widths, strict=True):
        column = columns[n]
        grid.add_column(
            column.name,
            style=column.style or None,
            justify="right" if column.right else "left",
            width=width,
            no_wrap=not column.fold,
            overflow="fold" if column.fold else "ellipsis",
        )
    for cells in kept:
        grid.add_row(*cells)
    screen.print(Padding.indent(grid, indent) if indent else grid)


def fitted(natural: Sequence[int], firm: Sequence[bool], room: int) -> list[int]:
    """Column widths that sum to ``room`` at most: the widest columns that are not ``firm`` give way first."""
    widths = list(natural)
    while sum(widths) > room:
        loose = [k for k in range(len(widths)) if not firm[k] and widths[k] > 4]
        if not loose:
            break
        widths[max(loose, key=lambda k: widths[k])] -= 1
    return widths


def _cell(cell: Segment) -> str:
    return " ".join((cell if isinstance(cell, str) else cell[0]).split())


def complain(message: str) -> None:
    """One line on stderr."""
    line = "timeline: " + " ".join(message.split())
    if in_terminal(sys.stderr):
        terminal(stderr=True).print(line, style="red", soft_wrap=True)
    else:
        print(line, file=sys.stderr)


def note(message: str) -> None:
    """A line of progress on stderr, so that stdout holds only what was asked for."""
    if in_terminal(sys.stderr):
        terminal(stderr=True).print(message, style="dim", soft_wrap=True)
    else:
        print(message, file=sys.stderr)


def count(number: int, noun: str) -> str:
    """``1 page``, ``3 pages``, ``2 entries``."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("y") else f"{number} {noun}s"
