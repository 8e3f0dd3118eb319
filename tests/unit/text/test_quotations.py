"""Quotations are words between marks; apostrophes are not marks."""

import pytest

from provenance.model.facts import QuotationKind
from provenance.text.quotations import find_words, quoted_parts, read_quotations
from provenance.text.tokens import read_tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("urged Russia to “play fair” now", ["play fair"]),
        ('the "root causes" of it', ["root causes"]),
        ("the ‘root causes’ of Russia’s war", ["root causes"]),
        ("«tak» and „so“", ["tak", "so"]),
        ("he said 'play fair' and don't", ["play fair"]),
        ("Russia’s and the soldiers’ homes", []),
        ('a 5" pipe and a 6" one', []),
        ("“” and “ … ”", []),
        ("“" + "word " * 400 + "”", []),
    ],
)
def test_quotations_are_read(text, expected):
    assert [quotation.span.read(text) for quotation in read_quotations(text)] == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("called it “a disgrace to us all”", QuotationKind.SPEECH),
        ("“We Will Win!” he said", QuotationKind.SPEECH),
        ("the film “The Last Days of May”", QuotationKind.TITLE),
        ("the “iron wall” fell", QuotationKind.TERM),
        ("his “sanctuary” fell", QuotationKind.TERM),
        ("“It is over,” he said", QuotationKind.SPEECH),
    ],
)
def test_speech_is_told_from_titles_and_terms(text, kind):
    assert [quotation.kind for quotation in read_quotations(text)] == [kind]


def test_ellipses_and_brackets_part_a_quotation():
    assert quoted_parts("We [will] win … the war") == (("we",), ("win",), ("the", "war"))


@pytest.mark.parametrize(
    ("quotation", "page", "found"),
    [
        ("Play fair", "He said play fair, please", "play fair"),
        ("we will … the war", "we will, he said, end the war soon", "we will, he said, end the war"),
        ("we will … the peace", "we will end the war", None),
        ("the war the war", "the war the men the war the war", "the war the war"),
        ("fair", "", None),
    ],
)
def test_the_words_of_a_quotation_are_found_in_order(quotation, page, found):
    tokens = read_tokens(page)
    parts = quoted_parts(quotation)
    places = [place for place, token in enumerate(tokens) if token.word == parts[0][0]]
    span = find_words(parts, tokens, places)
    assert (span.read(page) if span else None) == found
