"""Who may be contacted at all while a run is under embargo: the hosts that the user lists, and nobody else.

The rule holds where sockets are opened (`Dialer`), before a name is looked up; who sends requests asks it once more
before waiting for a turn, and before a recording answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv6Address
from typing import TYPE_CHECKING

from provenance.errors import SettingsError
from provenance.fetch.answers import Refusal
from provenance.model.captures import Access
from provenance.model.notices import Notice
from provenance.urls.canonical import ascii_host
from provenance.urls.domains import site_domain

if TYPE_CHECKING:
    from provenance.config import Settings

MOST_NAMED = 5
"""Hosts of the list that a refusal names."""

# apnews.com, localhost, a_b.example.org, 127.0.0.1, xn--mnchen-3ya.de
_NAME = re.compile(r"[a-z0-9_][a-z0-9_-]*(?:\.[a-z0-9_-]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Embargo:
    """The hosts that may be contacted; none is no embargo.

    A host is allowed when it is listed itself, or when the site that it belongs to is: `apnews.com` allows
    `www.apnews.com`, while `www.apnews.com` allows no other. Under a suffix that a company rents out the site is the
    tenant's: `github.io` allows nobody's pages there.
    """

    hosts: frozenset[str] | None = None

    def refuse(self, host: str) -> Refusal | None:
        """Why `host` must be neither looked up nor contacted, or none."""
        if self.hosts is None or host in self.hosts or site_domain(host) in self.hosts:
            return None
        detail = f"not asked: the embargo allows {self._told()}, not {ascii(host)[1:-1]}"
        return Refusal(access=Access.UNRECORDED, detail=detail)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What a report says of the embargo it was made under."""
        if self.hosts is None:
            return ()
        listed = f"only {', '.join(sorted(self.hosts))}" if self.hosts else "nobody"
        return (Notice(code="embargo", message=f"This run was under embargo: {listed} could be contacted."),)

    def _told(self) -> str:
        if not self.hosts:
            return "nobody"
        named = ", ".join(sorted(self.hosts)[:MOST_NAMED])
        more = len(self.hosts) - MOST_NAMED
        return f"only {named}" + (f" and {more} more" if more > 0 else "")


NONE = Embargo()


def embargo_of(settings: Settings) -> Embargo:
    """The embargo that the settings lay on a run; `SettingsError` for an entry of `allow` that names no host."""
    return Embargo(hosts=frozenset(map(allowed_host, settings.allow))) if settings.embargo else NONE


def allowed_host(name: str) -> str:
    """The host that an entry of the setting `allow` names, as it stands in requests; `SettingsError` for none."""
    try:
        host = ascii_host(name.strip().strip("[]"))
        return str(IPv6Address(host)) if ":" in host else _checked_name(host)
    except ValueError:
        shown = ascii(name[:200])[1:-1]
        hint = "One host an entry, without a scheme, a port or a path, as in apnews.com or www.apnews.com."
        raise SettingsError(f"{shown} of the setting allow names no host.", hint) from None


def _checked_name(host: str) -> str:
    """The host as given; `ValueError` if no host bears such a name: it would be on the list and match nobody."""
    if not _NAME.fullmatch(host):
        raise ValueError("no name of a host")
    return host
