"""ChatGPT's marks without their private-use characters: `citeturn11view0turn20search3`, `entity["org","Acme"]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag, Frame
from provenance.parse.grammars.turn_keys import LINES, TURN_KEY, read_turn_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.parse.contracts import Draft

STYLE = "stripped_key"

# citeturn11view0turn20search3, citeturn0file0L8-L13 of fileciteturn0file0L8-L13
_CITE = re.compile(rf"cite(?:,?{TURN_KEY}(?:L\d{{1,6}}-L\d{{1,6}})?){{1,40}}")
# navlistMore on itturn0news1,turn0news2
_LIST = re.compile(rf"navlist[^\n\[\]\ue200-\ue20f]{{0,200}}?(?:,?{TURN_KEY}){{1,40}}")
# turn0search3 on its own, in brackets or as one of a row
_BARE = re.compile(
    r"turn(?<![\w\ue200-\ue20f/]turn)\d{1,4}(?:search|view|news|fetch|file|academia|reddit|image|video|click|commentary)\d{1,4}"
    rf"(?:†{LINES})?(?:[, ]{{0,2}}{TURN_KEY}(?:†{LINES})?){{0,40}}(?![\w/])"
)
# iturn0image0turn0image4, image_group{"query":["bridge"]}: pictures
# "filecite", "cite turn", "cite: turn"
_HEAD = re.compile(r"(?:filecite|\b(?:file)?cite[: ]{1,2}turn)\Z")
_PICTURES = re.compile(r"\bi(?:turn\d{1,4}image\d{1,4}){1,20}(?!\w)|\bimage_group\{[^{}\n]{1,1000}\}")
# entity["company","Acme","maker of anvils"]; group 1: the words that are shown
_ENTITY = re.compile(
    r"entity\[\"[a-z0-9_ -]{1,40}\",\s?\"((?:[^\"\\\n]|\\.){1,300})\""
    r"(?:,\s?(?:\"(?:[^\"\\\n]|\\.){0,300}\"|[\d.]{1,8})){0,4}\]"
)


def find_stripped_keys(draft: Draft) -> Finding:
    """Every run of keys, and every entity, whose words stay in the sentence."""
    text = draft.text
    if not any(sign in text for sign in ("turn", 'entity["', "image_group{")):
        return Finding()
    matches = [*_CITE.finditer(text), *_LIST.finditer(text), *_BARE.finditer(text)]
    return Finding(
        tags=tuple(
            FoundTag(span=Span(start=_start(match), end=match.end()), style=STYLE, keys=read_turn_keys(match[0]))
            for match in matches
        ),
        frames=tuple(
            Frame(span=Span(start=match.start(), end=match.end()), kept=Span(start=match.start(1), end=match.end(1)))
            for match in _ENTITY.finditer(text)
        )
        + tuple(Frame(span=Span(start=match.start(), end=match.end())) for match in _pictures(text)),
    )


def _pictures(text: str) -> Iterator[re.Match[str]]:
    return _PICTURES.finditer(text) if "image" in text else iter(())


def _start(match: re.Match[str]) -> int:
    """Where the mark begins: "file" before "cite" is a part of it, and so is "cite " before a key."""
    head = _HEAD.search(match.string, max(0, match.start() - 10), match.start() + 4)
    return head.start() if head else match.start()
