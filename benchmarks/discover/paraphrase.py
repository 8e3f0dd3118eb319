"""Headlines out of claims by rule, as an editor shortens a sentence; and headlines that nearly fit and do not.

No rule looks at how pages are ranked. Every choice comes from the random numbers given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

# It's | U.S. | 1,234.5 | Kyiv
_WORD = re.compile(r"[^\W_](?:[^\s]*[^\W_])?\.?")
_DIGITS = re.compile(r"\d+(?:,\d{3})*")

_SMALL = """
a an the of in on at to for from by with as and or but that which who whom whose is are was were be been being has
have had do does did will would can could may might must it its his her their this these those there also he she
they him them who's it's
"""
SMALL = frozenset(_SMALL.split())
"""Words that headlines leave out."""

SYNONYMS: dict[str, tuple[str, ...]] = {
    "said": ("says", "tells"),
    "announced": ("unveils", "reveals"),
    "killed": ("dead", "slain"),
    "died": ("dies", "dead"),
    "increased": ("rose", "up"),
    "decreased": ("fell", "down"),
    "company": ("firm",),
    "firm": ("company",),
    "government": ("officials", "ministers"),
    "president": ("leader",),
    "film": ("movie",),
    "movie": ("film",),
    "released": ("launched", "out"),
    "won": ("wins", "takes"),
    "children": ("kids",),
    "people": ("persons", "residents"),
    "million": ("m", "mn"),
    "billion": ("bn", "b"),
    "percent": ("pc", "per cent"),
    "started": ("began",),
    "began": ("started",),
    "large": ("big",),
    "show": ("programme",),
    "study": ("research", "paper"),
    "research": ("study",),
    "virus": ("pathogen",),
    "disease": ("illness",),
    "illness": ("disease",),
    "doctors": ("medics",),
    "bought": ("acquires", "buys"),
    "agreement": ("deal", "pact"),
    "attack": ("strike", "assault"),
    "married": ("weds",),
    "born": ("birth",),
    "reported": ("reports", "recorded"),
    "confirmed": ("confirms",),
    "cases": ("infections",),
    "deaths": ("fatalities",),
    "series": ("show",),
    "song": ("single", "track"),
    "member": ("part",),
    "city": ("town",),
    "american": ("us",),
    "british": ("uk",),
}
NUMBERS = {"2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine"}
WRITTEN = {word: digit for digit, word in NUMBERS.items()}
SEQUELS = (
    "what we know about {} so far",
    "{} explained",
    "analysis why {} matters",
    "{} reactions and what comes next",
    "opinion the trouble with {}",
    "timeline of {}",
    "{} faces new questions",
    "quiz how much do you know about {}",
)


def words_of(text: str) -> list[str]:
    """The words of a text without the signs between them."""
    return _WORD.findall(text)


def make_headline(claim: str, random: Random) -> str:
    """A headline of the page that the claim came from: shorter, in another order, in other words."""
    clauses = [part for part in re.split(r"[,;:()]\s", claim[:600]) if len(words_of(part)) >= 3] or [claim[:600]]
    if len(clauses) > 2 and random.random() < 0.5:
        clauses.pop(random.randrange(len(clauses)))
    if len(clauses) > 1 and random.random() < 0.35:
        clauses = clauses[1:] + clauses[:1]
    kept: list[str] = []
    for word in words_of(" ".join(clauses)):
        plain = word.strip(".").lower()
        if plain in SMALL and random.random() < 0.85:
            continue
        if plain not in SMALL and random.random() < 0.18:
            continue
        kept.append(_other_word(word, random))
    if len(kept) < 3:
        kept = [word for word in words_of(claim) if word.lower() not in SMALL] or words_of(claim)
    most = random.randint(7, 14)
    if len(kept) > most:
        start = random.choice((0, 0, 0, len(kept) - most))
        kept = kept[start : start + most]
    return " ".join(kept)


def _other_word(word: str, random: Random) -> str:
    plain = word.strip(".").lower()
    if plain in SYNONYMS and random.random() < 0.5:
        return random.choice(SYNONYMS[plain])
    if plain in NUMBERS and random.random() < 0.4:
        return NUMBERS[plain]
    if plain in WRITTEN and random.random() < 0.4:
        return WRITTEN[plain]
    if word.islower() and len(word) > 5 and random.random() < 0.3:
        return _other_form(word)
    return word


def _other_form(word: str) -> str:
    """Another form of the word, by the ends of English words alone: not always one that exists."""
    if word.endswith("ied"):
        return word[:-3] + "ies"
    if word.endswith("ed"):
        return word[:-1] if word.endswith("eed") else word[:-2] + "s"
    if word.endswith("ing"):
        return word[:-3] + "s"
    if word.endswith("ss"):
        return word
    return word[:-1] if word.endswith("s") else word + "s"


def make_slug(headline: str, random: Random) -> str:
    """The headline as publishers put it in an address: small words away, cut at a number of words or of letters."""
    plain = re.sub(r"[’']s?\b", "", headline.lower())
    words = [word for word in re.split(r"[\W_]+", plain) if word and word not in SMALL]
    if random.random() < 0.3:
        return "-".join(words)[:48].strip("-")
    return "-".join(words[: random.randint(5, 9)])


def make_near_miss(claim: str, random: Random) -> str:
    """A headline of another page on the same names: with other numbers, on another day, or what came after."""
    kind = random.random()
    if kind < 0.45 and _DIGITS.search(claim):
        other = _DIGITS.sub(lambda match: _other_number(match[0], random), claim)
        return make_headline(other, random)
    if kind < 0.7:
        return make_headline(claim, random)
    names = [word for word in words_of(claim)[1:] if word[0].isupper()][:3]
    subject = " ".join(names or [word for word in words_of(claim) if word.lower() not in SMALL][:3])
    return random.choice(SEQUELS).format(subject)


def _other_number(written: str, random: Random) -> str:
    value = int(written.replace(",", ""))
    if 1900 <= value <= 2030:
        return str(value + random.choice((-3, -2, -1, 1, 2)))
    return str(max(1, value + random.randint(1, max(2, value // 2))))
