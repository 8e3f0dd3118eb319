"""Which other page of the article has a claim that its own pages do not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from provenance.match.assess import match_claim
from provenance.match.meaning import Entailment
from provenance.match.passages import find_contexts
from provenance.match.reading import read_claim, read_page_facts
from provenance.model import Elsewhere, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from provenance.match.meaning import Entailer
    from provenance.match.reading import ClaimReading, PageReading
    from provenance.model import Claim, Page

SHARED = 0.6
"""Share of the claim's words, by weight, in a sentence and its neighbours from which on a page is judged at all."""

MOST = 3
"""Pages named for a claim."""


class CitedPage(NamedTuple):
    """A page read for the article, and what the article calls its source by."""

    source: str
    page: Page


class Sought(NamedTuple):
    """A claim that its own pages, named by the digests of their captures, do not bear out; `context` as when judged."""

    claim: Claim
    own: frozenset[str]
    context: tuple[str, ...] = ()


def find_elsewhere(
    sought: Sequence[Sought],
    cited: Sequence[CitedPage],
    *,
    published: date | None,
    entailer: Entailer | Entailment = Entailment.INSTALLED,
) -> dict[str, tuple[Elsewhere, ...]]:
    """For each claim's id up to `MOST` pages of others that support it, in the order given.

    Page by page, so that each is read once; a page is judged only where its words come near.
    """
    found: dict[str, list[Elsewhere]] = {one.claim.id: [] for one in sought}
    for source, page in cited:
        read = read_page_facts(page, base=published)
        for claim, own, context in sought:
            hits = found[claim.id]
            if page.capture in own or len(hits) >= MOST or any(hit.page == page.capture for hit in hits):
                continue
            if not _comes_near(read_claim(claim, base=published, context=context), read):
                continue
            assessment = match_claim(claim, page, context=context, published=published, entailer=entailer)
            if assessment.verdict is Verdict.SUPPORTED and assessment.evidence:
                quote = assessment.evidence[0].quote
                hits.append(
                    Elsewhere(source=source, page=page.capture, url=page.url, verdict=assessment.verdict, quote=quote)
                )
    return {key: tuple(hits) for key, hits in found.items()}


def _comes_near(claim: ClaimReading, page: PageReading) -> bool:
    """Whether most of the claim's words stand on the page, and most of them together."""
    if not claim.weight:
        return False
    anywhere = sum(weight for stem, weight in claim.terms.items() if stem in page.postings)
    if anywhere < SHARED * claim.weight:
        return False
    return max(find_contexts(claim, page).values(), default=0.0) >= SHARED
