"""Where reports go: `--output FORMAT` to standard output, `--output FORMAT=FILE` to a file."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.errors import InputError, PluginError
from provenance.files import is_device, led_to, whole_file
from provenance.report import FORMATS, render_report, report_formats
from provenance.report.clean import clean_line

if TYPE_CHECKING:
    from typing import TextIO

    from provenance.errors import ProvenanceError
    from provenance.model import Report, Verdict

TERMINAL = "terminal"
SARIF = "sarif"


def say(message: str) -> None:
    """One line for people on standard error; what a page or a draft put into it is cleaned."""
    echo_error(f"provenance: {clean_line(message)}\n")


def echo_error(text: str) -> None:
    """Write to standard error; where it is full or gone, nothing more is written to it and the run goes on."""
    try:
        click.echo(text, err=True, nl=False)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One report to write: its format, and the file, or none for standard output."""

    format: str
    path: Path | None


class OutputType(click.ParamType[Output]):
    """Reads `FORMAT` or `FORMAT=FILE`; the file `-` is standard output."""

    name = "FORMAT[=FILE]"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Output:
        """The output that `value` names; a usage error for an unknown format."""
        if isinstance(value, Output):
            return value
        name, equals, path = str(value).partition("=")
        if name not in report_formats():
            self.fail(f"{name!r} is no format; known are {', '.join(report_formats())}.", param, ctx)
        if equals and not path:
            self.fail(f"{value!r} names no file.", param, ctx)
        return Output(format=name, path=Path(path) if path not in {"", "-"} else None)


output_option = click.option(
    "--output",
    "outputs",
    type=OutputType(),
    multiple=True,
    default=(TERMINAL,),
    show_default=TERMINAL,
    help=f"Write the report in this format ({', '.join(FORMATS)}), to a file if one is given. May be repeated.",
)


def check_outputs(outputs: tuple[Output, ...], *, inputs: tuple[Path, ...] = ()) -> None:
    """Raise a usage error when two reports would share a place, or one cannot be written or is one of `inputs`."""
    plain = [output.format for output in outputs if output.path is None and output.format != TERMINAL]
    if len(plain) > 1:
        raise click.UsageError(f"Only one report fits on standard output; give {plain[-1]} a file: {plain[-1]}=FILE")
    paths = [output.path for output in outputs if output.path is not None]
    for number, path in enumerate(paths):
        try:
            problem = _why_not(path, taken=paths[:number], inputs=inputs)
        except OSError as error:
            problem = f"{path} cannot be written: {error.strerror}."
        if problem:
            raise click.UsageError(problem)


def _why_not(path: Path, *, taken: list[Path], inputs: tuple[Path, ...]) -> str:
    """Why no report can be written to `path`; empty when one can."""
    no_right = f"{path} cannot be written: no right to do so."
    if is_device(path):
        return "" if os.access(path, os.W_OK) else no_right
    real = led_to(path)
    if not real.parent.is_dir():
        return f"The folder of {path} does not exist."
    if real.is_dir():
        return f"{path} is a folder; give a file."
    if real in (led_to(other) for other in taken):
        return f"Two reports would be written to {path}; give each a file of its own."
    if real in (led_to(given) for given in inputs):
        return f"{path} is read in this run and would be written over; give another file."
    return "" if os.access(real.parent, os.W_OK) else no_right


def write_outputs(
    report: Report, outputs: tuple[Output, ...], *, fail_on: tuple[Verdict, ...] | None = None, draft: str = ""
) -> None:
    """Write every report; the terminal's moves to standard error when another one takes standard output.

    One that cannot be written keeps no other from it. `fail_on` and `draft` are for the formats that tell of findings
    alone: the verdicts that are some, if not all but supported, and the name of the draft's file, if it has one.
    """
    failed: list[ProvenanceError] = []
    taken = any(output.path is None and output.format != TERMINAL for output in outputs)
    for output in outputs:
        if output.path is None and output.format == TERMINAL:
            stream = sys.stderr if taken else sys.stdout
            click.echo(_for_terminal(report, stream), file=stream, nl=False, color=True)
            continue
        try:
            text = _findings(report, fail_on, draft) if output.format == SARIF else render_report(report, output.format)
            if output.path is not None:
                write_file(output.path, text)
            else:
                click.echo(text.encode("utf-8", "replace"), nl=False)  # UTF-8, as in a file
        except (InputError, PluginError) as error:
            failed.append(error)
    for further in failed[1:]:
        say(str(further))
    if failed:
        raise failed[0]


def _findings(report: Report, fail_on: tuple[Verdict, ...] | None, draft: str) -> str:
    from provenance.report.sarif import DRAFT, FAILING, render_sarif  # noqa: PLC0415 - loaded when asked for

    return render_sarif(report, failing=FAILING if fail_on is None else fail_on, draft=draft or DRAFT)


def _for_terminal(report: Report, stream: TextIO) -> str:
    """The report as wide as the terminal, in colour only there and only without NO_COLOR (no-color.org)."""
    if not stream.isatty():
        return render_report(report, TERMINAL)
    from provenance.report.sheet import Colour  # noqa: PLC0415 - rich is slow to import
    from provenance.report.terminal import render_terminal  # noqa: PLC0415

    with suppress(OSError):
        width = os.get_terminal_size(stream.fileno()).columns
        colour = Colour.NEVER if os.environ.get("NO_COLOR") else Colour.ALWAYS
        return render_terminal(report, width=width, colour=colour)
    return render_report(report, TERMINAL)


def write_file(path: Path, text: str) -> None:
    """Write `text` to `path` whole or not at all; raises `InputError` when the disk refuses.

    What is no file (a pipe, /dev/null) is written to, not replaced.
    """
    try:
        if is_device(path):
            path.write_text(text, encoding="utf-8", errors="replace", newline="")
            return
        with whole_file(path) as part, part.open("x", encoding="utf-8", errors="replace", newline="") as file:
            file.write(text)
    except OSError as error:
        raise InputError(f"Cannot write {path}: {error.strerror}.") from error
