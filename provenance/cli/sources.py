"""`provenance sources`: the pages of one site that a sentence may have come from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.exits import Exit
from provenance.cli.options import DayType, config_option, store_option
from provenance.cli.progress import show_progress
from provenance.cli.searching import search_option, settle_search
from provenance.cli.workplace import open_workplace
from provenance.config import read_settings
from provenance.model.codec import encode_record
from provenance.pipeline import Network, find_sources
from provenance.report.view_search import no_page_words, nobody_answered, view_candidate, view_searches
from provenance.report.view_sources import source_name
from provenance.report.wording import count_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from provenance.model import SourceCheck

MOST = 10
"""Candidates that are shown unless more or fewer are wanted."""


@click.command(short_help="Show the pages of a site that a sentence may come from.")
@click.argument("domain", metavar="DOMAIN")
@click.option("--about", required=True, metavar="TEXT", help="The sentence whose page is looked for.")
@click.option("--date", "published", type=DayType(), help="Date of the sentence's article.")
@click.option("--most", type=click.IntRange(1, 100), default=MOST, show_default=True, help="Candidates to show.")
@search_option
@store_option
@click.option("--offline", is_flag=True, help="Ask nobody: only the store is read.")
@click.option("--cassette", type=click.Path(path_type=Path), help="Answer requests from this recording.")
@click.option("--json", "as_json", is_flag=True, help="Print the candidates and searches as JSON.")
@config_option
def command(
    *,
    domain: str,
    about: str,
    published: date | None,
    most: int,
    search: tuple[str, ...] | None,
    store_url: str | None,
    offline: bool,
    cassette: Path | None,
    as_json: bool,
    config_path: Path | None,
) -> int:
    """Show the pages on DOMAIN that a sentence may have come from, ranked, and who was asked for them.

    DOMAIN is a domain, a publisher's name or a label as marks have it. No page is read. Exit code 0: candidates were
    found; 1: none; 3: nobody could be asked.
    """
    settings = settle_search(read_settings(config_path), search=search, archive=None, config_path=config_path)
    settings = replace(settings, pages_per_source=most)
    with open_workplace(settings, store_url=store_url, cassette=cassette) as place, show_progress() as progress:
        check = find_sources(
            domain,
            about=about,
            published=published,
            settings=place.settings,
            store=place.store,
            client=place.client,
            network=Network.OFF if offline else Network.LIVE,
            on_progress=progress.pages,
        )
    if as_json:
        click.echo(encode_record(check), nl=False)
    else:
        click.echo("\n".join(_describe(check)))
    if check.candidates:
        return Exit.HOLDS
    return Exit.NOT_RUN if nobody_answered(check.searches) else Exit.FINDINGS


def _describe(check: SourceCheck) -> Iterator[str]:
    if not check.candidates:
        yield no_page_words(check.source, check.searches)
    else:
        candidates = count_words(len(check.candidates), "candidate")
        yield f"{source_name(check.source)}: {candidates}, {check.looked_at:,} looked at"
    for candidate in check.candidates:
        view = view_candidate(candidate, check)
        yield ""
        yield f"{candidate.rank:>3}. {view.title if candidate.title else '(no headline known)'}"
        yield f"     {view.url}"
        yield f"     {view.found}"
    if check.searches:
        yield ""
        yield "Who was asked"
    for search in view_searches(check.searches):
        yield f"  {search.line}"
        yield from (f"    {asked.url} {asked.became}" for asked in search.asked)
