"""What a date is the date of, as far as the words beside it say: a birth, a death, the page itself, what was said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.match.agreement import YEAR

if TYPE_CHECKING:
    from provenance.model.facts import DateMention

LIVES = frozenset({"born", "died"})
"""Occasions of a life, which are only told of a person: a date of one contradicts nothing but the other date of it."""

# (born November 12 | born in Bergen, Norway, on 3 May | Retrieved on 5 July | last updated: 3 May; not Italian-born
_OCCASION = re.compile(
    r"(?<![\w-])(born|died|retrieved|accessed|archived|updated|published|posted)\b[^.:!?\d]{0,50}$", re.IGNORECASE
)
# "(" of "(20 February 1894 – 29 December 1986)" | "; " of "(born Ann Lee; 12 June 1875 – "
_LIFE_OPENS = re.compile(r"[(;\[]\s{0,2}$|-L[RS]B-\s{0,2}$")
# " – 29" behind the first date of a life
_LIFE_GOES_ON = re.compile(r"\s{0,2}[-–—]{1,2}\s{0,2}(?:\d|[A-Z][a-z]{2,8}\s\d)")
# "1894 – " before the second date of a life that is opened by a bracket
_LIFE_BEFORE = re.compile(r"[(;][^()]{0,40}\d{4}\s{0,2}[-–—]{1,2}\s{0,2}$|-L[RS]B-[^()]{0,90}\d{4}\s[-–—]{1,2}\s$")
# "said on Tuesday, " before "1 July", "as of " before "9 April": the day of the report, not of the event
_REPORTED = re.compile(
    r"(?:\b(?:said|says|told|announced|reported|wrote)\b[^.;:!?\n]{0,24}|\bas\s+of\s+)$", re.IGNORECASE
)
# " O" of "2016 Olympics"
_NAMED_BY = re.compile(r"\s[A-Z]")
# "since " of "since May 2012" | "until the " of "until the 1990s" | "By " of "By June 2019" | "-- " of a life
_SIDE = re.compile(r"(?:\b(since|from|until|till|through|to|by)\s+(?:the\s+)?|\d\s?([-–—]{1,2})\s?)$", re.IGNORECASE)
# "since May", where the preposition is part of the date read
_SIDE_INSIDE = re.compile(r"(since|from|until|through|to|by)\s", re.IGNORECASE)


def occasion_of(text: str, mention: DateMention) -> str:
    """The word that says what happened on the date (`born`), which the two ends of a life need not have; or empty."""
    start, end = mention.span.start, mention.span.end
    if _LIFE_OPENS.search(text, max(0, start - 8), start) and _LIFE_GOES_ON.match(text, end):
        return "born"
    if _LIFE_BEFORE.search(text, max(0, start - 100), start):
        return "died"
    match = _OCCASION.search(text, max(0, start - 60), start)
    return "" if match is None else match[1].lower()


def is_of_report(text: str, mention: DateMention) -> bool:
    """Whether the date says when something was said rather than when it happened."""
    return _REPORTED.search(text, max(0, mention.span.start - 40), mention.span.start) is not None


def is_edition(text: str, mention: DateMention) -> bool:
    """Whether the date belongs to a name (`the 2016 Olympics`) or is a term or a life in brackets."""
    in_brackets = text[mention.span.start - 1 : mention.span.start] == "(" and mention.days > YEAR + 1
    return in_brackets or _NAMED_BY.match(text, mention.span.end) is not None


def side_of(text: str, mention: DateMention) -> str:
    """Whether the words before a date make it a beginning, an end or neither: what ran until 2019 began in 2012."""
    match = _SIDE.search(text, max(0, mention.span.start - 12), mention.span.start)
    inside = _SIDE_INSIDE.match(text, mention.span.start) if match is None else match
    return "" if inside is None else "begin" if (inside[1] or "").lower() in {"since", "from"} else "end"
