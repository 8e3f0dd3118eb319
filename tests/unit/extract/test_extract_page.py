from dataclasses import replace
from datetime import UTC, datetime

import pytest

from provenance.extract import extract_page, extractor_version
from provenance.model import Access, Capture, Missed, Page

PARAGRAPH = (
    "<p>The air force counted 539 drones and 11 missiles in one night, and said that most of the drones were aimed at "
    "the capital, where rescue workers searched damaged houses until the morning of the next day.</p>"
)
DISTRICTS = "".join(
    f"<p>In the {name} district the fire brigade was called to several houses, and people who had spent the night in "
    "the metro came home to broken windows and a street full of glass and plaster.</p>"
    for name in ("first", "second", "third", "fourth", "fifth", "sixth")
)


def make_capture(body, *, content_type="text/html; charset=utf-8", url="https://apnews.com/article/x", headers=()):
    return Capture(
        url=url,
        final_url=url,
        redirects=(),
        status=200,
        headers=(("content-type", content_type), *headers),
        fetched_at=datetime(2025, 7, 5, tzinfo=UTC),
        body=body if isinstance(body, bytes) else body.encode(),
    )


def make_html(main, *, head="", title="A headline"):
    return f"<!doctype html><html lang='en-GB'><head><title>{title}</title>{head}</head><body>{main}</body></html>"


ARTICLE = (
    f"<nav><a href='/'>Home</a></nav><article><h1>A headline</h1>{PARAGRAPH}{DISTRICTS}</article><footer>About</footer>"
)


def test_the_main_text_leaves_navigation_out():
    page = extract_page(make_capture(make_html(ARTICLE)))
    assert isinstance(page, Page)
    assert "539 drones" in page.text
    assert "Home" not in page.text
    assert "About" not in page.text


def test_a_page_that_calls_itself_xml_is_read():
    declared = f'<?xml version="1.0" encoding="iso-8859-1"?>{make_html(ARTICLE)}'
    assert "539 drones" in extract_page(make_capture(declared, content_type="application/xhtml+xml")).text


def test_blocks_are_the_lines_of_the_text():
    page = extract_page(make_capture(make_html(ARTICLE)))
    assert [block.read(page.text) for block in page.blocks] == page.text.split("\n")


def test_a_page_is_tied_to_the_bytes_it_was_read_from():
    capture = make_capture(make_html(ARTICLE))
    assert extract_page(capture).capture == capture.sha256


def test_a_stand_in_page_says_so_by_header_or_by_meta():
    by_header = extract_page(make_capture(make_html(ARTICLE), headers=(("x-stand-in", "provenance"),)))
    by_meta = extract_page(make_capture(make_html(ARTICLE, head="<meta name=x-stand-in content=provenance>")))
    neither = extract_page(make_capture(make_html(ARTICLE)))
    assert (by_header.stand_in, by_meta.stand_in, neither.stand_in) == (True, True, False)


def test_a_correction_is_marked():
    corrected = ARTICLE.replace("</article>", "<p>Correction: an earlier version gave another number.</p></article>")
    page = extract_page(make_capture(make_html(corrected)))
    assert [span.read(page.text) for span in page.corrections] == [
        "Correction: an earlier version gave another number."
    ]


def test_plain_text_is_taken_as_it_is():
    page = extract_page(make_capture("One.\r\n\r\nTwo.\r\n", content_type="text/plain"))
    assert page.text == "One.\n\nTwo.\n"
    assert [block.read(page.text) for block in page.blocks] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("body", "access", "says"),
    [
        (make_html("<p>Wait</p>", title="Just a moment..."), Access.BOT_WALL, "human"),
        (make_html("<p>x</p>", title="apnews.com"), Access.BOT_WALL, "nothing but the name"),
        (make_html("<p>x</p>", title="Access Denied"), Access.BOT_WALL, "Access Denied"),
        (make_html("<p>x</p>", title="Page not found | AP"), Access.NOT_FOUND, "does not exist"),
        (make_html("<p>x</p>", title="Log in"), Access.PAYWALLED, "sign in"),
        (make_html("<p>Subscribe to continue reading</p>"), Access.PAYWALLED, "subscribe"),
        (make_html("<p>We and our partners use cookies. Accept all?</p>"), Access.CONSENT_WALL, "consent"),
        (make_html("<div id=root></div><script>start()</script>"), Access.UNSUPPORTED, "JavaScript"),
        (make_html(""), Access.UNSUPPORTED, "no article text"),
        (make_html(f"<article><p>{'Brief. ' * 5}</p></article>"), Access.UNSUPPORTED, "characters of article text"),
        (b"", Access.UNSUPPORTED, "no article text"),
        (b"\x00\x01\x02", Access.UNSUPPORTED, "binary"),
        (make_html("<p>x</p>", title="404 | \x1b[31mred"), Access.NOT_FOUND, "“404 | [31mred”"),
        ("https://apnews.com/article/x", Access.UNSUPPORTED, "characters of article text"),
    ],
)
def test_a_wall_or_an_empty_page_is_missed_with_its_reason(body, access, says):
    missed = extract_page(make_capture(body))
    assert isinstance(missed, Missed)
    assert missed.access is access
    assert says in missed.detail


