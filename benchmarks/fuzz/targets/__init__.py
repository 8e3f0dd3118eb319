"""The targets: each is a module beside this one, and reads what one kind of file or answer is read by."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

READ_BY: dict[str, tuple[str, ...]] = {
    "addresses": ("provenance.urls", "provenance.fetch.hops"),
    "articles": ("provenance.parse", "provenance.resolve", "provenance.text"),
    "cassettes": ("provenance.fetch", "vcr"),
    "charset": ("provenance.extract.charset",),
    "answers": ("provenance.resolve.answers", "provenance.resolve.cdx", "provenance.resolve.front_page"),
    "feeds": ("provenance.resolve.listings",),
    "html": ("provenance.extract", "provenance.urls"),
    "json_ld": ("provenance.extract",),
    "sitemaps": ("provenance.resolve.listings",),
    "texts": ("provenance.text", "provenance.match"),
    "packs": ("provenance.pack",),
    "robots": ("provenance.fetch.policy", "protego"),
}
"""Which modules of the package, and of what it reads with, the fuzzer watches while it looks for new paths."""


def load_check(name: str) -> Callable[[bytes], None]:
    """What reads bytes as the target does; raises when a promise is broken, and for nothing else."""
    check: Callable[[bytes], None] = import_module(f"{__name__}.{name}").check
    return check
