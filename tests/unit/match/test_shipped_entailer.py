"""The model that comes with the package: small, the same every time, and able to tell what words alone do not."""

import pytest

from provenance.match import match_claim
from provenance.match.meaning import Entailment, installed_entailer
from provenance.match.meaning.installed import FOLDER

pytestmark = pytest.mark.model

PASSAGE = "The council voted on Tuesday to close the harbour bridge to lorries, after engineers found cracks in it."


@pytest.fixture(scope="module")
def entailer():
    found = installed_entailer()
    assert found is not None, "the extra [entail] is not installed"
    return found


def test_it_stays_under_thirty_megabytes():
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 30_000_000


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("Lorries are banned from the bridge.", "Lorries are made in Norway."),
        ("The council closed the bridge to lorries.", "The council opened the bridge to lorries."),
        ("Engineers found cracks in the bridge.", "Engineers found no cracks in the bridge."),
        ("The harbour bridge has cracks.", "The harbour bridge was built in Norway."),
    ],
)
def test_what_the_passage_says_is_likelier_than_what_it_does_not(entailer, better, worse):
    one, other = entailer.read_pairs([(PASSAGE, better), (PASSAGE, worse)])
    assert one.supported > other.supported


def test_it_says_the_same_every_time(entailer):
    pairs = [(PASSAGE, "Engineers found cracks."), (PASSAGE, "The bridge stays open.")]
    assert entailer.read_pairs(pairs) == entailer.read_pairs(pairs)


def test_it_is_one_bar_of_the_score():
    asked = match_claim("Engineers found cracks in the bridge.", PASSAGE)
    alone = match_claim("Engineers found cracks in the bridge.", PASSAGE, entailer=Entailment.OFF)
    assert "meaning" in {signal.name for signal in asked.signals}
    assert "meaning" not in {signal.name for signal in alone.signals}
    assert asked.facts == alone.facts
