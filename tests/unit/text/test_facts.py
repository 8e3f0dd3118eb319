"""All facts of a text at once: whatever the text, every fact stands where it says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model.codec import decode_record, encode_record
from provenance.model.facts import Facts
from provenance.text.facts import read_facts

FRAGMENTS = """
said says according to the mayor Ann Lee police officials may reportedly plans not no few hardly largest second first
only record ever since 2022 July 4 half of thirds two three 1 5 5-0 52 to 48 votes % $ million years old aged doubled
twice times in out every and from between century quarter Q3 ago weeks “ ” " ' ’ , . ; : ( ) [ ] - – \n
"""


@given(st.lists(st.sampled_from(FRAGMENTS.split()), max_size=40), st.sampled_from([" ", ""]))
def test_every_fact_stands_in_its_text(words, gap):
    text = gap.join(words)
    facts = read_facts(text, base=date(2025, 7, 6))
    for quotation in facts.quotations:
        assert 0 <= quotation.span.start < quotation.span.end <= len(text)
    kinds = (facts.quantities, facts.dates, facts.names, facts.negations)
    for fact in (fact for kind in (*kinds, facts.attributions, facts.hedges, facts.superlatives) for fact in kind):
        assert 0 <= fact.span.start < fact.span.end <= len(text)
        assert fact.span.read(text).strip() == fact.span.read(text)
    for attribution in facts.attributions:
        assert attribution.span.covers(attribution.speaker)
        assert attribution.said.end <= len(text)


@pytest.mark.parametrize(
    "text", ["", "It is so.", "Ann Lee may have said “the largest” raid hit 5 homes on 4 July 2025."]
)
def test_facts_survive_being_written_down(text):
    facts = read_facts(text)
    assert decode_record(encode_record(facts), Facts) == facts
