"""Putting files into a folder so that a reader never meets half a file or a link to nothing.

All files are first written beside the folder's own under names no reader asks for; then each takes its place by a rename,
what is linked to before what links to it, and only then do files that are no longer wanted go. Renaming the
folder as a whole would be one step instead of many, but a web server started in the folder would go on
serving the old one, and files that are not ours (CNAME, .git) would have to move.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

MANIFEST = ".timeline.json"
_STAGE = ".timeline-build"
_ABANDONED = 3600.0


def put(folder: Path, files: Mapping[str, bytes]) -> dict[str, str]:
    """Make ``folder`` hold ``files`` (by relative path, in the order to be put in place): what became of each.

    ``new``, ``changed``, ``unchanged`` (bytes and times are kept) or ``removed`` (put here earlier, not wanted now). Files
    that were not put here are left alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stage = folder / f"{_STAGE}-{os.getpid()}"
    _sweep(folder)
    outcome: dict[str, str] = {}
    try:
        for number, (name, content) in enumerate(files.items()):
            target = _inside(folder, name)
            outcome[name] = _compare(target, content)
            if outcome[name] != "unchanged":
                stage.mkdir(exist_ok=True)
                (stage / str(number)).write_bytes(content)
        for number, name in enumerate(files):
            if outcome[name] != "unchanged":
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                (stage / str(number)).replace(target)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    outcome |= _remove_stale(folder, files)
    return outcome


def _inside(folder: Path, name: str) -> Path:
    if name.startswith("/") or ".." in name.split("/"):
        raise ValueError(f"{name}: not a path inside the folder")
    return folder / name


def _compare(target: Path, content: bytes) -> str:
    try:
        return "unchanged" if target.read_bytes() == content else "changed"
    except FileNotFoundError:
        return "new"


def _remove_stale(folder: Path, files: Mapping[str, bytes]) -> dict[str, str]:
    """Files of an earlier build that this one has not, unless somebody has edited them since."""
    manifest = folder / MANIFEST
    try:
        before = json.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        before = {}
    removed: dict[str, str] = {}
    for name, digest in before.items() if isinstance(before, dict) else ():
        target = folder / name
        if name not in files and target.is_file() and _digest(target.read_bytes()) == digest:
            target.unlink()
            removed[name] = "removed"
    now = json.dumps(
        {name: _digest(content) for name, content in files.items()}, indent=0, ensure_ascii=False
    )
    if _compare(manifest, now.encode()) != "unchanged":
        fresh = folder / f"{MANIFEST}.new"
        fresh.write_text(now, encoding="utf-8")
        fresh.replace(manifest)
    return removed


def _sweep(folder: Path) -> None:
    """Remove what a build that was killed left behind; a stage younger than an hour may be another's at work."""
    for left in folder.glob(f"{_STAGE}-*"):
        if time.time() - left.stat().st_mtime > _ABANDONED or left.name == f"{_STAGE}-{os.getpid()}":
            shutil.rmtree(left, ignore_errors=True)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]
