"""Views → HTTP answers: conditions, compression, caching, errors (RFC 9110, 9111)."""

from __future__ import annotations

import datetime as dt
import json
import re
from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING

from timeline.server.views import View

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

# Not above the feeds' REFRESH-INTERVAL, so that whoever asks in that rhythm gets the newest.
MAX_AGE = 900
_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]*"')
_CODING = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q=([\d.]+))?\s*$")


def answer(request: Request, view: View, *, private: bool = False) -> Response:
    """The view, or 304 if the client has it."""
    from starlette.responses import Response

    headers = {
        "ETag": view.etag,
        "Last-Modified": format_datetime(view.modified, usegmt=True),
        "Cache-Control": f"{'private' if private else 'public'}, max-age={MAX_AGE}, must-revalidate",
        "Vary": "Accept-Encoding",
    }
    if unchanged(request, view):
        return Response(status_code=304, headers=headers)
    body = view.body
    if view.packed is not None and accepts_gzip(request.headers.get("accept-encoding", "")):
        body = view.packed
        headers["Content-Encoding"] = "gzip"
    return Response(body, media_type=None, headers={**headers, "Content-Type": view.media})


def unchanged(request: Request, view: View) -> bool:
    """Whether the client's copy is current: If-None-Match decides, If-Modified-Since only without it (13.2.2)."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        known = {tag.removeprefix("W/") for tag in _TAG.findall(tags)}
        return tags.strip() == "*" or view.etag.removeprefix("W/") in known
    since = request.headers.get("if-modified-since")
    if since is None:
        return False
    try:
        moment = parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return view.modified <= moment


def accepts_gzip(header: str) -> bool:
    """Whether an Accept-Encoding allows gzip; one that is absent does not (some calendar programs fail on it)."""
    wanted: dict[str, float] = {}
    for part in header.split(","):
        match = _CODING.match(part)
        if match:
            wanted[match[1].lower()] = _quality(match[2])
    return wanted.get("gzip", wanted.get("*", 0.0)) > 0


def _quality(text: str | None) -> float:
    try:
        return float(text) if text is not None else 1.0
    except ValueError:
        return 0.0


def problem(status: int, title: str, detail: str = "", headers: dict[str, str] | None = None) -> Response:
    """An error as RFC 9457 problem details; never a calendar, which clients would take for an empty one."""
    from starlette.responses import Response

    told = {"type": "about:blank", "title": title, "status": status} | ({"detail": detail} if detail else {})
    body = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
    return Response(
        body,
        status_code=status,
        media_type="application/problem+json",
        headers={"Cache-Control": "no-store", **(headers or {})},
    )
