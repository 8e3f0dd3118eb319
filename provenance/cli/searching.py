"""Who is asked for pages: the options `--search` and `--archive`, and what each provider's reach is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.outputs import say
from provenance.config import Archive, Settings
from provenance.model import Access, Missed, Wanted
from provenance.plugins import extend_table, installed_extensions
from provenance.resolve import PROVIDERS, ProviderContext, Reach, SourceList
from provenance.resolve.candidates import GIVEN, OWN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from provenance.model import Secret
    from provenance.resolve import Provider

GROUP = "provenance.providers"
OFF = "off"
SITE = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownProvider:
    """A provider by its name: how far it goes, and where it comes from if it was installed beside the package.

    The reach of one that cannot be made is not known; `problem` then says why.
    """

    name: str
    reach: Reach | None
    origin: str = ""
    problem: str = ""


def known_providers() -> tuple[KnownProvider, ...]:
    """Every provider in the order in which they are asked; raises `PluginError` for one that cannot be loaded."""
    origins = {point.name: point.value for point in installed_extensions(GROUP)}
    table = extend_table(GROUP, PROVIDERS, keeps_contract=callable)
    return tuple(_look_at(name, make, origin=origins.get(name, "")) for name, make in table.items())


def _look_at(name: str, make: Callable[[ProviderContext], Provider], *, origin: str) -> KnownProvider:
    """The provider, made without anything that it could ask, only to see its reach."""
    context = ProviderContext(sources=SourceList(), fetch=_refuse, settings=Settings())
    try:
        return KnownProvider(name=name, reach=Reach(make(context).reach), origin=origin)
    except Exception as error:  # noqa: BLE001 - third-party code may raise anything; the reader is told
        return KnownProvider(name=name, reach=None, origin=origin, problem=repr(error)[:200])


def _refuse(url: str, *, wanted: Wanted = Wanted.LISTING, secret: Secret | None = None) -> Missed:
    del wanted, secret
    return Missed(url=url, access=Access.UNRECORDED, detail="nobody is asked here")


class SearchType(click.ParamType[tuple[str, ...]]):
    """Reads `off`, `site`, or a comma-separated list of providers."""

    name = "NAMES"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """The names of those to ask; a usage error for an unknown one or for none."""
        if isinstance(value, tuple):
            return value
        if value == OFF:
            return ()
        known = [one for one in known_providers() if one.name not in GIVEN]
        if value == SITE:
            return tuple(one.name for one in known if one.reach is Reach.SITE)
        names = tuple(dict.fromkeys(name.strip() for name in str(value).split(",") if name.strip()))
        unknown = [name for name in names if name not in {one.name for one in known}]
        if unknown or not names:
            told = ", ".join((OFF, SITE, *(one.name for one in known)))
            self.fail(f"{value!r} names {', '.join(unknown) or 'nobody'}; known: {told}.", param, ctx)
        return names


search_option = click.option(
    "--search",
    "search",
    type=SearchType(),
    metavar="NAMES|off|site",
    help="Who is asked for pages, separated by commas (`provenance plugins` lists them). off: nobody; site: only the "
    "cited sites themselves. Default: the setting search.",
)
archive_option = click.option(
    "--archive",
    "archive",
    type=click.Choice([str(one) for one in Archive]),
    help="When an archived copy is read in place of a page: never; after failures; always, past robots.txt and walls, "
    "too. Default: the setting archive.",
)


def settle_search(
    settings: Settings, *, search: tuple[str, ...] | None, archive: str | None, config_path: Path | None
) -> Settings:
    """The settings with what the options say of searching and archives.

    A provider with the user's own key or address must be named for this run: by `search`, or in a settings file that
    is named itself. A file that merely lies in the folder, beside a draft that somebody sent, gives away no key and
    sends no words to an address of its choice.
    """
    if search is None and config_path is None:
        own = {name: setting for name, setting in OWN.items() if name in settings.search and getattr(settings, setting)}
        if own:
            say(f"{', '.join(own)}: not asked; name the settings file with --config, or the providers with --search")
            left_out: dict[str, Any] = dict.fromkeys(own.values(), "")
            settings = replace(settings, **left_out)
    return replace(
        settings,
        search=settings.search if search is None else search,
        archive=settings.archive if archive is None else Archive(archive),
    )
