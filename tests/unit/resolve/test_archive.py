"""An archived copy is one of the very page that was asked for, and the nearest to the day."""

from datetime import UTC, datetime

import pytest

from provenance.model import Access, Missed, Wanted
from provenance.resolve import ArchivedCopy, find_copy
from tests.support.searches import DAY, Web

URL = "https://apnews.com/article/x?id=1"
STAMP = "20240705060708"
TAKEN = datetime(2024, 7, 5, 6, 7, 8, tzinfo=UTC)


def closest(url=URL, *, stamp=STAMP, status="200", available=True):
    copy = {"url": f"http://web.archive.org/web/{stamp}/{url}", "timestamp": stamp, "status": status}
    return {"url": URL, "archived_snapshots": {"closest": {**copy, "available": available}}}


def test_the_copy_is_read_as_the_site_sent_it():
    web = Web({"wayback/available": closest()})
    copy = find_copy(URL, day=DAY, fetch=web.fetch)
    assert copy == ArchivedCopy(url=f"https://web.archive.org/web/{STAMP}id_/{URL}", taken_at=TAKEN)
    assert web.asked == [
        "https://archive.org/wayback/available?url=https%3A%2F%2Fapnews.com%2Farticle%2Fx%3Fid%3D1&timestamp=20240704"
    ]
    assert web.wanted == [Wanted.SERVICE]


@pytest.mark.parametrize(
    "spelling",
    [
        "http://apnews.com/article/x?id=1",
        "https://www.apnews.com:443/article/x?id=1",
        "https://APNEWS.com/article/x/?id=1",
    ],
)
def test_another_spelling_of_the_address_is_the_same_page(spelling):
    assert isinstance(find_copy(URL, day=DAY, fetch=Web({"available": closest(spelling)}).fetch), ArchivedCopy)


@pytest.mark.parametrize(
    "answer",
    [
        closest("https://apnews.com/article/y?id=1"),
        closest("https://apnews.com/article/x?id=2"),
        closest("https://evil.example/article/x?id=1"),
        closest(status="404"),
        closest(available=False),
        closest(stamp="2024"),
        closest(stamp="99999999999999"),
        {"archived_snapshots": {}},
        {
            "archived_snapshots": {
                "closest": {"url": "https://evil.example/web/20240705060708/" + URL, "status": "200", "available": True}
            }
        },
        {"archived_snapshots": {"closest": ["x"]}},
    ],
)
def test_what_is_no_copy_of_the_page_is_none(answer):
    web = Web({"available": answer})
    copy = find_copy(URL, day=DAY, fetch=web.fetch)
    assert copy == Missed(url=URL, access=Access.NOT_FOUND, detail="the Internet Archive has no copy")
    assert len(web.asked) == 1


@pytest.mark.parametrize(
    "failure", [Access.UNREACHABLE, Access.TIMED_OUT, b"<html>busy", b"[]", b'{"archived_snapshots": 1}']
)
def test_the_index_is_asked_when_the_quick_answer_fails(failure):
    rows = [
        ["original", "timestamp"],
        ["https://apnews.com/article/other", "20240704120000"],
        ["http://apnews.com/article/x?id=1", "20240601000000"],
        ["https://apnews.com/article/x?id=1", STAMP],
    ]
    web = Web({"available": failure, "/cdx/": rows})
    copy = find_copy(URL, day=DAY, fetch=web.fetch)
    assert copy == ArchivedCopy(url=f"https://web.archive.org/web/{STAMP}id_/{URL}", taken_at=TAKEN)
    assert "closest=20240704&sort=closest&limit=5" in web.asked[1]


def test_without_a_day_the_newest_copy_is_taken():
    rows = [["original", "timestamp"], [URL, STAMP], [URL, "20250101000000"], [URL, "20240101000000"]]
    web = Web({"available": Access.UNREACHABLE, "/cdx/": rows})
    assert find_copy(URL, day=None, fetch=web.fetch).taken_at.year == 2025
    assert "timestamp=" not in web.asked[0]
    assert "limit=-5" in web.asked[1]


def test_an_archive_that_has_had_enough_is_not_asked_again():
    web = Web({"available": Access.RATE_LIMITED})
    copy = find_copy(URL, day=DAY, fetch=web.fetch)
    assert (copy.access, len(web.asked)) == (Access.RATE_LIMITED, 1)
    assert copy.detail == "the archive could not be asked: the reason is rate_limited"


@pytest.mark.parametrize("failure", [Access.UNREACHABLE, b"<html>"])
def test_an_archive_out_of_order_has_not_said_that_there_is_no_copy(failure):
    copy = find_copy(URL, day=DAY, fetch=Web({"available": Access.UNREACHABLE, "/cdx/": failure}).fetch)
    assert copy.access is not Access.NOT_FOUND
    assert copy.detail.startswith("the archive could not be asked: ")
