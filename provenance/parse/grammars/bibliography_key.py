"""Keys of a bibliography, which the text does not hold: Pandoc's `[@doe2020, p. 4; @roe]`, LaTeX's `\\cite{doe}`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag

if TYPE_CHECKING:
    from provenance.parse.contracts import Draft

STYLE = "bibliography_key"

# [@doe2020], [see @doe2020, p. 4; @roe1999]; a key has digits, for [@somebody] may be a person
_PANDOC = re.compile(r"\[((?:[^\[\]@\n]{0,40}+@[\w:.#$%&+?<>~/-]{1,60}+){1,12}[^\[\]@\n]{0,60})\]")
_KEY = re.compile(r"@([\w:.#$%&+?<>~/-]{1,60})")
# \cite{doe2020,roe}, \citep[see][4]{doe2020}; groups: the kind, the keys
_LATEX = re.compile(
    r"\\(cite|citep|citet|parencite|textcite|autocite|footcite|supercite)\*?(?:\[[^\[\]\n]{0,80}\]){0,2}\{([^{}\n]{1,300})\}"
)
_TEXTUAL = frozenset({"citet", "textcite"})
"""Kinds that print the names of the authors as words of the sentence."""


def find_bibliography_keys(draft: Draft) -> Finding:
    """Every such mark; a kind that prints words of the sentence stays in it."""
    text = draft.text
    tags = []
    for match in _PANDOC.finditer(text) if "@" in text and "[" in text else ():
        keys = tuple(key.rstrip(".,:;") for key in _KEY.findall(match[1]))
        if any(any(map(str.isdecimal, key)) for key in keys):
            tags.append(FoundTag(span=Span(start=match.start(), end=match.end()), style=STYLE, keys=keys))
    for match in _LATEX.finditer(text) if "cite" in text and "\\" in text else ():
        span = Span(start=match.start(), end=match.end())
        keys = tuple(filter(None, map(str.strip, match[2].split(","))))
        if keys:
            tags.append(FoundTag(span=span, style=STYLE, keys=keys, kept=span if match[1] in _TEXTUAL else None))
    return Finding(tags=tuple(tags))
