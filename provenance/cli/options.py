"""Options that several subcommands share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
from platformdirs import user_data_path

from provenance.errors import StoreError

if TYPE_CHECKING:
    from provenance.config import Settings

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
entail_option = click.option(
    "--entail",
    "entailment",
    metavar="MODEL",
    help="The model that reads meaning: installed, off, or the folder or hub name of your own; default: installed.",
)
judge_option = click.option(
    "--judge",
    "judge_url",
    metavar="URL",
    help="Ask the model behind this OpenAI-compatible address for an opinion; it gets claims and passages. off: none.",
)
judge_model_option = click.option("--judge-model", metavar="NAME", help="The name of the judge's model.")
shown_as_option = click.option(
    "--format",
    "shown_as",
    type=click.Choice(["terminal", "json"]),
    help="How to print it; default: terminal.",
)


def with_models(
    settings: Settings, *, entailment: str | None, judge_url: str | None = None, judge_model: str | None = None
) -> Settings:
    """The settings with the models that were named on the command line; raises `SettingsError` for a wrong one."""
    return replace(
        settings,
        entailment=settings.entailment if entailment is None else entailment,
        judge_url={None: settings.judge_url, "off": ""}.get(judge_url, judge_url or ""),
        judge_model=settings.judge_model if judge_model is None else judge_model,
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