def test_an_empty_text_file_is_missed():
    assert extract_page(make_capture(" \n", content_type="text/plain")).access is Access.UNSUPPORTED


def test_a_consent_address_is_a_wall():
    missed = extract_page(make_capture(make_html("<p>x</p>"), url="https://consent.yahoo.com/v2/collect"))
    assert missed.access is Access.CONSENT_WALL


def test_a_long_consent_form_is_a_wall():
    form = "".join(
        f"<p>We and our partners (number {n}) use cookies to measure advertising, and ask for your consent.</p>"
        for n in range(20)
    )
    assert extract_page(make_capture(make_html(form))).access is Access.CONSENT_WALL
    assert isinstance(extract_page(make_capture(make_html(ARTICLE.replace("</h1>", f"</h1>{form[:300]}")))), Page)


def test_a_paywall_with_hardly_any_text_is_missed():
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'
    missed = extract_page(make_capture(make_html(f"<article>{PARAGRAPH}</article>", head=head)))
    assert missed.access is Access.PAYWALLED


def test_a_paywall_with_a_visible_part_is_read_as_partial():
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    page = extract_page(make_capture(make_html(ARTICLE, head=head)))
    assert page.partial


def test_a_page_that_shows_under_half_of_its_words_is_partial():
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "wordCount": 4000}</script>'
    assert extract_page(make_capture(make_html(ARTICLE, head=head))).partial


def test_a_long_article_about_walls_is_no_wall():
    about = ARTICLE.replace("</article>", "<p>Subscribe to continue reading, the banner says.</p></article>")
    assert isinstance(extract_page(make_capture(make_html(about, title="Access denied to inspectors"))), Page)


def test_the_version_names_the_revision_and_the_library():
    version = extractor_version()
    assert version.startswith("5.")
    assert "/trafilatura " in version
    assert "/pypdf " in version


def test_a_page_without_a_media_type_is_html_when_it_begins_so():
    page = extract_page(make_capture(make_html(ARTICLE), content_type=""))
    assert page.title == "A headline"
    assert "<p>" not in page.text
    assert extract_page(make_capture("Five < six, he said.", content_type="")).text == "Five < six, he said."


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be", "utf-8"])
def test_a_document_that_is_called_plain_text_is_read_as_a_document(charset):
    page = extract_page(make_capture(make_html(ARTICLE).encode(charset), content_type="text/plain"))
    assert page.title == "A headline"
    assert "<p>" not in page.text
    assert "539 drones" in page.text


def test_text_about_markup_stays_text():
    page = extract_page(make_capture("Write <html> first, then <body>.", content_type="text/plain"))
    assert page.text.startswith("Write <html>")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        (b"{\\rtf1\\ansi The council}", "RTF"),
        (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n", "MHTML"),
        (b"PK\x03\x04 mimetype", "binary"),
    ],
)
def test_a_file_of_another_kind_is_no_plain_text(body, says):
    missed = extract_page(make_capture(body, content_type="text/plain"))
    assert missed.access is Access.UNSUPPORTED
    assert says in missed.detail


@pytest.mark.parametrize(
    ("main", "says"),
    [("<br>" * 200_000, "120,000 tags"), (f"<p {' '.join(f'a{n}' for n in range(300))}>x</p>", "256 attributes")],
)
def test_markup_that_would_take_minutes_is_not_parsed(main, says):
    assert says in extract_page(make_capture(make_html(main))).detail


@pytest.mark.parametrize(
    ("asked", "final", "missed"),
    [
        ("https://apnews.com/article/x", "https://apnews.com/", True),
        ("https://apnews.com/article/x", "https://apnews.com", True),
        ("https://apnews.com/article/x", "https://apnews.com/?p=12", False),
        ("https://apnews.com/article/x", "https://apnews.com/news/x", False),
        ("https://apnews.com/", "https://www.apnews.com/", False),
    ],
)
def test_a_site_that_leads_to_its_front_page_has_lost_the_page(asked, final, missed):
    outcome = extract_page(replace(make_capture(make_html(ARTICLE), url=asked), final_url=final))
    assert isinstance(outcome, Missed) is missed
    assert not missed or outcome.access is Access.NOT_FOUND


def test_a_lost_page_with_a_long_text_is_missed_unless_it_says_that_it_is_an_article():
    lost = make_html(ARTICLE, title="Page not found | AP")
    assert extract_page(make_capture(lost)).access is Access.NOT_FOUND
    article = make_html(ARTICLE, title="Page not found", head="<meta property=og:type content=article>")
    assert isinstance(extract_page(make_capture(article)), Page)
