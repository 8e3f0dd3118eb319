"""What a guest does on other people's sites: pure decisions about robots.txt, pauses, retries and answers.

Nothing here sleeps, reads time or opens a socket; the client asks and obeys.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from math import inf
from typing import TYPE_CHECKING

from provenance.fetch.answers import Refusal, header_of
from provenance.fetch.walls import wall_vendor
from provenance.model.captures import Access
from provenance.model.requests import Wanted
from provenance.urls.domains import registrable_domain
from provenance.version import VERSION

if TYPE_CHECKING:
    from datetime import datetime

    from protego import Protego

    from provenance.config import Settings
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
SHORT_RETRY_AFTER = 10.0
"""Seconds; who asks for more and fails again after that is left alone in this run."""
WALLS_PER_DOMAIN = 3
"""After so many bot walls a domain gets no further request in this run."""
RETRIED = frozenset((HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT))
"""Statuses that often pass by themselves; a refusal is never retried."""
PASSING = RETRIED | {HTTPStatus.TOO_MANY_REQUESTS}
"""The same and 429, which is tried again when it says when to come back."""
NOT_MODIFIED = HTTPStatus.NOT_MODIFIED
TOO_MANY = HTTPStatus.TOO_MANY_REQUESTS
PAYMENT_REQUIRED = HTTPStatus.PAYMENT_REQUIRED
"""With the header `crawler-price` it is a site's offer to sell single pages to robots; nobody here accepts it."""
MEDIA_TYPES = frozenset(("text/html", "application/xhtml+xml", "text/plain", "application/pdf", "application/x-pdf"))
"""Media types of pages. What a listing or a service calls itself is not asked: sitemaps come under any type."""
FILE_TYPES = frozenset(
    (
        *("application/octet-stream", "application/x-octet-stream", "binary/octet-stream"),
        *("application/download", "application/x-download", "application/force-download"),
    )
)
"""Media types that say nothing but "a file", as many sites send PDFs: read if the file begins as a PDF does."""
ACCEPT = {
    Wanted.PAGE: "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.8,application/pdf;q=0.7,*/*;q=0.1",
    Wanted.LISTING: "application/xml,text/xml,application/rss+xml,application/json;q=0.9,text/html;q=0.8,*/*;q=0.5",
    Wanted.SERVICE: "application/json,*/*;q=0.5",
}
ROBOTS_ACCEPT = "text/plain,*/*;q=0.5"
PAUSES = {"archive.org": 2.5, "commoncrawl.org": 1.0, "gdeltproject.org": 5.0, "wikipedia.org": 1.0}
"""Seconds between two requests that the operators of these domains ask for, at least: 24 a minute, 1 and 5 seconds."""
RESTS = {"archive.org": 60.0}
"""Seconds that these domains get no request after a 429, at least; who goes on there is shut out for an hour."""
ENCODINGS = frozenset(("", "identity", "gzip", "x-gzip", "deflate", "br"))
"""What a body may be packed as; anything else would reach the reader packed."""
TRANSFERS = frozenset(("", "identity", "chunked"))
"""What may be done to a body for its way."""

# User-agent: provenance/1.0 - the version is no part of the product token of RFC 9309 section 2.2.1
_VERSION = re.compile(r"(?im)^([ \t]*user-agent[ \t]*:[ \t]*[a-z_-]+)/[^\r\n#]*")


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
        by_rate = rate.seconds / rate.requests if rate else 0.0
        asked = max(0.0, self.rules.crawl_delay(PRODUCT) or 0.0, by_rate)
        return max(least, min(asked, LONGEST_CRAWL_DELAY))


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


def least_pause(host: str, *, settings: Settings) -> float:
    """Seconds between two requests to the domain of `host` that need no robots.txt to be known.

    What the settings say for the host, its domain or all, or what its operator asks for if that is more.
    """
    domain = registrable_domain(host) or host
    chosen = settings.pauses.get(host, settings.pauses.get(domain, settings.pause_seconds))
    return max(chosen, PAUSES.get(domain, 0.0)) if settings.pause_seconds else chosen


def user_agent(contact: str) -> str:
    """The honest name under which requests go out, with the place where a webmaster can complain."""
    plain = "".join(letter if letter.isascii() and letter not in "()\\" else "?" for letter in contact.strip())
    return f"{PRODUCT}/{VERSION} (+{plain or 'no contact given'})"


def read_robots(status: int, headers: Headers, body: bytes) -> Robots:
    """The rules that an answer to a request for robots.txt lays down; RFC 9309 section 2.3.1.

    2xx: what it says. 4xx: no rules, except that a bot wall, or 429, is taken for a refusal. All else: stay away.
    """
    vendor = wall_vendor(status, headers)
    if vendor:
        return closed_robots(f"the site's robots.txt is behind a bot wall ({vendor})")
    if 200 <= status < 300:
        unknown = unknown_coding(headers)
        return closed_robots(f"the site's robots.txt is packed as {unknown}") if unknown else _parse_robots(body)
    if status == TOO_MANY or status >= 500 or status < 400:
        return closed_robots(f"the site answered {status} when asked for its robots.txt")
    return Robots()


