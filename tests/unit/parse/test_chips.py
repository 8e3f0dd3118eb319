"""How sure a chip is, what is kept beside it, and what a run of chips is read from: the rows of both forms."""

import pytest

from provenance.model import Certainty
from provenance.parse import parse_article


def certainties(text, *, reader="text"):
    return [tag.certainty for tag in parse_article(text, format=reader).tags]


def chips(text, *, reader="text"):
    return [tag.labels for tag in parse_article(text, format=reader).tags if tag.style == "chip"]


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("It held apnews.com+2nypost.com+2time.com+2.", Certainty.CERTAIN),
        ("It held Reuters+3AP News+3BBC+3.", Certainty.CERTAIN),
        ("It held in the north Some Gazette+3AP News+3BBC+3.", Certainty.LIKELY),
        ("It held Reuters+1.", Certainty.LIKELY),
        ("It touched people.reuters.com+3apnews.com+3bbc.com+3\nIt fell.", Certainty.LIKELY),
        ("It is planned in Denmark apnews.com.", Certainty.LIKELY),
        ("It was the first since 1993. Reuters", Certainty.LIKELY),
        ("It was over (bbc.co.uk).", Certainty.LIKELY),
        ("It held apnews.com+1nypost.com+1.", Certainty.OPEN),
    ],
)
def test_a_mark_says_how_sure_it_is(text, certainty):
    assert certainties(text) == [certainty]


@pytest.mark.parametrize(
    ("text", "taken", "other"),
    [
        ("It held a.com+1b.com+1.", [("a.com", "b.com")], (("a.com",), ("b.com",))),
        ("It held Reuters+1BBC+1.", [("Reuters",), ("BBC",)], (("Reuters", "BBC"),)),
        (
            "It held a.com+2b.com+2c.com+2d.com+2e.com+2f.com+2.",
            [("a.com", "b.com", "c.com"), ("d.com", "e.com", "f.com")],
            (("a.com", "b.com"), ("c.com", "d.com"), ("e.com", "f.com")),
        ),
    ],
)
def test_of_two_readings_both_are_kept_and_the_article_says_so(text, taken, other):
    article = parse_article(text)
    assert [tag.labels for tag in article.tags] == taken
    assert [reading.chips for reading in article.other_readings] == [other]
    assert article.other_readings[0].span.read(text) == text.removeprefix("It held ").removesuffix(".")
    notice = next(notice for notice in article.notices if notice.code == "ambiguous_chips")
    assert notice.span == article.other_readings[0].span


def test_only_the_rows_that_both_forms_cut_differently_are_open():
    text = "It held a.com+1b.com+1. It fell c.com+3d.com+3e.com+3."
    assert certainties(text) == [Certainty.OPEN, Certainty.CERTAIN]
    assert len(parse_article(text).other_readings) == 1


@pytest.mark.parametrize(
    ("link", "read"),
    [
        ("[x.com+1y.com+1](https://x.com/1)", [("a.com", "b.com")]),
        ("[Some Gate+1](https://some.com/1)", [("a.com",), ("b.com",)]),
        ("[x.com+2y.com+2](https://x.com/1)", [("a.com",), ("b.com",)]),
        ("[x.com+2y.com+2z.com+2](https://y.com/1)", [("a.com", "b.com")]),
    ],
)
def test_a_chip_in_a_link_decides_the_form_of_the_others(link, read):
    text = f"It fell {link}. It held a.com+1b.com+1."
    assert chips(text, reader="markdown") == read
    assert set(certainties(text, reader="markdown")) == {Certainty.CERTAIN}


def test_a_stem_in_a_link_decides_nothing():
    text = "It fell [arxiv+1](https://arxiv.org/1). It held a.com+1b.com+1."
    assert certainties(text, reader="markdown")[-1] is Certainty.OPEN


def test_a_name_of_the_text_itself_is_known_where_a_run_begins_with_it():
    inside = "It fell Reuters+3the Odd Gazette Weekly+3BBC+3."
    begins = "It rose in Denmark Odd Gazette Weekly+3BBC+3Reuters+3."
    assert chips(begins)[0][0] == "Denmark Odd Gazette Weekly"
    assert chips(f"{inside.replace('the ', '')} {begins}")[1][0] == "Odd Gazette Weekly"


def test_a_number_without_a_label_is_named_and_the_labels_behind_it_are_read():
    article = parse_article("It held …+2Reuters+2BBC+2.")
    assert [tag.labels for tag in article.tags] == [("Reuters", "BBC")]
    assert [notice.code for notice in article.notices] == ["unread_mark"]


def test_an_unknown_name_among_chips_is_a_mark_and_alone_it_is_named():
    assert chips("It held Somegate+1. It fell.") == []
    assert chips("It held Somegate+1. It fell apnews.com+2bbc.com+2.")[0] == ("Somegate",)


def test_an_unknown_name_alone_in_its_cell_is_a_mark():
    article = parse_article("| Region | Source |\n|---|---|\n| Asia | OPQB+1 |\n", format="markdown")
    assert [tag.labels for tag in article.tags] == [("OPQB",)]
    assert [sentence.text for sentence in article.sentences] == ["Asia"]
