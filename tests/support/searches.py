"""What providers are asked, and a web that answers them from a table."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from provenance.config import Settings
from provenance.model import Access, Capture, Claim, Missed, Span, Wanted
from provenance.resolve import ProviderContext, Query, SourceList, resolve_label
from provenance.resolve.terms import search_terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provenance.model import Secret

STORM = "Hurricane Beryl made landfall in southern Jamaica on Wednesday and killed four people in Clarendon."
DAY = date(2024, 7, 4)
MOMENT = datetime(2026, 1, 2, tzinfo=UTC)

Answer = bytes | str | list | dict | Access


@dataclass
class Web:
    """Answers a request from the first row of the table whose key stands in its address; anything else is missing."""

    table: Mapping[str, Answer] = field(default_factory=dict)
    headers: tuple[tuple[str, str], ...] = ()
    asked: list[str] = field(default_factory=list)
    wanted: list[Wanted] = field(default_factory=list)
    secrets: list[Secret | None] = field(default_factory=list)

    def fetch(self, url: str, *, wanted: Wanted = Wanted.LISTING, secret: Secret | None = None) -> Capture | Missed:
        self.asked.append(url)
        self.wanted.append(wanted)
        self.secrets.append(secret)
        answer = next((answer for key, answer in self.table.items() if key in url), Access.NOT_FOUND)
        if isinstance(answer, Access):
            return Missed(url=url, access=answer, detail=f"the reason is {answer}")
        if isinstance(answer, list | dict):
            answer = json.dumps(answer)
        body = answer.encode() if isinstance(answer, str) else answer
        return Capture(
            url=url, final_url=url, redirects=(), status=200, headers=self.headers, fetched_at=MOMENT, body=body
        )

    def context(self, **settings: object) -> ProviderContext:
        return ProviderContext(
            sources=SourceList(), fetch=self.fetch, settings=Settings(**settings), today=MOMENT.date()
        )


def make_claim(text: str = STORM) -> Claim:
    return Claim(id="0123456789ab", sentence=0, span=Span(start=0, end=len(text)), text=text)


def make_query(label: str, *, text: str = STORM, published: date | None = DAY) -> Query:
    return Query(claim=make_claim(text), source=resolve_label(label), resolution=None, published=published)


def sent_words(most: int, *, between: str = " ") -> str:
    """The words of the storm as they stand in an address."""
    return quote(between.join(search_terms(make_claim()).pick(most)), safe="")


def addresses(found) -> list[str]:
    return [candidate.url for candidate in found.candidates]
