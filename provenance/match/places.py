"""Where on a page words stand, for pages with numbered or dated parts."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.model import Part, Span


def place_of(span: Span, parts: Sequence[Part]) -> str:
    """The label of the part that `span` begins in, as `page 3`; empty between parts and on pages without any.

    `parts` are in the order of the text and do not overlap.
    """
    number = bisect_right(parts, span.start, key=_start_of) - 1
    return parts[number].label if number >= 0 and span.start < parts[number].span.end else ""


def _start_of(part: Part) -> int:
    return part.span.start
