"""Verbs that publish: export, serve, watch."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from timeline.cli.options import Db, Issued


def export(
    paths: Annotated[list[str], typer.Argument(metavar="[FILES…] DIR")], db: Db = None, issued: Issued = None
) -> None:
    """Write the site: feeds, timeline page, records."""


def serve(db: Db = None) -> None:
    """Serve the feeds and the timeline page over HTTP."""


def watch(folder: Path, db: Db = None) -> None:
    """Add pages as they arrive in a folder."""
