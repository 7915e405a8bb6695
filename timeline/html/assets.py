"""The style and script of the page, and the policy that allows them and nothing else.

Both are written readably in templates/style and templates/script; what stands in the page is built from them by
``make assets`` and kept in templates/built, so that nothing needs building where the package runs.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files


@cache
def _built(name: str) -> str:
    return (files("timeline") / "templates" / "built" / name).read_text(encoding="utf-8").strip()


def style() -> str:
    """The style sheet of the page."""
    return _built("page.css")


def script() -> str:
    """The script of the page."""
    return _built("page.js")


def embed_script() -> bytes:
    """``embed.js``: defines ``<event-timeline>`` for host pages."""
    return (_built("embed.js") + "\n").encode()


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


@cache
def policy(scripted: bool = True) -> str:
    """The Content-Security-Policy of the page: its own script and style by hash, its own host, no other."""
    rules = [
        "default-src 'none'",
        f"script-src {_hash(script())}" if scripted else "script-src 'none'",
        f"style-src {_hash(style())}",
        "img-src data:", "connect-src 'self'", "frame-src 'self'", "base-uri 'none'", "form-action 'none'",
        "require-trusted-types-for 'script'", "trusted-types 'none'",
    ]  # fmt: skip
    return "; ".join(rules)
