"""Claims about pages of news get a verdict that a careful editor accepts: tests/cases/verdicts.toml."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from provenance.match import match_claim
from provenance.match.meaning import Entailment

CASES = Path(__file__).parents[2] / "cases" / "verdicts.toml"
ROWS = [
    pytest.param(page["text"], claim, set(verdicts.split()), id=claim)
    for page in tomllib.loads(CASES.read_text(encoding="utf-8"))["page"]
    for claim, verdicts in page["rows"]
]


@pytest.mark.parametrize(("page", "claim", "verdicts"), ROWS)
def test_an_editor_accepts_the_verdict(page, claim, verdicts):
    assessment = match_claim(claim, page, published=date(2025, 11, 3), entailer=Entailment.OFF)
    assert assessment.verdict.value in verdicts
