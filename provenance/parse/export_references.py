"""The references of a chat export, written into the message's text as ordinary Markdown.

The export names every mark's sources beside the text; its offsets count code points or UTF-16 units, so a mark is
looked for at both places and then by its own words. A mark that no reference explains stays as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.parse.grammars.url import url_host
from provenance.parse.json_shapes import as_number, as_table, as_tables, as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# "\ue200cite\ue202turn0search3\ue201" and the same without its private-use signs; 'entity["company","AT&T","..."]';
# "【3†source】"
_MARK = re.compile(
    "\ue200[^\ue200\ue201]{0,4000}\ue201|【[^【】\\n]{1,200}】"
    '|(?:file)?cite(?:turn\\d{1,12}[a-z]{1,16}\\d{1,6}){1,40}|entity\\["[^\\[\\]\\n]{1,400}"\\]'
)
# "turn0search3"
_KEY = re.compile(r"turn\d{1,12}[a-z]{1,16}\d{1,6}")
# marks that frame pictures, lists of links and the like: their sources bear out no sentence
_CITING = re.compile("\ue200?(?:file)?(?:cite|url)|【")
# what a name may not hold inside the brackets of a link: brackets, signs of Markdown, line ends
_ODD_IN_WORDS = re.compile(r"[\s\[\]<>`*_|\\^\x00-\x1f\ue200-\ue204【】]+")
# what would be a sign of Markdown in a name that stays a word of its sentence
_SIGN = re.compile(r"[\[\]<>`*_|\\^]")
# "+2" at the end of a name, which would make a chip of it
_CHIP_END = re.compile(r"\+\d{1,2}$")
# "🙂", which takes two units in UTF-16
_WIDE = re.compile("[\U00010000-\U0010ffff]")
# what ends an address in a link of Markdown
_ODD_IN_URL = re.compile('[\\s<>\\[\\]()\\\\"`|{}^\x00-\x20\x7f\ue200-\ue204]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A message's text with its references as Markdown, and how many of them stand nowhere in it."""

    text: str
    lost: int


def write_references(text: str, metadata: Mapping[str, object]) -> Written:
    """The `text` of a message with what its `metadata` says of every mark in the mark's place."""
    places = _Places(text)
    files: dict[str, int] = {}
    written: dict[int, tuple[int, str]] = {}
    lost = 0
    # (1) the references of today's exports
    for reference in sorted(as_tables(metadata.get("content_references")), key=_starts_at):
        words = _words_of(reference, files)
        if not words:
            continue
        place = places.take(reference)
        if place:
            written.setdefault(place[0], (place[1], words))
        else:
            lost += 1
    # (2) those of older ones
    for citation in as_tables(metadata.get("citations")):
        place = places.at_offsets(citation.get("start_ix"), citation.get("end_ix"))
        words = _linked([as_table(citation.get("metadata"))])
        if place and words:
            written.setdefault(place[0], (place[1], words))
    # (3) keys of the search results that came with the message
    results = _results_by_key(metadata)
    for match in _MARK.finditer(text) if results else ():
        keys = _KEY.findall(match[0]) if _CITING.match(match[0]) else []
        if keys and all(len(results.get(key, ())) == 1 for key in keys):
            words = _linked([source for key in keys for source in results[key].values()])
            written.setdefault(match.start(), (match.end(), words) if words else (match.start(), ""))
    return Written(text=_with_footnotes(_rewritten(text, written), files), lost=lost)


def _starts_at(reference: Mapping[str, object]) -> float:
    return as_number(reference.get("start_idx"))


