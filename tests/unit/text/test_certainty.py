"""Hedges: how certain a statement is, and what of it."""

import pytest

from provenance.model.facts import Sureness
from provenance.text.certainty import read_hedges


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The plant may close in May", [("may", Sureness.POSSIBLE, ("clos", "may"))]),
        ("It reportedly burned", [("reportedly", Sureness.REPORTED, ("burn",))]),
        ("It burned, according to police", [("according to", Sureness.REPORTED, ())]),
        ("She plans to resign", [("plans to", Sureness.INTENDED, ("resign",))]),
        ("She is expected to resign", [("is expected to", Sureness.EXPECTED, ("resign",))]),
        ("the alleged thief", [("alleged", Sureness.ALLEGED, ("thief",))]),
        ("It is believed to be lost", [("is believed to", Sureness.LIKELY, ("lose",))]),
        (
            "It will and might end",
            [("will", Sureness.FUTURE, ("and", "might")), ("might", Sureness.POSSIBLE, ("end",))],
        ),
        ("the will of voters and its military might", []),
        ("In May it rained", []),
        ("May and Will Young came", []),
        ("It has potential, he said", []),
        ("a potential deal", [("potential", Sureness.POSSIBLE, ("deal",))]),
        ("It burned down", []),
        ("She plans. To resign is hard", []),
    ],
)
def test_hedges_are_read(text, expected):
    found = [(hedge.span.read(text), hedge.sureness, hedge.targets) for hedge in read_hedges(text)]
    assert found == expected


def test_what_will_be_is_firmer_than_what_may_be():
    assert Sureness.FUTURE.rank < Sureness.LIKELY.rank < Sureness.POSSIBLE.rank
