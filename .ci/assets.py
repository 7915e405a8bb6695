"""Build timeline/templates/built from the readable style and script: what the page carries, made small.

    python .ci/assets.py            build it (`make assets`)
    python .ci/assets.py --check    exit 1 if it is not what the sources give

Needs npm once, for its two tools; nothing of this runs with the package. `sources.txt` keeps the digest of the sources,
the settings and the versions of the tools, so that a stale build is noticed where there is no npm.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import string
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "timeline" / "templates"
BUILT = TEMPLATES / "built"
FOLDER = ROOT / "build" / "assets"
STYLES = ("base", "controls", "overview", "list", "drawer", "print")
SCRIPTS = (
    "elements", "columns", "wording", "state", "filter", "overview", "list", "drawer", "facets", "export",
    "qr", "subscribe", "panels", "keys", "frame", "main",
)  # fmt: skip
# Properties that only the script reads and writes: neither the data nor the browser knows them.
OWN = (
    "cited", "coming", "ends", "fails", "filled", "groups", "hay", "hits", "limit", "near", "node", "numbers", "ready", "same",
    "terms",
)  # fmt: skip
# Two tools one after the other, for browsers of today; the second finds what the first leaves, some 2 %.
TOOLS = {
    "terser": ("5.51.4", (
        "--ecma", "2022", "--compress", "passes=3,unsafe_arrows,pure_getters,ecma=2022", "--mangle",
        "--mangle-props", f"regex=/^({'|'.join(OWN)})$/",
    )),
    "uglify-js": ("3.19.3", ("--compress", "passes=5,pure_getters", "--mangle")),
}  # fmt: skip
# What would end the element that the text stands in.
UNSAFE = re.compile(r"</(script|style)|<!--", re.I)


def joined(folder: str, names: tuple[str, ...], ending: str) -> str:
    """The modules of ``folder`` in their order."""
    return "\n".join((TEMPLATES / folder / f"{name}.{ending}").read_text(encoding="utf-8") for name in names)


def sources() -> dict[str, str]:
    """The readable text of each built file; the script of the page is one strict function scope."""
    return {
        "page.css": joined("style", STYLES, "css"),
        "page.js": f"(()=>{{'use strict';\n{joined('script', SCRIPTS, 'js')}\n}})();",
        "embed.js": joined("script", ("embed",), "js"),
    }


def digest() -> str:
    """Of everything that decides what is built."""
    parts = [
        Path(__file__).read_text(encoding="utf-8"),
        *(text for pair in sources().items() for text in pair),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def small_style(source: str) -> str:
    """``source`` without comments and without blanks that mean nothing."""
    text = re.sub(r"/\*.*?\*/", "", source, flags=re.S)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s*([{};,>])\s*|(:) ", r"\1\2", text)
    return short_names(inlined(text).replace(";}", "}").replace(" !", "!")).strip() + "\n"


def inlined(style: str) -> str:
    """``style`` with each property of its own that is set once and used once put where it is used."""
    for name, value in re.findall(r"(--[a-z]+):([^;}]+);", style):
        if len(re.findall(rf"{name}\b", style)) == 2 and f"var({name})" in style:
            style = style.replace(f"{name}:{value};", "").replace(f"var({name})", value)
    return style


def short_names(style: str) -> str:
    """``style`` with its own properties, ``--paper`` and the like, called by letters: the most used first."""
    order = Counter(re.findall(r"--[a-z]+", style)).most_common()
    letters = {name: f"--{letter}" for (name, _), letter in zip(order, string.ascii_letters, strict=False)}
    return re.sub(r"--[a-z]+", lambda found: letters[found[0]], style)


def fetched() -> bool:
    """Whether the tools are there in their versions, fetched if they can be."""
    if not present() and shutil.which("npm"):
        FOLDER.mkdir(parents=True, exist_ok=True)
        options = ("--no-audit", "--no-fund", "--no-save", "--silent", "--prefix", str(FOLDER))
        wanted = [f"{name}@{version}" for name, (version, _) in TOOLS.items()]
        subprocess.run(["npm", "install", *options, *wanted], check=False, capture_output=True)
    return present()


def present() -> bool:
    """Whether the tools are there in their versions."""
    return bool(shutil.which("node")) and all(
        (about := FOLDER / "node_modules" / name / "package.json").exists()
        and json.loads(about.read_text(encoding="utf-8"))["version"] == version
        for name, (version, _) in TOOLS.items()
    )


def small_script(source: str) -> str:
    """``source`` with short names."""
    text = source.encode()
    for name, (_, settings) in TOOLS.items():
        tool = FOLDER / "node_modules" / ".bin" / name.replace("-", "")
        text = subprocess.run([tool, *settings], input=text, capture_output=True, check=True).stdout
    return text.decode().strip() + "\n"


def build() -> dict[str, str]:
    """The built files by name."""
    made = {
        name: small_style(text) if name.endswith(".css") else small_script(text)
        for name, text in sources().items()
    }
    for name, text in made.items():
        if UNSAFE.search(text):
            raise SystemExit(f"{name} holds what would end its element: {UNSAFE.findall(text)}")
    return made | {"sources.txt": digest() + "\n"}


def stale(tools: bool) -> list[str]:
    """The built files that are not what the sources give; without the tools, those whose digest says so."""
    wanted = build() if tools else {"sources.txt": digest() + "\n"}
    return [name for name, text in wanted.items() if _kept(name) != text]


def _kept(name: str) -> str:
    path = BUILT / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def main(*options: str) -> None:
    """Build, or check."""
    tools = fetched()
    if "--check" in options:
        if old := stale(tools):
            raise SystemExit(f"not current, run `make assets`: {', '.join(old)}")
        return
    if not tools:
        raise SystemExit("`make assets` needs Node and npm, for " + " and ".join(TOOLS))
    BUILT.mkdir(exist_ok=True)
    for name, text in build().items():
        (BUILT / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
