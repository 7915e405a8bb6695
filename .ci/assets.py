"""Build timeline/templates/built from the readable style and script: what the page carries, made small.

    python .ci/assets.py            build it (`make assets`)
    python .ci/assets.py --check    exit 1 if it is not what the sources give

Needs npm once, for terser; nothing of this runs with the package. `sources.txt` keeps the digest of the sources, the
settings and the tool's version, so that a stale build is noticed where there is no npm.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "timeline" / "templates"
BUILT = TEMPLATES / "built"
TOOLS = ROOT / "build" / "assets"
STYLES = ("base", "controls", "overview", "list", "drawer", "print")
SCRIPTS = (
    "elements", "columns", "wording", "state", "filter", "overview", "list", "drawer", "facets", "export",
    "qr", "subscribe", "panels", "keys", "frame", "main",
)  # fmt: skip
TERSER = "5.51.4"
# For browsers of today; text stays as it is written.
SETTINGS = (
    "--ecma", "2022", "--compress", "passes=3,unsafe_arrows,pure_getters,ecma=2022", "--mangle",
    "--format", "ascii_only=false,inline_script=true",
)  # fmt: skip
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
    parts = [TERSER, *SETTINGS, *(text for pair in sources().items() for text in pair), Path(__file__).read_text(encoding="utf-8")]  # fmt: skip
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def small_style(source: str) -> str:
    """``source`` without comments and without blanks that mean nothing."""
    text = re.sub(r"/\*.*?\*/", "", source, flags=re.S)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s*([{};,>])\s*|(:) ", r"\1\2", text)
    return text.replace(";}", "}").strip() + "\n"


def terser() -> Path | None:
    """The tool in its pinned version, fetched if it can be."""
    tool = TOOLS / "node_modules" / ".bin" / "terser"
    if found(tool):
        return tool
    if shutil.which("npm"):
        TOOLS.mkdir(parents=True, exist_ok=True)
        options = ("--no-audit", "--no-fund", "--no-save", "--silent", "--prefix", str(TOOLS))
        subprocess.run(["npm", "install", *options, f"terser@{TERSER}"], check=False, capture_output=True)
    return tool if found(tool) else None


def found(tool: Path) -> bool:
    """Whether ``tool`` runs and is the version that is asked for."""
    if not tool.exists() or not shutil.which("node"):
        return False
    said = subprocess.run([tool, "--version"], capture_output=True, text=True, check=False)
    return said.stdout.split()[-1:] == [TERSER]


def small_script(source: str, tool: Path) -> str:
    """``source`` with short names, by terser."""
    made = subprocess.run([tool, *SETTINGS], input=source.encode(), capture_output=True, check=True)
    return made.stdout.decode().strip() + "\n"


def build(tool: Path) -> dict[str, str]:
    """The built files by name."""
    made = {
        name: small_style(text) if name.endswith(".css") else small_script(text, tool)
        for name, text in sources().items()
    }
    for name, text in made.items():
        if UNSAFE.search(text):
            raise SystemExit(f"{name} holds what would end its element: {UNSAFE.findall(text)}")
    return made | {"sources.txt": digest() + "\n"}


def stale(tool: Path | None) -> list[str]:
    """The built files that are not what the sources give; without the tool, those whose digest says so."""
    wanted = build(tool) if tool else {"sources.txt": digest() + "\n"}
    return [name for name, text in wanted.items() if _kept(name) != text]


def _kept(name: str) -> str:
    path = BUILT / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def main(*options: str) -> None:
    """Build, or check."""
    tool = terser()
    if "--check" in options:
        if old := stale(tool):
            raise SystemExit(f"not current, run `make assets`: {', '.join(old)}")
        return
    if tool is None:
        raise SystemExit("`make assets` needs Node and npm, for terser " + TERSER)
    BUILT.mkdir(exist_ok=True)
    for name, text in build(tool).items():
        (BUILT / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
