import builtins
import itertools
import tracemalloc
import warnings
from datetime import UTC, datetime, timedelta, timezone

import pytest

from provenance.extract import extract_page
from provenance.extract.pdf import MAX_LEAVES, MAX_SECONDS, extract_pdf
from provenance.model import Access, Capture, Missed, Page
from tests.support.pdfs import assemble, draw, make_bomb, make_locked, make_loop, make_nest, make_pdf

FIRST = ["The port authority of Aldvik closed the northern pier on Friday after", "a storm had damaged two cranes."]
SECOND = ["The repair cost about 90,000 crowns, the authority said, and took a", "week longer than had been planned."]


def make_capture(body, *, kind="application/pdf", headers=()):
    return Capture(
        url="https://port.example/report.pdf",
        final_url="https://port.example/report.pdf",
        redirects=(),
        status=200,
        headers=(("content-type", kind), *headers),
        fetched_at=datetime(2025, 7, 5, tzinfo=UTC),
        body=body,
    )


def read(body, **fields):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return extract_page(make_capture(body, **fields))


def test_every_leaf_is_a_part_with_its_number():
    page = read(make_pdf([FIRST, SECOND]))
    assert [part.label for part in page.parts] == ["page 1", "page 2"]
    assert [part.span.read(page.text) for part in page.parts] == [
        "The port authority of Aldvik closed the northern pier on Friday after a storm had damaged two cranes.",
        "The repair cost about 90,000 crowns, the authority said, and took a week longer than had been planned.",
    ]
    assert page.decoded_by == "pdf"
    assert not page.partial


def test_an_empty_leaf_keeps_its_number_and_is_no_part():
    page = read(make_pdf([FIRST, [], SECOND]))
    assert [part.label for part in page.parts] == ["page 1", "page 3"]


def test_words_parted_at_the_end_of_a_line_are_joined():
    page = read(
        make_pdf([["The commission pub-", "lished its Anglo-", "Norland report on the state of all harbours.", *FIRST]])
    )
    assert "published its Anglo-" in page.text


@pytest.mark.parametrize("kind", ["application/pdf", "text/plain", "application/octet-stream", ""])
def test_a_pdf_is_told_by_its_first_bytes(kind):
    assert isinstance(read(make_pdf([FIRST]), kind=kind), Page)


def test_a_pdf_is_told_by_its_media_type_when_dirt_stands_before_it():
    assert isinstance(read(b"dirt\n" + make_pdf([FIRST])), Page)


@pytest.mark.parametrize(
    ("info", "title", "authors"),
    [
        (
            "/Title (State of the harbours) /Author (Ann Example; Bo Example)",
            "State of the harbours",
            ("Ann Example", "Bo Example"),
        ),
        ("/Title (Microsoft Word - draft 3.docx) /Author (User)", None, ()),
        ("/Title (untitled) /Author (ann@example.org)", None, ()),
        ("/Title (report_final.indd)", None, ()),
        (f"/Title ({'x' * 400})", None, ()),
        ("", None, ()),
    ],
)
def test_what_a_program_filled_in_is_no_title_and_no_author(info, title, authors):
    page = read(make_pdf([FIRST], info=info))
    assert (page.title, page.authors) == (title, authors)


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("D:20250630101500+02'00'", datetime(2025, 6, 30, 10, 15, tzinfo=timezone(timedelta(hours=2)))),
        ("D:20250630101500Z", datetime(2025, 6, 30, 10, 15, tzinfo=UTC)),
        ("D:20250630", datetime(2025, 6, 30)),  # noqa: DTZ001 - the file states no zone
        ("D:20260101", None),  # after it was fetched
        ("D:19700101", None),
        ("D:20251399", None),
        ("soon", None),
    ],
)
def test_a_date_is_one_that_can_be(written, published):
    assert read(make_pdf([FIRST], info=f"/CreationDate ({written})")).published == published


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (make_locked(), "locked"),
        (make_loop(), ""),
        (make_nest(100_000), ""),
        (make_bomb(64), "larger"),
        (make_pdf([[]]), "no text"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj", "broken"),
        (b"%PDF-" + b"\xff\x00" * 4_000, ""),
        (b"%PDF-1.7\nstartxref\n99999999999999999999\n%%EOF", ""),
    ],
)
def test_a_hostile_pdf_is_missed_with_its_reason(body, says):
    missed = read(body)
    assert isinstance(missed, Missed)
    assert missed.access is Access.UNSUPPORTED
    assert says in missed.detail


def test_a_pdf_whose_table_is_broken_is_read_all_the_same():
    whole = make_pdf([FIRST, SECOND])
    start = whole.rindex(b"startxref")
    assert isinstance(read(whole[:start] + b"startxref\n7\n%%EOF"), Page)


@pytest.mark.parametrize("cut", range(0, 100, 9))
def test_no_cut_of_a_pdf_raises(cut):
    whole = make_pdf([FIRST, SECOND], info="/Title (Harbours)")
    assert isinstance(read(whole[: len(whole) * cut // 100]), Page | Missed)


@pytest.mark.parametrize("place", range(15, 900, 37))
def test_no_dirt_in_a_pdf_raises(place):
    whole = bytearray(make_pdf([FIRST, SECOND], info="/Title (Harbours)"))
    whole[place : place + 3] = b"\x00<<"
    assert isinstance(read(bytes(whole)), Page | Missed)


def test_the_silence_of_a_pdf_with_more_leaves_proves_nothing():
    page = read(make_pdf([["A leaf that says the same as all the others do here."]] * (MAX_LEAVES + 2)))
    assert len(page.parts) == MAX_LEAVES
    assert page.partial


def test_reading_stops_when_its_time_is_up():
    pages = make_capture(make_pdf([FIRST, SECOND, SECOND]))
    slow = itertools.count(step=MAX_SECONDS / 20)
    page = extract_pdf(pages, seconds=lambda: next(slow))
    assert page.partial
    assert "page 1" in [part.label for part in page.parts]
    slower = itertools.count(step=MAX_SECONDS)
    assert "larger" in extract_pdf(pages, seconds=lambda: next(slower)).detail


def test_a_bomb_takes_no_memory():
    bomb = make_bomb(128)
    read(make_pdf([FIRST]))
    tracemalloc.start()
    try:
        read(bomb)
        assert tracemalloc.get_traced_memory()[1] < 60 * 2**20
    finally:
        tracemalloc.stop()


def test_a_drawing_without_end_is_given_up():
    endless = b"BT /F1 11 Tf\n" + b"(a) Tj T*\n" * 400_000 + b"ET"
    assert isinstance(read(assemble([endless])), Missed)
    assert isinstance(read(assemble([draw(FIRST)])), Page)


def test_without_the_extra_the_reader_is_told_what_to_install(monkeypatch):
    real = builtins.__import__

    def refuse(name, *rest, **options):
        if name.partition(".")[0] == "pypdf":
            raise ImportError(name)
        return real(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", refuse)
    missed = extract_page(make_capture(make_pdf([FIRST])))
    assert missed.access is Access.UNSUPPORTED
    assert "pip install 'provenance[pdf]'" in missed.detail


def test_a_stand_in_pdf_says_so():
    assert read(make_pdf([FIRST]), headers=(("x-stand-in", "provenance"),)).stand_in
