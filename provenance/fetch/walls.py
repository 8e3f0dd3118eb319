"""Bot walls by the headers of an answer. What only the text of a page gives away is recognised where it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provenance.fetch.answers import Headers


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wall:
    """A header that a bot wall sets: how its name begins, what its value holds, on which statuses (none: on any)."""

    vendor: str
    header: str
    holds: str = ""
    statuses: frozenset[int] = frozenset()


_REFUSED = frozenset((202, 401, 403, 405, 406, 429, 503))
"""Statuses of walls. Most makers mark the pages, too, that they let pass, and those that are not there."""

_WALLS = (
    # Cloudflare documents this header as the sign of a challenge, whatever the status.
    _Wall(vendor="Cloudflare", header="cf-mitigated", holds="challenge"),
    # A challenge is answered with 202, a captcha with 405.
    _Wall(vendor="AWS WAF", header="x-amzn-waf-action", statuses=_REFUSED),
    _Wall(vendor="DataDome", header="x-datadome", statuses=_REFUSED),
    _Wall(vendor="DataDome", header="x-dd-b", statuses=_REFUSED),
    _Wall(vendor="Akamai", header="server", holds="akamaighost", statuses=frozenset((403,))),
    _Wall(vendor="PerimeterX", header="x-px", statuses=_REFUSED),
    _Wall(vendor="PerimeterX", header="set-cookie", holds="_pxhd=", statuses=_REFUSED),
    _Wall(vendor="Imperva", header="x-iinfo", statuses=_REFUSED),
    _Wall(vendor="Imperva", header="set-cookie", holds="incap_ses_", statuses=_REFUSED),
    _Wall(vendor="Imperva", header="set-cookie", holds="_incapsula_", statuses=_REFUSED),
)
"""A header's name is compared by its beginning: `x-px` is also `x-px-block`."""


def wall_vendor(status: int, headers: Headers) -> str:
    """The maker of the bot wall that gave this answer, by its headers, or an empty string."""
    for wall in _WALLS:
        if wall.statuses and status not in wall.statuses:
            continue
        if any(name.startswith(wall.header) and wall.holds in value.lower() for name, value in headers):
            return wall.vendor
    return ""
