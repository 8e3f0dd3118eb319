import pytest

from provenance.resolve.spelling import find_nearest_name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("The Guardiann", "The Guardian"),
        ("Jamaica Obsrver", "Jamaica Observer"),
        ("Süddeutsche Zeiitung", "Süddeutsche Zeitung"),
        ("Frances 24", "France 24"),
    ],
)
def test_a_slip_of_one_letter_in_a_long_word_is_read_through(written, name):
    nearest = find_nearest_name(written)
    assert (nearest.publisher.name, nearest.is_same) == (name, True)


@pytest.mark.parametrize(
    ("written", "name"), [("Tagesspeigel", "Der Tagesspiegel"), ("Wirtschaftswache", "WirtschaftsWoche")]
)
def test_a_name_that_is_only_near_is_not_taken(written, name):
    nearest = find_nearest_name(written)
    assert (nearest.publisher.name, nearest.is_same) == (name, False)


@pytest.mark.parametrize(
    "written",
    [
        "CNNN",  # short
        "ABB News",  # a short word differs
        "France 25",  # a number differs
        "Reuters Online",  # a word more
        "La Repúblika",  # nearest to La República, which several share
        "x" * 500,
        "",
    ],
)
def test_a_name_that_may_be_anothers_is_near_to_none(written):
    assert find_nearest_name(written) is None
