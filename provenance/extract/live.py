"""Live blogs are cut into their entries, each with its time, so that evidence can say in which one it stands.

A page is a live blog when it says so, by its schema.org type, its names or its address; entries are then found by their
`<time>` elements, or by the updates listed in the page's data. A page that is none stays whole, whatever times it has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from provenance.extract.lines import count_words, read_lines
from provenance.extract.metadata import read_moment
from provenance.model import Part, Span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from lxml.html import HtmlElement

    from provenance.extract.lines import Line
    from provenance.extract.looks import Looks

MAX_ENTRIES = 2_000
"""Times and updates looked at; the longest live blogs have some hundred entries."""

LEVELS = 8
"""Levels between a time and the element that holds all entries, at most."""

FEWEST = 2
"""Entries that a live blog has, at least."""

ENTRY_WORDS = 6
"""Words of an entry that stands in an element of its own, at least; else the entry goes on behind the element."""

LABEL_WORDS = 3
"""Words of a line from which on it is no label, like the time of an entry."""

KEY = 40
"""Letters by which an update in the page's data is found in its text."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

# live-blog, liveBlog__entry, live_updates, liveticker
_NAMED = re.compile(r"live[-_]?(?:blog|update|ticker|stream|post|entr)|liveblogposting", re.IGNORECASE)

# /live/2025/jul/04/, -live-updates-, live-blog, /liveblog/
_ADDRESS = re.compile(
    r"/live(?:blog|ticker)?/|[-/]live[-_]?(?:updates?|blog|coverage)|-live(?:[-/.]|$)|as-it-happened", re.IGNORECASE
)

# what is no letter or digit
_BESIDE = re.compile(r"[\W_]+")


class Live(NamedTuple):
    """The text of a live blog, its entries, and whether the page lists more of them than it shows."""

    text: str
    parts: tuple[Part, ...]
    partial: bool


class _Update(NamedTuple):
    """An entry as the page's data state it."""

    keys: tuple[str, ...]
    published: datetime | None


def read_live(looks: Looks) -> Live | None:
    """The entries of a live blog in reading order, or none for any other page."""
    updates = _read_updates(looks)
    if not updates and not _is_live(looks):
        return None
    container, entries = _find_entries(looks.root)
    scope = _scope_of(container) if container is not None else looks.root
    lines = [line for line in read_lines(scope) if not line.is_link and _is_text(line)][: 20 * MAX_ENTRIES]
    starts = _starts_by_time(lines, entries) if len(entries) >= FEWEST else {}
    if len(starts) < FEWEST:
        starts = _starts_by_update(lines, updates)
    if len(starts) < FEWEST:
        return None
    live = _cut(lines, starts, day=looks.metadata.published, shown=len(updates))
    return live if 2 * count_words(live.text) >= count_words(looks.text) else None


def _is_text(line: Line) -> bool:
    is_sentence = line.text.endswith((".", "!", "?", "。", "”", '"'))  # "Schools closed.", unlike "14:05"
    return is_sentence or count_words(line.text) >= LABEL_WORDS or line.element.tag in ("h1", "h2", "h3", "h4")


def _is_live(looks: Looks) -> bool:
    if _ADDRESS.search(urlsplit(looks.url).path):
        return True
    if any(str(node.get("@type")).endswith("LiveBlogPosting") for node in looks.metadata.nodes):
        return True
    names = (element.get(key, "")[:200] for element in looks.root.iter() for key in ("class", "id", "itemtype"))
    return sum(_NAMED.search(name) is not None for name in names if name) >= FEWEST


def _read_updates(looks: Looks) -> list[_Update]:
    """The updates that the page's data list, with the words by which each can be found in the text."""
    found: list[_Update] = []
    for node in looks.metadata.nodes:
        listed = node.get("liveBlogUpdate")
        for update in (listed if isinstance(listed, list) else [listed])[:MAX_ENTRIES]:
            if isinstance(update, dict):
                words = (update.get("headline"), update.get("articleBody"))
                keys = tuple(key for word in words if isinstance(word, str) and (key := _key(word)))
                found.append(_Update(keys, read_moment(update.get("datePublished"))))
    return found[:MAX_ENTRIES]


