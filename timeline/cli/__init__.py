"""The command line: the only room that prints or exits."""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line on ``argv`` (default: the program's own) and exit with its code."""
    from timeline.cli.app import run

    run(argv)
