"""What walls are told by: everything about a page that says whether it is an article, read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.extract.lines import UNREAD, count_words, read_lines
from provenance.extract.wording import is_kind, split_wording
from provenance.text.tables import read_table

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from provenance.extract.listings import Outline
    from provenance.extract.metadata import Metadata

MAX_SHOWN = 8_000
"""Characters of a page's visible text that are looked at; walls show less."""

MAX_MACHINERY = 200_000
"""Characters of scripts, addresses and names that are looked at for the marks of bot walls."""

BRIEF = 40
"""Own words from which on a page says something; a news brief has 50 or more."""

LONG = 150
"""Own words from which on only a plain sign makes a page a wall; walls have fewer."""

_NOT_OWN = ("bot", "barred", "paywall", "consent", "login", "script", "lost", "waiting", "paid", "results")

_PLACES = ("src", "href", "action", "id", "class", "name", "data-sitekey")


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """How a page looks. `url` is where it was read, `asked` where it was asked for, both without an archive before.

    `root` is the tree of what is visible, `text` the main text, `shown` the beginning of the visible text with all
    margins, `own` the words of the main text that stand in no sentence typical of walls. `machinery` are scripts,
    addresses and names of the markup, `noscript` what readers without scripts are told, in lower case. `scripted` is
    true when there are scripts to run, `covered` is
    true when a banner lay over the page.
    """

    url: str
    asked: str
    root: HtmlElement
    title: str
    headings: tuple[str, ...]
    text: str
    shown: str
    own: int
    machinery: str
    noscript: str
    scripted: bool
    covered: bool
    outline: Outline
    metadata: Metadata


def own_words(text: str) -> int:
    """How many words of the text stand in sentences that are not typical of walls; counted up to `LONG`."""
    count = 0
    for sentence in split_wording(text[: 4 * MAX_SHOWN]):
        if not any(is_kind(kind, sentence) for kind in _NOT_OWN):
            count += count_words(sentence)
        if count >= LONG:
            break
    return count


def read_shown(root: HtmlElement) -> str:
    """The beginning of the visible text, margins and forms included, a line a line."""
    lines: list[str] = []
    length = 0
    for line in read_lines(root, skipped=UNREAD):
        lines.append(line.text)
        length += len(line.text) + 1
        if length > MAX_SHOWN:
            break
    return "\n".join(lines)[:MAX_SHOWN]


def read_headings(root: HtmlElement) -> tuple[str, ...]:
    """The words of the first headings of the first rank."""
    found = []
    for heading in root.iter("h1"):
        found.append(" ".join("".join(heading.itertext())[:1_000].split()))
        if len(found) == 3:
            break
    return tuple(filter(None, found))


def read_machinery(root: HtmlElement) -> str:
    """The scripts, addresses and names of the markup, in lower case, up to `MAX_MACHINERY` characters."""
    parts: list[str] = []
    length = 0
    for element in root.iter():
        found = [value for place in _PLACES if (value := element.get(place))]
        if element.tag == "script" and element.text:
            found.append("".join(element.text[:20_000].split()))
        parts.extend(value[:20_000] for value in found)
        length += sum(map(len, found))
        if length > MAX_MACHINERY:
            break
    return "\n".join(parts)[:MAX_MACHINERY].lower()


def read_noscript(root: HtmlElement) -> str:
    """What readers without scripts are told, in lower case."""
    return " ".join("".join(element.itertext())[:1_000] for element in list(root.iter("noscript"))[:20]).lower()


def has_empty_mount(root: HtmlElement) -> bool:
    """Whether an element that a program fills is there and has no text."""
    mounts = frozenset(read_table("walls")["mounts"])
    return any(
        (element.get("id") in mounts or element.tag in mounts) and not "".join(element.itertext()).strip()
        for element in root.iter("div", "main", "section", "app-root")
    )
