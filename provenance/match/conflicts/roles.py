"""Roles: `A beat B` where the page has that B beat A, `A fired missiles at B` where it has that B fired.

Only two names right beside one verb are looked at, and a name right before a verb.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from provenance.match.comparison import Status, make_finding
from provenance.match.conflicts.near import near_sentences, tokens_of
from provenance.model import FactKind, Span
from provenance.text.names import read_names
from provenance.text.tables import read_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.match.comparison import Comparison, Finding
    from provenance.model.facts import Name
    from provenance.text.tokens import Token

NEAR = 0.5
"""Share of the claim's words in a sentence that tells of the same."""

TIGHT = 0.7
"""The same where only who did it is told otherwise."""

MAX_SENTENCES = 60
"""Sentences with the verb that are looked at."""

REACH = 4
"""Words between two names, the verb among them: `has since defeated the`."""


class _Deed(NamedTuple):
    """Who did what to whom: the words of the two names, the verb's stem, and the place from the first to the last."""

    agent: frozenset[str]
    verb: str
    patient: frozenset[str]
    span: Span


class _Doer(NamedTuple):
    """Who did what: the words of the name, the verb's stem, the stem as it is written, and the place of both."""

    agent: frozenset[str]
    verb: str
    written: str
    span: Span


class _Verb(NamedTuple):
    stem: str
    passive: bool


def check_roles(comparison: Comparison) -> tuple[Finding, ...]:
    """A conflict for each deed of the claim that the page tells only the other way round; nothing for the others."""
    facts = comparison.claim.facts
    tokens = comparison.claim.tokens
    found = [_check(comparison, deed) for deed in _deeds(facts.text, facts.names, tokens)]
    if not any(found):
        found = [_check_doer(comparison, doer) for doer in _doers(facts.text, facts.names, tokens)]
    return tuple(finding for finding in found if finding is not None)


def _check(comparison: Comparison, stated: _Deed) -> Finding | None:
    page = comparison.page
    turned: Span | None = None
    for number in near_sentences(comparison, least=NEAR):
        tokens = tokens_of(comparison, number)
        for deed in _deeds(page.text, read_names(page.text, tokens=tokens), tokens):
            if deed.verb != stated.verb:
                continue
            if not deed.agent.isdisjoint(stated.agent) or not deed.patient.isdisjoint(stated.patient):
                return None
            if not deed.agent.isdisjoint(stated.patient) and not deed.patient.isdisjoint(stated.agent):
                turned = turned or deed.span
    if turned is None:
        return None
    return make_finding(comparison, FactKind.NAME, Status.CONFLICT, place=stated.span, span=turned)


def _check_doer(comparison: Comparison, stated: _Doer) -> Finding | None:
    """A conflict when a tight sentence gives the deed to another name of the claim, and no sentence to its own."""
    page = comparison.page
    others = {stem for name in comparison.claim.facts.names for stem in name.tokens} - stated.agent
    turned: Span | None = None
    for number in page.postings.get(stated.written, ())[:MAX_SENTENCES]:
        tokens = tokens_of(comparison, number)
        for doer in _doers(page.text, read_names(page.text, tokens=tokens), tokens):
            if doer.verb != stated.verb:
                continue
            if not doer.agent.isdisjoint(stated.agent):
                return None
            tight = comparison.covers.get(number, 0.0) >= TIGHT and not page.stem_sets[number].isdisjoint(stated.agent)
            if tight and not others.isdisjoint(doer.agent):
                turned = turned or doer.span
    if turned is None:
        return None
    return make_finding(comparison, FactKind.NAME, Status.CONFLICT, place=stated.span, span=turned)


def _doers(text: str, names: Sequence[Name], tokens: Sequence[Token]) -> Iterator[_Doer]:
    """The names right before a verb of which they are the subject: `Russia has also launched`."""
    for name in names:
        place = bisect_left(tokens, (name.span.end,))
        while place < len(tokens) and (tokens[place].word in _HELPING or tokens[place].word.endswith("ly")):
            place += 1
        if place == len(tokens) or not name.tokens:
            continue
        verb, gap = tokens[place], text[name.span.end : tokens[place].start]
        behind = tokens[place + 1].word if place + 1 < len(tokens) else ""
        if gap.replace(" ", "a").isalpha() and _is_deed(verb) and behind not in _TOGETHER:
            yield _Doer(frozenset(name.tokens), _form(verb), verb.stem, Span(start=name.span.start, end=verb.end))


def _is_deed(verb: Token) -> bool:
    plain = verb.word not in _small_words() and verb.stem not in _MUTUAL
    return plain and verb.word.islower() and verb.word.endswith(("ed", "ought", *_STRUCK))


def _deeds(text: str, names: Sequence[Name], tokens: Sequence[Token]) -> Iterator[_Deed]:
    """The deeds between two names that follow each other with one verb in between."""
    for first, second in pairwise(names):
        start, end = bisect_left(tokens, (first.span.end,)), bisect_left(tokens, (second.span.start,))
        gap = text[first.span.end : second.span.start]
        if not 0 < end - start <= REACH or not gap.replace(" ", "").isalpha():
            continue
        verb = _verb_of(tokens[start:end])
        one, other = frozenset(first.tokens), frozenset(second.tokens)
        if verb is None or not one or not other or not one.isdisjoint(other):
            continue
        agent, patient = (other, one) if verb.passive else (one, other)
        yield _Deed(agent, verb.stem, patient, Span(start=first.span.start, end=second.span.end))


def _verb_of(between: Sequence[Token]) -> _Verb | None:
    """The one verb among the words between two names, none when they say anything else."""
    words = [token.word for token in between]
    verbs = [token for token in between if token.word not in _small_words() and not token.word.endswith("ly")]
    if len(verbs) != 1 or not verbs[0].word.endswith(_PAST) or verbs[0].stem in _MUTUAL:
        return None
    is_passive = "by" in words and not _BE.isdisjoint(words)
    is_active = words[-1] in {verbs[0].word, "the"} and _BE.isdisjoint(words)
    return _Verb(_form(verbs[0]), is_passive) if is_passive or is_active else None


def _small_words() -> frozenset[str]:
    return read_words("negations", "skip") | _BE | {"by", "not", "never", "then", "later", "since", "also", "first"}


def _form(verb: Token) -> str:
    """The stem of the verb, one for its forms: `beat`, `beaten`."""
    return _IRREGULAR.get(verb.stem, verb.stem)


_IRREGULAR = {
    "beaten": "beat",
    "defeat": "beat",
    "acquir": "bought",
    "purchas": "bought",
    "overtaken": "overtook",
    "overthrown": "overthrew",
    "outdone": "outdid",
}
_STRUCK = ("beat", "struck", "hit", "won", "lost", "shot", "sold", "bought", "sued", "led", "gave", "took", "sent")
_HELPING = frozenset({"has", "have", "had", "also", "then", "later", "again"})
_TOGETHER = frozenset({"with", "together", "each", "one"})
_BE = frozenset({"was", "were", "is", "are", "been", "being", "be", "gets", "got"})
_PAST = ("ed", "es", "s", "t", "ew", "ook", "aw", "en", "un", "on", "ght", "ove", "ied")
_MUTUAL = frozenset(
    {
        "met",
        "meet",
        "marri",
        "wed",
        "join",
        "fac",
        "play",
        "fought",
        "fight",
        "divorc",
        "dat",
        "border",
        "talk",
        "speak",
        "agre",
        "trad",
        "negotiat",
        "exchang",
        "shar",
        "sign",
        "tie",
        "drew",
        "work",
        "compet",
        "clash",
    }
)
