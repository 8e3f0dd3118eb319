"""Who is said to have said what."""

import pytest

from provenance.text.facts import read_facts


@pytest.mark.parametrize(
    ("text", "speaker", "tokens", "named", "said"),
    [
        ("The mayor said that the bridge fell", "The mayor", ("mayor",), False, "that the bridge fell"),
        ("The bridge fell, said Marc Ivezic on Friday.", "Marc Ivezic", ("marc", "ivezic"), True, "The bridge fell,"),
        ("The bridge fell, the police said.", "the police", ("polic",), False, "The bridge fell,"),
        ("Ann Lee, the mayor, said it fell", "Ann Lee", ("ann", "lee"), True, "it fell"),
        (
            "It fell, according to the health ministry.",
            "the health ministry",
            ("health", "ministri"),
            False,
            "It fell,",
        ),
        (
            "A spokeswoman for the health ministry said 4 died",
            "A spokeswoman for the health ministry",
            ("health", "ministri"),
            False,
            "4 died",
        ),
        ("In “Old Words” Ann Lee reported that it fell", "Ann Lee", ("ann", "lee"), True, "that it fell"),
        (
            "Rain, wind, snow will come, said Ann Lee, a host.",
            "Ann Lee",
            ("ann", "lee"),
            True,
            "Rain, wind, snow will come,",
        ),
        ("The high court unanimously said it fell", "The high court", ("high", "court"), False, "it fell"),
        ("The family has said it fell", "The family", ("famili",), False, "it fell"),
        ("In 1979 experts said it fell", "experts", ("expert",), False, "it fell"),
        ("It runs a B&B. She said it fell", "She", (), False, "it fell"),
        ("It fell, according to Kenya's air force.", "Kenya's air force", ("kenya", "air", "forc"), False, "It fell,"),
        ("It fell. He said it was shut", "He", (), False, "it was shut"),
        ("President Ann Lee later told reporters it fell", "Ann Lee", ("ann", "lee"), True, "reporters it fell"),
    ],
)
def test_a_speaker_is_read_with_what_was_said(text, speaker, tokens, named, said):
    (own,) = read_facts(text).attributions
    found = (own.speaker.read(text), own.tokens, own.named, own.said.read(text).strip())
    assert found == (speaker, tokens, named, said)


@pytest.mark.parametrize(
    "text",
    [
        "the United States is big",
        "The leader accused of theft",
        "One could say that it fell",
        "a show called “Old Words”",
        "The man who said it fell",
        "He was accused of theft",
        "The bridge fell on Friday",
        "The estimates are old",
        "said to be rich",
        "The vote merely added to it",
        "according to which it fell",
        "Not said",
    ],
)
def test_a_verb_of_saying_without_a_speaker_says_nothing_of_one(text):
    assert read_facts(text).attributions == ()


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“It is over,” said Ann Lee.", ["Ann Lee"]),
        ("“We stay,” Ann Lee told the paper, “until it ends.”", ["Ann Lee", "Ann Lee"]),
        ("Ann Lee called the strike “a disgrace”.", ["Ann Lee"]),
        ("Ann Lee spoke. “It is over,” said Bob Day.", ["Bob Day"]),
        ("The “iron wall” fell.", [None]),
        ("The “iron wall” fell. Ann Lee said it was old.", [None]),
    ],
)
def test_a_quotation_has_the_speaker_of_its_sentence(text, speakers):
    quotations = read_facts(text).quotations
    assert [one.speaker.read(text) if one.speaker else None for one in quotations] == speakers
