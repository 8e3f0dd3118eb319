"""All facts of a text at once, each reader given the places that an earlier one has taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.model.facts import Facts
from provenance.text.attributions import attribute_quotations, read_attributions
from provenance.text.certainty import read_hedges
from provenance.text.dates import read_dates
from provenance.text.figures import score_places
from provenance.text.names import read_names
from provenance.text.negations import read_negations
from provenance.text.quantities import read_quantities
from provenance.text.quotations import read_quotations
from provenance.text.superlatives import read_superlatives
from provenance.text.tokens import read_tokens

if TYPE_CHECKING:
    from datetime import date

    from provenance.model.spans import Span


def read_facts(text: str, *, base: date | None = None) -> Facts:
    """The facts of `text`; `base` is the day it was written, for dates without a year and words such as `yesterday`."""
    tokens = read_tokens(text)
    dates = read_dates(text, base=base, tokens=tokens)
    taken = tuple(sorted((*(mention.span for mention in dates), *score_places(text)), key=_start_of))
    quantities = read_quantities(text, tokens=tokens, taken=taken)
    measured = (*taken, *(quantity.span for quantity in quantities))
    names = read_names(text, tokens=tokens, taken=measured)
    attributions = read_attributions(text, tokens=tokens, names=names)
    return Facts(
        text=text,
        quantities=quantities,
        dates=dates,
        quotations=attribute_quotations(read_quotations(text), attributions),
        names=names,
        negations=read_negations(text, tokens=tokens),
        attributions=attributions,
        hedges=read_hedges(text, tokens=tokens),
        superlatives=read_superlatives(text, tokens=tokens),
    )


def _start_of(span: Span) -> int:
    return span.start
