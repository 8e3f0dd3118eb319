"""Superlatives and ranks: by what, of what, among what."""

import pytest

from provenance.text.superlatives import opposite_scales, read_superlatives


@pytest.mark.parametrize(
    ("text", "words", "scale", "rank", "targets", "scope"),
    [
        ("the largest drone attack of the war", "largest", "large", 1, ("dron", "attack"), "of the war"),
        ("the biggest attack since 2022, he said", "biggest", "large", 1, ("attack",), "since 2022"),
        ("called it “the largest attack since 2022”", "largest", "large", 1, ("attack",), "since 2022"),
        ("Europe's second-largest city", "second-largest", "large", 2, ("citi",), "Europe's"),
        ("the 3rd most populous state", "3rd most populous", "populous", 3, ("stat",), None),
        ("the most expensive film ever", "most expensive", "expensiv", 1, ("film",), "ever"),
        ("won the most seats", "most", "most", 1, ("seat",), None),
        ("the only survivor", "only", "only", 1, ("survivor",), None),
        ("its first such strike in a decade", "first", "first", 1, ("strike",), "in a decade"),
        ("a record 728 drones", "record", "record", 1, ("dron",), None),
        ("the hottest day on record", "hottest", "hot", 1, ("day",), "on record"),
        ("the oldest and most dear bridge", "oldest", "old", 1, ("dear", "bridg"), None),
        ("the last 10 survivors", "last", "last", 1, ("survivor",), None),
        ("the largest raid of the 21st century", "largest", "large", 1, ("raid",), "of the 21st century"),
        ("never before seen", "never before", "ever", 1, ("see",), None),
    ],
)
def test_a_rank_is_read(text, words, scale, rank, targets, scope):
    (own,) = read_superlatives(text)
    found = own.span.read(text), own.scale, own.rank, own.targets, own.scope.read(text) if own.scope else None
    assert found == (words, scale, rank, targets, scope)


@pytest.mark.parametrize(
    ("text", "among"),
    [("one of the city's oldest bridges", True), ("among the oldest bridges", True), ("the oldest bridge", False)],
)
def test_one_of_several_is_told_from_the_one(text, among):
    (own,) = read_superlatives(text)
    assert own.among is among


@pytest.mark.parametrize(
    "text",
    [
        "most people left at least one house",
        "it was first reported in May and only five came",
        "at best a draw",
        "a record label with a criminal record",
        "in the last month and the first half",
        "the third attack",
        "insects that first appeared long ago",
        "a forest of protest",
        "the first six weeks and the first few days",
        "in the last 10 years",
        "the First World War",
        "Ann Best in the house",
        "in the final of the cup",
        "the best known",
        "the most by a player",
        "not the least bit",
        "",
    ],
)
def test_what_ranks_nothing_is_left_out(text):
    assert read_superlatives(text) == ()


def test_opposite_scales_are_known_from_both_sides():
    assert opposite_scales("large", "small")
    assert opposite_scales("small", "large")
    assert not opposite_scales("large", "old")
