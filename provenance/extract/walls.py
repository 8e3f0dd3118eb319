"""Pages that are no article: bot walls, paywalls, consent and login pages, script-only, missing and listing pages.

Each wall is recognised before anything is matched. A page that says that it is an article, or that has many words of
its own, is no wall for its title or a sentence in it; what it says of walls in quotation marks never counts.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from provenance.extract.detours import find_alias, find_detour
from provenance.extract.lines import count_words
from provenance.extract.listings import is_listing
from provenance.extract.looks import BRIEF, LONG, has_empty_mount
from provenance.extract.main_text import FEW
from provenance.extract.paywalls import is_withheld
from provenance.extract.wording import is_kind, loose_titles, plain_titles, share_of, title_parts, words_of
from provenance.model import Access, Missed
from provenance.text.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from provenance.extract.looks import Looks

MUCH = 1 / 3
"""Share of a short text in the sentences of a wall from which on it is one."""

_HUMAN = "the site asks the reader to prove to be human"

_KINDS: tuple[tuple[str, Access, str], ...] = (
    ("bot", Access.BOT_WALL, _HUMAN),
    ("barred", Access.FORBIDDEN, "the site turns the reader away for now (browser, place, requests or repairs)"),
    ("paid", Access.PAYWALLED, "the site wants to be paid by programs that read it"),
    ("consent", Access.CONSENT_WALL, "the site asks for consent first"),
    ("login", Access.PAYWALLED, "the site asks the reader to sign in"),
    ("lost", Access.NOT_FOUND, "the page says that it does not exist"),
)
"""Kinds of titles and sentences, what they mean, and the words for people."""

# consent.yahoo.com, example.org/consent?x, guce.example.com
_CONSENT_ADDRESS = re.compile(r"^(?:consent|guce|privacy-mgmt)\.|/(?:consent|cookie-consent|privacy-gate)(?:/|$)")


FIELDS = 20
"""Fields for passwords that are looked at; pages have one or two."""

_BESIDE = ("header", "nav", "aside", "footer")
"""Where pages of every kind have a form to log in."""


def find_wall(looks: Looks) -> Missed | None:
    """The reason why this page cannot be judged, or none when it can."""
    for test in _TESTS:
        found = test(looks)
        if found is not None:
            access, detail = found
            return Missed(url=looks.asked, access=access, detail=detail)
    return None


_Finding = tuple[Access, str] | None


def _by_machinery(looks: Looks) -> _Finding:
    """Scripts and forms of the makers of bot walls, on a page that says hardly anything else."""
    if looks.own >= (FEW if looks.metadata.is_article else BRIEF):
        return None
    for vendor in read_table("walls")["vendors"]:
        if all(mark in looks.machinery for mark in vendor["marks"]):
            return Access.BOT_WALL, f"the page is a bot wall ({vendor['name']})"
    return None


def _by_title(looks: Looks) -> _Finding:
    """A title or first heading that walls bear, next to nothing or to the name of the site."""
    article = looks.metadata.is_article and looks.own >= FEW
    for kind, access, detail in _KINDS:
        if article or (looks.own >= LONG and kind != "lost"):
            continue
        for name in (looks.title, *looks.headings[:1]):
            if _bears(kind, name, looks):
                shown = "".join(letter for letter in name[:60] if letter.isprintable())
                return access, f"{detail} (title “{shown}”)"
    return None


def _bears(kind: str, name: str, looks: Looks) -> bool:
    parts = title_parts(name)
    if any(part in plain_titles(kind) for part in parts):
        return True
    if looks.own >= LONG or not any(part in loose_titles(kind) for part in parts):
        return False
    if looks.own < FEW:
        return True
    others = [part for part in parts if part not in loose_titles(kind)]
    return all(_is_site(part, looks) for part in others) and words_of(kind, looks.shown) > 0


def _is_site(part: str, looks: Looks) -> bool:
    """Whether a part of a title is the name of the site: its own word for it, or that of its address."""
    site = looks.metadata.site
    squeezed = "".join(letter for letter in part if letter.isalnum())
    host = "".join(letter for letter in (urlsplit(looks.url).hostname or "") if letter.isalnum())
    return bool(squeezed) and (part == (site or "").lower() or squeezed in host or not part)


def _by_host(looks: Looks) -> _Finding:
    host = (urlsplit(looks.url).hostname or "").removeprefix("www.")
    if host and looks.own < BRIEF and looks.title.strip().lower() == host and not looks.metadata.is_article:
        return Access.BOT_WALL, "the page shows nothing but the name of the site"
    return None


def _by_address(looks: Looks) -> _Finding:
    parts = urlsplit(looks.url)
    named = _CONSENT_ADDRESS.search(parts.hostname or "") or _CONSENT_ADDRESS.search(parts.path)
    if named and looks.own < LONG:
        return Access.CONSENT_WALL, "the site led to a consent page"
    return None


def _by_sentences(looks: Looks) -> _Finding:
    """A short text that consists of the sentences of a wall to a good part."""
    if looks.text and share_of("consent", looks.text[:20_000]) >= 1 / 2:
        return Access.CONSENT_WALL, "the text of the page is mostly a consent form"
    if looks.own >= (FEW if looks.metadata.is_article else LONG):
        return None
    for kind, access, detail in _KINDS:
        least = MUCH if looks.own < BRIEF else 1 / 2
        if kind not in ("consent", "login") and share_of(kind, looks.text or looks.shown) >= least:
            return access, detail
    return None


def _by_form(looks: Looks) -> _Finding:
    """A form that asks for a password, on a page that says hardly anything else."""
    if looks.own >= BRIEF or (looks.metadata.is_article and looks.own >= FEW):
        return None
    asks = (field for field in looks.root.iter("input") if field.get("type", "").lower() == "password")
    if any(next(field.iterancestors(*_BESIDE), None) is None for field in islice(asks, FIELDS)):
        return Access.PAYWALLED, "the site asks the reader to sign in"
    return None


def _by_consent(looks: Looks) -> _Finding:
    """A banner over a page without a text of its own."""
    if looks.own >= FEW:
        return None
    if looks.covered or share_of("consent", looks.shown) >= MUCH:
        asks = any(is_kind("consent", line) for line in looks.shown.splitlines()) or is_kind("consent", looks.shown)
        return (Access.CONSENT_WALL, "the page shows a consent form in place of a text") if asks else None
    return None


def _by_scripts(looks: Looks) -> _Finding:
    """A page that programs fill, read without them."""
    if looks.own >= BRIEF:
        return None
    told = is_kind("script", looks.noscript) or is_kind("script", looks.shown)
    bare = looks.scripted and count_words(looks.shown) < FEW
    if has_empty_mount(looks.root) or (told and looks.own < FEW) or (bare and count_words(looks.text) < FEW):
        return Access.UNSUPPORTED, "the text appears only with JavaScript"
    return None


def _by_links(looks: Looks) -> _Finding:
    if is_listing(looks):
        return Access.UNSUPPORTED, "the page lists articles and is none itself"
    return None


def _by_emptiness(looks: Looks) -> _Finding:
    if not looks.text.strip():
        return Access.UNSUPPORTED, "no article text was found on the page"
    if count_words(looks.text) < FEW:
        return Access.UNSUPPORTED, f"only {len(looks.text)} characters of article text were found on the page"
    return None


_TESTS: tuple[Callable[[Looks], _Finding], ...] = (
    find_detour,
    _by_machinery,
    _by_title,
    _by_host,
    _by_address,
    _by_form,
    is_withheld,
    _by_consent,
    _by_sentences,
    _by_scripts,
    find_alias,
    _by_links,
    _by_emptiness,
)
"""The signs of walls in the order in which they are looked for: what is plainest comes first."""
