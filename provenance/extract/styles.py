"""What the style sheets inside a page hide by tag, class or id: `<style>.note{display:none}</style>`.

Only selectors of one element are read (`p`, `.note`, `#note`, `p.note`, `.note.open`), and only rules that hold on any
screen: a reader sees what `@media print` hides, and what a wide screen shows again. Sheets in files of their own are
not read.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

MAX_CHARACTERS = 400_000
"""Of all style sheets in a page that are read; pages with whole frameworks in them have about half of that."""

MAX_SHEETS = 500
"""Style sheets in a page that are read; pages of boxes that each bring their own have some dozens."""

MAX_NAMES = 40
"""Classes of one element that are looked up."""

MAX_DEPTH = 4
"""Blocks around a rule; sheets have one or two."""

READ = frozenset(("display", "visibility", "content-visibility", "font-size"))
"""Properties that are read. Places off the screen and sizes of a pixel are left out: that is how sheets keep text for
readers by ear, and move boxes about."""

LETTERING = frozenset(("b", "i", "em", "strong", "u", "br", "sub", "sup", "small", "mark"))
"""Elements that a text of size 0 hides with itself; others mostly have a size of their own, as boxes in a row do."""

# p | .note | #note | p.note | p#note
_SELECTOR = re.compile(r"(?:[a-z][a-z0-9-]{0,30})?(?:[.#][\w-]{1,80})?", re.IGNORECASE)

# @media screen, @media all: rules that hold on any screen; @layer and @supports part rules, they do not choose readers
_ANY_SCREEN = re.compile(r"@(?:media\s+(?:only\s+)?(?:screen|all)\s*$|layer\b|supports\b)", re.IGNORECASE)

# @media (min-width: 800px), @media screen and (max-width: 600px): rules for some screens
_SOME_SCREENS = re.compile(r"@media\b(?![^{]{0,100}\bprint\b)", re.IGNORECASE)

# { and }: where a rule begins and ends
_BRACE = re.compile(r"([{}])")

# .note.open, #tabs.open: several marks of one element
_JOINED = re.compile(r"(?:[.#][\w-]{1,80}){2,4}")
_MARK = re.compile(r"[.#][\w-]{1,80}")

MAX_JOINED = 50
"""Rules with several marks that are read: each is tried at every element."""


class Sheet(NamedTuple):
    """What plain selectors, and those of several marks, state of the properties that are read."""

    plain: Mapping[str, Mapping[str, str]]
    joined: tuple[tuple[frozenset[str], Mapping[str, str]], ...]


_EMPTY = Sheet({}, ())


def read_sheet(root: HtmlElement) -> Sheet:
    """What the style sheets in the page hide on any screen, by selector; a later rule counts more than an earlier."""
    hidden: dict[str, dict[str, str]] = {}
    joined: list[tuple[frozenset[str], Mapping[str, str]]] = []
    shown: set[tuple[str, str]] = set()
    for selectors, stated, everywhere in _rules(_css_of(root)):
        found = dict(_declarations(stated))
        for selector in selectors.split(",") if found else ():
            name = selector.strip()
            if everywhere and _JOINED.fullmatch(name):
                joined.append((frozenset(_MARK.findall(name)), found))
            if not name or not _SELECTOR.fullmatch(name):
                continue
            if everywhere:
                hidden.setdefault(_key(name), {}).update(found)
            else:
                shown.update((_key(name), place) for place, value in found.items() if not _hides(place, value))
    for key, place in shown:
        hidden.get(key, {}).pop(place, None)
    every = (*hidden.values(), *(stated for _, stated in joined))
    return (
        Sheet(hidden, tuple(joined[:MAX_JOINED]))
        if any(_hides(*one) for has in every for one in has.items())
        else _EMPTY
    )


def style_by_sheet(element: HtmlElement, sheet: Sheet, own: str) -> str:
    """The style of an element, without spaces: what `sheet` states of it, unless its `own` says otherwise."""
    if sheet is _EMPTY:
        return own
    stated: dict[str, str] = {}
    tag = str(element.tag)
    classes, name = element.get("class", ""), element.get("id", "")
    marks = [f".{one}" for one in classes.split()[:MAX_NAMES]] + ([f"#{name}"] if name else [])
    for key in (tag, *marks, *(tag + mark for mark in marks)):
        stated.update(sheet.plain.get(key, {}))
    if len(marks) > 1 and sheet.joined:
        known = set(marks)
        for needed, more in sheet.joined:
            if needed <= known:
                stated.update(more)
    if any(child.tag not in LETTERING for child in element):
        stated.pop("font-size", None)
    kept = (f"{place}:{value}" for place, value in stated.items() if not _states(own, place))
    return ";".join((*kept, own))


def _states(own: str, place: str) -> bool:
    return own.startswith(f"{place}:") or f";{place}:" in own


def _css_of(root: HtmlElement) -> str:
    """The text of the style sheets that hold on a screen, without comments and strings."""
    parts: list[str] = []
    length = 0
    for style in islice(root.iter("style"), MAX_SHEETS):
        media = style.get("media", "").strip().lower()
        if media in ("", "all", "screen") and next(style.iterancestors("noscript", "template", "svg"), None) is None:
            parts.append((style.text or "")[: MAX_CHARACTERS - length])
            length += len(parts[-1])
    first, *others = "\n".join(parts).split("/*")
    return first + " ".join(other.partition("*/")[2] for other in others)


def _rules(css: str) -> Iterator[tuple[str, str, bool]]:
    """The selectors and declarations of each rule, and whether it holds on any screen or on some."""
    around: list[str] = []
    text = ""
    for piece in _BRACE.split(css):
        if piece == "{":
            around.append(text.rpartition(";")[2].strip())
        elif piece == "}":
            selectors = around.pop() if around else ""
            known = len(around) <= MAX_DEPTH and all(map(_is_read, around))
            if selectors and not selectors.startswith("@") and known:
                yield selectors, text, all(map(_ANY_SCREEN.match, around))
        else:
            text = piece
            continue
        text = ""


def _is_read(media: str) -> bool:
    return _ANY_SCREEN.match(media) is not None or _SOME_SCREENS.match(media) is not None


def _declarations(stated: str) -> Iterator[tuple[str, str]]:
    for declaration in stated.lower().split(";"):
        place, _, value = declaration.partition(":")
        if place.strip() in READ:
            yield place.strip(), "".join(value.split())[:40]


def _hides(place: str, value: str) -> bool:
    return value.startswith(("none", "hidden", "collapse", "0")) and (
        place != "font-size" or not value.startswith("0.")
    )


def _key(selector: str) -> str:
    """The selector with its tag in lower case, as parsers write it; classes keep their case."""
    place = min((at for at in (selector.find("."), selector.find("#")) if at >= 0), default=len(selector))
    return selector[:place].lower() + selector[place:]
