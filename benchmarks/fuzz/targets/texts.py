"""Texts of pages: facts are read and claims are matched, whatever a page says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from benchmarks.fuzz.promises import promise
from provenance import match_claim
from provenance.match import read_page
from provenance.text.facts import read_facts

CLAIM = "On 4 July Russia launched 539 drones, the largest attack since 2022, Ann Lee of the WHO said: “It held.”"
BASE = date(2025, 7, 4)


def check(content: bytes) -> None:
    """Read the facts of the text, and match a claim with it and it with a page."""
    text = content.decode("utf-8", "replace")
    facts = read_facts(text, base=BASE)
    spans = [fact.span for fact in facts.quantities] + [fact.span for fact in facts.dates]
    spans += [fact.span for fact in facts.names] + [fact.span for fact in facts.quotations]
    promise(all(0 <= span.start < span.end <= len(text) for span in spans), "a fact is empty or outside the text")
    page = replace(read_page(text), published=datetime(2025, 7, 4, 12, tzinfo=UTC))
    assessment = match_claim(CLAIM, page)
    for evidence in assessment.evidence:
        promise(evidence.quote.span.read(page.text) == evidence.quote.exact, "a quote is not what stands there")
    match_claim(text[:2_000], page)
