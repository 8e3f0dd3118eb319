"""What one page says of one claim."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from math import fsum
from typing import TYPE_CHECKING

from provenance.match.comparison import Comparison, Judged, Status
from provenance.match.conflicts import check_facts
from provenance.match.meaning import Entailment, ask_entailer
from provenance.match.passages import cover_of, empty_passage, find_contexts, find_passages, make_passage
from provenance.match.places import place_of
from provenance.match.reading import read_claim, read_page_facts
from provenance.match.signals import measure_signals
from provenance.match.verbatim import opens_sentence
from provenance.match.weights import read_weights, weights_for
from provenance.model import (
    Assessment,
    CheckedFact,
    Conflict,
    Evidence,
    FactKind,
    Gap,
    Outcome,
    Page,
    Signal,
    Span,
    Verdict,
    make_quote,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from provenance.match.comparison import Finding
    from provenance.match.meaning import Entailer
    from provenance.match.passages import Passage
    from provenance.match.reading import ClaimReading, PageReading
    from provenance.model import Claim

BLOCKING = frozenset(FactKind)
"""Kinds of facts that a page must bear out before it supports a claim, however alike the words are: all."""

MIN_QUOTED = 5
"""Words of a quotation from which on two texts hardly have it by chance."""

MAX_EVIDENCE = 3
"""Passages quoted as evidence."""


def match_claim(
    claim: Claim | str,
    page: Page | str,
    *,
    context: str | Sequence[str] = (),
    published: date | None = None,
    entailer: Entailer | Entailment = Entailment.INSTALLED,
) -> Assessment:
    """What the page says of the claim, with the words and values that decide.

    `context` is what the claim may take words from: the title first, then the sentences before it. It helps to find
    passages and to tell of which event the claim is; the score and the facts are the claim's own. `published` is the
    article's date: it gives a year to the claim's dates without one, and stands in for the page's own date when that
    is unknown. `entailer` is the model asked for one more signal. The verdict is never `conflicting`: one page cannot
    disagree with itself. Raises `EntailerError` for an entailer that is broken.
    """
    before = (context,) if isinstance(context, str) else tuple(context)
    source = read_page(page) if isinstance(page, str) else page
    # (1) take both apart
    own = read_claim(claim, base=published, context=before)
    read = read_page_facts(source, base=published)
    if not own.tokens or not read.sentences:
        return _unjudged(own, source, Verdict.UNCHECKED)
    # (2) find the passages that share its words, (3) see what becomes of every fact
    judged = compare_readings(own, read)
    judged = replace(judged, opinion=ask_entailer(judged.comparison, entailer=entailer))
    # (4) weigh the signals
    signals = _weigh(judged)
    # (5) name conflicts, gaps and evidence
    conflicts = tuple(_conflict(read, item) for item in judged.findings if item.status is Status.CONFLICT)
    missing = (item for item in judged.findings if item.status is Status.MISSING)
    gaps = tuple(Gap(kind=item.kind, stated=item.stated, found=item.found) for item in missing)
    # (6) decide
    score = fsum((weights_for(judged).prior, *(signal.weight for signal in signals)))
    verdict = _decide(judged, score=score, conflicts=conflicts, gaps=gaps)
    return Assessment(
        claim=own.id,
        page=source.capture,
        verdict=verdict,
        prior=weights_for(judged).prior,
        signals=signals,
        conflicts=conflicts,
        gaps=gaps,
        evidence=_evidence(judged, source, verdict=verdict),
        facts=_check(judged),
    )


def compare_readings(claim: ClaimReading, page: PageReading) -> Judged:
    """What becomes of every fact of the claim beside the passages that share its words; the page has a sentence."""
    passages = find_passages(claim, page) or (empty_passage(page),)
    numbers = (number for passage in passages for number in range(passage.first, passage.last + 1))
    comparison = Comparison(
        claim=claim,
        page=page,
        passages=passages,
        contexts=find_contexts(claim, page),
        covers={number: cover_of(claim, page.stem_sets[number]) for number in numbers},
    )
    return Judged(comparison=comparison, findings=check_facts(comparison))


def read_page(text: str) -> Page:
    """Plain text as a page: every line that is not empty is a block, the digest is that of its UTF-8."""
    blocks: list[Span] = []
    start = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            first = start + len(line) - len(line.lstrip())
            blocks.append(Span(start=first, end=first + len(words)))
        start += len(line)
    return Page(
        capture=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        url="",
        text=text,
        blocks=tuple(blocks),
    )


def _unjudged(claim: ClaimReading, page: Page, verdict: Verdict) -> Assessment:
    return Assessment(
        claim=claim.id,
        page=page.capture,
        verdict=verdict,
        prior=read_weights().prior,
        signals=(),
        conflicts=(),
        gaps=(),
        evidence=(),
    )


def _silence(page: PageReading) -> Verdict:
    """What a page's silence means: nothing when only a part of the page was read."""
    return Verdict.NOT_FOUND if page.whole else Verdict.UNCHECKED


