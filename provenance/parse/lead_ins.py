"""Words that lead to a mark and go with it: `Source: https://apnews.com/x`, `(see [AP](...))`, `held — [AP](...)`."""

from __future__ import annotations

import re

LONGEST = 40
"""Characters of such words at most, white space included."""

_SOURCE = (
    r"(?:re)?sources?|references?|citations?|quellen?|fuentes?|fontes?|font[ei]|źródł[oa]|источники?|джерел[оа]"
    r"|kaynak(?:lar)?|المصدر|المصادر|स्रोत|来源|來源|出典|출처|via"
)
# "Source: ", "**Sources:** "
_WITH_COLON = re.compile(
    rf"(?<!\w)[*_]{{0,2}}(?:{_SOURCE})[ \t]?[*_]{{0,2}}[:：][*_]{{0,2}}[ \t]{{0,3}}\Z", re.IGNORECASE
)
# "see ", "via ", "source " between a bracket and a mark
_IN_BRACKET = re.compile(
    rf"(?<=[(（\[])(?:{_SOURCE}|see(?: also)?|cf\.?|per|from|according to|read more(?: at| on)?|siehe|vgl\.|voir)"
    r"[ \t]{1,3}\Z",
    re.IGNORECASE,
)
_OPENING = frozenset("(（[")
_COLONS = frozenset(":：")
# what stands before "Source:": the end of a sentence, a bracket, the sign of an item
_BEFORE_COLON = frozenset('\r\n.!?…。！？।؟۔)]”"’»([（-–—•|>')
# " — ", " – ", " → " before marks at the end of a sentence
_DASH = re.compile(r"(?:[ \t](?:[—–→]|--?)|—)[ \t]{0,3}\Z")


def lead_in_start(text: str, start: int, *, floor: int = 0) -> int:
    """Where the words begin that lead to the mark at `start`; `start` itself when there are none."""
    lowest = max(floor, start - LONGEST)
    window = text[lowest:start]
    match = _IN_BRACKET.search(text, lowest, start) if _OPENING.intersection(window) else None
    if match:
        return match.start()
    match = _WITH_COLON.search(text, lowest, start) if _COLONS.intersection(window[-6:]) else None
    if not match:
        return start
    before = text[max(floor, match.start() - 8) : match.start()].rstrip(" \t*_")
    return match.start() if not before or before[-1] in _BEFORE_COLON else start


def dash_start(text: str, start: int, *, floor: int) -> int:
    """Where the dash before the mark at `start` begins, with the white space around it; `start` when there is none."""
    match = _DASH.search(text, max(floor, start - 8), start)
    return match.start() if match else start


def wants_word(text: str, start: int) -> bool:
    """Whether a colon leads to `start`, behind which an address or a name is a word: "The site is: ..."."""
    return (
        text[max(0, start - 8) : start].rstrip(" \t*_<\"'“").endswith((":", "："))
        and lead_in_start(text, start) == start
    )
