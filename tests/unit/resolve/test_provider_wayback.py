"""The archive's list of a domain is asked for once, without a word of the claim, and ranked here."""

import json

import pytest

from provenance.model import Access, Wanted
from provenance.resolve.cdx import read_captures
from provenance.resolve.providers.wayback import MOST_PARTS, WaybackProvider
from tests.support.searches import Web, addresses, make_query

HEADER = ["original", "timestamp"]
PAGE = "https://apnews.com/article/beryl-jamaica-clarendon-0123456789abcdef0123456789abcdef"
OTHER = "https://apnews.com/article/wimbledon-tennis-final"


def listing(*urls, key=None):
    rows = [HEADER, *([url, "20240704101112"] for url in urls)]
    return rows if key is None else [*rows, [], [key]]


def find(table, **query):
    web = Web(table)
    return WaybackProvider(web.context()).find_pages(make_query("apnews.com", **query)), web


def test_what_was_captured_in_the_window_is_ranked():
    found, web = find({"/cdx/": listing(OTHER, PAGE)})
    assert addresses(found) == [PAGE]
    assert found.candidates[0].reason.startswith("archived in those days; ")
    assert (found.looked_at, found.stopped) == (2, "")
    assert web.wanted == [Wanted.SERVICE]
    assert web.asked == [
        (
            "https://web.archive.org/cdx/search/cdx?url=apnews.com&matchType=domain&from=20240701&to=20240707"
            "&collapse=urlkey&fl=original%2Ctimestamp&output=json&limit=5000&showResumeKey=true"
            "&filter=statuscode:200&filter=mimetype:text/html"
        )
    ]


def test_no_word_of_the_claim_is_sent():
    _, web = find({"/cdx/": listing(PAGE, key="com%2Capnews%29%2Fa+20240704101112%21")})
    sent = " ".join(web.asked).lower()
    assert not any(word in sent for word in ("beryl", "jamaica", "clarendon", "hurricane", "landfall"))


def test_the_resume_key_is_followed():
    found, web = find(
        {
            "resumeKey=com%2Capnews%29%2Fb%20": listing(PAGE),
            "/cdx/": listing(OTHER, key="com%2Capnews%29%2Fb+20240704101112%21"),
        }
    )
    assert (len(web.asked), found.looked_at, addresses(found)) == (2, 2, [PAGE])
    assert web.asked[1] == web.asked[0] + "&resumeKey=com%2Capnews%29%2Fb%2020240704101112%21"


def test_a_list_without_end_is_left_after_a_few_parts():
    parts = {f"resumeKey=key{number}": listing(PAGE, key=f"key{number + 1}") for number in range(9, -1, -1)}
    found, web = find({**parts, "/cdx/": listing(OTHER, key="key0")})
    assert len(web.asked) == MOST_PARTS
    assert found.stopped == "the archive's list is longer than the 20,000 addresses that are looked at"
    assert (addresses(found), found.looked_at) == ([PAGE], 2)


def test_a_key_that_comes_again_ends_the_list():
    found, web = find({"/cdx/": listing(PAGE, key="same")})
    assert (len(web.asked), found.stopped) == (2, "")


def test_claims_of_one_source_share_the_list():
    web = Web({"/cdx/": listing(PAGE)})
    provider = WaybackProvider(web.context())
    assert [provider.find_pages(make_query("apnews.com")).looked_at for _ in range(3)] == [1, 1, 1]
    assert len(web.asked) == 1


def test_without_a_date_nothing_is_asked():
    found, web = find({}, published=None)
    assert web.asked == []
    assert "date is not known" in found.stopped


@pytest.mark.parametrize(
    ("answer", "stopped"),
    [
        ([], "the archive lists no page of those days"),
        (b"", "the archive lists no page of those days"),
        ([HEADER], "the archive lists no page of those days"),
        (b"<html>overloaded", "the archive's answer could not be read"),
        ({"error": 1}, "the archive's answer could not be read"),
        ([["a", "b"]], "the archive's answer could not be read"),
        (b"[" * 50_000, "the archive's answer could not be read"),
        (Access.RATE_LIMITED, "the archive gave no list: the reason is rate_limited"),
    ],
)
def test_an_answer_without_pages_says_why(answer, stopped):
    found, web = find({"/cdx/": answer})
    assert (found.candidates, found.looked_at, found.stopped, len(web.asked)) == ((), 0, stopped, 1)


def test_what_came_before_a_failure_is_kept():
    found, _ = find({"resumeKey": Access.TIMED_OUT, "/cdx/": listing(PAGE, key="next")})
    assert (addresses(found), found.stopped) == ([PAGE], "the archive gave no more: the reason is timed_out")


@pytest.mark.parametrize(
    "row",
    [[], 7, None, {}, ["https://apnews.com/x"], [PAGE, 20240704101112], [7, "20240704101112"], [PAGE, "2024"]],
)
def test_a_broken_row_costs_itself_or_ends_the_list(row):
    body = json.dumps([HEADER, [OTHER, "20240704101112"], row]).encode()
    part = read_captures(body)
    assert part is not None
    assert [captured.original for captured in part.captures] == [OTHER]
    assert part.resume_key == ""


@pytest.mark.parametrize(
    "url",
    ["https://evil.example/beryl-jamaica", "http://127.0.0.1/beryl-jamaica", "x", "ftp://apnews.com/beryl-jamaica"],
)
def test_an_address_elsewhere_is_left_out(url):
    found, _ = find({"/cdx/": listing(url, PAGE)})
    assert (addresses(found), found.looked_at) == ([PAGE], 1)


def test_one_page_under_two_spellings_is_one():
    found, _ = find(
        {
            "/cdx/": listing(
                "https://APNEWS.com:443/article/beryl-jamaica?utm_source=x", "https://apnews.com/article/beryl-jamaica"
            )
        }
    )
    assert addresses(found) == ["https://apnews.com/article/beryl-jamaica"]


def test_the_key_stands_behind_an_empty_row():
    assert read_captures(json.dumps(listing(PAGE, key="org%2Ca%29%2F+2024%21")).encode()).resume_key == "org,a)/ 2024!"
    for broken in ([7], [], ["a", "b"], "a", ["k" * 5_000]):
        assert read_captures(json.dumps([*listing(PAGE), [], broken]).encode()).resume_key == ""


def test_without_a_date_the_day_that_the_claim_names_is_looked_for():
    text = "Hurricane Beryl made landfall in Jamaica on July 4, 2024, and killed four people in Clarendon."
    found, web = find({"/cdx/": listing(PAGE)}, published=None, text=text)
    assert addresses(found) == [PAGE]
    assert "from=20240701&to=20240707" in web.asked[0]
