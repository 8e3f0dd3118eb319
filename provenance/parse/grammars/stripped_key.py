"""ChatGPT's marks without their private-use characters: `citeturn11view0turn20search3`, `entity["org","Acme"]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag, Frame
from provenance.parse.grammars.turn_keys import TURN_KEY, read_turn_keys

if TYPE_CHECKING:
    from provenance.parse.contracts import Draft

STYLE = "stripped_key"

# citeturn11view0turn20search3, fileciteturn0file0L8-L13, navlistMore on itturn0news1
_CITE = re.compile(
    rf"(?:(?:file)?cite|navlist[^\n\[\]\ue200-\ue20f]{{0,200}}?)(?:,?{TURN_KEY}(?:L\d{{1,6}}-L\d{{1,6}})?){{1,40}}"
)
# turn0search3 on its own, in brackets or as one of a row
_BARE = re.compile(
    r"(?<![\w\ue200-\ue20f/])(?:turn\d{1,4}(?:search|view|news|fetch|file|academia|reddit|image|video|click|commentary)\d{1,4}"
    r"(?:[, ]{1,2}(?=turn\d))?){1,40}(?![\w/])"
)
# entity["company","Acme","maker of anvils"]; group 1: the words that are shown
_ENTITY = re.compile(
    r"(?:product_)?entity\[\"[a-z0-9_ -]{1,40}\",\s?\"((?:[^\"\\\n]|\\.){1,300})\""
    r"(?:,\s?(?:\"(?:[^\"\\\n]|\\.){0,300}\"|[\d.]{1,8})){0,4}\]"
)


def find_stripped_keys(draft: Draft) -> Finding:
    """Every run of keys, and every entity, whose words stay in the sentence."""
    text = draft.text
    matches = [*_CITE.finditer(text), *_BARE.finditer(text)] if "turn" in text else []
    entities = _ENTITY.finditer(text) if 'entity["' in text else ()
    return Finding(
        tags=tuple(
            FoundTag(span=Span(start=match.start(), end=match.end()), style=STYLE, keys=read_turn_keys(match[0]))
            for match in matches
        ),
        frames=tuple(
            Frame(span=Span(start=match.start(), end=match.end()), kept=Span(start=match.start(1), end=match.end(1)))
            for match in entities
        ),
    )
