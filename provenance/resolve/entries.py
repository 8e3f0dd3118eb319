"""Pages as listings name them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page as a sitemap, a feed or a search answer names it; the title may be missing, and so may the days.

    `published` is the day that the listing or the address gives as that of publication; `modified` that of the last
    change, on or before which the page was published. `about` is what else the listing says: captions of pictures.
    """

    url: str
    title: str = ""
    published: date | None = None
    modified: date | None = None
    about: str = ""
