"""`provenance plugins`: every reader, grammar, provider and report format, the package's own and installed ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from provenance.cli.options import config_option
from provenance.cli.searching import GROUP, known_providers
from provenance.config import read_settings
from provenance.parse import GRAMMARS, READERS
from provenance.plugins import installed_extensions
from provenance.report import FORMATS
from provenance.report.clean import clean_line
from provenance.resolve import PROVIDERS, Reach
from provenance.resolve.candidates import OWN, is_allowed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from provenance.cli.searching import KnownProvider
    from provenance.config import Settings

TABLES = {
    "provenance.readers": READERS,
    "provenance.grammars": GRAMMARS,
    GROUP: PROVIDERS,
    "provenance.reports": FORMATS,
}
"""Each group of extensions with the package's own table."""

REACHES = {
    Reach.GIVEN: "asks nobody",
    Reach.SITE: "asks the cited site",
    Reach.SERVICE: "asks a service",
    None: "reach unknown",
}
"""How far a provider goes, in words."""


@click.command(short_help="List every reader, grammar, provider and report format.")
@config_option
def command(*, config_path: Path | None) -> None:
    """List what reads, finds and reports, in the order in which it is used; extensions name their origin.

    Providers tell their reach, and whether the settings let them be asked.
    """
    settings = read_settings(config_path)
    for group, own in TABLES.items():
        click.echo(group)
        lines = _providers(settings) if group == GROUP else _names(group, tuple(own))
        for line in lines:
            click.echo(f"  {clean_line(line)}")


def _names(group: str, own: tuple[str, ...]) -> Iterator[str]:
    yield from own
    yield from (f"{point.name}  ({point.value})" for point in installed_extensions(group))


def _providers(settings: Settings) -> Iterator[str]:
    for one in known_providers():
        origin = f"  ({one.origin})" if one.origin else ""
        yield f"{one.name}: {', '.join(filter(None, (REACHES[one.reach], one.reach, _why_not(one, settings))))}{origin}"


def _why_not(one: KnownProvider, settings: Settings) -> str:
    """Why a provider is not asked; empty for one that is."""
    if one.problem:
        return f"cannot be made: {one.problem}"
    if one.reach is Reach.GIVEN or is_allowed(one.name, settings):
        return ""
    setting = OWN.get(one.name, "")
    if setting and not getattr(settings, setting):
        return f"not asked: {setting} is not set"
    return "not asked: the setting search does not name it"
