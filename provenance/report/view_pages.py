"""What one page says of a claim, in words: the values and words that decide, its marks, its score."""

from __future__ import annotations

from itertools import accumulate
from math import fsum
from textwrap import shorten
from typing import TYPE_CHECKING

from provenance.model.judgements import FactKind, Outcome, Verdict
from provenance.model.spans import CONTEXT
from provenance.report.clean import clean_line, squeeze_text
from provenance.report.fragments import followable_url, fragment_url
from provenance.report.view import BarView, ConflictView, FactView, PageView, QuoteView, ScoreView
from provenance.report.view_opinion import view_opinion
from provenance.report.wording import (
    CORRECTED,
    FACTS,
    LEFT_OPEN,
    OUTCOMES,
    PARTIAL_PAGE,
    STAND_IN,
    VERDICTS,
    archive_words,
    date_words,
)

if TYPE_CHECKING:
    from datetime import date

    from provenance.model.judgements import Assessment, CheckedFact, Conflict, Gap
    from provenance.model.report import PageRead
    from provenance.model.spans import Quote

CORRECTION = 200
"""Characters shown of a correction: enough to see what it is about."""

MOST_WEIGHT = 1e6
"""Log-odds of a step of the score that are shown: no rule gives a hundred, and sums of what a forged report may hold
have no number."""

_QUOTATION_MARKS = "“”„«»\"'‘’ "


def view_page(
    assessment: Assessment,
    *,
    page: PageRead | None,
    telling: bool,
    told: frozenset[Gap] = frozenset(),
    published: date | None = None,
) -> PageView:
    """What a page says of a claim, without how it was found.

    `telling` says whether it decides, `told` are gaps that the claim names already, `published` is the article's date.
    """
    url = page.final_url if page else ""
    return PageView(
        verdict=assessment.verdict,
        telling=telling,
        words=VERDICTS[assessment.verdict],
        title=clean_line((page and page.title) or "") or clean_line(url) or "page without a record",
        url=clean_line(url),
        link=followable_url(url),
        marks=_marks(page, published=published),
        conflicts=tuple(_view_conflict(conflict, url=url) for conflict in assessment.conflicts),
        gaps=tuple(_view_gap(gap) for gap in assessment.gaps if gap.found or gap not in told),
        evidence=tuple(view_quote(own.quote, url=url, place=own.place) for own in assessment.evidence),
        read=f"read {date_words(page.fetched_at)}" if page else "",
        digest=clean_line(assessment.page),
        details=_page_details(page) if page else (),
        score=_view_score(assessment),
        facts=tuple(view_fact(fact, verdict=assessment.verdict) for fact in assessment.facts),
        opinion=view_opinion(assessment, quotes=view_quoted(assessment, url=url)),
    )


def gap_words(gap: Gap) -> str:
    """The fact that is missing: a quotation in quotation marks, anything else with its kind."""
    stated = clean_line(gap.stated)
    if gap.kind is FactKind.QUOTATION:
        return f"“{stated.strip(_QUOTATION_MARKS)}”"
    return f"the {FACTS[gap.kind]} {stated}"


def view_quoted(assessment: Assessment, *, url: str) -> tuple[QuoteView, ...]:
    """The quotes of a judge's opinion, if there is one."""
    return tuple(view_quote(quote, url=url) for quote in assessment.opinion.quotes) if assessment.opinion else ()


def view_fact(fact: CheckedFact, *, verdict: Verdict) -> FactView:
    """The fact as a row of the table: as stated, what became of it, what the page has; `verdict` is the page's."""
    left_open = verdict is Verdict.SUPPORTED and fact.outcome is Outcome.NOT_STATED
    return FactView(
        kind=FACTS[fact.kind],
        stated=clean_line(fact.stated),
        outcome=fact.outcome,
        words=LEFT_OPEN if left_open else OUTCOMES[fact.outcome],
        found=clean_line(fact.found),
    )


def _view_gap(gap: Gap) -> str:
    found = clean_line(gap.found)
    return f"{gap_words(gap)} is not on this page" + (f"; it has {found}" if found else "")


def _marks(page: PageRead | None, *, published: date | None) -> tuple[str, ...]:
    if page is None:
        return ()
    marks = [words for words, set_ in ((STAND_IN, page.stand_in), (PARTIAL_PAGE, page.partial)) if set_]
    if page.archived_at is not None:
        marks.append(archive_words(page.archived_at, published=published))
    return (*marks, *(CORRECTED.format(words=_shortened(words)) for words in page.corrections))


def _shortened(words: str) -> str:
    shown = clean_line(words)
    return shorten(shown, CORRECTION, placeholder=" …") if len(shown) > CORRECTION else shown


def _page_details(page: PageRead) -> tuple[tuple[str, str], ...]:
    """What the page says of itself and how it was read; only what is known."""
    rows = (
        ("Site", page.site or ""),
        ("By", ", ".join(page.authors)),
        ("Published", date_words(page.published) if page.published else ""),
        ("Changed", date_words(page.modified) if page.modified else ""),
        ("Asked for", page.url if page.url != page.final_url else ""),
        ("Own address", page.canonical_url if page.canonical_url not in {None, page.final_url} else ""),
        ("Decoded by", page.decoded_by),
        ("sha256", page.capture),
    )
    return tuple((label, shown) for label, value in rows if (shown := clean_line(value or "")))


def _view_conflict(conflict: Conflict, *, url: str) -> ConflictView:
    return ConflictView(
        kind=FACTS[conflict.kind],
        stated=clean_line(conflict.stated),
        found=clean_line(conflict.found),
        quote=view_quote(conflict.quote, url=url),
    )


def view_quote(quote: Quote, *, url: str, place: str = "") -> QuoteView:
    """The quote on one line, with its place on the page; a word that its surroundings cut is left out."""
    prefix, suffix = squeeze_text(quote.prefix), squeeze_text(quote.suffix)
    if len(quote.prefix) >= CONTEXT:
        prefix = f"…{prefix[prefix.find(' ') :]}" if " " in prefix else "…"
    if len(quote.suffix) >= CONTEXT:
        suffix = f"{suffix[: suffix.rfind(' ') + 1]}…" if " " in suffix else "…"
    return QuoteView(
        prefix=prefix.replace("… ", "…"),
        exact=squeeze_text(quote.exact),
        suffix=suffix.replace(" …", "…"),
        link=fragment_url(url, quote),
        place=clean_line(place),
    )


def _view_score(assessment: Assessment) -> ScoreView:
    """The prior and every signal as a step, scaled so that the widest reach to either side is 100."""
    steps = [("prior", assessment.prior, "Before anything is read.")]
    steps += [(signal.name, signal.weight, signal.sentence) for signal in assessment.signals]
    weights = [min(max(weight, -MOST_WEIGHT), MOST_WEIGHT) for _, weight, _ in steps]
    ends = list(accumulate(weights, initial=0.0))
    reach = max((abs(end) for end in ends), default=0.0) or 1.0
    bars = tuple(
        BarView(
            name=clean_line(name),
            weight=_signed(weight),
            sentence=clean_line(sentence),
            start=round(100 * min(before, before + weight) / reach, 1),
            width=round(100 * abs(weight) / reach, 1),
            rises=weight >= 0,
        )
        for before, weight, (name, _, sentence) in zip(ends, weights, steps, strict=False)
    )
    return ScoreView(total=_signed(fsum(weights)), bars=bars)


def _signed(number: float) -> str:
    """The number with its sign and two decimals, a typographic minus, and no sign at zero."""
    shown = f"{number:+.2f}".replace("-", "−")
    return "0.00" if shown.strip("+−") == "0.00" else shown
