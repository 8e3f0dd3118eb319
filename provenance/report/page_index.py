"""The pages of a report, found by what names them, so that many claims on many pages cost no more than their number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.model.report import PageRead


class PageIndex:
    """Pages by the digest of their bytes and by the address that was asked for; of several alike the first."""

    def __init__(self, pages: Iterable[PageRead]) -> None:
        every = tuple(pages)[::-1]
        self._by_capture = {page.capture: page for page in every}
        self._by_url = {page.url: page for page in every}

    def at(self, url: str) -> PageRead | None:
        """The page that was asked for at `url`."""
        return self._by_url.get(url)

    def with_bytes(self, capture: str) -> PageRead | None:
        """A page whose bytes have the digest `capture`; the same bytes may stand at several addresses."""
        return self._by_capture.get(capture)
