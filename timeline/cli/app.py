"""The application: the verbs in their groups, and how a run ends.

Exit codes: 0 something was done (files that could not be read are named on stderr), 1 nothing could
be done, 2 the command line itself is wrong, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from timeline.cli import keeping, publishing, reading
from timeline.cli.display import complain
from timeline.errors import TimelineError

HELP = """Chinese newspaper pages in; a calendar people subscribe to and a timeline they read out.

FILES are page texts, PDFs, web pages or folders of them; - reads one page from standard input."""

# One line a verb; the order is the order of the help.
VERBS: dict[str, tuple[Callable[..., None], ...]] = {
    "Look at pages": (reading.extract, reading.explain, reading.read, reading.dates, reading.schema),
    "Keep events": (keeping.add, keeping.list_, keeping.show, keeping.correct, keeping.pages, keeping.remove),
    "Publish": (publishing.export, publishing.serve, publishing.watch, publishing.token),
}


class _Verbs(TyperGroup):
    """The help of the whole: verbs under the heading of what they are for."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        widest = max(map(len, self.commands))
        for heading, verbs in VERBS.items():
            names = [_verb(verb.__name__) for verb in verbs]
            with formatter.section(typer.style(heading, bold=True)):
                formatter.write_dl(
                    [(name.ljust(widest), self.commands[name].get_short_help_str(80)) for name in names]
                )


def _verb(name: str) -> str:
    return name.rstrip("_")


def _version(wanted: bool) -> None:
    if wanted:
        from timeline import __version__

        typer.echo(f"timeline {__version__}")
        raise typer.Exit()


def application() -> typer.Typer:
    """The typer application with every verb."""
    app = typer.Typer(
        name="timeline",
        cls=_Verbs,
        help=HELP,
        no_args_is_help=True,
        add_completion=True,
        rich_markup_mode=None,  # the formatted help costs more than the rest of a start
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback()
    def timeline(
        version: Annotated[
            bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
        ] = False,
    ) -> None:
        pass

    for verbs in VERBS.values():
        for verb in verbs:
            app.command(_verb(verb.__name__))(verb)
    return app


def run(argv: Sequence[str] | None = None) -> None:
    """Run the application; errors end as one line on stderr, never as a traceback."""
    _speak_utf8()
    try:
        application()(args=None if argv is None else list(argv), prog_name="timeline")
    except TimelineError as error:
        complain(str(error))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        _let_go_of_pipe()
    except SystemExit as end:
        # The application turns a closed pipe into exit 1; the reader has simply read enough.
        if isinstance(end.__context__, BrokenPipeError):
            _let_go_of_pipe()
        raise
    except OSError as error:
        complain(f"{error.filename or 'this machine'}: {(error.strerror or str(error)).lower()}")
        sys.exit(1)
    except Exception as error:
        if os.environ.get("TIMELINE_DEBUG"):
            raise
        complain(f"a fault in the program, please report it ({type(error).__name__}: {error})")
        sys.exit(1)


def _speak_utf8() -> None:
    """Chinese must print whatever the locale is; an odd file name must not break JSON."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _let_go_of_pipe() -> None:
    # Flushing at shutdown would complain once more about the closed pipe.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)
