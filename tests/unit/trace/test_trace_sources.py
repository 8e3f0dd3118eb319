"""Which pages are one source: the same text under several names, one publisher, one agency; and which are not."""

import random
import time
from itertools import permutations

import pytest
from traced_pages import FURNITURE, OWN, STATEMENT, WIRE, page

from provenance.model import Lineage, TieKind
from provenance.model.codec import decode_record, encode_record
from provenance.trace import trace_sources


def ties(*pages):
    return [tie for group in trace_sources(pages).groups for tie in group.ties]


def changed(paragraphs, *, every):
    """The paragraphs with every so-manieth word another one."""
    words = [paragraph.split() for paragraph in paragraphs]
    return [" ".join("however" if at % every == 3 else word for at, word in enumerate(line)) for line in words]


@pytest.mark.parametrize(
    "copy",
    [
        (*WIRE, "More on this soon."),
        WIRE[:2],
        WIRE[::-1],
        (*OWN[:2], *WIRE, *OWN[2:]),
        changed(WIRE, every=12),
        [paragraph.upper() for paragraph in WIRE],
        [paragraph.replace(" ", "  ").replace("said", "said,") for paragraph in WIRE],
        [" ".join(WIRE)],
    ],
    ids=["whole", "trimmed", "other order", "added to", "words changed", "capitals", "punctuation", "one paragraph"],
)
def test_a_copy_under_another_name_is_the_same_source(copy):
    (tie,) = ties(page("one.org", *WIRE), page("two.org", *copy))
    assert tie.kind is TieKind.SAME_TEXT
    assert "one.org and two.org share" in tie.reason
    assert tie.quote is not None
    assert tie.quote.span.read("\n".join(WIRE)) == tie.quote.exact != ""


def test_the_same_bytes_under_two_names_are_one_source():
    (tie,) = ties(page("one.org", "Nine lines stood still."), page("two.org", "Nine lines stood still."))
    assert tie.reason == "one.org and two.org gave the same bytes."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (WIRE, OWN),
        ((*WIRE, STATEMENT), (*OWN, STATEMENT)),
        ((STATEMENT, WIRE[0]), (STATEMENT, OWN[0])),
        ((*WIRE[:2], *FURNITURE), (*OWN[:2], *FURNITURE)),
        ((STATEMENT,), (STATEMENT, *OWN)),
        (("Nine lines stood still on Friday.",), ("Nine lines stood still on Friday, she said.", *OWN)),
        (("word " * 100_000,), (*OWN, "word " * 20)),
        ((), OWN),
    ],
    ids=[
        "two reports", "the same statement", "mostly the statement", "the same cookie texts", "the statement alone",
        "one short sentence", "one word", "empty",
    ],
)  # fmt: skip
def test_reports_written_apart_are_two_sources(first, second):
    assert trace_sources((page("one.org", *first), page("two.org", *second))).independent == 2


def test_six_names_and_two_texts_are_two_sources():
    hosts = ("one.org", "two.org", "three.org", "four.org")
    pages = (*(page(host, *WIRE) for host in hosts), page("five.org", *OWN), page("six.org", *OWN[:3]))
    lineage = trace_sources(pages)
    assert (lineage.sources, lineage.independent) == (6, 2)
    assert [group.names for group in lineage.groups] == [hosts, ("five.org", "six.org")]


