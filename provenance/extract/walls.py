"""Pages that are no article: bot walls, paywalls, consent and login pages, script-only and missing pages.

Each wall is recognised before anything is matched. The signs stand in tables; a page with a long text of its own is
never called a wall for a word in it, and one that says that it is an article not for its title either.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from provenance.model import Access, Missed

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from provenance.extract.metadata import Metadata
    from provenance.model import Capture

SHORT = 1_000
"""Characters of main text below which the signs of a wall count; an article has more."""

EMPTY = 120
"""Characters of main text below which a page says nothing that a claim could be judged by."""

# Titles of pages that are no article; anchored, so that a headline such as "Access denied to inspectors" is none.
_TITLES: tuple[tuple[re.Pattern[str], Access, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), access, detail)
    for pattern, access, detail in (
        (r"just a moment\W*$", Access.BOT_WALL, "the site asks the reader to prove to be human"),
        (r"attention required\b.*cloudflare", Access.BOT_WALL, "the site asks the reader to prove to be human"),
        (r"(?:are you a (?:robot|human)|verify you are human)\W*$", Access.BOT_WALL, "the site shows a human check"),
        (r"pardon our interruption\W*$", Access.BOT_WALL, "the site shows a human check"),
        (r"please wait\W*$", Access.BOT_WALL, "the site shows a waiting page"),
        (r"access (?:to this page has been )?denied\W*$", Access.BOT_WALL, "the site denied access"),
        (r"before you continue\b", Access.CONSENT_WALL, "the site asks for consent first"),
        (r"(?:sign|log) ?in\W*$", Access.PAYWALLED, "the site asks the reader to sign in"),
        (r"(?:error )?404\b", Access.NOT_FOUND, "the page says that it does not exist"),
        (r"(?:page|article|story) not found\b", Access.NOT_FOUND, "the page says that it does not exist"),
    )
)

_FRONT = frozenset(("", "/", "/index.html"))
"""Paths of front pages."""

# consent.yahoo.com, example.org/consent?x, guce.example.com
_CONSENT_ADDRESS = re.compile(r"^(?:consent|guce|privacy-mgmt)\.|/(?:consent|cookie-consent|privacy-gate)(?:/|$)")

_CONSENT_WORDS = ("cookies", "consent", "our partners", "accept all", "privacy choices", "legitimate interest")
"""Words of consent pages: two of them in a short text make one, and two in each of the lines that fill most of it."""

# "Subscribe to continue reading", "This article is for subscribers only"
_PAYWALL_WORDS = re.compile(
    r"subscribe (?:now )?to (?:continue|keep|read)|(?:for|to) subscribers only|already a subscriber|"
    r"to continue reading|create a free account to read",
    re.IGNORECASE,
)

# "Please enable JavaScript to view this page"
_SCRIPT_WORDS = re.compile(
    r"(?:enable|requires?|turn on) (?:java ?script|js)\b|javascript is (?:disabled|required)", re.IGNORECASE
)


def find_detour(capture: Capture) -> Missed | None:
    """The reason when a site answered with its front page in place of the page asked for, as many do for lost ones."""
    asked, read = urlsplit(capture.url), urlsplit(capture.final_url)
    if asked.path in _FRONT or read.path not in _FRONT or read.query:
        return None
    return Missed(url=capture.url, access=Access.NOT_FOUND, detail="the site led to its front page instead")


def find_wall(soup: BeautifulSoup, text: str, *, metadata: Metadata, url: str) -> Missed | None:
    """The reason why this page cannot be judged, or none when it can. `url` is where the page was finally read."""
    if _speaks_of_consent(text):
        return Missed(url=url, access=Access.CONSENT_WALL, detail="the text of the page is mostly a consent form")
    named = _named_by_title(soup, url=url)
    if len(text) >= SHORT:
        return None if metadata.published is not None or metadata.kind == "article" else named
    named = named or _named_by_host(soup, url=url) or _named_by_address(url)
    if named is not None:
        return named
    shown = " ".join(soup.get_text(" ").split())[: 4 * SHORT]
    asked = _asked_first(shown, metadata=metadata, url=url) if len(text) < SHORT // 2 else None
    return asked or _empty(soup, shown, text, url=url)


def _asked_first(shown: str, *, metadata: Metadata, url: str) -> Missed | None:
    if metadata.free is False:
        return Missed(url=url, access=Access.PAYWALLED, detail="the publisher marks the page as not free to read")
    if _PAYWALL_WORDS.search(shown):
        return Missed(url=url, access=Access.PAYWALLED, detail="the page asks the reader to subscribe")
    if _asks_for_consent(shown):
        return Missed(url=url, access=Access.CONSENT_WALL, detail="the page shows a consent form in place of a text")
    return None


def _named_by_title(soup: BeautifulSoup, *, url: str) -> Missed | None:
    title = _title_of(soup)
    for pattern, access, detail in _TITLES:
        if pattern.match(title):
            return Missed(url=url, access=access, detail=f"{detail} (title “{title[:60]}”)")
    return None


def _named_by_host(soup: BeautifulSoup, *, url: str) -> Missed | None:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    if host and _title_of(soup).lower() == host:
        return Missed(url=url, access=Access.BOT_WALL, detail="the page shows nothing but the name of the site")
    return None


def _asks_for_consent(text: str) -> bool:
    lower = text.lower()
    return sum(word in lower for word in _CONSENT_WORDS) >= 2


def _speaks_of_consent(text: str) -> bool:
    return 2 * sum(len(line) for line in text.splitlines() if _asks_for_consent(line)) > len(text)


def _title_of(soup: BeautifulSoup) -> str:
    title = " ".join(soup.title.get_text().split()) if soup.title else ""
    return "".join(letter for letter in title if letter.isprintable())


def _named_by_address(url: str) -> Missed | None:
    parts = urlsplit(url)
    if _CONSENT_ADDRESS.search(parts.hostname or "") or _CONSENT_ADDRESS.search(parts.path):
        return Missed(url=url, access=Access.CONSENT_WALL, detail="the site led to a consent page")
    return None


def _empty(soup: BeautifulSoup, shown: str, text: str, *, url: str) -> Missed | None:
    if len(text) >= EMPTY:
        return None
    if soup.find("script") and (_SCRIPT_WORDS.search(shown) or len(shown) < EMPTY):
        return Missed(url=url, access=Access.UNSUPPORTED, detail="the text appears only with JavaScript")
    if not text:
        return Missed(url=url, access=Access.UNSUPPORTED, detail="no article text was found on the page")
    return Missed(
        url=url, access=Access.UNSUPPORTED, detail=f"only {len(text)} characters of article text were found on the page"
    )
