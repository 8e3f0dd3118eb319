"""The words of a claim that an entailer reads beside a page: its hypothesis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.text.acronyms import find_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.match.comparison import Comparison
    from provenance.model import Span
    from provenance.text.acronyms import Alias


def make_hypothesis(comparison: Comparison) -> str:
    """The claim, with its names in the form that the passages have: an entailer knows few acronyms."""
    claim, page = comparison.claim, comparison.page
    forms: dict[Span, str] = {}
    for alias in _aliases(comparison):
        place = find_name(claim.tokens, alias.stems)
        if place is not None and not any(place.overlaps(other) for other in forms):
            forms[place] = alias.place.read(page.text)
    text = claim.text
    for place in sorted(forms, key=lambda place: place.start, reverse=True):
        text = text[: place.start] + forms[place] + text[place.end :]
    return text


def _aliases(comparison: Comparison) -> Iterator[Alias]:
    """The names that the passages have in another form than the claim, and nowhere in the claim's own."""
    page = comparison.page
    stems = dict.fromkeys(token.stem for token in comparison.claim.tokens)
    numbers = sorted({number for passage in comparison.passages for number in range(passage.first, passage.last + 1)})
    sentences = [page.tokens[page.sentences[number].first : page.sentences[number].last] for number in numbers]
    for number in numbers:
        for stem in stems:
            alias = page.aliases.get((number, stem))
            if alias is None or alias.stems[0] != stem:
                continue
            if all(find_name(tokens, alias.stems) is None for tokens in sentences):
                yield alias
