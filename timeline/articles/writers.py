"""Who wrote an article: the names in its reporters' lines, as the file prints them."""

from __future__ import annotations

from timeline.pages import Page
from timeline.text import Span, fold

_WIDEST = 3


def printed(page: Page, span: Span) -> str:
    """The words of ``span``, folded, with the blanks the file has inside its lines: they part names."""
    out: list[str] = []
    last = -1
    for i in range(span.start, span.end):
        at = page.origin[i]
        if page.blanks:
            out.append(" " if i in page.blanks and out else "")
        elif last >= 0 and at > last + 1:
            between = page.source[last + 1 : at]
            if not between.strip() and "\n" not in between and "\r" not in between:
                out.append(" " * min(len(between), _WIDEST))
        out.append(page.text[i])
        last = at if at >= 0 else last
    return fold("".join(out))
