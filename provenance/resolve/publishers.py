"""The table of publishers, `data/publishers.toml`: by name, by host, by stem."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from provenance.text.tables import read_table
from provenance.urls.domains import site_domain, stem_of


class PublisherKind(StrEnum):
    """What a publisher is; the head of the table says what each kind holds."""

    AGENCY = "agency"
    NEWSPAPER = "newspaper"
    BROADCASTER = "broadcaster"
    MAGAZINE = "magazine"
    GOVERNMENT = "government"
    REFERENCE = "reference"
    RESEARCH = "research"
    PLATFORM = "platform"
    ORGANISATION = "organisation"
    COMPANY = "company"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """A publisher: its usual name, other names it goes by, and its domains, the main one first.

    `shared` are names that others of the table bear too; `country` is an ISO 3166-1 code, UN or EU.
    """

    name: str
    aliases: tuple[str, ...]
    shared: tuple[str, ...]
    domains: tuple[str, ...]
    country: str
    kind: PublisherKind


@cache
def read_publishers() -> tuple[Publisher, ...]:
    """Every publisher of the table, in its order."""
    return tuple(
        Publisher(
            name=row["name"],
            aliases=tuple(row.get("aliases", ())),
            shared=tuple(row.get("shared", ())),
            domains=tuple(row["domains"]),
            country=row["country"],
            kind=PublisherKind(row["kind"]),
        )
        for row in read_table("publishers")["publisher"]
    )


_ACCENTS = re.compile(r"[\u0300-\u036f]+")  # the marks that NFKD parts from their letters
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "’": "'", "‘": "'", "`": "'", "´": "'", "–": "-"})
_MOBILE = frozenset(["m", "amp", "mobile"])
"""Labels of a host that name a form of the site, not a site: fr.m.wikipedia.org."""


def name_key(name: str) -> str:
    """The name as it is compared: without letter case, accents, kinds of apostrophes and dashes, doubled spaces."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS)))
    return " ".join(unicodedata.normalize("NFC", plain).split())


def find_publisher_by_name(name: str) -> Publisher | None:
    """The one publisher that goes by `name`.

    A leading The may be left out or put before two words and more, and spaces may be missing: `TheGuardian`.
    """
    known = _names_as_written().get(_plain_key(name))
    key = "" if known else name_key(name)
    if known or key in names_shared():
        return known
    known = names_owned().get(key) or _names_without_article().get(_without_article(key))
    return known or _names_closed_up().get(key.replace(" ", ""))


def find_publishers_sharing(name: str) -> tuple[Publisher, ...]:
    """The publishers that bear `name` together, so that the name alone tells none of them."""
    return names_shared().get(name_key(name), ())


def find_publisher_by_host(host: str | None) -> Publisher | None:
    """The publisher on whose site `host` is: its own row, else that of the nearest host above it.

    A tenant of a suffix that is rented out (`ibm.github.io`) is not published by the landlord.
    """
    table = _by_domain()
    domain = site_domain(host) if host else None
    if host is None or domain is None:
        return table.get(host or "")
    parts = [part for part in host.split(".") if part not in _MOBILE]
    above = (".".join(parts[at:]) for at in range(max(1, len(parts) - domain.count("."))))
    return next((table[name] for name in above if name in table), None)


def find_publisher_by_stem(stem: str) -> Publisher | None:
    """The one publisher whose main domain is `stem` and a public suffix: `geeksforgeeks`."""
    found = _by_stem().get(stem, ())
    return found[0] if len(found) == 1 else None


@cache
def names_owned() -> dict[str, Publisher]:
    """Every name that one publisher alone bears, as it is compared; the name without accents goes before others."""
    return {name_key(name): row for name, row in _names_as_written().items()} | _names_as_written()


@cache
def _names_as_written() -> dict[str, Publisher]:
    """Every name that one publisher alone bears, with its accents: Wikipédia is another than Wikipedia."""
    return {_plain_key(name): row for row in read_publishers() for name in (row.name, *row.aliases)}


def _plain_key(name: str) -> str:
    return " ".join(name.casefold().split())


@cache
def names_shared() -> dict[str, tuple[Publisher, ...]]:
    """Every name that several publishers bear, as it is compared."""
    bearers: defaultdict[str, list[Publisher]] = defaultdict(list)
    for row in read_publishers():
        for name in row.shared:
            bearers[name_key(name)].append(row)
    return {key: tuple(rows) for key, rows in bearers.items()}


def _without_article(key: str) -> str:
    rest = key.removeprefix("the ")
    return rest if " " in rest else key


@cache
def _names_without_article() -> dict[str, Publisher]:
    """The names of two words and more without their article, where one publisher alone is left with such a name."""
    bearers: defaultdict[str, dict[str, Publisher]] = defaultdict(dict)
    for key, row in names_owned().items():
        bearers[_without_article(key)][row.name] = row
    return {key: next(iter(rows.values())) for key, rows in bearers.items() if len(rows) == 1}


@cache
def _names_closed_up() -> dict[str, Publisher]:
    """The names of several words without their spaces, where one publisher alone is left with such a name."""
    bearers: defaultdict[str, dict[str, Publisher]] = defaultdict(dict)
    for key, row in names_owned().items():
        bearers[key.replace(" ", "")][row.name] = row
    shared = {key.replace(" ", "") for key in names_shared()}
    return {key: next(iter(rows.values())) for key, rows in bearers.items() if len(rows) == 1 and key not in shared}


@cache
def _by_domain() -> dict[str, Publisher]:
    return {domain: row for row in read_publishers() for domain in row.domains}


@cache
def _by_stem() -> dict[str, tuple[Publisher, ...]]:
    bearers: defaultdict[str, list[Publisher]] = defaultdict(list)
    for row in read_publishers():
        bearers[stem_of(row.domains[0])].append(row)
    return {stem: tuple(rows) for stem, rows in bearers.items() if stem}
