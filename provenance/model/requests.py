"""What is asked for: the kind of answer that is wanted, and the key that a service wants."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Wanted(StrEnum):
    """What a request is for; it decides which answers are read, how much of them, and which rules hold.

    `page`: what a claim can be judged by. `listing`: what tells where pages are (robots.txt, sitemaps, feeds, a site's
    own search API); the site's robots.txt holds for it as for a page. `service`: the answer of an interface that its
    operator documents for programs; robots.txt speaks of crawling and is not asked, the pauses hold.
    """

    PAGE = "page"
    LISTING = "listing"
    SERVICE = "service"


class SecretPlace(StrEnum):
    """Where a key goes in a request."""

    HEADER = "header"
    QUERY = "query"


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A key of the user's, sent with a request and written nowhere: no capture, report, log or cassette holds it."""

    name: str
    value: str = field(repr=False)
    place: SecretPlace = SecretPlace.HEADER
