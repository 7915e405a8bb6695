"""The ASGI application: addresses → views."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from timeline.errors import BadQuery, NotFound
from timeline.events import Query
from timeline.server.answers import answer, problem
from timeline.server.describing import docs, openapi
from timeline.server.filters import read_filters
from timeline.server.guarding import Allowance, Guard
from timeline.server.views import DAWN, HTML, JSON, VIEWS, Gallery, Wish, view_of
from timeline.store import Store, record

# Numbers that some views take beside the filters.
NUMBERS: dict[str, dict[str, range]] = {
    "calendar.ics": {"part": range(1, 10_000)},
    "events.json": {"limit": range(1, 10_001), "offset": range(10_000_000)},
}


def application(
    store_path: Path | str,
    *,
    title: str = "报纸事件",
    base_url: str = "",
    private: bool = False,
    rate: float = 20.0,
    burst: int = 200,
) -> ASGIApp:
    """An ASGI application that shows the store at ``store_path`` and changes nothing.

    ``base_url`` the public address (https://example.org/), else as the request names it; ``private`` serves only addresses
    that begin with a token (``/t/TOKEN/calendar.ics``); ``rate`` and ``burst`` bound each client's requests a second, 0
    for no bound.
    """
    house = _House(store_path, title, base_url, private)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        yield
        house.close()

    app = Starlette(
        routes=house.routes(),
        lifespan=life,
        exception_handlers={
            HTTPException: _http_error,
            BadQuery: _bad_query,
            NotFound: _not_found,
            500: _broken,
        },
    )
    return Guard(app, Allowance(rate, burst) if rate else None)


class _House:
    """The addresses of one application."""

    def __init__(self, store_path: Path | str, title: str, base_url: str, private: bool) -> None:
        self.store = Store(store_path)
        self.gallery = Gallery(self.store)
        self.title, self.private = title, private
        self.base_url = base_url if not base_url or base_url.endswith("/") else base_url + "/"

    def close(self) -> None:
        self.store.close()

    def routes(self) -> list[Route]:
        shown = [
            *(Route(f"/{kind}", self.show, name=kind) for kind in VIEWS),
            Route("/events/{uid}", self.event),
        ]
        with_token = [Route(f"/t/{{token}}{route.path}", route.endpoint, name=route.name) for route in shown]
        told = [
            Route("/", self.front),
            Route("/oembed", self.oembed),
            Route("/embed.js", self.embed_script),
            Route("/openapi.json", self.openapi),
            Route("/docs", self.docs),
        ]
        public = [] if self.private else [*shown, *told]
        return [*public, *with_token, Route("/robots.txt", self.robots)]

    async def show(self, request: Request) -> Response:
        """Any of the views."""
        wish = await self._wish(request)
        view = self.gallery.ready(wish)
        if view is None:
            view = await to_thread.run_sync(self.gallery.make, wish)
        return answer(request, view, private="token" in request.path_params)

    async def _wish(self, request: Request) -> Wish:
        kind = request.scope["route"].name
        query, numbers = _filters(kind, request.url.query)
        token = request.path_params.get("token")
        root = self._root(request)
        if token is not None:
            query = await to_thread.run_sync(self._within_scope, token, query)
            root = f"{root}t/{token}/"
        return Wish(kind, query, root, self.title, numbers)

    def _within_scope(self, token: str, query: Query) -> Query:
        """What the token's owner may see of what is asked: their scope's keys stand, others may narrow it."""
        scope = self.store.tokens.find(token)
        if scope is None:
            raise NotFound("no such feed")
        if scope.revoked:
            raise HTTPException(410, "this feed was revoked")
        fixed = scope.query.model_dump(exclude_defaults=True)
        clash = sorted(set(fixed) & set(query.model_dump(exclude_defaults=True)))
        if clash:
            raise BadQuery(f"{clash[0]}: fixed for this feed")
        return Query.model_validate({**query.model_dump(exclude_defaults=True), **fixed})

    def _root(self, request: Request) -> str:
        return self.base_url or str(request.base_url)

    async def event(self, request: Request) -> Response:
        """One event's record; 410 for one withdrawn, a redirect for one merged into another."""
        uid = request.path_params["uid"]
        query = Query.model_validate({})
        if "token" in request.path_params:
            query = await to_thread.run_sync(self._within_scope, request.path_params["token"], query)
        stored = await to_thread.run_sync(self.store.show, uid)
        if not query.matches(stored.event):
            raise NotFound(f"{uid}: no such event")
        if stored.uid != uid:
            return RedirectResponse(stored.uid, status_code=308)
        if stored.cancelled:
            return problem(410, "Gone", f"{uid}: withdrawn")
        body = json.dumps(record(stored), ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "replace"
        )
        return answer(request, view_of(body, JSON, stored.updated))

    async def front(self, request: Request) -> Response:
        """The way to the page."""
        return RedirectResponse("timeline", status_code=302)

    async def oembed(self, request: Request) -> Response:
        """The oEmbed answer for an address of the page (https://oembed.com)."""
        from timeline.html import oembed

        asked = dict(request.query_params)
        if asked.get("format", "json") != "json":
            return problem(501, "Not Implemented", "format: only json")
        target = urlsplit(asked.get("url", ""))
        here = urlsplit(self._root(request))
        if target.netloc != here.netloc or target.path not in (f"{here.path}timeline", f"{here.path}embed"):
            return problem(404, "Not Found", "url: not an address of this timeline")
        read_filters(parse_qsl(target.query))
        sizes = {
            key: read_filters([(key, asked[key])], {key: range(1, 10_000)})[1][key]
            for key in ("maxwidth", "maxheight")
            if key in asked
        }
        source = f"{self._root(request)}embed" + (f"?{target.query}" if target.query else "")
        told = oembed(
            title=self.title, src=source, provider_url=self._root(request),
            max_width=sizes.get("maxwidth"), max_height=sizes.get("maxheight"),
        )  # fmt: skip
        return answer(request, view_of(_json(told), JSON, DAWN))

    async def embed_script(self, request: Request) -> Response:
        """The script that puts the timeline into other sites."""
        from timeline.html import embed_script

        return answer(request, view_of(embed_script(), "text/javascript; charset=utf-8", DAWN))

    async def openapi(self, request: Request) -> Response:
        """What can be asked, for programs."""
        return answer(request, view_of(_json(openapi(self.title, self._root(request), NUMBERS)), JSON, DAWN))

    async def docs(self, request: Request) -> Response:
        """What can be asked, for people."""
        text = docs(openapi(self.title, self._root(request), NUMBERS))
        return answer(request, view_of(text.encode("utf-8", "replace"), HTML, DAWN))

    async def robots(self, request: Request) -> Response:
        """Calendar services fetch as robots: everything public is allowed."""
        text = b"User-agent: *\nDisallow: /\n" if self.private else b"User-agent: *\nAllow: /\n"
        return answer(request, view_of(text, "text/plain; charset=utf-8", DAWN))


@lru_cache(maxsize=1_000)
def _filters(kind: str, asked: str) -> tuple[Query, tuple[tuple[str, int], ...]]:
    """The filters and numbers in a query string; subscribers ask the same thing for years."""
    pairs = parse_qsl(asked, keep_blank_values=True)
    if kind in ("timeline", "embed"):
        from timeline.html import VIEW_KEYS

        pairs = [(key, value) for key, value in pairs if key not in VIEW_KEYS]
    query, numbers = read_filters(pairs, NUMBERS.get(kind))
    return query, tuple(sorted(numbers.items()))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    names = {404: "Not Found", 405: "Method Not Allowed", 410: "Gone"}
    detail = error.detail if error.detail not in names.values() else ""
    return problem(
        error.status_code, names.get(error.status_code, error.detail), detail, dict(error.headers or {})
    )


async def _bad_query(request: Request, error: Exception) -> Response:
    return problem(422, "Unprocessable Content", str(error))


async def _not_found(request: Request, error: Exception) -> Response:
    return problem(404, "Not Found", str(error))


async def _broken(request: Request, error: Exception) -> Response:
    return problem(500, "Internal Server Error")