def closed_robots(detail: str) -> Robots:
    """Rules that forbid everything, since the real ones could not be read."""
    return Robots(refusal=Refusal(access=Access.ROBOTS_DENIED, detail=f"{detail}, so it is left alone", retryable=True))


def _parse_robots(body: bytes) -> Robots:
    from protego import Protego  # noqa: PLC0415 - a run that reads everything from the store asks no robots.txt

    whole = body if len(body) < ROBOTS_BYTES else body[: body.rfind(b"\n", 0, ROBOTS_BYTES) + 1]
    text = _VERSION.sub(r"\1", whole.decode("utf-8-sig", "replace"))
    return Robots(rules=Protego.parse(text))


def refuse_answer(status: int, headers: Headers, *, wanted: Wanted = Wanted.PAGE) -> Refusal | None:
    """Why an answer is not what is wanted, by status and headers, or none. Redirects are not asked about here."""
    vendor = wall_vendor(status, headers)
    if vendor:
        return Refusal(access=Access.BOT_WALL, detail=f"a bot wall ({vendor}) answered {status}")
    price = header_of(headers, "crawler-price")
    if status == PAYMENT_REQUIRED and price:
        detail = f"the site wants robots to pay for each page ({ascii(price[:40])[1:-1]}; 402)"
        return Refusal(access=Access.PAYWALLED, detail=detail)
    if status in _STATUSES:
        access, detail = _STATUSES[status]
        return Refusal(access=access, detail=detail, retryable=access is Access.RATE_LIMITED)
    if status >= 500:
        return Refusal(access=Access.UNREACHABLE, detail=f"the site failed ({status})", retryable=True)
    if status not in (200, 203):
        return Refusal(access=Access.UNREACHABLE, detail=f"the site answered {status}, which is no page")
    return _refuse_form(headers, wanted=wanted)


def _refuse_form(headers: Headers, *, wanted: Wanted) -> Refusal | None:
    media = media_type(headers)
    if media and wanted is Wanted.PAGE and media not in MEDIA_TYPES | FILE_TYPES:
        detail = f"the page is {ascii(media[:60])[1:-1]}, not HTML, plain text or PDF"
        return Refusal(access=Access.UNSUPPORTED, detail=detail)
    unknown = unknown_coding(headers)
    if unknown:
        return Refusal(access=Access.UNSUPPORTED, detail=f"the answer is packed as {unknown}")
    return None


def media_type(headers: Headers) -> str:
    """The media type that the site gives, in lower case without its parameters, or an empty string."""
    return header_of(headers, "content-type").partition(";")[0].strip().lower()


def unknown_coding(headers: Headers) -> str:
    """What the body is packed as, if that cannot be undone here; else an empty string."""
    return ", ".join(
        (
            *_codings(headers, "content-encoding", known=ENCODINGS),
            *_codings(headers, "transfer-encoding", known=TRANSFERS),
        )
    )


def _codings(headers: Headers, name: str, *, known: frozenset[str]) -> list[str]:
    applied = ",".join(value for key, value in headers if key == name).lower().split(",")
    return [ascii(coding[:40])[1:-1] for coding in sorted({coding.strip() for coding in applied} - known)[:3]]


def declares_more_than(limit: int, headers: Headers) -> bool:
    """Whether the answer announces a body of more than `limit` bytes; packed bytes count as they are."""
    length = header_of(headers, "content-length")
    return length.isascii() and length.isdigit() and int(length[:18]) > limit


def looks_binary(headers: Headers, body: bytes) -> bool:
    """Whether a body that came without a telling media type is no page.

    Without any type: it is neither text nor PDF, with a zero byte among its first 1,024; as a file: it is no PDF.
    """
    media = media_type(headers)
    if b"%PDF-" in body[:1024] or (media and media not in FILE_TYPES):
        return False
    return bool(media) or b"\0" in body[:1024]


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


def rest_after(status: int, asked: float | None, *, domain: str, last: bool) -> float | None:
    """Seconds that `domain` gets no request after this refusal (infinite: in this run), or none when it may go on.

    `asked` is what its Retry-After asks for, if it has one; after the `last` try a 429 is the end, and so is any
    refusal that asks for long: each page of the domain would be waited for anew.
    """
    if status == TOO_MANY and domain in RESTS:
        return max(asked or 0.0, RESTS[domain])
    unclear = status == TOO_MANY and (last or asked is None)
    longest = SHORT_RETRY_AFTER if last else LONGEST_RETRY_AFTER
    return inf if unclear or (asked or 0.0) > longest else None


def retry_wait(attempt: int, *, jitter: float) -> float:
    """Seconds before retry number `attempt` (1 for the first): 0.5, 1, 2 and so on, and up to half as much again.

    `jitter` is in [0, 1); it keeps many clients from coming back at one moment.
    """
    return 0.5 * 2.0 ** (attempt - 1) * (1.0 + jitter / 2.0)
