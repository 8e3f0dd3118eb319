"""Addresses that may be followed, and the text fragments that find a quote on its page."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model import Span, make_quote
from provenance.report.fragments import followable_url, fragment_url, text_directive

URL = "https://apnews.com/article/drones"

TEXT = (
    "KYIV, Ukraine (AP) — Russia launched 550 drones & missiles, well-aimed ones, officials said.\n"
    "It was the largest aerial attack of the whole war so far, the air force of Ukraine said.\n"
    "Twenty-three people were wounded."
)

DIRECTIVES = (
    ("550 drones", "text=%E2%80%94%20Russia%20launched-,550%20drones,-%26%20missiles%2C%20well%2Daimed"),
    ("well-aimed", "text=drones%20%26%20missiles%2C-,well%2Daimed,-ones%2C%20officials%20said."),
    ("550 drones & missiles, well-aimed ones", "text=550%20drones%20%26%20missiles%2C%20well%2Daimed%20ones"),
    (TEXT.split("\n")[1], "text=It%20was%20the%20largest,force%20of%20Ukraine%20said."),
    ("said.\nIt was the largest aerial attack", "text=said.,the%20largest%20aerial%20attack"),
    ("launch", "text=%28AP%29%20%E2%80%94%20Russia-,launched,-550%20drones%20%26"),
    ("It was", "text=It%20was,-the%20largest%20aerial"),
    ("wounded.", "text=Twenty%2Dthree%20people%20were-,wounded."),
)


def quote_of(words, text=TEXT):
    start = text.index(words)
    return make_quote(text, Span(start=start, end=start + len(words)))


@pytest.mark.parametrize(("words", "directive"), DIRECTIVES)
def test_a_quote_has_its_directive(words, directive):
    assert text_directive(quote_of(words)) == directive


def test_a_word_that_the_quote_cuts_is_made_whole():
    assert text_directive(quote_of("ussia launched 550 drones & missil")) == (
        "text=Russia%20launched%20550%20drones%20%26%20missiles"
    )


def test_a_word_that_the_context_cuts_is_left_out():
    text = "Everybody agreed unanimously that drones are loud and neighbours complained bitterly"
    assert text_directive(quote_of("drones", text)) == "text=agreed%20unanimously%20that-,drones,-are%20loud%20and"


def test_a_quote_without_words_has_no_fragment():
    assert text_directive(quote_of(" ")) == ""
    assert fragment_url(URL, quote_of(" ")) == URL


@pytest.mark.parametrize(
    ("url", "start"),
    [
        (URL, f"{URL}#:~:text="),
        (f"{URL}#section-2", f"{URL}#section-2:~:text="),
        (f"{URL}#:~:text=other", f"{URL}#:~:text="),
        (f"{URL}#top:~:text=other", f"{URL}#top:~:text="),
    ],
)
def test_the_fragment_joins_the_one_that_is_there(url, start):
    joined = fragment_url(url, quote_of("550 drones"))
    assert joined.startswith(start)
    assert joined.count(":~:") == 1


def test_a_surrogate_in_a_quote_is_replaced():
    assert text_directive(quote_of("a\ud800b", "a\ud800b")) == "text=a%3Fb"


@given(st.text(min_size=1), st.data())
def test_the_parts_of_a_directive_hold_no_bare_sign(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    directive = text_directive(make_quote(text, Span(start=start, end=end)))
    parts = directive.removeprefix("text=").split(",")
    assert len(parts) <= 4
    assert all(part.strip("-").isascii() and not set(part.strip("-")) & set("-,& #\n") for part in parts)
    words = [unquote(part.strip("-")) for part in parts]
    assert not any("\n" in word for word in words)


FOLLOWABLE = (
    "https://apnews.com/article/drones?a=1&b=2#top",
    "http://example.org",
    "HTTPS://EXAMPLE.ORG/A_(b)",
    "https://en.wikipedia.org/wiki/Murphy's_law",
    "https://münchen.de/straße",
)

NOT_FOLLOWABLE = (
    "",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//https://apnews.com",
    " https://apnews.com",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "//apnews.com",
    "https://",
    "https:///path",
    "https://apnews.com@evil.example/",
    "https://apnews.com\\@evil.example/",
    "https://apnews.com/a b",
    "https://apnews.com/\njavascript:alert(1)",
    'https://apnews.com/"onmouseover="alert(1)',
    "https://apnews.com/\u202egnp",
    "https://[broken/",
    "https://apnews.com/<script>",
)


@pytest.mark.parametrize("url", FOLLOWABLE)
def test_a_web_address_may_be_followed(url):
    assert followable_url(url) == url


@pytest.mark.parametrize("url", NOT_FOLLOWABLE)
def test_anything_else_is_no_link(url):
    assert followable_url(url) is None
    assert fragment_url(url, quote_of("550 drones")) is None
