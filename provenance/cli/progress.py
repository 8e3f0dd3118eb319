"""A progress bar on standard error, on a terminal only."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.model import Capture, Missed
    from provenance.pipeline import Progress


@contextmanager
def show_progress() -> Iterator[Progress]:
    """A `Progress` that draws a bar while pages are read; it leaves no trace."""
    if not sys.stderr.isatty():
        yield _draw_nothing
        return
    from rich.console import Console  # noqa: PLC0415 - needed on a terminal only
    from rich.markup import escape  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    columns = (TextColumn("reading pages"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def draw(done: int, total: int, outcome: Capture | Missed, /) -> None:
            bar.update(task, completed=done, total=total, description=escape(outcome.url[:60]))

        yield draw


def _draw_nothing(done: int, total: int, outcome: Capture | Missed, /) -> None:
    del done, total, outcome
