"""Pages that rest on the article itself, or only on each other; and what they correct."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model import PageNotice, PageNoticeKind, Span, make_quote
from provenance.text.tokens import read_tokens
from provenance.trace.bodies import Body, read_measures
from provenance.trace.shares import share_bodies
from provenance.trace.ties import UNNAMED
from provenance.trace.timing import is_older

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.model import Article, Page
    from provenance.trace.ties import Traced

LEAST_TITLE = 5
"""Words of a title that stand together by chance nowhere."""

MAX_TEXT = 200_000
"""Characters of a page in which the article and other pages are looked for."""

# https://www. of an address, which a page may leave out
_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)


def find_circles(traced: tuple[Traced, ...], *, article: Article, url: str | None) -> Iterator[PageNotice]:
    """Pages that name the article's title or address, or hold its text."""
    body = Body(article.text, tuple(paragraph.span for paragraph in article.paragraphs))
    for one in traced:
        address = _find_address(one.page, url or "")
        title = None if address or is_older(one.page, article) else _find_title(one.page, article.title or "")
        if address is not None:
            message = f"The page on {one.name} cites the article itself, by its address."
            yield _notice(PageNoticeKind.CITES_ARTICLE, one.page, message, address)
        if title is not None:
            message = f"The page on {one.name} has the words of the article's title: it may cite the article itself."
            yield _notice(PageNoticeKind.CITES_ARTICLE, one.page, message, title)
        shared = share_bodies(one.body, body)
        if shared.share >= read_measures().same_text and shared.words >= read_measures().least_words:
            message = (
                f"The page on {one.name} and the article share {min(100, round(100 * shared.share))} % of the shorter "
                "text: one was copied from the other."
            )
            yield _notice(PageNoticeKind.SHARES_ARTICLE_TEXT, one.page, message, shared.place)


def find_mutual(traced: tuple[Traced, ...]) -> Iterator[PageNotice]:
    """Pages of publishers that each name the other as where they have something from."""
    named = [one for one in traced if one.name != UNNAMED]
    names = {one.name for one in named}
    said = [(one, _find_named(one, names)) for one in named]
    pairs = {(one.name, other) for one, others in said for other in others}
    for one, others in said:
        for other, place in others.items():
            if (other, one.name) in pairs:
                message = f"{one.name} refers to {other} here, and {other} to {one.name}: one may rest on the other."
                yield _notice(PageNoticeKind.CITE_EACH_OTHER, one.page, message, place)


def find_corrections(traced: tuple[Traced, ...]) -> Iterator[PageNotice]:
    """Pages that announce a correction."""
    for one in traced:
        for place in one.page.corrections:
            message = f"The page on {one.name} announces a correction."
            yield _notice(PageNoticeKind.CORRECTION, one.page, message, place)


def _notice(kind: PageNoticeKind, page: Page, message: str, place: Span | None) -> PageNotice:
    quote = None if place is None else make_quote(page.text, place)
    return PageNotice(kind=kind, page=page.capture, url=page.url, message=message, quote=quote)


def _find_title(page: Page, title: str) -> Span | None:
    """Where the page names the title, word for word; a page that bears the same title itself does not cite it."""
    wanted = tuple(token.word for token in read_tokens(title))
    own = tuple(token.word for token in read_tokens(page.title or ""))
    if len(wanted) < LEAST_TITLE or _first_place(own, wanted) is not None:
        return None
    tokens = read_tokens(page.text, end=min(len(page.text), MAX_TEXT))
    place = _first_place(tuple(token.word for token in tokens), wanted)
    if place is None:
        return None
    return Span(start=tokens[place].start, end=tokens[place + len(wanted) - 1].end)


def _first_place(words: tuple[str, ...], wanted: tuple[str, ...]) -> int | None:
    places = (place for place in range(len(words) - len(wanted) + 1) if words[place] == wanted[0])
    return next((place for place in places if words[place : place + len(wanted)] == wanted), None)


def _find_address(page: Page, url: str) -> Span | None:
    bare = _SCHEME.sub("", url, count=1).rstrip("/")
    if "/" not in bare:  # a site as a whole is named everywhere
        return None
    # paper.org/2025/trams, but neither paper.org/2025/trams-2 nor newspaper.org/2025/trams
    found = re.compile(rf"(?<![\w-]){re.escape(bare)}(?!/?[\w%-])").search(page.text, 0, MAX_TEXT)
    return Span(start=found.start(), end=found.end()) if found else None


def _find_named(one: Traced, names: set[str]) -> dict[str, Span]:
    """The other publishers that the page says to have it from, each with the words."""
    text = one.page.text[:MAX_TEXT]
    others = sorted((name for name in names - {one.name} if name in text), key=len, reverse=True)
    if not others:
        return {}
    listed = "|".join(map(re.escape, others))
    # according to the Guardian | The Guardian reported | told Reuters | first reported by Politico
    pattern = re.compile(
        rf"(?:\b(?:according to|reported by|told|citing|cited by|quoted by) (?:the |The )?(?P<named>{listed})\b"
        rf"|\b(?P<naming>{listed}) (?:first )?(?:reported|reports|wrote|said|cited))"
    )
    found: dict[str, Span] = {}
    for match in pattern.finditer(text):
        name = match["named"] or match["naming"]
        found.setdefault(name, Span(start=match.start(), end=match.end()))
    return found
