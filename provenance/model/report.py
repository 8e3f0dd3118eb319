"""The report: everything an editor needs, and everything a replay needs besides the captures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from provenance.model.article import Article, Attachment
from provenance.model.captures import HostContact
from provenance.model.judgements import ClaimResult, Verdict
from provenance.model.lineage import Lineage
from provenance.model.notices import Notice
from provenance.model.sources import Resolution

SCHEMA = "provenance-report"
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRead:
    """A page that was judged: where it was found, what it says of itself, when and under which digest it was read.

    `corrections` are its paragraphs that announce a correction. `archived_at` is when an archive took the copy that
    was read in place of the page itself, none for a page read on its own site.
    """

    capture: str
    url: str
    final_url: str
    canonical_url: str | None
    title: str | None
    site: str | None
    authors: tuple[str, ...]
    published: datetime | None
    modified: datetime | None
    fetched_at: datetime
    decoded_by: str
    corrections: tuple[str, ...]
    partial: bool
    stand_in: bool
    archived_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of the article was checked: claims by verdict and attachment, and sources by outcome.

    `uncited` claims state something and cite nothing; those that state nothing and cite nothing are counted apart.
    """

    claims: int
    checked: int
    uncited: int
    stating_nothing: int
    sources: int
    sources_read: int
    sources_hidden: int
    verdicts: tuple[tuple[Verdict, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of one verification.

    `version` is the software's; `settings_digest` covers every setting and table that bears on a verdict.
    `lineage` says which of the pages are independent. `entailer` and `judge` name the models that were asked, each
    empty when none was.
    """

    schema: str
    schema_version: int
    version: str
    settings_digest: str
    made_at: datetime
    article: Article
    resolutions: tuple[Resolution, ...]
    results: tuple[ClaimResult, ...]
    pages: tuple[PageRead, ...]
    hosts: tuple[HostContact, ...]
    notices: tuple[Notice, ...]
    lineage: Lineage = field(default_factory=Lineage)
    entailer: str = ""
    judge: str = ""

    @property
    def coverage(self) -> Coverage:
        """How much was checked, for the first line of every report."""
        checks = [check for result in self.results for check in result.checks]
        named = {check.source.key for check in checks}
        read = {check.source.key for check in checks if check.assessments}
        verdicts = Counter(result.verdict for result in self.results)
        uncited = [result.claim for result in self.results if result.claim.attachment is Attachment.UNCITED]
        stating_nothing = sum(claim.states_nothing is not None for claim in uncited)
        return Coverage(
            claims=len(self.results),
            checked=len(self.results) - verdicts[Verdict.UNCHECKED],
            uncited=len(uncited) - stating_nothing,
            stating_nothing=stating_nothing,
            sources=len(named),
            sources_read=len(read),
            sources_hidden=sum(resolution.hidden for resolution in self.resolutions),
            verdicts=tuple((verdict, verdicts[verdict]) for verdict in Verdict),
        )
