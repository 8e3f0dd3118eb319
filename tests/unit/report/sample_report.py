"""A report made by hand that holds every verdict, every degree of attachment and hostile text in every field."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from provenance.model import (
    SCHEMA,
    SCHEMA_VERSION,
    Access,
    Article,
    Assessment,
    Candidate,
    CheckedFact,
    CitationTag,
    Claim,
    ClaimResult,
    Conflict,
    Elsewhere,
    Evidence,
    FactKind,
    Gap,
    HostContact,
    Lineage,
    LineageGroup,
    Missed,
    Notice,
    Outcome,
    PageNotice,
    PageNoticeKind,
    PageRead,
    Paragraph,
    ParagraphKind,
    Report,
    Resolution,
    Sentence,
    Signal,
    Source,
    SourceCheck,
    Span,
    Tie,
    TieKind,
    TracedPage,
    Verdict,
    make_quote,
)

if TYPE_CHECKING:
    from provenance.model import Quote

READ_AT = datetime(2025, 7, 5, 9, 30, tzinfo=UTC)

HOSTILE = (
    "<script>alert(1)</script>",
    "](javascript:alert(1))",
    "\x1b[31mred\x1b[0m",
    "\u202egnp.exe",
    "=cmd|' /C calc'!A0",
    "<img src=x onerror=alert(1)>",
    "\x07\x00\x9b2J",
    "{{ 7*7 }} {% raw %}",
)
"""Strings that must reach no reader as more than letters."""

LINES = (
    ("heading", "Drones over Kyiv \u200f\u202eעברית\u202c 🚁"),
    (
        "prose",
        "Russia launched about 539 drones and 11 missiles on July 4.",
        " Air defences stopped 478 of the drones apnews.com+2jamaicaobserver.com+2theguardian.com+2.",
    ),
    ("prose", "The president urged Moscow to “play fair” nypost.com.", " Talks went on for hours."),
    ("prose", "Denmark will build drones together with Kyiv reuters.com+2euractiv.com+2, officials said."),
    (
        "list_item",
        "- <script>alert(1)</script> & ](javascript:alert(1)) \x1b[31mred\x1b[0m \u202egnp.exe =cmd|' /C calc' [docs].",
    ),
    ("block_quote", f"> {'Donaudampfschifffahrtsgesellschaft' * 5} grew by 3 % to €1.1bn example.org."),
    ("furniture", "No comments:\nPost a Comment"),
)
"""Paragraphs: their kind, then their sentences with the marks in them."""

MARKS = (
    ("apnews.com+2jamaicaobserver.com+2theguardian.com+2", ("apnews.com", "jamaicaobserver.com", "theguardian.com"), 2),
    ("nypost.com", ("nypost.com",), None),
    ("reuters.com+2euractiv.com+2", ("reuters.com", "euractiv.com"), 2),
    ("[docs]", ("<b>docs</b>",), None),
    ("example.org", ("example.org",), None),
)

AP_TEXT = (
    "KYIV, Ukraine (AP) — Russia launched 550 drones and missiles across Ukraine overnight, officials said on July 4.\n"
    "It was the largest aerial attack of the war. <script>alert(1)</script>\n"
    "At least 23 people were wounded, Kyiv's mayor said, and several buildings were damaged in the capital."
)
GUARDIAN_TEXT = (
    "Russia fired a record 539 drones and 11 missiles at Ukraine overnight into July 4, the air force said, "
    "and it added that 478 of them were stopped; \u202ethe rest got through."
)
POST_TEXT = "The two leaders spoke by telephone on Friday ](javascript:alert(1)) about air defence.\x1b]0;owned\x07"


def make_article() -> Article:
    """The draft of `LINES` with exact spans; the marks of a sentence stand in it or close it."""
    text, paragraphs, sentences = "", [], []
    for kind, *parts in LINES:
        start = len(text)
        for part in parts:
            begin = len(text) + len(part) - len(part.lstrip(" "))
            text += part
            if ParagraphKind(kind) not in {ParagraphKind.HEADING, ParagraphKind.FURNITURE}:
                sentences.append((len(paragraphs), Span(start=begin, end=len(text))))
        paragraphs.append(
            Paragraph(index=len(paragraphs), span=Span(start=start, end=len(text)), kind=ParagraphKind(kind))
        )
        text += "\n\n"
    tags = tuple(_tag(text, index) for index in range(len(MARKS)))
    return Article(
        text=text,
        format="text",
        title=f"Drones over Kyiv {HOSTILE[0]}",
        published=date(2025, 7, 6),
        paragraphs=tuple(paragraphs),
        sentences=tuple(_sentence(text, index, row, tags) for index, row in enumerate(sentences)),
        tags=tags,
        claims=tuple(_claim(text, index, row, tags) for index, row in enumerate(sentences)),
        notices=(
            Notice(code="furniture", message="The blog's footer was set aside.", span=paragraphs[-1].span),
            Notice(code="odd", message=f"A mark was not understood: {HOSTILE[1]} {HOSTILE[2]}"),
        ),
    )


def _tag(text: str, index: int) -> CitationTag:
    raw, labels, more = MARKS[index]
    start = text.index(raw)
    return CitationTag(
        index=index, span=Span(start=start, end=start + len(raw)), raw=raw, style="chip", labels=labels, more=more
    )


def _sentence(text: str, index: int, row: tuple[int, Span], tags: tuple[CitationTag, ...]) -> Sentence:
    claim = _claim(text, index, row, tags)
    return Sentence(
        index=index, paragraph=row[0], span=row[1], text=claim.text, tags=claim.tags, covered_by=claim.covered_by
    )


def _claim(text: str, index: int, row: tuple[int, Span], tags: tuple[CitationTag, ...]) -> Claim:
    span = row[1]
    own = tuple(tag.index for tag in tags if span.covers(tag.span))
    plain = span.read(text)
    for tag in own:
        plain = plain.replace(f" {tags[tag].raw}", "")
    return Claim(
        id=hashlib.sha256(plain.encode()).hexdigest()[:12],
        sentence=index,
        span=span,
        text=plain,
        tags=own,
        covered_by=(0,) if index == 0 else (),
    )


def _page(host: str, text: str, **changes: object) -> PageRead:
    page = PageRead(
        capture=hashlib.sha256(text.encode()).hexdigest(),
        url=f"https://{host}/2025/07/04/drones",
        final_url=f"https://{host}/2025/07/04/drones",
        canonical_url=None,
        title=f"Story on {host}",
        site=None,
        authors=(),
        published=None,
        modified=None,
        fetched_at=READ_AT,
        decoded_by="utf-8 (header)",
        corrections=(),
        partial=False,
        stand_in=False,
    )
    return replace(page, **changes)


AP = _page(
    "apnews.com",
    AP_TEXT,
    title=f"Russia pounds Kyiv {HOSTILE[0]} {HOSTILE[2]}",
    site="AP | News",
    authors=("Hanna A.", HOSTILE[5]),
    published=datetime(2025, 7, 4, 21, 14, tzinfo=UTC),
    modified=datetime(2025, 7, 5, 0, 0),  # noqa: DTZ001 - pages give dates without a zone
    canonical_url="https://apnews.com/article/drones?a=1&b=2",
    stand_in=True,
)
GUARDIAN = _page("www.theguardian.com", GUARDIAN_TEXT, final_url="https://www.theguardian.com/world/2025/jul/04/drones")
POST = _page("nypost.com", POST_TEXT, title=None, final_url="javascript:alert(1)", partial=True)
LONG = _page("example.org", "long", title="example.org " + "W" * 120)


def quote_of(text: str, words: str) -> Quote:
    """The quote of `words` where they stand first in `text`."""
    start = text.index(words)
    return make_quote(text, Span(start=start, end=start + len(words)))


def _assess(claim: Claim, page: PageRead, verdict: Verdict, **changes: object) -> Assessment:
    assessment = Assessment(
        claim=claim.id,
        page=page.capture,
        verdict=verdict,
        prior=-1.5,
        signals=(
            Signal(name="terms", weight=2.25, sentence="9 of 11 weighty words stand in one passage."),
            Signal(name="quantities", weight=-3.0, sentence="539 is stated, 550 is on the page."),
            Signal(name="names", weight=0.0, sentence=f"No name is compared. {HOSTILE[5]}"),
        ),
        conflicts=(),
        gaps=(),
        evidence=(),
    )
    return replace(assessment, **changes)


def _source(label: str, publisher: str | None = None) -> Source:
    return Source(label=label, host=label, domain=label, publisher=publisher)


def _check(tag: int | None, source: Source, **changes: object) -> SourceCheck:
    check = SourceCheck(tag=tag, source=source, candidates=(), assessments=(), misses=())
    return replace(check, **changes)


def _candidate(url: str, rank: int = 1) -> Candidate:
    return Candidate(url=url, found_by="sources file", rank=rank, reason="listed in sources.toml")


def _result(claim: Claim, verdict: Verdict, reason: str, *checks: SourceCheck, hidden: int = 0) -> ClaimResult:
    return ClaimResult(claim=claim, verdict=verdict, reason=reason, checks=checks, hidden=hidden)


def _fact(claim: Claim, kind: FactKind, stated: str, outcome: Outcome, found: str = "") -> CheckedFact:
    start = claim.text.index(stated)
    return CheckedFact(
        kind=kind, span=Span(start=start, end=start + len(stated)), stated=stated, outcome=outcome, found=found
    )


def _lineage(claim: Claim) -> Lineage:
    """The Guardian's page is the agency's report; the Post's is older than what the first claim tells."""
    ap, guardian, post, long = (
        TracedPage(page=page.capture, url=page.url, name=name)
        for page, name in ((AP, "Associated Press"), (GUARDIAN, "The Guardian"), (POST, "NY Post"), (LONG, HOSTILE[0]))
    )
    tie = Tie(
        kind=TieKind.CREDIT,
        first=ap.url,
        second=guardian.url,
        reason=f"Associated Press credits its text to Associated Press, as The Guardian does. {HOSTILE[1]}",
        quote=quote_of(AP_TEXT, "KYIV, Ukraine (AP) —"),
    )
    early = PageNotice(
        kind=PageNoticeKind.BEFORE_EVENT,
        page=post.page,
        url=post.url,
        message="The page was published on 2 July 2025, before what the claim dates to “July 4”.",
        quote=quote_of(claim.text, "July 4"),
        claim=claim.id,
    )
    corrected = PageNotice(
        kind=PageNoticeKind.CORRECTION,
        page=ap.page,
        url=ap.url,
        message=f"The page on Associated Press announces a correction. {HOSTILE[2]}",
        quote=quote_of(AP_TEXT, "It was the largest aerial attack of the war."),
    )
    groups = (LineageGroup(pages=(ap, guardian), ties=(tie,)), LineageGroup(pages=(post,)), LineageGroup(pages=(long,)))
    return Lineage(groups=groups, notices=(early, corrected))


