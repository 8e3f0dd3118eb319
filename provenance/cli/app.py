"""The group of subcommands, loaded when they are called, and the one place where errors become exit codes."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.exits import Exit, judge_error
from provenance.errors import ProvenanceError
from provenance.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

COMMANDS = ("verify", "sources", "parse", "match", "fetch", "replay", "evidence", "store", "schema", "plugins")
"""Every subcommand, the main one first; each is the object `command` of the module of its name."""


class LazyGroup(click.Group):
    """A group whose subcommands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in their order."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand, imported now."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"provenance.cli.{cmd_name}").command
        return command if isinstance(command, click.Command) else None


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="provenance", message="%(prog)s %(version)s")
def app() -> None:
    """Check, sentence by sentence, whether an article says what the sources it cites say.

    Exit codes: 0 the policy holds; 1 findings; 2 usage or configuration; 3 nothing could be checked; 130 interrupted.
    """


def run(arguments: Sequence[str]) -> int:
    """Run the command line with `arguments`; the exit code."""
    sys.stdout, sys.stderr = (stream or _nowhere() for stream in (sys.stdout, sys.stderr))  # none when it was closed
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may not know a letter of the draft
    try:
        outcome = app.main(list(arguments), prog_name="provenance", standalone_mode=False)
    except click.ClickException as error:
        from provenance.cli.outputs import echo_error  # noqa: PLC0415 - errors only
        from provenance.report.clean import clean_text  # noqa: PLC0415 - errors only

        shown = StringIO()
        error.show(shown)  # it may name a file whose name somebody else chose
        echo_error(clean_text(shown.getvalue()).expandtabs(1))
        return error.exit_code
    except ProvenanceError as error:
        from provenance.cli.outputs import say  # noqa: PLC0415 - the reports are imported when they are needed

        say(str(error))
        return judge_error(error)
    except (click.Abort, KeyboardInterrupt):
        from provenance.cli.outputs import say  # noqa: PLC0415 - as above

        say("interrupted")
        return Exit.INTERRUPTED
    except SystemExit:  # what click makes of a pipe that nobody reads any more; its 1 would mean findings
        return Exit.NOT_RUN
    except OSError as error:  # files are seen to where they are opened: it is standard output that is full or gone
        from provenance.cli.outputs import say  # noqa: PLC0415 - as above

        say(f"standard output cannot be written: {error.strerror}")
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or Python would try again at its end, and set the exit code
        return Exit.NOT_RUN
    return outcome if isinstance(outcome, int) else Exit.HOLDS


def _nowhere() -> TextIO:
    """A stream that takes everything; it also takes the number of the closed one, which no store's file may get."""
    return Path(os.devnull).open("w", encoding="utf-8")
