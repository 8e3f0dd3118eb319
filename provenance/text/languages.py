"""Which language a text is written in: its script first, then its small words and letters."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from provenance.text.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

DEFAULT_LANGUAGE = "en"
"""The language of a text that does not tell its own."""

SAMPLE = 2_000
"""Code points looked at, at the head, in the middle and at the end of the text each."""
LEAST = 2
"""Signs of a language that a text must show more than of English before it is taken for one of it."""

# a run of letters of one script, and how much of a word one letter of it is
_SCRIPTS = {
    "kana": (re.compile(r"[\u3041-\u30ff\uff66-\uff9f]+"), 2),
    "han": (re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+"), 2),
    "hangul": (re.compile(r"[\uac00-\ud7af\u1100-\u11ff]+"), 2),
    "devanagari": (re.compile(r"[\u0900-\u097f]+"), 1),
    "arabic": (re.compile(r"[\u0600-\u06ff\u0750-\u077f]+"), 1),
    "cyrillic": (re.compile(r"[\u0400-\u04ff]+"), 1),
    "latin": (re.compile(r"[A-Za-z\u00c0-\u024f]+"), 1),
}
_ONE_LANGUAGE = {"hangul": "ko", "devanagari": "hi", "arabic": "ar"}
_BY_WORDS = {"cyrillic": ("ru", "uk"), "latin": ("en", "de", "fr", "es", "pt", "it", "pl", "tr")}
_KANA_OF_JAPANESE = 0.1
"""The share of kana among the kana and Chinese characters of a text from which on it is Japanese."""

_WORD = re.compile(r"[^\W\d_]+")
# "apnews.com+2bbc.com+2.", "held,": whatever has no white space and no letter beyond ASCII in it
_ASCII_RUN = re.compile(r"[!-~]+")


def detect_language(text: str) -> str:
    """The language of `text`, a code of ISO 639-1: en, de, fr, es, pt, it, pl, tr, ru, uk, ar, hi, zh, ja or ko.

    A text that shows too little of another one is English.
    """
    sample = _ASCII_RUN.sub(_without_address, _sample(text))
    sizes = _script_sizes(sample)
    script = max(sizes, key=lambda name: sizes[name])
    if not sizes[script]:
        return DEFAULT_LANGUAGE
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    if script in {"han", "kana"}:
        return "ja" if sizes["kana"] > _KANA_OF_JAPANESE * (sizes["kana"] + sizes["han"]) else "zh"
    return _by_words(sample, _BY_WORDS[script])


def _sample(text: str) -> str:
    if len(text) <= 3 * SAMPLE:
        return text
    middle = (len(text) - SAMPLE) // 2
    return " ".join((text[:SAMPLE], text[middle : middle + SAMPLE], text[-SAMPLE:]))


def _without_address(run: re.Match[str]) -> str:
    """The characters, nothing when an address, a site or a mark is in them, which tell nothing of the language."""
    return " " if "." in run[0].rstrip(".,;:!?)]'\"") or "+" in run[0] or "://" in run[0] else run[0]


def _script_sizes(sample: str) -> dict[str, int]:
    """How many letters of each script there are, those that are whole words for more; a tie is the later script's."""
    if sample.isascii():
        return {"latin": 1}
    return {
        name: weight * sum(map(len, letters.findall(sample))) for name, (letters, weight) in reversed(_SCRIPTS.items())
    }


def _by_words(sample: str, languages: Iterable[str]) -> str:
    """The language with the most signs, the first of `languages` unless another has at least `LEAST` more than none."""
    words = Counter(word.lower() for word in _WORD.findall(sample))
    letters = Counter(sample.lower())
    scores = {language: _score(language, words, letters) for language in languages}
    first, *others = scores
    best = max(others, key=lambda language: scores[language])
    runners = [language for language in scores if scores[language] == scores[best]]
    return best if scores[best] >= LEAST and runners == [best] and scores[best] > scores[first] else first


def _score(language: str, words: Counter[str], letters: Counter[str]) -> int:
    own_words, own_letters = _signs(language)
    return sum(words[word] for word in own_words & words.keys()) + sum(letters[letter] for letter in own_letters)


@cache
def _signs(language: str) -> tuple[frozenset[str], frozenset[str]]:
    table = read_table("languages")[language]
    return frozenset(table["words"].split()), frozenset(table["letters"].split())


@cache
def common_words(language: str) -> frozenset[str]:
    """The small words of a language, in lower case; none for one without a table."""
    return _signs(language)[0] if language in read_table("languages") else frozenset()