class _Places:
    """The marks of a text, each given away once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._taken: set[int] = set()
        self._by_words: dict[str, deque[int]] = defaultdict(deque)
        for match in _MARK.finditer(text):
            self._by_words[match[0]].append(match.start())
        # where the characters stand that take two units in UTF-16, counted in these units
        self._wide = [match.start() + before for before, match in enumerate(_WIDE.finditer(text))]

    def take(self, reference: Mapping[str, object]) -> tuple[int, int] | None:
        """Where the mark of the reference stands: at its offsets, else the first of its words not yet given away."""
        matched = as_text(reference.get("matched_text"))
        if not matched.strip():
            return self.at_offsets(reference.get("start_idx"), reference.get("end_idx"))
        if not _MARK.fullmatch(matched):
            return None
        for start in self._readings(reference.get("start_idx")):
            if start not in self._taken and self._text.startswith(matched, start):
                self._taken.add(start)
                return start, start + len(matched)
        queue = self._by_words.get(matched, deque())
        while queue:
            start = queue.popleft()
            if start not in self._taken:
                self._taken.add(start)
                return start, start + len(matched)
        return None

    def at_offsets(self, start: object, end: object) -> tuple[int, int] | None:
        """The place between two offsets if a mark, and nothing else, stands there."""
        for begin, stop in zip(self._readings(start), self._readings(end), strict=False):
            if begin not in self._taken and _MARK.fullmatch(self._text, begin, stop):
                self._taken.add(begin)
                return begin, stop
        return None

    def _readings(self, offset: object) -> Sequence[int]:
        """The offset in code points, if it counts these, and if it counts units of UTF-16."""
        at = int(min(max(as_number(offset), 0), len(self._text) + len(self._wide)))
        return (at, at - bisect_left(self._wide, at))


def _words_of(reference: Mapping[str, object], files: dict[str, int]) -> str:
    """What stands in the text in the reference's place, or nothing when the mark stays; `files` gets a file's name."""
    matched = as_text(reference.get("matched_text"))
    kind = as_text(reference.get("type"))
    if kind == "entity":
        name = as_text(reference.get("name")) or as_text(reference.get("alt"))
        return _SIGN.sub(r"\\\g<0>", " ".join(name.split()))
    if matched.strip() and not _CITING.match(matched):
        return ""
    if kind in {"hidden", "sources_footnote"}:
        return ""
    if kind == "url":
        target = {**reference, **as_table(reference.get("item"))}
        words = _in_words(as_text(reference.get("title")) or as_text(reference.get("alt")))
        url = _safe_url(as_text(target.get("url")))
        return f"[{words}]({url})" if words and url else ""
    if kind == "file":
        name = _in_words(as_text(reference.get("name")))
        return f"[^file-{files.setdefault(name, len(files) + 1)}]" if name else ""
    return _linked(_sources_of(reference))


def _sources_of(reference: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The sources of a reference in their order: each page, the ones behind it, at worst the bare addresses."""
    sources: list[Mapping[str, object]] = []
    items = [*as_tables(reference.get("items")), *as_tables(reference.get("fallback_items"))]
    for source in items or [reference]:
        sources.append(source)
        sources.extend(as_tables(source.get("supporting_websites")))
    if any(_safe_url(as_text(source.get("url"))) for source in sources):
        return sources
    urls = reference.get("safe_urls")
    return [{"url": url} for url in urls if isinstance(url, str)] if isinstance(urls, list) else []


def _linked(sources: Iterable[Mapping[str, object]]) -> str:
    """The sources as links in round brackets, each page once; nothing when none has an address."""
    links: dict[str, str] = {}
    for source in sources:
        url = _safe_url(as_text(source.get("url")))
        name = _in_words(as_text(source.get("attribution")))
        host = url_host(url)
        if host and url not in links:
            links[url] = f"[{host if not name or _CHIP_END.search(name) else name}]({url})"
    return f"({', '.join(links.values())})" if links else ""


def _results_by_key(metadata: Mapping[str, object]) -> dict[str, dict[str, Mapping[str, object]]]:
    """The search results of the message by the key that marks name them by, then by address."""
    found: dict[str, dict[str, Mapping[str, object]]] = defaultdict(dict)
    for group in as_tables(metadata.get("search_result_groups")):
        for entry in as_tables(group.get("entries")):
            named = as_table(entry.get("ref_id"))
            key = f"turn{named.get('turn_index')}{named.get('ref_type')}{named.get('ref_index')}"
            found[key][as_text(entry.get("url"))] = entry
    return found


def _in_words(text: str) -> str:
    """A name from the export as plain words, which no sign of Markdown can leave."""
    return " ".join(_ODD_IN_WORDS.sub(" ", text).split())[:200].strip()


def _safe_url(url: str) -> str:
    """The address as it may stand in a link of Markdown; nothing when it is none of http or https."""
    if not url_host(url):
        return ""
    return _ODD_IN_URL.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode("utf-8", "replace")), url)


def _rewritten(text: str, written: Mapping[int, tuple[int, str]]) -> str:
    parts: list[str] = []
    at = 0
    for start, (end, words) in sorted(written.items()):
        if start >= at and words:
            parts.extend((text[at:start], words))
            at = end
    return "".join((*parts, text[at:]))


def _with_footnotes(text: str, files: Mapping[str, int]) -> str:
    """The text with a definition for every file at its end."""
    if not files:
        return text
    notes = (f"[^file-{number}]: {name}" for name, number in files.items())
    return text.rstrip("\n") + "\n\n" + "\n".join(notes) + "\n"
