from datetime import UTC, datetime

import pytest

from provenance.errors import InputError, SettingsError
from provenance.model import Claim, Source, Span
from provenance.resolve import SourceList, attach_file, read_source_list

NOW = datetime(2025, 7, 5, tzinfo=UTC)
CLAIM = Claim(
    id="0123456789ab", sentence=0, span=Span(start=0, end=40), text="In response, Kyiv sent drones of its own."
)
WIKIPEDIA = Source(label="en.wikipedia.org", host="en.wikipedia.org", domain="wikipedia.org")


def read(tmp_path, text):
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return read_source_list(path)


def test_a_source_gets_the_addresses_of_its_host_and_of_its_domain(tmp_path):
    sources = read(
        tmp_path,
        '[domains]\n"wikipedia.org" = "https://de.wikipedia.org/x"\n"EN.wikipedia.org" = ["https://en.wikipedia.org/y"]\n',
    )
    assert sources.for_source(WIKIPEDIA) == ("https://en.wikipedia.org/y", "https://de.wikipedia.org/x")


@pytest.mark.parametrize("key", ["0123456789ab", "In response, Kyiv"])
def test_a_claim_is_named_by_id_or_by_its_opening_words(tmp_path, key):
    sources = read(tmp_path, f'[claims]\n"{key}" = ["https://apnews.com/x"]\n')
    assert sources.for_claim(CLAIM) == ("https://apnews.com/x",)


def test_keys_that_mean_the_same_domain_are_put_together(tmp_path):
    sources = read(
        tmp_path, '[domains]\n"apnews.com" = "https://apnews.com/1"\n"www.apnews.com" = "https://apnews.com/2"\n'
    )
    assert sources.domains == {"apnews.com": ("https://apnews.com/1", "https://apnews.com/2")}


def test_white_space_in_a_claim_key_and_a_byte_order_mark_do_not_matter(tmp_path):
    sources = read(tmp_path, '\ufeff[claims]\n" In  response,\\n Kyiv" = "https://apnews.com/x"\n')
    assert sources.for_claim(CLAIM) == ("https://apnews.com/x",)


def test_a_line_may_hold_many_addresses(tmp_path):
    urls = tuple(f"https://www.apnews.com/a.b.{number}.html" for number in range(99))
    sources = read(tmp_path, f'[domains]\n"apnews.com" = {list(urls)}\n')
    assert sources.domains == {"apnews.com": urls}


def test_more_pages_than_are_read_are_told():
    sources = SourceList(domains={"wikipedia.org": ("https://wikipedia.org/1", "https://wikipedia.org/2")})
    assert sources.left_out([WIKIPEDIA], most=2) == ()
    (notice,) = sources.left_out([WIKIPEDIA], most=1)
    assert notice.message.startswith("2 pages were named for en.wikipedia.org; only 1 of them")


def test_a_key_that_names_nothing_is_told():
    sources = SourceList(
        domains={"apnews.org": ("https://apnews.org/x",)}, claims={"In other words": ("https://a.com/",)}
    )
    messages = [notice.message for notice in sources.unused([WIKIPEDIA], [CLAIM])]
    assert messages == [
        "No citation of the article names apnews.org.",
        "No sentence of the article has the id or the opening words “In other words”.",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("not toml", "is no TOML"),
        ("domains = " + "[" * 5_000, "is no TOML"),
        ("domains = " + "9" * 5_000, "is no TOML"),
        ("a." * 32_000 + "a = 1", "more than 40 dots"),
        ("# https://a.b\n" * 30_000, "more than 250,000 bytes"),
        ("[sites]\n", "Unknown table"),
        ("domains = 3\n", "must be a table"),
        ('[domains]\n"apnews" = ["https://apnews.com"]\n', "no domain under a public suffix"),
        ('[domains]\n"apnews.com" = ["ftp://apnews.com/x"]\n', "no http or https address"),
        ('[domains]\n"apnews.com" = ["https://"]\n', "no http or https address"),
        ('[domains]\n"apnews.com" = [3]\n', "an address or a list"),
        ('[claims]\n"In" = ["https://apnews.com/x"]\n', "shorter than"),
    ],
)
def test_a_wrong_sources_file_is_refused_with_the_reason(tmp_path, text, says):
    with pytest.raises(SettingsError, match=says):
        read(tmp_path, text)


def test_an_absent_sources_file_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="No such file"):
        read_source_list(tmp_path / "absent.toml")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<!DOCTYPE html><p>x", "text/html"),
        (b"\xef\xbb\xbf\n<html>", "text/html"),
        (b"<article>x</article>", "text/html"),
        (b"Kyiv - Some text < 3 lines", "text/plain"),
    ],
)
def test_an_attached_page_is_told_from_a_text_by_its_first_bytes(tmp_path, content, kind):
    path = tmp_path / "a page.bin"
    path.write_bytes(content)
    attachment = attach_file("WWW.apnews.com", path, read_at=NOW, max_bytes=1_000)
    assert attachment.key == "apnews.com"
    assert attachment.capture.header("Content-Type") == kind
    assert attachment.capture.url.startswith("attached:apnews.com/a%20page.bin?sha256=")
    assert attachment.capture.body == content


def test_an_html_file_is_html_whatever_it_begins_with(tmp_path):
    path = tmp_path / "page.HTML"
    path.write_bytes(b"<section><p>x</section>")
    attachment = attach_file("apnews.com", path, read_at=NOW, max_bytes=1_000)
    assert attachment.capture.header("Content-Type") == "text/html"


def test_two_attached_files_of_one_name_are_two_pages(tmp_path):
    urls = set()
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        path = tmp_path / folder / "page.html"
        path.write_text(f"<p>{folder}")
        urls.add(attach_file("apnews.com", path, read_at=NOW, max_bytes=1_000).capture.url)
    assert len(urls) == 2


def test_a_web_archive_is_refused_for_its_numbers_may_be_broken_up(tmp_path):
    path = tmp_path / "page.mhtml"
    path.write_bytes(
        b"From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html"\r\n\r\n53=\r\n9 drones'
    )
    with pytest.raises(InputError, match="web archive"):
        attach_file("apnews.com", path, read_at=NOW, max_bytes=1_000)


def test_an_attached_file_must_be_there_and_be_of_a_size(tmp_path):
    empty, large = tmp_path / "empty", tmp_path / "large"
    empty.write_bytes(b" \n")
    large.write_bytes(b"x" * 11)
    for path, says in ((tmp_path / "absent", "No such file"), (empty, "is empty"), (large, "the limit is 10")):
        with pytest.raises(InputError, match=says):
            attach_file("apnews.com", path, read_at=NOW, max_bytes=10)
    with pytest.raises(SettingsError, match="no domain"):
        attach_file("apnews", large, read_at=NOW, max_bytes=100)
