"""Web page → :class:`timeline.pages.Page`: main text, title, byline and day of publication.

Trafilatura (Apache-2.0) does this: of the kept-up extractors it finds the main text most reliably, and it knows the
places where pages state their date and author. It brings lxml and half a dozen other packages, some 30 MB that
most users never need: hence the extra ``html``. What it gives is found again in the markup, so that each
character of the text still points into the file.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from timeline.errors import MissingExtra, UnreadableFile
from timeline.pages import Block, Page
from timeline.pages.encoding import decode
from timeline.pages.furniture import furniture
from timeline.pages.lines import latin
from timeline.pages.markup import declared, visible
from timeline.text import Span

MAX_HTML = 8_000_000  # bytes
MAX_TAGS = 200_000
_STATED = re.compile(
    r"(?:发布时间|发布日期|發佈時間|发表时间|刊发日期|日期|时间)[:：]?"
    r"((?:19|20)\d\d)[-年/.](\d{1,2})[-月/.](\d{1,2})"
)

_AUTHOR = re.compile(r"作者[:：]([一-鿿·]{2,4})(?![一-鿿·])")


def read_html(content: bytes, name: str) -> Page:
    """The article of a web page as one group of blocks: title, then paragraphs.

    ``metadata`` has ``published`` (ISO date), ``title``, ``author`` and ``language`` where the page states
    them. ``source`` is the markup as decoded. Raises :class:`timeline.errors.MissingExtra` without the extra
    ``html``, :class:`timeline.errors.UnreadableFile` for a page without text, or one too large.
    """
    if len(content) > MAX_HTML:
        raise UnreadableFile(name, f"web page too large: {len(content):,} bytes (at most {MAX_HTML:,})")
    source = _decoded(content, name)
    if source.count("<") > MAX_TAGS:
        raise UnreadableFile(name, f"web page too large: more than {MAX_TAGS:,} tags")
    shown, at = visible(source)
    if not shown:
        raise UnreadableFile(name, "a web page without text (scripts or pictures only)")
    document = _extracted(source, name)
    rows = [row for row in (_row(line) for line in (document.text or "").split("\n")) if row]
    if not rows:
        raise UnreadableFile(name, "a web page without a main text")
    title = _row(document.title or "")
    if title and rows[0] != title:
        rows.insert(0, title)
    imprint = [row for row in rows if len(row) < 80 and _is_imprint(row)]
    rows = imprint + [row for row in rows if row not in imprint]
    text, origin, blocks = _written(rows, len(imprint), bool(title), shown, at)
    furnished = tuple(block.span for block in blocks if block.role == "furniture")
    metadata = _metadata(document, title, source, shown, rows)
    return Page(name, text, source, origin, furniture=furnished, blocks=blocks, metadata=metadata)


def _decoded(content: bytes, name: str) -> str:
    """The markup by the encoding it declares, else by the one that fits."""
    encoding = declared(content)
    if encoding:
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(content, name)


def _extracted(source: str, name: str) -> Any:
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise MissingExtra(name, "a web page; reading it needs: pip install 'timeline[html]'") from error
    dates = {"extensive_search": False, "original_date": True, "max_date": f"{dt.date.max.year}-12-31"}
    found = bare_extraction(
        source, include_comments=False, include_tables=True, with_metadata=True, date_extraction_params=dates
    )
    if found is None:
        raise UnreadableFile(name, "a web page without a main text")
    return found


def _row(line: str) -> str:
    """A paragraph without blanks, save those between two Latin words."""
    words = line.split()
    out = "".join(words[:1])
    for word in words[1:]:
        out += (" " if latin(out[-1]) and latin(word[0]) else "") + word
    return out


def _written(
    rows: list[str], imprint: int, titled: bool, shown: str, at: list[int]
) -> tuple[str, tuple[int, ...], tuple[Block, ...]]:
    """The text, the place of each of its characters in the markup, and its blocks; the imprint comes first."""
    origin: list[int] = []
    blocks: list[Block] = []
    cursor = 0
    for k, row in enumerate(rows):
        if k:
            origin.append(-1)
        start = len(origin)
        bare = row.replace(" ", "")
        found = shown.find(bare, cursor)
        if found < 0:
            found = shown.find(bare)
        elif k > imprint or not titled:
            cursor = found + len(bare)
        i = found
        for char in row:
            if char == " " or found < 0:
                origin.append(-1)
            else:
                origin.append(at[i])
                i += 1
        role = "furniture" if k < imprint else "headline" if titled and k == imprint else "body"
        blocks.append(Block(role, -1 if k < imprint else 0, Span(start, len(origin))))
    return "\n".join(rows), tuple(origin), tuple(blocks)


def _is_imprint(row: str) -> bool:
    """Whether a short row says when the page was published and by whom."""
    return bool(_STATED.search(row) or _AUTHOR.search(row) or furniture(row))


def _metadata(document: Any, title: str, source: str, shown: str, rows: list[str]) -> dict[str, str]:
    out: dict[str, str] = {}
    day = _stated(shown) or (document.date or "")[:10]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        out["published"] = day
    named = next((match.group(1) for row in rows if (match := _AUTHOR.search(row))), "")
    for key, value in (
        ("title", title),
        ("author", document.author or named),
        ("site", document.sitename or ""),
    ):
        if value:
            out[key] = value
    if language := re.search(r"<html[^<>]{0,200}?\blang=[\"']?([\w-]{2,12})", source[:5000], re.IGNORECASE):
        out["language"] = language.group(1)
    return out


def _stated(shown: str) -> str:
    """The day of publication where the page prints it for its readers."""
    for match in _STATED.finditer(shown):
        try:
            return dt.date(*map(int, match.groups())).isoformat()
        except ValueError:
            continue
    return ""
