"""Whether the quotations of a report stand in the texts of the pages that they are said to be from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.model import make_quote
from provenance.pack.layout import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.model import ClaimResult, Quote, Report


def check_quotes(report: Report, texts: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """The quotations that do not stand on their pages; `texts` are (digest of the bytes, text), one at a time.

    The same bytes may be two texts, under two charsets: then either will do. What has no text is not told.
    """
    left: dict[str, list[tuple[str, Quote]]] = {}
    for result in report.results:
        for page, quote in _quotes(result):
            left.setdefault(page, []).append((result.claim.id, quote))
    read: set[str] = set()
    for page, text in texts:
        read.add(page)
        left[page] = [(claim, quote) for claim, quote in left.get(page, []) if make_quote(text, quote.span) != quote]
    for page, wrong in left.items():
        for claim in dict.fromkeys(claim for claim, _ in wrong if page in read):
            count = sum(own == claim for own, _ in wrong)
            problem = f"{count} of its quotations for claim {claim} do not stand on the page"
            yield Fault(name=f"page {page[:12]}…", problem=problem)


def _quotes(result: ClaimResult) -> Iterator[tuple[str, Quote]]:
    """Every quotation of a result with the digest of the page that it is from, each once."""
    for check in result.checks:
        for assessment in check.assessments:
            quotes = (
                *(evidence.quote for evidence in assessment.evidence),
                *(conflict.quote for conflict in assessment.conflicts),
                *(fact.quote for fact in assessment.facts if fact.quote is not None),
                *(assessment.opinion.quotes if assessment.opinion is not None else ()),
            )
            yield from ((assessment.page, quote) for quote in dict.fromkeys(quotes))
    yield from ((other.page, other.quote) for other in result.elsewhere)
