"""Which addresses mean the same page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.urls.canonical import canonical_url

SAME = [
    ("https://apnews.com/a", "HTTPS://APNEWS.com:443/a#comments"),
    ("https://apnews.com/a", "https://apnews.com/a?utm_source=chatgpt.com"),
    ("https://apnews.com/a?id=7", "https://apnews.com/a?utm_medium=x&id=7&fbclid=abc"),
    ("https://apnews.com/", "https://apnews.com"),
    ("https://apnews.com/~x", "https://apnews.com/%7Ex"),
    ("https://apnews.com/caf%C3%A9", "https://apnews.com/café"),
    ("https://xn--mnchen-3ya.de/", "https://münchen.de/"),
    ("https://apnews.com/b", "https://apnews.com/a/../b"),
    ("https://apnews.com/a", " https://apnews.com/a\n"),
    ("https://apnews.com/a?GCLID=1", "https://apnews.com/a"),
]
DIFFERENT = [
    ("https://apnews.com/a", "https://apnews.com/A"),
    ("https://apnews.com/a", "http://apnews.com/a"),
    ("https://apnews.com/a", "https://www.apnews.com/a"),
    ("https://apnews.com/a", "https://apnews.com/a/"),
    ("https://apnews.com/a", "https://apnews.com:8443/a"),
    ("https://apnews.com/a?x=1&y=2", "https://apnews.com/a?y=2&x=1"),
    ("https://apnews.com/a?id=1", "https://apnews.com/a?id=2"),
]
NO_ADDRESS = [
    "",
    "apnews.com",
    "mailto:desk@apnews.com",
    "https://",
    "https://[::1",
    "https://a.com:x/",
    "https://u@a.com/",
    "https://../a",
    "https://a.com../a",
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_ways_to_write_an_address_have_one_key(one: str, other: str) -> None:
    assert canonical_url(one) == canonical_url(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_addresses_of_different_pages_have_different_keys(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize("text", NO_ADDRESS)
def test_what_is_no_plain_address_stays_as_it_is(text: str) -> None:
    assert canonical_url(text) == text


def test_an_ipv6_host_keeps_its_brackets() -> None:
    assert canonical_url("https://[2606:4700::1111]:443/a") == "https://[2606:4700::1111]/a"


def test_half_a_surrogate_pair_has_a_key() -> None:
    assert canonical_url("https://apnews.com/\ud800") == "https://apnews.com/%ED%A0%80"


@given(st.text(max_size=60))
def test_the_key_of_a_key_is_the_key(tail: str) -> None:
    for text in (tail, "https://apnews.com/" + tail):
        key = canonical_url(text)
        assert canonical_url(key) == key
