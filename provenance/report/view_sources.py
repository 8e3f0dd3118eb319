"""What became of one source of a claim, in words: its pages read, the words that decide, its pages not read."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from provenance.model.captures import Access
from provenance.model.judgements import FactKind, Outcome, Verdict
from provenance.model.spans import CONTEXT
from provenance.report.clean import clean_line, squeeze_text
from provenance.report.fragments import followable_url, fragment_url
from provenance.report.view import BarView, ConflictView, FactView, MissView, PageView, QuoteView, ScoreView, SourceView
from provenance.report.view_opinion import view_opinion
from provenance.report.wording import (
    ACCESSES,
    CORRECTED,
    FACTS,
    LEFT_OPEN,
    NO_PAGE,
    NOT_TRIED,
    NOT_UNDERSTOOD,
    OUTCOMES,
    PARTIAL_PAGE,
    STAND_IN,
    VERDICTS,
    count_words,
    date_words,
)

if TYPE_CHECKING:
    from provenance.model.captures import Missed
    from provenance.model.judgements import Assessment, CheckedFact, Conflict, Gap, SourceCheck
    from provenance.model.report import PageRead
    from provenance.model.sources import Source
    from provenance.model.spans import Quote
    from provenance.report.wording import AccessWords

CORRECTION = 200
"""Characters shown of a correction: enough to see what it is about."""

_QUOTATION_MARKS = "“”„«»\"'‘’ "


_ALWAYS_TELLING = frozenset((Verdict.SUPPORTED, Verdict.CONTRADICTED))


def view_source(
    check: SourceCheck,
    *,
    pages: tuple[PageRead, ...],
    verdict: Verdict = Verdict.UNCHECKED,
    told: frozenset[Gap] = frozenset(),
    jointly: tuple[str, ...] = (),
) -> SourceView:
    """What became of the source of `check`.

    `pages` are all pages of the report, `verdict` is the claim's, `told` are gaps that the claim names already,
    `jointly` the digests of the pages that bear it out together.
    """
    telling = _ALWAYS_TELLING | {verdict}
    read = {page.capture: page for page in reversed(pages)}
    listed = {candidate.url for candidate in check.candidates}
    found = {candidate.url: candidate.reason for candidate in check.candidates}
    read |= {page.capture: page for page in reversed(pages) if page.url in listed}
    views = tuple(
        _view_page(
            each,
            page=read.get(each.page),
            told=told,
            telling=each.verdict in telling or each.page in jointly,
            found=found,
        )
        for each in check.assessments
    )
    tried = {missed.url for missed in check.misses} | {
        read[each.page].url for each in check.assessments if each.page in read
    }
    misses = _view_misses(check)
    return SourceView(
        name=source_name(check.source),
        outcome=_outcome(views, misses),
        pages=views,
        misses=misses,
        untried=tuple(clean_line(candidate.url) for candidate in check.candidates if candidate.url not in tried),
    )


def view_missing_source(check: SourceCheck) -> SourceView:
    """What became of a source of which no page was read."""
    return view_source(check, pages=())


def source_name(source: Source) -> str:
    """The publisher and the host, or the label as it stands in the draft; how it was read, where that is not plain."""
    name = _plain_name(source)
    return f"{name}, {clean_line(source.note)}" if source.note else name


def _plain_name(source: Source) -> str:
    host = clean_line(source.host or "")
    publisher = clean_line(source.publisher or "")
    if host and publisher and publisher.lower() != host.lower():
        return f"{publisher} ({host})"
    return host or publisher or f"“{clean_line(source.label)}”"


def gap_words(gap: Gap) -> str:
    """The fact that is missing: a quotation in quotation marks, anything else with its kind."""
    stated = clean_line(gap.stated)
    if gap.kind is FactKind.QUOTATION:
        return f"“{stated.strip(_QUOTATION_MARKS)}”"
    return f"the {FACTS[gap.kind]} {stated}"


def _outcome(pages: tuple[PageView, ...], misses: tuple[MissView, ...]) -> str:
    """What became of the source in a few words: what its pages say, or why none was read."""
    if not pages:
        return f"not read: {'; '.join(dict.fromkeys(miss.why for miss in misses))}"
    told = [page for page in pages if page.telling] or pages
    said = "; ".join(dict.fromkeys(page.words.of_page for page in told))
    return f"{said} ({count_words(len(misses), 'other page')} not read)" if misses else said


def _view_misses(check: SourceCheck) -> tuple[MissView, ...]:
    """The pages that were missed, or the one reason why there was none to read."""
    source = check.source
    if check.misses:
        return tuple(_view_miss(missed, source=source) for missed in check.misses)
    if check.assessments:
        return ()
    if source.problem:
        return (_miss_without_page(NOT_UNDERSTOOD, source=source, detail=source.problem),)
    return (_miss_without_page(NOT_TRIED if check.candidates else NO_PAGE, source=source),)


def _view_miss(missed: Missed, *, source: Source) -> MissView:
    words = ACCESSES[missed.access]
    return MissView(
        url=clean_line(missed.url),
        link=followable_url(missed.url) if missed.access is not Access.UNSAFE else None,
        why=_with_detail(words.why, detail=missed.detail),
        advice=_advice(words, source=source),
    )


def _miss_without_page(words: AccessWords, *, source: Source, detail: str = "") -> MissView:
    return MissView(url="", link=None, why=_with_detail(words.why, detail=detail), advice=_advice(words, source=source))


def _advice(words: AccessWords, *, source: Source) -> str:
    return words.advice.format(host=clean_line(source.host or "") or "DOMAIN")


def _with_detail(why: str, *, detail: str) -> str:
    shown = clean_line(detail).rstrip(".")
    return f"{why} ({shown})" if shown else why


def _view_page(
    assessment: Assessment, *, page: PageRead | None, told: frozenset[Gap], telling: bool, found: dict[str, str]
) -> PageView:
    url = page.final_url if page else ""
    return PageView(
        verdict=assessment.verdict,
        telling=telling,
        words=VERDICTS[assessment.verdict],
        title=clean_line((page and page.title) or "") or clean_line(url) or "page without a record",
        url=clean_line(url),
        link=followable_url(url),
        marks=_marks(page),
        conflicts=tuple(_view_conflict(conflict, url=url) for conflict in assessment.conflicts),
        gaps=tuple(_view_gap(gap) for gap in assessment.gaps if gap.found or gap not in told),
        evidence=tuple(view_quote(evidence.quote, url=url) for evidence in assessment.evidence),
        read=f"read {date_words(page.fetched_at)}" if page else "",
        digest=clean_line(assessment.page),
        details=_page_details(page, found=found.get(page.url, "")) if page else (),
        score=_view_score(assessment),
        facts=tuple(view_fact(fact, verdict=assessment.verdict) for fact in assessment.facts),
        opinion=view_opinion(assessment, quotes=view_quoted(assessment, url=url)),
    )


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


def _marks(page: PageRead | None) -> tuple[str, ...]:
    if page is None:
        return ()
    marks = tuple(words for words, set_ in ((STAND_IN, page.stand_in), (PARTIAL_PAGE, page.partial)) if set_)
    return (*marks, *(CORRECTED.format(words=_shortened(words)) for words in page.corrections))


def _shortened(words: str) -> str:
    shown = clean_line(words)
    return shorten(shown, CORRECTION, placeholder=" …") if len(shown) > CORRECTION else shown


def _page_details(page: PageRead, *, found: str) -> tuple[tuple[str, str], ...]:
    """What the page says of itself and how it was read; only what is known."""
    rows = (
        ("Found", found),
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


def view_quote(quote: Quote, *, url: str) -> QuoteView:
    """The quote on one line; a word that its surroundings cut is left out."""
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
    )


def _view_score(assessment: Assessment) -> ScoreView:
    """The prior and every signal as a step, scaled so that the widest reach to either side is 100."""
    steps = [("prior", assessment.prior, "Before anything is read.")]
    steps += [(signal.name, signal.weight, signal.sentence) for signal in assessment.signals]
    ends = [0.0]
    for _, weight, _ in steps:
        ends.append(ends[-1] + weight)
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
        for before, (name, weight, sentence) in zip(ends, steps, strict=False)
    )
    return ScoreView(total=_signed(assessment.score), bars=bars)


def _signed(number: float) -> str:
    """The number with its sign and two decimals, a typographic minus, and no sign at zero."""
    shown = f"{number:+.2f}".replace("-", "−")
    return "0.00" if shown.strip("+−") == "0.00" else shown
