"""The style and script of the page, and the policy that allows them and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files

STYLES = ("base", "controls", "overview", "list", "drawer", "print")
SCRIPTS = (
    "elements", "columns", "wording", "state", "filter", "overview", "list", "drawer", "facets", "export",
    "qr", "subscribe", "panels", "keys", "frame", "main",
)  # fmt: skip


def _read(folder: str, name: str) -> str:
    return (files("timeline") / "templates" / folder / name).read_text(encoding="utf-8")


def _plain(source: str) -> str:
    """``source`` without indentation, blank lines and whole-line comments."""
    lines = (line.strip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*")))


@cache
def style() -> str:
    """The style sheet of the page."""
    return re.sub(
        r"\s*([{};])\s*", r"\1", _plain("\n".join(_read("style", f"{name}.css") for name in STYLES))
    )


@cache
def script() -> str:
    """The script of the page: its modules in one strict function scope."""
    modules = _plain("\n".join(_read("script", f"{name}.js") for name in SCRIPTS))
    return f"(()=>{{'use strict';\n{modules}\n}})();"


def embed_script() -> bytes:
    """``embed.js``: defines ``<event-timeline>`` for host pages."""
    return (_plain(_read("script", "embed.js")) + "\n").encode()


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
