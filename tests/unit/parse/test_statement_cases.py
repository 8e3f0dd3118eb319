"""The table of tests/cases about sentences that state nothing, and what an article says of them."""

import re
from pathlib import Path

import pytest

from provenance.model import StatesNothing
from provenance.parse import parse_article
from provenance.parse.statements import LONGEST_SENTENCE, states_nothing

CASES = Path(__file__).parents[2] / "cases" / "statements.md"
ROWS = [
    pytest.param(*re.findall(r"`([^`]*)`", line), id=f"statements.md:{number}")
    for number, line in enumerate(CASES.read_text(encoding="utf-8").splitlines(), start=1)
    if line.startswith("| `")
]


@pytest.mark.parametrize(("language", "sentence", "reason"), ROWS)
def test_what_a_sentence_states(language, sentence, reason):
    found = states_nothing(sentence, language=language)
    assert (found.value if found else "-") == reason


def test_a_long_sentence_states_something():
    assert states_nothing("I think " + "so " * LONGEST_SENTENCE) is None


def test_sentences_and_claims_of_an_article_tell_that_they_state_nothing():
    article = parse_article("Why did it break apnews.com? It was old. We should do more.")
    reasons = [StatesNothing.QUESTION, None, StatesNothing.OPINION]
    assert [sentence.states_nothing for sentence in article.sentences] == reasons
    assert [claim.states_nothing for claim in article.claims] == reasons