def _weigh(judged: Judged) -> tuple[Signal, ...]:
    """One bar for every signal that says something."""
    rows = weights_for(judged).rows
    return tuple(
        Signal(name=name, weight=rows[name][0] * measure.value, sentence=rows[name][1].format(shown=measure.shown))
        for name, measure in measure_signals(judged)
        if measure.value and rows[name][0]
    )


_OUTCOMES = {
    Status.FOUND: Outcome.SAME,
    Status.CONFLICT: Outcome.DIFFERENT,
    Status.MISSING: Outcome.NOT_STATED,
    Status.PASSED: Outcome.NOT_STATED,
}


def _check(judged: Judged) -> tuple[CheckedFact, ...]:
    """Every fact of the claim with its outcome, in the order of its text."""
    text = judged.comparison.page.text
    return tuple(
        CheckedFact(
            kind=item.kind,
            span=item.place,
            stated=item.stated,
            outcome=_OUTCOMES[item.status],
            found=item.found,
            quote=None if item.span is None else make_quote(text, item.span),
        )
        for item in sorted(judged.findings, key=lambda item: item.place)
    )


def _conflict(page: PageReading, finding: Finding) -> Conflict:
    span = finding.span or Span(start=0, end=0)
    return Conflict(kind=finding.kind, stated=finding.stated, found=finding.found, quote=make_quote(page.text, span))


def _decide(judged: Judged, *, score: float, conflicts: tuple[Conflict, ...], gaps: tuple[Gap, ...]) -> Verdict:
    """The verdict by rules on top of the score: a conflict wins, then a gap keeps from `supported`.

    A page that has the claim's words but none of its facts speaks of something else; one that has its quotation word
    for word does not, whoever is said to have said it. A claim that a sentence of the page begins with, word for word,
    needs no score.
    """
    weights, comparison = weights_for(judged), judged.comparison
    if conflicts:
        return Verdict.CONTRADICTED
    enough = score >= weights.supported or opens_sentence(comparison.claim, comparison.page)
    low = score < weights.partial or not comparison.best.cover or _has_no_fact(judged)
    if low and not enough and not _has_quotation(judged):
        return _silence(comparison.page)
    if enough and not any(gap.kind in BLOCKING for gap in gaps):
        return Verdict.SUPPORTED
    return Verdict.PARTIAL


def _has_no_fact(judged: Judged) -> bool:
    """Whether the claim states facts and the page has none of them, not even of another thing."""
    facts = [item for item in judged.findings if item.kind is not FactKind.NEGATION]
    return bool(facts) and all(item.status is Status.MISSING and not item.found for item in facts)


def _has_quotation(judged: Judged) -> bool:
    """Whether the page has words that the claim quotes, at least `MIN_QUOTED` of them, as they are."""
    quoted = (item for item in judged.findings if item.kind is FactKind.QUOTATION and item.status is Status.FOUND)
    return any(len(item.found.split()) >= MIN_QUOTED for item in quoted)


def _evidence(judged: Judged, source: Page, *, verdict: Verdict) -> tuple[Evidence, ...]:
    """The words of the page that decide, the best passage first.

    A page that supports is quoted with its best passage and the sentences that bear out what that one lacks; any other
    page with the passages that come nearest.
    """
    comparison = judged.comparison
    passages = [passage for passage in comparison.passages if passage.cover]
    if verdict is Verdict.SUPPORTED:
        passages = [passages[0], *_bearing_out(judged, beside=passages[0])]
    return tuple(
        Evidence(
            quote=make_quote(comparison.page.text, passage.span),
            similarity=passage.likeness,
            place=place_of(passage.span, source.parts),
        )
        for passage in passages[:MAX_EVIDENCE]
    )


def _bearing_out(judged: Judged, *, beside: Passage) -> tuple[Passage, ...]:
    """The sentences outside the passage `beside` that hold a fact of the claim, in the order of the facts."""
    page = judged.comparison.page
    spans = [item.span for item in judged.findings if item.status is Status.FOUND and item.span is not None]
    numbers = dict.fromkeys(page.sentence_at(span.start) for span in spans if not beside.span.covers(span))
    return tuple(make_passage(judged.comparison.claim, page, (number, number)) for number in numbers)
