"""One text under many addresses of a host: a template of the site, and no article."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from provenance.extract.detours import is_front_address, original_address
from provenance.model import Access, Missed
from provenance.urls.canonical import canonical_url

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provenance.model import Page

_VIEWS = frozenset(("amp", "print", "printer", "m", "mobile", "amphtml", "single", "full", "index.html"))
"""Folders that show the same article in another form."""

_VIEW_QUERIES = frozenset(("print", "output", "amp", "view", "outputtype", "ref", "mode", "m", "page", "lang"))
"""Parameters that do."""


def find_templates(pages: Mapping[str, Page]) -> Mapping[str, Missed]:
    """The pages, by the addresses in `pages`, that are a template and no article, each with its reason.

    Pages of one host whose texts are the same although they are not one article: its copies share a canonical address,
    an address up to the form of view, or their title and the moment at which it was published. Attached files and
    PDFs are never templates.
    """
    groups: dict[tuple[str, str], dict[str, Page]] = {}
    for url, page in pages.items():
        host = _host_of(page.url)
        if host and page.decoded_by != "pdf":
            text = sha256(" ".join(page.text.split()).encode("utf-8", "replace")).hexdigest()
            groups.setdefault((host, text), {})[url] = page
    return {
        url: Missed(
            url=url,
            access=Access.UNSUPPORTED,
            detail=f"the site shows the same text under {len(group)} addresses, so it is no article's",
        )
        for group in groups.values()
        if not _is_one_article(list(group.values()))
        for url in group
    }


def _is_one_article(pages: list[Page]) -> bool:
    """Whether the pages are one article under several addresses, or just one page."""
    first = pages[0]
    if len({_view_of(original_address(page.url)) for page in pages}) == 1:
        return True
    named = {canonical_url(page.canonical_url) if page.canonical_url else "" for page in pages}
    if len(named) == 1 and "" not in named and not is_front_address(next(iter(named))):
        return True
    return first.published is not None and {(page.title, page.published) for page in pages} == {
        (first.title, first.published)
    }


def _host_of(url: str) -> str:
    parts = urlsplit(original_address(url))
    host = (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    return host.removeprefix("www.").removeprefix("m.").removeprefix("amp.")


def _view_of(url: str) -> tuple[str, str]:
    """What is left of an address without the form of view: the folders, and the parameters that name a page."""
    parts = urlsplit(canonical_url(url))
    folders = [folder for folder in parts.path.lower().split("/") if folder and folder not in _VIEWS]
    pairs = [pair for pair in parts.query.split("&") if pair.partition("=")[0].lower() not in _VIEW_QUERIES]
    return "/".join(folders), "&".join(sorted(filter(None, pairs)))
