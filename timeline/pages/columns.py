"""Torn columns: lines of two or more columns that alternate in a text are put back, column by column.

The stream of lines is read as several columns growing at once. For each line the search keeps the best
ways of saying which open column it goes on with (a beam over the last lines of the open columns, the
evidence being :mod:`timeline.pages.joints`); a regular turn from column to column is likelier than a
jump. The columns so found are cut where they may have been read together wrongly, and each piece looks
for the piece that follows it. Text whose lines follow one another as they stand is left as it is.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from timeline.pages.beam import share_out
from timeline.pages.bylines import signs
from timeline.pages.joints import Joints, flat, han
from timeline.pages.lines import Line
from timeline.pages.order import reading_order
from timeline.pages.rows import across, cut_at, fragments, halves, rowed
from timeline.pages.strays import Untangled, called_back
from timeline.pages.unwrap import finished

# Joints that must be there to be judged at all, and to be changed; joints of a row of two columns.
_FEWEST, _FEWEST_ROWS = 8, 4
# What the new joints must be better than those they replace, in nats a joint. Pages torn on purpose gain 3 and more,
# ordinary ones make no new joint.
_GAIN, _GAIN_ROWS = 2.0, 0.3
# Widths of the printed lines of a column, in characters.
_NARROWEST, _WIDEST = 5.0, 45.0
# Joints looked at together, in the quick look and with the word list; lines around a torn stretch; lines of a page.
_LOOK, _SPAN, _AROUND, _PAGE = 14, 10, 60, 800
_INNER = frozenset(",，。;；")
# Where rows hold paragraphs most lines stand right already: what staying in a column is worth there.
_STAY = 0.5


def untangle(lines: list[Line]) -> Untangled:
    """``lines`` with torn columns put in order, or as they stand if they are ordinary text."""
    if rowed(lines):
        if not across(lines):
            return _by_regions(lines)
        if found := _stream([replace(line, fresh=False) for line in fragments(lines)]):
            return found
    if found := _side_by_side(lines):
        return found
    return _stream(lines) or Untangled(lines, [False] * len(lines))


def _side_by_side(lines: list[Line]) -> Untangled | None:
    """Two columns that stand side by side for some lines: first the left one, then the right one."""
    runs = halves(lines)
    if not runs:
        return None
    out: list[Line] = []
    at, moved = 0, False
    for start, end, cuts in runs:
        out += lines[at:start]
        pairs = [cut_at(line, cut) for line, cut in zip(lines[start:end], cuts, strict=True)]
        rows = [half for pair in pairs for half in pair]
        order = [*range(0, len(rows), 2), *range(1, len(rows), 2)]
        around = [*lines[max(0, start - 40) : start], *rows, *lines[end : end + 40]]
        joints = Joints([flat(line.chars) for line in around]).part(
            min(start, 40), min(start, 40) + len(rows)
        )
        # The shape says most already: the words must only not contradict it.
        if _better(order, joints, _FEWEST_ROWS, _GAIN_ROWS):
            out += [rows[i] for i in order]
            moved = True
        else:
            out += lines[start:end]
        at = end
    return Untangled([*out, *lines[at:]], [False] * (len(out) + len(lines) - at), True) if moved else None


def _stream(lines: list[Line]) -> Untangled | None:
    """One stream of lines put in order, page by page; ``None`` if it is in order as far as one can see."""
    parts = [lines[start : start + _PAGE] for start in range(0, len(lines), _PAGE)]
    found = [_stretches(part) for part in parts]
    if not any(found):
        return None
    out = Untangled([], [], True)
    for part, one in zip(parts, found, strict=True):
        out.lines += one.lines if one else part
        out.doubtful += one.doubtful if one else [False] * len(part)
    return out


def _stretches(lines: list[Line]) -> Untangled | None:
    """The torn stretches of a page put in order, the rest as it stands."""
    if not suspicious(lines):
        return None
    joints = Joints([flat(line.chars) for line in lines])
    out = Untangled([], [])
    at = 0
    for start, end in _torn(lines, joints):
        part = joints.part(start, end)
        order, doubtful = reading_order(share_out(lines[start:end], part), part, lines[start:end])
        if _better(order, part):
            out.lines += [*lines[at:start], *(lines[start + i] for i in order)]
            out.doubtful += [*([False] * (start - at)), *doubtful]
            out.moved, at = True, end
    out.lines += lines[at:]
    out.doubtful += [False] * (len(lines) - at)
    return out if out.moved else None


def _better(order: list[int], joints: Joints, fewest: int = _FEWEST, least: float = _GAIN) -> bool:
    """Whether the joints that ``order`` makes are far better than those it breaks."""
    made = [(a, b) for a, b in pairwise(order) if b != a + 1]
    kept = set(pairwise(order))
    lost = [(a, a + 1) for a in range(len(order) - 1) if (a, a + 1) not in kept]
    if len(made) < fewest:
        return False
    gain = sum(joints.score(a, b) for a, b in made) - sum(joints.score(a, b) for a, b in lost)
    return gain / len(made) > least


def _by_regions(lines: list[Line]) -> Untangled:
    """Rows of several printed lines each: put in order between one headline and the next."""
    rows = fragments(lines)
    joints = Joints([flat(line.chars) for line in rows], [line.body for line in rows])
    out = Untangled([], [], True)
    start = 0
    for end in _borders(rows):
        if rows[start].body and start + 1 < end and rows[start + 1].title:
            lone = next((k for k in range(start + 1, end) if not rows[k].title), end)
            rows[start:lone] = [*rows[start + 1 : lone], rows[start]]
            joints = Joints([flat(line.chars) for line in rows], [line.body for line in rows])
        titles = next((k for k in range(start, end) if not rows[k].title), end)
        out.lines += rows[start:titles]
        out.doubtful += [False] * (titles - start)
        if titles < end:
            part = joints.part(titles, end)
            # In such files most lines stand right already.
            part.stay = _STAY
            part.terminal = _terminal(rows[titles:end])
            order, doubtful = reading_order(share_out(rows[titles:end], part), part, rows[titles:end])
            out.lines += [rows[titles + i] for i in order]
            out.doubtful += doubtful
        start = end
    return called_back(out)


def _borders(rows: list[Line]) -> list[int]:
    """Where a region ends: before a headline, before and after a row that holds a photographer's line, at the end."""
    out: set[int] = {len(rows)}
    row = 0
    for i in range(1, len(rows)):
        if rows[i].title and not rows[i - 1].title:
            # A single unfinished line right above a headline ends nothing: it belongs below.
            above = rows[i - 1]
            open_ended = not finished(above.chars) and not _INNER.isdisjoint(above.chars)
            lone = above.body and above.fresh and open_ended and i > 1 and finished(rows[i - 2].chars)
            out.add(i - 1 if lone else i)
        if rows[i].fresh or rows[i].title:
            row = i
        if signs(rows[i].chars):
            out |= {row, i + 1}
    return sorted(out - {0})


