"""Publishers' names to the domains they publish on, from `data/publishers.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """A publisher: its usual name, other names it goes by, and its domains, the main one first."""

    name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]


@cache
def read_publishers() -> tuple[Publisher, ...]:
    """Every publisher of the table, in its order."""
    rows = tomllib.loads(files("provenance").joinpath("data/publishers.toml").read_text(encoding="utf-8"))["publisher"]
    return tuple(
        Publisher(name=row["name"], aliases=tuple(row.get("aliases", ())), domains=tuple(row["domains"]))
        for row in rows
    )


def find_publisher_by_name(name: str) -> Publisher | None:
    """The publisher that goes by `name`, letter case and spacing aside; no guessing."""
    return _by_name().get(_key(name))


def find_publisher_by_host(*hosts: str | None) -> Publisher | None:
    """The publisher of the first of `hosts` (a host, then its registered domain) that the table knows."""
    table = _by_domain()
    return next((table[host] for host in hosts if host in table), None)


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


@cache
def _by_name() -> dict[str, Publisher]:
    return {_key(name): row for row in read_publishers() for name in (row.name, *row.aliases)}


@cache
def _by_domain() -> dict[str | None, Publisher]:
    return {domain: row for row in read_publishers() for domain in row.domains}
