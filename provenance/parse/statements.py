"""Whether a sentence states anything that a source could bear out: a question, an opinion, an announcement do not.

In doubt it does. What holds a figure, a date, a name or a quotation states something, unless it is a question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from provenance.model.article import StatesNothing
from provenance.text.tables import read_table

LONGEST_SENTENCE = 400
"""Code points of a sentence that may state nothing; a longer one states something somewhere."""

LATEST_OPINION = 40
"""Code points within which an opinion says that it is one; what stands before may be a fact."""

_OPENING = " \t¿¡—–-*_(•"
_CLOSING = " \t*_)…"
_QUESTION_MARKS = tuple("?？؟")
_COLONS = tuple(":：")
# quotation marks, which make a sentence one about what was said
_QUOTES = re.compile(r"[\"“”„«»「」『』]")
_DIGIT = re.compile(r"\d")
_CAPITALS = "".join(letter for letter in map(chr, range(0x41, 0x530)) if letter.isupper())
# "K" of "in Kyiv", "(AP)", but not the first letter of the sentence nor "I"
_NAME = re.compile(rf"(?<=[\s,;:—–(/-])(?!I\b)[{_CAPITALS}]")
# 为什么, なぜ, 왜: scripts in which a word need not stand between spaces
_UNSPACED = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# a comma or a dash before a question: "Russia launched 539 drones, but can it go on?"
_INNER = re.compile(r"[,;:—–，；：、]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrases:
    questions: tuple[str, ...]
    inside: tuple[str, ...]
    opinions: re.Pattern[str]
    reports: tuple[str, ...]
    announcements: tuple[str, ...]
    objects: frozenset[str]


def states_nothing(sentence: str, *, language: str = "en") -> StatesNothing | None:
    """Why the sentence states nothing that could be checked; none when it states something, or may.

    `sentence` is its clean text, `language` (ISO 639-1) chooses the phrases.
    """
    if len(sentence) > LONGEST_SENTENCE:
        return None
    words = sentence.rstrip(_CLOSING)
    if words.endswith(_QUESTION_MARKS):
        return StatesNothing.QUESTION if _is_question(words, _phrases(language)) else None
    if not _is_bare(words):
        return None
    phrases = _phrases(language)
    folded = words.lstrip(_OPENING).replace("’", "'").lower()
    if _begins(folded, phrases.announcements) and _announces(folded, phrases):
        return StatesNothing.ANNOUNCEMENT
    opinion = phrases.opinions.search(folded, 0, LATEST_OPINION)
    if opinion and _holds(folded, opinion[0]):
        return None if any(report in folded for report in phrases.reports) else StatesNothing.OPINION
    return None


def _is_question(words: str, phrases: _Phrases) -> bool:
    """Whether a sentence with a question mark at its end asks; one with facts must begin like a question.

    What a question says before its comma may be a fact ("They launched 539 drones, but why?").
    """
    if _QUOTES.search(words):
        return False
    if words.lstrip("—–- \t*_(").startswith("¿"):
        return True
    asked = words.rstrip("?？؟!！").lstrip(_OPENING).replace("’", "'").lower()
    if _begins(asked, phrases.questions) or any(_holds(asked, phrase) for phrase in phrases.inside):
        return True
    return _is_bare(words) and not _INNER.search(words)


def _announces(folded: str, phrases: _Phrases) -> bool:
    """Whether what begins like an announcement ends like one: with a colon, or with "what we know"."""
    if folded.endswith(_COLONS):
        return not any(colon in folded[:-1] for colon in _COLONS)
    ending = folded.rstrip(".!。")
    return any(
        ending.endswith(f" {known}") and ending[: -len(known) - 1].strip() in phrases.announcements
        for known in phrases.objects
    )


def _is_bare(words: str) -> bool:
    """Whether no figure, no name and no quotation stands in the words."""
    return not (_DIGIT.search(words) or _QUOTES.search(words) or _NAME.search(words.lstrip(_OPENING)))


def _begins(folded: str, phrases: tuple[str, ...]) -> bool:
    return folded.startswith(phrases) and any(
        folded.startswith(phrase) and not (phrase[-1].isalpha() and folded[len(phrase) : len(phrase) + 1].isalpha())
        for phrase in phrases
    )


def _holds(folded: str, phrase: str) -> bool:
    """Whether the phrase stands in the words as a whole; in scripts without spaces as a part."""
    if _UNSPACED.match(phrase):
        return phrase in folded
    at = folded.find(phrase)
    before, behind = folded[max(0, at - 1) : at] if at > 0 else "", folded[at + len(phrase) : at + len(phrase) + 1]
    return at >= 0 and not before.isalpha() and not behind.isalpha()


@cache
def _phrases(language: str) -> _Phrases:
    table = read_table("statements").get(language, {})

    def rows(key: str) -> tuple[str, ...]:
        return tuple(row for row in table.get(key, "").splitlines() if row)

    return _Phrases(
        questions=rows("questions"),
        inside=rows("inside"),
        opinions=re.compile("|".join(map(re.escape, rows("opinions"))) or r"(?!)"),
        reports=rows("reports"),
        announcements=rows("announcements"),
        objects=frozenset(rows("objects")),
    )
