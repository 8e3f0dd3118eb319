from dataclasses import replace

import pytest

from provenance.model import Article, CitationTag, Span
from provenance.resolve import resolve_label, resolve_tags
from provenance.resolve.publishers import read_publishers
from provenance.urls.domains import registrable_domain


def make_tag(*labels, index=0, more=None, urls=()):
    return CitationTag(
        index=index, span=Span(start=0, end=1), raw="x", style="chip", labels=labels, more=more, urls=urls
    )


def make_article(*tags):
    return Article(
        text="x",
        format="text",
        title=None,
        published=None,
        paragraphs=(),
        sentences=(),
        tags=tags,
        claims=(),
        notices=(),
    )


@pytest.mark.parametrize(
    ("label", "host", "domain", "publisher"),
    [
        ("apnews.com", "apnews.com", "apnews.com", "Associated Press"),
        ("en.wikipedia.org", "en.wikipedia.org", "wikipedia.org", "Wikipedia"),
        ("www.BBC.co.uk", "bbc.co.uk", "bbc.co.uk", "BBC"),
        ("nomisweb.co.uk", "nomisweb.co.uk", "nomisweb.co.uk", None),
        ("AP News", "apnews.com", "apnews.com", "Associated Press"),
        ("the  guardian", "theguardian.com", "theguardian.com", "The Guardian"),
        ("El País", "elpais.com", "elpais.com", "El País"),
    ],
)
def test_a_label_becomes_a_source(label, host, domain, publisher):
    source = resolve_label(label)
    assert (source.host, source.domain, source.publisher, source.problem) == (host, domain, publisher, "")


@pytest.mark.parametrize("label", ["notadomain.invalidtld", "main.cfg", "Some Blog", "co.uk", "127.0.0.1", ""])
def test_a_label_that_is_neither_domain_nor_publisher_says_so(label):
    source = resolve_label(label)
    assert source.host is None
    assert source.domain is None
    assert label in source.problem


def test_hidden_sources_are_counted_and_repeated_labels_are_one_source():
    tags = (make_tag("a.com", "b.com", "a.com", more=5), make_tag("c.com", index=1))
    first, second = resolve_tags(make_article(*tags))
    assert [source.host for source in first.sources] == ["b.com", "a.com"]
    assert (first.hidden, second.hidden) == (3, 0)
    assert (first.tag, second.tag) == (0, 1)


def test_the_chips_own_page_comes_first():
    three, two = resolve_tags(
        make_article(make_tag("a.com", "b.com", "c.com", more=2), make_tag("d.com", "e.com", more=1))
    )
    assert [source.host for source in three.sources] == ["b.com", "c.com", "a.com"]
    assert [source.host for source in two.sources] == ["d.com", "e.com"]


def test_a_key_is_a_source_that_nothing_resolves():
    (resolution,) = resolve_tags(make_article(replace(make_tag(), labels=(), keys=("turn0search3", "turn1view0"))))
    assert [source.label for source in resolution.sources] == ["turn0search3", "turn1view0"]
    assert all(source.host is None and "key" in source.problem for source in resolution.sources)
    assert resolution.hidden == 0


def test_no_name_of_the_publishers_table_is_taken_twice():
    rows = read_publishers()
    names = [name.casefold() for row in rows for name in (row.name, *row.aliases)]
    domains = [domain for row in rows for domain in row.domains]
    assert len(names) == len(set(names))
    assert len(domains) == len(set(domains))


def test_every_domain_of_the_publishers_table_is_one():
    assert all(registrable_domain(domain) for row in read_publishers() for domain in row.domains)
