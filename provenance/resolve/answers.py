"""The answers of search interfaces, read without trust: JSON, markup in titles, days, and pages on the own site."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from provenance.errors import UnsafeAddressError
from provenance.model import Candidate
from provenance.resolve.entries import Entry
from provenance.resolve.providers.contract import Found
from provenance.resolve.ranking import rank_entries
from provenance.resolve.sites import Closeness, closeness, is_within
from provenance.resolve.terms import search_terms
from provenance.resolve.windows import windows_of
from provenance.urls.addresses import check_url
from provenance.urls.canonical import canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from provenance.model import Source
    from provenance.resolve.providers.contract import Query
    from provenance.resolve.windows import Window

MOST_BYTES = 4_000_000
"""Of a JSON answer; a longer one is not read: nested lists take twenty times their bytes in memory."""
MOST_ROWS = 1_000
"""Results that are looked at in one answer of a search; the interfaces asked here give 250 at most."""
MOST_TEXT = 300
"""Characters of a title or an excerpt that are kept."""
MOST_QUERY = 200
"""Characters of all words that are sent together; Brave takes 400 with everything else."""
ENGINE_PICKS = 3
"""The first results of a search over whole texts are candidates even when their headlines share nothing."""
ENGINE_SCORE = 10.0
"""What such a result scores, the first one; the next ones a little less."""
EXCERPT_WORTH = 0.8
"""What a word in an excerpt is worth beside one in a headline: the search chose the excerpt by that very word."""

Answer = object
"""A JSON value of any kind."""

# <span class="searchmatch">, </b>
_TAG = re.compile(r"<[^<>]{0,500}>")
# 2025-07-04T10:00:00Z, 20250704T120000Z, 20250704
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
# {"url": "https://apnews.com/x", "title": "x"}: a record without records in it
_FLAT = re.compile(r"\{[^{}]*\}")
# \" and \u00e9, which JSON knows; the lone \ of \' and \x, which it does not
_ESCAPE = re.compile(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|\\')


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A result of a search; `excerpt` is text of the page that the search shows, as plain text."""

    url: str
    title: str = ""
    excerpt: str = ""
    published: date | None = None


def read_json(body: bytes) -> Answer:
    """The JSON value in `body`, or none when there is none; control characters and unknown escapes are forgiven."""
    if len(body) > MOST_BYTES:
        return None
    text = body.decode("utf-8-sig", "replace")
    value = _load(text)
    return _load(_ESCAPE.sub(lambda match: match[0] if len(match[0]) > 1 else "\\\\", text)) if value is None else value


def read_flat_records(body: bytes) -> list[Mapping[str, Answer]]:
    """The records without records in them that stand in a broken JSON text, each read for itself."""
    text = body[:MOST_BYTES].decode("utf-8-sig", "replace")
    found: list[Mapping[str, Answer]] = []
    for match in islice(_FLAT.finditer(text), MOST_ROWS):
        record = read_json(match[0].encode("utf-8", "replace"))
        if isinstance(record, dict):
            found.append(record)
    return found


def _load(text: str) -> Answer:
    try:
        value: Answer = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return value


def at(value: Answer, *path: str) -> Answer:
    """What stands at the `path` of names in nested records, or none."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def rows_at(value: Answer, *path: str) -> list[Mapping[str, Answer]]:
    """The records in the list at `path`, at most `MOST_ROWS`; what is no record is left out."""
    rows = at(value, *path)
    return [row for row in rows[:MOST_ROWS] if isinstance(row, dict)] if isinstance(rows, list) else []


def text_at(value: Answer, *path: str) -> str:
    """The text at `path` as it stands, or an empty string."""
    text = at(value, *path)
    return text if isinstance(text, str) else ""


def plain_text(markup: str, *, most: int = MOST_TEXT) -> str:
    """One line of at most `most` characters: no tags, no entities, nothing invisible."""
    text = html.unescape(_TAG.sub("", markup[: 10 * most]))
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:most]


def read_day(text: str) -> date | None:
    """The day that a time in ISO form or a stamp of digits begins with, or none."""
    match = _DAY.match(text[:40])
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def written_day(day: date) -> str:
    """The day in eight digits, as archives and GDELT take it: `20250704`."""
    return f"{day.year:04}{day:%m%d}"


def address_of(base: str, parameters: Mapping[str, str | int]) -> str:
    """The address `base` with the parameters behind it; spaces as `%20`."""
    joint = "&" if "?" in base else "?"
    return base + joint + urlencode(parameters, quote_via=quote, errors="replace")


def asked_domain(source: Source) -> str:
    """The narrowest domain of the publisher that the host of the source is on, else its domain; may be empty."""
    host = source.host or ""
    own = [domain for domain in source.domains if is_within(host, domain)]
    return max(own, key=len) if own else source.domain or host


def asked_window(query: Query) -> Window | None:
    """The days around the article's date, else around the first day that the claim names, or none."""
    return next(iter(windows_of(query)), None)


