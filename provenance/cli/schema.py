"""`provenance schema`: the JSON Schema of the report."""

from __future__ import annotations

import json

import click

from provenance.model.codec import report_schema


@click.command()
def command() -> None:
    """Print the JSON Schema (draft 2020-12) of the JSON report."""
    click.echo(json.dumps(report_schema(), indent=2, ensure_ascii=False))
