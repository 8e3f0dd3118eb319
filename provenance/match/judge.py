"""The verdict on a claim over all its pages, and the sentence that says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from provenance.match.joint import join_pages, share_event
from provenance.match.phrases import LISTED, cut_words, list_words, say_conflict
from provenance.match.reasons import ACCESS, NO_SOURCE, STATES_NOTHING
from provenance.match.searched import heard_pages, say_search, say_searched
from provenance.model import Attachment, ClaimResult, FactKind, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from provenance.match.joint import Joined
    from provenance.model import Assessment, Claim, Elsewhere, Gap, Quote, SourceCheck

LEFT_OPEN = frozenset({FactKind.SUPERLATIVE, FactKind.SPEAKER})
"""Kinds of facts that a page may support a claim without, which the reason then names."""


class _Voice(NamedTuple):
    """A page's assessment, and the source that speaks in it."""

    label: str
    assessment: Assessment


class _Case(NamedTuple):
    """Everything a reason is made of."""

    claim: Claim
    checks: tuple[SourceCheck, ...]
    voices: tuple[_Voice, ...]
    joined: tuple[Joined, ...] = ()

    def of(self, verdict: Verdict) -> list[_Voice]:
        """The voices with a verdict, the highest score first, those that a judge made so last."""
        own = [voice for voice in self.voices if voice.assessment.verdict is verdict]
        return sorted(own, key=lambda voice: (voice.assessment.lowered, -voice.assessment.score))


def judge_claim(
    claim: Claim,
    checks: tuple[SourceCheck, ...],
    *,
    hidden: int,
    elsewhere: tuple[Elsewhere, ...] = (),
    published: Mapping[str, date] | None = None,
) -> ClaimResult:
    """The verdict over all pages with its reason; `hidden` is how many sources the claim's marks do not name.

    `published` are the days on which pages were published, by the digests of their captures.

    Supported: a page supports and none contradicts, or pages that each lack a fact have all of it together.
    Conflicting: pages of both kinds. Contradicted: a page contradicts and none supports. Then partial, then not found;
    unchecked when no page was judged. A page that was found by searching may be another than the one that was meant:
    beside one that supports, its contradiction is not heard, and where none fits well, neither contradiction nor
    silence is (`heard_pages`). `elsewhere` are pages cited for other claims that have it: they are named, the
    verdict stays what the claim's own pages make it.
    """
    voices = tuple(_Voice(check.source.name, own) for check in checks for own in heard_pages(check))
    verdict = _join({voice.assessment.verdict for voice in voices})
    joined = join_pages(claim, tuple(voice.assessment for voice in voices)) if verdict is Verdict.PARTIAL else ()
    case = _Case(claim, checks, voices, joined)
    together = bool(joined) and share_event(claim, joined, published=published or {})
    verdict = Verdict.SUPPORTED if together else verdict
    found = elsewhere if verdict in MISSING_ELSEWHERE else ()
    parts = (
        _say_joined(case, together=together) if joined else _REASONS[verdict](case),
        _say_lowered(case, verdict),
        say_searched(checks, verdict=verdict, speaking={voice.label for voice in case.of(verdict)}),
        _say_rest(checks, hidden=hidden) if verdict in _INCOMPLETE else "",
        _say_elsewhere(found),
    )
    return ClaimResult(
        claim=claim,
        verdict=verdict,
        reason=" ".join(filter(None, parts)),
        checks=checks,
        hidden=hidden,
        elsewhere=found,
        jointly=tuple(one.assessment.page for one in joined) if together else (),
    )


def _join(verdicts: set[Verdict]) -> Verdict:
    """One verdict out of those of the pages; an empty set is unchecked, never a pass."""
    if {Verdict.SUPPORTED, Verdict.CONTRADICTED} <= verdicts:
        return Verdict.CONFLICTING
    return next((verdict for verdict in _ORDER if verdict in verdicts), Verdict.UNCHECKED)


_ORDER = (Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.PARTIAL, Verdict.NOT_FOUND)

