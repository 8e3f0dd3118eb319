from math import fsum

import pytest

from provenance.errors import InputError
from provenance.model import Assessment, CitationTag, Signal, Span, Verdict, make_quote
from provenance.model.codec import decode_record, decode_report, encode_record


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (4, 3)])
def test_a_span_that_ends_before_it_starts_cannot_be_made(start, end):
    with pytest.raises(ValueError, match="start <= end"):
        Span(start=start, end=end)


def test_spans_cover_and_overlap():
    outer, inner, beside = Span(start=0, end=10), Span(start=2, end=5), Span(start=10, end=12)
    assert outer.covers(inner)
    assert not inner.covers(outer)
    assert outer.overlaps(inner)
    assert not outer.overlaps(beside)
    assert len(inner) == 3


def test_a_quote_has_its_surroundings():
    text = "a" * 50 + "WORDS" + "b" * 50
    quote = make_quote(text, Span(start=50, end=55))
    assert (quote.prefix, quote.exact, quote.suffix) == ("a" * 32, "WORDS", "b" * 32)


@pytest.mark.parametrize(
    ("labels", "more", "sources", "hidden"),
    [(("a.com",), None, 1, 0), (("a.com", "b.com", "c.com"), 2, 3, 0), (("a.com", "b.com", "c.com"), 5, 6, 3), (("A",), 0, 1, 0), (("a.com", "b.com"), 0, 2, 0)],
)  # fmt: skip
def test_a_chip_has_one_source_more_than_its_number(labels, more, sources, hidden):
    tag = CitationTag(index=0, span=Span(start=0, end=1), raw="x", style="chip", labels=labels, more=more)
    assert (tag.sources, tag.hidden) == (sources, hidden)


def test_the_score_is_the_prior_and_every_weight_and_nothing_else():
    weights = (0.1, 0.2, -0.7, 1e-17)
    signals = tuple(Signal(name=f"s{index}", weight=weight, sentence="x") for index, weight in enumerate(weights))
    assessment = Assessment(
        claim="c", page="p", verdict=Verdict.PARTIAL, prior=-1.5, signals=signals, conflicts=(), gaps=(), evidence=()
    )
    assert assessment.score == fsum((-1.5, *weights))


def test_what_is_no_record_is_refused():
    with pytest.raises(InputError, match="no Span"):
        decode_record(b'{"start": "x"}', Span)
    with pytest.raises(InputError, match="no report of provenance"):
        decode_report(encode_record(Span(start=0, end=1)))
    with pytest.raises(InputError, match="schema version 99"):
        decode_report(b'{"schema": "provenance-report", "schema_version": 99}')
