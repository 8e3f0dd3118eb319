"""The decisions that need no network: robots.txt, walls, statuses, Retry-After, names."""

from __future__ import annotations

from datetime import UTC, datetime
from math import inf
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.config import Settings
from provenance.fetch import policy
from provenance.fetch.answers import Answer, Refusal
from provenance.fetch.hops import next_hop
from provenance.model import Access
from provenance.urls.addresses import WEB_PORTS, check_url

if TYPE_CHECKING:
    from provenance.fetch.answers import Headers

NOW = datetime(2026, 7, 4, 12, 0, tzinfo=UTC)
PAGE = "https://news.example/2026/07/storm"

# robots.txt -> whether PAGE may be read
RULES = [
    (b"", True),
    (b"User-agent: *\nDisallow: /\n", False),
    (b"User-agent: *\nDisallow:\n", True),
    (b"User-agent: *\nDisallow: /2026/\n", False),
    (b"User-agent: *\nDisallow: /2026/\nAllow: /2026/07/\n", True),
    (b"User-agent: *\nDisallow: /*/07/\n", False),
    (b"User-agent: *\nDisallow: /storm$\n", True),
    (b"User-agent: *\nDisallow: /2026/07/storm$\n", False),
    (b"User-agent: *\nDisallow: /\n\nUser-agent: provenance\nAllow: /\n", True),
    (b"User-agent: *\nAllow: /\n\nUser-agent: Provenance\nDisallow: /\n", False),
    (b"User-agent: provenancebot\nDisallow: /\n", True),
    (b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n", False),
    (b"User-agent: *\r\nDisallow: /2026\r\n", False),
    (b"User-agent: *\rDisallow: /2026\r", False),
    (b"User-agent: *\nDisallow: /2026/07\nAllow: /2026/07\n", True),  # a tie is allowed
    (b"User-agent: *\nAllow: /2026/\nDisallow: /2026/07/storm\n", False),  # the longest wins, in any order
    (b"User-agent: *\nDisallow: /2026/*/st*m$\n", False),
    (b"User-agent: PROVENANCE\nDisallow: /\n", False),
    (b"User-agent: provenance/1.0\nDisallow: /\n", False),
    (b"User-agent: provenancebot/1.0\nDisallow: /\n", True),
    (b"User-agent: other\nUser-agent: provenance\nDisallow: /\n", False),
    (b"User-agent: provenance\nDisallow: /a\n\nUser-agent: provenance\nDisallow: /2026\n", False),  # one group
    (b"User-agent: provenance\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n", True),
    (b"User-agent: *\nDisallow: /%32026/\n", False),
    (b"user-AGENT : * # all\n disallow : /2026 # old\n", False),
    (b"Disallow: /\n", True),  # a rule without a group
    (b"Sitemap: https://news.example/s.xml\nUser-agent: *\nSitemap: x\nDisallow: /2026\n", False),
    (b"User-agent: *\nNonsense\nDisallow: /2026\n", False),
    (b"User-agent: *\nDisallow: /\xff\xfe\n", True),
    (b"<!doctype html><title>Not found</title>", True),
    (b"\x00\x01\x02", True),
]


@pytest.mark.parametrize(("body", "allowed"), RULES)
def test_robots_rules_are_read_as_the_standard_says(body: bytes, allowed: bool) -> None:
    refusal = policy.read_robots(200, (), body).refuses(PAGE)
    assert (refusal is None) is allowed
    assert refusal is None or refusal.access is Access.ROBOTS_DENIED


@given(st.binary(max_size=300))
def test_no_robots_file_makes_the_reader_fail(body: bytes) -> None:
    policy.read_robots(200, (), b"User-agent: *\n" + body).refuses(PAGE)


# status, headers -> whether pages may be read
ROBOTS_ANSWERS = [
    (404, (), True),
    (410, (), True),
    (401, (), True),
    (403, (), True),
    (403, (("server", "AkamaiGHost"),), False),
    (403, (("cf-mitigated", "challenge"),), False),
    (200, (("cf-mitigated", "challenge"),), False),
    (202, (("x-amzn-waf-action", "challenge"),), False),
    (429, (), False),
    (500, (), False),
    (503, (), False),
    (304, (), False),
    (200, (("content-encoding", "zstd"),), False),
]


@pytest.mark.parametrize(("status", "headers", "allowed"), ROBOTS_ANSWERS)
def test_a_robots_file_that_cannot_be_read_closes_the_site(status: int, headers: Headers, allowed: bool) -> None:
    refusal = policy.read_robots(status, headers, b"").refuses(PAGE)
    assert (refusal is None) is allowed
    assert refusal is None or refusal.retryable


def test_a_robots_file_is_read_up_to_its_limit_by_whole_lines() -> None:
    filler = b"# " + b"x" * 97 + b"\n"
    head = b"User-agent: *\n" + filler * (policy.ROBOTS_BYTES // len(filler))
    inside = b"User-agent: *\nDisallow: /2026/\n" + head
    across = head[: policy.ROBOTS_BYTES - 14] + b"\nDisallow: /2026/only-this\n"
    assert policy.read_robots(200, (), inside).refuses(PAGE)
    assert not policy.read_robots(200, (), across[: policy.ROBOTS_BYTES]).refuses(PAGE)


PAUSES = [
    (b"", 1.0),
    (b"User-agent: *\nCrawl-delay: 5\n", 5.0),
    (b"User-agent: *\nCrawl-delay: 0.2\n", 1.0),
    (b"User-agent: *\nCrawl-delay: 600\n", 30.0),
    (b"User-agent: *\nCrawl-delay: soon\n", 1.0),
    (b"User-agent: *\nRequest-rate: 1/10s\n", 10.0),
    (b"User-agent: *\nRequest-rate: 2/1m\n", 30.0),
    (b"User-agent: *\nRequest-rate: 0/10s\n", 1.0),
    (b"User-agent: *\nRequest-rate: 1/9999h\n", 30.0),
    (b"User-agent: *\nCrawl-delay: -5\n", 1.0),
    (b"User-agent: *\nCrawl-delay: nan\n", 1.0),
    (b"User-agent: *\nCrawl-delay: inf\n", 1.0),
    (b"User-agent: *\nCrawl-delay: 99999999999999999999\n", 30.0),
    (b"User-agent: *\nCrawl-delay: 5\nRequest-rate: 1/10s\n", 10.0),
    (b"User-agent: GPTBot\nCrawl-delay: 10\n", 1.0),
]


@pytest.mark.parametrize(("body", "pause"), PAUSES)
def test_the_longer_pause_wins_up_to_a_bound(body: bytes, pause: float) -> None:
    assert policy.read_robots(200, (), body).pause(1.0) == pause


LEAST = [
    ("news.example", 1.0),
    ("slow.example", 5.0),
    ("www.paper.com", 7.0),
    ("m.paper.com", 0.2),
    ("quick.com", 0.1),
    ("web.archive.org", 2.5),
    ("archive.org", 2.5),
    ("index.commoncrawl.org", 3.0),
    ("api.gdeltproject.org", 5.0),
    ("en.wikipedia.org", 1.0),
]
TABLE = {
    "slow.example": 5,
    "paper.com": 7,
    "m.paper.com": 0.2,
    "quick.com": 0.1,
    "archive.org": 0.5,
    "commoncrawl.org": 3,
}


@pytest.mark.parametrize(("host", "pause"), LEAST)
def test_the_settings_name_the_pause_of_a_host_or_domain_but_operators_win(host: str, pause: float) -> None:
    assert policy.least_pause(host, settings=Settings(pauses=TABLE)) == pause


def test_no_pause_spares_nobody_but_those_that_the_settings_name() -> None:
    settings = Settings(pause_seconds=0, pauses=TABLE)
    assert policy.least_pause("web.archive.org", settings=Settings(pause_seconds=0)) == 0
    assert policy.least_pause("slow.example", settings=settings) == 5


def test_a_price_for_each_page_is_told() -> None:
    refusal = policy.refuse_answer(402, (("crawler-price", "USD 0.01\u202e" + "x" * 99),))
    assert refusal is not None
    assert "pay for each page (USD 0.01" in refusal.detail
    assert refusal.detail.isascii()
    assert len(refusal.detail) < 120


# status, Retry-After, domain, whether it was the last try -> how long the domain is left alone
RESTS = [
    (429, None, "paper.com", False, inf),
    (429, 5.0, "paper.com", False, None),
    (429, 5.0, "paper.com", True, inf),
    (429, 121.0, "paper.com", False, inf),
    (503, None, "paper.com", False, None),
    (503, 5.0, "paper.com", True, None),
    (503, 121.0, "paper.com", False, inf),
    (503, 60.0, "paper.com", False, None),
    (503, 60.0, "paper.com", True, inf),
    (429, None, "archive.org", False, 60.0),
    (429, 5.0, "archive.org", False, 60.0),
    (429, 300.0, "archive.org", False, 300.0),
    (503, None, "archive.org", False, None),
]


@pytest.mark.parametrize(("status", "asked", "domain", "last", "rest"), RESTS)
def test_a_domain_is_left_alone_as_long_as_it_asks(
    status: int, asked: float | None, domain: str, last: bool, rest: float | None
) -> None:
    assert policy.rest_after(status, asked, domain=domain, last=last) == rest


def test_a_site_without_rules_gets_the_least_pause() -> None:
    assert policy.Robots().pause(2.0) == 2.0


HTML = ("content-type", "text/html; charset=utf-8")
ANSWERS = [
    (200, (HTML,), None),
    (203, (HTML,), None),
    (200, (("content-type", "application/xhtml+xml"),), None),
    (200, (("content-type", "TEXT/PLAIN"),), None),
    (200, (), None),
    (200, (HTML, ("content-encoding", "GZIP, br")), None),
    (200, (HTML, ("x-datadome", "protected")), None),
    (200, (HTML, ("server", "AkamaiGHost")), None),
    (200, (("content-type", "application/pdf"),), None),
    (200, (("content-type", "application/x-pdf"),), None),
    (200, (("content-type", "application/xml"),), Access.UNSUPPORTED),
    (200, (HTML, ("transfer-encoding", "chunked")), None),
    (200, (HTML, ("transfer-encoding", "gzip, chunked")), Access.UNSUPPORTED),
    (200, (HTML, ("content-encoding", "gzip, compress")), Access.UNSUPPORTED),
    (200, (("content-type", "image/png"),), Access.UNSUPPORTED),
    (200, (HTML, ("content-encoding", "zstd")), Access.UNSUPPORTED),
    (200, (HTML, ("cf-mitigated", "challenge")), Access.BOT_WALL),
    (200, (HTML, ("cf-mitigated", "none")), None),
    (204, (), Access.UNREACHABLE),
    (202, (), Access.UNREACHABLE),
    (202, (("x-amzn-waf-action", "challenge"),), Access.BOT_WALL),
    (405, (("x-amzn-waf-action", "captcha"),), Access.BOT_WALL),
    (200, (HTML, ("x-amzn-waf-action", "count")), None),
    (403, (("x-px-block", "1"),), Access.BOT_WALL),
    (403, (("set-cookie", "_pxhd=abc; Path=/"),), Access.BOT_WALL),
    (200, (HTML, ("set-cookie", "_pxhd=abc; Path=/")), None),
    (404, (("x-px", "1"),), Access.NOT_FOUND),
    (403, (("x-iinfo", "9-1234-0 0NNN RT"),), Access.BOT_WALL),
    (200, (HTML, ("x-iinfo", "9-1234-0 0NNN RT")), None),
    (403, (("set-cookie", "incap_ses_1_2=x"),), Access.BOT_WALL),
    (403, (("set-cookie", "_Incapsula_=x"),), Access.BOT_WALL),
    (403, (("set-cookie", "session=x"),), Access.FORBIDDEN),
    (503, (("server", "AkamaiGHost"),), Access.UNREACHABLE),
    (304, (), Access.UNREACHABLE),
    (401, (), Access.FORBIDDEN),
    (401, (("x-datadome", "protected"),), Access.BOT_WALL),
    (402, (), Access.PAYWALLED),
    (402, (("crawler-price", "USD 0.01"),), Access.PAYWALLED),
    (403, (), Access.FORBIDDEN),
    (403, (("server", "AkamaiGHost"),), Access.BOT_WALL),
    (403, (("x-dd-b", "1"),), Access.BOT_WALL),
    (404, (), Access.NOT_FOUND),
    (404, (("x-datadome", "protected"),), Access.NOT_FOUND),
    (405, (), Access.FORBIDDEN),
    (406, (), Access.FORBIDDEN),
    (410, (), Access.NOT_FOUND),
    (418, (), Access.UNREACHABLE),
    (429, (), Access.RATE_LIMITED),
    (451, (), Access.FORBIDDEN),
    (500, (), Access.UNREACHABLE),
    (503, (("cf-mitigated", "challenge"),), Access.BOT_WALL),
]


@pytest.mark.parametrize(("status", "headers", "access"), ANSWERS)
def test_an_answer_is_a_page_or_says_why_not(status: int, headers: Headers, access: Access | None) -> None:
    refusal = policy.refuse_answer(status, headers)
    assert (refusal and refusal.access) == access


@pytest.mark.parametrize("name", ["content-type", "content-encoding", "transfer-encoding"])
def test_a_reason_repeats_little_of_a_long_header(name: str) -> None:
    refusal = policy.refuse_answer(200, ((name, "\xe9" * 60_000),))
    assert refusal is not None
    assert len(refusal.detail) < 400


RETRY_AFTER = [
    ("0", 0.0),
    ("120", 120.0),
    (" 7 ", 7.0),
    ("Sat, 04 Jul 2026 12:01:30 GMT", 90.0),
    ("Sat, 04 Jul 2026 12:01:30 -0000", 90.0),
    ("Sat, 04 Jul 2026 14:01:30 +0200", 90.0),
    ("Saturday, 04-Jul-26 12:01:30 GMT", 90.0),
    ("Sat, 04 Jul 2026 11:00:00 GMT", 0.0),
    ("", None),
    ("soon", None),
    ("-5", None),
    ("1.5", None),
    ("٣", None),
    ("9999999999999999999", None),
    ("Sat, 99 Jul 2026 12:01:30 GMT", None),
]


@pytest.mark.parametrize(("value", "seconds"), RETRY_AFTER)
def test_both_forms_of_retry_after_are_read(value: str, seconds: float | None) -> None:
    assert policy.read_retry_after(value, now=NOW) == seconds


@given(st.text(max_size=40))
def test_no_retry_after_makes_the_reader_fail(value: str) -> None:
    seconds = policy.read_retry_after(value, now=NOW)
    assert seconds is None or seconds >= 0


def test_each_retry_waits_longer() -> None:
    assert [policy.retry_wait(attempt, jitter=0.0) for attempt in (1, 2, 3)] == [0.5, 1.0, 2.0]
    assert policy.retry_wait(1, jitter=0.999) < 0.75


def test_the_user_agent_names_the_software_and_the_contact() -> None:
    assert policy.user_agent("desk@news.example").startswith("provenance/")
    assert policy.user_agent(" desk@news.example ").endswith(" (+desk@news.example)")
    assert policy.user_agent("").endswith(" (+no contact given)")


def test_a_contact_cannot_break_out_of_the_user_agent() -> None:
    assert policy.user_agent("a) Mozilla/5.0 (ü").endswith(" (+a? Mozilla/5.0 ??)")


@pytest.mark.parametrize(
    ("length", "more"), [("10", False), ("11", True), ("9" * 40, True), ("", False), ("x", False), ("-1", False)]
)
def test_an_announced_length_is_compared_with_the_limit(length: str, more: bool) -> None:
    assert policy.declares_more_than(10, (("content-length", length),)) is more


def test_bytes_without_a_type_are_looked_at() -> None:
    assert policy.looks_binary((), b"\x89PNG\0\0")
    assert not policy.looks_binary((), b"<p>A page")
    assert not policy.looks_binary((HTML,), b"\0")
    assert not policy.looks_binary((), b"%PDF-1.7\n\0\0")


HERE = check_url("https://news.example/a/b")
HOPS = [
    ("/c", "https://news.example/c"),
    ("c", "https://news.example/a/c"),
    ("https://other.example/", "https://other.example/"),
    ("//other.example/x", "https://other.example/x"),
    ("?page=2", "https://news.example/a/b?page=2"),
    (" /c d ", "https://news.example/c%20d"),
    ("/caf\u00c3\u00a9", "https://news.example/caf%C3%A9"),
    ("/caf\u00e9", "https://news.example/caf%C3%A9"),
    ("/\u2713", "https://news.example/%E2%9C%93"),
    ("https://other.example/#top", "https://other.example/"),
]


@pytest.mark.parametrize(("location", "url"), HOPS)
def test_a_redirect_leads_to(location: str, url: str) -> None:
    hop = next_hop(_redirect(location), seen=[HERE], limit=5, ports=WEB_PORTS)
    assert not isinstance(hop, Refusal)
    assert hop.url == url


DEAD_ENDS = [
    ("", Access.UNREACHABLE, "nowhere"),
    ("#here", Access.UNREACHABLE, "circle"),
    ("/a/b", Access.UNREACHABLE, "circle"),
    ("https://[::1/", Access.UNREACHABLE, "cannot be read"),
    ("https://[nonsense]/", Access.UNREACHABLE, "cannot be read"),
    ("http://news.example/c", Access.UNSAFE, "plain http"),
    ("https://127.0.0.1/", Access.UNSAFE, "no public address"),
    ("https://169.254.169.254/latest", Access.UNSAFE, "no public address"),
    ("file:///etc/passwd", Access.UNSAFE, "neither http nor https"),
    ("https://a:b@news.example/", Access.UNSAFE, "user name"),
    ("https://news.example:22/", Access.UNSAFE, "Port 22"),
]


@pytest.mark.parametrize(("location", "access", "words"), DEAD_ENDS)
def test_a_redirect_is_not_followed(location: str, access: Access, words: str) -> None:
    hop = next_hop(_redirect(location), seen=[HERE], limit=5, ports=WEB_PORTS)
    assert isinstance(hop, Refusal)
    assert hop.access is access
    assert words in hop.detail


def test_redirects_end_at_the_limit() -> None:
    seen = [check_url(f"https://news.example/{number}") for number in range(3)]
    assert not isinstance(next_hop(_redirect("/x"), seen=seen, limit=3, ports=WEB_PORTS), Refusal)
    hop = next_hop(_redirect("/x"), seen=seen, limit=2, ports=WEB_PORTS)
    assert isinstance(hop, Refusal)
    assert hop.detail == "more than 2 redirects"


def _redirect(location: str) -> Answer:
    return Answer(status=302, headers=(("location", location),))