MISSING_ELSEWHERE = frozenset({Verdict.PARTIAL, Verdict.CONTRADICTED, Verdict.NOT_FOUND, Verdict.UNCHECKED})
"""Verdicts of claims that a page cited for something else may have."""

_INCOMPLETE = frozenset({Verdict.PARTIAL, Verdict.NOT_FOUND, Verdict.UNCHECKED})
"""Verdicts that another source might change, so that the reason tells of those that were not read."""


def _say_supported(case: _Case) -> str:
    voices = case.of(Verdict.SUPPORTED)
    left = _left_open([voice.assessment for voice in voices])
    said = _say_holders(voices)
    return (
        f"{said} Not found in these words: {list_words(f'“{cut_words(stated)}”' for stated in left)}." if left else said
    )


def _say_holders(voices: list[_Voice]) -> str:
    labels = dict.fromkeys(voice.label for voice in voices)
    return f"{list_words(labels)} {'bears' if len(labels) == 1 else 'bear'} it out."


def _left_open(holders: list[Assessment]) -> list[str]:
    """Ranks and speakers of the claim that none of the pages that support it states."""
    told = [[fact for fact in own.facts if fact.kind in LEFT_OPEN] for own in holders]
    same = {(fact.kind, fact.span) for facts in told for fact in facts if fact.outcome is Outcome.SAME}
    return [fact.stated for facts in told[:1] for fact in facts if (fact.kind, fact.span) not in same]


def _say_contradicted(case: _Case) -> str:
    voice = case.of(Verdict.CONTRADICTED)[0]
    return " ".join(say_conflict(voice.label, conflict) for conflict in voice.assessment.conflicts[:LISTED])


def _say_joined(case: _Case, *, together: bool) -> str:
    """Who bears it out together, if they tell of one event, and who has what."""
    labels = {voice.assessment.page: voice.label for voice in reversed(case.voices)}
    named = [(labels[one.assessment.page], one.facts) for one in case.joined]
    who = list_words(label for label, _ in named)
    has = "; ".join(f"{label} has {list_words(f'“{cut_words(fact)}”' for fact in facts)}" for label, facts in named)
    if together:
        return f"{who} bear it out together, none of them alone: {has}."
    return f"No page has all of it: {has}. Whether they tell of the same event could not be told."


def _say_lowered(case: _Case, verdict: Verdict) -> str:
    """Which judge has made this verdict out of a better one, and why."""
    voice = next((voice for voice in case.of(verdict) if voice.assessment.lowered), None)
    if voice is None or voice.assessment.opinion is None:
        return ""
    opinion = voice.assessment.opinion
    why = f": {opinion.reason}" if opinion.reason else "."
    before = opinion.before.replace("_", " ")
    return f"By the rules {voice.label} made it {before}; a model, {opinion.judge}, lowered that{why}"


def _say_elsewhere(found: tuple[Elsewhere, ...]) -> str:
    if not found:
        return ""
    labels = list_words(one.source for one in found)
    have = "has" if len({one.source for one in found}) == 1 else "have"
    return f"But {labels}, cited elsewhere in the article, {have} it: “{cut_words(found[0].quote.exact)}”"


def _say_conflicting(case: _Case) -> str:
    """Both sides, each with its own words."""
    for_it, against = case.of(Verdict.SUPPORTED)[0].assessment, case.of(Verdict.CONTRADICTED)[0].assessment
    disputed = against.conflicts[0]
    same = (fact.quote for fact in for_it.facts if (fact.kind, fact.stated) == (disputed.kind, disputed.stated))
    value = next((quote for quote in same if quote is not None), None)
    supports = _with_words(_say_holders(case.of(Verdict.SUPPORTED)), _words_around(for_it, value))
    return f"{supports} {_with_words(_say_contradicted(case), _words_around(against, disputed.quote))}"


def _with_words(sentence: str, words: str) -> str:
    """The sentence with the page's words behind it, unless it quotes them already."""
    shown = cut_words(words)
    return sentence if not shown or shown in sentence else f"{sentence.removesuffix('.')}: “{shown}”"


