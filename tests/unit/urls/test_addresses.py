"""What may be contacted and what may not; the rows stand in tests/cases/addresses.toml."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import UnsafeAddressError
from provenance.urls.addresses import MAX_URL, check_url, is_public_address
from tests.support.vectors import (
    ALLOWED_URLS,
    CLASSES,
    CLOSED_IPS,
    OPEN_IPS,
    PLAIN_CLOSED_IPS,
    REFUSED_URLS,
    literal,
)

if TYPE_CHECKING:
    from tests.support.vectors import (
        Refused,
    )


@pytest.mark.parametrize("ip", OPEN_IPS)
def test_a_public_address_is_public(ip: str) -> None:
    assert is_public_address(ip)
    assert is_public_address(ip_address(ip))


@pytest.mark.parametrize("ip", CLOSED_IPS)
def test_any_other_address_is_closed(ip: str) -> None:
    assert not is_public_address(ip)


@pytest.mark.parametrize("ip", PLAIN_CLOSED_IPS)
def test_a_closed_number_is_refused_as_a_host(ip: str) -> None:
    with pytest.raises(UnsafeAddressError):
        check_url(literal(ip))


@pytest.mark.parametrize(("url", "sent"), ALLOWED_URLS.items())
def test_an_address_is_brought_into_the_form_that_goes_over_the_wire(url: str, sent: str) -> None:
    assert check_url(url).url == sent


@pytest.mark.parametrize("sent", ALLOWED_URLS.values())
def test_that_form_is_what_requests_sends(sent: str) -> None:
    assert check_url(sent).url == sent
    assert requests.Request("GET", sent).prepare().url == sent


@pytest.mark.parametrize("vector", REFUSED_URLS, ids=lambda vector: ascii(vector.url))
def test_an_address_is_refused_with_its_reason(vector: Refused) -> None:
    with pytest.raises(UnsafeAddressError) as caught:
        check_url(vector.url)
    assert vector.says in caught.value.message
    assert caught.value.message.isprintable()


def test_the_table_has_each_class_and_each_vector_once() -> None:
    for rows in (CLASSES, (*OPEN_IPS, *CLOSED_IPS), (*ALLOWED_URLS, *(vector.url for vector in REFUSED_URLS))):
        assert len(set(rows)) == len(rows)


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(UnsafeAddressError):
        check_url("https://apnews.com/\ud800")


def test_an_endless_address_is_refused() -> None:
    url = "https://apnews.com/"
    assert check_url(url + "a" * (MAX_URL - len(url))).host == "apnews.com"
    with pytest.raises(UnsafeAddressError, match="longer than 4096"):
        check_url(url + "a" * MAX_URL)
    with pytest.raises(UnsafeAddressError, match="longer than 4096"):
        check_url(url + "é" * (MAX_URL // 2))


def test_an_endless_host_is_refused() -> None:
    with pytest.raises(UnsafeAddressError, match="no valid name"):
        check_url("https://" + "a." * 130 + "com/")


def test_other_ports_are_allowed_only_when_named() -> None:
    assert check_url("http://example.com:8080/a", ports=frozenset({8080})).origin == "http://example.com:8080"
    with pytest.raises(UnsafeAddressError, match="Port 80"):
        check_url("http://example.com/a", ports=frozenset({8080}))


@given(st.text(max_size=60))
def test_no_text_makes_the_check_fail_otherwise(tail: str) -> None:
    for url in (tail, "https://" + tail, "https://example.com/" + tail):
        try:
            address = check_url(url)
        except UnsafeAddressError:
            continue
        assert check_url(address.url) == address


@given(st.text(alphabet="/.%2eE5cab?&=", max_size=30))
def test_the_checked_form_is_stable_and_resolved(tail: str) -> None:
    address = check_url("https://example.com/" + tail)
    assert check_url(address.url) == address
    assert not {".", ".."} & set(address.target.partition("?")[0].split("/"))
