"""All facts of a text at once, each reader given the places that an earlier one has taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.model.facts import Facts
from provenance.text.dates import read_dates
from provenance.text.names import read_names
from provenance.text.negations import read_negations
from provenance.text.quantities import read_quantities
from provenance.text.quotations import read_quotations
from provenance.text.tokens import read_tokens

if TYPE_CHECKING:
    from datetime import date


def read_facts(text: str, *, base: date | None = None) -> Facts:
    """The facts of `text`; `base` is the day it was written, for dates without a year and words such as `yesterday`."""
    tokens = read_tokens(text)
    dates = read_dates(text, base=base)
    taken = tuple(mention.span for mention in dates)
    quantities = read_quantities(text, tokens=tokens, taken=taken)
    measured = (*taken, *(quantity.span for quantity in quantities))
    return Facts(
        text=text,
        quantities=quantities,
        dates=dates,
        quotations=read_quotations(text),
        names=read_names(text, tokens=tokens, taken=measured),
        negations=read_negations(text, tokens=tokens),
    )