def _results(claims: tuple[Claim, ...]) -> tuple[ClaimResult, ...]:
    launched, stopped, fair, talks, denmark, hostile, grew = claims
    ap, guardian = _source("apnews.com", "Associated Press"), _source("theguardian.com", "The Guardian")
    lost = _check(0, _source("jamaicaobserver.com"))
    says_550 = _assess(
        launched,
        AP,
        Verdict.CONTRADICTED,
        conflicts=(
            Conflict(
                kind=FactKind.QUANTITY, stated="539 drones", found="550 drones", quote=quote_of(AP_TEXT, "550 drones")
            ),
        ),
        gaps=(Gap(kind=FactKind.QUANTITY, stated="11 missiles"),),
        evidence=(
            Evidence(quote=quote_of(AP_TEXT, AP_TEXT.partition("\n")[0]), similarity=81.0),
            Evidence(quote=quote_of(AP_TEXT, "the largest aerial attack of the war. <script>"), similarity=40.0),
        ),
        facts=(
            _fact(launched, FactKind.QUANTITY, "539 drones", Outcome.DIFFERENT, "550 drones"),
            _fact(launched, FactKind.QUANTITY, "11 missiles", Outcome.NOT_STATED),
            _fact(launched, FactKind.DATE, "July 4", Outcome.SAME, f"July 4 {HOSTILE[0]}"),
        ),
    )
    says_539 = _assess(
        launched,
        GUARDIAN,
        Verdict.SUPPORTED,
        evidence=(Evidence(quote=quote_of(GUARDIAN_TEXT, "a record 539 drones and 11 missiles"), similarity=96.0),),
    )
    stops = _assess(
        stopped,
        GUARDIAN,
        Verdict.SUPPORTED,
        evidence=(Evidence(quote=quote_of(GUARDIAN_TEXT, "478 of them were stopped; \u202ethe"), similarity=91.0),),
    )
    silent = _assess(
        fair,
        POST,
        Verdict.NOT_FOUND,
        gaps=(Gap(kind=FactKind.QUOTATION, stated="“play fair”"),),
        evidence=(Evidence(quote=quote_of(POST_TEXT, "on Friday ](javascript:alert(1))"), similarity=22.0),),
    )
    partly = _assess(grew, LONG, Verdict.PARTIAL, gaps=(Gap(kind=FactKind.QUANTITY, stated="€1.1bn"),))
    refused = Missed(url="https://www.reuters.com/world/drones", access=Access.FORBIDDEN, detail="HTTP 401")
    unsafe = Missed(url="http://169.254.169.254/latest", access=Access.UNSAFE, detail="link-local address")
    contradicted = _assess(hostile, AP, Verdict.CONTRADICTED, conflicts=says_550.conflicts)
    return (
        _result(
            launched,
            Verdict.CONFLICTING,
            "apnews.com has 550 drones, theguardian.com has 539.",
            _check(0, ap, candidates=(_candidate(AP.url),), assessments=(says_550,)),
            lost,
            _check(0, guardian, candidates=(_candidate(GUARDIAN.url),), assessments=(says_539,)),
        ),
        _result(
            stopped,
            Verdict.SUPPORTED,
            "theguardian.com says it.",
            _check(
                0,
                guardian,
                candidates=(_candidate(GUARDIAN.url), _candidate("https://www.theguardian.com/world/live", 2)),
                assessments=(stops,),
            ),
            lost,
        ),
        replace(
            _result(
                fair,
                Verdict.NOT_FOUND,
                "No page that was read has the quotation.",
                _check(1, _source("nypost.com"), candidates=(_candidate(POST.url),), assessments=(silent,)),
            ),
            elsewhere=(
                Elsewhere(
                    source=f"The Guardian {HOSTILE[5]}",
                    page=GUARDIAN.capture,
                    url=GUARDIAN.url,
                    verdict=Verdict.SUPPORTED,
                    quote=quote_of(GUARDIAN_TEXT, "a record 539 drones"),
                ),
            ),
        ),
        _result(talks, Verdict.UNCHECKED, "No mark stands at this sentence or at the end of its paragraph."),
        _result(
            denmark,
            Verdict.UNCHECKED,
            "None of its sources could be read.",
            _check(2, _source("reuters.com", "Reuters"), candidates=(_candidate(refused.url),), misses=(refused,)),
            _check(2, _source("euractiv.com"), candidates=(_candidate(unsafe.url),), misses=(unsafe,)),
            hidden=1,
        ),
        _result(
            hostile,
            Verdict.CONTRADICTED,
            f"A page says otherwise: {' '.join(HOSTILE)}",
            _check(None, ap, candidates=(_candidate(AP.url),), assessments=(contradicted,)),
            _check(
                3,
                Source(label=HOSTILE[0], host=None, domain=None, problem=f"{HOSTILE[7]} is neither domain nor name"),
            ),
        ),
        _result(
            grew,
            Verdict.PARTIAL,
            "The growth is there, the sum is not.",
            _check(4, _source("example.org"), candidates=(_candidate(LONG.url),), assessments=(partly,)),
        ),
    )


def make_report() -> Report:
    """The sample report; the same at every call."""
    article = make_article()
    return Report(
        schema=SCHEMA,
        schema_version=SCHEMA_VERSION,
        version="0.1.0",
        settings_digest=hashlib.sha256(b"settings").hexdigest(),
        made_at=datetime(2025, 7, 6, 12, 0, tzinfo=UTC),
        article=article,
        resolutions=tuple(
            Resolution(tag=tag.index, sources=tuple(_source(label) for label in tag.labels), hidden=tag.hidden)
            for tag in article.tags
        ),
        results=_results(article.claims),
        pages=(AP, GUARDIAN, POST, LONG),
        hosts=(HostContact(host="apnews.com", requests=2), HostContact(host="www.theguardian.com", requests=1)),
        notices=(Notice(code="cassette", message="The pages were replayed from a recording."),),
        lineage=_lineage(article.claims[0]),
    )


def empty_report() -> Report:
    """A report on a draft in which no claim was found."""
    article = replace(make_article(), title=None, paragraphs=(), sentences=(), tags=(), claims=(), notices=())
    return replace(
        make_report(), article=article, resolutions=(), results=(), pages=(), hosts=(), notices=(), lineage=Lineage()
    )