def test_ties_reach_through_and_the_order_of_pages_changes_no_count():
    halves = (page("one.org", *WIRE[:2]), page("two.org", *WIRE), page("three.org", *WIRE[2:]), page("four.org", *OWN))
    assert {trace_sources(pages).independent for pages in permutations(halves)} == {2}


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (page("news.one.org", *WIRE), page("www.one.org", *OWN), TieKind.PUBLISHER),
        (page("one.org", *WIRE, canonical_url="https://two.org/x"), page("two.org", *OWN), TieKind.ORIGINAL),
        (page("one.org", *WIRE, syndicated_from="https://www.two.org/x"), page("two.org", *OWN), TieKind.ORIGINAL),
        (
            page("one.org", *WIRE, canonical_url="https://three.org/x"),
            page("two.org", *OWN, canonical_url="https://three.org/y"),
            TieKind.ORIGINAL,
        ),
        (page("one.org", f"LEEDS (AP) — {WIRE[0]}"), page("two.org", f"(AP) - {OWN[0]}"), TieKind.CREDIT),
        (page("one.org", f"LEEDS (AP) — {WIRE[0]}"), page("apnews.com", *OWN), TieKind.CREDIT),
        (page("one.org", *WIRE, authors=("Reuters",)), page("reuters.com", *OWN), TieKind.CREDIT),
    ],
)
def test_what_else_makes_two_pages_one_source(first, second, kind):
    for pages in ((first, second), (second, first)):
        (tie,) = ties(*pages)
        assert tie.kind is kind
        assert {tie.first, tie.second} == {first.url, second.url}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (page("one.org", *WIRE, canonical_url="https://www.one.org/x"), page("two.org", *OWN)),
        (page("one.github.io", *WIRE), page("two.github.io", *OWN)),
        (page("one.org", f"LEEDS (AP) — {WIRE[0]}"), page("two.org", f"LEEDS (AFP) — {OWN[0]}")),
        (
            page("one.org", *WIRE, "The Associated Press contributed to this report."),
            page("two.org", *OWN, "The Associated Press contributed to this report."),
        ),
        (page("one.org", *WIRE, "AFP"), page("two.org", *OWN, "AFP")),
    ],
    ids=["its own address", "two tenants", "two agencies", "a part by an agency", "a picture by an agency"],
)
def test_what_does_not_make_two_pages_one_source(first, second):
    assert ties(first, second) == []


def test_a_shared_part_counts_where_both_credit_an_agency_with_one():
    credit = "The Associated Press contributed to this report."
    first = (*WIRE, *(" ".join(chr(97 + at) + word for word in OWN[0].split()) for at in range(13)))
    second = (*WIRE, *(" ".join(chr(97 + at) + word for word in OWN[1].split()) for at in range(13)))
    assert ties(page("one.org", *first), page("two.org", *second)) == []
    (tie,) = ties(page("one.org", *first, credit), page("two.org", *second, credit))
    assert "both credit Associated Press" in tie.reason


def test_the_caller_may_say_who_publishes_what():
    pages = (page("one.org", *WIRE), page("two.net", *OWN))
    assert trace_sources(pages, name_publisher=lambda url: "The One").independent == 1


def test_pages_without_an_address_are_not_one_publisher():
    pages = (page("x", *WIRE, url=""), page("x", *OWN, url=""))
    assert trace_sources(pages).independent == 2


def test_many_copies_are_one_source_in_little_time():
    pages = tuple(page(f"site{at}.org", *WIRE, f"Copy {at}.", *OWN) for at in range(400))
    start = time.process_time()
    assert trace_sources(pages).independent == 1
    assert time.process_time() - start < 10


def test_nothing_comes_of_nothing():
    assert trace_sources(()) == Lineage()


def test_a_lineage_survives_json():
    lineage = trace_sources((page("one.org", *WIRE), page("two.org", *WIRE), page("three.org", *OWN)))
    assert decode_record(encode_record(lineage), Lineage) == lineage


@pytest.mark.parametrize(
    "text",
    ["word " * 200_000, "(AP) " * 50_000, "“" * 200_000, "a\n" * 100_000, "Reporting by " * 40_000, "told " * 100_000],
    ids=["words", "credits", "quotation marks", "lines", "sign-offs", "said"],
)
def test_long_hostile_pages_take_little_time(text):
    start = time.process_time()
    trace_sources((page("one.org", text), page("two.org", text[1:]), page("three.org", *OWN)))
    assert time.process_time() - start < 5


def test_fifty_pages_take_little_time():
    chance = random.Random(5)
    words = [f"w{number}" for number in range(3_000)]
    texts = [" ".join(chance.choices(words, k=12)) + "." for _ in range(50 * 80)]
    pages = tuple(page(f"site{at}.org", *texts[at * 80 : at * 80 + 80]) for at in range(50))
    start = time.process_time()
    assert trace_sources(pages).independent == 50
    assert time.process_time() - start < 5