def words_of(query: Query, *, most: int) -> tuple[str, ...]:
    """Up to `most` words of the claim, the telling ones, that together are no longer than `MOST_QUERY`."""
    words: list[str] = []
    for word in search_terms(query.claim).pick(most):
        if sum(map(len, words)) + len(words) + len(word) > MOST_QUERY:
            break
        words.append(word)
    return tuple(words)


def own_address(url: str, source: Source) -> str | None:
    """The address in canonical form when it may be read and lies on the site of the source, else none."""
    try:
        check_url(url)
    except UnsafeAddressError:
        return None
    return canonical_url(url) if closeness(url, source) is not Closeness.STRANGER else None


def own_entries(entries: Iterable[Entry], source: Source) -> tuple[Entry, ...]:
    """The entries on the site of the source, each address once, in canonical form."""
    once: dict[str, Entry] = {}
    for entry in entries:
        url = own_address(entry.url, source)
        if url is not None:
            once.setdefault(url, replace(entry, url=url))
    return tuple(once.values())


def rank_hits(hits: Sequence[Hit], query: Query, *, found_by: str, engine: str, nothing: str) -> Found:
    """What a search over whole texts found on the site of the source, best first.

    A headline counts as everywhere; an excerpt counts a little less. The first `ENGINE_PICKS` are kept with a low
    score in any case, in the order of the `engine`, which has read more than headlines. `nothing` is said when no
    result is on the site.
    """
    once: dict[str, Hit] = {}
    for hit in hits:
        url = own_address(hit.url, query.source)
        if url is not None:
            once.setdefault(url, replace(hit, url=url))
    own = list(once.values())
    ranked = {
        candidate.url: candidate for candidate in _rank_headlines(own, query, found_by=found_by, with_excerpts=False)
    }
    for candidate in _rank_headlines(own, query, found_by=found_by, with_excerpts=True):
        known = ranked.get(candidate.url)
        if known is None or candidate.score > known.score:
            reason = f"{engine} found it, and its headline and excerpt share words with the claim"
            ranked[candidate.url] = replace(candidate, reason=reason)
    for place, hit in enumerate(own[:ENGINE_PICKS]):
        ranked.setdefault(hit.url, _pick(hit, found_by=found_by, engine=engine, score=ENGINE_SCORE - place))
    order = {hit.url: place for place, hit in enumerate(own)}
    best = sorted(ranked.values(), key=lambda candidate: (-candidate.score, order[candidate.url]))
    titles = {hit.url: hit.title for hit in own}
    return Found(
        candidates=tuple(replace(candidate, title=titles[candidate.url]) for candidate in best[:10]),
        looked_at=len(own),
        stopped="" if own else nothing,
    )


def _rank_headlines(hits: Sequence[Hit], query: Query, *, found_by: str, with_excerpts: bool) -> Iterable[Candidate]:
    entries = [
        Entry(url=hit.url, title=f"{hit.title} {hit.excerpt}" if with_excerpts else hit.title, published=hit.published)
        for hit in hits
        if hit.excerpt or not with_excerpts
    ]
    for candidate in rank_entries(entries, query, found_by=found_by, most=max(1, len(entries))):
        yield replace(candidate, score=candidate.score * EXCERPT_WORTH) if with_excerpts else candidate


def _pick(hit: Hit, *, found_by: str, engine: str, score: float) -> Candidate:
    return Candidate(
        url=hit.url,
        found_by=found_by,
        rank=1,
        reason=f"{engine} found it by words of the claim",
        title=hit.title,
        published=hit.published,
        score=score,
    )
