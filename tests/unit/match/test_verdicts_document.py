"""The examples of docs/verdicts.md are what the matcher says."""

from pathlib import Path

import pytest

from provenance.match import match_claim
from provenance.match.meaning import Entailment
from provenance.model import Outcome

TEXT = (Path(__file__).parents[3] / "docs" / "verdicts.md").read_text(encoding="utf-8")
PAGE = next(line.removeprefix("> ") for line in TEXT.splitlines() if line.startswith("> "))
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.split("| claim | verdict | facts |")[1].split("\n\n")[0].splitlines()[2:]
]


def told(fact):
    return f"{fact.stated} → {fact.found}" if fact.outcome is Outcome.DIFFERENT else fact.stated


def test_there_are_examples_of_four_verdicts():
    assert {verdict for _, verdict, _ in ROWS} == {"supported", "partial", "contradicted", "not_found"}


@pytest.mark.parametrize(("claim", "verdict", "facts"), ROWS)
def test_an_example_is_true(claim, verdict, facts):
    assessment = match_claim(claim, PAGE, entailer=Entailment.OFF)
    assert assessment.verdict == verdict
    assert "; ".join(told(fact) for fact in assessment.facts if fact.outcome is not Outcome.SAME) == facts
