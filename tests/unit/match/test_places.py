import pytest

from provenance.match.assess import match_claim
from provenance.match.meaning import Entailment
from provenance.match.places import place_of
from provenance.model import Page, Part, Span

PARTS = (
    Part(span=Span(start=10, end=20), label="page 1"),
    Part(span=Span(start=20, end=30), label="page 2"),
    Part(span=Span(start=35, end=40), label="page 4"),
)


@pytest.mark.parametrize(
    ("start", "end", "place"),
    [
        (0, 5, ""),
        (10, 12, "page 1"),
        (19, 25, "page 1"),
        (20, 22, "page 2"),
        (30, 33, ""),
        (39, 40, "page 4"),
        (40, 41, ""),
    ],
)
def test_words_stand_in_the_part_that_they_begin_in(start, end, place):
    assert place_of(Span(start=start, end=end), PARTS) == place
    assert place_of(Span(start=start, end=end), ()) == ""


def test_evidence_names_its_place_on_the_page():
    first, second = "The pier was closed on Friday.", "The repair of the two cranes cost about 90,000 crowns."
    text = f"{first}\n{second}"
    spans = (Span(start=0, end=len(first)), Span(start=len(first) + 1, end=len(text)))
    parts = tuple(Part(span=span, label=f"page {number}") for number, span in enumerate(spans, start=1))
    page = Page(capture="x", url="https://a.org/x.pdf", text=text, blocks=spans, parts=parts)
    claim = "The repair of the two cranes cost 90,000 crowns."
    found = match_claim(claim, page, entailer=Entailment.OFF)
    assert [evidence.place for evidence in found.evidence][:1] == ["page 2"]
    whole = Page(capture="x", url="https://a.org/x.pdf", text=text, blocks=spans)
    assert {evidence.place for evidence in match_claim(claim, whole, entailer=Entailment.OFF).evidence} == {""}