def _key(words: str) -> str:
    return _BESIDE.sub("", words[: 4 * KEY].lower())[:KEY]


def _find_entries(root: HtmlElement) -> tuple[HtmlElement | None, dict[HtmlElement, datetime]]:
    """The element with the most children that bear a time, and those children with their times, in order."""
    times = [(tag, moment) for tag in root.iter("time") if (moment := read_moment(tag.get("datetime"))) is not None]
    groups: dict[HtmlElement, dict[HtmlElement, datetime]] = {}
    for tag, moment in times[:MAX_ENTRIES]:
        child, parent = tag, tag.getparent()
        for _ in range(LEVELS):
            if parent is None:
                break
            groups.setdefault(parent, {}).setdefault(child, moment)
            child, parent = parent, parent.getparent()
    best = max(groups, key=lambda parent: len(groups[parent]), default=None)
    return best, groups[best] if best is not None else {}


def _scope_of(container: HtmlElement) -> HtmlElement:
    """The element with the headline and all entries: the nearest `article` or `main` around them, or the body."""
    element = container
    while element.tag not in ("article", "main", "body") and element.getparent() is not None:
        element = element.getparent()
    return element


def _starts_by_time(lines: list[Line], entries: Mapping[HtmlElement, datetime]) -> dict[int, _Place]:
    """Where entries start among the lines; an entry ends with its element, unless that holds but its time."""
    owners: dict[HtmlElement, HtmlElement] = {}
    members: dict[HtmlElement, list[int]] = {}
    for number, line in enumerate(lines):
        entry = _entry_of(line.element, entries, owners)
        if entry is not None:
            members.setdefault(entry, []).append(number)
    words = {entry: sum(count_words(lines[number].text) for number in own) for entry, own in members.items()}
    closed = sum(count >= ENTRY_WORDS for count in words.values()) * 2 > len(words)
    return {
        own[0]: _Place(entries[entry], own[-1] + 1 if closed else None)
        for entry, own in members.items()
        if not closed or words[entry] >= ENTRY_WORDS
    }


class _Place(NamedTuple):
    """When an entry was published, and the line behind its last one, none when it goes on to the next entry."""

    published: datetime | None
    end: int | None = None


def _entry_of(
    element: HtmlElement, entries: Mapping[HtmlElement, datetime], owners: dict[HtmlElement, HtmlElement]
) -> HtmlElement | None:
    """The entry around an element; `owners` keeps what is known, so that no way up is gone twice."""
    passed = []
    while element is not None and element not in owners and element not in entries:
        passed.append(element)
        element = element.getparent()
    owner = None if element is None else element if element in entries else owners[element]
    owners.update(dict.fromkeys(passed, owner))
    return owner


def _starts_by_update(lines: list[Line], updates: list[_Update]) -> dict[int, _Place]:
    """Where the text has the words that updates begin with."""
    places: dict[str, int] = {}
    for number, line in enumerate(lines):
        places.setdefault(_key(line.text), number)
    starts: dict[int, _Place] = {}
    for update in updates:
        found = next((places[key] for key in update.keys if key in places), None)
        if found is not None:
            starts.setdefault(found, _Place(update.published))
    return starts


def _cut(lines: list[Line], starts: Mapping[int, _Place], *, day: datetime | None, shown: int) -> Live:
    """The text of the lines, and the part that each entry is."""
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line.text) + 1)
    order = sorted(starts)
    parts = []
    for number, following in zip(order, [*order[1:], len(lines)], strict=True):
        published, end = starts[number]
        last = min(following, end or following)
        span = Span(start=offsets[number], end=offsets[last] - 1)
        parts.append(Part(span=span, label=name_entry(published, day=day), published=published))
    return Live("\n".join(line.text for line in lines), tuple(parts), partial=shown > len(parts))


def name_entry(published: datetime | None, *, day: datetime | None) -> str:
    """What a reader calls an entry: `entry of 14:05`, with the date when that is not the page's `day` or unknown."""
    if published is None:
        return "entry without a time"
    clock = f"{published:%H:%M}"
    if day is not None and published.date() == day.date():
        return f"entry of {clock}"
    year = f", {published.year}" if day is None or published.year != day.year else ""
    return f"entry of {clock} on {MONTHS[published.month - 1]} {published.day}{year}"
