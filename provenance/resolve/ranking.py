"""Which entries of a sitemap, a feed or a search answer a claim may have come from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from provenance.model import Candidate
from provenance.resolve.terms import search_terms
from provenance.resolve.windows import window_of
from provenance.text.commonness import word_weight
from provenance.text.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from provenance.resolve.providers.contract import Query

# -0123456789abcdef0123456789abcdef at the end of a slug
_IDENTIFIER = re.compile(r"[-_][0-9a-f]{16,40}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page as a sitemap, a feed or a search answer names it; the title may be missing, and so may the day."""

    url: str
    title: str = ""
    published: date | None = None


def rank_entries(entries: Sequence[Entry], query: Query, *, found_by: str, most: int = 10) -> tuple[Candidate, ...]:
    """The entries that share words with the claim of `query`, the best first, at most `most`."""
    terms = search_terms(query.claim)
    stems = {token.stem for token in read_tokens(" ".join((*terms.names, *terms.words, *terms.numbers))) if token.stem}
    whole = sum(map(word_weight, stems)) or 1.0
    window = window_of(query)
    scored = []
    for entry in entries:
        own = {token.stem for token in read_tokens(f"{entry.title} {slug_words(entry.url)}")}
        shared = stems & own
        if len(shared) < 2:
            continue
        near = window is None or entry.published is None or window.start <= entry.published <= window.end
        score = 100.0 * sum(map(word_weight, shared)) / whole * (1.0 if near else 0.5)
        scored.append((score, entry, shared))
    scored.sort(key=lambda one: -one[0])
    return tuple(
        Candidate(
            url=entry.url,
            found_by=found_by,
            rank=1,
            reason=f"its headline shares {', '.join(sorted(shared))} with the claim",
            title=entry.title,
            published=entry.published,
            score=min(score, 100.0),
        )
        for score, entry, shared in scored[:most]
    )


def slug_words(url: str) -> str:
    """The words of the last part of an address that has any, without the identifier that some sites put behind."""
    pieces = [piece for piece in unquote(urlsplit(url).path).split("/") if piece]
    slugs = [_IDENTIFIER.sub("", piece) for piece in pieces]
    return max((re.sub(r"[-_.]+", " ", slug) for slug in slugs), key=len, default="")
