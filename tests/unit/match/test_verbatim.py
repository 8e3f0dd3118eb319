"""A claim that a sentence of the page begins with is supported whatever its score; in other places it is not."""

import pytest

from provenance.match import match_claim
from provenance.match.assess import read_page
from provenance.match.reading import read_claim, read_page_facts
from provenance.match.verbatim import opens_sentence
from provenance.model import Verdict

CLAIM = "Houses were damaged in the old town."


@pytest.mark.parametrize(
    "page",
    [
        "Houses were damaged in the old town, and the market stayed shut for the rest of the week, traders said.",
        "It rained. HOUSES were damaged in the old town.",
    ],
)
def test_a_sentence_that_begins_with_the_claim_bears_it_out(page):
    assert match_claim(CLAIM, page).verdict is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "page"),
    [
        (CLAIM, "It is untrue that houses were damaged in the old town."),
        (CLAIM, "Houses were damaged in the old town?"),
        (CLAIM, "Houses were damaged in the new town."),
        (CLAIM, "Houses were damaged in the old"),
        ("Houses were damaged.", "Houses were damaged in a play about the war."),
    ],
)
def test_other_sentences_do_not_open_with_it(claim, page):
    assert not opens_sentence(read_claim(claim, base=None), read_page_facts(read_page(page), base=None))
