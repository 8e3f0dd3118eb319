"""Inputs made of the pieces that each reader looks for, in any order, cut anywhere: every promise of the fuzzer holds."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz.cases import SEEDS, WORDS, read_cases
from benchmarks.fuzz.promises import BrokenPromiseError, promise
from benchmarks.fuzz.targets import READ_BY, load_check

DEAR = frozenset(("articles", "html", "json_ld", "texts"))
"""Targets that take some milliseconds for an input."""


def pieces(target):
    """The words of the dictionary, and the seeds cut at their spaces and signs."""
    words = [
        re.sub(rb"\\x([0-9a-f]{2})", lambda match: bytes([int(match[1], 16)]), line[1:-1])
        for line in (WORDS / f"{target}.dict").read_bytes().splitlines()
    ]
    cut = [part for seed in read_cases(SEEDS / f"{target}.jsonl") for part in re.split(rb"(?<=[\s<>\"{},:&/])", seed)]
    return st.one_of(
        st.sampled_from(words),
        st.sampled_from([part for part in dict.fromkeys(cut) if part]),
        st.sampled_from(read_cases(SEEDS / f"{target}.jsonl")),
        st.binary(max_size=6),
        st.text(max_size=6).map(lambda text: text.encode("utf-8", "surrogatepass")),
    )


@pytest.mark.parametrize("target", READ_BY)
def test_every_promise_holds_for_pieces_in_any_order(target):
    check = load_check(target)

    @settings(max_examples=25 if target in DEAR else 100, suppress_health_check=list(HealthCheck))
    @given(st.lists(pieces(target), max_size=30).map(b"".join))
    def hold(content):
        check(content)

    hold()


def test_every_target_has_seeds_and_words():
    for target in READ_BY:
        assert len(read_cases(SEEDS / f"{target}.jsonl")) >= 4
        assert len((WORDS / f"{target}.dict").read_bytes().splitlines()) >= 15


def test_a_promise_that_does_not_hold_is_an_error():
    promise(1, "kept")
    with pytest.raises(BrokenPromiseError, match="broken"):
        promise(0, "broken")
