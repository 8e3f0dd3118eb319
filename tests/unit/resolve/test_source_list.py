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
        ("[sites]\n", "Unknown table"),
        ("domains = 3\n", "must be a table"),
        ('[domains]\n"apnews" = ["https://apnews.com"]\n', "no domain under a public suffix"),
        ('[domains]\n"apnews.com" = ["ftp://apnews.com/x"]\n', "no http or https address"),
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
    assert attachment.capture.url == "attached:apnews.com/a%20page.bin"
    assert attachment.capture.body == content


def test_an_attached_file_must_be_there_and_be_of_a_size(tmp_path):
    empty, large = tmp_path / "empty", tmp_path / "large"
    empty.write_bytes(b" \n")
    large.write_bytes(b"x" * 11)
    for path, says in ((tmp_path / "absent", "No such file"), (empty, "is empty"), (large, "the limit is 10")):
        with pytest.raises(InputError, match=says):
            attach_file("apnews.com", path, read_at=NOW, max_bytes=10)
    with pytest.raises(SettingsError, match="no domain"):
        attach_file("apnews", large, read_at=NOW, max_bytes=100)
