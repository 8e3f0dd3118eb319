"""Which of two pages speaks more for a claim: the order holds whatever the weights are."""

import pytest

from provenance.match import match_claim

CLAIM = "Russian forces launched 539 drones at Kyiv on July 4, Ukraine's air force said."


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (CLAIM, "Ukraine's air force said that Russian forces launched drones at Kyiv."),
        ("Russia launched 539 drones at Kyiv on 4 July.", "Russia launched 550 drones at Kyiv on 4 July."),
        ("Russia launched 539 drones at Kyiv on 4 July.", "Russia launched 539 drones at Kyiv on 9 July."),
        ("Ukraine's air force: 539 drones over Kyiv on July 4.", "The air force has 539 men."),
        ("Russian forces launched drones at Kyiv.", "Russian forces launched drones."),
        ("Russian drones flew to Kyiv.", "Chinese drones flew to Taiwan."),
        ("Russian forces launched drones.", "Stock markets fell in Tokyo."),
    ],
)
def test_the_better_page_scores_higher(better, worse):
    assert match_claim(CLAIM, better).score > match_claim(CLAIM, worse).score


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("Trump urged Russia to “play fair”.", "Trump urged Russia to “play ball with us”."),
        ("Russia attacked Kyiv.", "Russia never attacked Kyiv."),
    ],
)
def test_the_claim_that_the_page_bears_out_scores_higher(better, worse):
    page = "Trump urged Russia to play fair. Russia attacked Kyiv."
    assert match_claim(better, page).score > match_claim(worse, page).score


def test_missing_words_are_listed():
    (bar,) = [
        signal
        for signal in match_claim("Russia destroyed a depot in Voronezh.", "Russia was in Voronezh.").signals
        if signal.name == "lone_words"
    ]
    assert "destroyed" in bar.sentence
    assert "depot" in bar.sentence
    assert bar.weight < 0
