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


RUNNING = tuple(f"“{words} and none of us in this city will forget the hours of that night." for words in WIRE)
COUNTED = tuple(
    f"{town} {' '.join(str(at * 17 + step) for step in range(20))}" for at, town in enumerate(OWN[0].split())
)


@pytest.mark.parametrize(
    "shared",
    [(*RUNNING[:-1], f"{RUNNING[-1]}”"), COUNTED],
    ids=["a quotation over several paragraphs", "a table of figures"],
)
def test_what_both_were_given_is_not_their_own(shared):
    assert ties(page("one.org", OWN[0], *shared), page("two.org", OWN[1], *shared)) == []


def test_paragraphs_that_open_a_quotation_and_never_close_it_are_compared():
    assert len(ties(page("one.org", *RUNNING), page("two.org", *RUNNING, *OWN))) == 1


AP = (f"LEEDS (AP) — {WIRE[0]}", *WIRE[1:])
AFP = (f"LEEDS (AFP) — {OWN[0]}", *OWN[1:])


@pytest.mark.parametrize(
    "between",
    [
        (page("yahoo.com", *AP), page("yahoo.com", *AFP, url="https://news.yahoo.com/other")),
        (page("one.org", *AP), page("one.org", *AFP, url="https://one.org/other")),
        (page("one.org", *WIRE, *OWN),),
        (page("one.org", *OWN, *WIRE, "With inputs from AP and AFP"),),
    ],
    ids=["a portal", "a paper", "both in one", "parts of both"],
)
def test_what_stands_between_two_agencies_does_not_make_them_one(between):
    pages = (page("apnews.com", *WIRE), *between, page("afp.com", *OWN))
    for ordered in permutations(pages):
        groups = trace_sources(ordered).groups
        assert len(groups) == 2
        assert not any({"apnews.com", "afp.com"} <= set(group.names) for group in groups)


def test_one_text_under_two_agencies_is_one_source():
    pages = (page("one.org", *AP), page("two.org", f"LEEDS (AFP) — {WIRE[0]}", *WIRE[1:]))
    assert [tie.kind for tie in ties(*pages)] == [TieKind.SAME_TEXT]


def test_an_agencys_report_and_the_papers_own_are_two_though_one_paper_prints_both():
    pages = (
        page("one.org", *AP),
        page("one.org", *OWN, url="https://one.org/own"),
        page("apnews.com", *WIRE),
        page("two.org", "Nobody in the valley had heard a siren since the spring, and nobody wished to."),
    )
    lineage = trace_sources(pages)
    assert (lineage.sources, lineage.independent) == (3, 3)
    assert [group.names for group in lineage.groups] == [("one.org", "apnews.com"), ("one.org",), ("two.org",)]


@pytest.mark.parametrize("seed", range(40))
def test_the_order_of_pages_changes_no_group(seed):
    chance = random.Random(seed)
    texts = (*WIRE, *OWN, AP[0], AFP[0], "By Reuters", STATEMENT, "The Associated Press contributed to this report.")
    hosts = ("one.org", "two.org", "apnews.com", "afp.com", "yahoo.com")
    pages = []
    for at in range(5):
        host = chance.choice(hosts)
        pages.append(page(host, *chance.sample(texts, chance.randint(2, 9)), url=f"https://{host}/{at}"))
    found = set()
    for _ in range(4):
        chance.shuffle(pages)
        found.add(frozenset(frozenset(one.url for one in group.pages) for group in trace_sources(tuple(pages)).groups))
    assert len(found) == 1


def test_there_are_never_more_independent_sources_than_names():
    lineage = trace_sources((page("one.org", *AP), page("one.org", *AFP, url="https://one.org/other")))
    assert (lineage.sources, lineage.independent, len(lineage.groups)) == (1, 1, 2)


def test_an_archives_copy_counts_as_the_site_it_was_made_of():
    copy = page("web.archive.org", *OWN, url="https://web.archive.org/web/20250503/https://www.one.org/story")
    other = page("web.archive.org", *WIRE, url="https://web.archive.org/web/20250503/https://two.org/story")
    lineage = trace_sources((copy, page("one.org", "Nobody in the valley slept."), other))
    assert [group.names for group in lineage.groups] == [("one.org",), ("two.org",)]


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
        (
            page("x.com", *WIRE, url="https://x.com/Ann/status/1"),
            page("x.com", *OWN, url="https://x.com/ann/status/2"),
            TieKind.PUBLISHER,
        ),
        (
            page("youtube.com", *WIRE, url="https://www.youtube.com/watch?v=1"),
            page("youtube.com", *OWN, url="https://www.youtube.com/watch?v=2"),
            TieKind.PUBLISHER,
        ),
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
        (page("x.com", *WIRE, url="https://x.com/ann/status/1"), page("x.com", *OWN, url="https://x.com/ben/status/2")),
        (page("", *WIRE, url="https://youtube.com/@ann/a"), page("", *OWN, url="https://www.youtube.com/c/ben/b")),
        (page("", *WIRE, url="https://archive.ph/aaaa"), page("", *OWN, url="https://archive.ph/bbbb")),
    ],
    ids=[
        "its own address", "two tenants", "two agencies", "a part by an agency", "a picture by an agency",
        "two accounts", "two channels", "two copies in an archive",
    ],
)  # fmt: skip
def test_what_does_not_make_two_pages_one_source(first, second):
    assert ties(first, second) == []


def test_a_shared_part_counts_where_both_credit_an_agency_with_one():
    credit = "The Associated Press contributed to this report."
    first = (*WIRE, *(" ".join(chr(97 + at) + word for word in OWN[0].split()) for at in range(13)))
    second = (*WIRE, *(" ".join(chr(97 + at) + word for word in OWN[1].split()) for at in range(13)))
    assert ties(page("one.org", *first), page("two.org", *second)) == []
    for pages in permutations((page("apnews.com", *first), page("two.org", *second, credit))):
        (tie,) = ties(*pages)
        assert "both credit Associated Press" in tie.reason


def test_the_caller_may_say_who_publishes_what():
    pages = (page("one.org", *WIRE), page("two.net", *OWN))
    assert trace_sources(pages, name_publisher=lambda url: "The One").independent == 1


def test_pages_without_an_address_are_not_one_publisher():
    pages = (page("x", *WIRE, url=""), page("x", *OWN, url=""))
    lineage = trace_sources(pages)
    assert (lineage.sources, lineage.independent) == (2, 2)


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
