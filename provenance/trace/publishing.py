"""Whose page an address names: sites that carry the pages of others, and sites that everybody may write on."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import unquote, urlsplit

from provenance.text.tables import read_table
from provenance.urls.domains import host_of, site_domain

# /web/20250704/https://apnews.com/article/x | /c/s/www.bbc.co.uk/news/x
_CARRIED = re.compile(r"/(?:https?:/{1,2}|(?:[cva]/)?s/(?=[\w-]{1,63}\.[\w.-]{2,80}/))", re.IGNORECASE)


def original_address(url: str) -> str:
    """The address of the page that a site such as an archive shows a copy of; `url` itself where it names none."""
    if not is_carrier(url):
        return url
    carried = _CARRIED.search(url, url.find("/", url.find("//") + 2))
    if carried is None:
        return url
    inner = f"https://{url[carried.end() :]}"
    return inner if site_domain(host_of(inner) or "") else url


def is_carrier(url: str) -> bool:
    """Whether the site shows the pages of others, so that two pages on it have no publisher in common."""
    return _stands_in("carriers", url)


def account_at(url: str) -> str:
    """Whose page it is on a site that everybody may write on, in lower case; empty elsewhere or where it is unsaid."""
    if not _stands_in("platforms", url):
        return ""
    parts = [unquote(part) for part in urlsplit(url).path.split("/") if part]
    while parts and parts[0].lower() in _table()["before_accounts"]:
        parts = parts[1:]
    if not parts or parts[0].lower() in _table()["no_accounts"]:
        return ""
    return parts[0].lower().removeprefix("@")


def _stands_in(name: str, url: str) -> bool:
    """Whether the host or a domain above it stands in the table."""
    labels = (host_of(url) or "").split(".")
    return any(".".join(labels[at:]) in _table()[name] for at in range(len(labels) - 1))


@cache
def _table() -> dict[str, frozenset[str]]:
    table = read_table("lineage")
    return {name: frozenset(table[name]) for name in ("carriers", "platforms", "before_accounts", "no_accounts")}
