"""`provenance plugins`: every reader, grammar, provider and report format, the package's own and installed ones."""

from __future__ import annotations

import click

from provenance.parse import GRAMMARS, READERS
from provenance.plugins import installed_extensions
from provenance.report import FORMATS
from provenance.resolve import PROVIDERS

TABLES = {
    "provenance.readers": READERS,
    "provenance.grammars": GRAMMARS,
    "provenance.providers": PROVIDERS,
    "provenance.reports": FORMATS,
}
"""Each group of extensions with the package's own table."""


@click.command(short_help="List every reader, grammar, provider and report format.")
def command() -> None:
    """List what reads, finds and reports, in the order in which it is used; extensions name their origin."""
    for group, own in TABLES.items():
        click.echo(group)
        for name in own:
            click.echo(f"  {name}")
        for point in installed_extensions(group):
            click.echo(f"  {point.name}  ({point.value})")
