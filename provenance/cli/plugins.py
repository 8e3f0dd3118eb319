"""`provenance plugins`: every reader, grammar, provider and report format, the package's own and installed ones."""

from __future__ import annotations

import click

from provenance.parse import grammar_table, reader_table
from provenance.plugins import installed_extensions
from provenance.report import report_formats
from provenance.resolve import PROVIDERS

TABLES = {
    "provenance.readers": reader_table,
    "provenance.grammars": grammar_table,
    "provenance.providers": lambda: PROVIDERS,
    "provenance.reports": report_formats,
}
"""Each group of extensions with its table."""


@click.command()
def command() -> None:
    """List what reads, finds and reports, in the order in which it is used; extensions name their package."""
    for group, table in TABLES.items():
        click.echo(group)
        installed = {point.name: point for point in installed_extensions(group)}
        for name in dict.fromkeys((*table(), *installed)):
            origin = f"  ({installed[name].value})" if name in installed else ""
            click.echo(f"  {name}{origin}")
