"""What counts without a number and its noun: shares, multiples, ages, ratings, nobody.

`Two thirds of`, `1 in 4`, `doubled`, `aged 34`, `6.7/10`, `no casualties`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from provenance.text.marked import MarkedWords
from provenance.text.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from provenance.text.tokens import Token

PERCENT = "percent"
TIMES = "times"
AGE = "age"

# " of the" of "half of the voters", " the" of "half the voters"; the whole is told or has been told
_OF = re.compile(r"\s+(?:of\b|the\b|its\b|their\b|all\b|his\b|her\b|our\b)")
# " of a million" | " of an hour"
_OF_ONE = re.compile(r"\s+of\s+an?\s+(?P<scale>hundred|thousand|million|billion|trillion)?")
# 6.73/10 | 4 / 5, where a rating is spoken of
_RATING = re.compile(r"(?P<value>\d{1,3}(?:\.\d+)?)(?:\s?/\s?|\s+out\s+of\s+)(?P<best>4|5|10|20|100)(?![\w/]|\.\d)")
_RATED = re.compile(r"\b(?:rat(?:ed|ing|es)|scor(?:e|ed|ing)|averag(?:e|ing)|stars?|review)", re.IGNORECASE)
# " killed" | " were hurt" behind "no one"
_HARMED = re.compile(
    r"\s+(?:else )?(?:(?:was|were|is|has been|had been) )?(?P<state>killed|injured|hurt|wounded|harmed|died)\b"
)


class Share(NamedTuple):
    """A quantity in the making: the places of its words, its value, its unit and what became of nobody."""

    start: int
    end: int
    value: Decimal
    step: Decimal
    unit: str
    written: str
    state: str = ""


def read_shares(text: str, words: Sequence[Token]) -> list[Share]:
    """The shares, multiples, ages, ratings and zeros of `text` in order, none overlapping the one before it."""
    readers = _readers()
    found: list[Share] = []
    for place in _telling().places(words):
        token = words[place]
        reader = readers.get(token.word)
        if reader is None and token.word[0].isdigit():
            reader = _reader_at(text[token.end : token.end + 4])
        elif reader is None and token.word.endswith("fold"):
            reader = _read_fold
        share = None if reader is None else reader(text, words, place)
        if share is not None and (not found or found[-1].end <= share.start):
            found.append(share)
    return found


@cache
def _telling() -> MarkedWords:
    """The words at which a share may stand: those of the readers, numbers in digits, `tenfold`."""
    readers = _readers()
    return MarkedWords(lambda word: word in readers or word[0].isdigit() or word.endswith("fold"))


def _reader_at(after: str) -> Callable[[str, Sequence[Token], int], Share | None] | None:
    """The reader of a number in digits by what stands right behind it."""
    if "/" in after[:2] or after == " out":
        return _read_rating
    return _read_age_between if after[:1] in {",", ".", ")"} else None


@cache
def _readers() -> dict[str, Callable[[str, Sequence[Token], int], Share | None]]:
    table = read_table("counting")
    return {
        **dict.fromkeys(table["parts"], _read_part),
        **dict.fromkeys(table["times"]["compared"], _read_compared),
        **dict.fromkeys(table["times"]["alone"], _read_multiple),
        **dict.fromkeys(table["nobody"]["words"].split(), _read_nobody),
        "times": _read_times,
        "in": _read_odds,
        "out": _read_odds,
        "aged": _read_aged,
        "age": _read_aged,
        "turned": _read_aged,
        "turning": _read_aged,
    }


def _value(word: str) -> int | None:
    """The value of a small number in a word or in digits; `a` is one."""
    if word in {"a", "an"}:
        return 1
    if word.isdigit() and len(word) <= 4:
        return int(word)
    number: int | None = read_table("counting")["numbers"].get(word)
    return number


def _beside(text: str, words: Sequence[Token], place: int) -> Token | None:
    """The word before, when only a space or a hyphen parts them."""
    if not place or text[words[place - 1].end : words[place].start] not in {" ", "-", "\u00a0"}:
        return None
    return words[place - 1]


def _read_part(text: str, words: Sequence[Token], place: int) -> Share | None:
    """`half of the`, `a third of`, `two-thirds`, `three quarters of`; `a quarter of a million` is a count."""
    token, before = words[place], _beside(text, words, place)
    parts = read_table("counting")["parts"][token.word]
    count = None if before is None else _value(before.word)
    of = _OF.match(text, token.end)
    if parts == 2 and (count is None or before is None or before.word not in {"a", "one"}):
        if of is None or (before is not None and (before.word in _NO_HALF or count is not None)):
            return None
        return _share(token.start, token.end, Decimal(50), 10)
    if before is None or count is None or not 1 <= count < parts:
        return None
    one = _OF_ONE.match(text, token.end)
    if one is not None:
        return _of_one(before, one, Decimal(count) / parts)
    hyphened = text[before.end] == "-" and before.word not in {"a", "an"}
    if of is None and not hyphened and not (parts == 3 and token.word == "thirds"):
        return None
    return _share(before.start, token.end, Decimal(100 * count) / parts, 5)


_NO_HALF = frozenset({"first", "second", "other", "and", "latter", "final", "last", "better", "every", "each"})


def _of_one(before: Token, one: re.Match[str], value: Decimal) -> Share | None:
    if one["scale"] is None:
        return None
    scale = Decimal(read_table("counting")["scales"][one["scale"]])
    return Share(before.start, one.end(), value * scale, scale / 100, "", "")


def _share(start: int, end: int, percentage: Decimal, step: int) -> Share:
    return Share(start, end, percentage.quantize(Decimal("0.01")).normalize() + 0, Decimal(step), PERCENT, "share")


def _read_odds(text: str, words: Sequence[Token], place: int) -> Share | None:
    """`1 in 4`, `two out of every five`: the share, in percent; not `five in 2020`, `two in three days`."""
    before = _beside(text, words, place)
    count = None if before is None or before.word in {"a", "an"} else _value(before.word)
    last = place + 1 if words[place].word == "in" else place + 2
    if before is None or count is None or last >= len(words) or (last == place + 2 and words[place + 1].word != "of"):
        return None
    if words[last].word == "every" and last + 1 < len(words):
        last += 1
    whole = _value(words[last].word)
    if whole is None or not 0 < count < whole <= 1000 or words[last].word in {"a", "an"} or _is_date(text, words[last]):
        return None
    if whole > MANY and whole not in {100, 1000}:
        return None
    following = words[last + 1].word if last + 1 < len(words) else ""
    if (
        following in read_table("counting")["occasions"]["words"].split()
        or text[words[last - 1].end : words[last].start] != " "
    ):
        return None
    return _share(before.start, words[last].end, Decimal(100 * count) / whole, 1)


MANY = 20
"""`478 out of 539` counts both; of a few, of a hundred and of a thousand it is a share."""


def _is_date(text: str, token: Token) -> bool:
    return text[token.end : token.end + 1] in {":", "/", "-"} and text[token.end + 1 : token.end + 2].isdigit()


def _read_compared(text: str, words: Sequence[Token], place: int) -> Share | None:
    """`twice as many`, `double the number`; not `married twice`, `a double room`."""
    token = words[place]
    following = words[place + 1] if place + 1 < len(words) else None
    if following is None or not text[token.end : following.start].isspace() or following.word not in _comparison():
        return None
    return _times(token.start, token.end, read_table("counting")["times"]["compared"][token.word])


def _read_multiple(_text: str, words: Sequence[Token], place: int) -> Share | None:
    """`doubled`, `halved`."""
    token = words[place]
    return _times(token.start, token.end, read_table("counting")["times"]["alone"][token.word])


def _read_times(text: str, words: Sequence[Token], place: int) -> Share | None:
    """`three times as many`; `three times` alone counts occasions."""
    token, before = words[place], _beside(text, words, place)
    following = words[place + 1].word if place + 1 < len(words) else ""
    if before is None or before.word in {"a", "an"} or following not in _comparison():
        return None
    value = _value(before.word)
    return None if value is None else _times(before.start, token.end, str(value))


def _read_fold(text: str, words: Sequence[Token], place: int) -> Share | None:
    """`threefold`, `10-fold`, `ten-fold`; a name has a capital."""
    token = words[place]
    before = _beside(text, words, place) if token.word == "fold" else None
    value = _value(before.word if before is not None else token.word.removesuffix("fold"))
    if value is None or value < 2 or text[token.start].isupper():
        return None
    return _times(token.start if before is None else before.start, token.end, str(value))


@cache
def _comparison() -> frozenset[str]:
    return frozenset(read_table("counting")["times"]["comparison"].split())


def _times(start: int, end: int, value: str) -> Share:
    return Share(start, end, Decimal(value), Decimal(value) if value == "0.5" else Decimal(1), TIMES, "times")


def _read_aged(text: str, words: Sequence[Token], place: int) -> Share | None:
    """`aged 34`, `at the age of 34`; not `aged between 20 and 25`, which is a range."""
    last = place + 1
    if last + 1 < len(words) and words[last].word == "of":
        last += 1
    value = _value(words[last].word) if last < len(words) and words[last].word not in {"a", "an"} else None
    if value is None or value > 120 or not text[words[place].end : words[last].start].replace("of", "").isspace():
        return None
    return Share(words[last].start, words[last].end, Decimal(value), Decimal(1), AGE, "years old")


def _read_age_between(text: str, words: Sequence[Token], place: int) -> Share | None:
    """The age between commas behind a name: `Ann Lee, 34, said`, `Ann Lee, at 34, said`."""
    token = words[place]
    if not place or not token.word.isdigit() or len(token.word) > 2:
        return None
    before = words[place - 1]
    if before.word == "at" and text[token.end] == "," and text[max(0, before.start - 2) : before.start] == ", ":
        return Share(token.start, token.end, Decimal(token.word), Decimal(1), AGE, "years old")
    if text[before.end : token.start] != ", " or not text[before.start].isupper() or not before.word.isalpha():
        return None
    if text[token.end + 1 : token.end + 2].isdigit() or not text[before.start + 1 : before.start + 2].islower():
        return None
    return Share(token.start, token.end, Decimal(token.word), Decimal(1), AGE, "years old")


def _read_rating(text: str, words: Sequence[Token], place: int) -> Share | None:
    """`6.73/10`, `4 out of 5 stars`: a rating, its unit the best there is; of 100 it is a percentage."""
    match = _RATING.match(text, words[place].start)
    if match is None or text[max(0, match.start() - 1) : match.start()] in {"/", ".", "-"}:
        return None
    if "." not in match["value"] and not _RATED.search(text, max(0, match.start() - 60), match.end() + 8):
        return None
    value = Decimal(match["value"])
    if value > int(match["best"]):
        return None
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    if match["best"] == "100":
        return Share(match.start(), match.end(), value, step, PERCENT, "of 100")
    return Share(match.start(), match.end(), value, step, f"rating_of_{match['best']}", "rating")


def _read_nobody(text: str, words: Sequence[Token], place: int) -> Share | None:
    """`no casualties`, `no one was hurt`, `nobody died`: 0 people."""
    token = words[place]
    end = token.end
    if token.word in {"no", "zero"}:
        for following in words[place + 1 : place + 4]:
            if not text[end : following.start].isspace():
                break
            end = following.end
            if following.word in read_table("counting")["nobody"]["nouns"]:
                state = read_table("counting")["nobody"]["nouns"][following.word]
                return Share(token.start, end, Decimal(0), Decimal(1), "", "", state or "harmed")
        end = words[place + 1].end if place + 1 < len(words) and words[place + 1].word == "one" else 0
    harmed = _HARMED.match(text, end) if end else None
    if harmed is None:
        return None
    state = {"killed": "killed", "died": "killed", "harmed": "harmed"}.get(harmed["state"], "injured")
    return Share(token.start, harmed.end(), Decimal(0), Decimal(1), "", "", state)