def _terminal(lines: list[Line]) -> int:
    """The line an article between two headlines ends with: the last one that stops short of its column, −1 if none."""
    usual = sorted(line.width for line in lines)[len(lines) // 2]
    last = len(lines) - 1
    for i in range(last, max(-1, last - 14), -1):
        if finished(lines[i].chars) and (i == last or lines[i].width < usual - 1.5):
            return i
    return -1


def _open(a: Line, b: Line) -> bool:
    """Whether the joint of two lines can tell anything: both printed lines of a column, Han on both sides."""
    widths = min(a.width, b.width), max(a.width, b.width)
    return widths[0] >= _NARROWEST and widths[1] <= _WIDEST and han(a.chars[-1]) and han(b.chars[0])


def suspicious(lines: list[Line]) -> bool:
    """A quick look, without a word list: do the pairs of characters across line ends occur within lines?"""
    texts = [line.chars for line in lines]
    if 2 * len(set(texts)) < len(texts):
        # The same line over and over tells nothing, and no page is like that.
        return False
    inner: set[str] = set()
    for text in texts:
        inner.update(map(str.__add__, text, text[1:]))
    hits = [a.chars[-1] + b.chars[0] in inner for a, b in pairwise(lines) if _open(a, b)]
    if len(hits) < _FEWEST:
        return False
    runs = [sum(hits[i : i + _LOOK]) for i in range(max(1, len(hits) - _LOOK + 1))]
    return sum(hits) < 0.2 * len(hits) or min(runs) <= 1


def _torn(lines: list[Line], joints: Joints) -> list[tuple[int, int]]:
    """The stretches of a page where the lines do not go on as they stand, with some lines around them."""
    at = [i for i in range(len(lines) - 1) if _open(lines[i], lines[i + 1])]
    scores = [joints.score(i, i + 1) for i in at]
    if len(scores) < _FEWEST:
        return []
    span = min(_SPAN, len(scores))
    found: list[tuple[int, int]] = []
    for k in range(len(scores) - span + 1):
        if sum(scores[k : k + span]) >= 0.0:
            continue
        start, end = max(0, at[k] - _AROUND), min(len(lines), at[k + span - 1] + _AROUND)
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
