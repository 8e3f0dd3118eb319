"""A progress bar on standard error, on a terminal only."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from provenance.model import Capture, Missed
    from provenance.pipeline import Progress


class Display(NamedTuple):
    """Where a run tells how far it is: after every answer of a site or service, and after every answer of a judge."""

    pages: Progress
    asked: Callable[[int], None]


@contextmanager
def show_progress() -> Iterator[Display]:
    """A bar while pages are looked for and read and a judge is asked; it leaves no trace.

    What moves it is the sources that are done; the address beside it is the last that answered, a sitemap, too.
    """
    if not sys.stderr.isatty():
        yield Display(_draw_nothing, _count_nothing)
        return
    from rich.console import Console  # noqa: PLC0415 - needed on a terminal only
    from rich.markup import escape  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    from provenance.report.clean import clean_line  # noqa: PLC0415

    columns = (TextColumn("{task.fields[doing]}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, doing="finding and reading pages")

        def draw(done: int, total: int, outcome: Capture | Missed, /) -> None:
            bar.update(task, completed=done, total=total, description=escape(clean_line(outcome.url[:60])))

        def count(asked: int, /) -> None:
            bar.update(task, completed=asked, total=None, doing="asking the judge", description="")

        yield Display(draw, count)


def _draw_nothing(done: int, total: int, outcome: Capture | Missed, /) -> None:
    del done, total, outcome


def _count_nothing(asked: int, /) -> None:
    del asked
