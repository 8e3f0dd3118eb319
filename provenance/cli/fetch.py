"""`provenance fetch`: read pages into the store and say what became of each."""

from __future__ import annotations

from pathlib import Path

import click

from provenance.cli.exits import Exit
from provenance.cli.options import config_option, store_option
from provenance.cli.outputs import say
from provenance.cli.progress import show_progress
from provenance.cli.workplace import open_workplace
from provenance.clock import SystemClock
from provenance.config import read_settings
from provenance.model import Missed, Page
from provenance.pipeline import Network, Shelf
from provenance.report.clean import clean_line


@click.command()
@click.argument("urls", metavar="URL", nargs=-1, required=True)
@store_option
@click.option("--cassette", type=click.Path(path_type=Path), help="Answer requests from this recording.")
@config_option
def command(*, urls: tuple[str, ...], store_url: str | None, cassette: Path | None, config_path: Path | None) -> int:
    """Read the pages at URL into the store. Exit code 0: all were read; 1: some; 3: none."""
    settings = read_settings(config_path)
    with open_workplace(settings, store_url=store_url, cassette=cassette) as place, show_progress() as progress:
        shelf = Shelf(store=place.store, settings=place.settings, clock=SystemClock(), network=Network.LIVE)
        outcomes = shelf.gather(urls, attached={}, client=place.client, on_progress=progress.pages)
        pages = shelf.read_pages(outcomes)
    for notice in shelf.notices:
        say(notice.message)
    for url, page in pages.items():
        click.echo(_describe(url, page))
    read = sum(isinstance(page, Page) for page in pages.values())
    return Exit.HOLDS if read == len(pages) else Exit.FINDINGS if read else Exit.NOT_RUN


def _describe(url: str, page: Page | Missed) -> str:
    if isinstance(page, Missed):
        return clean_line(f"{page.access:<13} {url}  {page.detail}")
    described = f"{len(page.text):,} characters, sha256 {page.capture[:12]}, {page.title or 'without a title'}"
    return clean_line(f"{'ok':<13} {url}  {described}")
