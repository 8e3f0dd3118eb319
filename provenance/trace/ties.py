"""What makes two pages one source: the publisher, the place a text comes from, an agency, the text itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.model import make_quote
from provenance.model.lineage import Tie, TieKind, TracedPage
from provenance.trace.bodies import read_body, read_measures
from provenance.trace.credits import Part, find_agency, read_credits
from provenance.trace.publishing import account_at, is_carrier, original_address
from provenance.trace.shares import share_bodies
from provenance.urls.domains import host_of, site_domain, source_host

if TYPE_CHECKING:
    from collections.abc import Callable

    from provenance.model import Page, Quote, Span
    from provenance.trace.bodies import Body
    from provenance.trace.credits import Credit

UNNAMED = "a page without an address"
"""What stands for the publisher of a page that nothing is known of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """A page with what tells of its origin: who publishes it, where it says that its text comes from, its credits.

    `account` is whose page it is on a site that everybody may write on, empty where that is not known. `carried` tells
    that the site shows the pages of others.
    """

    page: Page
    name: str
    account: str
    carried: bool
    elsewhere: str
    credits: tuple[Credit, ...]
    body: Body

    @property
    def record(self) -> TracedPage:
        """The page as the report names it."""
        return TracedPage(page=self.page.capture, url=self.page.url, name=self.name)

    @property
    def whole(self) -> Credit | None:
        """The agency that the whole text is credited to, or none."""
        return next((credit for credit in self.credits if credit.part is Part.WHOLE), None)

    @property
    def agency(self) -> str | None:
        """The agency whose text this is, by credit or because it stands on the agency's own site."""
        if self.whole is not None:
            return self.whole.agency
        address = original_address(self.page.url)
        return find_agency(self.name, domain=site_domain(host_of(address) or "") or "")

    @property
    def origin(self) -> str:
        """From whom the publisher says to have the text, empty for a text of its own."""
        return self.whole.agency if self.whole is not None else self.elsewhere


def read_traced(page: Page, *, name_publisher: Callable[[str], str]) -> Traced:
    """The page as it is compared with others; `name_publisher` says who is read at an address, `""` if nobody knows."""
    address = original_address(page.url)
    name = name_publisher(address)
    origins = (name_publisher(original_address(url)) for url in (page.syndicated_from, page.canonical_url) if url)
    return Traced(
        page=page,
        name=name or UNNAMED,
        account=account_at(address),
        carried=is_carrier(address),
        elsewhere=next((origin for origin in origins if origin and origin != name), ""),
        credits=read_credits(page),
        body=read_body(page),
    )


def name_site(url: str) -> str:
    """The domain of the site at `url`, `""` where it names none."""
    host = source_host(host_of(url) or "")
    return site_domain(host) or host


def tie_origins(first: Traced, second: Traced) -> Tie | None:
    """Why the two are one source by what they say of themselves, the strongest reason, or none."""
    return next((found.tie for rule in _ORIGINS if (found := rule(first, second)) is not None), None)


def tie_texts(first: Traced, second: Traced) -> Tie | None:
    """Why the two are one source by their texts, or none: most of the shorter one stands on the longer one."""
    found = _tie_text(first, second)
    return None if found is None else found.tie


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    kind: TieKind
    first: Traced
    second: Traced
    reason: str
    quote: Quote | None = None

    @property
    def tie(self) -> Tie:
        return Tie(
            kind=self.kind,
            first=self.first.page.url,
            second=self.second.page.url,
            reason=self.reason,
            quote=self.quote,
        )


def _tie_publisher(first: Traced, second: Traced) -> _Found | None:
    """One publisher, and what both say of their origin does not differ: two agencies' texts on one site are two.

    Pages of two accounts, and pages on a site that carries those of others, have no publisher in common.
    """
    if first.name != second.name or first.name == UNNAMED or first.carried or second.carried:
        return None
    if first.origin != second.origin or (first.account and second.account and first.account != second.account):
        return None
    return _Found(kind=TieKind.PUBLISHER, first=first, second=second, reason=f"Both are pages of {first.name}.")


def _tie_original(first: Traced, second: Traced) -> _Found | None:
    """One page names the other's site as where its text comes from, or both name a third."""
    for one, other in ((first, second), (second, first)):
        if one.elsewhere and one.elsewhere == other.name:
            reason = f"The page on {one.name} names {other.name} as where its text comes from."
            return _Found(kind=TieKind.ORIGINAL, first=one, second=other, reason=reason)
    if first.elsewhere and first.elsewhere == second.elsewhere:
        reason = f"{first.name} and {second.name} both name {first.elsewhere} as where their text comes from."
        return _Found(kind=TieKind.ORIGINAL, first=first, second=second, reason=reason)
    return None


def _tie_credit(first: Traced, second: Traced) -> _Found | None:
    if first.agency is None or first.agency != second.agency:
        return None
    one, other = (first, second) if first.whole is not None else (second, first)
    if one.whole is None:  # two sites of one agency
        return _Found(kind=TieKind.CREDIT, first=one, second=other, reason=f"Both are pages of {one.agency}.")
    own = other.whole is None
    whose = f"the agency whose own page is the one on {other.name}" if own else f"as {other.name} does"
    reason = f"{one.name} credits its text to {one.agency}, {whose}."
    return _Found(kind=TieKind.CREDIT, first=one, second=other, reason=reason, quote=_quote(one, one.whole.place))


def _tie_bytes(first: Traced, second: Traced) -> _Found | None:
    if first.page.capture != second.page.capture:
        return None
    reason = f"{first.name} and {second.name} gave the same bytes."
    return _Found(kind=TieKind.SAME_TEXT, first=first, second=second, reason=reason)


def _tie_text(first: Traced, second: Traced) -> _Found | None:
    measures = read_measures()
    share = share_bodies(first.body, second.body)
    common = sorted(_agencies(first) & _agencies(second))
    least = measures.same_text_with_credit if common else measures.same_text
    whole = share.share >= measures.whole and share.words >= measures.least_whole
    if not whole and (share.share < least or share.words < measures.least_words):
        return None
    credit = f", and both credit {common[0]}" if common else ""
    hundredth = min(100, round(100 * share.share))
    reason = f"{first.name} and {second.name} share {hundredth} % of the shorter text, word for word or nearly{credit}."
    return _Found(kind=TieKind.SAME_TEXT, first=first, second=second, reason=reason, quote=_quote(first, share.place))


def _agencies(traced: Traced) -> set[str]:
    own = {credit.agency for credit in traced.credits}
    return own | ({traced.agency} if traced.agency else set())


def _quote(traced: Traced, place: Span | None) -> Quote | None:
    return None if place is None else make_quote(traced.page.text, place)


_ORIGINS: tuple[Callable[[Traced, Traced], _Found | None], ...] = (
    _tie_publisher,
    _tie_original,
    _tie_credit,
    _tie_bytes,
)
