"""Around every request: how many a client may make, what the log says, what browsers may do."""

from __future__ import annotations

import datetime as dt
import logging
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

ACCESS = logging.getLogger("timeline.access")
_TOKEN = re.compile(r"^/t/[^/]+")
_MOST_CLIENTS = 10_000
_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]
_OPEN = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Last-Modified, Link, Retry-After"),
]


def _framing(path: str) -> tuple[bytes, bytes]:
    """Other sites may frame the embedded view, and nothing else: a page cannot say that of itself in a meta tag."""
    who = b"*" if path.endswith("/embed") else b"'self'"
    return b"content-security-policy", b"frame-ancestors " + who


_PREFLIGHT = [
    (b"access-control-allow-methods", b"GET, HEAD"),
    (b"access-control-allow-headers", b"If-None-Match, If-Modified-Since"),
    (b"access-control-max-age", b"86400"),
]


class Allowance:
    """So many requests a second for each client in the long run, ``burst`` at once.

    The clients that have been silent longest are forgotten beyond 10,000, so that memory is bounded too.
    """

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate, self.burst, self.clock = rate, burst, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """0 if ``client`` may go on, else after how many seconds."""
        now = self.clock()
        left, since = self._left.pop(client, (float(self.burst), now))
        left = min(float(self.burst), left + (now - since) * self.rate)
        allowed = left >= 1
        self._left[client] = (left - 1 if allowed else left, now)
        if len(self._left) > _MOST_CLIENTS:
            self._left.popitem(last=False)
        return 0.0 if allowed else (1 - left) / self.rate


class Guard:
    """An ASGI application around another: bounds, headers, preflights, access log."""

    def __init__(self, inner: ASGIApp, allowance: Allowance | None) -> None:
        self.inner, self.allowance = inner, allowance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.inner(scope, receive, send)
            return
        started = time.perf_counter()
        told = {"status": 0, "octets": 0}

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
                message["headers"] = [*message["headers"], *_HEADERS, *_OPEN, _framing(scope["path"])]
            elif message["type"] == "http.response.body":
                told["octets"] += len(message.get("body", b""))
            await send(message)

        try:
            await self._pass(scope, receive, sending)
        finally:
            _log(scope, told["status"], told["octets"], time.perf_counter() - started)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = scope["client"][0] if scope.get("client") else ""
        wait = self.allowance.wait(client) if self.allowance else 0.0
        if wait:
            from timeline.server.answers import problem

            refusal = problem(429, "Too Many Requests", headers={"Retry-After": str(int(wait) + 1)})
            await refusal(scope, receive, send)
        elif scope["method"] == "OPTIONS":
            headers = [*_PREFLIGHT, (b"allow", b"GET, HEAD, OPTIONS"), (b"content-length", b"0")]
            await send({"type": "http.response.start", "status": 204, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
        else:
            await self.inner(scope, receive, send)


def _log(scope: Scope, status: int, octets: int, seconds: float) -> None:
    """One line in the common log format and the milliseconds; a token in the path is a secret and is not written."""
    if not ACCESS.isEnabledFor(logging.INFO):
        return
    client = scope["client"][0] if scope.get("client") else "-"
    moment = dt.datetime.now(dt.UTC).strftime("%d/%b/%Y:%H:%M:%S +0000")
    path = _TOKEN.sub("/t/…", scope["path"])
    asked = scope["query_string"].decode("ascii", "replace")
    target = (path + ("?" + asked if asked else "")).encode("unicode_escape").decode()
    ACCESS.info(
        '%s - - [%s] "%s %s HTTP/%s" %d %d %.1fms',
        client, moment, scope["method"], target, scope.get("http_version", "1.1"), status, octets, seconds * 1000,
    )  # fmt: skip
