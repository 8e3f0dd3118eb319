"""Which tags of a page belong together: only what is closed has an effect on what stands in it."""

from __future__ import annotations

from collections import defaultdict
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from provenance.parse.grammars.url import url_host
from provenance.parse.readers.html_tokens import read_attributes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provenance.parse.readers.html_tokens import Token

_CELLS = frozenset({"td", "th"})
_OF_ARTICLES = frozenset({"p", "article", "main", "h1"})


def paired_tags(tokens: Sequence[Token], names: frozenset[str]) -> dict[int, int]:
    """The number of every start tag of `names` that has an end tag, with that one's; links do not nest."""
    pairs: dict[int, int] = {}
    open_at: dict[str, list[int]] = defaultdict(list)
    for at, token in enumerate(tokens):
        if token.name not in names:
            continue
        stack = open_at[token.name]
        if not token.closes:
            if token.name == "a":
                stack.clear()
            stack.append(at)
        elif stack:
            pairs[stack.pop()] = at
    return pairs


def inside_links(text: str, tokens: Sequence[Token], pairs: Mapping[int, int]) -> frozenset[int]:
    """The numbers of the tokens that stand in links to http and https addresses, those of the links among them."""
    inside: set[int] = set()
    for opens, closes in pairs.items():
        token = tokens[opens]
        if token.name == "a" and url_host(read_attributes(text[token.start : token.end]).get("href", "").strip()):
            inside.update(range(opens, closes + 1))
    return frozenset(inside)


def forms_of_articles(tokens: Sequence[Token], pairs: Mapping[int, int]) -> frozenset[int]:
    """The start tags of forms that hold paragraphs: some systems put a whole page into one."""
    counts = [0, *accumulate(token.name in _OF_ARTICLES for token in tokens)]
    return frozenset(
        opens for opens, closes in pairs.items() if tokens[opens].name == "form" and counts[closes] > counts[opens]
    )


def lone_paragraphs(text: str, tokens: Sequence[Token], pairs: Mapping[int, int]) -> frozenset[int]:
    """The tags of paragraphs that fill a cell of a table alone, both of each pair: they part nothing."""
    telling = [
        at for at, token in enumerate(tokens) if token.name or not text[token.start : token.end].isspace()
    ]  # without white space between tags
    opened = {second for first, second in pairwise(telling) if _is_cell(tokens[first], closes=False)}
    closed = {first for first, second in pairwise(telling) if _is_cell(tokens[second], closes=True)}
    return frozenset(
        tag
        for opens, closes in pairs.items()
        if tokens[opens].name in {"p", "div"} and opens in opened and closes in closed
        for tag in (opens, closes)
    )


def _is_cell(token: Token, *, closes: bool) -> bool:
    return token.name in _CELLS and token.closes is closes
