"""When an entailer is asked, and what it is shown."""

from __future__ import annotations

import pytest

from provenance.match import match_claim
from provenance.match.meaning import Entailment, Opinion, asking, installed
from provenance.match.meaning.premise import MOST_WORDS
from tests.support.entailers import FixedEntailer

CLAIM = "The bridge over the Tarn was closed on Friday."
NEAR = "Engineers closed the bridge over the Tarn on Friday."


def _asked(page: str, claim: str = CLAIM) -> list[tuple[str, str]]:
    entailer = FixedEntailer(Opinion(supported=0.5))
    match_claim(claim, page, entailer=entailer)
    return entailer.asked


def test_a_short_page_is_shown_whole() -> None:
    page = f"Rain fell. {NEAR}\n\nNobody was hurt."
    assert _asked(page) == [(page, CLAIM)]


def test_of_a_long_page_the_passages_are_shown_in_its_order() -> None:
    filler = "\n\n".join(f"The market sold fruit number {number} again." for number in range(200))
    [(premise, _)] = _asked(f"{filler}\n\n{NEAR}\n\n{filler}\n\nThe Tarn rose under the bridge.\n\n{filler}")
    assert premise.index(NEAR) < premise.index("The Tarn rose")
    assert len(premise.split()) <= MOST_WORDS


def test_a_page_that_shares_no_word_is_not_shown() -> None:
    assert _asked("Completely unrelated sentences stand here.") == []


def test_an_empty_claim_is_not_asked_about() -> None:
    assert _asked(NEAR, claim=" ") == []


@pytest.mark.parametrize(("wanted", "asked"), [(Entailment.INSTALLED, 1), (Entailment.OFF, 0)])
def test_the_installed_one_is_asked_unless_none_is_wanted(
    monkeypatch: pytest.MonkeyPatch, wanted: Entailment, asked: int
) -> None:
    own = FixedEntailer(Opinion(supported=0.5))
    monkeypatch.setattr(asking, "installed_entailer", lambda: own)
    match_claim(CLAIM, NEAR, entailer=wanted)
    assert len(own.asked) == asked


def test_the_installed_one_needs_what_runs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    installed.installed_entailer.cache_clear()
    monkeypatch.setattr(installed, "find_spec", lambda name: None if name == "onnxruntime" else object())
    assert installed.installed_entailer() is None
    installed.installed_entailer.cache_clear()


@pytest.mark.parametrize(
    ("page", "claim", "shown"),
    [
        ("The FAA closed the bridge.", "The Federal Aviation Administration closed it.", "The FAA closed it."),
        ("The Federal Aviation Administration closed it.", "The FAA closed it.", None),
        ("Federal men of the FAA closed it.", "The Federal Aviation Administration closed it.", "The FAA closed it."),
        ("The River Board (RB) closed it. Ann said RB left.", "The RB closed it.", "The RB closed it."),
        ("The FAA closed it.", "The FAA closed it.", "The FAA closed it."),
        (
            "The FBI and the FAA closed it.",
            "The FAA closed it, the Federal Bureau of Investigation said.",
            "The FAA closed it, the FBI said.",
        ),
    ],
)
def test_names_are_shown_in_the_form_that_the_page_has(page: str, claim: str, shown: str | None) -> None:
    assert _asked(page, claim=claim) == [(page, shown or "The Federal Aviation Administration closed it.")]
