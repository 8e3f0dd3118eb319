"""Texts on which a careless pattern takes time with the square of their length, made of the pattern's own pieces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, pairwise
from re import _constants as names
from re import _parser as parser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAIN = (
    " ",
    "\n",
    "\t",
    "0",
    "1",
    "a",
    "A",
    "é",
    "它",
    "“",
    '"',
    "'",
    ".",
    "/",
    "-",
    ",",
    "(",
    "[",
    "<",
    "&",
    "=",
    "\\",
    "a ",
    "A. ",
    "1 ",
    "a.",
    "1,",
    "a-",
    "A ",
)
"""What texts and markup are full of."""
OFTEN = 10
"""Repeats that may run to more than so many are pumped."""
MOST_PIECES = 60
"""Pieces of one pattern that are tried; the largest tables of words are one alternative each, and alike."""
_REPEATS = (names.MAX_REPEAT, names.MIN_REPEAT, names.POSSESSIVE_REPEAT)
_CATEGORIES = {
    names.CATEGORY_DIGIT: "7", names.CATEGORY_SPACE: " ", names.CATEGORY_WORD: "w",
    names.CATEGORY_NOT_DIGIT: "d", names.CATEGORY_NOT_SPACE: "s", names.CATEGORY_NOT_WORD: "%",
}  # fmt: skip
_CANDIDATES = "a7 Z._-/%é\n\"'(<&“"


@dataclass(frozen=True)
class Attack:
    """A piece to be repeated, what stands before it, and whether that is repeated, too."""

    piece: str
    before: str = ""
    whole: bool = False

    def text(self, size: int) -> str:
        """About `size` characters of it, and a sign that no pattern expects."""
        round_ = self.before + 3 * self.piece if self.whole else self.piece
        body = round_ * (size // len(round_) + 1)
        return body if self.whole else f"{self.before}{body}\x01"


def attacks(pattern: str | bytes, flags: int) -> list[Attack]:
    """What may be hard for the pattern: each of its pieces repeated, and what texts and markup are full of."""
    whole = sample(parser.parse(pattern, flags))
    found = [*map(Attack, PLAIN), *(Attack(one) for one in (whole, whole[:-1], f"{whole} ") if one)]
    pumped = [one for one in dict.fromkeys(_pumps(parser.parse(pattern, flags), "")) if one[1]][:MOST_PIECES]
    for before, piece in pumped:
        found += [Attack(piece, before), Attack(piece, before, whole=True)]
    found += [Attack(one[1] + other[1]) for one, other in pairwise(pumped[:13])]
    return list(dict.fromkeys(found))


def sample(tree: object) -> str:
    """A text that the pattern matches, as a rule: assertions are passed over."""
    return "".join(_samples(operator, value)[0] for operator, value in tree)


def _samples(operator: object, value: object) -> list[str]:  # noqa: PLR0911 - one line a kind of node
    """Texts for one node, a few that differ."""
    if operator is names.LITERAL:
        return [chr(value)]
    if operator is names.NOT_LITERAL:
        return [next(one for one in _CANDIDATES if ord(one) != value)]
    if operator is names.ANY:
        return ["x"]
    if operator is names.IN:
        return _class_samples(value)
    if operator is names.CATEGORY:
        return [_CATEGORIES.get(value, "w")]
    if operator is names.BRANCH:
        return [sample(branch) for branch in value[1][:6]]
    if operator is names.SUBPATTERN:
        return _tree_samples(value[3])
    if operator is names.ATOMIC_GROUP:
        return _tree_samples(value)
    if operator in _REPEATS:
        least, most, inner = value
        return [one * min(max(least, 1 if most else 0), 50) for one in _tree_samples(inner)]
    return [""]


def _tree_samples(tree: object) -> list[str]:
    nodes = list(tree)
    if len(nodes) == 1:
        return _samples(*nodes[0])
    return [sample(nodes)]


def _class_samples(members: list[tuple[object, object]]) -> list[str]:
    if members and members[0][0] is names.NEGATE:
        matcher = re.compile(_class_source(members))
        return [one for one in _CANDIDATES if matcher.match(one)][:3] or ["x"]
    found = []
    for operator, value in islice(members, 8):
        if operator is names.LITERAL:
            found.append(chr(value))
        elif operator is names.RANGE:
            found.append(chr(value[0]))
        elif operator is names.CATEGORY:
            found.append(_CATEGORIES.get(value, "w"))
    return found or ["x"]


def _class_source(members: list[tuple[object, object]]) -> str:
    words = {
        names.CATEGORY_DIGIT: r"\d", names.CATEGORY_SPACE: r"\s", names.CATEGORY_WORD: r"\w",
        names.CATEGORY_NOT_DIGIT: r"\D", names.CATEGORY_NOT_SPACE: r"\S", names.CATEGORY_NOT_WORD: r"\W",
    }  # fmt: skip
    parts = ["["]
    for operator, value in members:
        if operator is names.NEGATE:
            parts.append("^")
        elif operator is names.LITERAL:
            parts.append(re.escape(chr(value)))
        elif operator is names.RANGE:
            parts.append(f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}")
        else:
            parts.append(words[value])
    return "".join((*parts, "]"))


def _pumps(tree: object, before: str) -> Iterator[tuple[str, str]]:
    """Each repeat of the pattern that may run long: what stands before it, and one round of it."""
    for operator, value in tree:
        if operator in _REPEATS:
            _, most, inner = value
            if most > OFTEN:
                yield from ((before, one) for one in _tree_samples(inner)[:4])
            yield from _pumps(inner, before)
        elif operator is names.SUBPATTERN:
            yield from _pumps(value[3], before)
        elif operator is names.ATOMIC_GROUP:
            yield from _pumps(value, before)
        elif operator is names.BRANCH:
            for branch in value[1][:20]:
                yield from _pumps(branch, before)
        elif operator in (names.ASSERT, names.ASSERT_NOT):
            yield from _pumps(value[1], before)
        before += (_samples(operator, value) or [""])[0]
