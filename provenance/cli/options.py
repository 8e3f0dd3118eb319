"""Options that several subcommands share."""

from __future__ import annotations

from pathlib import Path

import click
from platformdirs import user_data_path

from provenance.errors import StoreError

MEMORY = ":memory:"

config_option = click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Settings file; default: provenance.toml or [tool.provenance] in pyproject.toml here.",
)
store_option = click.option(
    "--store",
    "store_url",
    metavar="URL",
    help="Where captures are kept: a file, sqlite:///FILE, or :memory:. Default: a file in the user's data folder.",
)
format_option = click.option(
    "--from",
    "given_format",
    metavar="FORMAT",
    help="Format of the draft: text, markdown, html or chat_export; default: by the file's name.",
)
shown_as_option = click.option(
    "--format",
    "shown_as",
    type=click.Choice(["terminal", "json"]),
    help="How to print it; default: terminal.",
)


def default_store() -> str:
    """The user's own store; its folder is made when it is absent, `StoreError` when it cannot be."""
    folder = user_data_path("provenance")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"The folder {folder} cannot be made: {error.strerror}."
        raise StoreError(message, "Give a file with --store.") from error
    return str(folder / "store.sqlite")
