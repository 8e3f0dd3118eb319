"""How much of a page the publisher holds back from readers who do not pay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.extract.lines import count_words
from provenance.extract.looks import BRIEF, LONG
from provenance.extract.wording import is_kind, split_wording
from provenance.model import Access

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from provenance.extract.looks import Looks

WHOLE = 0.9
"""Share of the stated number of words from which on the whole text was read."""

HALF = 0.5
"""Share of the stated number of words below which a part is missing: counts differ by captions and notes."""

SELECTED = 10
"""Elements and selectors that are looked at for the part that is not free."""

# .paywall | #premium | div.meteredContent
_SELECTOR = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9-]{0,30})?([.#])([A-Za-z0-9_-]{1,80})")

# "Subscribe to continue reading", "to read the full story"
_READ_ON = re.compile(
    r"to (?:continue|keep) reading|to read the (?:full|whole|rest)|unlock this|weiterlesen|réservé aux abonnés"
)


def is_withheld(looks: Looks) -> tuple[Access, str] | None:
    """Paywalled, when the page is not free and shows hardly a sentence; more of it is a part that can be judged."""
    if looks.own >= 2 * BRIEF or _is_whole(looks):
        return None
    held, asks = looks.metadata.free is False, _asks_to_pay(looks)
    if held and (asks or looks.own < BRIEF):
        return Access.PAYWALLED, "the publisher marks the page as not free to read"
    if asks and looks.own < BRIEF:
        return Access.PAYWALLED, "the page asks the reader to subscribe"
    return None


def is_partial(looks: Looks) -> bool:
    """Whether some of the text is held back, so that the page's silence proves nothing.

    It says that it is not free, asks for a subscription to read on, or shows under half of the words that it states;
    all of that counts for nothing when as many words were read as it states.
    """
    if _is_whole(looks):
        return False
    words = looks.metadata.words
    if looks.metadata.free is False or (words is not None and count_words(looks.text) < HALF * words):
        return True
    return looks.metadata.free is None and _asks_to_pay(looks)


def _is_whole(looks: Looks) -> bool:
    """Whether as many words were read as the page states, and the part that is not free is among them."""
    words = looks.metadata.words
    if not words or count_words(looks.text) < WHOLE * words:
        return False
    selectors = looks.metadata.withheld
    return not selectors or any(_words_of(looks.root, selector) >= BRIEF // 2 for selector in selectors[:SELECTED])


def _words_of(root: HtmlElement, selector: str) -> int:
    """The visible words of the first element that a plain selector names."""
    match = _SELECTOR.fullmatch(selector)
    if match is None:
        return 0
    attribute = "class" if match[1] == "." else "id"
    for element in root.iter():
        if match[2] in element.get(attribute, "").split():
            return count_words("".join(element.itertext())[:20_000])
    return 0


def _asks_to_pay(looks: Looks) -> bool:
    """Whether a short line of the page asks for a subscription, or its main text ends so."""
    lines = (line for line in looks.shown.splitlines() if count_words(line) <= BRIEF)
    ending = split_wording(looks.text[-600:])[-3:]
    asked = any(is_kind("paywall", line) for line in (*lines, *ending))
    return asked and (looks.own < LONG or _asks_to_read_on(looks))


def _asks_to_read_on(looks: Looks) -> bool:
    """... and in a long text: whether it says that there is more to read."""
    return any(_READ_ON.search(line.lower()) for line in looks.shown.splitlines() if count_words(line) <= BRIEF)