def _words_around(assessment: Assessment, value: Quote | None) -> str:
    """The passage of the page where the value stands, else the value with its surroundings, else the best passage."""
    passages = [evidence.quote for evidence in assessment.evidence]
    if value is None:
        return passages[0].exact if passages else ""
    whole = next((passage.exact for passage in passages if passage.span.covers(value.span)), None)
    return whole or f"{value.prefix}{value.exact}{value.suffix}"


def _say_partial(case: _Case) -> str:
    """What the page that comes nearest lacks."""
    voice = min(case.of(Verdict.PARTIAL), key=lambda voice: len(voice.assessment.gaps))
    gaps = voice.assessment.gaps
    if gaps:
        return f"{voice.label} has part of it, but not {list_words(map(_say_gap, gaps))}."
    lacking = [signal.sentence for signal in voice.assessment.signals if signal.name == "lone_words"]
    return " ".join((f"{voice.label} has something like it, but not in words that bear it out.", *lacking))


def _say_gap(gap: Gap) -> str:
    return f"“{cut_words(gap.stated)}” (it has “{cut_words(gap.found)}”)" if gap.found else f"“{cut_words(gap.stated)}”"


def _say_not_found(case: _Case) -> str:
    return f"Nothing on {list_words(voice.label for voice in case.of(Verdict.NOT_FOUND))} says this."


def _say_unchecked(case: _Case) -> str:
    """Why no page was judged: no citation, no page known, none read, or only parts read."""
    if not case.claim.text.strip():
        return "The claim has no words to check."
    if case.voices:
        labels = list_words(voice.label for voice in case.voices)
        return f"Only a part of {labels} could be read, and it does not say this."
    unsure = [check for check in case.checks if check.assessments]
    if unsure:
        return f"What was found on {say_search(unsure)} does not fit well enough to be the page meant."
    if case.checks:
        return _say_missed(case.checks) or _say_no_page(case.checks)
    if case.claim.states_nothing and case.claim.attachment is Attachment.UNCITED:
        return STATES_NOTHING[case.claim.states_nothing]
    return NO_SOURCE[case.claim.attachment]


def _say_missed(checks: tuple[SourceCheck, ...]) -> str:
    misses = [f"{check.source.name} ({ACCESS[missed.access]})" for check in checks for missed in check.misses]
    if not misses:
        return ""
    one = len(misses) == 1
    pages = "The only page could not be read" if one else f"None of its {len(misses)} pages could be read"
    return f"{pages}: {list_words(misses)}."


def _say_no_page(checks: tuple[SourceCheck, ...]) -> str:
    if all(check.source.host is None for check in checks):
        return (
            f"What its citation names could not be told: {list_words(f'“{check.source.label}”' for check in checks)}."
        )
    searched = [check for check in checks if check.searches]
    if searched:
        return f"No page was found on {say_search(searched)}."
    return f"No page is known for {list_words(check.source.name for check in checks)}."


_REASONS: dict[Verdict, Callable[[_Case], str]] = {
    Verdict.SUPPORTED: _say_supported,
    Verdict.CONFLICTING: _say_conflicting,
    Verdict.CONTRADICTED: _say_contradicted,
    Verdict.PARTIAL: _say_partial,
    Verdict.NOT_FOUND: _say_not_found,
    Verdict.UNCHECKED: _say_unchecked,
}


def _say_rest(checks: tuple[SourceCheck, ...], *, hidden: int) -> str:
    """How many of the sources were read and which were not; empty when all were, or when none was."""
    read = [check for check in checks if check.assessments]
    unread = [check for check in checks if not check.assessments]
    sentences: list[str] = []
    if read and unread:
        reasons = (f"{check.source.name} ({_why_unread(check)})" for check in unread)
        sentences.append(f"{len(read)} of {len(checks)} named sources were read, not {list_words(reasons)}.")
    if hidden:
        sentences.append(f"{hidden} more {'source is' if hidden == 1 else 'sources are'} not named.")
    return " ".join(sentences)


def _why_unread(check: SourceCheck) -> str:
    if check.misses:
        return ACCESS[check.misses[0].access]
    return "no page found" if check.searches else "no page known"
