"""What no reader sees is no evidence: hidden elements are emptied before a text is read.

As far as the page itself tells: by tags, attributes, inline styles and the plain rules of the style sheets in it
(`styles`); sheets in files of their own are not read. What wraps the whole page or its article is kept where sites
often hide it for a moment, as while a banner is open or until a script runs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.extract.styles import read_sheet, style_by_sheet
from provenance.text.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

UNSEEN_TAGS = frozenset(("template", "noscript", "script", "style", "datalist", "object", "canvas", "head"))
"""Elements whose text is not shown where scripts run."""

BODY_TAGS = frozenset(("h1", "article", "main"))
"""What marks an element as one that holds the article."""

# display:none | visibility:hidden | font-size:0 | content-visibility:hidden | transform:scale(0), without spaces
_NEVER = re.compile(r"(?:^|;)(?:display:none|content-visibility:hidden|font-size:0(?:\.0+)?(?:[a-z%]+)?(?:[;!]|$))")

# visibility:hidden | opacity:0 | left:-9999px | text-indent:-5000px | clip:rect(0,0,0,0) | transform:scale(0)
_OFTEN = re.compile(
    r"(?:^|;)(?:visibility:(?:hidden|collapse)|opacity:0(?:\.0+)?(?:[;!]|$)"
    r"|(?:left|top|right|text-indent|margin-left):-\d{4,}(?:\.\d+)?px|clip:rect\([01]|clip-path:inset\((?:50|100)%"
    r"|transform:scale\(0\))"
)

# width:0 or max-height:0, which hide with overflow:hidden
_NO_SIZE = re.compile(r"(?:^|;)(?:max-)?(?:width|height):[01](?:px)?(?:[;!]|$)")

# color:#fff in "color:#fff;background:#fff", not background-color
_COLOUR = re.compile(r"(?:^|;)color:([^;!]{1,40})")
_GROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]{1,40})")

# rgb(255,255,255) | rgba(255,255,255,1)
_RGB = re.compile(r"rgba?\((\d{1,3}),(\d{1,3}),(\d{1,3})(?:,1(?:\.0+)?)?\)")

_WHITE = "#ffffff"
_NAMED = {"white": _WHITE, "black": "#000000"}

_INVISIBLE = dict.fromkeys((173, 8203, 8288, 65279, 1564, *range(8234, 8239), *range(8294, 8298))) | dict.fromkeys(
    range(0xE0000, 0xE0080)
)
"""Characters without width that no spelling needs: soft hyphens, marks of direction, tags. Joiners stay."""


def drop_invisible(text: str) -> str:
    """The text without characters that nobody sees."""
    return text if text.isascii() else text.translate(_INVISIBLE)


def blank_hidden(root: HtmlElement) -> None:
    """Empty every element of the tree that no reader sees; its place in the tree stays."""
    holders = holders_of(root, BODY_TAGS)
    unstyled = not any(_is_style_sheet(element) for element in root.iter("style", "link"))
    ground = _WHITE if unstyled else ""
    sheet = read_sheet(root)
    waiting: list[tuple[HtmlElement, str]] = [(root, ground)]
    while waiting:
        element, under = waiting.pop()
        style = style_by_sheet(element, sheet, _style_of(element))
        under = _ground_of(element, style) or under
        if element is not root and _is_hidden(element, style, under=under, holds=element in holders):
            blank(element)
            continue
        waiting.extend((child, under) for child in element)


def blank_overlays(root: HtmlElement) -> bool:
    """Empty the banners and dialogs that lie over the page; whether there were any."""
    names = tuple(read_table("walls")["overlays"])
    holders = holders_of(root, BODY_TAGS)
    found = [
        element
        for element in root.iter()
        if element not in holders and element.tag not in ("html", "body") and _is_overlay(element, names)
    ]
    for element in found:
        blank(element)
    return bool(found)


def blank(element: HtmlElement) -> None:
    """Empty an element in place: taking many out of a tree takes time with the square of their number."""
    element.clear(keep_tail=True)


def holders_of(root: HtmlElement, tags: Iterable[str]) -> frozenset[HtmlElement]:
    """The elements with these tags and all elements around them."""
    found: set[HtmlElement] = set()
    for element in root.iter(*tags):
        around = element
        while around is not None and around not in found:
            found.add(around)
            around = around.getparent()
    return frozenset(found)


def _is_overlay(element: HtmlElement, names: tuple[str, ...]) -> bool:
    if element.get("role") in ("dialog", "alertdialog") or element.get("aria-modal") == "true":
        return True
    marks = f" {element.get('id', '')} {element.get('class', '')}"[:400].lower().replace("_", "-")
    return len(marks) > 2 and any(name in marks for name in names)


def _is_hidden(element: HtmlElement, style: str, *, under: str, holds: bool) -> bool:
    tag, stated = element.tag, element.attrib
    if tag in ("head", "body"):
        return False
    if tag in UNSEEN_TAGS or (tag == "dialog" and "open" not in stated):
        return True
    if stated.get("hidden", "until-found") != "until-found" or (style and _NEVER.search(style)):
        return True
    if holds:
        return False
    return stated.get("aria-hidden", "").strip().lower() == "true" or _is_styled_away(element, style, under=under)


def _is_styled_away(element: HtmlElement, style: str, *, under: str) -> bool:
    if style and (_OFTEN.search(style) or ("overflow:hidden" in style and _NO_SIZE.search(style))):
        return True
    stated = _COLOUR.search(style) if style else None
    colour = _colour(stated[1] if stated else element.get("color", "") if element.tag == "font" else "")
    if colour == "transparent":
        return "background-clip:text" not in style
    return bool(colour) and colour == under


def _style_of(element: HtmlElement) -> str:
    style = element.get("style")
    return "".join(style[:2_000].lower().split()) if style else ""


def _ground_of(element: HtmlElement, style: str) -> str:
    stated = _GROUND.search(style) if style else None
    return _colour(stated[1] if stated else element.get("bgcolor", ""))


def _colour(value: str) -> str:
    """A colour in one spelling, as in `#ffffff`, or as written when it is no plain colour."""
    value = value.strip().lower()
    rgb = _RGB.fullmatch(value)
    if rgb:
        return "#" + "".join(f"{min(int(part), 255):02x}" for part in rgb.groups())
    if len(value) == 4 and value.startswith("#"):
        return "#" + "".join(2 * letter for letter in value[1:])
    return _NAMED.get(value, value)


def _is_style_sheet(element: HtmlElement) -> bool:
    return element.tag == "style" or "stylesheet" in element.get("rel", "").lower()
