"""Options that several subcommands share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from platformdirs import user_data_path

from provenance.cli.outputs import say
from provenance.config import read_settings
from provenance.errors import SettingsError, StoreError

if TYPE_CHECKING:
    from provenance.config import Settings

MEMORY = ":memory:"


class DayType(click.ParamType[date]):
    """Reads a day, `2025-07-06`."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that `value` names; a usage error for what is none."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            self.fail(f"{value!r} is no day; give year, month and day, as in 2025-07-06.", param, ctx)


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
    help="Where captures are kept: a file, sqlite:///FILE, postgresql://USER@HOST/DATABASE, or :memory:. "
    "Default: a file in the user's data folder.",
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
    metavar="URL|on|off",
    help="Ask the model behind this OpenAI-compatible address for an opinion; it gets claims and passages. "
    "on: the one of the settings; off: none.",
)
judge_model_option = click.option("--judge-model", metavar="NAME", help="The name of the judge's model.")
embargo_option = click.option(
    "--embargo", is_flag=True, help="Contact nobody but the hosts named with --allow; ask no search service."
)
allow_option = click.option(
    "--allow",
    "allow",
    metavar="HOST",
    multiple=True,
    help="A host, or a domain with all of its hosts, that may be contacted under --embargo. May be repeated.",
)
shown_as_option = click.option(
    "--format",
    "shown_as",
    type=click.Choice(["terminal", "json"]),
    help="How to print it; default: terminal.",
)


def read_run_settings(
    config_path: Path | None = None, *, entailment: str | None, judge: str | None = None, judge_model: str | None = None
) -> Settings:
    """The settings with the models that were named on the command line; raises `SettingsError` for a wrong one.

    A judge is sent words of the draft. So it must be named for this run: by `judge`, an address or `on` for the one
    of the settings, or in a settings file that is named itself. One that merely lies in the folder, beside a draft
    that somebody sent, asks nobody and sends no key.
    """
    settings = read_settings(config_path)
    if judge is None and config_path is None and settings.judge_url:
        way = "give --judge on, or name the file with --config"
        say(f"the judge of the settings, {_told(settings)}, is not asked: {way}")
        judge = "off"
    if judge == "on" and not settings.judge_url:
        raise SettingsError("There is no judge_url in the settings.", "Give its address with --judge.")
    url = {None: settings.judge_url, "on": settings.judge_url, "off": ""}.get(judge, judge or "")
    return replace(
        settings,
        entailment=settings.entailment if entailment is None else entailment,
        judge_url=url,
        judge_model=settings.judge_model if judge_model is None else judge_model,
        judge_key_env=settings.judge_key_env if url == settings.judge_url else "",  # a key is for its own judge
    )


def say_judge(settings: Settings) -> None:
    """Tell where words of the draft go, if they go anywhere; raises `SettingsError` for a wrong address."""
    from provenance.fetch.embargo import embargo_of  # noqa: PLC0415 - most runs have no judge
    from provenance.fetch.post import check_named_url  # noqa: PLC0415

    if settings.judge_url and embargo_of(settings).refuse(check_named_url(settings.judge_url).host) is None:
        key = f", with the key in {settings.judge_key_env}" if settings.judge_key_env else ""
        say(f"claims and passages are sent to the judge {_told(settings)}{key}")


def _told(settings: Settings) -> str:
    from provenance.fetch.post import check_named_url  # noqa: PLC0415 - most runs have no judge

    return f"{settings.judge_model} at {check_named_url(settings.judge_url).host}"


def settle_embargo(settings: Settings, *, embargo: bool, allow: tuple[str, ...], config_path: Path | None) -> Settings:
    """The settings with what `--embargo` and `--allow` say; a usage error for hosts allowed without an embargo.

    A settings file that merely lies in the folder, beside a draft that somebody sent, opens no embargo that the user
    asks for: its hosts count only when it is named.
    """
    if allow and not (embargo or settings.embargo):
        raise click.UsageError("--allow names who may be contacted under --embargo, which is not given.")
    listed = settings.allow if config_path is not None or not embargo else ()
    if len(listed) < len(settings.allow):
        say("the setting allow does not count: name the hosts with --allow, or the settings file with --config")
    return replace(settings, embargo=embargo or settings.embargo, allow=tuple(dict.fromkeys((*listed, *allow))))


def default_store() -> str:
    """The user's own store; its folder is made when it is absent, `StoreError` when it cannot be."""
    folder = user_data_path("provenance")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"The folder {folder} cannot be made: {error.strerror}."
        raise StoreError(message, "Give a file with --store.") from error
    return str(folder / "store.sqlite")


def existing_store(store_url: str | None) -> str:
    """The address of the store that is named, else of the user's own.

    Raises `StoreError` for a file that is not there, which opening would make.
    """
    url = store_url or default_store()
    path = Path(url.removeprefix("sqlite:///"))
    is_file = url.startswith("sqlite:///") or not ("://" in url or url.startswith("postgresql:"))
    if is_file and not url.endswith(MEMORY) and _is_absent(path):
        raise StoreError(f"There is no store at {path}.", "Name the one of the run with --store.")
    return url


def _is_absent(path: Path) -> bool:
    try:
        return not path.exists()
    except OSError:  # opening it says why
        return False
