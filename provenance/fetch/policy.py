"""What a guest does on other people's sites: pure decisions about robots.txt, pauses, retries and answers.

Nothing here sleeps, reads time or opens a socket; the client asks and obeys.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from provenance.fetch.answers import Refusal, header_of
from provenance.model.captures import Access
from provenance.model.requests import Wanted
from provenance.urls.domains import registrable_domain
from provenance.version import VERSION

if TYPE_CHECKING:
    from datetime import datetime

    from protego import Protego

    from provenance.fetch.answers import Headers

PRODUCT = "provenance"
"""The product token that robots.txt files name us by."""
ROBOTS_BYTES = 500 * 1024
"""RFC 9309 section 2.5: at least this much must be parsed; the rest is not read."""
ROBOTS_REDIRECTS = 5
"""RFC 9309 section 2.3.1.2."""
ROBOTS_SECONDS = 86_400.0
"""RFC 9309 section 2.4: a copy is used for a day at most."""
TROUBLE_SECONDS = 300.0
"""How long a robots.txt that could not be read is not asked for again."""
LONGEST_CRAWL_DELAY = 30.0
"""Seconds; a longer Crawl-delay counts as this much, or one page of such a site would take minutes."""
LONGEST_RETRY_AFTER = 120.0
"""Seconds that are waited at a site's request; whoever asks for more is left alone in this run."""
WALLS_PER_DOMAIN = 3
"""After so many bot walls a domain gets no further request in this run."""
RETRIED = frozenset((HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT))
"""Statuses that often pass by themselves; a refusal is never retried."""
NOT_MODIFIED = HTTPStatus.NOT_MODIFIED
TOO_MANY = HTTPStatus.TOO_MANY_REQUESTS
MEDIA_TYPES = frozenset(("text/html", "application/xhtml+xml", "text/plain", "application/pdf"))
"""Media types of pages. What a listing or a service calls itself is not asked: sitemaps come under any type."""
ACCEPT = {
    Wanted.PAGE: "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.8,application/pdf;q=0.7,*/*;q=0.1",
    Wanted.LISTING: "application/xml,text/xml,application/rss+xml,application/json;q=0.9,text/html;q=0.8,*/*;q=0.5",
    Wanted.SERVICE: "application/json,*/*;q=0.5",
}
PAUSES = {"archive.org": 2.5, "commoncrawl.org": 1.0, "gdeltproject.org": 5.0, "wikipedia.org": 1.0}
"""Seconds between two requests that the operators of these domains ask for, at least: 24 a minute, 1 and 5 seconds."""
ENCODINGS = frozenset(("", "identity", "gzip", "x-gzip", "deflate", "br"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The rules of one origin: none means that everything is allowed, a `refusal` that nothing is."""

    rules: Protego | None = None
    refusal: Refusal | None = None

    def refuses(self, url: str) -> Refusal | None:
        """The reason why `url` must not be requested, or none."""
        if self.refusal is not None or self.rules is None or self.rules.can_fetch(url, PRODUCT):
            return self.refusal
        return Refusal(access=Access.ROBOTS_DENIED, detail="the site's robots.txt asks robots not to read this page")

    def pause(self, least: float) -> float:
        """Seconds between two requests: `least`, or what the rules ask for if that is more, up to a bound."""
        if self.rules is None:
            return least
        rate = self.rules.request_rate(PRODUCT)
        asked = max(self.rules.crawl_delay(PRODUCT) or 0.0, rate.seconds / rate.requests if rate else 0.0)
        return max(least, min(asked, LONGEST_CRAWL_DELAY))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wall:
    """A header that a bot wall sets: which one, what its value holds, and on which statuses (none: on any)."""

    vendor: str
    header: str
    holds: str = ""
    statuses: frozenset[int] = frozenset()


_REFUSED = frozenset((202, 401, 403, 405, 406, 429, 503))
_WALLS = (
    # Cloudflare documents this header as the sign of a challenge, whatever the status.
    _Wall(vendor="Cloudflare", header="cf-mitigated", holds="challenge"),
    _Wall(vendor="AWS WAF", header="x-amzn-waf-action"),
    # DataDome marks pages that it let pass, too.
    _Wall(vendor="DataDome", header="x-datadome", statuses=_REFUSED),
    _Wall(vendor="DataDome", header="x-dd-b", statuses=_REFUSED),
    _Wall(vendor="Akamai", header="server", holds="akamaighost", statuses=frozenset((403,))),
)

_STATUSES = {
    401: (Access.FORBIDDEN, "the site wants a login (401)"),
    402: (Access.PAYWALLED, "the site wants to be paid (402)"),
    403: (Access.FORBIDDEN, "the site refused (403)"),
    404: (Access.NOT_FOUND, "the site has no such page (404)"),
    405: (Access.FORBIDDEN, "the site refused (405)"),
    406: (Access.FORBIDDEN, "the site refused (406)"),
    410: (Access.NOT_FOUND, "the site has removed this page (410)"),
    429: (Access.RATE_LIMITED, "the site has had enough requests for now (429)"),
    451: (Access.FORBIDDEN, "the site may not show this page here (451)"),
}


def least_pause(host: str, pause: float) -> float:
    """Seconds between two requests to the domain of `host`: `pause`, or what its operator asks for if that is more."""
    return max(pause, PAUSES.get(registrable_domain(host) or host, 0.0)) if pause else 0.0


def user_agent(contact: str) -> str:
    """The honest name under which requests go out, with the place where a webmaster can complain."""
    plain = "".join(letter if letter.isascii() and letter not in "()\\" else "?" for letter in contact.strip())
    return f"{PRODUCT}/{VERSION} (+{plain or 'no contact given'})"


def read_robots(status: int, headers: Headers, body: bytes) -> Robots:
    """The rules that an answer to a request for robots.txt lays down; RFC 9309 section 2.3.1.

    2xx: what it says. 4xx: no rules, except that a bot wall, or 429, is taken for a refusal. All else: stay away.
    """
    if 200 <= status < 300:
        unknown = _unknown_coding(headers)
        return closed_robots(f"the site's robots.txt is packed as {unknown}") if unknown else _parse_robots(body)
    if status == TOO_MANY or status >= 500 or status < 400:
        return closed_robots(f"the site answered {status} when asked for its robots.txt")
    vendor = wall_vendor(status, headers)
    if vendor:
        return closed_robots(f"the site's robots.txt is behind a bot wall ({vendor})")
    return Robots()


def closed_robots(detail: str) -> Robots:
    """Rules that forbid everything, since the real ones could not be read."""
    return Robots(refusal=Refusal(access=Access.ROBOTS_DENIED, detail=f"{detail}, so it is left alone", retryable=True))


def _parse_robots(body: bytes) -> Robots:
    from protego import Protego  # noqa: PLC0415 - a run that reads everything from the store asks no robots.txt

    whole = body if len(body) < ROBOTS_BYTES else body[: body.rfind(b"\n", 0, ROBOTS_BYTES) + 1]
    return Robots(rules=Protego.parse(whole.decode("utf-8-sig", "replace")))


def wall_vendor(status: int, headers: Headers) -> str:
    """The maker of the bot wall that gave this answer, by its headers, or an empty string."""
    for wall in _WALLS:
        values = [value.lower() for key, value in headers if key == wall.header]
        if (not wall.statuses or status in wall.statuses) and any(wall.holds in value for value in values):
            return wall.vendor
    return ""


def refuse_answer(status: int, headers: Headers, *, wanted: Wanted = Wanted.PAGE) -> Refusal | None:
    """Why an answer is not what is wanted, by status and headers, or none. Redirects are not asked about here."""
    vendor = wall_vendor(status, headers)
    if vendor:
        return Refusal(access=Access.BOT_WALL, detail=f"a bot wall ({vendor}) answered {status}")
    if status in _STATUSES:
        access, detail = _STATUSES[status]
        return Refusal(access=access, detail=detail, retryable=access is Access.RATE_LIMITED)
    if status >= 500:
        return Refusal(access=Access.UNREACHABLE, detail=f"the site failed ({status})", retryable=True)
    if status not in (200, 203):
        return Refusal(access=Access.UNREACHABLE, detail=f"the site answered {status}, which is no page")
    return _refuse_form(headers, wanted=wanted)


def _refuse_form(headers: Headers, *, wanted: Wanted) -> Refusal | None:
    media = header_of(headers, "content-type").partition(";")[0].strip().lower()
    if media and wanted is Wanted.PAGE and media not in MEDIA_TYPES:
        detail = f"the page is {ascii(media)[1:-1]}, not HTML, plain text or PDF"
        return Refusal(access=Access.UNSUPPORTED, detail=detail)
    unknown = _unknown_coding(headers)
    if unknown:
        return Refusal(access=Access.UNSUPPORTED, detail=f"the page is packed as {unknown}")
    return None


def _unknown_coding(headers: Headers) -> str:
    applied = ",".join(value for key, value in headers if key == "content-encoding").lower().split(",")
    return ", ".join(ascii(coding)[1:-1] for coding in sorted({coding.strip() for coding in applied} - ENCODINGS))


def declares_more_than(limit: int, headers: Headers) -> bool:
    """Whether the answer announces a body of more than `limit` bytes; packed bytes count as they are."""
    length = header_of(headers, "content-length")
    return length.isascii() and length.isdigit() and int(length[:18]) > limit


def looks_binary(headers: Headers, body: bytes) -> bool:
    """Whether a body that came without a media type is no text: a zero byte among its first 1,024."""
    return not header_of(headers, "content-type") and b"\0" in body[:1024]


def read_retry_after(value: str, *, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks to wait, at least 0, or none when it cannot be understood.

    Both forms of RFC 9110 section 10.2.3: seconds, and a date.
    """
    text = value.strip()
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())


def retry_wait(attempt: int, *, jitter: float) -> float:
    """Seconds before retry number `attempt` (1 for the first): 0.5, 1, 2 and so on, and up to half as much again.

    `jitter` is in [0, 1); it keeps many clients from coming back at one moment.
    """
    return 0.5 * 2.0 ** (attempt - 1) * (1.0 + jitter / 2.0)
