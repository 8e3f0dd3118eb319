"""Articles of a wiki, by its own search, in the revision of the article's day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from provenance.model import Missed, Wanted
from provenance.resolve.answers import (
    Hit,
    address_of,
    at,
    plain_text,
    rank_hits,
    read_json,
    rows_at,
    text_at,
    words_of,
)
from provenance.resolve.front_page import linked_address
from provenance.resolve.providers.contract import Found, Reach
from provenance.text.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from provenance.model import Candidate, Source
    from provenance.resolve.answers import Answer
    from provenance.resolve.providers.contract import ProviderContext, Query

MOST_WORDS = 6
"""Words of the claim in one search; the engine of Wikimedia's wikis ranks by how many of them an article holds."""
MOST_WORDS_ELSEWHERE = 2
"""The same for other wikis: the engine that comes with MediaWiki knows no OR, and an article must hold every word."""
RESULTS = 20
"""Articles asked for in one search."""
REVISIONS = 3
"""Articles of one claim whose revision at the day is asked for; the others stay as they are today."""
MAX_LAG = 5
"""Seconds that the wiki's databases may lag behind; with more it refuses, as its guidelines ask robots to let it."""

# en, de, zh-min-nan, simple: a language as the hosts of Wikimedia name it
_LANGUAGE = re.compile(r"[a-z][a-z-]{1,19}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiki:
    """Where a wiki answers, and the address of an article with `$1` for its title; empty where it must be asked."""

    api: str
    article: str
    wanted: Wanted


class MediaWikiProvider:
    """Asks the search of a wiki; the wiki alone learns up to six words of the claim, and the article's date.

    A wiki of Wikimedia is known by its host and asked as a service: its interface is documented for programs, and its
    robots.txt, which closes all of /w/, speaks to crawlers. Another host with `wiki` in its name is one when its front
    page links to an interface (`EditURI`), for which its robots.txt holds.
    """

    name = "mediawiki"
    reach = Reach.SITE

    def __init__(self, context: ProviderContext) -> None:
        self._fetch = context.fetch
        self._others: dict[str, Wiki | str] = {}
        self._revisions: dict[tuple[str, str, date], int | None] = {}

    def find_pages(self, query: Query) -> Found:
        """The articles that the search names, each in its revision at the end of the article's day when it is known."""
        host = query.source.host or ""
        wiki = wikimedia_wiki(host) or self._other_wiki(query.source)
        if isinstance(wiki, str):
            return Found(stopped=wiki)
        words = words_of(query, most=MOST_WORDS if wiki.wanted is Wanted.SERVICE else MOST_WORDS_ELSEWHERE)
        if not words:
            return Found(stopped="the claim holds no word to search for")
        outcome = self._fetch(_search_address(wiki, words), wanted=wiki.wanted)
        if isinstance(outcome, Missed):
            return Found(stopped=f"the wiki could not be asked: {outcome.detail}")
        answer = read_json(outcome.body)
        problem = _problem_of(answer)
        if problem:
            return Found(stopped=problem)
        wiki = replace(wiki, article=wiki.article or _article_form(answer, wiki))
        if not wiki.article:
            return Found(stopped="the wiki does not say where its articles are")
        hits = [hit for row in rows_at(answer, "query", "search") if (hit := _hit_of(row, wiki))]
        nothing = f"its search knows no article with {' or '.join(words)}"
        found = rank_hits(hits, query, found_by=self.name, engine="the wiki's own search", nothing=nothing)
        return replace(found, candidates=self._at_day(found.candidates, wiki, query.published), final=True)

    def _other_wiki(self, source: Source) -> Wiki | str:
        """The wiki that the front page of the source names, or why it is none; looked at once."""
        host = source.host or ""
        if "wiki" not in host and not host.endswith(".fandom.com"):
            return f"{host} is no wiki that is known"
        if host not in self._others:
            self._others[host] = self._look_at(source)
        return self._others[host]

    def _look_at(self, source: Source) -> Wiki | str:
        front = self._fetch(f"https://{source.host}/", wanted=Wanted.LISTING)
        if isinstance(front, Missed):
            return f"its front page could not be read: {front.detail}"
        link = linked_address(front, relation="EditURI", source=source)
        if link is None or not urlsplit(link).path.endswith("/api.php"):
            return "its front page names no interface of a wiki"
        parts = urlsplit(link)
        return Wiki(api=urlunsplit((parts.scheme, parts.netloc, parts.path, "", "")), article="", wanted=Wanted.LISTING)

    def _at_day(self, candidates: tuple[Candidate, ...], wiki: Wiki, day: date | None) -> tuple[Candidate, ...]:
        if day is None:
            return candidates
        dated = [self._date(candidate, wiki, day) for candidate in candidates[:REVISIONS]]
        return (*(candidate for candidate in dated if candidate is not None), *candidates[REVISIONS:])

    def _date(self, candidate: Candidate, wiki: Wiki, day: date) -> Candidate | None:
        """The candidate in its revision at the end of the day; none when it was written later."""
        key = (wiki.api, candidate.title, day)
        if key not in self._revisions:
            outcome = self._fetch(_revision_address(wiki, candidate.title, day), wanted=wiki.wanted)
            answer = None if isinstance(outcome, Missed) else read_json(outcome.body)
            if not rows_at(answer, "query", "pages"):
                return replace(candidate, reason=f"{candidate.reason}; as it is today")
            self._revisions[key] = _revision_of(answer)
        revision = self._revisions[key]
        if revision is None:
            return None
        # /w/index.php?title=T&oldid=ID, the form under "Permanent link", is closed to robots by the robots.txt of
        # Wikimedia's wikis (Disallow: /w/); /wiki/T?oldid=ID is open to them and shows the same revision.
        joint = "&" if "?" in candidate.url else "?"
        reason = f"{candidate.reason}; as it was on {day.isoformat()}"
        return replace(candidate, url=f"{candidate.url}{joint}oldid={revision}", reason=reason)


def wikimedia_wiki(host: str) -> Wiki | None:
    """The wiki of Wikimedia that a source on `host` means, without a look at it, or none."""
    table = read_table("wikis")
    answering = table["hosts"].get(host)
    if answering is None:
        project = next((each for each in table["by_language"] if host == each or host.endswith(f".{each}")), None)
        if project is None:
            return None
        language = host.removesuffix(project).removesuffix(".").removesuffix(".m")
        language = "en" if language in {"", "m"} else language
        if not _LANGUAGE.fullmatch(language):
            return None
        answering = f"{language}.{project}"
    base = f"https://{answering}"
    return Wiki(api=f"{base}/w/api.php", article=f"{base}/wiki/$1", wanted=Wanted.SERVICE)


def _search_address(wiki: Wiki, words: tuple[str, ...]) -> str:
    known = {} if wiki.article else {"meta": "siteinfo", "siprop": "general"}
    return address_of(
        wiki.api,
        {
            "action": "query",
            "list": "search",
            "srsearch": (" OR " if wiki.wanted is Wanted.SERVICE else " ").join(words),
            "srlimit": RESULTS,
            "srnamespace": 0,
            "srprop": "snippet",
            **known,
            "format": "json",
            "formatversion": 2,
            "maxlag": MAX_LAG,
        },
    )


def _revision_address(wiki: Wiki, title: str, day: date) -> str:
    return address_of(
        wiki.api,
        {
            "action": "query",
            "prop": "revisions",
            "titles": title,
            "rvlimit": 1,
            "rvdir": "older",
            "rvstart": f"{day.isoformat()}T23:59:59Z",
            "rvprop": "ids|timestamp",
            "format": "json",
            "formatversion": 2,
            "maxlag": MAX_LAG,
        },
    )


def _problem_of(answer: Answer) -> str:
    """Why the answer holds no results, or an empty string."""
    if text_at(answer, "error", "code") == "maxlag":
        return "the wiki's databases lag behind, and it asks robots to come back later"
    if at(answer, "error") is not None:
        return f"the wiki refused the search: {plain_text(text_at(answer, 'error', 'info'), most=120)}"
    return "" if isinstance(at(answer, "query", "search"), list) else "the wiki's answer could not be read"


def _article_form(answer: Answer, wiki: Wiki) -> str:
    """The form of an article's address that the wiki itself names; empty when it names none."""
    path = text_at(answer, "query", "general", "articlepath")
    try:
        return urljoin(wiki.api, path) if path.startswith("/") and path.count("$1") == 1 else ""
    except ValueError:
        return ""


def _hit_of(row: Mapping[str, Answer], wiki: Wiki) -> Hit | None:
    # A title has 255 bytes at most, and none of #<>[]|{}: https://www.mediawiki.org/wiki/Manual:Page_title
    title = plain_text(text_at(row, "title"), most=255)
    if not title or set(title) & set("#<>[]|{}"):
        return None
    slug = quote(title.replace(" ", "_"), safe="/:@!$'()*,;~-._", errors="replace")
    return Hit(url=wiki.article.replace("$1", slug), title=title, excerpt=plain_text(text_at(row, "snippet")))


def _revision_of(answer: Answer) -> int | None:
    for page in rows_at(answer, "query", "pages"):
        for row in rows_at(page, "revisions"):
            revision = row.get("revid")
            if type(revision) is int and 0 < revision < 10**15:
                return revision
    return None
